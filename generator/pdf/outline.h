/* The outline: titled nodes of the display lists as bookmarks, nested by the level of their headings. */
#ifndef PDF_OUTLINE_H
#define PDF_OUTLINE_H

#include "base/arena.h"
#include "display/display_list.h"
#include "pdf/links.h"
#include "pdf/writer.h"

#include <stdint.h>

struct outline;

/* Lives in arena. */
struct outline *outline_new(struct arena *arena);

/* Adds the titled nodes of a part, each with the place of its first item on the part's pages. */
void outline_part(struct outline *outline, const struct display_list *list, const struct link_page *pages);

/* The outline's object, or 0 when nothing has a title. */
uint32_t outline_write(struct outline *outline, struct writer *writer);

#endif
