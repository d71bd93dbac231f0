/* --only WHO: one person's cards, found by id or by name. */
#ifndef BATCH_ONLY_H
#define BATCH_ONLY_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "compose/choice.h"

#include <stdbool.h>

struct only;

/* An id, or words that all stand in the name, in any order, upper or lower case. Lives in arena. */
struct only *only_new(struct arena *arena, const char *who);
struct choice only_choice(struct only *only);

/* Once the choice was asked about everybody: nobody, or several of that name, is an error. */
bool only_check(const struct only *only, struct position at, struct sink *sink);

#endif
