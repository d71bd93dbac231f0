/* Line breaking: against an exhaustive search on small paragraphs, and by its properties on large ones. */
#include "test_base.h"

#include "growth.h"

#include "base/arena.h"
#include "text/knuth_plass.h"
#include "text/rivers.h"

#include <time.h>

enum { ITEMS = 400000 };

struct text {
  struct kp_item *items;
  size_t count;
};

static struct text text_new(void) {
  return (struct text){.items = calloc(ITEMS, sizeof(struct kp_item))};
}

static void add_box(struct text *text, mpt width) {
  text->items[text->count++] = (struct kp_item){.kind = KP_BOX, .width = width};
}

static void add_glue(struct text *text, mpt width) {
  text->items[text->count++] =
      (struct kp_item){.kind = KP_GLUE, .width = width, .stretch = width / 2, .shrink = width / 3};
}

static void add_penalty(struct text *text, mpt width, int penalty, bool flagged) {
  text->items[text->count++] =
      (struct kp_item){.kind = KP_PENALTY, .width = width, .penalty = penalty, .flagged = flagged};
}

static unsigned random_next(uint64_t *state) {
  *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
  return (unsigned)(*state >> 33);
}

/* Words of one to five syllables. */
static struct text text_random(uint64_t seed, int words, int hyphen_percent) {
  struct text text = text_new();
  for (int i = 0; i < words; i++) {
    if (i > 0)
      add_glue(&text, 250);
    add_box(&text, (mpt)(300 + random_next(&seed) % 900));
    while (random_next(&seed) % 100 < (unsigned)hyphen_percent) {
      add_penalty(&text, 330, 50, true);
      add_box(&text, (mpt)(300 + random_next(&seed) % 700));
    }
  }
  for (size_t i = 0; i < text.count; i++)
    text.items[i].hang_right = text.items[i].kind != KP_BOX && random_next(&seed) % 3 == 0 ? 90 : 0;
  for (size_t i = 0; i < text.count; i++)
    text.items[i].flex = text.items[i].kind == KP_BOX && hyphen_percent > 30 ? text.items[i].width / 50 : 0;
  add_penalty(&text, 0, KP_FORCED, false);
  return text;
}

/* --- the oracle: every way to break, judged by the header's formula ------------------------------------------- */

struct judge {
  const struct kp_spec *spec;
  bool flagged, strict; /* with hyphens, within their limit */
  bool last;            /* bears everything */
  int64_t tolerance;    /* 1/1000 */
  mpt emergency;
  int64_t best;
};

static int64_t squared(int64_t value) {
  return value * value;
}

static int fitness_of(int64_t ratio) {
  return ratio < -500 ? 0 : ratio <= 500 ? 1 : ratio <= 1000 ? 2 : 3;
}

static int64_t badness_of(int64_t ratio) {
  ratio = llabs(ratio);
  if (ratio <= KP_KNEE)
    return ratio * ratio * ratio / 1000000;
  int64_t at_knee = (int64_t)KP_KNEE * KP_KNEE * KP_KNEE / 1000000;
  int64_t badness = at_knee + 3 * (int64_t)KP_KNEE * KP_KNEE / 1000 * (ratio - KP_KNEE) / 1000;
  return badness < KP_BADNESS_LIMIT ? badness : KP_BADNESS_LIMIT;
}

/* Glyphs give like spaces as long as they can, then spaces give alone. */
static int64_t ratio_of(int64_t room, int64_t stretch, int64_t flex) {
  if (room <= stretch + flex)
    return room > 0 ? room * 1000 / (stretch + flex) : 0;
  int64_t ratio = stretch > 0 ? (room - flex) * 1000 / stretch : 1000000;
  return ratio < 1000000 ? ratio : 1000000;
}

