/* text/pattern_compiler, text/patterns: the states made here against those of libhyphen's own loader. */
#include "test_base.h"

#include "base/utf8.h"
#include "text/pattern_compiler.h"
#include "text/patterns.h"

#include <hyphen.h>
#include <unistd.h>

static char path[] = "/tmp/basma-patterns-XXXXXX";

static void file_write(const char *data, size_t length) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  assert_int_equal(fwrite(data, 1, length, file), length);
  fclose(file);
}

/* What is read of the file that is compiled from the text. */
static const struct patterns *patterns_of(struct arena *arena, const char *text) {
  struct buffer compiled = {0};
  assert_true(patterns_compile((struct file_content){(char *)text, strlen(text)}, &compiled));
  file_write(compiled.data, compiled.length);
  buffer_drop(&compiled);
  return patterns_read(arena, path);
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

static const char *build_file(const char *language, const char *ending) {
  static char file[512];
  const char *build = getenv("BUILD");
  snprintf(file, sizeof file, "%s/hyphenation/hyph_%s.%s", build ? build : "build", language, ending);
  return file;
}

/* The odd levels of a word: one figure for each letter. */
static const char *levels_of(const struct patterns *patterns, const char *word) {
  static char levels[160];
  char letters[128];
  size_t length = strlen(word);
  int count = 0;
  for (size_t i = 0; i < length;)
    letters[count++] = pattern_letter(&patterns->letters, utf8_next(word, length, &i));
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
    HyphenDict *theirs = hnj_hyphen_load(build_file(cases[c].language, "dic"));
    const struct patterns *ours = patterns_read(arena, build_file(cases[c].language, "patterns"));
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

static void texts(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  const struct patterns *patterns = patterns_of(
      arena, "UTF-8\nLEFTHYPHENMIN 2\r\nRIGHTHYPHENMIN 3\n% comment\n\na1b\nb2c3d4e\nf1/f=x,1,1\nx\n1\n12\n");
  assert_int_equal(patterns->left, 2);
  assert_int_equal(patterns->right, 3);
  assert_string_equal(levels_of(patterns, "zzabcdezz"), "001234000");
  assert_string_equal(levels_of(patterns, "zzffzz"), "000000");
  patterns = patterns_of(arena, "UTF-8\nbc1d\na2bcde\n"); /* found inside a longer one that does not end */
  assert_string_equal(levels_of(patterns, "zabcdfzz"), "00010000");
  patterns = patterns_of(arena, "UTF-8\nbc1d\nab2cd1e\n"); /* and both together */
  assert_string_equal(levels_of(patterns, "zabcdezz"), "00211000");
  arena_drop(arena);
}

static void other_encodings(void **state) {
  (void)state;
  static const char *const contents[] = {"KOI8-R\na1b\n", "", "UTF-8"};
  struct buffer compiled = {0};
  for (size_t i = 0; i < COUNT(contents); i++)
    assert_false(patterns_compile((struct file_content){(char *)contents[i], strlen(contents[i])}, &compiled));
  assert_int_equal(compiled.length, 0);
}

/* Cut anywhere, or of another form: not read. */
static void broken_files(void **state) {
  (void)state;
  static const char text[] = "UTF-8\nbc1d\nab2cd1e\n";
  struct arena *arena = arena_new();
  struct buffer compiled = {0};
  assert_true(patterns_compile((struct file_content){(char *)text, sizeof text - 1}, &compiled));
  for (size_t length = 0; length < compiled.length; length++) {
    file_write(compiled.data, length);
    assert_null(patterns_read(arena, path));
  }
  compiled.data[0] ^= 1;
  file_write(compiled.data, compiled.length);
  assert_null(patterns_read(arena, path));
  assert_null(patterns_read(arena, "/nonexistent"));
  buffer_drop(&compiled);
  arena_drop(arena);
}

static void damaged_texts(void **state) {
  (void)state;
  uint32_t random = 1;
  for (int round = 0; round < 500; round++) {
    struct arena *arena = arena_new();
    char text[400] = "UTF-8\n", word[41] = "";
    for (size_t i = 6; i < sizeof text - 1; i++)
      text[i] = "0123456789abcdA.\n-/%\xd0\xb0"[(random = random * 1664525 + 1013904223) >> 16 & 15];
    const struct patterns *patterns = patterns_of(arena, text);
    assert_non_null(patterns);
    for (size_t i = 0; i < sizeof word - 1; i++)
      word[i] = "abcd"[(random = random * 1664525 + 1013904223) >> 16 & 3];
    assert_int_equal(strlen(levels_of(patterns, word)), 40);
    arena_drop(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(same_as_libhyphen), cmocka_unit_test(texts),         cmocka_unit_test(other_encodings),
      cmocka_unit_test(broken_files),      cmocka_unit_test(damaged_texts),
  };
  return cmocka_run_group_tests(tests, file_make, file_remove);
}
