/* text/shape: glyphs, clusters, features, and the cache. */
#include "test_base.h"

#include "text/paragraph.h"
#include "text/shape.h"

enum { CYRL = 0x4379726C, LATN = 0x4C61746E, HEBR = 0x48656272 };

static struct setter *setter;
static struct arena *arena;
static struct font *serif, *liberation;

static int open_all(void **state) {
  (void)state;
  const char *fonts[] = {"fonts", NULL}, *patterns[] = {NULL}, *why;
  setter = setter_new(fontmap_new(fonts, &why), patterns);
  arena = arena_new();
  serif = fontmap_find(setter_fontmap(setter), "serif", false, false);
  liberation = fontmap_find(setter_fontmap(setter), "Liberation Serif", false, false);
  return 0;
}

static int close_all(void **state) {
  (void)state;
  setter_drop(setter);
  arena_drop(arena);
  return 0;
}

static const struct shaped *shape(struct font *font, uint32_t script, const char *text) {
  struct shape_spec spec = {.font = font, .language = "ru", .script = script};
  return shape_word(arena, setter, &spec, text, strlen(text));
}

static int32_t sum_of_advances(const struct font *font, const struct shaped *shaped) {
  int32_t sum = 0;
  for (uint32_t i = 0; i < shaped->count; i++)
    sum += font_advance(font, shaped->glyphs[i].id);
  return sum;
}

static void letters(void **state) {
  (void)state;
  const struct shaped *shaped = shape(serif, CYRL, "сөз");
  assert_int_equal(shaped->count, 3);
  assert_ptr_equal(shaped->font, serif);
  assert_false(shaped->rtl);
  static const uint32_t expected[] = {0x441, 0x4E9, 0x437};
  int32_t advance = 0;
  for (uint32_t i = 0; i < 3; i++) {
    assert_int_equal(shaped->glyphs[i].id, font_glyph(serif, expected[i]));
    assert_int_equal(shaped->glyphs[i].cluster, 2 * i);
    advance += shaped->glyphs[i].advance;
  }
  assert_int_equal(shaped->advance, advance);
  assert_int_equal(shape(serif, CYRL, "")->count, 0);
}

static void kerning_and_ligatures(void **state) {
  (void)state;
  const struct shaped *kerned = shape(serif, CYRL, "ГАУ");
  assert_true(kerned->advance < sum_of_advances(serif, kerned));
  const struct shaped *ligature = shape(serif, LATN, "fix");
  assert_int_equal(ligature->count, 2);
  assert_int_equal(ligature->glyphs[1].cluster, 2);
}

/* Tracked letters stand apart, so that they do not join either. */
static void no_ligatures(void **state) {
  (void)state;
  struct shape_spec spec = {.font = serif, .language = "en", .script = LATN};
  assert_int_equal(shape_word(arena, setter, &spec, "fi", 2)->count, 1);
  spec.features = TEXT_NO_LIGATURES;
  assert_int_equal(shape_word(arena, setter, &spec, "fi", 2)->count, 2);
}

static void invisible_characters(void **state) {
  (void)state;
  const struct shaped *soft = shape(serif, CYRL, "не\u00ADде\u200Bля\uFEFF");
  assert_int_equal(soft->count, 6);
  assert_int_equal(soft->advance, shape(serif, CYRL, "неделя")->advance);
  assert_int_equal(soft->glyphs[2].cluster, 6);
  const struct shaped *space = shape(serif, CYRL, "5\u00A0м");
  assert_int_equal(space->count, 3);
  assert_int_equal(space->glyphs[1].cluster, 1);
  assert_int_equal(space->glyphs[2].cluster, 3);
  assert_int_equal(space->glyphs[1].advance, font_advance(serif, font_glyph(serif, ' ')));
  assert_int_equal(shape(serif, CYRL, "\t")->glyphs[0].id, font_glyph(serif, ' '));
}

/* PT Serif has neither U+2010 nor thin spaces; no .notdef may come of it. */
static void stand_ins(void **state) {
  (void)state;
  static const char *const texts[] = {"кто\u2011то", "кто\u2010то", "5\u202Fкг", "5\u2009кг", "и\u0306", "а\u0301"};
  assert_false(font_has(serif, 0x2010) && font_has(serif, 0x2009));
  for (size_t i = 0; i < COUNT(texts); i++) {
    const struct shaped *shaped = shape(serif, CYRL, texts[i]);
    for (uint32_t j = 0; j < shaped->count; j++)
      assert_int_not_equal(shaped->glyphs[j].id, 0);
  }
  assert_int_equal(shape(serif, CYRL, "и\u0306")->glyphs[0].id, font_glyph(serif, 0x439));
  assert_true(shape(serif, CYRL, "\u2009")->advance < shape(serif, CYRL, " ")->advance);
}

static void right_to_left(void **state) {
  (void)state;
  struct font *hebrew = fontmap_find(setter_fontmap(setter), "Noto Serif Hebrew", false, false);
  struct shape_spec spec = {.font = hebrew, .language = "he", .script = HEBR, .rtl = true};
  const struct shaped *shaped = shape_word(arena, setter, &spec, "אבג", 6);
  assert_true(shaped->rtl);
  assert_int_equal(shaped->count, 3);
  assert_int_equal(shaped->glyphs[0].cluster, 4);
  assert_int_equal(shaped->glyphs[2].cluster, 0);
  assert_int_equal(shaped->glyphs[0].id, font_glyph(hebrew, 0x5D2));
  assert_int_not_equal(shaped->glyphs[0].id, 0);
}

