/* base/file: what lies outside the folder stays closed; an output is whole or not there. */
#include "test_base.h"

#include "base/file.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/basma-file-XXXXXX";

static void put(const char *name, const char *text) {
  char path[256];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static int make_folder(void **state) {
  (void)state;
  assert_non_null(mkdtemp(folder));
  char path[256];
  snprintf(path, sizeof path, "%s/sub", folder);
  mkdir(path, 0700);
  put("inside.txt", "hello");
  put("sub/deep.txt", "deep");
  snprintf(path, sizeof path, "%s/link.txt", folder);
  return symlink("/etc/passwd", path);
}

static int remove_folder(void **state) {
  (void)state;
  char command[256];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

static void beneath(void **state) {
  (void)state;
  static const struct {
    const char *name;
    enum file_status status;
  } cases[] = {
      {"inside.txt", FILE_OK},         {"sub/deep.txt", FILE_OK},     {"sub/../inside.txt", FILE_OK},
      {"../x", FILE_OUTSIDE},          {"/etc/passwd", FILE_OUTSIDE}, {"link.txt", FILE_OUTSIDE},
      {"sub/../../etc", FILE_OUTSIDE}, {"absent.txt", FILE_MISSING},  {"sub", FILE_NOT_REGULAR},
      {"inside.txt/x", FILE_MISSING},
  };
  struct arena *arena = arena_new();
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct file_content read = {0}, mapped = {0};
    assert_int_equal(file_read_beneath(arena, folder, cases[i].name, 100, &read), cases[i].status);
    assert_int_equal(file_map_beneath(arena, folder, cases[i].name, 100, &mapped), cases[i].status);
    if (cases[i].status != FILE_OK)
      continue;
    assert_string_equal(read.data, mapped.data);
    assert_int_equal(read.length, mapped.length);
  }
  struct file_content content;
  assert_int_equal(file_read_beneath(arena, folder, "inside.txt", 4, &content), FILE_TOO_LARGE);
  arena_drop(arena);
}

static void a_mapped_page_ends_in_nul(void **state) {
  (void)state;
  char text[4097];
  memset(text, 'x', 4096);
  text[4096] = '\0';
  put("page.txt", text);
  struct arena *arena = arena_new();
  struct file_content content;
  assert_int_equal(file_map_beneath(arena, folder, "page.txt", 5000, &content), FILE_OK);
  assert_int_equal(strlen(content.data), 4096);
  arena_drop(arena);
}

static void output_appears_whole(void **state) {
  (void)state;
  char path[256];
  snprintf(path, sizeof path, "%s/new/deeper/out.pdf", folder);
  struct file_output *output = file_output_new(path);
  assert_non_null(output);
  assert_true(file_output_write(output, "abc", 3));
  assert_int_not_equal(access(path, F_OK), 0);
  assert_true(file_output_commit(output));
  struct arena *arena = arena_new();
  struct file_content content;
  assert_int_equal(file_read(arena, path, 10, &content), FILE_OK);
  assert_string_equal(content.data, "abc");

  output = file_output_new(path); /* dropped: the old one stays, nothing else does */
  file_output_write(output, "xyz", 3);
  file_output_drop(output);
  assert_int_equal(file_read(arena, path, 10, &content), FILE_OK);
  assert_string_equal(content.data, "abc");
  char part[300];
  snprintf(part, sizeof part, "%s.part", path);
  assert_int_not_equal(access(part, F_OK), 0);

  snprintf(path, sizeof path, "%s/inside.txt/out.pdf", folder);
  assert_null(file_output_new(path));
  assert_int_equal(errno, ENOTDIR);
  arena_drop(arena);
}

static size_t lines_of(const char *path) {
  size_t lines = 0;
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  for (int byte; (byte = fgetc(file)) != EOF;)
    lines += byte == '\n';
  fclose(file);
  return lines;
}

/* One of several processes that write the same file, a line at a time. */
static void writer(const char *path, int number) {
  for (int round = 0; round < 20; round++) {
    struct file_output *output = file_output_new(path);
    char line[32];
    snprintf(line, sizeof line, "%d\n", number);
    for (int i = 0; output && i < 100; i++)
      file_output_write(output, line, strlen(line));
    if (!output || !file_output_commit(output))
      _exit(1);
  }
  _exit(0);
}

static void writers_take_turns(void **state) {
  (void)state;
  enum { WRITERS = 4 };
  char path[256], temporary[300];
  snprintf(path, sizeof path, "%s/shared", folder);
  snprintf(temporary, sizeof temporary, "%s.part", path);
  put("shared.part", "left by one that was killed");
  for (int i = 0; i < WRITERS; i++)
    if (fork() == 0)
      writer(path, i);
  for (int i = 0, status; i < WRITERS; i++) {
    assert_true(wait(&status) > 0);
    assert_int_equal(status, 0);
  }
  assert_int_equal(lines_of(path), 100);
  assert_int_equal(access(temporary, F_OK), -1);
}

static void what_is_being_written_is_not_abandoned(void **state) {
  (void)state;
  char path[256], temporary[300];
  snprintf(path, sizeof path, "%s/busy", folder);
  snprintf(temporary, sizeof temporary, "%s.part", path);
  struct file_output *output = file_output_new(path);
  assert_non_null(output);
  file_output_abandon(path);
  assert_int_equal(access(temporary, F_OK), 0);
  file_output_drop(output);
  put("busy.part", "left");
  file_output_abandon(path);
  assert_int_equal(access(temporary, F_OK), -1);
}

static void folders_are_taken_away_when_empty(void **state) {
  (void)state;
  static const char *const endings[] = {"", "/"};
  for (size_t i = 0; i < COUNT(endings); i++) {
    char path[256], first[256];
    size_t made;
    snprintf(path, sizeof path, "%s/fresh/er/est%s", folder, endings[i]);
    snprintf(first, sizeof first, "%s/fresh", folder);
    assert_true(file_folders_make(path, &made));
    assert_int_equal(made, 3);
    put("fresh/here", "x");
    file_folders_remove(path, made);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(access(first, F_OK), 0); /* something stands in it */
    snprintf(path, sizeof path, "%s/fresh/here", folder);
    unlink(path);
    file_folders_remove(first, 1);
    assert_int_equal(access(first, F_OK), -1);
    assert_int_equal(access(folder, F_OK), 0);
  }
  size_t made;
  assert_true(file_folders_make(folder, &made));
  assert_int_equal(made, 0);
}

static void paths(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  assert_string_equal(file_folder(arena, "a/b/c.yaml"), "a/b");
  assert_string_equal(file_folder(arena, "c.yaml"), ".");
  assert_string_equal(file_folder(arena, "/c.yaml"), "/");
  assert_string_equal(file_join(arena, ".", "x"), "x");
  assert_string_equal(file_join(arena, "a/", "x"), "a/x");
  assert_string_equal(file_join(arena, "a", "x"), "a/x");
  arena_drop(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(beneath),
      cmocka_unit_test(a_mapped_page_ends_in_nul),
      cmocka_unit_test(output_appears_whole),
      cmocka_unit_test(writers_take_turns),
      cmocka_unit_test(what_is_being_written_is_not_abandoned),
      cmocka_unit_test(folders_are_taken_away_when_empty),
      cmocka_unit_test(paths),
  };
  return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
