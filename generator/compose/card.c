/* Items -> cards -> sheets. A card is drawn where it will be printed; there is no intermediate picture of it. */
#include "compose/card.h"

#include "compose/boxes.h"
#include "compose/sheet.h"

#include <string.h>

/* What one call adds. */
struct part {
  struct compose *compose;
  struct card_run *run;
  size_t total;      /* items */
  size_t first_page; /* in the list */
  size_t sides;      /* pages a sheet: 1, or 2 with backs */
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

/* Pages a sheet, or a card that is a page. */
static size_t card_sides(const struct layout *layout) {
  return layout->back_count > 0 ? 2 : 1;
}

/* Sheets of one part, when a file may have so many pages. */
static size_t part_sheets(const struct layout *layout, size_t pages) {
  size_t sheets = (pages < PART_PAGES ? pages : PART_PAGES) / card_sides(layout);
  return sheets > 0 ? sheets : 1;
}

/* Sheets of one file: whole parts. */
static size_t volume_sheets(const struct layout *layout, size_t pages) {
  size_t sheets = part_sheets(layout, pages), parts = pages / (sheets * card_sides(layout));
  return sheets * (parts > 0 ? parts : 1);
}

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
  run->refused += !made;
  run->errors += made ? 0 : sink_count(sink, SEVERITY_ERROR) - errors;
  return made;
}

/* The line that says which page of all it is. One that does not fit is reported by its box. */
static void slug_draw(const struct part *part, size_t sheet, bool back, struct display_page *page) {
  struct compose *compose = part->compose;
  const struct layout *layout = compose->layout;
  size_t number = sheet * part->sides + back + 1;
  struct value value = {.kind = VALUE_NUMBER, .thousandths = (int64_t)number * 1000};
  value.text = arena_printf(compose->arena, "%zu", number);
  value.length = strlen(value.text);
  const struct scope scope = {.outer = part->run->scope, .name = "page", .value = &value};
  boxes_draw(compose, &scope, layout->sheet.slug, 1, false, sheet_slug(&layout->sheet, back, layout->card.bleed),
             NODE_ARTIFACT, page);
}

/* The pages of a sheet, with their marks. */
static void sheet_add(const struct part *part, size_t number) {
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
      slug_draw(part, number, side == 1, page);
  }
}

/* A sheet on which nothing could be set is left out; on others the cells of refused cards stay blank. */
static void sheet_make(const struct part *part, size_t number) {
  struct display_list *list = part->compose->list;
  const struct layout *layout = part->compose->layout;
  size_t page = list->page_count, nodes = list->node_count;
  size_t cells = layout->has_sheet ? sheet_cells(&layout->sheet) : 1;
  bool filled = false;
  struct sheet_volume volume;
  if (layout->has_sheet)
    volume = sheet_volume(&layout->sheet, volume_sheets(layout, part->compose->limits->pages), number, part->total);
  sheet_add(part, number);
  for (size_t n = 0; n < cells; n++) {
    size_t cell = layout->has_sheet ? sheet_nth_cell(&layout->sheet, n) : 0;
    size_t card = layout->has_sheet ? sheet_volume_card(&volume, cell) : number;
    if (card != SHEET_NO_CARD)
      filled |= item_draw(part, card, (struct card_place){page, cell});
  }
  if (filled)
    return;
  list->page_count = page;
  list->node_count = nodes;
}

static size_t items_total(const struct card_run *run) {
  return run->items == NULL ? 1 : value_count(run->items);
}

static size_t sheets_total(const struct layout *layout, const struct card_run *run) {
  return layout->has_sheet ? sheet_count(&layout->sheet, items_total(run)) : items_total(run);
}

size_t card_parts(const struct layout *layout, const struct card_run *run, size_t pages) {
  size_t sheets = part_sheets(layout, pages);
  return (sheets_total(layout, run) + sheets - 1) / sheets;
}

void card_part(struct compose *compose, struct card_run *run, size_t index) {
  const struct layout *layout = compose->layout;
  struct part part = {.compose = compose, .run = run, .first_page = compose->list->page_count};
  part.sides = card_sides(layout);
  part.total = items_total(run);
  size_t sheets = part_sheets(layout, compose->limits->pages), end = sheets_total(layout, run);
  size_t first = index * sheets, last = end - first < sheets ? end : first + sheets;
  compose->pictures = NULL; /* those of the last part went with its arena */
  compose->picture_count = compose->picture_capacity = 0;
  for (size_t sheet = first; sheet < last; sheet++)
    sheet_make(&part, sheet);
}
