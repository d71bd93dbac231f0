/* base/buffer: what it formats by itself against printf. */
#include "test_base.h"

#include "base/buffer.h"

#include <limits.h>

static void formats_are_those_of_printf(void **state) {
  (void)state;
  struct buffer buffer = {0};
  char expected[200];
#define SAME(...)                                                                                                      \
  do {                                                                                                                 \
    buffer_clear(&buffer);                                                                                             \
    buffer_printf(&buffer, __VA_ARGS__);                                                                               \
    int length = snprintf(expected, sizeof expected, __VA_ARGS__);                                                     \
    assert_string_equal(buffer.data, expected);                                                                        \
    assert_int_equal(buffer.length, length);                                                                           \
  } while (0)
  SAME("plain%s", "");
  SAME("%u %u 0 R", 0u, UINT_MAX);
  SAME("%d%d%d", INT_MIN, -1, INT_MAX);
  SAME("<</S/%s/P %u 0 R>>", "Лист", 17u);
  SAME("%zu of %zu", (size_t)0, (size_t)123456789012);
  SAME("%s|%08u|%d%%|%s", "a", 42u, 7, "b"); /* printf takes over in the middle */
  SAME("%zu %02X %.2s%u", (size_t)-1, 10u, "abc", 3u);
  SAME("%%%d", 5);
#undef SAME
  buffer_drop(&buffer);
}

static void formats_add(void **state) {
  (void)state;
  struct buffer buffer = {0};
  for (unsigned i = 0; i < 1000; i++)
    buffer_printf(&buffer, "%u,", i);
  assert_int_equal(buffer.length, 3890);
  assert_string_equal(buffer.data + 3890 - 8, "998,999,");
  buffer_drop(&buffer);
}

static void integers_are_whole(void **state) {
  (void)state;
  struct buffer buffer = {0};
  buffer_integer(&buffer, INT64_MIN);
  buffer_byte(&buffer, ' ');
  buffer_integer(&buffer, INT64_MAX);
  assert_string_equal(buffer.data, "-9223372036854775808 9223372036854775807");
  buffer_drop(&buffer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(formats_are_those_of_printf),
      cmocka_unit_test(formats_add),
      cmocka_unit_test(integers_are_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
