/* text/fit: the largest size at which a text goes into its box. */
#include "text_fixture.h"

static const struct text_style name_style = {.family = "sans", .bold = true, .size = 10000, .language = "ru"};

struct fitted {
  struct paragraph *set;
  mpt size;
};

static struct fitted fit(const char *text, struct paragraph_spec spec, struct fit_spec box) {
  struct text_span span = span_of(text, &name_style);
  struct fitted fitted = {.size = 0};
  spec.spans = &span;
  spec.span_count = 1;
  fitted.set = paragraph_fit(arena, setter, &spec, &box, &fitted.size);
  return fitted;
}

static const struct fit_spec badge = {
    .minimum = 8000, .maximum = 34000, .step = 500, .lines = 2, .height = 60000, .leading_permille = 1150};

static void short_text_is_set_at_the_maximum(void **state) {
  (void)state;
  struct fitted fitted = fit("Айгүл", (struct paragraph_spec){.width = 170000}, badge);
  assert_int_equal(fitted.size, 34000);
  assert_int_equal(fitted.set->count, 1);
  assert_int_equal(fitted.set->lines[0].runs[0].run->size, 34000);
}

/* Set at a size in the ordinary way: would it do? */
static bool holds(const char *text, mpt width, const struct fit_spec *box, mpt size) {
  struct text_style style = name_style;
  style.size = size;
  struct text_span span = span_of(text, &style);
  struct paragraph *set = set_spans(&span, 1, (struct paragraph_spec){.width = width, .balance = true});
  return !set->overfull && (box->lines == 0 || (int)set->count <= box->lines) &&
         (int64_t)set->count * (size * (int64_t)box->leading_permille / 1000) <= box->height;
}

/* Against trying every size from the largest down. */
static void size_is_the_largest(void **state) {
  (void)state;
  static const char *const texts[] = {"Айгүл",
                                      "Орозбаев Бектур Асанович",
                                      "Константинопольский Александр",
                                      "специалист по жилищно-коммунальному хозяйству айыл окмоту",
                                      "глава АО Кенешского АА",
                                      "председатель ГСМиО",
                                      "Ж. Ж.",
                                      "Менеджер Проекта по работе на национальном уровне, руководитель группы",
                                      "а\nб",
                                      "Институт политики\u2028развития"};
  int found = 0, refused = 0, wrapped = 0;
  for (size_t t = 0; t < COUNT(texts); t++)
    for (mpt width = 40000; width < 300000; width += 23000)
      for (int lines = 0; lines <= 3; lines++) {
        struct fit_spec box = badge;
        box.lines = lines;
        box.height = 30000 + 9000 * lines;
        struct fitted fitted = fit(texts[t], (struct paragraph_spec){.width = width}, box);
        mpt expected = box.maximum;
        while (expected >= box.minimum && !holds(texts[t], width, &box, expected))
          expected -= box.step;
        if (expected < box.minimum) {
          assert_null(fitted.set);
          refused++;
          continue;
        }
        assert_int_equal(fitted.size, expected);
        assert_false(fitted.set->overfull);
        assert_true(fitted.set->width <= width + 10);
        assert_true(lines == 0 || (int)fitted.set->count <= lines);
        for (size_t i = 0; i < fitted.set->count; i++)
          for (size_t r = 0; r < fitted.set->lines[i].run_count; r++)
            assert_int_equal(fitted.set->lines[i].runs[r].run->size, expected);
        found++;
        wrapped += fitted.set->count > 1;
        arena_reset(arena);
      }
  assert_true(found > 100 && refused > 10 && wrapped > 50);
}

static void wraps_where_lines_are_even(void **state) {
  (void)state;
  struct fit_spec box = badge;
  box.maximum = 12000;
  struct fitted fitted = fit("Институт политики развития Кыргызстана", (struct paragraph_spec){.width = 200000}, box);
  assert_int_equal(fitted.set->count, 2);
  assert_string_equal(line_text(&fitted.set->lines[0]), "Институт политики ");
  assert_string_equal(line_text(&fitted.set->lines[1]), "развития Кыргызстана");
}

static void minimum_off_the_grid_is_tried(void **state) {
  (void)state;
  struct fit_spec box = {
      .minimum = 8300, .maximum = 10000, .step = 1000, .lines = 1, .height = 20000, .leading_permille = 1200};
  struct fitted wide = fit("Орозбаев", (struct paragraph_spec){.width = 1000000}, box);
  mpt width = (mpt)((int64_t)wide.set->width * 85 / 100);
  assert_int_equal(fit("Орозбаев", (struct paragraph_spec){.width = width}, box).size, 8300);
  assert_null(fit("Орозбаев", (struct paragraph_spec){.width = width * 9 / 10}, box).set);
}

