/* base/arena: alignment, growth, deferred releases, reset. */
#include "test_base.h"

#include "base/arena.h"

#include <stdalign.h>

static void alloc_is_aligned_and_distinct(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  char *previous = NULL;
  for (size_t size = 0; size < 5000; size += 7) {
    char *memory = arena_alloc(arena, size);
    assert_int_equal((uintptr_t)memory % alignof(max_align_t), 0);
    memset(memory, 0xAA, size);
    if (size > 0)
      assert_ptr_not_equal(memory, previous);
    previous = memory;
  }
  arena_drop(arena);
}

static void zalloc_is_zero_after_reset(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  memset(arena_alloc(arena, 9000), 0xFF, 9000);
  arena_reset(arena);
  const char *memory = arena_zalloc(arena, 9, 1000);
  for (size_t i = 0; i < 9000; i++)
    assert_int_equal(memory[i], 0);
  arena_drop(arena);
}

static void grow_keeps_content(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  char *memory = arena_alloc(arena, 4);
  memcpy(memory, "abc", 4);
  char *same = arena_grow(arena, memory, 4, 100);
  assert_ptr_equal(same, memory); /* it was the last one */
  arena_alloc(arena, 1);
  char *moved = arena_grow(arena, same, 100, 200000);
  assert_ptr_not_equal(moved, memory);
  assert_string_equal(moved, "abc");
  arena_drop(arena);
}

static void push_keeps_order(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  int *items = NULL;
  size_t count = 0, capacity = 0;
  for (int i = 0; i < 10000; i++) {
    *ARENA_PUSH(arena, items, count, capacity) = i;
    if (i % 3 == 0)
      arena_alloc(arena, 5); /* so that it cannot always grow in place */
  }
  assert_int_equal(count, 10000);
  for (int i = 0; i < 10000; i++)
    assert_int_equal(items[i], i);
  arena_drop(arena);
}

static char order[4];

static void note_release(void *handle) {
  strcat(order, handle);
}

static void deferred_runs_latest_first_and_once(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  arena_defer(arena, note_release, (char[]){"a"});
  arena_defer(arena, note_release, (char[]){"b"});
  arena_reset(arena);
  assert_string_equal(order, "ba");
  arena_drop(arena);
  assert_string_equal(order, "ba");
  arena_drop(NULL);
}

static void text_functions(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  assert_string_equal(arena_printf(arena, "%s-%d", "ң", 7), "ң-7");
  for (int width = 250; width < 260; width++) /* around what is printed once only */
    assert_int_equal(strlen(arena_printf(arena, "%*d", width, 7)), width);
  assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
  assert_string_equal(arena_strndup(arena, NULL, 0), "");
  arena_drop(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(alloc_is_aligned_and_distinct),
      cmocka_unit_test(zalloc_is_zero_after_reset),
      cmocka_unit_test(grow_keeps_content),
      cmocka_unit_test(push_keeps_order),
      cmocka_unit_test(deferred_runs_latest_first_and_once),
      cmocka_unit_test(text_functions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
