/* Hyphenation patterns, read for libhyphen. For text/hyphenate.c only. */
#ifndef TEXT_PATTERNS_H
#define TEXT_PATTERNS_H

#include "base/arena.h"

struct patterns {
  struct _HyphenDict *dictionary; /* libhyphen's, for hnj_hyphen_hyphenate */
  size_t left, right;             /* letters that must stay on each side; 0: the file does not say */
};

/* Reads a .dic file of libhyphen's kind. NULL when it is not there or not in UTF-8. Allocated in arena. */
const struct patterns *patterns_read(struct arena *arena, const char *path);

#endif
