/* What the entries for lists do with one: read it, make every row, look it over. */
#ifndef FUZZ_PEOPLE_ENTRY_H
#define FUZZ_PEOPLE_ENTRY_H

#include "input/people.h"
#include "input/people_review.h"

static inline void people_try(const char *name, const char *data, size_t size) {
  static const char *const languages[] = {"ru", "ky"};
  struct limits limits = limits_default;
  limits.list_bytes = 10 * 1000 * 1000;
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  const struct people_spec spec = {.folder = ".", .name = name, .languages = {languages, 2}, .limits = &limits};
  const struct value *rows = people_parse(arena, &spec, (struct file_content){data, size}, sink);
  for (size_t i = 0; i < value_count(rows); i++) {
    struct arena *item = arena_new();
    value_item(item, rows, i);
    arena_drop(item);
  }
  people_review(rows, sink);
  sink_drop(sink);
  arena_drop(arena);
}

#endif
