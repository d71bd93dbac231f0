/* The typographer's hand over spans: marks that nest across them, places that stay exact. */
#include "compose/typographer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int setup(void **unused) {
  (void)unused;
  arena = arena_new();
  return 0;
}

static int teardown(void **unused) {
  (void)unused;
  arena_drop(arena);
  return 0;
}

/* Spans that follow one another on line 1 of a file, a blank between their texts' places where the text has one. */
static struct span_list spans_of(const struct inline_span *spans, size_t count) {
  struct span_list list = {arena_memdup(arena, spans, count * sizeof *spans), count, count};
  int column = 1;
  for (size_t i = 0; i < count; i++) {
    struct inline_span *span = &list.items[i];
    span->length = strlen(span->text);
    span->source = (struct text_source){.at = {"e.yaml", 1, column}, .kind = SOURCE_INLINE};
    column = source_position(span->source, span->text, span->length).column;
  }
  return list;
}

static struct compose compose_of(const char *language, struct sink *sink) {
  return (struct compose){.arena = arena, .binder = {.language = language}, .sink = sink, .typography = true};
}

static const char *apply(const char *language, struct span_list *list, struct sink *sink) {
  struct compose compose = compose_of(language, sink);
  typographer_apply(&compose, &style_root, list);
  return spans_text(arena, list->items, list->count);
}

static void test_quotes_nest_across_spans(void **unused) {
  (void)unused;
  const struct inline_span spans[] = {
      {.text = "\"Проект "}, {.text = "\"Голос\"", .italic = true}, {.text = " начат\" - да"}};
  struct span_list list = spans_of(spans, 3);
  assert_string_equal(apply("ru", &list, NULL), "«Проект „Голос“ начат»\u00A0— да");
  assert_true(list.items[1].italic);
  assert_string_equal(list.items[1].text, "„Голос“");
}

/* Every byte that is set leads to the character it was written as. */
static void test_places(void **unused) {
  (void)unused;
  const struct inline_span spans[] = {{.text = "он... \"я\"  -  в №5 x"}};
  struct span_list list = spans_of(spans, 1);
  assert_string_equal(apply("ru", &list, NULL), "он… «я»\u00A0— в\u00A0№\u00A05 x");
  const struct inline_span *span = &list.items[0];
  static const struct {
    const char *set;
    int column;
  } places[] = {{"он", 1}, {"н…", 2}, {"…", 3},         {" «", 6}, {"«", 7},  {"я", 8},
                {"»", 9},  {"—", 12}, {"в\u00A0№", 15}, {"№", 17}, {"5", 18}, {"x", 20}};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    const char *found = strstr(span->text, places[i].set);
    assert_non_null(found);
    assert_int_equal(spans_position(span, (size_t)(found - span->text)).column, places[i].column);
  }
  assert_int_equal(spans_position(span, span->length).column, 21);
}

static void test_what_is_fixed(void **unused) {
  (void)unused;
  const struct inline_span spans[] = {{.text = "код "},
                                      {.text = "\"a\" - b", .code = true},
                                      {.text = " и "},
                                      {.text = "12-15", .fixed = true},
                                      {.text = " \"в\""},
                                      {.text = "1", .superior = true},
                                      {.text = ", \"tel\" - ", .language = "en"}};
  struct span_list list = spans_of(spans, 7);
  assert_string_equal(apply("ru", &list, NULL), "код \"a\" - b и\u00A012-15 «в»1, “tel” - ");
}

/* A footnote begins with its number, which is no part of its text. */
static void test_number_of_a_note(void **unused) {
  (void)unused;
  const struct inline_span spans[] = {{.text = "1", .superior = true}, {.text = "\u00A0"}, {.text = "Цель в \"доме\""}};
  struct span_list list = spans_of(spans, 3);
  assert_string_equal(apply("ru", &list, NULL), "1\u00A0Цель в\u00A0«доме»");
}

/* Two spaces, one in each span: the change is divided between them. */
static void test_gap_across_spans(void **unused) {
  (void)unused;
  const struct inline_span spans[] = {{.text = "слово "}, {.text = " и ", .bold = true}, {.text = " дело"}};
  struct span_list list = spans_of(spans, 3);
  assert_string_equal(apply("ru", &list, NULL), "слово и\u00A0дело");
  assert_string_equal(list.items[1].text, "и\u00A0");
  assert_string_equal(list.items[2].text, "дело");
}

static void test_off(void **unused) {
  (void)unused;
  const struct inline_span spans[] = {{.text = "в \"доме\""}};
  struct span_list list = spans_of(spans, 1);
  struct style style = style_root;
  struct compose compose = compose_of("ru", NULL);
  assert_true(style_root.typography);
  style.typography = false;
  typographer_apply(&compose, &style, &list);
  assert_string_equal(list.items[0].text, "в \"доме\"");
  compose.typography = false;
  typographer_apply(&compose, &style_root, &list);
  assert_string_equal(list.items[0].text, "в \"доме\"");
  style.typography = compose.typography = true;
  style.language = "en";
  typographer_apply(&compose, &style, &list);
  assert_string_equal(list.items[0].text, "в “доме”");
}

static void test_slip_is_reported_where_it_stands(void **unused) {
  (void)unused;
  const struct inline_span spans[] = {{.text = "в  г"}, {.text = "oлосе", .bold = true}};
  struct span_list list = spans_of(spans, 2);
  struct sink *sink = sink_new();
  apply("ru", &list, sink);
  assert_int_equal(sink_length(sink), 1);
  struct diagnostic_view view = sink_view(sink, 0, MESSAGE_ENGLISH, arena);
  assert_string_equal(view.code, "mixed-alphabet");
  assert_int_equal(view.at.column, 5);
  assert_non_null(strstr(view.message, "гoлосе"));
  sink_drop(sink);
}

static void test_text_without_lines(void **unused) {
  (void)unused;
  assert_string_equal(typographer_text(arena, "\"Голос\" - в 5 км", "ru"), "«Голос» — в 5 км");
  assert_string_equal(typographer_text(arena, "", "ru"), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_quotes_nest_across_spans, setup, teardown),
      cmocka_unit_test_setup_teardown(test_places, setup, teardown),
      cmocka_unit_test_setup_teardown(test_what_is_fixed, setup, teardown),
      cmocka_unit_test_setup_teardown(test_number_of_a_note, setup, teardown),
      cmocka_unit_test_setup_teardown(test_gap_across_spans, setup, teardown),
      cmocka_unit_test_setup_teardown(test_off, setup, teardown),
      cmocka_unit_test_setup_teardown(test_slip_is_reported_where_it_stands, setup, teardown),
      cmocka_unit_test_setup_teardown(test_text_without_lines, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
