/* Worker processes. The parent is one poll loop over a socket per worker and a signalfd; no handler, no thread.
 *
 * A message is one packet, or several when it is long; the first begins with the length in eight bytes and has the open
 * files with it. The end of a worker is seen as the end of its socket, so nothing depends on the order of signals. */
#include "batch/workers.h"

#include "base/arena.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PACKET = 32 * 1024 /* bytes of a message: any socket takes it */, ERRORS_SHOWN = 64 * 1024 };
enum { CONTROL_SIZE = CMSG_SPACE(WORKER_FILES * sizeof(int)) };

/* How much of a message has come. */
struct arrival {
  bool begun;      /* its first packet is there */
  uint64_t length; /* of all its bytes */
};

struct worker {
  pid_t process; /* 0: none */
  int socket;
  int errors; /* what it wrote to standard error; -1: it has the parent's */
  bool busy, late;
  bool lost; /* while idle, as this says: */
  enum worker_outcome outcome;
  int detail;
  void *unit, *next; /* that it is at, and that it has got already; NULL: none */
  void *left;        /* the next one of a process that is gone */
  int64_t deadline;  /* ms of the monotonic clock; 0: none */
  struct worker_message answer;
  struct arrival arrival;
};

struct workers {
  struct workers_spec spec;
  struct worker *slots;
  struct pollfd *polls; /* one per slot, then the signals */
  int signals;
  sigset_t old_mask;
};

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* --- both sides --------------------------------------------------------------------------------------------------- */

/* Room for descriptors beside a message, aligned as the kernel wants it. */
union control {
  struct cmsghdr header;
  char bytes[CONTROL_SIZE];
};

/* `flags`: MSG_DONTWAIT for a message that is dropped rather than waited for. */
static bool message_write(int socket, const struct worker_message *message, int flags) {
  uint64_t length = message->bytes.length;
  union control control;
  struct iovec parts[] = {{&length, sizeof length}, {NULL, 0}};
  struct msghdr header = {.msg_iov = parts, .msg_iovlen = 2};
  if (message->file_count > 0) {
    size_t size = (size_t)message->file_count * sizeof(int);
    memset(&control, 0, sizeof control);
    control.header = (struct cmsghdr){.cmsg_len = CMSG_LEN(size), .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS};
    memcpy(CMSG_DATA(&control.header), message->files, size);
    header.msg_control = &control;
    header.msg_controllen = CMSG_SPACE(size);
  }
  char *at = message->bytes.data;
  for (uint64_t left = length;;) {
    size_t size = left < PACKET ? left : PACKET;
    parts[1] = (struct iovec){at, size};
    ssize_t sent;
    do
      sent = sendmsg(socket, &header, MSG_NOSIGNAL | flags);
    while (sent < 0 && errno == EINTR);
    if (sent < 0)
      return false;
    left -= size;
    if (left == 0)
      return true;
    at += size;
    header = (struct msghdr){.msg_iov = parts + 1, .msg_iovlen = 1};
  }
}

void worker_message_clear(struct worker_message *message) {
  for (int i = 0; i < message->file_count; i++)
    if (message->files[i] >= 0)
      close(message->files[i]);
  message->file_count = 0;
  buffer_clear(&message->bytes);
}

void worker_message_drop(struct worker_message *message) {
  worker_message_clear(message);
  buffer_drop(&message->bytes);
}

static void files_take(struct worker_message *message, struct msghdr *header) {
  for (struct cmsghdr *part = CMSG_FIRSTHDR(header); part; part = CMSG_NXTHDR(header, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS)
      continue;
    size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < count; i++) {
      int file;
      memcpy(&file, CMSG_DATA(part) + i * sizeof file, sizeof file);
      if (message->file_count < WORKER_FILES)
        message->files[message->file_count++] = file;
      else
        close(file); /* our own side never sends so many */
    }
  }
}

/* Whether nothing of the message is still to come. */
static bool message_is_whole(const struct arrival *arrival, const struct worker_message *message) {
  return arrival->begun && message->bytes.length >= arrival->length;
}

