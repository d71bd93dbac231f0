/* Large documents in the workers: any of them makes a part, one of them, the finisher, binds the parts into files.
 *
 *   event, layout -> composition -> part k -> parcel        large_part, in all workers
 *   parcels in order -> files                               large_open, large_join, large_close, in the finisher
 */
#ifndef BATCH_LARGE_H
#define BATCH_LARGE_H

#include "base/buffer.h"
#include "batch/job.h"
#include "batch/making.h"
#include "batch/workers.h"

#include <stdbool.h>
#include <stddef.h>

/* What it takes to go on with a document, for any worker: its jobs, what its files were made from, its title. */
void large_ticket(const struct making *making, const struct job_file *files, size_t count, struct buffer *ticket);

struct large_parts; /* a document kept open from part to part; the process drops it */
void large_parts_drop(struct large_parts *parts);

/* Makes part `index` of the ticket's document, which is opened when *open is of another one. The answer holds a parcel
 * as a file, and what large_part_decode reads. */
void large_part(struct large_parts **open, const struct job_request *request, const struct buffer *ticket, size_t index,
                struct worker_message *answer);

struct large_part {
  bool good; /* false: the document cannot be made */
  size_t pages, refused;
  int parcel;        /* the taker's; -1: none */
  struct sink *sink; /* what was said; in the arena */
};
bool large_part_decode(struct arena *arena, struct worker_message *answer, struct large_part *part);

/* For parcels: a picture that another worker has looked at already. */
bool large_picture_map(void *self, struct arena *arena, struct picture *picture);

struct large_binding;
void large_binding_drop(struct large_binding *binding); /* NULL is allowed */
struct large_binding *large_open(const struct job_request *request, const struct buffer *ticket);
/* The next parcel, which stays the caller's. False when nothing can come of it any more. */
bool large_join(struct large_binding *binding, int parcel);
/* Writes the files, unless it is not `good`; the answer has the result of each job. Drops the binding. */
void large_close(struct large_binding *binding, bool good, size_t refused, struct worker_message *answer);

#endif
