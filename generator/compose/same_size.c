/* A table by box and group, open addressing; nothing ever asks for its order. */
#include "compose/same_size.h"

#include "base/hash.h"

#include <string.h>

struct entry {
  const struct box *box; /* NULL: free */
  const char *group;
  mpt size;
};

struct same_sizes {
  struct arena *arena;
  struct entry *entries;
  size_t count, capacity; /* a power of two */
};

enum { FIRST_CAPACITY = 64 };

struct same_sizes *same_sizes_new(struct arena *arena) {
  struct same_sizes *sizes = arena_alloc(arena, sizeof *sizes);
  *sizes = (struct same_sizes){arena, arena_zalloc(arena, FIRST_CAPACITY, sizeof *sizes->entries), 0, FIRST_CAPACITY};
  return sizes;
}

/* The entry, or the free one where it would stand. Boxes of a layout are told apart by their places in it. */
static struct entry *entry_of(const struct same_sizes *sizes, const struct box *box, const char *group) {
  size_t mask = sizes->capacity - 1;
  uint64_t line = (uint64_t)box->at.line * 65599 + (uint64_t)box->at.column;
  size_t at = (size_t)(hash_fast(group, strlen(group)) + line) & mask;
  while (sizes->entries[at].box != NULL &&
         (sizes->entries[at].box != box || strcmp(sizes->entries[at].group, group) != 0))
    at = (at + 1) & mask;
  return &sizes->entries[at];
}

static void sizes_grow(struct same_sizes *sizes) {
  struct entry *old = sizes->entries;
  size_t count = sizes->capacity;
  sizes->capacity *= 2;
  sizes->entries = arena_zalloc(sizes->arena, sizes->capacity, sizeof *sizes->entries);
  for (size_t i = 0; i < count; i++)
    if (old[i].box != NULL)
      *entry_of(sizes, old[i].box, old[i].group) = old[i];
}

void same_sizes_add(struct same_sizes *sizes, const struct box *box, const char *group, mpt size) {
  struct entry *entry = entry_of(sizes, box, group);
  if (entry->box != NULL) {
    entry->size = size < entry->size ? size : entry->size;
    return;
  }
  *entry = (struct entry){box, arena_strdup(sizes->arena, group), size};
  if (++sizes->count * 2 > sizes->capacity)
    sizes_grow(sizes);
}

mpt same_sizes_find(const struct same_sizes *sizes, const struct box *box, const char *group) {
  const struct entry *entry = entry_of(sizes, box, group);
  return entry->box == NULL ? 0 : entry->size;
}

static bool boxes_want(const struct box *boxes, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (boxes[i].kind == BOX_TEXT && boxes[i].fit.same != NULL)
      return true;
  return false;
}

bool same_sizes_wanted(const struct layout *layout) {
  return boxes_want(layout->front, layout->front_count) || boxes_want(layout->back, layout->back_count);
}
