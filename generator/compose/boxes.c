/* Boxes, drawn one by one in the order of the layout, which is their reading order. */
#include "compose/boxes.h"

#include "compose/blocks.h"
#include "compose/flow.h"
#include "compose/ink.h"
#include "compose/pictures.h"
#include "compose/qr.h"
#include "compose/spans.h"
#include "compose/turn.h"
#include "compose/typographer.h"
#include "input/keys.h"

#include <stdio.h>
#include <string.h>

enum {
  MODULE_SMALLEST = 935, /* 0.33 mm: what a phone's camera tells apart at arm's length */
  EDGE_SLACK = 10,       /* 47 mm and 8 mm, each rounded, are not the 55 mm of the card */
  FIT_STEP = 500
};

struct drawing {
  struct compose *compose;
  const struct scope *scope;
  struct rectangle area, bounds;
  uint32_t parent;
  struct display_page *page;
};

/* Rectangles. */

static mpt least(mpt a, mpt b) {
  return a < b ? a : b;
}

static mpt greatest(mpt a, mpt b) {
  return a > b ? a : b;
}

static struct rectangle common(struct rectangle a, struct rectangle b) {
  mpt right = least(a.x + a.width, b.x + b.width), bottom = least(a.y + a.height, b.y + b.height);
  struct rectangle both = {greatest(a.x, b.x), greatest(a.y, b.y), 0, 0};
  both.width = greatest(right - both.x, 0);
  both.height = greatest(bottom - both.y, 0);
  return both;
}

/* What touches the edge of the area goes on into the bleed, or a cut that is slightly off shows paper. */
static struct rectangle with_bleed(const struct drawing *drawing, struct rectangle place) {
  const struct rectangle *area = &drawing->area, *bounds = &drawing->bounds;
  mpt right = place.x + place.width, bottom = place.y + place.height;
  if (right >= area->x + area->width - EDGE_SLACK)
    right = greatest(right, bounds->x + bounds->width);
  if (bottom >= area->y + area->height - EDGE_SLACK)
    bottom = greatest(bottom, bounds->y + bounds->height);
  if (place.x <= area->x + EDGE_SLACK)
    place.x = least(place.x, bounds->x);
  if (place.y <= area->y + EDGE_SLACK)
    place.y = least(place.y, bounds->y);
  place.width = right - place.x;
  place.height = bottom - place.y;
  return common(place, *bounds);
}

static struct rectangle box_place(const struct drawing *drawing, const struct box *box, size_t index) {
  const struct rectangle *area = &drawing->area;
  mpt step_x = length_of(box->step_x, area->width), step_y = length_of(box->step_y, area->height);
  return (struct rectangle){area->x + length_of(box->x, area->width) + (mpt)index * step_x,
                            area->y + length_of(box->y, area->height) + (mpt)index * step_y,
                            length_of(box->width, area->width), length_of(box->height, area->height)};
}

/* Messages. */

/* Where a card's content failed, the card says whose it is. */
static void note_rule_and_card(const struct drawing *drawing, struct diagnostic *diagnostic, struct position rule) {
  const struct value *item = drawing->compose->item;
  const char *name = item == NULL ? NULL : bind_value_text(&drawing->compose->binder, item, NULL);
  diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, rule, NULL);
  if (name != NULL && *name != '\0')
    diagnostic_note(diagnostic, NOTE_CARD, item->source.at, key_clip(drawing->compose->arena, name), NULL);
}

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

/* Structure. */

static uint32_t box_node(const struct drawing *drawing, const struct box *box, enum structure_role usual) {
  enum structure_role role = box->role == ROLE_DEFAULT ? usual : box->role;
  if (role == ROLE_ARTIFACT)
    return NODE_ARTIFACT;
  struct compose *compose = drawing->compose;
  uint32_t node = blocks_node_add(compose, role, drawing->parent);
  if (node != NODE_ARTIFACT && box->style != NULL)
    compose->list->nodes[node].language = box->style->language;
  return node;
}

/* Text. */

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
  return (int64_t)(paragraph->count - 1) * leading + least(letters, leading);
}

