/* Rows of the media list. File -> grid of cells -> maps, each value with its place. */
#include "mail/media_rows.h"

#include "input/encoding.h"
#include "input/grid.h"
#include "input/locale.h"
#include "input/xlsx.h"

#include <stdio.h>
#include <string.h>

enum media_field { FIELD_NEWSROOM, FIELD_NAME, FIELD_EMAIL, FIELD_LANGUAGE, FIELDS, FIELD_OTHER = FIELDS };

static const char *const field_names[FIELDS] = {"newsroom", "name", "email", "language"};

static const struct {
  const char *header;
  enum media_field field;
} headers[] = {
    {"newsroom", FIELD_NEWSROOM},
    {"media", FIELD_NEWSROOM},
    {"outlet", FIELD_NEWSROOM},
    {"organisation", FIELD_NEWSROOM},
    {"organization", FIELD_NEWSROOM},
    {"редакция", FIELD_NEWSROOM},
    {"сми", FIELD_NEWSROOM},
    {"издание", FIELD_NEWSROOM},
    {"организация", FIELD_NEWSROOM},
    {"жмк", FIELD_NEWSROOM},
    {"басылма", FIELD_NEWSROOM},
    {"уюм", FIELD_NEWSROOM},
    {"name", FIELD_NAME},
    {"contact", FIELD_NAME},
    {"person", FIELD_NAME},
    {"имя", FIELD_NAME},
    {"фио", FIELD_NAME},
    {"контакт", FIELD_NAME},
    {"контактное лицо", FIELD_NAME},
    {"аты", FIELD_NAME},
    {"аты-жөнү", FIELD_NAME},
    {"e-mail", FIELD_EMAIL},
    {"email", FIELD_EMAIL},
    {"e-mail address", FIELD_EMAIL},
    {"email address", FIELD_EMAIL},
    {"mail", FIELD_EMAIL},
    {"address", FIELD_EMAIL},
    {"почта", FIELD_EMAIL},
    {"эл. почта", FIELD_EMAIL},
    {"эл.почта", FIELD_EMAIL},
    {"электронная почта", FIELD_EMAIL},
    {"адрес", FIELD_EMAIL},
    {"эл. дарек", FIELD_EMAIL},
    {"электрондук почта", FIELD_EMAIL},
    {"language", FIELD_LANGUAGE},
    {"lang", FIELD_LANGUAGE},
    {"язык", FIELD_LANGUAGE},
    {"тил", FIELD_LANGUAGE},
    {"тили", FIELD_LANGUAGE},
};

struct rows_reading {
  struct arena *arena;
  const struct media_rows_spec *spec;
  struct sink *sink;
  const char *file;
  struct grid grid;
  int columns[FIELDS];            /* of the fields; -1: none */
  const char *keys[COLUMN_LIMIT]; /* of all columns, for templates */
  size_t column_count;
};

/* --- the file ----------------------------------------------------------------------------------------------------- */

bool media_file_open(struct arena *arena, const struct media_rows_spec *spec, struct sink *sink,
                     struct file_content *content, const char **file) {
  size_t limit = spec->limits->list_bytes;
  *file = file_join(arena, spec->folder, spec->name->text);
  enum file_status status = file_map_beneath(arena, spec->folder, spec->name->text, limit, content);
  return file_report(sink, status, spec->name->source.at, *file, limit);
}

static bool grid_open(struct rows_reading *reading) {
  struct file_content content;
  if (!media_file_open(reading->arena, reading->spec, reading->sink, &content, &reading->file))
    return false;
  const struct xlsx_spec sheet = {.file = reading->file,
                                  .data = content.data,
                                  .length = content.length,
                                  .at = reading->spec->name->source.at,
                                  .locale = locale_find(reading->spec->language),
                                  .limit = reading->spec->limits->list_bytes};
  if (xlsx_is_archive(content.data, content.length))
    return xlsx_read(reading->arena, &sheet, reading->sink, &reading->grid);
  if (xlsx_is_compound(content.data, content.length)) {
    xlsx_compound_report(&sheet, reading->sink);
    return false;
  }
  if (!encoding_convert(reading->arena, reading->file, &content.data, &content.length, reading->sink))
    return false;
  reading->grid = grid_of_csv(content.data, content.length);
  return true;
}

/* --- the header --------------------------------------------------------------------------------------------------- */

static enum media_field field_find(struct arena *arena, const char *header) {
  const char *small = locale_lower(arena, locale_find("en"), header);
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
    if (strcmp(headers[i].header, small) == 0)
      return headers[i].field;
  return FIELD_OTHER;
}

static bool row_is_empty(const struct record *record) {
  for (size_t i = 0; i < record->count && i < COLUMN_LIMIT; i++)
    if (csv_cell_trim(record->cells[i]).length > 0)
      return false;
  return !record->malformed;
}

