/* pdf/fonts: what is embedded, its widths, its ToUnicode, its name. */
#include "test_base.h"

#include "base/utf8.h"
#include "pdf_file.h"

#include <hb-ot.h>

#define LIBERATION "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
#define CFF "/usr/share/fonts/opentype/urw-base35/NimbusRoman-Regular.otf"

struct font_file { /* a document of one page in one font */
  struct arena *arena;
  struct sink *sink;
  struct font *font;
  struct fixture_file file;
  const char *type0, *descendant, *descriptor;
};

static void file_begin(struct font_file *test, const char *path, const char *text) {
  *test = (struct font_file){.arena = arena_new(), .sink = sink_new(), .font = font_open(path, 0)};
  assert_non_null(test->font);
  struct display_list *list = display_list_new(test->arena);
  struct display_page *page = display_page_add(test->arena, list, 400000, 200000, 0);
  fixture_text(test->arena, page, NODE_ROOT, 10000, 50000, fixture_run(test->arena, test->font, 12000, text));
  struct pdf_spec spec = {.info = &(struct document_info){0}, .program = "test", .sink = test->sink};
  file_make(&spec, list, &test->file);
  unsigned fonts = object_number(&test->file, file_find(&test->file, "/Type/Page/"), "/Font ");
  test->type0 = file_object(&test->file, object_number(&test->file, file_object(&test->file, fonts), "/F1 "));
  test->descendant = file_object(&test->file, object_number(&test->file, test->type0, "/DescendantFonts"));
  test->descriptor = file_object(&test->file, object_number(&test->file, test->descendant, "/FontDescriptor "));
}

static void file_end(struct font_file *test) {
  font_drop(test->font);
  sink_drop(test->sink);
  free(test->file.data);
  arena_drop(test->arena);
}

static void truetype_is_cidfonttype2(void **state) {
  (void)state;
  struct font_file test;
  file_begin(&test, PARATYPE "PTF55F.ttf", "Өзгөн");
  assert_non_null(object_find(&test.file, test.type0, "/Subtype/Type0"));
  assert_non_null(object_find(&test.file, test.type0, "/Encoding/Identity-H"));
  assert_non_null(object_find(&test.file, test.descendant, "/Subtype/CIDFontType2"));
  assert_non_null(object_find(&test.file, test.descriptor, "/FontFile2 "));
  static const char *const keys[] = {"/Flags 6",   "/FontBBox[",     "/ItalicAngle 0", "/Ascent ",
                                     "/Descent -", "/CapHeight 700", "/StemV "};
  for (size_t i = 0; i < COUNT(keys); i++)
    assert_non_null(object_find(&test.file, test.descriptor, keys[i]));
  file_end(&test);
}

static void cff_is_cidfonttype0c(void **state) {
  (void)state;
  struct font_file test;
  file_begin(&test, CFF, "Resume");
  assert_non_null(object_find(&test.file, test.descendant, "/Subtype/CIDFontType0/"));
  assert_null(object_find(&test.file, test.descendant, "/CIDToGIDMap"));
  unsigned program = object_number(&test.file, test.descriptor, "/FontFile3 ");
  assert_non_null(object_find(&test.file, file_object(&test.file, program), "/Subtype/CIDFontType0C"));
  size_t length;
  char *data = file_stream(&test.file, program, &length);
  assert_int_equal(data[0], 1); /* a bare CFF table: major version */
  assert_true(length < 20000);
  free(data);
  file_end(&test);
}

/* Through /CIDToGIDMap every code leads to a glyph of the subset with the outline of the font's own glyph. */
static void codes_lead_to_their_glyphs(void **state) {
  (void)state;
  static const char text[] = "ЁёЙй№ «f i» A\xC2\xA0z \xC2\xB5\xCE\xBC";
  struct font_file test;
  file_begin(&test, PARATYPE "PTF55F.ttf", text);
  size_t length, map_length;
  char *data = file_stream(&test.file, object_number(&test.file, test.descriptor, "/FontFile2 "), &length);
  char *map = file_stream(&test.file, object_number(&test.file, test.descendant, "/CIDToGIDMap "), &map_length);
  hb_blob_t *blob = hb_blob_create(data, (unsigned)length, HB_MEMORY_MODE_READONLY, NULL, NULL);
  hb_face_t *face = hb_face_create(blob, 0);
  hb_font_t *subset = hb_font_create(face);
  static const uint32_t code_points[] = {0x401, 0x451, 0x419, 0x439, 0x2116, 'f', 'i', 'A', 'z', 0xA0, 0xB5, 0x3BC};
  for (size_t i = 0; i < COUNT(code_points); i++) {
    uint32_t glyph = font_glyph(test.font, code_points[i]), code = font_code(test.font, glyph, code_points[i]);
    assert_true(2 * code + 1 < map_length);
    unsigned mapped = (unsigned)((unsigned char)map[2 * code] * 256 + (unsigned char)map[2 * code + 1]);
    hb_glyph_extents_t wanted, got;
    assert_true(hb_font_get_glyph_extents(font_hb_font(test.font), glyph, &wanted));
    assert_true(hb_font_get_glyph_extents(subset, mapped, &got));
    assert_memory_equal(&wanted, &got, sizeof got);
    assert_int_equal(hb_font_get_glyph_h_advance(subset, mapped), font_advance(test.font, glyph));
    assert_true(mapped != 0);
  }
  assert_true(hb_face_get_glyph_count(face) < 30);
  hb_font_destroy(subset);
  hb_face_destroy(face);
  hb_blob_destroy(blob);
  free(data);
  free(map);
  file_end(&test);
}

