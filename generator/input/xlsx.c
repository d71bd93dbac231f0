/* A workbook: archive -> relationships -> which sheet -> strings and formats -> rows. */
#include "input/xlsx.h"

#include "input/letters.h"
#include "input/near.h"
#include "input/xlsx_parts.h"

#include <stdlib.h>
#include <string.h>

enum { RELATIONS_LIMIT = 10000, SHEETS_LIMIT = 10000 };

bool xlsx_is_archive(const char *data, size_t length) {
  return length >= 4 && (memcmp(data, "PK\3\4", 4) == 0 || memcmp(data, "PK\5\6", 4) == 0);
}

bool xlsx_is_compound(const char *data, size_t length) {
  return length >= 8 && memcmp(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
}

void xlsx_compound_report(const struct xlsx_spec *spec, struct sink *sink) {
  static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
  bool locked = memmem(spec->data, spec->length, name, sizeof name) != NULL;
  sink_report(sink, locked ? LIST_LOCKED : LIST_FORMAT, spec->at, spec->file, NULL);
}

/* Parts. */

bool workbook_damaged(const struct workbook *book, const char *part) {
  sink_report(book->sink, LIST_DAMAGED, book->spec->at, book->spec->file, part, NULL);
  return false;
}

bool workbook_part_read(const struct workbook *book, const char *part, const struct xml_events *events, bool needed) {
  struct zip_entry entry;
  switch (zip_find(&book->zip, part, &entry)) {
  case ZIP_OK:
    break;
  case ZIP_MISSING:
    return needed ? workbook_damaged(book, part) : true;
  case ZIP_ENCRYPTED:
    sink_report(book->sink, LIST_LOCKED, book->spec->at, book->spec->file, NULL);
    return false;
  default:
    return workbook_damaged(book, part);
  }
  switch (xml_read(&entry, book->spec->limit, events)) {
  case XML_READ:
    return true;
  case XML_ENDED:
    return false;
  case XML_TOO_LARGE:
    sink_report(book->sink, LIST_UNPACKED, book->spec->at, book->spec->file, part, NULL);
    return false;
  default:
    return workbook_damaged(book, part);
  }
}

/* Texts. */

void xlsx_text_begin(struct xlsx_text *text, const char *element) {
  text->skipped |= strcmp(element, "rPh") == 0;
  text->open |= strcmp(element, "t") == 0;
}

bool xlsx_text_add(struct xlsx_text *text, const char *piece, size_t length) {
  if (text->open && !text->skipped)
    buffer_add(&text->text, piece, length);
  return text->text.length <= CELL_BYTES_LIMIT;
}

void xlsx_text_end(struct xlsx_text *text, const char *element) {
  text->skipped &= strcmp(element, "rPh") != 0;
  text->open &= strcmp(element, "t") != 0;
}

/* The value of four hexadecimal digits; -1 for anything else. */
static int hexadecimal(const char *text) {
  int value = 0;
  for (int i = 0; i < 4; i++) {
    const char *digits = "0123456789abcdef", *digit = text[i] != '\0' ? strchr(digits, text[i] | 0x20) : NULL;
    if (digit == NULL || (text[i] < 'A' && text[i] > '9'))
      return -1;
    value = value * 16 + (int)(digit - digits);
  }
  return value;
}

void xlsx_text_decode(char *text, size_t *length) {
  size_t written = 0;
  if (memmem(text, *length, "_x", 2) == NULL)
    return;
  for (size_t i = 0; i < *length;) {
    bool mark = *length - i >= 7 && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_';
    int value = mark ? hexadecimal(text + i + 2) : -1;
    if (value >= 0 && value < 0x80) { /* one byte, never more than the seven it was written in */
      text[written++] = (char)value;
      i += 7;
    } else {
      text[written++] = text[i++];
    }
  }
  *length = written;
}

/* Relationships: which part is what to another one. */

struct relation {
  const char *id, *type, *target; /* the name of a part */
};

struct relations {
  const struct workbook *book;
  const char *part, *folder; /* of the one they are about: "xl/" */
  struct relation *items;
  size_t count, capacity;
};

/* "../a/b.xml" seen from "xl/worksheets/" is "xl/a/b.xml"; "/xl/b.xml" begins at the top. */
static const char *target_resolve(struct arena *arena, const char *folder, const char *target) {
  if (*target == '/')
    return arena_strdup(arena, target + 1);
  char *base = arena_strdup(arena, folder);
  for (;;) {
    if (strncmp(target, "./", 2) == 0) {
      target += 2;
      continue;
    }
    if (strncmp(target, "../", 3) != 0)
      return arena_printf(arena, "%s%s", base, target);
    target += 3;
    size_t length = strlen(base);
    while (length > 0 && base[--length] == '/')
      ;
    while (length > 0 && base[length - 1] != '/')
      length--;
    base[length] = '\0';
  }
}

static bool relation_begin(void *self, const char *name, const char *const *attributes) {
  struct relations *relations = self;
  const char *id = xml_attribute(attributes, "Id"), *type = xml_attribute(attributes, "Type");
  const char *target = xml_attribute(attributes, "Target"), *mode = xml_attribute(attributes, "TargetMode");
  if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL ||
      (mode != NULL && strcmp(mode, "External") == 0))
    return true;
  if (relations->count == RELATIONS_LIMIT)
    return workbook_damaged(relations->book, relations->part);
  struct arena *arena = relations->book->arena;
  const char *slash = strrchr(type, '/'); /* what comes before differs between the two editions of the standard */
  *ARENA_PUSH(arena, relations->items, relations->count, relations->capacity) =
      (struct relation){arena_strdup(arena, id), arena_strdup(arena, slash != NULL ? slash + 1 : type),
                        target_resolve(arena, relations->folder, target)};
  return true;
}

