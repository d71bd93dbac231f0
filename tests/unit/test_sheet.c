/* Imposition: cells and orders against places worked out by hand and against being cut and stacked. */
#include "test_base.h"

#include "compose/sheet.h"

/* 3 × 2 cells of 100 × 50 from (30, 20) with gaps of 10 and 4 on a sheet of 400 × 200 (landscape), in pt. */
static struct sheet_spec sheet_of(enum sheet_order order, int start) {
  return (struct sheet_spec){.stock = {.width = 400000,
                                       .height = 200000,
                                       .card_width = 100000,
                                       .card_height = 50000,
                                       .columns = 3,
                                       .rows = 2,
                                       .x = 30000,
                                       .y = 20000,
                                       .gap_x = 10000,
                                       .gap_y = 4000},
                             .marks = MARKS_CROP,
                             .order = order,
                             .start = start};
}

/* All slots in one section, as most documents have them. */
static struct sheet_plan plan_of(struct arena *arena, const struct sheet_spec *sheet, size_t total, size_t volume) {
  const struct sheet_plan_spec spec = {.sheet = sheet, .volume = volume, .sections = &total, .section_count = 1};
  return sheet_plan_make(arena, &spec);
}

static void test_order(void **state) {
  (void)state;
  static const struct {
    enum sheet_order order;
    int start;
    size_t total, card, sheet, cell;
  } cases[] = {
      {ORDER_ROWS, 1, 20, 0, 0, 0},
      {ORDER_ROWS, 1, 20, 5, 0, 5},
      {ORDER_ROWS, 1, 20, 6, 1, 0},
      {ORDER_ROWS, 3, 20, 0, 0, 2},
      {ORDER_ROWS, 3, 20, 4, 1, 0},
      {ORDER_COLUMNS, 1, 20, 1, 0, 3}, /* under the first */
      {ORDER_COLUMNS, 1, 20, 2, 0, 1},
      {ORDER_COLUMNS, 1, 20, 5, 0, 5},
      {ORDER_COLUMNS, 2, 20, 0, 0, 3},
      {ORDER_CUT_AND_STACK, 1, 12, 0, 0, 0}, /* two sheets: neighbours lie on one another */
      {ORDER_CUT_AND_STACK, 1, 12, 1, 1, 0},
      {ORDER_CUT_AND_STACK, 1, 12, 2, 0, 1},
      {ORDER_CUT_AND_STACK, 1, 12, 11, 1, 5},
      {ORDER_CUT_AND_STACK, 1, 13, 2, 2, 0}, /* three sheets */
      {ORDER_CUT_AND_STACK, 1, 13, 12, 0, 4},
      {ORDER_CUT_AND_STACK, 3, 10, 0, 1, 0}, /* two cells of the first sheet are used */
      {ORDER_CUT_AND_STACK, 3, 10, 1, 1, 1},
      {ORDER_CUT_AND_STACK, 3, 10, 2, 0, 2},
      {ORDER_CUT_AND_STACK, 3, 10, 3, 1, 2},
      {ORDER_CUT_AND_STACK, 3, 4, 0, 0, 2}, /* one sheet is enough */
  };
  struct arena *arena = arena_new();
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct sheet_spec sheet = sheet_of(cases[i].order, cases[i].start);
    struct sheet_plan plan = plan_of(arena, &sheet, cases[i].total, 10000);
    struct sheet_place place = sheet_place(&plan, cases[i].card);
    if (place.sheet != cases[i].sheet || place.cell != cases[i].cell)
      fail_msg("case %zu: sheet %zu cell %zu", i, place.sheet, place.cell);
  }
  arena_drop(arena);
}

/* Every slot has one cell, every cell at most one slot, no sheet is needless; piles cut within a volume give the slots
 * in order. `sections` of sizes that end with 0. */
static void check_plan(const struct sheet_plan *plan, size_t total) {
  size_t cells = sheet_plan_cells(plan), found = 0, last = SHEET_NO_SLOT;
  assert_int_equal(plan->slots, total);
  for (size_t s = 0; s < plan->sheets; s++) {
    size_t before = found;
    for (size_t n = 0; n < cells; n++) {
      size_t cell = sheet_nth_cell(plan, n), slot = sheet_slot(plan, (struct sheet_place){s, cell});
      if (slot == SHEET_NO_SLOT)
        continue;
      struct sheet_place place = sheet_place(plan, slot);
      assert_true(slot < total && place.sheet == s && place.cell == cell);
      assert_true(plan->order == ORDER_CUT_AND_STACK || last == SHEET_NO_SLOT || slot == last + 1);
      last = slot;
      found++;
    }
    assert_true(found > before || sheet_head(plan, s) != SHEET_NO_SLOT);
  }
  assert_int_equal(found, total);
}

