/* Optimum page breaking by dynamic programming over the places where a column may end: M. F. Plass, Optimal
 * Pagination Techniques for Automatic Typesetting Systems, 1981, without floats. Columns are ragged at the foot,
 * so room left over costs with its square but moderately; a break that is forbidden is taken only when nothing
 * else is possible. */
#include "compose/page_breaks.h"

#include <stdint.h>

enum {
  EMPTY_COST = 10000,       /* of a column that is all empty; 10 % empty costs 100 */
  SPLIT_FACTOR = 4,         /* room left where a paragraph could have gone on is seen, before a heading or a row not */
  LONELY_COST = 400,        /* of a last column with nothing in it, falling with the square of what is in it … */
  LONELY = 42 * MPT_PER_PT, /* … to nothing at this height: three lines of 14 pt */
};
#define FORBIDDEN_COST ((int64_t)1000000000000) /* more than all pages of a document can cost otherwise */

struct arrival { /* the best way to begin a column at an item */
  int64_t cost;  /* negative: none yet */
  size_t from;   /* where the column before begins */
  int column;    /* of the first page; spec->columns: on a later page */
  bool forced;   /* it ended by a forced break */
};

struct search {
  const struct flow *flow;
  const struct page_break_spec *spec;
  struct arrival *arrivals; /* one per item and one for the end */
  size_t too_tall;
};

static size_t column_start(const struct flow *flow, size_t index) {
  while (index < flow->count && flow->items[index].discardable)
    index++;
  return index;
}

static int64_t item_notes(const struct vertical *item) {
  int64_t height = 0;
  for (size_t i = 0; i < item->note_count; i++)
    height += item->notes[i]->flow->height;
  return height;
}

static int64_t notes_round(const struct flow *flow, int64_t height) {
  return flow->grid > 0 ? (height + flow->grid - 1) / flow->grid * flow->grid : height;
}

struct column_fill { /* a column being filled */
  mpt bottom;        /* of its items */
  int64_t notes;     /* of all its items, without the gap */
};

/* The height used when item `index` is added. Inline, for it is nearly all of the search. */
static inline int64_t fill_add(const struct search *search, struct column_fill *fill, size_t index, bool opening) {
  const struct flow *flow = search->flow;
  fill->bottom = flow_bottom(flow, index, flow_top(flow, index, opening, fill->bottom));
  fill->notes += item_notes(&flow->items[index]);
  if (fill->notes == 0)
    return fill->bottom;
  return fill->bottom + search->spec->note_gap + notes_round(flow, fill->notes);
}

/* `free`: the column ends because nothing more comes, not because it is full. */
static int64_t column_cost(mpt height, int64_t used, bool free, bool only) {
  if (free) {
    int64_t missing = !only && used < LONELY ? LONELY - used : 0;
    return missing * missing * LONELY_COST / LONELY / LONELY;
  }
  int64_t empty = used < height ? (height - used) * 1000 / height : 0; /* permille */
  return empty * empty * EMPTY_COST / 1000000;
}

/* The item and the next one are lines of one paragraph. */
static bool is_within_paragraph(const struct flow *flow, size_t index) {
  return index + 1 < flow->count && flow->items[index].block != NULL &&
         flow->items[index].block == flow->items[index + 1].block && flow->items[index + 1].kind == VERTICAL_LINE;
}

static bool is_better(const struct search *search, size_t at, int64_t cost) {
  return search->arrivals[at].cost < 0 || cost < search->arrivals[at].cost;
}

static void arrive(struct search *search, size_t at, struct arrival arrival) {
  if (is_better(search, at, arrival.cost))
    search->arrivals[at] = arrival;
}

static int64_t break_cost(const struct vertical *item) {
  if (item->penalty >= VERTICAL_FORBIDDEN)
    return FORBIDDEN_COST;
  return item->penalty > 0 ? item->penalty : 0;
}

/* The column after one that ended with `last`, as arrival.column counts. */
static int column_after(const struct page_break_spec *spec, int column, const struct vertical *last) {
  bool page_ends = last->kind == VERTICAL_BREAK && !last->column_break;
  return page_ends || column + 1 >= spec->columns ? spec->columns : column + 1;
}

/* All columns that begin at `from`: goes down until the column is full. */
static void search_from(struct search *search, size_t from) {
  const struct flow *flow = search->flow;
  const struct page_break_spec *spec = search->spec;
  const struct arrival here = search->arrivals[from];
  struct column_fill fill = {0};
  mpt height = here.column < spec->columns ? spec->first_height : spec->height;
  bool only = from == 0 || here.forced;
  size_t begin = column_start(flow, from);
  for (size_t i = begin; i < flow->count; i++) {
    const struct vertical *item = &flow->items[i];
    int64_t used = fill_add(search, &fill, i, i == begin);
    bool over = used > height && !item->discardable;
    if (over && i == begin && i < search->too_tall)
      search->too_tall = i;
    if (over && i > begin)
      return;
    bool end = i + 1 == flow->count, forced = item->penalty <= VERTICAL_FORCED;
    int64_t cost = here.cost + (end || forced ? 0 : break_cost(item));
    bool pointless = item->kind == VERTICAL_SPACE && item->penalty >= VERTICAL_FORBIDDEN; /* before it is as good */
    if ((!pointless || end) && is_better(search, i + 1, cost)) {
      cost += column_cost(height, used, end || forced, only) * (is_within_paragraph(flow, i) ? SPLIT_FACTOR : 1);
      arrive(search, i + 1, (struct arrival){cost, from, column_after(spec, here.column, item), forced});
    }
    if (forced || over)
      return;
  }
  if (begin == flow->count) /* only spaces were left */
    arrive(search, begin, (struct arrival){.cost = here.cost, .from = from, .column = here.column});
}

