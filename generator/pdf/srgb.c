/* sRGB (IEC 61966-2-1) as an ICC profile of version 4.2 (ICC.1:2004-10), put together from its numbers: 444 bytes,
 * where common files of it take three thousand. A matrix of primaries adapted to D50 and one parametric curve for all
 * three channels say everything. */
#include "pdf/srgb.h"

#include "base/buffer.h"

#include <stdint.h>
#include <string.h>

/* Numbers are s15Fixed16, except for signatures and counts. */
#define SIGNATURE(a, b, c, d) ((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))
#define XYZ_TYPE SIGNATURE('X', 'Y', 'Z', ' '), 0
#define D50 0xF6D6, 0x10000, 0xD32D
#define TEXT(count) SIGNATURE('m', 'l', 'u', 'c'), 0, 1, 12, SIGNATURE('e', 'n', 'U', 'S'), 2 * (count), 28

static const uint32_t description[] = {TEXT(4), 's' << 16 | 'R', 'G' << 16 | 'B'};
static const uint32_t copyright[] = {TEXT(4), 'n' << 16 | 'o', 'n' << 16 | 'e'};
static const uint32_t white[] = {XYZ_TYPE, D50};
static const uint32_t red[] = {XYZ_TYPE, 0x6FA2, 0x38F5, 0x0390};
static const uint32_t green[] = {XYZ_TYPE, 0x6299, 0xB785, 0x18DA};
static const uint32_t blue[] = {XYZ_TYPE, 0x24A0, 0x0F84, 0xB6CF};
/* From D65 to D50 by Bradford's matrix. */
static const uint32_t adaptation[] = {
    SIGNATURE('s', 'f', '3', '2'),
    0,
    0x10C42,
    0x05DE,
    0xFFFFF325,
    0x0793,
    0xFD90,
    0xFFFFFBA1,
    0xFFFFFDA2,
    0x03DC,
    0xC06E,
};
/* Y = (aX + b)^g from d on, cX below: g = 2.4, a = 1/1.055, b = 0.055/1.055, c = 1/12.92, d = 0.04045. */
static const uint32_t curve[] = {SIGNATURE('p', 'a', 'r', 'a'), 0, 3 << 16, 0x26666, 0xF2A7, 0x0D59, 0x13D0, 0x0A5B};

static const struct {
  uint32_t signature;
  const uint32_t *words; /* NULL: those of the tag before */
  size_t count;
} tags[] = {
#define TAG(a, b, c, d, words)                                                                                         \
  { SIGNATURE(a, b, c, d), words, sizeof(words) / sizeof *(words) }
    TAG('d', 'e', 's', 'c', description),
    TAG('c', 'p', 'r', 't', copyright),
    TAG('w', 't', 'p', 't', white),
    TAG('c', 'h', 'a', 'd', adaptation),
    TAG('r', 'X', 'Y', 'Z', red),
    TAG('g', 'X', 'Y', 'Z', green),
    TAG('b', 'X', 'Y', 'Z', blue),
    TAG('r', 'T', 'R', 'C', curve),
    {SIGNATURE('g', 'T', 'R', 'C'), NULL, 0},
    {SIGNATURE('b', 'T', 'R', 'C'), NULL, 0},
#undef TAG
};

enum { TAGS = sizeof tags / sizeof *tags, HEADER_WORDS = 32, DATA_START = 4 * (HEADER_WORDS + 1 + 3 * TAGS) };

static void word_add(struct buffer *out, uint32_t word) {
  for (int shift = 24; shift >= 0; shift -= 8)
    buffer_byte(out, (char)(word >> shift));
}

static void words_add(struct buffer *out, const uint32_t *words, size_t count) {
  for (size_t i = 0; i < count; i++)
    word_add(out, words[i]);
}

static void header_add(struct buffer *out, uint32_t length) {
  /* The date is that of the specification. */
  const uint32_t header[HEADER_WORDS] = {
      [0] = length,
      [2] = 0x04200000,
      [3] = SIGNATURE('m', 'n', 't', 'r'),
      [4] = SIGNATURE('R', 'G', 'B', ' '),
      [5] = SIGNATURE('X', 'Y', 'Z', ' '),
      [6] = 2004 << 16 | 10,
      [7] = 1 << 16,
      [9] = SIGNATURE('a', 'c', 's', 'p'),
      [17] = 0xF6D6,
      [18] = 0x10000,
      [19] = 0xD32D,
  };
  words_add(out, header, HEADER_WORDS);
}

static void table_add(struct buffer *out) {
  uint32_t end = DATA_START, start = end;
  word_add(out, TAGS);
  for (size_t i = 0; i < TAGS; i++) {
    if (tags[i].words) {
      start = end;
      end += 4 * (uint32_t)tags[i].count;
    }
    words_add(out, (const uint32_t[]){tags[i].signature, start, end - start}, 3);
  }
}

static uint32_t profile_length(void) {
  uint32_t length = DATA_START;
  for (size_t i = 0; i < TAGS; i++)
    length += 4 * (uint32_t)tags[i].count;
  return length;
}

const struct pdf_intent *srgb_intent(struct arena *arena) {
  struct buffer profile = {0};
  header_add(&profile, profile_length());
  table_add(&profile);
  for (size_t i = 0; i < TAGS; i++)
    words_add(&profile, tags[i].words, tags[i].count);
  const struct pdf_intent intent = {.subtype = "GTS_PDFA1",
                                    .condition = "sRGB IEC61966-2.1",
                                    .components = 3,
                                    .profile = arena_memdup(arena, profile.data, profile.length),
                                    .length = profile.length};
  buffer_drop(&profile);
  return arena_memdup(arena, &intent, sizeof intent);
}
