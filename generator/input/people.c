/* A list of people in CSV or XLSX -> rows that are made when asked for.
 *
 * Reading checks every row once and reports those that cannot be used; what stays is 16 bytes a row: where it
 * begins. The table is cut again when a row is wanted, which costs less than keeping its values. */
#include "input/people.h"

#include "base/file.h"
#include "input/csv.h"
#include "input/encoding.h"
#include "input/people_rows.h"
#include "input/person_name.h"
#include "input/xlsx.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

struct position people_position(const struct people *people, const struct csv_cell *cell) {
  return (struct position){people->file, cell->line, csv_cell_column(cell)};
}

/* The trimmed cell of a field; length 0 when the row has none. */
struct csv_cell people_cell(const struct people *people, const struct record *record, enum person_field field) {
  int column = people->columns.of[field];
  if (column == COLUMN_NONE || (size_t)column >= record->count)
    return (struct csv_cell){0};
  return csv_cell_trim(record->cells[column]);
}

void people_record(const struct people *people, size_t index, struct record *record) {
  struct grid_place place = {people->rows[index].offset, people->rows[index].line};
  grid_row(&people->grid, &place, record);
}

static bool record_is_empty(const struct record *record) {
  for (size_t i = 0; i < record->count && i < COLUMN_LIMIT; i++)
    if (csv_cell_trim(record->cells[i]).length > 0)
      return false;
  return record->count <= COLUMN_LIMIT && !record->malformed;
}

/* Indexes and checks all rows. False when there are more than the limit. */
static bool rows_read(struct arena *arena, struct people *people, struct position at, const struct limits *limits,
                      struct sink *sink) {
  struct grid_place next = people->first, place = next;
  struct id_table ids = {0};
  struct record record;
  bool within = true;
  for (; within && grid_row(&people->grid, &next, &record); place = next) {
    if (record_is_empty(&record))
      continue;
    within = people->count < limits->attendees;
    *ARENA_PUSH(arena, people->rows, people->count, people->capacity) = (struct row){place.offset, record.line, false};
    people->rows[people->count - 1].refused = !people_check(people, people->count - 1, &record, &ids, sink);
  }
  id_table_drop(&ids);
  if (!within) {
    char limit[24];
    snprintf(limit, sizeof limit, "%zu", limits->attendees);
    sink_report(sink, LIST_TOO_LONG, at, people->file, limit, NULL);
  }
  return within;
}

static struct text_source cell_source(const struct people *people, const struct csv_cell *cell) {
  bool exact = cell->column == 0 && memchr(cell->text, '"', cell->length) == NULL &&
               memchr(cell->text, '\n', cell->length) == NULL;
  return (struct text_source){.at = people_position(people, cell), .kind = exact ? SOURCE_INLINE : SOURCE_POINT};
}

static const struct value *cell_value(struct arena *arena, const struct people *people, const struct csv_cell *cell,
                                      enum person_field field) {
  static const enum text_format formats[PERSON_FIELD_COUNT] = {
      [PERSON_EMAIL] = TEXT_EMAIL, [PERSON_PHONE] = TEXT_PHONE, [PERSON_URL] = TEXT_URL, [PERSON_PHOTO] = TEXT_PATH};
  size_t length;
  char *text = csv_cell_text(arena, cell, &length);
  struct value *value = value_text_make(arena, text, length, cell_source(people, cell), formats[field]);
  if (field == PERSON_ORGANISATION) {
    const struct value *target = value_field(people->organisations, text);
    if (target != NULL) {
      value->kind = VALUE_REFERENCE;
      value->target = target;
    }
  }
  return value;
}

/* The cells of a field in all its languages, from column `first` on. NULL when all are empty; the id of an
 * organisation stands for its name in every language. */
static const struct value *record_value(struct arena *arena, const struct people *people, const struct record *record,
                                        int first) {
  const struct people_column *columns = people->columns.items;
  struct value_pair pairs[COLUMN_LIMIT];
  size_t count = 0;
  if (first == COLUMN_NONE)
    return NULL;
  for (int i = first; i != COLUMN_NONE; i = columns[i].next) {
    struct csv_cell cell = (size_t)i < record->count ? csv_cell_trim(record->cells[i]) : (struct csv_cell){0};
    if (cell.length == 0)
      continue;
    const struct value *value = cell_value(arena, people, &cell, columns[i].field);
    if (value->kind == VALUE_REFERENCE)
      return value;
    const char *language = columns[i].language != NULL ? columns[i].language : people->language;
    pairs[count++] = (struct value_pair){language, value->source.at, value};
  }
  bool local = columns[first].next != COLUMN_NONE || columns[first].language != NULL;
  if (count == 0 || !local)
    return count == 0 ? NULL : pairs[0].value;
  struct value *value =
      value_map_make(arena, pairs[0].value->source, arena_memdup(arena, pairs, count * sizeof *pairs), count);
  value->kind = VALUE_LOCAL;
  return value;
}

