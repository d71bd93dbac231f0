/* A run.
 *
 *   read the first event, warm what it needs            (parent)
 *   read event k -> contents                             (workers)
 *   contents in order -> plan -> jobs                   (parent)
 *   job -> whole file, result                           (workers)
 *   file -> on the disk, under its name                 (finisher)
 *   results in order -> messages, lines, manifest       (parent)
 *
 * A large document comes back unmade: its parts are then made by all workers and bound by the finisher. That is one
 * more worker, so that the others need not wait for the disk.
 *
 * An event's jobs are given out once all events before it are read, so that which of two events with one id is
 * refused never depends on chance. A worker keeps the events it has read last and gets their jobs first; one with
 * nothing to do takes a job of any event and reads that event for itself. Results are reported in the order of the
 * plan, whatever the number of workers. */
#include "batch/batch.h"

#include "base/file.h"
#include "batch/answers.h"
#include "batch/assembly.h"
#include "batch/confine.h"
#include "batch/contents.h"
#include "batch/job.h"
#include "batch/large.h"
#include "batch/manifest.h"
#include "batch/places.h"
#include "batch/plan.h"
#include "batch/progress.h"
#include "batch/store.h"
#include "batch/summary.h"
#include "batch/wire.h"
#include "batch/workers.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PROGRESS_MS = 100, MOST_WORKERS = 256, LARGE_EVENT = 1000 * 1000 /* bytes */ };
enum {
  GROUP_FILES = 16, /* that get their names together: a slow disk is done with them before the deadline */
  GROUP_LEAST = 8,  /* that are waited for, a while: a disk takes little longer for them than for one */
  GROUP_MS = 50,    /* the while */
  HELD_FILES = 256, /* that may wait for it: a process has a thousand open files at most */
};

struct ended_job {
  bool ended, lost;        /* for good; its worker died */
  struct held_file *files; /* that wait, or have waited, for their names */
  size_t held;             /* how many still do */
  struct arena *arena;
  struct sink *sink;
  struct job_result result;
};

enum event_state { EVENT_UNREAD, EVENT_READING, EVENT_READ, EVENT_PLANNED };

struct run_event {
  enum event_state state;
  struct arena *arena;       /* of the contents and the jobs; dropped when all is reported */
  struct sink *sink;         /* of reading and planning */
  struct sink *said;         /* of its jobs, in order */
  struct contents *contents; /* NULL: could not be read */
  struct job *jobs;
  struct ended_job *ended; /* one a job */
  size_t job_count, given, reported;
  int worker; /* that has read it; WORKER_NONE: the parent, so all of them */
};

/* A whole file that waits for its name. */
struct held_file {
  struct held_file *next;    /* in the queue */
  struct held_file *sibling; /* of the same job */
  size_t event, job;
  char *path;
  int file; /* -1: done */
};

/* A large document being made. */
struct large_job {
  struct large_job *next;
  size_t event, job;
  struct assembly *assembly;
  size_t joined;
  bool opened, lost; /* by the finisher; it died over it */
};

/* What a worker is at. */
struct unit {
  enum unit_kind kind;
  size_t event, job;
  size_t part;             /* PART_UNIT */
  struct large_job *large; /* PART_UNIT to CLOSE_UNIT; outlives them */
  struct held_file *held;  /* COMMIT_UNIT */
};

struct run {
  const struct run_options *options;
  int worker_count;
  struct store *store;
  struct plan *plan;
  struct workers *workers;
  size_t folders_made;       /* for the output, taken away again when nothing came of it */
  struct manifest *manifest; /* NULL: nothing is written */
  struct progress *progress;
  struct summary summary;
  struct run_event *events;
  struct unit *units; /* one a worker, then the finisher's */
  struct held_file *held, **held_end;
  size_t held_count;
  int64_t held_since;              /* the first of them, ms */
  struct large_job *large;         /* the first is being made, the others wait */
  size_t read, planned, reported;  /* events before these are (being) read, planned, reported */
  size_t steps_known, steps_ended; /* jobs, and parts of large ones */
  size_t jobs_waiting;             /* planned, not given yet */
  bool complete;                   /* no event was lost */
  int stop;                        /* signal that ends the run; 0: none */
  struct answers answers;          /* of the workers */
};

