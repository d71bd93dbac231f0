/* Where lines may break: UAX #14 by ICU with the language's tailoring, over the whole text of a paragraph, and the
 * additions of Cyrillic and Kyrgyz practice: no break before a dash, inside 17-сентябрь, after an initial. */
#ifndef TEXT_BREAKPOINTS_H
#define TEXT_BREAKPOINTS_H

#include "base/arena.h"
#include "text/setter.h"

#include <stddef.h>
#include <stdint.h>

enum break_kind { BREAK_NONE, BREAK_ALLOWED, BREAK_MANDATORY };

/* One entry per byte and one for the end: what a line break before that byte is. None before the first byte, mandatory
 * at the end. Behind a soft hyphen a break is allowed like any other: the line that ends there needs a hyphen.
 * Allocated in arena. Takes UTF-8, malformed too. */
uint8_t *breakpoints_find(struct arena *arena, struct setter *setter, const char *text, size_t length,
                          const char *language);

#endif
