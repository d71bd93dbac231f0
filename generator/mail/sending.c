/* Sending. Targets -> journal -> server -> journal.
 *
 * Which message is next: the first of the list that waits, is due, and whose domain has had its pause. A 4xx answer
 * makes it due later, twice as late each time, and its domain rests as long; without a connection all of them rest. */
#include "mail/sending.h"

#include "mail/smtp.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WAIT_LONGEST = 15 * 60 * 1000 /* ms between attempts */ };

struct parcel {
  const struct target *target;
  int64_t row; /* in the journal */
  int64_t due; /* ms of the clock; see now() */
  int attempts;
  size_t domain; /* index of its rest */
  bool done;
};

struct sending {
  struct campaign *campaign;
  const struct audience *audience;
  struct journal *journal;
  const struct mail_settings *settings;
  FILE *page;
  struct smtp *smtp;
  struct parcel *parcels;
  size_t count, first; /* all before the first are done */
  int64_t *rests;      /* when a domain may get the next message */
  int64_t next;        /* when any message may go */
  int sessions_lost;   /* one after the other */
  size_t shown, unsent;
  struct message message;
  const char *digest;
  bool incomplete, system, stop;
  sigset_t signals;
};

static int64_t now(void) {
  struct timespec clock;
  clock_gettime(CLOCK_MONOTONIC, &clock);
  return (int64_t)clock.tv_sec * 1000 + clock.tv_nsec / 1000000;
}

/* A signal ends the run between two messages, not within one. */
static void rest_until(struct sending *sending, int64_t instant) {
  int64_t left = instant - now();
  struct timespec wait = {0};
  if (left > 0)
    wait = (struct timespec){left / 1000, left % 1000 * 1000000};
  fflush(sending->page);
  if (sigtimedwait(&sending->signals, NULL, &wait) > 0)
    sending->stop = true;
}

static int64_t back_off(const struct sending *sending, int attempts) {
  int64_t wait = sending->settings->retry;
  for (int i = 1; i < attempts && wait < WAIT_LONGEST; i++)
    wait *= 2;
  return wait < WAIT_LONGEST ? wait : WAIT_LONGEST;
}

/* --- the list ----------------------------------------------------------------------------------------------------- */

static int domain_compare(const void *a, const void *b) {
  const struct parcel *one = *(struct parcel *const *)a, *other = *(struct parcel *const *)b;
  int order = strcmp(one->target->to->domain, other->target->to->domain);
  return order ? order : (one > other) - (one < other);
}

static void domains_number(struct sending *sending) {
  struct arena *arena = sending->campaign->arena;
  struct parcel **sorted = arena_array(arena, sending->count, sizeof *sorted);
  size_t domain = 0;
  for (size_t i = 0; i < sending->count; i++)
    sorted[i] = &sending->parcels[i];
  if (sending->count)
    qsort(sorted, sending->count, sizeof *sorted, domain_compare);
  for (size_t i = 0; i < sending->count; i++) {
    domain += i > 0 && strcmp(sorted[i - 1]->target->to->domain, sorted[i]->target->to->domain) != 0;
    sorted[i]->domain = domain;
  }
  sending->rests = arena_zalloc(arena, domain + 1, sizeof *sending->rests);
}

static struct journal_entry entry_make(const struct campaign *campaign, const struct target *target) {
  const struct recipient *recipient = target->recipient;
  return (struct journal_entry){.release = campaign->release_id,
                                .version = campaign->version,
                                .key = target->to->key,
                                .address = target->to->wire,
                                .newsroom = recipient->newsroom,
                                .name = recipient->name,
                                .language = recipient->language,
                                .message_id = campaign_message_id(campaign, campaign->arena, target->to, NULL),
                                .digest = campaign->digests[campaign_language(campaign, recipient->language)]};
}

