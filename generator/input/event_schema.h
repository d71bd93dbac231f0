/* Every key that may stand in an event file. The tables are the reference for DESIGN's section «The event file». */
#ifndef INPUT_EVENT_SCHEMA_H
#define INPUT_EVENT_SCHEMA_H

#include "input/fields.h"

extern const struct field_set event_schema;

/* The name of a key that may stand at the top of an event, for near names; NULL past the end. */
const char *event_schema_name(const void *self, size_t index);

/* Whether a path's first name is such a key. */
bool event_schema_has(const char *name, size_t length);

#endif
