/* Checks a PDF file from outside against what a print shop needs of PDF/X-4 (ISO 15930-7): file -> messages. Knows
 * nothing of the writer in pdf/ and reads with another library. */
#ifndef PREFLIGHT_PREFLIGHT_H
#define PREFLIGHT_PREFLIGHT_H

#include "base/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>

struct preflight_result {
  size_t pages;
  const char *profile; /* what the file turned out to be: "PDF/X-4", or "" */
};

/* Reports everything that is wrong with the file. False when it is not a file that can be printed as it is. */
bool preflight_file(const char *path, struct sink *sink, struct preflight_result *result);

#endif
