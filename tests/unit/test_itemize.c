/* text/itemize: runs by font, script and direction. */
#include "test_base.h"

#include "base/buffer.h"
#include "text/itemize.h"

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

static const struct text_style serif = {.family = "serif", .language = "ru"};
static const struct text_style bold = {.family = "serif", .bold = true, .language = "ru"};
static const struct text_style sans = {.family = "sans", .language = "ky"};
static const struct text_style english = {.family = "sans", .language = "en"};
static const struct text_style hebrew = {.family = "serif", .language = "he"};
static const struct text_style unknown = {.family = "No Such Family", .language = "ru"};
static const struct text_style mono = {.family = "mono", .language = "ru"};

/* One "[script font level text]" a run; "?1F600@4" a problem; a span's index before all but the first span. */
static const char *dump(const struct text_span *spans, size_t span_count, struct buffer *out) {
  size_t count, problem_count;
  struct text_problem *problems;
  const struct text_run *runs = itemize(arena, setter, spans, span_count, &count, &problems, &problem_count);
  for (size_t i = 0; i < count; i++) {
    const struct text_run *run = &runs[i];
    if (run->span)
      buffer_printf(out, "%u", run->span);
    buffer_printf(out, "[%c%c%c%c %s ", (int)(run->script >> 24), (int)(run->script >> 16 & 255),
                  (int)(run->script >> 8 & 255), (int)(run->script & 255), font_postscript_name(run->font));
    if (run->level)
      buffer_printf(out, "%d ", run->level);
    buffer_add(out, spans[run->span].text + run->start, run->length);
    buffer_text(out, "]");
  }
  for (size_t i = 0; i < problem_count; i++) {
    assert_ptr_equal(problems[i].tag, spans[0].tag);
    buffer_printf(out, "?%X@%zu", (unsigned)problems[i].code_point, problems[i].offset);
  }
  return out->data ? out->data : "";
}

