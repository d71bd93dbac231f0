/* Which rows of a list can be used, and why others cannot. */
#include "input/people_rows.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "input/letters.h"
#include "input/scalar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_BYTES = 512 }; /* the longest address or number that is looked at */

/* The cell as a C string without doubled quotes; false when it is longer than CELL_BYTES. */
static bool cell_copy(const struct csv_cell *cell, char out[CELL_BYTES]) {
  if (cell->length >= CELL_BYTES)
    return false;
  size_t written = 0;
  for (size_t i = 0; i < cell->length; i++) {
    out[written++] = cell->text[i];
    i += cell->quoted && cell->text[i] == '"';
  }
  out[written] = '\0';
  return true;
}

/* Cells behind the last header must be empty. */
static bool check_count(const struct people *people, const struct record *record, struct sink *sink) {
  for (size_t i = people->columns.count; i < record->count; i++) {
    const struct csv_cell *cell = &record->cells[i < COLUMN_LIMIT ? i : COLUMN_LIMIT - 1];
    if (i < COLUMN_LIMIT && csv_cell_trim(*cell).length == 0)
      continue;
    char cells[24], columns[24];
    snprintf(cells, sizeof cells, "%zu", record->count);
    snprintf(columns, sizeof columns, "%zu", people->columns.count);
    sink_report(sink, ROW_CELLS, people_position(people, cell), cells, columns, NULL);
    return false;
  }
  return true;
}

/* The first character that no text holds, or the length. Only bytes that can begin one are decoded. */
static size_t cell_refused(const struct csv_cell *cell, uint32_t *character) {
  for (size_t i = 0, next; i < cell->length; i = next) {
    unsigned char byte = (unsigned char)cell->text[i];
    next = i + 1;
    if (byte >= 0x20 && byte != 0x7F && byte != 0xC2 && byte != 0xE2 && byte != 0xEF)
      continue;
    next = i;
    *character = utf8_next(cell->text, cell->length, &next);
    if (letters_is_refused(*character))
      return i;
  }
  return cell->length;
}

static bool check_characters(const struct people *people, const struct record *record, struct sink *sink) {
  for (size_t i = 0; i < record->count && i < COLUMN_LIMIT; i++) {
    const struct csv_cell *cell = &record->cells[i];
    uint32_t character = 0;
    size_t place = cell_refused(cell, &character);
    if (place == cell->length)
      continue;
    struct position at = people_position(people, cell);
    if (cell->column == 0 && memchr(cell->text, '\n', place) == NULL)
      at.column += (int)utf8_count(cell->text, place);
    char name[16];
    snprintf(name, sizeof name, "U+%04X", (unsigned)character);
    sink_report(sink, ROW_CONTROL, at, name, NULL);
    return false;
  }
  return true;
}

/* Blanks in quotes are kept as they are, but they are nobody's name. */
static bool cell_is_blank(struct csv_cell cell) {
  cell.quoted = false;
  return csv_cell_trim(cell).length == 0;
}

/* What a spreadsheet could not compute must not stand on a badge. */
static bool check_errors(const struct people *people, const struct record *record, struct sink *sink) {
  for (size_t i = 0; i < record->count && i < people->columns.count; i++) {
    const struct csv_cell *cell = &record->cells[i];
    if (!cell->wrong)
      continue;
    struct arena *arena = arena_new();
    const char *text = arena_strndup(arena, cell->text, cell->length);
    sink_report(sink, strcmp(text, CELL_NOT_COMPUTED) == 0 ? ROW_NOT_COMPUTED : ROW_CELL_ERROR,
                people_position(people, cell), grid_cell_name(arena, (uint32_t)cell->line, cell->column), text, NULL);
    arena_drop(arena);
    return false;
  }
  return true;
}

static bool check_name(const struct people *people, const struct record *record, struct sink *sink) {
  static const enum person_field fields[] = {PERSON_NAME, PERSON_FAMILY, PERSON_GIVEN};
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    for (int j = people->columns.of[fields[i]]; j != COLUMN_NONE; j = people->columns.items[j].next)
      if ((size_t)j < record->count && !cell_is_blank(record->cells[j]))
        return true;
  sink_report(sink, ROW_NO_NAME, (struct position){people->file, (int)record->line, 0}, NULL);
  return false;
}

