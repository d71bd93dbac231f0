/* Event and layout from the store -> composition. */
#include "batch/making.h"

#include "base/file.h"
#include "base/hash.h"
#include "batch/only.h"

#include <string.h>

bool making_find(struct making *making, struct store *store, const struct job *job, struct sink *sink) {
  *making = (struct making){.event = store_event(store, job->event, NULL)};
  if (making->event)
    making->document = event_document(making->event->event, job->document);
  if (!making->document) {
    sink_report(sink, EVENT_CHANGED, job->at, NULL);
    return false;
  }
  making->layout = store_layout(store, making->event, making->document, sink);
  return making->layout != NULL;
}

bool making_open(struct making *making, struct arena *arena, struct store *store, const struct run_options *options,
                 const struct job *job, struct sink *sink) {
  if (!making_find(making, store, job, sink))
    return false;
  struct composition_spec spec = {.event = making->event->event,
                                  .document = making->document,
                                  .layout = making->layout->layout,
                                  .language = job->language,
                                  .split_value = job->part.value,
                                  .limits = &options->limits,
                                  .setter = making->event->setter,
                                  .sink = sink};
  if (job->part.name) {
    spec.split_item = contents_part_value(arena, making->event->event, making->document, &job->part);
    if (!spec.split_item) {
      sink_report(sink, EVENT_CHANGED, job->at, NULL);
      return false;
    }
  }
  struct choice choice;
  struct only *only = options->only && making->document->each ? only_new(arena, options->only) : NULL;
  bool changed = options->changed && making->document->each && making->layout->layout->kind == LAYOUT_CARD;
  if (only) {
    choice = only_choice(only);
    spec.choice = &choice;
  } else if (changed) {
    making->ledger = ledger_read(arena, making_ledger_path(arena, options, job), sink);
    choice = ledger_choice(making->ledger);
    spec.choice = &choice;
  }
  making->composition = composition_open(arena, &spec);
  if (making->composition && making->ledger)
    ledger_revoke(making->ledger, making->document->each_at, sink);
  return making->composition && (!only || only_check(only, making->document->each_at, sink));
}

char *making_ledger_path(struct arena *arena, const struct run_options *options, const struct job *job) {
  size_t stem = strlen(job->path) - strlen(".pdf");
  return file_join(arena, options->output, arena_printf(arena, "%.*s.ledger.csv", (int)stem, job->path));
}

static uint64_t inputs_stamp(uint64_t stamp, const struct store_input *inputs, size_t count) {
  for (size_t i = 0; i < count; i++)
    stamp = stamp * 31 + hash_fast(inputs[i].sha256, strlen(inputs[i].sha256));
  return stamp;
}

uint64_t making_stamp(const struct making *making) {
  uint64_t stamp = inputs_stamp(0, making->event->inputs, making->event->input_count);
  return inputs_stamp(stamp, making->layout->inputs, making->layout->input_count);
}
