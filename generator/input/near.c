/* Near names by Levenshtein distance. */
#include "input/near.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

enum { SHORT_WORD = 4, FURTHEST = 4 };

static size_t near_limit(const char *wanted) {
  size_t characters = utf8_count(wanted, strlen(wanted)), third = characters / 3;
  if (characters < SHORT_WORD)
    return 1;
  return third < 2 ? 2 : third < FURTHEST ? third : FURTHEST;
}

const char *near_name(const char *wanted, size_t count, const char *(*name)(const void *self, size_t index),
                      const void *self) {
  const char *best = NULL;
  size_t limit = near_limit(wanted);
  for (size_t i = 0; i < count; i++) {
    const char *candidate = name(self, i);
    if (candidate == NULL)
      continue;
    size_t distance = strcasecmp(wanted, candidate) == 0 ? 0 : utf8_distance(wanted, candidate, limit);
    if (distance > limit)
      continue;
    best = candidate;
    if (distance == 0)
      break;
    limit = distance - 1;
  }
  return best;
}

void near_note(struct diagnostic *diagnostic, struct position at, const char *name) {
  if (name != NULL)
    diagnostic_note(diagnostic, NOTE_DID_YOU_MEAN, at, name, NULL);
}
