/* A walk over the values of an event. Markdown is bound as for a document, so that code, links and words are told
 * apart, but below no structure and in no layout. */
#include "compose/proofread.h"

#include "compose/blocks.h"
#include "compose/foreign.h"

#include <string.h>

struct walk {
  const struct event *event;
  const struct proof_reader *reader;
  struct arena *arena; /* emptied after every text */
};

/* Fields whose text is compared with others, or names something. */
static bool is_choice(const char *key) {
  static const char *const keys[] = {"id",   "event", "zone", "languages", "language",  "version", "number",
                                     "kind", "role",  "full", "mail",      "documents", "columns"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (strcmp(keys[i], key) == 0)
      return true;
  return false;
}

static bool edits_are_equal(const struct span_edit *a, const struct span_edit *b) {
  return a->span == b->span && a->offset == b->offset && a->length == b->length &&
         strcmp(a->replacement, b->replacement) == 0;
}

/* Unmarks the edits that are not among `others`; both are in order. */
static void edits_compare(const struct span_findings *found, const struct span_findings *others, bool *shared) {
  size_t j = 0;
  for (size_t i = 0; i < found->edit_count; i++) {
    const struct span_edit *edit = &found->edits[i];
    while (j < others->edit_count && (others->edits[j].span < edit->span ||
                                      (others->edits[j].span == edit->span && others->edits[j].offset < edit->offset)))
      j++;
    shared[i] &= j < others->edit_count && edits_are_equal(edit, &others->edits[j]);
  }
}

/* Which edits all languages of the event agree on. */
static const bool *edits_shared(const struct event *event, struct arena *arena, const struct proof_text *text) {
  size_t count = text->found.edit_count;
  bool *shared = arena_alloc(arena, count + 1);
  memset(shared, true, count);
  for (size_t i = 1; count > 0 && i < event->language_count; i++) {
    struct span_findings others;
    typographer_find(arena, text->spans, text->span_count, event->languages[i], false, &others);
    edits_compare(&text->found, &others, shared);
  }
  return shared;
}

void proofread_spans(const struct event *event, const struct proof_reader *reader, struct arena *arena,
                     const struct proof_text *paragraph, const char *language) {
  struct proof_text text = *paragraph;
  typographer_find(arena, text.spans, text.span_count, language != NULL ? language : event->languages[0], false,
                   &text.found);
  if (language == NULL)
    text.shared = edits_shared(event, arena, &text);
  if (text.found.edit_count > 0 || text.found.slip_count > 0)
    reader->take(reader->self, &text);
}

static void spans_read(const struct walk *walk, const struct inline_span *spans, size_t count, const char *language,
                       bool markdown) {
  const struct proof_text text = {.spans = spans, .span_count = count, .markdown = markdown};
  proofread_spans(walk->event, walk->reader, walk->arena, &text, language);
}

static void blocks_read(const struct walk *walk, const struct bound_block *blocks, size_t count, const char *language);

static void row_read(const struct walk *walk, const struct bound_row *row, const char *language) {
  for (size_t i = 0; i < row->cell_count; i++)
    blocks_read(walk, row->cells[i].blocks, row->cells[i].block_count, language);
}

static void block_read(const struct walk *walk, const struct bound_block *block, const char *language) {
  spans_read(walk, block->spans, block->span_count, language, true);
  for (size_t i = 0; i < block->span_count; i++)
    if (block->spans[i].note != NULL)
      blocks_read(walk, block->spans[i].note->blocks, block->spans[i].note->block_count, language);
  blocks_read(walk, block->children, block->child_count, language);
  if (block->table == NULL)
    return;
  row_read(walk, &block->table->head, language);
  for (size_t i = 0; i < block->table->row_count; i++)
    row_read(walk, &block->table->rows[i], language);
}

static void blocks_read(const struct walk *walk, const struct bound_block *blocks, size_t count, const char *language) {
  for (size_t i = 0; i < count; i++)
    block_read(walk, &blocks[i], language);
}

/* What is wrong with the Markdown itself, an ordinary check says. */
static void markdown_read(const struct walk *walk, const struct value *value, const char *language) {
  static const struct layout layout;
  struct sink *sink = sink_new();
  struct bound_piece piece = {.text = value->text, .length = value->length, .source = value->source};
  const struct bound_text text = {&piece, 1};
  struct compose compose = {.arena = walk->arena,
                            .list = display_list_new(walk->arena),
                            .binder = {.arena = walk->arena, .language = language, .layout = &layout, .sink = sink},
                            .sink = sink,
                            .event = walk->event,
                            .layout = &layout};
  struct bound_block *blocks;
  size_t count;
  markdown_bind(&compose, &text, value->source.at, &style_root, NODE_ARTIFACT, &blocks, &count);
  blocks_read(walk, blocks, count, language);
  sink_drop(sink);
}

static void text_read(const struct walk *walk, const struct value *value, const char *language) {
  const struct inline_span span = {.text = value->text, .length = value->length, .source = value->source};
  struct span_list parts = {0};
  foreign_part(walk->arena, walk->event, language, span, &parts);
  if (value->format == TEXT_PLAIN)
    spans_read(walk, parts.items, parts.count, language, parts.count > 1);
  if (value->format == TEXT_MARKDOWN)
    markdown_read(walk, value, language);
  arena_reset(walk->arena);
}

static void value_read(const struct walk *walk, const struct value *value, const char *language);

static void pairs_read(const struct walk *walk, const struct value *value, const char *language) {
  for (size_t i = 0; i < value->map.count; i++) {
    const struct value_pair *pair = &value->map.pairs[i];
    bool local = value->kind == VALUE_LOCAL;
    if (local || !is_choice(pair->key))
      value_read(walk, pair->value, local ? pair->key : language);
  }
}

/* Rows are made one by one, each in memory of its own. */
static void rows_read(const struct walk *walk, const struct value *value) {
  struct arena *arena = arena_new();
  for (size_t i = 0; i < value_count(value); i++) {
    value_read(walk, value_item(arena, value, i), NULL);
    arena_reset(arena);
  }
  arena_drop(arena);
}

/* A reference leads to what is read in its own place. Nesting is that of the YAML file, which is limited. */
static void value_read(const struct walk *walk, const struct value *value, const char *language) {
  if (value == NULL)
    return;
  if (value->kind == VALUE_TEXT)
    text_read(walk, value, language);
  if (value->kind == VALUE_MAP || value->kind == VALUE_LOCAL)
    pairs_read(walk, value, language);
  if (value->kind == VALUE_LIST)
    for (size_t i = 0; i < value->list.count; i++)
      value_read(walk, value->list.items[i], language);
  if (value->kind == VALUE_ROWS)
    rows_read(walk, value);
}

void proofread_event(const struct event *event, const struct proof_reader *reader) {
  const struct walk walk = {.event = event, .reader = reader, .arena = arena_new()};
  value_read(&walk, event->root, NULL);
  arena_drop(walk.arena);
}
