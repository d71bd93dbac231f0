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

struct kp_item {
  enum kp_kind kind;
  mpt width;
  mpt stretch, shrink; /* GLUE */
  int32_t penalty;     /* PENALTY: KP_FORCED … KP_FORBIDDEN */
  bool flagged;        /* PENALTY: the break adds a hyphen */
  mpt hang_left, hang_right; /* what may stand in the margin when a line begins with this box, ends before this
                                break */
};

struct kp_spec {
  const struct kp_item *items; /* the last one is a forced penalty */
  size_t count;
  mpt width;         /* of every line */
  mpt first_indent;  /* taken from the first line */
  bool ragged;       /* lines are not justified: cost is the room left, shrink is not used */
  int tolerance;     /* largest stretch ratio accepted in the first pass, 1/1000 */
  int hyphen_limit;  /* consecutive flagged breaks that are free of extra cost */
};

struct kp_break {
  size_t item;  /* the break is at this item: glue (dropped) or penalty */
  int32_t ratio; /* of the line that ends here, 1/1000 */
  bool overfull;
};

/* Breakpoints in order, the last at the last item; allocated in arena. Always gives a result: where nothing is
 * feasible lines are overfull or loose as little as possible. Time is linear in items for normal text. */
struct kp_break *knuth_plass(struct arena *arena, const struct kp_spec *spec, size_t *count);

#endif
