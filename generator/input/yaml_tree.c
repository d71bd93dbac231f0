/* libyaml's events -> a tree with places. The only file that knows libyaml.
 *
 * The event interface is used, with an own stack of YAML_DEPTH_LIMIT levels: libyaml's composer has none and takes
 * seconds for 100 KB of brackets. Marks count characters; `cursor` follows them through the bytes, so that the raw
 * notation of each scalar can be looked at (is it what it says, character by character?). */
#include "input/yaml_tree.h"

#include "base/hash.h"
#include "base/name.h"
#include "base/utf8.h"
#include "input/encoding.h"
#include "input/yaml_syntax.h"

#include <assert.h>
#include <string.h>
#include <yaml.h>

enum { SMALL_MAP = 8 }; /* up to this many keys, comparing all is faster than a table */

struct frame {
  struct yaml_node *node;
  size_t capacity;
  const char *key; /* of the value that comes next; NULL: a key comes next */
  struct position key_at;
  bool refused;    /* the key: its value is left out */
  uint32_t *table; /* pair index + 1 by hash of the key, open addressing; NULL while the map is small */
  size_t table_size;
};

struct builder {
  struct arena *arena;
  struct sink *sink;
  const char *file;
  const char *data; /* without byte order mark */
  size_t length;
  struct {
    size_t characters, bytes;
  } cursor;
  size_t nodes;
  struct frame frames[YAML_DEPTH_LIMIT];
  int depth;
  struct yaml_node *root;
  struct position quoted_at; /* of the last scalar, for yaml_fault */
  int quoted_end;
  bool stopped;
};

static struct position builder_position(const struct builder *builder, yaml_mark_t mark) {
  return (struct position){builder->file, (int)mark.line + 1, (int)mark.column + 1};
}

/* Byte offset of a mark. Marks come in order, so following them costs one pass in all. */
static size_t builder_offset(struct builder *builder, yaml_mark_t mark) {
  if (mark.index < builder->cursor.characters)
    builder->cursor.characters = builder->cursor.bytes = 0;
  size_t bytes = builder->cursor.bytes;
  builder->cursor.bytes +=
      utf8_offset(builder->data + bytes, builder->length - bytes, mark.index - builder->cursor.characters);
  builder->cursor.characters = mark.index;
  return builder->cursor.bytes;
}

/* Leading spaces of text[0..length). */
static int spaces_count(const char *text, size_t length) {
  size_t count = 0;
  while (count < length && text[count] == ' ')
    count++;
  return (int)count;
}

/* The first line of a block scalar's content begins one line below its header; its indentation is that of the
 * first line with text in it, less the spaces that belong to the text. */
static struct text_source source_block(struct builder *builder, const yaml_event_t *event) {
  const char *text = (const char *)event->data.scalar.value;
  size_t length = event->data.scalar.length, blank = 0;
  struct text_source source = {.at = builder_position(builder, event->start_mark), .kind = SOURCE_POINT};
  while (blank < length && text[blank] == '\n')
    blank++;
  size_t offset = builder_offset(builder, event->start_mark);
  for (size_t i = 0; i <= blank; i++) {
    const char *newline = memchr(builder->data + offset, '\n', builder->length - offset);
    if (newline == NULL)
      return source;
    offset = (size_t)(newline - builder->data) + 1;
  }
  source.indent =
      spaces_count(builder->data + offset, builder->length - offset) - spaces_count(text + blank, length - blank);
  if (source.indent < 0 || blank == length)
    return source;
  source.at = (struct position){builder->file, source.at.line + 1, source.indent + 1};
  source.kind = event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE ? SOURCE_LITERAL : SOURCE_POINT;
  return source;
}

/* Plain and quoted scalars: exact when the bytes in the file are those of the text. */
static struct text_source source_flow(struct builder *builder, const yaml_event_t *event) {
  bool quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
  struct text_source source = {.at = builder_position(builder, event->start_mark), .kind = SOURCE_POINT};
  source.at.column += quoted;
  size_t offset = builder_offset(builder, event->start_mark) + quoted, length = event->data.scalar.length;
  if (event->start_mark.line == event->end_mark.line && offset + length <= builder->length &&
      memcmp(builder->data + offset, event->data.scalar.value, length) == 0)
    source.kind = SOURCE_INLINE;
  return source;
}

