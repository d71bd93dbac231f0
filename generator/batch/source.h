/* The event's own file as an attachment of its documents (`attach-source: yes`). */
#ifndef BATCH_SOURCE_H
#define BATCH_SOURCE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/event.h"
#include "pdf/document.h"

/* NULL when the document does not ask for it. Warns that the file tells more than the document does. */
const struct pdf_attachment *source_attachment(struct arena *arena, const struct event *event,
                                               const struct document *document, const char *language,
                                               struct sink *sink);

#endif
