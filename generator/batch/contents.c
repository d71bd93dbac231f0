/* The contents of an event: documents, their languages, the parts of split ones. */
#include "batch/contents.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "batch/wire.h"

#include <stdio.h>
#include <string.h>

enum { FILE_NAME_BYTES = 80 };

/* --- names -------------------------------------------------------------------------------------------------------- */

static bool stays_in_name(uint32_t c) {
  static const char marks[] = "-_.";
  if (c < 0x80)
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c && strchr(marks, (int)c));
  bool invisible = c < 0xC0 || (c >= 0x2000 && c <= 0x206F) || c == 0x3000 || c == 0xFEFF || c == 0xFFFD;
  return !invisible;
}

char *contents_file_name(struct arena *arena, const char *text) {
  size_t length = strlen(text), used = 0;
  char *name = arena_alloc(arena, FILE_NAME_BYTES + 1);
  for (size_t i = 0; i < length;) {
    size_t from = i;
    uint32_t c = utf8_next(text, length, &i);
    bool stays = stays_in_name(c) && !(used == 0 && (c == '.' || c == '-'));
    size_t bytes = stays ? i - from : 1;
    if (used + bytes > FILE_NAME_BYTES)
      break;
    if (stays)
      memcpy(name + used, text + from, bytes);
    else if (used > 0 && name[used - 1] != '-')
      name[used] = '-';
    else
      bytes = 0;
    used += bytes;
  }
  while (used > 0 && (name[used - 1] == '-' || name[used - 1] == '.'))
    used--;
  name[used] = '\0';
  return name;
}

/* --- split -------------------------------------------------------------------------------------------------------- */

/* The list a path leads to, and the part of the path that is left for its items. */
static const struct value *split_list(struct arena *arena, const struct event *event, const char *path,
                                      const char **rest) {
  const struct value *value = event->root;
  while (value && *path && value->kind != VALUE_LIST && value->kind != VALUE_ROWS) {
    size_t length = strcspn(path, ".");
    value = value_field(value, arena_strndup(arena, path, length));
    path += length + (path[length] == '.');
  }
  *rest = path;
  return value && (value->kind == VALUE_LIST || value->kind == VALUE_ROWS) ? value : NULL;
}

static const struct value *path_value(struct arena *arena, const struct value *value, const char *path) {
  while (value && *path) {
    size_t length = strcspn(path, ".");
    value = value_field(value, arena_strndup(arena, path, length));
    path += length + (path[length] == '.');
  }
  return value;
}

/* The text that tells one value from another; NULL for lists, maps and nothing. */
static const char *value_key(const struct event *event, const struct value *value) {
  const char *fallback = event->language_count ? event->languages[0] : NULL;
  value = value ? value_in(value, fallback, fallback, NULL) : NULL;
  bool structured = !value || value->kind == VALUE_LIST || value->kind == VALUE_ROWS || value->kind == VALUE_MAP ||
                    value->kind == VALUE_LOCAL;
  return structured || !value->text || !*value->text ? NULL : value->text;
}

/* An item's id, or its number. */
static const char *item_name(struct arena *arena, const struct event *event, const struct value *item, size_t index) {
  const char *id = value_key(event, value_field(item, "id"));
  const char *name = id ? contents_file_name(arena, id) : "";
  return *name ? name : arena_printf(arena, "%zu", index + 1);
}

static void parts_by_item(struct arena *arena, const struct event *event, const struct value *list,
                          struct contents_document *out) {
  size_t count = value_count(list), capacity = 0;
  struct arena *scratch = arena_new();
  for (size_t i = 0; i < count; i++) {
    const struct value *item = value_item(scratch, list, i);
    if (item)
      *ARENA_PUSH(arena, out->parts, out->part_count, capacity) =
          (struct contents_part){.name = arena_strdup(arena, item_name(scratch, event, item, i)), .index = i};
    arena_reset(scratch);
  }
  arena_drop(scratch);
}

/* A set of texts: open addressing over the parts. */
struct part_table {
  uint32_t *slots; /* index + 1; 0 is free */
  size_t size;     /* a power of two, at least twice the number of items */
};

static bool part_is_new(struct part_table *table, const struct contents_document *document, const char *key) {
  size_t slot = hash_fast(key, strlen(key)) & (table->size - 1);
  while (table->slots[slot]) {
    if (strcmp(document->parts[table->slots[slot] - 1].value, key) == 0)
      return false;
    slot = (slot + 1) & (table->size - 1);
  }
  table->slots[slot] = (uint32_t)document->part_count + 1;
  return true;
}

static void parts_by_value(struct arena *arena, const struct event *event, const struct value *list, const char *path,
                           struct contents_document *out) {
  size_t count = value_count(list), capacity = 0;
  struct arena *scratch = arena_new(), *table_arena = arena_new();
  struct part_table table = {.size = 16};
  while (table.size < 2 * count)
    table.size *= 2;
  table.slots = arena_zalloc(table_arena, table.size, sizeof *table.slots);
  for (size_t i = 0; i < count; i++) {
    const char *key = value_key(event, path_value(scratch, value_item(scratch, list, i), path));
    if (key && part_is_new(&table, out, key)) {
      const char *name = contents_file_name(arena, key);
      struct contents_part part = {.index = i, .value = arena_strdup(arena, key)};
      part.name = *name ? name : arena_printf(arena, "%zu", out->part_count + 1);
      *ARENA_PUSH(arena, out->parts, out->part_count, capacity) = part;
    }
    arena_reset(scratch);
  }
  arena_drop(table_arena);
  arena_drop(scratch);
}