/* Volume by volume: cut, lay the piles on one another, and read. Without sections this gives every slot in order. */
static void check_stack(const struct sheet_plan *plan) {
  size_t next = 0;
  for (size_t first = 0; first < plan->sheets; first += plan->volume)
    for (size_t cell = 0; cell < sheet_plan_cells(plan); cell++)
      for (size_t s = first; s < first + plan->volume && s < plan->sheets; s++) {
        size_t slot = sheet_slot(plan, (struct sheet_place){s, cell});
        if (slot != SHEET_NO_SLOT)
          assert_int_equal(slot, next++);
      }
  assert_int_equal(next, plan->slots);
}

static void test_order_is_reversible(void **state) {
  (void)state;
  static const size_t volumes[] = {1, 2, 3, 5, 10000, SIZE_MAX};
  struct arena *arena = arena_new();
  for (int order = ORDER_ROWS; order <= ORDER_CUT_AND_STACK; order++)
    for (int start = 1; start <= 6; start++)
      for (size_t v = 0; v < COUNT(volumes); v++)
        for (size_t total = 0; total <= 40; total++) {
          struct sheet_spec sheet = sheet_of((enum sheet_order)order, start);
          struct sheet_plan plan = plan_of(arena, &sheet, total, volumes[v]);
          assert_int_equal(plan.sheets, total == 0 ? 0 : (total + (size_t)start - 1 + 5) / 6);
          check_plan(&plan, total);
          if (order == ORDER_CUT_AND_STACK)
            check_stack(&plan);
        }
  arena_drop(arena);
}

/* Sections begin on a sheet of their own, behind their head; piles end with the section. */
static void test_sections(void **state) {
  (void)state;
  static const size_t sections[][4] = {{7, 1, 12, 3}, {6, 6, 6, 6}, {0, 5, 0, 30}, {1, 0, 0, 0}};
  static const size_t volumes[] = {1, 2, 3, 4, 7, 10000};
  struct arena *arena = arena_new();
  for (size_t i = 0; i < COUNT(sections); i++)
    for (size_t v = 0; v < COUNT(volumes); v++)
      for (int order = ORDER_ROWS; order <= ORDER_CUT_AND_STACK; order++)
        for (int headed = 0; headed < 2; headed++)
          for (int start = 1; start <= 6; start += 2) {
            struct sheet_spec sheet = sheet_of((enum sheet_order)order, start);
            const struct sheet_plan_spec spec = {&sheet, volumes[v], sections[i], 4, headed != 0};
            struct sheet_plan plan = sheet_plan_make(arena, &spec);
            size_t total = 0, heads = 0, first = SHEET_NO_SLOT;
            for (size_t s = 0; s < 4; s++) {
              if (sections[i][s] > 0) /* the section's first slot lies on no sheet of the one before */
                assert_true(first == SHEET_NO_SLOT || sheet_place(&plan, total).sheet > first);
              total += sections[i][s];
              first = total == 0 ? SHEET_NO_SLOT : 0;
              for (size_t slot = 0; slot < total; slot++)
                first = sheet_place(&plan, slot).sheet > first ? sheet_place(&plan, slot).sheet : first;
            }
            assert_int_equal(plan.volume, volumes[v]);
            check_plan(&plan, total);
            for (size_t s = 0; s < plan.sheets; s++)
              heads += sheet_head(&plan, s) != SHEET_NO_SLOT;
            assert_int_equal(heads, headed ? plan.section_count : 0);
          }
  arena_drop(arena);
}

