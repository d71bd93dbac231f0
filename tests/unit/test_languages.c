/* input/facts and input/languages: what two versions of a text must have in common. */
#include "test_base.h"

#include "input/facts.h"
#include "input/languages.h"

static struct arena *arena;

static int make_arena(void **state) {
  (void)state;
  arena = arena_new();
  return 0;
}

static int drop_arena(void **state) {
  (void)state;
  arena_drop(arena);
  return 0;
}

/* The facts of a text: n number, m month, t time, p phone, a address. */
static const char *facts_text(const char *language, const char *text) {
  struct facts facts;
  const char *shown = "";
  facts_read(arena, language, text, &facts);
  for (size_t i = 0; i < facts.count; i++)
    shown = arena_printf(arena, "%s%s%c%s", shown, i > 0 ? " " : "", "nmtpa"[facts.items[i].kind], facts.items[i].key);
  return shown;
}

static void facts(void **state) {
  (void)state;
  static const struct {
    const char *language, *text, *wanted;
  } cases[] = {
      {"ru", "30 муниципалитетов", "n30"},
      {"ru", "12 345 сомов", "n12345"},
      {"ru", "12\u00A0345\u202F678 сомов", "n12345678"},
      {"en", "12,345 soms", "n12345"},
      {"en", "12345", "n12345"},
      {"ru", "12,345 кг", "n12.345"},
      {"en", "12.50 kg, 12.05", "n12.5 n12.05"},
      {"ru", "2,50 и 3,0", "n2.5 n3"},
      {"ru", "2019 345", "n2019 n345"},
      {"ru", "18 1234", "n18 n1234"},
      {"ru", "10, 20", "n10 n20"},
      {"ru", "5 %", "n5"},
      {"en", "5%", "n5"},
      {"ru", "007", "n7"},
      {"ru", "0", "n0"},
      {"ru", "18–19", "n18 n19"},
      {"ru", "XXI век", "n21"},
      {"en", "21st century", "n21"},
      {"ky", "21-кылым", "n21"},
      {"en", "I came, XML, IV", "n4"},
      {"ru", "17 сентября 2019 года", "n17 m9 n2019"},
      {"ky", "2019-жылдын 17-сентябры", "n2019 n17 m9"},
      {"en", "17\u00A0September 2019", "n17 m9 n2019"},
      {"en", "September 17, 2019", "m9 n17 n2019"},
      {"ru", "17.09.2019", "n17 m9 n2019"},
      {"ru", "2019-09-17", "n17 m9 n2019"},
      {"en", "17/09/2019", "n17 m9 n2019"},
      {"ru", "17.13.2019", "n17.13 n2019"},
      {"ru", "18 и 19 сентября", "n18 n19 m9"},
      {"ky", "18–19-сентябрында", "n18 n19 m9"},
      {"ky", "2020-жылдын майында", "n2020 m5"},
      {"ky", "май менен нан", ""},
      {"ru", "9 мая", "n9 m5"},
      {"ru", "майский жук", ""},
      {"en", "it may rain on 9 May", "n9 m5"},
      {"en", "they march", ""},
      {"en", "Sept 9", "m9 n9"},
      {"ru", "в 9:00 и в 14:30", "t9:00 t14:30"},
      {"ky", "саат 09:00дө", "t9:00"},
      {"en", "at 2 p.m. and 12 am, 2.30 pm, 2.30", "t14:00 t0:00 t14:30 n2.3"},
      {"en", "9 amendments", "n9"},
      {"ru", "25:00", "n25 n0"},
      {"ru", "+996 (312) 97-65-30", "p312976530"},
      {"ru", "(0312) 97-65-30 (31, 32)", "p312976530 n31 n32"},
      {"ru", "0312 976530", "p312976530"},
      {"ru", "97-65-29", "p976529"},
      {"ru", "+7 495 123-45-67", "p74951234567"},
      {"ru", "пишите: a.b@dpi.kg, www.vap.kg.", "aa.b@dpi.kg awww.vap.kg"},
      {"ru", "[www.vap.kg](http://www.VAP.kg)", "awww.vap.kg ahttp://www.vap.kg"},
      {"ru", "@ собака 5@", "n5"},
      {"ru", "текст[^1] и [^2]", ""},
      {"ru", "", ""},
  };
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_string_equal(facts_text(cases[i].language, cases[i].text), cases[i].wanted);
}

static void blocks(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t counts[BLOCK_KINDS]; /* paragraphs, items, headings, notes, rows */
  } cases[] = {
      {"", {0, 0, 0, 0, 0}},
      {"a\nb", {1, 0, 0, 0, 0}},
      {"a\n\nb\n \nc\n", {3, 0, 0, 0, 0}},
      {"a\n- b\n  c\n- d\n\ne", {2, 2, 0, 0, 0}},
      {"1. a\n2) b\n2019. c\n-d", {0, 3, 0, 0, 0}},
      {"# a\nb\n## c", {1, 0, 2, 0, 0}},
      {"a[^1]\n\n[^1]: b\n    c", {1, 0, 0, 1, 0}},
      {"| a |\n|---|\n| b |\nc", {1, 0, 0, 0, 3}},
      {"#a", {1, 0, 0, 0, 0}},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    size_t counts[BLOCK_KINDS];
    facts_count_blocks(cases[i].text, counts);
    assert_memory_equal(counts, cases[i].counts, sizeof counts);
  }
}

/* Every figure, letter and mark after another, in time that grows with the length. */
static void hostile_texts(void **state) {
  (void)state;
  static const char *const parts[] = {"1",    "1 ", "(",  "+1-",  "a@", "http://", "мая 1-", "1,",
                                      "1.1.", "I",  "[^", "\xD0", "-a", "12:",     "1\u00A0"};
  for (size_t i = 0; i < COUNT(parts); i++) {
    enum { TIMES = 20000 };
    char *text = arena_alloc(arena, strlen(parts[i]) * TIMES + 1), *end = text;
    for (size_t j = 0; j < TIMES; j++)
      end = stpcpy(end, parts[i]);
    facts_text("ru", arena_strndup(arena, text, 200));
    struct facts found;
    facts_read(arena, "ru", text, &found);
    assert_true(found.count <= strlen(text));
    arena_reset(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(facts), cmocka_unit_test(blocks),
                                     cmocka_unit_test(hostile_texts)};
  return cmocka_run_group_tests(tests, make_arena, drop_arena);
}
