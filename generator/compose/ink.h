/* What set lines really show, where marks are stacked upon letters. */
#ifndef COMPOSE_INK_H
#define COMPOSE_INK_H

#include "base/units.h"
#include "text/paragraph.h"

#include <stdbool.h>

/* Where the lines of a paragraph stand. */
struct ink_place {
  struct rectangle box;
  mpt baseline; /* of the first line */
  mpt leading, size;
};

/* Whether the lines keep within their box and apart from one another. Fonts promise that of letters by their ascent and
 * descent; only lines with marks placed upon letters are measured. */
bool ink_is_within(const struct paragraph *paragraph, const struct ink_place *place);

#endif
