/* Column widths as arithmetic, and tables set with a text room of 5 pt a character (fake_paragraph.h). */
#include "test_base.h"

#include "fake_compose.h"

#include "compose/columns.h"
#include "compose/table.h"

#define AUTO(minimum, maximum)                                                                                         \
  { NEED_AUTO, 0, 0, minimum, maximum }
#define FIXED(width)                                                                                                   \
  { NEED_FIXED, width, 0, 0, 0 }
#define SHARE(share, minimum)                                                                                          \
  { NEED_SHARE, 0, share, minimum, 0 }

static const struct {
  const char *why;
  struct column_need needs[4];
  size_t count;
  mpt available, widths[4];
} width_cases[] = {
    {"room for all: as wide as they want", {AUTO(20, 100), AUTO(10, 50)}, 2, 300, {100, 50}},
    {"exactly", {AUTO(20, 100), AUTO(10, 50)}, 2, 150, {100, 50}},
    {"less: minimum and a part of the rest", {AUTO(20, 100), AUTO(10, 50)}, 2, 90, {60, 30}},
    {"only minima", {AUTO(20, 100), AUTO(10, 50)}, 2, 30, {20, 10}},
    {"not even minima: in proportion", {AUTO(20, 100), AUTO(10, 50)}, 2, 15, {10, 5}},
    {"fixed first", {FIXED(70), AUTO(20, 100)}, 2, 100, {70, 30}},
    {"fixed too wide stays", {FIXED(170), AUTO(20, 100)}, 2, 100, {170, 0}},
    {"shares", {SHARE(1, 0), SHARE(2, 0)}, 2, 300, {100, 200}},
    {"shares lose nothing by rounding", {SHARE(1, 0), SHARE(1, 0), SHARE(1, 0)}, 3, 100, {33, 33, 34}},
    {"a share is not narrower than its longest word", {SHARE(1, 80), SHARE(2, 0)}, 2, 120, {80, 40}},
    {"shares take what automatic ones leave", {AUTO(20, 60), SHARE(1, 10)}, 2, 200, {60, 140}},
    {"automatic ones leave a share its longest word", {AUTO(20, 180), SHARE(1, 50)}, 2, 200, {150, 50}},
    {"all kinds", {FIXED(50), AUTO(10, 30), SHARE(1, 0), SHARE(3, 0)}, 4, 200, {50, 30, 30, 90}},
    {"minima of both kinds shrink alike", {AUTO(60, 60), SHARE(1, 60)}, 2, 60, {30, 30}},
    {"nothing to give", {AUTO(0, 0), SHARE(1, 0)}, 2, 0, {0, 0}},
};

static void widths_are_distributed(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(width_cases); i++) {
    mpt widths[4];
    columns_distribute(width_cases[i].needs, width_cases[i].count, width_cases[i].available, widths);
    for (size_t c = 0; c < width_cases[i].count; c++) {
      if (widths[c] != width_cases[i].widths[c])
        fail_msg("%s: column %zu is %d, not %d", width_cases[i].why, c, widths[c], width_cases[i].widths[c]);
    }
  }
}

/* --- tables --- */

/* A table of texts, NULL-terminated; the first `columns` texts are its head. */
static struct bound_block table_block(struct fake *fake, const struct table *rule, const char *const *texts) {
  struct bound_table *table = arena_zalloc(fake->arena, 1, sizeof *table);
  size_t count = 0, columns = rule->column_count;
  while (texts[count] != NULL)
    count++;
  table->rule = rule;
  table->column_count = columns;
  table->columns = arena_zalloc(fake->arena, columns, sizeof *table->columns);
  for (size_t c = 0; c < columns; c++)
    table->columns[c] = &rule->columns[c];
  table->row_count = count / columns - 1;
  table->rows = arena_zalloc(fake->arena, table->row_count, sizeof *table->rows);
  for (size_t r = 0; r <= table->row_count; r++) {
    struct bound_row *row = r == 0 ? &table->head : &table->rows[r - 1];
    row->cell_count = columns;
    row->cells = arena_zalloc(fake->arena, columns, sizeof *row->cells);
    for (size_t c = 0; c < columns; c++) {
      struct bound_block *block = arena_zalloc(fake->arena, 1, sizeof *block);
      *block = fake_text_block(fake, &fake->body, texts[r * columns + c]);
      row->cells[c] = (struct bound_cell){.blocks = block, .block_count = 1, .column_span = 1};
    }
  }
  return (struct bound_block){.kind = BOUND_TABLE, .style = &fake->body, .table = table};
}

