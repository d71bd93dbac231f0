/* basma-mail: the program that `basma mail` starts. A program of its own, so that the generator links no network
 * library.
 *
 *   basma-mail [--messages text|json] [--language en|ru] [--colour] [-o DIR] [--layouts DIR] [--send] [--to ADDRESS]
 *              [--status] [--report FILE] [--lift] [--skip-bad] [--resolve ADDRESS=ANSWER]… -- EVENT.yaml */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "mail/mail.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_USAGE = 2, STATUS_SYSTEM = 3 };

struct run {
  struct arena *arena;
  struct mail_options options;
  size_t resolve_capacity;
  bool colour;
};

static void messages_print(const struct run *run, const struct sink *sink) {
  struct buffer text = {0};
  if (run->options.json)
    sink_print_json(sink, run->options.language, &text);
  else
    sink_print(sink, run->options.language, run->colour, &text);
  if (text.length)
    fwrite(text.data, 1, text.length, stderr);
  buffer_drop(&text);
}

static bool flag_read(struct run *run, const char *option) {
  const struct {
    const char *name;
    bool *flag;
  } flags[] = {{"--send", &run->options.send},
               {"--status", &run->options.status},
               {"--lift", &run->options.lift},
               {"--skip-bad", &run->options.skip_bad},
               {"--colour", &run->colour}};
  for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
    if (strcmp(option, flags[i].name) == 0)
      return *flags[i].flag = true;
  return false;
}

static void resolve_add(struct run *run, const char *value) {
  const char **list = (const char **)run->options.resolve;
  *ARENA_PUSH(run->arena, list, run->options.resolve_count, run->resolve_capacity) = value;
  run->options.resolve = list;
}

/* How many arguments an option takes; 0: it is none. */
static int option_read(struct run *run, const char *option, const char *value) {
  struct mail_options *options = &run->options;
  const struct {
    const char *name, **text;
  } texts[] = {{"-o", &options->output},
               {"--layouts", &options->layouts},
               {"--to", &options->to},
               {"--report", &options->report}};
  if (flag_read(run, option))
    return 1;
  if (!value)
    return 0;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (strcmp(option, texts[i].name) == 0) {
      *texts[i].text = value;
      return 2;
    }
  if (strcmp(option, "--messages") == 0)
    options->json = strcmp(value, "json") == 0;
  else if (strcmp(option, "--language") == 0)
    options->language = strcmp(value, "ru") ? MESSAGE_ENGLISH : MESSAGE_RUSSIAN;
  else if (strcmp(option, "--resolve") == 0)
    resolve_add(run, value);
  else
    return 0;
  return 2;
}

int main(int count, char **arguments) {
  struct run run = {.arena = arena_new(), .options = {.output = "out"}};
  struct sink *sink = sink_new();
  int first = 1, status = STATUS_USAGE;
  for (int used; first < count && (used = option_read(&run, arguments[first], arguments[first + 1])) > 0;)
    first += used;
  if (first < count && strcmp(arguments[first], "--") == 0)
    first++;
  if (first + 1 == count) {
    run.options.event = arguments[first];
    status = mail_run(&run.options, sink);
  }
  bool printed = fflush(stdout) == 0;
  messages_print(&run, sink);
  sink_drop(sink);
  arena_drop(run.arena);
  return printed || status ? status : STATUS_SYSTEM;
}
