/* input/style and input/colour: inheritance, lengths that depend on sizes, colours, and their mistakes. */
#include "test_base.h"

#include "base/buffer.h"
#include "input/style.h"

static struct arena *arena;
static struct sink *sink;

static int begin(void **state) {
  (void)state;
  arena = arena_new();
  sink = sink_new();
  return 0;
}

static int end(void **state) {
  (void)state;
  sink_drop(sink);
  arena_drop(arena);
  return 0;
}

/* Reads a text with `styles:` and `colours:`; its messages are in `sink`. */
static struct style_sheet read(const char *text) {
  sink_drop(sink);
  sink = sink_new();
  struct style_sheet sheet;
  const struct yaml_node *root = yaml_parse(arena, "l.yaml", text, strlen(text), sink);
  assert_non_null(root);
  bool good = style_sheet_read(arena, yaml_find(root, "styles"), yaml_find(root, "colours"), sink, &sheet);
  assert_int_equal(good, !sink_has_errors(sink));
  return sheet;
}

static void inheritance(void **state) {
  (void)state;
  struct style_sheet sheet = read("styles:\n"
                                  "  head: {extends: lead, size: 22pt}\n"
                                  "  lead: {weight: bold, tracking: 3%, expansion: 1.5%}\n"
                                  "  body: {font: text, size: 11pt, leading: 15pt, align: justify, hyphenate: yes}\n"
                                  "  loose: {extends: lead, weight: regular, leading: 200%, tracking: 0.22pt}\n"
                                  "  small: {size: 50%, keep: [next, lines], case: small-capitals, figures: tabular}\n"
                                  "  empty:\n");
  assert_false(sink_has_errors(sink));
  const struct style *head = style_find(&sheet, "head"), *small = style_find(&sheet, "small");
  assert_string_equal(head->font, "text");
  assert_true(head->bold && head->hyphenate);
  assert_int_equal(head->align, ALIGN_JUSTIFY);
  assert_int_equal(head->size, 22000);
  assert_int_equal(head->leading, 30000); /* 15/11 of the size, as body has it */
  assert_int_equal(head->tracking, 30);
  assert_int_equal(head->expansion, 15);
  assert_int_equal(small->expansion, 20);
  assert_int_equal(head->widows, 2);
  const struct style *loose = style_find(&sheet, "loose");
  assert_false(loose->bold);
  assert_int_equal(loose->leading, 22000);
  assert_int_equal(loose->tracking, 20);
  assert_int_equal(small->size, 5500);
  assert_int_equal(small->leading, 7500);
  assert_int_equal(small->keep, KEEP_NEXT | KEEP_LINES);
  assert_int_equal(small->letter_case, CASE_SMALL_CAPITALS);
  assert_int_equal(small->figures, FIGURES_TABULAR);
  assert_int_equal(style_find(&sheet, "empty")->size, 11000);
  assert_int_equal(head->at.line, 2);
  assert_null(style_find(&sheet, "none"));
  assert_ptr_equal(style_default(&sheet, "none"), style_find(&sheet, "body"));
}

static void root(void **state) {
  (void)state;
  struct style_sheet sheet = read("styles: {a: {size: 20pt}, b: {indent: -5mm, language: ky, underline: true}}");
  assert_int_equal(style_find(&sheet, "a")->leading, 26000); /* 1.3 */
  assert_string_equal(style_find(&sheet, "a")->font, "serif");
  assert_int_equal(style_find(&sheet, "b")->indent, -14173);
  assert_string_equal(style_find(&sheet, "b")->language, "ky");
  assert_ptr_equal(style_default(&sheet, NULL), &style_root);
  struct style_sheet nothing = read("{}");
  assert_int_equal(nothing.count + nothing.colour_count, 0);
}

/* Letters may give way a little, and never so much that one sees it. */
static void expansion(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int expansion; /* -1: an error */
  } cases[] = {{"0", 0}, {"0%", 0}, {"2%", 20}, {"5%", 50}, {"5.1%", -1}, {"1mm", -1}, {"100%", -1}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct style_sheet sheet = read(arena_printf(arena, "styles: {a: {expansion: %s}}", cases[i].text));
    assert_int_equal(sink_count(sink, SEVERITY_ERROR), cases[i].expansion < 0);
    if (cases[i].expansion >= 0)
      assert_int_equal(style_find(&sheet, "a")->expansion, cases[i].expansion);
  }
  read("styles: {a: {expansion: -1%}}");
  assert_int_equal(sink_count(sink, SEVERITY_ERROR), 1);
}

