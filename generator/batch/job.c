/* One job.
 *
 *   event, layout -> composition -> parts -> PDF document -> file, hashed on its way
 *
 * Memory: one arena for the document, one for the part in hand. The file appears only when all of it went well. */
#include "batch/job.h"

#include "base/file.h"
#include "batch/places.h"
#include "batch/wire.h"
#include "compose/composition.h"
#include "pdf/document.h"
#include "pdf/srgb.h"
#include "text/shape.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RECENT_PICTURES = 256, CHUNK = 128 * 1024 };

/* Everything one job holds. */
struct run_job {
  struct arena *arena;
  const struct run_options *options;
  const struct job *job;
  struct sink *sink;
  struct job_result *result;
  const struct store_event *event;
  const struct store_layout *layout;
  const struct document *document;
  struct composition *composition;
  struct pdf_document *pdf;
  size_t input_capacity;
  uint64_t recent[RECENT_PICTURES]; /* of pictures noted as inputs */
};

/* --- inputs ------------------------------------------------------------------------------------------------------- */

static void input_add(struct run_job *run, const char *path, const char *sha256) {
  struct job_result *result = run->result;
  *ARENA_PUSH(run->arena, result->inputs, result->input_count, run->input_capacity) = (struct job_input){path, sha256};
}

static void inputs_add(struct run_job *run, const struct store_input *inputs, size_t count) {
  for (size_t i = 0; i < count; i++)
    input_add(run, inputs[i].path, inputs[i].sha256);
}

/* Whether a picture was noted lately: a logo on every card is listed once, not a hundred thousand times. */
static bool picture_is_recent(struct run_job *run, const struct picture *picture) {
  uint64_t digest;
  memcpy(&digest, picture->digest, sizeof digest);
  uint64_t key = digest ^ hash_fast(picture->path, strlen(picture->path));
  uint64_t *place = &run->recent[key % RECENT_PICTURES];
  bool recent = *place == key;
  *place = key;
  return recent;
}

/* Pictures are named by content, so they become inputs where they are used. */
static void pictures_add(struct run_job *run, const struct display_page *page) {
  for (size_t i = 0; i < page->item_count; i++) {
    const struct picture *picture = page->items[i].kind == ITEM_IMAGE ? page->items[i].image.picture : NULL;
    if (!picture || picture_is_recent(run, picture))
      continue;
    char *hex = arena_alloc(run->arena, HASH_HEX_SIZE);
    hash_hex(picture->digest, hex);
    input_add(run, places_portable(run->arena, picture->path, run->event->event->folder, &run->event->layouts), hex);
  }
}

static int input_compare(const void *a, const void *b) {
  const struct job_input *one = a, *other = b;
  int order = strcmp(one->path, other->path);
  return order ? order : strcmp(one->sha256, other->sha256);
}

/* By path, each once. */
static void inputs_sort(struct job_result *result) {
  size_t used = 0;
  if (result->input_count)
    qsort(result->inputs, result->input_count, sizeof *result->inputs, input_compare);
  for (size_t i = 0; i < result->input_count; i++)
    if (used == 0 || input_compare(&result->inputs[used - 1], &result->inputs[i]) != 0)
      result->inputs[used++] = result->inputs[i];
  result->input_count = used;
}

/* --- composing ---------------------------------------------------------------------------------------------------- */

static bool job_open(struct run_job *run, struct store *store) {
  run->event = store_event(store, run->job->event, NULL);
  run->document = run->event ? event_document(run->event->event, run->job->document) : NULL;
  if (!run->document) {
    sink_report(run->sink, EVENT_CHANGED, run->job->at, NULL);
    return false;
  }
  run->layout = store_layout(store, run->event, run->document, run->sink);
  if (!run->layout)
    return false;
  inputs_add(run, run->event->inputs, run->event->input_count);
  inputs_add(run, run->layout->inputs, run->layout->input_count);
  return true;
}

static bool composition_start(struct run_job *run) {
  const struct contents_part *part = &run->job->part;
  struct composition_spec spec = {.event = run->event->event,
                                  .document = run->document,
                                  .layout = run->layout->layout,
                                  .language = run->job->language,
                                  .split_value = part->value,
                                  .limits = &run->options->limits,
                                  .setter = run->event->setter,
                                  .sink = run->sink};
  if (part->name) {
    spec.split_item = contents_part_value(run->arena, run->event->event, run->document, part);
    if (!spec.split_item) {
      sink_report(run->sink, EVENT_CHANGED, run->job->at, NULL);
      return false;
    }
  }
  run->composition = composition_open(run->arena, &spec);
  return run->composition != NULL;
}

