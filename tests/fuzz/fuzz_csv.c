/* Any bytes as a list of people: rows, cells, headers, names; then the list as it is read, in any encoding. */
#include "people_entry.h"

#include "input/csv.h"
#include "input/people_columns.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

static const char *const languages[] = {"ru", "ky"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void cell_read(struct arena *arena, const struct csv_cell *cell) {
  size_t length;
  char *text = csv_cell_text(arena, cell, &length);
  people_name(arena, text, (struct text_source){.at = {"a.csv", cell->line, csv_cell_column(cell)}});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  struct csv_reader reader = csv_open((const char *)data, size);
  struct csv_cell cells[COLUMN_LIMIT];
  struct people_columns columns;
  size_t count, last = reader.offset;
  bool malformed;
  for (int row = 0; csv_row(&reader, cells, COLUMN_LIMIT, &count, &malformed); row++) {
    size_t known = count < COLUMN_LIMIT ? count : COLUMN_LIMIT;
    if (reader.offset <= last || count == 0)
      abort(); /* no progress */
    last = reader.offset;
    if (row == 0)
      people_columns_read(arena, &(struct columns_spec){"a.csv", cells, known, NULL, {languages, 2}}, sink, &columns);
    for (size_t i = 0; i < known; i++)
      cell_read(arena, &cells[i]);
  }
  sink_drop(sink);
  arena_drop(arena);
  people_try("a.csv", (const char *)data, size);
  return 0;
}
