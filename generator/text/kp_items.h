/* What the items of knuth_plass.h are to a breaker. Private to text/. */
#ifndef TEXT_KP_ITEMS_H
#define TEXT_KP_ITEMS_H

#include "text/knuth_plass.h"

static inline bool item_is_forced(const struct kp_item *item) {
  return item->kind == KP_PENALTY && item->penalty <= KP_FORCED;
}

static inline bool item_is_break(const struct kp_item *items, size_t index) {
  if (items[index].kind == KP_GLUE)
    return index > 0 && items[index - 1].kind == KP_BOX;
  return items[index].kind == KP_PENALTY && items[index].penalty < KP_FORBIDDEN;
}

static inline bool item_is_hyphen(const struct kp_item *item) {
  return item->kind == KP_PENALTY && item->flagged;
}

/* A line begins with a box, or is empty. */
static inline bool item_begins_line(const struct kp_item *item) {
  return item->kind == KP_BOX || item_is_forced(item);
}

#endif