static bool pages_check(struct run_job *run) {
  size_t limit = run->options->limits.pages;
  run->result->pages = pdf_document_pages(run->pdf);
  if (run->result->pages <= limit)
    return true;
  char text[24];
  snprintf(text, sizeof text, "%zu", limit);
  sink_report(run->sink, PAGES_OVER_LIMIT, run->job->at, run->job->document, text, NULL);
  return false;
}

/* Composes part after part and hands each to the PDF document, which keeps its compressed content only. */
static bool parts_make(struct run_job *run) {
  struct device device = pdf_document_device(run->pdf);
  struct arena *part = arena_new();
  const struct display_list *list;
  bool good = true;
  while (good && (list = composition_next(run->composition, part)) != NULL) {
    for (size_t i = 0; i < list->page_count; i++)
      pictures_add(run, &list->pages[i]);
    good = device.part(device.self, list) && pages_check(run);
    arena_reset(part);
    setter_trim(run->event->setter);
  }
  arena_drop(part);
  run->result->refused = composition_refused(run->composition);
  return good;
}

/* Whether what was composed may be written: every error must be about a card that was left out, and under --strict
 * none may be. */
static bool result_is_good(const struct run_job *run) {
  bool incomplete = sink_has_errors(run->sink) || run->result->refused > 0;
  return !composition_failed(run->composition) && !(run->options->strict && incomplete);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

struct job_output {
  struct file_output *file; /* NULL: the document is only checked */
  struct hash *hash;
  struct buffer chunk;
  size_t bytes;
  bool failed; /* to write: the disk's fault, not the document's */
};

static bool chunk_write(struct job_output *output) {
  output->failed = output->file && !file_output_write(output->file, output->chunk.data, output->chunk.length);
  if (output->file)
    hash_add(output->hash, output->chunk.data, output->chunk.length);
  buffer_clear(&output->chunk);
  return !output->failed;
}

static bool output_write(void *self, const void *data, size_t length) {
  struct job_output *output = self;
  output->bytes += length;
  buffer_add(&output->chunk, data, length);
  return output->chunk.length < CHUNK || chunk_write(output);
}

void job_report_unwritten(struct sink *sink, int error, const char *path) {
  static const struct {
    int error;
    enum diagnostic_code code;
  } causes[] = {{ENOSPC, DISK_FULL},    {EDQUOT, DISK_FULL},         {EACCES, OUTPUT_DENIED},   {EPERM, OUTPUT_DENIED},
                {EROFS, OUTPUT_DENIED}, {ENOTDIR, OUTPUT_NO_FOLDER}, {EEXIST, OUTPUT_NO_FOLDER}};
  for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
    if (causes[i].error == error) {
      sink_report(sink, causes[i].code, (struct position){0}, path, NULL);
      return;
    }
  sink_report(sink, FILE_NOT_WRITTEN, (struct position){0}, path, strerror(error), NULL);
}

static bool file_fail(struct run_job *run, int error, const char *path) {
  job_report_unwritten(run->sink, error, path);
  run->result->system = true;
  return false;
}

/* The bytes, and the file when all of them are there. */
static bool output_finish(struct run_job *run, struct job_output *output, const char *path) {
  const struct pdf_output bytes = {output_write, output};
  bool made = pdf_document_write(run->pdf, &bytes) && chunk_write(output);
  if (!output->failed && (!made || !result_is_good(run))) {
    file_output_drop(output->file);
    return false;
  }
  run->result->bytes = output->bytes;
  return !output->file || file_output_commit(output->file) || file_fail(run, errno, path);
}

static bool document_write(struct run_job *run) {
  const char *path = file_join(run->arena, run->options->output, run->job->path);
  struct job_output output = {0};
  if (!run->options->check) {
    output.file = file_output_new(path);
    if (!output.file)
      return file_fail(run, errno, path);
    output.hash = hash_new();
  }
  bool good = output_finish(run, &output, path);
  if (output.hash && good) {
    uint8_t digest[32];
    hash_finish(output.hash, digest);
    hash_hex(digest, run->result->sha256);
  }
  hash_drop(output.hash);
  buffer_drop(&output.chunk);
  return good;
}

/* --- the job ------------------------------------------------------------------------------------------------------ */

/* The plan has refused every other name. */
static enum pdf_profile profile_find(const char *name) {
  static const enum pdf_profile profiles[] = {PROFILE_MEDIA}; /* in the order of batch_profiles */
  size_t i = 0;
  while (batch_profiles[i + 1] && strcmp(batch_profiles[i], name) != 0)
    i++;
  return profiles[i];
}

static bool document_make(struct run_job *run) {
  enum pdf_profile profile = profile_find(run->job->profile);
  struct pdf_spec spec = {.profile = profile,
                          .tagged = true,
                          .intent = srgb_intent(run->arena),
                          .info = composition_info(run->composition),
                          .program = BASMA_PROGRAM,
                          .at = run->job->at,
                          .sink = run->sink};
  run->pdf = pdf_document_new(&spec);
  bool made = run->pdf && parts_make(run) && result_is_good(run) && document_write(run);
  pdf_document_drop(run->pdf);
  return made;
}

static int64_t now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void job_run(struct arena *arena, struct store *store, const struct run_options *options, const struct job *job,
             struct sink *sink, struct job_result *result) {
  int64_t start = now_us();
  struct run_job run = {.arena = arena, .options = options, .job = job, .sink = sink, .result = result};
  *result = (struct job_result){.status = JOB_FAILED};
  if (options->strict)
    sink_make_strict(sink);
  if (job_open(&run, store) && composition_start(&run) && document_make(&run))
    result->status = result->refused ? JOB_INCOMPLETE : JOB_OK;
  inputs_sort(result);
  result->microseconds = now_us() - start;
}

/* --- on the wire -------------------------------------------------------------------------------------------------- */

void job_result_encode(const struct job_result *result, const struct sink *sink, struct buffer *out) {
  const uint64_t numbers[] = {
      (uint64_t)result->status,      result->system, result->pages, result->bytes, result->refused,
      (uint64_t)result->microseconds};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    wire_add_number(out, numbers[i]);
  wire_add_text(out, result->sha256);
  wire_add_number(out, result->input_count);
  for (size_t i = 0; i < result->input_count; i++) {
    wire_add_text(out, result->inputs[i].path);
    wire_add_text(out, result->inputs[i].sha256);
  }
  struct buffer messages = {0};
  sink_encode(sink, &messages);
  wire_add_bytes(out, messages.data, messages.length);
  buffer_drop(&messages);
}

static void inputs_decode(struct arena *arena, struct wire *wire, struct job_result *result) {
  result->input_count = wire_count(wire);
  result->inputs = arena_zalloc(arena, result->input_count, sizeof *result->inputs);
  for (size_t i = 0; i < result->input_count && !wire->broken; i++) {
    result->inputs[i].path = wire_text(wire, arena);
    result->inputs[i].sha256 = wire_text(wire, arena);
    wire->broken = wire->broken || !result->inputs[i].path || !result->inputs[i].sha256;
  }
}

bool job_result_decode(struct arena *arena, const char *data, size_t length, struct job_result *result,
                       struct sink *sink) {
  struct wire wire = {.data = data, .length = length};
  uint64_t status = wire_number(&wire);
  *result = (struct job_result){.status = status <= JOB_FAILED ? (enum job_status)status : JOB_FAILED};
  result->system = wire_number(&wire) != 0;
  result->pages = (size_t)wire_number(&wire);
  result->bytes = (size_t)wire_number(&wire);
  result->refused = (size_t)wire_number(&wire);
  result->microseconds = (int64_t)wire_number(&wire);
  const char *sha256 = wire_text(&wire, arena);
  if (!sha256 || strlen(sha256) >= sizeof result->sha256)
    return false;
  memcpy(result->sha256, sha256, strlen(sha256) + 1);
  inputs_decode(arena, &wire, result);
  size_t messages_length;
  const char *messages = wire_bytes(&wire, &messages_length);
  return !wire.broken && wire.offset == wire.length && sink_decode(sink, messages, messages_length);
}
