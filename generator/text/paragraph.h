/* A paragraph: from characters to set lines.
 *
 *   itemize -> shape -> breakpoints + hyphenate -> knuth_plass -> line
 *
 * UAX #9 (direction), #14 (line breaks), #24 (scripts); Knuth and Plass 1981 over the whole paragraph.
 */
#ifndef TEXT_PARAGRAPH_H
#define TEXT_PARAGRAPH_H

#include "base/arena.h"
#include "base/units.h"
#include "text/glyph_run.h"
#include "text/setter.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum text_feature {
  TEXT_TABULAR = 1,
  TEXT_PROPORTIONAL = 2,
  TEXT_SMALL_CAPITALS = 4,
  TEXT_SUPERIOR = 8,     /* superior figures of the font, or raised and reduced ones */
  TEXT_NO_LIGATURES = 16 /* what tracked text needs */
};

struct text_style {
  const char *family; /* role or family, resolved by the fontmap */
  bool bold, italic;
  mpt size;
  int tracking;         /* 1/1000 em */
  unsigned features;    /* enum text_feature */
  const char *language; /* BCP 47, never NULL */
  bool hyphenate;
};

struct text_span {
  const char *text;
  size_t length;
  const struct text_style *style;
  void *tag; /* comes back in the placed runs and problems */
};

enum text_align { TEXT_LEFT, TEXT_RIGHT, TEXT_CENTRE, TEXT_JUSTIFY };

struct paragraph_spec {
  const struct text_span *spans;
  size_t span_count;
  mpt width;
  mpt indent; /* of the first line */
  enum text_align align;
  bool hang;        /* punctuation and hyphens in the margin */
  bool balance;     /* ragged lines of nearly equal length */
  bool break_words; /* when a word is wider than the line, break it anywhere rather than overflow */
  int hyphen_limit; /* consecutive hyphens, default 2; 0: default */
  int expansion;    /* glyphs of justified lines may be this much wider or narrower, 1/1000 */
};

struct placed_run {
  mpt x;                       /* from the left edge of the paragraph */
  const struct glyph_run *run; /* valid until setter_trim */
  void *tag;
};

struct set_line {
  struct placed_run *runs;
  size_t run_count;
  mpt natural;         /* width before justification, without trailing space */
  mpt width;           /* after */
  int ratio;           /* 1/1000 of the stretch (positive) or shrink (negative) that glue allows */
  int expansion;       /* of its glyphs, 1/1000 */
  bool hyphenated;     /* ends in an added hyphen */
  bool overfull;       /* wider than allowed */
  mpt ascent, descent; /* of its fonts, positive */
  uint32_t span;       /* first span and byte on the line */
  uint32_t offset;
};

struct text_problem {
  uint32_t code_point; /* that no font has */
  void *tag;
  size_t offset; /* in the span's text */
};

struct paragraph {
  struct set_line *lines;
  size_t count;
  mpt width; /* of the widest line */
  struct text_problem *problems;
  size_t problem_count;
  bool overfull; /* some line is */
};

/* A hard line break is U+2028 or "\n". Never NULL; no lines for an empty text. Characters without a font are
 * listed as problems and set as nothing. An unknown family counts as family "serif" here: layouts are checked
 * when they are read. */
struct paragraph *paragraph_set(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec);

/* The widths of the longest unbreakable part and of the whole set in one line, for automatic columns. */
void paragraph_extent(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec, mpt *minimum,
                      mpt *maximum);

struct fit_spec {
  mpt minimum, maximum, step; /* sizes; step default 0.5 pt */
  int lines;                  /* at most; 0: any number */
  mpt height;                 /* of the box */
  int leading_permille;       /* leading as a share of the size */
  bool keep_hyphens;          /* no line ends behind a hyphen that a word has */
};

/* Sets at the largest size (every span at it) at which the text takes at most fit->lines lines, none is overfull
 * and the height holds. *size is the size taken; NULL when even the minimum does not fit. Wraps before it
 * shrinks, and never breaks a word unless spec->break_words. */
struct paragraph *paragraph_fit(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec,
                                const struct fit_spec *fit, mpt *size);

#endif
