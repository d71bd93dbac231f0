/* Bound tables -> set rows. Column widths after CSS 2.1 §17.5.2.2 (automatic) and CSS Grid (shares); rows that
 * may be split are cut into slices between lines of all their cells, so that a page may end after any of them. */
#ifndef COMPOSE_TABLE_H
#define COMPOSE_TABLE_H

#include "compose/compose.h"
#include "compose/flow.h"

#include <stdbool.h>
#include <stddef.h>

struct set_cell {
  struct flow flow;
  mpt x;           /* from the table's left edge */
  mpt *tops;       /* of the flow's items, from the cell's first line; one entry per item */
  size_t from, to; /* the items in this row or slice */
  mpt y;           /* of item `from`, from the top of this row or slice */
};

struct set_row { /* a row, or a slice of one */
  const struct bound_row *bound;
  struct set_cell *cells;
  size_t cell_count;
  mpt height;
  size_t index; /* of the row among the table's rows; zebra counts it */
  bool head;
  bool first, last; /* slice of its row */
};

struct set_table {
  const struct bound_table *bound;
  mpt *x, *widths;     /* of the columns */
  mpt width;           /* of all with the gaps between them */
  struct set_row head; /* cell_count 0: none */
};

/* Sets the table of a block and pushes nothing: the rows (head first, slices apart) are in *rows. NULL after
 * errors. */
struct set_table *table_set(struct compose *compose, const struct flow_frame *frame, const struct bound_block *block,
                            struct set_row **rows, size_t *row_count);

/* Places and widths of the columns (compose/table_columns.c). False when the widths that the layout fixes do not fit
 * the frame. */
bool table_columns_set(struct compose *compose, const struct flow_frame *frame, const struct bound_block *block,
                       struct set_table *table);

/* The widths of the narrowest and the widest sensible setting of a block. */
void table_block_extent(struct compose *compose, const struct bound_block *block, mpt *minimum, mpt *maximum);

/* What stands above a row that begins a page: the repeated head, padding above the rest of a split row. */
mpt table_opening(const struct vertical *item);

/* Draws a row with its fill and rules. `before` and `after` are its neighbours on the page, NULL at the ends. */
void table_draw_row(const struct flow_pen *pen, const struct vertical *item, const struct vertical *before,
                    const struct vertical *after, mpt x, mpt y);

#endif
