/* Marks of a sheet: where to cut, how the inks lie, which sheet it is. None of them ever touches a card or its bleed.
 */
#include "compose/marks.h"

#include "compose/sheet.h"

#include <string.h>

enum {
  MARK_LENGTH = 14173,  /* 5 mm */
  MARK_SHORTEST = 2835, /* 1 mm: less is not seen */
  MARK_THICKNESS = 250, /* 0.25 pt */
  FULL = 10000,         /* ink */
};

static mpt mpt_least(mpt a, mpt b) {
  return a < b ? a : b;
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
static const struct colour registration = {
    .space = COLOUR_SPOT, .component = {FULL, FULL, FULL, FULL}, .tint = FULL, .spot = "All"};

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

struct rectangle marks_slug(const struct sheet_spec *sheet, bool back, mpt bleed) {
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

void marks_draw(struct compose *compose, const struct sheet_spec *sheet, bool back, mpt bleed,
                struct display_page *page) {
  if (sheet->marks & MARKS_CROP)
    crop_add(compose, sheet, back, bleed, page);
  if (sheet->marks & MARKS_BARS)
    bars_add(compose, sheet, back, bleed, page);
}
