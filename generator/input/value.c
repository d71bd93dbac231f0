/* Reading typed values: fields, items, languages, truth. Values are made by fields.c and people.c. */
#include "input/value.h"

#include "base/name.h"

static const struct value *value_resolve(const struct value *value) {
  while (value != NULL && value->kind == VALUE_REFERENCE)
    value = value->target;
  return value;
}

const struct value *value_field(const struct value *value, const char *key) {
  value = value_resolve(value);
  if (value == NULL || value->kind != VALUE_MAP)
    return NULL;
  for (size_t i = 0; i < value->map.count; i++)
    if (name_is(value->map.pairs[i].key, key))
      return value->map.pairs[i].value;
  return NULL;
}

size_t value_count(const struct value *value) {
  if (value == NULL)
    return 0;
  if (value->kind == VALUE_ROWS)
    return value->rows.count;
  return value->kind == VALUE_LIST ? value->list.count : 0;
}

const struct value *value_item(struct arena *arena, const struct value *value, size_t index) {
  if (index >= value_count(value))
    return NULL;
  return value->kind == VALUE_ROWS ? value->rows.item(arena, value->rows.self, index) : value->list.items[index];
}

bool value_item_is_refused(const struct value *value, size_t index) {
  if (value->kind == VALUE_ROWS)
    return value->rows.refused != NULL && value->rows.refused(value->rows.self, index);
  return value->list.items[index] == NULL;
}

static const struct value *local_find(const struct value *local, const char *language) {
  for (size_t i = 0; language != NULL && i < local->map.count; i++)
    if (name_is(local->map.pairs[i].key, language))
      return local->map.pairs[i].value;
  return NULL;
}

const struct value *value_in(const struct value *value, const char *language, const char *fallback, bool *missing) {
  if (missing != NULL)
    *missing = false;
  if (value == NULL || value->kind != VALUE_LOCAL)
    return value;
  const struct value *found = local_find(value, language);
  if (found != NULL)
    return found;
  if (missing != NULL)
    *missing = true;
  found = local_find(value, fallback);
  if (found == NULL && value->map.count > 0)
    found = value->map.pairs[0].value;
  return found;
}

static bool local_is_true(const struct value *local) {
  for (size_t i = 0; i < local->map.count; i++)
    if (value_is_true(local->map.pairs[i].value))
      return true;
  return false;
}

bool value_is_true(const struct value *value) {
  value = value_resolve(value);
  if (value == NULL)
    return false;
  switch (value->kind) {
  case VALUE_TEXT:
    return value->length > 0;
  case VALUE_LOCAL:
    return local_is_true(value);
  case VALUE_FLAG:
    return value->flag;
  case VALUE_LIST:
  case VALUE_ROWS:
    return value_count(value) > 0;
  case VALUE_MAP:
    return value->map.count > 0;
  default:
    return true;
  }
}

struct value *value_text_make(struct arena *arena, const char *text, size_t length, struct text_source source,
                              enum text_format format) {
  struct value *value = arena_zalloc(arena, 1, sizeof *value);
  *value = (struct value){.kind = VALUE_TEXT, .format = format, .source = source, .text = text, .length = length};
  return value;
}

struct value *value_map_make(struct arena *arena, struct text_source source, const struct value_pair *pairs,
                             size_t count) {
  struct value *value = arena_zalloc(arena, 1, sizeof *value);
  *value = (struct value){.kind = VALUE_MAP, .source = source, .text = ""};
  value->map.pairs = pairs;
  value->map.count = count;
  return value;
}
