/* Set items -> display items: runs with the nodes of their spans, underlines, link rectangles, pictures, rules. */
#include "compose/flow.h"

#include "compose/table.h"
#include "input/locale.h"
#include "text/font.h"

#include <string.h>

static uint32_t pen_node(const struct flow_pen *pen, uint32_t node) {
  return pen->artifact ? (uint32_t)NODE_ARTIFACT : node;
}

static struct display_item *pen_add(const struct flow_pen *pen, enum item_kind kind, uint32_t node,
                                    struct origin origin) {
  struct display_item *item = display_item_add(pen->compose->arena, pen->page, kind, pen_node(pen, node));
  item->origin = origin;
  return item;
}

static struct origin span_origin(const struct bound_block *block, const struct inline_span *span) {
  return (struct origin){span != NULL ? span->source.at : block->rule_at, block->rule_at};
}

static void draw_run(const struct flow_pen *pen, const struct bound_block *block, const struct placed_run *placed,
                     mpt x, mpt baseline) {
  const struct inline_span *span = placed->tag;
  struct display_item *item = pen_add(pen, ITEM_RUN, span != NULL ? span->node : block->node, span_origin(block, span));
  item->colour = block->style->colour;
  item->run.x = x + placed->x;
  item->run.y = baseline;
  item->run.run = placed->run;
}

static bool run_underlined(const struct bound_block *block, const struct placed_run *placed) {
  const struct inline_span *span = placed->tag;
  return block->style->underline || (span != NULL && span->underline);
}

/* One rule under neighbouring runs, in the place and weight of the first run's font. */
static void draw_underlines(const struct flow_pen *pen, const struct vertical *item, mpt x, mpt baseline) {
  const struct set_line *line = item->line;
  for (size_t i = 0, next; i < line->run_count; i = next) {
    next = i + 1;
    if (!run_underlined(item->block, &line->runs[i]))
      continue;
    while (next < line->run_count && run_underlined(item->block, &line->runs[next]))
      next++;
    const struct glyph_run *first = line->runs[i].run;
    const struct placed_run *last = &line->runs[next - 1];
    const struct font_metrics *metrics = font_metrics(first->font);
    mpt below = muldiv(first->size, -metrics->underline_position, metrics->units_per_em);
    struct display_item *rule = pen_add(pen, ITEM_RULE, NODE_ARTIFACT, span_origin(item->block, line->runs[i].tag));
    rule->colour = item->block->style->colour;
    rule->rule.x1 = x + line->runs[i].x;
    rule->rule.x2 = x + last->x + last->run->width;
    rule->rule.y1 = rule->rule.y2 = baseline + below;
    rule->rule.thickness = muldiv(first->size, metrics->underline_thickness, metrics->units_per_em);
  }
}

/* The node that a span leads to: a footnote, or its mark; 0 for none. */
static uint32_t span_destination(const struct flow_pen *pen, const struct inline_span *span) {
  const struct structure_node *node = &pen->compose->list->nodes[span->node];
  return node->role == ROLE_LINK ? node->reference : 0;
}

static bool link_equal(const struct inline_span *a, const struct inline_span *b) {
  if (b == NULL || a->node != b->node)
    return false;
  return a->link == NULL || b->link == NULL ? a->link == b->link : strcmp(a->link, b->link) == 0;
}

/* The whole text of a link, over all its lines and styles. */
static const char *link_text(const struct flow_pen *pen, const struct bound_block *block,
                             const struct inline_span *link) {
  const char *text = "";
  for (size_t i = 0; i < block->span_count; i++) {
    const struct inline_span *span = &block->spans[i];
    if (link_equal(link, span))
      text = arena_printf(pen->compose->arena, "%s%.*s", text, (int)span->length, span->text);
  }
  return text;
}

/* What a link is called: its text says it, but the number of a footnote says little. */
static const char *link_description(const struct flow_pen *pen, const struct bound_block *block,
                                    const struct inline_span *span) {
  struct compose *compose = pen->compose;
  uint32_t destination = span_destination(pen, span);
  if (destination == 0)
    return link_text(pen, block, span);
  bool back = compose->list->nodes[destination].role != ROLE_NOTE;
  const char *number = arena_strndup(compose->arena, span->text, span->length);
  return locale_note(compose->arena, locale_find(compose->binder.language), number, back);
}

