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

/* Adds the note to a diagnostic; nothing when `name` is NULL. */
void near_note(struct diagnostic *diagnostic, struct position at, const char *name);

#endif
