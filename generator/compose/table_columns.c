/* The columns of a table: how much room their texts need, and how much they get. */
#include "compose/table.h"

#include "compose/columns.h"

static mpt larger(mpt a, mpt b) {
  return a > b ? a : b;
}

/* The cell of one column that begins there; NULL: none. */
static const struct bound_cell *row_cell(const struct bound_row *row, size_t column) {
  size_t at = 0;
  for (size_t i = 0; i < row->cell_count && at <= column; i++) {
    if (at == column)
      return row->cells[i].column_span == 1 ? &row->cells[i] : NULL;
    at += (size_t)row->cells[i].column_span;
  }
  return NULL;
}

static mpt block_around(const struct bound_block *block) {
  return block->left + (block->style != NULL ? block->style->left + block->style->right : 0);
}

/* --- what texts need --- */

static void text_extent(struct compose *compose, const struct bound_block *block, mpt *minimum, mpt *maximum) {
  struct paragraph_spec spec = flow_paragraph(compose, block, MPT_LIMIT);
  spec.width = MPT_LIMIT;
  paragraph_extent(compose->arena, compose->setter, &spec, minimum, maximum);
  mpt indent = block->style->indent > 0 ? block->style->indent : 0;
  *minimum += indent;
  *maximum += indent;
}

static void blocks_extent(struct compose *compose, const struct bound_block *blocks, size_t count, mpt *minimum,
                          mpt *maximum) {
  for (size_t i = 0; i < count; i++) {
    mpt narrow, wide;
    table_block_extent(compose, &blocks[i], &narrow, &wide);
    *minimum = larger(*minimum, narrow);
    *maximum = larger(*maximum, wide);
  }
}

static void column_extent(struct compose *compose, const struct bound_table *bound, size_t column,
                          struct column_need *need) {
  for (size_t r = 0; r <= bound->row_count; r++) {
    const struct bound_cell *cell = row_cell(r == 0 ? &bound->head : &bound->rows[r - 1], column);
    if (cell != NULL)
      blocks_extent(compose, cell->blocks, cell->block_count, &need->minimum, &need->maximum);
  }
  need->maximum = larger(need->maximum, need->minimum);
}

static mpt table_gaps(const struct bound_table *bound) {
  mpt gap = bound->rule != NULL ? bound->rule->gap : 0;
  return bound->column_count > 1 ? gap * (mpt)(bound->column_count - 1) : 0;
}

static struct column_need *columns_need(struct compose *compose, const struct bound_table *bound, mpt whole) {
  static const enum column_need_kind kinds[] = {
      [COLUMN_AUTO] = NEED_AUTO, [COLUMN_FIXED] = NEED_FIXED, [COLUMN_SHARE] = NEED_SHARE};
  struct column_need *needs = arena_zalloc(compose->arena, bound->column_count, sizeof *needs);
  for (size_t c = 0; c < bound->column_count; c++) {
    const struct column *column = bound->columns[c];
    needs[c] = (struct column_need){.kind = kinds[column->width_kind],
                                    .width = length_of(column->width, whole),
                                    .share = column->share > 0 ? column->share : 1};
  }
  return needs;
}

/* Fixed columns are not measured: their texts are set once. */
static void columns_measure(struct compose *compose, const struct bound_table *bound, enum column_need_kind kind,
                            struct column_need *needs) {
  for (size_t c = 0; c < bound->column_count; c++) {
    if (needs[c].kind == kind)
      column_extent(compose, bound, c, &needs[c]);
  }
}

static void table_extent(struct compose *compose, const struct bound_table *bound, mpt *minimum, mpt *maximum) {
  struct column_need *needs = columns_need(compose, bound, 0);
  columns_measure(compose, bound, NEED_AUTO, needs);
  columns_measure(compose, bound, NEED_SHARE, needs);
  *minimum = *maximum = table_gaps(bound);
  for (size_t c = 0; c < bound->column_count; c++) {
    *minimum += needs[c].kind == NEED_FIXED ? needs[c].width : needs[c].minimum;
    *maximum += needs[c].kind == NEED_FIXED ? needs[c].width : needs[c].maximum;
  }
}

