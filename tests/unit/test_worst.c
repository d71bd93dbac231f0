/* batch/worst: the few worst of many, compared with sorting all. */
#include "test_base.h"

#include "batch/worst.h"

enum { MANY = 500 };

static uint64_t next_random(uint64_t *state) {
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return *state >> 33;
}

/* How many things are worse than number i: those with higher marks, and earlier ones with the same. */
static size_t rank_of(const uint64_t *marks, size_t count, size_t i) {
  size_t rank = 0;
  for (size_t j = 0; j < count; j++)
    rank += marks[j] > marks[i] || (marks[j] == marks[i] && j < i);
  return rank;
}

static void offer(struct worst *worst, uint64_t *marks, size_t count, char *gone) {
  for (size_t i = 0; i < count; i++)
    if (worst_wants(worst, marks[i])) {
      const uint64_t *out = worst_add(worst, marks[i], &marks[i]);
      if (out)
        gone[out - marks] = 1;
    }
  worst_sort(worst);
}

static void is_the_worst(const uint64_t *marks, size_t count, size_t most) {
  struct arena *arena = arena_new();
  struct worst worst = worst_new(arena, most);
  char *gone = arena_zalloc(arena, count + 1, 1);
  uint64_t *copy = arena_memdup(arena, marks, count * sizeof *marks);
  offer(&worst, copy, count, gone);
  assert_int_equal(worst.seen, count);
  assert_int_equal(worst.count, count < most ? count : most);
  for (size_t i = 0; i < worst.count; i++) {
    const uint64_t *what = worst.entries[i].what;
    assert_int_equal(rank_of(copy, count, (size_t)(what - copy)), i);
    assert_false(gone[what - copy]);
  }
  arena_drop(arena);
}

static void many_orders(void **state) {
  uint64_t marks[MANY], random = 7;
  (void)state;
  for (size_t most = 0; most < 40; most += 13) {
    for (size_t i = 0; i < MANY; i++)
      marks[i] = next_random(&random) % 50; /* many of them equal */
    is_the_worst(marks, MANY, most);
    for (size_t i = 0; i < MANY; i++)
      marks[i] = i;
    is_the_worst(marks, MANY, most);
    for (size_t i = 0; i < MANY; i++)
      marks[i] = UINT64_MAX - i;
    is_the_worst(marks, MANY, most);
    for (size_t i = 0; i < MANY; i++)
      marks[i] = 1;
    is_the_worst(marks, MANY, most);
  }
}

static void fewer_than_fit(void **state) {
  const uint64_t marks[] = {3, 9, 3};
  (void)state;
  is_the_worst(marks, 3, 24);
  is_the_worst(marks, 0, 24);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(many_orders), cmocka_unit_test(fewer_than_fit)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
