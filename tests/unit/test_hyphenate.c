/* text/hyphenate: where words are divided. Uses the patterns that the build makes. */
#include "test_base.h"

#include "text/hyphenate.h"
#include "text/shape.h"

static struct setter *setter_open(const char *patterns) {
  const char *fonts[] = {"fonts", NULL}, *folders[] = {"/nonexistent", patterns, NULL}, *why;
  struct fontmap *map = fontmap_new(fonts, &why);
  assert_non_null(map);
  return setter_new(map, folders);
}

static const char *pattern_folder(void) {
  static char folder[512];
  const char *build = getenv("BUILD");
  snprintf(folder, sizeof folder, "%s/hyphenation", build ? build : "build");
  return folder;
}

/* The word with "=" where it may be divided. */
static const char *divide(struct setter *setter, const char *language, const char *word) {
  static char divided[1024];
  uint8_t points[512];
  size_t length = strlen(word), at = 0;
  hyphenate(setter, language, word, length, points);
  for (size_t i = 0; i < length; i++) {
    if (points[i])
      divided[at++] = '=';
    divided[at++] = word[i];
  }
  divided[at] = '\0';
  return divided;
}

static void divisions(void **state) {
  (void)state;
  static const struct {
    const char *language, *divided;
  } cases[] = {
      {"ru", "про=зрач=ность"},
      {"ru", "му=ни=ци=па=ли=тет"},
      {"ru", "от=вет=ствен=ность"},
      {"ru", "подъ=езд"},
      {"ru", "разъ=яс=не=ние"},
      {"ru", "май=ор"},
      {"ru", "рай=он"},
      {"ru", "ин=фор=ма=ция"},
      {"ru-RU", "об=ще=ствен=ный"},
      {"ru", "Биш=кек"},
      {"ru", "об=ра=зо=ва=ние"}, /* from here on Debian's patterns, used unprocessed, find less */
      {"ru", "го=су=дар=ствен=ный"},
      {"ru", "бюд=жет=ный"},
      {"ru", "со=труд=ни=че=ство"},
      {"ru", "кон=фе=рен=ция"},
      {"ru", "ме=ро=при=я=тие"},
      {"ru", "«про=зрач=но=сти»,"}, /* punctuation around it does not matter */
      {"ru", "17-сен=тябрь"},
      {"ru", "ящик"}, /* я-щик would leave a single letter */
      {"ru", "имя"},
      {"ru", "се=веро-восточ=ный"}, /* nothing within two letters of the hyphen */
      {"ru", "МИНИСТЕРСТВО"},
      {"ru", "ИПРовский"},
      {"ru", "а4формат"},
      {"ru", "демо\u00ADкратия"}, /* soft hyphens of its own are enough */
      {"ru", "press@ministerstvo.kg"},
      {"ru", "министерство.образование"},
      {"ru", "образова\u0301тельный"}, /* the patterns know no stress marks */
      {"ru", "2019"},
      {"ru", ""},
      {"ru", "\xff\xfe"},
      {"en", "re=spon=si=bil=ity"},
      {"en", "trans=parency"},
      {"xx", "прозрачность"},
      {"../ru", "прозрачность"},
      {"", "прозрачность"},
  };
  struct setter *setter = setter_open(pattern_folder());
  for (int round = 0; round < 2; round++) /* asked for, then kept */
    for (size_t i = 0; i < COUNT(cases); i++) {
      char word[128];
      size_t length = 0;
      for (const char *at = cases[i].divided; *at; at++)
        if (*at != '=')
          word[length++] = *at;
      word[length] = '\0';
      assert_string_equal(divide(setter, cases[i].language, word), cases[i].divided);
    }
  setter_drop(setter);
}

static void languages_without_patterns(void **state) {
  (void)state;
  struct setter *setter = setter_open(pattern_folder()), *empty = setter_open("/nonexistent");
  uint8_t points[8];
  memset(points, 1, sizeof points);
  assert_true(hyphenate(setter, "ru", "сова", 8, points));
  assert_false(hyphenate(setter, "xx", "сова", 8, points));
  assert_false(hyphenate(empty, "ru", "сова", 8, points));
  for (size_t i = 0; i < sizeof points; i++)
    assert_int_equal(points[i], 0);
  setter_drop(setter);
  setter_drop(empty);
}

/* Long words, and thousands of different ones. */
static void hostile_words(void **state) {
  (void)state;
  struct setter *setter = setter_open(pattern_folder());
  static char word[100000];
  static uint8_t points[sizeof word];
  for (size_t i = 0; i < sizeof word; i++)
    word[i] = "\xd0\xb0\xd0\xb1"[i % 4];
  assert_true(hyphenate(setter, "ru", word, sizeof word, points));
  for (size_t i = 0; i < sizeof word; i++)
    assert_int_equal(points[i], 0);
  for (int i = 0; i < 60000; i++) {
    int length = snprintf(word, sizeof word, "прозрачность-%d", i);
    hyphenate(setter, "ru", word, (size_t)length, points);
    assert_int_equal(points[6], 1);
  }
  setter_drop(setter);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(divisions),
      cmocka_unit_test(languages_without_patterns),
      cmocka_unit_test(hostile_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
