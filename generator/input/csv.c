/* Reading CSV at the speed of memchr: a line without a quote is cut at its separators, only lines with quotes are
 * looked at byte by byte. */
#include "input/csv.h"

#include "base/utf8.h"
#include "input/encoding.h"

#include <string.h>

enum { SAMPLE_ROWS = 20 };

/* The end of the line that begins at `begin`, without its line break; *next is where the next one begins. */
static const char *line_end(const struct csv_reader *reader, const char *begin, const char **next) {
  const char *end = reader->data + reader->length;
  const char *newline = memchr(begin, reader->newline, (size_t)(end - begin));
  if (newline == NULL) {
    *next = end;
    return end;
  }
  *next = newline + 1;
  return newline > begin && newline[-1] == '\r' ? newline - 1 : newline;
}

static void cell_add(struct csv_cell *cells, size_t room, size_t *count, struct csv_cell cell) {
  if (*count < room)
    cells[*count] = cell;
  else if (room > 0) /* the last place holds the last cell, where a malformed row is reported */
    cells[room - 1] = cell;
  ++*count;
}

static void row_plain(const struct csv_reader *reader, const char *end, struct csv_cell *cells, size_t room,
                      size_t *count) {
  const char *begin = reader->data + reader->offset;
  struct csv_cell cell = {.line_start = begin, .line = reader->line};
  for (const char *text = begin;; text++) {
    const char *stop = memchr(text, reader->separator, (size_t)(end - text));
    cell.text = text;
    cell.length = (size_t)((stop != NULL ? stop : end) - text);
    cell_add(cells, room, count, cell);
    if (stop == NULL)
      return;
    text = stop;
  }
}

/* A place in a row that may run over several lines. */
struct cursor {
  const char *at, *end; /* of the data */
  const char *line_start;
  int line;
};

/* From behind the opening quote to the closing one, or to the end of the data. */
static const char *quote_end(struct cursor *cursor, char newline) {
  for (; cursor->at < cursor->end; cursor->at++) {
    if (*cursor->at == '"') {
      if (cursor->at + 1 == cursor->end || cursor->at[1] != '"')
        return cursor->at;
      cursor->at++;
    } else if (*cursor->at == newline) {
      cursor->line++;
      cursor->line_start = cursor->at + 1;
    }
  }
  return NULL;
}

static bool is_row_end(const struct cursor *cursor, char newline) {
  if (cursor->at == cursor->end || *cursor->at == newline)
    return true;
  return *cursor->at == '\r' && cursor->at + 1 < cursor->end && cursor->at[1] == newline;
}

/* Spaces that spreadsheets put around quotes. */
static void spaces_skip(struct cursor *cursor) {
  while (cursor->at < cursor->end && *cursor->at == ' ')
    cursor->at++;
}

/* One cell; the cursor stops at the separator or the row's end. False when its quotes are wrong. */
static bool cell_read(const struct csv_reader *reader, struct cursor *cursor, struct csv_cell *cell) {
  const char *begin = cursor->at;
  spaces_skip(cursor);
  *cell = (struct csv_cell){.text = begin, .line_start = cursor->line_start, .line = cursor->line};
  if (cursor->at < cursor->end && *cursor->at == '"') {
    cell->quoted = true;
    cell->text = ++cursor->at;
    const char *close = quote_end(cursor, reader->newline);
    cell->length = (size_t)((close != NULL ? close : cursor->end) - cell->text);
    if (close == NULL)
      return false;
    cursor->at = close + 1;
    spaces_skip(cursor);
    return is_row_end(cursor, reader->newline) || *cursor->at == reader->separator;
  }
  while (!is_row_end(cursor, reader->newline) && *cursor->at != reader->separator)
    cursor->at++;
  cell->length = (size_t)(cursor->at - begin);
  return true;
}

/* Steps over the line break. */
static size_t row_next(const struct csv_reader *reader, const struct cursor *cursor) {
  const char *at = cursor->at;
  at += at < cursor->end && *at == '\r' && reader->newline == '\n';
  at += at < cursor->end && *at == reader->newline;
  return (size_t)(at - reader->data);
}

/* False when the row is malformed; the reader stands behind the row all the same. */
static bool row_quoted(struct csv_reader *reader, struct csv_cell *cells, size_t room, size_t *count) {
  struct cursor cursor = {.at = reader->data + reader->offset, .end = reader->data + reader->length};
  cursor.line_start = cursor.at;
  cursor.line = reader->line;
  for (;; cursor.at++) {
    struct csv_cell cell;
    bool good = cell_read(reader, &cursor, &cell);
    cell_add(cells, room, count, cell);
    if (!good)
      return false;
    if (is_row_end(&cursor, reader->newline))
      break;
  }
  reader->offset = row_next(reader, &cursor);
  reader->line = cursor.line + 1;
  return true;
}

