/* What a run says: messages on standard error, files made on standard output, and its exit status. */
#ifndef BATCH_SUMMARY_H
#define BATCH_SUMMARY_H

#include "base/diagnostic.h"
#include "batch/batch.h"
#include "batch/job.h"
#include "batch/plan.h"
#include "batch/progress.h"

#include <stdbool.h>
#include <stddef.h>

struct summary { /* plain data; all zero but the first three to begin with */
  const struct run_options *options;
  struct sink *seen;               /* all messages so far: what several documents say is printed once */
  struct progress *progress;       /* out of the way before anything is written */
  size_t made, incomplete, failed; /* documents */
  size_t lost;                     /* events that could not be read, or are not made */
  size_t errors, warnings;
  bool system; /* disk, memory, permission */
};

/* Counts and prints messages that were not there before. */
void summary_messages(struct summary *summary, const struct sink *sink);

/* Counts a job's end; for a file made, one line: path, pages, size; for one made for each of a list, in a check too,
 * how many rows were read, made and refused. */
void summary_job(struct summary *summary, const struct job *job, const struct job_result *result);

/* The closing line: for a check always, for a build when something is not as it should be. */
void summary_finish(struct summary *summary);

int summary_status(const struct summary *summary);

#endif
