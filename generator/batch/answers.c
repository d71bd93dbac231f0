/* Requests -> answers, in a worker. The requests come from our own parent: one that makes no sense is a mistake of
 * ours. */
#include "batch/answers.h"

#include "base/file.h"
#include "batch/contents.h"
#include "batch/job.h"
#include "batch/plan.h"
#include "batch/wire.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void read_answer(struct answers *answers, struct wire *request, struct buffer *answer) {
  size_t index = (size_t)wire_number(request);
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  struct buffer part = {0};
  if (answers->options->strict)
    sink_make_strict(sink);
  const struct store_event *event = store_event(answers->store, index, sink);
  struct contents *contents = event ? contents_new(arena, event->event, sink) : NULL;
  if (contents)
    contents_encode(contents, &part);
  wire_add_bytes(answer, part.data, part.length);
  buffer_clear(&part);
  sink_encode(sink, &part);
  wire_add_bytes(answer, part.data, part.length);
  buffer_drop(&part);
  sink_drop(sink);
  arena_drop(arena);
}

/* Jobs that are made together come in one request, their results go in one answer. */
static void job_answer(struct answers *answers, struct wire *request, struct worker_message *answer) {
  struct arena *arena = arena_new();
  struct job_request with = {.arena = arena, .store = answers->store, .options = answers->options};
  with.commit = wire_number(request) != 0;
  size_t count = wire_count(request);
  struct job_file *files = arena_zalloc(arena, count, sizeof *files);
  struct buffer ticket = {0};
  for (size_t i = 0; i < count; i++) {
    size_t length;
    const char *job = wire_bytes(request, &length);
    if (!job || !job_decode(&files[i].job, arena, job, length))
      abort(); /* our own parent wrote it */
    files[i].sink = sink_new();
  }
  wire_add_number(&answer->bytes, 0);
  uint64_t parts = job_run(&with, files, count, &ticket);
  memcpy(answer->bytes.data, &parts, sizeof parts);
  wire_add_bytes(&answer->bytes, ticket.data, ticket.length);
  for (size_t i = 0; i < count; i++) {
    job_result_encode(&files[i].result, files[i].sink, answer);
    sink_drop(files[i].sink);
  }
  buffer_drop(&ticket);
  arena_drop(arena);
}

static void large_answer(struct answers *answers, enum unit_kind kind, struct wire *request,
                         struct worker_message *answer) {
  struct arena *arena = arena_new();
  const struct job_request with = {.arena = arena, .store = answers->store, .options = answers->options};
  size_t part = (size_t)wire_number(request), length;
  const char *text = wire_bytes(request, &length);
  struct buffer ticket = {.data = arena_memdup(arena, text, length), .length = length};
  if (kind == PART_UNIT)
    large_part(&answers->parts, &with, &ticket, part, answer);
  else
    answers->binding = large_open(&with, &ticket);
  arena_drop(arena);
}

static void join_answer(struct answers *answers, const struct worker_message *request, struct worker_message *answer) {
  wire_add_number(&answer->bytes, request->file_count == 1 && large_join(answers->binding, request->files[0]));
}

static void close_answer(struct answers *answers, struct wire *request, struct worker_message *answer) {
  bool good = wire_number(request) != 0;
  size_t refused = (size_t)wire_number(request);
  large_close(answers->binding, good, refused, answer);
  answers->binding = NULL;
}

/* The numbers of what went wrong, 0 for a file that stands under its name. */
static void commit_answer(struct wire *request, struct worker_message *files, struct worker_message *answer) {
  struct arena *arena = arena_new();
  struct file_output *outputs[WORKER_FILES];
  for (int i = 0; i < files->file_count; i++) {
    outputs[i] = file_output_adopt(wire_text(request, arena), files->files[i]);
    files->files[i] = -1;
    file_output_begin(outputs[i]);
  }
  for (int i = 0; i < files->file_count; i++)
    wire_add_number(&answer->bytes, file_output_commit(outputs[i]) ? 0 : (uint64_t)errno);
  arena_drop(arena);
}

void answers_begin(void *self) {
  confine_enter(((const struct answers *)self)->confine);
}

void answers_give(void *self, struct worker_message *request, struct worker_message *answer) {
  struct answers *answers = self;
  struct wire wire = {.data = request->bytes.data, .length = request->bytes.length};
  enum unit_kind kind = (enum unit_kind)wire_number(&wire);
  if (kind == READ_UNIT || kind == JOB_UNIT) { /* the event of a document that is open may have to give way */
    large_parts_drop(answers->parts);
    answers->parts = NULL;
  }
  switch (kind) {
  case READ_UNIT:
    read_answer(answers, &wire, &answer->bytes);
    break;
  case JOB_UNIT:
    job_answer(answers, &wire, answer);
    break;
  case PART_UNIT:
  case OPEN_UNIT:
    large_answer(answers, kind, &wire, answer);
    break;
  case JOIN_UNIT:
    join_answer(answers, request, answer);
    break;
  case CLOSE_UNIT:
    close_answer(answers, &wire, answer);
    break;
  case COMMIT_UNIT:
    commit_answer(&wire, request, answer);
    break;
  }
}
