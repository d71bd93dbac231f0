/* How well a paragraph came out, in numbers: for tests, and for comparing ways to break lines. */
#ifndef TEXT_QUALITY_H
#define TEXT_QUALITY_H

#include "base/arena.h"
#include "text/paragraph.h"

struct quality {
  size_t lines;
  int mean_ratio;     /* of all lines but the last, without sign, 1/1000 */
  int worst_ratio;    /* the largest without sign */
  int mean_change;    /* of the ratio from one line to the next, without sign: how uneven the grey is */
  size_t hyphens;     /* added ones */
  size_t hyphen_run;  /* most in a row */
  size_t hyphen_more; /* those that follow a hyphen on the line above */
  size_t overfull;
  size_t rivers; /* white that runs through three lines or more */
  size_t river;  /* longest run of lines whose spaces stand one below the other */
};

struct quality quality_measure(struct arena *arena, const struct paragraph *paragraph);

#endif
