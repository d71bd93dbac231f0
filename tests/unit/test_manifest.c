/* The manifest: what is written, what stays of earlier runs, what a failure keeps, broken ones. */
#include "batch/manifest.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
  char folder[64], path[96];
  struct sink *sink;
  struct arena *arena;
};

static struct place place_new(void) {
  struct place place = {.folder = "/tmp/basma-manifest-XXXXXX", .sink = sink_new(), .arena = arena_new()};
  assert_non_null(mkdtemp(place.folder));
  snprintf(place.path, sizeof place.path, "%s/manifest.json", place.folder);
  return place;
}

static void place_drop(struct place *place) {
  unlink(place->path);
  rmdir(place->folder);
  sink_drop(place->sink);
  arena_drop(place->arena);
}

static char *file_text(struct place *place) {
  FILE *file = fopen(place->path, "r");
  if (!file)
    return NULL;
  char *text = arena_zalloc(place->arena, 1, 65536);
  size_t length = fread(text, 1, 65535, file);
  assert_true(length > 0);
  fclose(file);
  return text;
}

static void file_put(struct place *place, const char *text) {
  FILE *file = fopen(place->path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static struct job job_of(const char *document, const char *path) {
  return (struct job){.event_id = "forum", .document = document, .language = "ru", .profile = "media", .path = path};
}

static struct job_input inputs[] = {{"event.yaml", "11"}, {"layouts/release.yaml", "22"}};

static struct job_result result_of(enum job_status status, size_t pages, const char *sha256) {
  static struct job_volume volumes[8];
  static size_t next;
  struct job_volume *volume = &volumes[next++ % 8];
  *volume = (struct job_volume){.pages = pages, .bytes = 38123, .file = -1};
  snprintf(volume->sha256, sizeof volume->sha256, "%s", sha256);
  return (struct job_result){.status = status,
                             .pages = pages,
                             .volumes = volume,
                             .volume_count = status != JOB_FAILED,
                             .microseconds = 12345,
                             .inputs = inputs,
                             .input_count = 2};
}

static void add(struct place *place, struct manifest *manifest, const char *path, struct job_result result) {
  static const char *folders[] = {"/opt/basma/layouts", NULL};
  struct layout_path layouts = {folders};
  struct job job = job_of("release", path);
  struct sink *messages = sink_new();
  if (result.status != JOB_OK)
    sink_report(messages, PAGES_OVER_LIMIT, (struct position){"/home/me/forum/event.yaml", 4, 2}, "release", "9", NULL);
  if (result.status == JOB_INCOMPLETE)
    sink_report(messages, MANIFEST_UNREADABLE, (struct position){"/opt/basma/layouts/a.yaml", 1, 1}, "x", NULL);
  manifest_add(manifest, &job, &result, messages, "/home/me/forum", &layouts);
  sink_drop(messages);
  (void)place;
}

static void test_a_whole_one(void **state) {
  (void)state;
  struct place place = place_new();
  struct manifest *manifest = manifest_open(place.folder, place.sink);
  add(&place, manifest, "forum/b.ru.pdf", result_of(JOB_INCOMPLETE, 2, "bb"));
  add(&place, manifest, "forum/a.ru.pdf", result_of(JOB_OK, 1, "aa"));
  assert_true(manifest_write(manifest, place.sink));
  manifest_drop(manifest);
  assert_string_equal(
      file_text(&place),
      "{\n \"manifest\": 1,\n \"program\": \"" BASMA_PROGRAM "\",\n \"documents\": [\n"
      "  {\n   \"event\": \"forum\",\n   \"document\": \"release\",\n   \"language\": \"ru\",\n"
      "   \"profile\": \"media\",\n   \"path\": \"forum/a.ru.pdf\",\n   \"status\": \"ok\",\n"
      "   \"sha256\": \"aa\",\n   \"pages\": 1,\n   \"bytes\": 38123,\n   \"refused\": 0,\n"
      "   \"inputs\": [\n    {\n     \"path\": \"event.yaml\",\n     \"sha256\": \"11\"\n    },\n"
      "    {\n     \"path\": \"layouts/release.yaml\",\n     \"sha256\": \"22\"\n    }\n   ],\n"
      "   \"seconds\": 0.012,\n   \"warnings\": [],\n   \"errors\": []\n  },\n"
      "  {\n   \"event\": \"forum\",\n   \"document\": \"release\",\n   \"language\": \"ru\",\n"
      "   \"profile\": \"media\",\n   \"path\": \"forum/b.ru.pdf\",\n   \"status\": \"incomplete\",\n"
      "   \"sha256\": \"bb\",\n   \"pages\": 2,\n   \"bytes\": 38123,\n   \"refused\": 0,\n"
      "   \"inputs\": [\n    {\n     \"path\": \"event.yaml\",\n     \"sha256\": \"11\"\n    },\n"
      "    {\n     \"path\": \"layouts/release.yaml\",\n     \"sha256\": \"22\"\n    }\n   ],\n"
      "   \"seconds\": 0.012,\n   \"warnings\": [\n    {\n"
      "     \"code\": \"manifest-unreadable\",\n     \"message\": \"the manifest cannot be understood "
      "(x); a new one is written, with the documents of this run only\",\n"
      "     \"file\": \"layouts/a.yaml\",\n     \"line\": 1,\n     \"column\": 1\n    }\n   ],\n"
      "   \"errors\": [\n    {\n     \"code\": \"pages-limit\",\n     \"message\": \"the document "
      "«release» has more than 9 pages; raise the limit with --limit pages=N\",\n"
      "     \"file\": \"event.yaml\",\n     \"line\": 4,\n     \"column\": 2\n    }\n   ]\n  }\n ]\n}\n");
  assert_int_equal(sink_length(place.sink), 0);
  place_drop(&place);
}

/* Runs once more over the manifest of the run before. */
static void rerun(struct place *place, const char *path, struct job_result result) {
  struct manifest *manifest = manifest_open(place->folder, place->sink);
  add(place, manifest, path, result);
  assert_true(manifest_write(manifest, place->sink));
  manifest_drop(manifest);
}

static void test_earlier_documents_stay(void **state) {
  (void)state;
  struct place place = place_new();
  rerun(&place, "forum/a.ru.pdf", result_of(JOB_OK, 1, "aa"));
  rerun(&place, "forum/b.ru.pdf", result_of(JOB_OK, 1, "bb"));
  rerun(&place, "forum/a.ru.pdf", result_of(JOB_OK, 1, "cc"));
  const char *text = file_text(&place);
  assert_non_null(strstr(text, "\"bb\""));
  assert_non_null(strstr(text, "\"cc\""));
  assert_null(strstr(text, "\"aa\""));
  place_drop(&place);
}

/* Entries are written by us and, from then on, by jansson. */
static void test_both_writers_agree(void **state) {
  (void)state;
  static const int64_t times[] = {0, 1999, 10000, 1500000, 12000000, 3600120000};
  static struct job_input odd[] = {
      {"\"quoted\" \\ / \b\f\n\r\t\x01\x1F\x7F", "1"}, {"Среда 😀", ""}, {"broken \xD0", "3"}};
  struct place place = place_new();
  struct manifest *manifest = manifest_open(place.folder, place.sink);
  for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
    struct job_result result = result_of(i % 2 ? JOB_INCOMPLETE : JOB_OK, i, "aa");
    result.inputs = odd;
    result.input_count = i < 3 ? i + 1 : 0;
    result.microseconds = times[i];
    add(&place, manifest, arena_printf(place.arena, "forum/%zu.ru.pdf", i), result);
  }
  add(&place, manifest, "forum/z.ru.pdf", result_of(JOB_FAILED, 0, ""));
  assert_true(manifest_write(manifest, place.sink));
  manifest_drop(manifest);
  const char *ours = file_text(&place);
  assert_non_null(strstr(ours, "\\\"quoted\\\" \\\\ / \\b\\f\\n\\r\\t\\u0001\\u001F\x7F\""));
  assert_non_null(strstr(ours, "\"seconds\": 0.0,"));
  assert_non_null(strstr(ours, "\"seconds\": 3600.12,"));
  manifest = manifest_open(place.folder, place.sink);
  assert_true(manifest_write(manifest, place.sink));
  manifest_drop(manifest);
  assert_string_equal(file_text(&place), ours);
  place_drop(&place);
}

/* Another run may write the manifest between our reading it and our writing it. */
static void test_two_runs_at_once(void **state) {
  (void)state;
  struct place place = place_new();
  struct manifest *first = manifest_open(place.folder, place.sink), *second = manifest_open(place.folder, place.sink);
  add(&place, first, "forum/a.ru.pdf", result_of(JOB_OK, 1, "aa"));
  add(&place, second, "forum/b.ru.pdf", result_of(JOB_OK, 1, "bb"));
  assert_true(manifest_write(first, place.sink));
  assert_true(manifest_write(second, place.sink));
  const char *text = file_text(&place);
  assert_non_null(strstr(text, "\"forum/a.ru.pdf\""));
  assert_non_null(strstr(text, "\"forum/b.ru.pdf\""));
  manifest_drop(first);
  manifest_drop(second);
  place_drop(&place);
}

static void test_order_of_runs_does_not_matter(void **state) {
  (void)state;
  struct place one = place_new(), other = place_new();
  rerun(&one, "forum/a.ru.pdf", result_of(JOB_OK, 1, "aa"));
  rerun(&one, "forum/b.ru.pdf", result_of(JOB_OK, 1, "bb"));
  rerun(&other, "forum/b.ru.pdf", result_of(JOB_OK, 1, "bb"));
  rerun(&other, "forum/a.ru.pdf", result_of(JOB_OK, 1, "aa"));
  assert_string_equal(file_text(&one), file_text(&other));
  place_drop(&one);
  place_drop(&other);
}

static void test_a_failure_keeps_what_is_known_of_the_old_file(void **state) {
  (void)state;
  struct place place = place_new();
  rerun(&place, "forum/a.ru.pdf", result_of(JOB_OK, 3, "aa"));
  struct job_result failed = result_of(JOB_FAILED, 0, "");
  failed.input_count = 0;
  rerun(&place, "forum/a.ru.pdf", failed);
  const char *text = file_text(&place);
  assert_non_null(strstr(text, "\"status\": \"failed\""));
  assert_non_null(strstr(text, "\"sha256\": \"aa\""));
  assert_non_null(strstr(text, "\"pages\": 3"));
  assert_non_null(strstr(text, "\"path\": \"event.yaml\""));
  assert_non_null(strstr(text, "\"code\": \"pages-limit\""));
  place_drop(&place);
}

static void test_a_failure_without_an_old_file(void **state) {
  (void)state;
  struct place place = place_new();
  rerun(&place, "forum/b.ru.pdf", result_of(JOB_FAILED, 0, ""));
  assert_null(file_text(&place)); /* nothing made, nothing there: nothing is written */
  rerun(&place, "forum/a.ru.pdf", result_of(JOB_OK, 3, "aa"));
  rerun(&place, "forum/b.ru.pdf", result_of(JOB_FAILED, 0, ""));
  assert_non_null(strstr(file_text(&place), "\"sha256\": null"));
  place_drop(&place);
}

static void test_broken_ones(void **state) {
  (void)state;
  static const char *const texts[] = {"{",
                                      "[]",
                                      "null",
                                      "{\"manifest\": 2, \"documents\": []}",
                                      "{\"manifest\": 1, \"documents\": [{}]}",
                                      "{\"manifest\": 1, \"documents\": [7]}",
                                      "{\"manifest\": 1, \"documents\": {}}",
                                      "\xFF\xFE"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct place place = place_new();
    file_put(&place, texts[i]);
    rerun(&place, "forum/a.ru.pdf", result_of(JOB_OK, 1, "aa"));
    assert_int_equal(sink_length(place.sink), 1);
    assert_string_equal(sink_view(place.sink, 0, MESSAGE_ENGLISH, place.arena).code, "manifest-unreadable");
    assert_int_equal(sink_count(place.sink, SEVERITY_WARNING), 1);
    assert_non_null(strstr(file_text(&place), "\"aa\""));
    place_drop(&place);
  }
}

static void test_it_cannot_be_written(void **state) {
  (void)state;
  struct place place = place_new();
  struct manifest *manifest = manifest_open(place.folder, place.sink);
  add(&place, manifest, "forum/a.ru.pdf", result_of(JOB_OK, 1, "aa"));
  assert_int_equal(mkdir(place.path, 0755), 0); /* a folder is in its place */
  assert_false(manifest_write(manifest, place.sink));
  assert_true(sink_has_errors(place.sink));
  manifest_drop(manifest);
  assert_int_equal(rmdir(place.path), 0);
  place_drop(&place);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_whole_one),
                                     cmocka_unit_test(test_earlier_documents_stay),
                                     cmocka_unit_test(test_both_writers_agree),
                                     cmocka_unit_test(test_two_runs_at_once),
                                     cmocka_unit_test(test_order_of_runs_does_not_matter),
                                     cmocka_unit_test(test_a_failure_keeps_what_is_known_of_the_old_file),
                                     cmocka_unit_test(test_a_failure_without_an_old_file),
                                     cmocka_unit_test(test_broken_ones),
                                     cmocka_unit_test(test_it_cannot_be_written)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
