/* Deep merge of YAML trees, for `extends` and `set`. */
#include "input/layout_parts.h"

#include <stdlib.h>
#include <string.h>

static int pair_compare(const void *a, const void *b) {
  return strcmp((*(struct yaml_pair *const *)a)->key, (*(struct yaml_pair *const *)b)->key);
}

/* The pairs sorted by key, to find them in. */
static struct yaml_pair **pairs_index(struct arena *arena, struct yaml_pair *pairs, size_t count) {
  struct yaml_pair **index = arena_array(arena, count, sizeof *index);
  for (size_t i = 0; i < count; i++)
    index[i] = &pairs[i];
  if (count > 0)
    qsort(index, count, sizeof *index, pair_compare);
  return index;
}

const struct yaml_node *layout_merge(struct arena *arena, const struct yaml_node *base, const struct yaml_node *over) {
  if (base->kind != YAML_MAP || over->kind != YAML_MAP)
    return over;
  struct yaml_node *merged = arena_memdup(arena, over, sizeof *over);
  merged->pairs = arena_array(arena, base->count + over->count, sizeof *merged->pairs);
  merged->count = base->count;
  if (base->count > 0)
    memcpy(merged->pairs, base->pairs, base->count * sizeof *base->pairs);
  struct yaml_pair **index = pairs_index(arena, merged->pairs, base->count);
  for (size_t i = 0; i < over->count; i++) {
    struct yaml_pair *pair = &over->pairs[i];
    struct yaml_pair **found = base->count ? bsearch(&pair, index, base->count, sizeof *index, pair_compare) : NULL;
    struct yaml_pair *target = found ? *found : &merged->pairs[merged->count++];
    const struct yaml_node *node = found ? layout_merge(arena, target->node, pair->node) : pair->node;
    *target = (struct yaml_pair){pair->key, pair->key_at, (struct yaml_node *)node};
  }
  return merged;
}
