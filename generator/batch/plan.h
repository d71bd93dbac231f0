/* The plan of a run: contents of events, in the order of the command line -> ordered jobs, each with its own file.
 *
 * Pure: no files, no processes. What a later feature selects or skips (what changed, one person, a share of many
 * machines) is a filter on this list. */
#ifndef BATCH_PLAN_H
#define BATCH_PLAN_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "batch/batch.h"
#include "batch/contents.h"

#include <stdbool.h>
#include <stddef.h>

/* One file to make. */
struct job {
  size_t event; /* index on the command line */
  const char *event_id;
  const char *document;
  const char *language;
  const char *profile;
  struct contents_part part; /* of a split document; name NULL: not split */
  struct position at;        /* of the document in the event */
  const char *path;          /* of the file, relative to the output folder */
  size_t further;            /* jobs behind this one that are the same in further profiles: made from its pages */
};

struct plan;

struct plan *plan_new(const struct run_options *options); /* caller drops */
void plan_drop(struct plan *plan);

/* The jobs of the next event in the order document, language, part, profile; made in `arena`, where texts are
 * borrowed from the contents. Events must come in the order of the command line, for of two with one id the later is
 * refused. An error in one document leaves the others; each is in the sink. */
struct job *plan_event(struct plan *plan, struct arena *arena, size_t event, const struct contents *contents,
                       struct sink *sink, size_t *count);

/* After the last event: -d and -l that fit nothing in the whole run. `complete` is false when some event could not
 * be read, which may have been the one meant: then nothing is reported. */
void plan_finish(struct plan *plan, bool complete, struct sink *sink);

void job_encode(const struct job *job, struct buffer *out);
/* False for bytes that job_encode did not write. */
bool job_decode(struct job *job, struct arena *arena, const char *data, size_t length);

#endif
