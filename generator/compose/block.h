/* Content bound into a layout: the tree of styled blocks that flow sets. */
#ifndef COMPOSE_BLOCK_H
#define COMPOSE_BLOCK_H

#include "base/units.h"
#include "display/display_list.h"
#include "input/layout.h"
#include "input/source.h"
#include "input/style.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct note;

/* How the set text of a span came from the written one: from byte `set` on it is that from byte `written` on, or all of
 * it up to the next step stands for what begins there. */
struct span_step {
  size_t set, written;
  bool replaced;
};

struct span_edits {
  const char *written;
  const struct span_step *steps; /* ascending; the first begins at 0 */
  size_t count;
};

/* A stretch of a paragraph's text in one style. */
struct inline_span {
  const char *text; /* UTF-8; a hard line break is U+2028 or \n */
  size_t length;
  struct text_source source;      /* where the written text stands in the content */
  const struct span_edits *edits; /* NULL: the text is as written */
  bool bold, italic, code, superior, underline;
  bool fixed;           /* an address, a telephone: nothing in it is changed */
  const char *language; /* NULL: the block's */
  const char *link;     /* target, NULL: none */
  uint32_t node;        /* structure node of the span: the block's own, a LINK, a SPAN */
  struct note *note;    /* the footnote whose first mark this is */
};

struct note {
  int number;
  uint32_t node;              /* NOTE, stands in the tree after the mark's REFERENCE */
  uint32_t mark;              /* the REFERENCE of its first mark */
  struct bound_block *blocks; /* its text; its first span is the number, superior, under a LBL */
  size_t block_count;
};

enum bound_kind { BOUND_TEXT, BOUND_TABLE, BOUND_IMAGE, BOUND_RULE, BOUND_SPACE, BOUND_BREAK, BOUND_GROUP };

struct bound_cell {
  struct bound_block *blocks;
  size_t block_count;
  uint32_t node;
  int column_span; /* ≥ 1 */
};

struct bound_row {
  struct bound_cell *cells; /* one per column, fewer with spans */
  size_t cell_count;
  uint32_t node;
  struct position at; /* of the item */
};

struct bound_table {
  const struct table *rule;      /* widths, rules, padding; columns left out are not counted here */
  const struct column **columns; /* those that are there */
  size_t column_count;
  struct bound_row head; /* cell_count 0: none */
  struct bound_row *rows;
  size_t row_count;
};

struct bound_block {
  enum bound_kind kind;
  const struct block *rule; /* of the layout; for a RULE made by Markdown one like it; else NULL there */
  struct position rule_at;  /* of the layout's rule, for notes */
  const struct style *style;
  uint32_t node;
  mpt left;                        /* further indent: list levels */
  const struct inline_span *label; /* list marker, hangs left of the text; NULL: none */
  struct inline_span *spans;       /* TEXT */
  size_t span_count;
  struct bound_table *table;
  const struct picture *picture;
  struct position picture_at;   /* of its path in the content */
  const char *link;             /* IMAGE: where it leads, `node` is then a FIGURE below a LINK; NULL: nowhere */
  struct bound_block *children; /* GROUP */
  size_t child_count;
};

#endif