/* Cost of the line [start, at], -1 when it is refused. */
static int64_t line_cost(const struct judge *judge, size_t start, size_t at, int *fitness, int *hyphens) {
  const struct kp_spec *spec = judge->spec;
  const struct kp_item *end = &spec->items[at];
  bool last = end->kind == KP_PENALTY && end->penalty == KP_FORCED;
  int64_t room = spec->width + end->hang_right, stretch = 0, shrink = 0, flex = 0, cost = 0;
  room -= start == 0 ? spec->first_indent : 0;
  room += spec->items[start].hang_left;
  for (size_t i = start; i < at; i++) {
    room -= spec->items[i].kind != KP_PENALTY ? spec->items[i].width : 0;
    stretch += spec->items[i].stretch;
    shrink += spec->items[i].shrink;
    flex += spec->items[i].flex;
  }
  room -= end->kind == KP_PENALTY ? end->width : 0;
  if (room < -(spec->ragged ? 0 : shrink + flex))
    return -1;
  int now = 1;
  if (spec->ragged) {
    int64_t share = room * 1000 / spec->width;
    if (!last && share > judge->tolerance)
      return -1;
    cost = last ? squared(KP_LINE_COST) : squared(KP_LINE_COST + share);
  } else if (last && room >= 0) {
    int64_t ratio = ratio_of(room, stretch, flex);
    cost = squared(KP_LINE_COST);
    if (room > 0 && room < spec->last_gap && ratio <= 1000) {
      cost = squared(KP_LINE_COST + badness_of(ratio));
      now = fitness_of(ratio);
    } else if (room > 0 && room < spec->last_gap) {
      cost += KP_LAST_NEARLY_COST;
    }
  } else {
    shrink += flex;
    int64_t ratio = room == 0  ? 0
                    : room > 0 ? ratio_of(room, stretch + judge->emergency, flex)
                               : -((-room * 1000 + shrink - 1) / shrink);
    if (ratio > judge->tolerance)
      return -1;
    cost = squared(KP_LINE_COST + badness_of(ratio));
    now = fitness_of(ratio);
  }
  if (last && start > 0 && spec->width - room < spec->last_minimum) {
    if (!spec->ragged && !judge->last)
      return -1;
    cost += KP_LAST_SHORT_COST;
  }
  if (last && *hyphens > 0)
    cost += KP_FINAL_HYPHEN_COST;
  if (end->kind == KP_PENALTY && !last)
    cost += squared(end->penalty * (spec->ragged ? KP_RAGGED_PENALTY_SCALE : KP_PENALTY_SCALE));
  *hyphens = end->flagged || (end->dashed && !spec->ragged) ? *hyphens + 1 : 0;
  if (*hyphens > spec->hyphen_limit && judge->strict)
    return -1;
  if (*hyphens > spec->hyphen_limit)
    cost += KP_HYPHENS_OVER_COST;
  else if (*hyphens > 1)
    cost += KP_HYPHENS_COST;
  cost += abs(now - *fitness) > 1 ? KP_FITNESS_COST : 0;
  *fitness = now;
  return cost;
}

static bool may_break(const struct judge *judge, size_t i) {
  const struct kp_item *item = &judge->spec->items[i];
  if (item->kind == KP_GLUE)
    return judge->spec->items[i - 1].kind == KP_BOX;
  return item->kind == KP_PENALTY && item->penalty < KP_FORBIDDEN && (judge->flagged || !item->flagged);
}

static void search(struct judge *judge, size_t start, int64_t cost, int fitness, int hyphens) {
  for (size_t at = start; at < judge->spec->count; at++) {
    if (!may_break(judge, at))
      continue;
    int next_fitness = fitness, next_hyphens = hyphens;
    int64_t line = line_cost(judge, start, at, &next_fitness, &next_hyphens);
    if (line < 0)
      continue;
    if (at + 1 == judge->spec->count) {
      judge->best = cost + line < judge->best ? cost + line : judge->best;
      continue;
    }
    size_t next = at;
    while (judge->spec->items[next].kind != KP_BOX)
      next++;
    search(judge, next, cost + line, next_fitness, next_hyphens);
  }
}

