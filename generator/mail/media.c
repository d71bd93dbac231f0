/* The media list. A row becomes a recipient, or a message that says what is wrong with it. */
#include "mail/media.h"

#include "base/file.h"
#include "input/csv.h"
#include "input/encoding.h"
#include "input/locale.h"
#include "mail/header.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 64 };
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

struct list_reading {
  struct arena *arena;
  const struct event *event;
  const struct limits *limits;
  struct sink *sink;
  struct media *media;
  const char *file;
  int columns[FIELDS];       /* of the fields; -1: none */
  const char *keys[COLUMNS]; /* of all columns, for templates */
  size_t column_count;
};

/* --- one recipient ------------------------------------------------------------------------------------------------ */

static bool language_is_known(const struct event *event, const char *language) {
  for (size_t i = 0; i < event->language_count; i++)
    if (strcmp(event->languages[i], language) == 0)
      return true;
  return false;
}

/* Reads a map with newsroom, name, email, language. False after messages. */
static bool recipient_read(struct list_reading *reading, const struct value *fields, struct recipient *out) {
  struct sink *sink = reading->sink;
  const char *fallback = reading->event->languages[0];
  const struct value *language = value_field(fields, "language"), *email = value_field(fields, "email");
  bool good = true;
  out->fields = fields;
  out->language = language && language->length ? language->text : fallback;
  if (!language_is_known(reading->event, out->language)) {
    sink_report(sink, FIELD_LANGUAGE_OTHER, language->source.at, out->language, NULL);
    good = false;
  }
  if (!email || email->length == 0) {
    sink_report(sink, MAIL_ADDRESS_MISSING, email ? email->source.at : fields->source.at, NULL);
    return false;
  }
  out->at = email->source.at;
  return address_read(reading->arena, sink, "email", email->text, email->length, email->source, &out->address) && good;
}

static const char *name_text(struct arena *arena, const struct value *name, const char *language) {
  if (!name || name->kind != VALUE_MAP)
    return name ? name->text : "";
  const struct value *full = value_field(name, "full");
  if (full && !value_field(name, "given"))
    return value_in(full, language, NULL, NULL)->text;
  const char *parts[3] = {"given", "patronymic", "family"}, *texts[3] = {NULL};
  for (size_t i = 0; i < 3; i++) {
    const struct value *part = value_field(name, parts[i]);
    texts[i] = part ? value_in(part, language, NULL, NULL)->text : NULL;
  }
  return locale_name(arena, locale_find(language), (struct name_texts){texts[2], texts[0], texts[1]}, NAME_GIVEN_FIRST);
}

/* Every text of a recipient, whatever it is used for. */
static bool texts_check(struct list_reading *reading, const char *what, const struct value *value) {
  bool good = true;
  if (value->kind == VALUE_MAP || value->kind == VALUE_LOCAL) {
    for (size_t i = 0; i < value->map.count; i++)
      good &= texts_check(reading, what, value->map.pairs[i].value);
  } else if (value->kind == VALUE_LIST) {
    for (size_t i = 0; i < value->list.count; i++)
      good &= texts_check(reading, what, value->list.items[i]);
  } else if (value->kind == VALUE_TEXT) {
    good = header_check(reading->sink, what, value->text, value->length, value->source);
  }
  return good;
}

static void recipient_add(struct list_reading *reading, const struct value *fields) {
  struct media *media = reading->media;
  struct recipient recipient = {0};
  bool good = true;
  for (size_t i = 0; i < fields->map.count; i++)
    good &= texts_check(reading, fields->map.pairs[i].key, fields->map.pairs[i].value);
  good = recipient_read(reading, fields, &recipient) && good;
  if (!good) {
    media->refused++;
    return;
  }
  const struct value *newsroom = value_field(fields, "newsroom");
  recipient.newsroom = newsroom ? value_in(newsroom, recipient.language, NULL, NULL)->text : "";
  recipient.name = name_text(reading->arena, value_field(fields, "name"), recipient.language);
  *ARENA_PUSH(reading->arena, media->items, media->count, media->capacity) = recipient;
}

