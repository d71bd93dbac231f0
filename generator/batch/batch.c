/* A run.
 *
 *   read the first event, warm what it needs            (parent)
 *   read event k -> contents                             (workers)
 *   contents in order -> plan -> jobs                   (parent)
 *   job -> file, result                                 (workers)
 *   results in order -> messages, lines, manifest       (parent)
 *
 * An event's jobs are given out once all events before it are read, so that which of two events with one id is
 * refused never depends on chance. A worker keeps the events it has read last and gets their jobs first; one with
 * nothing to do takes a job of any event and reads that event for itself. Results are reported in the order of the
 * plan, whatever the number of workers. */
#include "batch/batch.h"

#include "base/file.h"
#include "batch/confine.h"
#include "batch/contents.h"
#include "batch/job.h"
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

enum { READ_UNIT, JOB_UNIT }; /* kinds of requests */
enum { PROGRESS_MS = 100, MOST_WORKERS = 256, LARGE_EVENT = 1000 * 1000 /* bytes */ };

struct ended_job {
  bool ended;
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

/* What a worker is at. */
struct unit {
  size_t event;
  size_t job; /* READING_EVENT: reads it */
};
#define READING_EVENT SIZE_MAX

struct run {
  const struct run_options *options;
  int worker_count;
  struct store *store;
  struct plan *plan;
  struct workers *workers;
  struct confine *confine;   /* of the workers */
  size_t folders_made;       /* for the output, taken away again when nothing came of it */
  struct manifest *manifest; /* NULL: nothing is written */
  struct progress *progress;
  struct summary summary;
  struct run_event *events;
  struct unit *units;             /* one a worker */
  size_t read, planned, reported; /* events before these are (being) read, planned, reported */
  size_t jobs_known, jobs_ended;
  bool complete; /* no event was lost */
  int stop;      /* signal that ends the run; 0: none */
};

/* --- in the worker ------------------------------------------------------------------------------------------------ */

static void read_answer(struct run *run, struct wire *request, struct buffer *answer) {
  size_t index = (size_t)wire_number(request);
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  struct buffer part = {0};
  if (run->options->strict)
    sink_make_strict(sink);
  const struct store_event *event = store_event(run->store, index, sink);
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
static void job_answer(struct run *run, struct wire *request, struct buffer *answer) {
  struct arena *arena = arena_new();
  size_t count = wire_count(request);
  struct job_file *files = arena_zalloc(arena, count, sizeof *files);
  for (size_t i = 0; i < count; i++) {
    size_t length;
    const char *job = wire_bytes(request, &length);
    if (!job || !job_decode(&files[i].job, arena, job, length))
      abort(); /* our own parent wrote it */
    files[i].sink = sink_new();
  }
  job_run(arena, run->store, run->options, files, count);
  struct buffer result = {0};
  for (size_t i = 0; i < count; i++) {
    buffer_clear(&result);
    job_result_encode(&files[i].result, files[i].sink, &result);
    wire_add_bytes(answer, result.data, result.length);
    sink_drop(files[i].sink);
  }
  buffer_drop(&result);
  arena_drop(arena);
}

static void worker_begin(void *self) {
  confine_enter(((const struct run *)self)->confine);
}

static void run_answer(void *self, const char *request, size_t length, struct buffer *answer) {
  struct wire wire = {.data = request, .length = length};
  if (wire_number(&wire) == READ_UNIT)
    read_answer(self, &wire, answer);
  else
    job_answer(self, &wire, answer);
}

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

static void event_answer_take(struct run *run, struct run_event *event, const char *data, size_t length) {
  struct wire wire = {.data = data, .length = length};
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
    run->jobs_known += event->job_count;
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
      if (event->ended[j].ended)
        job_report(run, i, j);
    event_close(run, event);
  }
}

/* --- giving work -------------------------------------------------------------------------------------------------- */

/* The first job, in order, of an event this worker knows; of any event when it is WORKER_NONE. */
static bool job_choose(const struct run *run, int worker, struct unit *unit) {
  for (size_t i = run->reported; i < run->planned; i++) {
    const struct run_event *event = &run->events[i];
    bool known = worker == WORKER_NONE || event->worker == WORKER_NONE || event->worker == worker;
    if (known && event->given < event->job_count) {
      *unit = (struct unit){i, event->given};
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
  *unit = (struct unit){run->read, READING_EVENT};
  return true;
}

/* How many jobs a unit holds: the one it names and those made with it. */
static size_t unit_jobs(const struct run *run, const struct unit *unit) {
  return 1 + run->events[unit->event].jobs[unit->job].further;
}

static void jobs_encode(const struct run *run, const struct unit *unit, struct buffer *request) {
  size_t count = unit_jobs(run, unit);
  struct buffer job = {0};
  wire_add_number(request, count);
  for (size_t i = 0; i < count; i++) {
    buffer_clear(&job);
    job_encode(&run->events[unit->event].jobs[unit->job + i], &job);
    wire_add_bytes(request, job.data, job.length);
  }
  buffer_drop(&job);
}

static void request_make(const struct run *run, const struct unit *unit, struct buffer *request) {
  bool reads = unit->job == READING_EVENT;
  wire_add_number(request, reads ? READ_UNIT : JOB_UNIT);
  if (reads)
    wire_add_number(request, unit->event);
  else
    jobs_encode(run, unit, request);
}

/* False when no process can be started. */
static bool unit_give(struct run *run, int worker, const struct unit *unit) {
  struct buffer request = {0};
  run->units[worker] = *unit;
  request_make(run, unit, &request);
  bool given = workers_give(run->workers, worker, &run->units[worker], &request);
  buffer_drop(&request);
  if (given && unit->job == READING_EVENT)
    event_begin(run, unit->event, EVENT_READING, worker);
  else if (given)
    run->events[unit->event].given += unit_jobs(run, unit);
  return given;
}

/* Gives every idle worker something. A process that cannot be started is an error only when none runs. */
static bool units_give(struct run *run) {
  struct unit unit;
  for (int worker = workers_idle(run->workers, WORKER_NONE); worker != WORKER_NONE;
       worker = workers_idle(run->workers, worker)) {
    bool chosen = job_choose(run, worker, &unit) || read_choose(run, &unit) || job_choose(run, WORKER_NONE, &unit);
    if (!chosen)
      return true;
    if (unit_give(run, worker, &unit))
      continue;
    if (workers_busy(run->workers) > 0)
      return true;
    struct sink *sink = sink_new();
    sink_report(sink, WORKER_NOT_STARTED, (struct position){0}, strerror(errno), NULL);
    summary_messages(&run->summary, sink);
    sink_drop(sink);
    return false;
  }
  return true;
}

/* --- taking results ----------------------------------------------------------------------------------------------- */

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

/* `answer`: NULL when the worker is gone. */
static void job_take(struct run *run, const struct unit *unit, const struct worker_report *report,
                     struct wire *answer) {
  struct run_event *event = &run->events[unit->event];
  struct ended_job *ended = &event->ended[unit->job];
  const struct job *job = &event->jobs[unit->job];
  size_t length = 0;
  const char *result = answer ? wire_bytes(answer, &length) : NULL;
  *ended = (struct ended_job){.ended = true, .arena = arena_new(), .sink = sink_new()};
  if (!result || !job_result_decode(ended->arena, result, length, &ended->result, ended->sink)) {
    ended->result = (struct job_result){.status = JOB_FAILED};
    death_report(run, report, job->at, job->path, ended->sink);
    if (!run->options->check)
      file_output_abandon(file_join(ended->arena, run->options->output, job->path));
  }
  run->jobs_ended++;
}

static void jobs_take(struct run *run, const struct unit *unit, const struct worker_report *report) {
  struct wire answer = {.data = report->data, .length = report->length};
  size_t count = unit_jobs(run, unit);
  for (size_t i = 0; i < count; i++)
    job_take(run, &(struct unit){unit->event, unit->job + i}, report,
             report->outcome == WORKER_ANSWERED ? &answer : NULL);
}

static void read_take(struct run *run, const struct unit *unit, const struct worker_report *report) {
  struct run_event *event = &run->events[unit->event];
  const char *path = run->options->events[unit->event];
  if (report->outcome == WORKER_ANSWERED) {
    event_answer_take(run, event, report->data, report->length);
    return;
  }
  death_report(run, report, (struct position){.file = path}, path, event->sink);
  event_read_end(run, event, NULL);
}

static void report_take(struct run *run, const struct worker_report *report) {
  if (report->outcome == WORKER_NOTHING)
    return;
  if (report->outcome == WORKER_SIGNAL) {
    run->stop = report->detail;
    return;
  }
  const struct unit *unit = report->unit;
  if (unit->job == READING_EVENT)
    read_take(run, unit, report);
  else
    jobs_take(run, unit, report);
}

static void progress_update(struct run *run) {
  const struct unit *unit = &run->units[0];
  const char *name = unit->job == READING_EVENT ? run->options->events[unit->event] : NULL;
  if (!name && unit->event >= run->reported && run->events[unit->event].jobs)
    name = run->events[unit->event].jobs[unit->job].path;
  size_t unread = run->options->event_count - run->planned;
  progress_show(run->progress, run->jobs_ended, run->jobs_known + unread, name);
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
    for (size_t j = 0; j < event->given; j++)
      if (!event->ended[j].ended)
        file_output_abandon(file_join(arena, run->options->output, event->jobs[j].path));
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
    workers_wait(run->workers, PROGRESS_MS, &report);
    report_take(run, &report);
  }
}

static void run_finish(struct run *run) {
  struct sink *sink = sink_new();
  results_report_rest(run);
  plan_finish(run->plan, run->complete && run->reported == run->options->event_count, sink);
  if (run->manifest && !file_names_sync(run->options->output)) { /* the manifest names nothing that could vanish */
    sink_report(sink, FILE_NOT_WRITTEN, (struct position){0}, run->options->output, strerror(errno), NULL);
    run->summary.system = true;
  }
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
    job_report_unwritten(sink, error, options->output);
  *system = error != 0;
  return error == 0;
}

/* The output folder must be there before the workers are confined to it. */
static bool output_open(struct run *run, struct sink *sink) {
  const struct run_options *options = run->options;
  if (options->check || file_folders_make(options->output, &run->folders_made))
    return true;
  job_report_unwritten(sink, errno, options->output);
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
  run->units = memory_alloc(count * sizeof *run->units);
  for (size_t i = 0; i < count; i++)
    run->units[i] = (struct unit){0, READING_EVENT};
  first_event_read(run);
  struct workers_spec spec = {.count = run->worker_count,
                              .memory_bytes = options->limits.memory_bytes,
                              .deadline_seconds = options->limits.deadline_seconds,
                              .answer = run_answer,
                              .self = run,
                              .begin = worker_begin};
  run->confine = confine_new();
  places_allow(options, store_font_folders(run->store), run->confine);
  run->workers = workers_new(&spec);
  return true;
}

static void run_drop(struct run *run) {
  sink_drop(run->summary.seen);
  progress_drop(run->progress);
  free(run->units);
  free(run->events);
  manifest_drop(run->manifest);
  plan_drop(run->plan);
  store_drop(run->store);
  confine_drop(run->confine);
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
