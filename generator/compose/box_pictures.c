/* Boxes of pictures. */
#include "compose/blocks.h"
#include "compose/box_parts.h"
#include "compose/pictures.h"
#include "compose/spans.h"
#include "compose/typographer.h"
#include "input/keys.h"

/* The whole picture's rectangle: within the place, or covering it. */
static struct rectangle picture_place(const struct box *box, const struct picture *picture, struct rectangle place) {
  int64_t by_width = (int64_t)place.width * picture->height, by_height = (int64_t)place.height * picture->width;
  struct rectangle whole = place;
  if ((by_width <= by_height) != box->cover)
    whole.height = muldiv(place.width, picture->height, picture->width);
  else
    whole.width = muldiv(place.height, picture->width, picture->height);
  mpt room_x = place.width - whole.width, room_y = place.height - whole.height;
  bool centred = box->align == ALIGN_CENTRE || (box->upper_third && box->align != ALIGN_RIGHT);
  if (centred || box->align == ALIGN_RIGHT)
    whole.x += centred ? room_x / 2 : room_x;
  if (box->upper_third)
    whole.y += room_y / 3;
  else if (box->valign != VALIGN_TOP)
    whole.y += box->valign == VALIGN_MIDDLE ? room_y / 2 : room_y;
  return whole;
}

void figure_link(const struct drawing *drawing, const struct figure *figure, struct rectangle shown) {
  if (*figure->link == '\0')
    return;
  struct display_item *item = display_item_add(drawing->compose->arena, drawing->page, ITEM_LINK, figure->link_node);
  item->link.place = shown;
  item->link.target = figure->link;
  item->link.description = *figure->alt == '\0' ? figure->link : figure->alt;
}

bool figure_bind(const struct drawing *drawing, const struct box *box, struct figure *out) {
  struct compose *compose = drawing->compose;
  out->content = bind_string(&compose->binder, drawing->scope, &box->text, &out->source);
  out->alt = bind_string(&compose->binder, drawing->scope, &box->alt, NULL);
  if (out->alt != NULL)
    out->alt = typographer_alt(compose, out->alt);
  out->link = spans_link(compose, drawing->scope, &box->link);
  return out->content != NULL && out->alt != NULL && out->link != NULL;
}

void figure_add(const struct drawing *drawing, const struct box *box, struct figure *figure) {
  struct drawing inside = *drawing;
  bool decoration = drawing->parent == NODE_ARTIFACT || box->role == ROLE_ARTIFACT;
  if (decoration)
    figure->link = "";
  if (*figure->link != '\0')
    figure->link_node = inside.parent = blocks_node_add(drawing->compose, ROLE_LINK, drawing->parent);
  figure->node = box_node(&inside, box, ROLE_FIGURE);
  blocks_figure_set(drawing->compose, figure->node, &(struct figure_text){figure->alt, figure->source.at, box->at});
}

/* A text on a colour where there is no picture: initials on the colour of a role, say. */
static bool draw_instead(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  enum { SMALLEST = 5000 }; /* mpt */
  struct box ground = *box, text = *box;
  ground.kind = BOX_FILL;
  ground.text = box->ground;
  text.kind = BOX_TEXT;
  text.text = box->instead;
  text.role = ROLE_ARTIFACT; /* the name stands elsewhere */
  text.link = (struct local_template){0};
  text.valign = VALIGN_MIDDLE;
  text.fit = (struct fit){.minimum = mpt_least(box->style->size, SMALLEST), .maximum = box->style->size, .lines = 1};
  struct card_record *record = drawing->compose->record;
  drawing->compose->record = NULL; /* its size is no name's */
  bool made = (box->ground.count == 0 || draw_fill(drawing, &ground, place)) && draw_text(drawing, &text, place);
  drawing->compose->record = record;
  return made;
}

/* No picture: what stands for it, if anything does. */
static bool draw_missing(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  if (drawing->compose->record != NULL)
    drawing->compose->record->photo_missing = true;
  return box->instead.count == 0 || draw_instead(drawing, box, place);
}

/* The picture, or NULL with *instead when a text may stand for one that cannot be used: then that is a warning. */
static const struct picture *picture_find(const struct drawing *drawing, const struct box *box,
                                          const struct figure *figure, bool *instead) {
  struct compose *compose = drawing->compose;
  *instead = box->instead.count > 0;
  if (!*instead)
    return pictures_find(compose, figure->content, figure->source.at);
  struct sink *sink = compose->sink;
  compose->sink = sink_new();
  const struct picture *picture = pictures_find(compose, figure->content, figure->source.at);
  sink_drop(compose->sink);
  compose->sink = sink;
  if (picture == NULL)
    note_rule_and_card(
        drawing,
        sink_report(sink, PICTURE_REPLACED, figure->source.at, key_clip(compose->arena, figure->content), NULL),
        box->at);
  return picture;
}

bool draw_image(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  struct compose *compose = drawing->compose;
  struct figure figure = {0};
  if (!figure_bind(drawing, box, &figure))
    return false;
  if (*figure.content == '\0')
    return draw_missing(drawing, box, place);
  bool instead;
  const struct picture *picture = picture_find(drawing, box, &figure, &instead);
  if (picture == NULL && instead)
    return draw_missing(drawing, box, place);
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
  figure_link(drawing, &figure, item->image.clip);
  return true;
}
