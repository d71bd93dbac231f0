/* The run:
 *
 *   event -> media list, checked -> audience -> documents -> every message once: page, files -> sent, with a journal
 *
 * or, from the journal alone: what became of them. */
#include "mail/mail.h"

#include "input/locale.h"
#include "mail/audience.h"
#include "mail/campaign.h"
#include "mail/journal.h"
#include "mail/prepare.h"
#include "mail/report.h"
#include "mail/sending.h"
#include "mail/settings.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { STATUS_DONE = 0, STATUS_INCOMPLETE = 1, STATUS_USAGE = 2, STATUS_SYSTEM = 3 };

struct mail_run {
  const struct mail_options *options;
  struct sink *sink;
  struct campaign *campaign;
  struct journal *journal; /* NULL: none is needed, or there is none */
  struct journal_entry *entries;
  size_t entry_count;
  struct address to; /* of test mode */
  struct audience_wish wish;
  struct audience audience;
};

/* --- from the journal alone --------------------------------------------------------------------------------------- */

static int journal_missing(const struct mail_run *run) {
  if (!sink_has_errors(run->sink))
    sink_report(run->sink, MAIL_NO_JOURNAL, (struct position){.file = run->options->event}, run->campaign->folder,
                NULL);
  return STATUS_INCOMPLETE;
}

static bool entries_read(struct mail_run *run, const char *release) {
  return journal_list(run->journal, run->campaign->arena, release, &run->entries, &run->entry_count);
}

static int answers_take(struct mail_run *run) {
  bool good = true;
  if (!run->journal || !journal_recover(run->journal) || !entries_read(run, NULL))
    return journal_missing(run);
  for (size_t i = 0; i < run->options->resolve_count; i++)
    good &= report_resolve(run->journal, run->entries, run->entry_count, run->options->resolve[i], run->sink);
  return good ? STATUS_DONE : STATUS_USAGE;
}

static int status_show(struct mail_run *run) {
  bool system = false;
  if (!run->journal || !entries_read(run, NULL))
    return journal_missing(run);
  if (run->options->status)
    report_print(run->entries, run->entry_count, run->options->language, stdout);
  if (run->options->report &&
      !report_write(run->options->report, run->campaign->event->id, run->entries, run->entry_count, run->sink, &system))
    return system ? STATUS_SYSTEM : STATUS_USAGE;
  report_tell(run->entries, run->entry_count, run->campaign->version, run->sink);
  return sink_has_errors(run->sink) ? STATUS_INCOMPLETE : STATUS_DONE;
}

/* --- messages ----------------------------------------------------------------------------------------------------- */

/* While one entry is bad nothing is prepared, unless that is asked for. */
static bool list_is_good(const struct campaign *campaign) {
  if (campaign->media.refused == 0 || campaign->options->skip_bad)
    return true;
  char count[24];
  snprintf(count, sizeof count, "%zu", campaign->media.refused);
  sink_report(campaign->sink, MAIL_NOTHING_PREPARED, (struct position){0}, count, NULL);
  return false;
}

static bool embargo_is_over(const struct campaign *campaign) {
  int64_t end;
  if (campaign->options->lift || !campaign_embargo(campaign, &end) || (int64_t)time(NULL) >= end)
    return true;
  const struct value *embargo = value_field(campaign->release, "embargo");
  const char *language = campaign->options->language == MESSAGE_RUSSIAN ? "ru" : "en";
  sink_report(campaign->sink, MAIL_EMBARGO, embargo->source.at,
              locale_instant(campaign->arena, locale_find(language), embargo), NULL);
  return false;
}

/* The page and the files; status 0 when all is well. */
static int messages_prepare(struct mail_run *run) {
  struct campaign *campaign = run->campaign;
  size_t languages = campaign->event->language_count;
  bool *wanted = arena_zalloc(campaign->arena, languages, sizeof *wanted);
  audience_choose(campaign, &run->wish, &run->audience);
  for (size_t i = 0; i < run->audience.count; i++)
    wanted[campaign_language(campaign, run->audience.items[i].recipient->language)] = true;
  for (size_t i = 0; i < run->entry_count; i++)
    wanted[campaign_language(campaign, run->entries[i].language)] = true; /* to see whether they changed */
  if (!campaign_read_documents(campaign, wanted) || (run->options->send && !audience_check(campaign, &run->wish)))
    return STATUS_INCOMPLETE;
  enum prepare_status prepared = prepare_run(campaign, &run->audience, !run->options->send, stdout);
  return prepared == PREPARE_MADE ? STATUS_DONE : prepared == PREPARE_SYSTEM ? STATUS_SYSTEM : STATUS_INCOMPLETE;
}

