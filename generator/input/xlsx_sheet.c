/* The rows of a sheet, packed as they come by. */
#include "input/xlsx_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  LINES_MOST = INT32_MAX - 1,
  COLUMNS_MOST = 16384,
  MERGES_LIMIT = 100000,
  NUMBER_BYTES = 64, /* a number is not written longer */
};

enum cell_kind { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_INLINE, CELL_FLAG, CELL_ERROR, CELL_DATE };

struct sheet_reading {
  struct workbook *book;
  struct grid_packer packer;
  struct xlsx_text text; /* of the cell in hand */
  struct buffer shown;
  uint32_t line; /* of the row in hand */
  uint32_t column;
  enum cell_kind kind;
  const char *code; /* format of the cell */
  bool in_rows, in_row, in_cell, in_value, has_formula, row_hidden, overflow;
  uint32_t hidden_first;
  size_t hidden;
  struct grid_merge *merges;
  size_t merge_count, merge_capacity;
};

/* "AB12" -> column 27, line 12; either may be missing and stays. False for anything else. */
static bool address_parse(const char *text, uint32_t *column, uint32_t *line) {
  uint64_t letters = 0, digits = 0;
  for (; *text == '$'; text++)
    ;
  for (; *text >= 'A' && *text <= 'Z' && letters <= COLUMNS_MOST; text++)
    letters = letters * 26 + (uint64_t)(*text - 'A') + 1;
  for (; *text == '$'; text++)
    ;
  for (; *text >= '0' && *text <= '9' && digits <= LINES_MOST; text++)
    digits = digits * 10 + (uint64_t)(*text - '0');
  if (*text != '\0' || letters > COLUMNS_MOST || digits > LINES_MOST)
    return false;
  *column = letters > 0 ? (uint32_t)letters - 1 : *column;
  *line = digits > 0 ? (uint32_t)digits : *line;
  return true;
}

static bool is_true(const char *flag) {
  return flag != NULL && (strcmp(flag, "1") == 0 || strcmp(flag, "true") == 0);
}

/* Elements that begin. */

static bool row_begin(struct sheet_reading *reading, const char *const *attributes) {
  const char *number = xml_attribute(attributes, "r");
  uint32_t line = reading->line + 1, column = 0;
  if (reading->in_row || (number != NULL && !address_parse(number, &column, &line)) || line <= reading->line ||
      line > LINES_MOST)
    return workbook_damaged(reading->book, reading->book->sheet);
  reading->line = line;
  reading->column = 0;
  reading->in_row = true;
  reading->overflow = false;
  reading->row_hidden = is_true(xml_attribute(attributes, "hidden"));
  grid_pack_row(&reading->packer, line);
  return true;
}

static enum cell_kind kind_find(const char *name) {
  static const struct {
    const char *name;
    enum cell_kind kind;
  } kinds[] = {{"s", CELL_SHARED}, {"str", CELL_TEXT}, {"inlineStr", CELL_INLINE},
               {"b", CELL_FLAG},   {"e", CELL_ERROR},  {"d", CELL_DATE}};
  for (size_t i = 0; name != NULL && i < sizeof kinds / sizeof *kinds; i++)
    if (strcmp(kinds[i].name, name) == 0)
      return kinds[i].kind;
  return CELL_NUMBER;
}

static bool cell_begin(struct sheet_reading *reading, const char *const *attributes) {
  const char *address = xml_attribute(attributes, "r"), *style = xml_attribute(attributes, "s");
  struct workbook *book = reading->book;
  uint32_t column = reading->column, line = reading->line;
  if (reading->in_cell || (address != NULL && !address_parse(address, &column, &line)) || line != reading->line ||
      column < reading->column)
    return workbook_damaged(book, book->sheet);
  if (column >= COLUMNS_MOST - 1) {
    sink_report(book->sink, LIST_COLUMNS, (struct position){book->spec->file, (int)line, 0}, NULL);
    return false;
  }
  size_t index = style != NULL ? strtoul(style, NULL, 10) : 0;
  reading->column = column;
  reading->code = index < book->code_count ? book->codes[index] : NULL;
  reading->kind = kind_find(xml_attribute(attributes, "t"));
  reading->in_cell = true;
  reading->has_formula = false;
  reading->text.open = reading->text.skipped = false;
  buffer_clear(&reading->text.text);
  return true;
}

