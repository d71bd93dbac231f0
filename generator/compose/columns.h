/* Widths of a table's columns. Pure. */
#ifndef COMPOSE_COLUMNS_H
#define COMPOSE_COLUMNS_H

#include "base/units.h"

#include <stddef.h>

enum column_need_kind { NEED_AUTO, NEED_FIXED, NEED_SHARE };

struct column_need {
  enum column_need_kind kind;
  mpt width;            /* FIXED */
  int share;            /* SHARE: n of nfr, ≥ 1 */
  mpt minimum, maximum; /* AUTO: longest word, whole text in one line; SHARE: minimum only */
};

/* Distributes `available` (gaps already taken off) over columns. Fixed ones get their width; automatic ones their
 * maximum if there is room, else their minimum and a part of the rest in proportion to what they want more; shares
 * divide what is left and are never narrower than their minimum while others can give. When even the minima do not
 * fit they shrink in proportion, so that the sum never exceeds `available` unless fixed widths alone do. */
void columns_distribute(const struct column_need *needs, size_t count, mpt available, mpt *widths);

#endif
