/* An entry of the manifest: what is known of a file -> JSON. It is written once, when its document is done. */
#ifndef BATCH_ENTRY_H
#define BATCH_ENTRY_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "batch/job.h"
#include "batch/plan.h"
#include "input/layout.h"

#include <stddef.h>

enum { ENTRY_DEPTH = 2 /* of an entry in the manifest, in spaces */ };

struct entry_spec {
  const struct job *job;
  const struct job_result *result;
  size_t volume; /* which of the result's */
  const char
      *kept; /* of a failed document: the members about the file that stays, each after a comma and a line break */
  const char *folder; /* the event's; with the next it shortens the paths in messages (see places_portable) */
  const struct layout_path *layouts;
  const struct sink *messages;
};

/* The entry's path, as it is sorted by. */
char *entry_path(struct arena *arena, const struct entry_spec *spec);

/* Its lines, indented, without a line break at the end. */
void entry_write(struct buffer *out, struct arena *arena, const struct entry_spec *spec);

#endif
