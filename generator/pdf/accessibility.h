/* What PDF/UA-1 asks of content, and no writer can make up for. */
#ifndef PDF_ACCESSIBILITY_H
#define PDF_ACCESSIBILITY_H

#include "base/diagnostic.h"
#include "display/display_list.h"

#include <stdbool.h>

struct accessibility { /* over the parts of a document; begins as {.sink = …} */
  struct sink *sink;
  int level; /* of the last heading; 0: none yet */
};

/* False when something is missing: reported, everything at once. */
bool accessibility_check(struct accessibility *accessibility, const struct display_list *list);

#endif
