/* A file, page after page. Handles and memory of a page go with it. */
#include "preflight/preflight.h"

#include "base/buffer.h"
#include "preflight/check.h"

#include <stdio.h>
#include <string.h>

enum { TROUBLES_SHOWN = 20 }; /* of libqpdf: a damaged file has thousands that say the same */

void check_report_page(struct check *check, enum diagnostic_code code, const char *what) {
  sink_report(check->sink, code, (struct position){.file = check->path}, check->place, what, NULL);
}

void check_report(struct check *check, enum diagnostic_code code, const char *what) {
  sink_report(check->sink, code, (struct position){.file = check->path}, what, NULL);
}

bool check_is_new(struct check *check, struct object object) {
  int number = object_number(check->reader, object);
  if (number <= 0)
    return true;
  size_t place = (size_t)number / 8, bit = 1u << number % 8;
  if (place >= check->seen_size) {
    size_t size = 2 * (place + 1);
    check->seen = arena_grow(check->arena, check->seen, check->seen_size, size);
    memset(check->seen + check->seen_size, 0, size - check->seen_size);
    check->seen_size = size;
  }
  bool seen = check->seen[place] & bit;
  check->seen[place] |= (uint8_t)bit;
  return !seen;
}

static void troubles_report(struct check *check) {
  const char *trouble;
  for (int i = 0; i < TROUBLES_SHOWN && (trouble = reader_trouble(check->reader)) != NULL; i++)
    check_report(check, PREFLIGHT_DAMAGED, trouble);
}

static void pages_check(struct check *check, size_t count) {
  for (size_t i = 0; i < count; i++) {
    snprintf(check->place, sizeof check->place, "%zu", i + 1);
    check_page(check, reader_page(check->reader, i));
    arena_reset(check->page);
    reader_forget(check->reader);
  }
}

bool preflight_file(const char *path, struct sink *sink, struct preflight_result *result) {
  size_t errors = sink_count(sink, SEVERITY_ERROR);
  const char *why = "";
  struct check check = {.arena = arena_new(), .page = arena_new(), .sink = sink, .path = path};
  *result = (struct preflight_result){.profile = ""};
  check.reader = reader_open(check.arena, path, &why);
  if (check.reader) {
    result->pages = reader_pages(check.reader);
    check_document(&check);
    pages_check(&check, result->pages);
    troubles_report(&check);
    if (result->pages == 0)
      check_report(&check, PREFLIGHT_DAMAGED, "no pages");
  } else {
    check_report(&check, PREFLIGHT_UNREADABLE, why);
  }
  arena_drop(check.page);
  arena_drop(check.arena);
  bool good = sink_count(sink, SEVERITY_ERROR) == errors;
  if (good)
    result->profile = "PDF/X-4";
  return good;
}
