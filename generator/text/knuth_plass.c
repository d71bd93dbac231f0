/* Total-fit line breaking.
 *
 * The breaks of a paragraph are a cheapest path through its feasible breakpoints, found by dynamic programming
 * over "active" nodes: breaks from which the current item can still be reached on one line. A node is a break with
 * the tightness of the line before it and the number of hyphens in a row, since both bear on the cost of the next
 * line. Stretches between forced breaks are broken one after another, in several passes, each more permissive: without
 * hyphens, with hyphens and ever wider spaces, and with anything that is not overfull. Where white runs through the
 * lines that were found, the pass is searched again with nodes that know where the spaces of their line stand.
 *
 * Knuth and Plass, Breaking Paragraphs into Lines, 1981; TeX: The Program, part 38. Differences: costs in 64 bits
 * and finer badness; the last line is judged here rather than by glue; overfull lines are confined to boxes that
 * are too wide by themselves, because in the last pass every break stays active; glyphs give way a little, too, as in
 * Hàn Thế Thành, Micro-typographic extensions to the TeX typesetting system, 2000; rivers.
 */
#include "text/knuth_plass.h"

#include "text/kp_items.h"
#include "text/rivers.h"

#include <assert.h>
#include <string.h>

enum fitness { FITNESS_TIGHT, FITNESS_DECENT, FITNESS_LOOSE, FITNESS_VERY_LOOSE, FITNESS_COUNT };

enum {
  GAP_LIMIT = 100,    /* spaces of a line that rivers are looked for in */
  RIVER_ITEMS = 5000, /* of a stretch that is searched again: several pages of text; bounds the memory */
  HYPHEN_STATES = 8,  /* hyphens in a row that are told apart */
  VARIETIES = 5,      /* ways to a break that are kept apart because their spaces stand elsewhere */
  PASS_LIMIT = 5,
  CANDIDATE_LIMIT = FITNESS_COUNT * HYPHEN_STATES * VARIETIES,
  ACTIVE_LIMIT = 250,   /* several times what a line of text has; bounds the time of hostile text */
  RATIO_LIMIT = 1000000 /* for lines without any stretch */
};

#define DEMERITS_LIMIT (INT64_MAX / 4)
#define OVERFULL_COST INT64_C(10000000000000)

struct totals { /* of all items before one */
  int64_t width, stretch, shrink, flex;
  size_t glues; /* elastic ones */
};

struct node {
  size_t item, start; /* the break, and the first item of the line after it */
  int64_t demerits;   /* of all lines up to here */
  uint32_t previous;
  int32_t ratio;
  uint8_t fitness, hyphens, variety;
  bool filled, overfull;
  struct gaps *gaps; /* of the line that ends here, when rivers are followed */
};

struct pass {
  bool flagged;      /* hyphens are allowed */
  bool over;         /* more hyphens in a row than the limit are feasible */
  bool last;         /* everything is feasible */
  int64_t tolerance; /* 1/1000: of the stretch, or of the line in ragged text */
  mpt emergency;     /* stretch added to every line */
  bool rivers;       /* they are followed and cost */
};

struct breaker {
  struct arena *arena;
  const struct kp_spec *spec;
  const struct totals *totals;
  const size_t *starts; /* first item of a line after a break at an item */
  const size_t *glues;  /* items that are elastic glue, in order */
  struct pass pass;
  mpt hang; /* the most that hanging can add to a line */
  struct node *nodes;
  size_t node_count, node_capacity;
  uint32_t *active; /* in order of their breaks */
  size_t active_count, active_capacity;
};

struct candidates {
  struct node nodes[CANDIDATE_LIMIT];
  size_t count;
};

/* A line between a node and a breakpoint. */
struct line_sum {
  int64_t room; /* negative: too long */
  int64_t stretch, shrink, flex;
};

