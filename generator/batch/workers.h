/* Worker processes: long-lived, forked by a single-threaded parent, one unit of work at a time, and one more that waits
 * with them, so that they need not wait for the parent.
 *
 * A worker shares with its parent everything that was open at the fork. It answers requests until the connection
 * closes. One that crashes, runs out of memory or takes too long ends its unit alone and is replaced when there is
 * more to do. Workers die with their parent. Sole owner of fork, signals and limits of processes. */
#ifndef BATCH_WORKERS_H
#define BATCH_WORKERS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

enum { WORKER_NONE = -1, WORKER_FILES = 64 };

/* What goes to a worker or comes from it: bytes, and open files, which the receiver gets as its own. */
struct worker_message {
  struct buffer bytes;
  int files[WORKER_FILES]; /* descriptors; the receiver takes one by setting its place to -1 */
  int file_count;
};

void worker_message_clear(struct worker_message *message); /* closes the files that are left, keeps the memory */
void worker_message_drop(struct worker_message *message);

struct workers_spec {
  int count;            /* at most; they are forked when first needed */
  int further;          /* slots behind them that workers_idle does not choose, for work of another kind */
  size_t memory_bytes;  /* that one worker may hold beyond what it inherits; 0: no limit */
  int deadline_seconds; /* of a unit; 0: none */
  /* Runs in the worker: answers a request. What it adds to `answer` goes to the parent; its files are closed then. */
  void (*answer)(void *self, struct worker_message *request, struct worker_message *answer);
  void *self;
  void (*begin)(void *self); /* runs in the worker before its first request; NULL: nothing */
};

enum worker_outcome {
  WORKER_ANSWERED,
  WORKER_CRASHED,       /* a signal of its own making; detail: the signal */
  WORKER_KILLED,        /* a signal from outside; detail: the signal */
  WORKER_ENDED,         /* exit; detail: the status */
  WORKER_OUT_OF_MEMORY, /* the limit, or no memory at all */
  WORKER_LATE,          /* the deadline passed and it was killed */
  WORKER_SIGNAL,        /* no worker: the parent was asked to stop; detail: SIGINT, SIGTERM or SIGHUP */
  WORKER_LEFT,   /* a waiting unit: its worker is gone, as was reported; if it was begun, nothing of it was reported */
  WORKER_NOTHING /* no worker: the time to wait is over */
};

struct worker_report {
  enum worker_outcome outcome;
  int worker; /* its slot */
  void *unit; /* as given */
  int detail;
  struct worker_message *answer; /* valid until the next workers_wait */
};

struct workers;

/* From here on SIGINT, SIGTERM and SIGHUP no longer end the process but come out of workers_wait. Caller drops. */
struct workers *workers_new(const struct workers_spec *spec);

/* Ends all workers at once, whatever they do; does not wait until they are gone. Nothing can be given any more. */
void workers_kill(const struct workers *workers);
/* The same, waits, and gives the signals back. NULL is allowed. */
void workers_drop(struct workers *workers);

/* A slot without work: 0 … count - 1 in turn, running ones before those still to be forked; `after` WORKER_NONE
 * begins. WORKER_NONE when there is no further. */
int workers_idle(const struct workers *workers, int after);
int workers_busy(const struct workers *workers); /* how many */
bool workers_is_idle(const struct workers *workers, int worker);

/* Whether the process that the slot had is gone, though it was idle, and why; until the slot gets its next unit.
 * Whoever left something with that process does not find it with the next one. */
bool workers_has_lost(const struct workers *workers, int worker, struct worker_report *report);

/* Forks when the slot has no process. False with errno when that fails. `unit` comes back in the report. The request's
 * files stay the caller's. */
bool workers_give(struct workers *workers, int worker, void *unit, const struct worker_message *request);

/* The unit that a worker is at, or was at last; NULL: none yet. */
const void *workers_unit(const struct workers *workers, int worker);

/* Whether a worker is at a unit, and none waits with it. */
bool workers_is_open(const struct workers *workers, int worker);

/* To a slot that is open: a unit that is begun when the present one is done. False when the request, which must have no
 * files, is too long to lie there. */
bool workers_give_next(struct workers *workers, int worker, void *unit, const struct worker_message *request);

/* The next report, waiting at most `milliseconds` (-1: for ever). */
void workers_wait(struct workers *workers, int milliseconds, struct worker_report *report);

#endif
