/* text/paragraph_memo: what is kept is what would be set anew, and belongs to whoever asks. */
#include "text_fixture.h"

#include "text/paragraph_memo.h"

/* A setting that counts how often it is asked. Refuses texts that begin with "-". */
static int calls;

static struct paragraph *counted(struct arena *into, struct setter *with, const struct paragraph_spec *spec,
                                 const struct fit_spec *fit, mpt *size) {
  (void)with;
  (void)fit;
  calls++;
  if (spec->span_count > 0 && spec->spans[0].length > 0 && spec->spans[0].text[0] == '-')
    return NULL;
  if (size)
    *size = 7000;
  return arena_zalloc(into, 1, sizeof(struct paragraph));
}

static int calls_for(const struct paragraph_spec *spec, const struct fit_spec *fit) {
  int before = calls;
  mpt size = 0;
  struct paragraph *paragraph = paragraph_memo_set(arena, setter, spec, fit, &size, counted);
  if (paragraph)
    assert_int_equal(size, 7000);
  return calls - before;
}

static void kept_when_asked_for_twice(void **state) {
  (void)state;
  struct text_span span = span_of("для немедленного распространения", &body);
  struct paragraph_spec spec = {.spans = &span, .span_count = 1, .width = 1000};
  static const int expected[] = {1, 1, 0, 0, 0};
  for (size_t i = 0; i < COUNT(expected); i++)
    assert_int_equal(calls_for(&spec, NULL), expected[i]);
}

static void refusals_are_kept_too(void **state) {
  (void)state;
  struct text_span span = span_of("-", &body);
  struct paragraph_spec spec = {.spans = &span, .span_count = 1, .width = 1000};
  struct fit_spec fit = {.minimum = 1, .maximum = 2};
  static const int expected[] = {1, 1, 0, 0};
  for (size_t i = 0; i < COUNT(expected); i++) {
    int before = calls;
    mpt size = 5;
    assert_null(paragraph_memo_set(arena, setter, &spec, &fit, &size, counted));
    assert_int_equal(calls - before, expected[i]);
    assert_int_equal(size, 5);
  }
}

/* Each field by itself makes another paragraph. */
static void everything_counts(void **state) {
  (void)state;
  enum { SPEC_FIELDS = 9, STYLE_FIELDS = 8, FIT_FIELDS = 8, TEXTS = 3 };
  for (int field = -1; field < SPEC_FIELDS + STYLE_FIELDS + FIT_FIELDS + TEXTS; field++) {
    struct text_style style = {.family = "sans", .size = 9000, .language = "ky"}, other = style;
    struct text_span spans[] = {span_of("Кой-Таш", &style), span_of(" айылы", &style)};
    struct paragraph_spec spec = {.spans = spans, .span_count = 2, .width = 123456};
    struct fit_spec fit = {.minimum = 1000, .maximum = 2000}, *fitted = &fit;
    int number = field;
    if (number >= 0 && number < SPEC_FIELDS) {
      spec.width += number == 0;
      spec.indent += number == 1;
      spec.align = number == 2 ? TEXT_JUSTIFY : spec.align;
      spec.hang = number == 3;
      spec.balance = number == 4;
      spec.break_words = number == 5;
      spec.hyphen_limit += number == 6;
      spec.expansion += number == 7;
      spec.span_count -= number == 8;
    }
    number -= SPEC_FIELDS;
    if (number >= 0 && number < STYLE_FIELDS) {
      other.family = number == 0 ? "serif" : other.family;
      other.bold = number == 1;
      other.italic = number == 2;
      other.size += number == 3;
      other.tracking += number == 4;
      other.features = number == 5 ? TEXT_TABULAR : 0;
      other.language = number == 6 ? "ru" : other.language;
      other.hyphenate = number == 7;
      spans[1].style = &other;
    }
    number -= STYLE_FIELDS;
    if (number >= 0 && number < FIT_FIELDS) {
      fit.minimum += number == 0;
      fit.maximum += number == 1;
      fit.step += number == 2;
      fit.lines += number == 3;
      fit.height += number == 4;
      fit.leading_permille += number == 5;
      fit.keep_hyphens = number == 6;
      fitted = number == 7 ? NULL : fitted;
    }
    number -= FIT_FIELDS;
    if (number == 0)
      spans[1].text = " Айылы";
    if (number == 1) { /* the same letters, cut elsewhere */
      spans[0].length -= strlen("ш");
      spans[1] = span_of("ш айылы", &style);
    }
    if (number == 2)
      spans[1].length--;
    assert_int_equal(calls_for(&spec, fitted), 1);
    assert_int_equal(calls_for(&spec, fitted), 1);
    assert_int_equal(calls_for(&spec, fitted), 0);
  }
}

