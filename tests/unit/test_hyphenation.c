/* How well words are divided: each list in tests/hyphenation, divided by hand, against the patterns that the build
 * makes. Two figures: right divisions that are found, of all that the list has; wrong ones, of all that are found. */
#include "test_base.h"

#include "base/arena.h"
#include "base/file.h"
#include "text/hyphenate.h"
#include "text/shape.h"

enum { LIST_LIMIT = 1024 * 1024, WORD_LIMIT = 256 };

struct list {
  const char *language, *path;
  size_t words;        /* that it has at least */
  double found, wrong; /* per cent: found at least, wrong at most */
};

struct score {
  size_t words, right, found, wrong;
};

struct sample {
  char word[WORD_LIMIT];
  uint8_t expected[WORD_LIMIT], points[WORD_LIMIT];
  size_t length;
};

static struct setter *setter_open(void) {
  static char folder[512];
  const char *build = getenv("BUILD"), *why;
  snprintf(folder, sizeof folder, "%s/hyphenation", build ? build : "build");
  struct fontmap *map = fontmap_new((const char *const[]){"fonts", NULL}, &why);
  assert_non_null(map);
  return setter_new(map, (const char *const[]){folder, NULL});
}

/* "-" is a division, "=" a hyphen of the word's own. */
static void sample_read(struct sample *sample, const char *line, size_t length) {
  *sample = (struct sample){0};
  assert_in_range(length, 1, WORD_LIMIT - 1);
  for (size_t i = 0; i < length; i++)
    if (line[i] == '-')
      sample->expected[sample->length] = 1;
    else
      sample->word[sample->length++] = line[i] == '=' ? '-' : line[i];
}

static void sample_print(const struct sample *sample) {
  char text[2 * WORD_LIMIT] = "";
  size_t at = 0;
  for (size_t i = 0; i < sample->length; i++) {
    if (sample->points[i] || sample->expected[i])
      text[at++] = sample->points[i] ? (sample->expected[i] ? '-' : '!') : '?';
    text[at++] = sample->word[i];
  }
  print_message("# %s (! is wrong, ? is missing)\n", text);
}

static void sample_score(struct setter *setter, const char *language, struct sample *sample, struct score *score) {
  assert_true(hyphenate(setter, language, sample->word, sample->length, sample->points));
  score->words++;
  for (size_t i = 0; i < sample->length; i++) {
    score->right += sample->expected[i];
    score->found += sample->expected[i] && sample->points[i];
    score->wrong += !sample->expected[i] && sample->points[i];
  }
  if (memcmp(sample->expected, sample->points, sample->length) != 0)
    sample_print(sample);
}

static struct score list_score(struct setter *setter, const struct list *list) {
  struct arena *arena = arena_new();
  struct file_content file;
  struct score score = {0};
  assert_int_equal(file_read(arena, list->path, LIST_LIMIT, &file), FILE_OK);
  for (const char *line = file.data, *end = file.data + file.length; line < end;) {
    const char *next = memchr(line, '\n', (size_t)(end - line));
    assert_non_null(next);
    struct sample sample;
    if (next > line && *line != '#') {
      sample_read(&sample, line, (size_t)(next - line));
      sample_score(setter, list->language, &sample, &score);
    }
    line = next + 1;
  }
  arena_drop(arena);
  return score;
}

static double share(size_t part, size_t whole) {
  return whole > 0 ? 100.0 * (double)part / (double)whole : 0.0;
}

static void lists(void **state) {
  (void)state;
  static const struct list all[] = {
      {"ky", "tests/hyphenation/ky.words", 500, 100.0, 0.0},
      {"ky", "tests/hyphenation/ky-held-out.words", 100, 99.0, 0.5},
      {"ky", "tests/hyphenation/ky-third.words", 200, 99.0, 0.5},
      {"ru", "tests/hyphenation/ru.words", 60, 98.0, 0.0},
      {"en", "tests/hyphenation/en.words", 60, 95.0, 0.0},
  };
  struct setter *setter = setter_open();
  bool good = true;
  for (size_t i = 0; i < COUNT(all); i++) {
    struct score score = list_score(setter, &all[i]);
    double found = share(score.found, score.right), wrong = share(score.wrong, score.found + score.wrong);
    print_message("# %s: %zu words, %zu of %zu divisions found (%.1f %%), %zu wrong (%.1f %%)\n", all[i].path,
                  score.words, score.found, score.right, found, score.wrong, wrong);
    good = good && score.words >= all[i].words && found >= all[i].found && wrong <= all[i].wrong;
  }
  setter_drop(setter);
  assert_true(good);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(lists)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
