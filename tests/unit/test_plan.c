/* The plan: order of jobs, selection, paths, what is refused; contents and jobs on the wire; names for files. */
#include "batch/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const char *ru_ky[] = {"ru", "ky"};
static const char *both[] = {"media", "print"};
static const char *wrong_only[] = {"x4"};

static struct contents_document document(const char *name) {
  return (struct contents_document){.name = name, .at = {"event.yaml", 9, 3}, .languages = ru_ky, .language_count = 2};
}

struct planned {
  struct arena *arena;
  struct sink *sink;
  struct plan *plan;
  struct job *jobs;
  size_t count;
};

static struct planned planned_new(const struct run_options *options) {
  return (struct planned){.arena = arena_new(), .sink = sink_new(), .plan = plan_new(options)};
}

static void planned_add(struct planned *planned, const char *id, struct contents_document *documents, size_t count) {
  struct contents contents = {id, {"event.yaml", 1, 8}, documents, count};
  planned->jobs = plan_event(planned->plan, planned->arena, 7, &contents, planned->sink, &planned->count);
}

static void planned_drop(struct planned *planned) {
  plan_drop(planned->plan);
  sink_drop(planned->sink);
  arena_drop(planned->arena);
}

static void assert_paths(const struct planned *planned, const char *const *paths) {
  size_t count = 0;
  for (; paths[count]; count++)
    ;
  assert_int_equal(planned->count, count);
  for (size_t i = 0; i < count; i++)
    assert_string_equal(planned->jobs[i].path, paths[i]);
}

static void assert_code(struct planned *planned, size_t index, const char *code) {
  assert_true(sink_length(planned->sink) > index);
  assert_string_equal(sink_view(planned->sink, index, MESSAGE_ENGLISH, planned->arena).code, code);
}

static void test_order(void **state) {
  (void)state;
  struct run_options options = {0};
  struct planned p = planned_new(&options);
  struct contents_part parts[] = {{"first", 0, NULL}, {"second", 1, NULL}};
  struct contents_document documents[] = {document("release"), document("badges")};
  documents[1].split = true;
  documents[1].parts = parts;
  documents[1].part_count = 2;
  planned_add(&p, "forum", documents, 2);
  assert_paths(&p, (const char *[]){"forum/release.ru.pdf", "forum/release.ky.pdf", "forum/badges.first.ru.pdf",
                                    "forum/badges.second.ru.pdf", "forum/badges.first.ky.pdf",
                                    "forum/badges.second.ky.pdf", NULL});
  assert_int_equal(p.jobs[0].event, 7);
  assert_string_equal(p.jobs[0].profile, "media");
  assert_string_equal(p.jobs[5].language, "ky");
  assert_int_equal(p.jobs[5].part.index, 1);
  assert_int_equal(sink_length(p.sink), 0);
  planned_drop(&p);
}

static void test_selection(void **state) {
  (void)state;
  struct run_options options = {.documents = (const char *[]){"agenda", "relaese"},
                                .document_count = 2,
                                .languages = (const char *[]){"ky", "en"},
                                .language_count = 2};
  struct planned p = planned_new(&options);
  struct contents_document documents[] = {document("release"), document("agenda")};
  planned_add(&p, "forum", documents, 2);
  assert_paths(&p, (const char *[]){"forum/agenda.ky.pdf", NULL});
  plan_finish(p.plan, false, p.sink);
  assert_int_equal(sink_length(p.sink), 0); /* an event was lost: it may have had them */
  plan_finish(p.plan, true, p.sink);
  assert_int_equal(sink_length(p.sink), 2);
  assert_code(&p, 0, "document-unknown");
  assert_code(&p, 1, "language-unused");
  struct buffer text = {0};
  sink_print(p.sink, MESSAGE_ENGLISH, false, &text);
  assert_non_null(strstr(text.data, "did you mean «release»?"));
  buffer_drop(&text);
  planned_drop(&p);
}

static void test_wishes_met_by_a_later_event(void **state) {
  (void)state;
  struct run_options options = {.documents = (const char *[]){"agenda"}, .document_count = 1};
  struct planned p = planned_new(&options);
  struct contents_document release[] = {document("release")}, agenda[] = {document("agenda")};
  planned_add(&p, "one", release, 1);
  assert_int_equal(p.count, 0);
  planned_add(&p, "two", agenda, 1);
  assert_int_equal(p.count, 2);
  plan_finish(p.plan, true, p.sink);
  assert_int_equal(sink_length(p.sink), 0);
  planned_drop(&p);
}

