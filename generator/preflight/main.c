/* basma-preflight: the program that `basma preflight` starts. A program of its own, because libqpdf takes longer to
 * load than a release takes to make.
 *
 *   basma-preflight [--messages text|json] [--language en|ru] [--colour] FILE.pdf… */
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "preflight/preflight.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

enum { STATUS_GOOD = 0, STATUS_WRONG = 1, STATUS_USAGE = 2, STATUS_SYSTEM = 3 };
static const rlim_t MEMORY_LIMIT = (rlim_t)4 << 30; /* a stream of a hostile file unpacks a thousandfold */

struct run {
  enum message_language language;
  bool json, colour;
  int status;
};

/* Counted from what the program and its libraries hold already: the sixth number of /proc/self/statm. */
static void memory_limit(void) {
  unsigned long data = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  if (file && fscanf(file, "%*u %*u %*u %*u %*u %lu", &data) == 1) {
    rlim_t most = (rlim_t)data * (rlim_t)sysconf(_SC_PAGESIZE) + MEMORY_LIMIT;
    setrlimit(RLIMIT_DATA, &(struct rlimit){most, most});
  }
  if (file)
    fclose(file);
}

static void messages_print(const struct run *run, const struct sink *sink) {
  struct buffer text = {0};
  if (run->json)
    sink_print_json(sink, run->language, &text);
  else
    sink_print(sink, run->language, run->colour, &text);
  if (text.length)
    fwrite(text.data, 1, text.length, stderr);
  buffer_drop(&text);
}

static void json_string(const char *text, FILE *out) {
  fputc('"', out);
  for (; *text; text++)
    if (*text == '"' || *text == '\\' || (unsigned char)*text < ' ')
      fprintf(out, "\\u%04x", (unsigned)*text);
    else
      fputc(*text, out);
  fputc('"', out);
}

static void result_print(const struct run *run, const char *path, const struct sink *sink,
                         const struct preflight_result *result) {
  static const char *const words[][2] = {{"pages", "страниц"}, {"errors", "ошибок"}};
  size_t errors = sink_count(sink, SEVERITY_ERROR);
  if (run->json) {
    fputs("{\"file\":", stdout);
    json_string(path, stdout);
    printf(",\"profile\":\"%s\",\"pages\":%zu,\"errors\":%zu}\n", result->profile, result->pages, errors);
  } else {
    printf("%s  %s: %zu", path, words[0][run->language], result->pages);
    if (errors)
      printf("  %s: %zu\n", words[1][run->language], errors);
    else
      printf("  %s\n", result->profile);
  }
}

static void file_run(struct run *run, const char *path) {
  struct preflight_result result;
  struct sink *sink = sink_new();
  if (!preflight_file(path, sink, &result))
    run->status = STATUS_WRONG;
  messages_print(run, sink);
  result_print(run, path, sink, &result);
  sink_drop(sink);
}

/* How many arguments an option takes; 0: it is none. */
static int option_read(struct run *run, const char *option, const char *value) {
  if (!strcmp(option, "--colour")) {
    run->colour = true;
    return 1;
  }
  if (!value)
    return 0;
  if (!strcmp(option, "--messages"))
    run->json = !strcmp(value, "json");
  else if (!strcmp(option, "--language"))
    run->language = strcmp(value, "ru") ? MESSAGE_ENGLISH : MESSAGE_RUSSIAN;
  else
    return 0;
  return 2;
}

int main(int count, char **arguments) {
  struct run run = {.status = STATUS_GOOD};
  int first = 1;
  for (int used; first < count && (used = option_read(&run, arguments[first], arguments[first + 1])) > 0;)
    first += used;
  if (first < count && !strcmp(arguments[first], "--"))
    first++;
  if (first >= count)
    return STATUS_USAGE;
  memory_limit();
  for (; first < count; first++)
    file_run(&run, arguments[first]);
  return fflush(stdout) == 0 ? run.status : STATUS_SYSTEM;
}
