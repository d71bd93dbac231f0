/* Worker processes: answers, crashes, exits, memory, deadlines, kills, signals, large messages, no orphans. */
#include "test_base.h"

#include "base/arena.h"
#include "batch/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The work is in the request's first letter. */
static void work(void *self, struct worker_message *request, struct worker_message *answer) {
  switch (request->bytes.data[0]) {
  case 'e': /* echo */
    buffer_add(&answer->bytes, request->bytes.data, request->bytes.length);
    break;
  case 'f': /* the files it got, the last one first */
    while (request->file_count > 0)
      answer->files[answer->file_count++] = request->files[--request->file_count];
    break;
  case 'p': /* process */
    buffer_integer(&answer->bytes, getpid());
    break;
  case 'c':
    signal(SIGSEGV, SIG_DFL); /* cmocka catches it */
    raise(SIGSEGV);
    break;
  case 'a':
    abort();
  case 'x':
    _exit(7);
  case 'm': /* more and more memory */
    for (;;)
      memset(memory_alloc(1 << 20), 1, 1 << 20);
  case 'o': /* a library that aborts */
    for (void *memory; (memory = malloc(1 << 20)) != NULL;)
      memset(memory, 1, 1 << 20);
    abort();
  case 'l': /* late */
    for (;;)
      pause();
  case 's': /* what is shared with the parent */
    buffer_text(&answer->bytes, self);
    break;
  case 'n': /* nothing */
    break;
  default:
    abort();
  }
}

static struct workers *workers_make(int count, size_t memory, int deadline) {
  static char shared[] = "inherited";
  struct workers_spec spec = {
      .count = count, .memory_bytes = memory, .deadline_seconds = deadline, .answer = work, .self = shared};
  return workers_new(&spec);
}

static void give(struct workers *workers, int worker, void *unit, const char *text) {
  struct worker_message request = {0};
  buffer_text(&request.bytes, text);
  assert_true(workers_give(workers, worker, unit, &request));
  worker_message_drop(&request);
}

static struct worker_report once(struct workers *workers, const char *text) {
  struct worker_report report;
  int unit = 0;
  int worker = workers_idle(workers, WORKER_NONE);
  assert_int_not_equal(worker, WORKER_NONE);
  give(workers, worker, &unit, text);
  workers_wait(workers, 10000, &report);
  assert_ptr_equal(report.unit, &unit);
  assert_int_equal(report.worker, worker);
  return report;
}

static void assert_answer(const struct worker_report *report, const char *text) {
  assert_int_equal(report->outcome, WORKER_ANSWERED);
  assert_int_equal(report->answer->bytes.length, strlen(text));
  assert_memory_equal(report->answer->bytes.data, text, strlen(text));
}

static void test_answers(void **state) {
  (void)state;
  struct workers *workers = workers_make(1, 0, 0);
  struct worker_report report = once(workers, "echo this");
  assert_answer(&report, "echo this");
  report = once(workers, "shared");
  assert_answer(&report, "inherited");
  report = once(workers, "nothing");
  assert_int_equal(report.outcome, WORKER_ANSWERED);
  assert_int_equal(report.answer->bytes.length, 0);
  workers_drop(workers);
}

static void test_one_process_for_many_units(void **state) {
  (void)state;
  struct workers *workers = workers_make(3, 0, 0);
  struct worker_report report = once(workers, "p");
  char *first = strndup(report.answer->bytes.data, report.answer->bytes.length);
  for (int i = 0; i < 5; i++) {
    report = once(workers, "p");
    assert_answer(&report, first); /* a running one comes before one to be forked */
  }
  free(first);
  workers_drop(workers);
}

static void test_deaths(void **state) {
  (void)state;
  static const struct {
    const char *request;
    enum worker_outcome outcome;
    int detail;
  } cases[] = {{"a", WORKER_CRASHED, SIGABRT},
#ifndef SANITIZED /* it has its own opinion on these */
               {"c", WORKER_CRASHED, SIGSEGV},
#endif
               {"x", WORKER_ENDED, 7}};
  struct workers *workers = workers_make(1, 0, 0);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct worker_report report = once(workers, cases[i].request);
    assert_int_equal(report.outcome, cases[i].outcome);
    assert_int_equal(report.detail, cases[i].detail);
    report = once(workers, "echo"); /* it is replaced */
    assert_answer(&report, "echo");
  }
  workers_drop(workers);
}

