/* Items of a card -> the same items at another place and size. A code, a picture or a rule stays what it is, so that
 * the copy shows what will be printed and not a picture of it. */
#include "compose/contact_card.h"

#include "compose/turn.h"

#include <string.h>

struct copying {
  struct arena *arena;
  const struct display_list *from;
  const char *name; /* of whom the card is about */
  const struct contact_place *place;
  struct rectangle area; /* of the side, where it was drawn */
  uint32_t text;         /* the paragraph; 0: none yet */
};

static mpt scaled(const struct copying *copying, mpt length) {
  return copying->place->permille == 1000 ? length : muldiv(length, copying->place->permille, 1000);
}

static mpt moved_x(const struct copying *copying, mpt x) {
  return copying->place->x + scaled(copying, x - copying->area.x);
}

static mpt moved_y(const struct copying *copying, mpt y) {
  return copying->place->y + scaled(copying, y - copying->area.y);
}

/* By its edges, so that what touched still touches. */
static struct rectangle moved(const struct copying *copying, struct rectangle from) {
  mpt x = moved_x(copying, from.x), y = moved_y(copying, from.y);
  return (struct rectangle){x, y, moved_x(copying, from.x + from.width) - x,
                            moved_y(copying, from.y + from.height) - y};
}

/* What is left of it when the card is cut. False: nothing. */
static bool trimmed(struct rectangle *of, struct rectangle area) {
  mpt right = of->x + of->width, bottom = of->y + of->height;
  mpt area_right = area.x + area.width, area_bottom = area.y + area.height;
  of->x = of->x > area.x ? of->x : area.x;
  of->y = of->y > area.y ? of->y : area.y;
  of->width = (right < area_right ? right : area_right) - of->x;
  of->height = (bottom < area_bottom ? bottom : area_bottom) - of->y;
  return of->width > 0 && of->height > 0;
}

static const struct glyph_run *run_scaled(const struct copying *copying, const struct glyph_run *run) {
  if (copying->place->permille == 1000)
    return run;
  struct glyph_run *out = arena_memdup(copying->arena, run, sizeof *run);
  struct glyph *glyphs = arena_memdup(copying->arena, run->glyphs, run->count * sizeof *glyphs);
  out->size = scaled(copying, run->size);
  out->width = scaled(copying, run->width);
  out->glyphs = glyphs;
  for (uint32_t i = 0; i < run->count; i++) {
    glyphs[i].x = scaled(copying, glyphs[i].x);
    glyphs[i].y = scaled(copying, glyphs[i].y);
  }
  return out;
}

/* False when nothing of the item is to be seen. */
static bool item_move(const struct copying *copying, struct display_item *item) {
  switch (item->kind) {
  case ITEM_RUN:
    item->run.x = moved_x(copying, item->run.x);
    item->run.y = moved_y(copying, item->run.y);
    item->run.run = run_scaled(copying, item->run.run);
    return true;
  case ITEM_FILL:
    if (!trimmed(&item->fill, copying->area))
      return false;
    item->fill = moved(copying, item->fill);
    return true;
  case ITEM_RULE:
    item->rule.x1 = moved_x(copying, item->rule.x1);
    item->rule.x2 = moved_x(copying, item->rule.x2);
    item->rule.y1 = moved_y(copying, item->rule.y1);
    item->rule.y2 = moved_y(copying, item->rule.y2);
    item->rule.thickness = scaled(copying, item->rule.thickness);
    return true;
  case ITEM_IMAGE:
    if (!trimmed(&item->image.clip, copying->area))
      return false;
    item->image.clip = moved(copying, item->image.clip);
    item->image.place = moved(copying, item->image.place);
    return true;
  case ITEM_MODULES:
    item->modules.place = moved(copying, item->modules.place);
    return true;
  case ITEM_LINK:
    return false;
  }
  return false;
}

static bool is_text(const char *text) {
  return text != NULL && *text != '\0';
}

/* What stood in a figure is a figure, in a file for a press maybe without words for it; words are one paragraph; the
 * rest is decoration. */
static uint32_t item_node(struct copying *copying, const struct display_item *item) {
  const struct contact_place *place = copying->place;
  const struct structure_node *was = &copying->from->nodes[item->node];
  if (item->node < NODE_FIRST)
    return NODE_ARTIFACT;
  if (was->role == ROLE_FIGURE && (item->kind == ITEM_IMAGE || item->kind == ITEM_MODULES)) {
    const char *alt = is_text(was->alt) ? was->alt : copying->name;
    if (!is_text(alt))
      return NODE_ARTIFACT;
    uint32_t node = structure_node_add(copying->arena, place->list, ROLE_FIGURE, place->parent);
    place->list->nodes[node].alt = alt;
    place->list->nodes[node].language = was->language;
    place->list->nodes[node].at = was->at;
    place->list->nodes[node].rule = was->rule;
    return node;
  }
  if (item->kind != ITEM_RUN)
    return NODE_ARTIFACT;
  if (copying->text == 0)
    copying->text = structure_node_add(copying->arena, place->list, ROLE_P, place->parent);
  return copying->text;
}

void contact_card_draw(struct arena *arena, const struct display_list *list, const struct card_record *record,
                       size_t side, const struct contact_place *place) {
  const struct card_side *from = &record->sides[side];
  if (from->count == 0)
    return;
  struct copying copying = {.arena = arena, .from = list, .name = record->name, .place = place, .area = from->place};
  const struct display_item *items = &list->pages[record->page + side].items[from->first];
  struct display_page upright = {.items = arena_memdup(arena, items, from->count * sizeof *items),
                                 .item_count = from->count,
                                 .item_capacity = from->count};
  if (from->turned)
    turn_items(&upright, 0, from->place, 180);
  for (size_t i = 0; i < upright.item_count; i++) {
    struct display_item *item = &upright.items[i];
    uint32_t node = item_node(&copying, item);
    if (!item_move(&copying, item))
      continue;
    struct display_item *added = display_item_add(arena, place->page, item->kind, node);
    *added = *item;
    added->node = node;
  }
}
