/* The known name that was probably meant, for «did you mean». */
#ifndef INPUT_NEAR_H
#define INPUT_NEAR_H

#include "base/diagnostic.h"

#include <stddef.h>

/* The nearest of `count` names to `wanted`, near enough: two letters away, or a third of a longer word; a difference
 * in capital letters only does not count. The first one of equally near names. name(self, index) may give NULL.
 * NULL when none is near. */
const char *near_name(const char *wanted, size_t count, const char *(*name)(const void *self, size_t index),
                      const void *self);

/* Up to `most` names that may have been meant, into `out`: those that `wanted` is a part of, else the nearest.
 * Returns how many. */
size_t near_names(const char *wanted, size_t count, const char *(*name)(const void *self, size_t index),
                  const void *self, const char **out, size_t most);

/* Adds the note to a diagnostic; nothing when `name` is NULL. */
void near_note(struct diagnostic *diagnostic, struct position at, const char *name);

#endif
