/* The progress line at every width, and that it never exceeds it. */
#include "batch/progress.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void test_lines(void **state) {
  (void)state;
  static const struct {
    size_t done, total;
    const char *name;
    size_t columns;
    const char *line;
  } cases[] = {
      {0, 4, NULL, 80, "[--------------------] 0/4"},
      {2, 4, "forum/release.ru.pdf", 80, "[##########----------] 2/4  forum/release.ru.pdf"},
      {4, 4, NULL, 80, "[####################] 4/4"},
      {0, 0, NULL, 80, "[--------------------] 0/0"},
      {1, 4, "forum/release.ru.pdf", 30, "1/4  forum/release.ru.pdf"}, /* no room for the bar */
      {1, 4, "forum/release.ru.pdf", 20, "1/4  forum/release.…"},      /* nor for the whole name */
      {1, 4, "форум/релиз.ru.pdf", 20, "1/4  форум/релиз.ru…"},
      {1, 4, "日本語日本語日本語.pdf", 16, "1/4  日本語日本…"}, /* two columns each */
      {1, 4, "forum/release.ru.pdf", 10, "1/4"},                /* nor for any of it */
      {1, 4, NULL, 3, "1/4"},
      {1, 4, "a\x1B[2Jb\n", 60, "[#####---------------] 1/4  a?[2Jb?"}, /* a name cannot command the terminal */
      {1, 4, "e\xCC\x81", 60, "[#####---------------] 1/4  e\xCC\x81"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct buffer line = {0};
    progress_line(cases[i].done, cases[i].total, cases[i].name, cases[i].columns, &line);
    assert_string_equal(line.data, cases[i].line);
    buffer_drop(&line);
  }
}

static void test_width_is_kept(void **state) {
  (void)state;
  for (size_t columns = 8; columns < 120; columns++) {
    struct buffer line = {0};
    progress_line(123, 1000, "форум-стран-евразии/пресс-релиз-о-втором-дне.ky.pdf", columns, &line);
    assert_true(utf8_count(line.data, line.length) <= columns);
    buffer_drop(&line);
  }
}

/* What a run writes to a standard error that is no terminal. */
static size_t written_by(enum progress_mode mode, char *out, size_t size) {
  FILE *file = tmpfile();
  int saved = dup(STDERR_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  struct progress *progress = progress_new(mode);
  progress_show(progress, 1, 2, "name");
  progress_show(progress, 2, 2, "too soon after the first");
  progress_drop(progress);
  dup2(saved, STDERR_FILENO);
  close(saved);
  rewind(file);
  size_t length = fread(out, 1, size - 1, file);
  out[length] = '\0';
  fclose(file);
  return length;
}

static void test_modes(void **state) {
  (void)state;
  char out[256];
  assert_int_equal(written_by(PROGRESS_AUTO, out, sizeof out), 0);
  assert_int_equal(written_by(PROGRESS_NEVER, out, sizeof out), 0);
  written_by(PROGRESS_ALWAYS, out, sizeof out);
  assert_string_equal(out, "\r[##########----------] 1/2  name\033[K\r\033[K");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines), cmocka_unit_test(test_width_is_kept),
                                     cmocka_unit_test(test_modes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