/* The next packet of a message; the first one takes the place of an earlier message. 0 at the end of the connection, -1
 * with MSG_DONTWAIT when none has come. */
static int packet_read(int socket, struct arrival *arrival, struct worker_message *message, int flags) {
  if (!arrival->begun)
    worker_message_clear(message);
  size_t missing = arrival->begun ? arrival->length - message->bytes.length : PACKET;
  size_t size = missing < PACKET ? missing : PACKET, before = arrival->begun ? 0 : sizeof arrival->length;
  struct iovec parts[] = {{&arrival->length, before}, {buffer_room(&message->bytes, size), size}};
  union control control;
  struct msghdr header = {.msg_iov = parts, .msg_iovlen = 2, .msg_control = &control, .msg_controllen = sizeof control};
  ssize_t got;
  do
    got = recvmsg(socket, &header, MSG_CMSG_CLOEXEC | flags);
  while (got < 0 && errno == EINTR);
  if (got < 0 && errno == EAGAIN)
    return -1;
  if (got <= 0 || (size_t)got < before || header.msg_flags & MSG_TRUNC)
    return 0;
  files_take(message, &header);
  message->bytes.length += (size_t)got - before;
  arrival->begun = true;
  return 1;
}

/* --- the worker --------------------------------------------------------------------------------------------------- */

static bool request_read(int socket, struct worker_message *request) {
  struct arrival arrival = {0};
  while (!message_is_whole(&arrival, request))
    if (packet_read(socket, &arrival, request, 0) <= 0)
      return false;
  return true;
}

/* Memory held by the process now, in bytes: data and stack of /proc/self/statm. */
static size_t memory_now(void) {
  unsigned long data = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  if (file && fscanf(file, "%*u %*u %*u %*u %*u %lu", &data) != 1)
    data = 0;
  if (file)
    fclose(file);
  return (size_t)data * (size_t)sysconf(_SC_PAGESIZE);
}

/* Libraries abort, or use the NULL they got, when memory runs out. A crash with less than half of the limit left to
 * take counts as running out: what such a library asked for was about that much, for its buffers double. */
static void crash_end(int number) {
  struct rlimit limit;
  size_t half = getrlimit(RLIMIT_DATA, &limit) == 0 ? limit.rlim_max - limit.rlim_cur : 0;
  if (half && mmap(NULL, half, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
    _exit(ARENA_EXIT_STATUS);
  raise(number); /* its action is the default again */
}

/* Sanitizers and test frameworks have handlers of their own, which stay. */
static void crashes_catch(void) {
  static const int numbers[] = {SIGABRT, SIGSEGV};
  struct sigaction action, old;
  memset(&action, 0, sizeof action);
  action.sa_handler = crash_end;
  action.sa_flags = (int)SA_RESETHAND | SA_NODEFER;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
      sigaction(numbers[i], &action, NULL);
}

/* RLIMIT_DATA counts private memory only, not the mapped fonts and lists that RLIMIT_AS would. */
static void limits_set(const struct workers_spec *spec) {
  size_t limit;
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none); /* a crash is reported; a core file in somebody's folder helps nobody */
  if (spec->memory_bytes == 0 || __builtin_add_overflow(spec->memory_bytes, memory_now(), &limit) ||
      limit > SIZE_MAX / 2)
    return;
  struct rlimit data = {limit, limit + spec->memory_bytes / 2}; /* the hard limit tells crash_end the half */
  if (setrlimit(RLIMIT_DATA, &data) == 0)
    crashes_catch();
}

/* Ends with the parent. The signals that stop a run stay blocked: a terminal's Ctrl-C reaches the parent, which
 * decides. What libraries and the C runtime say about a crash goes to `errors`, for the parent to show in its turn. */
static void parent_follow(pid_t parent, int errors) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent)
    _exit(0);
  if (errors >= 0)
    dup2(errors, STDERR_FILENO);
}