static bool merge_begin(struct sheet_reading *reading, const char *const *attributes) {
  const char *range = xml_attribute(attributes, "ref"), *colon = range != NULL ? strchr(range, ':') : NULL;
  char first[24];
  if (colon == NULL || (size_t)(colon - range) >= sizeof first)
    return true;
  snprintf(first, sizeof first, "%.*s", (int)(colon - range), range);
  uint32_t column = 0, line = 0, last_column = 0, last = 0;
  if (!address_parse(first, &column, &line) || !address_parse(colon + 1, &last_column, &last) || last <= line)
    return true;
  if (reading->merge_count == MERGES_LIMIT)
    return workbook_damaged(reading->book, reading->book->sheet);
  *ARENA_PUSH(reading->book->arena, reading->merges, reading->merge_count, reading->merge_capacity) =
      (struct grid_merge){.first = line, .last = last, .column = (uint16_t)column};
  return true;
}

static bool sheet_begin(void *self, const char *name, const char *const *attributes) {
  struct sheet_reading *reading = self;
  if (reading->in_cell) {
    reading->in_value = strcmp(name, "v") == 0;
    reading->has_formula |= strcmp(name, "f") == 0;
    if (reading->kind == CELL_NUMBER && strcmp(name, "is") == 0)
      reading->kind = CELL_INLINE;
    if (reading->kind == CELL_INLINE)
      xlsx_text_begin(&reading->text, name);
    return true;
  }
  if (strcmp(name, "sheetData") == 0)
    reading->in_rows = true;
  else if (reading->in_rows && strcmp(name, "row") == 0)
    return row_begin(reading, attributes);
  else if (reading->in_row && strcmp(name, "c") == 0)
    return cell_begin(reading, attributes);
  else if (strcmp(name, "mergeCell") == 0)
    return merge_begin(reading, attributes);
  return true;
}

/* Text. */

static bool sheet_text(void *self, const char *text, size_t length) {
  struct sheet_reading *reading = self;
  bool good = true;
  if (!reading->in_cell)
    return true;
  if (reading->kind == CELL_INLINE) {
    good = xlsx_text_add(&reading->text, text, length);
  } else if (reading->in_value) {
    buffer_add(&reading->text.text, text, length);
    good = reading->text.text.length <= CELL_BYTES_LIMIT;
  }
  if (!good) {
    const struct xlsx_spec *spec = reading->book->spec;
    struct position at = {spec->file, (int)reading->line, (int)reading->column + 1};
    sink_report(reading->book->sink, LIST_TEXT_LONG, at, spec->file, NULL);
  }
  return good;
}

/* Values as shown. */

static void cell_pack(struct sheet_reading *reading, const char *text, size_t length, bool wrong) {
  if (length == 0 || reading->overflow)
    return;
  reading->overflow = reading->column >= COLUMN_LIMIT;
  grid_pack_cell(&reading->packer, (uint16_t)reading->column, text, length, wrong);
}

static void text_show(struct sheet_reading *reading, const char *text, size_t length) {
  if (reading->code == NULL || length == 0) {
    cell_pack(reading, text, length, false);
    return;
  }
  const struct number_format format = {reading->code, reading->book->spec->locale, reading->book->from_1904};
  buffer_clear(&reading->shown);
  number_format_add_text(&format, text, length, &reading->shown);
  cell_pack(reading, reading->shown.data, reading->shown.length, false);
}

static void number_show(struct sheet_reading *reading, double number) {
  const struct number_format format = {reading->code, reading->book->spec->locale, reading->book->from_1904};
  buffer_clear(&reading->shown);
  bool shown = number_format_add(&format, number, &reading->shown);
  if (shown)
    cell_pack(reading, reading->shown.data, reading->shown.length, false);
  else
    cell_pack(reading, "####", 4, true);
}

/* Whole numbers without a format are shown as they are written, but for those that are longer than a spreadsheet
 * keeps. */
static bool is_whole(const struct buffer *text) {
  return text->length <= 15 && (text->length == 1 || text->data[0] != '0') &&
         strspn(text->data, "0123456789") == text->length;
}

static void number_read(struct sheet_reading *reading, const struct buffer *text) {
  char *end;
  if (reading->code == NULL && is_whole(text)) {
    cell_pack(reading, text->data, text->length, false);
    return;
  }
  double number = text->length < NUMBER_BYTES ? strtod(text->data, &end) : NAN;
  if (!isfinite(number) || *end != '\0')
    cell_pack(reading, text->data, text->length < NUMBER_BYTES ? text->length : NUMBER_BYTES, true);
  else
    number_show(reading, number);
}

