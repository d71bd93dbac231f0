/* Bookmarks from headings (ISO 32000-1, 12.3.3). An entry is nested below the nearest earlier one of a higher level. */
#include "pdf/outline.h"

#include "pdf/strings.h"

#include <string.h>

struct entry {
  int level; /* 1 to 6 */
  const char *title;
  uint32_t page; /* object */
  mpt y;         /* upwards in the media box */
  uint32_t object;
  uint32_t parent, previous, next, first, last; /* entries, by index + 1; 0: none, or the outline */
};

struct outline {
  struct arena *arena;
  struct entry *entries;
  size_t count, capacity;
};

struct outline *outline_new(struct arena *arena) {
  struct outline *outline = arena_zalloc(arena, 1, sizeof *outline);
  outline->arena = arena;
  return outline;
}

static int role_level(enum structure_role role) {
  return role >= ROLE_H1 && role <= ROLE_H6 ? (int)role - ROLE_H1 + 1 : 1;
}

/* Per node: the titled node that it is or is in, 0 when there is none or it has an entry already. */
static uint32_t *titled_nodes(struct arena *arena, const struct display_list *list) {
  uint32_t *titled = arena_zalloc(arena, list->node_count, sizeof *titled);
  for (uint32_t i = NODE_FIRST; i < list->node_count; i++)
    titled[i] = list->nodes[i].title ? i : titled[list->nodes[i].parent];
  return titled;
}

static bool has_titles(const struct display_list *list) {
  for (size_t i = NODE_FIRST; i < list->node_count; i++)
    if (list->nodes[i].title)
      return true;
  return false;
}

void outline_part(struct outline *outline, const struct display_list *list, const struct link_page *pages) {
  if (!has_titles(list))
    return;
  struct arena *arena = arena_new();
  uint32_t *titled = titled_nodes(arena, list);
  bool *done = arena_zalloc(arena, list->node_count, sizeof *done);
  for (size_t p = 0; p < list->page_count; p++)
    for (size_t i = 0; i < list->pages[p].item_count; i++) {
      const struct display_item *item = &list->pages[p].items[i];
      uint32_t node = titled[item->node];
      if (!node || done[node])
        continue;
      done[node] = true;
      *ARENA_PUSH(outline->arena, outline->entries, outline->count, outline->capacity) =
          (struct entry){.level = role_level(list->nodes[node].role),
                         .title = arena_strdup(outline->arena, list->nodes[node].title),
                         .page = pages[p].object,
                         .y = pages[p].offset + list->pages[p].height - display_item_top(item)};
    }
  arena_drop(arena);
}

static void entries_nest(struct outline *outline) {
  for (uint32_t i = 0; i < outline->count; i++) {
    struct entry *entry = &outline->entries[i];
    uint32_t above = i; /* by index + 1: the entry before */
    uint32_t sibling = 0;
    while (above && outline->entries[above - 1].level >= entry->level) {
      sibling = above;
      above = outline->entries[above - 1].parent;
    }
    entry->parent = above;
    entry->previous = sibling;
    if (sibling)
      outline->entries[sibling - 1].next = i + 1;
    if (above) {
      struct entry *parent = &outline->entries[above - 1];
      parent->first = parent->first ? parent->first : i + 1;
      parent->last = i + 1;
    }
  }
}

static void reference_print(struct buffer *out, const char *key, const struct outline *outline, uint32_t index) {
  if (index)
    buffer_printf(out, "/%s %u 0 R", key, outline->entries[index - 1].object);
}

/* Entries are shown closed below the first level: a negative count. */
static void entry_write(struct outline *outline, struct writer *writer, const struct entry *entry, uint32_t root) {
  struct buffer text = {0};
  buffer_text(&text, "/Title");
  pdf_text(&text, entry->title, strlen(entry->title));
  buffer_printf(&text, "/Parent %u 0 R", entry->parent ? outline->entries[entry->parent - 1].object : root);
  reference_print(&text, "Prev", outline, entry->previous);
  reference_print(&text, "Next", outline, entry->next);
  reference_print(&text, "First", outline, entry->first);
  reference_print(&text, "Last", outline, entry->last);
  int children = 0;
  for (uint32_t i = entry->first; i; i = outline->entries[i - 1].next)
    children++;
  if (children)
    buffer_printf(&text, "/Count %d", -children);
  buffer_printf(&text, "/Dest[%u 0 R/XYZ null ", entry->page);
  buffer_mpt(&text, entry->y);
  buffer_text(&text, " null]");
  writer_dictionary(writer, entry->object, &text);
  buffer_drop(&text);
}

static void root_write(struct outline *outline, struct writer *writer, uint32_t root) {
  uint32_t first = 0, last = 0;
  size_t shown = 0;
  for (uint32_t i = 0; i < outline->count; i++)
    if (!outline->entries[i].parent) {
      first = first ? first : i + 1;
      last = i + 1;
      shown++;
    }
  struct buffer text = {0};
  buffer_printf(&text, "/Type/Outlines/Count %zu", shown);
  reference_print(&text, "First", outline, first);
  reference_print(&text, "Last", outline, last);
  writer_dictionary(writer, root, &text);
  buffer_drop(&text);
}

uint32_t outline_write(struct outline *outline, struct writer *writer) {
  if (!outline->count)
    return 0;
  uint32_t root = writer_object(writer);
  for (size_t i = 0; i < outline->count; i++)
    outline->entries[i].object = writer_object(writer);
  entries_nest(outline);
  for (size_t i = 0; i < outline->count; i++)
    entry_write(outline, writer, &outline->entries[i], root);
  root_write(outline, writer, root);
  return root;
}
