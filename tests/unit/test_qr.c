/* QR codes: every module beside libqrencode's for the same segments, at all versions, levels and masks; and that no
 * other segments would make the code smaller. */
#include "test_base.h"

#include "compose/qr.h"
#include "compose/qr_parts.h"

#include <qrencode.h>
#include <stdlib.h>

static const char levels[] = "LMQH";

/* Pseudo-random numbers that are the same everywhere. */
static unsigned random_below(unsigned limit) {
  static uint64_t state = 88172645463325252u;
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (unsigned)(state >> 32) % limit;
}

static bool module_at(const struct modules *modules, size_t x, size_t y) {
  size_t row_bytes = (modules->size + 7u) / 8;
  return modules->bits[y * row_bytes + x / 8] >> (7 - x % 8) & 1;
}

/* libqrencode's code of the same segments in the same version. */
static QRcode *model_make(const char *text, const struct qr_segments *segments, QRecLevel level) {
  static const QRencodeMode modes[] = {QR_MODE_NUM, QR_MODE_AN, QR_MODE_8};
  QRinput *input = QRinput_new2(segments->version, level);
  assert_non_null(input);
  for (size_t i = 0; i < segments->count; i++) {
    const struct qr_segment *segment = &segments->items[i];
    assert_int_equal(
        QRinput_append(input, modes[segment->mode], (int)segment->length, (const unsigned char *)text + segment->start),
        0);
  }
  QRcode *code = QRcode_encodeInput(input);
  QRinput_free(input);
  assert_non_null(code);
  return code;
}

static void check_code(const char *text, int level) {
  struct arena *arena = arena_new();
  struct qr_segments segments;
  const struct modules *modules = qr_encode(arena, text, levels[level]);
  assert_non_null(modules);
  assert_true(qr_segments_find(arena, text, (enum qr_level)level, &segments));
  QRcode *code = model_make(text, &segments, (QRecLevel)level);
  assert_int_equal(modules->size, code->width);
  for (size_t i = 0; i < (size_t)code->width * (size_t)code->width; i++)
    if (module_at(modules, i % modules->size, i / modules->size) != (code->data[i] & 1))
      fail_msg("module %zu, %zu of «%s», version %d, level %c", i % modules->size, i / modules->size, text,
               segments.version, levels[level]);
  QRcode_free(code);
  arena_drop(arena);
}

/* What a text is made of. */
static const char *const alphabets[] = {
    "0123456789",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:",
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-._~:/?#[]@!$&'()*+,;=%",
    "\xD0\x90\xD2\xAF 19",
    "aaaaaaaa1",
    "U",
};

static void text_fill(char *text, size_t length) {
  const char *alphabet = alphabets[random_below(COUNT(alphabets))];
  size_t letters = strlen(alphabet);
  for (size_t i = 0; i < length; i++) {
    if (random_below(16) == 0) {
      alphabet = alphabets[random_below(COUNT(alphabets))];
      letters = strlen(alphabet);
    }
    text[i] = alphabet[random_below((unsigned)letters)];
  }
  text[length] = '\0';
}

static void test_same_as_libqrencode(void **state) {
  (void)state;
  char text[1300];
  for (int i = 0; i < 4000; i++) {
    text_fill(text, 1 + random_below(i % 20 == 0 ? 1200 : 90));
    check_code(text, (int)random_below(4));
  }
}

static void test_all_versions(void **state) {
  (void)state;
  static char text[7100];
  for (int version = 1; version <= QR_VERSIONS; version++)
    for (int level = 0; level < 4; level++) {
      struct arena *arena = arena_new();
      struct qr_segments segments;
      size_t length = qr_data_codewords(version, (enum qr_level)level) - 3;
      memset(text, 'x', length);
      for (size_t i = 0; i < length; i += 7)
        text[i] = (char)('a' + random_below(26));
      text[length] = '\0';
      assert_true(qr_segments_find(arena, text, (enum qr_level)level, &segments));
      assert_int_equal(segments.version, version);
      check_code(text, level);
      arena_drop(arena);
    }
}

/* The longest texts there can be, and one character more. */
static void test_longest(void **state) {
  (void)state;
  static const struct {
    char c, level;
    size_t length;
  } cases[] = {{'1', 'L', 7089}, {'1', 'H', 3057}, {'A', 'L', 4296}, {'A', 'H', 1852},
               {'a', 'L', 2953}, {'a', 'M', 2331}, {'a', 'Q', 1663}, {'a', 'H', 1273}};
  static char text[7200];
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct arena *arena = arena_new();
    memset(text, cases[i].c, cases[i].length + 1);
    text[cases[i].length + 1] = '\0';
    assert_null(qr_encode(arena, text, cases[i].level));
    text[cases[i].length] = '\0';
    assert_int_equal(qr_encode(arena, text, cases[i].level)->size, QR_SIZE);
    arena_drop(arena);
  }
}

/* All ways to cut a short text into segments: none is shorter than the one found. */
static size_t bits_least(const char *text, size_t length, int version) {
  static const char alphanumeric[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  if (length == 0)
    return 0;
  size_t least = SIZE_MAX;
  for (size_t end = 1; end <= length; end++) {
    size_t rest = bits_least(text + end, length - end, version);
    for (int mode = 0; mode < 3; mode++) {
      bool can = mode == QR_BYTE || strspn(text, mode == QR_NUMERIC ? "0123456789" : alphanumeric) >= end;
      size_t bits =
          4 + (size_t)qr_count_bits((enum qr_mode)mode, version) + qr_segment_bits((enum qr_mode)mode, end) + rest;
      least = can && bits < least ? bits : least;
    }
  }
  return least;
}

static size_t bits_of(const struct qr_segments *segments) {
  size_t bits = 0;
  for (size_t i = 0; i < segments->count; i++)
    bits += 4 + (size_t)qr_count_bits(segments->items[i].mode, segments->version) +
            qr_segment_bits(segments->items[i].mode, segments->items[i].length);
  return bits;
}

static void test_segments(void **state) {
  (void)state;
  enum { LONGEST = 13 };
  char text[LONGEST + 1];
  struct qr_segments segments;
  for (int i = 0; i < 400; i++) {
    struct arena *arena = arena_new();
    size_t length = 1 + random_below(LONGEST);
    for (size_t j = 0; j < length; j++)
      text[j] = "0123456789AB-c"[i % 2 || random_below(5) == 0 ? random_below(14) : random_below(10)];
    text[length] = '\0';
    assert_true(qr_segments_find(arena, text, QR_M, &segments));
    assert_int_equal(bits_of(&segments), bits_least(text, length, segments.version));
    arena_drop(arena);
  }
}

/* An address with a number splits where it pays; beyond ASCII nothing is split. */
static void test_segment_cases(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t count;
  } cases[] = {{"https://example.kg/1", 1},
               {"https://example.kg/12345678901", 2},
               {"HTTPS://EXAMPLE.KG/1", 1},
               {"12345", 1},
               {"Бектур 12345678901234567890", 1}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct arena *arena = arena_new();
    struct qr_segments segments;
    assert_true(qr_segments_find(arena, cases[i].text, QR_M, &segments));
    assert_int_equal(segments.count, cases[i].count);
    arena_drop(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_same_as_libqrencode),
      cmocka_unit_test(test_all_versions),
      cmocka_unit_test(test_longest),
      cmocka_unit_test(test_segments),
      cmocka_unit_test(test_segment_cases),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
