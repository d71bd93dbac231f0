/* Reading an event:
 *
 *   file -> YAML tree -> typed values by the schema -> references resolved -> documents -> checks across fields
 *        -> lists of people
 *
 * Every step reports all it finds and goes on, so that one run shows every mistake. */
#include "input/event.h"

#include "base/file.h"
#include "input/event_documents.h"
#include "input/event_lists.h"
#include "input/event_schema.h"
#include "input/fields.h"

#include <string.h>

const struct limits limits_default = {
    .yaml_bytes = YAML_SIZE_LIMIT,
    .list_bytes = 1000 * 1000 * 1000, /* a million people with ten long fields each, three times */
    .attendees = 1000 * 1000,
    .image_pixels = 100 * 1000 * 1000,
    .pages = 10 * 1000,
    .memory_bytes = (size_t)2 << 30,
    .deadline_seconds = 300,
};

/* Languages and zone are needed before anything else can be read. What is wrong with them is reported again when
 * the whole map is read, and kept once. */
static void reader_prepare(struct field_reader *reader, const struct yaml_node *root) {
  static const struct field languages_field = {"languages", field_language, FIELD_LIST, NULL};
  static const struct field zone_field = {"zone", field_zone, 0, NULL};
  const struct yaml_node *languages = yaml_find(root, "languages"), *zone = yaml_find(root, "zone");
  if (languages != NULL && !yaml_is_null(languages)) {
    const struct value *list = field_list(reader, &languages_field, languages);
    const char **names = arena_array(reader->arena, value_count(list), sizeof *names);
    for (size_t i = 0; i < value_count(list); i++)
      names[i] = list->list.items[i]->text;
    reader->languages = names;
    reader->language_count = value_count(list);
  }
  if (zone != NULL && !yaml_is_null(zone)) {
    const struct value *value = field_zone(reader, &zone_field, zone);
    reader->zone = value != NULL ? value->text : "Etc/UTC"; /* a wrong one is reported once, not at every time */
  }
}

static void languages_check(const struct event *event, struct sink *sink) {
  const struct value *list = value_field(event->root, "languages");
  for (size_t i = 0; i < value_count(list); i++)
    for (size_t j = 0; j < i; j++)
      if (strcmp(list->list.items[i]->text, list->list.items[j]->text) == 0)
        diagnostic_note(
            sink_report(sink, LANGUAGE_TWICE, list->list.items[i]->source.at, list->list.items[i]->text, NULL),
            NOTE_FIRST_HERE, list->list.items[j]->source.at, NULL);
}

static void releases_check(const struct event *event, struct sink *sink) {
  const struct value *release = value_field(event->root, "release"), *releases = value_field(event->root, "releases");
  if (release != NULL && releases != NULL)
    diagnostic_note(sink_report(sink, RELEASE_TWICE, releases->source.at, NULL), NOTE_FIRST_HERE, release->source.at,
                    NULL);
}

/* Days of the agenda lie within the dates of the event, most of the time. */
static void agenda_check(const struct event *event, struct sink *sink) {
  const struct value *dates = value_field(event->root, "dates"), *agenda = value_field(event->root, "agenda");
  const struct value *from = value_field(dates, "from"), *to = value_field(dates, "to");
  if (from == NULL)
    return;
  to = to != NULL ? to : from;
  for (size_t i = 0; i < value_count(agenda); i++) {
    const struct value *day = value_field(agenda->list.items[i], "day");
    if (day == NULL || (date_compare(day->date, from->date) >= 0 && date_compare(day->date, to->date) <= 0))
      continue;
    diagnostic_note(sink_report(sink, AGENDA_DAY_OUTSIDE, day->source.at, day->text, from->text, to->text, NULL),
                    NOTE_FIRST_HERE, from->source.at, NULL);
  }
}

static const struct date *release_date(const struct value *release) {
  const struct value *date = value_field(release, "date"), *embargo = value_field(release, "embargo");
  if (date != NULL)
    return &date->date;
  return embargo != NULL ? &embargo->instant.date : NULL;
}

/* That of the release, of the first one that has a date, or the first day. */
static struct date event_date(const struct value *root) {
  const struct date *found = release_date(value_field(root, "release"));
  const struct value *releases = value_field(root, "releases"), *from = value_field(value_field(root, "dates"), "from");
  for (size_t i = 0; found == NULL && releases != NULL && i < releases->map.count; i++)
    found = release_date(releases->map.pairs[i].value);
  if (found != NULL)
    return *found;
  return from != NULL ? from->date : (struct date){0};
}

static void event_fill(struct arena *arena, struct event *event, const struct field_reader *reader) {
  const struct value *id = value_field(event->root, "event");
  if (id != NULL) {
    event->id = id->text;
    event->id_at = id->source.at;
  }
  event->languages = arena_memdup(arena, reader->languages, reader->language_count * sizeof *event->languages);
  event->language_count = reader->language_count;
  event->date = event_date(event->root);
}

/* What is searched again and again must stay short, or a hostile file costs hours. */
static bool sizes_check(const struct yaml_node *root, struct sink *sink) {
  static const struct {
    const char *key, *limit;
    size_t count;
  } limits[] = {{"languages", "50", 50}, {"documents", "1000", 1000}};
  bool good = true;
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    const struct yaml_node *node = yaml_find(root, limits[i].key);
    if (node == NULL || node->count <= limits[i].count)
      continue;
    sink_report(sink, FIELD_TOO_MANY, node->source.at, limits[i].key, limits[i].limit, NULL);
    good = false;
  }
  return good;
}

/* The typed tree with its references resolved. NULL when the file holds no map. */
static const struct value *event_root(struct field_reader *reader, const struct yaml_node *node) {
  struct field field = {.name = "event", .read = field_map, .set = &event_schema};
  reader_prepare(reader, node);
  const struct value *root = field_map(reader, &field, node);
  reference_resolve(reader->arena, &reader->references, value_field(root, "people"), value_field(root, "organisations"),
                    reader->sink);
  return root;
}

static void event_open(struct arena *arena, struct event *event, const char *path) {
  const char *slash = strrchr(path, '/');
  event->path = arena_strdup(arena, path);
  event->folder = file_folder(arena, path);
  event_input_add(arena, event, (struct event_input){.path = event->path + (slash != NULL ? slash + 1 - path : 0)});
}

struct event *event_read(struct arena *arena, const char *path, const struct limits *limits, struct sink *sink) {
  struct event *event = arena_zalloc(arena, 1, sizeof *event);
  struct file_content content;
  size_t errors = sink_count(sink, SEVERITY_ERROR);
  event_open(arena, event, path);
  enum file_status status = file_read(arena, path, limits->yaml_bytes, &content);
  if (!file_report(sink, status, (struct position){0}, event->path, limits->yaml_bytes))
    return NULL;
  event->inputs[0].data = content.data;
  event->inputs[0].length = content.length;
  const struct yaml_node *node = yaml_parse_all(arena, event->path, content.data, content.length, sink);
  struct field_reader reader = {.arena = arena, .sink = sink};
  event->root = node != NULL && sizes_check(node, sink) ? event_root(&reader, node) : NULL;
  if (event->root == NULL)
    return NULL;
  event_fill(arena, event, &reader);
  event_documents_read(arena, event, yaml_find(node, "documents"), sink);
  languages_check(event, sink);
  releases_check(event, sink);
  agenda_check(event, sink);
  bool good = sink_count(sink, SEVERITY_ERROR) == errors;
  return event_lists_read(arena, event, yaml_find(node, "columns"), limits, sink) && good ? event : NULL;
}