static bool document_split(struct arena *arena, const struct event *event, const struct document *document,
                           struct sink *sink, struct contents_document *out) {
  const char *rest;
  const struct value *list = split_list(arena, event, document->split, &rest);
  if (!list) {
    sink_report(sink, SPLIT_NO_LIST, document->split_at, document->split, NULL);
    return false;
  }
  out->split = true;
  if (*rest)
    parts_by_value(arena, event, list, rest, out);
  else
    parts_by_item(arena, event, list, out);
  if (*rest && out->part_count == 0 && value_count(list) > 0)
    sink_report(sink, SPLIT_NO_LIST, document->split_at, document->split, NULL);
  return out->part_count > 0 || value_count(list) == 0;
}

const struct value *contents_part_value(struct arena *arena, const struct event *event, const struct document *document,
                                        const struct contents_part *part) {
  const char *rest = "";
  const struct value *list = document->split ? split_list(arena, event, document->split, &rest) : NULL;
  if (!list || part->index >= value_count(list))
    return NULL;
  const struct value *value = path_value(arena, value_item(arena, list, part->index), rest);
  const char *key = part->value ? value_key(event, value) : NULL;
  bool same = !part->value || (key && strcmp(key, part->value) == 0);
  return same ? value : NULL;
}

struct contents *contents_new(struct arena *arena, const struct event *event, struct sink *sink) {
  struct contents *contents = arena_zalloc(arena, 1, sizeof *contents);
  *contents = (struct contents){.id = event->id, .id_at = event->id_at};
  contents->documents = arena_zalloc(arena, event->document_count, sizeof *contents->documents);
  for (size_t i = 0; i < event->document_count; i++) {
    const struct document *document = &event->documents[i];
    struct contents_document *out = &contents->documents[contents->document_count];
    *out = (struct contents_document){.name = document->name,
                                      .at = document->at,
                                      .languages = document->language_count ? document->languages : event->languages,
                                      .profiles = document->profiles,
                                      .profile_count = document->profile_count,
                                      .each = document->each != NULL};
    out->language_count = document->language_count ? document->language_count : event->language_count;
    bool usable = document->layout != NULL;
    if (!usable)
      sink_report(sink, DOCUMENT_WITHOUT_LAYOUT, document->at, document->name, NULL);
    if (usable && (!document->split || document_split(arena, event, document, sink, out)))
      contents->document_count++;
  }
  return contents;
}

/* --- on the wire -------------------------------------------------------------------------------------------------- */

static void texts_encode(const char *const *texts, size_t count, struct buffer *out) {
  wire_add_number(out, count);
  for (size_t i = 0; i < count; i++)
    wire_add_text(out, texts[i]);
}

static const char **texts_decode(struct arena *arena, struct wire *wire, size_t *count) {
  *count = wire_count(wire);
  const char **texts = arena_array(arena, *count, sizeof *texts);
  for (size_t i = 0; i < *count; i++) {
    texts[i] = wire_text(wire, arena);
    if (!texts[i])
      wire->broken = true;
  }
  return texts;
}

static void document_encode(const struct contents_document *document, struct buffer *out) {
  wire_add_text(out, document->name);
  wire_add_position(out, document->at);
  texts_encode(document->languages, document->language_count, out);
  texts_encode(document->profiles, document->profile_count, out);
  wire_add_number(out, document->each);
  wire_add_number(out, document->split);
  wire_add_number(out, document->part_count);
  for (size_t i = 0; i < document->part_count; i++) {
    wire_add_text(out, document->parts[i].name);
    wire_add_number(out, document->parts[i].index);
    wire_add_text(out, document->parts[i].value);
  }
}

static void document_decode(struct arena *arena, struct wire *wire, struct contents_document *out) {
  out->name = wire_text(wire, arena);
  out->at = wire_position(wire, arena);
  out->languages = texts_decode(arena, wire, &out->language_count);
  out->profiles = texts_decode(arena, wire, &out->profile_count);
  out->each = wire_number(wire) != 0;
  out->split = wire_number(wire) != 0;
  out->part_count = wire_count(wire);
  out->parts = arena_zalloc(arena, out->part_count, sizeof *out->parts);
  for (size_t i = 0; i < out->part_count && !wire->broken; i++) {
    out->parts[i].name = wire_text(wire, arena);
    out->parts[i].index = (size_t)wire_number(wire);
    out->parts[i].value = wire_text(wire, arena);
    wire->broken = wire->broken || !out->parts[i].name;
  }
  wire->broken = wire->broken || !out->name;
}

void contents_encode(const struct contents *contents, struct buffer *out) {
  wire_add_text(out, contents->id);
  wire_add_position(out, contents->id_at);
  wire_add_number(out, contents->document_count);
  for (size_t i = 0; i < contents->document_count; i++)
    document_encode(&contents->documents[i], out);
}

struct contents *contents_decode(struct arena *arena, const char *data, size_t length) {
  struct wire wire = {.data = data, .length = length};
  struct contents *contents = arena_zalloc(arena, 1, sizeof *contents);
  contents->id = wire_text(&wire, arena);
  contents->id_at = wire_position(&wire, arena);
  contents->document_count = wire_count(&wire);
  contents->documents = arena_zalloc(arena, contents->document_count, sizeof *contents->documents);
  for (size_t i = 0; i < contents->document_count && !wire.broken; i++)
    document_decode(arena, &wire, &contents->documents[i]);
  return wire.broken || !contents->id || wire.offset != wire.length ? NULL : contents;
}
