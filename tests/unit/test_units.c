/* base/units and base/buffer: lengths in, decimals out. */
#include "test_base.h"

#include "base/buffer.h"
#include "base/units.h"

static void lengths_parse(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool good;
    mpt absolute;
    int permille;
  } cases[] = {
      {"72pt", true, 72000, 0},   {"1in", true, 72000, 0},     {"25.4mm", true, 72000, 0},
      {"2.54cm", true, 72000, 0}, {"2,54 cm", true, 72000, 0}, {" 10 mm ", true, 28346, 0},
      {"-3pt", true, -3000, 0},   {"0", true, 0, 0},           {"0.0005pt", true, 1, 0},
      {"50%", true, 0, 500},      {"33.3%", true, 0, 333},     {"12", false, 0, 0},
      {"mm", false, 0, 0},        {"", false, 0, 0},           {"1.2.3pt", false, 0, 0},
      {"12px", false, 0, 0},      {"1e3pt", false, 0, 0},      {"99999999999pt", false, 0, 0},
      {"11000mm", false, 0, 0},   {"1 0mm", false, 0, 0},      {"210mm", true, 595276, 0},
      {"297mm", true, 841890, 0}, {"12мм", false, 0, 0},       {"10m", false, 0, 0},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct length length = {0};
    bool good = length_parse(cases[i].text, &length);
    if (good != cases[i].good ||
        (good && (length.absolute != cases[i].absolute || length.permille != cases[i].permille)))
      fail_msg("\"%s\": %d %d %d", cases[i].text, good, length.absolute, length.permille);
  }
  mpt value;
  assert_false(mpt_parse("50%", &value));
}

static void mpt_prints_shortest(void **state) {
  (void)state;
  static const struct {
    mpt value;
    const char *text;
  } cases[] = {{0, "0"},    {1, "0.001"},    {-1, "-0.001"},  {10, "0.01"},        {100, "0.1"},
               {1000, "1"}, {11500, "11.5"}, {-250, "-0.25"}, {123456, "123.456"}, {INT32_MIN, "-2147483.648"}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    char text[MPT_TEXT_SIZE];
    assert_int_equal(mpt_print(text, cases[i].value), strlen(cases[i].text));
    assert_string_equal(text, cases[i].text);
  }
}

static void muldiv_rounds_half_away(void **state) {
  (void)state;
  assert_int_equal(muldiv(5, 1, 2), 3);
  assert_int_equal(muldiv(-5, 1, 2), -3);
  assert_int_equal(muldiv(2000000000, 1000, 2000), 1000000000);
  assert_int_equal(length_of((struct length){1000, 500}, 3000), 2500);
}

static void buffer_grows(void **state) {
  (void)state;
  struct buffer buffer = {0};
  for (int i = 0; i < 1000; i++)
    buffer_integer(&buffer, i % 10);
  buffer_integer(&buffer, INT64_MIN);
  buffer_mpt(&buffer, 1500);
  buffer_printf(&buffer, "%s", "!");
  assert_int_equal(buffer.length, 1000 + 20 + 3 + 1);
  assert_string_equal(buffer.data + 1000, "-92233720368547758081.5!");
  buffer_clear(&buffer);
  assert_string_equal(buffer.data, "");
  buffer_drop(&buffer);
}

static void adjustments_move(void **state) {
  (void)state;
  const struct adjustment none = {0}, shift = {0, 0, 1500, -700}, grow = {1010000, 990000, 0, 0};
  assert_true(adjustment_is_none(&none));
  assert_true(adjustment_is_none(&(struct adjustment){ADJUSTMENT_ONE, ADJUSTMENT_ONE, 0, 0}));
  assert_false(adjustment_is_none(&shift));
  assert_int_equal(adjust_x(&none, 12345), 12345);
  assert_int_equal(adjust_x(&shift, 1000), 2500);
  assert_int_equal(adjust_y(&grow, 200000), 198000);
  const struct adjustment both = adjustments_join(&shift, &grow), same = adjustments_join(&none, &shift);
  assert_int_equal(adjust_x(&both, 98500), 101000); /* shifted to 100000, then grown */
  assert_int_equal(adjust_y(&both, 700), 0);
  assert_int_equal(adjust_x(&same, 0), 1500);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lengths_parse), cmocka_unit_test(mpt_prints_shortest), cmocka_unit_test(muldiv_rounds_half_away),
      cmocka_unit_test(buffer_grows),  cmocka_unit_test(adjustments_move),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
