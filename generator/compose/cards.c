/* Slots -> sheets -> pages, sheet by sheet, each cell in the order in which it is filled. */
#include "compose/cards.h"

#include "compose/boxes.h"
#include "compose/card.h"
#include "compose/marks.h"
#include "compose/record.h"
#include "compose/same_size.h"

#include <string.h>

/* A sheet being drawn. */
struct drawn_sheet {
  struct compose *compose;
  struct card_run *run;
  size_t number;
  size_t page; /* of its front, in the list */
};

/* Sheets of one file: whole parts. */
static size_t volume_sheets(const struct card_run *run, size_t pages) {
  size_t parts = pages / (run->part_sheets * run->sides);
  return run->part_sheets * (parts > 0 ? parts : 1);
}

static struct card card_of(const struct card_run *run, struct arena *arena, size_t index) {
  struct card card = {.scope = run->scope, .as = run->as, .url = run->url};
  if (run->items != NULL)
    card.item = value_item(arena, run->items, index);
  return card;
}

/* A card drawn for a look at it, in the first cell of pages of its own. What is wrong with it is said when it is drawn
 * for good. False when it cannot be set. */
static bool trial_draw(struct compose *trial, const struct card_run *run, const struct card *card,
                       struct card_record *record) {
  struct card_place place = {.sides = run->sides};
  size_t first[2] = {0};
  trial->sink = trial->binder.sink = sink_new();
  trial->list = display_list_new(trial->arena);
  trial->pictures = NULL;
  trial->picture_count = trial->picture_capacity = 0;
  for (size_t side = 0; side < run->sides; side++)
    display_page_add(trial->arena, trial->list, card_piece_width(&trial->layout->card),
                     card_piece_height(&trial->layout->card), 0);
  *record = record_begin(trial, card);
  trial->record = trial->measures ? NULL : record;
  bool made = card_draw(trial, card, place);
  if (made && trial->record != NULL)
    record_end(trial, record, place, first, &(struct record_place){0});
  sink_drop(trial->sink);
  return made;
}

static size_t items_count(const struct card_run *run) {
  return run->items == NULL ? 1 : value_count(run->items);
}

/* A pass over the list for the sizes that texts of one group share. */
static struct same_sizes *sizes_make(const struct compose *compose, const struct card_run *run) {
  struct compose measuring = *compose;
  struct card_record record;
  if (!same_sizes_wanted(compose->layout))
    return NULL;
  measuring.sizes = same_sizes_new(compose->arena);
  measuring.measures = true;
  measuring.arena = measuring.binder.arena = arena_new();
  for (size_t i = 0; i < items_count(run); i++) {
    struct card card = card_of(run, measuring.arena, i);
    if (card.item != NULL || run->items == NULL)
      trial_draw(&measuring, run, &card, &record);
    arena_reset(measuring.arena);
  }
  arena_drop(measuring.arena);
  return measuring.sizes;
}

static bool item_is_chosen(struct compose *trial, const struct card_run *run, const struct card *card) {
  const struct choice *choice = run->choice;
  struct card_record record = record_begin(trial, card);
  if (choice->drawn && !trial_draw(trial, run, card, &record))
    return true;
  return choice->take(choice->self, &record);
}

/* The items that are wanted, as a list of their own. */
static const struct value *items_choose(const struct compose *compose, const struct card_run *run) {
  struct compose trial = *compose;
  const struct value **chosen = NULL;
  size_t count = 0, capacity = 0;
  trial.sizes = run->sizes;
  trial.arena = trial.binder.arena = arena_new();
  for (size_t i = 0; i < items_count(run); i++) {
    struct card card = card_of(run, trial.arena, i);
    if (card.item != NULL && item_is_chosen(&trial, run, &card))
      *ARENA_PUSH(compose->arena, chosen, count, capacity) = value_item(compose->arena, run->items, i);
    arena_reset(trial.arena);
  }
  arena_drop(trial.arena);
  struct value *list = arena_zalloc(compose->arena, 1, sizeof *list);
  *list = (struct value){.kind = VALUE_LIST, .list = {.items = chosen, .count = count}};
  return list;
}

