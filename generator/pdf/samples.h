/* Pictures read by their libraries: PNG as samples, JPEG as checked bytes. */
#ifndef PDF_SAMPLES_H
#define PDF_SAMPLES_H

#include "base/arena.h"
#include "display/display_list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sample_space { SAMPLES_GRAY, SAMPLES_RGB, SAMPLES_CMYK, SAMPLES_INDEXED };

struct samples {
  uint32_t width, height; /* as stored */
  enum sample_space space;
  int depth;              /* bits a sample: 1, 2, 4, 8 */
  bool encoded;           /* JPEG: colours is the file */
  const uint8_t *colours; /* rows without padding but to a byte */
  size_t length;
  const uint8_t *alpha;     /* a byte a pixel; NULL: none */
  uint8_t palette[4 * 256]; /* INDEXED */
  int palette_count;
  enum sample_space palette_space; /* RGB, as PNG has it, or CMYK */
  bool inverted;                   /* JPEG: CMYK as Adobe writes it, 255 is no ink */
  bool plain_rgb;                  /* JPEG: RGB without a marker that says so */
  int orientation;                 /* as EXIF numbers them, 1 to 8 */
};

enum samples_status { SAMPLES_READ, SAMPLES_BROKEN, SAMPLES_TOO_LARGE, SAMPLES_STRANGE };

/* Everything lives in arena. *why says what is wrong, in the library's words. */
enum samples_status png_samples(struct arena *arena, const struct picture *picture, struct samples *out,
                                const char **why);
enum samples_status jpeg_samples(struct arena *arena, const struct picture *picture, struct samples *out,
                                 const char **why);

/* A JPEG that jpeg_samples has read, decoded: `out` then holds RGB, or CMYK as PDF counts it, of 8 bits. */
enum samples_status jpeg_pixels(struct arena *arena, const struct picture *picture, struct samples *out,
                                const char **why);

#endif
