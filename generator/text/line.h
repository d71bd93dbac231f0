/* A line: the pieces between two breaks, placed. Private to text/. */
#ifndef TEXT_LINE_H
#define TEXT_LINE_H

#include "text/items.h"
#include "text/pieces.h"

struct line_spec {
  const struct pieces *pieces;
  struct arena *scratch;     /* for the work */
  struct place from, to;     /* what the line shows */
  size_t rest;               /* pieces from the end up to this one are spaces that hang behind the line */
  bool hyphen;               /* one is added at the end */
  bool fill;                 /* justified; other lines shrink at most */
  bool may_overflow;         /* known to be too long: spaces are not squeezed */
  enum text_align align;     /* of a line that is not filled; TEXT_JUSTIFY: where the paragraph begins */
  mpt left, width;           /* what the line may take, from the paragraph's left edge */
  int expansion;             /* the most that glyphs of a filled line are widened or narrowed by, 1/1000 */
  mpt hang_left, hang_right; /* that may stand outside of it; the right one counts the tracking behind the last sign */
};

/* Runs, glyphs and texts are of arena; pieces and all of the spec may be gone afterwards. */
void line_set(struct arena *arena, struct setter *setter, const struct line_spec *spec, struct set_line *out);

#endif
