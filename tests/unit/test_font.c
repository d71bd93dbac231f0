/* text/font: opening, refusing, metrics, characters, codes. Reads PT fonts where Debian puts them. */
#include "test_base.h"

#include "text/font.h"

#include <unistd.h>

#define PARATYPE "/usr/share/fonts/truetype/paratype/"
#define SERIF PARATYPE "PTF55F.ttf"
#define SERIF_BOLD_ITALIC PARATYPE "PTF76F.ttf"
#define SANS PARATYPE "PTS55F.ttf"
#define MONO PARATYPE "PTM55F.ttf"

static void names_and_metrics(void **state) {
  (void)state;
  static const struct {
    const char *path, *postscript, *family, *style;
    int weight;
    bool italic, serif, fixed;
  } cases[] = {{SERIF, "PTSerif-Regular", "PT Serif", "Regular", 400, false, true, false},
               {SERIF_BOLD_ITALIC, "PTSerif-BoldItalic", "PT Serif", "Bold Italic", 700, true, true, false},
               {SANS, "PTSans-Regular", "PT Sans", "Regular", 400, false, false, false},
               {MONO, "PTMono-Regular", "PT Mono", "Regular", 400, false, true, true}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct font *font = font_open(cases[i].path, 0);
    assert_non_null(font);
    const struct font_metrics *metrics = font_metrics(font);
    assert_string_equal(font_postscript_name(font), cases[i].postscript);
    assert_string_equal(font_family_name(font), cases[i].family);
    assert_string_equal(font_style_name(font), cases[i].style);
    assert_string_equal(font_path(font), cases[i].path);
    assert_int_equal(metrics->units_per_em, 1000);
    assert_int_equal(metrics->weight, cases[i].weight);
    assert_int_equal(metrics->bold, cases[i].weight >= 600);
    assert_int_equal(metrics->italic, cases[i].italic);
    assert_int_equal(metrics->serif, cases[i].serif);
    assert_int_equal(metrics->fixed_pitch, cases[i].fixed);
    assert_int_equal(metrics->width, 5);
    assert_int_equal(metrics->cap_height, 700);
    assert_in_range(metrics->x_height, 450, 550);
    assert_in_range(metrics->ascent, 800, 1200);
    assert_in_range(-metrics->descent, 150, 400);
    assert_true(metrics->box[0] < metrics->box[2] && metrics->box[1] < 0 && metrics->box[3] > 700);
    assert_true(cases[i].italic ? metrics->italic_angle < -5000 : metrics->italic_angle == 0);
    assert_false(font_is_cff(font));
    font_drop(font);
  }
}

static void characters(void **state) {
  (void)state;
  struct font *font = font_open(SERIF, 0);
  assert_true(font_has(font, 'A') && font_has(font, 0x42F) && font_has(font, 0x4E9));
  static const uint32_t absent[] = {0x10D0, 0xE123, 0xFFFF, 0x1F600, 0x10FFFF, 0x110000, 0xFFFFFFFF};
  for (size_t i = 0; i < COUNT(absent); i++)
    assert_false(font_has(font, absent[i]));
  assert_int_not_equal(font_glyph(font, 'A'), font_glyph(font, 'B'));
  assert_true(font_advance(font, font_glyph(font, 'W')) > font_advance(font, font_glyph(font, 'i')));
  assert_true(font_glyph_count(font) > 600);
  size_t length;
  assert_non_null(font_data(font, &length));
  assert_true(length > 100000);
  font_drop(font);
}

/* Every code means one glyph and text, and the way back gives the code. */
static void codes_are_a_bijection(void **state) {
  (void)state;
  static const char *const paths[] = {SERIF, SERIF_BOLD_ITALIC, SANS, MONO,
                                      "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"};
  for (size_t i = 0; i < COUNT(paths); i++) {
    struct font *font = font_open(paths[i], 0);
    uint32_t count = font_code_count(font), with_text = 0, last_alias = 0;
    assert_true(count >= font_glyph_count(font) && count <= 65536);
    for (uint32_t code = 0; code < count; code++) {
      uint32_t glyph, code_point;
      font_code_meaning(font, code, &glyph, &code_point);
      if (code < font_glyph_count(font))
        assert_int_equal(glyph, code);
      else
        assert_true(code_point > last_alias);
      if (code >= font_glyph_count(font))
        last_alias = code_point;
      if (code_point == 0)
        continue;
      with_text++;
      assert_int_equal(font_glyph(font, code_point), glyph);
      assert_int_equal(font_code(font, glyph, code_point), code);
    }
    assert_true(with_text > 500);
    font_drop(font);
  }
}