/* Of "xl/workbook.xml", "" for the archive; none when the part that lists them is not there. */
static bool relations_read(const struct workbook *book, const char *part, struct relations *out) {
  const char *slash = strrchr(part, '/'), *name = slash != NULL ? slash + 1 : part;
  *out = (struct relations){.book = book, .folder = arena_strndup(book->arena, part, (size_t)(name - part))};
  out->part = arena_printf(book->arena, "%s_rels/%s.rels", out->folder, name);
  const struct xml_events events = {.begin = relation_begin, .self = out};
  return workbook_part_read(book, out->part, &events, false);
}

static const char *relation_target(const struct relations *relations, const char *type) {
  for (size_t i = 0; i < relations->count; i++)
    if (strcmp(relations->items[i].type, type) == 0)
      return relations->items[i].target;
  return NULL;
}

/* The workbook: its sheets. */

struct sheets {
  struct workbook *book;
  const struct relations *relations;
  const char *part;
  const char *first;  /* sheet that is shown */
  const char *chosen; /* part of the sheet that was asked for */
  const char **names;
  size_t count, capacity;
};

static bool name_same(struct arena *arena, const char *a, const char *b) {
  size_t room = 4 * (strlen(a) + strlen(b)) + 8;
  char *left = arena_alloc(arena, room), *right = arena_alloc(arena, room);
  size_t length = letters_lower(a, strlen(a), left, room);
  return letters_lower(b, strlen(b), right, room) == length && memcmp(left, right, length) == 0;
}

static const char *worksheet_find(const struct relations *relations, const char *id) {
  for (size_t i = 0; i < relations->count; i++)
    if (strcmp(relations->items[i].id, id) == 0 && strcmp(relations->items[i].type, "worksheet") == 0)
      return relations->items[i].target;
  return NULL;
}