/* ToUnicode, read back: a code's UTF-16, "" for none. */
static void code_read(const char *map, unsigned code, char text[64]) {
  char entry[16];
  snprintf(entry, sizeof entry, "\n<%04X><", code);
  const char *found = strstr(strstr(map, "endcodespacerange\n"), entry);
  *text = '\0';
  if (found)
    sscanf(found + strlen(entry), "%60[0-9A-F]", text);
}

static void code_reads(const char *map, uint32_t code, const char *wanted) {
  char text[64];
  code_read(map, code, text);
  assert_string_equal(text, wanted);
}

static void unicode_says_what_codes_mean(void **state) {
  (void)state;
  struct font_file test;
  file_begin(&test, LIBERATION, "a\xC2\xA0Н 𝐀");
  size_t length;
  char *map = file_stream(&test.file, object_number(&test.file, test.type0, "/ToUnicode "), &length);
  code_reads(map, font_glyph(test.font, 'a'), "0061");
  code_reads(map, font_code(test.font, font_glyph(test.font, 0xA0), 0xA0), "00A0");
  code_reads(map, font_glyph(test.font, ' '), "0020");
  code_reads(map, font_glyph(test.font, 0x41D), "041D");
  assert_non_null(strstr(map, "5 beginbfchar\n")); /* and .notdef, which stood for the last one */
  code_reads(map, 0, "D835DC00");
  free(map);
  file_end(&test);
}

/* Exactly the codes that are used are told, and as the font means them; none in a range, which Ghostscript misreads. */
static void unicode_keeps_to_the_font(void **state) {
  (void)state;
  static const char *const fonts[] = {PARATYPE "PTF55F.ttf", PARATYPE "PTS75F.ttf", LIBERATION, CFF};
  for (size_t i = 0; i < COUNT(fonts); i++) {
    struct font_file test;
    file_begin(&test, fonts[i], "Aя — 7 \xC2\xB5\xCE\xBC\xE2\x82\xAC");
    size_t length, told = 0;
    char *map = file_stream(&test.file, object_number(&test.file, test.type0, "/ToUnicode "), &length);
    assert_null(strstr(map, "bfrange"));
    for (uint32_t code = 0; code < font_code_count(test.font); code++) {
      char text[64], wanted[64];
      uint32_t glyph, code_point;
      font_code_meaning(test.font, code, &glyph, &code_point);
      snprintf(wanted, sizeof wanted, "%04X", code_point);
      code_read(map, code, text);
      if (*text)
        assert_string_equal(text, code_point ? wanted : "FFFD");
      told += *text != '\0';
    }
    assert_in_range(told, 6, 9);
    free(map);
    file_end(&test);
  }
}

static void ligatures_have_unicode_too(void **state) {
  (void)state;
  struct font_file test;
  file_begin(&test, "/usr/share/fonts/opentype/urw-base35/P052-Roman.otf", "fi");
  size_t length;
  char *map = file_stream(&test.file, object_number(&test.file, test.type0, "/ToUnicode "), &length);
  assert_non_null(strstr(map, "beginbfchar\n<"));
  assert_non_null(strstr(map, "><00660069>\n"));
  assert_null(strstr(map, "FB01"));
  free(map);
  file_end(&test);
}

/* More than 100 entries go into blocks of 100. */
static void unicode_blocks_are_short(void **state) {
  (void)state;
  char text[600] = "";
  size_t used = 0;
  for (uint32_t c = 0x410; c < 0x410 + 64; c++)
    used += utf8_put(c, text + used);
  for (char c = '0'; c <= 'z'; c++)
    text[used++] = c;
  text[used] = '\0';
  struct font_file test;
  file_begin(&test, PARATYPE "PTS55F.ttf", text);
  size_t length;
  char *map = file_stream(&test.file, object_number(&test.file, test.type0, "/ToUnicode "), &length);
  assert_non_null(strstr(map, "100 beginbfchar\n"));
  assert_non_null(strstr(map, "39 beginbfchar\n"));
  free(map);
  file_end(&test);
}