/* --- events ------------------------------------------------------------------------------------------------------- */

static void event_begin(struct run *run, size_t index, enum event_state state, int worker) {
  struct run_event *event = &run->events[index];
  *event = (struct run_event){
      .state = state, .arena = arena_new(), .sink = sink_new(), .said = sink_new(), .worker = worker};
  if (run->options->strict)
    sink_make_strict(event->sink);
  run->read = index + 1;
}

/* Under --strict an event with anything wrong is not made. */
static void event_read_end(struct run *run, struct run_event *event, struct contents *contents) {
  event->contents = run->options->strict && sink_has_errors(event->sink) ? NULL : contents;
  event->state = EVENT_READ;
}

/* A large file is read by a worker, within its limits of time and memory; people write small ones. */
static bool event_is_large(const char *path) {
  struct stat information;
  return stat(path, &information) == 0 && information.st_size > LARGE_EVENT;
}

/* The first event is read here, so that all workers share it and what it needs. */
static void first_event_read(struct run *run) {
  if (event_is_large(run->options->events[0]))
    return;
  event_begin(run, 0, EVENT_READING, WORKER_NONE);
  struct run_event *event = &run->events[0];
  const struct store_event *kept = store_event(run->store, 0, event->sink);
  if (kept)
    store_warm(run->store, kept);
  event_read_end(run, event, kept ? contents_new(event->arena, kept->event, event->sink) : NULL);
}

static void event_answer_take(struct run *run, struct run_event *event, const struct buffer *answer) {
  struct wire wire = {.data = answer->data, .length = answer->length};
  size_t contents_length, messages_length;
  const char *contents = wire_bytes(&wire, &contents_length);
  const char *messages = wire_bytes(&wire, &messages_length);
  bool good = messages && sink_decode(event->sink, messages, messages_length);
  event_read_end(run, event, good && contents_length ? contents_decode(event->arena, contents, contents_length) : NULL);
}

/* Plans the events that are read and have none unread before them. */
static void events_plan(struct run *run) {
  while (run->planned < run->read && run->events[run->planned].state == EVENT_READ) {
    struct run_event *event = &run->events[run->planned];
    if (event->contents)
      event->jobs = plan_event(run->plan, event->arena, run->planned, event->contents, event->sink, &event->job_count);
    else
      run->complete = false;
    run->summary.lost += sink_has_errors(event->sink) && event->job_count == 0;
    event->ended = arena_zalloc(event->arena, event->job_count, sizeof *event->ended);
    event->state = EVENT_PLANNED;
    run->steps_known += event->job_count;
    run->jobs_waiting += event->job_count;
    run->planned++;
  }
}

/* --- reporting ---------------------------------------------------------------------------------------------------- */

/* Notes the document in the manifest. A card may have been left out because its row was refused when the event was
 * read: then what was said of the reading belongs to the document too. */
static void job_note(struct run *run, size_t event_index, const struct job *job, const struct ended_job *ended) {
  const char *folder = file_folder(ended->arena, run->options->events[event_index]);
  struct layout_path layouts = places_layouts(ended->arena, folder, run->options->layouts);
  struct sink *messages = sink_new();
  if (ended->result.refused)
    sink_merge(messages, run->events[event_index].sink);
  sink_merge(messages, ended->sink);
  manifest_add(run->manifest, job, &ended->result, messages, folder, &layouts);
  sink_drop(messages);
}

static void job_report(struct run *run, size_t event_index, size_t job_index) {
  struct run_event *event = &run->events[event_index];
  struct ended_job *ended = &event->ended[job_index];
  const struct job *job = &event->jobs[job_index];
  if (run->manifest)
    job_note(run, event_index, job, ended);
  summary_job(&run->summary, job, &ended->result);
  sink_merge(event->said, ended->sink);
  sink_drop(ended->sink);
  arena_drop(ended->arena);
  *ended = (struct ended_job){.ended = true};
}

