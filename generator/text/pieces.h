/* Pieces: a paragraph as words, spaces and hard breaks, shaped in font units; the stage between itemize and the
 * breaking of lines. Private to text/. */
#ifndef TEXT_PIECES_H
#define TEXT_PIECES_H

#include "text/paragraph.h"
#include "text/shape.h"

/* How the text of one itemized run is set. */
struct face {
  struct shape_spec shape; /* font, language, script, direction, features */
  uint32_t span;           /* index */
  uint8_t level;           /* of embedding, UAX #9 */
  bool hyphenate;
  mpt size;          /* of the glyphs */
  int share;         /* of the style's size, 1/1000: reduced superior figures */
  mpt raise;         /* of the baseline, upwards */
  int tracking;      /* 1/1000 em */
  int units_per_em;  /* below 2^16 */
  uint64_t per_unit; /* 2^64 / units_per_em, rounded up */
  int space_advance; /* font units */
  uint32_t space_glyph;
  int hyphen_advance;
  uint32_t hyphen_glyph; /* of an added hyphen, 0 when the font has none: its soft hyphen where that looks like its
                            hyphen */
};

enum piece_kind { PIECE_WORD, PIECE_SPACE, PIECE_BREAK };

struct piece {
  enum piece_kind kind;
  uint32_t face;         /* of a BREAK: that of the text before it, if there is any */
  uint32_t span, offset; /* byte in the span where the piece is written */
  const char *text;      /* a WORD without its soft hyphens */
  uint32_t length;
  uint32_t soft_count;         /* soft hyphens of a WORD … */
  const uint32_t *softs;       /* … and where they stood, bytes in text, ascending */
  const struct shaped *shaped; /* WORD */
  int32_t advance;             /* font units, without tracking */
  int32_t clusters;            /* that tracking is added to; 0 where there is none */
  uint32_t glyph;              /* SPACE */
  bool elastic;                /* SPACE that may be stretched and shrunk */
};

struct pieces {
  const struct text_span *spans;
  size_t span_count;
  struct face *faces;
  size_t face_count, face_capacity;
  struct piece *items;
  size_t count, capacity;
  struct text_problem *problems;
  size_t problem_count;
  bool has_breaks; /* hard ones */
  bool rtl;        /* the paragraph runs from right to left */
};

void pieces_make(struct arena *arena, struct setter *setter, const struct text_span *spans, size_t count,
                 struct pieces *out);

/* Sets every face at `size`, whatever its style says. Shapes are in font units and stay. */
void pieces_resize(struct pieces *pieces, mpt size);

/* The pieces from the first one that is no space to the last one: what a single line shows. */
size_t pieces_begin(const struct pieces *pieces);
size_t pieces_end(const struct pieces *pieces);

/* The width of [pieces_begin, pieces_end) on one line. */
int64_t pieces_width(const struct pieces *pieces);

/* As face_scale, for what is tracked, negative or endless. */
int64_t face_scale_rare(const struct face *face, int64_t units, int64_t clusters);

/* Font units and tracked clusters -> mpt, rounded once. Here for its speed: every glyph comes by several times. To
 * multiply by what is left of 2^64 is as exact as to divide, for numbers below 2^64 / units_per_em. */
static inline int64_t face_scale(const struct face *face, int64_t units, int64_t clusters) {
  int64_t above = units * face->size;
  if (clusters != 0 || above < 0 || above >= INT64_C(1) << 47)
    return face_scale_rare(face, units, clusters);
  uint64_t rounded = (uint64_t)above + (uint64_t)face->units_per_em / 2;
  return (int64_t)((unsigned __int128)rounded * face->per_unit >> 64);
}
int64_t piece_width(const struct pieces *pieces, const struct piece *piece);
mpt face_tracking(const struct face *face);

/* What a space of a width may be stretched and shrunk by: TeX's shares of Computer Modern, which suit the spaces of
 * a quarter em that text faces have. */
static inline int64_t space_stretch(int64_t width) {
  return width / 2;
}
static inline int64_t space_shrink(int64_t width) {
  return width / 3;
}

/* The clusters of a shape, each of which tracking follows. */
int32_t shaped_clusters(const struct shaped *shaped);

/* Sums of hostile text may leave the range of lengths. */
static inline mpt mpt_clamp(int64_t value) {
  return value > MPT_LIMIT ? MPT_LIMIT : value < -MPT_LIMIT ? -MPT_LIMIT : (mpt)value;
}

#endif
