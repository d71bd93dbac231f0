/* Items -> cards -> sheets. A card is drawn where it will be printed; there is no intermediate picture of it. */
#include "compose/card.h"

#include "compose/boxes.h"
#include "compose/sheet.h"

#include <string.h>

/* What one call adds. */
struct part {
  struct compose *compose;
  struct card_run *run;
  size_t total;       /* items */
  size_t first_sheet; /* the part's */
  size_t first_page;  /* in the list */
  size_t sides;       /* pages a sheet: 1, or 2 with backs */
  size_t sheets;      /* at most in this part */
};

/* Where a card stands. */
struct card_place {
  size_t page; /* of its front */
  size_t cell; /* without sheets: 0 */
};

/* A card is set whole or not at all: what it has added so far can be taken back. */
struct mark {
  size_t nodes, items[2];
};

static struct display_page *page_at(const struct part *part, size_t page) {
  return &part->compose->list->pages[page];
}

static struct mark mark_set(const struct part *part, size_t page) {
  struct mark mark = {.nodes = part->compose->list->node_count};
  for (size_t side = 0; side < part->sides; side++)
    mark.items[side] = page_at(part, page + side)->item_count;
  return mark;
}

static void mark_restore(const struct part *part, size_t page, const struct mark *mark) {
  part->compose->list->node_count = mark->nodes;
  for (size_t side = 0; side < part->sides; side++)
    page_at(part, page + side)->item_count = mark->items[side];
}

static struct rectangle card_area(const struct layout *layout, size_t cell, bool back) {
  return layout->has_sheet ? sheet_cell(&layout->sheet, cell, back)
                           : (struct rectangle){0, 0, layout->card.width, layout->card.height};
}

static struct rectangle card_bounds(const struct layout *layout, size_t cell, bool back) {
  mpt bleed = layout->card.bleed;
  return layout->has_sheet
             ? sheet_bounds(&layout->sheet, cell, back, bleed)
             : (struct rectangle){-bleed, -bleed, layout->card.width + 2 * bleed, layout->card.height + 2 * bleed};
}

static bool side_draw(const struct part *part, const struct scope *scope, struct card_place place, bool back,
                      uint32_t node) {
  struct compose *compose = part->compose;
  const struct layout *layout = compose->layout;
  const struct box *boxes = back ? layout->back : layout->front;
  size_t count = back ? layout->back_count : layout->front_count;
  struct display_page *page = page_at(part, place.page + back);
  struct rectangle area = card_area(layout, place.cell, back);
  compose->bounds = card_bounds(layout, place.cell, back);
  bool made = boxes_draw(compose, scope, boxes, count, false, area, node, page);
  made &= boxes_draw(compose, scope, boxes, count, true, area, node, page);
  return made;
}

/* The scope of an item without an address of its own, with the document's; NULL after an error. */
static const struct scope *url_scope(const struct part *part, const struct scope *scope, struct scope *room) {
  const struct local_template *url = part->run->url;
  const struct value *item = part->compose->item;
  struct text_source source;
  if (url == NULL || (item != NULL && value_is_true(value_field(item, "url"))))
    return scope;
  const char *text = bind_string(&part->compose->binder, scope, url, &source);
  if (text == NULL)
    return NULL;
  struct value *value = arena_zalloc(part->compose->arena, 1, sizeof *value);
  *value = (struct value){.kind = VALUE_TEXT, .format = TEXT_URL, .source = source, .text = text};
  value->length = strlen(text);
  *room = (struct scope){scope, "url", value};
  return room;
}

/* False when the card could not be set; then nothing of it is left. */
static bool card_draw(const struct part *part, const struct value *item, struct card_place place) {
  struct compose *compose = part->compose;
  struct item_scope item_room;
  struct scope url_room;
  struct mark mark = mark_set(part, place.page);
  compose->item = item;
  const struct scope *scope = part->run->scope;
  if (item != NULL)
    scope = bind_item(&item_room, scope, part->run->as, item);
  scope = url_scope(part, scope, &url_room);
  bool made = scope != NULL;
  if (made) {
    uint32_t node = structure_node_add(compose->arena, compose->list, ROLE_DIV, NODE_ROOT);
    for (size_t side = 0; side < part->sides; side++)
      made &= side_draw(part, scope, place, side == 1, node);
  }
  if (!made)
    mark_restore(part, place.page, &mark);
  compose->item = NULL;
  compose->bounds = (struct rectangle){0};
  return made;
}