static void features(void **state) {
  (void)state;
  struct fontmap *map = setter_fontmap(setter);
  struct font *noto = fontmap_find(map, "Noto Sans", false, false);
  assert_true(shape_has_superior(setter, noto, "12", 2));
  assert_true(shape_has_superior(setter, serif, "12", 2));
  assert_false(shape_has_superior(setter, liberation, "12", 2));
  assert_false(shape_has_superior(setter, noto, "1 2", 3));
  assert_false(shape_has_superior(setter, noto, "", 0));
  struct shape_spec spec = {.font = noto, .language = "ru", .script = LATN};
  const struct shaped *plain = shape_word(arena, setter, &spec, "a1", 2);
  spec.features = TEXT_SMALL_CAPITALS;
  assert_int_not_equal(shape_word(arena, setter, &spec, "a1", 2)->glyphs[0].id, plain->glyphs[0].id);
  spec.features = TEXT_SUPERIOR | TEXT_TABULAR | TEXT_PROPORTIONAL;
  assert_int_not_equal(shape_word(arena, setter, &spec, "a1", 2)->glyphs[1].id, plain->glyphs[1].id);
}

/* A word is shaped once for everything that its shape depends on, and apart for each such thing. */
static void cache(void **state) {
  (void)state;
  struct shape_spec spec = {.font = serif, .language = "ru", .script = CYRL};
  const struct shaped *first = shape_word(arena, setter, &spec, "слово", 10);
  char copy[] = "слово", language[] = "ru";
  spec.language = language;
  assert_ptr_equal(shape_word(arena, setter, &spec, copy, 10), first);
  struct shape_spec others[] = {spec, spec, spec, spec, spec};
  others[0].font = liberation;
  others[1].language = "ky";
  others[2].script = LATN;
  others[3].rtl = true;
  others[4].features = TEXT_TABULAR;
  for (size_t i = 0; i < COUNT(others); i++)
    assert_ptr_not_equal(shape_word(arena, setter, &others[i], copy, 10), first);
  assert_ptr_not_equal(shape_word(arena, setter, &spec, copy, 8), first);
  assert_int_equal(first->count, 5);
}

/* Longer text than the cache takes gives what its parts give. */
static void long_text(void **state) {
  (void)state;
  char text[201] = "";
  for (int i = 0; i < 20; i++)
    strncat(text, "слово", sizeof text - strlen(text) - 1);
  struct shape_spec spec = {.font = serif, .language = "ru", .script = CYRL};
  const struct shaped *shaped = shape_word(arena, setter, &spec, text, strlen(text));
  assert_int_equal(shaped->count, strlen(text) / 2);
  assert_ptr_not_equal(shape_word(arena, setter, &spec, text, strlen(text)), shaped);
  spec.language = "x-a-very-long-private-language-tag";
  assert_int_equal(shape_word(arena, setter, &spec, "слово", 10)->count, 5);
}

/* Words asked for together: known and new, twice the same, one too long to be kept; the table grows on the way. */
static void together(void **state) {
  (void)state;
  struct shape_spec spec = {.font = serif, .language = "ru", .script = CYRL};
  char words[SHAPE_WORDS][80];
  for (int round = 0; round < 200; round++) {
    struct shape_request requests[SHAPE_WORDS];
    for (int i = 0; i < SHAPE_WORDS; i++) {
      int length = snprintf(words[i], sizeof words[i], i == 3 ? "%070d" : "слово%d", round * 8 + i / 2 * 2);
      requests[i] = (struct shape_request){.spec = &spec, .text = words[i], .length = (size_t)length};
    }
    shape_words(arena, setter, requests, SHAPE_WORDS);
    for (int i = 0; i < SHAPE_WORDS; i++) {
      const struct shaped *alone = shape_word(arena, setter, &spec, words[i], requests[i].length);
      assert_int_equal(alone->count, i == 3 ? 70 : requests[i].length - 5);
      assert_memory_equal(requests[i].shaped->glyphs, alone->glyphs, alone->count * sizeof *alone->glyphs);
      assert_true(i == 3 || requests[i].shaped == alone);
    }
  }
}

static void growth_and_trim(void **state) {
  (void)state;
  struct shape_spec spec = {.font = serif, .language = "ru", .script = CYRL};
  const struct shaped *again = NULL;
  for (int i = 0; i < 150000; i++) {
    char word[32];
    int length = snprintf(word, sizeof word, "%d", i);
    const struct shaped *shaped = shape_word(arena, setter, &spec, word, (size_t)length);
    assert_int_equal(shaped->count, length);
    assert_int_equal(shaped->glyphs[0].id, font_glyph(serif, (uint32_t)word[0]));
    if (i % 10000 == 0)
      setter_trim(setter);
    again = shape_word(arena, setter, &spec, word, (size_t)length);
  }
  assert_int_equal(again->count, 6);
}

static void bytes_that_are_no_text(void **state) {
  (void)state;
  uint32_t random = 9;
  struct shape_spec spec = {.font = serif, .language = "", .script = 0};
  for (int round = 0; round < 3000; round++) {
    char text[60];
    for (size_t i = 0; i < sizeof text; i++)
      text[i] = (char)((random = random * 1664525 + 1013904223) >> 24);
    const struct shaped *shaped = shape_word(arena, setter, &spec, text, (size_t)(round % 60));
    for (uint32_t i = 0; i < shaped->count; i++)
      assert_true(shaped->glyphs[i].cluster < sizeof text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(letters),
      cmocka_unit_test(kerning_and_ligatures),
      cmocka_unit_test(no_ligatures),
      cmocka_unit_test(stand_ins),
      cmocka_unit_test(invisible_characters),
      cmocka_unit_test(right_to_left),
      cmocka_unit_test(features),
      cmocka_unit_test(cache),
      cmocka_unit_test(long_text),
      cmocka_unit_test(together),
      cmocka_unit_test(growth_and_trim),
      cmocka_unit_test(bytes_that_are_no_text),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
