/* The fields that an event may have, at whatever depth, by its schema, and near names among them. */
#include "compose/names.h"

#include "base/name.h"
#include "input/event_schema.h"
#include "input/near.h"

/* Names that are in no schema: parts of a person's name, ids, and what the composer gives. */
static const char *const names_given[] = {"id",  "full",  "family", "given",    "patronymic", "name",
                                          "url", "page",  "pages",  "document", "language",   "item",
                                          "set", "blank", "group",  "count"};

/* Below these, names are free. */
static const char *const names_free[] = {"extra", "set", "document"};

static bool name_is_among(const char *name, const char *const *names, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (name_is(name, names[i]))
      return true;
  return false;
}

#define NAME_IS_AMONG(name, names) name_is_among((name), (names), sizeof(names) / sizeof *(names))

/* Every field that an event leaves out is looked for here: those of the set first, then those of its sets. */
static bool set_has(const struct field_set *set, const char *name) {
  for (size_t i = 0; i < set->count; i++)
    if (name_is(name, set->fields[i].name))
      return true;
  for (size_t i = 0; i < set->count; i++)
    if (set->fields[i].set != NULL && set_has(set->fields[i].set, name))
      return true;
  return false;
}

static bool name_is_known(const char *name) {
  return NAME_IS_AMONG(name, names_given) || set_has(&event_schema, name);
}

struct name_list {
  const char **names;
  size_t count, capacity;
};

static const char *name_list_item(const void *self, size_t index) {
  return ((const struct name_list *)self)->names[index];
}

static void name_list_add_fields(struct arena *arena, struct name_list *list, const struct value *value) {
  while (value != NULL && value->kind == VALUE_REFERENCE)
    value = value->target;
  for (size_t i = 0; value != NULL && value->kind == VALUE_MAP && i < value->map.count; i++)
    *ARENA_PUSH(arena, list->names, list->count, list->capacity) = value->map.pairs[i].key;
}

static void name_list_add_set(struct arena *arena, struct name_list *list, const struct field_set *set) {
  for (size_t i = 0; i < set->count; i++) {
    *ARENA_PUSH(arena, list->names, list->count, list->capacity) = set->fields[i].name;
    if (set->fields[i].set != NULL)
      name_list_add_set(arena, list, set->fields[i].set);
  }
}

static bool report_unknown(const struct binder *binder, struct name_list *near, const char *name, struct position at) {
  name_list_add_set(binder->arena, near, &event_schema);
  for (size_t i = 0; i < sizeof names_given / sizeof *names_given; i++)
    *ARENA_PUSH(binder->arena, near->names, near->count, near->capacity) = names_given[i];
  struct diagnostic *diagnostic = sink_report(binder->sink, BIND_NAME_UNKNOWN, at, name, NULL);
  near_note(diagnostic, at, near_name(name, near->count, name_list_item, near));
  return false;
}

bool names_check_first(const struct binder *binder, const struct scope *scope, const struct expression *expression) {
  if (name_is_known(expression->names[0]))
    return true;
  struct name_list near = {0};
  for (; scope != NULL; scope = scope->outer)
    if (scope->name != NULL)
      *ARENA_PUSH(binder->arena, near.names, near.count, near.capacity) = scope->name;
    else
      name_list_add_fields(binder->arena, &near, scope->value);
  return report_unknown(binder, &near, expression->names[0], expression->at);
}

bool names_check_field(const struct binder *binder, const struct value *value, const struct expression *expression,
                       size_t index) {
  if (name_is_known(expression->names[index]) || NAME_IS_AMONG(expression->names[0], names_free))
    return true;
  struct name_list near = {0};
  name_list_add_fields(binder->arena, &near, value);
  return report_unknown(binder, &near, expression->names[index], expression->at);
}
