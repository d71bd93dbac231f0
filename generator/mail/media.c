/* The media list. A row becomes a recipient, or a message that says what is wrong with it. */
#include "mail/media.h"

#include "input/keys.h"
#include "input/locale.h"
#include "mail/header.h"
#include "mail/media_rows.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS = 4 };

struct list_reading {
  struct arena *arena;
  const struct event *event;
  struct sink *sink;
  struct media *media;
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
    sink_report(sink, FIELD_LANGUAGE_OTHER, language->source.at, key_clip(reading->arena, out->language), NULL);
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

static void recipient_add(void *self, const struct value *fields) {
  struct list_reading *reading = self;
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

void media_recipient_make(struct arena *arena, const struct event *event, const char *const texts[FIELDS],
                          const struct address *address, struct recipient *out) {
  static const char *const names[FIELDS] = {"newsroom", "name", "email", "language"};
  struct value_pair *pairs = arena_zalloc(arena, FIELDS, sizeof *pairs);
  for (size_t i = 0; i < FIELDS; i++) {
    pairs[i].key = names[i];
    pairs[i].value = value_text_make(arena, texts[i], strlen(texts[i]), (struct text_source){.indent = 0}, TEXT_PLAIN);
  }
  *out = (struct recipient){.address = *address,
                            .newsroom = texts[0],
                            .name = texts[1],
                            .language = language_is_known(event, texts[3]) ? texts[3] : event->languages[0],
                            .fields = value_map_make(arena, (struct text_source){.indent = 0}, pairs, FIELDS)};
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

/* --- all of it ---------------------------------------------------------------------------------------------------- */

static void suppressed_remove(struct arena *arena, struct media *media) {
  bool *marked = arena_zalloc(arena, media->count, sizeof *marked);
  for (size_t i = 0; i < media->count; i++) {
    marked[i] = suppression_has(&media->suppression, arena, &media->items[i].address);
    media->suppressed += marked[i];
  }
  marked_remove(media, marked);
}

bool media_read(struct arena *arena, const struct event *event, const struct limits *limits, struct sink *sink,
                struct media *out) {
  struct list_reading reading = {.arena = arena, .event = event, .sink = sink, .media = out};
  const struct value *media = value_field(event->root, "media");
  const struct media_rows_spec list = {event->folder, media, limits, event->languages[0]};
  struct media_rows_spec suppress = list;
  suppress.name = value_field(value_field(event->root, "mail"), "suppress");
  *out = (struct media){0};
  if (!media) {
    sink_report(sink, MAIL_NO_MEDIA, (struct position){.file = event->path}, NULL);
    return false;
  }
  if (media->kind == VALUE_TEXT && !media_rows_read(arena, &list, sink, recipient_add, &reading, &out->refused))
    return false;
  for (size_t i = 0; media->kind == VALUE_LIST && i < media->list.count; i++)
    recipient_add(&reading, media->list.items[i]);
  twice_remove(arena, out, sink);
  if (suppress.name && !suppression_read(arena, &suppress, sink, &out->suppression))
    return false;
  suppressed_remove(arena, out);
  return true;
}