static struct page_column *columns_collect(struct arena *arena, const struct search *search, size_t *count) {
  const struct flow *flow = search->flow;
  *count = 0;
  for (size_t at = flow->count; at > 0; at = search->arrivals[at].from)
    ++*count;
  struct page_column *columns = arena_zalloc(arena, *count, sizeof *columns);
  size_t index = *count;
  for (size_t at = flow->count; at > 0; at = search->arrivals[at].from) {
    struct page_column *column = &columns[--index];
    column->from = column_start(flow, search->arrivals[at].from);
    column->to = at;
    const struct vertical *last = &flow->items[at - 1];
    column->page_ends = at == flow->count || (last->kind == VERTICAL_BREAK && !last->column_break);
  }
  return columns;
}

/* --- columns of a last page --- */

/* Fills columns of `height` one after the other, each as far as a break is allowed. True when all items fit. */
static bool balance_fill(const struct search *search, mpt height, const struct page_column *whole,
                         struct page_column *columns) {
  const struct flow *flow = search->flow;
  size_t from = whole->from;
  for (int c = 0; c < search->spec->columns; c++) {
    struct column_fill fill = {0};
    size_t begin = column_start(flow, from), to = begin;
    for (size_t i = begin; i < whole->to; i++) {
      if (fill_add(search, &fill, i, i == begin) > height && !flow->items[i].discardable)
        break;
      if (flow->items[i].penalty < VERTICAL_FORBIDDEN || i + 1 == whole->to)
        to = i + 1;
    }
    columns[c] = (struct page_column){.from = begin < to ? begin : to, .to = to};
    from = to;
  }
  return column_start(flow, from) >= whole->to;
}

/* The least height at which a page's items fit its columns; false: none up to the full height. */
static bool columns_balance(const struct search *search, const struct page_column *whole, bool first,
                            struct page_column *columns) {
  mpt low = 0, high = first ? search->spec->first_height : search->spec->height;
  if (!balance_fill(search, high, whole, columns))
    return false;
  while (high - low > MPT_PER_PT) {
    mpt middle = low + (high - low) / 2;
    if (balance_fill(search, middle, whole, columns))
      high = middle;
    else
      low = middle;
  }
  return balance_fill(search, high, whole, columns);
}

static bool has_column_break(const struct flow *flow, const struct page_column *columns, size_t count) {
  for (size_t i = 0; i + 1 < count; i++) {
    const struct vertical *last = &flow->items[columns[i].to - 1];
    if (last->kind == VERTICAL_BREAK)
      return true;
  }
  return false;
}

/* Columns -> pages of `columns` columns; a page that is not filled to its end has its columns made equal. */
static void columns_paginate(struct arena *arena, const struct search *search, struct page_breaks *breaks) {
  size_t per_page = (size_t)search->spec->columns, made = 0;
  struct page_column *out = arena_zalloc(arena, breaks->count * per_page, sizeof *out);
  for (size_t i = 0, next; i < breaks->count; i = next) {
    next = i + 1;
    while (next < breaks->count && next - i < per_page && !breaks->columns[next - 1].page_ends)
      next++;
    const struct page_column whole = {.from = breaks->columns[i].from, .to = breaks->columns[next - 1].to};
    bool balance = breaks->columns[next - 1].page_ends && breaks->too_tall == search->flow->count &&
                   !has_column_break(search->flow, &breaks->columns[i], next - i);
    if (balance && columns_balance(search, &whole, i == 0, &out[made])) {
      made += per_page;
    } else {
      for (size_t k = i; k < next; k++)
        out[made++] = breaks->columns[k];
    }
    out[made - 1].page_ends = true;
  }
  breaks->columns = out;
  breaks->count = made;
}

struct page_breaks page_breaks_find(struct arena *arena, const struct flow *flow, const struct page_break_spec *spec) {
  struct search search = {.flow = flow, .spec = spec, .too_tall = flow->count};
  search.arrivals = arena_array(arena, flow->count + 1, sizeof *search.arrivals);
  for (size_t i = 0; i <= flow->count; i++)
    search.arrivals[i] = (struct arrival){.cost = -1};
  search.arrivals[0].cost = 0;
  for (size_t i = 0; i < flow->count; i++) {
    if (search.arrivals[i].cost >= 0)
      search_from(&search, i);
  }
  struct page_breaks breaks = {.too_tall = search.too_tall};
  breaks.columns = columns_collect(arena, &search, &breaks.count);
  if (spec->columns > 1)
    columns_paginate(arena, &search, &breaks);
  for (size_t i = 0; spec->columns <= 1 && i < breaks.count; i++)
    breaks.columns[i].page_ends = true;
  return breaks;
}
