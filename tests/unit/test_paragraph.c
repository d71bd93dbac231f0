/* text/paragraph: from text to lines. */
#include "text_fixture.h"

#include "growth.h"
#include "text/quality.h"

static const struct paragraph_spec narrow = {.width = 200000, .align = TEXT_JUSTIFY};

/* Every word and space of the text is on some line, in order, whatever the width. */
static void text_is_kept(void **state) {
  (void)state;
  static const char *const texts[] = {
      russian,
      "слово",
      "a b  c   d    e",
      "жилищно-коммунальный — 12 345 сом, 17 сентября",
      "Бул кыргызча текст: өңүр, үй, ңөү. Айыл өкмөтү жергиликтүү кеңештин чечимдерин аткарат.",
      "https://www.dpi.kg/very/long/path?with=query&and=more njamankulova@dpi.kg"};
  for (size_t i = 0; i < COUNT(texts); i++)
    for (mpt width = 20000; width < 500000; width += 37000)
      for (int kind = 0; kind < 16; kind++) {
        struct paragraph_spec spec = {.width = width,
                                      .align = kind & 1 ? TEXT_JUSTIFY : TEXT_LEFT,
                                      .hang = kind & 2,
                                      .balance = kind & 4,
                                      .break_words = kind & 8,
                                      .indent = kind & 2 ? 15000 : 0};
        assert_string_equal(paragraph_text(set_text(texts[i], spec)), texts[i]);
        arena_reset(arena);
      }
}

static void lines_begin_with_ink(void **state) {
  (void)state;
  struct paragraph *set = set_text("  один   два три     четыре \u2028  пять   шесть ",
                                   (struct paragraph_spec){.width = 50000, .align = TEXT_JUSTIFY});
  assert_true(set->count > 3);
  for (size_t i = 0; i < set->count; i++)
    assert_true(set->lines[i].runs[0].run->text[0] != ' ');
}

static void empty_texts(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t lines;
  } cases[] = {{"", 0},       {" ", 0},      {"   ", 0},    {"\u00A0", 0},   {"\n", 1},
               {"a\n", 1},    {"a\nb", 2},   {"a\n\nb", 3}, {"\n\n", 2},     {"a\u2028b", 2},
               {" \n a ", 2}, {"\u00AD", 1}, {"\u200B", 1}, {"\x01\x02", 0}, {"a\r\nb", 2}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct paragraph *set = set_text(cases[i].text, narrow);
    if (set->count != cases[i].lines)
      fail_msg("«%s»: %zu lines, not %zu", cases[i].text, set->count, cases[i].lines);
  }
  assert_int_equal(set_spans(NULL, 0, narrow)->count, 0);
}

static void hard_breaks(void **state) {
  (void)state;
  struct paragraph *set = set_text("первая строка\u2028вторая\n\nчетвёртая", narrow);
  static const char *const lines[] = {"первая строка", "вторая", "", "четвёртая"};
  assert_int_equal(set->count, 4);
  for (size_t i = 0; i < 4; i++) {
    assert_string_equal(line_text(&set->lines[i]), lines[i]);
    assert_int_equal(set->lines[i].ascent, set->lines[0].ascent);
    assert_true(set->lines[i].width < narrow.width); /* none is justified */
  }
  assert_int_equal(set->lines[3].offset, strlen("первая строка\u2028вторая\n\n"));
}

static void indent_takes_from_the_first_line(void **state) {
  (void)state;
  struct paragraph_spec spec = narrow;
  spec.indent = 22000;
  struct paragraph *set = set_text(russian, spec);
  assert_int_equal(set->lines[0].runs[0].x, 22000);
  assert_int_equal(set->lines[0].width, narrow.width - 22000);
  assert_int_equal(set->lines[1].runs[0].x, 0);
  assert_int_equal(set->lines[1].width, narrow.width);
}

/* At the measure of a press release the spaces are even, hyphens few, and nothing runs through the lines. */
static void quality_of_justified_text(void **state) {
  (void)state;
  for (mpt width = 320000; width <= 400000; width += 5000) {
    struct paragraph_spec spec = {.width = width, .align = TEXT_JUSTIFY, .hang = true, .expansion = 20};
    struct paragraph *set = set_text(russian, spec);
    struct quality quality = quality_measure(arena, set);
    assert_int_equal(quality.lines, set->count);
    assert_int_equal(quality.overfull, 0);
    assert_true(quality.worst_ratio <= 2000); /* no space over twice its width */
    assert_true(quality.mean_ratio < 700);
    assert_true(quality.hyphen_run <= 2);
    assert_true(quality.hyphens * 5 <= quality.lines * 2);
    assert_true(quality.river < 3);
    const struct set_line *last = &set->lines[set->count - 1];
    assert_true(last->width >= 21000 && (last->width == width || last->width <= width - 10500));
  }
}

