/* Column widths: fixed first, then automatic ones between the longest word and the whole text (CSS 2.1
 * §17.5.2.2), then shares of the rest (the fr of CSS Grid, §12.7.1). */
#include "compose/columns.h"

#include <stdbool.h>
#include <stdint.h>

static mpt positive(mpt value) {
  return value > 0 ? value : 0;
}

static int64_t kind_sum(const struct column_need *needs, size_t count, enum column_need_kind kind, int which) {
  int64_t sum = 0;
  for (size_t i = 0; i < count; i++) {
    if (needs[i].kind != kind)
      continue;
    const mpt values[] = {needs[i].width, needs[i].minimum, needs[i].maximum};
    sum += positive(values[which]);
  }
  return sum;
}

enum { BY_WIDTH, BY_MINIMUM, BY_MAXIMUM };

/* width = base + room * weight / weights; the running sum is rounded, so that nothing is lost on the way. */
struct portion {
  int64_t room, weights, passed;
};

static mpt portion_take(struct portion *portion, int64_t weight) {
  if (portion->weights <= 0)
    return 0;
  int64_t before = portion->room * portion->passed / portion->weights;
  portion->passed += weight;
  return (mpt)(portion->room * portion->passed / portion->weights - before);
}

static void automatic_distribute(const struct column_need *needs, size_t count, int64_t room, mpt *widths) {
  int64_t minima = kind_sum(needs, count, NEED_AUTO, BY_MINIMUM);
  int64_t maxima = kind_sum(needs, count, NEED_AUTO, BY_MAXIMUM);
  struct portion all = {.room = room, .weights = minima};
  struct portion more = {.room = room < maxima ? room - minima : maxima - minima, .weights = maxima - minima};
  for (size_t i = 0; i < count; i++) {
    if (needs[i].kind != NEED_AUTO)
      continue;
    mpt minimum = positive(needs[i].minimum);
    if (room < minima)
      widths[i] = portion_take(&all, minimum);
    else
      widths[i] = minimum + portion_take(&more, positive(needs[i].maximum) - minimum);
  }
}

/* One round: a column whose share is less than its minimum is given its minimum and leaves the game. */
static bool share_freeze(const struct column_need *needs, size_t count, int64_t *room, int64_t *shares, mpt *widths) {
  bool frozen = false;
  int64_t round_room = *room, round_shares = *shares;
  for (size_t i = 0; i < count; i++) {
    if (needs[i].kind != NEED_SHARE || widths[i] >= 0)
      continue;
    if (round_room * needs[i].share / round_shares >= needs[i].minimum)
      continue;
    widths[i] = positive(needs[i].minimum);
    *room -= widths[i];
    *shares -= needs[i].share;
    frozen = true;
  }
  return frozen;
}

static void share_distribute(const struct column_need *needs, size_t count, int64_t room, mpt *widths) {
  int64_t shares = 0, minima = kind_sum(needs, count, NEED_SHARE, BY_MINIMUM);
  for (size_t i = 0; i < count; i++) {
    if (needs[i].kind == NEED_SHARE)
      shares += needs[i].share, widths[i] = -1;
  }
  struct portion all = {.room = positive((mpt)room), .weights = minima};
  while (room >= minima && shares > 0 && share_freeze(needs, count, &room, &shares, widths))
    ;
  struct portion rest = {.room = room, .weights = shares};
  for (size_t i = 0; i < count; i++) {
    if (needs[i].kind == NEED_SHARE && widths[i] < 0)
      widths[i] =
          all.room < minima ? portion_take(&all, positive(needs[i].minimum)) : portion_take(&rest, needs[i].share);
  }
}

void columns_distribute(const struct column_need *needs, size_t count, mpt available, mpt *widths) {
  int64_t room = available - kind_sum(needs, count, NEED_FIXED, BY_WIDTH);
  int64_t automatic_minima = kind_sum(needs, count, NEED_AUTO, BY_MINIMUM);
  int64_t share_minima = kind_sum(needs, count, NEED_SHARE, BY_MINIMUM);
  if (room < 0)
    room = 0;
  int64_t for_automatic = room - share_minima;
  if (for_automatic < automatic_minima && automatic_minima + share_minima > 0)
    for_automatic = automatic_minima * room / (automatic_minima + share_minima);
  automatic_distribute(needs, count, for_automatic, widths);
  for (size_t i = 0; i < count; i++) {
    if (needs[i].kind == NEED_FIXED)
      widths[i] = positive(needs[i].width);
    if (needs[i].kind == NEED_AUTO)
      room -= widths[i];
  }
  share_distribute(needs, count, room, widths);
}