void media_recipient_make(struct arena *arena, const struct event *event, const char *const texts[4],
                          const struct address *address, struct recipient *out) {
  struct value_pair *pairs = arena_zalloc(arena, FIELDS, sizeof *pairs);
  for (size_t i = 0; i < FIELDS; i++)
    pairs[i] = (struct value_pair){
        field_names[i], (struct position){0},
        value_text_make(arena, texts[i], strlen(texts[i]), (struct text_source){.indent = 0}, TEXT_PLAIN)};
  *out = (struct recipient){.address = *address,
                            .newsroom = texts[FIELD_NEWSROOM],
                            .name = texts[FIELD_NAME],
                            .language = language_is_known(event, texts[FIELD_LANGUAGE]) ? texts[FIELD_LANGUAGE]
                                                                                        : event->languages[0],
                            .fields = value_map_make(arena, (struct text_source){.indent = 0}, pairs, FIELDS)};
}

/* --- CSV ---------------------------------------------------------------------------------------------------------- */

static enum media_field field_find(struct arena *arena, const char *header) {
  const char *small = locale_lower(arena, locale_find("en"), header);
  for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
    if (strcmp(headers[i].header, small) == 0)
      return headers[i].field;
  return FIELD_OTHER;
}

static struct text_source cell_source(const struct list_reading *reading, const struct csv_cell *cell) {
  bool exact = !memchr(cell->text, '"', cell->length) && !memchr(cell->text, '\n', cell->length);
  return (struct text_source){
      {reading->file, cell->line, csv_cell_column(cell)}, exact ? SOURCE_INLINE : SOURCE_POINT, 0};
}

static bool header_read(struct list_reading *reading, const struct csv_cell *cells, size_t count) {
  reading->column_count = count;
  for (int i = 0; i < FIELDS; i++)
    reading->columns[i] = -1;
  for (size_t i = 0; i < count; i++) {
    size_t length;
    const char *header = csv_cell_text(reading->arena, &cells[i], &length);
    enum media_field field = field_find(reading->arena, header);
    reading->keys[i] = header;
    if (field == FIELD_OTHER || reading->columns[field] >= 0)
      continue;
    reading->columns[field] = (int)i;
    reading->keys[i] = field_names[field];
  }
  if (reading->columns[FIELD_EMAIL] >= 0)
    return true;
  sink_report(reading->sink, COLUMN_MISSING, (struct position){reading->file, 1, 0}, "email", NULL);
  return false;
}

static bool row_is_empty(const struct csv_cell *cells, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (csv_cell_trim(cells[i]).length > 0)
      return false;
  return true;
}

/* A row as a map; empty cells but that of the address are left out. */
static const struct value *row_value(struct list_reading *reading, const struct csv_cell *cells, size_t count) {
  struct arena *arena = reading->arena;
  struct value_pair *pairs = arena_array(arena, count, sizeof *pairs);
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    size_t length;
    const struct csv_cell cell = csv_cell_trim(cells[i]);
    const char *text = csv_cell_text(arena, &cells[i], &length);
    struct text_source source = cell_source(reading, &cell);
    if (length > 0 || (int)i == reading->columns[FIELD_EMAIL])
      pairs[used++] =
          (struct value_pair){reading->keys[i], source.at, value_text_make(arena, text, length, source, TEXT_PLAIN)};
  }
  return value_map_make(arena, (struct text_source){.at = {reading->file, cells[0].line, 0}}, pairs, used);
}

