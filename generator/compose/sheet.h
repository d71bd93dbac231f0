/* Imposition: what stands in which cell of which sheet. Pure: a function of numbers and options alone, so that any
 * sheet can be made without those before it, by any process, in any order.
 *
 * What is printed one after another (cards, separators, blank ones: slots.h) are the *slots* 0 … count - 1. A plan
 * gives every slot a sheet and a cell, and every cell its slot:
 *
 *   sections   slots that begin on a sheet of their own; usually one. A section may be headed by a whole sheet.
 *   volumes    `volume` sheets each, the files of a large document. They only matter to piles.
 *   piles      sheets of one section and one volume that are cut and stacked together.
 *
 * Sheets count through the whole document; sheet s is page s * sides and, with backs, the page after it. Cells are
 * numbered from the upper left corner, row by row, whatever the order in which they are filled.
 */
#ifndef COMPOSE_SHEET_H
#define COMPOSE_SHEET_H

#include "base/arena.h"
#include "base/units.h"
#include "input/layout.h"

#include <stdbool.h>
#include <stddef.h>

struct sheet_section {
  size_t first_slot, slots;
  size_t first_sheet; /* its head, when it is headed */
  size_t used;        /* cells of its first sheet of cards that are gone */
};

struct sheet_plan {
  size_t columns, rows;
  enum sheet_order order;
  size_t volume; /* sheets */
  bool headed;
  const struct sheet_section *sections;
  size_t section_count;
  size_t slots, sheets;
};

struct sheet_plan_spec {
  const struct sheet_spec *sheet; /* NULL: one card a page */
  size_t volume;                  /* sheets of a file at most */
  const size_t *sections;         /* slots of each; those of 0 slots are left out */
  size_t section_count;
  bool headed; /* each section has a sheet before its cards */
};

/* Linear in the number of sections; the first one begins at the sheet's first free cell. */
struct sheet_plan sheet_plan_make(struct arena *arena, const struct sheet_plan_spec *spec);

struct sheet_place {
  size_t sheet, cell;
};

/* Where a slot stands. O(log sections), as are the next two. */
struct sheet_place sheet_place(const struct sheet_plan *plan, size_t slot);
/* The reverse; SHEET_NO_SLOT for a cell that stays empty, and for every cell of a head. */
#define SHEET_NO_SLOT SIZE_MAX
size_t sheet_slot(const struct sheet_plan *plan, struct sheet_place place);
/* The section that this sheet is the head of; SHEET_NO_SLOT for a sheet of cards. */
size_t sheet_head(const struct sheet_plan *plan, size_t sheet);

/* Cells of one sheet, and the n-th to be filled. */
size_t sheet_plan_cells(const struct sheet_plan *plan);
size_t sheet_nth_cell(const struct sheet_plan *plan, size_t n);

/* Geometry of one sheet. */

size_t sheet_cells(const struct sheet_spec *sheet);

/* A sheet is turned about its long edge like a page of a book, or about its short edge like one of a calendar: its
 * back is mirrored sideways, or head over heels. */
bool sheet_is_mirrored_sideways(const struct sheet_spec *sheet);

/* The place of a cell on its sheet. On the back, cells are mirrored for the way the sheet is turned, so that they
 * lie behind their fronts. What a desk printer needs moves the whole page afterwards. */
struct rectangle sheet_cell(const struct sheet_spec *sheet, size_t cell, bool back);

/* What a card may draw on: its cell and the bleed, less where a neighbour is nearer than two bleeds. */
struct rectangle sheet_bounds(const struct sheet_spec *sheet, size_t cell, bool back, mpt bleed);

#endif
