/* Settings: file, then environment, then the password from where it is kept. */
#include "mail/settings.h"

#include "base/buffer.h"
#include "base/file.h"
#include "input/fields.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FILE_LARGEST = 100 * 1000, PASSWORD_LONGEST = 4096 };

extern char **environ;

static const struct field fields[] = {
    {"server", field_word, 0, NULL},           {"tls", field_word, 0, NULL},       {"user", field_word, 0, NULL},
    {"password", field_word, 0, NULL},         {"ca", field_word, 0, NULL},        {"hello", field_word, 0, NULL},
    {"password-command", field_word, 0, NULL}, {"rate", field_number, 0, NULL},    {"pause", field_number, 0, NULL},
    {"retry", field_number, 0, NULL},          {"timeout", field_number, 0, NULL}, {"attempts", field_number, 0, NULL},
};
static const struct field_set field_set = {fields, sizeof fields / sizeof *fields, NULL};

struct reading {
  struct arena *arena;
  struct sink *sink;
  const char *path;
  const struct value *map;
};

static bool fail(const struct reading *reading, enum diagnostic_code code, const char *detail) {
  sink_report(reading->sink, code, (struct position){.file = reading->path}, detail, NULL);
  return false;
}

/* --- the file ----------------------------------------------------------------------------------------------------- */

