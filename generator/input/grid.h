/* A list as rows of cells, whatever file it came from.
 *
 * CSV stays as it is and is cut where it lies; the rows of a spreadsheet are packed one behind the other. Either way a
 * row is found again by where it begins, without looking at the others. */
#ifndef INPUT_GRID_H
#define INPUT_GRID_H

#include "base/arena.h"
#include "base/buffer.h"
#include "input/csv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { COLUMN_LIMIT = 256 };

/* The text of a cell that is wrong because its formula was never computed. */
#define CELL_NOT_COMPUTED "="

/* One row, cut. `count` may be larger than there are cells: then the row has too many, the last place holds one. */
struct record {
  struct csv_cell cells[COLUMN_LIMIT];
  size_t count;
  uint32_t line;  /* on which it begins */
  bool malformed; /* the last cell has a quote that is not closed */
};

/* Where a row begins. */
struct grid_place {
  size_t offset;
  uint32_t line; /* from 1 */
};

/* A cell that reaches over several rows: its text belongs to each of them. */
struct grid_merge {
  uint32_t first, last, reach; /* lines; the farthest last one of those up to here */
  uint16_t column;             /* from 0 */
  struct csv_cell cell;
};

struct grid { /* plain data; borrows all of it */
  bool packed;
  struct csv_reader csv; /* unless packed; at the first row */
  const char *data;
  size_t length;
  const struct grid_merge *merges; /* by first line */
  size_t merge_count;
};

struct grid grid_of_csv(const char *data, size_t length);

struct grid_place grid_begin(const struct grid *grid);

/* Cuts the row at *place, which moves to the next one. False at the end. */
bool grid_row(const struct grid *grid, struct grid_place *place, struct record *record);

/* A place in words that a file of cells is searched with: "B7". */
const char *grid_cell_name(struct arena *arena, uint32_t line, int column);

/* Packing: rows in order, the cells of each in order. Cells without text need not be added; of those behind
 * COLUMN_LIMIT one is enough. */
struct grid_packer {
  struct buffer out;
  size_t row;   /* where the open one begins */
  size_t cells; /* of it */
};

void grid_pack_row(struct grid_packer *packer, uint32_t line);
void grid_pack_cell(struct grid_packer *packer, uint16_t column, const char *text, size_t length, bool wrong);
/* Ends the row; one without cells vanishes. */
void grid_pack_end(struct grid_packer *packer);

/* The packed rows as a table in the arena, which takes the memory over. The merges get their texts; they are sorted
 * here. */
struct grid grid_of_packed(struct arena *arena, struct grid_packer *packer, struct grid_merge *merges,
                           size_t merge_count);

#endif