static void one_span(void **state) {
  (void)state;
  static const struct {
    const struct text_style *style;
    const char *text, *runs;
  } cases[] = {
      {&serif, "", ""},
      {&serif, "Министр «дал» ответ.", "[Cyrl PTSerif-Regular Министр «дал» ответ.]"},
      {&sans, "Өнүгүү ң", "[Cyrl PTSans-Regular Өнүгүү ң]"},
      {&serif, "IT-отдел", "[Latn PTSerif-Regular IT-][Cyrl PTSerif-Regular отдел]"},
      {&serif, "17 сентября", "[Cyrl PTSerif-Regular 17 сентября]"},
      {&serif, "«17 maj»", "[Latn PTSerif-Regular «17 maj»]"},
      {&sans, "12 345,6", "[Cyrl PTSans-Regular 12 345,6]"},
      {&english, "12 345.6", "[Latn PTSans-Regular 12 345.6]"},
      {&serif, "а\nб\u2028в", "[Cyrl PTSerif-Regular а][Cyrl PTSerif-Regular б][Cyrl PTSerif-Regular в]"},
      {&serif, "\n\n", ""},
      {&serif,
       "а\x01"
       "б\x7f\xC2\x85",
       "[Cyrl PTSerif-Regular а][Cyrl PTSerif-Regular б]"},
      {&serif, "а\tб", "[Cyrl PTSerif-Regular а\tб]"},
      {&serif, "не\u00ADделя\u200B5\uFEFF", "[Cyrl PTSerif-Regular не\u00ADделя\u200B5\uFEFF]"},
      {&serif, "5\u00A0кг\u202F\u2009м", "[Cyrl PTSerif-Regular 5\u00A0кг\u202F\u2009м]"},
      {&serif, "кто\u2011то", "[Cyrl PTSerif-Regular кто\u2011то]"},
      {&unknown, "слово", "[Cyrl PTSerif-Regular слово]"},
      /* a base and its mark: composed, decomposed, from one font */
      {&serif, "и\u0306", "[Cyrl PTSerif-Regular и\u0306]"},
      {&serif, "а\u0301", "[Cyrl PTSerif-Regular а\u0301]"},
      {&serif, "ба\u0308\u0323б",
       "[Cyrl PTSerif-Regular б][Cyrl NotoSerif-Regular а\u0308\u0323][Cyrl PTSerif-Regular б]"},
      {&serif, "\u0301", "[Cyrl PTSerif-Regular \u0301]"},
      /* other fonts: single words, with their punctuation */
      {&serif, "в თბ, да",
       "[Cyrl PTSerif-Regular в ][Geor NotoSerifGeorgian-Regular თბ]"
       "[Geor PTSerif-Regular , ][Cyrl PTSerif-Regular да]"},
      {&serif, "Ġ, да", "[Latn LiberationSerif Ġ,][Latn PTSerif-Regular  ][Cyrl PTSerif-Regular да]"},
      {&bold, "თ", "[Geor NotoSerifGeorgian-Bold თ]"},
      {&serif, "Ġ", "[Latn LiberationSerif Ġ]"},
      {&mono, "Ġ", "[Latn LiberationMono Ġ]"},
      /* nobody has it */
      {&serif, "а\uE123б\uE123", "[Cyrl PTSerif-Regular а][Cyrl PTSerif-Regular б]?E123@2"},
      {&serif, "\uE123\u0301", "[Cyrl PTSerif-Regular \u0301]?E123@0"},
      /* right to left */
      {&serif, "слово שלום слово",
       "[Cyrl PTSerif-Regular слово ][Hebr NotoSerifHebrew-Regular 1 שלום]"
       "[Hebr PTSerif-Regular  ][Cyrl PTSerif-Regular слово]"},
      {&hebrew, "שלום 12",
       "[Hebr NotoSerifHebrew-Regular 1 שלום][Hebr PTSerif-Regular 1  ][Hebr PTSerif-Regular 2 12]"},
      {&hebrew, "abc", "[Latn PTSerif-Regular 2 abc]"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer out = {0};
    struct text_span span = {
        .text = cases[i].text, .length = strlen(cases[i].text), .style = cases[i].style, .tag = &out};
    assert_string_equal(dump(&span, 1, &out), cases[i].runs);
    buffer_drop(&out);
  }
}

static void several_spans(void **state) {
  (void)state;
  struct buffer out = {0};
  struct text_span spans[] = {{.text = "12 ", .length = 3, .style = &serif},
                              {.text = "", .length = 0, .style = &sans},
                              {.text = "да ", .length = 5, .style = &bold},
                              {.text = "no", .length = 2, .style = &sans}};
  assert_string_equal(dump(spans, COUNT(spans), &out),
                      "[Cyrl PTSerif-Regular 12 ]2[Cyrl PTSerif-Bold да ]3[Latn PTSans-Regular no]");
  buffer_drop(&out);
  struct text_span mixed[] = {{.text = "אב ", .length = 5, .style = &serif},
                              {.text = "гд", .length = 4, .style = &bold}};
  assert_string_equal(dump(mixed, COUNT(mixed), &out),
                      "[Hebr NotoSerifHebrew-Regular 1 אב][Hebr PTSerif-Regular  ]1[Cyrl PTSerif-Bold гд]");
  buffer_drop(&out);
  assert_string_equal(dump(spans, 0, &out), "");
  buffer_drop(&out);
}

/* Every byte that is not a control or a problem is in one run, in order, whatever the bytes. */
static void runs_cover_the_text(void **state) {
  (void)state;
  static const char *const pieces[] = {"а", "ң", "z", " ", "\u0301", "\u0308", "თ", "ש", "\u200D", "\xff", "\n", "日"};
  uint32_t random = 5;
  for (int round = 0; round < 3000; round++) {
    char text[256];
    size_t length = 0, count, problem_count, at = 0;
    for (unsigned i = 0; i < 40; i++) {
      random = random * 1664525 + 1013904223;
      const char *piece = pieces[(random >> 16) % COUNT(pieces)];
      memcpy(text + length, piece, strlen(piece));
      length += strlen(piece);
    }
    struct text_span span = {.text = text, .length = length, .style = round % 2 ? &serif : &hebrew};
    struct text_problem *problems;
    const struct text_run *runs = itemize(arena, setter, &span, 1, &count, &problems, &problem_count);
    for (size_t i = 0; i < count; i++) {
      for (; at < runs[i].start; at++)
        assert_true(text[at] == '\n' || (unsigned char)text[at] == 0xFF || strchr("日", text[at]));
      assert_int_equal(at, runs[i].start);
      assert_true(runs[i].length > 0);
      at += runs[i].length;
    }
    assert_true(at <= length);
    arena_reset(arena);
  }
}

static void stacked_marks(void **state) {
  (void)state;
  static char text[1 << 20];
  for (size_t i = 0; i < sizeof text; i += 2)
    memcpy(text + i, "\u0301", 2);
  memcpy(text, "б", 2);
  struct text_span span = {.text = text, .length = sizeof text, .style = &serif};
  struct text_problem *problems;
  size_t count, problem_count;
  itemize(arena, setter, &span, 1, &count, &problems, &problem_count);
  assert_int_equal(count, 1);
  assert_int_equal(problem_count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_span),
      cmocka_unit_test(several_spans),
      cmocka_unit_test(runs_cover_the_text),
      cmocka_unit_test(stacked_marks),
  };
  return cmocka_run_group_tests(tests, open_all, close_all);
}
