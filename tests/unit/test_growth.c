/* growth.h: a square is told from a line. */
#include "test_base.h"

#include "growth.h"

static volatile unsigned sink;

static void line(void *self, size_t size) {
  (void)self;
  for (size_t i = 0; i < size * 1000; i++)
    sink += (unsigned)i;
}

static void square(void *self, size_t size) {
  for (size_t i = 0; i < size; i++)
    line(self, size / 100);
}

static void squares_are_noticed(void **state) {
  (void)state;
  assert_true(growth_is_linear(line, NULL, 1000));
  assert_false(growth_is_linear(square, NULL, 400));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(squares_are_noticed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