static void test_memory(void **state) {
  (void)state;
#ifdef SANITIZED
  (void)workers_make; /* a sanitizer's allocator ends the process by itself; tests/cli measures the limit */
#else
  struct workers *workers = workers_make(1, 64 << 20, 20);
  struct worker_report report = once(workers, "m");
  assert_int_equal(report.outcome, WORKER_OUT_OF_MEMORY);
  report = once(workers, "o");
  assert_int_equal(report.outcome, WORKER_OUT_OF_MEMORY);
  report = once(workers, "a");
  assert_int_equal(report.outcome, WORKER_CRASHED); /* with memory left it is a crash */
  report = once(workers, "e");
  assert_answer(&report, "e");
  workers_drop(workers);
#endif
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void test_deadline(void **state) {
  (void)state;
  struct workers *workers = workers_make(1, 0, 1);
  double start = seconds();
  struct worker_report report = once(workers, "l");
  assert_int_equal(report.outcome, WORKER_LATE);
  assert_true(seconds() - start > 0.9 && seconds() - start < 5);
  report = once(workers, "e");
  assert_answer(&report, "e");
  workers_drop(workers);
}

/* An answer that came in time is taken, however late the parent looks. */
static void test_deadline_of_a_slow_parent(void **state) {
  (void)state;
  struct workers *workers = workers_make(1, 0, 1);
  struct worker_report report;
  int unit;
  give(workers, 0, &unit, "e");
  usleep(1200000);
  workers_wait(workers, 10000, &report);
  assert_answer(&report, "e");
  workers_drop(workers);
}

static void test_kill_from_outside(void **state) {
  (void)state;
  struct workers *workers = workers_make(1, 0, 0);
  struct worker_report report = once(workers, "p");
  pid_t process = (pid_t)strtol(report.answer->bytes.data, NULL, 10);
  int unit;
  give(workers, 0, &unit, "l");
  kill(process, SIGKILL);
  workers_wait(workers, 10000, &report);
  assert_int_equal(report.outcome, WORKER_KILLED);
  assert_int_equal(report.detail, SIGKILL);
  assert_ptr_equal(report.unit, &unit);
  workers_drop(workers);
}

/* An idle worker that is killed is replaced without a word. */
static void test_kill_of_an_idle_one(void **state) {
  (void)state;
  struct workers *workers = workers_make(1, 0, 0);
  struct worker_report report = once(workers, "p");
  kill((pid_t)strtol(report.answer->bytes.data, NULL, 10), SIGKILL);
  workers_wait(workers, 300, &report);
  assert_int_equal(report.outcome, WORKER_NOTHING);
  assert_true(workers_has_lost(workers, 0, &report));
  assert_int_equal(report.outcome, WORKER_KILLED);
  assert_int_equal(report.detail, SIGKILL);
  report = once(workers, "e");
  assert_answer(&report, "e");
  assert_false(workers_has_lost(workers, 0, &report));
  workers_drop(workers);
}

static bool give_next(struct workers *workers, void *unit, const char *text, size_t length) {
  struct worker_message request = {0};
  buffer_add(&request.bytes, text, length);
  bool given = workers_give_next(workers, 0, unit, &request);
  worker_message_drop(&request);
  return given;
}

/* A unit that waits is begun when the one before it is answered. */
static void test_next(void **state) {
  (void)state;
  struct workers *workers = workers_make(1, 0, 0);
  struct worker_report report;
  int first, second;
  assert_false(workers_is_open(workers, 0));
  give(workers, 0, &first, "e1");
  assert_true(workers_is_open(workers, 0));
  assert_true(give_next(workers, &second, "e2", 2));
  assert_false(workers_is_open(workers, 0));
  workers_wait(workers, 10000, &report);
  assert_answer(&report, "e1");
  assert_ptr_equal(report.unit, &first);
  assert_true(workers_is_open(workers, 0));
  workers_wait(workers, 10000, &report);
  assert_answer(&report, "e2");
  assert_ptr_equal(report.unit, &second);
  assert_int_equal(workers_busy(workers), 0);
  workers_drop(workers);
}

/* What is so long that the worker's answer might wait for it does not lie there. */
static void test_next_too_long(void **state) {
  (void)state;
  static char text[1 << 20];
  struct workers *workers = workers_make(1, 0, 0);
  struct worker_report report;
  int first, second;
  memset(text, 'e', sizeof text);
  give(workers, 0, &first, "e");
  assert_false(give_next(workers, &second, text, sizeof text));
  workers_wait(workers, 10000, &report);
  assert_ptr_equal(report.unit, &first);
  assert_int_equal(workers_busy(workers), 0);
  workers_drop(workers);
}

/* The death of a worker is that of the unit it was at; what waited is given back. */
static void test_next_is_left(void **state) {
  (void)state;
  static const struct {
    const char *request;
    enum worker_outcome outcome;
  } cases[] = {{"c", WORKER_CRASHED}, {"x", WORKER_ENDED}, {"l", WORKER_LATE}};
  int left = 0;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct workers *workers = workers_make(1, 0, 1);
    struct worker_report report;
    int first, second, third;
    give(workers, 0, &first, "e");
    assert_true(give_next(workers, &second, cases[i].request, 1));
    workers_wait(workers, 10000, &report);
    assert_answer(&report, "e");
    if (give_next(workers, &third, "e3", 2)) { /* it may be gone by now */
      workers_wait(workers, 10000, &report);
      assert_int_equal(report.outcome, cases[i].outcome);
      assert_ptr_equal(report.unit, &second);
      workers_wait(workers, 10000, &report);
      assert_int_equal(report.outcome, WORKER_LEFT);
      assert_ptr_equal(report.unit, &third);
      left++;
    } else {
      workers_wait(workers, 10000, &report);
      assert_int_equal(report.outcome, cases[i].outcome);
      assert_ptr_equal(report.unit, &second);
    }
    report = once(workers, "e");
    assert_answer(&report, "e");
    workers_drop(workers);
  }
  assert_true(left > 0); /* the last one lives until its deadline */
}