/* Item `index`, drawn or counted as refused. */
static bool item_draw(const struct part *part, size_t index, struct card_place place) {
  struct card_run *run = part->run;
  const struct sink *sink = part->compose->sink;
  size_t errors = sink_count(sink, SEVERITY_ERROR);
  const struct value *item = run->items == NULL ? NULL : value_item(part->compose->arena, run->items, index);
  bool made = (item != NULL || run->items == NULL) && card_draw(part, item, place);
  run->next++;
  run->refused += !made;
  run->errors += made ? 0 : sink_count(sink, SEVERITY_ERROR) - errors;
  return made;
}

/* The line that says which sheet it is. One that does not fit is reported by its box. */
static void slug_draw(const struct part *part, bool back, struct display_page *page) {
  struct compose *compose = part->compose;
  const struct layout *layout = compose->layout;
  size_t number = part->first_sheet * part->sides + compose->list->page_count - part->first_page;
  struct value value = {.kind = VALUE_NUMBER, .thousandths = (int64_t)number * 1000};
  value.text = arena_printf(compose->arena, "%zu", number);
  value.length = strlen(value.text);
  const struct scope scope = {.outer = part->run->scope, .name = "page", .value = &value};
  boxes_draw(compose, &scope, layout->sheet.slug, 1, false, sheet_slug(&layout->sheet, back, layout->card.bleed),
             NODE_ARTIFACT, page);
}

/* The pages of a sheet, with their marks. */
static void sheet_add(const struct part *part) {
  struct compose *compose = part->compose;
  const struct layout *layout = compose->layout;
  const struct sheet_spec *sheet = &layout->sheet;
  for (size_t side = 0; side < part->sides; side++) {
    struct display_page *page =
        layout->has_sheet ? display_page_add(compose->arena, compose->list, sheet->stock.width, sheet->stock.height, 0)
                          : display_page_add(compose->arena, compose->list, layout->card.width, layout->card.height,
                                             layout->card.bleed);
    if (layout->has_sheet)
      sheet_marks(compose, sheet, side == 1, layout->card.bleed, page);
    if (layout->has_sheet && sheet->slug)
      slug_draw(part, side == 1, page);
  }
}

static size_t page_of_sheet(const struct part *part, size_t sheet) {
  return part->first_page + (sheet - part->first_sheet) * part->sides;
}

/* Where the next card goes: after the last one that was set, whatever was refused between. */
static struct sheet_place next_place(const struct part *part) {
  const struct layout *layout = part->compose->layout;
  size_t card = part->run->next - part->run->refused;
  return layout->has_sheet ? sheet_place(&layout->sheet, card, part->total) : (struct sheet_place){card, 0};
}

static void part_in_order(struct part *part) {
  struct compose *compose = part->compose;
  bool filled = true; /* something stands on the last sheet */
  part->first_sheet = next_place(part).sheet;
  while (part->run->next < part->total) {
    struct sheet_place place = next_place(part);
    size_t page = page_of_sheet(part, place.sheet);
    if (place.sheet - part->first_sheet >= part->sheets)
      break;
    if (page == compose->list->page_count) {
      sheet_add(part);
      filled = false;
    }
    filled |= item_draw(part, part->run->next, (struct card_place){page, place.cell});
  }
  if (!filled)
    compose->list->page_count -= part->sides;
  part->run->done = part->run->next >= part->total;
}

static void part_stacked(struct part *part) {
  struct card_run *run = part->run;
  const struct sheet_spec *sheet = &part->compose->layout->sheet;
  size_t count = sheet_count(sheet, part->total), cells = sheet_cells(sheet);
  part->first_sheet = run->sheet;
  for (; run->sheet < count && run->sheet - part->first_sheet < part->sheets; run->sheet++) {
    sheet_add(part);
    for (size_t cell = 0; cell < cells; cell++) {
      size_t card = sheet_card(sheet, (struct sheet_place){run->sheet, cell}, part->total);
      if (card != SHEET_NO_CARD)
        item_draw(part, card, (struct card_place){page_of_sheet(part, run->sheet), cell});
    }
  }
  run->done = run->sheet >= count;
}

bool card_part(struct compose *compose, struct card_run *run) {
  const struct layout *layout = compose->layout;
  size_t before = compose->list->page_count;
  struct part part = {.compose = compose, .run = run, .first_page = before, .sides = layout->back_count > 0 ? 2 : 1};
  part.total = run->items == NULL ? 1 : value_count(run->items);
  part.sheets = PART_PAGES / part.sides;
  compose->pictures = NULL; /* those of the last part went with its arena */
  compose->picture_count = compose->picture_capacity = 0;
  while (!run->done && compose->list->page_count == before)
    if (layout->has_sheet && layout->sheet.order == ORDER_CUT_AND_STACK)
      part_stacked(&part);
    else
      part_in_order(&part);
  return compose->list->page_count > before;
}
