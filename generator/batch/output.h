/* The files of a document, one for each profile, written from its parts in order. A file that has as many pages as one
 * may have is followed by another volume. The second half of a job. */
#ifndef BATCH_OUTPUT_H
#define BATCH_OUTPUT_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/hash.h"
#include "batch/making.h"
#include "batch/plan.h"
#include "batch/store.h"
#include "display/display_list.h"

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

struct job_volume { /* one file */
  size_t pages, bytes;
  char sha256[HASH_HEX_SIZE]; /* empty when it was only checked */
  int file;                   /* whole, but still without its name: the descriptor, the taker's; -1: none */
};

/* What --proof makes with a document of cards. */
enum job_extra_kind { EXTRA_PROOF, EXTRA_LIST, EXTRA_COUNT };

struct job_extra {
  size_t pages, bytes; /* bytes 0: not made; pages 0: not a PDF */
  char sha256[HASH_HEX_SIZE];
  int file; /* as in a volume */
};

struct job_result {
  enum job_status status;
  bool system; /* failed for the disk or for permissions, not for the content */
  size_t pages;
  size_t refused; /* cards left out */
  struct composition_counts counts;
  int64_t microseconds;
  struct job_volume *volumes; /* none when nothing was made */
  size_t volume_count, volume_capacity;
  bool unchanged; /* nothing is made because nothing is new or different */
  struct job_extra extras[EXTRA_COUNT];
  struct job_input *inputs; /* files it was made from, each once, by path */
  size_t input_count, input_capacity;
};

struct job_file { /* one of the jobs that are made together, which differ in their profile only */
  struct job job;
  struct sink *sink; /* the caller's */
  struct job_result result;
};

/* Where a volume of a job goes, relative to the output folder: "badges.ru.pdf", or "badges.ru.2.pdf" of several. */
char *output_path(struct arena *arena, const struct job *job, size_t volume, size_t count);

/* What a ledger needs to know of the document. */
struct output_ledger {
  int free_cell;       /* of the last sheet; 0: no ledger is kept of it */
  const char *revoked; /* of a run of what has changed: the ids that are gone, each with its NUL */
  size_t revoked_length;
};

/* Where an extra of a job goes: "badges.ru.proof.pdf", "badges.ru.list.csv". */
char *output_extra_path(struct arena *arena, const struct job *job, enum job_extra_kind kind);

struct output_spec {
  struct arena *arena;
  struct store *store;
  const struct run_options *options;
  const struct making *making; /* the composition is not needed */
  const struct document_info *info;
  struct output_ledger ledger;
  struct job_file *files;
  size_t count;
};

struct output;

/* Lives in the arena. What is wrong with a file is in its sink. */
struct output *output_new(const struct output_spec *spec);

/* The next part. False when no file can be made any more. */
bool output_part(struct output *output, const struct display_list *list);

enum output_end {
  OUTPUT_DROP,   /* nothing is kept */
  OUTPUT_HOLD,   /* whole files without their names, in the results */
  OUTPUT_COMMIT, /* files under their names */
};

/* The results. Texts that differ between the profiles are an error of the later one. `refused`: cards left out. */
void output_close(struct output *output, enum output_end end, size_t refused, const struct composition_counts *counts);

/* Whether a ledger is kept: its document's files get their names at once. */
bool output_has_ledger(const struct output *output);

/* Reports why a file could not be written, from errno. */
void output_report_unwritten(struct sink *sink, int error, const char *path);

#endif
