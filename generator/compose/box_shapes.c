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