/* Of all items: their sums, where glue is, and the widest hanging. */
static void items_sum(struct breaker *breaker) {
  const struct kp_spec *spec = breaker->spec;
  struct totals *totals = arena_array(breaker->arena, spec->count + 1, sizeof *totals), sum = {0};
  size_t *glues = arena_array(breaker->arena, spec->count, sizeof *glues);
  mpt left = 0, right = 0;
  for (size_t i = 0; i < spec->count; i++) {
    const struct kp_item *item = &spec->items[i];
    totals[i] = sum;
    left = item->hang_left > left ? item->hang_left : left;
    right = item->hang_right > right ? item->hang_right : right;
    if (item->kind == KP_PENALTY)
      continue;
    sum.width += item->width;
    if (item->kind == KP_BOX) {
      sum.flex += item->flex;
      continue;
    }
    sum.stretch += item->stretch;
    sum.shrink += item->shrink;
    if (item->stretch > 0)
      glues[sum.glues++] = i;
  }
  totals[spec->count] = sum;
  breaker->totals = totals;
  breaker->glues = glues;
  breaker->hang = left + right;
}

/* starts[i + 1] follows a break at item i; starts[0] is the paragraph's beginning. */
static size_t *starts_new(struct arena *arena, const struct kp_spec *spec) {
  size_t *starts = arena_array(arena, spec->count + 1, sizeof *starts);
  size_t next = spec->count;
  starts[spec->count] = next;
  for (size_t i = spec->count; i-- > 0;) {
    if (item_begins_line(&spec->items[i]))
      next = i;
    starts[i] = next;
  }
  return starts;
}

static bool node_is_first(const struct breaker *breaker, const struct node *node) {
  return node->start == breaker->starts[0] && node == breaker->nodes;
}

static inline struct line_sum line_measure(const struct breaker *breaker, const struct node *from, size_t item) {
  const struct kp_spec *spec = breaker->spec;
  const struct totals *start = &breaker->totals[from->start], *end = &breaker->totals[item];
  const struct kp_item *at = &spec->items[item];
  int64_t width = end->width - start->width - at->hang_right;
  if (at->kind == KP_PENALTY)
    width += at->width;
  if (from->start < item)
    width -= spec->items[from->start].hang_left;
  if (node_is_first(breaker, from))
    width += spec->first_indent;
  return (struct line_sum){.room = spec->width - width,
                           .stretch = end->stretch - start->stretch,
                           .shrink = end->shrink - start->shrink,
                           .flex = end->flex - start->flex};
}

/* Spaces and glyphs give alike up to all that glyphs can; spaces take the rest. */
static int64_t room_ratio(int64_t room, int64_t stretch, int64_t flex) {
  if (room <= stretch + flex)
    return room * 1000 / (stretch + flex);
  room -= flex;
  return stretch * RATIO_LIMIT > room * 1000 ? room * 1000 / stretch : RATIO_LIMIT;
}

/* 1/1000 of the stretch, or minus 1/1000 of the shrink; below -1000 when the line is overfull. */
static int64_t line_ratio(const struct line_sum *line, int64_t emergency) {
  int64_t shrink = line->shrink + line->flex;
  if (line->room == 0)
    return 0;
  if (line->room > 0)
    return room_ratio(line->room, line->stretch + emergency, line->flex);
  if (-line->room > shrink)
    return -1001;
  return (line->room * 1000 - shrink + 1) / shrink;
}

static int64_t ratio_badness(int64_t ratio) {
  int64_t magnitude = ratio < 0 ? -ratio : ratio;
  int64_t bent = magnitude < KP_KNEE ? magnitude : KP_KNEE;
  int64_t badness = bent * bent * bent / 1000000 + 3 * bent * bent / 1000 * (magnitude - bent) / 1000;
  return badness < KP_BADNESS_LIMIT ? badness : KP_BADNESS_LIMIT;
}

static enum fitness ratio_fitness(int64_t ratio) {
  if (ratio < -500)
    return FITNESS_TIGHT;
  if (ratio <= 500)
    return FITNESS_DECENT;
  return ratio <= 1000 ? FITNESS_LOOSE : FITNESS_VERY_LOOSE;
}

static int64_t square(int64_t value) {
  return value * value;
}

/* The last line of a paragraph may end anywhere but shortly after its beginning (unless it is the only one) or shortly
 * before the margin. */
