/* The font program that is embedded: the glyphs used and nothing else. */
#ifndef PDF_FONT_PROGRAM_H
#define PDF_FONT_PROGRAM_H

#include "base/arena.h"
#include "text/font.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct font_program {
  const void *data; /* TrueType, or the bare CFF table */
  size_t length;
  const uint32_t *glyphs; /* per glyph asked for: its number in the program */
};

/* Everything lives in arena. False when HarfBuzz refuses the font. */
bool font_program_make(struct arena *arena, const struct font *font, const uint32_t *glyphs, size_t count,
                       struct font_program *out);

#endif
