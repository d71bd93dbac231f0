/* `basma check --typography`: what the typographer's hand changes in the texts of events, and --fix: the same changes
 * made in their files. */
#ifndef BATCH_PROOF_H
#define BATCH_PROOF_H

#include "batch/batch.h"

/* Prints a message for each change, or with `fix` for each that the files cannot take, and on standard output the
 * files that were written. Returns an exit status. */
int proof_run(const struct run_options *options, bool fix);

#endif