static void test_large_messages(void **state) {
  (void)state;
  enum { SIZE = 20 << 20 };
  struct workers *workers = workers_make(1, 0, 0);
  struct worker_message request = {0};
  memset(buffer_room(&request.bytes, SIZE), 'e', SIZE);
  request.bytes.length = SIZE;
  assert_true(workers_give(workers, 0, NULL, &request));
  struct worker_report report;
  workers_wait(workers, 10000, &report);
  assert_int_equal(report.outcome, WORKER_ANSWERED);
  assert_int_equal(report.answer->bytes.length, SIZE);
  assert_memory_equal(report.answer->bytes.data, request.bytes.data, SIZE);
  worker_message_drop(&request);
  workers_drop(workers);
}

static int files_open(void) {
  int count = 0;
  for (int file = 0; file < 256; file++)
    count += fcntl(file, F_GETFD) >= 0;
  return count;
}

/* Open files go there and back with a message, in order; what is not taken is closed on both sides. */
static void test_files(void **state) {
  (void)state;
  struct workers *workers = workers_make(1, 0, 0);
  assert_int_equal(once(workers, "e").outcome, WORKER_ANSWERED);
  int before = files_open();
  struct worker_message request = {.file_count = WORKER_FILES};
  struct worker_report report;
  buffer_text(&request.bytes, "f");
  for (int i = 0; i < WORKER_FILES; i++) {
    request.files[i] = memfd_create("test", MFD_CLOEXEC);
    assert_int_equal(write(request.files[i], &(char){(char)i}, 1), 1);
  }
  for (int round = 0; round < 20; round++) { /* a thousand files would be too many for a process that keeps them */
    assert_true(workers_give(workers, 0, NULL, &request));
    workers_wait(workers, 10000, &report);
    assert_int_equal(report.outcome, WORKER_ANSWERED);
    assert_int_equal(report.answer->file_count, WORKER_FILES);
  }
  for (int i = 0; i < WORKER_FILES; i++) {
    char byte = 0;
    assert_int_equal(pread(report.answer->files[i], &byte, 1, 0), 1);
    assert_int_equal(byte, WORKER_FILES - 1 - i);
  }
  int taken = report.answer->files[3];
  report.answer->files[3] = -1;
  assert_int_equal(once(workers, "e").answer->file_count, 0);
  assert_true(fcntl(taken, F_GETFD) >= 0);
  close(taken);
  worker_message_drop(&request);
  assert_int_equal(files_open(), before);
  workers_drop(workers);
}

/* Slots for work of another kind are not chosen, but work. */
static void test_further_slots(void **state) {
  (void)state;
  struct workers_spec spec = {.count = 1, .further = 1, .answer = work};
  struct workers *workers = workers_new(&spec);
  assert_int_equal(workers_idle(workers, WORKER_NONE), 0);
  assert_int_equal(workers_idle(workers, 0), WORKER_NONE);
  assert_true(workers_is_idle(workers, 1));
  give(workers, 1, NULL, "l");
  assert_false(workers_is_idle(workers, 1));
  assert_int_equal(workers_busy(workers), 1);
  struct worker_report report = once(workers, "e");
  assert_answer(&report, "e");
  workers_drop(workers);
}