static _Noreturn void worker_main(const struct workers_spec *spec, int socket) {
  struct worker_message request = {0}, answer = {0};
  limits_set(spec);
  if (spec->begin)
    spec->begin(spec->self);
  while (request_read(socket, &request)) {
    spec->answer(spec->self, &request, &answer);
    if (!message_write(socket, &answer, 0))
      break;
    worker_message_clear(&answer);
  }
  _exit(0); /* without the parent's exit handlers and unwritten output */
}

/* --- the parent --------------------------------------------------------------------------------------------------- */

/* All slots. */
static int slot_count(const struct workers *workers) {
  return workers->spec.count + workers->spec.further;
}

static void sockets_close(const struct workers *workers) {
  for (int i = 0; i < slot_count(workers); i++)
    if (workers->slots[i].process)
      close(workers->slots[i].socket);
  close(workers->signals);
}

static bool worker_fork(struct workers *workers, struct worker *worker) {
  int pair[2];
  pid_t parent = getpid();
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
    return false;
  fflush(NULL);
  int errors = memfd_create("worker", MFD_CLOEXEC);
  pid_t process = fork();
  if (process == 0) {
    parent_follow(parent, errors);
    sockets_close(workers); /* another worker's socket held open here would hide its end */
    close(pair[0]);
    worker_main(&workers->spec, pair[1]);
  }
  int error = errno;
  close(pair[1]);
  if (process < 0) {
    close(pair[0]);
    close(errors);
    errno = error;
    return false;
  }
  worker->process = process;
  worker->socket = pair[0];
  worker->errors = errors;
  return true;
}

/* The signals that stop a run, but for those the caller has us ignore (nohup, a shell's background). */
static sigset_t signals_taken(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  sigset_t mask;
  sigemptyset(&mask);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction action;
    if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
      sigaddset(&mask, numbers[i]);
  }
  return mask;
}

struct workers *workers_new(const struct workers_spec *spec) {
  struct workers *workers = memory_alloc(sizeof *workers);
  *workers = (struct workers){.spec = *spec};
  size_t count = (size_t)slot_count(workers);
  workers->slots = memory_alloc(count * sizeof *workers->slots);
  memset(workers->slots, 0, count * sizeof *workers->slots);
  workers->polls = memory_alloc((count + 1) * sizeof *workers->polls);
  memset(workers->polls, 0, (count + 1) * sizeof *workers->polls);
  sigset_t mask = signals_taken();
  sigprocmask(SIG_BLOCK, &mask, &workers->old_mask);
  workers->signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
  return workers;
}

static void worker_close(struct worker *worker) {
  close(worker->socket);
  close(worker->errors);
  worker->process = 0;
  worker->busy = worker->late = false;
  worker_message_clear(&worker->answer);
  worker->arrival = (struct arrival){0};
  worker->left = worker->next;
  worker->next = NULL;
}

void workers_kill(const struct workers *workers) {
  for (int i = 0; i < slot_count(workers); i++)
    if (workers->slots[i].process)
      kill(workers->slots[i].process, SIGKILL);
}

void workers_drop(struct workers *workers) {
  if (!workers)
    return;
  workers_kill(workers); /* all of them end at the same time */
  for (int i = 0; i < slot_count(workers); i++) {
    struct worker *worker = &workers->slots[i];
    if (worker->process) {
      waitpid(worker->process, NULL, 0);
      worker_close(worker);
    }
    worker_message_drop(&worker->answer);
  }
  close(workers->signals);
  sigprocmask(SIG_SETMASK, &workers->old_mask, NULL);
  free(workers->polls);
  free(workers->slots);
  free(workers);
}

int workers_idle(const struct workers *workers, int after) {
  const struct worker *slots = workers->slots;
  int count = workers->spec.count;
  bool running = after == WORKER_NONE || slots[after].process != 0;
  for (int i = after + 1; running && i < count; i++)
    if (slots[i].process && !slots[i].busy)
      return i;
  for (int i = running ? 0 : after + 1; i < count; i++)
    if (!slots[i].process)
      return i;
  return WORKER_NONE;
}