static const struct value *record_part(struct arena *arena, const struct people *people, const struct record *record,
                                       enum person_field field) {
  return record_value(arena, people, record, people->columns.of[field]);
}

static const struct value *record_name(struct arena *arena, const struct people *people, const struct record *record) {
  struct name_parts parts = {.family = record_part(arena, people, record, PERSON_FAMILY),
                             .given = record_part(arena, people, record, PERSON_GIVEN),
                             .patronymic = record_part(arena, people, record, PERSON_PATRONYMIC),
                             .full = record_part(arena, people, record, PERSON_NAME)};
  const struct value *latin = record_part(arena, people, record, PERSON_LATIN);
  if (parts.family == NULL && parts.given == NULL && parts.full->kind == VALUE_LOCAL)
    return name_with_latin(arena, name_local(arena, parts.full), latin);
  if (parts.family == NULL && parts.given == NULL)
    return name_with_latin(arena, people_name(arena, parts.full->text, parts.full->source), latin);
  struct text_source source = (parts.family != NULL ? parts.family : parts.given)->source;
  return name_with_latin(arena, name_map(arena, source, parts), latin);
}

static bool people_item_is_refused(const void *self, size_t index) {
  return ((const struct people *)self)->rows[index].refused;
}

/* The row as a map. The name stands for the columns that it is made of. */
static const struct value *people_item(struct arena *arena, const void *self, size_t index) {
  const struct people *people = self;
  if (people->rows[index].refused)
    return NULL;
  struct record record;
  people_record(people, index, &record);
  struct text_source source = {.at = {people->file, (int)people->rows[index].line, 1}, .kind = SOURCE_POINT};
  struct value_pair *pairs = arena_array(arena, people->columns.count + 1, sizeof *pairs);
  const struct value *name = record_name(arena, people, &record);
  size_t count = 0;
  pairs[count++] = (struct value_pair){"name", name->source.at, name};
  for (size_t i = 0; i < people->columns.count; i++) {
    const struct people_column *column = &people->columns.items[i];
    if (column->follows || (column->field >= PERSON_NAME && column->field <= PERSON_PATRONYMIC))
      continue;
    const struct value *value = record_value(arena, people, &record, (int)i);
    if (value == NULL && column->field == PERSON_OTHER) /* a layout may name it, and it is there, though empty */
      value = value_text_make(arena, "", 0, source, TEXT_PLAIN);
    if (value != NULL)
      pairs[count++] = (struct value_pair){column->key, value->source.at, value};
  }
  return value_map_make(arena, source, pairs, count);
}

static bool format_report(const struct people_spec *spec, struct sink *sink) {
  sink_report(sink, LIST_FORMAT, spec->at, spec->name, NULL);
  return false;
}

/* The file as rows, by what it holds; its name decides only what a text could be. */
static bool people_open(struct arena *arena, struct people *people, const struct people_spec *spec, struct sink *sink) {
  static const char *const others[] = {".xlsx", ".xls", ".ods", ".numbers", ".docx", ".pdf"};
  const char *data = people->content.data, *ending = strrchr(spec->name, '.');
  size_t length = people->content.length;
  struct xlsx_spec sheet = {.file = people->file,
                            .data = data,
                            .length = length,
                            .sheet = spec->sheet,
                            .at = spec->sheet != NULL ? spec->sheet_at : spec->at,
                            .locale = locale_find(people->language),
                            .limit = spec->limits->list_bytes};
  if (xlsx_is_archive(data, length))
    return xlsx_read(arena, &sheet, sink, &people->grid);
  if (xlsx_is_compound(data, length)) {
    xlsx_compound_report(&sheet, sink);
    return false;
  }
  for (size_t i = 0; ending != NULL && i < sizeof others / sizeof *others; i++)
    if (strcasecmp(ending, others[i]) == 0)
      return format_report(spec, sink);
  if (spec->sheet != NULL) {
    sink_report(sink, SHEET_OF_TEXT, spec->sheet_at, spec->name, NULL);
    return false;
  }
  if (!encoding_convert(arena, people->file, &data, &length, sink))
    return false;
  people->grid = grid_of_csv(data, length);
  return true;
}

