/* The contents of an event: as much of it as the plan needs, small enough to be kept for every event and to be sent
 * from the worker that has read the event to the parent. */
#ifndef BATCH_CONTENTS_H
#define BATCH_CONTENTS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "input/event.h"

#include <stdbool.h>
#include <stddef.h>

/* One file of a document with `split`. */
struct contents_part {
  const char *name;  /* fit for a file name */
  size_t index;      /* of the item, of the first item with the value */
  const char *value; /* split by value: the text of the field; NULL: split by item */
};

struct contents_document {
  const char *name;
  struct position at;
  const char **languages; /* never none */
  size_t language_count;
  const char **profiles; /* none: the default */
  size_t profile_count;
  bool each; /* made for each of a list */
  bool split;
  struct contents_part *parts; /* of split */
  size_t part_count;
};

struct contents {
  const char *id;
  struct position id_at;
  struct contents_document *documents;
  size_t document_count;
};

/* Errors in `split` go to the sink, and such a document is left out of the contents. Borrows from the event. */
struct contents *contents_new(struct arena *arena, const struct event *event, struct sink *sink);

/* What a file of a split document is about: the item, or the value shared by its items (then *value is its text).
 * NULL when the event no longer has it. */
const struct value *contents_part_value(struct arena *arena, const struct event *event, const struct document *document,
                                        const struct contents_part *part);

/* A text as part of a file name: letters, digits, "-", "_" and "." stay, everything else becomes one "-"; at most
 * 80 bytes; "" when nothing is left. */
char *contents_file_name(struct arena *arena, const char *text);

void contents_encode(const struct contents *contents, struct buffer *out);
/* NULL for bytes that contents_encode did not write. */
struct contents *contents_decode(struct arena *arena, const char *data, size_t length);

#endif
