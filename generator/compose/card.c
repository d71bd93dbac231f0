/* Item -> card. It is drawn where it will be printed; there is no intermediate picture of it. */
#include "compose/card.h"

#include "compose/boxes.h"
#include "compose/sheet.h"
#include "compose/turn.h"

#include <string.h>

/* A card is set whole or not at all: what it has added so far can be taken back. */
struct mark {
  size_t nodes, items[2];
};

static struct mark mark_set(const struct compose *compose, struct card_place place) {
  struct mark mark = {.nodes = compose->list->node_count};
  for (size_t side = 0; side < place.sides; side++)
    mark.items[side] = compose->list->pages[place.page + side].item_count;
  return mark;
}

static void mark_restore(const struct compose *compose, struct card_place place, const struct mark *mark) {
  compose->list->node_count = mark->nodes;
  for (size_t side = 0; side < place.sides; side++)
    compose->list->pages[place.page + side].item_count = mark->items[side];
}

struct rectangle card_side_area(const struct layout *layout, size_t cell, bool back) {
  return layout->has_sheet
             ? sheet_cell(&layout->sheet, cell, back)
             : (struct rectangle){0, 0, card_piece_width(&layout->card), card_piece_height(&layout->card)};
}

static struct rectangle card_bounds(const struct layout *layout, size_t cell, bool back) {
  mpt bleed = layout->card.bleed;
  return layout->has_sheet ? sheet_bounds(&layout->sheet, cell, back, bleed)
                           : (struct rectangle){-bleed, -bleed, card_piece_width(&layout->card) + 2 * bleed,
                                                card_piece_height(&layout->card) + 2 * bleed};
}

bool card_back_is_turned(const struct layout *layout) {
  return layout->has_sheet && !sheet_is_mirrored_sideways(&layout->sheet);
}

/* --- sides --- */

struct side {
  const struct box *boxes;
  size_t count;
  struct rectangle area, bounds;
  struct display_page *page;
  bool turned; /* stands on its head */
};

static struct rectangle half_turn(struct rectangle of, struct rectangle about) {
  of.x = 2 * about.x + about.width - of.x - of.width;
  of.y = 2 * about.y + about.height - of.y - of.height;
  return of;
}

/* A sheet that is turned head over heels has its backs on their heads, so that a card reads upright on both sides
 * when it is turned in the hand, however its sheet went through the printer. */
static struct side side_of(const struct compose *compose, struct card_place place, bool back) {
  const struct layout *layout = compose->layout;
  struct side side = {.boxes = back ? layout->back : layout->front,
                      .count = back ? layout->back_count : layout->front_count,
                      .area = card_side_area(layout, place.cell, back),
                      .bounds = card_bounds(layout, place.cell, back),
                      .page = &compose->list->pages[place.page + back],
                      .turned = back && card_back_is_turned(layout)};
  if (side.turned)
    side.bounds = half_turn(side.bounds, side.area);
  return side;
}

/* One panel of a folded card: the front below or to the right of the fold, the back beyond it. What is above the fold
 * stands on its head. Colour goes on over all edges but the fold. */
static struct side panel_of(const struct compose *compose, struct card_place place, bool back) {
  const struct layout *layout = compose->layout;
  const struct card_spec *card = &layout->card;
  struct rectangle area = card_side_area(layout, place.cell, false), bounds = card_bounds(layout, place.cell, false);
  mpt right = bounds.x + bounds.width, bottom = bounds.y + bounds.height;
  bool top = card->fold == FOLD_TOP;
  struct side side = {.boxes = back ? layout->back : layout->front,
                      .count = back ? layout->back_count : layout->front_count,
                      .area = {area.x + (top || back ? 0 : card->width), area.y + (top && !back ? card->height : 0),
                               card->width, card->height},
                      .bounds = bounds,
                      .page = &compose->list->pages[place.page],
                      .turned = top && back};
  if (top && back)
    side.bounds.height = area.y + card->height - bounds.y;
  else if (back)
    side.bounds.width = area.x + card->width - bounds.x;
  else if (top)
    side.bounds = (struct rectangle){bounds.x, side.area.y, bounds.width, bottom - side.area.y};
  else
    side.bounds = (struct rectangle){side.area.x, bounds.y, right - side.area.x, bounds.height};
  if (side.turned)
    side.bounds = half_turn(side.bounds, side.area);
  return side;
}

static bool side_draw(struct compose *compose, const struct side *side, const struct scope *scope, uint32_t node) {
  size_t first = side->page->item_count;
  compose->bounds = side->bounds;
  bool made = boxes_draw(compose, scope, side->boxes, side->count, false, side->area, node, side->page);
  made &= boxes_draw(compose, scope, side->boxes, side->count, true, side->area, node, side->page);
  if (side->turned)
    turn_items(side->page, first, side->area, 180);
  compose->bounds = (struct rectangle){0};
  return made;
}

/* Sides of a card, on as many pages or on one. */
static size_t sides_count(const struct compose *compose) {
  return compose->layout->back_count > 0 ? 2 : 1;
}

static struct side side_at(const struct compose *compose, struct card_place place, bool back) {
  bool folded = compose->layout->card.fold != FOLD_NONE;
  return folded ? panel_of(compose, place, back) : side_of(compose, place, back);
}

static bool sides_draw(struct compose *compose, const struct scope *scope, struct card_place place) {
  bool made = true;
  uint32_t node = structure_node_add(compose->arena, compose->list, ROLE_DIV, NODE_ROOT);
  for (size_t i = 0; i < sides_count(compose); i++) {
    struct side side = side_at(compose, place, i == 1);
    made &= side_draw(compose, &side, scope, node);
  }
  return made;
}

