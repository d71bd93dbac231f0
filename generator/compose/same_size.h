/* One size for texts that belong together: the names of all speakers, say. Found in a pass over the list before
 * anything is drawn, and read-only afterwards, so that cards can be drawn in any order and by anyone. */
#ifndef COMPOSE_SAME_SIZE_H
#define COMPOSE_SAME_SIZE_H

#include "base/arena.h"
#include "base/units.h"
#include "input/layout.h"

#include <stdbool.h>

struct same_sizes;

struct same_sizes *same_sizes_new(struct arena *arena);

/* A text of the box and group would fit at `size`: the smallest one counts. */
void same_sizes_add(struct same_sizes *sizes, const struct box *box, const char *group, mpt size);

/* The size that all of the group take; 0 when none of them fits. */
mpt same_sizes_find(const struct same_sizes *sizes, const struct box *box, const char *group);

/* Whether any box of the layout's cards asks for it. */
bool same_sizes_wanted(const struct layout *layout);

#endif
