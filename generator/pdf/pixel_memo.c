/* A table of colours by hash, each in one place only: a newcomer takes it over. Pixels go through it in batches; those
 * of a batch that it does not know are converted together. */
#include "pdf/pixel_memo.h"

#include <string.h>

enum { PLACE_BITS = 18, BATCH = 2048, PIXEL_LIMIT = 4 };

struct known {
  uint32_t in, out;
};

struct pixel_memo {
  struct pixel_conversion conversion;
  struct known *known;
  uint32_t missed[BATCH]; /* pixels of the batch */
  uint8_t in[BATCH * PIXEL_LIMIT], out[BATCH * PIXEL_LIMIT];
};

static struct known *known_place(const struct pixel_memo *memo, uint32_t in) {
  const uint32_t golden = 2654435769u; /* 2^32 over the golden ratio: Knuth, vol. 3, 6.4 */
  return &memo->known[in * golden >> (32 - PLACE_BITS)];
}

static uint32_t pixel_read(const uint8_t *bytes, size_t size) {
  uint32_t pixel = 0;
  memcpy(&pixel, bytes, size);
  return pixel;
}

struct pixel_memo *pixel_memo_new(struct arena *arena, const struct pixel_conversion *conversion) {
  struct pixel_memo *memo = arena_zalloc(arena, 1, sizeof *memo);
  uint8_t zero[PIXEL_LIMIT] = {0}, out[PIXEL_LIMIT] = {0};
  memo->conversion = *conversion;
  memo->known = arena_zalloc(arena, (size_t)1 << PLACE_BITS, sizeof *memo->known);
  conversion->convert(conversion->self, zero, out, 1); /* every empty place says that it is of colour 0 */
  known_place(memo, 0)->out = pixel_read(out, conversion->to);
  return memo;
}

static void missed_convert(struct pixel_memo *memo, const uint8_t *in, uint8_t *out, size_t count) {
  size_t from = memo->conversion.from, to = memo->conversion.to;
  for (size_t i = 0; i < count; i++)
    memcpy(memo->in + i * from, in + memo->missed[i] * from, from);
  memo->conversion.convert(memo->conversion.self, memo->in, memo->out, count);
  for (size_t i = 0; i < count; i++) {
    struct known known = {pixel_read(memo->in + i * from, from), pixel_read(memo->out + i * to, to)};
    memcpy(out + memo->missed[i] * to, &known.out, to);
    *known_place(memo, known.in) = known;
  }
}

static void batch_convert(struct pixel_memo *memo, const uint8_t *in, uint8_t *out, size_t count) {
  size_t from = memo->conversion.from, to = memo->conversion.to, missed = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t pixel = pixel_read(in + i * from, from);
    const struct known *known = known_place(memo, pixel);
    if (known->in == pixel)
      memcpy(out + i * to, &known->out, to);
    else
      memo->missed[missed++] = (uint32_t)i;
  }
  if (missed)
    missed_convert(memo, in, out, missed);
}

void pixel_memo_convert(struct pixel_memo *memo, const uint8_t *in, uint8_t *out, size_t count) {
  for (size_t part; count; count -= part) {
    part = count < BATCH ? count : BATCH;
    batch_convert(memo, in, out, part);
    in += part * memo->conversion.from;
    out += part * memo->conversion.to;
  }
}
