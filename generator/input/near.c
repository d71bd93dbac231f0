/* Near names by Levenshtein distance. */
#include "input/near.h"

#include "base/utf8.h"

#include <stdint.h>
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

/* How far a name is from what was written: 0 the same but for capitals, 1 it has that as a part, then by letters. */
static size_t near_rank(const char *wanted, const char *candidate, size_t limit) {
  if (strcasecmp(wanted, candidate) == 0)
    return 0;
  if (strlen(wanted) > 1 && strcasestr(candidate, wanted) != NULL)
    return 1;
  return 1 + utf8_distance(wanted, candidate, limit);
}

size_t near_names(const char *wanted, size_t count, const char *(*name)(const void *self, size_t index),
                  const void *self, const char **out, size_t most) {
  enum { MOST = 8 };
  size_t ranks[MOST], found = 0, limit = near_limit(wanted);
  most = most < MOST ? most : MOST;
  for (size_t i = 0; i < count; i++) {
    const char *candidate = name(self, i);
    size_t rank = candidate == NULL ? SIZE_MAX : near_rank(wanted, candidate, limit), at = found;
    while (at > 0 && rank < ranks[at - 1])
      at--;
    if (rank > limit + 1 || at == most)
      continue;
    found += found < most;
    memmove(&ranks[at + 1], &ranks[at], (found - at - 1) * sizeof *ranks);
    memmove(&out[at + 1], &out[at], (found - at - 1) * sizeof *out);
    ranks[at] = rank;
    out[at] = candidate;
  }
  while (found > 1 && ranks[found - 1] > ranks[0])
    found--;
  return found;
}

void near_note(struct diagnostic *diagnostic, struct position at, const char *name) {
  if (name != NULL)
    diagnostic_note(diagnostic, NOTE_DID_YOU_MEAN, at, name, NULL);
}
