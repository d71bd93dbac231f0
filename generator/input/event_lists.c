/* Attendees: from a file, or from the event itself. */
#include "input/event_lists.h"

#include "input/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void event_input_add(struct arena *arena, struct event *event, struct event_input input) {
  struct event_input *inputs = arena_array(arena, event->input_count + 1, sizeof *inputs);
  if (event->input_count > 0)
    memcpy(inputs, event->inputs, event->input_count * sizeof *inputs);
  inputs[event->input_count++] = input;
  event->inputs = inputs;
}

static void root_replace(struct arena *arena, struct event *event, const char *key, const struct value *value) {
  size_t count = event->root->map.count;
  struct value_pair *pairs = arena_array(arena, count, sizeof *pairs);
  memcpy(pairs, event->root->map.pairs, count * sizeof *pairs);
  for (size_t i = 0; i < count; i++)
    if (strcmp(pairs[i].key, key) == 0)
      pairs[i].value = value;
  event->root = value_map_make(arena, event->root->source, pairs, count);
}

/* `list` is the name of the file, or a map of that and a sheet. */
static bool file_read_list(struct arena *arena, struct event *event, const struct value *list,
                           const struct yaml_node *columns, const struct limits *limits, struct sink *sink) {
  const struct value *name = list->kind == VALUE_MAP ? value_field(list, "file") : list;
  const struct value *sheet = value_field(list, "sheet");
  if (name == NULL)
    return false;
  struct people_spec spec = {.folder = event->folder,
                             .name = name->text,
                             .at = name->source.at,
                             .columns = columns,
                             .organisations = value_field(event->root, "organisations"),
                             .languages = {event->languages, event->language_count},
                             .limits = limits};
  if (sheet != NULL) {
    spec.sheet = sheet->text;
    spec.sheet_at = sheet->source.at;
  }
  const struct value *rows = people_read(arena, &spec, sink);
  if (rows == NULL)
    return false;
  struct event_input input = {.path = name->text};
  people_content(rows, &input.data, &input.length);
  event_input_add(arena, event, input);
  root_replace(arena, event, "attendees", rows);
  return true;
}

static int id_compare(const void *a, const void *b) {
  const struct value *left = *(const struct value *const *)a, *right = *(const struct value *const *)b;
  int order = strcmp(left->text, right->text);
  if (order != 0)
    return order;
  return (left->source.at.line > right->source.at.line) - (left->source.at.line < right->source.at.line);
}

/* Sorted, equal ids stand together, in file order. */
static void ids_check(struct arena *arena, const struct value *list, struct sink *sink) {
  const struct value **ids = arena_array(arena, list->list.count, sizeof *ids);
  size_t count = 0;
  for (size_t i = 0; i < list->list.count; i++) {
    const struct value *id = value_field(list->list.items[i], "id");
    if (id != NULL && list->list.items[i]->kind == VALUE_MAP)
      ids[count++] = id;
  }
  if (count > 1)
    qsort(ids, count, sizeof *ids, id_compare);
  for (size_t i = 1; i < count; i++)
    if (strcmp(ids[i - 1]->text, ids[i]->text) == 0)
      diagnostic_note(sink_report(sink, ROW_ID_TWICE, ids[i]->source.at, ids[i]->text, NULL), NOTE_FIRST_HERE,
                      ids[i - 1]->source.at, NULL);
}

/* A bare name is a person with that name. */
static const struct value *person_from_text(struct arena *arena, const struct value *text) {
  struct value_pair *pair = arena_zalloc(arena, 1, sizeof *pair);
  *pair = (struct value_pair){"name", text->source.at, people_name(arena, text->text, text->source)};
  return value_map_make(arena, text->source, pair, 1);
}

static bool list_read(struct arena *arena, struct event *event, const struct value *list, const struct limits *limits,
                      struct sink *sink) {
  if (list->list.count > limits->attendees) {
    char limit[24];
    snprintf(limit, sizeof limit, "%zu", limits->attendees);
    sink_report(sink, LIST_TOO_LONG, list->source.at, event->path, limit, NULL);
    return false;
  }
  size_t errors = sink_count(sink, SEVERITY_ERROR);
  ids_check(arena, list, sink);
  const struct value **items = arena_array(arena, list->list.count, sizeof *items);
  for (size_t i = 0; i < list->list.count; i++) {
    const struct value *item = list->list.items[i];
    items[i] = item->kind == VALUE_TEXT ? person_from_text(arena, item) : item;
  }
  struct value *people = arena_memdup(arena, list, sizeof *list);
  people->list.items = items;
  root_replace(arena, event, "attendees", people);
  return sink_count(sink, SEVERITY_ERROR) == errors;
}

bool event_lists_read(struct arena *arena, struct event *event, const struct yaml_node *columns,
                      const struct limits *limits, struct sink *sink) {
  const struct value *attendees = value_field(event->root, "attendees");
  if (attendees == NULL)
    return true;
  if (columns != NULL && columns->kind != YAML_MAP && !yaml_is_null(columns)) {
    sink_report(sink, FIELD_MAP_WANTED, columns->source.at, "columns", NULL);
    return false;
  }
  if (attendees->kind == VALUE_TEXT || attendees->kind == VALUE_MAP)
    return file_read_list(arena, event, attendees, columns, limits, sink);
  return list_read(arena, event, attendees, limits, sink);
}
