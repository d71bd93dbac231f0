/* pdf/colour: what becomes of colours and pixels, compared with lcms2's own conversion at full precision. */
#include "test_base.h"

#include "base/file.h"
#include "pdf/colour.h"
#include "pdf/document.h"

#include <lcms2.h>

#include <math.h>

static const double SAME = 1.0; /* ΔE: what nobody sees */

struct colour_test {
  struct arena *arena;
  struct sink *sink;
  struct pdf_intent inks;
  struct colours *colours;
  cmsHPROFILE press, screen;
  cmsHTRANSFORM lab; /* inks -> Lab */
};

static void test_begin(struct colour_test *test, bool print) {
  struct file_content content;
  *test = (struct colour_test){.arena = arena_new(), .sink = sink_new()};
  assert_int_equal(file_read(test->arena, "layouts/colour/FOGRA39L_coated.icc", 1 << 20, &content), FILE_OK);
  test->inks = (struct pdf_intent){.name = "press", .profile = content.data, .length = content.length};
  test->colours =
      colours_new(test->arena, &(struct colours_spec){.print = print, .inks = &test->inks, .sink = test->sink});
  test->press = cmsOpenProfileFromMem(content.data, (cmsUInt32Number)content.length);
  test->screen = cmsCreate_sRGBProfile();
  cmsHPROFILE lab = cmsCreateLab4Profile(NULL);
  test->lab = cmsCreateTransform(test->press, TYPE_CMYK_DBL, lab, TYPE_Lab_DBL, INTENT_RELATIVE_COLORIMETRIC,
                                 cmsFLAGS_NOOPTIMIZE);
  cmsCloseProfile(lab);
}

static void test_end(struct colour_test *test) {
  assert_int_equal(sink_length(test->sink), 0);
  cmsDeleteTransform(test->lab);
  cmsCloseProfile(test->press);
  cmsCloseProfile(test->screen);
  sink_drop(test->sink);
  arena_drop(test->arena);
}

/* Difference of two sets of inks in percent, as they look on paper. */
static double difference(const struct colour_test *test, const double a[4], const double b[4]) {
  cmsCIELab one, other;
  cmsDoTransform(test->lab, a, &one, 1);
  cmsDoTransform(test->lab, b, &other, 1);
  return cmsDeltaE(&one, &other);
}

static struct colour rgb(int red, int green, int blue) {
  return (struct colour){
      .space = COLOUR_RGB,
      .component = {(uint16_t)(red * 10000 / 255), (uint16_t)(green * 10000 / 255), (uint16_t)(blue * 10000 / 255)}};
}

static void colours_are_those_of_lcms(void **state) {
  (void)state;
  struct colour_test test;
  test_begin(&test, true);
  cmsHTRANSFORM exact =
      cmsCreateTransform(test.screen, TYPE_RGB_DBL, test.press, TYPE_CMYK_DBL, INTENT_RELATIVE_COLORIMETRIC,
                         cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOOPTIMIZE);
  for (int i = 1; i < 216; i++) {
    struct colour declared = rgb(i / 36 * 51, i / 6 % 6 * 51, i % 6 * 51);
    struct colour made = colours_convert(test.colours, &declared);
    assert_int_equal(made.space, COLOUR_CMYK);
    double in[3], wanted[4], got[4];
    for (int c = 0; c < 3; c++)
      in[c] = declared.component[c] / 10000.0;
    for (int c = 0; c < 4; c++)
      got[c] = made.component[c] / 100.0;
    cmsDoTransform(exact, in, wanted, 1);
    if (difference(&test, wanted, got) >= SAME)
      fail_msg("colour %d: difference %f", i, difference(&test, wanted, got));
  }
  cmsDeleteTransform(exact);
  test_end(&test);
}

