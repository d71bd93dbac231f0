/* Columns of items -> pages with their fixed boxes, in reading order. */
#include "compose/pages.h"

#include "compose/boxes.h"
#include "compose/notes.h"
#include "compose/page_breaks.h"

#include <stdio.h>
#include <string.h>

static struct value number_value(struct compose *compose, size_t number) {
  const char *text = arena_printf(compose->arena, "%zu", number);
  return (struct value){
      .kind = VALUE_NUMBER, .text = text, .length = strlen(text), .thousandths = (int64_t)number * 1000};
}

mpt pages_column_width(const struct page_spec *page) {
  mpt width = page->width - page->left - page->right;
  int columns = page->columns > 1 ? page->columns : 1;
  return (width - page->gutter * (columns - 1)) / columns;
}

static mpt grid_floor(const struct page_spec *page, mpt height) {
  return page->grid > 0 && height > 0 ? height / page->grid * page->grid : height;
}

mpt pages_column_height(const struct page_spec *page) {
  return grid_floor(page, page->height - page->top - page->bottom);
}

static mpt first_column_height(const struct page_spec *page) {
  return grid_floor(page, page->height - page->first_top - page->bottom);
}

struct pages { /* being made */
  struct compose *compose;
  const struct scope *scope;
  const struct flow *flow;
  size_t count;             /* pages */
  uint32_t first_boxes_end; /* nodes there are once the boxes before the flow stand on the first page */
};

/* Boxes of following pages decorate, unless the layout says what they are. */
static bool page_boxes(const struct pages *pages, const struct scope *scope, size_t page_index, bool last,
                       struct display_page *page) {
  const struct layout *layout = pages->compose->layout;
  bool first = page_index == 0;
  const struct box *boxes = first ? layout->first : layout->rest;
  size_t count = first ? layout->first_count : layout->rest_count;
  const struct rectangle area = {.width = layout->page.width, .height = layout->page.height};
  bool ok = true;
  for (size_t i = 0; i < count; i++) {
    uint32_t parent = first || boxes[i].role != ROLE_DEFAULT ? NODE_ROOT : NODE_ARTIFACT;
    ok &= boxes_draw(pages->compose, scope, &boxes[i], 1, last, area, parent, page);
  }
  return ok;
}

static void page_flow(const struct pages *pages, bool first, const struct page_column *columns, size_t count,
                      struct display_page *page) {
  const struct page_spec *spec = &pages->compose->layout->page;
  mpt x = spec->left, top = first ? spec->first_top : spec->top;
  mpt bottom = top + (first ? first_column_height(spec) : pages_column_height(spec));
  for (size_t i = 0; i < count; i++) {
    const struct page_column *column = &columns[i];
    flow_draw(pages->compose, pages->flow, column->from, column->to, x, top, page);
    notes_draw(pages->compose, pages->flow, column->from, column->to, x, bottom, page);
    x += pages_column_width(spec) + spec->gutter;
  }
}

static bool page_make(struct pages *pages, size_t index, const struct page_column *columns, size_t count) {
  struct compose *compose = pages->compose;
  const struct page_spec *spec = &compose->layout->page;
  const struct value number = number_value(compose, index + 1), total = number_value(compose, pages->count);
  const struct scope with_total = {.outer = pages->scope, .name = "pages", .value = &total};
  const struct scope scope = {.outer = &with_total, .name = "page", .value = &number};
  struct display_page *page = display_page_add(compose->arena, compose->list, spec->width, spec->height, 0);
  bool ok = page_boxes(pages, &scope, index, false, page);
  if (index == 0)
    pages->first_boxes_end = (uint32_t)compose->list->node_count;
  page_flow(pages, index == 0, columns, count, page);
  return page_boxes(pages, &scope, index, true, page) && ok;
}

/* --- reading order --- */

struct rotation { /* nodes [first, middle) and [middle, last) change places */
  uint32_t first, middle, last;
};

static uint32_t rotated(const struct rotation *rotation, uint32_t node) {
  if (node < rotation->first || node >= rotation->last)
    return node;
  if (node < rotation->middle)
    return node + (rotation->last - rotation->middle);
  return node - (rotation->middle - rotation->first);
}

/* The flow is bound, and has its nodes, before the number of pages is known, which the boxes of the first page may
 * show. Those that are read before the flow get their nodes afterwards and are moved in front here. */
static void nodes_rotate(struct compose *compose, const struct rotation *rotation) {
  struct display_list *list = compose->list;
  struct structure_node *nodes = arena_memdup(compose->arena, list->nodes, list->node_count * sizeof *nodes);
  for (uint32_t i = NODE_FIRST; i < list->node_count; i++) {
    struct structure_node *node = &list->nodes[rotated(rotation, i)];
    *node = nodes[i];
    node->parent = rotated(rotation, node->parent);
    node->reference = rotated(rotation, node->reference);
  }
  for (size_t p = 0; p < list->page_count; p++) {
    for (size_t i = 0; i < list->pages[p].item_count; i++) {
      struct display_item *item = &list->pages[p].items[i];
      item->node = rotated(rotation, item->node);
    }
  }
}

/* --- the whole --- */

static size_t pages_count(const struct page_breaks *breaks) {
  size_t count = 0;
  for (size_t i = 0; i < breaks->count; i++)
    count += breaks->columns[i].page_ends;
  return count;
}

static bool pages_check(struct compose *compose, const struct flow *flow, const struct page_breaks *breaks,
                        mpt height) {
  if (breaks->too_tall < flow->count) {
    const struct vertical *item = &flow->items[breaks->too_tall];
    char room[MPT_TEXT_SIZE];
    mpt_print(room, height);
    struct diagnostic *diagnostic = sink_report(compose->sink, ITEM_TOO_TALL, flow_item_at(item), room, NULL);
    diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, item->block->rule_at, NULL);
    return false;
  }
  return true;
}

static bool pages_draw(struct pages *pages, const struct page_breaks *breaks) {
  bool ok = true;
  size_t from = 0;
  for (size_t p = 0; p < pages->count; p++) {
    size_t to = from;
    while (to < breaks->count && !breaks->columns[to].page_ends)
      to++;
    if (to < breaks->count)
      to++;
    ok &= page_make(pages, p, breaks->columns + from, to - from);
    from = to;
  }
  return ok;
}

bool pages_make(struct compose *compose, const struct scope *scope, const struct flow *flow) {
  const struct page_spec *page = &compose->layout->page;
  const struct page_break_spec spec = {.height = pages_column_height(page),
                                       .first_height = first_column_height(page),
                                       .note_gap = notes_gap(compose),
                                       .columns = page->columns > 1 ? page->columns : 1};
  mpt smaller = spec.first_height < spec.height ? spec.first_height : spec.height;
  const struct flow fitted = notes_fit(compose, flow, smaller);
  const struct page_breaks breaks = page_breaks_find(compose->arena, &fitted, &spec);
  if (!pages_check(compose, &fitted, &breaks, smaller))
    return false;
  size_t count = pages_count(&breaks);
  struct pages pages = {.compose = compose, .scope = scope, .flow = &fitted, .count = count > 0 ? count : 1};
  struct rotation rotation = {.first = NODE_FIRST, .middle = (uint32_t)compose->list->node_count};
  bool ok = pages_draw(&pages, &breaks);
  rotation.last = pages.first_boxes_end;
  if (rotation.last > rotation.middle)
    nodes_rotate(compose, &rotation);
  return ok;
}
