/* Code 128: words read back by a decoder of our own, their number beside the least there can be, modules by their
 * rules. That readers agree on the bars is seen in tests/pdf/run-codes.sh. */
#include "test_base.h"

#include "compose/code128.h"

enum { SET_A, SET_B, SET_C };

/* What the words say, by ISO/IEC 15417, table 1. */
static void words_read(const uint8_t *words, size_t count, char *out) {
  int set = words[0] - 103;
  bool shifted = false;
  assert_in_range(words[0], 103, 105);
  for (size_t i = 1; i + 1 < count; i++) {
    int word = words[i], in = shifted ? SET_A + SET_B - set : set;
    shifted = false;
    if (in == SET_C && word < 100)
      out += sprintf(out, "%02d", word);
    else if (in != SET_C && word < 96)
      *out++ = (char)(in == SET_A && word >= 64 ? word - 64 : word + 32);
    else if (word == 98 && set != SET_C)
      shifted = true;
    else if (word == 99 && set != SET_C)
      set = SET_C;
    else if (word == 100 && set != SET_B)
      set = SET_B;
    else if (word == 101 && set != SET_A)
      set = SET_A;
    else
      fail_msg("word %d in set %d", word, set);
  }
  *out = '\0';
  unsigned sum = words[0];
  for (size_t i = 1; i + 1 < count; i++)
    sum += (unsigned)i * words[i];
  assert_int_equal(sum % 103, words[count - 1]);
}

static bool fits(int set, const char *text) {
  return set == SET_A   ? *text < 96
         : set == SET_B ? *text >= 32
                        : text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
}

/* All ways to go on; `changes` in a row lead nowhere. */
static size_t words_least(const char *text, int set, int changes) {
  size_t least = 1000;
  if (*text == '\0')
    return 0;
  if (fits(set, text))
    least = 1 + words_least(text + (set == SET_C ? 2 : 1), set, 0);
  if (set != SET_C && fits(SET_A + SET_B - set, text)) {
    size_t way = 2 + words_least(text + 1, set, 0);
    least = way < least ? way : least;
  }
  for (int other = 0; other < 3 && changes < 1; other++)
    if (other != set) {
      size_t way = 1 + words_least(text, other, changes + 1);
      least = way < least ? way : least;
    }
  return least;
}

static void check_text(const char *text, bool all_ways) {
  struct arena *arena = arena_new();
  size_t count;
  char read[2000];
  const uint8_t *words = code128_words(arena, text, &count);
  words_read(words, count, read);
  assert_string_equal(read, text);
  size_t least = SIZE_MAX;
  for (int set = 0; all_ways && set < 3; set++) {
    size_t way = words_least(text, set, 0);
    least = way < least ? way : least;
  }
  if (all_ways)
    assert_int_equal(count, least + 2);
  arena_drop(arena);
}

static void test_texts(void **state) {
  (void)state;
  static const char *const texts[] = {"A",
                                      "a",
                                      "1",
                                      "12",
                                      "123",
                                      "1234",
                                      "AB12345678cd",
                                      "\x01",
                                      "a\x01"
                                      "b",
                                      "A\x01"
                                      "B",
                                      "aA\x1F"
                                      "Aa",
                                      "00",
                                      "99999",
                                      "P-0042",
                                      "exchange-2019/p17",
                                      "~\x7F ",
                                      "x1234y",
                                      "x123456y",
                                      "\x01"
                                      "1234"
                                      "a"};
  for (size_t i = 0; i < COUNT(texts); i++)
    check_text(texts[i], true);
  unsigned chance = 7;
  for (int i = 0; i < 3000; i++) {
    char text[10];
    size_t length = 1 + (size_t)i % 8;
    for (size_t j = 0; j < length; j++) {
      chance = chance * 1103515245u + 12345u;
      text[j] = "01234AZaz\x02\x1F~"[(chance >> 16) % 12];
    }
    text[length] = '\0';
    check_text(text, true);
  }
  char every[128];
  for (int i = 1; i < 128; i++)
    every[i - 1] = (char)i;
  every[127] = '\0';
  check_text(every, false);
}

/* Each word has three bars and three spaces in eleven modules, an even number of them dark. */
static void test_modules(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  const char *bad;
  for (int c = 1; c < 128; c++) {
    char text[] = {(char)c, 'a', '5', '5', '1', '2', '\0'};
    const struct modules *modules = code128_encode(arena, text, &bad);
    assert_non_null(modules);
    assert_int_equal(modules->rows, 1);
    assert_int_equal(modules->size % 11, 2);
    unsigned before = 0;
    for (size_t i = 0; i + 13 < modules->size; i += 11) {
      int dark = 0, edges = 0;
      for (size_t j = i; j < i + 11; j++) {
        unsigned bit = modules->bits[j / 8] >> (7 - j % 8) & 1;
        dark += (int)bit;
        edges += bit != before;
        before = bit;
      }
      assert_int_equal(dark % 2, 0);
      assert_int_equal(edges, 6);
    }
  }
  arena_drop(arena);
}

static void test_refused(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  static char text[6000];
  const char *bad;
  assert_null(code128_encode(arena, "abг", &bad));
  assert_string_equal(bad, "г");
  memset(text, 'a', sizeof text - 1);
  assert_null(code128_encode(arena, text, &bad));
  arena_drop(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_texts), cmocka_unit_test(test_modules),
                                     cmocka_unit_test(test_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