static int64_t last_line_cost(const struct breaker *breaker, const struct line_sum *line, struct node *to) {
  const struct kp_spec *spec = breaker->spec;
  int64_t cost = square(KP_LINE_COST);
  if (spec->width - line->room < spec->last_minimum && to->previous > 0) {
    if (!spec->ragged && !breaker->pass.last)
      return -1;
    cost += KP_LAST_SHORT_COST;
  }
  if (spec->ragged || line->room == 0 || line->room >= spec->last_gap)
    return cost;
  int64_t ratio = line_ratio(line, 0);
  if (ratio > 1000)
    return cost + KP_LAST_NEARLY_COST;
  to->ratio = (int32_t)ratio;
  to->filled = true;
  to->fitness = (uint8_t)ratio_fitness(ratio);
  return cost + square(KP_LINE_COST + ratio_badness(ratio)) - square(KP_LINE_COST);
}

/* Cost of the line's width alone, -1 when the pass does not bear it. Fills in how the line is to be set. */
static int64_t ragged_cost(const struct breaker *breaker, const struct line_sum *line, bool last, struct node *to) {
  const struct kp_spec *spec = breaker->spec;
  if (last && !spec->balanced)
    return last_line_cost(breaker, line, to);
  int64_t share = line->room * 1000 / (spec->width > 0 ? spec->width : 1);
  if (share > breaker->pass.tolerance && !last)
    return -1;
  return spec->balanced ? square(KP_LINE_COST_BALANCED) + square(share) : square(KP_LINE_COST + share);
}

static int64_t justified_cost(const struct breaker *breaker, const struct line_sum *line, bool last, struct node *to) {
  if (last && line->room >= 0)
    return last_line_cost(breaker, line, to);
  int64_t judged = line_ratio(line, breaker->pass.emergency);
  if (judged > breaker->pass.tolerance)
    return -1;
  to->filled = line->stretch > 0 || line->room <= 0;
  to->ratio = to->filled ? (int32_t)line_ratio(line, 0) : 0;
  to->fitness = (uint8_t)ratio_fitness(judged);
  return square(KP_LINE_COST + ratio_badness(judged));
}

static int64_t overfull_cost(const struct breaker *breaker, const struct line_sum *line, struct node *to) {
  int64_t share = -line->room * 1000 / (breaker->spec->width > 0 ? breaker->spec->width : 1);
  to->overfull = true;
  return OVERFULL_COST + square(share < KP_BADNESS_LIMIT ? share : KP_BADNESS_LIMIT);
}

/* Hyphens in a row that cost little. */
static int hyphens_limit(const struct breaker *breaker) {
  enum { MOST = HYPHEN_STATES - 2 };
  return breaker->spec->hyphen_limit < MOST ? breaker->spec->hyphen_limit : MOST;
}

/* Hyphens in a row, this break included; one more than the limit stands for any number. */
static uint8_t hyphens_count(const struct breaker *breaker, const struct node *from, size_t item) {
  if (!item_is_hyphen(&breaker->spec->items[item]) && (breaker->spec->ragged || !breaker->spec->items[item].dashed))
    return 0;
  return from->hyphens <= hyphens_limit(breaker) ? (uint8_t)(from->hyphens + 1) : from->hyphens;
}

/* A break's own penalty, and what hyphens in a row cost. */
static int64_t break_cost(const struct breaker *breaker, const struct node *from, const struct node *to) {
  const struct kp_item *at = &breaker->spec->items[to->item];
  int64_t cost = 0, scale = breaker->spec->ragged ? KP_RAGGED_PENALTY_SCALE : KP_PENALTY_SCALE;
  if (item_is_forced(at))
    return from->hyphens > 0 ? KP_FINAL_HYPHEN_COST : 0;
  if (at->kind == KP_PENALTY)
    cost = square((int64_t)at->penalty * scale) * (at->penalty < 0 ? -1 : 1);
  if (to->hyphens > hyphens_limit(breaker))
    return cost + KP_HYPHENS_OVER_COST;
  return to->hyphens > 1 ? cost + KP_HYPHENS_COST : cost;
}

/* --- rivers ----------------------------------------------------------------------------------------------------- */

/* What of the room of a line its glyphs take. */
static int64_t glyphs_take(const struct line_sum *line) {
  if (line->room < 0) /* glue shrinks by the same share of its stretch everywhere */
    return line->room * line->flex / (line->shrink + line->flex);
  if (line->room < line->stretch + line->flex)
    return line->room * line->flex / (line->stretch + line->flex);
  return line->flex;
}

