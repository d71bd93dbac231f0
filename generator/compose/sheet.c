/* Imposition: cells, their order, backs in register, crop marks.
 *
 * Cut and stack: card n and card n + 1 lie in the same cell of two sheets one above the other, so that the cut
 * stack of sheets gives piles that only have to be laid on one another. The first sheet may be part used: the
 * piles of its used cells are one card shorter. */
#include "compose/sheet.h"

#include <string.h>

enum {
  MARK_LENGTH = 14173,  /* 5 mm */
  MARK_SHORTEST = 2835, /* 1 mm: less is not seen */
  MARK_THICKNESS = 250, /* 0.25 pt */
  FULL = 10000,         /* ink */
};

size_t sheet_cells(const struct sheet_spec *sheet) {
  return (size_t)sheet->stock.columns * (size_t)sheet->stock.rows;
}

/* A sheet is turned about its long edge like a page of a book, or about its short edge like one of a calendar. */
static bool sheet_is_mirrored_sideways(const struct sheet_spec *sheet) {
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
  place.x += sheet->offset_x;
  place.y += sheet->offset_y;
  return place;
}

/* Cells of the first sheet that are gone already. */
static size_t sheet_used(const struct sheet_spec *sheet) {
  size_t cells = sheet_cells(sheet);
  return sheet->start > 1 && (size_t)sheet->start <= cells ? (size_t)sheet->start - 1 : 0;
}

size_t sheet_count(const struct sheet_spec *sheet, size_t total) {
  size_t cells = sheet_cells(sheet);
  return total == 0 ? 0 : (total + sheet_used(sheet) + cells - 1) / cells;
}

size_t sheet_nth_cell(const struct sheet_spec *sheet, size_t n) {
  size_t columns = (size_t)sheet->stock.columns, rows = (size_t)sheet->stock.rows;
  return sheet->order == ORDER_COLUMNS ? n % rows * columns + n / rows : n;
}

/* The reverse of sheet_nth_cell. */
static size_t sheet_cell_number(const struct sheet_spec *sheet, size_t cell) {
  size_t columns = (size_t)sheet->stock.columns, rows = (size_t)sheet->stock.rows;
  return sheet->order == ORDER_COLUMNS ? cell % columns * rows + cell / columns : cell;
}

static struct sheet_place sheet_stacked(size_t card, size_t used, size_t sheets) {
  size_t short_piles = used * (sheets - 1);
  if (card < short_piles)
    return (struct sheet_place){1 + card % (sheets - 1), card / (sheets - 1)};
  card -= short_piles;
  return (struct sheet_place){card % sheets, used + card / sheets};
}

struct sheet_place sheet_place(const struct sheet_spec *sheet, size_t card, size_t total) {
  size_t cells = sheet_cells(sheet), used = sheet_used(sheet);
  if (sheet->order == ORDER_CUT_AND_STACK)
    return sheet_stacked(card, used, sheet_count(sheet, total));
  size_t n = card + used;
  return (struct sheet_place){n / cells, sheet_nth_cell(sheet, n % cells)};
}

size_t sheet_card(const struct sheet_spec *sheet, struct sheet_place place, size_t total) {
  size_t cells = sheet_cells(sheet), used = sheet_used(sheet), sheets = sheet_count(sheet, total);
  bool stacked = sheet->order == ORDER_CUT_AND_STACK;
  size_t number = stacked ? place.cell : sheet_cell_number(sheet, place.cell);
  if (place.sheet >= sheets || (place.sheet == 0 && number < used))
    return SHEET_NO_CARD;
  size_t card = place.sheet * cells + number - used;
  if (stacked && number < used)
    card = number * (sheets - 1) + place.sheet - 1;
  else if (stacked)
    card = used * (sheets - 1) + (number - used) * sheets + place.sheet;
  return card < total ? card : SHEET_NO_CARD;
}

struct sheet_volume sheet_volume(const struct sheet_spec *sheet, size_t sheets, size_t number, size_t total) {
  size_t index = number / sheets, room = sheets * sheet_cells(sheet), used = sheet_used(sheet);
  struct sheet_volume volume = {.spec = *sheet, .sheet = number % sheets};
  if (index > 0) {
    volume.spec.start = 1;
    volume.first = index * room - used;
    used = 0;
  }
  volume.card_count = total - volume.first < room - used ? total - volume.first : room - used;
  return volume;
}