/* A spot colour is one ink: with one alternate, and not the name that means none. */
static void spots(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t errors;
  } cases[] = {{"colours:\n  a: spot(Gold, cmyk(0, 20, 60, 15))\n  b: spot(Gold, cmyk(0, 20, 60, 15))\n", 0},
               {"colours:\n  a: spot(Gold, cmyk(0, 20, 60, 15))\n  b: spot(Gold, cmyk(0, 20, 60, 16))\n", 1},
               {"colours:\n  a: spot(Gold, cmyk(0, 20, 60, 15))\n  b: spot(Silver, cmyk(0, 20, 60, 16))\n", 0},
               {"colours:\n  a: spot(None, cmyk(0, 20, 60, 15))\n", 1}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    read(cases[i].text);
    assert_int_equal(sink_count(sink, SEVERITY_ERROR), cases[i].errors);
  }
}

static void colours(void **state) {
  (void)state;
  struct style_sheet sheet = read("colours:\n"
                                  "  accent: \"#1B4B6B\"\n"
                                  "  same: accent\n"
                                  "  house: spot(PANTONE 485 C, cmyk(0, 95, 100, 0))\n"
                                  "  pale: tint(house, 12.5)\n"
                                  "  black: gray(90)\n");
  static const struct {
    const char *text;
    struct colour colour;
  } cases[] = {
      {"accent", {COLOUR_RGB, {1059, 2941, 4196, 0}, 0, NULL}},
      {"same", {COLOUR_RGB, {1059, 2941, 4196, 0}, 0, NULL}},
      {"#FFF", {COLOUR_RGB, {10000, 10000, 10000, 0}, 0, NULL}},
      {"#ff0000", {COLOUR_RGB, {10000, 0, 0, 0}, 0, NULL}},
      {"cmyk(100, 60,0 , 40%)", {COLOUR_CMYK, {10000, 6000, 0, 4000}, 0, NULL}},
      {" cmyk ( 12.5, 0.25, 0, 0 ) ", {COLOUR_CMYK, {1250, 25, 0, 0}, 0, NULL}},
      {"gray(40)", {COLOUR_GRAY, {6000, 0, 0, 0}, 0, NULL}},
      {"white", {COLOUR_GRAY, {10000, 0, 0, 0}, 0, NULL}},
      {"none", {COLOUR_NONE, {0}, 0, NULL}},
      {"tint(accent, 50)", {COLOUR_RGB, {5530, 6471, 7098, 0}, 0, NULL}},
      {"tint( cmyk(80, 40, 0, 20) , 25% ) ", {COLOUR_CMYK, {2000, 1000, 0, 500}, 0, NULL}},
      {"tint(gray(40), 50)", {COLOUR_GRAY, {8000, 0, 0, 0}, 0, NULL}},
      {"tint(tint(cmyk(100, 0, 0, 0), 50), 50)", {COLOUR_CMYK, {2500, 0, 0, 0}, 0, NULL}},
      {"tint(house, 40)", {COLOUR_SPOT, {0, 9500, 10000, 0}, 4000, "PANTONE 485 C"}},
      {"pale", {COLOUR_SPOT, {0, 9500, 10000, 0}, 1250, "PANTONE 485 C"}},
      {"house", {COLOUR_SPOT, {0, 9500, 10000, 0}, 10000, "PANTONE 485 C"}},
      {"black", {COLOUR_GRAY, {1000, 0, 0, 0}, 0, NULL}}, /* the layout's own */
  };
  assert_false(sink_has_errors(sink));
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct colour colour = {0};
    assert_true(colour_parse(&sheet, cases[i].text, &colour));
    assert_int_equal(colour.space, cases[i].colour.space);
    assert_memory_equal(colour.component, cases[i].colour.component, sizeof colour.component);
    assert_int_equal(colour.tint, cases[i].colour.tint);
  }
  struct colour spot;
  assert_true(colour_parse(&sheet, "house", &spot));
  assert_int_equal(spot.space, COLOUR_SPOT);
  assert_string_equal(spot.spot, "PANTONE 485 C");
  assert_int_equal(spot.component[1], 9500);
  static const char *const wrong[] = {"",
                                      "#12345",
                                      "#GGGGGG",
                                      "cmyk(1,2,3)",
                                      "cmyk(1,2,3,101)",
                                      "gray(4.125)",
                                      "gray(40",
                                      "cmyk(1,2,3,4) x",
                                      "Accent",
                                      "spot(X, cmyk(1,2,3,4))",
                                      "gray()",
                                      "tint(house)",
                                      "tint(house, )",
                                      "tint(house, 101)",
                                      "tint(nobody, 50)",
                                      "tint(house, 50",
                                      "tint(, 50)",
                                      "tint",
                                      "tint(,",
                                      "tint(house, 50) x",
                                      "gray(-5)",
                                      "rgb(1,2,3)",
                                      "#1B4B6B "};
  for (size_t i = 0; i < COUNT(wrong); i++)
    assert_false(colour_parse(&sheet, wrong[i], &spot));
}