static bool sheet_begin(struct sheets *sheets, const char *const *attributes) {
  const char *name = xml_attribute(attributes, "name"), *state = xml_attribute(attributes, "state");
  const char *id = xml_attribute(attributes, "id");
  const char *target = id != NULL ? worksheet_find(sheets->relations, id) : NULL;
  struct workbook *book = sheets->book;
  if (name == NULL || target == NULL) /* a chart */
    return true;
  if (sheets->count == SHEETS_LIMIT)
    return workbook_damaged(book, sheets->part);
  bool hidden = state != NULL && strcmp(state, "visible") != 0;
  if (sheets->first == NULL && !hidden)
    sheets->first = target;
  if (sheets->chosen == NULL && book->spec->sheet != NULL && name_same(book->arena, name, book->spec->sheet))
    sheets->chosen = target;
  *ARENA_PUSH(book->arena, sheets->names, sheets->count, sheets->capacity) = arena_strdup(book->arena, name);
  return true;
}

static bool workbook_begin(void *self, const char *name, const char *const *attributes) {
  struct sheets *sheets = self;
  if (strcmp(name, "workbookPr") == 0) {
    const char *epoch = xml_attribute(attributes, "date1904");
    sheets->book->from_1904 = epoch != NULL && (strcmp(epoch, "1") == 0 || strcmp(epoch, "true") == 0);
  }
  return strcmp(name, "sheet") == 0 ? sheet_begin(sheets, attributes) : true;
}

static const char *sheet_name(const void *self, size_t index) {
  return ((const char *const *)self)[index];
}

static bool sheet_missing(const struct sheets *sheets) {
  const struct workbook *book = sheets->book;
  const struct xlsx_spec *spec = book->spec;
  if (spec->sheet == NULL)
    return workbook_damaged(book, sheets->part);
  struct diagnostic *diagnostic = sink_report(book->sink, SHEET_MISSING, spec->at, spec->file, spec->sheet, NULL);
  const char *near = near_name(spec->sheet, sheets->count, sheet_name, sheets->names);
  near_note(diagnostic, spec->at, near == NULL && sheets->count == 1 ? sheets->names[0] : near);
  return false;
}

static bool sheets_read(struct workbook *book, const char *part) {
  struct relations relations;
  if (!relations_read(book, part, &relations))
    return false;
  struct sheets sheets = {.book = book, .relations = &relations, .part = part};
  const struct xml_events events = {.begin = workbook_begin, .self = &sheets};
  if (!workbook_part_read(book, part, &events, true))
    return false;
  book->sheet = book->spec->sheet != NULL ? sheets.chosen : sheets.first;
  book->strings = relation_target(&relations, "sharedStrings");
  book->styles = relation_target(&relations, "styles");
  return book->sheet != NULL ? true : sheet_missing(&sheets);
}

/* The part that is the workbook; NULL when the archive holds something else. */
static const char *workbook_find(const struct workbook *book) {
  struct relations relations;
  struct zip_entry entry;
  if (!relations_read(book, "", &relations))
    return NULL;
  const char *part = relation_target(&relations, "officeDocument");
  part = part != NULL ? part : "xl/workbook.xml";
  size_t length = strlen(part);
  bool binary = length > 4 && strcmp(part + length - 4, ".bin") == 0;
  if (!binary && strncmp(part, "word/", 5) != 0 && strncmp(part, "ppt/", 4) != 0 &&
      zip_find(&book->zip, part, &entry) != ZIP_MISSING)
    return part;
  sink_report(book->sink, LIST_FORMAT, book->spec->at, book->spec->file, NULL);
  return NULL;
}

static bool workbook_read(struct workbook *book, struct grid *out) {
  if (!zip_open(book->spec->data, book->spec->length, &book->zip))
    return workbook_damaged(book, "ZIP");
  const char *part = workbook_find(book);
  return part != NULL && sheets_read(book, part) && xlsx_styles_read(book) && xlsx_strings_read(book) &&
         xlsx_sheet_read(book, out);
}

bool xlsx_read(struct arena *arena, const struct xlsx_spec *spec, struct sink *sink, struct grid *out) {
  struct workbook book = {.arena = arena, .spec = spec, .sink = sink};
  bool read = workbook_read(&book, out);
  buffer_drop(&book.pool);
  free(book.ends);
  return read;
}
