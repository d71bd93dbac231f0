/* Optimum line breaking: D. E. Knuth, M. F. Plass, Breaking Paragraphs into Lines, 1981.
 * Pure: no fonts, files or clock. */
#ifndef TEXT_KNUTH_PLASS_H
#define TEXT_KNUTH_PLASS_H

#include "base/arena.h"
#include "base/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum kp_kind { KP_BOX, KP_GLUE, KP_PENALTY };

enum { KP_FORBIDDEN = 10000, KP_FORCED = -10000 };

/* What a line costs: (KP_LINE_COST + badness)² + (scale × penalty)² + the extras below. Badness is 1000 × ratio³ in
 * justified text, and the room left in 1/1000 of the line in ragged text. One TeX demerit is a hundred of these. Where
 * costs of hyphens differ from TeX's they were chosen by tests/bench/quality.c: TeX's make two to three times as many
 * in English at 160 mm, where lines are good anyhow, and up to eight in a row in Russian at 60 mm. */
enum {
  KP_LINE_COST = 100,                /* of any line: prefers fewer lines */
  KP_LINE_COST_BALANCED = 30000,     /* more than any room can cost: balancing never adds a line */
  KP_PENALTY_SCALE = 30,             /* 50 is a usual hyphen: a line must gain by a ratio of 1.1 to be worth it */
  KP_RAGGED_PENALTY_SCALE = 10,      /* in ragged text: by two fifths of its width */
  KP_BADNESS_LIMIT = 1000000,        /* keeps sums in 64 bits; a ratio of 10 */
  KP_FITNESS_COST = 1000000,         /* neighbours two classes of tightness apart, as in TeX */
  KP_HYPHENS_COST = 500000,          /* a second hyphen in a row and every further one within the limit */
  KP_HYPHENS_OVER_COST = 2000000000, /* every one beyond the limit: as a line of ratio 3.5 */
  KP_HYPHEN_LAST_COST = 300000000,   /* any hyphen of justified text in the last pass: as a line of ratio 2.6 */
  KP_FINAL_HYPHEN_COST = 1000000,    /* a hyphen at the end of the last line but one */
  KP_LAST_NEARLY_COST = 10000000     /* a last line that leaves a little room and cannot be filled: as a ratio of 1.4 */
};

/* A last line, not the only one, that is shorter than last_minimum: worse than a line of ratio 5. */
#define KP_LAST_SHORT_COST INT64_C(20000000000)

/* How far the passes go. The first adds no hyphens, the next keep to the hyphen limit; of justified text they refuse
 * short last lines; the last pass bears everything. */
enum {
  KP_SECOND_TOLERANCE = 1600, /* ratio, 1/1000: spaces of 1.8 times their width */
  KP_THIRD_TOLERANCE = 3000,  /* spaces of 2.5 times their width: holes, but few */
  KP_EMERGENCY_SHARE = 200,   /* of the width, added to every line's stretch in the last pass: one word has none */
  KP_RAGGED_TOLERANCE = 400   /* room, 1/1000 of the line, that ragged text bears before it hyphenates */
};

struct kp_item {
  enum kp_kind kind;
  mpt width;
  mpt stretch, shrink;       /* GLUE */
  int32_t penalty;           /* PENALTY: KP_FORCED … KP_FORBIDDEN */
  bool flagged;              /* PENALTY: the break adds a hyphen */
  mpt hang_left, hang_right; /* what may stand in the margin when a line begins with this box, ends before this
                                break */
};

struct kp_spec {
  const struct kp_item *items; /* the last one is a forced penalty; a forced penalty ends a last line */
  size_t count;
  mpt width;        /* of every line */
  mpt first_indent; /* taken from the first line */
  bool ragged;      /* lines are not justified: cost is the room left, shrink is not used */
  bool balanced;    /* ragged: as few lines as possible, and the last one counts like the others */
  int tolerance;    /* largest stretch ratio accepted in the first pass, which adds no hyphens, 1/1000 */
  int hyphen_limit; /* consecutive flagged breaks that are well borne; up to 6 */
  mpt last_minimum; /* a shorter last line is avoided */
  mpt last_gap;     /* a justified last line that leaves less than this is filled, or avoided */
};

struct kp_break {
  size_t item;   /* the break is at this item: glue (dropped) or penalty */
  size_t start;  /* the line's first item */
  int32_t ratio; /* of the line that ends here, 1/1000 */
  bool filled;   /* the line is to be set to its full width */
  bool overfull; /* one unbreakable part is wider than the line */
};

/* Breakpoints in order, the last at the last item; allocated in arena, as is what the work needs. Always gives a
 * result: where nothing is feasible lines are overfull or loose as little as possible. Time is linear in items. */
struct kp_break *knuth_plass(struct arena *arena, const struct kp_spec *spec, size_t *count);

/* The number of lines that first fit needs without hyphens and shrinking, the least there is for ragged text;
 * counting ends beyond `limit`. `widest` (may be NULL) is the longest line. */
size_t kp_count_lines(const struct kp_spec *spec, size_t limit, mpt *widest);

/* The smallest width at which ragged text takes no more lines than at spec->width. */
mpt kp_balanced_width(const struct kp_spec *spec);

#endif
