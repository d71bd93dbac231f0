/* The strings that cells share, and the formats that cells have. */
#include "input/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

/* Strings. */

enum { STRINGS_FIRST = 1024 };

struct string_reading {
  struct workbook *book;
  struct xlsx_text text;
  bool inside; /* of a string */
};

static bool string_begin(void *self, const char *name, const char *const *attributes) {
  struct string_reading *reading = self;
  (void)attributes;
  if (strcmp(name, "si") == 0) {
    reading->inside = true;
    reading->text.open = reading->text.skipped = false;
    buffer_clear(&reading->text.text);
  } else if (reading->inside) {
    xlsx_text_begin(&reading->text, name);
  }
  return true;
}

static bool string_text(void *self, const char *text, size_t length) {
  struct string_reading *reading = self;
  if (!reading->inside || xlsx_text_add(&reading->text, text, length))
    return true;
  struct workbook *book = reading->book;
  sink_report(book->sink, LIST_TEXT_LONG, book->spec->at, book->spec->file, NULL);
  return false;
}

static void string_keep(struct workbook *book, struct buffer *text) {
  size_t length = text->length;
  if (length > 0)
    xlsx_text_decode(text->data, &length);
  buffer_add(&book->pool, text->data, length);
  if (book->string_count == book->string_capacity) {
    book->string_capacity = book->string_capacity > 0 ? book->string_capacity * 2 : STRINGS_FIRST;
    book->ends = memory_realloc(book->ends, book->string_capacity * sizeof *book->ends);
  }
  book->ends[book->string_count++] = (uint32_t)book->pool.length;
}

static bool string_end(void *self, const char *name) {
  struct string_reading *reading = self;
  struct workbook *book = reading->book;
  if (!reading->inside)
    return true;
  xlsx_text_end(&reading->text, name);
  if (strcmp(name, "si") != 0)
    return true;
  reading->inside = false;
  string_keep(book, &reading->text.text);
  if (book->pool.length <= UINT32_MAX - CELL_BYTES_LIMIT)
    return true;
  sink_report(book->sink, LIST_UNPACKED, book->spec->at, book->spec->file, book->strings, NULL);
  return false;
}

bool xlsx_strings_read(struct workbook *book) {
  struct string_reading reading = {.book = book};
  const struct xml_events events = {string_begin, string_end, string_text, &reading};
  bool read = book->strings == NULL || workbook_part_read(book, book->strings, &events, false);
  buffer_drop(&reading.text.text);
  return read;
}

/* Formats: those of one's own by number, then which of them each style has. */

enum { FORMATS_LIMIT = 65536, CODE_BYTES = 1024 };

struct own_format {
  long id;
  const char *code;
};

struct style_reading {
  struct workbook *book;
  struct own_format *formats;
  size_t format_count, format_capacity, code_capacity;
  bool inside; /* of cellXfs */
};

static const char *code_find(const struct style_reading *reading, long id) {
  for (size_t i = reading->format_count; i-- > 0;)
    if (reading->formats[i].id == id)
      return reading->formats[i].code;
  return number_format_code(id > 0 && id < 1000 ? (int)id : 0, reading->book->spec->locale);
}

static void style_format(struct style_reading *reading, const char *id, const char *code) {
  struct arena *arena = reading->book->arena;
  if (id == NULL || code == NULL || strlen(code) > CODE_BYTES)
    return;
  *ARENA_PUSH(arena, reading->formats, reading->format_count, reading->format_capacity) =
      (struct own_format){strtol(id, NULL, 10), arena_strdup(arena, code)};
}

static bool style_begin(void *self, const char *name, const char *const *attributes) {
  struct style_reading *reading = self;
  struct workbook *book = reading->book;
  const char *id = xml_attribute(attributes, "numFmtId");
  bool format = strcmp(name, "numFmt") == 0, style = reading->inside && strcmp(name, "xf") == 0;
  reading->inside |= strcmp(name, "cellXfs") == 0;
  if ((format && reading->format_count == 1000) || (style && book->code_count == FORMATS_LIMIT))
    return workbook_damaged(book, book->styles);
  if (format)
    style_format(reading, id, xml_attribute(attributes, "formatCode"));
  if (style)
    *ARENA_PUSH(book->arena, book->codes, book->code_count, reading->code_capacity) =
        code_find(reading, id != NULL ? strtol(id, NULL, 10) : 0);
  return true;
}

static bool style_end(void *self, const char *name) {
  struct style_reading *reading = self;
  reading->inside &= strcmp(name, "cellXfs") != 0;
  return true;
}

bool xlsx_styles_read(struct workbook *book) {
  struct style_reading reading = {.book = book};
  const struct xml_events events = {.begin = style_begin, .end = style_end, .self = &reading};
  return book->styles == NULL || workbook_part_read(book, book->styles, &events, false);
}