static mpt mpt_of(int64_t length) {
  return length > MPT_LIMIT ? MPT_LIMIT : length < -MPT_LIMIT ? -MPT_LIMIT : (mpt)length;
}

/* The spaces of the line between two breaks, from the left margin, as its elastic parts before them move them. */
static void gaps_place(const struct breaker *breaker, const struct node *to, const struct line_sum *line,
                       struct gaps *out) {
  const struct node *from = &breaker->nodes[to->previous];
  const struct totals *totals = breaker->totals, *start = &totals[from->start];
  bool elastic = to->filled && line->stretch != 0;
  int64_t taken = elastic ? glyphs_take(line) : 0, rest = elastic ? line->room - taken : 0;
  int64_t stretch = elastic ? line->stretch : 1, flex = line->flex > 0 ? line->flex : 1;
  int64_t first = node_is_first(breaker, from) ? breaker->spec->first_indent : 0;
  first -= breaker->spec->items[from->start].hang_left + start->width;
  out->count = 0;
  for (size_t i = start->glues; i < totals[to->item].glues && out->count < out->capacity; i++) {
    const struct totals *at = &totals[breaker->glues[i]], *behind = at + 1;
    int64_t moved = first + (line->flex > 0 ? taken * (at->flex - start->flex) / flex : 0);
    int64_t left = moved + at->width + rest * (at->stretch - start->stretch) / stretch;
    int64_t right = moved + behind->width + rest * (behind->stretch - start->stretch) / stretch;
    out->items[out->count++] = (struct gap){mpt_of(left), mpt_of(right), 1};
  }
}

/* What rivers cost that reach a line: the wider its spaces the more. */
static int64_t rivers_weigh(const struct gaps *gaps, const struct node *to) {
  int64_t ratio = to->ratio < KP_RIVER_RATIO ? to->ratio : KP_RIVER_RATIO, cost = 0;
  for (size_t i = 0; i < gaps->count; i++)
    cost += gaps->items[i].length >= RIVER_LINES ? KP_RIVER_COST / 2000 : 0;
  return cost * (2000 + ratio);
}

static int64_t rivers_cost(const struct breaker *breaker, const struct node *to, const struct line_sum *line) {
  struct gap items[GAP_LIMIT];
  struct gaps gaps = {.items = items, .capacity = GAP_LIMIT};
  const struct node *from = &breaker->nodes[to->previous];
  if (from->gaps == NULL || from->gaps->count == 0)
    return 0;
  gaps_place(breaker, to, line, &gaps);
  rivers_follow(from->gaps, &gaps);
  return rivers_weigh(&gaps, to);
}

/* Keeps the gaps of a node's line. */
static const struct gaps *node_follow(struct breaker *breaker, struct node *node) {
  const struct node *from = &breaker->nodes[node->previous];
  struct line_sum line = line_measure(breaker, from, node->item);
  size_t most = breaker->totals[node->item].glues - breaker->totals[from->start].glues;
  node->gaps = arena_zalloc(breaker->arena, 1, sizeof *node->gaps);
  node->gaps->capacity = most < GAP_LIMIT ? most : GAP_LIMIT;
  node->gaps->items = arena_array(breaker->arena, node->gaps->capacity, sizeof *node->gaps->items);
  gaps_place(breaker, node, &line, node->gaps);
  if (from->gaps != NULL)
    rivers_follow(from->gaps, node->gaps);
  return node->gaps;
}

/* The lines on the way to a node. */
static size_t node_depth(const struct breaker *breaker, uint32_t last) {
  size_t depth = 0;
  for (uint32_t at = last; at != 0; at = breaker->nodes[at].previous)
    depth++;
  return depth;
}

static int64_t ratio_worst(const struct breaker *breaker, uint32_t last) {
  int64_t worst = 0;
  for (uint32_t at = last; at != 0; at = breaker->nodes[at].previous)
    worst = breaker->nodes[at].ratio > worst ? breaker->nodes[at].ratio : worst;
  return worst;
}

