/* Bound blocks, set: a vertical list of lines, table rows, pictures, rules and spaces with the places where a page
 * may end between them. After TeX's vertical list and CSS fragmentation. */
#ifndef COMPOSE_FLOW_H
#define COMPOSE_FLOW_H

#include "compose/block.h"
#include "compose/compose.h"
#include "text/paragraph.h"

#include <stdbool.h>
#include <stddef.h>

struct set_note; /* a set footnote: lines of its own */

enum vertical_kind { VERTICAL_LINE, VERTICAL_ROW, VERTICAL_PICTURE, VERTICAL_RULE, VERTICAL_SPACE, VERTICAL_BREAK };

enum { VERTICAL_FORBIDDEN = 10000, VERTICAL_FORCED = -10000 };

struct vertical {
  enum vertical_kind kind;
  mpt height;          /* all of it: a line's leading, a row with its padding */
  mpt baseline;        /* LINE: from its top */
  int penalty;         /* of a page break after it, VERTICAL_FORCED … VERTICAL_FORBIDDEN */
  bool discardable;    /* SPACE: vanishes at the top and the foot of a page */
  bool column_break;   /* BREAK */
  const struct bound_block *block;
  const struct set_line *line;     /* LINE */
  mpt x;                           /* LINE, PICTURE, RULE: left edge from that of the flow */
  mpt width;
  const struct set_table *table;   /* ROW: repeats its head when a page begins with it, see compose/table.h */
  const struct set_row *row;
  const struct placed_run *label;  /* LINE: list marker */
  struct set_note **notes;         /* footnotes whose marks stand here */
  size_t note_count;
};

struct flow {
  struct vertical *items;
  size_t count;
  mpt height; /* of all together */
  mpt width;
};

struct set_note {
  const struct note *note;
  struct flow *flow;
};

/* Sets blocks in a column of `width`. `page_height` decides which rows are too tall to be kept whole. False after
 * errors; an overfull line is an error with the content's and the layout's position. */
bool flow_set(struct compose *compose, const struct bound_block *blocks, size_t count, mpt width, mpt page_height,
              struct flow *out);

/* Draws items [from, to) with their top left corner at (x, y). */
void flow_draw(struct compose *compose, const struct flow *flow, size_t from, size_t to, mpt x, mpt y,
               struct display_page *page);

/* Text style of a style, for paragraph_spec (spans differ by bold, italic, superior). */
struct text_style flow_text_style(const struct compose *compose, const struct style *style,
                                  const struct inline_span *span);

/* Reports text_problems of a paragraph whose tags are inline_spans: code point and position. */
void flow_report(struct compose *compose, const struct paragraph *paragraph, const struct position rule_at);

/* The part of a line's leading that lies below its baseline: half the grid, or a quarter of the leading. */
mpt flow_depth(const struct compose *compose, const struct style *style);

#endif
