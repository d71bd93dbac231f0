/* pdf/press: what is reported for the press, and what is not. */
#include "test_base.h"

#include "pdf/press.h"

struct press_test {
  struct arena *arena;
  struct sink *sink;
  struct press *press;
};

static void test_begin(struct press_test *test, int limit) {
  *test = (struct press_test){.arena = arena_new(), .sink = sink_new()};
  struct colours *colours = colours_new(test->arena, &(struct colours_spec){.print = true});
  test->press = press_new(
      test->arena,
      &(struct press_spec){.colours = colours, .ink_limit = limit, .at = {"e.yaml", 3, 5}, .sink = test->sink});
}

/* The codes that were reported, in order, with a space behind each. */
static void test_end(struct press_test *test, const char *codes) {
  struct buffer found = {0};
  buffer_text(&found, "");
  for (size_t i = 0; i < sink_length(test->sink); i++)
    buffer_printf(&found, "%s ", sink_view(test->sink, i, MESSAGE_ENGLISH, test->arena).code);
  assert_string_equal(found.length ? found.data : "", codes);
  buffer_drop(&found);
  sink_drop(test->sink);
  arena_drop(test->arena);
}

static void sizes(void **state) {
  (void)state;
  static const struct glyph_run small = {.count = 1, .size = 4999}, enough = {.count = 1, .size = 5000},
                                empty = {.size = 1000};
  static const struct {
    struct display_item item;
    const char *codes;
  } cases[] = {
      {{.kind = ITEM_RULE, .rule = {.x2 = 1000, .thickness = 199}}, "line-thin "},
      {{.kind = ITEM_RULE, .rule = {.x2 = 1000, .thickness = 200}}, ""},
      {{.kind = ITEM_FILL, .fill = {0, 0, 5000, 150}}, "line-thin "},
      {{.kind = ITEM_FILL, .fill = {0, 0, 150, 5000}}, "line-thin "},
      {{.kind = ITEM_FILL, .fill = {0, 0, 0, 5000}}, ""},
      {{.kind = ITEM_LINK}, ""},
      {{.kind = ITEM_RUN, .run = {.run = &small}}, "text-small "},
      {{.kind = ITEM_RUN, .run = {.run = &enough}}, ""},
      {{.kind = ITEM_RUN, .run = {.run = &empty}}, ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct press_test test;
    test_begin(&test, 300);
    press_item(test.press, &cases[i].item);
    press_item(test.press, &cases[i].item); /* each thing once */
    test_end(&test, cases[i].codes);
  }
}

static void resolutions(void **state) {
  (void)state;
  static const struct {
    uint32_t width, height; /* on one inch by two */
    const char *codes;
  } cases[] = {{200, 400, ""},
               {199, 400, "picture-soft "},
               {200, 399, "picture-soft "},
               {120, 2000, "picture-soft "},
               {119, 2000, "picture-coarse "},
               {2000, 239, "picture-coarse "},
               {4000, 8000, ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct press_test test;
    struct picture picture = {.path = "p.png", .width = cases[i].width, .height = cases[i].height};
    struct display_item item = {.kind = ITEM_IMAGE, .image = {.place = {0, 0, 72000, 144000}, .picture = &picture}};
    test_begin(&test, 300);
    press_item(test.press, &item);
    test_end(&test, cases[i].codes);
  }
}

static void inks(void **state) {
  (void)state;
  static const struct {
    struct colour colour;
    int limit;
    const char *codes;
  } cases[] = {
      {{.space = COLOUR_CMYK, .component = {7500, 7500, 7500, 7500}}, 300, ""},
      {{.space = COLOUR_CMYK, .component = {7500, 7500, 7500, 7501}}, 300, "ink-colour "},
      {{.space = COLOUR_CMYK, .component = {10000, 10000, 10000, 10000}}, 0, ""},
      {{.space = COLOUR_CMYK, .component = {10000, 10000, 10000, 10000}}, 400, ""},
      {{.space = COLOUR_CMYK, .component = {10000, 10000, 10000, 10000}}, 320, "ink-colour "},
      {{.space = COLOUR_SPOT, .component = {10000, 10000, 10000, 10000}, .spot = "All"}, 300, ""},
      {{.space = COLOUR_GRAY}, 300, ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct press_test test;
    struct display_item item = {.kind = ITEM_FILL, .colour = cases[i].colour, .fill = {0, 0, 1000, 1000}};
    test_begin(&test, cases[i].limit);
    press_item(test.press, &item);
    press_item(test.press, &item);
    test_end(&test, cases[i].codes);
  }
}

static void pixels(void **state) {
  (void)state;
  enum { COUNT = 1000 };
  static const struct {
    size_t dark; /* pixels of 400 % */
    const char *codes;
  } cases[] = {{0, ""}, {9, ""}, {10, "ink-picture "}, {COUNT, "ink-picture "}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct press_test test;
    uint8_t inks_of[COUNT][4] = {{0}};
    memset(inks_of, 255, cases[i].dark * 4);
    test_begin(&test, 300);
    press_pixels(test.press, &(struct picture){.path = "p.png"}, inks_of[0], COUNT);
    test_end(&test, cases[i].codes);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(sizes), cmocka_unit_test(resolutions), cmocka_unit_test(inks),
                                     cmocka_unit_test(pixels)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
