/* Maps, tables and lists by their field_sets. The functions for single values are in field_scalars.c and
 * field_people.c. */
#include "input/fields.h"

#include "base/buffer.h"
#include "base/name.h"
#include "input/keys.h"
#include "input/near.h"
#include "input/scalar.h"

#include <string.h>

/* Linear searches over the keys of one set: sets are small. */
static const struct field *set_find(const struct field_set *set, const char *name) {
  for (size_t i = 0; i < set->count; i++)
    if (name_is(name, set->fields[i].name))
      return &set->fields[i];
  return NULL;
}

static const char *set_name(const void *self, size_t index) {
  return ((const struct field_set *)self)->fields[index].name;
}

/* Kept for the next message, for a file may hold a million unknown keys. */
static const char *set_names(struct field_reader *reader, const struct field_set *set) {
  if (reader->named == set)
    return reader->names;
  struct buffer names = {0};
  for (size_t i = 0; i < set->count; i++)
    buffer_printf(&names, "%s%s", i > 0 ? ", " : "", set->fields[i].name);
  reader->named = set;
  reader->names = arena_strndup(reader->arena, names.data, names.length);
  buffer_drop(&names);
  return reader->names;
}

/* "title:Foo" in braces or as the only line of a map is read as a key without value. */
static bool colon_report(struct field_reader *reader, const char *text, struct position at) {
  const char *colon = strchr(text, ':');
  if (colon == NULL || colon == text || colon[1] == '\0')
    return false;
  const char *key = arena_strndup(reader->arena, text, (size_t)(colon - text));
  sink_report(reader->sink, YAML_COLON_SPACE, at, key, NULL);
  return true;
}

static void unknown_report(struct field_reader *reader, const struct field_set *set, const struct yaml_pair *pair) {
  if (yaml_is_null(pair->node) && colon_report(reader, pair->key, pair->key_at))
    return;
  const char *near = near_name(pair->key, set->count, set_name, set);
  if (near != NULL)
    near_note(sink_report(reader->sink, FIELD_UNKNOWN, pair->key_at, key_clip(reader->arena, pair->key), NULL),
              pair->key_at, near);
  else
    sink_report(reader->sink, FIELD_UNKNOWN_OF, pair->key_at, key_clip(reader->arena, pair->key),
                set_names(reader, set), NULL);
}

static void missing_report(struct field_reader *reader, const struct field_set *set, const struct yaml_node *node) {
  for (size_t i = 0; i < set->count; i++) {
    const struct field *field = &set->fields[i];
    if (!(field->flags & FIELD_REQUIRED))
      continue;
    const struct yaml_node *value = yaml_find(node, field->name);
    if (value == NULL || yaml_is_null(value))
      sink_report(reader->sink, FIELD_MISSING, node->source.at, field->name, NULL);
  }
}

static bool node_is_map(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  if (node->kind == YAML_MAP)
    return true;
  if (node->kind == YAML_SCALAR && node->plain && colon_report(reader, node->text, node->source.at))
    return false;
  sink_report(reader->sink, FIELD_MAP_WANTED, node->source.at, field->name != NULL ? field->name : "", NULL);
  return false;
}

const struct value *field_list(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  bool many = node->kind == YAML_LIST;
  size_t count = many ? node->count : 1, kept = 0;
  const struct value **items = arena_array(reader->arena, count, sizeof *items);
  for (size_t i = 0; i < count; i++) {
    const struct yaml_node *item = many ? node->items[i] : node;
    if (yaml_is_null(item)) {
      sink_report(reader->sink, FIELD_ITEM_EMPTY, item->source.at, field->name, NULL);
      continue;
    }
    const struct value *value = field->read(reader, field, item);
    if (value != NULL)
      items[kept++] = value;
  }
  struct value *list = arena_zalloc(reader->arena, 1, sizeof *list);
  *list = (struct value){.kind = VALUE_LIST, .source = node->source, .text = ""};
  list->list.items = items;
  list->list.count = kept;
  return list;
}

