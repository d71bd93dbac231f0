/* The marks around the cards of a sheet. */
#ifndef COMPOSE_MARKS_H
#define COMPOSE_MARKS_H

#include "compose/compose.h"
#include "input/layout.h"

#include <stdbool.h>

/* The marks that the sheet wants but for the slug, never on a card or its bleed, artifacts. Crop marks in the margins
 * and gutters: 0.25 pt, 5 mm where there is room, on all plates, one for an edge that two cards share. Bars: patches of
 * the inks and of two of them together, below the first card of the last row. */
void marks_draw(struct compose *compose, const struct sheet_spec *sheet, bool back, mpt bleed,
                struct display_page *page);

/* Where the slug stands: above the first card of the first row. */
struct rectangle marks_slug(const struct sheet_spec *sheet, bool back, mpt bleed);

#endif
