/* Boxes of colour and lines. */
#include "compose/box_parts.h"

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

bool draw_fill(const struct drawing *drawing, const struct box *box, struct rectangle place) {
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

bool draw_rule(const struct drawing *drawing, const struct box *box, struct rectangle place) {
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

/* A point of a slot's outline: number `n` of 2 × ARC + 2, from the begin of one rounded end round to it. */
enum { ARC = 8 };
static void slot_point(struct rectangle place, int n, mpt *x, mpt *y) {
  static const int cosine[ARC + 1] = {1000, 924, 707, 383, 0, -383, -707, -924, -1000}; /* of eighths of a half turn */
  bool across = place.width >= place.height;
  mpt length = across ? place.width : place.height, radius = (across ? place.height : place.width) / 2;
  bool second = n > ARC;
  int k = second ? n - ARC - 1 : n, sine = k <= ARC / 2 ? cosine[ARC / 2 - k] : cosine[k - ARC / 2];
  mpt out = muldiv(radius, sine, 1000), side = muldiv(radius, cosine[k], 1000);
  mpt along = second ? radius - out : length - radius + out, away = second ? radius + side : radius - side;
  *x = place.x + (across ? along : away);
  *y = place.y + (across ? away : along);
}

/* A hairline where the punch goes: as long and wide as the box, with round ends; a circle when it is a square. */
bool draw_slot(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  enum { POINTS = 2 * ARC + 2 };
  struct named_colour named = {.colour = box->style->colour};
  if (!box_colour(drawing, box, &named))
    return false;
  for (int i = 0; i < POINTS && named.colour.space != COLOUR_NONE; i++) {
    struct display_item *item = display_item_add(drawing->compose->arena, drawing->page, ITEM_RULE, NODE_ARTIFACT);
    item->colour = named.colour;
    item->origin = named.origin;
    item->rule.thickness = box->thickness;
    slot_point(place, i, &item->rule.x1, &item->rule.y1);
    slot_point(place, (i + 1) % POINTS, &item->rule.x2, &item->rule.y2);
  }
  return true;
}