static const struct value *field_read(struct field_reader *reader, const struct field *field,
                                      const struct yaml_node *node) {
  if (yaml_is_null(node))
    return NULL;
  if ((field->flags & FIELD_LIST) || ((field->flags & FIELD_SOME) && node->kind == YAML_LIST))
    return field_list(reader, field, node);
  return field->read(reader, field, node);
}

/* The pairs of a map, behind its id when it has one. */
static const struct value *map_read(struct field_reader *reader, const struct field_set *set,
                                    const struct yaml_node *node, const struct value_pair *id) {
  struct value_pair *pairs = arena_array(reader->arena, node->count + 1, sizeof *pairs);
  size_t count = 0;
  if (id != NULL)
    pairs[count++] = *id;
  for (size_t i = 0; i < node->count; i++) {
    const struct yaml_pair *pair = &node->pairs[i];
    const struct field *field = set_find(set, pair->key);
    if (field == NULL) {
      unknown_report(reader, set, pair);
      continue;
    }
    const struct value *value = field_read(reader, field, pair->node);
    if (value != NULL)
      pairs[count++] = (struct value_pair){field->name, pair->key_at, value};
  }
  missing_report(reader, set, node);
  const struct value *map = value_map_make(reader->arena, node->source, pairs, count);
  if (set->check != NULL)
    set->check(reader, map);
  return map;
}

const struct value *field_map(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  return node_is_map(reader, field, node) ? map_read(reader, field->set, node, NULL) : NULL;
}

static const struct value *table_entry(struct field_reader *reader, const struct field *field,
                                       const struct yaml_pair *pair) {
  struct text_source source = {.at = pair->key_at, .kind = SOURCE_INLINE};
  if (!scalar_is_id(pair->key)) {
    sink_report(reader->sink, FIELD_ID_FORM, pair->key_at, key_clip(reader->arena, pair->key), NULL);
    return NULL;
  }
  struct field entry = {.name = pair->key, .read = field_map, .set = field->set};
  struct value_pair id = {"id", pair->key_at,
                          value_text_make(reader->arena, pair->key, strlen(pair->key), source, TEXT_PLAIN)};
  if (yaml_is_null(pair->node)) {
    sink_report(reader->sink, FIELD_MAP_WANTED, pair->key_at, key_clip(reader->arena, pair->key), NULL);
    return NULL;
  }
  return node_is_map(reader, &entry, pair->node) ? map_read(reader, field->set, pair->node, &id) : NULL;
}

const struct value *field_table(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  if (!node_is_map(reader, field, node))
    return NULL;
  struct value_pair *pairs = arena_array(reader->arena, node->count, sizeof *pairs);
  size_t count = 0;
  for (size_t i = 0; i < node->count; i++) {
    const struct yaml_pair *pair = &node->pairs[i];
    const struct value *value = table_entry(reader, field, pair);
    if (value != NULL)
      pairs[count++] = (struct value_pair){pair->key, pair->key_at, value};
  }
  return value_map_make(reader->arena, node->source, pairs, count);
}

bool field_language_known(const struct field_reader *reader, const char *language) {
  if (reader->language_count == 0) /* reported already; every text by language would be wrong */
    return scalar_is_language(language);
  for (size_t i = 0; i < reader->language_count; i++)
    if (strcmp(language, reader->languages[i]) == 0)
      return true;
  return false;
}

bool field_is_local(const struct field_reader *reader, const struct yaml_node *node) {
  if (node->kind != YAML_MAP || node->count == 0)
    return false;
  for (size_t i = 0; i < node->count; i++)
    if (!field_language_known(reader, node->pairs[i].key))
      return false;
  return true;
}

bool field_is_scalar(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  if (node->kind == YAML_SCALAR)
    return true;
  sink_report(reader->sink, FIELD_TEXT_WANTED, node->source.at, field->name, NULL);
  return false;
}
