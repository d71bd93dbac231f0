/* Names and keys: compared with one after another of a list, most differ in their first byte. */
#ifndef BASE_NAME_H
#define BASE_NAME_H

#include <stdbool.h>
#include <string.h>

static inline bool name_is(const char *name, const char *other) {
  return *name == *other && strcmp(name, other) == 0;
}

#endif
