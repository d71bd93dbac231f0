/* Rows of lists. A packed row is its line (4 bytes) and the number of its cells (2), then of each cell the column (2),
 * the length of its text, doubled, with 1 for an error (4), and the text. */
#include "input/grid.h"

#include <stdlib.h>
#include <string.h>

enum { ROW_HEAD = 6, CELL_HEAD = 6 };

struct grid grid_of_csv(const char *data, size_t length) {
  return (struct grid){.csv = csv_open(data, length), .data = data, .length = length};
}

struct grid_place grid_begin(const struct grid *grid) {
  if (grid->packed)
    return (struct grid_place){0, 0};
  return (struct grid_place){grid->csv.offset, (uint32_t)grid->csv.line};
}

/* Packed rows. */

static uint32_t read32(const char *at) {
  uint32_t number;
  memcpy(&number, at, sizeof number);
  return number;
}

static uint16_t read16(const char *at) {
  uint16_t number;
  memcpy(&number, at, sizeof number);
  return number;
}

/* The cell at *offset, which moves behind it. */
static struct csv_cell packed_cell(const struct grid *grid, size_t *offset, uint32_t line, uint16_t *column) {
  const char *at = grid->data + *offset;
  uint32_t size = read32(at + 2);
  *column = read16(at);
  *offset += CELL_HEAD + (size >> 1);
  return (struct csv_cell){
      .text = at + CELL_HEAD, .length = size >> 1, .line = (int)line, .column = *column + 1, .wrong = size & 1};
}

/* Cells between those that have text are empty, and have their places. */
static void cell_put(struct record *record, uint32_t line, uint16_t column, struct csv_cell cell) {
  size_t index = column < COLUMN_LIMIT ? column : COLUMN_LIMIT - 1;
  for (size_t i = record->count; i < index; i++)
    record->cells[i] = (struct csv_cell){.text = "", .line = (int)line, .column = (int)i + 1};
  record->cells[index] = cell;
  if (record->count <= column)
    record->count = (size_t)column + 1;
}

static void merges_apply(const struct grid *grid, uint32_t line, struct record *record) {
  size_t low = 0, high = grid->merge_count;
  while (low < high) { /* the first that begins behind the line */
    size_t middle = low + (high - low) / 2;
    if (grid->merges[middle].first <= line)
      low = middle + 1;
    else
      high = middle;
  }
  for (; low > 0 && grid->merges[low - 1].reach >= line; low--) {
    const struct grid_merge *merge = &grid->merges[low - 1];
    bool covers = merge->first < line && merge->last >= line && merge->cell.length > 0 && merge->column < COLUMN_LIMIT;
    if (covers && (merge->column >= record->count || record->cells[merge->column].length == 0))
      cell_put(record, line, merge->column, merge->cell);
  }
}

static bool packed_row(const struct grid *grid, struct grid_place *place, struct record *record) {
  if (place->offset >= grid->length)
    return false;
  const char *at = grid->data + place->offset;
  uint32_t line = read32(at);
  size_t cells = read16(at + 4), offset = place->offset + ROW_HEAD;
  record->count = 0;
  record->line = line;
  record->malformed = false;
  for (size_t i = 0; i < cells; i++) {
    uint16_t column;
    struct csv_cell cell = packed_cell(grid, &offset, line, &column);
    cell_put(record, line, column, cell);
  }
  merges_apply(grid, line, record);
  place->offset = offset;
  place->line = offset < grid->length ? read32(grid->data + offset) : line;
  return true;
}

bool grid_row(const struct grid *grid, struct grid_place *place, struct record *record) {
  if (grid->packed)
    return packed_row(grid, place, record);
  struct csv_reader reader = grid->csv;
  reader.offset = place->offset;
  reader.line = (int)place->line;
  record->line = place->line;
  bool found = csv_row(&reader, record->cells, COLUMN_LIMIT, &record->count, &record->malformed);
  *place = (struct grid_place){reader.offset, (uint32_t)reader.line};
  return found;
}

const char *grid_cell_name(struct arena *arena, uint32_t line, int column) {
  char letters[8] = "";
  size_t at = sizeof letters - 1;
  for (int left = column; left > 0 && at > 0; left = (left - 1) / 26)
    letters[--at] = (char)('A' + (left - 1) % 26);
  return arena_printf(arena, "%s%u", letters + at, (unsigned)line);
}

/* Packing. */

void grid_pack_row(struct grid_packer *packer, uint32_t line) {
  packer->row = packer->out.length;
  packer->cells = 0;
  buffer_add(&packer->out, &line, sizeof line);
  buffer_add(&packer->out, &(uint16_t){0}, sizeof(uint16_t));
}

void grid_pack_cell(struct grid_packer *packer, uint16_t column, const char *text, size_t length, bool wrong) {
  uint32_t size = (uint32_t)length << 1 | wrong;
  buffer_add(&packer->out, &column, sizeof column);
  buffer_add(&packer->out, &size, sizeof size);
  buffer_add(&packer->out, text, length);
  packer->cells++;
}

void grid_pack_end(struct grid_packer *packer) {
  uint16_t cells = (uint16_t)packer->cells;
  if (cells == 0)
    packer->out.length = packer->row;
  else
    memcpy(packer->out.data + packer->row + 4, &cells, sizeof cells);
}

static int merge_compare(const void *a, const void *b) {
  const struct grid_merge *left = a, *right = b;
  if (left->first != right->first)
    return left->first < right->first ? -1 : 1;
  return (left->column > right->column) - (left->column < right->column);
}

/* The text of the cell in which a merge begins; rows and merges come in the same order. */
static void merges_fill(const struct grid *grid, struct grid_merge *merges, size_t count) {
  struct grid_place place = grid_begin(grid);
  uint32_t reach = 0;
  for (size_t next = 0; next < count; next++) {
    reach = merges[next].last > reach ? merges[next].last : reach;
    merges[next].reach = reach;
  }
  for (size_t next = 0; next < count && place.offset < grid->length;) {
    uint32_t line = read32(grid->data + place.offset);
    size_t cells = read16(grid->data + place.offset + 4);
    place.offset += ROW_HEAD;
    while (next < count && merges[next].first < line)
      next++;
    for (size_t i = 0; i < cells; i++) {
      uint16_t column;
      struct csv_cell cell = packed_cell(grid, &place.offset, line, &column);
      for (size_t j = next; j < count && merges[j].first == line && merges[j].column <= column; j++)
        if (merges[j].column == column)
          merges[j].cell = cell;
    }
  }
}

static void buffer_release(void *handle) {
  buffer_drop(handle);
}

struct grid grid_of_packed(struct arena *arena, struct grid_packer *packer, struct grid_merge *merges,
                           size_t merge_count) {
  struct buffer *kept = arena_memdup(arena, &packer->out, sizeof packer->out);
  arena_defer(arena, buffer_release, kept);
  packer->out = (struct buffer){0};
  struct grid grid = {.packed = true, .data = kept->data, .length = kept->length};
  if (merge_count > 1)
    qsort(merges, merge_count, sizeof *merges, merge_compare);
  merges_fill(&grid, merges, merge_count);
  grid.merges = merges;
  grid.merge_count = merge_count;
  return grid;
}