/* A picture of `count` pixels, every one compared: colours by a linear congruence, some of them again and again. */
static void pixels_compare(bool print, size_t count) {
  struct colour_test test;
  size_t from = print ? 3 : 4, to = print ? 4 : 3;
  uint32_t state = 1;
  test_begin(&test, print);
  cmsHPROFILE in_profile = print ? test.screen : test.press, out_profile = print ? test.press : test.screen;
  cmsHTRANSFORM exact = cmsCreateTransform(in_profile, print ? TYPE_RGB_8 : TYPE_CMYK_8, out_profile,
                                           print ? TYPE_CMYK_8 : TYPE_RGB_8, INTENT_PERCEPTUAL, cmsFLAGS_NOOPTIMIZE);
  uint8_t *in = arena_zalloc(test.arena, count, from), *out = arena_zalloc(test.arena, count, to);
  uint8_t *wanted = arena_zalloc(test.arena, count, to);
  for (size_t i = 0; i < count * from; i++) {
    state = state * 1103515245u + 12345u;
    in[i] = (uint8_t)(i / from % 3 == 0 ? i / from % 7 * 40 : state >> 16);
  }
  colours_pixels(test.colours, in, out, count);
  cmsDoTransform(exact, in, wanted, (cmsUInt32Number)count);
  for (size_t i = 0; i < count * to; i++)
    if (abs(out[i] - wanted[i]) > 1)
      fail_msg("pixel %zu: %d, not %d", i / to, out[i], wanted[i]);
  cmsDeleteTransform(exact);
  test_end(&test);
}

/* To the last step of eight bits, which is far below ΔE 1; also where a table of 2^18 colours does not hold all. */
static void pixels_are_those_of_lcms(void **state) {
  (void)state;
  static const size_t counts[] = {1, 4096, 4097, 300001};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    pixels_compare(true, counts[i]);
    pixels_compare(false, counts[i]);
  }
}

/* The whole cube of colours against the profile at full precision. */
static void pixels_are_exact(void **state) {
  (void)state;
  enum { COUNT = 4096 };
  struct colour_test test;
  uint8_t in[COUNT][3], out[COUNT][4];
  test_begin(&test, true);
  cmsHTRANSFORM exact =
      cmsCreateTransform(test.screen, TYPE_RGB_DBL, test.press, TYPE_CMYK_DBL, INTENT_PERCEPTUAL, cmsFLAGS_NOOPTIMIZE);
  for (int i = 0; i < COUNT; i++) {
    in[i][0] = (uint8_t)(i / 256 * 17);
    in[i][1] = (uint8_t)(i / 16 % 16 * 17);
    in[i][2] = (uint8_t)(i % 16 * 17);
  }
  colours_pixels(test.colours, in[0], out[0], COUNT);
  for (int i = 0; i < COUNT; i++) {
    double exact_in[3], wanted[4], got[4];
    for (int c = 0; c < 3; c++)
      exact_in[c] = in[i][c] / 255.0;
    for (int c = 0; c < 4; c++)
      got[c] = out[i][c] / 2.55;
    cmsDoTransform(exact, exact_in, wanted, 1);
    double found = difference(&test, wanted, got);
    if (found >= SAME)
      fail_msg("#%02x%02x%02x differs by %f", in[i][0], in[i][1], in[i][2], found);
  }
  cmsDeleteTransform(exact);
  test_end(&test);
}

static void black_is_one_ink(void **state) {
  (void)state;
  static const struct {
    struct colour declared;
    uint16_t inks[4];
  } cases[] = {
      {{.space = COLOUR_GRAY, .component = {0}}, {0, 0, 0, 10000}},
      {{.space = COLOUR_GRAY, .component = {10000}}, {0, 0, 0, 0}},
      {{.space = COLOUR_GRAY, .component = {6000}}, {0, 0, 0, 4000}},
      {{.space = COLOUR_RGB, .component = {0, 0, 0}}, {0, 0, 0, 10000}},
      {{.space = COLOUR_CMYK, .component = {1234, 5, 9999, 10000}}, {1234, 5, 9999, 10000}},
      {{.space = COLOUR_CMYK, .component = {0, 0, 0, 10000}}, {0, 0, 0, 10000}},
  };
  struct colour_test test;
  test_begin(&test, true);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct colour made = colours_convert(test.colours, &cases[i].declared);
    assert_int_equal(made.space, COLOUR_CMYK);
    assert_memory_equal(made.component, cases[i].inks, sizeof made.component);
    assert_int_equal(colour_is_black(&made), cases[i].inks[3] == 10000 && !cases[i].inks[0]);
  }
  test_end(&test);
}