static struct yaml_node *node_new(struct builder *builder, enum yaml_kind kind, yaml_mark_t mark) {
  if (builder->nodes++ == YAML_NODE_LIMIT) {
    sink_report(builder->sink, YAML_NODES, builder_position(builder, mark), NULL);
    builder->stopped = true;
  }
  struct yaml_node *node = arena_zalloc(builder->arena, 1, sizeof *node);
  node->kind = kind;
  node->text = "";
  node->source = (struct text_source){.at = builder_position(builder, mark), .kind = SOURCE_POINT};
  return node;
}

static bool is_block(yaml_scalar_style_t style) {
  return style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
}

/* Escapes can write what the file itself may not hold. */
static void scalar_check(struct builder *builder, const struct yaml_node *node) {
  for (size_t i = 0; i < node->length; i++) {
    unsigned char byte = (unsigned char)node->text[i];
    if (byte < 0x20 && byte != '\t' && byte != '\n') {
      sink_report(builder->sink, YAML_CONTROL, node->source.at, NULL);
      return;
    }
  }
}

static struct yaml_node *scalar_new(struct builder *builder, const yaml_event_t *event) {
  yaml_scalar_style_t style = event->data.scalar.style;
  struct yaml_node *node = node_new(builder, YAML_SCALAR, event->start_mark);
  node->plain = style == YAML_PLAIN_SCALAR_STYLE;
  node->length = event->data.scalar.length;
  node->text = arena_strndup(builder->arena, (const char *)event->data.scalar.value, node->length);
  node->source = is_block(style) ? source_block(builder, event) : source_flow(builder, event);
  if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
    scalar_check(builder, node);
  bool quoted = !node->plain && !is_block(style);
  builder->quoted_at = quoted ? builder_position(builder, event->start_mark) : (struct position){0};
  builder->quoted_end = (int)event->end_mark.line + 1;
  return node;
}

static size_t table_slot(const struct frame *frame, const char *key) {
  size_t slot = hash_fast(key, strlen(key)) & (frame->table_size - 1);
  while (frame->table[slot] != 0 && strcmp(frame->node->pairs[frame->table[slot] - 1].key, key) != 0)
    slot = (slot + 1) & (frame->table_size - 1);
  return slot;
}

/* Keeps the table at most half full. */
static void table_grow(struct builder *builder, struct frame *frame) {
  if (frame->node->count < SMALL_MAP || frame->node->count * 2 < frame->table_size)
    return;
  frame->table_size = frame->table_size == 0 ? 4 * SMALL_MAP : frame->table_size * 2;
  frame->table = arena_zalloc(builder->arena, frame->table_size, sizeof *frame->table);
  for (size_t i = 0; i < frame->node->count; i++)
    frame->table[table_slot(frame, frame->node->pairs[i].key)] = (uint32_t)i + 1;
}

static const struct yaml_pair *frame_find(const struct frame *frame, const char *key) {
  if (frame->table != NULL) {
    uint32_t entry = frame->table[table_slot(frame, key)];
    return entry != 0 ? &frame->node->pairs[entry - 1] : NULL;
  }
  for (size_t i = 0; i < frame->node->count; i++)
    if (name_is(frame->node->pairs[i].key, key))
      return &frame->node->pairs[i];
  return NULL;
}

static void frame_key(struct builder *builder, struct frame *frame, const struct yaml_node *node) {
  frame->key = node->text;
  frame->key_at = node->source.at;
  frame->refused = node->kind != YAML_SCALAR;
  if (node->kind == YAML_SCALAR && node->length == 0) {
    sink_report(builder->sink, YAML_KEY_EMPTY, node->source.at, NULL);
    frame->refused = true;
  }
  const struct yaml_pair *first = frame->refused ? NULL : frame_find(frame, frame->key);
  if (first == NULL)
    return;
  frame->refused = true;
  diagnostic_note(sink_report(builder->sink, YAML_KEY_TWICE, frame->key_at, frame->key, NULL), NOTE_FIRST_HERE,
                  first->key_at, NULL);
}

