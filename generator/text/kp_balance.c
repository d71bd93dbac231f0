/* Lines of ragged text without a search: how many there are at least, and the width that makes them nearly equal. */
#include "text/knuth_plass.h"

#include "text/kp_items.h"

/* The end of the line that begins at `start`: the last break that fits, else the first one. */
static size_t line_first_fit(const struct kp_spec *spec, size_t start, mpt indent, int64_t *width) {
  const struct kp_item *items = spec->items;
  int64_t sum = (int64_t)indent - (items[start].kind == KP_BOX ? items[start].hang_left : 0);
  size_t best = SIZE_MAX;
  for (size_t i = start; i < spec->count; i++) {
    if (item_is_break(items, i) && !item_is_hyphen(&items[i])) {
      int64_t total = sum + (items[i].kind == KP_PENALTY ? items[i].width : 0) - items[i].hang_right;
      if (best != SIZE_MAX && total > spec->width)
        return best;
      best = i;
      *width = total;
      if (total > spec->width || item_is_forced(&items[i]))
        return best;
    }
    if (items[i].kind != KP_PENALTY)
      sum += items[i].width;
  }
  return best;
}

size_t kp_count_lines(const struct kp_spec *spec, size_t limit, mpt *widest) {
  int64_t most = 0;
  size_t lines = 0, i = 0;
  while (i < spec->count && lines <= limit) {
    if (!item_begins_line(&spec->items[i])) {
      i++;
      continue;
    }
    int64_t width = 0;
    i = line_first_fit(spec, i, lines == 0 ? spec->first_indent : 0, &width) + 1;
    most = width > most ? width : most;
    lines++;
  }
  if (widest)
    *widest = most < MPT_LIMIT ? (mpt)most : MPT_LIMIT;
  return lines;
}

mpt kp_balanced_width(const struct kp_spec *spec) {
  mpt widest, high = spec->width, low = 0;
  size_t lines = kp_count_lines(spec, spec->count, &widest);
  if (widest > spec->width)
    return spec->width;
  struct kp_spec narrower = *spec;
  while (high - low > spec->width / 1000 + 1) {
    narrower.width = low + (high - low) / 2;
    bool fits = kp_count_lines(&narrower, lines, &widest) <= lines && widest <= narrower.width;
    *(fits ? &high : &low) = narrower.width;
  }
  return high;
}
