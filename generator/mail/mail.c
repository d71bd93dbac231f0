/* The run:
 *
 *   event -> media list, checked -> audience -> documents -> every message once: page, files -> sent, with a journal
 */
#include "mail/mail.h"

#include "mail/audience.h"
#include "mail/campaign.h"
#include "mail/prepare.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { STATUS_DONE = 0, STATUS_INCOMPLETE = 1, STATUS_USAGE = 2, STATUS_SYSTEM = 3 };

/* While one entry is bad nothing is prepared, unless that is asked for. */
static bool list_is_good(const struct campaign *campaign) {
  if (campaign->media.refused == 0 || campaign->options->skip_bad)
    return true;
  char count[24];
  snprintf(count, sizeof count, "%zu", campaign->media.refused);
  sink_report(campaign->sink, MAIL_NOTHING_PREPARED, (struct position){0}, count, NULL);
  return false;
}

/* The address of test mode. */
static bool test_address(struct campaign *campaign, struct address *out) {
  const char *to = campaign->options->to;
  return !to || address_read(campaign->arena, campaign->sink, "--to", to, strlen(to), (struct text_source){0}, out);
}

static int campaign_run(struct campaign *campaign) {
  struct address to;
  struct audience audience;
  if (!test_address(campaign, &to))
    return STATUS_USAGE;
  if (!campaign_read_list(campaign) || !list_is_good(campaign))
    return STATUS_INCOMPLETE;
  audience_choose(campaign, campaign->options->to ? &to : NULL, &audience);
  if (!campaign_read_documents(campaign))
    return STATUS_INCOMPLETE;
  enum prepare_status prepared = prepare_run(campaign, &audience, !campaign->options->send, stdout);
  if (prepared != PREPARE_MADE)
    return prepared == PREPARE_SYSTEM ? STATUS_SYSTEM : STATUS_INCOMPLETE;
  return sink_has_errors(campaign->sink) ? STATUS_INCOMPLETE : STATUS_DONE;
}

int mail_run(const struct mail_options *options, struct sink *sink) {
  umask(S_IRWXG | S_IRWXO); /* addresses and what was sent to whom are nobody else's business */
  struct arena *arena = arena_new();
  struct campaign *campaign = campaign_open(arena, options, sink);
  int status = campaign ? campaign_run(campaign) : STATUS_INCOMPLETE;
  campaign_close(campaign);
  arena_drop(arena);
  return status;
}
