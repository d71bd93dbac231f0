/* What a process keeps warm between jobs: fonts, patterns, layouts, and the events read last.
 *
 * The parent fills it with what the first event needs and forks; every worker goes on with a copy of its own. */
#ifndef BATCH_STORE_H
#define BATCH_STORE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/hash.h"
#include "batch/batch.h"
#include "batch/inks.h"
#include "input/event.h"
#include "input/layout.h"
#include "pdf/deflate.h"
#include "text/setter.h"

#include <stdbool.h>
#include <stddef.h>

struct store;

/* A file something was made from, for the manifest. */
struct store_input {
  const char *path; /* as places_portable makes it */
  char sha256[HASH_HEX_SIZE];
};

struct store_event {
  const struct event *event;
  struct layout_path layouts; /* where its layouts are looked for */
  struct setter *setter;
  struct deflater *deflater; /* of the process */
  const struct store_input *inputs;
  size_t input_count;
};

struct store_layout {
  const struct layout *layout;
  const struct store_input *inputs;
  size_t input_count;
};

/* NULL after an error (no usable fonts), which is in the sink. Caller drops. Options stay borrowed. */
struct store *store_new(const struct run_options *options, struct sink *sink);
void store_drop(struct store *store);

/* The event at `index` of the command line, read when it is not kept. `sink` may be NULL: its messages are known
 * already. NULL after errors. Valid until the next call. */
const struct store_event *store_event(struct store *store, size_t index, struct sink *sink);

/* The layout of a document of that event; its messages go to the sink each time it cannot be used. NULL after
 * errors. Valid as long as the event. */
const struct store_layout *store_layout(struct store *store, const struct store_event *event,
                                        const struct document *document, struct sink *sink);

/* The folders of layouts that all events share, and those of the program's fonts, NULL-terminated. */
const struct layout_path *store_layout_folders(const struct store *store);
const char *const *store_font_folders(const struct store *store);

/* Opens what the wanted documents of an event need: layouts, fonts, patterns. */
void store_warm(struct store *store, const struct store_event *event);

/* The press that a layout is printed on (batch/inks.h): for conversions, and ready to be embedded. The latter is NULL
 * after an error, reported where the layout names it, else at `at`. Valid as long as the event. */
const struct pdf_intent *store_inks(struct store *store, const struct store_event *event, const struct layout *layout);
const struct inks_ready *store_intent(struct store *store, const struct store_event *event, const struct layout *layout,
                                      struct position at, struct sink *sink);

#endif
