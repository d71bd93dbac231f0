/* The list of those who get the release: from CSV, or from a list in the event. Everything is checked before anything
 * is prepared, each mistake with its row and column. */
#ifndef MAIL_MEDIA_H
#define MAIL_MEDIA_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/event.h"
#include "mail/address.h"
#include "mail/suppression.h"

#include <stddef.h>

struct recipient {
  struct address address;
  const char *newsroom, *name; /* "" when not given */
  const char *language;
  const struct value *fields; /* what templates see: newsroom, name, email, language and columns of other names */
  struct position at;         /* of the address */
};

struct media {
  struct recipient *items; /* those that can be written to, in the order of the list */
  size_t count, capacity;
  size_t refused; /* entries with a mistake, or given twice */
  struct suppression suppression;
  size_t suppressed; /* that are on the list of those who want no mail */
};

/* Reads `media:` and `mail: suppress:` of the event. False after errors that concern a whole list. */
bool media_read(struct arena *arena, const struct event *event, const struct limits *limits, struct sink *sink,
                struct media *out);

/* A recipient who is not on the list any more; texts (newsroom, name, email, language) are borrowed. */
void media_recipient_make(struct arena *arena, const struct event *event, const char *const texts[4],
                          const struct address *address, struct recipient *out);

#endif
