/* Imposition: which slot stands in which cell, and where the cells are.
 *
 * Cut and stack: slot n and slot n + 1 lie in the same cell of two sheets one above the other, so that the cut stack
 * of sheets gives piles that only have to be laid on one another. The first sheet may be part used: the piles of its
 * used cells are one card shorter. A volume is printed and cut by itself, so piles end with it. */
#include "compose/sheet.h"

/* --- sections and piles --- */

/* Sheets that are cut and stacked together, and the slots on them. */
struct pile {
  size_t first_slot, slots, first_sheet, sheets, used;
};

static const size_t volume_most = (size_t)1 << 40; /* so that nothing below overflows */

size_t sheet_plan_cells(const struct sheet_plan *plan) {
  return plan->columns * plan->rows;
}

static size_t sheets_for(size_t slots, size_t cells) {
  return slots / cells + (slots % cells != 0);
}

struct sheet_plan sheet_plan_make(struct arena *arena, const struct sheet_plan_spec *spec) {
  const struct sheet_spec *sheet = spec->sheet;
  struct sheet_plan plan = {.columns = 1, .rows = 1, .headed = spec->headed};
  if (sheet) {
    plan.columns = (size_t)sheet->stock.columns;
    plan.rows = (size_t)sheet->stock.rows;
    plan.order = sheet->order;
  }
  size_t cells = sheet_plan_cells(&plan), start = sheet && sheet->start > 0 ? (size_t)sheet->start - 1 : 0;
  plan.volume = spec->volume < 1 ? 1 : spec->volume > volume_most ? volume_most : spec->volume;
  struct sheet_section *sections = arena_zalloc(arena, spec->section_count, sizeof *sections);
  for (size_t i = 0; i < spec->section_count; i++) {
    if (spec->sections[i] == 0)
      continue;
    struct sheet_section *section = &sections[plan.section_count++];
    *section = (struct sheet_section){plan.slots, spec->sections[i], plan.sheets, 0};
    section->used = plan.section_count == 1 && start < cells ? start : 0;
    plan.slots += section->slots;
    plan.sheets += plan.headed + sheets_for(section->slots + section->used, cells);
  }
  plan.sections = sections;
  return plan;
}

/* The last section that begins at or before the slot or sheet; there is one for those of the plan. */
static const struct sheet_section *section_find(const struct sheet_plan *plan, size_t slot, size_t sheet) {
  size_t low = 0, high = plan->section_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    const struct sheet_section *section = &plan->sections[middle];
    if (section->first_slot <= slot && section->first_sheet <= sheet)
      low = middle;
    else
      high = middle;
  }
  return &plan->sections[low];
}

/* The first pile of a section ends with the volume that the section begins in, the others fill one each. */
static struct pile pile_first(const struct sheet_plan *plan, const struct sheet_section *section) {
  size_t sheet = section->first_sheet + plan->headed, sheets = plan->volume - sheet % plan->volume;
  return (struct pile){section->first_slot, sheets * sheet_plan_cells(plan) - section->used, sheet, sheets,
                       section->used};
}

/* The n-th pile after the first. */
static struct pile pile_later(const struct sheet_plan *plan, const struct pile *first, size_t n) {
  size_t slots = plan->volume * sheet_plan_cells(plan);
  return (struct pile){first->first_slot + first->slots + (n - 1) * slots, slots,
                       first->first_sheet + first->sheets + (n - 1) * plan->volume, plan->volume, 0};
}

/* No more slots and sheets than the section has. */
static struct pile pile_within(const struct sheet_plan *plan, const struct sheet_section *section, struct pile pile) {
  size_t rest = section->first_slot + section->slots - pile.first_slot;
  pile.slots = pile.slots < rest ? pile.slots : rest;
  pile.sheets = sheets_for(pile.slots + pile.used, sheet_plan_cells(plan));
  return pile;
}

static struct pile pile_of_slot(const struct sheet_plan *plan, size_t slot) {
  const struct sheet_section *section = section_find(plan, slot, SIZE_MAX);
  struct pile pile = pile_first(plan, section);
  if (slot - pile.first_slot >= pile.slots)
    pile = pile_later(plan, &pile, 1 + (slot - pile.first_slot - pile.slots) / (plan->volume * sheet_plan_cells(plan)));
  return pile_within(plan, section, pile);
}

static struct pile pile_of_sheet(const struct sheet_plan *plan, const struct sheet_section *section, size_t sheet) {
  struct pile pile = pile_first(plan, section);
  if (sheet - pile.first_sheet >= pile.sheets)
    pile = pile_later(plan, &pile, 1 + (sheet - pile.first_sheet - pile.sheets) / plan->volume);
  return pile_within(plan, section, pile);
}

/* --- order --- */

size_t sheet_nth_cell(const struct sheet_plan *plan, size_t n) {
  return plan->order == ORDER_COLUMNS ? n % plan->rows * plan->columns + n / plan->rows : n;
}

static size_t cell_number(const struct sheet_plan *plan, size_t cell) {
  return plan->order == ORDER_COLUMNS ? cell % plan->columns * plan->rows + cell / plan->columns : cell;
}

