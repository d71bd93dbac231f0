/* A binary heap of bounded size (Williams, "Algorithm 232: Heapsort", 1964). */
#include "batch/worst.h"

#include <stdlib.h>

struct worst worst_new(struct arena *arena, size_t most) {
  return (struct worst){.entries = arena_array(arena, most, sizeof(struct worst_entry)), .most = most};
}

/* Negative when `a` is worse, so stands before `b`. */
static int entry_compare(const void *a, const void *b) {
  const struct worst_entry *one = a, *other = b;
  if (one->mark != other->mark)
    return one->mark > other->mark ? -1 : 1;
  return one->order < other->order ? -1 : one->order > other->order;
}

static void entries_swap(struct worst_entry *a, struct worst_entry *b) {
  struct worst_entry kept = *a;
  *a = *b;
  *b = kept;
}

static void entry_rise(struct worst *worst, size_t i) {
  while (i > 0 && entry_compare(&worst->entries[i], &worst->entries[(i - 1) / 2]) > 0) {
    entries_swap(&worst->entries[i], &worst->entries[(i - 1) / 2]);
    i = (i - 1) / 2;
  }
}

static void entry_sink(struct worst *worst, size_t i) {
  for (size_t child = 2 * i + 1; child < worst->count; i = child, child = 2 * i + 1) {
    if (child + 1 < worst->count && entry_compare(&worst->entries[child + 1], &worst->entries[child]) > 0)
      child++;
    if (entry_compare(&worst->entries[child], &worst->entries[i]) <= 0)
      return;
    entries_swap(&worst->entries[child], &worst->entries[i]);
  }
}

bool worst_wants(struct worst *worst, uint64_t mark) {
  worst->seen++;
  return worst->count < worst->most || (worst->most > 0 && mark > worst->entries[0].mark);
}

void *worst_add(struct worst *worst, uint64_t mark, void *what) {
  const struct worst_entry entry = {mark, worst->seen, what};
  if (worst->count < worst->most) {
    worst->entries[worst->count++] = entry;
    entry_rise(worst, worst->count - 1);
    return NULL;
  }
  void *gone = worst->entries[0].what;
  worst->entries[0] = entry;
  entry_sink(worst, 0);
  return gone;
}

void worst_sort(struct worst *worst) {
  if (worst->count > 0)
    qsort(worst->entries, worst->count, sizeof *worst->entries, entry_compare);
}