/* Each text has one mistake; its code and place are as given. */
static void mistakes(void **state) {
  (void)state;
  static const struct {
    const char *text, *code;
    int line, column;
  } cases[] = {
      {"styles:\n  a: {sise: 10pt}", "layout-key", 2, 7},
      {"styles:\n  a: {size: 10}", "length-unit", 2, 13},
      {"styles:\n  a: {size: big}", "length", 2, 13},
      {"styles:\n  a: {size: 2000pt}", "length-range", 2, 13},
      {"styles:\n  a: {leading: 0}", "length-range", 2, 16},
      {"styles:\n  a: {before: 5%}", "length-share", 2, 15},
      {"styles:\n  a: {before: -5mm}", "length-range", 2, 15},
      {"styles:\n  a: {weight: heavy}", "layout-choice", 2, 15},
      {"styles:\n  a: {hyphenate: maybe}", "layout-flag", 2, 18},
      {"styles:\n  a: {widows: 0}", "layout-number", 2, 15},
      {"styles:\n  a: {widows: 2 lines}", "layout-number", 2, 15},
      {"styles:\n  a: {keep: [next, all]}", "layout-choice", 2, 20},
      {"styles:\n  a: {language: Russian language}", "language-code", 2, 17},
      {"styles:\n  a: {colour: acent}\ncolours: {accent: black}", "colour", 2, 15},
      {"styles:\n  a: {colour: \"spot(X, cmyk(0, 0, 0, 0))\"}", "colour-spot", 2, 16},
      {"styles:\n  a: {extends: b}", "style-missing", 2, 16},
      {"styles:\n  a: {extends: b}\n  b: {extends: a}", "style-cycle", 2, 3},
      {"styles:\n  a: {extends: a}", "style-cycle", 2, 3},
      {"styles:\n  a: bold", "layout-map", 2, 6},
      {"styles: [a]", "layout-map", 1, 9},
      {"styles:\n  a: {font: [x]}", "layout-text", 2, 13},
      {"colours:\n  a: b\n  b: black", "colour", 2, 6},
      {"colours:\n  a: spot(, cmyk(0, 0, 0, 0))", "colour-spot", 2, 6},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    read(cases[i].text);
    assert_int_equal(sink_length(sink), 1);
    struct diagnostic_view view = sink_view(sink, 0, MESSAGE_ENGLISH, arena);
    assert_string_equal(view.code, cases[i].code);
    assert_int_equal(view.at.line, cases[i].line);
    assert_int_equal(view.at.column, cases[i].column);
  }
}

static void near_names(void **state) {
  (void)state;
  struct buffer out = {0};
  read("colours: {accent: black}\nstyles: {body: {algin: left}, a: {extends: bodi, align: rigt, colour: acent}}");
  sink_print(sink, MESSAGE_ENGLISH, false, &out);
  static const char *const wanted[] = {"«align»", "«body»", "«right»", "«accent»"};
  for (size_t i = 0; i < COUNT(wanted); i++)
    assert_non_null(strstr(out.data, arena_printf(arena, "did you mean %s?", wanted[i])));
  buffer_drop(&out);
}

static void too_many(void **state) {
  (void)state;
  struct buffer text = {0};
  buffer_text(&text, "styles:\n");
  for (int i = 0; i <= STYLE_LIMIT; i++)
    buffer_printf(&text, "  s%d: {extends: s%d}\n", i, i + 1);
  struct style_sheet sheet = read(text.data);
  assert_int_equal(sheet.count, 0);
  assert_string_equal(sink_view(sink, 0, MESSAGE_ENGLISH, arena).code, "layout-too-many");
  buffer_drop(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(inheritance), cmocka_unit_test(root),     cmocka_unit_test(expansion),
      cmocka_unit_test(spots),       cmocka_unit_test(colours),  cmocka_unit_test(mistakes),
      cmocka_unit_test(near_names),  cmocka_unit_test(too_many),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
