/* Jobs: a document in one language, from its event to its files, one a profile. Runs in a worker.
 *
 * One of ordinary size is made here from beginning to end. A large one is only looked at: its parts are made by all
 * workers and bound by one of them (batch/large.h). Either way the same parts go into the same files in the same
 * order, so that nothing depends on the number of workers. */
#ifndef BATCH_JOB_H
#define BATCH_JOB_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "batch/output.h"
#include "batch/store.h"
#include "batch/wire.h"
#include "batch/workers.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct job_request {
  struct arena *arena;
  struct store *store;
  const struct run_options *options;
  bool commit; /* files get their names at once; else whoever takes the results gives them */
};

/* Composes the document once and, unless options->check, writes it to options->output in each profile. Everything is
 * in the files' sinks and results, which are made in the arena. One that fails does not stop the others; texts that
 * differ are an error of the later one.
 *
 * A large document is not made: its number of parts is returned, else 0, and the ticket says what it takes to go on. */
size_t job_run(const struct job_request *request, struct job_file *files, size_t count, struct buffer *ticket);

/* The result with its messages, for the way to the parent; volumes' files go along. */
void job_result_encode(struct job_result *result, const struct sink *sink, struct worker_message *out);
/* False for bytes that job_result_encode did not write. Takes the files from the message, whatever it returns. */
bool job_result_decode(struct arena *arena, struct wire *wire, struct worker_message *message,
                       struct job_result *result, struct sink *sink);

/* A sink that the arena drops, strict when the run is; and a clock in microseconds. */
struct sink *job_sink(struct arena *arena, const struct run_options *options);
int64_t job_clock(void);

#endif
