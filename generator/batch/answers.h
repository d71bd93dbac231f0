/* What a worker does: its answers to the parent's requests. One side of a conversation of which batch.c is the other.
 */
#ifndef BATCH_ANSWERS_H
#define BATCH_ANSWERS_H

#include "batch/batch.h"
#include "batch/confine.h"
#include "batch/large.h"
#include "batch/store.h"
#include "batch/workers.h"

/* A request begins with its kind as a number. The latter four are for the finisher.
 *
 *   request                                             answer
 *   READ    event                                       contents, messages
 *   JOB     whether to name files, jobs                 parts of a large one or 0, ticket, results with messages, files
 *   PART    index, ticket                               batch/large.h; a parcel
 *   COMMIT  paths; whole files                          a number each: what went wrong, 0 for nothing
 *   OPEN    0, ticket                                   nothing
 *   JOIN    a parcel                                    whether anything can still come of it
 *   CLOSE   whether it is good, cards refused           results with messages
 */
enum unit_kind { READ_UNIT, JOB_UNIT, PART_UNIT, COMMIT_UNIT, OPEN_UNIT, JOIN_UNIT, CLOSE_UNIT };

struct answers { /* plain data; the latter two are the worker's own, NULL to begin with */
  struct store *store;
  const struct run_options *options;
  struct confine *confine;
  struct large_parts *parts;
  struct large_binding *binding;
};

/* For workers_spec, with a struct answers as self. */
void answers_begin(void *self);
void answers_give(void *self, struct worker_message *request, struct worker_message *answer);

#endif