static int messages_send(struct mail_run *run) {
  struct mail_settings settings;
  if (!embargo_is_over(run->campaign) || !settings_read(run->campaign->arena, run->sink, &settings))
    return STATUS_INCOMPLETE;
  printf("\n");
  enum sending_status sent = sending_run(run->campaign, &run->audience, run->journal, &settings, stdout);
  if (run->journal && entries_read(run, run->campaign->release_id))
    report_tell(run->entries, run->entry_count, run->campaign->version, run->sink);
  if (sent == SENDING_SYSTEM)
    return STATUS_SYSTEM;
  return sent == SENDING_DONE ? STATUS_DONE : STATUS_INCOMPLETE;
}

static int campaign_run(struct mail_run *run) {
  struct campaign *campaign = run->campaign;
  const char *to = run->options->to;
  if (to && !address_read(campaign->arena, run->sink, "--to", to, strlen(to), (struct text_source){0}, &run->to))
    return STATUS_USAGE;
  if (!campaign_read_list(campaign) || !list_is_good(campaign))
    return STATUS_INCOMPLETE;
  if (run->journal && !entries_read(run, campaign->release_id))
    return STATUS_SYSTEM;
  run->wish = (struct audience_wish){to ? &run->to : NULL, run->entries, run->entry_count, run->options->send && !to};
  int status = messages_prepare(run);
  if (status == STATUS_DONE && run->options->send)
    status = messages_send(run);
  return status == STATUS_DONE && sink_has_errors(run->sink) ? STATUS_INCOMPLETE : status;
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

/* A test leaves no trace, so it needs no journal; to look at one changes nothing. */
static bool journal_take(struct mail_run *run) {
  const struct mail_options *options = run->options;
  bool write = (options->send && !options->to) || options->resolve_count > 0;
  size_t errors = sink_count(run->sink, SEVERITY_ERROR);
  if (options->to && !options->status && !options->report)
    return true;
  if (options->resolve_count > 0 && !options->send) { /* nothing to answer about: none is made */
    run->journal = journal_open(run->campaign->folder, JOURNAL_READ, run->sink);
    bool there = run->journal != NULL;
    journal_close(run->journal);
    run->journal = NULL;
    if (!there)
      return sink_count(run->sink, SEVERITY_ERROR) == errors;
  }
  run->journal = journal_open(run->campaign->folder, write ? JOURNAL_WRITE : JOURNAL_READ, run->sink);
  return sink_count(run->sink, SEVERITY_ERROR) == errors && (!run->journal || !write || journal_recover(run->journal));
}

static int steps_run(struct mail_run *run) {
  const struct mail_options *options = run->options;
  bool look = options->status || options->report;
  int status = STATUS_DONE;
  if (!journal_take(run))
    return STATUS_SYSTEM;
  if (options->resolve_count > 0)
    status = answers_take(run);
  if (status == STATUS_DONE && (options->send || (!look && options->resolve_count == 0)))
    status = campaign_run(run);
  if (look && (status == STATUS_DONE || status == STATUS_INCOMPLETE)) {
    int shown = status_show(run);
    status = shown > status ? shown : status;
  }
  return status;
}

int mail_run(const struct mail_options *options, struct sink *sink) {
  umask(S_IRWXG | S_IRWXO); /* addresses and what was sent to whom are nobody else's business */
  struct arena *arena = arena_new();
  struct mail_run run = {.options = options, .sink = sink, .campaign = campaign_open(arena, options, sink)};
  int status = run.campaign ? steps_run(&run) : STATUS_INCOMPLETE;
  journal_close(run.journal);
  campaign_close(run.campaign);
  arena_drop(arena);
  return status;
}
