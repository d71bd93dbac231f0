/* The progress of a run: one line on standard error, redrawn in place at most ten times a second. */
#ifndef BATCH_PROGRESS_H
#define BATCH_PROGRESS_H

#include "base/buffer.h"
#include "batch/batch.h"

#include <stddef.h>

struct progress;

/* PROGRESS_AUTO draws on a terminal only. Caller drops. */
struct progress *progress_new(enum progress_mode mode);

/* done ≤ total; name: what is being made, NULL: nothing. */
void progress_show(struct progress *progress, size_t done, size_t total, const char *name);

/* Clears the line, before anything else is written to the terminal. */
void progress_hide(struct progress *progress);

void progress_drop(struct progress *progress); /* clears the line too */

/* One line of at most `columns` columns: "[####----] 12/40  name". On a narrow terminal the bar goes first, then the
 * name is shortened, then it goes too; only the numbers always stay. */
void progress_line(size_t done, size_t total, const char *name, size_t columns, struct buffer *out);

#endif