static void event_close(struct run *run, struct run_event *event) {
  summary_messages(&run->summary, event->sink);
  summary_messages(&run->summary, event->said);
  sink_drop(event->sink);
  sink_drop(event->said);
  arena_drop(event->arena);
  *event = (struct run_event){.state = EVENT_PLANNED};
}

/* Reports what has ended and has nothing before it that has not. */
static void results_report(struct run *run) {
  while (run->reported < run->planned) {
    struct run_event *event = &run->events[run->reported];
    while (event->reported < event->job_count && event->ended[event->reported].ended)
      job_report(run, run->reported, event->reported++);
    if (event->reported < event->job_count)
      return;
    event_close(run, event);
    run->reported++;
  }
}

/* After a stop: reports what has ended in spite of gaps, for those files are there. */
static void results_report_rest(struct run *run) {
  for (size_t i = run->reported; i < run->read; i++) {
    struct run_event *event = &run->events[i];
    for (size_t j = event->reported; j < event->job_count; j++)
      if (event->ended[j].ended) {
        job_report(run, i, j);
      } else if (event->ended[j].arena) { /* stopped on its way */
        sink_drop(event->ended[j].sink);
        arena_drop(event->ended[j].arena);
      }
    event_close(run, event);
  }
}

/* --- giving work -------------------------------------------------------------------------------------------------- */

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

