/* Lists of people that an event names or holds. */
#ifndef INPUT_EVENT_LISTS_H
#define INPUT_EVENT_LISTS_H

#include "input/event.h"

/* Replaces `attendees` in event->root by what it stands for: the rows of a file, or a list of people. Adds the file
 * to event->inputs. False after an error that concerns the whole list; rows that were refused are only reported. */
bool event_lists_read(struct arena *arena, struct event *event, const struct yaml_node *columns,
                      const struct limits *limits, struct sink *sink);

/* Adds an input of the event. */
void event_input_add(struct arena *arena, struct event *event, struct event_input input);

#endif
