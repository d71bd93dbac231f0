/* `documents:` of an event. */
#ifndef INPUT_EVENT_DOCUMENTS_H
#define INPUT_EVENT_DOCUMENTS_H

#include "input/event.h"

/* Fills event->documents from event->root and the `documents` node, checking what refers to other parts of the
 * event: languages, profiles, releases, paths. Errors go to the sink. */
void event_documents_read(struct arena *arena, struct event *event, const struct yaml_node *documents,
                          struct sink *sink);

#endif
