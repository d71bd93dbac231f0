/* Imposition: which card stands in which cell of which sheet, and the marks around them. */
#ifndef COMPOSE_SHEET_H
#define COMPOSE_SHEET_H

#include "compose/compose.h"

/* The cell of a sheet from its upper left corner, row by row; on the back mirrored for the way it is turned. */
struct rectangle sheet_cell(const struct sheet_spec *sheet, size_t cell, bool back);

/* The position of card n of `total`: its sheet and cell, by order and first free cell. */
struct sheet_place {
  size_t sheet, cell;
};
struct sheet_place sheet_place(const struct sheet_spec *sheet, size_t card, size_t total);
size_t sheet_count(const struct sheet_spec *sheet, size_t total);

/* Crop marks in the gutters and margins, never on a card or its bleed; 0.25 pt, artifacts. */
void sheet_marks(struct compose *compose, const struct sheet_spec *sheet, mpt bleed, struct display_page *page);

#endif