/* The text set at its own size, or at the largest that fits; *size is the one tried last. NULL: it does not fit. */
static struct paragraph *text_set(const struct drawing *drawing, const struct box *box, const struct bound_block *block,
                                  struct rectangle place, mpt *size) {
  struct compose *compose = drawing->compose;
  const struct style *style = block->style;
  struct paragraph_spec spec = flow_paragraph(compose, block, place.width);
  spec.break_words = box->fit.break_words;
  if (box->fit.maximum == 0) {
    struct paragraph *paragraph = paragraph_set(compose->arena, compose->setter, &spec);
    bool many = box->fit.lines > 0 && paragraph->count > (size_t)box->fit.lines;
    *size = style->size;
    return many || paragraph->overfull ||
                   (paragraph->count > 0 && lines_height(paragraph, style->leading) > place.height)
               ? NULL
               : paragraph;
  }
  const struct fit_spec fit = {.minimum = box->fit.minimum,
                               .maximum = box->fit.maximum,
                               .step = box->fit.step > 0 ? box->fit.step : FIT_STEP,
                               .lines = box->fit.lines,
                               .height = place.height,
                               .leading_permille = muldiv(style->leading, 1000, style->size)};
  struct paragraph *paragraph = paragraph_fit(compose->arena, compose->setter, &spec, &fit, size);
  if (paragraph == NULL)
    *size = fit.minimum;
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

static bool draw_text(const struct drawing *drawing, const struct box *box, struct rectangle place) {
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
  if (paragraph == NULL)
    return report_overflow(drawing, box, &spans, size);
  block->style = style_at_size(compose->arena, box->style, size);
  if (!text_check(box, block->style, paragraph, place))
    return report_marks(drawing, box, &spans);
  text_place(drawing, box, block, paragraph, place);
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

static bool draw_markdown(const struct drawing *drawing, const struct box *box, struct rectangle place) {
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

static bool draw_flow(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  struct bound_block *blocks;
  size_t count;
  uint32_t parent = box->role == ROLE_DEFAULT ? drawing->parent : box_node(drawing, box, ROLE_DIV);
  return blocks_bind(drawing->compose, drawing->scope, box->blocks, box->block_count, parent, &blocks, &count) &&
         draw_blocks(drawing, box, blocks, count, place);
}

/* Pictures and codes. */

/* The whole picture's rectangle: within the place, or covering it. */
static struct rectangle picture_place(const struct box *box, const struct picture *picture, struct rectangle place) {
  int64_t by_width = (int64_t)place.width * picture->height, by_height = (int64_t)place.height * picture->width;
  struct rectangle whole = place;
  if ((by_width <= by_height) != box->cover)
    whole.height = muldiv(place.width, picture->height, picture->width);
  else
    whole.width = muldiv(place.height, picture->width, picture->height);
  mpt room_x = place.width - whole.width, room_y = place.height - whole.height;
  if (box->align == ALIGN_CENTRE || box->align == ALIGN_RIGHT)
    whole.x += box->align == ALIGN_CENTRE ? room_x / 2 : room_x;
  if (box->valign != VALIGN_TOP)
    whole.y += box->valign == VALIGN_MIDDLE ? room_y / 2 : room_y;
  return whole;
}

static void link_add(const struct drawing *drawing, uint32_t node, struct rectangle place, const char *target,
                     const char *description) {
  struct display_item *item = display_item_add(drawing->compose->arena, drawing->page, ITEM_LINK, node);
  item->link.place = place;
  item->link.target = target;
  item->link.description = *description == '\0' ? target : description;
}

/* What a picture and a code have in common. */
struct figure {
  const char *content; /* path or text */
  const char *alt, *link;
  struct text_source source;
  uint32_t node, link_node;
};

/* False after errors; content "" for none. */
static bool figure_bind(const struct drawing *drawing, const struct box *box, struct figure *out) {
  struct compose *compose = drawing->compose;
  out->content = bind_string(&compose->binder, drawing->scope, &box->text, &out->source);
  out->alt = bind_string(&compose->binder, drawing->scope, &box->alt, NULL);
  if (out->alt != NULL)
    out->alt = typographer_alt(compose, out->alt);
  out->link = spans_link(compose, drawing->scope, &box->link);
  return out->content != NULL && out->alt != NULL && out->link != NULL;
}

/* A link holds the figure that leads somewhere. */
static void figure_add(const struct drawing *drawing, const struct box *box, struct figure *figure) {
  struct drawing inside = *drawing;
  bool decoration = drawing->parent == NODE_ARTIFACT || box->role == ROLE_ARTIFACT;
  if (decoration)
    figure->link = "";
  if (*figure->link != '\0')
    figure->link_node = inside.parent = blocks_node_add(drawing->compose, ROLE_LINK, drawing->parent);
  figure->node = box_node(&inside, box, ROLE_FIGURE);
  blocks_figure_set(drawing->compose, figure->node, &(struct figure_text){figure->alt, figure->source.at, box->at});
}

static bool draw_image(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  struct compose *compose = drawing->compose;
  struct figure figure = {0};
  if (!figure_bind(drawing, box, &figure))
    return false;
  if (*figure.content == '\0')
    return true;
  const struct picture *picture = pictures_find(compose, figure.content, figure.source.at);
  if (picture == NULL || picture->width == 0 || picture->height == 0)
    return false;
  figure_add(drawing, box, &figure);
  if (box->cover)
    place = with_bleed(drawing, place);
  struct display_item *item = display_item_add(compose->arena, drawing->page, ITEM_IMAGE, figure.node);
  item->origin = (struct origin){figure.source.at, box->at};
  item->image.place = picture_place(box, picture, place);
  item->image.clip = box->cover ? place : item->image.place;
  item->image.picture = picture;
  struct rectangle shown = item->image.clip;
  if (*figure.link != '\0')
    link_add(drawing, figure.link_node, shown, figure.link, figure.alt);
  return true;
}

static bool report_small(const struct drawing *drawing, const struct box *box, const struct figure *figure,
                         const struct modules *modules, mpt module) {
  char size[16], width[16];
  int32_t hundredths = muldiv(module, 2540, MPT_PER_INCH); /* of a millimetre, never rounded up to enough */
  hundredths = hundredths > 32 ? 32 : hundredths;
  snprintf(size, sizeof size, "%u", (unsigned)modules->size);
  snprintf(width, sizeof width, "%d.%02d", (int)(hundredths / 100), (int)(hundredths % 100));
  struct diagnostic *diagnostic = sink_report(drawing->compose->sink, QR_TOO_SMALL, figure->source.at,
                                              key_clip(drawing->compose->arena, figure->content), size, width, NULL);
  note_rule_and_card(drawing, diagnostic, box->at);
  return false;
}

/* A code is as large as whole modules of equal size fit beside its quiet zone, in the middle of its box. */
static bool code_place(const struct drawing *drawing, const struct box *box, const struct figure *figure,
                       const struct modules *modules, struct rectangle *place) {
  mpt modules_wide = (mpt)modules->size + 2 * box->quiet;
  mpt module = least(place->width, place->height) / modules_wide, size = module * (mpt)modules->size;
  if (module < MODULE_SMALLEST)
    return report_small(drawing, box, figure, modules, module);
  *place = (struct rectangle){place->x + (place->width - size) / 2, place->y + (place->height - size) / 2, size, size};
  return true;
}

static bool draw_code(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  struct compose *compose = drawing->compose;
  struct figure figure = {0};
  if (!figure_bind(drawing, box, &figure))
    return false;
  if (*figure.content == '\0')
    return true;
  const struct modules *modules = qr_encode(compose->arena, figure.content, box->level);
  if (modules == NULL) {
    const char level[] = {box->level, '\0'};
    struct diagnostic *diagnostic = sink_report(compose->sink, QR_TOO_LONG, figure.source.at,
                                                key_clip(compose->arena, figure.content), level, NULL);
    note_rule_and_card(drawing, diagnostic, box->at);
    return false;
  }
  if (!code_place(drawing, box, &figure, modules, &place))
    return false;
  if (*figure.alt == '\0')
    figure.alt = figure.content;
  figure_add(drawing, box, &figure);
  struct display_item *item = display_item_add(compose->arena, drawing->page, ITEM_MODULES, figure.node);
  item->colour = (struct colour){.space = COLOUR_GRAY};
  item->origin = (struct origin){figure.source.at, box->at};
  item->modules.place = place;
  item->modules.modules = modules;
  if (*figure.link != '\0')
    link_add(drawing, figure.link_node, place, figure.link, figure.alt);
  return true;
}

/* Fills and rules. */

/* A colour, and where it was named. */
struct named_colour {
  struct colour colour;
  struct origin origin;
};

/* The colour that a box's text names, else what is in *out already. False after errors. */
static bool box_colour(const struct drawing *drawing, const struct box *box, struct named_colour *out) {
  struct compose *compose = drawing->compose;
  struct text_source source;
  const char *text = bind_string(&compose->binder, drawing->scope, &box->text, &source);
  out->origin = (struct origin){box->at, box->at};
  if (text == NULL || *text == '\0')
    return text != NULL;
  out->origin.at = source.at;
  if (colour_parse(&compose->layout->sheet_of_styles, text, &out->colour))
    return true;
  note_rule_and_card(drawing, sink_report(compose->sink, COLOUR_NOT_READ, source.at, text, NULL), box->at);
  return false;
}

static bool draw_fill(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  struct named_colour named = {.colour = {.space = COLOUR_NONE}};
  if (!box_colour(drawing, box, &named))
    return false;
  if (named.colour.space == COLOUR_NONE)
    return true;
  struct display_item *item = display_item_add(drawing->compose->arena, drawing->page, ITEM_FILL, NODE_ARTIFACT);
  item->colour = named.colour;
  item->origin = named.origin;
  item->fill = with_bleed(drawing, place);
  return true;
}

static bool draw_rule(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  struct named_colour named = {.colour = box->style->colour};
  bool across = place.width >= place.height;
  if (!box_colour(drawing, box, &named))
    return false;
  if (named.colour.space == COLOUR_NONE)
    return true;
  struct display_item *item = display_item_add(drawing->compose->arena, drawing->page, ITEM_RULE, NODE_ARTIFACT);
  item->colour = named.colour;
  item->origin = named.origin;
  item->rule.thickness = box->thickness;
  item->rule.x1 = across ? place.x : place.x + place.width / 2;
  item->rule.y1 = across ? place.y + place.height / 2 : place.y;
  item->rule.x2 = across ? place.x + place.width : item->rule.x1;
  item->rule.y2 = across ? item->rule.y1 : place.y + place.height;
  return true;
}

/* One box, turned or not. */

static bool (*const kinds[])(const struct drawing *drawing, const struct box *box, struct rectangle place) = {
    [BOX_TEXT] = draw_text, [BOX_MARKDOWN] = draw_markdown, [BOX_FLOW] = draw_flow, [BOX_IMAGE] = draw_image,
    [BOX_QR] = draw_code,   [BOX_FILL] = draw_fill,         [BOX_RULE] = draw_rule,
};

static bool draw_box(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  size_t first = drawing->page->item_count;
  bool holds;
  if (!bind_when(&drawing->compose->binder, drawing->scope, box->when, &holds))
    return false;
  if (!holds)
    return true;
  if (box->rotate == 0 || box->kind == BOX_FILL || box->kind == BOX_RULE)
    return kinds[box->kind](drawing, box, place);
  bool made = kinds[box->kind](drawing, box, turn_frame(place, box->rotate));
  turn_items(drawing->page, first, place, box->rotate);
  return made;
}

/* How many boxes of a row or column have room, the first one counted always. */
static size_t boxes_with_room(const struct drawing *drawing, const struct box *box, size_t count) {
  const struct rectangle *bounds = &drawing->bounds;
  struct rectangle place = box_place(drawing, box, 0);
  int64_t step_x = length_of(box->step_x, drawing->area.width), step_y = length_of(box->step_y, drawing->area.height);
  for (size_t i = 1; i < count; i++) {
    int64_t x = place.x + (int64_t)i * step_x, y = place.y + (int64_t)i * step_y;
    if (x < bounds->x || y < bounds->y || x + place.width > bounds->x + bounds->width ||
        y + place.height > bounds->y + bounds->height)
      return i;
  }
  return count;
}

static bool report_no_room(const struct drawing *drawing, const struct box *box, const struct value *item,
                           size_t room) {
  char number[24];
  snprintf(number, sizeof number, "%zu", room);
  note_rule_and_card(drawing, sink_report(drawing->compose->sink, BOX_EACH, item->source.at, number, NULL), box->at);
  return false;
}

static bool draw_each(const struct drawing *drawing, const struct box *box) {
  struct drawing inside = *drawing;
  const struct value *list;
  bool made = true;
  size_t count;
  if (box->each == NULL)
    return draw_box(drawing, box, box_place(drawing, box, 0));
  if (!bind_value(&drawing->compose->binder, drawing->scope, box->each, &list))
    return false;
  const struct value **items = bind_items(drawing->compose->arena, list, &count);
  size_t room = boxes_with_room(drawing, box, count);
  if (room < count)
    return report_no_room(drawing, box, items[room], room);
  for (size_t i = 0; i < count && made; i++) {
    struct item_scope scope;
    inside.scope = bind_item(&scope, drawing->scope, box->as, items[i]);
    made = draw_box(&inside, box, box_place(drawing, box, i));
  }
  return made;
}

bool boxes_draw(struct compose *compose, const struct scope *scope, const struct box *boxes, size_t count, bool last,
                struct rectangle area, uint32_t parent, struct display_page *page) {
  struct drawing drawing = {compose, scope, area, compose->bounds, parent, page};
  bool made = true;
  if (drawing.bounds.width == 0)
    drawing.bounds =
        (struct rectangle){-page->bleed, -page->bleed, page->width + 2 * page->bleed, page->height + 2 * page->bleed};
  for (size_t i = 0; i < count; i++)
    if (boxes[i].last == last)
      made &= draw_each(&drawing, &boxes[i]);
  return made;
}
