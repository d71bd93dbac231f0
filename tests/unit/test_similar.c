/* Names that are the same or nearly, and what is neither. */
#include "test_base.h"

#include "input/people_similar.h"

struct pair {
  uint32_t row, earlier;
};

struct pairs {
  struct pair items[64];
  size_t count;
};

static void pair_add(void *self, uint32_t row, uint32_t earlier) {
  struct pairs *pairs = self;
  if (pairs->count < COUNT(pairs->items))
    pairs->items[pairs->count] = (struct pair){row, earlier};
  pairs->count++;
}

enum relation { OTHER, SAME, NEAR };

static void test_pairs(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    enum relation relation;
  } cases[] = {
      {"Исаков Эмиль", "Исаков Эмиль", SAME},   {"Исаков Эмиль", "Эмиль Исаков", SAME},
      {"Исаков Эмиль", "ИСАКОВ  эмиль,", SAME}, {"Алёнова Аня", "Аленова Аня", SAME},
      {"Иcаков Эмиль", "Исаков Эмиль", SAME}, /* a Latin letter */
      {"Төлөгөн Үсөн", "Тологон Усон", SAME},   {"Орозбаев-Исаков Нур", "Орозбаев Исаков Нур", SAME},
      {"Исаков Эмиль", "Исаков Эмил", NEAR},    {"Исаков Эмиль", "Исаков Эимль", NEAR},
      {"Исаков Эмиль", "Исаков Эммиль", NEAR},  {"Исаков Эмиль", "Исоков Эмиль", NEAR},
      {"Элиев Асан", "Алиев Асан", NEAR}, /* sorts otherwise */
      {"Алиев Асан", "Асан Алеев", NEAR},       {"Smith Anna", "Smyth Anna", NEAR},
      {"Исаков Эмиль", "Исоков Эмил", OTHER},   {"Исаков Эмиль", "Исаков Эмиль Асанович", OTHER},
      {"Исаков Эмиль", "Исаков Нур", OTHER},    {"Ли Ан", "Ли Ин", OTHER},
      {"Гость 101", "Гость 102", OTHER},        {"Гость 1011", "Гость 1012", OTHER},
      {"Ким Чен", "Чен Ким Ир", OTHER},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct similar *similar = similar_new();
    struct pairs pairs = {0};
    assert_int_equal(similar_add(similar, cases[i].a, 5), SIMILAR_NONE);
    int64_t first = similar_add(similar, cases[i].b, 9);
    similar_near(similar, pair_add, &pairs);
    enum relation found = first == 5 ? SAME : pairs.count == 1 ? NEAR : OTHER;
    assert_int_equal(found, cases[i].relation);
    if (found == NEAR) {
      assert_int_equal(pairs.items[0].row, 9);
      assert_int_equal(pairs.items[0].earlier, 5);
    }
    similar_drop(similar);
  }
}

/* Hundreds of thousands of names with most of their letters in common take no longer than as many others. */
static void test_linear(void **state) {
  (void)state;
  struct similar *similar = similar_new();
  struct pairs pairs = {0};
  char name[64];
  for (uint32_t i = 0; i < 100000; i++) {
    uint32_t letters = i * 2654435761u;
    snprintf(name, sizeof name, "Абвгдежзи%c%c%c%c Асан", 'a' + letters % 26, 'a' + letters / 26 % 26,
             'a' + letters / 676 % 26, 'a' + letters / 17576 % 26);
    similar_add(similar, name, i);
  }
  similar_near(similar, pair_add, &pairs);
  assert_true(pairs.count > 1000);
  similar_drop(similar);
}

static void test_odd(void **state) {
  (void)state;
  struct similar *similar = similar_new();
  struct pairs pairs = {0};
  char name[4000];
  memset(name, 'a', sizeof name - 1);
  name[sizeof name - 1] = '\0';
  assert_int_equal(similar_add(similar, "", 0), SIMILAR_NONE);
  assert_int_equal(similar_add(similar, " , - ", 1), SIMILAR_NONE);
  assert_int_equal(similar_add(similar, " , - ", 2), SIMILAR_NONE);
  assert_int_equal(similar_add(similar, name, 3), SIMILAR_NONE);
  for (size_t i = 1; i < sizeof name - 1; i += 2)
    name[i] = ' ';
  assert_int_equal(similar_add(similar, name, 4), SIMILAR_NONE);
  similar_near(similar, pair_add, &pairs);
  assert_int_equal(pairs.count, 0);
  similar_drop(similar);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_pairs),
      cmocka_unit_test(test_linear),
      cmocka_unit_test(test_odd),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