static struct column fake_columns[] = {{.width_kind = COLUMN_FIXED, .width = {50000, 0}},
                                       {.width_kind = COLUMN_SHARE, .share = 1}};

static void rows_are_set(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  const struct table rule = {.columns = fake_columns,
                             .column_count = 2,
                             .gap = 10000,
                             .padding_top = 2000,
                             .padding_bottom = 3000,
                             .head = HEAD_REPEAT};
  const char *const texts[] = {"a", "b", "one", "two three four", "five", "six", NULL};
  struct bound_block block = table_block(&fake, &rule, texts);
  struct flow flow;
  assert_true(flow_set(&fake.compose, &block, 1, 110000, 500000, &flow));
  assert_int_equal(flow.count, 3);
  assert_int_equal(flow.items[0].table->width, 110000);
  assert_int_equal(flow.items[0].table->x[1], 60000);
  assert_int_equal(flow.items[0].height, 15000); /* 2 + 10 + 3 */
  assert_int_equal(flow.items[1].height, 25000); /* "two three" and "four" in 50 pt */
  assert_int_equal(flow.items[0].penalty, VERTICAL_FORBIDDEN);
  assert_true(flow.items[1].penalty > 0 && flow.items[1].penalty < VERTICAL_FORBIDDEN); /* a lone row */
  assert_int_equal(flow.items[2].penalty, 0);
  assert_int_equal(table_opening(&flow.items[0]), 0);
  assert_int_equal(table_opening(&flow.items[1]), 15000);
  fake_close(&fake);
}

/* Two equal shares of 100 pt. */
static void shares_hold_their_longest_word(void **state) {
  (void)state;
  static const struct {
    const char *word;
    mpt width;
  } words[] = {{"aaaaaa", 50000}, {"aaaaaaaaa", 50000}, {"aa aaaaaaaaaaaaaa", 70000}};
  static struct column shares[] = {{.width_kind = COLUMN_SHARE, .share = 1}, {.width_kind = COLUMN_SHARE, .share = 1}};
  const struct table rule = {.columns = shares, .column_count = 2};
  for (size_t i = 0; i < COUNT(words); i++) {
    struct fake fake;
    fake_open(&fake, 0);
    const char *const texts[] = {"a", "b", words[i].word, "c", NULL};
    struct bound_block block = table_block(&fake, &rule, texts);
    struct flow flow;
    assert_true(flow_set(&fake.compose, &block, 1, 100000, 500000, &flow));
    assert_int_equal(flow.items[0].table->widths[0], words[i].width);
    assert_int_equal(flow.items[0].table->width, 100000);
    fake_close(&fake);
  }
}

/* Cells of different leading: 10 pt and 16 pt, baselines at 7.5 and 12 pt of their lines. */
static void first_baselines_align(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  const struct table rule = {.columns = fake_columns, .column_count = 2};
  const char *const texts[] = {"a", "b", "one", "two", NULL};
  struct bound_block block = table_block(&fake, &rule, texts);
  struct style large = fake.body;
  large.leading = 16000;
  block.table->rows[0].cells[1].blocks[0].style = &large;
  struct flow flow;
  assert_true(flow_set(&fake.compose, &block, 1, 110000, 500000, &flow));
  const struct set_row *row = flow.items[1].row;
  assert_int_equal(row->cells[0].y + row->cells[0].flow.items[0].baseline, 12000);
  assert_int_equal(row->cells[1].y + row->cells[1].flow.items[0].baseline, 12000);
  assert_int_equal(row->height, 16000);
  fake_close(&fake);
}

static const char long_text[] = "aaaaaaaa bbbbbbbb cccccccc dddddddd eeeeeeee ffffffff gggggggg hhhhhhhh";

/* Eight lines of 10 pt in one cell, one in the other; orphans and widows are 2. */
static void tall_rows_are_cut(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  const struct table rule = {.columns = fake_columns, .column_count = 2, .padding_top = 2000, .padding_bottom = 3000};
  const char *const texts[] = {"a", "b", "one", long_text, NULL};
  struct bound_block block = table_block(&fake, &rule, texts);
  struct flow flow;
  assert_true(flow_set(&fake.compose, &block, 1, 95000, 300000, &flow));
  assert_int_equal(flow.count, 2); /* 80 pt is no third of 300 */
  assert_true(flow_set(&fake.compose, &block, 1, 95000, 200000, &flow));
  static const mpt heights[] = {15000, 22000, 10000, 10000, 10000, 10000, 23000};
  assert_int_equal(flow.count, COUNT(heights));
  for (size_t i = 0; i < flow.count; i++)
    assert_int_equal(flow.items[i].height, heights[i]);
  assert_int_equal(flow.items[2].row->cells[1].from, 2);
  assert_int_equal(flow.items[2].row->cells[0].from, flow.items[2].row->cells[0].to);
  assert_true(flow.items[6].row->last && !flow.items[5].row->last && flow.items[1].row->first);
  fake_close(&fake);
}

