/* Bound tables -> set rows: columns measured and distributed, cells set, rows aligned on their first baselines,
 * tall rows cut into slices between lines. */
#include "compose/table.h"

#include "compose/columns.h"

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

/* --- columns --- */

static void cells_extent(struct compose *compose, const struct bound_row *row, size_t column, mpt *minimum,
                         mpt *maximum) {
  size_t at = 0;
  for (size_t i = 0; i < row->cell_count && at <= column; i++) {
    const struct bound_cell *cell = &row->cells[i];
    for (size_t k = 0; at == column && cell->column_span == 1 && k < cell->block_count; k++) {
      mpt narrow = 0, wide = 0;
      table_block_extent(compose, &cell->blocks[k], &narrow, &wide);
      *minimum = larger(*minimum, narrow);
      *maximum = larger(*maximum, wide);
    }
    at += (size_t)cell->column_span;
  }
}

/* Fixed columns are not measured: their texts are set once. */
static struct column_need *columns_measure(struct compose *compose, const struct bound_table *bound, mpt whole) {
  struct column_need *needs = arena_zalloc(compose->arena, bound->column_count, sizeof *needs);
  for (size_t c = 0; c < bound->column_count; c++) {
    const struct column *column = bound->columns[c];
    struct column_need *need = &needs[c];
    need->kind = column->width_kind == COLUMN_FIXED   ? NEED_FIXED
                 : column->width_kind == COLUMN_SHARE ? NEED_SHARE
                                                      : NEED_AUTO;
    need->share = column->share > 0 ? column->share : 1;
    need->width = length_of(column->width, whole);
    if (need->kind == NEED_FIXED)
      continue;
    cells_extent(compose, &bound->head, c, &need->minimum, &need->maximum);
    for (size_t r = 0; r < bound->row_count; r++)
      cells_extent(compose, &bound->rows[r], c, &need->minimum, &need->maximum);
    need->maximum = larger(need->maximum, need->minimum);
  }
  return needs;
}

static mpt table_gaps(const struct bound_table *bound) {
  mpt gap = bound->rule != NULL ? bound->rule->gap : 0;
  return bound->column_count > 1 ? gap * (mpt)(bound->column_count - 1) : 0;
}

static void table_extent(struct compose *compose, const struct bound_table *bound, mpt *minimum, mpt *maximum) {
  const struct column_need *needs = columns_measure(compose, bound, 0);
  *minimum = *maximum = table_gaps(bound);
  for (size_t c = 0; c < bound->column_count; c++) {
    *minimum += needs[c].kind == NEED_FIXED ? needs[c].width : needs[c].minimum;
    *maximum += needs[c].kind == NEED_FIXED ? needs[c].width : needs[c].maximum;
  }
}

static void text_extent(struct compose *compose, const struct bound_block *block, mpt *minimum, mpt *maximum) {
  struct paragraph_spec spec = flow_paragraph(compose, block, MPT_LIMIT);
  spec.width = MPT_LIMIT;
  paragraph_extent(compose->arena, compose->setter, &spec, minimum, maximum);
  mpt indent = block->style->indent > 0 ? block->style->indent : 0;
  *minimum += indent;
  *maximum += indent;
}

static void group_extent(struct compose *compose, const struct bound_block *block, mpt *minimum, mpt *maximum) {
  for (size_t i = 0; i < block->child_count; i++) {
    mpt narrow = 0, wide = 0;
    table_block_extent(compose, &block->children[i], &narrow, &wide);
    *minimum = larger(*minimum, narrow);
    *maximum = larger(*maximum, wide);
  }
}

void table_block_extent(struct compose *compose, const struct bound_block *block, mpt *minimum, mpt *maximum) {
  *minimum = *maximum = 0;
  if (block->kind == BOUND_GROUP) {
    group_extent(compose, block, minimum, maximum);
    return;
  }
  mpt around = block->left + (block->style != NULL ? block->style->left + block->style->right : 0);
  if (block->kind == BOUND_TEXT)
    text_extent(compose, block, minimum, maximum);
  if (block->kind == BOUND_TABLE)
    table_extent(compose, block->table, minimum, maximum);
  if (block->kind == BOUND_IMAGE && block->rule != NULL)
    *minimum = *maximum = length_of(block->rule->width, 0);
  *minimum += around;
  *maximum += around;
}

/* False when the widths that the layout fixes do not fit the room. */
static bool columns_set(struct table_setting *setting) {
  const struct bound_table *bound = setting->bound;
  struct compose *compose = setting->compose;
  const struct style *style = setting->block->style;
  mpt room = setting->frame->width - setting->block->left - style->left - style->right;
  mpt gap = bound->rule != NULL ? bound->rule->gap : 0;
  struct set_table *table = setting->table;
  const struct column_need *needs = columns_measure(compose, bound, room);
  table->x = arena_zalloc(compose->arena, bound->column_count, sizeof *table->x);
  table->widths = arena_zalloc(compose->arena, bound->column_count, sizeof *table->widths);
  columns_distribute(needs, bound->column_count, room - table_gaps(bound), table->widths);
  mpt x = 0;
  for (size_t c = 0; c < bound->column_count; c++) {
    table->x[c] = x;
    table->width = x + table->widths[c];
    x = table->width + gap;
  }
  if (table->width <= room)
    return true;
  char wanted[MPT_TEXT_SIZE], there[MPT_TEXT_SIZE];
  mpt_print(wanted, table->width);
  mpt_print(there, room);
  sink_report(compose->sink, TABLE_TOO_WIDE, bound->rule != NULL ? bound->rule->at : setting->block->rule_at, wanted,
              there, NULL);
  return false;
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
  bool ok = columns_set(&setting);
  if (ok && bound->head.cell_count > 0) {
    ok &= row_set(&setting, &bound->head, 0, true);
    if (ok)
      setting.table->head = setting.rows[0];
  }
  for (size_t i = 0; ok && i < bound->row_count; i++)
    ok &= row_set(&setting, &bound->rows[i], i, false);
  *rows = setting.rows;
  *row_count = setting.count;
  return ok ? setting.table : NULL;
}
