/* Who gets a message in this run: the media list, of a correction those who got what it corrects, in test mode the one
 * address once in each language. Whoever has the message already is left out when it is sent. */
#ifndef MAIL_AUDIENCE_H
#define MAIL_AUDIENCE_H

#include "mail/campaign.h"
#include "mail/journal.h"

struct target {
  const struct recipient *recipient;
  const struct address *to;
  const char *const *thread; /* Message-IDs of what they got before, the oldest first */
  size_t thread_count;
};

struct audience {
  struct target *items;
  size_t count, capacity;
  bool test;
  size_t settled; /* left out: of them the journal knows that the message was sent, refused, dropped or is in doubt */
};

struct audience_wish {
  const struct address *to;            /* of test mode; NULL: none */
  const struct journal_entry *journal; /* of the release, by version; none before the first message is sent */
  size_t journal_count;
  bool send; /* leave out those whose message is settled */
};

void audience_choose(struct campaign *campaign, const struct audience_wish *wish, struct audience *out);

/* False, after messages, when this version has changed since somebody got it. */
bool audience_check(const struct campaign *campaign, const struct audience_wish *wish);

#endif
