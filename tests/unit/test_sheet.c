/* Imposition: cells and orders against places worked out by hand, marks against what they must not touch. */
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
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct sheet_spec sheet = sheet_of(cases[i].order, cases[i].start);
    struct sheet_place place = sheet_place(&sheet, cases[i].card, cases[i].total);
    if (place.sheet != cases[i].sheet || place.cell != cases[i].cell)
      fail_msg("case %zu: sheet %zu cell %zu", i, place.sheet, place.cell);
  }
}

/* Every card has one cell, every cell at most one card, and no sheet is needless. */
static void test_order_is_reversible(void **state) {
  (void)state;
  for (int order = ORDER_ROWS; order <= ORDER_CUT_AND_STACK; order++)
    for (int start = 1; start <= 6; start++)
      for (size_t total = 0; total <= 40; total++) {
        struct sheet_spec sheet = sheet_of((enum sheet_order)order, start);
        size_t sheets = sheet_count(&sheet, total), found = 0;
        assert_int_equal(sheets, total == 0 ? 0 : (total + (size_t)start - 1 + 5) / 6);
        for (size_t s = 0; s < sheets; s++)
          for (size_t cell = 0; cell < 6; cell++) {
            size_t card = sheet_card(&sheet, (struct sheet_place){s, cell}, total);
            if (card == SHEET_NO_CARD)
              continue;
            struct sheet_place place = sheet_place(&sheet, card, total);
            assert_true(card < total && place.sheet == s && place.cell == cell);
            found++;
          }
        assert_int_equal(found, total);
      }
}

/* A document in files of two sheets: every card once, each file's cards follow on the last one's, and the piles of a
 * stacked file, laid on one another, are in order. Worked out by hand: 20 cards, the first cell gone, files of 11 and
 * 9; in the first, the pile of the used cell has one card, that of the second sheet. */