/* Cards that are made after all others: they begin where those ended, without separators and blank cards. */
static const struct sheet_spec *sheet_chosen(const struct compose *compose, const struct card_run *run) {
  const struct layout *layout = compose->layout;
  if (!layout->has_sheet)
    return NULL;
  struct sheet_spec *sheet = arena_memdup(compose->arena, &layout->sheet, sizeof *sheet);
  int start = run->choice->start
                  ? run->choice->start(run->choice->self, layout->sheet.stock.name ? layout->sheet.stock.name : "")
                  : 0;
  sheet->start = start > 0 ? start : sheet->start;
  return sheet;
}

int cards_free_cell(const struct card_run *run) {
  const struct sheet_plan *plan = &run->plan;
  size_t cells = sheet_plan_cells(plan), used = cells;
  while (plan->sheets > 0 && used > 0 &&
         sheet_slot(plan, (struct sheet_place){plan->sheets - 1, sheet_nth_cell(plan, used - 1)}) == SHEET_NO_SLOT)
    used--;
  return plan->sheets == 0 || used == cells ? 1 : (int)used + 1;
}

bool cards_open(struct compose *compose, struct card_run *run) {
  const struct layout *layout = compose->layout;
  const struct sheet_spec *sheet = layout->has_sheet ? &layout->sheet : NULL;
  run->sides = layout->back_count > 0 && layout->card.fold == FOLD_NONE ? 2 : 1;
  run->sizes = sizes_make(compose, run);
  if (run->choice != NULL && run->items != NULL) {
    run->items = items_choose(compose, run);
    sheet = sheet_chosen(compose, run);
  }
  const struct slots_spec slots = {run->items, run->as, run->scope, run->choice ? NULL : sheet};
  if (!slots_make(&compose->binder, &slots, &run->slots))
    return false;
  size_t count, pages = compose->limits->pages;
  bool headed = sheet != NULL && run->slots.group_count > 0 && sheet->separator_kind == SEPARATOR_SHEET;
  const size_t *sections = slots_sections(compose->arena, &run->slots, headed, &count);
  run->part_sheets = (pages < PART_PAGES ? pages : PART_PAGES) / run->sides;
  run->part_sheets = run->part_sheets > 0 ? run->part_sheets : 1;
  run->plan = sheet_plan_make(compose->arena, &(struct sheet_plan_spec){.sheet = sheet,
                                                                        .volume = volume_sheets(run, pages),
                                                                        .sections = sections,
                                                                        .section_count = count,
                                                                        .headed = headed});
  if (run->plan.sheets * run->sides <= pages) /* one file, though not of whole parts */
    run->plan.volume = run->plan.sheets > 0 ? run->plan.sheets : 1;
  return true;
}

/* The line that says which sheet it is. One that does not fit is reported by its box. */
static void slug_draw(const struct drawn_sheet *drawn, bool back) {
  struct compose *compose = drawn->compose;
  const struct layout *layout = compose->layout;
  size_t number = drawn->number * drawn->run->sides + back + 1;
  struct value value = {.kind = VALUE_NUMBER, .thousandths = (int64_t)number * 1000};
  value.text = arena_printf(compose->arena, "%zu", number);
  value.length = strlen(value.text);
  const struct scope scope = {.outer = drawn->run->scope, .name = "page", .value = &value};
  boxes_draw(compose, &scope, layout->sheet.slug, 1, false, marks_slug(&layout->sheet, back, layout->card.bleed),
             NODE_ARTIFACT, &compose->list->pages[drawn->page + back]);
}

/* The pages of a sheet, with their marks; a head has none. */
static void pages_add(const struct drawn_sheet *drawn, bool marked) {
  struct compose *compose = drawn->compose;
  const struct layout *layout = compose->layout;
  const struct card_spec *card = &layout->card;
  const struct sheet_spec *sheet = &layout->sheet;
  for (size_t side = 0; side < drawn->run->sides; side++) {
    struct display_page *page =
        layout->has_sheet ? display_page_add(compose->arena, compose->list, sheet->stock.width, sheet->stock.height, 0)
                          : display_page_add(compose->arena, compose->list, card_piece_width(card),
                                             card_piece_height(card), card->bleed);
    if (layout->has_sheet) {
      page->screen = sheet->screen;
      page->desk = sheet->desk[side];
    }
    if (layout->has_sheet && marked)
      marks_draw(compose, sheet, side == 1, card->bleed, page);
    if (layout->has_sheet && marked && sheet->slug)
      slug_draw(drawn, side == 1);
  }
}

static struct card_place place_of(const struct drawn_sheet *drawn, size_t cell) {
  return (struct card_place){drawn->page, drawn->run->sides, cell};
}

