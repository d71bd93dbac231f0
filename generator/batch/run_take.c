/* Taking results: answers of the workers and of the finisher, and what became of those that died. */
#include "batch/run.h"

#include "base/file.h"
#include "batch/wire.h"

#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

/* A process forked meanwhile has the file open too, and would keep it locked as long as it lives: the lock is given up,
 * not only the descriptor. */
static void file_let_go(int file) {
  flock(file, LOCK_UN);
  close(file);
}

void held_close(struct ended_job *ended) {
  for (struct held_file *held = ended->files; held; held = held->sibling) {
    if (held->file >= 0)
      file_let_go(held->file);
    held->file = -1;
  }
}

/* A job that is not made, for the reason in the report. */
static void job_lose(struct run *run, const struct job *job, struct ended_job *ended,
                     const struct worker_report *report) {
  for (size_t i = 0; i < ended->result.volume_count; i++)
    if (ended->result.volumes[i].file >= 0)
      file_let_go(ended->result.volumes[i].file);
  for (size_t i = 0; i < EXTRA_COUNT; i++)
    if (ended->result.extras[i].bytes > 0 && ended->result.extras[i].file >= 0)
      file_let_go(ended->result.extras[i].file);
  ended->result = (struct job_result){.status = JOB_FAILED};
  if (!ended->lost)
    death_report(run, report, job->at, job->path, ended->sink);
  ended->lost = true;
  job_abandon(run, job, ended->arena);
}

static void file_hold(struct run *run, struct unit of, struct ended_job *ended, const char *path, int *file) {
  struct held_file *held = arena_zalloc(ended->arena, 1, sizeof *held);
  *held = (struct held_file){.event = of.event,
                             .job = of.job,
                             .sibling = ended->files,
                             .path = file_join(ended->arena, run->options->output, path),
                             .file = *file};
  *file = -1;
  ended->files = held;
  if (!run->held)
    run->held_since = job_clock() / 1000;
  *run->held_end = held;
  run->held_end = &held->next;
  run->held_count++;
  ended->held++;
}

/* Whole files go to the finisher; the job has ended when all of them have their names. */
static void files_hold(struct run *run, struct unit of, struct ended_job *ended) {
  const struct job *job = &run->events[of.event].jobs[of.job];
  struct job_result *result = &ended->result;
  for (size_t i = 0; i < result->volume_count; i++)
    if (result->volumes[i].file >= 0)
      file_hold(run, of, ended, output_path(ended->arena, job, i, result->volume_count), &result->volumes[i].file);
  for (size_t i = 0; i < EXTRA_COUNT; i++)
    if (result->extras[i].bytes > 0 && result->extras[i].file >= 0)
      file_hold(run, of, ended, output_extra_path(ended->arena, job, (enum job_extra_kind)i), &result->extras[i].file);
}

static void job_end(struct run *run, struct ended_job *ended) {
  ended->ended = ended->held == 0;
  run->steps_ended += ended->ended;
}

/* `answer`: NULL when the worker is gone. */
static void job_take(struct run *run, const struct unit *unit, const struct worker_report *report,
                     struct wire *answer) {
  struct run_event *event = &run->events[unit->event];
  struct ended_job *ended = &event->ended[unit->job];
  const struct job *job = &event->jobs[unit->job];
  if (!ended->arena)
    *ended = (struct ended_job){.arena = arena_new(), .sink = sink_new()};
  struct sink *said = sink_new();
  if (!answer || !job_result_decode(ended->arena, answer, report->answer, &ended->result, said)) {
    job_lose(run, job, ended, report);
  } else {
    sink_merge(ended->sink, said);
    files_hold(run, *unit, ended);
  }
  sink_drop(said);
  event->made++;
  job_end(run, ended);
}

static void results_take(struct run *run, const struct unit *unit, const struct worker_report *report,
                         struct wire *answer) {
  size_t count = unit_jobs(run, unit);
  for (size_t i = 0; i < count; i++) {
    struct unit one = *unit;
    one.job += i;
    job_take(run, &one, report, answer);
  }
}

/* A document turned out to be large: it waits for its turn. What was said of opening it is kept. */
static void large_take(struct run *run, const struct unit *unit, const struct worker_report *report, size_t parts,
                       struct wire *answer) {
  size_t length, count = unit_jobs(run, unit);
  const char *ticket = wire_bytes(answer, &length);
  struct large_job *large = memory_alloc(sizeof *large), **end = &run->large;
  *large = (struct large_job){
      .event = unit->event, .job = unit->job, .assembly = assembly_new(parts, ticket, length, run->options->strict)};
  for (size_t i = 0; i < count; i++) {
    struct ended_job *ended = &run->events[unit->event].ended[unit->job + i];
    *ended = (struct ended_job){.arena = arena_new(), .sink = sink_new()};
    job_result_decode(ended->arena, answer, report->answer, &ended->result, ended->sink);
  }
  while (*end)
    end = &(*end)->next;
  *end = large;
  run->steps_known += parts;
}

