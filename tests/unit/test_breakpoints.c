/* text/breakpoints: UAX #14 as ICU has it, practice's rules, and the shorter way for prose. */
#include "test_base.h"

#include "text/breakpoints.h"

static struct setter *setter;
static struct arena *arena;

static int open_all(void **state) {
  (void)state;
  const char *fonts[] = {"fonts", NULL}, *patterns[] = {NULL}, *why;
  setter = setter_new(fontmap_new(fonts, &why), patterns);
  arena = arena_new();
  return 0;
}

static int close_all(void **state) {
  (void)state;
  setter_drop(setter);
  arena_drop(arena);
  return 0;
}

/* "|" where a line may break, "#" where it must; the end, which always must, left out. */
static void check(const char *language, const char *marked) {
  char text[512], result[1024];
  size_t length = 0, at = 0;
  for (const char *in = marked; *in; in++)
    if (*in != '|' && *in != '#')
      text[length++] = *in;
  text[length] = '\0';
  const uint8_t *points = breakpoints_find(arena, setter, text, length, language);
  for (size_t i = 0; i < length; i++) {
    if (points[i] != BREAK_NONE)
      result[at++] = points[i] == BREAK_MANDATORY ? '#' : '|';
    result[at++] = text[i];
  }
  result[at] = '\0';
  assert_string_equal(result, marked);
  assert_int_equal(points[length], length ? BREAK_MANDATORY : BREAK_NONE);
}

static void cases(void **state) {
  (void)state;
  static const char *const marked[] = {
      "",
      "слово",
      "одно |слово, |другое |слово.",
      "строка\n#строка",
      "строка\u2028#строка\n#\n#конец",
      "неразрывный\u00A0пробел |тут",
      "северо-|восточный |ветер",
      "мяг\u00AD|кий",
      "нуль\u200B|ширины",
      /* dashes stay with the word before */
      "слово — |слово",
      "слово—|слово",
      "слово\u00A0— |слово",
      "слово – |слово - |слово",
      "— |Да, — |сказал |он",
      "строка\n#— |Да",
      "минус |–5 |и |-7",
      "18–19 |сентября",
      /* suffixes */
      "2019-жылдын |17-сентябры",
      "5-й |дом, |Ту-154",
      "5\u2010й |дом",
      /* signs */
      "закон |№ 5 |от |§ 3",
      "№№ 5 |и |6",
      /* initials */
      "господин |А. Б. Иванов |и |Ж.-П. Сартр",
      "А.Б. Иванов |сказал",
      "вышел |А.",
      "конец. |Начало",
      "США. |Иванов",
      "и |т. |д. |Потом",
      "дом |5. |Иванов",
      /* whose child */
      "Айгүл |Бакыт кызы |Алыкулова",
      "АСАН УУЛУ |БЕК |и |кызылча |Bek uulu",
      /* addresses */
      "на |http://www.dpi.kg/|ru/|publications/|2019-09-17/|index.php|?id=5|&lang=ru. |Далее",
      "и |www.dpi.kg/|a-|b |тут",
      "press@dpi-|kyrgyzstan.kg",
  };
  for (size_t i = 0; i < COUNT(marked); i++) {
    check("ru", marked[i]);
    check("ky", marked[i]);
  }
  check("ja", "日|本|語");
  check("th-TH", "abc |def");
  check("", "abc |def");
  check("no-such-language", "abc – |def");
}

static const char *const pieces[] = {
    "а", "ңө", "Үү", "ёж", "word",   "Z", "1", "2019", " ", "  ", ",", ";", ":", ".", "«", "»", "“", "”",
    "„", "’",  "'",  "\"", "\u00A0", "(", ")", "[",    "]", "!",  "?", "-", "–", "—", "№", "§", "%", "+",
    "$", "@",  "#",  "&",  "=",      "_", "*", "~",    "^", "<",  ">", "`", "ѐ", "/", "…", "•", "ӿ",
};

/* The text against the same with a character behind it that only ICU knows about. */
static void compare_with_icu(const char *language, const unsigned *indices, size_t count) {
  char text[256] = "";
  size_t length = 0;
  for (size_t i = 0; i < count; i++) {
    memcpy(text + length, pieces[indices[i]], strlen(pieces[indices[i]]));
    length += strlen(pieces[indices[i]]);
  }
  const uint8_t *points = breakpoints_find(arena, setter, text, length, language);
  memcpy(text + length, "\n日", 5);
  const uint8_t *expected = breakpoints_find(arena, setter, text, length + 4, language);
  for (size_t i = 0; i < length; i++)
    if (points[i] != expected[i])
      fail_msg("«%.*s» at %zu: %d, ICU says %d", (int)length, text, i, points[i], expected[i]);
  arena_reset(arena);
}

static void every_three_pieces(void **state) {
  (void)state;
  for (unsigned a = 0; a < COUNT(pieces); a++)
    for (unsigned b = 0; b < COUNT(pieces); b++)
      for (unsigned c = 0; c < COUNT(pieces); c++)
        compare_with_icu("ru", (const unsigned[]){a, b, c}, 3);
}

static void random_prose(void **state) {
  (void)state;
  static const char *const languages[] = {"ru", "ky", "en"};
  uint32_t random = 7;
  for (size_t round = 0; round < 100000; round++) {
    unsigned indices[14], count = 4 + (random >> 8) % 11;
    for (unsigned i = 0; i < count; i++) {
      random = random * 1664525 + 1013904223;
      indices[i] =
          (random >> 16) % (random & 0x8000 ? 10 : (unsigned)COUNT(pieces)); /* half of it letters, figures, spaces */
    }
    compare_with_icu(languages[round % COUNT(languages)], indices, count);
  }
}

/* Bytes that are no text must be safe, and the time linear. */
static void hostile_text(void **state) {
  (void)state;
  static char text[1 << 20];
  uint32_t random = 3;
  for (int round = 0; round < 300; round++) {
    for (size_t i = 0; i < 200; i++)
      text[i] = (char)((random = random * 1664525 + 1013904223) >> 24);
    breakpoints_find(arena, setter, text, 200, "ru");
    arena_reset(arena);
  }
  static const char *const repeated[] = {" ", "—", "А. ", "http://", "№ ", "-", "/?&#", "\n"};
  for (size_t r = 0; r < COUNT(repeated); r++) {
    size_t size = strlen(repeated[r]);
    for (size_t i = 0; i < sizeof text; i++)
      text[i] = repeated[r][i % size];
    breakpoints_find(arena, setter, text, sizeof text, "ru");
    arena_reset(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cases),
      cmocka_unit_test(every_three_pieces),
      cmocka_unit_test(random_prose),
      cmocka_unit_test(hostile_text),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
