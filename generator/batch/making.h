/* A document opened for composing: its event, its layout, its composition. The first half of a job. */
#ifndef BATCH_MAKING_H
#define BATCH_MAKING_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "batch/ledger.h"
#include "batch/plan.h"
#include "batch/store.h"
#include "compose/composition.h"

#include <stdbool.h>

struct making {
  const struct store_event *event;
  const struct store_layout *layout;
  const struct document *document;
  struct composition *composition;
  struct ledger *ledger; /* of a run of what has changed: what it was asked; NULL */
};

/* The event and the layout; false after errors, which are in the sink. */
bool making_find(struct making *making, struct store *store, const struct job *job, struct sink *sink);

/* The composition as well. Lives in arena, and as long as the event is kept. */
bool making_open(struct making *making, struct arena *arena, struct store *store, const struct run_options *options,
                 const struct job *job, struct sink *sink);

/* Where the ledger of a job stands. */
char *making_ledger_path(struct arena *arena, const struct run_options *options, const struct job *job);

/* A digest of the files that the event and its layout were read from, so that two processes know that they have read
 * the same. */
uint64_t making_stamp(const struct making *making);

#endif
