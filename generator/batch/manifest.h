/* manifest.json in the output folder: what was made, from what, how it went.
 *
 *   {"manifest": 1, "program": "basma 0.1.0", "documents": [{
 *     "event", "document", "item" (of a split document), "language", "profile",
 *     "path" (relative to the folder), "status" (ok, incomplete, failed),
 *     "volume", "volumes" (of a document in several files, each with an entry of its own),
 *     "sha256", "pages", "bytes", "refused" (cards left out), "seconds",
 *     "inputs": [{"path", "sha256"}], "warnings": […], "errors": […]}]}
 *
 * Documents are sorted by path. Those of earlier runs, and of others at the same time, stay until they are made again.
 * When a document fails, its old file stays as it was, and so do "sha256", "pages", "bytes", "refused" and "inputs",
 * which tell about that file; without an old file they are null or empty. Messages are in English whatever the language
 * of the run, with paths that are the same on every machine: all but "seconds" depends on the input alone. */
#ifndef BATCH_MANIFEST_H
#define BATCH_MANIFEST_H

#include "base/diagnostic.h"
#include "batch/job.h"
#include "batch/plan.h"
#include "input/layout.h"

#include <stdbool.h>

struct manifest;

/* Reads the manifest of `folder`, when there is one; a warning when it cannot be understood. Caller drops. */
struct manifest *manifest_open(const char *folder, struct sink *sink);

/* What the manifest says about the file at `path` (relative to the folder): texts are made in `arena`, NULL where it
 * says nothing. False when it does not know the file. */
struct manifest_entry {
  const char *event, *document, *item, *status, *sha256;
  struct job_input *inputs;
  size_t input_count;
};
bool manifest_find(const struct manifest *manifest, struct arena *arena, const char *path, struct manifest_entry *out);

/* Notes a job's end. `event_folder` and `layouts` (see places_portable) shorten the paths in messages. */
void manifest_add(struct manifest *manifest, const struct job *job, const struct job_result *result,
                  const struct sink *messages, const char *event_folder, const struct layout_path *layouts);

/* Writes it, whole or not at all; nothing when no file was made and there was no manifest either. False after an
 * error, which is in the sink. */
bool manifest_write(struct manifest *manifest, struct sink *sink);

void manifest_drop(struct manifest *manifest);

#endif
