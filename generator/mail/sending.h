/* Messages on their way: one after the other over one connection, in the order of the list as far as pauses allow. */
#ifndef MAIL_SENDING_H
#define MAIL_SENDING_H

#include "mail/audience.h"
#include "mail/campaign.h"
#include "mail/journal.h"
#include "mail/settings.h"

#include <stdio.h>

enum sending_status { SENDING_DONE, SENDING_INCOMPLETE, SENDING_SYSTEM };

/* Sends to all targets, each step in the journal first; `journal` NULL: a test, which leaves no trace. Prints a line
 * for each message to `page`. */
enum sending_status sending_run(struct campaign *campaign, const struct audience *audience, struct journal *journal,
                                const struct mail_settings *settings, FILE *page);

#endif
