/* What is sent, by whom and to whom: everything of a run that is read before the first message is made. */
#ifndef MAIL_CAMPAIGN_H
#define MAIL_CAMPAIGN_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/event.h"
#include "input/layout.h"
#include "mail/attachments.h"
#include "mail/letter.h"
#include "mail/mail.h"
#include "mail/media.h"
#include "mail/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct campaign {
  struct arena *arena;
  const struct mail_options *options;
  struct sink *sink;
  const struct event *event;
  const char *folder;          /* of messages and journal: DIR/<event>/mail */
  const struct value *release; /* NULL: none */
  const char *release_id;      /* "" unless the event has several */
  int version;
  struct layout_path layouts;
  const struct layout *layout;
  struct sender sender;
  struct local_template *unsubscribe; /* one for each entry */
  size_t unsubscribe_count;
  struct media media;
  struct attachment_list *attachments; /* by language of the event, as are the following */
  struct message_parts *parts;
  char (*digests)[HASH_HEX_SIZE]; /* of a letter to nobody and its attachments: what this version says */
  struct letter_source source;
  struct letter_desk *desk;
  int64_t seconds; /* the Date of messages */
};

/* Reads the event alone: enough for the journal. NULL after messages. */
struct campaign *campaign_open(struct arena *arena, const struct mail_options *options, struct sink *sink);

/* Sender, layout and media list; then what goes with messages, for those languages of the event that are `wanted`
 * (one flag each). False after messages. */
bool campaign_read_list(struct campaign *campaign);
bool campaign_read_documents(struct campaign *campaign, const bool *wanted);
void campaign_close(struct campaign *campaign);

/* Index of a language of the event. */
size_t campaign_language(const struct campaign *campaign, const char *language);

/* The embargo as seconds since 1970; false when there is none. */
bool campaign_embargo(const struct campaign *campaign, int64_t *seconds);

/* A message to a recipient; `thread`: the Message-IDs of what it corrects. Letter and texts in `scratch`. False after
 * messages. `to` is the recipient's address, or another one in test mode. */
struct campaign_message {
  const struct recipient *recipient;
  const struct address *to;
  const char *const *thread;
  size_t thread_count;
  bool test, draft;
};
bool campaign_message_make(struct campaign *campaign, struct arena *scratch, const struct campaign_message *spec,
                           struct letter *letter, struct message *out);

/* The Message-ID of what a recipient gets, in angle brackets. */
const char *campaign_message_id(const struct campaign *campaign, struct arena *arena, const struct address *to,
                                const struct recipient *test_of);

#endif
