/* `split: attendees.organisation`: the attendees of one organisation, as a list of its own. */
#include "compose/split.h"

#include <string.h>

struct selection { /* rows of a list by their numbers */
  const struct value *list;
  size_t *numbers;
};

static const struct value *selection_item(struct arena *arena, const void *self, size_t index) {
  const struct selection *selection = self;
  return value_item(arena, selection->list, selection->numbers[index]);
}

static bool is_list(const struct value *value) {
  return value != NULL && (value->kind == VALUE_LIST || value->kind == VALUE_ROWS);
}

static const struct value *path_step(struct arena *arena, const struct value *value, const char **path) {
  size_t length = strcspn(*path, ".");
  const char *name = arena_strndup(arena, *path, length);
  *path += length + ((*path)[length] == '.');
  return value_field(value, name);
}

/* Compares as the plan does that found the values: the id of a reference, a text in the event's first language. */
static bool item_matches(struct arena *arena, const struct event *event, const struct value *item, const char *rest,
                         const char *wanted) {
  while (item != NULL && *rest != '\0')
    item = path_step(arena, item, &rest);
  const char *language = event->language_count > 0 ? event->languages[0] : NULL;
  item = value_in(item, language, language, NULL);
  bool text = item != NULL && !is_list(item) && item->kind != VALUE_MAP && item->kind != VALUE_LOCAL;
  return text && item->text != NULL && strcmp(item->text, wanted) == 0;
}

const struct value *split_items(struct arena *arena, const struct event *event, const char *split, const char *wanted,
                                const char **name) {
  const struct value *list = event->root;
  const char *rest = split;
  while (list != NULL && !is_list(list) && *rest != '\0')
    list = path_step(arena, list, &rest);
  if (!is_list(list))
    return NULL;
  *name = arena_strndup(arena, split, (size_t)(rest - split) - (*rest != '\0'));
  struct selection *selection = arena_zalloc(arena, 1, sizeof *selection);
  struct arena *scratch = arena_new();
  size_t count = 0, capacity = 0;
  for (size_t i = 0; i < value_count(list); i++) {
    if (item_matches(scratch, event, value_item(scratch, list, i), rest, wanted))
      *ARENA_PUSH(arena, selection->numbers, count, capacity) = i;
    arena_reset(scratch);
  }
  arena_drop(scratch);
  selection->list = list;
  struct value *rows = arena_zalloc(arena, 1, sizeof *rows);
  *rows = (struct value){
      .kind = VALUE_ROWS, .source = list->source, .rows = {.count = count, .item = selection_item, .self = selection}};
  return rows;
}
