/* Confinement, entered in a child: what a worker needs works, what a stranger's file might want to do does not. */
#include "test_base.h"

#include "base/file.h"
#include "batch/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/basma-confine-XXXXXX";
static char inputs[64], outputs[64], one_file[80];
static int connection[2];

static void put(const char *path, const char *text) {
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static int folders_make(void **state) {
  (void)state;
  assert_non_null(mkdtemp(folder));
  snprintf(inputs, sizeof inputs, "%s/in", folder);
  snprintf(outputs, sizeof outputs, "%s/out", folder);
  snprintf(one_file, sizeof one_file, "%s/one", folder);
  mkdir(inputs, 0700);
  mkdir(outputs, 0700);
  char path[96];
  snprintf(path, sizeof path, "%s/event.yaml", inputs);
  put(path, "event");
  snprintf(path, sizeof path, "%s/secret", folder);
  put(path, "secret");
  put(one_file, "one");
  return socketpair(AF_UNIX, SOCK_STREAM, 0, connection);
}

static int folders_remove(void **state) {
  (void)state;
  char command[96];
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

/* --- what is tried; true: it works -------------------------------------------------------------------------------- */

static bool opens(const char *path, int flags) {
  int descriptor = open(path, flags | O_CLOEXEC, 0600);
  if (descriptor >= 0)
    close(descriptor);
  return descriptor >= 0;
}

static bool opens_in(const char *where, const char *name, int flags) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", where, name);
  return opens(path, flags);
}

static bool reads_input(void) {
  return opens_in(inputs, "event.yaml", O_RDONLY);
}

static bool reads_beneath(void) {
  struct arena *arena = arena_new();
  struct file_content content;
  enum file_status status = file_read_beneath(arena, inputs, "event.yaml", 100, &content);
  arena_drop(arena);
  return status == FILE_OK;
}

static bool reads_one_file(void) {
  return opens(one_file, O_RDONLY);
}

static bool writes_output(void) {
  char path[128];
  snprintf(path, sizeof path, "%s/deep/er/a.pdf", outputs);
  struct file_output *output = file_output_new(path);
  return output && file_output_write(output, "x", 1) && file_output_commit(output) && opens(path, O_RDONLY) &&
         unlink(path) == 0;
}

static bool allocates(void) {
  void *memory = malloc(50 << 20);
  if (memory)
    memset(memory, 1, 50 << 20);
  free(memory);
  return memory != NULL;
}

static bool answers(void) {
  return send(connection[1], "x", 1, MSG_NOSIGNAL) == 1;
}

static bool aborts(void) { /* the parent sees SIGABRT */
  signal(SIGABRT, SIG_DFL);
  abort();
}

static bool reads_passwd(void) {
  return opens("/etc/passwd", O_RDONLY);
}

static bool reads_neighbour(void) {
  return opens_in(folder, "secret", O_RDONLY);
}

static bool climbs_out(void) {
  return opens_in(inputs, "../secret", O_RDONLY);
}

static bool writes_input(void) {
  return opens_in(inputs, "event.yaml", O_WRONLY) || opens_in(inputs, "new", O_WRONLY | O_CREAT);
}

static bool links_in_output(void) {
  char path[128];
  snprintf(path, sizeof path, "%s/link", outputs);
  return symlink("/etc/passwd", path) == 0;
}

static bool connects(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  int one = socket(AF_INET, SOCK_STREAM, 0), other = socket(AF_UNIX, SOCK_STREAM, 0);
  return one >= 0 || other >= 0 || connect(connection[1], (struct sockaddr *)&address, sizeof address) == 0 ||
         errno != EPERM;
}

static bool starts_a_program(void) {
  char *arguments[] = {"/bin/true", NULL};
  return execv(arguments[0], arguments) == 0 || errno != EPERM;
}

static bool starts_a_process(void) {
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  return child > 0;
}

static bool traces(void) {
  return ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
}

static bool signals_its_parent(void) {
  return kill(getppid(), 0) == 0;
}

static bool changes_modes(void) {
  return chmod(outputs, 0777) == 0;
}

enum { WORKS = 0, REFUSED = 1 };
enum needs { ALWAYS, FILES, CALLS };

static const struct {
  const char *name;
  bool (*attempt)(void);
  int expected; /* exit status, or a signal */
  enum needs needs;
} cases[] = {
    {"read the event", reads_input, WORKS, ALWAYS},
    {"read beneath its folder", reads_beneath, WORKS, ALWAYS},
    {"read the one file", reads_one_file, WORKS, ALWAYS},
    {"write a document", writes_output, WORKS, ALWAYS},
    {"allocate", allocates, WORKS, ALWAYS},
    {"answer", answers, WORKS, ALWAYS},
    {"abort", aborts, SIGABRT, ALWAYS},
    {"read /etc/passwd", reads_passwd, REFUSED, FILES},
    {"read beside the folder", reads_neighbour, REFUSED, FILES},
    {"climb out of the folder", climbs_out, REFUSED, FILES},
    {"write into the event's folder", writes_input, REFUSED, FILES},
    {"make a link", links_in_output, REFUSED, FILES},
    {"connect", connects, REFUSED, CALLS},
    {"start a program", starts_a_program, REFUSED, CALLS},
    {"start a process", starts_a_process, REFUSED, CALLS},
    {"trace its parent", traces, REFUSED, CALLS},
    {"signal its parent", signals_its_parent, REFUSED, CALLS},
    {"change modes", changes_modes, REFUSED, CALLS},
};

static int status_of_child(const struct confine *confine, bool (*attempt)(void)) {
  pid_t child = fork();
  if (child == 0) {
    confine_enter(confine);
    _exit(attempt() ? WORKS : REFUSED);
  }
  int status = -1;
  assert_int_equal(waitpid(child, &status, 0), child);
  return WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

static void a_worker_is_confined(void **state) {
  (void)state;
  struct confine *confine = confine_new();
  confine_allow_read(confine, inputs);
  confine_allow_read(confine, one_file);
  confine_allow_read(confine, "/nonexistent");
  confine_allow_write(confine, outputs);
  bool has[] = {[ALWAYS] = true, [FILES] = confine_has_files(confine), [CALLS] = confine_has_calls()};
  for (size_t i = 0; i < COUNT(cases); i++) {
    int status = has[cases[i].needs] ? status_of_child(confine, cases[i].attempt) : cases[i].expected;
    if (status != cases[i].expected)
      fail_msg("%s: %d, expected %d", cases[i].name, status, cases[i].expected);
  }
  confine_drop(confine);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_worker_is_confined)};
  return cmocka_run_group_tests(tests, folders_make, folders_remove);
}
