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
      {{.space = COLOUR_SPOT, .component = {10000, 10000, 10000, 10000}, .tint = 10000, .spot = "All"}, 300, ""},
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
    struct picture picture = {.path = "p.png"};
    press_pixels(test.press, &(struct display_item){.kind = ITEM_IMAGE, .image.picture = &picture}, inks_of[0], COUNT);
    test_end(&test, cases[i].codes);
  }
}

static void palettes(void **state) {
  (void)state;
  static const struct {
    int depth;
    uint32_t width;
    uint8_t rows[2]; /* a byte each */
    const char *codes;
  } cases[] = {{1, 8, {0, 0}, ""},
               {1, 7, {0x01, 0}, ""}, /* the dark one is padding */
               {1, 7, {0x02, 0}, "ink-picture "},
               {2, 4, {0x02, 0x80}, ""},
               {2, 4, {0, 0x10}, "ink-picture "},
               {4, 2, {0, 0x01}, "ink-picture "},
               {8, 1, {0, 1}, "ink-picture "}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct press_test test;
    struct picture picture = {.path = "p.png"};
    struct samples samples = {.width = cases[i].width,
                              .height = 2,
                              .space = SAMPLES_INDEXED,
                              .depth = cases[i].depth,
                              .colours = cases[i].rows,
                              .palette = {0, 0, 0, 0, 255, 255, 255, 255, 9, 9, 9, 9},
                              .palette_count = 3};
    test_begin(&test, 300);
    press_palette(test.press, &(struct display_item){.kind = ITEM_IMAGE, .image.picture = &picture}, &samples);
    test_end(&test, cases[i].codes);
  }
}

/* A rule of the layout is told of once, a picture for each content; both positions are named. */
static void origins(void **state) {
  (void)state;
  enum { MANY = 300 };
  struct press_test test;
  const struct glyph_run small = {.count = 1, .size = 4000}, other = {.count = 1, .size = 4500};
  struct picture picture = {.path = "p.png", .width = 150, .height = 150};
  struct display_item text = {.kind = ITEM_RUN, .run = {.run = &small}};
  struct display_item fill = {.kind = ITEM_FILL,
                              .colour = {.space = COLOUR_CMYK, .component = {9000, 9000, 9000, 9000}},
                              .fill = {0, 0, 9000, 9000}};
  struct display_item image = {.kind = ITEM_IMAGE, .image = {.place = {0, 0, 72000, 72000}, .picture = &picture}};
  test_begin(&test, 300);
  for (int line = 1; line <= MANY; line++) {
    text.origin = fill.origin = (struct origin){{"e.yaml", line, 1}, {"l.yaml", 1 + line % 2, 7}};
    press_item(test.press, &text);
    press_item(test.press, &fill);
  }
  assert_int_equal(sink_length(test.sink), 4);
  text.run.run = &other;
  press_item(test.press, &text);
  assert_int_equal(sink_length(test.sink), 5);
  for (int line = 1; line <= 3; line++) {
    image.origin = (struct origin){{"e.yaml", line, 1}, {"l.yaml", 9, 9}};
    press_item(test.press, &image);
  }
  struct buffer said = {0};
  sink_print(test.sink, MESSAGE_ENGLISH, false, &said);
  assert_non_null(strstr(said.data, "e.yaml:1:1: warning: text of 4 pt"));
  assert_non_null(strstr(said.data, "l.yaml:2:7: note: "));
  assert_non_null(strstr(said.data, "e.yaml:2:1: error: the colour cmyk(90, 90, 90, 90)"));
  buffer_drop(&said);
  test_end(&test, "text-small ink-colour text-small ink-colour text-small picture-soft picture-soft picture-soft ");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(sizes),    cmocka_unit_test(resolutions),
                                     cmocka_unit_test(inks),     cmocka_unit_test(pixels),
                                     cmocka_unit_test(palettes), cmocka_unit_test(origins)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
