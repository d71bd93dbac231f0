/* A tool of the build: a file of hyphenation patterns (.dic) -> the form the program maps. */
#include "base/file.h"
#include "text/pattern_compiler.h"

#include <stdio.h>
#include <stdlib.h>

enum { FILE_LIMIT = 16 * 1024 * 1024 };

static bool file_compile(struct arena *arena, const char *from, const char *to) {
  struct file_content file;
  struct buffer compiled = {0};
  bool read = file_read(arena, from, FILE_LIMIT, &file) == FILE_OK && patterns_compile(file, &compiled);
  struct file_output *output = read ? file_output_new(to) : NULL;
  bool written = output && file_output_write(output, compiled.data, compiled.length) && file_output_commit(output);
  buffer_drop(&compiled);
  return written;
}

int main(int count, char **arguments) {
  if (count != 3)
    return EXIT_FAILURE;
  struct arena *arena = arena_new();
  bool made = file_compile(arena, arguments[1], arguments[2]);
  if (!made)
    fprintf(stderr, "%s: cannot be compiled to %s\n", arguments[1], arguments[2]);
  arena_drop(arena);
  return made ? EXIT_SUCCESS : EXIT_FAILURE;
}