static void frame_value(struct builder *builder, struct frame *frame, struct yaml_node *value) {
  struct yaml_node *node = frame->node;
  struct yaml_pair pair = {.key = frame->key, .key_at = frame->key_at, .node = value};
  frame->key = NULL;
  if (frame->refused)
    return;
  *ARENA_PUSH(builder->arena, node->pairs, node->count, frame->capacity) = pair;
  if (frame->table != NULL)
    frame->table[table_slot(frame, pair.key)] = (uint32_t)node->count;
  table_grow(builder, frame);
}

/* A map or list in the place of a key: usually {{ … }} without quotes. */
static void key_refuse(struct builder *builder, yaml_mark_t mark) {
  size_t offset = builder_offset(builder, mark);
  bool braces = offset > 0 && memcmp(builder->data + offset - 1, "{{", 2) == 0;
  struct position at = builder_position(builder, mark);
  at.column -= braces;
  sink_report(builder->sink, braces ? YAML_BRACES : YAML_KEY_KIND, at, NULL);
}

/* Puts a finished scalar, or a list or map that begins, where it belongs. */
static void node_place(struct builder *builder, struct yaml_node *node, yaml_mark_t mark) {
  if (builder->depth == 0) {
    builder->root = node;
    return;
  }
  struct frame *frame = &builder->frames[builder->depth - 1];
  if (frame->node->kind == YAML_LIST) {
    *ARENA_PUSH(builder->arena, frame->node->items, frame->node->count, frame->capacity) = node;
  } else if (frame->key == NULL) {
    if (node->kind != YAML_SCALAR)
      key_refuse(builder, mark);
    frame_key(builder, frame, node);
  } else {
    frame_value(builder, frame, node);
  }
}

static void node_open(struct builder *builder, enum yaml_kind kind, yaml_mark_t mark) {
  if (builder->depth == YAML_DEPTH_LIMIT) {
    sink_report(builder->sink, YAML_DEPTH, builder_position(builder, mark), NULL);
    builder->stopped = true;
    return;
  }
  struct yaml_node *node = node_new(builder, kind, mark);
  node_place(builder, node, mark);
  builder->frames[builder->depth++] = (struct frame){.node = node};
}

static void properties_refuse(struct builder *builder, yaml_mark_t mark, const void *anchor, const void *tag) {
  struct position at = builder_position(builder, mark);
  if (anchor != NULL)
    sink_report(builder->sink, YAML_ANCHOR, at, (const char *)anchor, NULL);
  if (tag != NULL)
    sink_report(builder->sink, YAML_TAG, at, NULL);
}

static void alias_refuse(struct builder *builder, const yaml_event_t *event) {
  struct position at = builder_position(builder, event->start_mark);
  sink_report(builder->sink, YAML_ALIAS, at, (const char *)event->data.alias.anchor, NULL);
  struct yaml_node *node = node_new(builder, YAML_SCALAR, event->start_mark);
  node->plain = true;
  node_place(builder, node, event->start_mark);
}

static void document_start(struct builder *builder, const yaml_event_t *event) {
  if (builder->root == NULL)
    return;
  sink_report(builder->sink, YAML_DOCUMENTS, builder_position(builder, event->start_mark), NULL);
  builder->stopped = true;
}

static void builder_event(struct builder *builder, const yaml_event_t *event) {
  switch (event->type) {
  case YAML_DOCUMENT_START_EVENT:
    document_start(builder, event);
    break;
  case YAML_SCALAR_EVENT:
    properties_refuse(builder, event->start_mark, event->data.scalar.anchor, event->data.scalar.tag);
    node_place(builder, scalar_new(builder, event), event->start_mark);
    break;
  case YAML_SEQUENCE_START_EVENT:
    properties_refuse(builder, event->start_mark, event->data.sequence_start.anchor, event->data.sequence_start.tag);
    node_open(builder, YAML_LIST, event->start_mark);
    break;
  case YAML_MAPPING_START_EVENT:
    properties_refuse(builder, event->start_mark, event->data.mapping_start.anchor, event->data.mapping_start.tag);
    node_open(builder, YAML_MAP, event->start_mark);
    break;
  case YAML_SEQUENCE_END_EVENT:
  case YAML_MAPPING_END_EVENT:
    builder->depth--;
    break;
  case YAML_ALIAS_EVENT:
    alias_refuse(builder, event);
    break;
  default:
    break;
  }
}

