/* Building display lists: compose/ adds pages, items and nodes here, in reading order. */
#include "display/display_list.h"

#include <assert.h>
#include <string.h>

static const struct {
  const char *layout_name, *pdf_name;
} roles[ROLE_COUNT] = {[ROLE_DEFAULT] = {"default", "NonStruct"},
#define X(code, layout_name, pdf_name) [ROLE_##code] = {layout_name, pdf_name},
                       STRUCTURE_ROLES(X)
#undef X
};

struct position origin_position(const struct origin *origin, struct position otherwise) {
  return origin->at.file ? origin->at : origin->rule.file ? origin->rule : otherwise;
}

static bool position_same(const struct position *a, const struct position *b) {
  return a->line == b->line && a->column == b->column && !strcmp(a->file, b->file);
}

void origin_note(const struct origin *origin, struct diagnostic *diagnostic) {
  bool own = origin->rule.file && (!origin->at.file || position_same(&origin->at, &origin->rule));
  if (origin->rule.file && !own)
    diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, origin->rule, NULL);
}

struct display_list *display_list_new(struct arena *arena) {
  struct display_list *list = arena_zalloc(arena, 1, sizeof *list);
  *ARENA_PUSH(arena, list->nodes, list->node_count, list->node_capacity) =
      (struct structure_node){.role = ROLE_ARTIFACT};
  *ARENA_PUSH(arena, list->nodes, list->node_count, list->node_capacity) =
      (struct structure_node){.role = ROLE_DOCUMENT};
  return list;
}

struct display_page *display_page_add(struct arena *arena, struct display_list *list, mpt width, mpt height,
                                      mpt bleed) {
  struct display_page *page = ARENA_PUSH(arena, list->pages, list->page_count, list->page_capacity);
  *page = (struct display_page){.width = width, .height = height, .bleed = bleed};
  return page;
}

struct display_item *display_item_add(struct arena *arena, struct display_page *page, enum item_kind kind,
                                      uint32_t node) {
  struct display_item *item = ARENA_PUSH(arena, page->items, page->item_count, page->item_capacity);
  memset(item, 0, sizeof *item);
  item->kind = kind;
  item->node = node;
  return item;
}

uint32_t structure_node_add(struct arena *arena, struct display_list *list, enum structure_role role, uint32_t parent) {
  assert(parent >= NODE_ROOT && parent < list->node_count && list->node_count < UINT32_MAX);
  uint32_t number = (uint32_t)list->node_count;
  *ARENA_PUSH(arena, list->nodes, list->node_count, list->node_capacity) =
      (struct structure_node){.role = role, .parent = parent};
  return number;
}

mpt display_item_top(const struct display_item *item) {
  switch (item->kind) {
  case ITEM_RUN:
    return item->run.y - item->run.run->size;
  case ITEM_RULE:
    return item->rule.y1 < item->rule.y2 ? item->rule.y1 : item->rule.y2;
  case ITEM_FILL:
    return item->fill.y;
  case ITEM_IMAGE:
    return item->image.place.y;
  case ITEM_MODULES:
    return item->modules.place.y;
  case ITEM_LINK:
    return item->link.place.y;
  }
  return 0;
}

const char *role_layout_name(enum structure_role role) {
  return roles[role].layout_name;
}

const char *role_pdf_name(enum structure_role role) {
  return roles[role].pdf_name;
}

bool role_find(const char *layout_name, enum structure_role *out) {
  for (int role = ROLE_DEFAULT + 1; role < ROLE_COUNT; role++)
    if (!strcmp(roles[role].layout_name, layout_name)) {
      *out = (enum structure_role)role;
      return true;
    }
  return false;
}