static int64_t cost_of_breaks(const struct judge *judge, const struct kp_break *breaks, size_t count) {
  int64_t cost = 0;
  int fitness = 1, hyphens = 0;
  for (size_t i = 0; i < count; i++) {
    int64_t line = line_cost(judge, breaks[i].start, breaks[i].item, &fitness, &hyphens);
    assert_true(line >= 0);
    cost += line;
  }
  return cost;
}

/* The passes in order, as the implementation promises them. Returns the number of the pass that found a way. */
static int compare_with_search(const struct kp_spec *spec) {
  struct arena *arena = arena_new();
  size_t count;
  struct kp_break *breaks = knuth_plass(arena, spec, &count);
  const struct judge justified[] = {
      {.tolerance = spec->tolerance},
      {.flagged = true, .strict = true, .tolerance = KP_SECOND_TOLERANCE},
      {.flagged = true, .strict = true, .tolerance = KP_THIRD_TOLERANCE},
      {.flagged = true, .tolerance = KP_FOURTH_TOLERANCE},
      {.flagged = true, .last = true, .tolerance = INT64_MAX, .emergency = spec->width / KP_EMERGENCY_SHARE + 1}};
  const struct judge ragged[] = {{.tolerance = KP_RAGGED_TOLERANCE},
                                 {.flagged = true, .strict = true, .tolerance = 1000},
                                 {.flagged = true, .last = true, .tolerance = INT64_MAX}};
  for (int pass = 0; pass < (spec->ragged ? 3 : 5); pass++) {
    struct judge judge = spec->ragged ? ragged[pass] : justified[pass];
    judge.spec = spec;
    judge.best = INT64_MAX;
    search(&judge, 0, 0, 1, 0);
    if (judge.best == INT64_MAX)
      continue;
    assert_int_equal(cost_of_breaks(&judge, breaks, count), judge.best);
    arena_drop(arena);
    return pass;
  }
  fail_msg("no way to break was found");
  return -1;
}

static void test_against_search(void **state) {
  (void)state;
  int used[2][5] = {{0}};
  for (uint64_t seed = 1; seed <= 400; seed++) {
    bool ragged = seed % 3 == 0;
    struct text text = text_random(seed * 7919, 4 + (int)(seed % 7), seed % 2 ? 45 : 20);
    struct kp_spec spec = {.items = text.items,
                           .count = text.count,
                           .width = (mpt)(2200 + seed % 7 * 500),
                           .first_indent = seed % 4 == 0 ? 600 : 0,
                           .ragged = ragged,
                           .tolerance = seed % 5 == 0 ? 1000 : 700,
                           .hyphen_limit = (int)(seed % 3),
                           .last_minimum = 700,
                           .last_gap = 500};
    used[ragged][compare_with_search(&spec)]++;
    free(text.items);
  }
  /* every pass was tried by some text */
  assert_true(used[0][0] > 0 && used[0][1] > 0 && used[0][2] > 0 && used[0][3] > 0 && used[0][4] > 0);
  assert_true(used[1][0] > 0 && used[1][1] > 0 && used[1][2] > 0);
}

/* --- properties ------------------------------------------------------------------------------------------------- */

static size_t break_text(const struct text *text, mpt width, bool ragged, struct kp_break **out, struct arena *arena) {
  struct kp_spec spec = {.items = text->items,
                         .count = text->count,
                         .width = width,
                         .ragged = ragged,
                         .tolerance = 800,
                         .hyphen_limit = 2};
  size_t count;
  *out = knuth_plass(arena, &spec, &count);
  return count;
}