static void row_add(struct list_reading *reading, const struct csv_cell *cells, size_t count, bool malformed) {
  struct position at = {reading->file, cells[0].line, 0};
  size_t used = count > COLUMNS ? COLUMNS : count;
  while (used > reading->column_count && csv_cell_trim(cells[used - 1]).length == 0)
    used--; /* spreadsheets put empty cells behind */
  if (malformed) {
    struct csv_cell last = cells[used - 1];
    sink_report(reading->sink, ROW_QUOTE, (struct position){reading->file, last.line, csv_cell_column(&last)}, NULL);
  } else if (used > reading->column_count || count > COLUMNS) {
    sink_report(reading->sink, ROW_CELLS, at, arena_printf(reading->arena, "%zu", count),
                arena_printf(reading->arena, "%zu", reading->column_count), NULL);
  } else {
    recipient_add(reading, row_value(reading, cells, used));
    return;
  }
  reading->media->refused++;
}

static bool rows_read(struct list_reading *reading, const struct file_content *content) {
  struct csv_reader reader = csv_open(content->data, content->length);
  struct csv_cell cells[COLUMNS];
  size_t count, rows = 0;
  bool malformed;
  if (!csv_row(&reader, cells, COLUMNS, &count, &malformed)) {
    sink_report(reading->sink, LIST_EMPTY, (struct position){.file = reading->file}, NULL);
    return false;
  }
  if (malformed || count > COLUMNS) {
    sink_report(reading->sink, malformed ? ROW_QUOTE : LIST_COLUMNS, (struct position){reading->file, 1, 0}, NULL);
    return false;
  }
  if (!header_read(reading, cells, count))
    return false;
  while (csv_row(&reader, cells, COLUMNS, &count, &malformed)) {
    if (!malformed && row_is_empty(cells, count < COLUMNS ? count : COLUMNS))
      continue;
    if (++rows > reading->limits->attendees) {
      sink_report(reading->sink, LIST_TOO_LONG, (struct position){.file = reading->file}, reading->file,
                  arena_printf(reading->arena, "%zu", reading->limits->attendees), NULL);
      return false;
    }
    row_add(reading, cells, count, malformed);
  }
  return true;
}

static bool file_open(struct list_reading *reading, const struct value *name, struct file_content *content) {
  size_t limit = reading->limits->list_bytes;
  enum file_status status = file_map_beneath(reading->arena, reading->event->folder, name->text, limit, content);
  reading->file = file_join(reading->arena, reading->event->folder, name->text);
  return file_report(reading->sink, status, name->source.at, reading->file, limit) &&
         encoding_convert(reading->arena, reading->file, &content->data, &content->length, reading->sink);
}

static bool file_read_list(struct list_reading *reading, const struct value *name) {
  struct file_content content;
  return file_open(reading, name, &content) && rows_read(reading, &content);
}

/* --- given twice -------------------------------------------------------------------------------------------------- */

static int key_compare(const void *a, const void *b) {
  const struct recipient *one = *(const struct recipient *const *)a, *other = *(const struct recipient *const *)b;
  int order = strcmp(one->address.key, other->address.key);
  return order ? order : (one > other) - (one < other);
}

static const struct recipient **sorted(struct arena *arena, const struct media *media) {
  const struct recipient **list = arena_array(arena, media->count, sizeof *list);
  for (size_t i = 0; i < media->count; i++)
    list[i] = &media->items[i];
  if (media->count)
    qsort(list, media->count, sizeof *list, key_compare);
  return list;
}

static void marked_remove(struct media *media, const bool *marked) {
  size_t kept = 0;
  for (size_t i = 0; i < media->count; i++)
    if (!marked[i])
      media->items[kept++] = media->items[i];
  media->count = kept;
}

/* The first one stays. */
static void twice_remove(struct arena *arena, struct media *media, struct sink *sink) {
  const struct recipient **list = sorted(arena, media);
  bool *twice = arena_zalloc(arena, media->count, sizeof *twice);
  size_t first = 0;
  for (size_t i = 1; i < media->count; i++) {
    if (strcmp(list[i]->address.key, list[first]->address.key) != 0) {
      first = i;
      continue;
    }
    struct diagnostic *diagnostic = sink_report(sink, MAIL_ADDRESS_TWICE, list[i]->at, list[i]->address.written, NULL);
    diagnostic_note(diagnostic, NOTE_FIRST_HERE, list[first]->at, NULL);
    twice[list[i] - media->items] = true;
    media->refused++;
  }
  marked_remove(media, twice);
}

