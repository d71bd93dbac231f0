/* text/typography_memo: what is kept is what would be found anew. */
#include "text_fixture.h"

#include "text/typography_memo.h"

static void same_as_found_anew(const struct typography_spec *spec) {
  struct typography kept, found;
  typography_memo_find(arena, setter, spec, &kept);
  typography_find(arena, spec, &found);
  assert_int_equal(kept.edit_count, found.edit_count);
  assert_int_equal(kept.slip_count, found.slip_count);
  for (size_t i = 0; i < found.edit_count; i++) {
    assert_int_equal(kept.edits[i].offset, found.edits[i].offset);
    assert_int_equal(kept.edits[i].length, found.edits[i].length);
    assert_int_equal(kept.edits[i].rule, found.edits[i].rule);
    assert_string_equal(kept.edits[i].replacement, found.edits[i].replacement);
  }
  for (size_t i = 0; i < found.slip_count; i++) {
    assert_int_equal(kept.slips[i].offset, found.slips[i].offset);
    assert_int_equal(kept.slips[i].word, found.slips[i].word);
    assert_int_equal(kept.slips[i].kind, found.slips[i].kind);
    assert_string_equal(kept.slips[i].expected, found.slips[i].expected);
  }
}

/* Each by itself is another question, whichever was asked before. */
static void everything_counts(void **state) {
  (void)state;
  static const char text[] = "\"Мoлоко\" 5 км в г.Бишкек 10 000 сом \"the 'end'\" - да";
  static const struct typography_range fixed[] = {{0, 5}, {10, 20}}, others[] = {{0, 5}, {10, 21}};
  const struct typography_spec specs[] = {
      {.text = text, .length = sizeof text - 1, .language = "ru"},
      {.text = text, .length = sizeof text - 1, .language = "ru", .slips_only = true},
      {.text = text, .length = sizeof text - 1, .language = "ky"},
      {.text = text, .length = sizeof text - 1, .language = "en"},
      {.text = text, .length = sizeof text - 1},
      {.text = text, .length = sizeof text - 6, .language = "ru"},
      {.text = text, .length = sizeof text - 1, .language = "ru", .fixed = fixed, .fixed_count = 1},
      {.text = text, .length = sizeof text - 1, .language = "ru", .fixed = fixed, .fixed_count = 2},
      {.text = text, .length = sizeof text - 1, .language = "ru", .fixed = others, .fixed_count = 2},
      {.text = "", .length = 0, .language = "ru"}};
  for (size_t round = 0; round < 4; round++)
    for (size_t i = 0; i < COUNT(specs); i++)
      same_as_found_anew(&specs[i]);
}

/* What was found belongs to the memo, and not to the document it was found for. */
static void outlives_the_document(void **state) {
  (void)state;
  char text[] = "Пoле - \"да\" 5 кг";
  struct typography_spec spec = {.text = text, .length = sizeof text - 1, .language = "ru"};
  for (int i = 0; i < 2; i++) {
    struct arena *document = arena_new();
    struct typography found;
    typography_memo_find(document, setter, &spec, &found);
    assert_true(found.edit_count > 0 && found.slip_count == 1);
    arena_drop(document);
  }
  same_as_found_anew(&spec);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(everything_counts), cmocka_unit_test(outlives_the_document)};
  return cmocka_run_group_tests(tests, text_open, text_close);
}
