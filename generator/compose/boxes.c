/* Boxes, drawn one by one in the order of the layout, which is their reading order. */
#include "compose/boxes.h"

#include "compose/blocks.h"
#include "compose/box_parts.h"
#include "compose/turn.h"
#include "input/keys.h"

#include <stdio.h>
#include <string.h>

enum { EDGE_SLACK = 10 }; /* 47 mm and 8 mm, each rounded, are not the 55 mm of the card */

/* What the kinds share. */

static struct rectangle common(struct rectangle a, struct rectangle b) {
  mpt right = mpt_least(a.x + a.width, b.x + b.width), bottom = mpt_least(a.y + a.height, b.y + b.height);
  struct rectangle both = {mpt_greatest(a.x, b.x), mpt_greatest(a.y, b.y), 0, 0};
  both.width = mpt_greatest(right - both.x, 0);
  both.height = mpt_greatest(bottom - both.y, 0);
  return both;
}

struct rectangle with_bleed(const struct drawing *drawing, struct rectangle place) {
  const struct rectangle *area = &drawing->area, *bounds = &drawing->bounds;
  mpt right = place.x + place.width, bottom = place.y + place.height;
  if (right >= area->x + area->width - EDGE_SLACK)
    right = mpt_greatest(right, bounds->x + bounds->width);
  if (bottom >= area->y + area->height - EDGE_SLACK)
    bottom = mpt_greatest(bottom, bounds->y + bounds->height);
  if (place.x <= area->x + EDGE_SLACK)
    place.x = mpt_least(place.x, bounds->x);
  if (place.y <= area->y + EDGE_SLACK)
    place.y = mpt_least(place.y, bounds->y);
  place.width = right - place.x;
  place.height = bottom - place.y;
  return common(place, *bounds);
}

void note_rule_and_card(const struct drawing *drawing, struct diagnostic *diagnostic, struct position rule) {
  const struct value *item = drawing->compose->item;
  const char *name = item == NULL ? NULL : bind_value_text(&drawing->compose->binder, item, NULL);
  diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, rule, NULL);
  if (name != NULL && *name != '\0')
    diagnostic_note(diagnostic, NOTE_CARD, item->source.at, key_clip(drawing->compose->arena, name), NULL);
}

uint32_t box_node(const struct drawing *drawing, const struct box *box, enum structure_role usual) {
  enum structure_role role = box->role == ROLE_DEFAULT ? usual : box->role;
  if (role == ROLE_ARTIFACT)
    return NODE_ARTIFACT;
  struct compose *compose = drawing->compose;
  uint32_t node = blocks_node_add(compose, role, drawing->parent);
  if (node != NODE_ARTIFACT && box->style != NULL)
    compose->list->nodes[node].language = box->style->language;
  return node;
}

/* One box, turned or not. */

static struct rectangle box_place(const struct drawing *drawing, const struct box *box, size_t index) {
  const struct rectangle *area = &drawing->area;
  mpt step_x = length_of(box->step_x, area->width), step_y = length_of(box->step_y, area->height);
  return (struct rectangle){area->x + length_of(box->x, area->width) + (mpt)index * step_x,
                            area->y + length_of(box->y, area->height) + (mpt)index * step_y,
                            length_of(box->width, area->width), length_of(box->height, area->height)};
}

static bool (*const kinds[])(const struct drawing *drawing, const struct box *box, struct rectangle place) = {
    [BOX_TEXT] = draw_text, [BOX_MARKDOWN] = draw_markdown, [BOX_FLOW] = draw_flow, [BOX_IMAGE] = draw_image,
    [BOX_QR] = draw_qr,     [BOX_CODE128] = draw_code128,   [BOX_FILL] = draw_fill, [BOX_RULE] = draw_rule,
    [BOX_SLOT] = draw_slot,
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
  if (drawing->compose->measures && (box->kind != BOX_TEXT || box->fit.same == NULL))
    return true;
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
  if (!last)
    compose->first_item = page->item_count;
  bool codes = false;
  for (size_t i = 0; i < count; i++) {
    codes |= boxes[i].kind == BOX_QR || boxes[i].kind == BOX_CODE128;
    if (boxes[i].last == last)
      made &= draw_each(&drawing, &boxes[i]);
  }
  for (size_t i = 0; i < count; i++)
    if (boxes[i].kind == BOX_SLOT && !compose->measures)
      made &= slot_is_free(&drawing, &boxes[i], box_place(&drawing, &boxes[i], 0), compose->first_item);
  return made && (!codes || codes_are_quiet(&drawing, compose->first_item));
}
