/* One job: a document in one language and profile, from its event to its file. Runs in a worker. */
#ifndef BATCH_JOB_H
#define BATCH_JOB_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/hash.h"
#include "batch/plan.h"
#include "batch/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum job_status {
  JOB_OK,
  JOB_INCOMPLETE, /* made, with cards left out */
  JOB_FAILED      /* nothing made; an old file stays */
};

struct job_input {
  const char *path;
  const char *sha256;
};

struct job_result {
  enum job_status status;
  bool system; /* failed for the disk or for permissions, not for the content */
  size_t pages, bytes;
  size_t refused;             /* cards left out */
  char sha256[HASH_HEX_SIZE]; /* of the file; empty when nothing was made or only checked */
  int64_t microseconds;
  struct job_input *inputs; /* files it was made from, each once, by path */
  size_t input_count;
};

/* Composes the document and, unless options->check, writes it to options->output. Everything is in the sink and the
 * result, which is made in `arena`. */
void job_run(struct arena *arena, struct store *store, const struct run_options *options, const struct job *job,
             struct sink *sink, struct job_result *result);

/* The result with its messages, for the way to the parent. */
void job_result_encode(const struct job_result *result, const struct sink *sink, struct buffer *out);
/* False for bytes that job_result_encode did not write. */
bool job_result_decode(struct arena *arena, const char *data, size_t length, struct job_result *result,
                       struct sink *sink);

/* Reports why a file could not be written, from errno. */
void job_report_unwritten(struct sink *sink, int error, const char *path);

#endif