static bool check_notation(const struct people *people, const struct record *record, struct sink *sink) {
  static const struct {
    enum person_field field;
    bool (*check)(const char *text);
    enum diagnostic_code code;
  } notations[] = {{PERSON_EMAIL, scalar_is_email, EMAIL_FORM},
                   {PERSON_PHONE, scalar_is_phone, PHONE_FORM},
                   {PERSON_URL, scalar_is_website, URL_FORM}};
  bool good = true;
  for (size_t i = 0; i < sizeof notations / sizeof *notations; i++) {
    struct csv_cell cell = people_cell(people, record, notations[i].field);
    char text[CELL_BYTES];
    if (cell.length == 0 || (cell_copy(&cell, text) && notations[i].check(text)))
      continue;
    sink_report(sink, notations[i].code, people_position(people, &cell), cell.length < CELL_BYTES ? text : "…", NULL);
    good = false;
  }
  return good;
}

/* The slot of the row with this hash, or the free one where it belongs. */
static size_t ids_slot(const struct id_table *ids, uint32_t hash, size_t slot) {
  slot &= ids->size - 1;
  while (ids->slots[slot].row != 0 && ids->slots[slot].hash != hash)
    slot = (slot + 1) & (ids->size - 1);
  return slot;
}

/* Keeps the table at most half full. */
static void ids_grow(struct id_table *ids) {
  struct id_table old = *ids;
  if (ids->used * 2 < ids->size)
    return;
  ids->size = old.size == 0 ? 1024 : old.size * 2;
  ids->slots = memory_alloc(ids->size * sizeof *ids->slots);
  memset(ids->slots, 0, ids->size * sizeof *ids->slots);
  for (size_t i = 0; i < old.size; i++) {
    size_t slot = old.slots[i].hash & (ids->size - 1);
    while (old.slots[i].row != 0 && ids->slots[slot].row != 0)
      slot = (slot + 1) & (ids->size - 1);
    if (old.slots[i].row != 0)
      ids->slots[slot] = old.slots[i];
  }
  free(old.slots);
}

static bool id_report(const struct people *people, const struct csv_cell *id, const struct csv_cell *first,
                      struct sink *sink) {
  char text[CELL_BYTES];
  struct diagnostic *diagnostic =
      sink_report(sink, ROW_ID_TWICE, people_position(people, id), cell_copy(id, text) ? text : "…", NULL);
  diagnostic_note(diagnostic, NOTE_FIRST_HERE, people_position(people, first), NULL);
  return false;
}

/* Adds the id of row `index`; false, after a report, when another row has it. */
static bool ids_add(struct id_table *ids, const struct people *people, size_t index, const struct record *record,
                    struct sink *sink) {
  struct csv_cell id = people_cell(people, record, PERSON_ID);
  if (id.length == 0)
    return true;
  ids_grow(ids);
  uint32_t hash = (uint32_t)hash_fast(id.text, id.length);
  size_t slot = ids_slot(ids, hash, hash);
  for (; ids->slots[slot].row != 0; slot = ids_slot(ids, hash, slot + 1)) {
    struct record other;
    people_record(people, ids->slots[slot].row - 1, &other);
    struct csv_cell first = people_cell(people, &other, PERSON_ID);
    if (first.length == id.length && memcmp(first.text, id.text, id.length) == 0)
      return id_report(people, &id, &first, sink);
  }
  ids->slots[slot].row = (uint32_t)index + 1;
  ids->slots[slot].hash = hash;
  ids->used++;
  return true;
}

static bool record_check(const struct people *people, const struct record *record, struct sink *sink) {
  if (record->malformed) {
    const struct csv_cell *cell = &record->cells[record->count <= COLUMN_LIMIT ? record->count - 1 : COLUMN_LIMIT - 1];
    sink_report(sink, ROW_QUOTE, people_position(people, cell), NULL);
    return false;
  }
  return check_count(people, record, sink) && check_errors(people, record, sink) &&
         check_characters(people, record, sink) && check_name(people, record, sink) &&
         check_notation(people, record, sink);
}

void id_table_drop(struct id_table *ids) {
  free(ids->slots);
}

bool people_check(const struct people *people, size_t index, const struct record *record, struct id_table *ids,
                  struct sink *sink) {
  return record_check(people, record, sink) && ids_add(ids, people, index, record, sink);
}
