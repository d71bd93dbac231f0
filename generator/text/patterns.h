/* Hyphenation patterns, read for libhyphen. For text/hyphenate.c and the compiler only. */
#ifndef TEXT_PATTERNS_H
#define TEXT_PATTERNS_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

enum {
  PATTERN_UNKNOWN_LETTER = 1, /* the byte of letters that no pattern has */
  PATTERN_FIRST_LETTER = ':', /* behind the digits, which libhyphen would take for the end of a word */
  PATTERN_LETTER_LIMIT = 0xFF - PATTERN_FIRST_LETTER + 1,
  PATTERN_LETTER_SLOTS = 512 /* open addressing; a power of two, more than twice the limit */
};

/* libhyphen works on bytes; here a byte is a letter, which halves its states and its work. */
struct pattern_letters {
  uint32_t code_points[PATTERN_LETTER_LIMIT]; /* the byte is PATTERN_FIRST_LETTER and the index */
  size_t count;
  uint8_t slots[PATTERN_LETTER_SLOTS]; /* bytes by code point; 0: free */
};

struct patterns {
  struct _HyphenDict *dictionary; /* libhyphen's, for hnj_hyphen_hyphenate */
  struct pattern_letters letters;
  size_t left, right; /* letters that must stay on each side; 0: the file does not say */
};

/* The byte for a letter, PATTERN_UNKNOWN_LETTER when there is none. */
char pattern_letter(const struct pattern_letters *letters, uint32_t code_point);

/* Gives a letter that is not there yet the next byte, while there are any. */
void pattern_letter_add(struct pattern_letters *letters, uint32_t code_point);

/* Reads a file that patterns_compile has made, which is trusted as the program is. NULL when it is not there or of
 * another form. Valid as long as arena. */
const struct patterns *patterns_read(struct arena *arena, const char *path);

#endif
