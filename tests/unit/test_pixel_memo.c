/* pdf/pixel_memo: what comes out is what the conversion makes, whichever colours push one another out. */
#include "test_base.h"

#include "pdf/pixel_memo.h"

struct counter {
  size_t from, to, pixels;
};

/* Not zero for zero, and different in every byte. */
static void scramble(void *self, const uint8_t *in, uint8_t *out, size_t count) {
  struct counter *counter = self;
  counter->pixels += count;
  for (size_t i = 0; i < count; i++)
    for (size_t c = 0; c < counter->to; c++)
      out[i * counter->to + c] = (uint8_t)(in[i * counter->from + c % counter->from] * 7u + 3u + c);
}

static void same_bytes(void **state) {
  (void)state;
  static const struct {
    size_t from, to, count;
    uint32_t colours;
  } cases[] = {{3, 4, 1, 1},
               {3, 4, 2047, 5},
               {3, 4, 2048, 5},
               {3, 4, 2049, 5},
               {4, 3, 10000, 1},
               {4, 3, 700000, UINT32_MAX},
               {3, 4, 700000, UINT32_MAX}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct arena *arena = arena_new();
    struct counter counter = {cases[i].from, cases[i].to, 0};
    struct pixel_memo *memo =
        pixel_memo_new(arena, &(struct pixel_conversion){cases[i].from, cases[i].to, &counter, scramble});
    size_t count = cases[i].count;
    uint8_t *in = arena_zalloc(arena, count, cases[i].from);
    uint8_t *out = arena_zalloc(arena, count + 1, cases[i].to), *wanted = arena_zalloc(arena, count + 1, cases[i].to);
    uint32_t number = 7;
    for (size_t p = 0; p < count; p++) {
      uint32_t colour = (number = number * 1664525u + 1013904223u) % cases[i].colours * 2654435761u;
      memcpy(in + p * cases[i].from, &colour, cases[i].from);
    }
    pixel_memo_convert(memo, in, out, count);
    pixel_memo_convert(memo, in, out, count);
    size_t converted = counter.pixels;
    scramble(&counter, in, wanted, count);
    assert_memory_equal(out, wanted, (count + 1) * cases[i].to);
    if (cases[i].colours <= 5) /* a batch misses a colour as often as it holds it, later ones know it */
      assert_true(converted <= 1 + 2048);
    arena_drop(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(same_bytes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