/* A row of the beginning as headers, without the empty ones at its end. */
static struct columns_spec header_spec(const struct people *people, const struct people_spec *spec,
                                       const struct record *header) {
  size_t count = header->count < COLUMN_LIMIT ? header->count : COLUMN_LIMIT;
  while (count > 1 && csv_cell_trim(header->cells[count - 1]).length == 0)
    count--;
  return (struct columns_spec){people->file, header->cells, count, spec->columns, spec->languages};
}

/* Titles may stand above the header row, which is the first with a header that is known, within the first rows; else
 * the first row. False when there is none. */
static bool header_find(struct people *people, const struct people_spec *spec, struct record *header) {
  enum { TITLES_MOST = 20 };
  struct grid_place place = grid_begin(&people->grid), first = place;
  uint32_t line = 0;
  for (int rows = 0; rows < TITLES_MOST && grid_row(&people->grid, &place, header);) {
    if (record_is_empty(header)) {
      first = rows == 0 ? place : first;
      continue;
    }
    line = rows++ == 0 ? header->line : line;
    const struct columns_spec columns = header_spec(people, spec, header);
    people->first = place;
    if (!header->malformed && people_columns_known(&columns) > 0)
      return true;
  }
  people->first = first;
  return line > 0 && grid_row(&people->grid, &people->first, header);
}

/* Rows above the header row. */
static void titles_report(const struct people *people, const struct record *header, struct sink *sink) {
  struct grid_place place = grid_begin(&people->grid);
  struct record title;
  char line[24];
  while (grid_row(&people->grid, &place, &title) && title.line < header->line)
    if (!record_is_empty(&title)) {
      snprintf(line, sizeof line, "%u", (unsigned)header->line);
      sink_report(sink, LIST_TITLE, (struct position){people->file, (int)title.line, 0}, line, NULL);
      return;
    }
}

static bool people_header(struct arena *arena, struct people *people, const struct people_spec *spec,
                          struct sink *sink) {
  struct record header;
  if (!header_find(people, spec, &header)) {
    sink_report(sink, LIST_EMPTY, (struct position){people->file, 0, 0}, NULL);
    return false;
  }
  struct position at = {people->file, (int)header.line, 0};
  const struct columns_spec columns = header_spec(people, spec, &header);
  if (header.count > COLUMN_LIMIT || header.malformed) {
    sink_report(sink, header.malformed ? ROW_QUOTE : LIST_COLUMNS, at, NULL);
    return false;
  }
  titles_report(people, &header, sink);
  return people_columns_read(arena, &columns, sink, &people->columns);
}

const struct value *people_read(struct arena *arena, const struct people_spec *spec, struct sink *sink) {
  struct file_content content;
  size_t limit = spec->limits->list_bytes;
  enum file_status status = file_map_beneath(arena, spec->folder, spec->name, limit, &content);
  return file_report(sink, status, spec->at, spec->name, limit) ? people_parse(arena, spec, content, sink) : NULL;
}

const struct value *people_parse(struct arena *arena, const struct people_spec *spec, struct file_content content,
                                 struct sink *sink) {
  const char *folder = spec->folder, *name = spec->name;
  struct people *people = arena_zalloc(arena, 1, sizeof *people);
  people->content = content;
  people->file = strcmp(folder, ".") == 0 ? arena_strdup(arena, name) : file_join(arena, folder, name);
  people->organisations = spec->organisations;
  people->language = spec->languages.count > 0 ? spec->languages.codes[0] : "";
  if (!people_open(arena, people, spec, sink) || !people_header(arena, people, spec, sink) ||
      !rows_read(arena, people, spec->at, spec->limits, sink))
    return NULL;
  struct text_source source = {.at = {people->file, 1, 1}, .kind = SOURCE_POINT};
  struct value *rows = value_map_make(arena, source, NULL, 0);
  rows->kind = VALUE_ROWS;
  rows->rows = (struct value_rows){
      .count = people->count, .item = people_item, .self = people, .refused = people_item_is_refused};
  return rows;
}

const struct people *people_of(const struct value *rows) {
  return rows != NULL && rows->kind == VALUE_ROWS && rows->rows.item == people_item ? rows->rows.self : NULL;
}

bool people_content(const struct value *rows, const char **data, size_t *length) {
  const struct people *people = people_of(rows);
  if (people == NULL)
    return false;
  *data = people->content.data;
  *length = people->content.length;
  return true;
}
