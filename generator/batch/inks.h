/* The ICC profiles of presses: NAME.icc in the folder `colour` of a folder of layouts. Each is mapped once, and made
 * ready for files once, before the workers are forked. */
#ifndef BATCH_INKS_H
#define BATCH_INKS_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/hash.h"
#include "input/layout.h"
#include "pdf/document.h"

struct inks_entry;

struct inks_shelf { /* all that is found for it lives in arena */
  struct arena *arena;
  struct inks_entry *first;
};

struct inks_ready {
  struct pdf_intent intent;
  const char *path; /* of the profile */
  char sha256[HASH_HEX_SIZE];
};

/* The press that a layout is printed on, for conversions; its `profile` is NULL when no folder has it. */
const struct pdf_intent *inks_find(struct inks_shelf *shelf, const struct layout_path *path,
                                   const struct print_spec *print);

/* The same as an output intent, to be embedded. NULL after an error, which stands where the layout names the press,
 * else at `at`. */
const struct inks_ready *inks_ready(struct inks_shelf *shelf, const struct layout_path *path,
                                    const struct print_spec *print, struct position at, struct sink *sink);

#endif
