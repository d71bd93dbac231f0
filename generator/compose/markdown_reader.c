/* What blocks and inlines of Markdown have in common: positions, messages, nodes. */
#include "compose/markdown_reader.h"

#include "compose/blocks.h"
#include "input/keys.h"

struct position reader_at(struct reader *reader, size_t raw) {
  return markdown_source_at(&reader->source, raw).at;
}

struct position reader_cursor(struct reader *reader) {
  return reader_at(reader, reader->source.cursor);
}

/* An error or warning about the content, with the layout's rule in a note. */
void reader_report(struct reader *reader, enum diagnostic_code code, struct position at, const char *argument) {
  struct sink *sink = reader->compose->sink;
  struct diagnostic *diagnostic = sink_report(sink, code, at, key_clip(reader->compose->arena, argument), NULL);
  diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, reader->rule_at, NULL);
}

void reader_fail(struct reader *reader, enum diagnostic_code code, struct position at, const char *argument) {
  reader_report(reader, code, at, argument);
  reader->failed = true;
}

uint32_t reader_node(struct reader *reader, enum structure_role role, uint32_t parent) {
  uint32_t node = blocks_node_add(reader->compose, role, parent);
  if (node != NODE_ARTIFACT && parent == reader->root)
    reader->compose->list->nodes[node].language = reader->language;
  return node;
}

void reader_span(struct reader *reader, struct span_list *spans, struct inline_span span) {
  *ARENA_PUSH(reader->compose->arena, spans->items, spans->count, spans->capacity) = span;
}