size_t sheet_volume_card(const struct sheet_volume *volume, size_t cell) {
  size_t card = sheet_card(&volume->spec, (struct sheet_place){volume->sheet, cell}, volume->card_count);
  return card == SHEET_NO_CARD ? SHEET_NO_CARD : volume->first + card;
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

/* Cards along one axis of a sheet: where the first one begins and how they repeat. */
struct sheet_axis {
  mpt first, card, gap, end; /* end: of the sheet */
  int count;
};

static mpt axis_start(const struct sheet_axis *axis, int index) {
  return axis->first + (mpt)index * (axis->card + axis->gap);
}

static struct sheet_axis sheet_axis(const struct sheet_spec *sheet, bool back, bool vertical) {
  const struct stock *stock = &sheet->stock;
  struct rectangle first = sheet_cell(sheet, 0, back), last = sheet_cell(sheet, sheet_cells(sheet) - 1, back);
  if (vertical)
    return (struct sheet_axis){mpt_least(first.y, last.y), stock->card_height, stock->gap_y, stock->height,
                               stock->rows};
  return (struct sheet_axis){mpt_least(first.x, last.x), stock->card_width, stock->gap_x, stock->width, stock->columns};
}

/* What the marks of one direction share. */
struct mark_run {
  struct compose *compose;
  struct display_page *page;
  bool vertical; /* the marks stand upright: cuts are along x, free space along y */
};

/* Printed by every plate, so that those that are out of register show. */
static const struct colour registration = {.space = COLOUR_SPOT, .component = {FULL, FULL, FULL, FULL}, .spot = "All"};

static void mark_add(const struct mark_run *run, mpt cut, mpt from, mpt to) {
  if (to - from < MARK_SHORTEST)
    return;
  struct display_item *item = display_item_add(run->compose->arena, run->page, ITEM_RULE, NODE_ARTIFACT);
  item->colour = registration;
  item->rule.x1 = run->vertical ? cut : from;
  item->rule.y1 = run->vertical ? from : cut;
  item->rule.x2 = run->vertical ? cut : to;
  item->rule.y2 = run->vertical ? to : cut;
  item->rule.thickness = MARK_THICKNESS;
}

/* The marks of one cut in all free space along `free`: before the first card, in the gutters, after the last. */
static void marks_of_cut(const struct mark_run *run, mpt cut, const struct sheet_axis *free, mpt distance) {
  mpt first = free->first - distance;
  mark_add(run, cut, first - MARK_LENGTH > 0 ? first - MARK_LENGTH : 0, first);
  for (int i = 1; i < free->count; i++) {
    mpt from = axis_start(free, i) - free->gap + distance, to = axis_start(free, i) - distance;
    if (to - from <= 2 * MARK_LENGTH) {
      mark_add(run, cut, from, to);
    } else {
      mark_add(run, cut, from, from + MARK_LENGTH);
      mark_add(run, cut, to - MARK_LENGTH, to);
    }
  }
  mpt last = axis_start(free, free->count - 1) + free->card + distance;
  mark_add(run, cut, last, mpt_least(last + MARK_LENGTH, free->end));
}

static void marks_along(const struct mark_run *run, const struct sheet_axis *cuts, const struct sheet_axis *free,
                        mpt distance) {
  for (int i = 0; i < cuts->count; i++) {
    mpt start = axis_start(cuts, i);
    if (i == 0 || cuts->gap > 0)
      marks_of_cut(run, start, free, distance);
    marks_of_cut(run, start + cuts->card, free, distance);
  }
}

static mpt mark_distance(mpt bleed) {
  return bleed > MARK_DISTANCE ? bleed : MARK_DISTANCE;
}

struct rectangle sheet_slug(const struct sheet_spec *sheet, bool back, mpt bleed) {
  struct sheet_axis x = sheet_axis(sheet, back, false), y = sheet_axis(sheet, back, true);
  return (struct rectangle){x.first + MARK_BAND, y.first - mark_distance(bleed) - MARK_BAND, x.card - 2 * MARK_BAND,
                            MARK_BAND};
}

/* As many patches as fit between the crop marks of a card. */
static void bars_add(struct compose *compose, const struct sheet_spec *sheet, bool back, mpt bleed,
                     struct display_page *page) {
  static const uint16_t patches[][4] = {{FULL, 0, 0, 0},    {0, FULL, 0, 0},    {0, 0, FULL, 0},
                                        {0, 0, 0, FULL},    {FULL, FULL, 0, 0}, {0, FULL, FULL, 0},
                                        {FULL, 0, FULL, 0}, {0, 0, 0, FULL / 2}};
  struct sheet_axis x = sheet_axis(sheet, back, false), y = sheet_axis(sheet, back, true);
  mpt top = axis_start(&y, y.count - 1) + y.card + mark_distance(bleed);
  for (size_t i = 0; i < sizeof patches / sizeof *patches && ((mpt)i + 3) * MARK_BAND <= x.card; i++) {
    struct display_item *item = display_item_add(compose->arena, page, ITEM_FILL, NODE_ARTIFACT);
    item->colour = (struct colour){.space = COLOUR_CMYK};
    memcpy(item->colour.component, patches[i], sizeof patches[i]);
    item->fill = (struct rectangle){x.first + ((mpt)i + 1) * MARK_BAND, top, MARK_BAND, MARK_BAND};
  }
}

static void crop_add(struct compose *compose, const struct sheet_spec *sheet, bool back, mpt bleed,
                     struct display_page *page) {
  struct sheet_axis x = sheet_axis(sheet, back, false), y = sheet_axis(sheet, back, true);
  mpt distance = mark_distance(bleed);
  marks_along(&(struct mark_run){compose, page, true}, &x, &y, distance);
  marks_along(&(struct mark_run){compose, page, false}, &y, &x, distance);
}

void sheet_marks(struct compose *compose, const struct sheet_spec *sheet, bool back, mpt bleed,
                 struct display_page *page) {
  if (sheet->marks & MARKS_CROP)
    crop_add(compose, sheet, back, bleed, page);
  if (sheet->marks & MARKS_BARS)
    bars_add(compose, sheet, back, bleed, page);
}
