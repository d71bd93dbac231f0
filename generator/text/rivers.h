/* Rivers: white that runs through several lines, where more than half of a space has another space above it. Private
 * to text/. */
#ifndef TEXT_RIVERS_H
#define TEXT_RIVERS_H

#include "base/units.h"

#include <stddef.h>

enum { RIVER_LINES = 3 }; /* two spaces one below the other are chance */

struct gap { /* a space between words */
  mpt left, right;
  int length; /* of the river that ends here, in lines */
};

struct gaps {
  struct gap *items; /* from left to right */
  size_t count, capacity;
};

struct river_count {
  size_t begun; /* that have RIVER_LINES lines now */
  int longest;  /* in lines */
};

/* Follows rivers from one line to the next, whose gaps have a length of 1 so far. */
struct river_count rivers_follow(const struct gaps *above, const struct gaps *below);

#endif