static const char *operators(struct colours *colours, struct colour declared, bool stroke, struct buffer *out) {
  struct colour made = colours_convert(colours, &declared);
  buffer_clear(out);
  colours_set(colours, &made, stroke, out);
  return out->data;
}

static void spots_are_inks_of_their_own(void **state) {
  (void)state;
  struct colour_test test;
  struct buffer out = {0};
  struct colour gold = {.space = COLOUR_SPOT, .component = {0, 2000, 6000, 1500}, .tint = 10000, .spot = "Gold (871)"};
  struct colour all = {.space = COLOUR_SPOT, .component = {10000, 10000, 10000, 10000}, .tint = 10000, .spot = "All"};
  test_begin(&test, true);
  assert_string_equal(operators(test.colours, gold, false, &out), "/S1 cs 1 scn\n");
  assert_string_equal(operators(test.colours, all, true, &out), "/S2 CS 1 SCN\n");
  assert_string_equal(operators(test.colours, gold, true, &out), "/S1 CS 1 SCN\n");
  assert_int_equal(colour_ink(&gold), 10000);
  struct colour pale = gold;
  pale.tint = 3750;
  assert_string_equal(operators(test.colours, pale, false, &out), "/S1 cs 0.375 scn\n");
  assert_int_equal(colour_ink(&pale), 3750);
  assert_false(colour_same(&gold, &pale));
  buffer_clear(&out);
  colours_resources(test.colours, &out);
  assert_non_null(strstr(out.data, "/S1[/Separation/Gold#20#28871#29/DeviceCMYK"));
  assert_non_null(strstr(out.data, "/C0[0 0 0 0]/C1[0 0.2 0.6 0.15 ]"));
  assert_non_null(strstr(out.data, "/S2[/Separation/All/DeviceCMYK"));
  buffer_drop(&out);
  test_end(&test);
}

/* The screen shows a tint as its alternate inks, thinned. */
static void tints_are_shown(void **state) {
  (void)state;
  struct colour_test test;
  struct colour half = {.space = COLOUR_SPOT, .component = {0, 2000, 6000, 1000}, .tint = 5000, .spot = "Gold"};
  struct colour inks = {.space = COLOUR_CMYK, .component = {0, 1000, 3000, 500}};
  test_begin(&test, false);
  struct colour shown = colours_convert(test.colours, &half), wanted = colours_convert(test.colours, &inks);
  assert_int_equal(shown.space, COLOUR_RGB);
  assert_memory_equal(shown.component, wanted.component, sizeof wanted.component);
  test_end(&test);
}

/* On screens: CMYK as the press would print it, black and marks black. */
static void inks_become_light(void **state) {
  (void)state;
  struct colour_test test;
  struct buffer out = {0};
  test_begin(&test, false);
  struct colour black = {.space = COLOUR_CMYK, .component = {0, 0, 0, 10000}}, blue = rgb(27, 75, 107);
  struct colour all = {.space = COLOUR_SPOT, .component = {10000, 10000, 10000, 10000}, .tint = 10000, .spot = "All"};
  assert_string_equal(operators(test.colours, black, false, &out), "0 g\n");
  assert_string_equal(operators(test.colours, all, true, &out), "0 G\n");
  struct colour same = colours_convert(test.colours, &blue);
  assert_memory_equal(same.component, blue.component, 6);

  static const struct { /* inks of the press, and where they lie in sRGB, roughly */
    uint16_t inks[4];
    int low[3], high[3];
  } cases[] = {{{10000, 0, 0, 0}, {0, 120, 190}, {60, 180, 255}},
               {{0, 10000, 0, 0}, {190, 0, 90}, {250, 60, 160}},
               {{0, 0, 10000, 0}, {235, 210, 0}, {255, 250, 90}},
               {{0, 0, 0, 0}, {254, 254, 254}, {255, 255, 255}}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct colour ink = {.space = COLOUR_CMYK}, made;
    memcpy(ink.component, cases[i].inks, sizeof ink.component);
    made = colours_convert(test.colours, &ink);
    assert_int_equal(made.space, COLOUR_RGB);
    for (int c = 0; c < 3; c++)
      assert_in_range(made.component[c] * 255 / 10000, cases[i].low[c], cases[i].high[c]);
  }
  buffer_drop(&out);
  test_end(&test);
}