static void test_long_text_is_even(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct text text = text_random(42, 20000, 50);
  struct kp_break *breaks;
  size_t count = break_text(&text, 20000, false, &breaks, arena), run = 0;
  assert_true(count > 1000);
  assert_int_equal(breaks[count - 1].item, text.count - 1);
  for (size_t i = 0; i + 1 < count; i++) {
    assert_true(breaks[i].item < breaks[i + 1].item);
    assert_false(breaks[i].overfull);
    assert_true(breaks[i].filled);
    assert_in_range(breaks[i].ratio + 1000, 0, 2600);
    run = text.items[breaks[i].item].flagged ? run + 1 : 0;
    assert_true(run <= 2);
  }
  free(text.items);
  arena_drop(arena);
}

static void test_wide_box_is_the_only_overfull_line(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct text text = text_new();
  for (int i = 0; i < 30; i++) {
    add_box(&text, i == 14 ? 9000 : 800);
    add_glue(&text, 250);
  }
  text.count--;
  add_penalty(&text, 0, KP_FORCED, false);
  for (int ragged = 0; ragged < 2; ragged++) {
    struct kp_break *breaks;
    size_t count = break_text(&text, 5000, ragged, &breaks, arena), overfull = 0;
    for (size_t i = 0; i < count; i++)
      if (breaks[i].overfull) {
        overfull++;
        assert_int_equal(breaks[i].start, 28);
        assert_int_equal(breaks[i].item, 29);
      }
    assert_int_equal(overfull, 1);
  }
  free(text.items);
  arena_drop(arena);
}

static void test_forced_breaks(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct text text = text_new();
  add_box(&text, 1000);
  add_penalty(&text, 0, KP_FORCED, false);
  add_penalty(&text, 0, KP_FORCED, false);
  add_box(&text, 1000);
  add_glue(&text, 250);
  add_box(&text, 1000);
  add_penalty(&text, 0, KP_FORCED, false);
  struct kp_break *breaks;
  assert_int_equal(break_text(&text, 5000, false, &breaks, arena), 3);
  const size_t expected[] = {1, 2, 6};
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(breaks[i].item, expected[i]);
    assert_false(breaks[i].filled);
    assert_int_equal(breaks[i].ratio, 0);
  }
  free(text.items);
  arena_drop(arena);
}

/* A last line that ends just before the margin is filled; a short one is avoided. */
static void test_last_line(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct text text = text_new();
  for (int i = 0; i < 4; i++) {
    add_box(&text, 1000);
    add_glue(&text, 250);
  }
  text.count--;
  add_penalty(&text, 0, KP_FORCED, false);
  struct kp_spec spec = {.items = text.items, .count = text.count, .width = 4850, .tolerance = 800, .last_gap = 500};
  size_t count;
  struct kp_break *breaks = knuth_plass(arena, &spec, &count);
  assert_int_equal(count, 1);
  assert_true(breaks[0].filled);
  assert_int_equal(breaks[0].ratio, 100 * 1000 / 375);

  /* Four words fill the first line and leave a lone short one; three are set very loose, ratio 2. */
  text.count = 0;
  for (int i = 0; i < 5; i++) {
    add_box(&text, i == 4 ? 300 : 1000);
    add_glue(&text, 1000);
    text.items[text.count - 1].shrink = 0;
  }
  text.count--;
  add_penalty(&text, 0, KP_FORCED, false);
  spec = (struct kp_spec){.items = text.items, .count = text.count, .width = 7000, .tolerance = 2000};
  breaks = knuth_plass(arena, &spec, &count);
  assert_int_equal(breaks[0].item, 7);
  spec.last_minimum = 600;
  breaks = knuth_plass(arena, &spec, &count);
  assert_int_equal(count, 2);
  assert_int_equal(breaks[0].item, 5);
  free(text.items);
  arena_drop(arena);
}