static void test_volumes(void **state) {
  (void)state;
  struct sheet_spec sheet = sheet_of(ORDER_CUT_AND_STACK, 2);
  static const size_t cards[4][6] = {{SHEET_NO_CARD, 1, 3, 5, 7, 9},
                                     {0, 2, 4, 6, 8, 10},
                                     {11, 13, 15, 17, 19, SHEET_NO_CARD},
                                     {12, 14, 16, 18, SHEET_NO_CARD, SHEET_NO_CARD}};
  assert_int_equal(sheet_count(&sheet, 20), 4);
  for (size_t number = 0; number < 4; number++) {
    struct sheet_volume volume = sheet_volume(&sheet, 2, number, 20);
    for (size_t cell = 0; cell < 6; cell++)
      assert_int_equal(sheet_volume_card(&volume, cell), cards[number][cell]);
  }
  for (int order = ORDER_ROWS; order <= ORDER_COLUMNS; order++) /* files change nothing here */
    for (size_t number = 0; number < 4; number++)
      for (size_t cell = 0; cell < 6; cell++) {
        sheet = sheet_of((enum sheet_order)order, 3);
        struct sheet_volume volume = sheet_volume(&sheet, 2, number, 20);
        assert_int_equal(sheet_volume_card(&volume, cell), sheet_card(&sheet, (struct sheet_place){number, cell}, 20));
      }
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
  sheet.offset_x = 1500, sheet.offset_y = -700; /* a printer's offset is the same on both sides */
  check_cell(&sheet, 0, true, 31500, 329300);
  check_cell(&sheet, 0, false, 31500, 19300);
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

struct marks {
  struct arena *arena;
  struct compose compose;
  struct display_page *page;
};

static struct marks marks_of(const struct sheet_spec *sheet, bool back, mpt bleed) {
  struct marks marks = {.arena = arena_new()};
  marks.compose.arena = marks.arena;
  marks.compose.list = display_list_new(marks.arena);
  marks.page = display_page_add(marks.arena, marks.compose.list, sheet->stock.width, sheet->stock.height, 0);
  sheet_marks(&marks.compose, sheet, back, bleed, marks.page);
  return marks;
}

static bool mark_touches(const struct display_item *mark, struct rectangle card, mpt bleed) {
  return mark->rule.x1 < card.x + card.width + bleed && mark->rule.x2 > card.x - bleed &&
         mark->rule.y1 < card.y + card.height + bleed && mark->rule.y2 > card.y - bleed;
}

/* Straight, thin, on the sheet, beside a cut, off every card and its bleed, none twice. */
static void check_marks(const struct sheet_spec *sheet, bool back, mpt bleed) {
  struct marks marks = marks_of(sheet, back, bleed);
  for (size_t i = 0; i < marks.page->item_count; i++) {
    const struct display_item *mark = &marks.page->items[i];
    bool upright = mark->rule.x1 == mark->rule.x2;
    size_t cuts = 0;
    assert_true(mark->kind == ITEM_RULE && mark->node == NODE_ARTIFACT && mark->rule.thickness == 250);
    assert_true(upright || mark->rule.y1 == mark->rule.y2);
    assert_true(mark->rule.x1 >= 0 && mark->rule.y1 >= 0);
    assert_true(mark->rule.x2 <= sheet->stock.width && mark->rule.y2 <= sheet->stock.height);
    for (size_t cell = 0; cell < sheet_cells(sheet); cell++) {
      struct rectangle card = sheet_cell(sheet, cell, back);
      assert_false(mark_touches(mark, card, bleed));
      cuts += upright ? mark->rule.x1 == card.x || mark->rule.x1 == card.x + card.width
                      : mark->rule.y1 == card.y || mark->rule.y1 == card.y + card.height;
    }
    assert_true(cuts > 0);
    for (size_t j = 0; j < i; j++)
      assert_memory_not_equal(&mark->rule, &marks.page->items[j].rule, sizeof mark->rule);
  }
  arena_drop(marks.arena);
}

static void test_marks(void **state) {
  (void)state;
  static const mpt bleeds[] = {0, 3000, 8504}, gaps[] = {0, 4000, 12000, 40000};
  for (size_t b = 0; b < COUNT(bleeds); b++)
    for (size_t g = 0; g < COUNT(gaps); g++)
      for (int duplex = DUPLEX_NONE; duplex <= DUPLEX_SHORT_EDGE; duplex++) {
        struct sheet_spec sheet = sheet_of(ORDER_ROWS, 1);
        sheet.stock.gap_x = sheet.stock.gap_y = gaps[g];
        sheet.duplex = (enum duplex)duplex;
        sheet.stock.width = 450000, sheet.stock.height = 260000;
        check_marks(&sheet, duplex != DUPLEX_NONE, bleeds[b]);
      }
}

/* Patches of inks below the last row, off the bleed and off the crop marks; the slug above the first. */
static void test_bars_and_slug(void **state) {
  (void)state;
  struct sheet_spec sheet = sheet_of(ORDER_ROWS, 1);
  sheet.marks = MARKS_BARS;
  struct marks marks = marks_of(&sheet, false, 3000);
  assert_int_equal(marks.page->item_count, 6); /* of eight, as many as 100 pt take */
  for (size_t i = 0; i < marks.page->item_count; i++) {
    const struct display_item *patch = &marks.page->items[i];
    assert_true(patch->kind == ITEM_FILL && patch->node == NODE_ARTIFACT && patch->colour.space == COLOUR_CMYK);
    assert_int_equal(patch->fill.y, 20000 + 2 * 50000 + 4000 + MARK_DISTANCE);
    assert_in_range(patch->fill.x, 30000 + MARK_BAND, 130000 - 2 * MARK_BAND);
  }
  arena_drop(marks.arena);
  struct rectangle slug = sheet_slug(&sheet, false, 8504);
  assert_int_equal(slug.y + slug.height, 20000 - 8504);
  assert_int_equal(slug.x + slug.width, 130000 - MARK_BAND);
}

/* Cards edge to edge share their cuts: 4 upright and 3 level cuts, a mark at each end. */
static void test_marks_are_shared(void **state) {
  (void)state;
  struct sheet_spec sheet = sheet_of(ORDER_ROWS, 1);
  sheet.stock.gap_x = sheet.stock.gap_y = 0;
  sheet.stock.x = sheet.stock.y = 40000;
  struct marks marks = marks_of(&sheet, false, 3000);
  assert_int_equal(marks.page->item_count, (4 + 3) * 2);
  const struct display_item *first = &marks.page->items[0];
  assert_string_equal(first->colour.spot, "All"); /* on every plate */
  assert_int_equal(first->rule.x1, 40000);
  assert_int_equal(first->rule.y2, 40000 - 5669); /* 2 mm from the cut */
  assert_int_equal(first->rule.y1, 40000 - 5669 - 14173);
  arena_drop(marks.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_order),
      cmocka_unit_test(test_order_is_reversible),
      cmocka_unit_test(test_volumes),
      cmocka_unit_test(test_cells),
      cmocka_unit_test(test_bounds),
      cmocka_unit_test(test_marks),
      cmocka_unit_test(test_marks_are_shared),
      cmocka_unit_test(test_bars_and_slug),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
