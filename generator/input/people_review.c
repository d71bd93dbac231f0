/* A list of people, looked over: names first, then the cells of a file. */
#include "input/people_review.h"

#include "base/utf8.h"
#include "input/people_rows.h"
#include "input/people_similar.h"

#include <stdio.h>
#include <string.h>

/* Names. */

struct review {
  const struct value *list;
  struct sink *sink;
};

/* The whole name of an item in the language that comes first; NULL when there is none. */
static const struct value *item_name(const struct value *item) {
  const struct value *name = value_field(item, "name"), *full = value_field(name, "full");
  full = full != NULL ? full : name;
  if (full != NULL && full->kind == VALUE_LOCAL)
    full = full->map.count > 0 ? full->map.pairs[0].value : NULL;
  return full != NULL && full->kind == VALUE_TEXT && full->length > 0 ? full : NULL;
}

/* Both rows are made again: few are alike, and a million names need not be kept for them. */
static void pair_report(const struct review *review, uint32_t row, uint32_t earlier) {
  struct arena *arena = arena_new();
  const struct value *name = item_name(value_item(arena, review->list, row));
  const struct value *first = item_name(value_item(arena, review->list, earlier));
  if (name != NULL && first != NULL) {
    bool same = strcmp(name->text, first->text) == 0;
    struct diagnostic *diagnostic =
        sink_report(review->sink, same ? PERSON_TWICE : PERSON_NEAR, name->source.at, name->text, first->text, NULL);
    diagnostic_note(diagnostic, NOTE_FIRST_HERE, first->source.at, NULL);
  }
  arena_drop(arena);
}

static void near_found(void *self, uint32_t row, uint32_t earlier) {
  pair_report(self, row, earlier);
}

static void names_review(struct review *review) {
  struct similar *similar = similar_new();
  struct arena *arena = arena_new();
  for (size_t i = 0; i < value_count(review->list); i++) {
    const struct value *name = item_name(value_item(arena, review->list, i));
    int64_t first = name != NULL ? similar_add(similar, name->text, (uint32_t)i) : SIMILAR_NONE;
    if (first != SIMILAR_NONE)
      pair_report(review, (uint32_t)i, (uint32_t)first);
    arena_reset(arena);
  }
  similar_near(similar, near_found, review);
  arena_drop(arena);
  similar_drop(similar);
}

/* Cells. */

enum { SHOWN_LINES = 5, SHOWN_BYTES = 200 };

struct gaps { /* of a column */
  size_t count;
  uint32_t lines[SHOWN_LINES];
};

/* Whether spaces begin or end a text, or follow one another; in a name no other blank is one either. */
static bool has_stray_spaces(const struct csv_cell *cell, bool name) {
  struct csv_cell inner = *cell;
  inner.quoted = false;
  inner = csv_cell_trim(inner);
  if (inner.length != cell->length)
    return true;
  for (size_t i = 0; i < inner.length; i++)
    if ((inner.text[i] == ' ' && inner.text[i - 1] == ' ') || (name && strchr("\t\n\r", inner.text[i]) != NULL))
      return true;
  return false;
}

static void spaces_report(const struct people *people, const struct csv_cell *cell, struct sink *sink) {
  char text[SHOWN_BYTES + 4];
  size_t length = cell->length < SHOWN_BYTES ? cell->length : SHOWN_BYTES;
  while (length < cell->length && length > 0 && ((unsigned char)cell->text[length] & 0xC0) == 0x80)
    length--;
  snprintf(text, sizeof text, "%.*s%s", (int)length, cell->text, length < cell->length ? "…" : "");
  sink_report(sink, ROW_SPACES, people_position(people, cell), text, NULL);
}

static void record_review(const struct people *people, const struct record *record, struct gaps *gaps,
                          struct sink *sink) {
  for (size_t i = 0; i < people->columns.count; i++) {
    struct csv_cell none = {.text = ""};
    const struct csv_cell *cell = i < record->count ? &record->cells[i] : &none;
    enum person_field field = people->columns.items[i].field;
    bool name = field >= PERSON_NAME && field <= PERSON_PATRONYMIC;
    if (csv_cell_trim(*cell).length > 0) {
      if (has_stray_spaces(cell, name))
        spaces_report(people, cell, sink);
      continue;
    }
    if (gaps[i].count < SHOWN_LINES)
      gaps[i].lines[gaps[i].count] = record->line;
    gaps[i].count++;
  }
}

static void gaps_report(const struct people *people, size_t column, const struct gaps *gaps, size_t rows,
                        struct sink *sink) {
  const char *header = people->columns.items[column].header;
  char count[24], total[24], lines[SHOWN_LINES * 12 + 8] = "";
  size_t used = 0;
  if (gaps->count == 0 || *header == '\0')
    return;
  for (size_t i = 0; i < gaps->count && i < SHOWN_LINES; i++)
    used += (size_t)snprintf(lines + used, sizeof lines - used, "%s%u", i > 0 ? ", " : "", (unsigned)gaps->lines[i]);
  if (gaps->count > SHOWN_LINES)
    snprintf(lines + used, sizeof lines - used, ", …");
  snprintf(count, sizeof count, "%zu", gaps->count);
  snprintf(total, sizeof total, "%zu", rows);
  sink_report(sink, COLUMN_GAPS,
              (struct position){people->file, (int)gaps->lines[0], (int)(people->grid.packed ? column + 1 : 0)}, header,
              count, total, lines, NULL);
}

static void cells_review(const struct people *people, struct sink *sink) {
  struct gaps gaps[COLUMN_LIMIT] = {0};
  struct record record;
  size_t rows = 0;
  for (size_t i = 0; i < people->count; i++) {
    if (people->rows[i].refused)
      continue;
    people_record(people, i, &record);
    record_review(people, &record, gaps, sink);
    rows++;
  }
  for (size_t i = 0; i < people->columns.count; i++)
    gaps_report(people, i, &gaps[i], rows, sink);
}

void people_review(const struct value *list, struct sink *sink) {
  struct review review = {list, sink};
  const struct people *people = people_of(list);
  if (value_count(list) == 0)
    return;
  if (people != NULL)
    cells_review(people, sink);
  names_review(&review);
}
