/* What became of each message, for people and for programs; and what a person knows better than the journal. */
#ifndef MAIL_REPORT_H
#define MAIL_REPORT_H

#include "mail/campaign.h"
#include "mail/journal.h"

#include <stdio.h>

/* Counts by state, then every message that was not simply sent. */
void report_print(const struct journal_entry *entries, size_t count, enum message_language language, FILE *page);

/* All messages into a file, by its ending .csv or .json. False after messages; *system is set when it is the disk. */
bool report_write(const char *path, const char *event, const struct journal_entry *entries, size_t count,
                  struct sink *sink, bool *system);

/* Tells, as errors, that something is left to do about this version. */
void report_tell(const struct journal_entry *entries, size_t count, int version, struct sink *sink);

/* ADDRESS=sent, again or drop; all=… False after messages. */
bool report_resolve(struct journal *journal, const struct journal_entry *entries, size_t count, const char *answer,
                    struct sink *sink);

#endif
