/* One face of one font file: metrics, names, data. Reference counted, opened before workers are forked. */
#ifndef TEXT_FONT_H
#define TEXT_FONT_H

#include "base/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct font;

struct font_metrics { /* font units, y upwards */
  int units_per_em;
  int ascent, descent; /* descent negative */
  int cap_height, x_height;
  int italic_angle; /* 1/1000 degree */
  int box[4];       /* left, bottom, right, top of all glyphs */
  bool fixed_pitch, italic, bold, serif;
  int weight; /* 100 to 900; bold from 600 */
  int width;  /* 1 (narrow) to 9 (wide), 5 normal */
  int underline_position, underline_thickness;
};

/* NULL when the file cannot be used as a font (outlines in glyf or CFF, a cmap), or its licence bits (OS/2 fsType)
 * forbid embedding or subsetting. Caller drops. */
struct font *font_open(const char *path, int face_index);
int font_face_count(const char *path); /* of a collection; 0 when the file cannot be read */
struct font *font_keep(struct font *font);
void font_drop(struct font *font);

const struct font_metrics *font_metrics(const struct font *font);
const char *font_path(const struct font *font);
int font_face_index(const struct font *font);
const char *font_postscript_name(const struct font *font); /* printable ASCII, no PDF delimiters, 1 to 63 bytes */
const char *font_family_name(const struct font *font);     /* typographic family, English */
const char *font_style_name(const struct font *font);
const void *font_data(const struct font *font, size_t *length); /* the whole file, mapped */
bool font_is_cff(const struct font *font);
uint32_t font_glyph_count(const struct font *font);
bool font_has(const struct font *font, uint32_t code_point);
uint32_t font_glyph(const struct font *font, uint32_t code_point); /* 0: none */
int font_advance(const struct font *font, uint32_t glyph);         /* font units */
/* Left, bottom, right, top of what the glyph shows from its origin, font units; false when it shows nothing. */
bool font_ink(const struct font *font, uint32_t glyph, int ink[4]);

/* A small number, unique per open font of the process, in the order of opening: for tables in memory only, since a
 * worker may open further fonts in an order of its own. */
uint32_t font_number(const struct font *font);

/* The code that stands for a glyph with a text, derived from the font alone (never from use or page order):
 * a glyph with the first of its cmap code points has the glyph id as code; further code points of the same glyph
 * are numbered from glyph count on, in code point order. font_code gives 0 when the font's cmap does not map
 * `code_point` to `glyph`, and for further code points of a CFF font, whose codes are glyph ids: the text then needs
 * ActualText. Controls have no code. At most 65,536 codes. */
uint32_t font_code(const struct font *font, uint32_t glyph, uint32_t code_point);
/* The reverse: the glyph and code point of a code; code_point 0 when the glyph has none in the cmap. */
void font_code_meaning(const struct font *font, uint32_t code, uint32_t *glyph, uint32_t *code_point);
uint32_t font_code_count(const struct font *font);
/* By glyph: the code point of its id as a code, and its width as PDF tells it, 1/1000 em, 0 to 32767. */
const uint32_t *font_code_points(const struct font *font);
const int16_t *font_widths(const struct font *font);

/* HarfBuzz's face, for text/shape.c and text/itemize.c; an hb_face_t * / hb_font_t * scaled to units_per_em. */
void *font_hb_face(const struct font *font);
void *font_hb_font(const struct font *font);

#endif
