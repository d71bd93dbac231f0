/* Boxes at fixed places: of a page and of a card alike. Text (fitted or not), Markdown, a flow, an image, a QR
 * code, a fill, a rule. What does not fit its box is an error that names content and rule. */
#ifndef COMPOSE_BOXES_H
#define COMPOSE_BOXES_H

#include "compose/compose.h"

/* Draws the boxes into the rectangle `area` of `page` (a page, or a card on a sheet), nodes below `parent`
 * (NODE_ARTIFACT: all of it is decoration). Only boxes whose `last` is as wanted. Fills and covering images that
 * touch the edge of the area reach into the bleed, and nothing of theirs is drawn beyond it (compose->bounds).
 * False after errors. */
bool boxes_draw(struct compose *compose, const struct scope *scope, const struct box *boxes, size_t count, bool last,
                struct rectangle area, uint32_t parent, struct display_page *page);

#endif
