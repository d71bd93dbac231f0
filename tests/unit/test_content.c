/* pdf/content: operators of a page, checked by running them (content_viewer.h) and by reading the small ones. */
#include "test_base.h"

#include "content_viewer.h"
#include "pdf/content.h"
#include "pdf_fixture.h"

#define LIBERATION "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
#define CFF "/usr/share/fonts/opentype/urw-base35/NimbusRoman-Regular.otf"

struct page_test {
  struct arena *arena;
  struct sink *sink;
  struct writer *writer;
  struct deflater *deflater;
  struct fonts *fonts;
  struct content *content;
  struct font *font;
  struct display_list *list;
  struct display_page *page; /* 200 × 100 pt */
  struct page_content made;
};

static void test_begin(struct page_test *test, const char *font, bool tagged) {
  *test = (struct page_test){.arena = arena_new(), .sink = sink_new(), .font = font_open(font, 0)};
  assert_non_null(test->font);
  test->deflater = deflater_new();
  test->writer = writer_new((struct position){0}, test->sink, test->deflater);
  test->fonts = fonts_new(test->arena, test->writer);
  struct colours *colours = colours_new(test->arena, &(struct colours_spec){0});
  struct images_spec images = {
      .writer = test->writer, .deflater = test->deflater, .colours = colours, .sink = test->sink};
  test->content = content_new(&(struct content_spec){
      .fonts = test->fonts, .images = images_new(test->arena, &images), .colours = colours, .tagged = tagged});
  test->list = display_list_new(test->arena);
  test->page = display_page_add(test->arena, test->list, 200000, 100000, 0);
}

static const char *test_make(struct page_test *test) {
  assert_true(content_page(
      test->content, &(struct content_page){.list = test->list, .page = test->page, .adjustment = &test->page->desk},
      &test->made));
  return test->made.operators->data;
}

/* Strings are binary: strstr would stop in them. */
static const char *found(const struct page_test *test, const char *from, const char *what) {
  const struct buffer *operators = test->made.operators;
  return memmem(from, operators->length - (size_t)(from - operators->data), what, strlen(what));
}

static size_t occurrences(const struct page_test *test, const char *what) {
  size_t count = 0;
  for (const char *at = test->made.operators->data; (at = found(test, at, what)); at++)
    count++;
  return count;
}

static void test_end(struct page_test *test) {
  content_drop(test->content);
  writer_drop(test->writer);
  deflater_drop(test->deflater);
  sink_drop(test->sink);
  font_drop(test->font);
  arena_drop(test->arena);
}

static int viewer_width(void *self, unsigned code) {
  const struct font *font = self;
  uint32_t glyph, code_point;
  font_code_meaning(font, code, &glyph, &code_point);
  int units = font_metrics(font)->units_per_em;
  return (font_advance(font, glyph) * 2000 + units) / (2 * units); /* rounded, as /W is */
}

static void runs_are_where_they_should(const struct page_test *test, const struct glyph_run *run, mpt x, mpt y) {
  struct viewer viewer = {.width = viewer_width, .self = test->font};
  viewer_run(&viewer, test->made.operators->data);
  assert_int_equal(viewer.count, run->count);
  double slack = run->size / 1000.0 / 1000.0 * 0.501 * (1 + run->expansion / 1000.0) + 0.0005 +
                 1e-6; /* half of 1/1000 em, and of 1/1000 pt */
  for (size_t i = 0; i < viewer.count; i++) {
    uint32_t glyph, code_point;
    font_code_meaning(test->font, viewer.shown[i].code, &glyph, &code_point);
    assert_int_equal(glyph, run->glyphs[i].id);
    double wanted_x = (x + run->glyphs[i].x) / 1000.0, wanted_y = (100000 - y + run->glyphs[i].y) / 1000.0;
    assert_true(viewer.shown[i].x - wanted_x < slack && wanted_x - viewer.shown[i].x < slack);
    assert_true(viewer.shown[i].y - wanted_y < 1e-6 && wanted_y - viewer.shown[i].y < 1e-6);
  }
  free(viewer.shown);
}