void table_block_extent(struct compose *compose, const struct bound_block *block, mpt *minimum, mpt *maximum) {
  *minimum = *maximum = 0;
  if (block->kind == BOUND_GROUP) {
    blocks_extent(compose, block->children, block->child_count, minimum, maximum);
    return;
  }
  if (block->kind == BOUND_TEXT)
    text_extent(compose, block, minimum, maximum);
  if (block->kind == BOUND_TABLE)
    table_extent(compose, block->table, minimum, maximum);
  if (block->kind == BOUND_IMAGE && block->rule != NULL)
    *minimum = *maximum = length_of(block->rule->width, 0);
  *minimum += block_around(block);
  *maximum += block_around(block);
}

/* --- shares --- */

/* Characters of the longest stretch without a space. */
static size_t longest_word(const struct bound_block *block) {
  size_t longest = 0, word = 0;
  for (size_t i = 0; i < block->span_count; i++) {
    const struct inline_span *span = &block->spans[i];
    for (size_t k = 0; k < span->length; k++) {
      unsigned char byte = (unsigned char)span->text[k];
      word = byte == ' ' || byte == '\n' ? 0 : word + ((byte & 0xC0) != 0x80);
      longest = word > longest ? word : longest;
    }
  }
  return longest;
}

/* Whether blocks surely can be set in `width`: a character is taken for one em, and only text is looked at. */
static bool blocks_surely_fit(const struct bound_block *blocks, size_t count, mpt width) {
  for (size_t i = 0; i < count; i++) {
    const struct bound_block *block = &blocks[i];
    if (block->kind == BOUND_GROUP && blocks_surely_fit(block->children, block->child_count, width))
      continue;
    if (block->kind != BOUND_TEXT)
      return false;
    int64_t em =
        (int64_t)block->style->size * (1000 + (block->style->tracking > 0 ? block->style->tracking : 0)) / 1000;
    int64_t indent = block->style->indent > 0 ? block->style->indent : 0;
    if ((int64_t)longest_word(block) * em + indent + block_around(block) > width)
      return false;
  }
  return true;
}

/* Measuring costs as much as setting: it is saved where no word can come near the width of its column. */
static bool shares_surely_fit(const struct bound_table *bound, const mpt *widths) {
  for (size_t c = 0; c < bound->column_count; c++) {
    for (size_t r = 0; r <= bound->row_count && bound->columns[c]->width_kind == COLUMN_SHARE; r++) {
      const struct bound_cell *cell = row_cell(r == 0 ? &bound->head : &bound->rows[r - 1], c);
      if (cell != NULL && !blocks_surely_fit(cell->blocks, cell->block_count, widths[c]))
        return false;
    }
  }
  return true;
}

/* --- what they get --- */

static void widths_distribute(struct compose *compose, const struct bound_table *bound, mpt room, mpt *widths) {
  struct column_need *needs = columns_need(compose, bound, room);
  mpt available = room - table_gaps(bound);
  columns_measure(compose, bound, NEED_AUTO, needs);
  columns_distribute(needs, bound->column_count, available, widths);
  if (shares_surely_fit(bound, widths))
    return;
  columns_measure(compose, bound, NEED_SHARE, needs);
  columns_distribute(needs, bound->column_count, available, widths);
}

bool table_columns_set(struct compose *compose, const struct flow_frame *frame, const struct bound_block *block,
                       struct set_table *table) {
  const struct bound_table *bound = block->table;
  mpt room = frame->width - block_around(block), gap = bound->rule != NULL ? bound->rule->gap : 0, x = 0;
  table->x = arena_zalloc(compose->arena, bound->column_count, sizeof *table->x);
  table->widths = arena_zalloc(compose->arena, bound->column_count, sizeof *table->widths);
  widths_distribute(compose, bound, room, table->widths);
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
  sink_report(compose->sink, TABLE_TOO_WIDE, bound->rule != NULL ? bound->rule->at : block->rule_at, wanted, there,
              NULL);
  return false;
}