/* Nobody but its owner may read it. */
static bool owner_only(const struct reading *reading, int descriptor) {
  struct stat information;
  if (fstat(descriptor, &information) != 0)
    return fail(reading, MAIL_SETTINGS_FORM, strerror(errno));
  if (information.st_uid != geteuid() || (information.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return fail(reading, MAIL_SETTINGS_MODE, reading->path);
  return true;
}

/* Messages about the file say where, not what: a password may stand there. */
static void errors_tell(const struct reading *reading, const struct sink *own) {
  for (size_t i = 0; i < sink_length(own); i++) {
    struct diagnostic_view view = sink_view(own, i, MESSAGE_ENGLISH, reading->arena);
    if (view.severity == SEVERITY_ERROR)
      sink_report(reading->sink, MAIL_SETTINGS_FORM, view.at, view.code, NULL);
  }
}

static bool content_read(struct reading *reading, const struct file_content *content) {
  struct sink *own = sink_new();
  struct field field = {.name = "settings", .read = field_map, .set = &field_set};
  struct field_reader reader = {.arena = reading->arena, .sink = own};
  const struct yaml_node *node = yaml_parse(reading->arena, reading->path, content->data, content->length, own);
  reading->map = node ? field_map(&reader, &field, node) : NULL;
  bool good = reading->map && !sink_has_errors(own);
  if (!good)
    errors_tell(reading, own);
  sink_drop(own);
  return good;
}

static const char *path_find(struct arena *arena, bool *named) {
  const char *path = getenv("BASMA_MAIL_SETTINGS"), *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
  *named = path && *path;
  if (*named)
    return path;
  if (config && *config)
    return arena_printf(arena, "%s/basma/mail.yaml", config);
  return arena_printf(arena, "%s/.config/basma/mail.yaml", home && *home ? home : "/");
}

/* Without a file the environment may be enough. */
static bool file_open(struct reading *reading) {
  struct file_content content;
  bool named;
  reading->path = path_find(reading->arena, &named);
  int descriptor = open(reading->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0)
    return (errno == ENOENT && !named) || file_report(reading->sink,
                                                      errno == ENOENT   ? FILE_MISSING
                                                      : errno == EACCES ? FILE_DENIED
                                                                        : FILE_FAILED,
                                                      (struct position){0}, reading->path, 0);
  bool good = owner_only(reading, descriptor);
  close(descriptor);
  if (!good)
    return false;
  enum file_status status = file_read(reading->arena, reading->path, FILE_LARGEST, &content);
  return file_report(reading->sink, status, (struct position){0}, reading->path, FILE_LARGEST) &&
         content_read(reading, &content);
}

/* --- values ------------------------------------------------------------------------------------------------------- */

static const char *text_of(const struct reading *reading, const char *key, const char *variable) {
  const char *above = variable ? getenv(variable) : NULL;
  const struct value *value = value_field(reading->map, key);
  return above && *above ? above : value && value->length ? value->text : NULL;
}

/* In thousandths. */
static bool number_of(const struct reading *reading, const char *key, int64_t least, int64_t most, int64_t *out) {
  const struct value *value = value_field(reading->map, key);
  if (!value)
    return true;
  *out = value->thousandths;
  return (*out >= least && *out <= most) || fail(reading, MAIL_SETTINGS_VALUE, key);
}

static bool numbers_read(const struct reading *reading, struct mail_settings *out) {
  enum { HOUR = 3600 * 1000 };
  int64_t rate = 120 * 1000, attempts = 5 * 1000;
  *out = (struct mail_settings){.tls = true, .pause = 1000, .retry = 60 * 1000, .timeout = 300 * 1000};
  bool good = number_of(reading, "rate", 1000, 1000 * 1000 * 1000, &rate);
  good &= number_of(reading, "pause", 0, HOUR, &out->pause);
  good &= number_of(reading, "retry", 0, HOUR, &out->retry);
  good &= number_of(reading, "timeout", 1, HOUR, &out->timeout);
  good &= number_of(reading, "attempts", 1000, 100 * 1000, &attempts);
  out->interval = 60 * (int64_t)1000 * 1000 / rate;
  out->attempts = (int)(attempts / 1000);
  return good;
}

static bool server_read(const struct reading *reading, struct mail_settings *out) {
  const char *tls = text_of(reading, "tls", NULL);
  out->server = text_of(reading, "server", "BASMA_MAIL_SERVER");
  if (!out->server)
    return fail(reading, MAIL_SERVER_MISSING, reading->path);
  size_t scheme = strncmp(out->server, "smtp://", 7) == 0 ? 7 : strncmp(out->server, "smtps://", 8) == 0 ? 8 : 0;
  const char *host = out->server + scheme;
  bool good = scheme > 0 && *host &&
              strspn(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") == strlen(host);
  if (tls && strcmp(tls, "none") != 0 && strcmp(tls, "required") != 0)
    return fail(reading, MAIL_SETTINGS_VALUE, "tls");
  out->tls = !tls || strcmp(tls, "none") != 0;
  return good || fail(reading, MAIL_SETTINGS_VALUE, "server");
}

/* --- the password ------------------------------------------------------------------------------------------------- */

static bool output_read(int descriptor, struct buffer *out) {
  ssize_t got;
  do {
    char *room = buffer_room(out, PASSWORD_LONGEST);
    got = read(descriptor, room, PASSWORD_LONGEST);
    out->length += got > 0 ? (size_t)got : 0;
  } while ((got > 0 && out->length <= PASSWORD_LONGEST) || (got < 0 && errno == EINTR));
  return got == 0;
}

/* The first line that the command prints. */
static const char *command_ask(struct arena *arena, const char *command) {
  const char *arguments[] = {"sh", "-c", command, NULL};
  struct buffer output = {0};
  posix_spawn_file_actions_t actions;
  pid_t child;
  int pipes[2], status = -1;
  if (pipe2(pipes, O_CLOEXEC) != 0)
    return NULL;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO);
  bool started = posix_spawn(&child, "/bin/sh", &actions, NULL, (char *const *)arguments, environ) == 0;
  posix_spawn_file_actions_destroy(&actions);
  close(pipes[1]);
  bool whole = started && output_read(pipes[0], &output);
  close(pipes[0]);
  while (started && waitpid(child, &status, 0) < 0 && errno == EINTR)
    ;
  bool good = whole && WIFEXITED(status) && WEXITSTATUS(status) == 0 && output.length > 0;
  const char *line = good ? arena_strndup(arena, output.data, strcspn(output.data, "\r\n")) : NULL;
  if (output.data)
    explicit_bzero(output.data, output.length);
  buffer_drop(&output);
  return line && *line ? line : NULL;
}

static bool password_read(const struct reading *reading, struct mail_settings *out) {
  const char *command = text_of(reading, "password-command", "BASMA_MAIL_PASSWORD_COMMAND");
  const char *given = getenv("BASMA_MAIL_PASSWORD");
  out->user = text_of(reading, "user", "BASMA_MAIL_USER");
  out->password = given && *given ? given : command ? NULL : text_of(reading, "password", NULL);
  if (out->password || !out->user)
    return true;
  if (!command)
    return fail(reading, MAIL_PASSWORD_MISSING, out->user);
  out->password = command_ask(reading->arena, command);
  return out->password || fail(reading, MAIL_PASSWORD_COMMAND, out->user);
}

bool settings_read(struct arena *arena, struct sink *sink, struct mail_settings *out) {
  struct reading reading = {.arena = arena, .sink = sink};
  if (!file_open(&reading) || !numbers_read(&reading, out) || !server_read(&reading, out) ||
      !password_read(&reading, out))
    return false;
  out->ca = text_of(&reading, "ca", NULL);
  out->hello = text_of(&reading, "hello", NULL);
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
  if (out->hello && strspn(out->hello, letters) != strlen(out->hello))
    return fail(&reading, MAIL_SETTINGS_VALUE, "hello");
  bool open = out->user && !out->tls && strncmp(out->server, "smtps://", 8) != 0;
  return !open || fail(&reading, MAIL_PASSWORD_OPEN, out->server);
}
