/* basma: events described in YAML become printed matter. Arguments -> command -> exit status. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "batch/batch.h"
#include "batch/catalogue.h"
#include "batch/places.h"
#include "batch/proof.h"
#include "batch/starter.h"
#include "options.h"

#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a command has besides its options. */
struct call {
  struct options options;
  struct sink *sink;
  struct buffer output; /* for standard output */
};

static int build_run(struct call *call) {
  return batch_run(&call->options.run);
}

static int check_run(struct call *call) {
  const struct options *options = &call->options;
  return options->typography ? proof_run(&options->run, options->fix) : batch_run(&options->run);
}

static int fonts_run(struct call *call) {
  return catalogue_fonts(call->options.run.language, call->sink, &call->output) ? EXIT_MADE : EXIT_SYSTEM;
}

static int layouts_run(struct call *call) {
  const struct run_options *run = &call->options.run;
  if (call->options.stock)
    return catalogue_stock(run->layouts, run->language, call->sink, &call->output) ? EXIT_MADE : EXIT_INCOMPLETE;
  return catalogue_layouts(run->layouts, run->language, call->sink, &call->output) ? EXIT_MADE : EXIT_INCOMPLETE;
}

/* The event that comes with the layouts, made like any other. */
static int calibrate_run(struct call *call) {
  struct run_options *run = &call->options.run;
  struct arena *arena = arena_new();
  const char *event = places_calibration(arena, run->layouts);
  int status = EXIT_SYSTEM;
  if (event) {
    run->events = &event;
    run->event_count = 1;
    status = batch_run(run);
  } else {
    sink_report(call->sink, CALIBRATION_MISSING, (struct position){0}, NULL);
  }
  arena_drop(arena);
  return status;
}

static int init_run(struct call *call) {
  bool system = false;
  bool written = starter_write(call->options.folder, call->sink, &system);
  if (written)
    buffer_printf(&call->output, "%s/people.csv\n%s/event.yaml\n", call->options.folder, call->options.folder);
  return written ? EXIT_MADE : system ? EXIT_SYSTEM : EXIT_USAGE;
}

static int help_run(struct call *call) {
  options_help(call->options.topic, call->options.run.language, &call->output);
  return EXIT_MADE;
}

static int version_run(struct call *call) {
  buffer_text(&call->output, BASMA_PROGRAM "\n");
  return EXIT_MADE;
}

/* Programs of their own are started as git starts its commands: from the folder of this one. Returns when that fails.
 */
static int program_start(struct call *call, const char *name, const char **arguments) {
  struct arena *arena = arena_new();
  const char *path = file_join(arena, file_program_folder(arena), name);
  arguments[0] = path;
  execv(path, (char *const *)arguments);
  sink_report(call->sink, PROGRAM_MISSING, (struct position){0}, path, strerror(errno), NULL);
  arena_drop(arena);
  return EXIT_SYSTEM;
}

static int preflight_run(struct call *call) {
  const struct run_options *run = &call->options.run;
  enum { OPTIONS = 7 };
  struct arena *arena = arena_new();
  const char **arguments = arena_zalloc(arena, OPTIONS + run->event_count + 1, sizeof *arguments);
  size_t count = 1;
  arguments[count++] = "--messages";
  arguments[count++] = run->messages == MESSAGES_JSON ? "json" : "text";
  arguments[count++] = "--language";
  arguments[count++] = run->language == MESSAGE_RUSSIAN ? "ru" : "en";
  if (run->colour)
    arguments[count++] = "--colour";
  arguments[count++] = "--";
  for (size_t i = 0; i < run->event_count; i++)
    arguments[count++] = run->events[i];
  int status = program_start(call, "basma-preflight", arguments);
  arena_drop(arena);
  return status;
}

/* Arguments for another program, in an array that is large enough. */
struct argument_list {
  const char **items;
  size_t count;
};

static void argument_add(struct argument_list *list, const char *option, const char *value) {
  list->items[list->count++] = option;
  if (value)
    list->items[list->count++] = value;
}

