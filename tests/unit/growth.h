/* How time grows with size, as a ratio within one run: nothing here depends on how fast the machine is. */
#ifndef GROWTH_H
#define GROWTH_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/* Does something of a size. */
typedef void growth_work(void *self, size_t size);

static inline double growth_seconds(growth_work *work, void *self, size_t size) {
  struct timespec begin, end;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
  work(self, size);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
  return (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) / 1e9;
}

/* Whether four times the size takes about four times as long, and not the sixteen times of a square. What disturbs one
 * measurement hardly disturbs the best of several. */
static inline bool growth_is_linear(growth_work *work, void *self, size_t size) {
  enum { ROUNDS = 8, BETWEEN = 9 };
  double small = 1e9, large = 1e9;
  for (int i = 0; i < ROUNDS; i++) {
    double seconds = growth_seconds(work, self, size);
    small = seconds < small ? seconds : small;
    seconds = growth_seconds(work, self, 4 * size);
    large = seconds < large ? seconds : large;
    if (large < BETWEEN * small)
      return true;
  }
  return false;
}

#endif