/* /W read back, for fonts of 1000 and of 2048 units. */
static int width_read(const char *widths, uint32_t code) {
  const char *c = strchr(widths, '[') + 1;
  for (;;) {
    while (*c == ' ')
      c++;
    if (*c == ']')
      return -1;
    uint32_t first = (uint32_t)strtoul(c, (char **)&c, 10);
    if (*c == '[') {
      for (c++; *c != ']'; first++) {
        int width = (int)strtol(c, (char **)&c, 10);
        if (first == code)
          return width;
      }
      c++;
    } else {
      uint32_t last = (uint32_t)strtoul(c, (char **)&c, 10);
      int width = (int)strtol(c, (char **)&c, 10);
      if (first <= code && code <= last)
        return width;
    }
  }
}

static void widths_are_the_fonts_own(void **state) {
  (void)state;
  static const char *const fonts[] = {PARATYPE "PTF55F.ttf", LIBERATION, CFF, PARATYPE "PTM55F.ttf"};
  static const char text[] = "0123456789 The quick brown fox.";
  for (size_t i = 0; i < COUNT(fonts); i++) {
    struct font_file test;
    file_begin(&test, fonts[i], text);
    const char *widths = object_find(&test.file, test.descendant, "/W[");
    for (const char *c = text; *c; c++) {
      uint32_t glyph = font_glyph(test.font, (uint32_t)*c);
      double wanted = font_advance(test.font, glyph) * 1000.0 / font_metrics(test.font)->units_per_em;
      int width = width_read(widths, font_code(test.font, glyph, (uint32_t)*c));
      assert_true(width - wanted <= 0.5 && wanted - width <= 0.5);
    }
    assert_int_equal(width_read(widths, font_glyph(test.font, 'Z')), -1); /* not used, not listed */
    file_end(&test);
  }
}

static void base_font(const struct font_file *test, char name[64]) {
  const char *at = object_find(&test->file, test->type0, "/BaseFont/") + 10;
  snprintf(name, 64, "%.*s", (int)strcspn(at, "/"), at);
}

static void tags_tell_subsets_apart(void **state) {
  (void)state;
  static const struct {
    const char *a, *b;
    bool same;
  } cases[] = {{"abc", "cab", true}, {"abc", "abd", false}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct font_file a, b;
    char name_a[64], name_b[64];
    file_begin(&a, PARATYPE "PTF55F.ttf", cases[i].a);
    file_begin(&b, PARATYPE "PTF55F.ttf", cases[i].b);
    base_font(&a, name_a);
    base_font(&b, name_b);
    assert_string_equal(name_a + 6, "+PTSerif-Regular");
    assert_int_equal(strspn(name_a, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 6);
    assert_int_equal(!strcmp(name_a, name_b), cases[i].same);
    file_end(&a);
    file_end(&b);
  }
}

/* Nothing that PDF does not use: only the tables of outlines and widths. */
static void programs_hold_no_more_than_needed(void **state) {
  (void)state;
  struct font_file test;
  file_begin(&test, LIBERATION, "The quick brown fox");
  size_t length;
  char *data = file_stream(&test.file, object_number(&test.file, test.descriptor, "/FontFile2 "), &length);
  int count = (unsigned char)data[4] << 8 | (unsigned char)data[5];
  static const char allowed[] = "glyf head hhea hmtx loca maxp";
  for (int i = 0; i < count; i++) {
    char tag[5] = {0};
    memcpy(tag, data + 12 + 16 * i, 4);
    assert_non_null(strstr(allowed, tag));
  }
  assert_int_equal(count, 6);
  assert_int_equal(object_number(&test.file,
                                 file_object(&test.file, object_number(&test.file, test.descriptor, "/FontFile2 ")),
                                 "/Length1 "),
                   length);
  free(data);
  file_end(&test);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(truetype_is_cidfonttype2),   cmocka_unit_test(cff_is_cidfonttype0c),
      cmocka_unit_test(codes_lead_to_their_glyphs), cmocka_unit_test(unicode_says_what_codes_mean),
      cmocka_unit_test(unicode_keeps_to_the_font),  cmocka_unit_test(ligatures_have_unicode_too),
      cmocka_unit_test(unicode_blocks_are_short),   cmocka_unit_test(widths_are_the_fonts_own),
      cmocka_unit_test(tags_tell_subsets_apart),    cmocka_unit_test(programs_hold_no_more_than_needed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
