/* text/patterns: the states made here against those of libhyphen's own loader. */
#include "test_base.h"

#include "base/utf8.h"
#include "text/patterns.h"

#include <hyphen.h>
#include <unistd.h>

static char path[] = "/tmp/basma-patterns-XXXXXX";

static void write_patterns(const char *text) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static int file_make(void **state) {
  (void)state;
  int descriptor = mkstemp(path);
  return descriptor < 0 ? -1 : close(descriptor);
}

static int file_remove(void **state) {
  (void)state;
  return unlink(path);
}

static const char *build_file(const char *language) {
  static char file[512];
  const char *build = getenv("BUILD");
  snprintf(file, sizeof file, "%s/hyphenation/hyph_%s.dic", build ? build : "build", language);
  return file;
}

/* The odd levels of a word: one figure for each letter. */
static const char *levels_of(const struct patterns *patterns, const char *word) {
  static char levels[160];
  char letters[128];
  size_t length = strlen(word);
  int count = 0;
  for (size_t i = 0; i < length;)
    letters[count++] = patterns_byte(patterns, utf8_next(word, length, &i));
  hnj_hyphen_hyphenate(patterns->dictionary, letters, count, levels);
  levels[count] = '\0';
  return levels;
}

/* Random words: a break wherever libhyphen has one. It cannot break before the last two bytes of a word. */
static void same_as_libhyphen(void **state) {
  (void)state;
  static const struct {
    const char *language, *alphabet;
    size_t letter_bytes;
  } cases[] = {{"ru", "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", 2}, {"en", "etaoinshrdlucmfwypvbgkjqxz", 1}};
  uint32_t random = 11;
  for (size_t c = 0; c < COUNT(cases); c++) {
    struct arena *arena = arena_new();
    HyphenDict *theirs = hnj_hyphen_load(build_file(cases[c].language));
    const struct patterns *ours = patterns_read(arena, build_file(cases[c].language));
    assert_true(theirs && ours);
    size_t letters = strlen(cases[c].alphabet) / cases[c].letter_bytes, size = cases[c].letter_bytes, breaks = 0;
    for (int round = 0; round < 50000; round++) {
      char word[128], expected[160];
      size_t count = 4 + (random >> 8) % 12;
      for (size_t i = 0; i < count; i++) {
        random = random * 1664525 + 1013904223;
        size_t letter = (random >> 12) % 4 ? (random >> 16) % letters : (random >> 20) % 8;
        memcpy(word + i * size, cases[c].alphabet + letter * size, size);
      }
      word[count * size] = '\0';
      hnj_hyphen_hyphenate(theirs->nextlevel, word, (int)(count * size), expected);
      const char *levels = levels_of(ours, word);
      for (size_t i = 1; i < count - 2; i++) {
        breaks += levels[i] & 1;
        if ((levels[i] & 1) != (expected[(i + 1) * size - 1] & 1))
          fail_msg("%s behind letter %zu: %c, libhyphen says %c", word, i, levels[i], expected[(i + 1) * size - 1]);
      }
    }
    assert_true(breaks > 10000);
    hnj_hyphen_free(theirs);
    arena_drop(arena);
  }
}

static void files(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  write_patterns("UTF-8\nLEFTHYPHENMIN 2\r\nRIGHTHYPHENMIN 3\n% comment\n\na1b\nb2c3d4e\nf1/f=x,1,1\nx\n1\n12\n");
  const struct patterns *patterns = patterns_read(arena, path);
  assert_int_equal(patterns->left, 2);
  assert_int_equal(patterns->right, 3);
  assert_string_equal(levels_of(patterns, "zzabcdezz"), "001234000");
  assert_string_equal(levels_of(patterns, "zzffzz"), "000000");
  write_patterns("UTF-8\nbc1d\na2bcde\n"); /* found inside a longer one that does not end */
  assert_string_equal(levels_of(patterns_read(arena, path), "zabcdfzz"), "00010000");
  write_patterns("UTF-8\nbc1d\nab2cd1e\n"); /* and both together */
  assert_string_equal(levels_of(patterns_read(arena, path), "zabcdezz"), "00211000");
  write_patterns("KOI8-R\na1b\n");
  assert_null(patterns_read(arena, path));
  write_patterns("");
  assert_null(patterns_read(arena, path));
  assert_null(patterns_read(arena, "/nonexistent"));
  arena_drop(arena);
}

static void damaged_files(void **state) {
  (void)state;
  uint32_t random = 1;
  for (int round = 0; round < 500; round++) {
    struct arena *arena = arena_new();
    char text[400] = "UTF-8\n", word[41] = "";
    for (size_t i = 6; i < sizeof text - 1; i++)
      text[i] = "0123456789abcdA.\n-/%\xd0\xb0"[(random = random * 1664525 + 1013904223) >> 16 & 15];
    write_patterns(text);
    const struct patterns *patterns = patterns_read(arena, path);
    assert_non_null(patterns);
    for (size_t i = 0; i < sizeof word - 1; i++)
      word[i] = "abcd"[(random = random * 1664525 + 1013904223) >> 16 & 3];
    assert_int_equal(strlen(levels_of(patterns, word)), 40);
    arena_drop(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(same_as_libhyphen),
      cmocka_unit_test(files),
      cmocka_unit_test(damaged_files),
  };
  return cmocka_run_group_tests(tests, file_make, file_remove);
}
