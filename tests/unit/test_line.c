/* text/line: what stands where on a line. */
#include "text_fixture.h"

static mpt advance_of(const char *family, bool bold, uint32_t code_point, mpt size) {
  struct font *font = fontmap_find(setter_fontmap(setter), family, bold, false);
  return muldiv(size, font_advance(font, font_glyph(font, code_point)), font_metrics(font)->units_per_em);
}

/* The x of a glyph in the paragraph. */
static mpt glyph_x(const struct placed_run *placed, uint32_t glyph) {
  return placed->x + placed->run->glyphs[glyph].x;
}

static void justified_edges_are_exact(void **state) {
  (void)state;
  for (mpt width = 180000; width < 420000; width += 12347) {
    struct paragraph *set = set_text(russian, (struct paragraph_spec){.width = width, .align = TEXT_JUSTIFY});
    assert_false(set->overfull);
    assert_int_equal(set->width, width);
    for (size_t i = 0; i + 1 < set->count; i++) {
      const struct set_line *line = &set->lines[i];
      assert_int_equal(line->width, width);
      assert_int_equal(line->runs[0].x, 0);
      assert_in_range(line_right_edge(line) - width + 1, 0, 2);
    }
    assert_true(set->lines[set->count - 1].width <= width);
  }
}

/* Letters give way as far as they may and no further; what is drawn with them ends at the edge. */
static void letters_give_way(void **state) {
  (void)state;
  size_t wider = 0, narrower = 0;
  int64_t ratios[2] = {0};
  for (int kind = 0; kind < 4; kind++)
    for (mpt width = 150000; width < 420000; width += 12347) {
      struct paragraph_spec spec = {
          .width = width, .align = TEXT_JUSTIFY, .hang = kind & 2, .expansion = kind & 1 ? 20 : 0};
      struct paragraph *set = set_text(russian, spec);
      for (size_t i = 0; i < set->count; i++) {
        const struct set_line *line = &set->lines[i];
        const struct glyph_run *run = line->runs[0].run;
        assert_in_range(line->expansion + 20, 0, 40);
        assert_int_equal(run->expansion, line->expansion);
        if (!(kind & 1) || line->width < width)
          assert_int_equal(line->expansion, 0);
        if (i + 1 < set->count)
          assert_int_equal(line->width, width);
        if (i + 1 < set->count && !(kind & 2))
          assert_in_range(line_right_edge(line) - width + 2, 0, 3); /* rounded twice */
        if (kind & 1 && abs(line->ratio) > 1150)
          assert_int_equal(line->expansion, line->ratio > 0 ? 20 : -20);
        mpt first =
            muldiv(run->size, font_advance(run->font, run->glyphs[0].id), font_metrics(run->font)->units_per_em);
        if (i + 1 < set->count && run->count > 1 && run->text[run->glyphs[1].text] != ' ') /* but for kerning */
          assert_in_range(run->glyphs[1].x - first - muldiv(first, line->expansion, 1000) + 1500, 0, 3000);
        wider += line->expansion > 0;
        narrower += line->expansion < 0;
        ratios[kind & 1] += abs(line->ratio);
      }
    }
  assert_true(wider > 50 && narrower > 50);
  assert_true(ratios[1] * 4 < ratios[0] * 3);
}

/* Ragged text keeps its letters. */
static void ragged_letters_stay(void **state) {
  (void)state;
  struct paragraph *set = set_text(russian, (struct paragraph_spec){.width = 200000, .expansion = 20});
  for (size_t i = 0; i < set->count; i++)
    assert_int_equal(set->lines[i].expansion, 0);
}

/* Every word begins where the sum of unrounded advances puts it. */
static void rounding_does_not_add_up(void **state) {
  (void)state;
  const char *text = "нннннннннннннннннннннннннннннннннннннннн";
  struct text_style style = body;
  style.size = 10333;
  style.hyphenate = false;
  struct text_span span = span_of(text, &style);
  struct paragraph *set = set_spans(&span, 1, (struct paragraph_spec){.width = MPT_LIMIT});
  struct font *font = fontmap_find(setter_fontmap(setter), "serif", false, false);
  const struct glyph_run *run = set->lines[0].runs[0].run;
  for (uint32_t i = 0; i < run->count; i++)
    assert_int_equal(run->glyphs[i].x, muldiv(10333, (int64_t)i * font_advance(font, font_glyph(font, 0x43D)), 1000));
}

