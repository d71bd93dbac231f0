/* Imposition: which card stands in which cell of which sheet, and the marks around them.
 *
 * Cells are numbered from the upper left corner, row by row, whatever the order in which cards fill them.
 */
#ifndef COMPOSE_SHEET_H
#define COMPOSE_SHEET_H

#include "base/units.h"
#include "compose/compose.h"
#include "input/layout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The place of a cell on its sheet. On the back, cells are mirrored for the way the sheet is turned, so that they
 * lie behind their fronts; the printer's offset holds for both sides alike. */
struct rectangle sheet_cell(const struct sheet_spec *sheet, size_t cell, bool back);

/* Cells of one sheet. */
size_t sheet_cells(const struct sheet_spec *sheet);

/* The n-th cell, from 0, of a sheet in the order in which they are filled. */
size_t sheet_nth_cell(const struct sheet_spec *sheet, size_t n);

/* Where card n of `total` stands, by the order and the first free cell. */
struct sheet_place {
  size_t sheet, cell;
};
struct sheet_place sheet_place(const struct sheet_spec *sheet, size_t card, size_t total);

/* Sheets needed for `total` cards; 0 for none. */
size_t sheet_count(const struct sheet_spec *sheet, size_t total);

/* The reverse of sheet_place; SHEET_NO_CARD for a cell that stays empty. */
#define SHEET_NO_CARD SIZE_MAX
size_t sheet_card(const struct sheet_spec *sheet, struct sheet_place place, size_t total);

/* One sheet of a document that is cut into files of `sheets` sheets each, with `total` cards in all: a file is stacked
 * by itself, and only the first one begins on a part-used sheet. */
struct sheet_volume {
  struct sheet_spec spec;
  size_t sheet;             /* in the file */
  size_t first, card_count; /* the file's cards */
};
struct sheet_volume sheet_volume(const struct sheet_spec *sheet, size_t sheets, size_t number, size_t total);
/* The card, of all, in a cell of it; SHEET_NO_CARD for a cell that stays empty. */
size_t sheet_volume_card(const struct sheet_volume *volume, size_t cell);

/* What a card may draw on: its cell and the bleed, less where a neighbour is nearer than two bleeds. */
struct rectangle sheet_bounds(const struct sheet_spec *sheet, size_t cell, bool back, mpt bleed);

/* The marks that the sheet wants but for the slug, never on a card or its bleed, artifacts. Crop marks in the margins
 * and gutters: 0.25 pt, 5 mm where there is room, on all plates, one for an edge that two cards share. Bars: patches of
 * the inks and of two of them together, below the first card of the last row. */
void sheet_marks(struct compose *compose, const struct sheet_spec *sheet, bool back, mpt bleed,
                 struct display_page *page);

/* Where the slug stands: above the first card of the first row. */
struct rectangle sheet_slug(const struct sheet_spec *sheet, bool back, mpt bleed);

#endif