static void words_break_only_when_allowed(void **state) {
  (void)state;
  struct fit_spec box = badge;
  box.minimum = 12000;
  struct paragraph_spec spec = {.width = 50000};
  assert_null(fit("Достопримечательность", spec, box).set);
  box.lines = 0;
  box.height = 100000;
  assert_null(fit("Достопримечательность", spec, box).set);
  spec.break_words = true;
  struct fitted fitted = fit("Достопримечательность", spec, box);
  assert_non_null(fitted.set);
  assert_int_equal(fitted.size, 12000);
  assert_true(fitted.set->count > 1);
  assert_string_equal(paragraph_text(fitted.set), "Достопримечательность");
}

static void hyphens_end_lines_only_when_allowed(void **state) {
  (void)state;
  struct fit_spec box = badge;
  struct paragraph_spec spec = {.width = 110000};
  struct fitted asked = fit("Салтыкова-Щедрина Анна", spec, box);
  assert_string_equal(line_text(&asked.set->lines[0]), "Салтыкова-");
  box.keep_hyphens = true;
  struct fitted kept = fit("Салтыкова-Щедрина Анна", spec, box);
  assert_string_equal(line_text(&kept.set->lines[0]), "Салтыкова-Щедрина ");
  assert_true(kept.size < asked.size);
  assert_string_equal(line_text(&fit("Ли — Ян-Жак Пол-Анри", spec, box).set->lines[0]), "Ли — Ян-Жак ");
}

static void text_is_never_hyphenated(void **state) {
  (void)state;
  struct text_style style = name_style;
  style.hyphenate = true;
  struct text_span span = span_of("руководитель специализированной достопримечательности", &style);
  struct paragraph_spec spec = {.spans = &span, .span_count = 1, .width = 90000};
  struct fit_spec box = badge;
  box.lines = 0;
  mpt size;
  struct paragraph *set = paragraph_fit(arena, setter, &spec, &box, &size);
  assert_int_equal(set->count, 3);
  for (size_t i = 0; i < 3; i++)
    assert_false(set->lines[i].hyphenated);
}

static void spans_are_all_resized(void **state) {
  (void)state;
  struct text_style regular = name_style;
  regular.bold = false;
  regular.size = 77000;
  struct text_span spans[] = {span_of("Бектур ", &name_style), span_of("Орозбаев", &regular)};
  struct paragraph_spec spec = {.spans = spans, .span_count = 2, .width = 100000};
  struct fit_spec box = badge;
  box.lines = 1;
  mpt size;
  struct paragraph *set = paragraph_fit(arena, setter, &spec, &box, &size);
  assert_int_equal(set->lines[0].run_count, 2);
  assert_int_equal(set->lines[0].runs[0].run->size, size);
  assert_int_equal(set->lines[0].runs[1].run->size, size);
  assert_true(set->width <= 100000 && set->width > 95000);
}

static void empty_text_fits(void **state) {
  (void)state;
  struct fitted fitted = fit("", (struct paragraph_spec){.width = 100000}, badge);
  assert_non_null(fitted.set);
  assert_int_equal(fitted.set->count, 0);
  assert_int_equal(fitted.size, badge.maximum);
}

static void hostile_boxes(void **state) {
  (void)state;
  static const struct {
    mpt width, height;
    struct fit_spec box;
    bool fits;
  } cases[] = {{0, 50000, {.minimum = 8000, .maximum = 9000}, false},
               {-100, 50000, {.minimum = 8000, .maximum = 9000}, false},
               {100000, -1, {.minimum = 8000, .maximum = 9000}, false},
               {100000, 0, {.minimum = 8000, .maximum = 9000}, false},
               {MPT_LIMIT, MPT_LIMIT, {.minimum = 1, .maximum = MPT_LIMIT}, true},
               {100000, 50000, {.minimum = 1, .maximum = MPT_LIMIT}, true}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct fit_spec box = cases[i].box;
    box.height = cases[i].height;
    box.leading_permille = 1200;
    struct fitted fitted = fit("Орозбаев Бектур", (struct paragraph_spec){.width = cases[i].width}, box);
    assert_int_equal(fitted.set != NULL, cases[i].fits);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(short_text_is_set_at_the_maximum),
      cmocka_unit_test(size_is_the_largest),
      cmocka_unit_test(wraps_where_lines_are_even),
      cmocka_unit_test(minimum_off_the_grid_is_tried),
      cmocka_unit_test(words_break_only_when_allowed),
      cmocka_unit_test(hyphens_end_lines_only_when_allowed),
      cmocka_unit_test(text_is_never_hyphenated),
      cmocka_unit_test(spans_are_all_resized),
      cmocka_unit_test(empty_text_fits),
      cmocka_unit_test(hostile_boxes),
  };
  return cmocka_run_group_tests(tests, text_open, text_close);
}
