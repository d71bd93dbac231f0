/* How fast a list of people is read, checks included, and how fast its rows are made: FOLDER FILE. */
#include "input/people.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
  static const char *const languages[] = {"ru"};
  if (count != 3)
    return 2;
  struct arena *arena = arena_new(), *item = arena_new();
  struct sink *sink = sink_new();
  struct people_spec spec = {
      .folder = arguments[1], .name = arguments[2], .languages = {languages, 1}, .limits = &limits_default};
  double start = seconds();
  const struct value *rows = people_read(arena, &spec, sink);
  double read = seconds();
  const char *data;
  size_t length = 0;
  people_content(rows, &data, &length);
  for (size_t i = 0; i < value_count(rows); i++) {
    value_item(item, rows, i);
    arena_reset(item);
  }
  double made = seconds();
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("%-28s %9zu rows %7.1f MB/s read %6.2f s rows made %6.2f s, %zu bytes a row kept, %.1f MB peak\n",
         arguments[2], value_count(rows), (double)length / 1e6 / (read - start), read - start, made - read,
         value_count(rows) > 0 ? arena_size(arena) / value_count(rows) : 0, (double)usage.ru_maxrss / 1024);
  sink_drop(sink);
  arena_drop(item);
  arena_drop(arena);
  return rows == NULL;
}
