/* The filter `sort`: a list in the order of some fields of its items. */
#ifndef COMPOSE_SORT_H
#define COMPOSE_SORT_H

#include "compose/bind.h"

/* The items of a list, of rows or of a map of maps, ordered by the paths (without any: by the items themselves). Texts
 * stand in the alphabet of the binder's language, numbers, dates and times by what they are worth; items without a
 * value come last, equal ones stay in their order. Rows stay rows: while they are sorted a row takes 16 bytes and its
 * sort key, about 50 in all, and 4 bytes afterwards. */
const struct value *sort_list(const struct binder *binder, const struct value *list, const char *const *paths,
                              size_t path_count);

#endif