/* Neither a syllable nor a lone short word is left for the last line, in narrow columns too. */
static void last_lines_are_no_scraps(void **state) {
  (void)state;
  static const char *const scrap =
      "Поездка по обмену опытом организована в рамках проекта «Голос граждан и подотчетность органов МСУ: бюджетный "
      "процесс», финансируемого Правительством Швейцарии через Швейцарское Управление по Развитию и Сотрудничеству "
      "(SDC) и выполняемого Институтом политики развития (далее – Проект), ведущего свою деятельность на территории "
      "Джалал-Абадской, Иссык-Кульской, Чуйской, Нарынской и Ошской областей Кыргызстана с 2011 года";
  struct paragraph_spec column = {.width = 180000, .indent = 22000, .hang = true, .align = TEXT_JUSTIFY};
  struct paragraph *lead = set_text(scrap, column);
  assert_string_equal(line_text(&lead->lines[lead->count - 1]), "2011 года");
  for (size_t words = 300; words < 1200; words += 61) {
    char *text = arena_strndup(arena, russian, words);
    *strrchr(text, ' ') = '\0';
    for (mpt width = 180000; width < 400000; width += 30000) {
      struct paragraph *set = set_text(text, (struct paragraph_spec){.width = width, .align = TEXT_JUSTIFY});
      assert_true(set->lines[set->count - 1].width >= 21000);
    }
  }
}

/* Equal lines of equal words make the worst river there is. */
static void rivers_are_seen(void **state) {
  (void)state;
  struct paragraph *set = set_text("слово слово\nслово слово\nслово слово\nслово слово", narrow);
  struct quality quality = quality_measure(arena, set);
  assert_int_equal(quality.river, 4);
  set = set_text("слово слово\nдва слова ещё\nсловосочетание есть", narrow);
  quality = quality_measure(arena, set);
  assert_int_equal(quality.river, 1);
}

/* The number of lines that end in a hyphen after a line that does. */
static int hyphen_pairs(mpt width, int limit, int *longest) {
  struct paragraph_spec spec = {.width = width, .align = TEXT_JUSTIFY, .hyphen_limit = limit};
  struct paragraph *set = set_text(russian, spec);
  int run = 0, pairs = 0;
  *longest = 0;
  for (size_t i = 0; i < set->count; i++) {
    run = set->lines[i].hyphenated ? run + 1 : 0;
    pairs += run > 1;
    *longest = run > *longest ? run : *longest;
  }
  return pairs;
}

static void hyphen_limit_holds(void **state) {
  (void)state;
  int longest, pairs[4] = {0};
  for (mpt width = 300000; width < 400000; width += 10000)
    for (int limit = 1; limit <= 3; limit++) {
      pairs[limit] += hyphen_pairs(width, limit, &longest);
      if (width >= 330000 && limit > 1)
        assert_true(longest <= limit);
    }
  assert_true(pairs[1] < pairs[2] && pairs[2] <= pairs[3]);
  int by_default = hyphen_pairs(300000, 0, &longest);
  assert_int_equal(by_default, hyphen_pairs(300000, 2, &longest));
}

static void ragged_text_is_not_hyphenated(void **state) {
  (void)state;
  struct paragraph *set = set_text(russian, (struct paragraph_spec){.width = 300000, .align = TEXT_LEFT});
  for (size_t i = 0; i < set->count; i++) {
    assert_false(set->lines[i].hyphenated);
    assert_int_equal(set->lines[i].runs[0].x, 0);
    assert_true(set->lines[i].width <= 300000);
  }
}

