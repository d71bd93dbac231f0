/* base/diagnostic: texts, notes, repeated reports, the way through a pipe. */
#include "test_base.h"

#include "base/diagnostic.h"

static const struct position here = {"a.yaml", 42, 11};

static void prints_as_promised(void **state) {
  (void)state;
  struct sink *sink = sink_new();
  struct diagnostic *diagnostic = sink_report(sink, FILE_NOT_FOUND, here, "logo\x1b.png", NULL);
  diagnostic_note(diagnostic, NOTE_DID_YOU_MEAN, (struct position){"b.yaml", 0, 0}, "logo.png", NULL);
  struct buffer out = {0};
  sink_print(sink, MESSAGE_ENGLISH, false, &out);
  assert_string_equal(out.data, "a.yaml:42:11: error: file not found: logo .png [file-missing]\n"
                                "b.yaml: note: did you mean «logo.png»?\n");
  buffer_clear(&out);
  sink_print(sink, MESSAGE_RUSSIAN, false, &out);
  assert_non_null(strstr(out.data, "ошибка: файл не найден"));
  buffer_clear(&out);
  sink_print_json(sink, MESSAGE_ENGLISH, &out);
  assert_string_equal(out.data,
                      "{\"severity\": \"error\", \"code\": \"file-missing\", \"file\": \"a.yaml\", \"line\": 42, "
                      "\"column\": 11, \"message\": \"file not found: logo .png\", \"notes\": [{\"code\": "
                      "\"did-you-mean\", \"file\": \"b.yaml\", \"line\": 0, \"column\": 0, \"message\": \"did you mean "
                      "«logo.png»?\"}]}\n");
  buffer_drop(&out);
  sink_drop(sink);
}

static void repeated_reports_are_one(void **state) {
  (void)state;
  struct sink *sink = sink_new();
  for (int i = 0; i < 1000; i++)
    sink_report(sink, FILE_NOT_FOUND, (struct position){"a.yaml", 1 + i % 100, 1}, "x", NULL);
  assert_int_equal(sink_length(sink), 100);
  sink_report(sink, FILE_NOT_FOUND, (struct position){"a.yaml", 1, 1}, "y", NULL);
  assert_int_equal(sink_count(sink, SEVERITY_ERROR), 101);
  sink_drop(sink);
}

static void goes_through_a_pipe(void **state) {
  (void)state;
  struct sink *sink = sink_new(), *copy = sink_new();
  struct diagnostic *diagnostic = sink_report(sink, FILE_NOT_READ, here, "a", "", NULL);
  diagnostic_note(diagnostic, NOTE_FIRST_HERE, (struct position){0}, NULL);
  sink_report(sink, FILE_NOT_FOUND, here, "ң", NULL);
  struct buffer encoded = {0}, left = {0}, right = {0};
  sink_encode(sink, &encoded);
  assert_true(sink_decode(copy, encoded.data, encoded.length));
  sink_print(sink, MESSAGE_ENGLISH, true, &left);
  sink_print(copy, MESSAGE_ENGLISH, true, &right);
  assert_string_equal(left.data, right.data);
  for (size_t length = 0; length < encoded.length; length++) {
    struct sink *cut = sink_new();
    assert_false(sink_decode(cut, encoded.data, length));
    sink_drop(cut);
  }
  sink_merge(copy, sink);
  assert_int_equal(sink_length(copy), 2);
  buffer_drop(&encoded);
  buffer_drop(&left);
  buffer_drop(&right);
  sink_drop(sink);
  sink_drop(copy);
}

/* A thousand of each severity are kept, all are counted, and the closing message says how many are missing. */
static void a_flood_is_cut(void **state) {
  (void)state;
  struct sink *sink = sink_new(), *copy = sink_new(), *seen = sink_new(), *fresh = sink_new(), *again = sink_new();
  struct arena *arena = arena_new();
  struct buffer encoded = {0}, text = {0}, json = {0};
  for (int i = 1; i <= 3500; i++) {
    struct diagnostic *diagnostic = sink_report(sink, FILE_NOT_FOUND, (struct position){"a.yaml", i, 1}, "x", NULL);
    diagnostic_note(diagnostic, NOTE_FIRST_HERE, here, NULL);
    sink_report(sink, FILE_NOT_FOUND, (struct position){"a.yaml", 1, 1}, "x", NULL); /* is there already */
  }
  sink_report(sink, KEY_WITHOUT_EFFECT, here, "x", "y", NULL); /* of another severity: still room */
  assert_int_equal(sink_count(sink, SEVERITY_ERROR), 3500);
  assert_int_equal(sink_count(sink, SEVERITY_WARNING), 1);
  assert_int_equal(sink_length(sink), 1000 + 1 + 1);
  sink_encode(sink, &encoded);
  assert_true(sink_decode(copy, encoded.data, encoded.length));
  sink_take_new(seen, copy, fresh);
  sink_take_new(seen, copy, again);
  assert_int_equal(sink_count(fresh, SEVERITY_ERROR), 3500);
  assert_int_equal(sink_length(again), 0);
  sink_print(fresh, MESSAGE_ENGLISH, false, &text);
  sink_print_json(fresh, MESSAGE_ENGLISH, &json);
  assert_non_null(strstr(text.data, "\na.yaml: error: 2500 more of these are not shown"));
  assert_non_null(strstr(json.data, "\n{\"severity\": \"error\", \"code\": \"not-shown\", \"file\": \"a.yaml\""));
  struct diagnostic_view closing = sink_view(fresh, 1001, MESSAGE_ENGLISH, arena);
  assert_string_equal(closing.code, "not-shown");
  assert_int_equal(closing.severity, SEVERITY_ERROR);
  buffer_drop(&encoded);
  buffer_drop(&text);
  buffer_drop(&json);
  arena_drop(arena);
  struct sink *sinks[] = {sink, copy, seen, fresh, again};
  for (size_t i = 0; i < sizeof sinks / sizeof *sinks; i++)
    sink_drop(sinks[i]);
}

static void strict_counts_what_is_cut(void **state) {
  (void)state;
  struct sink *sink = sink_new();
  for (int i = 1; i <= 1200; i++)
    sink_report(sink, KEY_WITHOUT_EFFECT, (struct position){"a.yaml", i, 1}, "x", "y", NULL);
  assert_false(sink_has_errors(sink));
  sink_make_strict(sink);
  assert_int_equal(sink_count(sink, SEVERITY_ERROR), 1200);
  assert_int_equal(sink_count(sink, SEVERITY_WARNING), 0);
  sink_drop(sink);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(prints_as_promised),        cmocka_unit_test(repeated_reports_are_one),
      cmocka_unit_test(goes_through_a_pipe),       cmocka_unit_test(a_flood_is_cut),
      cmocka_unit_test(strict_counts_what_is_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
