/* The order of a language's alphabet: ң after н, ө after о, ү after у (UTS #10 with CLDR's rules). */
#ifndef INPUT_COLLATION_H
#define INPUT_COLLATION_H

#include "base/arena.h"
#include "input/locale.h"

#include <stddef.h>
#include <stdint.h>

struct collation; /* closed with its arena */

/* Costs a millisecond: opened where something is sorted only. */
struct collation *collation_new(struct arena *arena, const struct locale *locale);

/* Bytes that compare, shorter first when one begins the other, as the texts are ordered. */
const uint8_t *collation_key(struct arena *arena, const struct collation *collation, const char *text, size_t *length);

#endif