/* A balanced heading keeps its number of lines, and they come out alike. */
static void balance(void **state) {
  (void)state;
  const char *heading = "Органы местного самоуправления Нарынской и Чуйской областей изучат лучшую практику сельских "
                        "муниципалитетов Ошской и Джалал-Абадской областей";
  for (mpt width = 250000; width < 500000; width += 20000) {
    struct paragraph_spec spec = {.width = width, .align = TEXT_LEFT};
    struct paragraph *plain = set_text(heading, spec);
    spec.balance = true;
    struct paragraph *balanced = set_text(heading, spec);
    assert_int_equal(balanced->count, plain->count);
    assert_true(balanced->width <= plain->width);
    mpt least = width;
    for (size_t i = 0; i < balanced->count; i++) {
      assert_false(balanced->lines[i].hyphenated);
      least = balanced->lines[i].width < least ? balanced->lines[i].width : least;
    }
    assert_true(least * 10 > balanced->width * 6); /* words here are up to a third of a line */
  }
}

static void hanging(void **state) {
  (void)state;
  struct paragraph_spec spec = {.width = 300000, .align = TEXT_JUSTIFY, .hang = true};
  struct paragraph *set = set_text(russian, spec);
  assert_true(set->lines[0].runs[0].x < 0); /* « */
  assert_int_equal(set->lines[0].width, 300000);
  size_t hanging_lines = 0;
  for (size_t i = 0; i + 1 < set->count; i++) {
    int64_t out = line_right_edge(&set->lines[i]) - 300000;
    assert_in_range(out + 1, 0, 3500);
    assert_true(!set->lines[i].hyphenated || out > 1500);
    hanging_lines += out > 500;
  }
  assert_true(hanging_lines > 3);
}

static void long_words(void **state) {
  (void)state;
  struct text_style plain = body;
  plain.hyphenate = false;
  struct text_span span = span_of("до достопримечательность после", &plain);
  struct paragraph_spec spec = {.width = 60000, .align = TEXT_LEFT};
  struct paragraph *set = set_spans(&span, 1, spec);
  assert_true(set->overfull);
  assert_int_equal(set->count, 3);
  assert_false(set->lines[0].overfull);
  assert_true(set->lines[1].overfull);
  assert_string_equal(line_text(&set->lines[1]), "достопримечательность ");

  spec.break_words = true;
  set = set_spans(&span, 1, spec);
  assert_false(set->overfull);
  for (size_t i = 0; i < set->count; i++)
    assert_true(set->lines[i].width <= 60010);

  span.style = &body; /* patterns come before force: every break in the word has its hyphen */
  set = set_spans(&span, 1, spec);
  assert_false(set->overfull);
  size_t hyphens = 0;
  for (size_t i = 0; i < set->count; i++)
    hyphens += set->lines[i].hyphenated;
  assert_true(hyphens >= 2);
}

/* One word of several spans is hyphenated as one. */
static void word_of_several_spans(void **state) {
  (void)state;
  struct text_style bold = body;
  bold.bold = true;
  struct text_span spans[] = {span_of("достопри", &body), span_of("мечательность", &bold)};
  for (mpt width = 40000; width < 110000; width += 5000) {
    struct paragraph *set = set_spans(spans, 2, (struct paragraph_spec){.width = width, .align = TEXT_JUSTIFY});
    assert_string_equal(paragraph_text(set), "достопримечательность");
    for (size_t i = 0; i + 1 < set->count; i++) {
      assert_true(set->lines[i].hyphenated); /* never broken at the border without one */
      assert_false(set->lines[i].overfull);
    }
  }
}

static void extent(void **state) {
  (void)state;
  struct text_span span = span_of("жилищно-коммунальное хозяйство\u2028и да", &body);
  struct paragraph_spec spec = {.spans = &span, .span_count = 1, .width = 0};
  mpt minimum, maximum;
  paragraph_extent(arena, setter, &spec, &minimum, &maximum);
  struct text_style plain = body;
  plain.hyphenate = false;
  span.style = &plain;
  spec.width = minimum;
  struct paragraph *least = paragraph_set(arena, setter, &spec);
  assert_false(least->overfull);
  assert_in_range(least->width - minimum + 1, 0, 2);
  spec.width = minimum - 50;
  assert_true(paragraph_set(arena, setter, &spec)->overfull);
  spec.width = maximum;
  struct paragraph *most = paragraph_set(arena, setter, &spec);
  assert_int_equal(most->count, 2);
  assert_in_range(most->width - maximum + 1, 0, 2);
  spec.width = maximum - 50;
  assert_true(paragraph_set(arena, setter, &spec)->count > 2);
}

