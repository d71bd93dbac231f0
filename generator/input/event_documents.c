/* Documents of an event, from the map that the schema has checked. */
#include "input/event_documents.h"

#include "input/event_schema.h"
#include "input/near.h"

#include <string.h>

struct names {
  const char *const *items;
  size_t count;
};

static const char *names_item(const void *self, size_t index) {
  return ((const struct names *)self)->items[index];
}

static const char *names_join(struct arena *arena, const struct names *names) {
  const char *joined = names->count > 0 ? names->items[0] : "";
  for (size_t i = 1; i < names->count; i++)
    joined = arena_printf(arena, "%s, %s", joined, names->items[i]);
  return joined;
}

static bool names_have(const struct names *names, const char *text) {
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->items[i], text) == 0)
      return true;
  return false;
}

/* A list of texts that must be among the names. */
static const char **choices_read(struct arena *arena, const struct value *list, struct names names,
                                 enum diagnostic_code code, struct sink *sink, size_t *count) {
  const char **texts = arena_array(arena, value_count(list), sizeof *texts);
  *count = 0;
  for (size_t i = 0; i < value_count(list); i++) {
    const struct value *item = list->list.items[i];
    if (names_have(&names, item->text))
      texts[(*count)++] = item->text;
    else
      near_note(sink_report(sink, code, item->source.at, item->text, names_join(arena, &names), NULL), item->source.at,
                near_name(item->text, names.count, names_item, &names));
  }
  return *count > 0 ? texts : NULL;
}

static const char *release_name(const void *self, size_t index) {
  return ((const struct value *)self)->map.pairs[index].key;
}

static const struct value *release_named(const struct value *releases, const struct value *name, struct sink *sink) {
  const struct value *release = value_field(releases, name->text);
  if (release == NULL)
    near_note(sink_report(sink, RELEASE_UNKNOWN, name->source.at, name->text, NULL), name->source.at,
              releases != NULL ? near_name(name->text, releases->map.count, release_name, releases) : NULL);
  return release;
}

/* The one that is named, or the only one. Cards and parts of a list are not about a release unless they say so. */
static const struct value *release_find(const struct event *event, const struct document *document,
                                        const struct value *map, struct sink *sink) {
  const struct value *releases = value_field(event->root, "releases"), *name = value_field(map, "release");
  if (name != NULL)
    return release_named(releases, name, sink);
  if (releases == NULL)
    return value_field(event->root, "release");
  if (releases->map.count == 1)
    return releases->map.pairs[0].value;
  if (document->each == NULL && document->split == NULL && releases->map.count > 1)
    sink_report(sink, RELEASE_AMBIGUOUS, document->at, document->name, NULL);
  return NULL;
}

/* A path's first name must be a field of the event. */
static const char *path_read(const struct value *map, const char *key, struct position *at, struct sink *sink) {
  const struct value *path = value_field(map, key);
  if (path == NULL)
    return NULL;
  *at = path->source.at;
  if (!event_schema_has(path->text, strcspn(path->text, ". |")))
    near_note(sink_report(sink, PATH_UNKNOWN, *at, path->text, NULL), *at,
              near_name(path->text, event_schema.count, event_schema_name, NULL));
  return path->text;
}

static struct document document_read(struct arena *arena, const struct event *event, const struct value_pair *pair,
                                     struct sink *sink) {
  static const char *const profiles[] = {"media", "print", "office"};
  const struct value *map = pair->value, *layout = value_field(map, "layout"), *url = value_field(map, "url");
  const struct value *typography = value_field(map, "typography");
  struct document document = {.name = pair->key, .at = pair->key_at, .typography = true};
  if (layout != NULL) {
    document.layout = layout->text;
    document.layout_at = layout->source.at;
  }
  document.profiles = choices_read(arena, value_field(map, "profile"), (struct names){profiles, 3}, PROFILE_UNKNOWN,
                                   sink, &document.profile_count);
  document.languages =
      choices_read(arena, value_field(map, "languages"), (struct names){event->languages, event->language_count},
                   FIELD_LANGUAGE_OTHER, sink, &document.language_count);
  document.each = path_read(map, "each", &document.each_at, sink);
  document.split = path_read(map, "split", &document.split_at, sink);
  document.release = release_find(event, &document, map, sink);
  if (url != NULL) {
    document.url = url->text;
    document.url_source = url->source;
  }
  if (typography != NULL)
    document.typography = typography->flag;
  const struct value *attach = value_field(map, "attach-source");
  if (attach != NULL) {
    document.attach_source = attach->flag;
    document.attach_at = attach->source.at;
  }
  return document;
}

void event_documents_read(struct arena *arena, struct event *event, const struct yaml_node *documents,
                          struct sink *sink) {
  const struct value *map = value_field(event->root, "documents");
  if (map == NULL)
    return;
  event->documents = arena_zalloc(arena, map->map.count, sizeof *event->documents);
  for (size_t i = 0; i < map->map.count; i++) {
    struct document *document = &event->documents[event->document_count++];
    *document = document_read(arena, event, &map->map.pairs[i], sink);
    const struct yaml_node *set = yaml_find(yaml_find(documents, document->name), "set");
    if (set == NULL || yaml_is_null(set))
      continue;
    if (set->kind != YAML_MAP)
      sink_report(sink, FIELD_MAP_WANTED, set->source.at, "set", NULL);
    else
      document->set = set;
  }
}

const struct document *event_document(const struct event *event, const char *name) {
  for (size_t i = 0; i < event->document_count; i++)
    if (strcmp(event->documents[i].name, name) == 0)
      return &event->documents[i];
  return NULL;
}