/* Reading runs ahead of reporting by a few events a worker, which bounds memory. */
static bool read_choose(const struct run *run, struct unit *unit) {
  size_t ahead = run->read - run->reported;
  if (run->read == run->options->event_count || ahead >= 2 * (size_t)run->worker_count + 2)
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
static size_t unit_jobs(const struct run *run, const struct unit *unit) {
  return 1 + run->events[unit->event].jobs[unit->job].further;
}

/* The files of the last jobs get their names at once: nobody is kept waiting. */
static void jobs_encode(const struct run *run, const struct unit *unit, struct buffer *request) {
  size_t count = unit_jobs(run, unit);
  size_t unread = run->options->event_count - run->planned;
  struct buffer job = {0};
  wire_add_number(request, run->jobs_waiting - count + unread < (size_t)run->worker_count);
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
  if (unit->kind == READ_UNIT)
    event_begin(run, unit->event, EVENT_READING, worker);
  if (unit->kind == OPEN_UNIT || unit->kind == JOIN_UNIT || unit->kind == CLOSE_UNIT)
    assembly_begin(unit->large->assembly);
  if (unit->kind != JOB_UNIT)
    return;
  run->events[unit->event].given += unit_jobs(run, unit);
  run->jobs_waiting -= unit_jobs(run, unit);
}

/* `parcel` goes along, -1: none. False when no process can be started. */
static bool unit_give(struct run *run, int worker, const struct unit *unit, int parcel) {
  struct worker_message request = {0};
  run->units[worker] = *unit;
  request_make(run, unit, &request.bytes);
  for (const struct held_file *held = unit->kind == COMMIT_UNIT ? unit->held : NULL; held; held = held->next)
    request.files[request.file_count++] = held->file;
  if (parcel >= 0)
    request.files[request.file_count++] = parcel;
  bool given = workers_give(run->workers, worker, &run->units[worker], &request);
  buffer_drop(&request.bytes); /* the files are not the message's */
  if (given)
    unit_begin(run, worker, unit);
  return given;
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
static void job_abandon(const struct run *run, const struct job *job, struct arena *arena) {
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
static void death_report(const struct run *run, const struct worker_report *report, struct position at,
                         const char *name, struct sink *sink) {
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

static void jobs_mourn(struct run *run, size_t event, size_t job, const struct worker_report *report) {
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

/* Whether the files that wait are to get their names now: enough of them, or for long enough, or nothing else goes on.
 */
static bool held_is_ripe(const struct run *run) {
  return run->held && (run->held_count >= GROUP_LEAST || workers_busy(run->workers) == 0 ||
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

static bool workers_fill(struct run *run) {
  struct unit unit;
  for (int worker = workers_idle(run->workers, WORKER_NONE); worker != WORKER_NONE;
       worker = workers_idle(run->workers, worker)) {
    bool chosen = part_choose(run, &unit) || job_choose(run, worker, &unit) || read_choose(run, &unit) ||
                  job_choose(run, WORKER_NONE, &unit);
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
static bool units_give(struct run *run) {
  if ((finisher_give(run) && workers_fill(run)) || workers_busy(run->workers) > 0)
    return true;
  struct sink *sink = sink_new();
  sink_report(sink, WORKER_NOT_STARTED, (struct position){0}, strerror(errno), NULL);
  summary_messages(&run->summary, sink);
  sink_drop(sink);
  return false;
}

/* --- taking results ----------------------------------------------------------------------------------------------- */

static void held_close(struct ended_job *ended) {
  for (struct held_file *held = ended->files; held; held = held->sibling) {
    if (held->file >= 0)
      close(held->file);
    held->file = -1;
  }
}

/* A job that is not made, for the reason in the report. */
static void job_lose(struct run *run, const struct job *job, struct ended_job *ended,
                     const struct worker_report *report) {
  for (size_t i = 0; i < ended->result.volume_count; i++)
    if (ended->result.volumes[i].file >= 0)
      close(ended->result.volumes[i].file);
  for (size_t i = 0; i < EXTRA_COUNT; i++)
    if (ended->result.extras[i].bytes > 0 && ended->result.extras[i].file >= 0)
      close(ended->result.extras[i].file);
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
  close(held->file);
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

static void report_take(struct run *run, const struct worker_report *report) {
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
  takes[unit->kind](run, unit, report);
}

static void progress_update(struct run *run) {
  const struct unit *unit = &run->units[0];
  const char *name = unit->kind == READ_UNIT ? run->options->events[unit->event] : NULL;
  if (!name && unit->event >= run->reported && run->events[unit->event].jobs)
    name = run->events[unit->event].jobs[unit->job].path;
  size_t unread = run->options->event_count - run->planned;
  progress_show(run->progress, run->steps_ended, run->steps_known + unread, name);
}

static bool run_is_over(const struct run *run) {
  return run->stop || run->reported == run->options->event_count;
}

/* --- the run ------------------------------------------------------------------------------------------------------ */

/* Temporary files of jobs that were stopped in the middle. Workers are gone by now. */
static void units_abandon(struct run *run) {
  struct arena *arena = arena_new();
  for (size_t i = run->reported; i < run->planned; i++) {
    const struct run_event *event = &run->events[i];
    for (size_t j = 0; j < event->given; j++) {
      if (event->ended[j].ended)
        continue;
      held_close(&event->ended[j]); /* which gives up their locks */
      job_abandon(run, &event->jobs[j], arena);
    }
  }
  arena_drop(arena);
}

static void run_loop(struct run *run) {
  struct worker_report report;
  for (;;) {
    events_plan(run);
    results_report(run);
    if (run_is_over(run))
      return;
    if (!units_give(run)) {
      run->summary.system = true;
      return;
    }
    progress_update(run);
    workers_wait(run->workers, run->held ? GROUP_MS : PROGRESS_MS, &report);
    report_take(run, &report);
  }
}

static void run_finish(struct run *run) {
  struct sink *sink = sink_new();
  results_report_rest(run);
  plan_finish(run->plan, run->complete && run->reported == run->options->event_count, sink);
  if (run->manifest && !manifest_write(run->manifest, sink))
    run->summary.system = true;
  summary_messages(&run->summary, sink);
  sink_drop(sink);
}

static int workers_default(void) {
  cpu_set_t set;
  int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
  return count > MOST_WORKERS ? MOST_WORKERS : count;
}

/* Says at once what would otherwise be said for every document. */
static bool folders_check(const struct run_options *options, struct sink *sink, bool *system) {
  struct stat information;
  if (options->layouts && (stat(options->layouts, &information) != 0 || !S_ISDIR(information.st_mode)))
    sink_report(sink, LAYOUT_FOLDER_MISSING, (struct position){0}, options->layouts, NULL);
  if (sink_has_errors(sink) || options->check || stat(options->output, &information) != 0)
    return !sink_has_errors(sink);
  int error = !S_ISDIR(information.st_mode) ? ENOTDIR : access(options->output, W_OK | X_OK) != 0 ? errno : 0;
  if (error)
    output_report_unwritten(sink, error, options->output);
  *system = error != 0;
  return error == 0;
}

/* The output folder must be there before the workers are confined to it. */
static bool output_open(struct run *run, struct sink *sink) {
  const struct run_options *options = run->options;
  if (options->check || file_folders_make(options->output, &run->folders_made))
    return true;
  output_report_unwritten(sink, errno, options->output);
  run->summary.system = true;
  return false;
}

/* Everything up to the fork. */
static bool run_open(struct run *run, struct sink *sink) {
  const struct run_options *options = run->options;
  run->store = store_new(options, sink);
  if (!run->store) {
    run->summary.system = true;
    return false;
  }
  if (!output_open(run, sink))
    return false;
  size_t count = (size_t)run->worker_count;
  run->plan = plan_new(options);
  run->manifest = options->check ? NULL : manifest_open(options->output, sink);
  run->events = memory_alloc(options->event_count * sizeof *run->events);
  memset(run->events, 0, options->event_count * sizeof *run->events);
  run->units = memory_alloc((count + 1) * sizeof *run->units);
  memset(run->units, 0, (count + 1) * sizeof *run->units);
  run->held_end = &run->held;
  first_event_read(run);
  struct workers_spec spec = {.count = run->worker_count,
                              .further = 1,
                              .memory_bytes = options->limits.memory_bytes,
                              .deadline_seconds = options->limits.deadline_seconds,
                              .answer = answers_give,
                              .self = &run->answers,
                              .begin = answers_begin};
  run->answers = (struct answers){.store = run->store, .options = options, .confine = confine_new()};
  places_allow(options, store_font_folders(run->store), run->answers.confine);
  run->workers = workers_new(&spec);
  return true;
}

static void run_drop(struct run *run) {
  sink_drop(run->summary.seen);
  progress_drop(run->progress);
  for (struct large_job *large = run->large, *next; large; large = next) {
    next = large->next;
    assembly_drop(large->assembly);
    free(large);
  }
  free(run->units);
  free(run->events);
  manifest_drop(run->manifest);
  plan_drop(run->plan);
  store_drop(run->store);
  confine_drop(run->answers.confine);
  file_folders_remove(run->options->output, run->folders_made);
}

int batch_run(const struct run_options *options) {
  struct run run = {.options = options, .complete = true};
  struct sink *sink = sink_new();
  run.worker_count = options->workers ? options->workers : workers_default();
  run.progress = progress_new(options->progress);
  run.summary = (struct summary){.options = options, .seen = sink_new(), .progress = run.progress};
  bool open = folders_check(options, sink, &run.summary.system) && run_open(&run, sink);
  summary_messages(&run.summary, sink);
  sink_drop(sink);
  signal(SIGPIPE, SIG_IGN); /* a reader of our output that goes away must not stop a file half-way */
  if (open) {
    run_loop(&run);
    workers_drop(run.workers);
    units_abandon(&run);
    run_finish(&run);
  }
  progress_hide(run.progress);
  if (open && !run.stop)
    summary_finish(&run.summary);
  int stop = run.stop;
  int status = open || run.summary.system ? summary_status(&run.summary) : EXIT_USAGE;
  run_drop(&run);
  return stop ? 128 + stop : status;
}
