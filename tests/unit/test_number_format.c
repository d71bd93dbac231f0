/* Numbers and dates as spreadsheets show them. */
#include "test_base.h"

#include "base/buffer.h"
#include "input/number_format.h"

static const struct number_case {
  const char *code;
  double number;
  const char *english, *russian;
} number_cases[] = {
    {NULL, 0, "0", "0"},
    {NULL, 42, "42", "42"},
    {NULL, -3.5, "-3.5", "-3,5"},
    {NULL, 0.1 + 0.2, "0.3", "0,3"},
    {NULL, 996555313385, "996555313385", "996555313385"},
    {NULL, 123456789012345, "123456789012345", "123456789012345"},
    {NULL, 1e-5, "0.00001", "0,00001"},
    {NULL, 1e22, "1E+22", "1E+22"},
    {NULL, 1.5e-12, "1.5E-12", "1,5E-12"},
    {"General", 7.25, "7.25", "7,25"},
    {"0", 2.5, "3", "3"},
    {"0", 0.4, "0", "0"},
    {"0.00", 1.005, "1.01", "1,01"},
    {"0.00", -1.005, "-1.01", "-1,01"},
    {"000000", 42, "000042", "000042"},
    {"000-000", 12345, "012-345", "012-345"},
    {"#,##0", 1234567, "1,234,567", "1\u00A0234\u00A0567"},
    {"#,##0", 12, "12", "12"},
    {"#,##0.00", 1234.5, "1,234.50", "1\u00A0234,50"},
    {"0000,000", 1234, "0,001,234", "0\u00A0001\u00A0234"},
    {"0,", 1234567, "1235", "1235"},
    {"0.0,,\"M\"", 1234567, "1.2M", "1,2M"},
    {"0%", 0.5, "50%", "50%"},
    {"0.0%", 0.1234, "12.3%", "12,3%"},
    {"0.00E+00", 12345, "1.23E+04", "1,23E+04"},
    {"0.00E+00", 0.00012345, "1.23E-04", "1,23E-04"},
    {"0.0E+00", 9.99, "1.0E+01", "1,0E+01"},
    {"##0.0E+0", 12345, "12.3E+3", "12,3E+3"},
    {"#.##", 0.5, ".5", ",5"},
    {"#.##", 3, "3.", "3,"},
    {"0.0#", 3.14159, "3.14", "3,14"},
    {"0.0#", 3, "3.0", "3,0"},
    {"# ?/?", 2.3333333, "2 1/3", "2 1/3"},
    {"# ?\?/?\?", 0.25, "1/4", "1/4"},
    {"# ?/4", 1.5, "1 2/4", "1 2/4"},
    {"\"№ \"0", 5, "№ 5", "№ 5"},
    {"\\№0", 5, "№5", "№5"},
    {"0 \"чел.\"", 12, "12 чел.", "12 чел."},
    {"+996 (000) 00-00-00", 555313385, "+996 (555) 31-33-85", "+996 (555) 31-33-85"},
    {"0;(0)", -5, "(5)", "(5)"},
    {"0;-0;\"нет\"", 0, "нет", "нет"},
    {"[Red]0;[Blue]-0", -7, "-7", "-7"},
    {"[<100]0;[>=100]\"много\"", 150, "много", "много"},
    {"#,##0.00 [$сом-440]", 1000, "1,000.00 сом", "1\u00A0000,00 сом"},
    {"@", 12.5, "12.5", "12,5"},
    {"_-0_-", 5, " 5 ", " 5 "},
};

