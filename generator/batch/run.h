/* A run while it goes on: what batch.c, run_give.c and run_take.c share, and nobody else. */
#ifndef BATCH_RUN_H
#define BATCH_RUN_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "batch/answers.h"
#include "batch/assembly.h"
#include "batch/batch.h"
#include "batch/contents.h"
#include "batch/job.h"
#include "batch/manifest.h"
#include "batch/plan.h"
#include "batch/progress.h"
#include "batch/store.h"
#include "batch/summary.h"
#include "batch/workers.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GROUP_MS = 50 /* that whole files wait for others, to get their names together */ };

struct ended_job {
  bool ended, lost;        /* for good; its worker died */
  struct held_file *files; /* that wait, or have waited, for their names */
  size_t held;             /* how many still do */
  struct arena *arena;
  struct sink *sink;
  struct job_result result;
};

enum event_state { EVENT_UNREAD, EVENT_READING, EVENT_READ, EVENT_PLANNED };

struct run_event {
  enum event_state state;
  struct arena *arena;       /* of the contents and the jobs; dropped when all is reported */
  struct sink *sink;         /* of reading and planning */
  struct sink *said;         /* of its jobs, in order */
  struct contents *contents; /* NULL: could not be read */
  struct job *jobs;
  struct ended_job *ended;                 /* one a job */
  size_t job_count, given, made, reported; /* made: whatever came of them; some files may wait for their names */
  int worker;                              /* that has read it; WORKER_NONE: the parent, so all of them */
};

/* A whole file that waits for its name. */
struct held_file {
  struct held_file *next;    /* in the queue */
  struct held_file *sibling; /* of the same job */
  size_t event, job;
  char *path;
  int file; /* -1: done */
};

/* A large document being made. */
struct large_job {
  struct large_job *next;
  size_t event, job;
  struct assembly *assembly;
  size_t joined;
  bool opened, lost; /* by the finisher; it died over it */
};

/* What a worker is at. */
struct unit {
  enum unit_kind kind;
  size_t event, job;
  size_t part;             /* PART_UNIT */
  struct large_job *large; /* PART_UNIT to CLOSE_UNIT; outlives them */
  struct held_file *held;  /* COMMIT_UNIT */
  bool again;              /* was given before and left */
};

/* Of a worker: the unit it is at and the one that waits with it, in turn. */
struct worker_units {
  struct unit at[2];
  int turn; /* place of the next one */
};

struct run {
  const struct run_options *options;
  int worker_count;
  struct store *store;
  struct plan *plan;
  struct workers *workers;
  size_t folders_made;       /* for the output, taken away again when nothing came of it */
  struct manifest *manifest; /* NULL: nothing is written */
  struct progress *progress;
  struct summary summary;
  struct run_event *events;
  struct worker_units *units; /* one a worker, then the finisher's */
  struct unit *left;          /* that waited with workers which are gone */
  size_t left_count;
  struct held_file *held, **held_end;
  size_t held_count;
  int64_t held_since;              /* the first of them, ms */
  struct large_job *large;         /* the first is being made, the others wait */
  size_t read, planned, reported;  /* events before these are (being) read, planned, reported */
  size_t steps_known, steps_ended; /* jobs, and parts of large ones */
  size_t jobs_waiting;             /* planned, not given yet */
  bool complete;                   /* no event was lost */
  int stop;                        /* signal that ends the run; 0: none */
  struct answers answers;          /* of the workers */
};

/* batch.c: events on their way to the plan. */
void event_begin(struct run *run, size_t index, enum event_state state, int worker);
void event_answer_take(struct run *run, struct run_event *event, const struct buffer *answer);
void event_read_end(struct run *run, struct run_event *event, struct contents *contents);

/* run_give.c: what everyone is to do next. False when no process can be started and none runs, which is reported. */
bool units_give(struct run *run);
/* How many jobs a unit holds: the one it names and those made with it. */
size_t unit_jobs(const struct run *run, const struct unit *unit);
/* What became of a worker, said of what it was at. */
void death_report(const struct run *run, const struct worker_report *report, struct position at, const char *name,
                  struct sink *sink);
/* The same of the jobs that are made together with this one, once. */
void jobs_mourn(struct run *run, size_t event, size_t job, const struct worker_report *report);
/* Removes the temporary files of a job whose worker is gone, whatever names it has begun them under. */
void job_abandon(const struct run *run, const struct job *job, struct arena *arena);

/* run_take.c: what comes back. */
void report_take(struct run *run, const struct worker_report *report);
/* Closes the files of a job that still wait, which gives up their locks. */
void held_close(struct ended_job *ended);

#endif
