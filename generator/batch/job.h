/* Jobs: a document in one language, from its event to its files, one a profile. Runs in a worker. */
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
  size_t rows;                /* of the list that the document is made for each of; 0: none */
  char sha256[HASH_HEX_SIZE]; /* of the file; empty when nothing was made or only checked */
  int64_t microseconds;
  struct job_input *inputs; /* files it was made from, each once, by path */
  size_t input_count;
};

struct job_file { /* one of the jobs that are made together */
  struct job job;
  struct sink *sink; /* the caller's */
  struct job_result result;
};

/* Composes the document once and, unless options->check, writes it to options->output in each profile. Everything is
 * in the files' sinks and results, which are made in `arena`. One that fails does not stop the others; texts that
 * differ are an error of the later one. */
void job_run(struct arena *arena, struct store *store, const struct run_options *options, struct job_file *files,
             size_t count);

/* The result with its messages, for the way to the parent. */
void job_result_encode(const struct job_result *result, const struct sink *sink, struct buffer *out);
/* False for bytes that job_result_encode did not write. */
bool job_result_decode(struct arena *arena, const char *data, size_t length, struct job_result *result,
                       struct sink *sink);

/* Reports why a file could not be written, from errno. */
void job_report_unwritten(struct sink *sink, int error, const char *path);

#endif