/* A long justified line: hundreds of roundings, and no glyph is off by more than one of them. */
static void errors_do_not_add_up(void **state) {
  (void)state;
  static const struct {
    const char *font;
    mpt size;
  } cases[] = {{PARATYPE "PTF55F.ttf", 10500},
               {LIBERATION, 9373},
               {"/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf", 36001},
               {CFF, 11000}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct page_test test;
    test_begin(&test, cases[i].font, false);
    char text[3000] = "";
    for (int k = 0; k < 30; k++)
      strcat(text, "AVATAR To We. ");
    struct glyph_run *run = fixture_run(test.arena, test.font, cases[i].size, text);
    struct glyph *glyphs = (struct glyph *)run->glyphs;
    for (uint32_t g = 0; g < run->count; g++) {
      glyphs[g].x += (mpt)g * 137;
      glyphs[g].y = g % 50 == 7 ? 2345 : 0;
    }
    fixture_text(test.arena, test.page, NODE_ARTIFACT, 12345, 67891, run);
    test_make(&test);
    runs_are_where_they_should(&test, run, 12345, 67891);
    test_end(&test);
  }
}

/* Letters are drawn as wide as they were measured, and runs that follow are as wide as ever. */
static void expanded_letters_are_where_they_should(void **state) {
  (void)state;
  for (int expansion = -20; expansion <= 20; expansion += 8) {
    struct page_test test;
    test_begin(&test, PARATYPE "PTF55F.ttf", false);
    struct glyph_run *runs[2];
    for (size_t k = 0; k < COUNT(runs); k++) {
      runs[k] = fixture_run(test.arena, test.font, 10500, "Letters of a line that is justified, as AVATAR");
      runs[k]->expansion = k == 0 ? expansion : 0;
      struct glyph *glyphs = (struct glyph *)runs[k]->glyphs;
      for (uint32_t g = 0; g < runs[k]->count; g++)
        glyphs[g].x = (mpt)((int64_t)glyphs[g].x * (1000 + runs[k]->expansion) / 1000) + (mpt)g * 91;
    }
    fixture_text(test.arena, test.page, NODE_ARTIFACT, 12345, 67891, runs[0]);
    test_make(&test);
    assert_int_equal(occurrences(&test, expansion < 0 ? " Tz" : "Tz"), expansion == 0 ? 0 : 1);
    runs_are_where_they_should(&test, runs[0], 12345, 67891);
    fixture_text(test.arena, test.page, NODE_ARTIFACT, 12345, 77891, runs[1]);
    test_make(&test);
    assert_int_equal(occurrences(&test, "\n100 Tz\n"), expansion == 0 ? 0 : 1);
    test_end(&test);
  }
}

/* Every glyph of a font: codes whose bytes are ( ) \ CR and NUL among them. */
static void every_code_survives(void **state) {
  (void)state;
  struct page_test test;
  test_begin(&test, PARATYPE "PTF55F.ttf", false);
  uint32_t count = font_glyph_count(test.font) - 1;
  struct glyph *glyphs = arena_zalloc(test.arena, count, sizeof *glyphs);
  mpt x = 0;
  for (uint32_t i = 0; i < count; i++) {
    glyphs[i] = (struct glyph){.id = i + 1, .text = 0, .x = x};
    x += 7000 + (mpt)(i % 3);
  }
  struct glyph_run run = {
      .font = test.font, .size = 10000, .glyphs = glyphs, .count = count, .text = "?", .text_length = 1};
  fixture_text(test.arena, test.page, NODE_ARTIFACT, 0, 50000, &run);
  test_make(&test);
  runs_are_where_they_should(&test, &run, 0, 50000);
  test_end(&test);
}

/* --- what is said with codes and what with ActualText ----------------------------------------------------------- */

