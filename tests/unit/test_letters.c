/* input/letters: what no text holds. */
#include "test_base.h"

#include "base/utf8.h"
#include "input/letters.h"

/* The quick search against the question of one character, for all of them. */
static void refused_characters_are_found(void **state) {
  (void)state;
  for (uint32_t character = 1; character <= 0x10FFFF; character++) {
    static const char behind[] = "\tя, и ещё";
    char text[32] = "Aж—";
    size_t before = strlen(text), length = before + utf8_put(character, text + before);
    if (character >= 0xD800 && character < 0xE000)
      continue;
    memcpy(text + length, behind, sizeof behind);
    size_t end = length + sizeof behind - 1, found = letters_refused_at(text, end);
    if (found != (letters_is_refused(character) ? before : end))
      fail_msg("U+%04X: found at %zu", character, found);
  }
  assert_int_equal(letters_refused_at("", 0), 0);
  assert_int_equal(letters_refused_at("\0", 1), 0);
  assert_int_equal(letters_refused_at("a\xE2\x80\xAE", 4), 1); /* U+202E at the end */
}

static void some_are_refused(void **state) {
  (void)state;
  static const uint32_t refused[] = {0, 0x1B, 0x7F, 0x85, 0x2028, 0x202E, 0x2066, 0xFEFF, 0xFFFE};
  static const uint32_t taken[] = {'\t', '\n', '\r', ' ', 0xA0, 0xAD, 0x416, 0x200D, 0x2011, 0xFFFD, 0x1F600};
  for (size_t i = 0; i < COUNT(refused); i++)
    assert_true(letters_is_refused(refused[i]));
  for (size_t i = 0; i < COUNT(taken); i++)
    assert_false(letters_is_refused(taken[i]));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(refused_characters_are_found),
      cmocka_unit_test(some_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
