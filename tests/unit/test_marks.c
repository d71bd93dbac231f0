/* Marks of a sheet against what they must not touch. */
#include "test_base.h"

#include "compose/marks.h"
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
  marks_draw(&marks.compose, sheet, back, bleed, marks.page);
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
  struct rectangle slug = marks_slug(&sheet, false, 8504);
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
      cmocka_unit_test(test_marks),
      cmocka_unit_test(test_marks_are_shared),
      cmocka_unit_test(test_bars_and_slug),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