/* Worked out by hand: volumes of two sheets, three cells used, piles of 3 + 6 + 6 + 1. */
static void test_volumes(void **state) {
  (void)state;
  static const struct {
    size_t slot, sheet, cell;
  } cases[] = {{0, 1, 0}, {1, 1, 1},  {2, 1, 2},  {3, 0, 3},  {4, 1, 3},  {8, 1, 5}, /* first volume: 9 slots */
               {9, 2, 0}, {10, 3, 0}, {11, 2, 1}, {20, 3, 5}, {21, 4, 0}, {22, 4, 1}};
  struct arena *arena = arena_new();
  struct sheet_spec sheet = sheet_of(ORDER_CUT_AND_STACK, 4);
  struct sheet_plan plan = plan_of(arena, &sheet, 23, 2);
  assert_int_equal(plan.sheets, 5);
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct sheet_place place = sheet_place(&plan, cases[i].slot);
    if (place.sheet != cases[i].sheet || place.cell != cases[i].cell)
      fail_msg("slot %zu: sheet %zu cell %zu", cases[i].slot, place.sheet, place.cell);
  }
  arena_drop(arena);
}

/* The numbers of a large document, and of a hostile one. */
static void test_large(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct sheet_spec sheet = sheet_of(ORDER_CUT_AND_STACK, 1);
  struct sheet_plan plan = plan_of(arena, &sheet, 1000000, 10000);
  assert_int_equal(plan.sheets, 166667);
  for (size_t slot = 0; slot < 1000000; slot += 997) {
    struct sheet_place place = sheet_place(&plan, slot);
    assert_int_equal(place.sheet / 10000, slot / 60000);
    assert_int_equal(sheet_slot(&plan, place), slot);
  }
  plan = plan_of(arena, &sheet, SIZE_MAX / 2, SIZE_MAX);
  size_t last = SIZE_MAX / 2 - 1;
  assert_int_equal(sheet_slot(&plan, sheet_place(&plan, last)), last);
  assert_int_equal(sheet_slot(&plan, (struct sheet_place){plan.sheets, 0}), SHEET_NO_SLOT);
  arena_drop(arena);
}

static void check_cell(const struct sheet_spec *sheet, size_t cell, bool back, mpt x, mpt y) {
  struct rectangle place = sheet_cell(sheet, cell, back);
  assert_int_equal(place.x, x);
  assert_int_equal(place.y, y);
  assert_int_equal(place.width, 100000);
  assert_int_equal(place.height, 50000);
}

static void test_cells(void **state) {
  (void)state;
  struct sheet_spec sheet = sheet_of(ORDER_ROWS, 1);
  check_cell(&sheet, 0, false, 30000, 20000);
  check_cell(&sheet, 4, false, 140000, 74000);
  sheet.duplex = DUPLEX_SHORT_EDGE; /* a landscape sheet turned about its left edge */
  check_cell(&sheet, 0, true, 270000, 20000);
  sheet.duplex = DUPLEX_LONG_EDGE; /* about its upper edge */
  check_cell(&sheet, 0, true, 30000, 130000);
  sheet.stock.width = 200000, sheet.stock.height = 400000; /* portrait: the other way round */
  check_cell(&sheet, 0, true, 70000, 20000);
  sheet.duplex = DUPLEX_SHORT_EDGE;
  check_cell(&sheet, 0, true, 30000, 330000);
}

/* Half of a gap that is smaller than two bleeds, the whole bleed at the margin. */
static void test_bounds(void **state) {
  (void)state;
  struct sheet_spec sheet = sheet_of(ORDER_ROWS, 1);
  struct rectangle first = sheet_bounds(&sheet, 0, false, 8000), middle = sheet_bounds(&sheet, 4, false, 8000);
  assert_int_equal(first.x, 22000);
  assert_int_equal(first.width, 100000 + 8000 + 5000);
  assert_int_equal(first.y, 12000);
  assert_int_equal(first.height, 50000 + 8000 + 2000);
  assert_int_equal(middle.x, 135000);
  assert_int_equal(middle.width, 110000);
  sheet.duplex = DUPLEX_SHORT_EDGE;
  struct rectangle back = sheet_bounds(&sheet, 0, true, 8000); /* what was left is right now */
  assert_int_equal(back.x, 265000);
  assert_int_equal(back.width, 100000 + 8000 + 5000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_order),    cmocka_unit_test(test_order_is_reversible),
      cmocka_unit_test(test_sections), cmocka_unit_test(test_volumes),
      cmocka_unit_test(test_large),    cmocka_unit_test(test_cells),
      cmocka_unit_test(test_bounds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