static void texts_are_codes_or_actual_text(void **state) {
  (void)state;
  static const struct {
    const char *font, *text, *actual; /* actual: hexadecimal, NULL: none */
  } cases[] = {
      {PARATYPE "PTF55F.ttf", "Өзгөн № 5 — «ң»", NULL},
      {PARATYPE "PTF55F.ttf", "a\xC2\xA0z", NULL},
      {PARATYPE "PTF55F.ttf", "\xC2\xB5 \xCE\xBC", NULL}, /* micro and mu: the same glyph, another code */
      {LIBERATION, "a\xC2\xA0z fi", NULL},
      {PARATYPE "PTF55F.ttf", "office affluent", NULL}, /* ligatures: their codes tell the letters */
      {LIBERATION, "\xEF\xAC\x81 fi", "<FEFFFB01>"},    /* the character itself */
      {CFF, "a\xC2\xA0z", NULL},
      {PARATYPE "PTF55F.ttf", "й", NULL},                     /* one code point, one glyph */
      {PARATYPE "PTF55F.ttf", "и\xCC\x86", "<FEFF04380306>"}, /* composed by HarfBuzz */
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct page_test test;
    test_begin(&test, cases[i].font, false);
    fixture_text(test.arena, test.page, NODE_ARTIFACT, 0, 0, fixture_run(test.arena, test.font, 10000, cases[i].text));
    const char *operators = test_make(&test), *actual = found(&test, operators, "/ActualText");
    if (cases[i].actual) {
      assert_non_null(actual);
      assert_non_null(found(&test, actual, cases[i].actual));
      assert_null(found(&test, actual + 1, "/ActualText"));
    } else
      assert_null(actual);
    test_end(&test);
  }
}

/* A soft hyphen shown as the font's hyphen reads U+00AD, by a code of its own where the cmap has it. */
static void an_added_hyphen_reads_soft(void **state) {
  (void)state;
  static const struct {
    const char *font;
    bool coded;
  } cases[] = {{LIBERATION, true}, {PARATYPE "PTF55F.ttf", false}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct page_test test;
    test_begin(&test, cases[i].font, false);
    uint32_t hyphen = font_glyph(test.font, '-');
    struct glyph glyphs[] = {{.id = font_glyph(test.font, 'a'), .text = 0}, {.id = hyphen, .text = 1, .x = 5000}};
    struct glyph_run run = {
        .font = test.font, .size = 10000, .glyphs = glyphs, .count = 2, .text = "a\xC2\xAD", .text_length = 3};
    fixture_text(test.arena, test.page, NODE_ARTIFACT, 0, 0, &run);
    const char *operators = test_make(&test);
    struct viewer viewer = {.width = viewer_width, .self = test.font};
    viewer_run(&viewer, operators);
    assert_int_equal(viewer.count, 2);
    assert_int_equal(viewer.shown[1].code, cases[i].coded ? font_code(test.font, hyphen, 0xAD) : hyphen);
    assert_int_equal(viewer.shown[1].actual, !cases[i].coded);
    assert_int_equal(found(&test, operators, "<FEFF00AD>") != NULL, !cases[i].coded);
    free(viewer.shown);
    test_end(&test);
  }
}

static void right_to_left_clusters_find_their_text(void **state) {
  (void)state;
  struct page_test test;
  test_begin(&test, PARATYPE "PTF55F.ttf", false);
  /* "йxa" set from right to left with the composed letter last: a, x, й. */
  struct glyph glyphs[] = {{.id = font_glyph(test.font, 'a'), .text = 5},
                           {.id = font_glyph(test.font, 'x'), .text = 4, .x = 5000},
                           {.id = font_glyph(test.font, 0x439), .text = 0, .x = 10000}};
  struct glyph_run run = {.font = test.font,
                          .size = 10000,
                          .glyphs = glyphs,
                          .count = 3,
                          .rtl = true,
                          .text = "и\xCC\x86xa",
                          .text_length = 6};
  fixture_text(test.arena, test.page, NODE_ARTIFACT, 0, 0, &run);
  const char *actual = found(&test, test_make(&test), "/ActualText");
  assert_non_null(actual);
  assert_memory_equal(actual, "/ActualText<FEFF04380306>>>BDC", 30);
  assert_null(found(&test, actual + 1, "/ActualText"));
  test_end(&test);
}

/* --- state ------------------------------------------------------------------------------------------------------ */

