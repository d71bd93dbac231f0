/* Giving work: jobs, parts and events to the workers, files and parcels to the finisher. */
#include "batch/run.h"

#include "base/file.h"
#include "batch/wire.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  GROUP_FILES = 16,   /* that get their names together: a slow disk is done with them before the deadline */
  GROUP_LEAST = 8,    /* that are waited for, a while: a disk takes little longer for them than for one */
  EVENTS_READ = 4096, /* that are not reported yet: what is kept of them while a long document before them is made */
  HELD_FILES = 256,   /* that may wait for it: a process has a thousand open files at most */
};

/* The first job, in order, of an event this worker knows; of any event when it is WORKER_NONE. */
static bool job_choose(const struct run *run, int worker, struct unit *unit) {
  if (run->held_count > HELD_FILES)
    return false;
  for (size_t i = run->reported; i < run->planned; i++) {
    const struct run_event *event = &run->events[i];
    bool known = worker == WORKER_NONE || event->worker == WORKER_NONE || event->worker == worker;
    if (known && event->given < event->job_count) {
      *unit = (struct unit){.kind = JOB_UNIT, .event = i, .job = event->given};
      return true;
    }
  }
  return false;
}

/* Events that are read and not made yet. Those whose files only wait for their names are of no account. */
static size_t events_open(const struct run *run) {
  size_t open = 0;
  for (size_t i = run->reported; i < run->read; i++) {
    const struct run_event *event = &run->events[i];
    open += event->state != EVENT_PLANNED || event->made < event->job_count;
  }
  return open;
}

/* Reading runs ahead of making by a few events a worker, and of reporting, which bounds memory. */
static bool read_choose(const struct run *run, struct unit *unit) {
  if (run->read == run->options->event_count || run->read - run->reported >= EVENTS_READ ||
      events_open(run) >= 2 * (size_t)run->worker_count + 2)
    return false;
  *unit = (struct unit){.kind = READ_UNIT, .event = run->read};
  return true;
}

/* Two parts a worker: one under way and one that waits to be bound, and two more against pauses. */
static bool part_choose(const struct run *run, struct unit *unit) {
  struct large_job *large = run->large;
  size_t part;
  if (!large || !assembly_give(large->assembly, 2 * (size_t)run->worker_count + 2, &part))
    return false;
  *unit = (struct unit){.kind = PART_UNIT, .event = large->event, .job = large->job, .part = part, .large = large};
  return true;
}

/* How many jobs a unit holds: the one it names and those made with it. */
size_t unit_jobs(const struct run *run, const struct unit *unit) {
  return 1 + run->events[unit->event].jobs[unit->job].further;
}

/* The files of the last jobs get their names at once: nobody is kept waiting. */
static void jobs_encode(const struct run *run, const struct unit *unit, struct buffer *request) {
  size_t count = unit_jobs(run, unit);
  size_t unread = run->options->event_count - run->planned;
  size_t waiting = run->jobs_waiting - (unit->again ? 0 : count); /* without these */
  struct buffer job = {0};
  wire_add_number(request, waiting + unread < (size_t)run->worker_count);
  wire_add_number(request, count);
  for (size_t i = 0; i < count; i++) {
    buffer_clear(&job);
    job_encode(&run->events[unit->event].jobs[unit->job + i], &job);
    wire_add_bytes(request, job.data, job.length);
  }
  buffer_drop(&job);
}

static void request_make(const struct run *run, const struct unit *unit, struct buffer *request) {
  wire_add_number(request, unit->kind);
  switch (unit->kind) {
  case READ_UNIT:
    wire_add_number(request, unit->event);
    break;
  case JOB_UNIT:
    jobs_encode(run, unit, request);
    break;
  case PART_UNIT:
  case OPEN_UNIT: {
    const struct buffer *ticket = assembly_ticket(unit->large->assembly);
    wire_add_number(request, unit->part);
    wire_add_bytes(request, ticket->data, ticket->length);
    break;
  }
  case CLOSE_UNIT:
    wire_add_number(request, assembly_is_good(unit->large->assembly));
    wire_add_number(request, assembly_refused(unit->large->assembly));
    break;
  case COMMIT_UNIT:
    for (const struct held_file *held = unit->held; held; held = held->next)
      wire_add_text(request, held->path);
    break;
  case JOIN_UNIT:
    break;
  }
}

/* What has begun once the worker has it. */
static void unit_begin(struct run *run, int worker, const struct unit *unit) {
  run->units[worker].turn ^= 1;
  if (unit->again) {
    run->left_count--;
    if (unit->kind == READ_UNIT)
      run->events[unit->event].worker = worker;
    return;
  }
  if (unit->kind == READ_UNIT)
    event_begin(run, unit->event, EVENT_READING, worker);
  if (unit->kind == OPEN_UNIT || unit->kind == JOIN_UNIT || unit->kind == CLOSE_UNIT)
    assembly_begin(unit->large->assembly);
  if (unit->kind != JOB_UNIT)
    return;
  run->events[unit->event].given += unit_jobs(run, unit);
  run->jobs_waiting -= unit_jobs(run, unit);
}

