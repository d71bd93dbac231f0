/* Eight bytes of text looked at together, as one number: for the few passes over whole files. What is asked of each
 * byte is answered in its highest bit. */
#ifndef BASE_EIGHT_H
#define BASE_EIGHT_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EIGHT_EACH UINT64_C(0x0101010101010101) /* times a byte: eight of it */
#define EIGHT_HIGH UINT64_C(0x8080808080808080)

/* The bytes at text, the first one lowest. */
static inline uint64_t eight_read(const char *text) {
  uint64_t eight;
  memcpy(&eight, text, sizeof eight);
  return le64toh(eight);
}

/* Those that go on with a character of UTF-8. */
static inline uint64_t eight_follows(uint64_t eight) {
  return eight & ~(eight << 1) & EIGHT_HIGH;
}

/* Those that are `byte`. */
static inline uint64_t eight_same(uint64_t eight, unsigned char byte) {
  uint64_t other = eight ^ (EIGHT_EACH * byte);
  return ~(((other & ~EIGHT_HIGH) + ~EIGHT_HIGH) | other) & EIGHT_HIGH;
}

/* How many an answer tells. */
static inline size_t eight_count(uint64_t answer) {
  return (size_t)((answer >> 7) * EIGHT_EACH >> 56);
}

/* The first of them; answer is not 0. */
static inline size_t eight_first(uint64_t answer) {
  return (size_t)__builtin_ctzll(answer) / 8;
}

#endif
