/* Jobs of ordinary size: composed part by part, each part written at once. */
#include "batch/job.h"

#include "batch/large.h"
#include "batch/making.h"
#include "batch/wire.h"
#include "text/shape.h"

#include <errno.h>
#include <string.h>
#include <time.h>

enum { LARGE_PARTS = 4 /* less is done sooner than handed about */ };

int64_t job_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void sink_release(void *sink) {
  sink_drop(sink);
}

struct sink *job_sink(struct arena *arena, const struct run_options *options) {
  struct sink *sink = sink_new();
  arena_defer(arena, sink_release, sink);
  if (options->strict)
    sink_make_strict(sink);
  return sink;
}

/* --- small documents ---------------------------------------------------------------------------------------------- */

struct small_job {
  struct arena *arena;
  struct store *store;
  const struct run_options *options;
  struct making making;
  struct sink *sink;      /* of what concerns all files */
  struct job_file *files; /* with sinks of their own */
  size_t count;
};

/* Composes part after part and hands each to the files, which keep its compressed content only. */
static bool parts_make(const struct small_job *small, struct output *output) {
  struct composition *composition = small->making.composition;
  struct arena *part = arena_new();
  const struct display_list *list;
  bool good = true;
  while (good && (list = composition_next(composition, part)) != NULL) {
    good = output_part(output, list);
    arena_reset(part);
    setter_trim(small->making.event->setter);
  }
  arena_drop(part);
  return good && !composition_failed(composition);
}

/* Whether what was composed may be written: every error must be about a card that was left out, and under --strict
 * none may be. */
static bool small_is_good(const struct small_job *small) {
  bool incomplete = sink_has_errors(small->sink) || composition_refused(small->making.composition) > 0;
  return !(small->options->strict && incomplete);
}

static void small_make(struct small_job *small, bool commit) {
  struct composition *composition = small->making.composition;
  struct buffer revoked = {0};
  if (small->making.ledger)
    ledger_revoked(small->making.ledger, &revoked);
  struct output_spec spec = {.arena = small->arena,
                             .store = small->store,
                             .options = small->options,
                             .making = &small->making,
                             .info = composition_info(composition),
                             .ledger = {.free_cell = composition_free_cell(composition)},
                             .files = small->files,
                             .count = small->count};
  spec.ledger.revoked = revoked.data;
  spec.ledger.revoked_length = revoked.length;
  struct output *output = output_new(&spec);
  bool good = parts_make(small, output) && small_is_good(small);
  enum output_end end = commit || output_has_ledger(output) ? OUTPUT_COMMIT : OUTPUT_HOLD;
  const struct composition_counts counts = composition_counts(composition);
  output_close(output, good ? end : OUTPUT_DROP, composition_refused(composition), &counts);
  buffer_drop(&revoked);
}

/* Nothing is new or different: the files stay as they are, the ledger learns who was revoked. */
static void small_leave(struct small_job *small) {
  struct ledger *ledger = small->making.ledger;
  const char *path = making_ledger_path(small->arena, small->options, &small->files[0].job);
  struct ledger_sheet sheet = ledger_sheet(ledger);
  bool written = small->options->check || ledger_write(ledger, path, &sheet);
  if (!written)
    output_report_unwritten(small->sink, errno, path);
  for (size_t i = 0; i < small->count; i++) {
    struct job_result *result = &small->files[i].result;
    result->status = written ? JOB_OK : JOB_FAILED;
    result->system = !written;
    result->unchanged = written;
  }
}

/* Somebody has measured a printer and will not see that this document knows nothing of it. */
static void printer_check(const struct small_job *small) {
  const struct sheet_spec *sheet = &small->making.layout->layout->sheet;
  bool desk = false;
  for (size_t i = 0; i < small->count; i++)
    desk = desk || strcmp(small->files[i].job.profile, "office") == 0;
  if (sheet->printer && !desk)
    sink_report(small->sink, PRINTER_UNUSED, sheet->printer_at, sheet->printer, NULL);
}

/* The messages about all files go before those about one. */
static void file_finish(const struct small_job *small, const struct job_file *file, struct job_file *out) {
  out->result = file->result;
  sink_merge(out->sink, small->sink);
  sink_merge(out->sink, file->sink);
}

size_t job_run(const struct job_request *request, struct job_file *files, size_t count, struct buffer *ticket) {
  int64_t start = job_clock();
  struct arena *arena = request->arena;
  struct small_job small = {.arena = arena,
                            .store = request->store,
                            .options = request->options,
                            .sink = job_sink(arena, request->options),
                            .files = arena_memdup(arena, files, count * sizeof *files),
                            .count = count};
  for (size_t i = 0; i < count; i++) {
    small.files[i].sink = job_sink(arena, request->options);
    small.files[i].result = (struct job_result){.status = JOB_FAILED};
    if (request->options->strict)
      sink_make_strict(files[i].sink);
  }
  size_t parts = 0;
  if (making_open(&small.making, arena, request->store, request->options, &files[0].job, small.sink)) {
    printer_check(&small);
    parts = composition_parts(small.making.composition);
    if (parts == 0 && small.making.ledger)
      small_leave(&small);
    else if (parts >= LARGE_PARTS)
      large_ticket(&small.making, files, count, ticket);
    else
      small_make(&small, request->commit);
  }
  for (size_t i = 0; i < count; i++) {
    small.files[i].result.microseconds = (job_clock() - start) / (int64_t)count;
    file_finish(&small, &small.files[i], &files[i]);
  }
  return parts >= LARGE_PARTS ? parts : 0;
}