/* What the rivers cost on the way to a node, whether the search took heed of them or not. */
static int64_t rivers_price(struct breaker *breaker, uint32_t last) {
  size_t depth = node_depth(breaker, last), i = depth;
  uint32_t *way = arena_array(breaker->arena, depth, sizeof *way);
  int64_t cost = 0;
  for (uint32_t at = last; at != 0; at = breaker->nodes[at].previous)
    way[--i] = at;
  for (; i < depth; i++) {
    struct node *node = &breaker->nodes[way[i]];
    cost += rivers_weigh(node_follow(breaker, node), node);
  }
  return cost;
}

/* --- the search ------------------------------------------------------------------------------------------------- */

/* Whether the pass bears the line from `from` to `item`; *to is then the node at its end. Only the latest active
 * node may make an overfull line: its line is a single unbreakable part. */
static bool line_judge(const struct breaker *breaker, uint32_t from_index, size_t item, const struct line_sum *line,
                       struct node *to) {
  const struct kp_spec *spec = breaker->spec;
  const struct node *from = &breaker->nodes[from_index];
  bool last = item_is_forced(&spec->items[item]);
  bool overfull = -line->room > (spec->ragged ? 0 : line->shrink + line->flex);
  bool latest = from_index == breaker->active[breaker->active_count - 1];
  uint8_t hyphens = hyphens_count(breaker, from, item);
  if ((overfull && !breaker->pass.last) || (hyphens > hyphens_limit(breaker) && !breaker->pass.over))
    return false;
  if (overfull && !latest)
    return false;
  *to = (struct node){.item = item,
                      .start = breaker->starts[item + 1],
                      .previous = from_index,
                      .fitness = FITNESS_DECENT,
                      .hyphens = hyphens,
                      .variety = breaker->pass.rivers ? (uint8_t)(from->item % VARIETIES) : 0};
  int64_t cost = overfull       ? overfull_cost(breaker, line, to)
                 : spec->ragged ? ragged_cost(breaker, line, last, to)
                                : justified_cost(breaker, line, last, to);
  if (cost < 0)
    return false;
  cost += break_cost(breaker, from, to);
  if (to->fitness > from->fitness + 1 || to->fitness + 1 < from->fitness)
    cost += KP_FITNESS_COST;
  if (breaker->pass.rivers)
    cost += rivers_cost(breaker, to, line);
  to->demerits = from->demerits < DEMERITS_LIMIT - cost ? from->demerits + cost : DEMERITS_LIMIT;
  return true;
}

/* Keeps the cheapest node of each kind. */
static void candidate_offer(struct candidates *candidates, const struct node *node) {
  for (size_t i = 0; i < candidates->count; i++) {
    struct node *other = &candidates->nodes[i];
    if (other->fitness != node->fitness || other->hyphens != node->hyphens || other->variety != node->variety)
      continue;
    if (node->demerits < other->demerits)
      *other = *node;
    return;
  }
  candidates->nodes[candidates->count++] = *node;
}

/* A node is of no use when another at the same break is cheaper by more than the next line can make up for. */
static bool candidate_is_dominated(const struct candidates *candidates, size_t index) {
  const struct node *node = &candidates->nodes[index];
  for (size_t i = 0; i < candidates->count; i++) {
    const struct node *other = &candidates->nodes[i];
    int64_t handicap = other->fitness == node->fitness ? 0 : KP_FITNESS_COST;
    if (i == index || other->hyphens > node->hyphens || other->variety != node->variety)
      continue;
    if (other->demerits + handicap < node->demerits || (other->demerits + handicap == node->demerits && i < index))
      return true;
  }
  return false;
}

static void node_activate(struct breaker *breaker, const struct node *node) {
  *ARENA_PUSH(breaker->arena, breaker->active, breaker->active_count, breaker->active_capacity) =
      (uint32_t)breaker->node_count;
  *ARENA_PUSH(breaker->arena, breaker->nodes, breaker->node_count, breaker->node_capacity) = *node;
}

/* Drops the most expensive active node, but never one of the latest break: it must stay reachable. */
static void active_thin(struct breaker *breaker, size_t latest) {
  size_t worst = 0;
  for (size_t i = 1; i < breaker->active_count; i++) {
    const struct node *node = &breaker->nodes[breaker->active[i]];
    if (node->item != latest && node->demerits > breaker->nodes[breaker->active[worst]].demerits)
      worst = i;
  }
  breaker->active_count--;
  for (size_t i = worst; i < breaker->active_count; i++)
    breaker->active[i] = breaker->active[i + 1];
}