/* Leadings of 10 and 16 pt end together only at 80 pt, the end: cuts are made after a quarter of the page at the
 * latest, and what they would go through moves below them. */
static void rows_without_common_lines_are_cut(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  const struct table rule = {.columns = fake_columns, .column_count = 2, .rows = ROWS_SPLIT};
  const char *const texts[] = {"a", "b", long_text, long_text, NULL};
  struct bound_block block = table_block(&fake, &rule, texts);
  struct style large = fake.body;
  large.leading = 17000;
  block.table->rows[0].cells[1].blocks[0].style = &large;
  struct flow flow;
  assert_true(flow_set(&fake.compose, &block, 1, 95000, 200000, &flow));
  size_t lines[2] = {0, 0};
  for (size_t i = 1; i < flow.count; i++) {
    const struct set_row *row = flow.items[i].row;
    assert_true(row->height <= 50000);
    for (size_t c = 0; c < 2; c++) {
      const struct set_cell *cell = &row->cells[c];
      assert_int_equal(cell->from, lines[c]);
      lines[c] = cell->to;
      for (size_t k = cell->from; k < cell->to; k++) {
        mpt top = cell->y + cell->tops[k] - cell->tops[cell->from];
        assert_true(top >= 0 && top + cell->flow.items[k].height <= row->height);
      }
    }
  }
  assert_int_equal(lines[0], 8);
  assert_int_equal(lines[1], 8);
  fake_close(&fake);
}

static void too_wide_is_reported(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  const struct table rule = {.columns = fake_columns, .column_count = 2, .gap = 10000, .at = {"layout.yaml", 7, 3}};
  const char *const texts[] = {"a", "b", "c", "d", NULL};
  struct bound_block block = table_block(&fake, &rule, texts);
  struct flow flow;
  assert_false(flow_set(&fake.compose, &block, 1, 55000, 500000, &flow));
  struct diagnostic_view view = sink_view(fake.compose.sink, 0, MESSAGE_ENGLISH, fake.arena);
  assert_string_equal(view.code, "table-too-wide");
  assert_int_equal(view.at.line, 7);
  fake_close(&fake);
}

/* What is drawn: zebra under the second row, rules above, under the head, between rows, below; heads again. */
static void rules_and_heads_are_drawn(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  const struct table rule = {.columns = fake_columns,
                             .column_count = 2,
                             .head = HEAD_REPEAT,
                             .rules = {.top = 900, .head = 500, .rows = 250, .bottom = 700},
                             .zebra = {.space = COLOUR_GRAY, .component = {9000}}};
  const char *const texts[] = {"a", "b", "c", "d", "e", "f", NULL};
  struct bound_block block = table_block(&fake, &rule, texts);
  struct flow flow;
  assert_true(flow_set(&fake.compose, &block, 1, 110000, 500000, &flow));
  struct display_page *page = display_page_add(fake.arena, fake.compose.list, 200000, 200000, 0);
  flow_draw(&fake.compose, &flow, 0, 3, 20000, 30000, page);
  assert_string_equal(fake_print(&fake, page), "rule 20,30 900; a 20,37.5; b 70,37.5; "
                                               "rule 20,40 500; c 20,47.5; d 70,47.5; "
                                               "fill 20,50; rule 20,50 250; rule 20,60 700; e 20,57.5; f 70,57.5; ");
  page = display_page_add(fake.arena, fake.compose.list, 200000, 200000, 0);
  flow_draw(&fake.compose, &flow, 2, 3, 20000, 30000, page);
  assert_string_equal(fake_print(&fake, page), "fill 20,40; rule 20,30 900; rule 20,40 500; (a) 20,37.5; (b) 70,37.5; "
                                               "rule 20,50 700; e 20,47.5; f 70,47.5; ");
  fake_close(&fake);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(widths_are_distributed),
      cmocka_unit_test(rows_are_set),
      cmocka_unit_test(shares_hold_their_longest_word),
      cmocka_unit_test(first_baselines_align),
      cmocka_unit_test(tall_rows_are_cut),
      cmocka_unit_test(too_wide_is_reported),
      cmocka_unit_test(rows_without_common_lines_are_cut),
      cmocka_unit_test(rules_and_heads_are_drawn),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