static struct unit *unit_place(struct run *run, int worker, const struct unit *unit) {
  struct worker_units *units = &run->units[worker];
  units->at[units->turn] = *unit;
  return &units->at[units->turn];
}

/* `parcel` goes along, -1: none. False when no process can be started. */
static bool unit_give(struct run *run, int worker, const struct unit *unit, int parcel) {
  struct worker_message request = {0};
  struct unit *place = unit_place(run, worker, unit);
  request_make(run, unit, &request.bytes);
  for (const struct held_file *held = unit->kind == COMMIT_UNIT ? unit->held : NULL; held; held = held->next)
    request.files[request.file_count++] = held->file;
  if (parcel >= 0)
    request.files[request.file_count++] = parcel;
  bool given = workers_give(run->workers, worker, place, &request);
  buffer_drop(&request.bytes); /* the files are not the message's */
  if (given)
    unit_begin(run, worker, unit);
  return given;
}

/* One more for a worker that is at something, if it takes it. */
static void unit_give_next(struct run *run, int worker, const struct unit *unit) {
  struct worker_message request = {0};
  struct unit *place = unit_place(run, worker, unit);
  request_make(run, unit, &request.bytes);
  if (workers_give_next(run->workers, worker, place, &request))
    unit_begin(run, worker, unit);
  buffer_drop(&request.bytes);
}

/* The next files that wait. */
static struct held_file *held_take(struct run *run) {
  struct held_file *first = run->held, **end = &run->held;
  int count = 0;
  for (; *end && count < GROUP_FILES; end = &(*end)->next)
    count++;
  run->held = *end;
  *end = NULL;
  if (!run->held)
    run->held_end = &run->held;
  return first;
}

static void held_give_back(struct run *run, struct held_file *first) {
  struct held_file **end = &first;
  while (*end)
    end = &(*end)->next;
  *end = run->held;
  if (!run->held)
    run->held_end = end;
  run->held = first;
}

/* The temporary files of a job whose worker is gone, whatever names it has begun them under. */
void job_abandon(const struct run *run, const struct job *job, struct arena *arena) {
  enum { GAP = 16 /* volumes that have their names already, in front of those that have not */ };
  if (run->options->check)
    return;
  file_output_abandon(file_join(arena, run->options->output, job->path));
  for (size_t i = 0; run->options->proof && i < EXTRA_COUNT; i++)
    file_output_abandon(file_join(arena, run->options->output, output_extra_path(arena, job, (enum job_extra_kind)i)));
  file_output_abandon(making_ledger_path(arena, run->options, job));
  for (size_t volume = 0, gap = 0; gap < GAP; volume++) {
    const char *path = output_path(arena, job, volume, SIZE_MAX);
    gap = file_output_abandon(file_join(arena, run->options->output, path)) ? 0 : gap + 1;
  }
}

/* What became of a worker, said of the document or the event it was at. */
void death_report(const struct run *run, const struct worker_report *report, struct position at, const char *name,
                  struct sink *sink) {
  static const enum diagnostic_code codes[] = {[WORKER_ANSWERED] = JOB_ENDED,
                                               [WORKER_CRASHED] = JOB_CRASHED,
                                               [WORKER_KILLED] = JOB_KILLED,
                                               [WORKER_ENDED] = JOB_ENDED,
                                               [WORKER_OUT_OF_MEMORY] = JOB_OUT_OF_MEMORY,
                                               [WORKER_LATE] = JOB_LATE};
  char detail[32];
  size_t number = (size_t)report->detail;
  if (report->outcome == WORKER_OUT_OF_MEMORY)
    number = run->options->limits.memory_bytes / 1000000;
  if (report->outcome == WORKER_LATE)
    number = (size_t)run->options->limits.deadline_seconds;
  snprintf(detail, sizeof detail, "%zu", number);
  sink_report(sink, codes[report->outcome], at, name, detail, NULL);
}

void jobs_mourn(struct run *run, size_t event, size_t job, const struct worker_report *report) {
  size_t count = 1 + run->events[event].jobs[job].further;
  for (size_t i = job; i < job + count; i++) {
    struct ended_job *ended = &run->events[event].ended[i];
    if (!ended->lost)
      death_report(run, report, run->events[event].jobs[i].at, run->events[event].jobs[i].path, ended->sink);
    ended->lost = true;
  }
}