/* Even with the widest hanging nothing that begins at the node reaches beyond this item on one line. */
static bool line_is_hopeless(const struct breaker *breaker, const struct line_sum *line, size_t item) {
  const struct kp_item *at = &breaker->spec->items[item];
  mpt own = at->kind == KP_PENALTY ? at->width : 0;
  int64_t shrink = breaker->spec->ragged ? 0 : line->shrink + line->flex;
  return line->room + own + breaker->hang + shrink < 0;
}

/* Lines from this node on are all too loose to end here, since later ones are shorter still. */
static bool line_is_far(const struct breaker *breaker, const struct node *from, const struct line_sum *line) {
  if (breaker->pass.last || node_is_first(breaker, from))
    return false;
  int64_t whole = breaker->spec->ragged ? breaker->spec->width : line->stretch;
  int64_t room = line->room - breaker->hang - line->flex;
  return room > 0 && room * 1000 > whole * (breaker->pass.tolerance + 1);
}

static void break_try(struct breaker *breaker, size_t item) {
  struct candidates candidates;
  struct node node;
  bool forced = item_is_forced(&breaker->spec->items[item]);
  size_t kept = 0, i = 0;
  candidates.count = 0;
  for (; i < breaker->active_count; i++) {
    uint32_t from = breaker->active[i];
    struct line_sum line = line_measure(breaker, &breaker->nodes[from], item);
    if (!forced && line_is_far(breaker, &breaker->nodes[from], &line))
      break;
    if (line_judge(breaker, from, item, &line, &node))
      candidate_offer(&candidates, &node);
    if (!forced && !line_is_hopeless(breaker, &line, item))
      breaker->active[kept++] = from;
  }
  if (kept == i && candidates.count == 0)
    return;
  memmove(breaker->active + kept, breaker->active + i, (breaker->active_count - i) * sizeof *breaker->active);
  breaker->active_count -= i - kept;
  for (size_t c = 0; c < candidates.count; c++)
    if (!candidate_is_dominated(&candidates, c)) {
      if (breaker->pass.rivers)
        node_follow(breaker, &candidates.nodes[c]);
      node_activate(breaker, &candidates.nodes[c]);
    }
  while (breaker->active_count > ACTIVE_LIMIT)
    active_thin(breaker, item);
}

/* Breaks the items after `from` up to the forced break at `end`. False when the pass finds no way. */
static bool pass_run(struct breaker *breaker, struct pass pass, const struct node *from, size_t end) {
  const struct kp_item *items = breaker->spec->items;
  breaker->pass = pass;
  breaker->node_count = breaker->active_count = 0;
  node_activate(breaker, from);
  for (size_t i = from->start; i <= end && breaker->active_count > 0; i++) {
    if (!item_is_break(items, i) || (item_is_hyphen(&items[i]) && !pass.flagged))
      continue;
    if (i == end || breaker->starts[i + 1] != end) /* nothing is left for a line of its own */
      break_try(breaker, i);
  }
  return breaker->active_count > 0;
}

static uint32_t active_cheapest(const struct breaker *breaker) {
  uint32_t best = breaker->active[0];
  for (size_t i = 1; i < breaker->active_count; i++)
    if (breaker->nodes[breaker->active[i]].demerits < breaker->nodes[best].demerits)
      best = breaker->active[i];
  return best;
}

struct break_list {
  struct kp_break *items;
  size_t count, capacity;
};

/* Adds the breaks on the way to a node, which were found last to first. */
static void breaks_collect(struct breaker *breaker, uint32_t last, struct break_list *out) {
  size_t first = out->count;
  for (uint32_t at = last; at != 0; at = breaker->nodes[at].previous) {
    const struct node *node = &breaker->nodes[at];
    *ARENA_PUSH(breaker->arena, out->items, out->count, out->capacity) =
        (struct kp_break){.item = node->item,
                          .start = breaker->nodes[node->previous].start,
                          .ratio = node->ratio,
                          .filled = node->filled,
                          .overfull = node->overfull};
  }
  for (size_t i = first, j = out->count; i + 1 < j; i++, j--) {
    struct kp_break swapped = out->items[i];
    out->items[i] = out->items[j - 1];
    out->items[j - 1] = swapped;
  }
}

