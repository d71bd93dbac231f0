/* The display list as text, for tests and for looking: one line an item, coordinates in pt. */
#ifndef DISPLAY_DUMP_H
#define DISPLAY_DUMP_H

#include "base/buffer.h"
#include "display/display_list.h"

/* Pages numbered from first_page. Nodes are printed as an indented tree before the pages. */
void dump_write(const struct display_list *list, size_t first_page, struct buffer *out);

#endif
