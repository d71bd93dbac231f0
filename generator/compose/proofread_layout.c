/* A walk over the texts that a layout has of its own: labels, headings, lines between fields. What {{ … }} puts in is
 * content, found in its own place; here it stands as a word that is nobody's, so that the marks around it pair. */
#include "compose/proofread.h"

#include <string.h>

struct walk {
  const struct event *event;
  const struct proof_reader *reader;
  struct arena *arena; /* emptied after every text */
};

/* A word of no language: nothing is a rule's business in it. */
static const char field_text[] = "\uFFFC";

static struct inline_span part_span(const struct template_part *part) {
  if (part->text != NULL)
    return (struct inline_span){.text = part->text, .length = part->length, .source = part->source};
  return (struct inline_span){
      .text = field_text, .length = sizeof field_text - 1, .source = part->source, .fixed = true};
}

static void template_read(const struct walk *walk, const struct template *template, const char *language) {
  struct inline_span *spans = arena_array(walk->arena, template->count + 1, sizeof *spans);
  for (size_t i = 0; i < template->count; i++)
    spans[i] = part_span(&template->parts[i]);
  const struct proof_text text = {.spans = spans, .span_count = template->count, .markdown = true};
  proofread_spans(walk->event, walk->reader, walk->arena, &text, language);
  arena_reset(walk->arena);
}

/* `style` NULL: the text is not set. */
static void local_read(const struct walk *walk, const struct local_template *local, const struct style *style) {
  if (style != NULL && !style->typography)
    return;
  for (size_t i = 0; i < local->count; i++) {
    const char *own = local->entries[i].language, *set = style != NULL ? style->language : NULL;
    template_read(walk, &local->entries[i].template, set != NULL ? set : own);
  }
}

static void blocks_read(const struct walk *walk, const struct block *blocks, size_t count);

static void table_read(const struct walk *walk, const struct table *table) {
  for (size_t i = 0; i < table->column_count; i++) {
    local_read(walk, &table->columns[i].head, table->columns[i].head_style);
    blocks_read(walk, table->columns[i].cell, table->columns[i].cell_count);
  }
}

/* Blocks nest as deep as their file does, which is limited. */
static void blocks_read(const struct walk *walk, const struct block *blocks, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (blocks[i].kind == BLOCK_TEXT || blocks[i].kind == BLOCK_MARKDOWN)
      local_read(walk, &blocks[i].text, blocks[i].style);
    local_read(walk, &blocks[i].alt, NULL);
    if (blocks[i].table != NULL)
      table_read(walk, blocks[i].table);
    blocks_read(walk, blocks[i].blocks, blocks[i].block_count);
  }
}

static void boxes_read(const struct walk *walk, const struct box *boxes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (boxes[i].kind == BOX_TEXT || boxes[i].kind == BOX_MARKDOWN)
      local_read(walk, &boxes[i].text, boxes[i].style);
    local_read(walk, &boxes[i].alt, NULL);
    blocks_read(walk, boxes[i].blocks, boxes[i].block_count);
  }
}

void proofread_layout(const struct event *event, const struct layout *layout, const struct proof_reader *reader) {
  const struct walk walk = {.event = event, .reader = reader, .arena = arena_new()};
  local_read(&walk, &layout->title, NULL);
  boxes_read(&walk, layout->first, layout->first_count);
  boxes_read(&walk, layout->rest, layout->rest_count);
  blocks_read(&walk, layout->flow, layout->flow_count);
  boxes_read(&walk, layout->front, layout->front_count);
  boxes_read(&walk, layout->back, layout->back_count);
  boxes_read(&walk, layout->separator, layout->separator_count);
  arena_drop(walk.arena);
}