/* The spaces of a line of text without hyphens, where its ratio puts them. */
static struct gaps line_gaps(const struct text *text, const struct kp_break *line) {
  struct gaps gaps = {.items = calloc(ITEMS / 100, sizeof(struct gap))};
  int64_t x = 0;
  for (size_t i = line->start; i < line->item; i++) {
    const struct kp_item *item = &text->items[i];
    int64_t give = line->ratio > 0 ? item->stretch : item->shrink;
    int64_t width = item->kind == KP_PENALTY ? 0 : item->width + (line->filled ? give * line->ratio / 1000 : 0);
    if (item->kind == KP_GLUE)
      gaps.items[gaps.count++] = (struct gap){(mpt)x, (mpt)(x + width), 1};
    x += width;
  }
  return gaps;
}

static size_t rivers_of(const struct text *text, const struct kp_break *breaks, size_t count) {
  struct gaps above = {0};
  size_t rivers = 0;
  for (size_t i = 0; i < count; i++) {
    struct gaps below = line_gaps(text, &breaks[i]);
    rivers += rivers_follow(&above, &below).begun;
    free(above.items);
    above = below;
  }
  free(above.items);
  return rivers;
}

/* Most rivers are avoided, at a small price in evenness and never with a line that is too wide. */
static void test_rivers(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  size_t rivers[2] = {0};
  int64_t ratios[2] = {0};
  for (uint64_t seed = 1; seed <= 60; seed++) {
    struct text text = text_random(seed * 31, 120, 30);
    for (size_t i = 0; i < text.count; i++)
      text.items[i].hang_right = text.items[i].flex = 0;
    for (int avoid = 0; avoid < 2; avoid++) {
      struct kp_spec spec = {.items = text.items,
                             .count = text.count,
                             .width = (mpt)(9000 + seed % 5 * 2000),
                             .tolerance = 800,
                             .hyphen_limit = 2,
                             .rivers = avoid};
      size_t count;
      struct kp_break *breaks = knuth_plass(arena, &spec, &count);
      rivers[avoid] += rivers_of(&text, breaks, count);
      for (size_t i = 0; i < count; i++) {
        assert_false(breaks[i].overfull);
        assert_int_equal(breaks[i].start, i == 0
                                              ? 0
                                              : breaks[i - 1].item + (text.items[breaks[i - 1].item].kind == KP_GLUE ||
                                                                      text.items[breaks[i - 1].item].flagged));
        ratios[avoid] += llabs(breaks[i].ratio);
      }
    }
    free(text.items);
  }
  assert_true(rivers[0] >= 50);
  assert_true(rivers[1] * 5 < rivers[0]);
  assert_true(ratios[1] * 2 < ratios[0] * 3);
  arena_drop(arena);
}

/* Where white meets white: more than half of the lower space under the upper one. */
static void test_rivers_follow(void **state) {
  (void)state;
  struct gap first[] = {{100, 200, 1}, {500, 600, 1}}, second[] = {{149, 249, 1}, {550, 650, 1}};
  struct gap third[] = {{160, 220, 1}, {560, 660, 1}, {800, 900, 1}};
  struct gaps lines[] = {{first, 2, 2}, {second, 2, 2}, {third, 3, 3}};
  struct river_count count = rivers_follow(&lines[0], &lines[1]);
  assert_int_equal(count.begun, 0);
  assert_int_equal(count.longest, 2);
  assert_int_equal(second[1].length, 1); /* half is not more than half */
  count = rivers_follow(&lines[1], &lines[2]);
  assert_int_equal(count.begun, 1);
  assert_int_equal(count.longest, 3);
  assert_int_equal(third[0].length, 3);
  assert_int_equal(third[1].length, 2);
  assert_int_equal(third[2].length, 1);
}