static void state_is_set_once(void **state) {
  (void)state;
  struct page_test test;
  test_begin(&test, PARATYPE "PTF55F.ttf", false);
  const struct glyph_run *run = fixture_run(test.arena, test.font, 10000, "слово");
  struct colour blue = {.space = COLOUR_RGB, .component = {0, 0, 10000}};
  for (int i = 0; i < 5; i++)
    fixture_text(test.arena, test.page, NODE_ARTIFACT, 1000, 10000 * i, run)->colour = blue;
  test_make(&test);
  assert_int_equal(occurrences(&test, "BT\n"), 1);
  assert_int_equal(occurrences(&test, " Tf\n"), 1);
  assert_int_equal(occurrences(&test, "0 0 1 rg\n"), 1);
  assert_int_equal(occurrences(&test, "0 -10 Td\n"), 4);
  test_end(&test);
}

static void paths_are_shared(void **state) {
  (void)state;
  struct page_test test;
  test_begin(&test, PARATYPE "PTF55F.ttf", false);
  for (int i = 0; i < 3; i++) {
    struct display_item *rule = display_item_add(test.arena, test.page, ITEM_RULE, NODE_ARTIFACT);
    rule->colour = fixture_black;
    rule->rule.x2 = 50000;
    rule->rule.y1 = rule->rule.y2 = 10000 * i;
    rule->rule.thickness = 250;
  }
  struct display_item *fill = display_item_add(test.arena, test.page, ITEM_FILL, NODE_ARTIFACT);
  fill->colour = (struct colour){.space = COLOUR_CMYK, .component = {0, 0, 0, 5000}};
  fill->fill = (struct rectangle){1000, 2000, 30000, 4000};
  assert_string_equal(test_make(&test), "0.25 w\n0 100 m 50 100 l\n0 90 m 50 90 l\n0 80 m 50 80 l\nS\n"
                                        "0 0 0 0.5 k\n1 94 30 4 re\nf\n");
  test_end(&test);
}

static void what_shows_nothing_is_left_out(void **state) {
  (void)state;
  struct page_test test;
  test_begin(&test, PARATYPE "PTF55F.ttf", false);
  display_item_add(test.arena, test.page, ITEM_FILL, NODE_ARTIFACT)->colour = fixture_black;     /* no area */
  struct display_item *fill = display_item_add(test.arena, test.page, ITEM_FILL, NODE_ARTIFACT); /* no colour */
  fill->fill = (struct rectangle){0, 0, 1000, 1000};
  struct glyph_run none = {.font = test.font, .size = 10000, .text = ""};
  fixture_text(test.arena, test.page, NODE_ARTIFACT, 0, 0, &none);
  struct display_item *link = display_item_add(test.arena, test.page, ITEM_LINK, NODE_ROOT);
  link->colour = fixture_black;
  test_make(&test);
  assert_int_equal(test.made.operators->length, 0);
  test_end(&test);
}

static void rotation_turns_clockwise(void **state) {
  (void)state;
  static const struct {
    int16_t degrees;
    const char *matrix;
  } cases[] = {{90, "0 -1 1 0 10 80 Tm\n"},
               {180, "-1 0 0 -1 10 80 Tm\n"},
               {-90, "0 1 -1 0 10 80 Tm\n"},
               {30, "0.866025 -0.500000 0.500000 0.866025 10 80 Tm\n"}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct page_test test;
    test_begin(&test, PARATYPE "PTF55F.ttf", false);
    const struct glyph_run *run = fixture_run(test.arena, test.font, 10000, "слово");
    fixture_text(test.arena, test.page, NODE_ARTIFACT, 10000, 20000, run)->run.rotate = cases[i].degrees;
    fixture_text(test.arena, test.page, NODE_ARTIFACT, 30000, 40000, run);
    const char *operators = test_make(&test);
    assert_non_null(found(&test, operators, cases[i].matrix));
    assert_non_null(found(&test, operators, "1 0 0 1 30 60 Tm\n"));
    test_end(&test);
  }
}

/* --- codes of modules ------------------------------------------------------------------------------------------- */