/* --- on the wire -------------------------------------------------------------------------------------------------- */

/* Their files go beside the bytes, in order; a volume says whether it has one. */
static void volumes_encode(struct job_result *result, struct worker_message *out) {
  wire_add_number(&out->bytes, result->volume_count);
  for (size_t i = 0; i < result->volume_count; i++) {
    struct job_volume *volume = &result->volumes[i];
    const uint64_t numbers[] = {volume->pages, volume->bytes, volume->file >= 0};
    for (size_t j = 0; j < sizeof numbers / sizeof *numbers; j++)
      wire_add_number(&out->bytes, numbers[j]);
    wire_add_text(&out->bytes, volume->sha256);
    if (volume->file >= 0)
      out->files[out->file_count++] = volume->file;
  }
}

static void extras_encode(const struct job_result *result, struct worker_message *out) {
  for (size_t i = 0; i < EXTRA_COUNT; i++) {
    const struct job_extra *extra = &result->extras[i];
    bool has_file = extra->bytes > 0 && extra->file >= 0;
    const uint64_t numbers[] = {extra->pages, extra->bytes, has_file};
    for (size_t j = 0; j < sizeof numbers / sizeof *numbers; j++)
      wire_add_number(&out->bytes, numbers[j]);
    wire_add_text(&out->bytes, extra->sha256);
    if (has_file)
      out->files[out->file_count++] = extra->file;
  }
}

void job_result_encode(struct job_result *result, const struct sink *sink, struct worker_message *message) {
  struct buffer *out = &message->bytes;
  const uint64_t numbers[] = {(uint64_t)result->status,
                              result->system,
                              result->unchanged,
                              result->pages,
                              result->refused,
                              result->counts.rows,
                              result->counts.separators,
                              result->counts.blanks,
                              (uint64_t)result->microseconds};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    wire_add_number(out, numbers[i]);
  volumes_encode(result, message);
  extras_encode(result, message);
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

/* The next file of the message. */
static int file_take(struct wire *wire, struct worker_message *message) {
  for (int i = 0; i < message->file_count; i++)
    if (message->files[i] >= 0) {
      int file = message->files[i];
      message->files[i] = -1;
      return file;
    }
  wire->broken = true;
  return -1;
}

static void hash_decode(struct arena *arena, struct wire *wire, char out[HASH_HEX_SIZE]) {
  const char *sha256 = wire_text(wire, arena);
  wire->broken = wire->broken || !sha256 || strlen(sha256) >= HASH_HEX_SIZE;
  if (!wire->broken)
    memcpy(out, sha256, strlen(sha256) + 1);
}

static void extras_decode(struct arena *arena, struct wire *wire, struct worker_message *message,
                          struct job_result *result) {
  for (size_t i = 0; i < EXTRA_COUNT; i++) {
    struct job_extra *extra = &result->extras[i];
    *extra = (struct job_extra){.pages = (size_t)wire_number(wire), .bytes = (size_t)wire_number(wire), .file = -1};
    bool has_file = wire_number(wire) != 0;
    hash_decode(arena, wire, extra->sha256);
    if (has_file && !wire->broken)
      extra->file = file_take(wire, message);
  }
}

/* Takes the files of the message in order. */
static void volumes_decode(struct arena *arena, struct wire *wire, struct worker_message *message,
                           struct job_result *result) {
  result->volume_count = wire_count(wire);
  result->volumes = arena_zalloc(arena, result->volume_count, sizeof *result->volumes);
  for (size_t i = 0; i < result->volume_count && !wire->broken; i++) {
    struct job_volume *volume = &result->volumes[i];
    *volume = (struct job_volume){.pages = (size_t)wire_number(wire), .bytes = (size_t)wire_number(wire), .file = -1};
    bool has_file = wire_number(wire) != 0;
    hash_decode(arena, wire, volume->sha256);
    if (has_file && !wire->broken)
      volume->file = file_take(wire, message);
  }
}

bool job_result_decode(struct arena *arena, struct wire *wire, struct worker_message *message,
                       struct job_result *result, struct sink *sink) {
  uint64_t status = wire_number(wire);
  *result = (struct job_result){.status = status <= JOB_FAILED ? (enum job_status)status : JOB_FAILED};
  result->system = wire_number(wire) != 0;
  result->unchanged = wire_number(wire) != 0;
  result->pages = (size_t)wire_number(wire);
  result->refused = (size_t)wire_number(wire);
  result->counts.rows = (size_t)wire_number(wire);
  result->counts.separators = (size_t)wire_number(wire);
  result->counts.blanks = (size_t)wire_number(wire);
  result->microseconds = (int64_t)wire_number(wire);
  volumes_decode(arena, wire, message, result);
  extras_decode(arena, wire, message, result);
  inputs_decode(arena, wire, result);
  size_t messages_length;
  const char *messages = wire_bytes(wire, &messages_length);
  return !wire->broken && sink_decode(sink, messages, messages_length);
}
