/* Boxes of text, fitted or not, of Markdown and of blocks. */
#include "compose/blocks.h"
#include "compose/box_parts.h"
#include "compose/flow.h"
#include "compose/ink.h"
#include "compose/same_size.h"
#include "compose/spans.h"
#include "compose/typographer.h"
#include "input/keys.h"

#include <string.h>

enum { FIT_STEP = 500 };

/* The first words that come from the event; the layout's own when there are none. */
static struct position content_at(const struct span_list *spans, struct position rule) {
  for (size_t i = 0; i < spans->count; i++)
    if (spans->items[i].source.at.file != rule.file)
      return spans->items[i].source.at;
  return spans->count > 0 ? spans->items[0].source.at : rule;
}

static bool report_overflow(const struct drawing *drawing, const struct box *box, const struct span_list *spans,
                            mpt size) {
  struct arena *arena = drawing->compose->arena;
  char points[MPT_TEXT_SIZE];
  mpt_print(points, size);
  struct diagnostic *diagnostic =
      sink_report(drawing->compose->sink, TEXT_OVERFLOW, content_at(spans, box->at),
                  key_clip(arena, spans_text(arena, spans->items, spans->count)), points, NULL);
  note_rule_and_card(drawing, diagnostic, box->at);
  return false;
}

static bool report_marks(const struct drawing *drawing, const struct box *box, const struct span_list *spans) {
  const char *text = key_clip(drawing->compose->arena, spans_text(drawing->compose->arena, spans->items, spans->count));
  note_rule_and_card(drawing, sink_report(drawing->compose->sink, TEXT_INK, content_at(spans, box->at), text, NULL),
                     box->at);
  return false;
}

/* The style at the size that was found. */
static const struct style *style_at_size(struct arena *arena, const struct style *style, mpt size) {
  if (size == style->size)
    return style;
  struct style *made = arena_memdup(arena, style, sizeof *made);
  made->size = size;
  made->leading = muldiv(style->leading, size, style->size);
  return made;
}

/* Lines need their leading between them, but only their letters above the first and below the last. */
static int64_t lines_height(const struct paragraph *paragraph, mpt leading) {
  mpt letters = paragraph->lines[0].ascent + paragraph->lines[paragraph->count - 1].descent;
  return (int64_t)(paragraph->count - 1) * leading + mpt_least(letters, leading);
}

/* The text set at its own size, or at the largest that fits; *size is the one tried last. NULL: it does not fit, or
 * with *size 0 there was an error, which is reported. */
/* What its group's size leaves of the sizes that a box allows; its own ones while that is being found. False after
 * errors. */
static bool sizes_allowed(const struct drawing *drawing, const struct box *box, const char **group,
                          struct fit_spec *fit) {
  struct compose *compose = drawing->compose;
  const struct value *value;
  if (box->fit.same == NULL || compose->sizes == NULL)
    return true;
  if (!bind_value(&compose->binder, drawing->scope, box->fit.same, &value))
    return false;
  *group = value == NULL ? NULL : bind_value_text(&compose->binder, value, NULL);
  *group = *group == NULL ? "" : *group;
  mpt same = compose->measures ? 0 : same_sizes_find(compose->sizes, box, *group);
  if (same > 0)
    fit->minimum = fit->maximum = same;
  return true;
}

