/* Where pages end: the set of breaks over the whole flow with the least cost. Pure. */
#ifndef COMPOSE_PAGE_BREAKS_H
#define COMPOSE_PAGE_BREAKS_H

#include "base/arena.h"
#include "compose/flow.h"

#include <stdbool.h>
#include <stddef.h>

struct page_break_spec {
  mpt height;       /* of a column */
  mpt first_height; /* of the columns of the first page */
  mpt note_gap;     /* above the footnotes of a column, with their hairline */
  int columns;      /* of a page, ≥ 1; those of a last page are made equally high */
};

struct page_column {
  size_t from, to; /* items; from == to: empty */
  bool page_ends;  /* the next column stands on a new page */
};

struct page_breaks {
  struct page_column *columns;
  size_t count;
  size_t too_tall; /* the first item that no page can hold; the flow's count: none */
};

/* Columns in order; an empty flow has none. Time is linear in items for a bounded number of items a page. */
struct page_breaks page_breaks_find(struct arena *arena, const struct flow *flow, const struct page_break_spec *spec);

#endif