static const struct number_case date_cases[] = {
    {"dd.mm.yyyy", 43725, "17.09.2019", "17.09.2019"},
    {"d/m/yy", 43725, "17/9/19", "17/9/19"},
    {"yyyy-mm-dd", 1, "1900-01-01", "1900-01-01"},
    {"yyyy-mm-dd", 59, "1900-02-28", "1900-02-28"},
    {"yyyy-mm-dd", 60, "1900-02-29", "1900-02-29"},
    {"yyyy-mm-dd", 61, "1900-03-01", "1900-03-01"},
    {"yyyy-mm-dd", 36526, "2000-01-01", "2000-01-01"},
    {"yyyy-mm-dd", 2958465, "9999-12-31", "9999-12-31"},
    {"d mmmm yyyy", 43725, "17 September 2019", "17 сентября 2019"},
    {"[$-419]d mmmm yyyy\" г.\"", 43725, "17 сентября 2019 г.", "17 сентября 2019 г."},
    {"[$-440]d-mmmm", 43725, "17-сентябрь", "17-сентябрь"},
    {"mmmm yyyy", 43725, "September 2019", "сентябрь 2019"},
    {"dddd, d mmm", 43725, "Tuesday, 17 Sep", "вторник, 17 сен"},
    {"ddd", 43725, "Tue", "вт"},
    {"h:mm", 43725.375, "9:00", "9:00"},
    {"hh:mm:ss", 0.999999999, "00:00:00", "00:00:00"},
    {"h:mm AM/PM", 0.5, "12:00 PM", "12:00 PM"},
    {"h:mm AM/PM", 0.02, "12:28 AM", "12:28 AM"},
    {"[h]:mm", 1.5, "36:00", "36:00"},
    {"mm:ss", 0.0625, "30:00", "30:00"},
    {"m/d/yyyy h:mm", 43725.75, "9/17/2019 18:00", "9/17/2019 18:00"},
    {"ss.00", 0.0000144676, "01.25", "01,25"},
};

static const char *shown(struct buffer *out, const char *language, const char *code, double number, bool from_1904) {
  struct number_format format = {code, locale_find(language), from_1904};
  buffer_clear(out);
  return number_format_add(&format, number, out) ? out->data : "####";
}

static void cases_check(const struct number_case *cases, size_t count) {
  struct buffer out = {0};
  for (size_t i = 0; i < count; i++) {
    assert_string_equal(shown(&out, "en", cases[i].code, cases[i].number, false), cases[i].english);
    assert_string_equal(shown(&out, "ru", cases[i].code, cases[i].number, false), cases[i].russian);
  }
  buffer_drop(&out);
}

static void test_numbers(void **state) {
  (void)state;
  cases_check(number_cases, COUNT(number_cases));
}

static void test_dates(void **state) {
  (void)state;
  struct buffer out = {0};
  cases_check(date_cases, COUNT(date_cases));
  assert_string_equal(shown(&out, "en", "yyyy-mm-dd", 42263, true), "2019-09-17");
  assert_string_equal(shown(&out, "en", "yyyy-mm-dd", -1, false), "####");
  assert_string_equal(shown(&out, "en", "yyyy-mm-dd", 2958466, false), "####");
  assert_string_equal(shown(&out, "ru", number_format_code(14, locale_find("ru")), 43725, false), "17.09.2019");
  assert_string_equal(shown(&out, "en", number_format_code(14, locale_find("en")), 43725, false), "2019-09-17");
  buffer_drop(&out);
}

static void test_texts(void **state) {
  (void)state;
  static const struct {
    const char *code, *shown;
  } cases[] = {{NULL, "Ош"}, {"@", "Ош"}, {"\"г. \"@", "г. Ош"}, {"0;-0;0;\"(\"@\")\"", "(Ош)"}, {"0.00", "Ош"}};
  struct buffer out = {0};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct number_format format = {cases[i].code, locale_find("ru"), false};
    buffer_clear(&out);
    number_format_add_text(&format, "Ош", strlen("Ош"), &out);
    assert_string_equal(out.data, cases[i].shown);
  }
  buffer_drop(&out);
}

/* Codes of nonsense, in all lengths, end. */
static void test_nonsense(void **state) {
  (void)state;
  static const char alphabet[] = "0#?.,%eE+-/ymdhs[]\"\\_*;@AGP$<>=1 ";
  static const double numbers[] = {0, 1, -1, 0.5, 43725.3, 1e300, -1e300, 1e-300, 1.0 / 0.0, 0.0 / 0.0};
  struct buffer out = {0};
  unsigned chance = 1;
  for (int i = 0; i < 50000; i++) {
    char code[12];
    size_t length = 1 + (size_t)i % 10;
    for (size_t j = 0; j < length; j++)
      code[j] = alphabet[(chance = chance * 1103515245 + 12345) / 65536 % (sizeof alphabet - 1)];
    code[length] = '\0';
    shown(&out, "ru", code, numbers[i % (int)COUNT(numbers)], i % 2 == 0);
    assert_true(out.length < 1000);
  }
  buffer_drop(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_numbers),
      cmocka_unit_test(test_dates),
      cmocka_unit_test(test_texts),
      cmocka_unit_test(test_nonsense),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
