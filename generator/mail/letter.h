/* What a message says: the mail layout bound to the event and a recipient. Subject, plain text and HTML of the same
 * Markdown, file names of attachments. */
#ifndef MAIL_LETTER_H
#define MAIL_LETTER_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "input/event.h"
#include "input/layout.h"
#include "mail/media.h"

#include <stdbool.h>
#include <stddef.h>

struct letter_source {
  const struct event *event;
  const struct layout *layout;
  const struct value *release; /* NULL: the event has none */
  const char *correction;      /* the version of a correction; NULL: this is none */
};

struct letter_desk; /* binds letters; keeps what was made last in each language */
struct letter_desk *letter_desk_new(const struct letter_source *source); /* caller drops; the source is borrowed */
void letter_desk_drop(struct letter_desk *desk);

struct letter {
  const char *subject;       /* made in the arena, checked */
  const struct buffer *body; /* a part multipart/alternative with its headers; the desk's, until the next call */
  char digest[65];           /* of subject and text, in hex */
};

/* A letter to `recipient`; NULL: to nobody in particular. False after messages. */
bool letter_write(struct letter_desk *desk, struct arena *arena, const struct recipient *recipient,
                  const char *language, struct sink *sink, struct letter *out);

/* A text of the event or layout for this recipient, such as the address to unsubscribe; NULL after messages. */
const char *letter_text(struct letter_desk *desk, struct arena *arena, const struct recipient *recipient,
                        const char *language, const struct local_template *local, struct sink *sink);

#endif
