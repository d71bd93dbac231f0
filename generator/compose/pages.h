/* A set flow -> pages: the best set of page breaks over the whole document (dynamic programming), footnotes on the
 * page of their mark, heads of tables repeated, fixed boxes of first and following pages. */
#ifndef COMPOSE_PAGES_H
#define COMPOSE_PAGES_H

#include "compose/compose.h"
#include "compose/flow.h"

/* Adds the pages of one flow to compose->list. `scope` is for the boxes. False after errors. */
bool pages_make(struct compose *compose, const struct scope *scope, const struct flow *flow);

/* The columns a flow is set for. */
mpt pages_column_width(const struct page_spec *page);
mpt pages_column_height(const struct page_spec *page); /* down to the last line of the grid */

#endif