static void trailing_space_is_kept_and_not_counted(void **state) {
  (void)state;
  struct paragraph *set = set_text("слово  слово ", (struct paragraph_spec){.width = 40000, .align = TEXT_RIGHT});
  assert_int_equal(set->count, 2);
  const struct set_line *line = &set->lines[0];
  const struct glyph_run *run = line->runs[0].run;
  mpt space = advance_of("serif", false, ' ', 10500);
  assert_string_equal(run->text, "слово  ");
  assert_int_equal(run->count, 7);
  assert_int_equal(run->glyphs[5].x, line->width);
  assert_in_range(run->glyphs[6].x - line->width - space + 1, 0, 2);
  assert_int_equal(run->width, run->glyphs[6].x); /* the second space takes no room */
  assert_int_equal(line->runs[0].x + line->width, 40000);
  assert_string_equal(set->lines[1].runs[0].run->text, "слово ");
}

static void alignments(void **state) {
  (void)state;
  static const struct {
    enum text_align align;
    int half; /* of the room left stands before the line */
  } cases[] = {{TEXT_LEFT, 0}, {TEXT_CENTRE, 1}, {TEXT_RIGHT, 2}, {TEXT_JUSTIFY, 0}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct paragraph *set =
        set_text("слово", (struct paragraph_spec){.width = 100000, .indent = 20000, .align = cases[i].align});
    const struct set_line *line = &set->lines[0];
    assert_int_equal(line->runs[0].x, 20000 + (80000 - line->width) * cases[i].half / 2);
    assert_int_equal(line->natural, line->width);
    assert_int_equal(line->ratio, 0);
  }
}

/* No-break spaces stretch as spaces do, and keep their text; thin spaces do not stretch. */
static void spaces(void **state) {
  (void)state;
  struct paragraph *set = set_text("а\u00A0б в\u2009г и ещё десяток слов до конца строки",
                                   (struct paragraph_spec){.width = 110000, .align = TEXT_JUSTIFY});
  const struct glyph_run *run = set->lines[0].runs[0].run;
  assert_memory_equal(run->text, "а\u00A0б в\u2009г и ", strlen("а\u00A0б в\u2009г и "));
  mpt space = advance_of("serif", false, ' ', 10500);
  mpt widths[3];
  for (uint32_t i = 0; i < 3; i++) /* glyphs 1, 3 and 5 are the spaces */
    widths[i] = run->glyphs[2 * i + 2].x - run->glyphs[2 * i + 1].x;
  assert_true(widths[0] != space);
  assert_in_range(widths[0] - widths[1] + 2, 0, 4);
  assert_in_range(widths[2] - 2100 + 1, 0, 2);
}

static void spans_make_runs(void **state) {
  (void)state;
  struct text_style bold = body, sans = body;
  bold.bold = true;
  sans.family = "sans";
  int tags[3];
  struct text_span spans[] = {span_of("один дв", &body), span_of("а три", &bold), span_of(" четыре", &sans)};
  for (size_t i = 0; i < 3; i++)
    spans[i].tag = &tags[i];
  struct paragraph *set = set_spans(spans, 3, (struct paragraph_spec){.width = 300000});
  const struct set_line *line = &set->lines[0];
  assert_int_equal(set->count, 1);
  assert_string_equal(line_text(line), "один дв|а три| четыре");
  mpt x = 0;
  for (size_t i = 0; i < 3; i++) {
    assert_ptr_equal(line->runs[i].tag, &tags[i]);
    assert_int_equal(line->runs[i].x, x);
    x += line->runs[i].run->width;
  }
  assert_int_equal(line->width, x);
}

