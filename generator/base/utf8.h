/* UTF-8: decoding, checking, counting. Malformed bytes decode as U+FFFD, one byte at a time. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As utf8_next, for whatever is not one of the two cases that nearly all text is made of. */
uint32_t utf8_next_rare(const char *text, size_t length, size_t *index);

/* The code point at text[*index] (*index < length), moving *index behind it. Here for its speed: every text goes
 * through it many times. */
static inline uint32_t utf8_next(const char *text, size_t length, size_t *index) {
  const unsigned char *at = (const unsigned char *)text + *index;
  if (*at < 0x80) {
    ++*index;
    return *at;
  }
  if (*at >= 0xC2 && *at < 0xE0 && length - *index > 1 && (at[1] & 0xC0) == 0x80) { /* Cyrillic */
    *index += 2;
    return (*at & 0x1Fu) << 6 | (at[1] & 0x3Fu);
  }
  return utf8_next_rare(text, length, index);
}

/* As utf8_previous, likewise. */
uint32_t utf8_previous_rare(const char *text, size_t *index);

/* The code point that ends before text[*index] (*index > 0), moving *index to its first byte. */
static inline uint32_t utf8_previous(const char *text, size_t *index) {
  const unsigned char *end = (const unsigned char *)text + *index;
  if (end[-1] < 0x80) {
    --*index;
    return end[-1];
  }
  if (end[-1] < 0xC0 && *index > 1 && end[-2] >= 0xC2 && end[-2] < 0xE0) {
    *index -= 2;
    return (end[-2] & 0x1Fu) << 6 | (end[-1] & 0x3Fu);
  }
  return utf8_previous_rare(text, index);
}

/* Writes 1 to 4 bytes without NUL, returns how many. Surrogates and values past U+10FFFF give U+FFFD. */
size_t utf8_put(uint32_t code_point, char out[4]);

/* Number of characters (code points). */
size_t utf8_count(const char *text, size_t length);

/* Bytes of the first `count` characters of well-formed text, or length if it has fewer. */
size_t utf8_offset(const char *text, size_t length, size_t count);

/* Index of the first malformed byte, or length if there is none. */
size_t utf8_valid_length(const char *text, size_t length);

/* Levenshtein distance in code points, of at most `limit` + 1; used for near names. */
size_t utf8_distance(const char *a, const char *b, size_t limit);

#endif