/* A document over which the finisher has died; its jobs have said so. */
static void large_lose(struct run *run, struct large_job *large) {
  struct run_event *event = &run->events[large->event];
  size_t count = 1 + event->jobs[large->job].further;
  for (size_t i = 0; i < count; i++) {
    struct ended_job *ended = &event->ended[large->job + i];
    sink_merge(ended->sink, assembly_said(large->assembly));
    ended->result = (struct job_result){.status = JOB_FAILED};
    ended->ended = true;
    event->made++;
    job_abandon(run, &event->jobs[large->job + i], ended->arena);
  }
  run->steps_ended += count + assembly_parts(large->assembly) - large->joined;
  run->large = large->next;
  assembly_drop(large->assembly);
  free(large);
}

/* The finisher may have died between two steps. */
static void finisher_check(struct run *run) {
  struct large_job *large = run->large;
  struct worker_report report;
  if (!large || !large->opened || large->lost || !workers_has_lost(run->workers, run->worker_count, &report))
    return;
  jobs_mourn(run, large->event, large->job, &report);
  assembly_end(large->assembly, ASSEMBLY_OPEN, false);
  large->lost = true;
}

/* Whether the files that wait are to get their names now: enough of them, or for long enough, or the last documents are
 * being made. */
static bool held_is_ripe(const struct run *run) {
  bool last = run->jobs_waiting == 0 && run->planned == run->options->event_count;
  return run->held && (run->held_count >= GROUP_LEAST || last || workers_busy(run->workers) == 0 ||
                       job_clock() / 1000 - run->held_since >= GROUP_MS);
}

/* Files that wait come first: their documents are ready to be reported. */
static bool finisher_give(struct run *run) {
  int finisher = run->worker_count, parcel = -1;
  if (!workers_is_idle(run->workers, finisher))
    return true;
  finisher_check(run);
  struct unit unit = {0};
  if (held_is_ripe(run)) {
    unit = (struct unit){.kind = COMMIT_UNIT, .held = held_take(run)};
    bool given = unit_give(run, finisher, &unit, -1);
    if (!given)
      held_give_back(run, unit.held);
    return given;
  }
  static const enum unit_kind kinds[] = {
      [ASSEMBLY_OPEN] = OPEN_UNIT, [ASSEMBLY_JOIN] = JOIN_UNIT, [ASSEMBLY_CLOSE] = CLOSE_UNIT};
  struct large_job *large = run->large;
  enum assembly_step step = large ? assembly_step(large->assembly, &parcel) : ASSEMBLY_WAIT;
  if (step == ASSEMBLY_WAIT)
    return true;
  if (step == ASSEMBLY_CLOSE && large->lost) {
    large_lose(run, large);
    return true;
  }
  unit = (struct unit){.kind = kinds[step], .event = large->event, .job = large->job, .large = large};
  return unit_give(run, finisher, &unit, parcel);
}

static bool left_choose(const struct run *run, struct unit *unit) {
  if (run->left_count > 0)
    *unit = run->left[run->left_count - 1];
  return run->left_count > 0;
}

/* A document for each worker to go on with. The last ones go to those that are done first. An event does not lie behind
 * a long document: nothing read after it could be planned until then. */
static void workers_fill_ahead(struct run *run) {
  struct unit unit;
  for (int worker = 0; worker < run->worker_count; worker++) {
    size_t ahead = run->jobs_waiting + run->options->event_count - run->planned;
    if (run->large || ahead <= (size_t)run->worker_count)
      return;
    if (workers_is_open(run->workers, worker) && job_choose(run, worker, &unit))
      unit_give_next(run, worker, &unit);
  }
}

static bool workers_fill(struct run *run) {
  struct unit unit;
  for (int worker = workers_idle(run->workers, WORKER_NONE); worker != WORKER_NONE;
       worker = workers_idle(run->workers, worker)) {
    bool chosen = left_choose(run, &unit) || part_choose(run, &unit) || job_choose(run, worker, &unit) ||
                  read_choose(run, &unit) || job_choose(run, WORKER_NONE, &unit);
    if (!chosen)
      return true;
    if (unit_give(run, worker, &unit, -1))
      continue;
    if (unit.kind == PART_UNIT)
      assembly_take_back(unit.large->assembly);
    return false;
  }
  return true;
}

/* Gives everyone who is idle something. A process that cannot be started is an error only when none runs. */
bool units_give(struct run *run) {
  bool filled = finisher_give(run) && workers_fill(run);
  if (filled)
    workers_fill_ahead(run);
  if (filled || workers_busy(run->workers) > 0)
    return true;
  struct sink *sink = sink_new();
  sink_report(sink, WORKER_NOT_STARTED, (struct position){0}, strerror(errno), NULL);
  summary_messages(&run->summary, sink);
  sink_drop(sink);
  return false;
}
