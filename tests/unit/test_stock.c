/* Every sheet of the catalogue: cells on the sheet, none on another, margins and gutters that add up, backs behind
 * their fronts, names that are unique. */
#include "test_base.h"

#include "compose/sheet.h"
#include "input/layout.h"

enum { SLACK = 10 }; /* 0.01 pt: makers round, so do we */

static const struct layout_path path = {(const char *[]){"layouts", NULL}};

struct catalogue {
  struct arena *arena;
  struct sink *sink;
  struct stock *stocks;
  size_t count;
};

static struct catalogue catalogue_open(void) {
  struct catalogue catalogue = {.arena = arena_new(), .sink = sink_new()};
  catalogue.stocks = stock_list(catalogue.arena, &path, catalogue.sink, &catalogue.count);
  return catalogue;
}

static void catalogue_close(struct catalogue *catalogue) {
  assert_int_equal(sink_length(catalogue->sink), 0);
  sink_drop(catalogue->sink);
  arena_drop(catalogue->arena);
}

static void test_size(void **state) {
  (void)state;
  struct catalogue catalogue = catalogue_open();
  size_t makers = 0, rolls = 0;
  assert_true(catalogue.count >= 100);
  for (size_t i = 0; i < catalogue.count; i++) {
    const struct stock *stock = &catalogue.stocks[i];
    makers += stock->maker != NULL && stock->code != NULL;
    rolls += stock->columns * stock->rows == 1;
    assert_true(stock->maker != NULL || stock->description != NULL);
  }
  assert_true(makers >= 60);
  assert_true(rolls >= 20);
  catalogue_close(&catalogue);
}

/* What one direction of a sheet is made of. */
static void check_axis(const char *name, mpt sheet, mpt first, mpt card, mpt gap, int count) {
  mpt last = sheet - first - count * card - (count - 1) * gap;
  if (first < 0 || gap < 0 || card <= 0 || last < -SLACK)
    fail_msg("%s: %d + %d cards of %d with %d between + %d are not %d", name, first, count, card, gap, last, sheet);
}

static bool do_overlap(struct rectangle a, struct rectangle b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static void check_cells(const struct sheet_spec *sheet, bool back) {
  const struct stock *stock = &sheet->stock;
  for (size_t a = 0; a < sheet_cells(sheet); a++) {
    struct rectangle one = sheet_cell(sheet, a, back);
    assert_true(one.x >= -SLACK && one.y >= -SLACK);
    assert_true(one.x + one.width <= stock->width + SLACK && one.y + one.height <= stock->height + SLACK);
    for (size_t b = a + 1; b < sheet_cells(sheet); b++)
      if (do_overlap(one, sheet_cell(sheet, b, back)))
        fail_msg("%s: cells %zu and %zu overlap", stock->name, a, b);
  }
}

/* Front and back of a cell are the same piece of paper: turned about an edge, one lies on the other. */
static void check_register(const struct sheet_spec *sheet) {
  const struct stock *stock = &sheet->stock;
  bool sideways = sheet_is_mirrored_sideways(sheet);
  for (size_t i = 0; i < sheet_cells(sheet); i++) {
    struct rectangle front = sheet_cell(sheet, i, false), back = sheet_cell(sheet, i, true);
    assert_int_equal(back.x, sideways ? stock->width - front.x - front.width : front.x);
    assert_int_equal(back.y, sideways ? front.y : stock->height - front.y - front.height);
  }
}

static void test_sheets(void **state) {
  (void)state;
  struct catalogue catalogue = catalogue_open();
  for (size_t i = 0; i < catalogue.count; i++) {
    const struct stock *stock = &catalogue.stocks[i];
    check_axis(stock->name, stock->width, stock->x, stock->card_width, stock->gap_x, stock->columns);
    check_axis(stock->name, stock->height, stock->y, stock->card_height, stock->gap_y, stock->rows);
    for (int duplex = DUPLEX_LONG_EDGE; duplex <= DUPLEX_SHORT_EDGE; duplex++) {
      const struct sheet_spec sheet = {.stock = *stock, .duplex = (enum duplex)duplex};
      check_cells(&sheet, false);
      check_cells(&sheet, true);
      check_register(&sheet);
    }
  }
  catalogue_close(&catalogue);
}

static bool is_lying(const char *name) {
  size_t length = strlen(name);
  return length > 5 && strcmp(name + length - 5, "-wide") == 0;
}

/* No name twice in the file, no code twice with one maker but for rolls that lie. */
static void test_names(void **state) {
  (void)state;
  struct catalogue catalogue = catalogue_open();
  for (size_t i = 0; i < catalogue.count; i++)
    for (size_t j = 0; j < i; j++) {
      const struct stock *a = &catalogue.stocks[i], *b = &catalogue.stocks[j];
      assert_string_not_equal(a->name, b->name);
      if (a->maker && b->maker && a->code && b->code && strcmp(a->maker, b->maker) == 0 && !is_lying(a->name))
        assert_string_not_equal(a->code, b->code);
    }
  catalogue_close(&catalogue);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_size),
      cmocka_unit_test(test_sheets),
      cmocka_unit_test(test_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
