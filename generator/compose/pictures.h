/* Pictures of a document, read once a part. */
#ifndef COMPOSE_PICTURES_H
#define COMPOSE_PICTURES_H

#include "compose/compose.h"

/* The picture a bound text names. NULL after an error, which stands at the content. */
const struct picture *pictures_find(struct compose *compose, const char *name, struct position at);

#endif
