/* Who gets a message in this run: the media list, of a correction those who got what it corrects, in test mode the one
 * address once in each language. */
#ifndef MAIL_AUDIENCE_H
#define MAIL_AUDIENCE_H

#include "mail/campaign.h"

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
};

/* Everybody on the list; `to`: the address of test mode, NULL: none. */
void audience_choose(struct campaign *campaign, const struct address *to, struct audience *out);

#endif