static void shared_read(struct sheet_reading *reading, const struct buffer *text) {
  const struct workbook *book = reading->book;
  char *end;
  unsigned long index = strtoul(text->data, &end, 10);
  if (*end != '\0' || index >= book->string_count) {
    cell_pack(reading, text->data, text->length < NUMBER_BYTES ? text->length : NUMBER_BYTES, true);
    return;
  }
  size_t begin = index > 0 ? book->ends[index - 1] : 0;
  text_show(reading, book->pool.data + begin, book->ends[index] - begin);
}

static void flag_read(struct sheet_reading *reading, const struct buffer *text) {
  bool russian = strcmp(locale_language(reading->book->spec->locale), "ru") == 0;
  const char *words[2] = {russian ? "ЛОЖЬ" : "FALSE", russian ? "ИСТИНА" : "TRUE"};
  const char *word = words[is_true(text->data)];
  cell_pack(reading, word, strlen(word), false);
}

/* 2019-09-17T09:00:00 as a number of days. */
static void date_read(struct sheet_reading *reading, const struct buffer *text) {
  int year, month, day, hour = 0, minute = 0;
  double second = 0;
  if (text->length >= NUMBER_BYTES ||
      sscanf(text->data, "%4d-%2d-%2dT%2d:%2d:%lf", &year, &month, &day, &hour, &minute, &second) < 3 ||
      !date_is_valid((struct date){(int16_t)year, (int8_t)month, (int8_t)day})) {
    text_show(reading, text->data, text->length);
    return;
  }
  int years = year - (month <= 2), of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int days = years * 365 + years / 4 - years / 100 + years / 400 + of_year - 693899; /* since 30 December 1899 */
  if (reading->code == NULL)
    reading->code = number_format_code(14, reading->book->spec->locale);
  number_show(reading,
              days - (reading->book->from_1904 ? 1462 : days <= 60) + (hour * 3600 + minute * 60 + second) / 86400);
}

static void cell_end(struct sheet_reading *reading) {
  struct buffer *text = &reading->text.text;
  reading->in_cell = reading->in_value = false;
  if (text->length == 0) { /* a program without a calculator has written the formula */
    if (reading->has_formula && reading->kind == CELL_NUMBER)
      cell_pack(reading, CELL_NOT_COMPUTED, strlen(CELL_NOT_COMPUTED), true);
    reading->column++;
    return;
  }
  switch (reading->kind) {
  case CELL_SHARED:
    shared_read(reading, text);
    break;
  case CELL_TEXT:
  case CELL_INLINE:
    xlsx_text_decode(text->data, &text->length);
    text_show(reading, text->data, text->length);
    break;
  case CELL_FLAG:
    flag_read(reading, text);
    break;
  case CELL_ERROR:
    cell_pack(reading, text->data, text->length < NUMBER_BYTES ? text->length : NUMBER_BYTES, true);
    break;
  case CELL_DATE:
    date_read(reading, text);
    break;
  case CELL_NUMBER:
    number_read(reading, text);
    break;
  }
  reading->column++;
}

/* Elements that end. */

static bool sheet_end(void *self, const char *name) {
  struct sheet_reading *reading = self;
  if (reading->in_cell) {
    if (reading->kind == CELL_INLINE)
      xlsx_text_end(&reading->text, name);
    reading->in_value &= strcmp(name, "v") != 0;
    if (strcmp(name, "c") == 0)
      cell_end(reading);
  } else if (reading->in_row && strcmp(name, "row") == 0) {
    reading->in_row = false;
    if (reading->row_hidden && reading->packer.cells > 0 && reading->hidden++ == 0)
      reading->hidden_first = reading->line;
    grid_pack_end(&reading->packer);
  } else if (strcmp(name, "sheetData") == 0) {
    reading->in_rows = false;
  }
  return true;
}

bool xlsx_sheet_read(struct workbook *book, struct grid *out) {
  struct sheet_reading reading = {.book = book};
  const struct xml_events events = {sheet_begin, sheet_end, sheet_text, &reading};
  bool read = workbook_part_read(book, book->sheet, &events, true);
  if (read && reading.hidden > 0) {
    char count[24];
    snprintf(count, sizeof count, "%zu", reading.hidden);
    sink_report(book->sink, LIST_HIDDEN, (struct position){book->spec->file, (int)reading.hidden_first, 0}, count,
                NULL);
  }
  if (read)
    *out = grid_of_packed(book->arena, &reading.packer, reading.merges, reading.merge_count);
  buffer_drop(&reading.packer.out);
  buffer_drop(&reading.text.text);
  buffer_drop(&reading.shown);
  return read;
}
