/* Filters of templates: `| upper`, `| date: long`, … over typed values. */
#ifndef COMPOSE_FILTERS_H
#define COMPOSE_FILTERS_H

#include "compose/bind.h"

/* A value on its way through filters. */
struct filtered {
  const struct value *value; /* NULL: absent */
  const char *language;      /* NULL: that of the document */
};

/* Applies one filter. False after an error: it cannot take the value; the content's position is reported, the
 * filter's in a note. Over a list, filters of texts, dates and names take its items one by one. */
bool filter_apply(const struct binder *binder, const struct template_filter *filter, struct filtered *subject);

/* A text value made of computed text. */
const struct value *filter_text_value(struct arena *arena, const char *text, struct text_source source);

#endif
