/* The fonts of a document: which codes are used, their widths, and at the end the subset font programs. */
#ifndef PDF_FONTS_H
#define PDF_FONTS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "pdf/deflate.h"
#include "pdf/writer.h"
#include "text/font.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct font_text { /* what a glyph without a place in the font's cmap stood for first */
  uint32_t glyph;
  const char *text; /* UTF-8 */
  size_t length;
};

struct font_use {
  const struct font *font;
  uint32_t number; /* from 1, in the order of first use: the resource is named /F1 */
  uint32_t object; /* its number in the file */
  uint32_t glyph_count, code_count;
  const uint32_t *code_points; /* the font's, by glyph */
  const int16_t *widths;       /* the same; a viewer moves its pen by them */
  uint64_t *used;              /* a bit per code */
  struct font_text *texts;     /* in the order of use */
  size_t text_count, text_capacity;
};

struct fonts {
  struct arena *arena;
  struct writer *writer;
  struct font_use **uses;
  size_t count, capacity;
};

/* Lives in arena; the fonts used are kept until the arena is dropped. */
struct fonts *fonts_new(struct arena *arena, struct writer *writer);

/* The use of a font, made when it is new. NULL for a font without glyphs. */
struct font_use *fonts_use(struct fonts *fonts, const struct font *font);

/* The code for a glyph that stands for one character, marked as used; 0 when only ActualText can tell it. */
uint32_t font_use_code(struct font_use *use, uint32_t glyph, uint32_t code_point);

/* The same for a ligature that has a character of its own, such as U+FB01: its code tells the letters, "fi". */
uint32_t font_use_ligature(struct font_use *use, uint32_t glyph, const char *text, size_t length);

/* Marks a glyph as used for a text that its code does not tell. */
void font_use_glyph(struct fonts *fonts, struct font_use *use, uint32_t glyph, const char *text, size_t length);

/* "/F1 5 0 R/F2 9 0 R", for the resources. */
void fonts_resources(const struct fonts *fonts, struct buffer *out);

struct fonts_spec {
  struct deflater *deflater;
  struct position at;
  struct sink *sink;
};

/* Makes all font objects. False after a font that cannot be subset, which is reported. */
bool fonts_write(struct fonts *fonts, const struct fonts_spec *spec);

#endif