static void test_profiles(void **state) {
  (void)state;
  struct run_options options = {0};
  struct planned p = planned_new(&options);
  struct contents_document documents[] = {document("release"), document("agenda"), document("badges")};
  documents[0].profiles = both;
  documents[0].profile_count = 2;
  documents[1].profiles = wrong_only;
  documents[1].profile_count = 1;
  planned_add(&p, "forum", documents, 3);
  assert_paths(&p, (const char *[]){"forum/release.ru.pdf", "forum/release.ru.print.pdf", "forum/release.ky.pdf",
                                    "forum/release.ky.print.pdf", "forum/badges.ru.pdf", "forum/badges.ky.pdf", NULL});
  static const size_t further[] = {1, 0, 1, 0, 0, 0}; /* made from the pages of the one before */
  for (size_t i = 0; i < p.count; i++)
    assert_int_equal(p.jobs[i].further, further[i]);
  assert_int_equal(sink_length(p.sink), 1);
  assert_code(&p, 0, "profile-unknown");
  planned_drop(&p);

  options.profile = "media"; /* the command line replaces the list, with plain names */
  p = planned_new(&options);
  planned_add(&p, "forum", documents, 2);
  assert_paths(&p, (const char *[]){"forum/release.ru.pdf", "forum/release.ky.pdf", "forum/agenda.ru.pdf",
                                    "forum/agenda.ky.pdf", NULL});
  planned_drop(&p);
}

static void test_event_twice(void **state) {
  (void)state;
  struct run_options options = {0};
  struct planned p = planned_new(&options);
  struct contents_document documents[] = {document("release")};
  planned_add(&p, "forum", documents, 1);
  assert_int_equal(p.count, 2);
  planned_add(&p, "forum", documents, 1);
  assert_int_equal(p.count, 0);
  assert_int_equal(sink_length(p.sink), 1);
  assert_code(&p, 0, "event-twice");
  planned_drop(&p);
}

/* Two parts of one name, and a part that looks like another document's language. */
static void test_one_path_twice(void **state) {
  (void)state;
  struct run_options options = {0};
  struct planned p = planned_new(&options);
  struct contents_part same[] = {{"a-b", 0, NULL}, {"a-b", 1, NULL}};
  struct contents_document documents[] = {document("badges")};
  documents[0].language_count = 1;
  documents[0].split = true;
  documents[0].parts = same;
  documents[0].part_count = 2;
  planned_add(&p, "forum", documents, 1);
  assert_paths(&p, (const char *[]){"forum/badges.a-b.ru.pdf", NULL});
  assert_code(&p, 0, "output-twice");
  planned_drop(&p);
}

static void test_hostile_names(void **state) {
  (void)state;
  static const char *const names[] = {"", ".", "..", ".hidden", "a/b", "../../etc", "a\nb", "/abs"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    struct run_options options = {0};
    struct planned p = planned_new(&options);
    struct contents_document bad[] = {document(names[i]), document("good")};
    planned_add(&p, "forum", bad, 2);
    assert_int_equal(p.count, 2); /* of the good one */
    assert_code(&p, 0, "name-not-for-files");
    struct contents_document good[] = {document("good")};
    planned_add(&p, names[i], good, 1);
    assert_int_equal(p.count, 0);
    planned_drop(&p);
  }
}

static void test_many_events(void **state) {
  (void)state;
  struct run_options options = {0};
  struct planned p = planned_new(&options);
  struct contents_document documents[] = {document("release")};
  for (int round = 0; round < 2; round++)
    for (int i = 0; i < 5000; i++) {
      planned_add(&p, arena_printf(p.arena, "event-%d", i), documents, 1);
      assert_int_equal(p.count, round == 0 ? 2 : 0);
    }
  planned_drop(&p);
}

/* --- names and the wire ------------------------------------------------------------------------------------------- */

