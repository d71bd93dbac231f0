/* A small event to begin with: `basma init DIR`. */
#ifndef BATCH_STARTER_H
#define BATCH_STARTER_H

#include "base/diagnostic.h"

#include <stdbool.h>

/* Writes event.yaml and people.csv into a folder that must not be there yet, or be empty. `*system` is set when the
 * disk or permissions are the reason. False after errors, which are in the sink. */
bool starter_write(const char *folder, struct sink *sink, bool *system);

#endif