/* Latin inside Cyrillic is another script and the same run; a fallback font is another run. */
static void scripts_and_fonts(void **state) {
  (void)state;
  struct paragraph *set = set_text("слово SDC слово αβγ ℵ", (struct paragraph_spec){.width = 300000});
  const struct set_line *line = &set->lines[0];
  assert_true(line->run_count >= 2);
  assert_memory_equal(line->runs[0].run->text, "слово SDC слово ", strlen("слово SDC слово "));
  assert_int_equal(set->problem_count, 0);
  for (size_t i = 1; i < line->run_count; i++)
    assert_true(line->runs[i].run->font != line->runs[i - 1].run->font);
}

static void added_hyphen(void **state) {
  (void)state;
  struct paragraph *set = set_text("достопримечательность достопримечательность",
                                   (struct paragraph_spec){.width = 82000, .align = TEXT_JUSTIFY});
  const struct set_line *line = &set->lines[0];
  const struct glyph_run *run = line->runs[0].run;
  assert_true(line->hyphenated);
  assert_memory_equal(run->text + run->text_length - 2, "\u00AD", 2);
  assert_int_equal(run->glyphs[run->count - 1].text, run->text_length - 2);
  struct font *font = fontmap_find(setter_fontmap(setter), "serif", false, false);
  assert_int_equal(font_advance(font, run->glyphs[run->count - 1].id), font_advance(font, font_glyph(font, '-')));
  assert_string_equal(paragraph_text(set), "достопримечательность достопримечательность");
}

/* A hyphen of the text's own is broken after and not doubled. */
static void own_hyphen(void **state) {
  (void)state;
  struct text_style plain = body;
  plain.hyphenate = false;
  struct text_span span = span_of("жилищно-коммунальными", &plain);
  struct paragraph *set = set_spans(&span, 1, (struct paragraph_spec){.width = 80000});
  assert_int_equal(set->count, 2);
  assert_string_equal(line_text(&set->lines[0]), "жилищно-");
  assert_string_equal(line_text(&set->lines[1]), "коммунальными");
  assert_false(set->lines[0].hyphenated);
  assert_int_equal(set->lines[1].offset, strlen("жилищно-"));
}

static void soft_hyphens(void **state) {
  (void)state;
  struct text_style plain = body;
  plain.hyphenate = false;
  struct text_span span = span_of("длинно\u00ADе\u00ADшее", &plain);
  struct paragraph *whole = set_spans(&span, 1, (struct paragraph_spec){.width = 200000});
  assert_string_equal(line_text(&whole->lines[0]), "длинноешее");
  struct paragraph *cut = set_spans(&span, 1, (struct paragraph_spec){.width = 45000});
  assert_int_equal(cut->count, 2);
  assert_string_equal(line_text(&cut->lines[0]), "длинно\u00AD");
  assert_string_equal(line_text(&cut->lines[1]), "ешее");
  assert_true(cut->lines[0].hyphenated);
}

/* Tracking follows every cluster but the last of the line. */
static void tracking(void **state) {
  (void)state;
  struct text_style tracked = body;
  tracked.tracking = 50;
  struct text_span plain_span = span_of("нити нити", &body), tracked_span = span_of("нити нити", &tracked);
  struct paragraph_spec spec = {.width = 300000, .align = TEXT_RIGHT};
  struct paragraph *plain = set_spans(&plain_span, 1, spec), *wide = set_spans(&tracked_span, 1, spec);
  assert_in_range(wide->width - plain->width - 8 * 525 + 1, 0, 2);
  assert_in_range(line_right_edge(&wide->lines[0]) - 300000 + 2, 0, 3);
  spec.width = wide->width; /* exactly as wide as it must be */
  assert_int_equal(set_spans(&tracked_span, 1, spec)->count, 1);
  spec.width = wide->width - 20;
  assert_int_equal(set_spans(&tracked_span, 1, spec)->count, 2);
}