/* --- those who want none ------------------------------------------------------------------------------------------ */

static int text_compare(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool suppression_has(const struct suppression *list, const char *key) {
  return list->count && bsearch(&key, list->keys, list->count, sizeof *list->keys, text_compare);
}

bool media_is_suppressed(const struct media *media, struct arena *arena, const struct address *address) {
  const char *domain = arena_printf(arena, "@%s", address->domain);
  return suppression_has(&media->suppression, address->key) || suppression_has(&media->suppression, domain);
}

/* A line: an address, @domain, a comment behind #. */
static bool suppression_line(struct list_reading *reading, const char *text, size_t length, struct position at,
                             struct suppression *list) {
  struct arena *arena = reading->arena;
  struct address address;
  const char *key;
  if (text[0] == '@') {
    const char *domain = address_domain(arena, text + 1, length - 1);
    key = domain ? arena_printf(arena, "@%s", domain) : NULL;
    if (!domain)
      sink_report(reading->sink, MAIL_ADDRESS_DOMAIN, at, "suppress", arena_strndup(arena, text, length), NULL);
  } else {
    bool good = address_read(arena, reading->sink, "suppress", arena_strndup(arena, text, length), length,
                             (struct text_source){at, SOURCE_INLINE, 0}, &address);
    key = good ? address.key : NULL;
  }
  if (key)
    *ARENA_PUSH(arena, list->keys, list->count, list->capacity) = key;
  return key != NULL;
}

static bool suppression_read(struct list_reading *reading, const struct value *name, struct suppression *list) {
  struct file_content content;
  bool good = true;
  if (!file_open(reading, name, &content))
    return false;
  size_t at = encoding_mark_length(content.data, content.length);
  for (int line = 1; at < content.length; line++) {
    size_t end = at + strcspn(content.data + at, "\n"), first = at + strspn(content.data + at, " \t\r");
    size_t last = first + strcspn(content.data + first, "#\n\r\t ,;");
    first = first > end ? end : first;
    last = last > end ? end : last;
    struct position place = {reading->file, line, (int)(first - at) + 1};
    bool head = line == 1 && !memchr(content.data + first, '@', last - first);
    if (last > first && !head)
      good &= suppression_line(reading, content.data + first, last - first, place, list);
    at = end + 1;
  }
  if (list->count)
    qsort(list->keys, list->count, sizeof *list->keys, text_compare);
  return good;
}

static bool suppressed_remove(struct list_reading *reading, const struct value *name) {
  struct media *media = reading->media;
  if (!suppression_read(reading, name, &media->suppression))
    return false;
  bool *marked = arena_zalloc(reading->arena, media->count, sizeof *marked);
  for (size_t i = 0; i < media->count; i++) {
    marked[i] = media_is_suppressed(media, reading->arena, &media->items[i].address);
    media->suppressed += marked[i];
  }
  marked_remove(media, marked);
  return true;
}

/* --- all of it ---------------------------------------------------------------------------------------------------- */

bool media_read(struct arena *arena, const struct event *event, const struct limits *limits, struct sink *sink,
                struct media *out) {
  struct list_reading reading = {.arena = arena, .event = event, .limits = limits, .sink = sink, .media = out};
  const struct value *media = value_field(event->root, "media");
  const struct value *suppress = value_field(value_field(event->root, "mail"), "suppress");
  *out = (struct media){0};
  if (!media) {
    sink_report(sink, MAIL_NO_MEDIA, (struct position){.file = event->path}, NULL);
    return false;
  }
  if (media->kind == VALUE_TEXT && !file_read_list(&reading, media))
    return false;
  for (size_t i = 0; media->kind == VALUE_LIST && i < media->list.count; i++)
    recipient_add(&reading, media->list.items[i]);
  twice_remove(arena, out, sink);
  return !suppress || suppressed_remove(&reading, suppress);
}
