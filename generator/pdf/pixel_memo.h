/* Pixels converted once a colour: a picture of ten million pixels has some hundred thousand colours, and the exact way
 * through a profile takes thirty times as long as looking a colour up. Knows nothing of colour. */
#ifndef PDF_PIXEL_MEMO_H
#define PDF_PIXEL_MEMO_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

struct pixel_memo;

struct pixel_conversion {
  size_t from, to; /* bytes a pixel, 4 at most */
  void *self;
  void (*convert)(void *self, const uint8_t *in, uint8_t *out, size_t count);
};

/* Two megabytes in arena. */
struct pixel_memo *pixel_memo_new(struct arena *arena, const struct pixel_conversion *conversion);

/* As conversion->convert, with the same bytes. */
void pixel_memo_convert(struct pixel_memo *memo, const uint8_t *in, uint8_t *out, size_t count);

#endif