static void test_many_at_once(void **state) {
  (void)state;
  enum { WORKERS = 5, UNITS = 500 };
  struct workers *workers = workers_make(WORKERS, 0, 0);
  int ended[UNITS] = {0};
  int given = 0, deaths = 0;
  for (int done = 0; done < UNITS; done++) {
    int worker;
    while (given < UNITS && (worker = workers_idle(workers, WORKER_NONE)) != WORKER_NONE) {
      give(workers, worker, &ended[given], given % 50 == 7 ? "x" : "e");
      given++;
    }
    struct worker_report report;
    workers_wait(workers, 10000, &report);
    assert_int_not_equal(report.outcome, WORKER_NOTHING);
    ++*(int *)report.unit;
    deaths += report.outcome == WORKER_ENDED;
  }
  for (int i = 0; i < UNITS; i++)
    assert_int_equal(ended[i], 1);
  assert_int_equal(deaths, UNITS / 50);
  assert_int_equal(workers_busy(workers), 0);
  workers_drop(workers);
}

static void test_idle_slots(void **state) {
  (void)state;
  struct workers *workers = workers_make(3, 0, 0);
  int seen = 0;
  for (int i = workers_idle(workers, WORKER_NONE); i != WORKER_NONE; i = workers_idle(workers, i))
    seen = seen * 10 + i + 1;
  assert_int_equal(seen, 123);
  give(workers, 1, NULL, "l");
  seen = 0;
  for (int i = workers_idle(workers, WORKER_NONE); i != WORKER_NONE; i = workers_idle(workers, i))
    seen = seen * 10 + i + 1;
  assert_int_equal(seen, 13);
  assert_int_equal(workers_busy(workers), 1);
  workers_drop(workers);
}

static void test_signals(void **state) {
  (void)state;
  struct workers *workers = workers_make(1, 0, 0);
  struct worker_report report;
  give(workers, 0, NULL, "l");
  kill(getpid(), SIGTERM);
  workers_wait(workers, 10000, &report);
  assert_int_equal(report.outcome, WORKER_SIGNAL);
  assert_int_equal(report.detail, SIGTERM);
  workers_drop(workers);
  assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
  assert_int_equal(errno, ECHILD);
  sigset_t mask;
  sigprocmask(SIG_SETMASK, NULL, &mask);
  assert_false(sigismember(&mask, SIGTERM));
}

/* A worker dies with its parent, whatever it is doing. */
static void test_no_orphans(void **state) {
  (void)state;
  int pipe_ends[2];
  assert_int_equal(pipe(pipe_ends), 0);
  pid_t parent = fork();
  if (parent == 0) {
    struct workers *workers = workers_make(1, 0, 0);
    struct worker_report report = once(workers, "p");
    pid_t process = (pid_t)strtol(report.answer->bytes.data, NULL, 10);
    give(workers, 0, NULL, "l");
    if (write(pipe_ends[1], &process, sizeof process) != sizeof process)
      _exit(1);
    for (;;)
      pause();
  }
  pid_t process;
  assert_int_equal(read(pipe_ends[0], &process, sizeof process), sizeof process);
  kill(parent, SIGKILL);
  waitpid(parent, NULL, 0);
  bool gone = false;
  for (int i = 0; i < 200 && !gone; i++) { /* who adopts it may take its time to bury it */
    char path[64], line[256] = "";
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    FILE *file = fopen(path, "r");
    gone = !file || !fgets(line, sizeof line, file) || strstr(line, ") Z ") != NULL;
    if (file)
      fclose(file);
    if (!gone)
      usleep(10000);
  }
  assert_true(gone);
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_answers),        cmocka_unit_test(test_one_process_for_many_units),
      cmocka_unit_test(test_deaths),         cmocka_unit_test(test_memory),
      cmocka_unit_test(test_deadline),       cmocka_unit_test(test_kill_from_outside),
      cmocka_unit_test(test_large_messages), cmocka_unit_test(test_files),
      cmocka_unit_test(test_further_slots),  cmocka_unit_test(test_kill_of_an_idle_one),
      cmocka_unit_test(test_many_at_once),   cmocka_unit_test(test_idle_slots),
      cmocka_unit_test(test_next),           cmocka_unit_test(test_next_too_long),
      cmocka_unit_test(test_next_is_left),   cmocka_unit_test(test_signals),
      cmocka_unit_test(test_no_orphans),     cmocka_unit_test(test_deadline_of_a_slow_parent)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