static void foreign_pixels(void **state) {
  (void)state;
  static const struct {
    bool print;
    enum sample_space from;
    bool foreign;
  } cases[] = {{true, SAMPLES_GRAY, false}, {true, SAMPLES_RGB, true},      {true, SAMPLES_INDEXED, true},
               {true, SAMPLES_CMYK, false}, {false, SAMPLES_GRAY, false},   {false, SAMPLES_RGB, false},
               {false, SAMPLES_CMYK, true}, {false, SAMPLES_INDEXED, false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct colour_test test;
    enum sample_space space;
    test_begin(&test, cases[i].print);
    assert_int_equal(colours_are_foreign(test.colours, cases[i].from, &space), cases[i].foreign);
    assert_int_equal(space, cases[i].print ? SAMPLES_CMYK : SAMPLES_RGB);
    test_end(&test);
  }
}

static void profiles_are_read(void **state) {
  (void)state;
  struct colour_test test;
  test_begin(&test, true);
  struct pdf_intent intent = test.inks;
  assert_true(colours_profile_read(test.arena, &intent));
  assert_string_equal(intent.condition, "FOGRA39");
  assert_string_equal(intent.name, "FOGRA39L Coated");
  assert_true(intent.registered);
  assert_int_equal(intent.components, 4);

  uint8_t *damaged = arena_memdup(test.arena, test.inks.profile, test.inks.length);
  for (size_t length = 0; length < test.inks.length; length += 997) { /* cut anywhere: no crash, mostly no profile */
    intent = (struct pdf_intent){.name = "cut", .profile = damaged, .length = length};
    colours_profile_read(test.arena, &intent);
  }
  memcpy(damaged + 12, "mntr", 4);
  intent = (struct pdf_intent){.name = "screen", .profile = damaged, .length = test.inks.length};
  assert_false(colours_profile_read(test.arena, &intent));
  test_end(&test);
}

/* A profile that cannot be used is reported when it is needed, once. */
static void unusable_profiles_are_reported(void **state) {
  (void)state;
  static const struct {
    struct pdf_intent inks;
    const char *code;
  } cases[] = {{{.name = "none"}, "print-intent-missing"},
               {{.name = "bad", .profile = "?", .length = 1}, "print-intent"}};
  for (size_t i = 0; i < 2; i++) {
    struct arena *arena = arena_new();
    struct sink *sink = sink_new();
    struct colours *colours =
        colours_new(arena, &(struct colours_spec){.print = true, .inks = &cases[i].inks, .sink = sink});
    struct colour gray = {.space = COLOUR_GRAY}, red = rgb(200, 0, 0), green = rgb(0, 200, 0);
    uint8_t pixel[4] = {1, 2, 3, 4};
    colours_convert(colours, &gray);
    assert_int_equal(sink_length(sink), 0);
    colours_convert(colours, &red);
    colours_convert(colours, &green);
    colours_pixels(colours, pixel, pixel, 1);
    assert_int_equal(sink_length(sink), 1);
    assert_string_equal(sink_view(sink, 0, MESSAGE_ENGLISH, arena).code, cases[i].code);
    sink_drop(sink);
    arena_drop(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(colours_are_those_of_lcms),
      cmocka_unit_test(pixels_are_those_of_lcms),
      cmocka_unit_test(pixels_are_exact),
      cmocka_unit_test(black_is_one_ink),
      cmocka_unit_test(spots_are_inks_of_their_own),
      cmocka_unit_test(tints_are_shown),
      cmocka_unit_test(inks_become_light),
      cmocka_unit_test(foreign_pixels),
      cmocka_unit_test(profiles_are_read),
      cmocka_unit_test(unusable_profiles_are_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
