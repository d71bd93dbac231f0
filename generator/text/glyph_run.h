/* A run of glyphs in one font and size, set: what a device draws. */
#ifndef TEXT_GLYPH_RUN_H
#define TEXT_GLYPH_RUN_H

#include "base/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct font;

struct glyph {
  uint32_t id;   /* in the font */
  uint32_t text; /* byte offset of its cluster in the run's text; equal for all glyphs of one cluster */
  mpt x;         /* of its origin, from the origin of the run; justification, kerning, tracking included */
  mpt y;         /* upwards */
};

struct glyph_run {
  const struct font *font;
  mpt size;
  mpt width;                  /* advance of the whole run */
  const struct glyph *glyphs; /* in visual order, left to right */
  uint32_t count;
  bool rtl;         /* clusters descend */
  const char *text; /* exactly as written, UTF-8; an added hyphen is U+00AD */
  uint32_t text_length;
  int expansion;        /* of its glyphs, 1/1000 of their widths, -50 to 50; places and width have it in them */
  const char *language; /* BCP 47 */
};

#endif
