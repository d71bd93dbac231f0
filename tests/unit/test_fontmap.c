/* text/fontmap: roles, families, faces, fallback. Uses fonts/fonts.conf of the repository. */
#include "test_base.h"

#include "base/utf8.h"
#include "text/fontmap.h"

#include <sys/stat.h>
#include <unistd.h>

#define PARATYPE "/usr/share/fonts/truetype/paratype/"

static struct fontmap *map_open(const char *folder) {
  const char *folders[] = {"/nonexistent", folder, NULL}, *why = NULL;
  struct fontmap *map = fontmap_new(folders, &why);
  assert_true(map != NULL || why != NULL);
  return map;
}

static void roles_and_families(void **state) {
  (void)state;
  static const struct {
    const char *family;
    bool bold, italic;
    const char *name; /* NULL: refused */
  } cases[] = {
      {"serif", false, false, "PTSerif-Regular"},
      {"serif", true, false, "PTSerif-Bold"},
      {"serif", false, true, "PTSerif-Italic"},
      {"serif", true, true, "PTSerif-BoldItalic"},
      {"sans", false, false, "PTSans-Regular"},
      {"sans", true, true, "PTSans-BoldItalic"},
      {"mono", true, false, "PTMono-Bold"},
      {"mono", false, true, "PTMono-Regular"}, /* has no italic, and none is made up */
      {"mono", true, true, "PTMono-Bold"},
      {"PT Sans Narrow", false, false, "PTSans-Narrow"},
      {"pt sans narrow", true, false, "PTSans-NarrowBold"},
      {"Liberation Sans", false, true, "LiberationSans-Italic"},
      {"Noto Sans", false, false, "NotoSans-Regular"},
      {"Noto Sans Georgian", true, true, "NotoSansGeorgian-Bold"},
      {"Helvetica", false, false, NULL},
      {"Times New Roman", false, false, NULL},
      {"PT", false, false, NULL},
      {"", false, false, NULL},
  };
  struct fontmap *map = map_open("fonts");
  for (int round = 0; round < 2; round++)
    for (size_t i = 0; i < COUNT(cases); i++) {
      struct font *font = fontmap_find(map, cases[i].family, cases[i].bold, cases[i].italic);
      if (cases[i].name)
        assert_string_equal(font ? font_postscript_name(font) : "none", cases[i].name);
      else
        assert_null(font);
    }
  fontmap_drop(map);
}

static void fallback_by_class(void **state) {
  (void)state;
  static const struct {
    const char *family;
    bool bold, italic;
    uint32_t code_point;
    const char *name;
  } cases[] = {
      {"serif", false, false, 'A', "PTSerif-Regular"},
      {"serif", false, false, 0x120, "LiberationSerif"}, /* Ġ */
      {"sans", true, true, 0x120, "LiberationSans-BoldItalic"},
      {"serif", true, true, 0x10D0, "NotoSerifGeorgian-Bold"},
      {"sans", true, false, 0x10D0, "NotoSansGeorgian-Bold"},
      {"serif", false, true, 0x0627, "NotoSansArabic-Regular"},
      {"serif", false, false, 0x1361, "NotoSansEthiopic-Regular"}, /* named nowhere in fonts.conf */
      {"serif", false, false, 0xE123, NULL},
      {"serif", false, false, 0x10FFFF, NULL},
  };
  struct fontmap *map = map_open("fonts");
  for (int round = 0; round < 2; round++)
    for (size_t i = 0; i < COUNT(cases); i++) {
      struct font *font = fontmap_find(map, cases[i].family, cases[i].bold, cases[i].italic);
      struct font *found = fontmap_fallback(map, font, cases[i].code_point);
      if (cases[i].name)
        assert_string_equal(found ? font_postscript_name(found) : "none", cases[i].name);
      else
        assert_null(found);
    }
  fontmap_drop(map);
}

/* What is found may not depend on which folders were opened before. */
static void order_of_questions(void **state) {
  (void)state;
  struct fontmap *fresh = map_open("fonts"), *used = map_open("fonts");
  assert_non_null(fontmap_find(used, "Noto Sans", false, false));
  assert_null(fontmap_find(used, "no such family", false, false));
  for (uint32_t code_point = 0x3000; code_point > 0x20; code_point -= 7) {
    struct font *a = fontmap_fallback(fresh, fontmap_find(fresh, "serif", false, false), code_point);
    struct font *b = fontmap_fallback(used, fontmap_find(used, "serif", false, false), code_point);
    assert_string_equal(a ? font_path(a) : "", b ? font_path(b) : "");
  }
  fontmap_drop(fresh);
  fontmap_drop(used);
}

static void works_without_a_home(void **state) {
  (void)state;
  unsetenv("HOME");
  unsetenv("XDG_CACHE_HOME");
  struct fontmap *map = map_open("fonts");
  assert_non_null(fontmap_find(map, "sans", false, false));
  fontmap_drop(map);
}

