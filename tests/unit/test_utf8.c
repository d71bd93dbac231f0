/* base/utf8 and base/hash: against known answers and every code point. */
#include "test_base.h"

#include "base/hash.h"
#include "base/utf8.h"

static void every_code_point_goes_round(void **state) {
  (void)state;
  for (uint32_t code_point = 0; code_point <= 0x10FFFF; code_point++) {
    if (code_point == 0xD800)
      code_point = 0xE000;
    char text[4];
    size_t length = utf8_put(code_point, text), index = 0, back = length;
    assert_int_equal(utf8_next(text, length, &index), code_point);
    assert_int_equal(index, length);
    assert_int_equal(utf8_previous(text, &back), code_point);
    assert_int_equal(back, 0);
    assert_int_equal(utf8_valid_length(text, length), length);
  }
}

static void malformed_is_found(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t valid;
  } cases[] = {
      {"\x80", 0},     {"ab\xC3", 2},       {"\xC0\x80", 0}, {"\xED\xA0\x80", 0},         {"\xF4\x90\x80\x80", 0},
      {"\xE2\x82", 0}, {"12345678\xFF", 8}, {"ң\xD2", 2},    {"\xF8\x88\x80\x80\x80", 0}, {"пресс-релиз", 21},
  };
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_int_equal(utf8_valid_length(cases[i].text, strlen(cases[i].text)), cases[i].valid);
  size_t index = 0;
  assert_int_equal(utf8_next("\xE2\x82z", 3, &index), 0xFFFD);
  assert_int_equal(index, 1);
  assert_int_equal(utf8_count("a\xFFң", 4), 3);
}

/* Characters one by one, for what the functions do by eight bytes. */
static size_t step_at(const char *text, size_t length) {
  for (size_t step = 1; step <= 4 && step <= length; step++)
    if (utf8_valid_length(text, step) == step)
      return step;
  return 0;
}

static void eights_agree_with_characters(void **state) {
  (void)state;
  static const char bytes[] = "aaaa\x7F\n\xD0\xD0\xD1\x8F\xBF\x80\x80\xE2\x82\xC0\xC1\xC2\xDF\xED\xF0\xFF";
  uint32_t random = 1;
  for (int round = 0; round < 200 * 1000; round++) {
    char text[40];
    size_t valid = 0, count = 0, characters = 0;
    for (size_t i = 0; i < sizeof text; i++) {
      random = random * 1664525 + 1013904223;
      bool pair = round % 2 == 0 && i + 1 < sizeof text && random >> 30 != 0; /* long stretches without a mistake */
      text[i] = pair ? '\xD1' : bytes[(random >> 16) % (sizeof bytes - 1)];
      if (pair)
        text[++i] = '\x83';
    }
    for (size_t step; valid < sizeof text && (step = step_at(text + valid, sizeof text - valid)) > 0; valid += step)
      assert_int_equal(utf8_offset(text, valid + step, characters++), valid);
    assert_int_equal(utf8_valid_length(text, sizeof text), valid);
    for (size_t i = 0; i < sizeof text; count++)
      utf8_next(text, sizeof text, &i);
    assert_int_equal(utf8_count(text, sizeof text), count);
  }
  assert_int_equal(utf8_offset("нет", 6, 4), 6);
}

static void distances(void **state) {
  (void)state;
  assert_int_equal(utf8_distance("headline", "headlne", 2), 1);
  assert_int_equal(utf8_distance("ң", "н", 2), 1);
  assert_int_equal(utf8_distance("abc", "abc", 2), 0);
  assert_int_equal(utf8_distance("abc", "xyz", 2), 3);
  assert_int_equal(utf8_distance("", "abcdef", 2), 3);
  assert_int_equal(utf8_distance("title", "tilte", 2), 2);
}

static void sha256_known_answers(void **state) {
  (void)state;
  uint8_t digest[32];
  char hex[HASH_HEX_SIZE];
  hash_data("abc", 3, digest);
  hash_hex(digest, hex);
  assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  struct hash *hash = hash_new();
  hash_add(hash, "a", 1);
  hash_add(hash, "bc", 2);
  uint8_t again[32];
  hash_finish(hash, again);
  hash_drop(hash);
  assert_memory_equal(digest, again, 32);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_code_point_goes_round),  cmocka_unit_test(malformed_is_found),
      cmocka_unit_test(eights_agree_with_characters), cmocka_unit_test(distances),
      cmocka_unit_test(sha256_known_answers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
