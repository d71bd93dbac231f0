/* Code 128 (ISO/IEC 15417). */
#ifndef COMPOSE_CODE128_H
#define COMPOSE_CODE128_H

#include "base/arena.h"
#include "display/display_list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code words from the start character to the check character, without the stop, in as few as there can be; the
 * text must be ASCII. */
uint8_t *code128_words(struct arena *arena, const char *text, size_t *count);

/* One row of modules, a bar's width each. NULL when a character cannot be carried; *bad is its first byte then. */
const struct modules *code128_encode(struct arena *arena, const char *text, const char **bad);

#endif
