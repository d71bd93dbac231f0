/* Bound blocks, set: a vertical list of lines, table rows, pictures, rules and spaces with the places where a page
 * may end between them. After TeX's vertical list and CSS fragmentation. */
#ifndef COMPOSE_FLOW_H
#define COMPOSE_FLOW_H

#include "compose/block.h"
#include "compose/compose.h"
#include "text/paragraph.h"

#include <stdbool.h>
#include <stddef.h>

enum { FLOW_HEIGHT_LIMIT = 1 << 30 }; /* mpt, 378 m: the height of everything longer */

struct set_note; /* a set footnote: lines of its own */

enum vertical_kind { VERTICAL_LINE, VERTICAL_ROW, VERTICAL_PICTURE, VERTICAL_RULE, VERTICAL_SPACE, VERTICAL_BREAK };

enum { VERTICAL_FORBIDDEN = 10000, VERTICAL_FORCED = -10000 };

struct vertical {
  enum vertical_kind kind;
  mpt height;        /* all of it: a line's leading, a row with its padding */
  mpt baseline;      /* LINE: from its top */
  int penalty;       /* of a page break after it, VERTICAL_FORCED … VERTICAL_FORBIDDEN */
  bool discardable;  /* SPACE: vanishes at the top and the foot of a page */
  bool snap;         /* its top moves down to the next line of the page's grid */
  bool column_break; /* BREAK */
  const struct bound_block *block;
  const struct set_line *line; /* LINE */
  mpt x;                       /* LINE, PICTURE, RULE: left edge from that of the flow */
  mpt width;
  const struct set_table *table; /* ROW: repeats its head when a page begins with it, see compose/table.h */
  const struct set_row *row;
  const struct placed_run *label; /* LINE: list marker, x from the item's left edge */
  size_t label_count;
  struct set_note **notes; /* footnotes whose marks stand here */
  size_t note_count;
};

struct flow {
  struct vertical *items;
  size_t count;
  mpt height; /* of all together, at most FLOW_HEIGHT_LIMIT */
  mpt width;
  mpt grid; /* its items snap to; 0: none */
};

struct set_note {
  const struct note *note;
  struct flow *flow;
};

/* The place blocks are set in. */
struct flow_frame {
  mpt width;
  mpt page_height;          /* decides which rows are too tall to be kept whole */
  mpt note_width;           /* of footnotes: the page's column, also inside a cell */
  const struct note_chain { /* the footnotes it is inside of, so that a note naming itself ends */
    const struct note *note;
    const struct note_chain *outer;
  } * inside;
};

/* Sets blocks in a column of `width`. `page_height` decides which rows are too tall to be kept whole. False after
 * errors; an overfull line is an error with the content's and the layout's position. */
bool flow_set(struct compose *compose, const struct bound_block *blocks, size_t count, mpt width, mpt page_height,
              struct flow *out);
/* As flow_set, for a cell or a footnote. */
bool flow_set_within(struct compose *compose, const struct flow_frame *frame, const struct bound_block *blocks,
                     size_t count, struct flow *out);

/* The top of item `index` when the items before it end at y; `opening`: it is the first of its page or column and
 * has its table's head above it. */
mpt flow_top(const struct flow *flow, size_t index, bool opening, mpt y);
/* The bottom of item `index` whose top is known, at most FLOW_HEIGHT_LIMIT: a long flow is longer than mpt reaches. */
mpt flow_bottom(const struct flow *flow, size_t index, mpt top);

/* Draws items [from, to) with their top left corner at (x, y). Footnotes are drawn by notes_draw. */
void flow_draw(struct compose *compose, const struct flow *flow, size_t from, size_t to, mpt x, mpt y,
               struct display_page *page);

/* The items that are drawn together: a row's rules depend on its neighbours there. */
struct flow_part {
  const struct flow *flow;
  size_t from, to;
};

/* What is drawn with: items of an artifact belong to no node and have no links. */
struct flow_pen {
  struct compose *compose;
  struct display_page *page;
  bool artifact;
};
/* Draws item `index` of a part with its top left corner at (x, y). */
void flow_draw_item(const struct flow_pen *pen, struct flow_part part, size_t index, mpt x, mpt y);

/* Text style of a style, for paragraph_spec (spans differ by bold, italic, superior). */
struct text_style flow_text_style(const struct compose *compose, const struct style *style,
                                  const struct inline_span *span);

/* Spans as paragraph_spec takes them: text styles, letter case, the inline_spans as tags. */
struct text_span *flow_text_spans(const struct compose *compose, const struct style *style,
                                  const struct inline_span *spans, size_t count);

/* The paragraph of a TEXT block in a column of `width`: its indents taken off, its spans made. */
struct paragraph_spec flow_paragraph(const struct compose *compose, const struct bound_block *block, mpt width);

/* Reports text_problems of a paragraph whose tags are inline_spans: code point and position. False when there
 * were any. */
bool flow_report(struct compose *compose, const struct paragraph *paragraph, const struct position rule_at);

/* Where the content of an item, else its layout rule, stands. */
struct position flow_item_at(const struct vertical *item);

/* The part of a line's leading that lies below its baseline: half the grid, or a quarter of the leading. */
mpt flow_depth(const struct compose *compose, const struct style *style);

#endif