static void test_file_names(void **state) {
  (void)state;
  static const struct {
    const char *text, *name;
  } cases[] = {{"orozbaev", "orozbaev"},
               {"Айгүл Өмүрбекова", "Айгүл-Өмүрбекова"},
               {"a/b\\c:d", "a-b-c-d"},
               {"../../etc/passwd", "etc-passwd"},
               {"..", ""},
               {"  ", ""},
               {"--x--", "x"},
               {"a\xC2\xA0"
                "b",
                "a-b"},
               {"a\x01\x7F"
                "b",
                "a-b"},
               {"bad\xFF"
                "utf",
                "bad-utf"},
               {"«ИПР»", "ИПР"},
               {"v1.2", "v1.2"},
               {"rtl\xE2\x80\xAE"
                "x",
                "rtl-x"}};
  struct arena *arena = arena_new();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_string_equal(contents_file_name(arena, cases[i].text), cases[i].name);
  char *longest = arena_alloc(arena, 1001);
  for (int i = 0; i < 500; i++)
    memcpy(longest + 2 * i, "ы", 2);
  longest[1000] = '\0';
  assert_int_equal(strlen(contents_file_name(arena, longest)), 80);
  arena_drop(arena);
}

static void test_outline_on_the_wire(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct contents_part parts[] = {{"a", 0, NULL}, {"b", 4, "Б"}};
  struct contents_document documents[] = {document("release"), document("badges")};
  documents[1].split = true;
  documents[1].parts = parts;
  documents[1].part_count = 2;
  documents[1].profiles = wrong_only;
  documents[1].profile_count = 1;
  struct contents contents = {"forum", {"x.yaml", 3, 9}, documents, 2};
  struct buffer wire = {0};
  contents_encode(&contents, &wire);
  struct contents *read = contents_decode(arena, wire.data, wire.length);
  assert_non_null(read);
  assert_string_equal(read->id, "forum");
  assert_string_equal(read->id_at.file, "x.yaml");
  assert_int_equal(read->id_at.column, 9);
  assert_int_equal(read->document_count, 2);
  assert_false(read->documents[0].split);
  assert_int_equal(read->documents[0].language_count, 2);
  assert_string_equal(read->documents[0].languages[1], "ky");
  assert_int_equal(read->documents[1].at.line, 9);
  assert_string_equal(read->documents[1].profiles[0], "x4");
  assert_int_equal(read->documents[1].parts[1].index, 4);
  assert_null(read->documents[1].parts[0].value);
  assert_string_equal(read->documents[1].parts[1].value, "Б");
  for (size_t length = 0; length < wire.length; length++)
    assert_null(contents_decode(arena, wire.data, length));
  buffer_byte(&wire, 0);
  assert_null(contents_decode(arena, wire.data, wire.length));
  buffer_drop(&wire);
  arena_drop(arena);
}

static void test_job_on_the_wire(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct job job = {.event = 5,
                    .event_id = "e",
                    .document = "d",
                    .language = "ru",
                    .profile = "media",
                    .part = {"p", 3, "v"},
                    .at = {"f", 1, 2},
                    .path = "e/d.p.ru.pdf"},
             read;
  struct buffer wire = {0};
  job_encode(&job, &wire);
  assert_true(job_decode(&read, arena, wire.data, wire.length));
  assert_int_equal(read.event, 5);
  assert_string_equal(read.document, "d");
  assert_string_equal(read.part.name, "p");
  assert_int_equal(read.part.index, 3);
  assert_string_equal(read.part.value, "v");
  assert_string_equal(read.path, "e/d.p.ru.pdf");
  assert_int_equal(read.at.column, 2);
  for (size_t length = 0; length < wire.length; length++)
    assert_false(job_decode(&read, arena, wire.data, length));
  buffer_drop(&wire);
  arena_drop(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_order),          cmocka_unit_test(test_selection),
      cmocka_unit_test(test_profiles),       cmocka_unit_test(test_wishes_met_by_a_later_event),
      cmocka_unit_test(test_event_twice),    cmocka_unit_test(test_one_path_twice),
      cmocka_unit_test(test_hostile_names),  cmocka_unit_test(test_many_events),
      cmocka_unit_test(test_file_names),     cmocka_unit_test(test_outline_on_the_wire),
      cmocka_unit_test(test_job_on_the_wire)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
