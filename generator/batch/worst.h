/* The worst of many: of things that come one after another those with the highest marks, few of them kept at a time. */
#ifndef BATCH_WORST_H
#define BATCH_WORST_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct worst_entry {
  uint64_t mark;
  size_t order; /* when it came */
  void *what;   /* the caller's */
};

struct worst {
  struct worst_entry *entries; /* a heap with the least bad on top, until worst_sort */
  size_t count, most;
  size_t seen; /* how many were offered */
};

struct worst worst_new(struct arena *arena, size_t most); /* lives in the arena */

/* Counts one more thing. True when it is among the worst by now, of equal ones the earlier: then worst_add must be
 * called. */
bool worst_wants(struct worst *worst, uint64_t mark);

/* Keeps the thing that was asked about last; returns what has to go for it, NULL: nothing. */
void *worst_add(struct worst *worst, uint64_t mark, void *what);

/* The worst first, of equal ones the earlier. Nothing can be added afterwards. */
void worst_sort(struct worst *worst);

#endif