static bool parcels_make(struct sending *sending) {
  struct arena *arena = sending->campaign->arena;
  size_t count = sending->count = sending->audience->count;
  struct journal_entry *entries = arena_array(arena, count, sizeof *entries);
  sending->parcels = arena_zalloc(arena, count, sizeof *sending->parcels);
  for (size_t i = 0; i < count; i++) {
    sending->parcels[i].target = &sending->audience->items[i];
    entries[i] = entry_make(sending->campaign, sending->parcels[i].target);
  }
  if (sending->journal && !journal_add(sending->journal, entries, count))
    return false;
  for (size_t i = 0; i < count; i++)
    sending->parcels[i].row = entries[i].row;
  domains_number(sending);
  return true;
}

/* The next parcel, or NULL: none is left, or *instant is when one may go. */
static struct parcel *parcel_next(struct sending *sending, int64_t *instant) {
  int64_t clock = now();
  *instant = INT64_MAX;
  while (sending->first < sending->count && sending->parcels[sending->first].done)
    sending->first++;
  for (size_t i = sending->first; i < sending->count; i++) {
    struct parcel *parcel = &sending->parcels[i];
    int64_t ready = sending->rests[parcel->domain] > parcel->due ? sending->rests[parcel->domain] : parcel->due;
    ready = sending->next > ready ? sending->next : ready;
    if (parcel->done)
      continue;
    if (ready <= clock)
      return parcel;
    *instant = ready < *instant ? ready : *instant;
  }
  return NULL;
}

/* --- one message -------------------------------------------------------------------------------------------------- */

static bool step(struct sending *sending, const struct parcel *parcel, const struct journal_step *what) {
  if (!sending->journal || journal_step(sending->journal, parcel->row, what))
    return true;
  sending->system = sending->stop = true;
  return false;
}

struct handing {
  struct sending *sending;
  const struct parcel *parcel;
};

static bool handed_note(void *self) {
  const struct handing *handing = self;
  return step(handing->sending, handing->parcel, &(struct journal_step){.state = MAIL_HANDED, .size = -1});
}

static void line_print(struct sending *sending, const struct parcel *parcel, enum mail_state state,
                       const struct smtp_reply *reply) {
  fprintf(sending->page, "%-8s  %s  %s\n", mail_state_names[state], parcel->target->to->written, reply->text);
}

/* What became of it, in the journal and on the page. */
static void settle(struct sending *sending, struct parcel *parcel, enum mail_state state,
                   const struct smtp_reply *reply) {
  parcel->done = true;
  step(sending, parcel, &(struct journal_step){.state = state, .code = reply->code, .reply = reply->text, .size = -1});
  line_print(sending, parcel, state, reply);
  if (!sending->journal && state != MAIL_SENT)
    sink_report(sending->campaign->sink, MAIL_TEST_FAILED, (struct position){0}, parcel->target->recipient->language,
                reply->text, NULL);
}

/* Not taken, this time. */
static void put_off(struct sending *sending, struct parcel *parcel, const struct smtp_reply *reply) {
  int64_t wait = back_off(sending, parcel->attempts);
  if (parcel->attempts >= sending->settings->attempts) {
    settle(sending, parcel, MAIL_DEFERRED, reply);
    return;
  }
  step(sending, parcel,
       &(struct journal_step){.state = MAIL_DEFERRED, .code = reply->code, .reply = reply->text, .size = -1});
  parcel->due = now() + wait;
  if (sending->rests[parcel->domain] < parcel->due)
    sending->rests[parcel->domain] = parcel->due;
}

/* The message stays as if it had not been tried. */
static void session_lost(struct sending *sending, struct parcel *parcel, enum smtp_outcome outcome,
                         const struct smtp_reply *reply) {
  step(sending, parcel,
       &(struct journal_step){.state = MAIL_WAITING, .code = reply->code, .reply = reply->text, .size = -1});
  parcel->attempts--;
  sending->sessions_lost++;
  bool end = outcome == SMTP_NO_ACCESS || sending->sessions_lost >= sending->settings->attempts;
  if (end)
    sink_report(sending->campaign->sink, outcome == SMTP_NO_ACCESS ? MAIL_ACCESS : MAIL_NO_SESSION,
                (struct position){0}, reply->text, NULL);
  sending->stop = sending->stop || end;
  sending->next = now() + back_off(sending, sending->sessions_lost);
}

