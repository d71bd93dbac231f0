/* Page breaking as arithmetic: flows are written as one letter an item.
 *
 *   l line of 10 pt      f line after which a break is forbidden   h line that ends in a hyphen (costs 60)
 *   s space of 10 pt     B page break      C column break          T block of 200 pt
 *   n line with a footnote of 20 pt
 */
#include "test_base.h"

#include "compose/page_breaks.h"
#include "compose/table.h"

enum { LINE = 10000 };

static struct set_note *note_make(struct arena *arena) {
  struct set_note *note = arena_zalloc(arena, 1, sizeof *note);
  note->flow = arena_zalloc(arena, 1, sizeof *note->flow);
  note->flow->height = 2 * LINE;
  return note;
}

static struct flow flow_of(struct arena *arena, const char *letters, mpt grid) {
  struct flow flow = {.count = strlen(letters), .grid = grid};
  flow.items = arena_zalloc(arena, flow.count, sizeof *flow.items);
  static const struct bound_block paragraph = {.kind = BOUND_TEXT};
  for (size_t i = 0; i < flow.count; i++) {
    struct vertical *item = &flow.items[i];
    char letter = letters[i];
    item->kind = letter == 's' ? VERTICAL_SPACE : letter == 'B' || letter == 'C' ? VERTICAL_BREAK : VERTICAL_LINE;
    item->height = letter == 'T' ? 20 * LINE : item->kind == VERTICAL_BREAK ? 0 : LINE;
    item->discardable = letter == 's';
    item->column_break = letter == 'C';
    if (letter == 'f' || letter == 's')
      item->penalty = VERTICAL_FORBIDDEN;
    if (letter == 'p')
      item->block = &paragraph;
    if (letter == 'h')
      item->penalty = 60;
    if (item->kind == VERTICAL_BREAK)
      item->penalty = VERTICAL_FORCED;
    if (letter == 'n') {
      item->notes = arena_zalloc(arena, 1, sizeof *item->notes);
      item->notes[0] = note_make(arena);
      item->note_count = 1;
    }
  }
  return flow;
}

/* "lll|ll||l": columns end with |, pages with ||; the spaces that vanish at a column's top are left out. */
static const char *columns_print(struct arena *arena, const char *letters, const struct page_breaks *breaks) {
  const char *out = "";
  for (size_t i = 0; i < breaks->count; i++) {
    const struct page_column *column = &breaks->columns[i];
    const char *end = i + 1 == breaks->count ? "" : column->page_ends ? "||" : "|";
    out = arena_printf(arena, "%s%.*s%s", out, (int)(column->to - column->from), letters + column->from, end);
  }
  return out;
}

static const struct {
  const char *why, *letters;
  int columns;
  mpt height;
  const char *expected;
  mpt first; /* height of the first page; 0: as the others */
} cases[] = {
    {"nothing", "", 1, 100000, "", 0},
    {"one page", "lll", 1, 100000, "lll", 0},
    {"exactly full", "llllllllll", 1, 100000, "llllllllll", 0},
    {"one too many: the last page may be short, but not of one line", "lllllllllll", 1, 100000, "lllllllll||ll", 0},
    {"a heading goes with its text", "llllllllffllllll", 1, 100000, "llllllll||ffllllll", 0},
    {"a heading goes with its text over the space between", "lllllllllsfsllllllll", 1, 100000, "lllllllll||fsllllllll",
     0},
    {"space vanishes at the head of a page", "llllllllllslllll", 1, 100000, "llllllllll||lllll", 0},
    {"space at the foot needs no room", "lllllllllslllll", 1, 90000, "lllllllll||lllll", 0},
    {"a hyphen at the foot is worth a line", "lllllllllllllllllllhllllll", 1, 200000, "lllllllllllllllllll||hllllll",
     0},
    {"but not half a page", "lllfffffffhlllllll", 1, 110000, "lllfffffffh||lllllll", 0},
    {"pages are made equally full", "llllllllllllffffflfffl", 1, 100000, "lllllllll||lllfffffl||fffl", 0},
    {"but none is left short within a paragraph", "ppppppppppppffffflfffl", 1, 100000, "pppppppppp||ppfffffl||fffl", 0},
    {"forced", "llBlllll", 1, 100000, "llB||lllll", 0},
    {"forced at the end makes no empty page", "lllllB", 1, 100000, "lllllB", 0},
    {"forbidden everywhere: broken all the same", "ffffffffffffffl", 1, 100000, "ffffffffff||ffffl", 0},
    {"a note takes its room on the page of its mark", "lllllllnllll", 1, 100000, "lllllll||nllll", 0},
    {"a note that just fits", "llllnlllll", 1, 75000, "lllln||lllll", 0},
    {"two columns filled, the last page balanced", "llllllllllllllll", 2, 50000, "lllll|lllll||lll|lll", 0},
    {"balance of one page", "lllll", 2, 100000, "lll|ll", 0},
    {"balance keeps headings", "llflllll", 2, 100000, "llfl|llll", 0},
    {"a column break is kept, not balanced", "llClllll", 2, 100000, "llC|lllll", 0},
    {"a lower first page", "llllllllllllllll", 1, 100000, "llllll||llllllllll", 60000},
    {"a lower first page of two columns", "llllllllllllll", 2, 50000, "ll|ll||lllll|lllll", 20000},
    {"a page break on the lower first page", "lBllllll", 2, 40000, "lB|||lll|lll", 20000},
    {"a page break ends both columns", "llBllll", 2, 100000, "l|lB||ll|ll", 0},
};

