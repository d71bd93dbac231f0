/* A turned box is drawn upright first and its items are turned afterwards, so that no kind of box has to know. */
#include "compose/turn.h"

struct pivot {
  mpt x, y;
  int degrees;
};

static struct pivot pivot_of(struct rectangle place, int degrees) {
  return (struct pivot){place.x + place.width / 2, place.y + place.height / 2, degrees};
}

struct rectangle turn_frame(struct rectangle place, int degrees) {
  if (degrees != 90 && degrees != 270)
    return place;
  struct pivot pivot = pivot_of(place, degrees);
  return (struct rectangle){pivot.x - place.height / 2, pivot.y - place.width / 2, place.height, place.width};
}

static void turn_point(const struct pivot *pivot, mpt *x, mpt *y) {
  mpt dx = *x - pivot->x, dy = *y - pivot->y;
  switch (pivot->degrees) {
  case 90:
    *x = pivot->x - dy;
    *y = pivot->y + dx;
    break;
  case 180:
    *x = pivot->x - dx;
    *y = pivot->y - dy;
    break;
  case 270:
    *x = pivot->x + dy;
    *y = pivot->y - dx;
    break;
  default:
    break;
  }
}

static void turn_rectangle(const struct pivot *pivot, struct rectangle *rectangle) {
  mpt x1 = rectangle->x, y1 = rectangle->y, x2 = x1 + rectangle->width, y2 = y1 + rectangle->height;
  turn_point(pivot, &x1, &y1);
  turn_point(pivot, &x2, &y2);
  *rectangle = (struct rectangle){x1 < x2 ? x1 : x2, y1 < y2 ? y1 : y2, x1 < x2 ? x2 - x1 : x1 - x2,
                                  y1 < y2 ? y2 - y1 : y1 - y2};
}

/* The picture keeps its size about its turned centre, because a device turns it there; what shows of it turns. */
static void turn_image(const struct pivot *pivot, struct display_item *item) {
  struct rectangle *place = &item->image.place;
  mpt x = place->x + place->width / 2, y = place->y + place->height / 2;
  turn_point(pivot, &x, &y);
  place->x = x - place->width / 2;
  place->y = y - place->height / 2;
  item->image.rotate = (int16_t)((item->image.rotate + pivot->degrees) % 360);
  turn_rectangle(pivot, &item->image.clip);
}

static void turn_item(const struct pivot *pivot, struct display_item *item) {
  switch (item->kind) {
  case ITEM_RUN:
    turn_point(pivot, &item->run.x, &item->run.y);
    item->run.rotate = (int16_t)((item->run.rotate + pivot->degrees) % 360);
    break;
  case ITEM_FILL:
    turn_rectangle(pivot, &item->fill);
    break;
  case ITEM_RULE:
    turn_point(pivot, &item->rule.x1, &item->rule.y1);
    turn_point(pivot, &item->rule.x2, &item->rule.y2);
    break;
  case ITEM_IMAGE:
    turn_image(pivot, item);
    break;
  case ITEM_MODULES: /* a code reads in every direction, but bars have one */
    turn_rectangle(pivot, &item->modules.place);
    if (item->modules.modules != NULL && item->modules.modules->rows == 1 && pivot->degrees % 180 != 0)
      item->modules.turned = !item->modules.turned;
    break;
  case ITEM_LINK:
    turn_rectangle(pivot, &item->link.place);
    break;
  }
}

void turn_items(struct display_page *page, size_t first, struct rectangle place, int degrees) {
  struct pivot pivot = pivot_of(place, degrees);
  for (size_t i = first; i < page->item_count; i++)
    turn_item(&pivot, &page->items[i]);
}