/* Slots in the cells that the first sheet lacks. The others are filled up first, so that no sheet stays empty: a part
 * used sheet that got nothing would not be printed, and the next one would come out on it. */
static size_t pile_shorter(const struct pile *pile, size_t cells) {
  size_t others = (cells - pile->used) * pile->sheets;
  return pile->slots > others ? pile->slots - others : 0;
}

static struct sheet_place place_stacked(const struct pile *pile, size_t cells, size_t n) {
  size_t lower = pile->sheets - 1, shorter = pile_shorter(pile, cells);
  if (n < shorter)
    return (struct sheet_place){pile->first_sheet + 1 + n % lower, n / lower};
  n -= shorter;
  return (struct sheet_place){pile->first_sheet + n % pile->sheets, pile->used + n / pile->sheets};
}

/* The reverse; SHEET_NO_SLOT for a cell without one. */
static size_t slot_stacked(const struct pile *pile, size_t cells, struct sheet_place place) {
  size_t shorter = pile_shorter(pile, cells), sheet = place.sheet - pile->first_sheet, n;
  if (place.cell < pile->used) {
    n = place.cell * (pile->sheets - 1) + sheet - 1;
    return sheet > 0 && n < shorter ? pile->first_slot + n : SHEET_NO_SLOT;
  }
  n = shorter + (place.cell - pile->used) * pile->sheets + sheet;
  return n < pile->slots ? pile->first_slot + n : SHEET_NO_SLOT;
}

struct sheet_place sheet_place(const struct sheet_plan *plan, size_t slot) {
  struct pile pile = pile_of_slot(plan, slot);
  size_t cells = sheet_plan_cells(plan), n = slot - pile.first_slot;
  if (plan->order == ORDER_CUT_AND_STACK)
    return place_stacked(&pile, cells, n);
  n += pile.used;
  return (struct sheet_place){pile.first_sheet + n / cells, sheet_nth_cell(plan, n % cells)};
}

size_t sheet_head(const struct sheet_plan *plan, size_t sheet) {
  if (!plan->headed || sheet >= plan->sheets)
    return SHEET_NO_SLOT;
  const struct sheet_section *section = section_find(plan, SIZE_MAX, sheet);
  return section->first_sheet == sheet ? (size_t)(section - plan->sections) : SHEET_NO_SLOT;
}

size_t sheet_slot(const struct sheet_plan *plan, struct sheet_place place) {
  size_t cells = sheet_plan_cells(plan);
  if (place.sheet >= plan->sheets || place.cell >= cells || sheet_head(plan, place.sheet) != SHEET_NO_SLOT)
    return SHEET_NO_SLOT;
  struct pile pile = pile_of_sheet(plan, section_find(plan, SIZE_MAX, place.sheet), place.sheet);
  if (plan->order == ORDER_CUT_AND_STACK)
    return slot_stacked(&pile, cells, place);
  size_t n = (place.sheet - pile.first_sheet) * cells + cell_number(plan, place.cell);
  return n >= pile.used && n - pile.used < pile.slots ? pile.first_slot + n - pile.used : SHEET_NO_SLOT;
}

/* --- geometry --- */

size_t sheet_cells(const struct sheet_spec *sheet) {
  return (size_t)sheet->stock.columns * (size_t)sheet->stock.rows;
}

bool sheet_is_mirrored_sideways(const struct sheet_spec *sheet) {
  bool portrait = sheet->stock.width <= sheet->stock.height;
  return portrait == (sheet->duplex != DUPLEX_SHORT_EDGE);
}

struct rectangle sheet_cell(const struct sheet_spec *sheet, size_t cell, bool back) {
  const struct stock *stock = &sheet->stock;
  mpt column = (mpt)(cell % (size_t)stock->columns), row = (mpt)(cell / (size_t)stock->columns);
  struct rectangle place = {stock->x + column * (stock->card_width + stock->gap_x),
                            stock->y + row * (stock->card_height + stock->gap_y), stock->card_width,
                            stock->card_height};
  if (back && sheet_is_mirrored_sideways(sheet))
    place.x = stock->width - place.x - place.width;
  else if (back)
    place.y = stock->height - place.y - place.height;
  return place;
}

static mpt mpt_least(mpt a, mpt b) {
  return a < b ? a : b;
}

struct rectangle sheet_bounds(const struct sheet_spec *sheet, size_t cell, bool back, mpt bleed) {
  const struct stock *stock = &sheet->stock;
  size_t columns = (size_t)stock->columns, rows = (size_t)stock->rows;
  size_t column = cell % columns, row = cell / columns;
  mpt x = mpt_least(bleed, stock->gap_x / 2), y = mpt_least(bleed, stock->gap_y / 2);
  mpt left = column == 0 ? bleed : x, right = column + 1 == columns ? bleed : x;
  mpt top = row == 0 ? bleed : y, bottom = row + 1 == rows ? bleed : y;
  struct rectangle place = sheet_cell(sheet, cell, back);
  bool sideways = back && sheet_is_mirrored_sideways(sheet), upside = back && !sideways;
  place.x -= sideways ? right : left;
  place.y -= upside ? bottom : top;
  place.width += left + right;
  place.height += top + bottom;
  return place;
}
