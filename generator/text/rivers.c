/* Following white from line to line. */
#include "text/rivers.h"

#include <stdbool.h>

static bool gaps_meet(const struct gap *above, const struct gap *below) {
  mpt left = above->left > below->left ? above->left : below->left;
  mpt right = above->right < below->right ? above->right : below->right;
  return ((int64_t)right - left) * 2 > (int64_t)below->right - below->left;
}

struct river_count rivers_follow(const struct gaps *above, const struct gaps *below) {
  struct river_count count = {0};
  size_t first = 0;
  for (size_t i = 0; i < below->count; i++) {
    struct gap *gap = &below->items[i];
    while (first < above->count && above->items[first].right <= gap->left)
      first++;
    for (size_t k = first; k < above->count && above->items[k].left < gap->right; k++)
      if (gaps_meet(&above->items[k], gap) && above->items[k].length + 1 > gap->length)
        gap->length = above->items[k].length + 1;
    count.longest = gap->length > count.longest ? gap->length : count.longest;
    count.begun += gap->length == RIVER_LINES;
  }
  return count;
}
