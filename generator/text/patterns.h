/* Hyphenation patterns, read for libhyphen. For text/hyphenate.c only. */
#ifndef TEXT_PATTERNS_H
#define TEXT_PATTERNS_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

/* libhyphen works on bytes; here a byte is a letter, which halves its states and its work. */
struct pattern_letter {
  uint32_t code_point; /* 0: a free slot */
  uint8_t byte;
};

enum { PATTERN_LETTER_SLOTS = 512 }; /* open addressing; a power of two, more than twice the number of bytes */

struct patterns {
  struct _HyphenDict *dictionary; /* libhyphen's, for hnj_hyphen_hyphenate */
  struct pattern_letter letters[PATTERN_LETTER_SLOTS];
  int letter_count;
  size_t left, right; /* letters that must stay on each side; 0: the file does not say */
};

/* The byte for a letter; one that is in no pattern where the file does not have it. */
char patterns_byte(const struct patterns *patterns, uint32_t code_point);

/* Reads a .dic file of libhyphen's kind. NULL when it is not there or not in UTF-8. Allocated in arena. */
const struct patterns *patterns_read(struct arena *arena, const char *path);

#endif
