/* The typographer's hand: what holds for every text. What each rule does is in tests/golden/typography. */
#include "test_base.h"

#include "growth.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "text/typography.h"

#include <time.h>

enum { ROUNDS = 30000, LONGEST = 14 };

static const char *const languages[] = {"ru", "ky", "en"};

/* Pieces that rules are about; texts are made of them by chance, always the same. */
static const char *const pieces[] = {
    " ",  " ",        " ",     "  ",   "\u00A0", "\"",   "\"",  "«",     "»",      "„",   "“",        "”",
    "‘",  "’",        "'",     "-",    "--",     "—",    "–",   "...",   "…",      ".",   ",",        "?",
    ":",  "(",        ")",     "в",    "и",      "не",   "же",  "слово", "Бишкек", "г.",  "т.е.",     "т. д.",
    "А.", "Б.",       "№",     "§",    "5",      "18",   "19",  "2019",  "12345",  "345", "сом",      "км",
    "%",  "сентября", "года",  "9:00", "10:00",  "word", "don", "s",     "\u2028", "\n",  " a@b.kg ", " http://a.kg/x ",
    "XX", "Mr",       "ой-ой", "да",   "эле",    "тыс.", "им.", "тел.",  "/",      "\t"};

static unsigned random_next(unsigned *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static void text_make(unsigned *state, struct buffer *out) {
  size_t count = random_next(state) % LONGEST;
  buffer_clear(out);
  for (size_t i = 0; i < count; i++)
    buffer_text(out, pieces[random_next(state) % (sizeof pieces / sizeof *pieces)]);
}

static void check_edits(const struct typography *found, size_t length) {
  size_t end = 0;
  for (size_t i = 0; i < found->edit_count; i++) {
    assert_true(found->edits[i].offset >= end);
    end = found->edits[i].offset + found->edits[i].length;
    assert_true(end <= length);
  }
}

static const char *apply(struct arena *arena, const char *text, const char *language) {
  const struct typography_spec spec = {.text = text, .length = strlen(text), .language = language};
  struct typography found;
  struct buffer out = {0};
  size_t at = 0;
  typography_find(arena, &spec, &found);
  check_edits(&found, spec.length);
  for (size_t i = 0; i < found.edit_count; i++) {
    buffer_add(&out, text + at, found.edits[i].offset - at);
    buffer_text(&out, found.edits[i].replacement);
    at = found.edits[i].offset + found.edits[i].length;
  }
  buffer_text(&out, text + at);
  const char *made = arena_strdup(arena, out.data != NULL ? out.data : "");
  buffer_drop(&out);
  return made;
}

static void test_twice_is_once(void **unused) {
  (void)unused;
  struct arena *arena = arena_new();
  struct buffer text = {0};
  unsigned state = 1;
  size_t failed = 0;
  for (int i = 0; i < ROUNDS; i++) {
    text_make(&state, &text);
    const char *language = languages[i % 3], *written = text.length > 0 ? text.data : "";
    const char *once = apply(arena, written, language), *twice = apply(arena, once, language);
    if (strcmp(once, twice) != 0 && failed++ < 20)
      print_message("%s: [%s] -> [%s] -> [%s]\n", language, written, once, twice);
    assert_int_equal(utf8_valid_length(once, strlen(once)), strlen(once));
    arena_reset(arena);
  }
  assert_int_equal(failed, 0);
  buffer_drop(&text);
  arena_drop(arena);
}

/* Nothing but white space, marks, dashes and points is ever changed. */
static void test_letters_stay(void **unused) {
  (void)unused;
  struct arena *arena = arena_new();
  struct buffer text = {0};
  unsigned state = 7;
  for (int i = 0; i < ROUNDS; i++) {
    text_make(&state, &text);
    const char *written = text.length > 0 ? text.data : "", *made = apply(arena, written, languages[i % 3]);
    for (const char *at = made;; at++) {
      const char *marks = " \t\"'-.,";
      while (*written != '\0' &&
             ((unsigned char)*written < 0x80 ? strchr(marks, *written) != NULL : strchr("\xC2\xE2", *written) != NULL))
        written += (unsigned char)*written < 0x80 ? 1 : (unsigned char)*written == 0xC2 ? 2 : 3;
      while (*at != '\0' && ((unsigned char)*at < 0x80 ? strchr(marks, *at) != NULL : strchr("\xC2\xE2", *at) != NULL))
        at += (unsigned char)*at < 0x80 ? 1 : (unsigned char)*at == 0xC2 ? 2 : 3;
      assert_int_equal(*at, *written);
      if (*at == '\0')
        break;
      written++;
    }
    arena_reset(arena);
  }
  buffer_drop(&text);
  arena_drop(arena);
}

/* Malformed bytes and cut characters are gone over without harm. */
static void test_bytes(void **unused) {
  (void)unused;
  struct arena *arena = arena_new();
  unsigned state = 3;
  for (int i = 0; i < ROUNDS; i++) {
    char text[24];
    size_t length = random_next(&state) % sizeof text;
    for (size_t j = 0; j < length; j++)
      text[j] =
          (char)(random_next(&state) % 4 == 0 ? random_next(&state)
                                              : (unsigned)" \"'-.0\xC2\xD0\xE2\x80\xB0"[random_next(&state) % 11]);
    char *exact = arena_memdup(arena, text, length + (length == 0));
    const struct typography_spec spec = {.text = exact, .length = length, .language = languages[i % 3]};
    struct typography found;
    typography_find(arena, &spec, &found);
    check_edits(&found, length);
    arena_reset(arena);
  }
  arena_drop(arena);
}

static void test_fixed_stays(void **unused) {
  (void)unused;
  struct arena *arena = arena_new();
  struct buffer text = {0};
  unsigned state = 11;
  for (int i = 0; i < ROUNDS; i++) {
    text_make(&state, &text);
    size_t from = text.length / 3, to = 2 * text.length / 3;
    const struct typography_range fixed = {from, to};
    const struct typography_spec spec = {.text = text.length > 0 ? text.data : "",
                                         .length = text.length,
                                         .language = languages[i % 3],
                                         .fixed = &fixed,
                                         .fixed_count = from < to};
    struct typography found;
    typography_find(arena, &spec, &found);
    for (size_t j = 0; from < to && j < found.edit_count; j++) {
      size_t start = found.edits[j].offset, end = start + found.edits[j].length;
      assert_true(end <= from || start >= to);
    }
    arena_reset(arena);
  }
  buffer_drop(&text);
  arena_drop(arena);
}

static void test_rules_have_sources(void **unused) {
  (void)unused;
  for (size_t i = 0; i < TYPOGRAPHY_RULE_COUNT; i++) {
    assert_non_null(typography_rules[i].name);
    assert_true(strlen(typography_rules[i].source) > 0);
  }
}

struct repeated {
  struct arena *arena;
  const char *text;
};

static void repeated_find(void *self, size_t length) {
  const struct repeated *repeated = self;
  const struct typography_spec spec = {.text = repeated->text, .length = length, .language = "ru"};
  struct typography found;
  typography_find(repeated->arena, &spec, &found);
  arena_reset(repeated->arena);
}

/* Hostile repetitions. */
static void test_time_is_linear(void **unused) {
  (void)unused;
  static const char *const units[] = {"\"", "« ", "'a ", "- ", "1 ", "...", "12-13 ", "А. ", "0а", "т.е.", "»", "(("};
  enum { LENGTH = 240000 }; /* bytes, a multiple of every unit's */
  struct repeated repeated = {.arena = arena_new()};
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    struct buffer text = {0};
    while (text.length < 4 * LENGTH)
      buffer_text(&text, units[i]);
    repeated.text = text.data;
    if (!growth_is_linear(repeated_find, &repeated, LENGTH))
      fail_msg("%s", units[i]);
    buffer_drop(&text);
  }
  arena_drop(repeated.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_twice_is_once),
      cmocka_unit_test(test_letters_stay),
      cmocka_unit_test(test_bytes),
      cmocka_unit_test(test_fixed_stays),
      cmocka_unit_test(test_rules_have_sources),
      cmocka_unit_test(test_time_is_linear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