static bool is_name(const char *field) {
  static const char *const names[] = {"name", "full", "given", "family"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (strcmp(field, names[i]) == 0)
      return true;
  return false;
}

/* Whether the box is for the name of whom the card is about, or for a part of it. */
static bool box_shows_name(const struct box *box) {
  for (size_t i = 0; i < box->text.count; i++) {
    const struct template *text = &box->text.entries[i].template;
    for (size_t j = 0; j < text->count; j++) {
      const struct expression *path = text->parts[j].text == NULL ? text->parts[j].expression : NULL;
      size_t own = path != NULL && strcmp(path->names[0], "item") == 0;
      if (path != NULL && (own == path->name_count || is_name(path->names[own])))
        return true;
    }
  }
  return false;
}

static void record_size(struct card_record *record, const struct box *box, mpt size) {
  int32_t shrunk = muldiv(size, 1000, box->fit.maximum);
  if (record->smallest == 0 || size < record->smallest)
    record->smallest = size;
  if (shrunk < record->shrunk)
    record->shrunk = (uint16_t)shrunk;
  if (box_shows_name(box) && (record->name_size == 0 || size < record->name_size))
    record->name_size = size;
}

static struct paragraph *text_set(const struct drawing *drawing, const struct box *box, const struct bound_block *block,
                                  struct rectangle place, mpt *size) {
  struct compose *compose = drawing->compose;
  const struct style *style = block->style;
  struct paragraph_spec spec = flow_paragraph(compose, block, place.width);
  spec.break_words = box->fit.breaks == FIT_BREAK_WORDS;
  if (box->fit.maximum == 0) {
    struct paragraph *paragraph = paragraph_set(compose->arena, compose->setter, &spec);
    bool many = box->fit.lines > 0 && paragraph->count > (size_t)box->fit.lines;
    *size = style->size;
    return many || paragraph->overfull ||
                   (paragraph->count > 0 && lines_height(paragraph, style->leading) > place.height)
               ? NULL
               : paragraph;
  }
  struct fit_spec fit = {.minimum = box->fit.minimum,
                         .maximum = box->fit.maximum,
                         .step = box->fit.step > 0 ? box->fit.step : FIT_STEP,
                         .lines = box->fit.lines,
                         .height = place.height,
                         .leading_permille = muldiv(style->leading, 1000, style->size),
                         .keep_hyphens = box->fit.breaks == FIT_BREAK_SPACES};
  const char *group = NULL;
  *size = 0;
  if (!sizes_allowed(drawing, box, &group, &fit))
    return NULL;
  struct paragraph *paragraph = paragraph_fit(compose->arena, compose->setter, &spec, &fit, size);
  if (paragraph == NULL)
    *size = box->fit.minimum;
  else if (compose->record != NULL)
    record_size(compose->record, box, *size);
  else if (group != NULL && compose->measures)
    same_sizes_add(compose->sizes, box, group, *size);
  return paragraph;
}

/* The top of the first line. */
static mpt text_top(const struct box *box, struct rectangle place, mpt height, mpt depth) {
  switch (box->valign) {
  case VALIGN_MIDDLE:
    return place.y + (place.height - height) / 2;
  case VALIGN_BOTTOM:
    return place.y + place.height - height;
  case VALIGN_BASELINE:
    return place.y + place.height - height + depth;
  default:
    return place.y;
  }
}

/* Marks that were stacked beyond the lines' room. */
static bool text_check(const struct box *box, const struct style *style, const struct paragraph *paragraph,
                       struct rectangle place) {
  mpt depth = style->leading / 4, top = text_top(box, place, style->leading * (mpt)paragraph->count, depth);
  const struct ink_place where = {place, top + style->leading - depth, style->leading, style->size};
  return ink_is_within(paragraph, &where);
}

static void record_lines(struct card_record *record, const struct paragraph *paragraph, mpt width) {
  for (size_t i = 0; i < paragraph->count && width > 0; i++) {
    int32_t filled = muldiv(paragraph->lines[i].natural, 1000, width);
    if (filled > record->filled)
      record->filled = (uint16_t)mpt_least(filled, UINT16_MAX);
  }
}

static void text_place(const struct drawing *drawing, const struct box *box, const struct bound_block *block,
                       const struct paragraph *paragraph, struct rectangle place) {
  struct compose *compose = drawing->compose;
  mpt leading = block->style->leading, depth = leading / 4;
  struct flow flow = {.count = paragraph->count, .width = place.width};
  flow.items = arena_zalloc(compose->arena, paragraph->count, sizeof *flow.items);
  for (size_t i = 0; i < paragraph->count; i++)
    flow.items[i] = (struct vertical){.kind = VERTICAL_LINE,
                                      .height = leading,
                                      .baseline = leading - depth,
                                      .block = block,
                                      .line = &paragraph->lines[i],
                                      .x = block->style->left,
                                      .width = place.width};
  flow.height = leading * (mpt)paragraph->count;
  flow_draw(compose, &flow, 0, flow.count, place.x, text_top(box, place, flow.height, depth), drawing->page);
}

bool draw_text(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  struct compose *compose = drawing->compose;
  struct bound_block *block = arena_zalloc(compose->arena, 1, sizeof *block);
  struct bound_text text;
  struct span_list spans;
  mpt size;
  const char *link = spans_link(compose, drawing->scope, &box->link);
  if (!bind_local(&compose->binder, drawing->scope, &box->text, &text) || link == NULL)
    return false;
  if (!spans_has_text(&text))
    return true;
  block->kind = BOUND_TEXT;
  block->rule_at = box->at;
  block->style = box->style;
  block->node = box_node(drawing, box, ROLE_P);
  spans_bind(compose, &text, block->node, *link == '\0' ? NULL : link, &spans);
  typographer_apply(compose, box->style, &spans);
  block->spans = spans.items;
  block->span_count = spans.count;
  spans_title(compose, block->node, &spans, box->at);
  struct paragraph *paragraph = text_set(drawing, box, block, place, &size);
  if (compose->measures || (paragraph == NULL && size == 0))
    return paragraph != NULL;
  if (paragraph == NULL)
    return report_overflow(drawing, box, &spans, size);
  block->style = style_at_size(compose->arena, box->style, size);
  if (!text_check(box, block->style, paragraph, place))
    return report_marks(drawing, box, &spans);
  text_place(drawing, box, block, paragraph, place);
  if (compose->record != NULL)
    record_lines(compose->record, paragraph, place.width);
  return flow_report(compose, paragraph, box->at);
}

/* Blocks: Markdown and flows. */

static bool flow_has_notes(const struct flow *flow) {
  for (size_t i = 0; i < flow->count; i++)
    if (flow->items[i].note_count > 0)
      return true;
  return false;
}

static bool draw_blocks(const struct drawing *drawing, const struct box *box, const struct bound_block *blocks,
                        size_t count, struct rectangle place) {
  struct compose *compose = drawing->compose;
  struct flow flow;
  char needed[MPT_TEXT_SIZE], room[MPT_TEXT_SIZE];
  if (!flow_set(compose, blocks, count, place.width, place.height, &flow))
    return false;
  struct position at = flow.count > 0 ? flow_item_at(&flow.items[0]) : box->at;
  if (flow_has_notes(&flow)) {
    note_rule_and_card(drawing, sink_report(compose->sink, BOX_NOTE, at, NULL), box->at);
    return false;
  }
  if (flow.height > place.height) {
    mpt_print(needed, flow.height);
    mpt_print(room, place.height);
    note_rule_and_card(drawing, sink_report(compose->sink, BOX_OVERFLOW, at, needed, room, NULL), box->at);
    return false;
  }
  flow_draw(compose, &flow, 0, flow.count, place.x, text_top(box, place, flow.height, 0), drawing->page);
  return true;
}

bool draw_markdown(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  struct compose *compose = drawing->compose;
  struct bound_text text;
  struct bound_block *blocks;
  size_t count;
  if (!bind_local(&compose->binder, drawing->scope, &box->text, &text))
    return false;
  uint32_t parent = drawing->parent;
  if (box->role != ROLE_DEFAULT && spans_has_text(&text))
    parent = box_node(drawing, box, ROLE_DIV);
  return markdown_bind(compose, &text, box->at, box->style, parent, &blocks, &count) &&
         draw_blocks(drawing, box, blocks, count, place);
}

bool draw_flow(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  struct bound_block *blocks;
  size_t count;
  uint32_t parent = box->role == ROLE_DEFAULT ? drawing->parent : box_node(drawing, box, ROLE_DIV);
  return blocks_bind(drawing->compose, drawing->scope, box->blocks, box->block_count, parent, &blocks, &count) &&
         draw_blocks(drawing, box, blocks, count, place);
}