static void jobs_take(struct run *run, const struct unit *unit, const struct worker_report *report) {
  if (report->outcome != WORKER_ANSWERED) {
    results_take(run, unit, report, NULL);
    return;
  }
  struct wire answer = {.data = report->answer->bytes.data, .length = report->answer->bytes.length};
  size_t parts = (size_t)wire_number(&answer), length;
  if (parts > 0) {
    large_take(run, unit, report, parts, &answer);
    return;
  }
  wire_bytes(&answer, &length); /* no ticket */
  results_take(run, unit, report, &answer);
}

/* The end of a large document: what was said of its parts goes before what was said of its files. */
static void large_end(struct run *run, const struct unit *unit, const struct worker_report *report) {
  struct large_job *large = unit->large;
  run->steps_ended += assembly_parts(large->assembly) - large->joined;
  size_t count = unit_jobs(run, unit);
  bool answered = report->outcome == WORKER_ANSWERED;
  struct wire answer = {0};
  if (answered)
    answer = (struct wire){.data = report->answer->bytes.data, .length = report->answer->bytes.length};
  for (size_t i = 0; i < count; i++)
    sink_merge(run->events[unit->event].ended[unit->job + i].sink, assembly_said(large->assembly));
  results_take(run, unit, report, answered ? &answer : NULL);
  run->large = large->next;
  assembly_drop(large->assembly);
  free(large);
}

/* When the finisher has died over a document, only parts that are under way are waited for. */
static void step_take(struct run *run, const struct unit *unit, const struct worker_report *report) {
  struct large_job *large = unit->large;
  bool answered = report->outcome == WORKER_ANSWERED, good = answered;
  if (answered && unit->kind == JOIN_UNIT) {
    struct wire answer = {.data = report->answer->bytes.data, .length = report->answer->bytes.length};
    good = wire_number(&answer) != 0;
  }
  large->opened = true;
  large->joined += unit->kind == JOIN_UNIT;
  run->steps_ended += unit->kind == JOIN_UNIT;
  if (!answered)
    jobs_mourn(run, unit->event, unit->job, report);
  large->lost = large->lost || !answered;
  assembly_end(large->assembly, unit->kind == JOIN_UNIT ? ASSEMBLY_JOIN : ASSEMBLY_OPEN, good);
}

static void part_take(struct run *run, const struct unit *unit, const struct worker_report *report) {
  bool answered = report->outcome == WORKER_ANSWERED;
  assembly_take(unit->large->assembly, unit->part, answered ? report->answer : NULL);
  if (!answered)
    jobs_mourn(run, unit->event, unit->job, report);
}

/* A file has its name, or `error` says why not. */
static void held_end(struct run *run, struct held_file *held, int error, const struct worker_report *report) {
  struct ended_job *ended = &run->events[held->event].ended[held->job];
  const struct job *job = &run->events[held->event].jobs[held->job];
  file_let_go(held->file);
  held->file = -1;
  run->held_count--;
  ended->held--;
  if (error > 0) {
    output_report_unwritten(ended->sink, error, held->path);
    ended->result.status = JOB_FAILED;
    ended->result.system = true;
  }
  if (error < 0)
    job_lose(run, job, ended, report);
  if (ended->held == 0)
    job_end(run, ended);
}

static void commits_take(struct run *run, const struct unit *unit, const struct worker_report *report) {
  struct wire answer = {0};
  bool answered = report->outcome == WORKER_ANSWERED;
  if (answered)
    answer = (struct wire){.data = report->answer->bytes.data, .length = report->answer->bytes.length};
  for (struct held_file *held = unit->held, *next; held; held = next) {
    next = held->next;
    held_end(run, held, answered ? (int)wire_number(&answer) : -1, report);
  }
}

static void read_take(struct run *run, const struct unit *unit, const struct worker_report *report) {
  struct run_event *event = &run->events[unit->event];
  const char *path = run->options->events[unit->event];
  if (report->outcome == WORKER_ANSWERED) {
    event_answer_take(run, event, &report->answer->bytes);
    return;
  }
  death_report(run, report, (struct position){.file = path}, path, event->sink);
  event_read_end(run, event, NULL);
}

void report_take(struct run *run, const struct worker_report *report) {
  static void (*const takes[])(struct run *, const struct unit *, const struct worker_report *) = {
      [READ_UNIT] = read_take,      [JOB_UNIT] = jobs_take,  [PART_UNIT] = part_take, [OPEN_UNIT] = step_take,
      [COMMIT_UNIT] = commits_take, [JOIN_UNIT] = step_take, [CLOSE_UNIT] = large_end};
  if (report->outcome == WORKER_NOTHING)
    return;
  if (report->outcome == WORKER_SIGNAL) {
    run->stop = report->detail;
    return;
  }
  const struct unit *unit = report->unit;
  if (report->outcome == WORKER_LEFT) {
    run->left[run->left_count] = *unit;
    run->left[run->left_count++].again = true;
    return;
  }
  takes[unit->kind](run, unit, report);
}
