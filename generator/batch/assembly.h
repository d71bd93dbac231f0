/* A large document as the parent sees it: which part is to be made next, which are back, and what the finisher is to
 * do.
 *
 * Parts come back in any order and are bound in theirs. Workers run ahead of the finisher by a window, which bounds
 * what waits in memory. Pure: no processes. */
#ifndef BATCH_ASSEMBLY_H
#define BATCH_ASSEMBLY_H

#include "base/buffer.h"
#include "base/diagnostic.h"
#include "batch/workers.h"

#include <stdbool.h>
#include <stddef.h>

enum assembly_step { ASSEMBLY_WAIT, ASSEMBLY_OPEN, ASSEMBLY_JOIN, ASSEMBLY_CLOSE };

struct assembly;

/* Caller drops; the ticket is copied. Under `strict` a document with anything left out is not made. */
struct assembly *assembly_new(size_t parts, const void *ticket, size_t length, bool strict);
void assembly_drop(struct assembly *assembly); /* closes what still waits */

const struct buffer *assembly_ticket(const struct assembly *assembly);
size_t assembly_parts(const struct assembly *assembly);

/* The next part to be made when at most `window` of them may be under way or waiting; it counts as given. False: none
 * now. */
bool assembly_give(struct assembly *assembly, size_t window, size_t *part);

/* The part given last was not given after all. */
void assembly_take_back(struct assembly *assembly);

/* A part's answer (batch/large.h), or NULL when its worker is gone: the document fails then. */
void assembly_take(struct assembly *assembly, size_t part, struct worker_message *answer);

/* What the finisher is to do now. For ASSEMBLY_JOIN *parcel is the parcel, still the assembly's. */
enum assembly_step assembly_step(struct assembly *assembly, int *parcel);
/* The step was given to the finisher; and what came of it. */
void assembly_begin(struct assembly *assembly);
void assembly_end(struct assembly *assembly, enum assembly_step step, bool good);

/* Whether files are to be made of it, cards left out, and what was said of the parts, in their order; once the step is
 * ASSEMBLY_CLOSE. */
bool assembly_is_good(const struct assembly *assembly);
size_t assembly_refused(const struct assembly *assembly);
struct sink *assembly_said(struct assembly *assembly);

/* Parts bound so far, for the progress. */
size_t assembly_bound(const struct assembly *assembly);

#endif