/* Of justified text, from strict to permissive; and of ragged text. */
static const struct pass *passes_find(const struct kp_spec *spec, struct pass passes[PASS_LIMIT]) {
  mpt emergency = spec->width / KP_EMERGENCY_SHARE + 1;
  const struct pass justified[] = {
      {.tolerance = spec->tolerance},
      {.flagged = true, .tolerance = KP_SECOND_TOLERANCE},
      {.flagged = true, .tolerance = KP_THIRD_TOLERANCE},
      {.flagged = true, .over = true, .tolerance = KP_FOURTH_TOLERANCE},
      {.flagged = true, .over = true, .last = true, .tolerance = INT64_MAX, .emergency = emergency}};
  const struct pass ragged[] = {{.tolerance = spec->balanced ? 1000 : KP_RAGGED_TOLERANCE},
                                {.flagged = true, .tolerance = 1000},
                                {.flagged = true, .over = true, .last = true, .tolerance = INT64_MAX}};
  if (spec->ragged)
    memcpy(passes, ragged, sizeof ragged);
  else
    memcpy(passes, justified, sizeof justified);
  return passes;
}

/* Searches again with heed to the rivers of the way that was found, as permissively as then and, when that does not
 * help, a little more so, but never with a line worse by half. Keeps what costs less, rivers included. */
static void rivers_avoid(struct breaker *breaker, const struct pass *found, const struct node *from, size_t end,
                         struct break_list *out) {
  uint32_t last = active_cheapest(breaker);
  size_t first = out->count - node_depth(breaker, last);
  int64_t rivers = end - from->start > RIVER_ITEMS ? 0 : rivers_price(breaker, last);
  int64_t cost = breaker->nodes[last].demerits + rivers;
  int64_t worst = ratio_worst(breaker, last) * 3 / 2;
  int64_t borne = found->last || worst > found->tolerance ? worst : found->tolerance;
  const struct pass *pass = found->flagged ? found : found + 1, *most = found->last ? found : found + 1;
  for (; rivers > 0 && pass <= most; pass++) {
    struct pass again = *pass;
    again.rivers = true;
    again.tolerance = borne < pass->tolerance ? borne : pass->tolerance;
    if (!pass_run(breaker, again, from, end))
      return;
    last = active_cheapest(breaker);
    if (breaker->nodes[last].demerits >= cost || ratio_worst(breaker, last) > borne)
      continue;
    cost = breaker->nodes[last].demerits;
    rivers = rivers_price(breaker, last);
    out->count = first;
    breaks_collect(breaker, last, out);
  }
}

/* Adds the breaks of the cheapest way to the end of the stretch. */
static void stretch_break(struct breaker *breaker, const struct node *from, size_t end, struct break_list *out) {
  struct pass passes[PASS_LIMIT];
  const struct pass *pass = passes_find(breaker->spec, passes);
  for (; !pass_run(breaker, *pass, from, end); pass++)
    assert(!pass->last);
  breaks_collect(breaker, active_cheapest(breaker), out);
  if (breaker->spec->rivers && !breaker->spec->ragged)
    rivers_avoid(breaker, pass, from, end, out);
}

struct kp_break *knuth_plass(struct arena *arena, const struct kp_spec *spec, size_t *count) {
  assert(spec->count > 0 && item_is_forced(&spec->items[spec->count - 1]));
  struct breaker breaker = {.arena = arena, .spec = spec, .starts = starts_new(arena, spec)};
  struct break_list breaks = {0};
  struct node from = {.start = breaker.starts[0], .fitness = FITNESS_DECENT};
  items_sum(&breaker);
  for (size_t end = 0; end < spec->count; end++) {
    if (!item_is_forced(&spec->items[end]))
      continue;
    stretch_break(&breaker, &from, end, &breaks);
    from = (struct node){.start = breaker.starts[end + 1], .fitness = FITNESS_DECENT};
  }
  *count = breaks.count;
  return breaks.items;
}