static void superior(void **state) {
  (void)state;
  struct text_style mark = body;
  mark.features = TEXT_SUPERIOR;
  struct text_span spans[] = {span_of("слово", &body), span_of("12", &mark), span_of("ж", &mark)};
  struct paragraph *set = set_spans(spans, 3, (struct paragraph_spec){.width = 300000});
  const struct set_line *line = &set->lines[0];
  assert_int_equal(line->run_count, 3);
  for (size_t i = 1; i < 3; i++) {
    const struct glyph_run *run = line->runs[i].run;
    bool reduced = run->size == 6300 && run->glyphs[0].y == 3465;
    bool own = run->size == 10500 && run->glyphs[0].y == 0 &&
               run->glyphs[0].id != font_glyph(run->font, (unsigned char)run->text[0]);
    assert_true(reduced || own);
  }
  assert_int_equal(line->runs[2].run->size, 6300); /* no font has superior Cyrillic letters */
}

/* Right to left: words from the right, their letters too, and the text in logical order. */
static void right_to_left(void **state) {
  (void)state;
  struct text_style hebrew = body;
  hebrew.language = "he";
  hebrew.family = "Noto Serif Hebrew";
  struct text_span span = span_of("שלום עולם abc גדול", &hebrew);
  struct paragraph *set = set_spans(&span, 1, (struct paragraph_spec){.width = 300000, .align = TEXT_RIGHT});
  assert_int_equal(set->problem_count, 0);
  const struct set_line *line = &set->lines[0];
  assert_string_equal(line_text(line), " גדול|abc|שלום עולם ");
  const struct glyph_run *first = line->runs[2].run;
  assert_true(first->rtl);
  assert_false(line->runs[1].run->rtl);
  assert_int_equal(first->glyphs[first->count - 1].text, 0);
  for (uint32_t i = 1; i < first->count; i++) {
    assert_true(first->glyphs[i].text < first->glyphs[i - 1].text);
    assert_true(first->glyphs[i].x > first->glyphs[i - 1].x);
  }
  assert_int_equal(glyph_x(&line->runs[2], 0) + first->width, 300000);
}

/* The trailing space of a line from the right stands left of it. */
static void right_to_left_lines(void **state) {
  (void)state;
  struct text_style hebrew = body;
  hebrew.language = "he";
  hebrew.family = "Noto Serif Hebrew";
  struct text_span span = span_of("שלום עולם גדול שלום עולם גדול שלום עולם גדול", &hebrew);
  struct paragraph *set = set_spans(&span, 1, (struct paragraph_spec){.width = 90000, .align = TEXT_JUSTIFY});
  assert_true(set->count > 1);
  for (size_t i = 0; i < set->count; i++) {
    const struct placed_run *placed = &set->lines[i].runs[0];
    bool last = i + 1 == set->count;
    assert_int_equal(placed->x + placed->run->width, 90000);
    assert_int_equal(placed->run->text[placed->run->text_length - 1] == ' ', !last);
    if (!last)
      assert_int_equal(placed->x, -(placed->run->width - 90000));
  }
}

static void extents(void **state) {
  (void)state;
  struct text_style large = body;
  large.size = 21000;
  struct text_span spans[] = {span_of("слово ", &body), span_of("слово", &large)};
  struct paragraph *set = set_spans(spans, 2, (struct paragraph_spec){.width = 300000});
  const struct font_metrics *metrics = font_metrics(fontmap_find(setter_fontmap(setter), "serif", false, false));
  assert_int_equal(set->lines[0].ascent, muldiv(21000, metrics->ascent, metrics->units_per_em));
  assert_int_equal(set->lines[0].descent, muldiv(21000, -metrics->descent, metrics->units_per_em));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(justified_edges_are_exact),
      cmocka_unit_test(letters_give_way),
      cmocka_unit_test(ragged_letters_stay),
      cmocka_unit_test(rounding_does_not_add_up),
      cmocka_unit_test(trailing_space_is_kept_and_not_counted),
      cmocka_unit_test(alignments),
      cmocka_unit_test(spaces),
      cmocka_unit_test(spans_make_runs),
      cmocka_unit_test(scripts_and_fonts),
      cmocka_unit_test(added_hyphen),
      cmocka_unit_test(own_hyphen),
      cmocka_unit_test(soft_hyphens),
      cmocka_unit_test(tracking),
      cmocka_unit_test(superior),
      cmocka_unit_test(right_to_left),
      cmocka_unit_test(right_to_left_lines),
      cmocka_unit_test(extents),
  };
  return cmocka_run_group_tests(tests, text_open, text_close);
}
