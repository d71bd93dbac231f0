/* The steps of a QR code, for the files qr*.c and their test: segments -> codewords -> symbol -> mask. */
#ifndef COMPOSE_QR_PARTS_H
#define COMPOSE_QR_PARTS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  QR_VERSIONS = 40,
  QR_SIZE = 177,      /* modules of the largest symbol */
  QR_CODEWORDS = 3706 /* of the largest symbol */
};

enum qr_mode { QR_NUMERIC, QR_ALPHANUMERIC, QR_BYTE };
enum qr_level { QR_L, QR_M, QR_Q, QR_H };

struct qr_segment {
  enum qr_mode mode;
  size_t start, length; /* in bytes of the text */
};

struct qr_segments {
  struct qr_segment *items;
  size_t count;
  int version; /* the smallest that holds them */
};

/* The text in as few bits as there can be. False when no version holds it. */
bool qr_segments_find(struct arena *arena, const char *text, enum qr_level level, struct qr_segments *out);

size_t qr_codewords(int version);                             /* all of a symbol */
size_t qr_data_codewords(int version, enum qr_level level);   /* without those of error correction */
int qr_count_bits(enum qr_mode mode, int version);            /* of the field that says how long a segment is */
size_t qr_segment_bits(enum qr_mode mode, size_t characters); /* of its content */

/* The segments as codewords, padded, with error correction, interleaved. */
void qr_codewords_make(const char *text, const struct qr_segments *segments, enum qr_level level,
                       uint8_t codewords[QR_CODEWORDS]);

/* Modules stand in lanes: lane x is column x from the top down, lane size + y is row y from the left. So what is
 * counted along columns and along rows is counted in one go, 64 lanes at a time. */
enum { QR_STRIPS = (2 * QR_SIZE + 63) / 64 };

struct qr_symbol {
  int version, size, strips;
  enum qr_level level;
  uint64_t fixed[QR_STRIPS][QR_SIZE]; /* not masked: patterns and the room for format and version */
  uint64_t dark[QR_STRIPS][QR_SIZE];
};

/* Sets module (x, y), which was light, if `dark` is 1. */
static inline void qr_module_add(uint64_t lanes[QR_STRIPS][QR_SIZE], int size, int x, int y, unsigned dark) {
  int across = size + y;
  lanes[x / 64][y] |= (uint64_t)dark << x % 64;
  lanes[across / 64][x] |= (uint64_t)dark << across % 64;
}

/* All modules but those of the format, not masked. */
void qr_symbol_make(int version, enum qr_level level, const uint8_t codewords[QR_CODEWORDS], struct qr_symbol *out);

/* Masks the symbol with the pattern that costs least and adds its format; the number of the pattern. */
int qr_mask_best(struct qr_symbol *symbol);

/* The same with a pattern that is given. */
void qr_mask_apply(struct qr_symbol *symbol, int pattern);

#endif
