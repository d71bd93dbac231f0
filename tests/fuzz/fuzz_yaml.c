/* Any bytes as an event file: encoding, YAML, schema, references. */
#include "input/event_schema.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void places_walk(const struct yaml_node *node) {
  if (node->kind == YAML_SCALAR) {
    source_position(node->source, node->text, node->length);
    return;
  }
  for (size_t i = 0; i < node->count; i++)
    places_walk(node->kind == YAML_MAP ? node->pairs[i].node : node->items[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const languages[] = {"ru", "ky"};
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  const char *text = arena_strndup(arena, (const char *)data, size);
  const struct yaml_node *node = yaml_parse_all(arena, "event.yaml", text, size, sink);
  if (node != NULL) {
    struct field_reader reader = {
        .arena = arena, .sink = sink, .languages = languages, .language_count = 2, .zone = "Asia/Bishkek"};
    struct field field = {.name = "event", .read = field_map, .set = &event_schema};
    places_walk(node);
    const struct value *root = field_map(&reader, &field, node);
    reference_resolve(arena, &reader.references, value_field(root, "people"), value_field(root, "organisations"), sink);
  }
  sink_drop(sink);
  arena_drop(arena);
  return 0;
}
