/* One job, or several that differ in their profile only.
 *
 *   event, layout -> composition -> parts -> PDF document -> file, hashed on its way
 *                                         -> PDF document of the next profile -> …
 *
 * Memory: one arena for the document, one for the part in hand. The file appears only when all of it went well. */
#include "batch/job.h"

#include "base/file.h"
#include "batch/places.h"
#include "batch/source.h"
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

/* A file while it is made. */
struct run_file {
  const struct job *job;
  struct sink *sink; /* of what concerns this profile alone */
  struct job_result *result;
  struct pdf_document *pdf; /* NULL: cannot be made */
  bool failed;
};

/* Everything the jobs hold together. */
struct run_job {
  struct arena *arena;
  const struct run_options *options;
  const struct job *job; /* the first; the others differ in profile and path */
  struct sink *sink;     /* of what concerns them all */
  struct job_result *result;
  struct store *store;
  struct run_file *files;
  size_t file_count;
  const struct store_event *event;
  const struct store_layout *layout;
  const struct document *document;
  struct composition *composition;
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

/* Somebody has measured a printer and will not see that this file knows nothing of it. */
static void printer_check(const struct run_job *run) {
  const struct sheet_spec *sheet = &run->layout->layout->sheet;
  bool desk = false;
  for (size_t i = 0; i < run->file_count; i++)
    desk = desk || strcmp(run->files[i].job->profile, "office") == 0;
  if (sheet->printer && !desk)
    sink_report(run->sink, PRINTER_UNUSED, sheet->printer_at, sheet->printer, NULL);
}

static bool job_open(struct run_job *run) {
  run->event = store_event(run->store, run->job->event, NULL);
  run->document = run->event ? event_document(run->event->event, run->job->document) : NULL;
  if (!run->document) {
    sink_report(run->sink, EVENT_CHANGED, run->job->at, NULL);
    return false;
  }
  run->layout = store_layout(run->store, run->event, run->document, run->sink);
  if (!run->layout)
    return false;
  inputs_add(run, run->event->inputs, run->event->input_count);
  inputs_add(run, run->layout->inputs, run->layout->input_count);
  printer_check(run);
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
  if (run->result->pages <= limit)
    return true;
  char text[24];
  snprintf(text, sizeof text, "%zu", limit);
  sink_report(run->sink, PAGES_OVER_LIMIT, run->job->at, run->job->document, text, NULL);
  return false;
}

/* Hands a part to the files that can still be made. False when there are none. */
static bool part_write(struct run_job *run, const struct display_list *list) {
  bool good = false;
  for (size_t i = 0; i < run->file_count; i++) {
    struct run_file *file = &run->files[i];
    if (file->failed)
      continue;
    struct device device = pdf_document_device(file->pdf);
    file->failed = !device.part(device.self, list);
    good = good || !file->failed;
  }
  run->result->pages += list->page_count;
  return good;
}

/* Composes part after part and hands each to the PDF documents, which keep its compressed content only. */
static bool parts_make(struct run_job *run) {
  struct arena *part = arena_new();
  const struct display_list *list;
  bool good = true;
  while (good && (list = composition_next(run->composition, part)) != NULL) {
    for (size_t i = 0; i < list->page_count; i++)
      pictures_add(run, &list->pages[i]);
    good = part_write(run, list) && pages_check(run);
    arena_reset(part);
    setter_trim(run->event->setter);
  }
  arena_drop(part);
  run->result->refused = composition_refused(run->composition);
  run->result->rows = composition_rows(run->composition);
  return good && !composition_failed(run->composition);
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

static bool file_fail(struct run_file *file, int error, const char *path) {
  job_report_unwritten(file->sink, error, path);
  file->result->system = true;
  return false;
}

/* The bytes, and the file when all of them are there. */
static bool output_finish(struct run_file *file, struct job_output *output, const char *path) {
  const struct pdf_output bytes = {output_write, output};
  bool made = pdf_document_write(file->pdf, &bytes) && chunk_write(output);
  if (!output->failed && (!made || sink_has_errors(file->sink))) {
    file_output_drop(output->file);
    return false;
  }
  file->result->bytes = output->bytes;
  return !output->file || file_output_commit(output->file) || file_fail(file, errno, path);
}

static bool document_write(const struct run_job *run, struct run_file *file) {
  const char *path = file_join(run->arena, run->options->output, file->job->path);
  struct job_output output = {0};
  if (!run->options->check) {
    output.file = file_output_new(path);
    if (!output.file)
      return file_fail(file, errno, path);
    output.hash = hash_new();
  }
  bool good = output_finish(file, &output, path);
  if (output.hash && good) {
    uint8_t digest[32];
    hash_finish(output.hash, digest);
    hash_hex(digest, file->result->sha256);
  }
  hash_drop(output.hash);
  buffer_drop(&output.chunk);
  return good;
}

/* --- profiles ----------------------------------------------------------------------------------------------------- */

/* The plan has refused every other name. */
static enum pdf_profile profile_find(const char *name) {
  static const enum pdf_profile profiles[] = {PROFILE_MEDIA, PROFILE_PRINT, PROFILE_OFFICE}; /* as batch_profiles */
  size_t i = 0;
  while (batch_profiles[i + 1] && strcmp(batch_profiles[i], name) != 0)
    i++;
  return profiles[i];
}

/* A print file is for the press that the layout names; the others are for screens. */
static bool intent_choose(struct run_job *run, struct run_file *file, struct pdf_spec *spec) {
  const struct layout *layout = run->layout->layout;
  if (spec->profile != PROFILE_PRINT) {
    spec->tagged = true;
    spec->attachment = source_attachment(run->arena, run->event->event, run->document, run->job->language, file->sink);
    spec->intent = srgb_intent(run->arena);
    spec->inks = store_inks(run->store, run->event, layout);
    return true;
  }
  const struct inks_ready *ready = store_intent(run->store, run->event, layout, file->job->at, file->sink);
  if (!ready)
    return false;
  spec->intent = spec->inks = &ready->intent;
  spec->ink_limit = layout->print.ink;
  input_add(run, places_portable(run->arena, ready->path, run->event->event->folder, &run->event->layouts),
            ready->sha256);
  return true;
}

static void file_open(struct run_job *run, struct run_file *file) {
  struct pdf_spec spec = {.profile = profile_find(file->job->profile),
                          .info = composition_info(run->composition),
                          .compared = run->file_count > 1,
                          .program = BASMA_PROGRAM,
                          .deflater = run->event->deflater,
                          .at = file->job->at,
                          .sink = file->sink};
  file->failed = !intent_choose(run, file, &spec);
  if (!file->failed)
    file->pdf = pdf_document_new(&spec);
}

/* What a print shop gets must say what the newsrooms got. */
static void texts_compare(struct run_job *run) {
  const struct run_file *model = NULL;
  uint8_t wanted[32] = {0}, digest[32];
  for (size_t i = 0; run->file_count > 1 && i < run->file_count; i++) {
    struct run_file *file = &run->files[i];
    if (file->failed)
      continue;
    pdf_document_text(file->pdf, digest);
    if (model && memcmp(wanted, digest, sizeof wanted) != 0)
      sink_report(file->sink, PROFILES_DIFFER, file->job->at, file->job->path, model->job->path, NULL);
    if (!model)
      memcpy(wanted, digest, sizeof wanted);
    model = model ? model : file;
  }
}

/* --- the job ------------------------------------------------------------------------------------------------------ */

static void files_make(struct run_job *run) {
  for (size_t i = 0; i < run->file_count; i++)
    file_open(run, &run->files[i]);
  bool good = parts_make(run) && result_is_good(run);
  if (good)
    texts_compare(run);
  for (size_t i = 0; i < run->file_count; i++) {
    struct run_file *file = &run->files[i];
    if (good && !file->failed && !sink_has_errors(file->sink) && document_write(run, file))
      file->result->status = run->result->refused ? JOB_INCOMPLETE : JOB_OK;
    pdf_document_drop(file->pdf);
  }
}

static int64_t now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void sink_release(void *sink) {
  sink_drop(sink);
}

/* What all files share goes into each result: inputs, pages, and the messages about them before those of its own. */
static void file_finish(const struct run_job *run, const struct run_file *file, struct job_file *out) {
  struct job_result *result = file->result;
  result->pages = run->result->pages;
  result->refused = run->result->refused;
  result->rows = run->result->rows;
  result->inputs = run->result->inputs;
  result->input_count = run->result->input_count;
  result->microseconds = run->result->microseconds;
  sink_merge(out->sink, run->sink);
  sink_merge(out->sink, file->sink);
}

static struct run_file file_begin(struct arena *arena, const struct run_options *options, struct job_file *file) {
  struct sink *sink = sink_new();
  arena_defer(arena, sink_release, sink);
  file->result = (struct job_result){.status = JOB_FAILED};
  if (options->strict) {
    sink_make_strict(sink);
    sink_make_strict(file->sink);
  }
  return (struct run_file){.job = &file->job, .sink = sink, .result = &file->result};
}

void job_run(struct arena *arena, struct store *store, const struct run_options *options, struct job_file *files,
             size_t count) {
  int64_t start = now_us();
  struct job_result shared = {0};
  struct run_job run = {.arena = arena,
                        .options = options,
                        .store = store,
                        .job = &files[0].job,
                        .sink = sink_new(),
                        .result = &shared,
                        .files = arena_zalloc(arena, count, sizeof *run.files),
                        .file_count = count};
  for (size_t i = 0; i < count; i++)
    run.files[i] = file_begin(arena, options, &files[i]);
  if (options->strict)
    sink_make_strict(run.sink);
  if (job_open(&run) && composition_start(&run))
    files_make(&run);
  inputs_sort(&shared);
  shared.microseconds = (now_us() - start) / (int64_t)count;
  for (size_t i = 0; i < count; i++)
    file_finish(&run, &run.files[i], &files[i]);
  sink_drop(run.sink);
}

/* --- on the wire -------------------------------------------------------------------------------------------------- */

void job_result_encode(const struct job_result *result, const struct sink *sink, struct buffer *out) {
  const uint64_t numbers[] = {
      (uint64_t)result->status,      result->system, result->pages, result->bytes, result->refused, result->rows,
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
  result->rows = (size_t)wire_number(&wire);
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