/* A line that ends in a hyphen of its own stands in a row with those that have one added. */
static void test_own_hyphens_count(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  for (int dashed = 0; dashed < 2; dashed++) {
    struct text text = text_random(77, 2000, 60);
    struct kp_break *breaks;
    for (size_t i = 0; i + 1 < text.count; i++)
      if (text.items[i].kind == KP_PENALTY)
        text.items[i] = (struct kp_item){.kind = KP_PENALTY, .dashed = dashed};
    size_t count = break_text(&text, 12000, false, &breaks, arena), most = 0, run = 0;
    for (size_t i = 0; i + 1 < count; i++) {
      run = text.items[breaks[i].item].kind == KP_PENALTY ? run + 1 : 0;
      most = run > most ? run : most;
    }
    assert_true(dashed ? most == 2 : most > 4);
    free(text.items);
  }
  arena_drop(arena);
}

static void test_balance(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  for (uint64_t seed = 1; seed < 100; seed++) {
    struct text text = text_random(seed, 6 + (int)(seed % 14), 0);
    struct kp_spec spec = {.items = text.items, .count = text.count, .width = 5000, .ragged = true, .balanced = true};
    mpt widest, widest_balanced;
    size_t least = kp_count_lines(&spec, text.count, &widest), count;
    spec.width = kp_balanced_width(&spec);
    assert_int_equal(kp_count_lines(&spec, text.count, &widest_balanced), least);
    assert_true(widest_balanced <= widest);
    knuth_plass(arena, &spec, &count);
    assert_int_equal(count, least);
    spec.width -= 5000 / 1000 + 2; /* the width is the smallest one, within its resolution */
    assert_true(kp_count_lines(&spec, text.count, &widest_balanced) > least || widest_balanced > spec.width);
    free(text.items);
  }
  arena_drop(arena);
}

static struct text text_hostile(int kind, size_t count) {
  struct text text = text_new();
  for (size_t i = 0; i < count; i++) {
    if (kind == 0) /* breaks everywhere, no width */
      add_box(&text, 0), add_penalty(&text, 0, 0, false);
    else if (kind == 1) /* one word of syllables */
      add_box(&text, 500), add_penalty(&text, 300, 50, true);
    else if (kind == 2) /* words wider than the line */
      add_box(&text, 7000), add_glue(&text, 250);
    else if (kind == 3) /* only glue */
      add_glue(&text, 250);
    else if (kind == 4) /* thin letters */
      add_box(&text, 1), add_penalty(&text, 0, 50, true);
    else
      add_box(&text, 300), add_glue(&text, 0);
  }
  add_box(&text, 100);
  add_penalty(&text, 0, KP_FORCED, false);
  return text;
}

struct hostile {
  struct arena *arena;
  int kind;
  bool ragged;
};

static void hostile_break(void *self, size_t size) {
  const struct hostile *hostile = self;
  struct text text = text_hostile(hostile->kind, size);
  struct kp_break *breaks;
  size_t count = break_text(&text, 5000, hostile->ragged, &breaks, hostile->arena);
  assert_true(count > 0);
  assert_int_equal(breaks[count - 1].item, text.count - 1);
  free(text.items);
  arena_reset(hostile->arena);
}

/* Hostile texts: linear time, no matter what. */
static void test_pathological(void **state) {
  (void)state;
  struct hostile hostile = {.arena = arena_new()};
  for (hostile.kind = 0; hostile.kind < 6; hostile.kind++)
    for (int ragged = 0; ragged < 2; ragged++) {
      hostile.ragged = ragged;
      if (!growth_is_linear(hostile_break, &hostile, 25000))
        fail_msg("kind %d, ragged %d", hostile.kind, ragged);
    }
  arena_drop(hostile.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_against_search),
      cmocka_unit_test(test_long_text_is_even),
      cmocka_unit_test(test_wide_box_is_the_only_overfull_line),
      cmocka_unit_test(test_forced_breaks),
      cmocka_unit_test(test_last_line),
      cmocka_unit_test(test_rivers),
      cmocka_unit_test(test_rivers_follow),
      cmocka_unit_test(test_own_hyphens_count),
      cmocka_unit_test(test_balance),
      cmocka_unit_test(test_pathological),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
