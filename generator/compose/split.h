/* The part of a list that one file of a split document is about. */
#ifndef COMPOSE_SPLIT_H
#define COMPOSE_SPLIT_H

#include "base/arena.h"
#include "input/event.h"
#include "input/value.h"

/* Of the list that the path `split` leads to, the items whose field (the rest of the path) has the text `wanted`;
 * items are still made on demand. *name is the path of the list. NULL when the path leads to no list. */
const struct value *split_items(struct arena *arena, const struct event *event, const char *split, const char *wanted,
                                const char **name);

#endif
