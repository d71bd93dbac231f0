/* References by id: collected while the event is read, resolved when all of it is known. */
#ifndef INPUT_REFERENCE_H
#define INPUT_REFERENCE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/value.h"

#include <stdbool.h>
#include <stddef.h>

enum reference_kind {
  REFERENCE_PERSON,       /* must be an id of `people` */
  REFERENCE_SPEAKER,      /* the same, or free text */
  REFERENCE_ORGANISATION, /* an id of `organisations`, or free text */
  REFERENCE_KIND_COUNT
};

struct reference_list { /* all zero is empty */
  struct reference {
    enum reference_kind kind;
    bool plain; /* written without quotes */
    struct value *value;
  } * items;
  size_t count, capacity;
};

/* A value that becomes VALUE_REFERENCE, or VALUE_TEXT when free text is allowed: text that is in quotes, or does not
 * look like an id. */
struct value *reference_add(struct arena *arena, struct reference_list *list, struct reference reference);

/* Resolves all; what refers to nobody is reported with the nearest id. `people` and `organisations` are VALUE_MAPs
 * or NULL. */
void reference_resolve(struct arena *arena, const struct reference_list *list, const struct value *people,
                       const struct value *organisations, struct sink *sink);

#endif
