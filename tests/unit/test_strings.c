/* pdf/strings: names, text strings and dates as PDF writes them. */
#include "test_base.h"

#include "pdf/strings.h"

#include <string.h>

static void names_are_escaped(void **state) {
  (void)state;
  static const struct {
    const char *name, *wanted;
  } cases[] = {{"Figure", "/Figure"},
               {"Pantone 485 C", "/Pantone#20485#20C"},
               {"a#b/c(d)", "/a#23b#2Fc#28d#29"},
               {"ң", "/#D2#A3"}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer out = {0};
    pdf_name(&out, cases[i].name);
    assert_string_equal(out.data, cases[i].wanted);
    buffer_drop(&out);
  }
}

static void texts_are_ascii_or_utf16(void **state) {
  (void)state;
  static const struct {
    const char *text, *wanted;
    size_t length; /* of wanted; 0: up to its NUL */
  } cases[] = {{"", "()", 0},
               {"Plain (text) \\", "(Plain \\(text\\) \\\\)", 0},
               {"ң", "(\xFE\xFF\x04\xA3)", 0},
               {"Ш", "(\xFE\xFF\x04\\()", 0}, /* U+0428 ends in a parenthesis */
               {"Ѝ", "(\xFE\xFF\x04\\r)", 0}, /* U+040D in a carriage return */
               {"a\nb", "(\xFE\xFF\0a\0\n\0b)", 10},
               {"\xF0\x9F\x98\x80", "(\xFE\xFF\xD8\x3D\xDE\x00)", 8}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer out = {0};
    size_t length = cases[i].length ? cases[i].length : strlen(cases[i].wanted);
    pdf_text(&out, cases[i].text, strlen(cases[i].text));
    assert_int_equal(out.length, length);
    assert_memory_equal(out.data, cases[i].wanted, length);
    buffer_drop(&out);
  }
}

/* At most 32,767 bytes without parentheses, and whole characters. */
static void long_texts_end_at_the_limit(void **state) {
  (void)state;
  static const struct {
    const char *letter;
    size_t kept; /* bytes within the parentheses */
  } cases[] = {{"a", 32767}, {"ж", 32764}, {"\xF0\x9F\x98\x80", 32766}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer text = {0}, out = {0};
    for (int k = 0; k < 40000; k++)
      buffer_text(&text, cases[i].letter);
    pdf_text(&out, text.data, text.length);
    assert_int_equal(out.length, cases[i].kept + 2);
    buffer_drop(&text);
    buffer_drop(&out);
  }
}

static void dates_have_their_offset(void **state) {
  (void)state;
  static const struct {
    const char *iso, *wanted; /* NULL: no date */
  } cases[] = {{"2019-09-17T10:05:09+06:00", "(D:20190917100509+06'00')"},
               {"2019-09-17T10:05:09Z", "(D:20190917100509Z)"},
               {"2019-09-17T10:05:09", "(D:20190917100509)"},
               {"2019-09-17", NULL},
               {"2019-13-17T10:05:09Z", NULL},
               {"2019-09-17T10:05:09+6:00", NULL},
               {"", NULL}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer out = {0};
    assert_int_equal(pdf_date(&out, cases[i].iso), cases[i].wanted != NULL);
    if (cases[i].wanted)
      assert_string_equal(out.data, cases[i].wanted);
    assert_true(cases[i].wanted || !out.length);
    buffer_drop(&out);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_escaped),
      cmocka_unit_test(texts_are_ascii_or_utf16),
      cmocka_unit_test(long_texts_end_at_the_limit),
      cmocka_unit_test(dates_have_their_offset),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