/* One rectangle a line for every link, from its first run to its last. */
static void draw_links(const struct flow_pen *pen, const struct vertical *item, mpt x, mpt baseline) {
  const struct set_line *line = item->line;
  for (size_t i = 0, next; i < line->run_count; i = next) {
    const struct inline_span *span = line->runs[i].tag;
    next = i + 1;
    if (span == NULL || (span->link == NULL && span_destination(pen, span) == 0))
      continue;
    while (next < line->run_count && link_equal(span, line->runs[next].tag))
      next++;
    const struct placed_run *last = &line->runs[next - 1];
    struct display_item *link = pen_add(pen, ITEM_LINK, span->node, span_origin(item->block, span));
    link->link.place = (struct rectangle){.x = x + line->runs[i].x,
                                          .y = baseline - line->ascent,
                                          .width = last->x + last->run->width - line->runs[i].x,
                                          .height = line->ascent + line->descent};
    link->link.target = span->link;
    link->link.description = link_description(pen, item->block, span);
  }
}

static void draw_line(const struct flow_pen *pen, const struct vertical *item, mpt x, mpt y) {
  mpt baseline = y + item->baseline;
  for (size_t i = 0; i < item->label_count; i++)
    draw_run(pen, item->block, &item->label[i], x, baseline);
  for (size_t i = 0; i < item->line->run_count; i++)
    draw_run(pen, item->block, &item->line->runs[i], x, baseline);
  draw_underlines(pen, item, x, baseline);
  if (!pen->artifact)
    draw_links(pen, item, x, baseline);
}

static void draw_picture(const struct flow_pen *pen, const struct vertical *item, mpt x, mpt y) {
  const struct origin origin = {item->block->picture_at, item->block->rule_at};
  struct display_item *image = pen_add(pen, ITEM_IMAGE, item->block->node, origin);
  image->image.place = (struct rectangle){.x = x, .y = y, .width = item->width, .height = item->baseline};
  image->image.clip = image->image.place;
  image->image.picture = item->block->picture;
  if (item->block->link == NULL || pen->artifact)
    return;
  const struct rectangle place = image->image.place;
  const struct structure_node *figure = &pen->compose->list->nodes[item->block->node];
  struct display_item *link = pen_add(pen, ITEM_LINK, figure->parent, origin);
  link->link.place = place;
  link->link.target = item->block->link;
  link->link.description = figure->alt != NULL ? figure->alt : item->block->link;
}

static void draw_rule(const struct flow_pen *pen, const struct vertical *item, mpt x, mpt y) {
  const struct block *rule = item->block->rule;
  struct display_item *drawn = pen_add(pen, ITEM_RULE, NODE_ARTIFACT, span_origin(item->block, NULL));
  drawn->colour = rule != NULL ? rule->colour : item->block->style->colour;
  drawn->rule.x1 = x;
  drawn->rule.x2 = x + item->width;
  drawn->rule.y1 = drawn->rule.y2 = y + item->height / 2;
  drawn->rule.thickness = rule != NULL && rule->thickness > 0 ? rule->thickness : 500;
}

void flow_draw_item(const struct flow_pen *pen, struct flow_part part, size_t index, mpt x, mpt y) {
  const struct vertical *item = &part.flow->items[index];
  x += item->x;
  if (item->kind == VERTICAL_LINE)
    draw_line(pen, item, x, y);
  if (item->kind == VERTICAL_ROW)
    table_draw_row(pen, item, index > part.from ? item - 1 : NULL, index + 1 < part.to ? item + 1 : NULL, x, y);
  if (item->kind == VERTICAL_PICTURE)
    draw_picture(pen, item, x, y);
  if (item->kind == VERTICAL_RULE)
    draw_rule(pen, item, x, y);
}

void flow_draw(struct compose *compose, const struct flow *flow, size_t from, size_t to, mpt x, mpt y,
               struct display_page *page) {
  const struct flow_pen pen = {.compose = compose, .page = page};
  const struct flow_part part = {.flow = flow, .from = from, .to = to};
  mpt bottom = 0;
  for (size_t i = from; i < to; i++) {
    mpt top = flow_top(flow, i, i == from, bottom);
    flow_draw_item(&pen, part, i, x, y + top);
    bottom = flow_bottom(flow, i, top);
  }
}