static int mail_run(struct call *call) {
  enum { MOST = 24 };
  const struct options *options = &call->options;
  const struct run_options *run = &options->run;
  const struct {
    const char *option, *value;
    bool given;
  } table[] = {{"--messages", run->messages == MESSAGES_JSON ? "json" : "text", true},
               {"--language", run->language == MESSAGE_RUSSIAN ? "ru" : "en", true},
               {"--colour", NULL, run->colour},
               {"-o", run->output, true},
               {"--layouts", run->layouts, run->layouts != NULL},
               {"--send", NULL, options->mail.send},
               {"--status", NULL, options->mail.status},
               {"--lift", NULL, options->mail.lift},
               {"--skip-bad", NULL, options->mail.skip_bad},
               {"--to", options->mail.to, options->mail.to != NULL},
               {"--report", options->mail.report, options->mail.report != NULL}};
  struct arena *arena = arena_new();
  struct argument_list list = {arena_zalloc(arena, MOST + 2 * options->mail.resolve_count, sizeof(char *)), 1};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (table[i].given)
      argument_add(&list, table[i].option, table[i].value);
  for (size_t i = 0; i < options->mail.resolve_count; i++)
    argument_add(&list, "--resolve", options->mail.resolve[i]);
  argument_add(&list, "--", run->events[0]);
  int status = program_start(call, "basma-mail", list.items);
  arena_drop(arena);
  return status;
}

static int (*const runs[])(struct call *call) = {
    [COMMAND_BUILD] = build_run,         [COMMAND_CHECK] = check_run, [COMMAND_MAIL] = mail_run,
    [COMMAND_PREFLIGHT] = preflight_run, [COMMAND_FONTS] = fonts_run, [COMMAND_LAYOUTS] = layouts_run,
    [COMMAND_CALIBRATE] = calibrate_run, [COMMAND_INIT] = init_run,   [COMMAND_HELP] = help_run,
    [COMMAND_VERSION] = version_run};

/* https://no-color.org: set and not empty turns colour off. */
static bool colour_is_wanted(void) {
  const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
  return !(no_colour && *no_colour) && terminal && isatty(STDERR_FILENO);
}

static void messages_print(const struct sink *sink, const struct run_options *run) {
  struct buffer text = {0};
  if (run->messages == MESSAGES_JSON)
    sink_print_json(sink, run->language, &text);
  else
    sink_print(sink, run->language, run->colour, &text);
  if (text.length)
    fwrite(text.data, 1, text.length, stderr);
  buffer_drop(&text);
}

static bool output_print(struct buffer *output, FILE *stream) {
  bool written = output->length == 0 || fwrite(output->data, 1, output->length, stream) == output->length;
  buffer_drop(output);
  return written && fflush(stream) == 0;
}

/* What is given back stays with the process and its workers for what comes next, which would else take it from the
 * kernel again page by page: a hundred faults a release. Only what is large goes back. */
static void memory_keep(void) {
  mallopt(M_TRIM_THRESHOLD, 64 * 1024 * 1024);
  mallopt(M_MMAP_THRESHOLD, 4 * 1024 * 1024);
  mallopt(M_TOP_PAD, 512 * 1024);
}

int main(int count, char **arguments) {
  memory_keep();
  struct arena *arena = arena_new();
  struct call call = {.sink = sink_new()};
  struct run_options *run = &call.options.run;
  bool understood = options_parse(arena, count > 0 ? count - 1 : 0, arguments + 1, call.sink, &call.options);
  run->language = options_language(getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG"));
  run->colour = colour_is_wanted();
  int status = understood ? runs[call.options.command](&call) : EXIT_USAGE;
  messages_print(call.sink, run);
  if (count <= 1)
    status = EXIT_USAGE; /* the help is then a hint, not an answer */
  if (!output_print(&call.output, count <= 1 ? stderr : stdout) && status == EXIT_MADE)
    status = EXIT_SYSTEM;
  sink_drop(call.sink);
  arena_drop(arena);
  return status;
}
