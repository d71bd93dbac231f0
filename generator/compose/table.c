/* Bound tables -> set rows: cells set, rows aligned on their first baselines, tall rows cut into slices between
 * lines. */
#include "compose/table.h"

#include <string.h>

enum {
  KEEP_WHOLE_SHARE = 3,
  SLICE_SHARE = 4
}; /* a row taller than a third of the page is split; a slice is at
      most a quarter */

struct table_setting {
  struct compose *compose;
  const struct flow_frame *frame;
  const struct bound_block *block;
  const struct bound_table *bound;
  struct set_table *table;
  struct set_row *rows;
  size_t count, capacity;
};

static mpt larger(mpt a, mpt b) {
  return a > b ? a : b;
}

static mpt grid_round(const struct compose *compose, mpt height) {
  mpt grid = compose->layout->page.grid;
  return grid > 0 ? (height + grid - 1) / grid * grid : height;
}

/* --- cells --- */

static mpt *flow_tops(struct compose *compose, const struct flow *flow) {
  mpt *tops = arena_array(compose->arena, flow->count, sizeof *tops);
  mpt bottom = 0;
  for (size_t i = 0; i < flow->count; i++) {
    tops[i] = flow_top(flow, i, false, bottom);
    bottom = flow_bottom(flow, i, tops[i]);
  }
  return tops;
}

static mpt cell_width(const struct set_table *table, size_t columns, size_t column, int span) {
  size_t last = column + (size_t)span - 1;
  if (last >= columns)
    last = columns - 1;
  return table->x[last] + table->widths[last] - table->x[column];
}

static bool cell_height_check(struct compose *compose, const struct bound_row *bound, const struct set_cell *cell) {
  if (cell->flow.height < FLOW_HEIGHT_LIMIT)
    return true;
  sink_report(compose->sink, CELL_TOO_TALL, bound->at, NULL);
  return false;
}

static bool cells_set(struct table_setting *setting, const struct bound_row *bound, struct set_row *row) {
  struct compose *compose = setting->compose;
  struct set_table *table = setting->table;
  size_t columns = setting->bound->column_count, column = 0;
  bool ok = true;
  row->cells = arena_zalloc(compose->arena, bound->cell_count, sizeof *row->cells);
  for (size_t i = 0; i < bound->cell_count && column < columns; i++) {
    struct set_cell *cell = &row->cells[row->cell_count++];
    struct flow_frame frame = *setting->frame;
    frame.width = cell_width(table, columns, column, bound->cells[i].column_span);
    cell->x = table->x[column];
    ok &= flow_set_within(compose, &frame, bound->cells[i].blocks, bound->cells[i].block_count, &cell->flow);
    ok &= cell_height_check(compose, bound, cell);
    cell->tops = flow_tops(compose, &cell->flow);
    cell->to = cell->flow.count;
    column += (size_t)bound->cells[i].column_span;
  }
  return ok;
}

static mpt first_baseline(const struct set_cell *cell) {
  bool line = cell->flow.count > 0 && cell->flow.items[0].kind == VERTICAL_LINE;
  return line ? cell->flow.items[0].baseline : 0;
}

/* Cells move down until their first lines stand on the lowest of the first baselines. */
static void cells_align(struct set_row *row) {
  mpt lowest = 0;
  for (size_t i = 0; i < row->cell_count; i++)
    lowest = larger(lowest, first_baseline(&row->cells[i]));
  for (size_t i = 0; i < row->cell_count; i++) {
    struct set_cell *cell = &row->cells[i];
    mpt shift = first_baseline(cell) > 0 ? lowest - first_baseline(cell) : 0;
    for (size_t k = 0; k < cell->flow.count; k++)
      cell->tops[k] += shift;
  }
}

static mpt cell_bottom(const struct set_cell *cell, size_t index) {
  return cell->tops[index] + cell->flow.items[index].height;
}

static mpt cells_height(const struct set_row *row) {
  mpt height = 0;
  for (size_t i = 0; i < row->cell_count; i++) {
    const struct set_cell *cell = &row->cells[i];
    if (cell->flow.count > 0)
      height = larger(height, cell_bottom(cell, cell->flow.count - 1));
  }
  return height;
}

/* --- slices --- */

struct cut { /* where a row may be cut: the first item of every cell that lies below */
  mpt y;
  size_t *next;
  bool natural; /* between lines in all cells, and nowhere a break that is forbidden */
};

static bool cut_is_natural(const struct set_row *row, const struct cut *cut) {
  for (size_t i = 0; i < row->cell_count; i++) {
    const struct set_cell *cell = &row->cells[i];
    size_t next = cut->next[i];
    if (next == 0 || next >= cell->flow.count)
      continue;
    if (cell->tops[next] < cut->y && cell->flow.items[next].kind != VERTICAL_SPACE)
      return false;
    while (next > 1 && cell->flow.items[next - 1].kind == VERTICAL_SPACE)
      next--;
    if (cell->flow.items[next - 1].penalty >= VERTICAL_FORBIDDEN)
      return false;
  }
  return true;
}

/* Moves to the next place below where some item ends. False at the end of the row. */
static bool cut_advance(const struct set_row *row, struct cut *cut) {
  mpt y = INT32_MAX;
  for (size_t i = 0; i < row->cell_count; i++) {
    const struct set_cell *cell = &row->cells[i];
    if (cut->next[i] >= cell->flow.count)
      continue;
    mpt bottom = cell_bottom(cell, cut->next[i]);
    y = bottom < y ? bottom : y;
  }
  if (y == INT32_MAX)
    return false;
  cut->y = y;
  bool left = false;
  for (size_t i = 0; i < row->cell_count; i++) {
    const struct set_cell *cell = &row->cells[i];
    while (cut->next[i] < cell->flow.count && cell_bottom(cell, cut->next[i]) <= y)
      cut->next[i]++;
    left |= cut->next[i] < cell->flow.count;
  }
  cut->natural = left && cut_is_natural(row, cut);
  return left;
}