static void codes_of_shared_glyphs(void **state) {
  (void)state;
  struct font *font = font_open(SERIF, 0);
  uint32_t omega = font_glyph(font, 0x3A9);
  assert_int_equal(font_glyph(font, 0x2126), omega); /* Greek capital omega and the ohm sign: one glyph, two texts */
  assert_int_equal(font_code(font, omega, 0x3A9), omega);
  assert_true(font_code(font, omega, 0x2126) >= font_glyph_count(font));
  assert_int_equal(font_code(font, omega, 'A'), 0);
  assert_int_equal(font_code(font, 0, ' '), 0);
  assert_int_equal(font_code(font, 70000, ' '), 0);
  uint32_t glyph, code_point;
  font_code_meaning(font, font_code_count(font), &glyph, &code_point);
  assert_int_equal(glyph | code_point, 0);
  font_drop(font);
}

static void numbers_and_references(void **state) {
  (void)state;
  struct font *one = font_open(SERIF, 0), *two = font_open(SERIF, 0);
  assert_int_not_equal(font_number(one), font_number(two));
  struct font *kept = font_keep(one);
  font_drop(one);
  assert_true(font_has(kept, 'A'));
  font_drop(kept);
  font_drop(two);
  font_drop(NULL);
}

/* --- refusing ------------------------------------------------------------------------------------------------- */

static char *font_bytes(size_t *length) {
  FILE *file = fopen(SANS, "rb");
  assert_non_null(file);
  char *bytes = malloc(1 << 20);
  *length = fread(bytes, 1, 1 << 20, file);
  fclose(file);
  assert_true(*length > 100000 && *length < 1 << 20);
  return bytes;
}

static struct font *open_bytes(const char *bytes, size_t length) {
  char path[] = "/tmp/basma-font-XXXXXX";
  int descriptor = mkstemp(path);
  assert_true(descriptor >= 0 && write(descriptor, bytes, length) == (ssize_t)length);
  close(descriptor);
  struct font *font = font_open(path, 0);
  unlink(path);
  return font;
}

static size_t table_offset(const char *bytes, const char *tag) {
  const unsigned char *data = (const unsigned char *)bytes;
  for (size_t i = 0, at = 12; i < (size_t)(data[4] << 8 | data[5]); i++, at += 16)
    if (memcmp(data + at, tag, 4) == 0)
      return (size_t)data[at + 8] << 24 | (size_t)data[at + 9] << 16 | (size_t)data[at + 10] << 8 | data[at + 11];
  fail();
  return 0;
}

static void licences(void **state) {
  (void)state;
  static const struct {
    unsigned type;
    bool allowed;
  } cases[] = {{0, true}, {2, false}, {4, true}, {8, true}, {6, true}, {0x100, false}, {0x200, false}, {0x108, false}};
  size_t length;
  char *bytes = font_bytes(&length);
  size_t at = table_offset(bytes, "OS/2") + 8;
  for (size_t i = 0; i < COUNT(cases); i++) {
    bytes[at] = (char)(cases[i].type >> 8);
    bytes[at + 1] = (char)cases[i].type;
    struct font *font = open_bytes(bytes, length);
    assert_int_equal(font != NULL, cases[i].allowed);
    font_drop(font);
  }
  free(bytes);
}

static void not_a_font(void **state) {
  (void)state;
  assert_null(font_open("/nonexistent.ttf", 0));
  assert_null(font_open("/", 0));
  assert_null(font_open("Makefile", 0));
  assert_null(font_open(SERIF, 1));
  assert_null(font_open(SERIF, -1));
  assert_int_equal(font_face_count(SERIF), 1);
  assert_int_equal(font_face_count("/nonexistent.ttc"), 0);
  size_t length;
  char *bytes = font_bytes(&length);
  assert_null(open_bytes(bytes, 0));
  assert_null(open_bytes(bytes, 300));
  free(bytes);
}

/* Damaged files may open or not, but everything that can be asked of them must be safe. */
static void damaged_fonts(void **state) {
  (void)state;
  size_t length;
  char *bytes = font_bytes(&length);
  uint32_t random = 1;
  for (int round = 0; round < 100; round++) {
    char *damaged = malloc(length);
    memcpy(damaged, bytes, length);
    for (int i = 0; i < 20; i++) {
      random = random * 1664525 + 1013904223;
      damaged[random % (round % 2 ? 2000 : length)] = (char)(random >> 24);
    }
    struct font *font = open_bytes(damaged, round % 3 ? length : length / 2);
    free(damaged);
    if (!font)
      continue;
    for (uint32_t code_point = 0; code_point < 0x500; code_point++) {
      uint32_t glyph = font_glyph(font, code_point);
      assert_true(glyph == 0 || glyph < font_glyph_count(font));
      font_advance(font, glyph);
    }
    assert_true(font_code_count(font) <= 65536);
    assert_true(*font_postscript_name(font));
    font_drop(font);
  }
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_and_metrics),
      cmocka_unit_test(characters),
      cmocka_unit_test(codes_are_a_bijection),
      cmocka_unit_test(codes_of_shared_glyphs),
      cmocka_unit_test(numbers_and_references),
      cmocka_unit_test(licences),
      cmocka_unit_test(not_a_font),
      cmocka_unit_test(damaged_fonts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
