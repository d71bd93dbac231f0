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
 * justified text, from the knee on along its tangent, and the room left in 1/1000 of the line in ragged text. One TeX
 * demerit is a hundred of these.
 *
 * The sixth power of a ratio, TeX's, is blind to all but the worst line once lines are loose, as those of a narrow
 * column are: it would buy a little less white there with any number of hyphens and rivers. Past the knee costs grow
 * with the square. The figures were chosen by tests/bench/quality.c over texts in Russian, Kyrgyz and English. */
enum {
  KP_LINE_COST = 100,               /* of any line: prefers fewer lines */
  KP_LINE_COST_BALANCED = 30000,    /* more than any room can cost: balancing never adds a line */
  KP_PENALTY_SCALE = 110,           /* 50 is a usual hyphen: as a line of ratio 3.3. Tolerances say when it is paid */
  KP_RAGGED_PENALTY_SCALE = 10,     /* in ragged text: by two fifths of its width */
  KP_KNEE = 800,                    /* ratio, 1/1000: what the first pass bears */
  KP_BADNESS_LIMIT = 1000000,       /* keeps sums in 64 bits */
  KP_FITNESS_COST = 4000000,        /* neighbours two classes of tightness apart: as a line of ratio 1.5 */
  KP_HYPHENS_COST = 60000000,       /* a second hyphen in a row and every further one within the limit: ratio 4.5 */
  KP_HYPHENS_OVER_COST = 150000000, /* every one beyond the limit: ratio 6.9 */
  KP_FINAL_HYPHEN_COST = 1000000,   /* a hyphen at the end of the last line but one */
  KP_LAST_NEARLY_COST = 10000000,   /* a last line that leaves a little room and cannot be filled: ratio 2.1 */
  KP_RIVER_COST = 120000000, /* a space in the third or a further line of a river, as wide as it is by itself … */
  KP_RIVER_RATIO = 6000      /* … and in proportion to its width up to this ratio */
};

/* A last line, not the only one, that is shorter than last_minimum: worse than a line of ratio 70. */
#define KP_LAST_SHORT_COST INT64_C(20000000000)

/* How far the passes go. The first adds no hyphens, the next two keep to the hyphen limit; of justified text they
 * refuse short last lines; the last pass bears everything. */
enum {
  KP_SECOND_TOLERANCE = 1200, /* ratio, 1/1000: spaces of 1.6 times their width */
  KP_THIRD_TOLERANCE = 3000,  /* spaces of 2.5 times their width: holes, but few */
  KP_FOURTH_TOLERANCE = 6000, /* of 4 times: too long a ladder of hyphens is less ugly than what goes beyond */
  KP_EMERGENCY_SHARE = 200,   /* of the width, added to every line's stretch in the last pass: one word has none */
  KP_RAGGED_TOLERANCE = 400   /* room, 1/1000 of the line, that ragged text bears before it hyphenates */
};

struct kp_item {
  enum kp_kind kind;
  mpt width;
  mpt stretch, shrink;       /* GLUE */
  mpt flex;                  /* BOX: what its glyphs may be wider or narrower by */
  int32_t penalty;           /* PENALTY: KP_FORCED … KP_FORBIDDEN */
  bool flagged;              /* PENALTY: the break adds a hyphen */
  bool dashed;               /* PENALTY: the line ends in a hyphen of its own, which stands in a row with added ones */
  mpt hang_left, hang_right; /* what may stand in the margin when a line begins with this box, ends before this
                                break */
};

struct kp_spec {
  const struct kp_item *items; /* the last one is a forced penalty; a forced penalty ends a last line */
  size_t count;
  mpt width;        /* of every line */
  mpt first_indent; /* taken from the first line */
  bool ragged;      /* lines are not justified: cost is the room left, shrink is not used */
  bool rivers;      /* white that runs through justified lines is avoided */
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
