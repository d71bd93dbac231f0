/* Styles: how a block, a cell or a box looks. Plain data, complete: inheritance is resolved when a layout is read. */
#ifndef INPUT_STYLE_H
#define INPUT_STYLE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/units.h"
#include "display/colour.h"
#include "input/yaml_tree.h"

#include <stdbool.h>
#include <stddef.h>

enum alignment { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE, ALIGN_JUSTIFY };
enum vertical_alignment { VALIGN_TOP, VALIGN_MIDDLE, VALIGN_BOTTOM, VALIGN_BASELINE };
enum figure_style { FIGURES_DEFAULT, FIGURES_TABULAR, FIGURES_PROPORTIONAL };
enum letter_case { CASE_AS_WRITTEN, CASE_UPPER, CASE_SMALL_CAPITALS };
enum keep { KEEP_NONE = 0, KEEP_NEXT = 1, KEEP_LINES = 2 };

struct style {
  const char *name;
  struct position at; /* of its definition; line 0 for the built-in root style */
  const char *font;   /* role: serif, sans, mono, or one defined under `fonts:` */
  bool bold, italic;  /* weight: bold|regular, slant: italic|upright */
  mpt size;           /* default 10.5 pt */
  mpt leading;        /* distance of baselines; "130%" is of the size. A style that gives only a size keeps the
                         proportion of what it inherits, 1.3 at the root */
  int tracking;       /* 1/1000 em; written as "3%" or "0.3pt" (converted at the style's size) */
  struct colour colour;
  enum alignment align;
  bool hyphenate;
  int expansion;   /* 1/1000: letters of justified lines may be this much wider or narrower; default 2% */
  bool hang;       /* hanging hyphens and punctuation */
  bool typography; /* the typographer's hand; default yes */
  bool balance;    /* lines of nearly equal length; for ragged headings */
  enum letter_case letter_case;
  enum figure_style figures;
  mpt indent;          /* first line, may be negative */
  mpt left, right;     /* indents of the block */
  mpt before, after;   /* space; between two blocks the larger one counts */
  int widows, orphans; /* least lines kept together at the top, at the bottom; default 2 */
  int keep;            /* enum keep, combined */
  bool underline;
  const char *language; /* NULL: that of the document */
};

/* The style every other one starts from. */
extern const struct style style_root;

/* The styles of one layout. */
struct style_sheet {
  struct style *styles;
  size_t count;
  struct colour_name {
    const char *name;
    struct colour colour;
  } * colours; /* `colours:` */
  size_t colour_count;
};

enum { STYLE_LIMIT = 1000 }; /* styles, and colours, of a layout: keeps looking them up cheap */

/* Reads `styles:` (after `extends:` of the layout was merged); both nodes may be NULL. A style inherits by
 * `extends: NAME`, else from `body` if the layout has one and it is not itself, else from the root. Errors go to the
 * sink. */
bool style_sheet_read(struct arena *arena, const struct yaml_node *styles, const struct yaml_node *colours,
                      struct sink *sink, struct style_sheet *out);

/* NULL when there is none of that name. */
const struct style *style_find(const struct style_sheet *sheet, const char *name);

/* The style that `name` has, else `body`, else the root: what a block without a style of its own looks like. */
const struct style *style_default(const struct style_sheet *sheet, const char *name);

/* "#1B4B6B", "cmyk(100, 60, 0, 40)" in %, "gray(40)" in % of black, a name of `colours:`, black, white, none, and
 * "tint(COLOUR, 40)", 40 % of one of them: of a spot colour that much of its ink.
 * colour_read reports a scalar that is none of them. Sheet may be NULL. (input/colour.c) */
bool colour_read(const struct style_sheet *sheet, const struct yaml_node *node, struct sink *sink, struct colour *out);
bool colour_parse(const struct style_sheet *sheet, const char *text, struct colour *out);

/* Reads `colours:`, a map, where a colour may name one before it, and "spot(NAME, cmyk(…))" defines a spot colour. */
void colours_define(struct arena *arena, const struct yaml_node *colours, struct sink *sink, struct style_sheet *sheet);

#endif
