/* The progress line. */
#include "batch/progress.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { BAR = 20, LEAST_NAME = 8, DEFAULT_COLUMNS = 80, INTERVAL_MS = 100 };

struct progress {
  bool draws;
  bool shown;
  int64_t last; /* ms of the monotonic clock; at first the start: a run that is over in a moment draws nothing */
};

/* Columns of a terminal that a character takes (after UAX #11, the ranges that occur in file names). */
static size_t character_columns(uint32_t c) {
  static const struct {
    uint32_t first, last;
    size_t columns;
  } ranges[] = {{0x0300, 0x036F, 0},  {0x0483, 0x0489, 0}, {0x200B, 0x200F, 0}, {0x20D0, 0x20F0, 0},
                {0xFE00, 0xFE0F, 0},  {0x1100, 0x115F, 2}, {0x2E80, 0xA4CF, 2}, {0xAC00, 0xD7A3, 2},
                {0xF900, 0xFAFF, 2},  {0xFE30, 0xFE6F, 2}, {0xFF00, 0xFF60, 2}, {0x1F300, 0x1FAFF, 2},
                {0x20000, 0x3FFFD, 2}};
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return ranges[i].columns;
  return 1;
}

static size_t text_columns(const char *text) {
  size_t length = strlen(text), columns = 0;
  for (size_t i = 0; i < length;)
    columns += character_columns(utf8_next(text, length, &i));
  return columns;
}

/* The name, or its beginning and "…". Controls become "?", or a file name could command the terminal. */
static void name_add(const char *name, size_t columns, struct buffer *out) {
  size_t length = strlen(name);
  bool cut = text_columns(name) > columns;
  size_t room = cut ? columns - 1 : columns;
  for (size_t i = 0; i < length;) {
    size_t from = i;
    uint32_t c = utf8_next(name, length, &i);
    bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    size_t wide = character_columns(c);
    if (wide > room)
      break;
    room -= wide;
    if (control)
      buffer_byte(out, '?');
    else
      buffer_add(out, name + from, i - from);
  }
  if (cut)
    buffer_text(out, "…");
}

void progress_line(size_t done, size_t total, const char *name, size_t columns, struct buffer *out) {
  char numbers[48];
  size_t used = (size_t)snprintf(numbers, sizeof numbers, "%zu/%zu", done, total);
  size_t name_columns = name ? text_columns(name) : 0;
  size_t least = name_columns < LEAST_NAME ? name_columns : LEAST_NAME;
  bool named = name && used + 2 + least <= columns;
  bool bar = used + BAR + 3 + (named ? 2 + name_columns : 0) <= columns;
  if (bar) {
    size_t filled = total ? (size_t)((double)done / (double)total * BAR) : 0;
    buffer_byte(out, '[');
    for (size_t i = 0; i < BAR; i++)
      buffer_byte(out, i < filled ? '#' : '-');
    buffer_text(out, "] ");
    used += BAR + 3;
  }
  buffer_text(out, numbers);
  if (!named)
    return;
  buffer_text(out, "  ");
  name_add(name, columns - used - 2, out);
}

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static size_t terminal_columns(void) {
  struct winsize size;
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : DEFAULT_COLUMNS;
}

struct progress *progress_new(enum progress_mode mode) {
  struct progress *progress = memory_alloc(sizeof *progress);
  const char *terminal = getenv("TERM");
  bool capable = isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
  bool always = mode == PROGRESS_ALWAYS;
  *progress = (struct progress){.draws = always || (mode == PROGRESS_AUTO && capable), .last = always ? 0 : now_ms()};
  return progress;
}

void progress_show(struct progress *progress, size_t done, size_t total, const char *name) {
  int64_t now = now_ms();
  if (!progress->draws || now - progress->last < INTERVAL_MS)
    return;
  struct buffer line = {0};
  buffer_byte(&line, '\r');
  progress_line(done, total, name, terminal_columns() - 1, &line); /* the last column would wrap on some */
  buffer_text(&line, "\033[K");
  fwrite(line.data, 1, line.length, stderr);
  fflush(stderr);
  buffer_drop(&line);
  progress->shown = true;
  progress->last = now;
}

void progress_hide(struct progress *progress) {
  if (!progress->shown)
    return;
  fputs("\r\033[K", stderr);
  fflush(stderr);
  progress->shown = false;
}

void progress_drop(struct progress *progress) {
  progress_hide(progress);
  free(progress);
}
