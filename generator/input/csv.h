/* CSV, RFC 4180 and what spreadsheets make of it: comma, semicolon or tab; quotes; line breaks in quotes; CR, LF
 * or both. UTF-8, with or without BOM (other encodings are converted before). Cells are slices of the input. */
#ifndef INPUT_CSV_H
#define INPUT_CSV_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct csv_cell {
  const char *text; /* without quotes; "" undoubled only in csv_cell_text */
  size_t length;
  const char *line_start; /* of the line of its first character, see csv_cell_column */
  int line;               /* from 1 */
  int column;             /* of a spreadsheet, from 1; 0: count from line_start */
  bool quoted;
  bool wrong; /* an error of a spreadsheet, such as #N/A */
};

struct csv_reader {
  const char *data;
  size_t length;
  size_t offset; /* of the next row */
  int line;      /* of the next row, from 1 */
  char separator;
  char newline; /* that ends rows: \n, or \r in files without it; the other one is part of a cell */
};

/* Skips a BOM and finds the separator: the most regular of , ; and tab over the first rows, or the one that a first
 * line "sep=;" names. */
struct csv_reader csv_open(const char *data, size_t length);

/* Reads one row into cells (at most `room`; *count may be larger: then the row has too many). False at the end.
 * *malformed is set when a quote is not closed or is followed by text; the row's last cell is then the one with the
 * quote, and reading goes on at the line after the row's first. */
bool csv_row(struct csv_reader *reader, struct csv_cell *cells, size_t room, size_t *count, bool *malformed);

/* Column of the cell's first character, from 1, in characters; of a spreadsheet that of the cell. */
int csv_cell_column(const struct csv_cell *cell);

/* The cell without white space around it, unless quoted; doubled quotes are not undone. */
struct csv_cell csv_cell_trim(struct csv_cell cell);

/* The cell's text, NUL-terminated, white space around it removed unless quoted, doubled quotes undone. */
char *csv_cell_text(struct arena *arena, const struct csv_cell *cell, size_t *length);

#endif
