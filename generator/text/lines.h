/* The lines of a paragraph, from its pieces and breaks. Private to text/. */
#ifndef TEXT_LINES_H
#define TEXT_LINES_H

#include "text/items.h"
#include "text/knuth_plass.h"
#include "text/line.h"
#include "text/pieces.h"

struct lines_spec {
  const struct pieces *pieces;
  struct arena *scratch; /* for the work */
  mpt width;
  mpt indent; /* of the first line */
  enum text_align align;
  bool hang;
  int expansion; /* of glyphs, 1/1000 */
};

/* Everything on one line, whatever its width; no lines for a text of spaces. */
struct paragraph *lines_unbroken(struct arena *arena, struct setter *setter, const struct lines_spec *spec);

struct paragraph *lines_broken(struct arena *arena, struct setter *setter, const struct lines_spec *spec,
                               const struct items *items, const struct kp_break *breaks, size_t count);

#endif