/* --- folders of one's own ------------------------------------------------------------------------------------- */

static char folder[] = "/tmp/basma-fontmap-XXXXXX";

static void write_text(const char *name, const char *text) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static void link_font(const char *source, const char *name) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  assert_int_equal(symlink(source, path), 0);
}

static int folder_make(void **state) {
  (void)state;
  char path[256];
  if (!mkdtemp(folder))
    return -1;
  snprintf(path, sizeof path, "%s/local", folder);
  mkdir(path, 0700);
  snprintf(path, sizeof path, "%s/local/deeper", folder);
  return mkdir(path, 0700);
}

static int folder_remove(void **state) {
  (void)state;
  char command[300];
  snprintf(command, sizeof command, "rm -rf '%s'", folder);
  return system(command);
}

static void first_folder_owns_a_family(void **state) {
  (void)state;
  link_font(PARATYPE "PTF75F.ttf", "local/Bold.TTF");
  link_font(PARATYPE "PTM55F.ttf", "local/deeper/mono.ttf");
  write_text("local/notes.txt", "not a font");
  write_text("local/broken.ttf", "not a font either");
  write_text("fonts.conf", "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'urn:fontconfig:fonts.dtd'><fontconfig>"
                           "<dir>/nonexistent</dir><dir>" PARATYPE "</dir>"
                           "<alias><family>sans</family><prefer><family>Nowhere</family><family>PT Sans</family>"
                           "</prefer></alias></fontconfig>");
  struct fontmap *map = map_open(folder);
  assert_non_null(map);
  assert_string_equal(font_postscript_name(fontmap_find(map, "PT Serif", false, true)), "PTSerif-Bold");
  assert_string_equal(font_postscript_name(fontmap_find(map, "sans", false, true)), "PTSans-Italic");
  assert_string_equal(font_postscript_name(fontmap_find(map, "PT Mono", true, false)), "PTMono-Regular");
  assert_null(fontmap_find(map, "serif", false, false)); /* this fonts.conf names no such role */
  fontmap_drop(map);
}

static void unusable_configuration(void **state) {
  (void)state;
  write_text("fonts.conf", "<fontconfig><dir>");
  const char *broken[] = {folder, NULL}, *none[] = {"/nonexistent", NULL}, *why = NULL;
  assert_null(fontmap_new(broken, &why));
  assert_non_null(strstr(why, "not a valid"));
  assert_null(fontmap_new(none, &why));
  assert_non_null(strstr(why, "no folder"));
}

/* --- what is in the fonts ------------------------------------------------------------------------------------- */

static void listing(void **state) {
  (void)state;
  struct fontmap *map = map_open("fonts");
  struct arena *arena = arena_new();
  size_t count;
  const struct fontmap_entry *entries = fontmap_list(arena, map, &count);
  assert_true(count > 250);
  unsigned seen = 0;
  for (size_t i = 0; i < count; i++) {
    if (strcmp(entries[i].file, PARATYPE "PTF56F.ttf") == 0) {
      seen |= 1;
      assert_string_equal(entries[i].role, "serif");
      assert_string_equal(entries[i].family, "PT Serif");
      assert_string_equal(entries[i].style, "Italic");
      assert_string_equal(entries[i].languages, "ru ky en");
    } else if (strcmp(entries[i].family, "Noto Sans Georgian") == 0) {
      seen |= 2;
      assert_string_equal(entries[i].role, "fallback");
      assert_string_equal(entries[i].languages, "");
    }
  }
  assert_int_equal(seen, 3);
  arena_drop(arena);
  fontmap_drop(map);
}

static void alphabets(void **state) {
  (void)state;
  static const char letters[] = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяҢӨҮңөү«»„“—–№";
  static const char *const families[] = {"serif", "sans", "mono"};
  struct fontmap *map = map_open("fonts");
  for (unsigned style = 0; style < 4 * COUNT(families); style++) {
    struct font *font = fontmap_find(map, families[style / 4], style & 1, style & 2);
    uint32_t glyphs[sizeof letters];
    size_t count = 0;
    for (size_t i = 0; i < sizeof letters - 1;) {
      uint32_t glyph = font_glyph(font, utf8_next(letters, sizeof letters - 1, &i));
      assert_int_not_equal(glyph, 0);
      assert_true(font_advance(font, glyph) > 0);
      for (size_t j = 0; j < count; j++)
        assert_int_not_equal(glyphs[j], glyph);
      glyphs[count++] = glyph;
    }
    assert_int_equal(count, 66 + 6 + 7);
  }
  fontmap_drop(map);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(roles_and_families),
      cmocka_unit_test(fallback_by_class),
      cmocka_unit_test(order_of_questions),
      cmocka_unit_test(works_without_a_home),
      cmocka_unit_test(first_folder_owns_a_family),
      cmocka_unit_test(unusable_configuration),
      cmocka_unit_test(listing),
      cmocka_unit_test(alphabets),
  };
  return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
