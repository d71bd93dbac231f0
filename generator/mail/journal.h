/* The journal: what became of each message, in SQLite. Sole owner of it.
 *
 * A message is waiting -> sending -> handed -> sent, refused or deferred; every change is on the disk before the run
 * goes on. `handed` is written just before the end of the message goes out: a run that dies there does not know whether
 * the server has taken it, and the next one calls it `doubt` and leaves it alone. */
#ifndef MAIL_JOURNAL_H
#define MAIL_JOURNAL_H

#include "base/arena.h"
#include "base/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mail_state {
  MAIL_WAITING,
  MAIL_SENDING,
  MAIL_HANDED,
  MAIL_SENT,
  MAIL_REFUSED,  /* for good, by the server */
  MAIL_DEFERRED, /* for now: the next run tries again */
  MAIL_DOUBT,    /* nobody knows whether it arrived */
  MAIL_DROPPED,  /* by --resolve */
  MAIL_STATES
};
extern const char *const mail_state_names[MAIL_STATES];

struct journal_entry {
  int64_t row; /* in the journal */
  const char *release;
  int version;
  const char *key, *address; /* see mail/address.h */
  const char *newsroom, *name, *language;
  const char *message_id;
  const char *digest; /* of what this version said in the language */
  enum mail_state state;
  int attempts;
  int code;          /* the server's last reply; 0: none */
  const char *reply; /* its text */
  const char *time;  /* of the last change, UTC */
  int64_t size;
};

struct journal;

/* To read: NULL without a message when there is none. To write: made when it is not there; one run at a time. NULL
 * after a message when it cannot be used, or another run is writing. Caller closes. */
enum journal_use { JOURNAL_READ, JOURNAL_WRITE };
struct journal *journal_open(const char *folder, enum journal_use use, struct sink *sink);
void journal_close(struct journal *journal);

/* What a run that died has left: sending becomes waiting, handed becomes doubt. False after messages, as below. */
bool journal_recover(struct journal *journal);

/* Notes messages that are going to be sent; those already there stay as they are. One transaction. Sets the rows. */
bool journal_add(struct journal *journal, struct journal_entry *entries, size_t count);

/* A change of state, on the disk when it returns. NULL texts leave what was there. */
struct journal_step {
  enum mail_state state;
  int code;
  const char *reply, *digest;
  int64_t size; /* -1: as it was */
  bool attempt; /* counts as one */
};
bool journal_step(struct journal *journal, int64_t row, const struct journal_step *step);

/* All messages of a release, by version and row; of all releases when `release` is NULL. Made in `arena`. */
bool journal_list(struct journal *journal, struct arena *arena, const char *release, struct journal_entry **entries,
                  size_t *count);

#endif
