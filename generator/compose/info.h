/* What a document says about itself: title, author, date. */
#ifndef COMPOSE_INFO_H
#define COMPOSE_INFO_H

#include "compose/bind.h"
#include "display/display_list.h"
#include "input/event.h"

/* Title: the layout's, else the event's and the document's name. Author: the first organisation, else the project.
 * Date: the event's in its zone, else SOURCE_DATE_EPOCH; never the clock. Made in binder->arena. False after an
 * error in the layout's title. */
bool info_make(const struct binder *binder, const struct scope *scope, const struct event *event,
               const struct document *document, struct document_info *out);

#endif
