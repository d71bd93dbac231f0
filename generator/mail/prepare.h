/* Every message made once, before any leaves: checked, shown on one page, written as a file. */
#ifndef MAIL_PREPARE_H
#define MAIL_PREPARE_H

#include "mail/audience.h"
#include "mail/campaign.h"

#include <stdio.h>

enum prepare_status { PREPARE_MADE, PREPARE_REFUSED, PREPARE_SYSTEM };

/* Prints the page to `page`; with `files` the messages appear as .eml beside the journal. */
enum prepare_status prepare_run(struct campaign *campaign, const struct audience *audience, bool files, FILE *page);

#endif