static void problems(void **state) {
  (void)state;
  int tag;
  struct text_span span = span_of("слово \U0010FFFD слово", &body);
  span.tag = &tag;
  struct paragraph *set = set_spans(&span, 1, narrow);
  assert_int_equal(set->problem_count, 1);
  assert_int_equal(set->problems[0].code_point, 0x10FFFD);
  assert_ptr_equal(set->problems[0].tag, &tag);
  assert_int_equal(set->problems[0].offset, strlen("слово "));
}

/* Lines tell where they begin, and the beginnings make up the text. */
static void origins(void **state) {
  (void)state;
  struct text_span spans[] = {span_of("первый кусок текста, ", &body), span_of("второй кусок текста", &body)};
  struct paragraph *set = set_spans(spans, 2, (struct paragraph_spec){.width = 70000});
  for (size_t i = 0; i < set->count; i++) {
    const struct set_line *line = &set->lines[i];
    const struct glyph_run *run = line->runs[0].run;
    assert_memory_equal(spans[line->span].text + line->offset, run->text, 2);
  }
  assert_int_equal(set->lines[set->count - 1].span, 1);
}

/* Hostile texts take linear time. */
struct repeated {
  const char *unit;
  int kind;
  char *text;
};

static void repeated_set(void *self, size_t count) {
  struct repeated *repeated = self;
  size_t length = strlen(repeated->unit);
  for (size_t i = 0; i < count; i++)
    memcpy(repeated->text + i * length, repeated->unit, length);
  strcpy(repeated->text + count * length, " конец");
  set_text(repeated->text, (struct paragraph_spec){.width = 300000,
                                                   .align = repeated->kind & 1 ? TEXT_JUSTIFY : TEXT_LEFT,
                                                   .break_words = repeated->kind & 2,
                                                   .hang = repeated->kind & 2});
  arena_reset(arena);
  setter_trim(setter);
}

static void pathological(void **state) {
  (void)state;
  static const struct {
    const char *unit;
    size_t count; /* more bytes than a memo keeps; four times as many are set, too */
  } cases[] = {{" ", 25000},       {"ы", 25000},      {"слово ", 5000},   {"\n", 25000},
               {"а\u00AD", 12500}, {"-", 25000},      {"а\u00A0", 12500}, {"достопримечательность", 750},
               {"漢字", 7500},     {"а\u0301", 7500}, {"\u200B", 12500},  {"א ", 7500},
               {"a\u202Eb", 5000}, {"\u00AD ", 7500}}; /* the last: words of no letters */
  struct repeated repeated = {.text = malloc(1 << 20)};
  for (size_t i = 0; i < COUNT(cases); i++)
    for (repeated.kind = 0; repeated.kind < 4; repeated.kind++) {
      repeated.unit = cases[i].unit;
      if (!growth_is_linear(repeated_set, &repeated, cases[i].count))
        fail_msg("%zu × «%s», kind %d", cases[i].count, cases[i].unit, repeated.kind);
    }
  free(repeated.text);
}

static void widths_out_of_the_ordinary(void **state) {
  (void)state;
  static const mpt widths[] = {0, 1, 1000, -5000, MPT_LIMIT};
  for (size_t i = 0; i < COUNT(widths); i++)
    for (int align = TEXT_LEFT; align <= TEXT_JUSTIFY; align++)
      for (int indent = -10000; indent <= 10000; indent += 10000) {
        struct paragraph_spec spec = {.width = widths[i], .indent = indent, .align = (enum text_align)align};
        assert_string_equal(paragraph_text(set_text("слово и дело", spec)), "слово и дело");
      }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_is_kept),
      cmocka_unit_test(lines_begin_with_ink),
      cmocka_unit_test(empty_texts),
      cmocka_unit_test(hard_breaks),
      cmocka_unit_test(indent_takes_from_the_first_line),
      cmocka_unit_test(quality_of_justified_text),
      cmocka_unit_test(last_lines_are_no_scraps),
      cmocka_unit_test(rivers_are_seen),
      cmocka_unit_test(hyphen_limit_holds),
      cmocka_unit_test(ragged_text_is_not_hyphenated),
      cmocka_unit_test(balance),
      cmocka_unit_test(hanging),
      cmocka_unit_test(long_words),
      cmocka_unit_test(word_of_several_spans),
      cmocka_unit_test(extent),
      cmocka_unit_test(problems),
      cmocka_unit_test(origins),
      cmocka_unit_test(pathological),
      cmocka_unit_test(widths_out_of_the_ordinary),
  };
  return cmocka_run_group_tests(tests, text_open, text_close);
}