static void cut_copy(struct cut *to, const struct cut *from, size_t cells) {
  to->y = from->y;
  to->natural = from->natural;
  memcpy(to->next, from->next, cells * sizeof *to->next);
}

/* What a cut would go through moves below it. */
static void cut_push(struct set_row *row, const struct cut *cut) {
  for (size_t i = 0; i < row->cell_count; i++) {
    struct set_cell *cell = &row->cells[i];
    size_t next = cut->next[i];
    if (next >= cell->flow.count || cell->tops[next] >= cut->y || cell->flow.items[next].kind == VERTICAL_SPACE)
      continue;
    mpt shift = cut->y - cell->tops[next];
    for (size_t k = next; k < cell->flow.count; k++)
      cell->tops[k] += shift;
  }
}

/* The next cut after `from`: the first natural one; where there is none within `limit`, the last place before it
 * at which any line ends. False when the rest of the row is one slice. */
static bool cut_find(struct compose *compose, struct set_row *row, const struct cut *from, mpt limit, struct cut *out) {
  size_t cells = row->cell_count;
  struct cut at = {.next = arena_array(compose->arena, cells, sizeof *at.next)};
  cut_copy(&at, from, cells);
  cut_copy(out, from, cells);
  while (cut_advance(row, &at)) {
    if (at.y - from->y > limit && out->y > from->y)
      break;
    cut_copy(out, &at, cells);
    if (at.natural)
      return true;
  }
  if (out->y == from->y || cells_height(row) - from->y <= limit)
    return false;
  cut_push(row, out);
  return true;
}

static struct set_row *slice_add(struct table_setting *setting, const struct set_row *whole, const struct cut *from,
                                 const struct cut *to) {
  struct arena *arena = setting->compose->arena;
  struct set_row *slice = ARENA_PUSH(arena, setting->rows, setting->count, setting->capacity);
  *slice = *whole;
  slice->cells = arena_memdup(arena, whole->cells, whole->cell_count * sizeof *whole->cells);
  slice->first = from->y == 0;
  slice->last = to == NULL;
  slice->height = (to != NULL ? to->y : cells_height(whole)) - from->y;
  for (size_t i = 0; i < slice->cell_count; i++) {
    struct set_cell *cell = &slice->cells[i];
    cell->from = from->next[i];
    cell->to = to != NULL ? to->next[i] : cell->flow.count;
    cell->y = cell->from < cell->to ? cell->tops[cell->from] - from->y : 0;
  }
  return slice;
}

static void slice_pad(struct set_row *slice, mpt top, mpt bottom) {
  slice->height += top + bottom;
  for (size_t i = 0; i < slice->cell_count; i++)
    slice->cells[i].y += top;
}

/* A row in one slice, or, when `split`, in as many as it can be cut into. The last one is filled up so that the
 * whole row is a multiple of the grid. */
static void row_slice(struct table_setting *setting, struct set_row *whole, bool split) {
  struct compose *compose = setting->compose;
  const struct table *rule = setting->bound->rule;
  mpt top = rule != NULL ? rule->padding_top : 0, bottom = rule != NULL ? rule->padding_bottom : 0;
  mpt limit = setting->frame->page_height / SLICE_SHARE, done = 0;
  struct cut from = {.next = arena_zalloc(compose->arena, whole->cell_count, sizeof *from.next)};
  struct cut to = {.next = arena_zalloc(compose->arena, whole->cell_count, sizeof *to.next)};
  while (split && cut_find(compose, whole, &from, limit, &to)) {
    struct set_row *slice = slice_add(setting, whole, &from, &to);
    slice_pad(slice, slice->first ? top : 0, 0);
    done += slice->height;
    cut_copy(&from, &to, whole->cell_count);
  }
  struct set_row *slice = slice_add(setting, whole, &from, NULL);
  slice_pad(slice, slice->first ? top : 0, bottom);
  mpt least = slice->first ? setting->block->style->leading : 0; /* an empty row is a row */
  slice->height = grid_round(compose, larger(done + slice->height, least)) - done;
}

static bool row_set(struct table_setting *setting, const struct bound_row *bound, size_t index, bool head) {
  struct set_row whole = {.bound = bound, .index = index, .head = head};
  if (!cells_set(setting, bound, &whole))
    return false;
  cells_align(&whole);
  const struct table *rule = setting->bound->rule;
  bool tall = cells_height(&whole) > setting->frame->page_height / KEEP_WHOLE_SHARE;
  bool split = !head && (tall || (rule != NULL && rule->rows == ROWS_SPLIT));
  row_slice(setting, &whole, split);
  return true;
}

struct set_table *table_set(struct compose *compose, const struct flow_frame *frame, const struct bound_block *block,
                            struct set_row **rows, size_t *row_count) {
  const struct bound_table *bound = block->table;
  struct table_setting setting = {.compose = compose, .frame = frame, .block = block, .bound = bound};
  setting.table = arena_zalloc(compose->arena, 1, sizeof *setting.table);
  setting.table->bound = bound;
  bool ok = table_columns_set(compose, frame, block, setting.table), head = bound->head.cell_count > 0;
  if (!ok)
    return NULL;
  if (head)
    ok &= row_set(&setting, &bound->head, 0, true);
  if (head && ok)
    setting.table->head = setting.rows[0];
  for (size_t i = 0; i < bound->row_count; i++)
    ok &= row_set(&setting, &bound->rows[i], i, false);
  *rows = setting.rows;
  *row_count = setting.count;
  return ok ? setting.table : NULL;
}
