/* Addresses that a text leads to. */
#ifndef COMPOSE_LINK_H
#define COMPOSE_LINK_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* A target for a link: http, https, mailto or tel. "www.dpi.kg" and, when `is_address`, "dpi.kg" become http;
 * "name@dpi.kg" becomes mailto. Blanks around are dropped, characters outside of ASCII percent-encoded. NULL when
 * the text is no such address: another scheme, blanks or controls inside, nothing at all. */
const char *link_target(struct arena *arena, const char *text, size_t length, bool is_address);

#endif