bool csv_row(struct csv_reader *reader, struct csv_cell *cells, size_t room, size_t *count, bool *malformed) {
  *count = 0;
  *malformed = false;
  if (reader->offset >= reader->length)
    return false;
  const char *begin = reader->data + reader->offset, *next;
  const char *end = line_end(reader, begin, &next);
  if (memchr(begin, '"', (size_t)(end - begin)) != NULL) {
    *malformed = !row_quoted(reader, cells, room, count);
    if (!*malformed)
      return true;
  } else {
    row_plain(reader, end, cells, room, count);
  }
  reader->offset = (size_t)(next - reader->data);
  reader->line++;
  return true;
}

/* Rows of the sample that have as many cells as most of those with more than one; *cells is how many. Lines above the
 * table, and rows with a text that has separators in it, differ. */
static size_t separator_score(struct csv_reader reader, char separator, size_t *cells) {
  struct csv_cell first;
  size_t counts[SAMPLE_ROWS], rows = 0, best = 0;
  bool malformed;
  *cells = 0;
  reader.separator = separator;
  for (; rows < SAMPLE_ROWS && csv_row(&reader, &first, 1, &counts[rows], &malformed); rows++)
    counts[rows] = malformed ? 0 : counts[rows];
  for (size_t i = 0; i < rows; i++) {
    size_t regular = 0;
    for (size_t j = 0; j < rows; j++)
      regular += counts[j] == counts[i];
    if (counts[i] > 1 && (regular > best || (regular == best && counts[i] > *cells))) {
      best = regular;
      *cells = counts[i];
    }
  }
  return best;
}

static char separator_find(const struct csv_reader *reader) {
  static const char separators[] = {'\t', ';', ','}; /* of equal ones the one that is rarer in prose */
  char best = ',';
  size_t best_score = 0, best_cells = 0;
  for (size_t i = 0; i < sizeof separators; i++) {
    size_t cells, score = separator_score(*reader, separators[i], &cells);
    if (score < best_score || (score == best_score && cells <= best_cells))
      continue;
    best = separators[i];
    best_score = score;
    best_cells = cells;
  }
  return best;
}

/* The first line break outside of quotes tells. */
static char newline_find(const struct csv_reader *reader) {
  bool quoted = false;
  for (size_t i = reader->offset; i < reader->length; i++) {
    char byte = reader->data[i];
    if (byte == '"')
      quoted = !quoted;
    else if (!quoted && byte == '\n')
      return '\n';
    else if (!quoted && byte == '\r')
      return i + 1 < reader->length && reader->data[i + 1] != '\n' ? '\r' : '\n';
  }
  return '\n';
}

struct csv_reader csv_open(const char *data, size_t length) {
  struct csv_reader reader = {.data = data, .length = length, .line = 1};
  reader.offset = encoding_mark_length(data, length);
  reader.newline = newline_find(&reader);
  const char *first = data + reader.offset, *next;
  const char *end = line_end(&reader, first, &next);
  if (end - first == 5 && memcmp(first, "sep=", 4) == 0) {
    reader.separator = first[4];
    reader.offset = (size_t)(next - data);
    reader.line = 2;
  } else {
    reader.separator = separator_find(&reader);
  }
  return reader;
}

int csv_cell_column(const struct csv_cell *cell) {
  if (cell->column > 0)
    return cell->column;
  size_t before = (size_t)(cell->text - cell->line_start);
  size_t mark = encoding_mark_length(cell->line_start, before);
  return (int)utf8_count(cell->line_start + mark, before - mark) + 1;
}

/* Bytes of the blank character at text[0..length), 0 for anything else; no-break spaces come with spreadsheets. */
static size_t blank_begin(const char *text, size_t length) {
  if (length > 0 && strchr(" \t\r\n", text[0]) != NULL && text[0] != '\0')
    return 1;
  return length >= 2 && memcmp(text, "\u00A0", 2) == 0 ? 2 : 0;
}

static size_t blank_end(const char *text, size_t length) {
  if (length > 0 && blank_begin(text + length - 1, 1) == 1)
    return 1;
  return length >= 2 && memcmp(text + length - 2, "\u00A0", 2) == 0 ? 2 : 0;
}

struct csv_cell csv_cell_trim(struct csv_cell cell) {
  if (cell.quoted)
    return cell;
  for (size_t step; (step = blank_begin(cell.text, cell.length)) > 0; cell.length -= step)
    cell.text += step;
  for (size_t step; (step = blank_end(cell.text, cell.length)) > 0;)
    cell.length -= step;
  return cell;
}

char *csv_cell_text(struct arena *arena, const struct csv_cell *cell, size_t *length) {
  struct csv_cell trimmed = csv_cell_trim(*cell);
  char *text = arena_strndup(arena, trimmed.text, trimmed.length);
  *length = trimmed.length;
  if (!trimmed.quoted || memchr(text, '"', trimmed.length) == NULL)
    return text;
  size_t written = 0;
  for (size_t i = 0; i < trimmed.length; i++) {
    text[written++] = trimmed.text[i];
    i += trimmed.text[i] == '"';
  }
  text[written] = '\0';
  *length = written;
  return text;
}