static void columns_name(struct rows_reading *reading, const struct record *header) {
  reading->column_count = header->count;
  for (int i = 0; i < FIELDS; i++)
    reading->columns[i] = -1;
  for (size_t i = 0; i < header->count; i++) {
    size_t length;
    const char *text = csv_cell_text(reading->arena, &header->cells[i], &length);
    enum media_field field = field_find(reading->arena, text);
    reading->keys[i] = text;
    if (field == FIELD_OTHER || reading->columns[field] >= 0)
      continue;
    reading->columns[field] = (int)i;
    reading->keys[i] = field_names[field];
  }
}

static bool header_read(struct rows_reading *reading, struct grid_place *place) {
  struct record header;
  do
    if (!grid_row(&reading->grid, place, &header)) {
      sink_report(reading->sink, LIST_EMPTY, (struct position){.file = reading->file}, NULL);
      return false;
    }
  while (row_is_empty(&header));
  struct position at = {reading->file, (int)header.line, 0};
  if (header.malformed || header.count > COLUMN_LIMIT) {
    sink_report(reading->sink, header.malformed ? ROW_QUOTE : LIST_COLUMNS, at, NULL);
    return false;
  }
  columns_name(reading, &header);
  if (reading->columns[FIELD_EMAIL] >= 0)
    return true;
  sink_report(reading->sink, COLUMN_MISSING, at, "email", NULL);
  return false;
}

/* --- rows --------------------------------------------------------------------------------------------------------- */

static struct text_source cell_source(const struct rows_reading *reading, const struct csv_cell *cell) {
  bool exact = cell->column == 0 && !memchr(cell->text, '"', cell->length) && !memchr(cell->text, '\n', cell->length);
  return (struct text_source){
      {reading->file, cell->line, csv_cell_column(cell)}, exact ? SOURCE_INLINE : SOURCE_POINT, 0};
}

/* A row as a map; empty cells but that of the address are left out. */
static const struct value *row_value(struct rows_reading *reading, const struct record *record, size_t count) {
  struct arena *arena = reading->arena;
  struct value_pair *pairs = arena_array(arena, count, sizeof *pairs);
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    size_t length;
    const struct csv_cell cell = csv_cell_trim(record->cells[i]);
    if (cell.length == 0 && (int)i != reading->columns[FIELD_EMAIL])
      continue;
    const char *text = csv_cell_text(arena, &record->cells[i], &length);
    struct text_source source = cell_source(reading, &cell);
    pairs[used++] =
        (struct value_pair){reading->keys[i], source.at, value_text_make(arena, text, length, source, TEXT_PLAIN)};
  }
  return value_map_make(arena, (struct text_source){.at = {reading->file, (int)record->line, 0}}, pairs, used);
}

/* The row as a map; NULL after a message. */
static const struct value *row_read(struct rows_reading *reading, const struct record *record) {
  struct position at = {reading->file, (int)record->line, 0};
  size_t used = record->count > COLUMN_LIMIT ? COLUMN_LIMIT : record->count;
  while (used > reading->column_count && csv_cell_trim(record->cells[used - 1]).length == 0)
    used--; /* spreadsheets put empty cells behind */
  if (record->malformed) {
    const struct csv_cell *last = &record->cells[used - 1];
    sink_report(reading->sink, ROW_QUOTE, (struct position){reading->file, last->line, csv_cell_column(last)}, NULL);
    return NULL;
  }
  if (used <= reading->column_count && record->count <= COLUMN_LIMIT)
    return row_value(reading, record, used);
  sink_report(reading->sink, ROW_CELLS, at, arena_printf(reading->arena, "%zu", record->count),
              arena_printf(reading->arena, "%zu", reading->column_count), NULL);
  return NULL;
}

bool media_rows_read(struct arena *arena, const struct media_rows_spec *spec, struct sink *sink,
                     void (*take)(void *self, const struct value *row), void *self, size_t *refused) {
  struct rows_reading *reading = arena_zalloc(arena, 1, sizeof *reading);
  *reading = (struct rows_reading){.arena = arena, .spec = spec, .sink = sink};
  if (!grid_open(reading))
    return false;
  struct grid_place place = grid_begin(&reading->grid);
  struct record record;
  if (!header_read(reading, &place))
    return false;
  for (size_t rows = 0; grid_row(&reading->grid, &place, &record);) {
    if (row_is_empty(&record))
      continue;
    if (++rows > spec->limits->attendees) {
      sink_report(sink, LIST_TOO_LONG, (struct position){.file = reading->file}, reading->file,
                  arena_printf(arena, "%zu", spec->limits->attendees), NULL);
      return false;
    }
    const struct value *row = row_read(reading, &record);
    if (row)
      take(self, row);
    else
      (*refused)++;
  }
  return true;
}