static void outcome_take(struct sending *sending, struct parcel *parcel, enum smtp_outcome outcome,
                         const struct smtp_reply *reply) {
  static const enum mail_state states[] = {
      [SMTP_SENT] = MAIL_SENT, [SMTP_REFUSED] = MAIL_REFUSED, [SMTP_DOUBT] = MAIL_DOUBT};
  if (outcome == SMTP_STOPPED)
    return;
  if (outcome == SMTP_NO_SESSION || outcome == SMTP_NO_ACCESS) {
    session_lost(sending, parcel, outcome, reply);
    return;
  }
  sending->sessions_lost = 0;
  if (outcome == SMTP_LATER)
    put_off(sending, parcel, reply);
  else
    settle(sending, parcel, states[outcome], reply);
}

static void parcel_send(struct sending *sending, struct parcel *parcel, struct arena *scratch) {
  const struct target *target = parcel->target;
  const struct campaign_message wanted = {.recipient = target->recipient,
                                          .to = target->to,
                                          .thread = target->thread,
                                          .thread_count = target->thread_count,
                                          .test = sending->audience->test};
  struct handing handing = {sending, parcel};
  struct letter letter;
  struct smtp_reply reply;
  if (!campaign_message_make(sending->campaign, scratch, &wanted, &letter, &sending->message)) {
    sending->stop = true; /* it was fine when it was prepared */
    return;
  }
  size_t language = campaign_language(sending->campaign, target->recipient->language);
  struct journal_step begin = {.state = MAIL_SENDING,
                               .digest = sending->campaign->digests[language],
                               .size = (int64_t)sending->message.size,
                               .attempt = true};
  if (!step(sending, parcel, &begin))
    return;
  parcel->attempts++;
  const struct smtp_envelope envelope = {.from = &sending->campaign->sender.from,
                                         .to = target->to,
                                         .message = &sending->message,
                                         .before_end = handed_note,
                                         .self = &handing};
  enum smtp_outcome outcome = smtp_send(sending->smtp, &envelope, &reply);
  sending->next = now() + sending->settings->interval;
  sending->rests[parcel->domain] = now() + sending->settings->pause;
  outcome_take(sending, parcel, outcome, &reply);
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

static void parcels_send(struct sending *sending) {
  struct arena *scratch = arena_new();
  while (!sending->stop) {
    int64_t instant;
    struct parcel *parcel = parcel_next(sending, &instant);
    if (!parcel && instant == INT64_MAX)
      break;
    if (!parcel) {
      rest_until(sending, instant);
      continue;
    }
    parcel_send(sending, parcel, scratch);
    arena_reset(scratch);
    if (!sending->stop)
      rest_until(sending, 0);
  }
  arena_drop(scratch);
}

enum sending_status sending_run(struct campaign *campaign, const struct audience *audience, struct journal *journal,
                                const struct mail_settings *settings, FILE *page) {
  struct sending sending = {
      .campaign = campaign, .audience = audience, .journal = journal, .settings = settings, .page = page};
  sigset_t before;
  sigemptyset(&sending.signals);
  sigaddset(&sending.signals, SIGINT);
  sigaddset(&sending.signals, SIGTERM);
  sigaddset(&sending.signals, SIGHUP);
  if (!parcels_make(&sending))
    return SENDING_SYSTEM;
  sending.smtp = smtp_open(settings);
  if (!sending.smtp)
    return SENDING_SYSTEM;
  sigprocmask(SIG_BLOCK, &sending.signals, &before);
  parcels_send(&sending);
  smtp_close(sending.smtp);
  message_drop(&sending.message);
  sigprocmask(SIG_SETMASK, &before, NULL);
  for (size_t i = 0; i < sending.count; i++)
    sending.incomplete = sending.incomplete || !sending.parcels[i].done;
  return sending.system ? SENDING_SYSTEM : sending.incomplete || sending.stop ? SENDING_INCOMPLETE : SENDING_DONE;
}
