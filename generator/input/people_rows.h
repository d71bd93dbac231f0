/* Rows of a list of people, cut and checked: what people.c and people_check.c share. */
#ifndef INPUT_PEOPLE_ROWS_H
#define INPUT_PEOPLE_ROWS_H

#include "base/diagnostic.h"
#include "base/file.h"
#include "input/csv.h"
#include "input/grid.h"
#include "input/people_columns.h"
#include "input/value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct row {
  size_t offset;
  uint32_t line;
  bool refused;
};

struct people {
  const char *file;
  struct file_content content; /* as it is on the disk */
  struct grid grid;
  struct grid_place first; /* row behind the header */
  struct people_columns columns;
  const struct value *organisations;
  const char *language; /* of columns that name none */
  struct row *rows;
  size_t count, capacity;
};

/* Ids seen while the rows are checked; all zero is empty. */
struct id_table {
  struct {
    uint32_t row, hash; /* row index + 1, 0 is free */
  } * slots;
  size_t size, used;
};
void id_table_drop(struct id_table *ids);

/* What a list made by people_read or people_parse consists of; NULL for any other value. */
const struct people *people_of(const struct value *rows);

/* Row `index`, cut again. */
void people_record(const struct people *people, size_t index, struct record *record);

/* The trimmed cell of a field; length 0 when the row has none. */
struct csv_cell people_cell(const struct people *people, const struct record *record, enum person_field field);

struct position people_position(const struct people *people, const struct csv_cell *cell);

/* True when row `index`, which is `record`, can be used; otherwise says why not. */
bool people_check(const struct people *people, size_t index, const struct record *record, struct id_table *ids,
                  struct sink *sink);

#endif