static void builder_fault(const struct builder *builder, const yaml_parser_t *parser) {
  struct yaml_fault fault = {.data = builder->data,
                             .length = builder->length,
                             .problem = parser->problem != NULL ? parser->problem : "out of memory",
                             .context = parser->context,
                             .at = builder_position(builder, parser->problem_mark),
                             .quoted_at = builder->quoted_at,
                             .quoted_end = builder->quoted_end};
  if (parser->context != NULL)
    fault.context_at = builder_position(builder, parser->context_mark);
  yaml_syntax_report(&fault, builder->sink);
}

/* False after a syntax error. */
static bool builder_run(struct builder *builder, yaml_parser_t *parser) {
  for (bool end = false; !end && !builder->stopped;) {
    yaml_event_t event;
    if (!yaml_parser_parse(parser, &event)) {
      builder_fault(builder, parser);
      return false;
    }
    builder_event(builder, &event);
    end = event.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&event);
  }
  return !builder->stopped;
}

/* libyaml's buffer is the data itself, read to its end. Otherwise it copies, decodes and checks every character once
 * more, a third of the time that parsing takes; all that it refuses there was refused before, and what it puts behind
 * the last character, a NUL, is there. The fields are libyaml's own, but laid down in yaml.h. It neither writes
 * through `pointer` nor frees it. */
static void parser_input(yaml_parser_t *parser, const struct builder *builder) {
  assert(builder->data[builder->length] == '\0');
  yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(parser, (const unsigned char *)builder->data, builder->length);
  parser->buffer.pointer = (yaml_char_t *)(uintptr_t)builder->data;
  parser->unread = builder->length + 1; /* characters and the NUL, or more */
  parser->eof = 1;
}

struct yaml_node *yaml_parse_all(struct arena *arena, const char *file, const char *data, size_t length,
                                 struct sink *sink) {
  if (!encoding_check(file, data, length, sink))
    return NULL;
  size_t mark = encoding_mark_length(data, length);
  struct builder builder = {.arena = arena, .sink = sink, .file = file, .data = data + mark, .length = length - mark};
  if (!yaml_characters_check(file, builder.data, builder.length, sink))
    return NULL;
  yaml_parser_t parser;
  if (!yaml_parser_initialize(&parser))
    return NULL;
  parser_input(&parser, &builder);
  bool whole = builder_run(&builder, &parser);
  yaml_parser_delete(&parser);
  if (!whole)
    return NULL;
  if (builder.root == NULL || yaml_is_null(builder.root))
    builder.root = node_new(&builder, YAML_MAP, (yaml_mark_t){0});
  return builder.root;
}

struct yaml_node *yaml_parse(struct arena *arena, const char *file, const char *data, size_t length,
                             struct sink *sink) {
  size_t errors = sink_count(sink, SEVERITY_ERROR);
  struct yaml_node *root = yaml_parse_all(arena, file, data, length, sink);
  return sink_count(sink, SEVERITY_ERROR) == errors ? root : NULL;
}

struct yaml_node *yaml_find(const struct yaml_node *map, const char *key) {
  for (size_t i = 0; map != NULL && map->kind == YAML_MAP && i < map->count; i++)
    if (name_is(map->pairs[i].key, key))
      return map->pairs[i].node;
  return NULL;
}

bool yaml_is_null(const struct yaml_node *node) {
  static const char *const words[] = {"", "~", "null", "Null", "NULL"};
  for (size_t i = 0; node->kind == YAML_SCALAR && node->plain && i < sizeof words / sizeof *words; i++)
    if (name_is(node->text, words[i]))
      return true;
  return false;
}