int workers_busy(const struct workers *workers) {
  int busy = 0;
  for (int i = 0; i < slot_count(workers); i++)
    busy += workers->slots[i].busy;
  return busy;
}

bool workers_is_idle(const struct workers *workers, int index) {
  return !workers->slots[index].busy;
}

bool workers_has_lost(const struct workers *workers, int index, struct worker_report *report) {
  const struct worker *worker = &workers->slots[index];
  *report = (struct worker_report){.outcome = worker->outcome, .worker = index, .detail = worker->detail};
  return worker->lost;
}

static void unit_begin(const struct workers *workers, struct worker *worker, void *unit) {
  worker->busy = true;
  worker->unit = unit;
  worker->deadline = workers->spec.deadline_seconds ? now_ms() + (int64_t)workers->spec.deadline_seconds * 1000 : 0;
}

bool workers_give(struct workers *workers, int index, void *unit, const struct worker_message *request) {
  struct worker *worker = &workers->slots[index];
  if (!worker->process && !worker_fork(workers, worker))
    return false;
  unit_begin(workers, worker, unit);
  worker->lost = false;
  message_write(worker->socket, request, 0); /* a worker that is gone is reported by workers_wait */
  return true;
}

const void *workers_unit(const struct workers *workers, int index) {
  return workers->slots[index].unit;
}

bool workers_is_open(const struct workers *workers, int index) {
  const struct worker *worker = &workers->slots[index];
  return worker->busy && !worker->next && !worker->left;
}

/* Nobody reads it now, so what would make us wait is not sent: the worker may be waiting for us to read its answer. */
bool workers_give_next(struct workers *workers, int index, void *unit, const struct worker_message *request) {
  struct worker *worker = &workers->slots[index];
  if (request->bytes.length > PACKET || !message_write(worker->socket, request, MSG_DONTWAIT))
    return false;
  worker->next = unit;
  return true;
}

/* Reads what has come. False at the end of the connection. */
static bool answer_read(struct worker *worker) {
  int got = 1;
  while (got > 0 && !message_is_whole(&worker->arrival, &worker->answer))
    got = packet_read(worker->socket, &worker->arrival, &worker->answer, MSG_DONTWAIT);
  return got != 0;
}

static enum worker_outcome outcome_of_signal(int number) {
  static const int own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS};
  for (size_t i = 0; i < sizeof own / sizeof *own; i++)
    if (own[i] == number)
      return WORKER_CRASHED;
  return WORKER_KILLED;
}

static void errors_show(const struct worker *worker) {
  char *text = memory_alloc(ERRORS_SHOWN);
  ssize_t length = pread(worker->errors, text, ERRORS_SHOWN, 0);
  if (length > 0)
    fwrite(text, 1, (size_t)length, stderr);
  free(text);
}

/* Why a worker is gone. Its status is fixed before its socket closes, so the kill only meets one that closed the
 * socket and lives on: this never waits long. */
static void worker_bury(struct worker *worker, struct worker_report *report) {
  int status = 0;
  kill(worker->process, SIGKILL);
  while (waitpid(worker->process, &status, 0) < 0 && errno == EINTR)
    ;
  if (worker->late) {
    report->outcome = WORKER_LATE;
  } else if (WIFSIGNALED(status)) {
    report->detail = WTERMSIG(status);
    report->outcome = outcome_of_signal(report->detail);
  } else {
    report->detail = WEXITSTATUS(status);
    report->outcome = report->detail == ARENA_EXIT_STATUS ? WORKER_OUT_OF_MEMORY : WORKER_ENDED;
  }
  if (report->outcome == WORKER_CRASHED || report->outcome == WORKER_ENDED)
    errors_show(worker);
  worker_close(worker);
}

/* Looks at one worker whose socket has something. True when that makes a report. An idle worker that is gone is
 * only buried: its slot forks again. */