static void lines_are_equal(const struct set_line *a, const struct set_line *b) {
  assert_int_equal(a->run_count, b->run_count);
  for (size_t i = 0; i < a->run_count; i++) {
    const struct glyph_run *x = a->runs[i].run, *y = b->runs[i].run;
    assert_int_equal(a->runs[i].x, b->runs[i].x);
    assert_ptr_equal(x->font, y->font);
    assert_true(x->size == y->size && x->width == y->width && x->rtl == y->rtl && x->expansion == y->expansion);
    assert_int_equal(x->count, y->count);
    assert_memory_equal(x->glyphs, y->glyphs, x->count * sizeof *x->glyphs);
    assert_string_equal(x->text, y->text);
    assert_string_equal(x->language, y->language);
  }
  assert_true(a->natural == b->natural && a->width == b->width && a->ratio == b->ratio);
  assert_true(a->hyphenated == b->hyphenated && a->overfull == b->overfull && a->expansion == b->expansion);
  assert_true(a->ascent == b->ascent && a->descent == b->descent && a->span == b->span && a->offset == b->offset);
}

/* The first time a paragraph is set anew; afterwards other tags are asked for, of spans that have theirs in common or
 * apart. */
static void same_lines_with_the_tags_of_now(void **state) {
  (void)state;
  char tags[2];
  struct text_style styles[] = {body, body, body}; /* told apart by their sizes */
  styles[1].size++;
  styles[2].size--;
  struct text_span spans[] = {span_of(russian, &styles[0]), span_of(" Кой-Таш ", &styles[1]),
                              span_of("\u4E2D айылы", &styles[2])};
  for (mpt width = 100000; width < 400000; width += 60000) {
    struct paragraph_spec spec = {.width = width, .align = TEXT_JUSTIFY, .hang = true, .expansion = 20};
    struct paragraph *anew = set_spans(spans, COUNT(spans), spec);
    for (size_t round = 0; round < 6; round++) {
      for (size_t i = 0; i < COUNT(spans); i++)
        spans[i].tag = round >> i & 1 ? &tags[i % 2] : NULL;
      struct paragraph *set = set_spans(spans, COUNT(spans), spec);
      assert_int_equal(set->count, anew->count);
      assert_true(set->width == anew->width && set->overfull == anew->overfull);
      for (size_t i = 0; i < set->count; i++) {
        lines_are_equal(&set->lines[i], &anew->lines[i]);
        for (size_t r = 0; r < set->lines[i].run_count; r++) {
          mpt size = set->lines[i].runs[r].run->size;
          size_t span = size > body.size ? 1 : size < body.size ? 2 : 0;
          assert_ptr_equal(set->lines[i].runs[r].tag, spans[span].tag);
        }
      }
      assert_int_equal(set->problem_count, 1);
      assert_int_equal(set->problems[0].code_point, 0x4E2D);
      assert_ptr_equal(set->problems[0].tag, spans[2].tag);
    }
  }
}

/* What is given may be moved without moving it for the next one. */
static void places_are_the_callers(void **state) {
  (void)state;
  struct paragraph_spec spec = {.width = 300000};
  for (int i = 0; i < 5; i++) {
    struct paragraph *set = set_text("— пункт", spec);
    assert_int_equal(set->lines[0].runs[0].x, 0);
    set->lines[0].runs[0].x -= 5000;
    set->lines[0].width = 0;
  }
}

static int calls_of_three(int number) {
  char text[4000];
  memset(text, 'a', sizeof text);
  snprintf(text, 20, "%d", number);
  struct text_span span = {.text = text, .length = sizeof text, .style = &body};
  struct paragraph_spec spec = {.spans = &span, .span_count = 1, .width = 1000};
  return calls_for(&spec, NULL) + calls_for(&spec, NULL) + calls_for(&spec, NULL);
}

/* A memo takes no more than its share of memory, and what is too long not at all. */
static void full_until_trimmed(void **state) {
  (void)state;
  int kept = 0;
  for (int number = 0; number < 2000; number++)
    kept += calls_of_three(number) == 2;
  assert_in_range(kept, 100, 1000);
  assert_int_equal(calls_of_three(9000), 3);
  setter_trim(setter);
  assert_int_equal(calls_of_three(9001), 2);
  static char text[20000];
  memset(text, 'b', sizeof text);
  struct text_span span = {.text = text, .length = sizeof text, .style = &body};
  struct paragraph_spec spec = {.spans = &span, .span_count = 1, .width = 1000};
  for (int i = 0; i < 4; i++)
    assert_int_equal(calls_for(&spec, NULL), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(kept_when_asked_for_twice), cmocka_unit_test(refusals_are_kept_too),
      cmocka_unit_test(everything_counts),         cmocka_unit_test(same_lines_with_the_tags_of_now),
      cmocka_unit_test(places_are_the_callers),    cmocka_unit_test(full_until_trimmed)};
  return cmocka_run_group_tests(tests, text_open, text_close);
}
