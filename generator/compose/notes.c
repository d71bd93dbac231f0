/* Footnotes on their page. A footnote too long for its page goes on at the foot of the next: its rest is given to
 * the item after the mark, and since both parts do not fit one page, a page ends between them. */
#include "compose/notes.h"

#include <string.h>

enum {
  RULE_WIDTH = 56693,                /* 20 mm */
  RULE_THICKNESS = 300,              /* 0.3 pt */
  RULE_ABOVE_NOTES = 4 * MPT_PER_PT, /* clear of the capitals of a first line in small type */
  PLAIN_GAP = 12 * MPT_PER_PT,       /* without a grid */
};

mpt notes_gap(const struct compose *compose) {
  mpt grid = compose->layout->page.grid;
  if (grid <= 0)
    return PLAIN_GAP;
  return (PLAIN_GAP + grid - 1) / grid * grid;
}

/* --- notes that are too long --- */

struct carry { /* notes on their way down the flow */
  struct set_note **notes;
  size_t count;
};

static struct set_note *note_part(struct compose *compose, const struct set_note *note, size_t from, size_t to) {
  struct set_note *part = arena_zalloc(compose->arena, 1, sizeof *part);
  part->note = note->note;
  part->flow = arena_memdup(compose->arena, note->flow, sizeof *note->flow);
  part->flow->items += from;
  part->flow->count = to - from;
  part->flow->height = 0;
  for (size_t i = 0; i < part->flow->count; i++)
    part->flow->height = flow_bottom(part->flow, i, flow_top(part->flow, i, false, part->flow->height));
  return part;
}

static size_t note_lines_that_fit(const struct flow *flow, int64_t room) {
  mpt bottom = 0;
  size_t count = 0;
  while (count < flow->count) {
    bottom = flow_bottom(flow, count, flow_top(flow, count, false, bottom));
    if (bottom > room)
      break;
    count++;
  }
  return count;
}

static struct carry carry_join(struct compose *compose, const struct carry *carry, const struct vertical *item) {
  struct carry all = {.count = carry->count + item->note_count};
  all.notes = arena_array(compose->arena, all.count, sizeof *all.notes);
  if (carry->count > 0)
    memcpy(all.notes, carry->notes, carry->count * sizeof *all.notes);
  if (item->note_count > 0)
    memcpy(all.notes + carry->count, item->notes, item->note_count * sizeof *all.notes);
  return all;
}

/* Gives an item what fits into `room` and keeps the rest; `all`: at least a line, so that there is progress. */
static void carry_give(struct compose *compose, struct carry *carry, struct vertical *item, int64_t room, bool any) {
  size_t given = 0;
  struct carry all = carry_join(compose, carry, item);
  *carry = (struct carry){0};
  while (given < all.count && all.notes[given]->flow->height <= room)
    room -= all.notes[given++]->flow->height;
  item->notes = all.notes;
  item->note_count = given;
  if (given == all.count)
    return;
  const struct set_note *next = all.notes[given];
  size_t lines = note_lines_that_fit(next->flow, room);
  if (lines == 0 && any && given == 0)
    lines = 1;
  struct carry rest = {.count = all.count - given};
  rest.notes = arena_memdup(compose->arena, all.notes + given, rest.count * sizeof *rest.notes);
  rest.notes[0] = note_part(compose, next, lines, next->flow->count);
  *carry = rest;
  if (next->flow->count == lines)
    *carry = (struct carry){.notes = rest.notes + 1, .count = rest.count - 1};
  if (lines > 0)
    item->notes[item->note_count++] = note_part(compose, next, 0, lines);
}

static int64_t notes_room(const struct flow *flow, size_t index, mpt height, mpt gap) {
  mpt grid = flow->grid > 0 ? flow->grid : 1;
  int64_t room = (int64_t)height - gap - flow_bottom(flow, index, flow_top(flow, index, true, 0));
  return room > 0 ? room / grid * grid : 0;
}

static int64_t notes_sum(const struct vertical *item) {
  int64_t sum = 0;
  for (size_t i = 0; i < item->note_count; i++)
    sum += item->notes[i]->flow->height;
  return sum;
}

struct flow notes_fit(struct compose *compose, const struct flow *flow, mpt height) {
  struct flow fitted = *flow;
  struct carry carry = {0};
  mpt gap = notes_gap(compose);
  bool copied = false;
  for (size_t i = 0; i < flow->count; i++) {
    int64_t room = notes_room(flow, i, height, gap);
    if (carry.count == 0 && notes_sum(&flow->items[i]) <= room)
      continue;
    if (!copied)
      fitted.items = arena_memdup(compose->arena, flow->items, flow->count * sizeof *flow->items);
    copied = true;
    if (!flow->items[i].discardable)
      carry_give(compose, &carry, &fitted.items[i], room, false);
  }
  size_t capacity = 0;
  while (carry.count > 0) { /* nothing follows that could take them: a place of no height does */
    if (capacity == 0)
      fitted.items = arena_memdup(compose->arena, fitted.items, fitted.count * sizeof *fitted.items);
    capacity = capacity == 0 ? fitted.count : capacity;
    struct vertical *place = ARENA_PUSH(compose->arena, fitted.items, fitted.count, capacity);
    *place = (struct vertical){.kind = VERTICAL_SPACE, .block = carry.notes[0]->note->blocks};
    carry_give(compose, &carry, place, notes_room(&fitted, fitted.count - 1, height, gap), true);
  }
  return fitted;
}

/* --- drawing --- */

static void notes_rule(struct compose *compose, const struct set_note *first, mpt x, mpt y, struct display_page *page) {
  struct display_item *rule = display_item_add(compose->arena, page, ITEM_RULE, NODE_ARTIFACT);
  rule->colour = first->note->blocks[0].style->colour;
  rule->origin = (struct origin){first->note->blocks[0].rule_at, first->note->blocks[0].rule_at};
  rule->rule.x1 = x;
  rule->rule.x2 = x + RULE_WIDTH;
  rule->rule.y1 = rule->rule.y2 = y;
  rule->rule.thickness = RULE_THICKNESS;
}

void notes_draw(struct compose *compose, const struct flow *flow, size_t from, size_t to, mpt x, mpt bottom,
                struct display_page *page) {
  int64_t height = 0; /* the last line stands on the column's last line, whatever the leading of the notes is */
  for (size_t i = from; i < to; i++)
    height += notes_sum(&flow->items[i]);
  mpt y = height < FLOW_HEIGHT_LIMIT ? bottom - (mpt)height : 0;
  bool first = true;
  for (size_t i = from; i < to; i++) {
    for (size_t k = 0; k < flow->items[i].note_count; k++) {
      const struct set_note *note = flow->items[i].notes[k];
      if (first)
        notes_rule(compose, note, x, y - RULE_ABOVE_NOTES, page);
      first = false;
      flow_draw(compose, note->flow, 0, note->flow->count, x, y, page);
      y += note->flow->height;
    }
  }
}
