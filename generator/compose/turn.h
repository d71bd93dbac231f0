/* Quarter turns of what was drawn. */
#ifndef COMPOSE_TURN_H
#define COMPOSE_TURN_H

#include "display/display_list.h"

#include <stddef.h>

/* The rectangle to draw in so that, turned by `degrees` (90, 180, 270, clockwise) about the middle of `place`, it
 * comes to lie on `place`. */
struct rectangle turn_frame(struct rectangle place, int degrees);

/* Turns all items from `first` on about the middle of `place`. */
void turn_items(struct display_page *page, size_t first, struct rectangle place, int degrees);

#endif
