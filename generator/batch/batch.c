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
#include "batch/places.h"
#include "batch/run.h"
#include "batch/wire.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PROGRESS_MS = 100, MOST_WORKERS = 256, LARGE_EVENT = 1000 * 1000 /* bytes */ };

/* --- events ------------------------------------------------------------------------------------------------------- */

void event_begin(struct run *run, size_t index, enum event_state state, int worker) {
  struct run_event *event = &run->events[index];
  *event = (struct run_event){
      .state = state, .arena = arena_new(), .sink = sink_new(), .said = sink_new(), .worker = worker};
  if (run->options->strict)
    sink_make_strict(event->sink);
  run->read = index + 1;
}

/* Under --strict an event with anything wrong is not made. */
void event_read_end(struct run *run, struct run_event *event, struct contents *contents) {
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

void event_answer_take(struct run *run, struct run_event *event, const struct buffer *answer) {
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
  struct layout_path layouts = places_layouts_of(ended->arena, folder, store_layout_folders(run->store));
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

static void progress_update(struct run *run) {
  const struct unit *unit = workers_unit(run->workers, 0);
  const char *name = unit && unit->kind == READ_UNIT ? run->options->events[unit->event] : NULL;
  if (unit && !name && unit->event >= run->reported && run->events[unit->event].jobs)
    name = run->events[unit->event].jobs[unit->job].path;
  size_t unread = run->options->event_count - run->planned;
  progress_show(run->progress, run->steps_ended, run->steps_known + unread, name);
}

static bool run_is_over(const struct run *run) {
  return run->stop || run->reported == run->options->event_count;
}

/* --- the run ------------------------------------------------------------------------------------------------------ */

/* Temporary files of jobs that were stopped in the middle, once nobody writes them any more. */
static void units_abandon(struct run *run) {
  workers_drop(run->workers);
  run->workers = NULL;
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

/* Workers take a while to vanish, which is not waited for before the manifest is written. */
static void run_finish(struct run *run) {
  struct sink *sink = sink_new();
  workers_kill(run->workers);
  if (run->reported < run->options->event_count)
    units_abandon(run);
  results_report_rest(run);
  plan_finish(run->plan, run->complete && run->reported == run->options->event_count, sink);
  if (run->manifest && !manifest_write(run->manifest, sink))
    run->summary.system = true;
  summary_messages(&run->summary, sink);
  sink_drop(sink);
  workers_drop(run->workers);
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
  run->left = memory_alloc(count * sizeof *run->left);
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
  free(run->left);
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
