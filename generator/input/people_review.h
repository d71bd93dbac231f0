/* What somebody would ask about in a list of people: one person twice, names that differ in a letter, cells that are
 * empty, spaces too many. For `basma check`: nothing is refused for it. */
#ifndef INPUT_PEOPLE_REVIEW_H
#define INPUT_PEOPLE_REVIEW_H

#include "base/diagnostic.h"
#include "input/value.h"

/* Looks at a list, LIST or ROWS; NULL is fine. Time grows with the length of the list, memory by some 100 bytes a row,
 * however many names are alike. */
void people_review(const struct value *list, struct sink *sink);

#endif
