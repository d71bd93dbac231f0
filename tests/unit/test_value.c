/* Values, dates, places in texts. */
#include "test_base.h"

#include "input/date.h"
#include "input/value.h"

static struct value text(const char *words) {
  return (struct value){.kind = VALUE_TEXT, .text = words, .length = strlen(words)};
}

static void test_fields(void **state) {
  (void)state;
  struct value name = text("Айгүл");
  struct value_pair pairs[] = {{.key = "name", .value = &name}};
  struct value map = {.kind = VALUE_MAP, .map = {pairs, 1}};
  struct value reference = {.kind = VALUE_REFERENCE, .text = "aigul", .target = &map};
  assert_ptr_equal(value_field(&map, "name"), &name);
  assert_ptr_equal(value_field(&reference, "name"), &name);
  assert_null(value_field(&map, "nam"));
  assert_null(value_field(&name, "name"));
  assert_null(value_field(NULL, "name"));
}

static const struct value *row(struct arena *arena, const void *self, size_t index) {
  (void)arena;
  return index == 1 ? NULL : self;
}

static void test_items(void **state) {
  (void)state;
  struct value a = text("a"), b = text("b");
  const struct value *items[] = {&a, &b};
  struct value list = {.kind = VALUE_LIST, .list = {items, 2}};
  struct value rows = {.kind = VALUE_ROWS, .rows = {3, row, &a}};
  assert_int_equal(value_count(&list), 2);
  assert_ptr_equal(value_item(NULL, &list, 1), &b);
  assert_null(value_item(NULL, &list, 2));
  assert_int_equal(value_count(&rows), 3);
  assert_ptr_equal(value_item(NULL, &rows, 2), &a);
  assert_null(value_item(NULL, &rows, 1));
  assert_int_equal(value_count(&a), 0);
  assert_int_equal(value_count(NULL), 0);
}

static void test_languages(void **state) {
  (void)state;
  struct value ru = text("Ош"), ky = text("Ош шаары");
  struct value_pair pairs[] = {{.key = "ru", .value = &ru}, {.key = "ky", .value = &ky}};
  struct value local = {.kind = VALUE_LOCAL, .map = {pairs, 2}};
  bool missing = true;
  assert_ptr_equal(value_in(&local, "ky", "ru", &missing), &ky);
  assert_false(missing);
  assert_ptr_equal(value_in(&local, "en", "ky", &missing), &ky);
  assert_true(missing);
  assert_ptr_equal(value_in(&local, "en", "de", NULL), &ru);
  assert_ptr_equal(value_in(&ru, "en", "de", &missing), &ru);
  assert_false(missing);
}

static void test_truth(void **state) {
  (void)state;
  struct value empty = text(""), full = text("0");
  struct value no = {.kind = VALUE_FLAG, .flag = false}, yes = {.kind = VALUE_FLAG, .flag = true};
  struct value none = {.kind = VALUE_LIST};
  struct value_pair pairs[] = {{.key = "ru", .value = &empty}};
  struct value local = {.kind = VALUE_LOCAL, .map = {pairs, 1}};
  struct value nobody = {.kind = VALUE_REFERENCE};
  struct value zero = {.kind = VALUE_NUMBER};
  const struct value *const wrong[] = {NULL, &empty, &no, &none, &local, &nobody};
  const struct value *const right[] = {&full, &yes, &zero};
  for (size_t i = 0; i < COUNT(wrong); i++)
    assert_false(value_is_true(wrong[i]));
  for (size_t i = 0; i < COUNT(right); i++)
    assert_true(value_is_true(right[i]));
}

static void test_dates(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool parsed, valid;
    int weekday;
  } cases[] = {{"2019-09-17", true, true, 1},  {"2000-02-29", true, true, 1},   {"1900-02-29", true, false, 0},
               {"2019-02-30", true, false, 0}, {"2019-13-01", true, false, 0},  {"2019-00-10", true, false, 0},
               {"2019-09-00", true, false, 0}, {"2026-11-23", true, true, 0},   {"2023-12-31", true, true, 6},
               {"2019-9-17", false, false, 0}, {"17.09.2019", false, false, 0}, {"2019-09-17 ", false, false, 0},
               {"", false, false, 0},          {"0000-01-01", true, false, 0}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct date date;
    assert_int_equal(date_parse(cases[i].text, &date), cases[i].parsed);
    if (!cases[i].parsed)
      continue;
    assert_int_equal(date_is_valid(date), cases[i].valid);
    if (cases[i].valid)
      assert_int_equal(date_weekday(date), cases[i].weekday);
  }
  struct date a = {2019, 9, 30}, b = {2019, 10, 1};
  assert_true(date_compare(a, b) < 0);
  assert_true(date_compare(b, a) > 0);
  assert_int_equal(date_compare(a, a), 0);
}

static void test_places(void **state) {
  (void)state;
  static const struct {
    const char *text;
    struct text_source source;
    size_t offset;
    int line, column;
  } cases[] = {
      {"абв", {{"f", 3, 7}, SOURCE_INLINE, 0}, 4, 3, 9},
      {"абв", {{"f", 3, 7}, SOURCE_POINT, 0}, 4, 3, 7},
      {"аб\nвг\nд", {{"f", 3, 5}, SOURCE_LITERAL, 4}, 2, 3, 6},
      {"аб\nвг\nд", {{"f", 3, 5}, SOURCE_LITERAL, 4}, 7, 4, 6},
      {"аб\nвг\nд", {{"f", 3, 5}, SOURCE_LITERAL, 4}, 10, 5, 5},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct position at = source_position(cases[i].source, cases[i].text, cases[i].offset);
    assert_int_equal(at.line, cases[i].line);
    assert_int_equal(at.column, cases[i].column);
  }
  /* The rest of a literal text keeps its indentation. */
  struct text_source part = source_part(cases[2].source, cases[2].text, 5);
  struct position at = source_position(part, cases[2].text + 5, 5);
  assert_int_equal(at.line, 5);
  assert_int_equal(at.column, 5);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_fields), cmocka_unit_test(test_items), cmocka_unit_test(test_languages),
      cmocka_unit_test(test_truth),  cmocka_unit_test(test_dates), cmocka_unit_test(test_places),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