static bool worker_look(struct workers *workers, int index, struct worker_report *report) {
  struct worker *worker = &workers->slots[index];
  bool busy = worker->busy;
  *report = (struct worker_report){.worker = index, .unit = worker->unit};
  if (!busy || worker->late || !answer_read(worker)) {
    worker_bury(worker, report);
    worker->lost = !busy;
    worker->outcome = report->outcome;
    worker->detail = report->detail;
    return busy;
  }
  if (!message_is_whole(&worker->arrival, &worker->answer))
    return false;
  report->outcome = WORKER_ANSWERED;
  report->answer = &worker->answer;
  worker->arrival = (struct arrival){0};
  worker->busy = false;
  if (worker->next) {
    unit_begin(workers, worker, worker->next);
    worker->next = NULL;
  }
  return true;
}

/* What waited with a worker that is gone. One that was killed for being late may just have answered and begun it. */
static bool left_look(struct workers *workers, struct worker_report *report) {
  for (int i = 0; i < workers->spec.count; i++) {
    struct worker *worker = &workers->slots[i];
    if (!worker->left)
      continue;
    *report = (struct worker_report){.outcome = WORKER_LEFT, .worker = i, .unit = worker->left};
    worker->left = NULL;
    return true;
  }
  return false;
}

/* The parent may have been stopped, or kept waiting by a reader, while the answer lay there: that is not late. */
static bool answer_has_come(const struct worker *worker) {
  struct pollfd look = {.fd = worker->socket, .events = POLLIN};
  return poll(&look, 1, 0) > 0;
}

/* Kills what is late. The report follows when the socket closes. Milliseconds until the next deadline, -1: none. */
static int deadlines_check(struct workers *workers) {
  int64_t now = now_ms(), nearest = -1;
  for (int i = 0; i < slot_count(workers); i++) {
    struct worker *worker = &workers->slots[i];
    if (!worker->busy || !worker->deadline || worker->late)
      continue;
    int64_t left = worker->deadline - now;
    if (left <= 0 && answer_has_come(worker)) {
      nearest = 0;
    } else if (left <= 0) {
      worker->late = true;
      kill(worker->process, SIGKILL);
    } else if (nearest < 0 || left < nearest) {
      nearest = left;
    }
  }
  return nearest > 3600000 ? 3600000 : (int)nearest;
}

static void polls_fill(struct workers *workers) {
  int count = slot_count(workers);
  for (int i = 0; i < count; i++) {
    const struct worker *worker = &workers->slots[i];
    workers->polls[i] = (struct pollfd){.fd = worker->process ? worker->socket : -1, .events = POLLIN};
  }
  workers->polls[count] = (struct pollfd){.fd = workers->signals, .events = POLLIN};
}

static bool signal_look(struct workers *workers, struct worker_report *report) {
  struct signalfd_siginfo information;
  if (read(workers->signals, &information, sizeof information) != sizeof information)
    return false;
  *report =
      (struct worker_report){.outcome = WORKER_SIGNAL, .worker = WORKER_NONE, .detail = (int)information.ssi_signo};
  return true;
}

/* Looks at what the last poll has found, until something makes a report. */
static bool polled_look(struct workers *workers, struct worker_report *report) {
  int count = slot_count(workers);
  bool found = workers->polls[count].revents && signal_look(workers, report);
  workers->polls[count].revents = 0;
  for (int i = 0; i < count && !found; i++) {
    found = workers->polls[i].revents && worker_look(workers, i, report);
    workers->polls[i].revents = 0;
  }
  return found;
}

void workers_wait(struct workers *workers, int milliseconds, struct worker_report *report) {
  int64_t until = now_ms() + milliseconds;
  while (!left_look(workers, report) && !polled_look(workers, report)) {
    int wait = deadlines_check(workers);
    int64_t left = milliseconds < 0 ? INT32_MAX : until - now_ms();
    if (left < 0)
      left = 0;
    polls_fill(workers);
    nfds_t count = (nfds_t)slot_count(workers) + 1;
    int ready = poll(workers->polls, count, wait < 0 || left < wait ? (int)left : wait);
    if (ready == 0 && left == 0) {
      *report = (struct worker_report){.outcome = WORKER_NOTHING, .worker = WORKER_NONE};
      return;
    }
  }
}