static void breaks_are_best(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct flow flow = flow_of(arena, cases[i].letters, 0);
    struct page_break_spec spec = {.height = cases[i].height,
                                   .first_height = cases[i].first > 0 ? cases[i].first : cases[i].height,
                                   .note_gap = 5000,
                                   .columns = cases[i].columns};
    struct page_breaks breaks = page_breaks_find(arena, &flow, &spec);
    const char *made = columns_print(arena, cases[i].letters, &breaks);
    if (strcmp(made, cases[i].expected) != 0)
      fail_msg("%s: %s, not %s", cases[i].why, made, cases[i].expected);
    assert_int_equal(breaks.too_tall, flow.count);
  }
  arena_drop(arena);
}

static void too_tall_is_found(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct flow flow = flow_of(arena, "lllTll", 0);
  struct page_break_spec spec = {.height = 100000, .first_height = 100000, .columns = 1};
  assert_int_equal(page_breaks_find(arena, &flow, &spec).too_tall, 3);
  spec.height = spec.first_height = 200000;
  assert_int_equal(page_breaks_find(arena, &flow, &spec).too_tall, 6);
  arena_drop(arena);
}

/* Lines of 10 pt on a grid of 7 pt: every line that snaps starts at a multiple of 7. */
static void grid_moves_items(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct flow flow = flow_of(arena, "llll", 7000);
  for (size_t i = 0; i < flow.count; i++)
    flow.items[i].snap = true;
  struct page_break_spec spec = {
      .height = 38000, .first_height = 38000, .columns = 1}; /* 0, 14, 28 … 38: three lines */
  struct page_breaks breaks = page_breaks_find(arena, &flow, &spec);
  assert_string_equal(columns_print(arena, "llll", &breaks), "lll||l");
  spec.height = spec.first_height = 37999;
  flow = flow_of(arena, "lll", 7000);
  for (size_t i = 0; i < flow.count; i++)
    flow.items[i].snap = true;
  breaks = page_breaks_find(arena, &flow, &spec);
  assert_string_equal(columns_print(arena, "lll", &breaks), "ll||l");
  arena_drop(arena);
}

/* A table of a head and 20 rows of 10 pt on pages of 100 pt: the head takes room on every page. */
static void repeated_heads_take_room(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  const struct table rule = {.head = HEAD_REPEAT};
  const struct bound_table bound = {.rule = &rule};
  struct set_cell cell = {0};
  const struct set_table table = {.bound = &bound, .head = {.cell_count = 1, .cells = &cell, .height = LINE}};
  const struct set_row head = {.head = true, .first = true, .last = true}, row = {.first = true, .last = true};
  struct flow flow = flow_of(arena, "fllllllllllllllllllll", 0);
  for (size_t i = 0; i < flow.count; i++) {
    flow.items[i].kind = VERTICAL_ROW;
    flow.items[i].table = &table;
    flow.items[i].row = i == 0 ? &head : &row;
  }
  struct page_break_spec spec = {.height = 100000, .first_height = 100000, .columns = 1};
  struct page_breaks breaks = page_breaks_find(arena, &flow, &spec);
  assert_string_equal(columns_print(arena, "f12345678901234567890", &breaks), "f123456789||012345678||90");
  arena_drop(arena);
}

/* Linear: a flow a hundred times as long takes about a hundred times as long, and no cost overflows. */
static void long_flows_are_broken(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  size_t count = 300000;
  char *letters = arena_alloc(arena, count + 1);
  memset(letters, 'l', count);
  letters[count] = '\0';
  struct flow flow = flow_of(arena, letters, 0);
  struct page_break_spec spec = {.height = 500000, .first_height = 500000, .columns = 1};
  struct page_breaks breaks = page_breaks_find(arena, &flow, &spec);
  assert_int_equal(breaks.count, count / 50);
  for (size_t i = 0; i < breaks.count; i++)
    assert_int_equal(breaks.columns[i].to, (i + 1) * 50);
  arena_drop(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(breaks_are_best),       cmocka_unit_test(too_tall_is_found),
      cmocka_unit_test(grid_moves_items),      cmocka_unit_test(repeated_heads_take_room),
      cmocka_unit_test(long_flows_are_broken),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