static void modules_are_a_mask(void **state) {
  (void)state;
  static const struct {
    uint8_t bits[4];
    uint16_t size;
    const char *data;
    size_t length;
  } cases[] = {{{0x80, 0x40}, 2, "BI/W 2/H 2/IM true ID \x40\x80\nEI Q\n", 30},
               {{0xBA, 0xB6}, 8, NULL, 0}, /* inverted: "EI" would end the data */
               {{0xFF, 0x80, 0x00, 0x00}, 9, NULL, 0}};
  for (size_t i = 0; i < 2; i++) {
    struct page_test test;
    test_begin(&test, PARATYPE "PTF55F.ttf", false);
    uint8_t bits[18] = {0};
    memcpy(bits, cases[i].bits, sizeof cases[i].bits);
    struct display_item *item = display_item_add(test.arena, test.page, ITEM_MODULES, NODE_ARTIFACT);
    item->colour = fixture_black;
    item->modules.place = (struct rectangle){10000, 20000, 30000, 30000};
    item->modules.modules = &(struct modules){.size = cases[i].size, .bits = bits};
    const char *operators = test_make(&test), *image = found(&test, operators, "BI/W");
    assert_memory_equal(operators, "q 30 0 0 30 10 50 cm\n", 21);
    if (cases[i].data)
      assert_memory_equal(image, cases[i].data, cases[i].length);
    else
      assert_string_equal(image, "BI/W 8/H 8/IM true/F/AHx ID 4549ffffffffffff>\nEI Q\n");
    test_end(&test);
  }
}

/* --- tags ------------------------------------------------------------------------------------------------------- */

static void neighbours_share_marked_content(void **state) {
  (void)state;
  struct page_test test;
  test_begin(&test, PARATYPE "PTF55F.ttf", true);
  const struct glyph_run *run = fixture_run(test.arena, test.font, 10000, "слово");
  uint32_t heading = structure_node_add(test.arena, test.list, ROLE_H1, NODE_ROOT);
  uint32_t text = structure_node_add(test.arena, test.list, ROLE_P, NODE_ROOT);
  fixture_text(test.arena, test.page, heading, 0, 10000, run);
  fixture_text(test.arena, test.page, text, 0, 20000, run);
  fixture_text(test.arena, test.page, text, 0, 30000, run);
  struct display_item *rule = display_item_add(test.arena, test.page, ITEM_RULE, NODE_ARTIFACT);
  rule->colour = fixture_black;
  rule->rule.thickness = 100;
  fixture_text(test.arena, test.page, text, 0, 40000, run);
  const char *operators = test_make(&test);
  assert_int_equal(test.made.mark_count, 3);
  assert_int_equal(test.made.marks[0], heading);
  assert_int_equal(test.made.marks[1], text);
  assert_int_equal(test.made.marks[2], text);
  assert_int_equal(occurrences(&test, "/Artifact BMC"), 1);
  assert_int_equal(occurrences(&test, "EMC"), 4);
  const char *first = found(&test, operators, "/P<</MCID 1>>BDC"), *end = found(&test, operators, "ET\n");
  assert_true(first && end && first < end);
  assert_memory_equal(end - 4, "EMC\nET\n", 7); /* nothing marked spans the end of a text object */
  struct viewer viewer = {.width = viewer_width, .self = test.font};
  viewer_run(&viewer, operators);
  free(viewer.shown);
  test_end(&test);
}

/* The matrix of a page that a desk printer needs: about the upper left corner, y downwards. */
static void test_adjustment(void **state) {
  (void)state;
  struct page_test test;
  test_begin(&test, LIBERATION, false);
  test.page->desk = (struct adjustment){1004000, 996000, 1500, -2000};
  assert_non_null(found(&test, test_make(&test), "1.004000 0 0 0.996000 1.5 2.4 cm\n")); /* 100 - 99.6 + 2 */
  test_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(errors_do_not_add_up),
      cmocka_unit_test(expanded_letters_are_where_they_should),
      cmocka_unit_test(every_code_survives),
      cmocka_unit_test(texts_are_codes_or_actual_text),
      cmocka_unit_test(an_added_hyphen_reads_soft),
      cmocka_unit_test(right_to_left_clusters_find_their_text),
      cmocka_unit_test(state_is_set_once),
      cmocka_unit_test(paths_are_shared),
      cmocka_unit_test(what_shows_nothing_is_left_out),
      cmocka_unit_test(rotation_turns_clockwise),
      cmocka_unit_test(modules_are_a_mask),
      cmocka_unit_test(test_adjustment),
      cmocka_unit_test(neighbours_share_marked_content),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