static size_t columns_of(const struct layout *layout) {
  return layout->has_sheet ? (size_t)layout->sheet.stock.columns : 1;
}

static size_t cell_row(const struct layout *layout, size_t cell) {
  return cell / columns_of(layout);
}

static size_t cell_column(const struct layout *layout, size_t cell) {
  return cell % columns_of(layout);
}

static bool item_draw(const struct drawn_sheet *drawn, size_t index, size_t cell) {
  struct card_run *run = drawn->run;
  struct compose *compose = drawn->compose;
  struct card card = card_of(run, compose->arena, index);
  if (card.item == NULL && run->items != NULL)
    return false;
  struct card_place place = place_of(drawn, cell);
  struct card_record record = record_begin(compose, &card);
  size_t first[2];
  for (size_t side = 0; side < place.sides; side++)
    first[side] = compose->list->pages[place.page + side].item_count;
  compose->record = &record;
  bool made = card_draw(compose, &card, place);
  compose->record = NULL;
  if (made)
    record_end(compose, &record, place, first,
               &(struct record_place){drawn->number, cell_row(compose->layout, cell),
                                      cell_column(compose->layout, cell),
                                      card_side_area(compose->layout, cell, false)});
  return made;
}

static bool separator_draw(const struct drawn_sheet *drawn, size_t index, size_t cell, bool whole) {
  struct card_run *run = drawn->run;
  const struct slot_group *group = &run->slots.groups[index];
  const struct card_group named = {group->name, group->count, whole};
  bool made = card_draw_separator(drawn->compose, run->scope, &named, place_of(drawn, cell));
  return made;
}

static bool blank_draw(const struct drawn_sheet *drawn, size_t index, size_t cell) {
  struct card_run *run = drawn->run;
  bool made = card_draw_blank(drawn->compose, run->scope, &run->slots.blanks[index], place_of(drawn, cell));
  return made;
}

static bool slot_draw(const struct drawn_sheet *drawn, struct slot slot, size_t cell, bool whole) {
  struct card_run *run = drawn->run;
  const struct sink *sink = drawn->compose->sink;
  size_t errors = sink_count(sink, SEVERITY_ERROR);
  bool made = slot.kind == SLOT_CARD        ? item_draw(drawn, slot.index, cell)
              : slot.kind == SLOT_SEPARATOR ? separator_draw(drawn, slot.index, cell, whole)
                                            : blank_draw(drawn, slot.index, cell);
  if (slot.kind != SLOT_CARD || made)
    return made;
  run->refused++;
  run->errors += sink_count(sink, SEVERITY_ERROR) - errors;
  return false;
}

static bool cells_draw(const struct drawn_sheet *drawn) {
  const struct sheet_plan *plan = &drawn->run->plan;
  bool filled = false;
  for (size_t n = 0; n < sheet_plan_cells(plan); n++) {
    size_t cell = sheet_nth_cell(plan, n), slot = sheet_slot(plan, (struct sheet_place){drawn->number, cell});
    if (slot != SHEET_NO_SLOT)
      filled |= slot_draw(drawn, slots_at(&drawn->run->slots, slot), cell, false);
  }
  return filled;
}

void cards_sheets(struct compose *compose, struct card_run *run, size_t first, size_t count) {
  struct display_list *list = compose->list;
  compose->sizes = run->sizes;
  for (size_t i = 0; i < count && first + i < run->plan.sheets; i++) {
    struct drawn_sheet drawn = {compose, run, first + i, list->page_count};
    size_t head = sheet_head(&run->plan, drawn.number), nodes = list->node_count;
    pages_add(&drawn, head == SHEET_NO_SLOT);
    bool filled =
        head == SHEET_NO_SLOT ? cells_draw(&drawn) : slot_draw(&drawn, (struct slot){SLOT_SEPARATOR, head}, 0, true);
    if (!filled) {
      list->page_count = drawn.page;
      list->node_count = nodes;
    }
  }
}

size_t cards_parts(const struct card_run *run) {
  return (run->plan.sheets + run->part_sheets - 1) / run->part_sheets;
}

void cards_part(struct compose *compose, struct card_run *run, size_t index) {
  compose->pictures = NULL; /* those of the last part went with its arena */
  compose->picture_count = compose->picture_capacity = 0;
  compose->list->volume = index * run->part_sheets / run->plan.volume;
  if (index == 0)
    run->refused += run->slots.refused;
  cards_sheets(compose, run, index * run->part_sheets, run->part_sheets);
}