/* --- a card of somebody --- */

/* The scope of an item without an address of its own, with the document's; NULL after an error. */
static const struct scope *url_scope(const struct compose *compose, const struct card *card, const struct scope *scope,
                                     struct scope *room) {
  struct text_source source;
  if (card->url == NULL || (card->item != NULL && value_is_true(value_field(card->item, "url"))))
    return scope;
  const char *text = bind_string(&compose->binder, scope, card->url, &source);
  if (text == NULL)
    return NULL;
  struct value *value = value_text_make(compose->arena, text, strlen(text), source, TEXT_URL);
  *room = (struct scope){scope, "url", value};
  return room;
}

bool card_draw(struct compose *compose, const struct card *card, struct card_place place) {
  struct item_scope item_room;
  struct scope url_room;
  struct mark mark = mark_set(compose, place);
  const struct scope *scope = card->scope;
  compose->item = card->item;
  if (card->item != NULL)
    scope = bind_item(&item_room, scope, card->as, card->item);
  scope = url_scope(compose, card, scope, &url_room);
  bool made = scope != NULL && sides_draw(compose, scope, place);
  if (!made)
    mark_restore(compose, place, &mark);
  compose->item = NULL;
  return made;
}

/* --- a card of nobody --- */

static struct value *text_make(struct arena *arena, const char *text, struct position at) {
  return value_text_make(arena, text, strlen(text), (struct text_source){.at = at}, TEXT_PLAIN);
}

static const struct value *blank_item(struct arena *arena, const struct blank_rule *rule) {
  struct value *flag = text_make(arena, "yes", rule->at);
  struct value_pair pairs[] = {{"blank", rule->at, flag},
                               {"role", rule->at, text_make(arena, rule->role, rule->at)},
                               {"url", rule->at, text_make(arena, "", rule->at)}};
  flag->kind = VALUE_FLAG;
  flag->flag = true;
  return value_map_make(arena, (struct text_source){.at = rule->at}, arena_memdup(arena, pairs, sizeof pairs),
                        sizeof pairs / sizeof *pairs);
}

/* Whether something that the text names is not there. */
static bool text_has_hole(const struct compose *compose, const struct scope *scope,
                          const struct local_template *local) {
  const struct binder *binder = &compose->binder;
  const struct template *text = local_template_find(local, binder->language, binder->fallback);
  for (size_t i = 0; text != NULL && i < text->count; i++)
    if (text->parts[i].text == NULL && !value_is_true(bind_expression(binder, scope, text->parts[i].expression)))
      return true;
  return false;
}

/* Words can have a hole, to be filled in by hand; a code or a picture cannot. */
static struct side side_without_holes(const struct compose *compose, struct side side, const struct scope *scope) {
  static const bool may[] = {
      [BOX_TEXT] = true, [BOX_MARKDOWN] = true, [BOX_FLOW] = true, [BOX_FILL] = true, [BOX_RULE] = true};
  struct box *kept = arena_array(compose->arena, side.count, sizeof *kept);
  size_t count = 0;
  for (size_t i = 0; i < side.count; i++) {
    size_t kind = (size_t)side.boxes[i].kind;
    if ((kind < sizeof may && may[kind]) || !text_has_hole(compose, scope, &side.boxes[i].text))
      kept[count++] = side.boxes[i];
  }
  side.boxes = kept;
  side.count = count;
  return side;
}

bool card_draw_blank(struct compose *compose, const struct scope *scope, const struct blank_rule *rule,
                     struct card_place place) {
  struct item_scope room;
  struct mark mark = mark_set(compose, place);
  const struct value *item = blank_item(compose->arena, rule);
  uint32_t node = structure_node_add(compose->arena, compose->list, ROLE_DIV, NODE_ROOT);
  bool made = true;
  scope = bind_item(&room, scope, NULL, item);
  compose->item = item;
  for (size_t i = 0; i < sides_count(compose); i++) {
    struct side side = side_without_holes(compose, side_at(compose, place, i == 1), scope);
    made &= side_draw(compose, &side, scope, node);
  }
  if (!made)
    mark_restore(compose, place, &mark);
  compose->item = NULL;
  return made;
}

/* --- separators --- */

static struct rectangle cells_area(const struct sheet_spec *sheet) {
  struct rectangle first = sheet_cell(sheet, 0, false), last = sheet_cell(sheet, sheet_cells(sheet) - 1, false);
  first.width = last.x + last.width - first.x;
  first.height = last.y + last.height - first.y;
  return first;
}

bool card_draw_separator(struct compose *compose, const struct scope *scope, const struct card_group *group,
                         struct card_place place) {
  const struct layout *layout = compose->layout;
  struct position at = layout->separator[0].at;
  struct value *name = text_make(compose->arena, group->name, at);
  struct value *count = text_make(compose->arena, arena_printf(compose->arena, "%zu", group->count), at);
  struct mark mark = mark_set(compose, place);
  struct side side = side_of(compose, place, false);
  count->kind = VALUE_NUMBER;
  count->thousandths = (int64_t)group->count * 1000;
  side.boxes = layout->separator;
  side.count = layout->separator_count;
  if (group->whole)
    side.area = side.bounds = cells_area(&layout->sheet);
  const struct scope named = {scope, "group", name}, counted = {&named, "count", count};
  uint32_t node = structure_node_add(compose->arena, compose->list, ROLE_DIV, NODE_ROOT);
  bool made = side_draw(compose, &side, &counted, node);
  if (!made)
    mark_restore(compose, place, &mark);
  return made;
}
