/* First fit over the same boxes, glue and penalties that the program breaks, and the same lines made of its breaks. */
#include "first_fit.h"

#include "text/items.h"
#include "text/lines.h"
#include "text/pieces.h"
#include "text/setter_private.h"

struct filling {
  const struct items *items;
  mpt width, indent;
  bool shrinks;
};

static bool is_break(const struct kp_item *items, size_t index) {
  if (items[index].kind == KP_PENALTY)
    return items[index].penalty < KP_FORBIDDEN;
  return items[index].kind == KP_GLUE && index > 0 && items[index - 1].kind == KP_BOX;
}

static bool is_forced(const struct kp_item *item) {
  return item->kind == KP_PENALTY && item->penalty <= KP_FORCED;
}

/* The first item behind a break that begins a line. */
static size_t line_begin(const struct items *items, size_t at) {
  while (at < items->count && items->items[at].kind != KP_BOX && !is_forced(&items->items[at]))
    at++;
  return at;
}

/* The line from `start` that ends at `end`, with what its spaces give. */
static struct kp_break line_end(const struct filling *filling, size_t start, size_t end, mpt available) {
  const struct kp_item *items = filling->items->items;
  int64_t room = available, stretch = 0, shrink = 0;
  for (size_t i = start; i < end; i++) {
    room -= items[i].kind == KP_PENALTY ? 0 : items[i].width;
    stretch += items[i].kind == KP_GLUE ? items[i].stretch : 0;
    shrink += items[i].kind == KP_GLUE ? items[i].shrink : 0;
  }
  room -= items[end].kind == KP_PENALTY ? items[end].width : 0;
  int64_t give = room >= 0 ? stretch : shrink;
  bool last = is_forced(&items[end]);
  int64_t ratio = (last && room >= 0) || give == 0 ? 0 : room * 1000 / give;
  return (struct kp_break){.item = end,
                           .start = start,
                           .ratio = (int32_t)(ratio < INT32_MAX ? ratio : INT32_MAX),
                           .filled = (!last || room < 0) && give > 0,
                           .overfull = room < -(filling->shrinks ? shrink : 0)};
}

/* The last break at which the line is not too wide, or the first one at all. */
static size_t line_fill(const struct filling *filling, size_t start, mpt available) {
  const struct kp_item *items = filling->items->items;
  int64_t width = 0; /* the least */
  size_t best = 0;
  for (size_t i = start; i < filling->items->count; i++) {
    bool breaks = i > start && is_break(items, i);
    int64_t whole = width + (items[i].kind == KP_PENALTY ? items[i].width : 0);
    if (breaks && best != 0 && whole > available)
      return best;
    if (breaks)
      best = i;
    if (breaks && (is_forced(&items[i]) || whole > available))
      return best;
    width += items[i].kind == KP_PENALTY ? 0 : items[i].width;
    width -= filling->shrinks && items[i].kind == KP_GLUE ? items[i].shrink : 0;
  }
  return filling->items->count - 1;
}

static struct kp_break *lines_fill(struct arena *arena, const struct filling *filling, size_t *count) {
  struct kp_break *breaks = arena_array(arena, filling->items->count, sizeof *breaks);
  *count = 0;
  for (size_t start = line_begin(filling->items, 0); start < filling->items->count;) {
    mpt available = filling->width - (*count == 0 ? filling->indent : 0);
    size_t end = line_fill(filling, start, available);
    breaks[(*count)++] = line_end(filling, start, end, available);
    start = line_begin(filling->items, end + 1);
  }
  return breaks;
}

static struct paragraph *paragraph_fill(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec,
                                        bool shrinks) {
  struct arena *scratch = setter_scratch(setter);
  struct pieces pieces;
  struct items items;
  size_t count;
  pieces_make(scratch, setter, spec->spans, spec->span_count, &pieces);
  struct items_spec work = {.pieces = &pieces, .width = spec->width, .hyphenate = true};
  items_make(scratch, setter, &work, &items);
  struct filling filling = {&items, spec->width, spec->indent, shrinks};
  struct kp_break *breaks = lines_fill(scratch, &filling, &count);
  struct lines_spec lines = {&pieces, scratch, spec->width, spec->indent, spec->align, false, 0};
  return lines_broken(arena, setter, &lines, &items, breaks, count);
}

struct paragraph *first_fit_set(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec) {
  return paragraph_fill(arena, setter, spec, false);
}

struct paragraph *first_fit_shrink_set(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec) {
  return paragraph_fill(arena, setter, spec, true);
}
