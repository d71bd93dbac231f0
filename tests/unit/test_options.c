/* The command line: commands, options, near names, limits, the language of messages, help. */
#include "options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { MOST_ARGUMENTS = 12 };

struct parsed {
  struct arena *arena;
  struct sink *sink;
  struct options options;
  bool good;
};

static struct parsed parse(char *const *arguments) {
  struct parsed parsed = {.arena = arena_new(), .sink = sink_new()};
  int count = 0;
  while (arguments[count])
    count++;
  parsed.good = options_parse(parsed.arena, count, arguments, parsed.sink, &parsed.options);
  return parsed;
}

static void drop(struct parsed *parsed) {
  sink_drop(parsed->sink);
  arena_drop(parsed->arena);
}

static void test_build(void **state) {
  (void)state;
  struct parsed p = parse((char *[]){"build", "-oDIR", "-d", "badges", "-dagenda", "-l", "ky", "--profile=media",
                                     "a.yaml", "--layouts", "mine", "-j", "3", NULL});
  assert_true(p.good);
  assert_int_equal(p.options.command, COMMAND_BUILD);
  const struct run_options *run = &p.options.run;
  assert_string_equal(run->output, "DIR");
  assert_int_equal(run->document_count, 2);
  assert_string_equal(run->documents[0], "badges");
  assert_string_equal(run->documents[1], "agenda");
  assert_int_equal(run->language_count, 1);
  assert_string_equal(run->languages[0], "ky");
  assert_string_equal(run->profile, "media");
  assert_string_equal(run->layouts, "mine");
  assert_int_equal(run->workers, 3);
  assert_int_equal(run->event_count, 1);
  assert_string_equal(run->events[0], "a.yaml");
  assert_false(run->check);
  drop(&p);
}

static void test_defaults(void **state) {
  (void)state;
  struct parsed p = parse((char *[]){"check", "a", NULL});
  assert_true(p.good);
  assert_true(p.options.run.check);
  assert_string_equal(p.options.run.output, "out");
  assert_int_equal(p.options.run.workers, 0);
  assert_null(p.options.run.profile);
  assert_int_equal(p.options.run.progress, PROGRESS_AUTO);
  assert_int_equal(p.options.run.messages, MESSAGES_TEXT);
  assert_memory_equal(&p.options.run.limits, &limits_default, sizeof limits_default);
  drop(&p);
}

static void test_many_events_and_the_end_of_options(void **state) {
  (void)state;
  struct parsed p =
      parse((char *[]){"build", "1", "2", "3", "4", "5", "6", "7", "8", "9", "--", "--strict", "-o", NULL});
  assert_true(p.good);
  assert_int_equal(p.options.run.event_count, 11);
  assert_string_equal(p.options.run.events[9], "--strict");
  assert_string_equal(p.options.run.events[10], "-o");
  assert_false(p.options.run.strict);
  drop(&p);
}

static void test_modes(void **state) {
  (void)state;
  struct parsed p = parse(
      (char *[]){"build", "--strict", "--progress", "never", "--messages=json", "--limit", "deadline=9", "a", NULL});
  assert_true(p.good);
  assert_true(p.options.run.strict);
  assert_int_equal(p.options.run.progress, PROGRESS_NEVER);
  assert_int_equal(p.options.run.messages, MESSAGES_JSON);
  assert_int_equal(p.options.run.limits.deadline_seconds, 9);
  drop(&p);
}

static void test_limits(void **state) {
  (void)state;
  static const struct {
    char *argument;
    size_t offset, value;
  } cases[] = {{"yaml=5", offsetof(struct limits, yaml_bytes), 5},
               {"list=7K", offsetof(struct limits, list_bytes), 7000},
               {"attendees=2m", offsetof(struct limits, attendees), 2000000},
               {"pixels=3M", offsetof(struct limits, image_pixels), 3000000},
               {"pages=12", offsetof(struct limits, pages), 12},
               {"memory=2G", offsetof(struct limits, memory_bytes), 2000000000}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct parsed p = parse((char *[]){"build", "--limit", cases[i].argument, "a", NULL});
    assert_true(p.good);
    size_t value;
    memcpy(&value, (const char *)&p.options.run.limits + cases[i].offset, sizeof value);
    assert_int_equal(value, cases[i].value);
    drop(&p);
  }
}

/* Everything that is refused, with the code of the message. */
static void test_refused(void **state) {
  (void)state;
  static const struct {
    char *arguments[MOST_ARGUMENTS];
    const char *code;
  } cases[] = {
      {{"biuld"}, "unknown-command"},
      {{""}, "unknown-command"},
      {{"build", "--unheard", "a"}, "unknown-option"},
      {{"build", "--once", "a"}, "unknown-option"},
      {{"build", "--stric", "a"}, "unknown-option"},
      {{"build", "-x", "a"}, "unknown-option"},
      {{"build", "-ы", "a"}, "unknown-option"},
      {{"check", "-o", "out", "a"}, "unknown-option"},
      {{"fonts", "-j2"}, "unknown-option"},
      {{"build"}, "event-missing"},
      {{"check", "--strict"}, "event-missing"},
      {{"build", "a", "-o"}, "option-value"},
      {{"build", "a", "--profile="}, "option-value"},
      {{"build", "a", "-o", ""}, "option-value"},
      {{"build", "--strict=yes", "a"}, "option-flag"},
      {{"build", "-hx"}, "option-flag"},
      {{"build", "-j0", "a"}, "option-number"},
      {{"build", "-j", "257", "a"}, "option-number"},
      {{"build", "-j", "-1", "a"}, "option-number"},
      {{"build", "-j", "2x", "a"}, "option-number"},
      {{"build", "-j", "1K", "a"}, "option-number"},
      {{"build", "-j", "99999999999999999999", "a"}, "option-number"},
      {{"build", "--profile", "x4", "a"}, "option-choice"},
      {{"build", "--progress", "", "a"}, "option-value"},
      {{"build", "--progress=sometimes", "a"}, "option-choice"},
      {{"build", "--messages", "xml", "a"}, "option-choice"},
      {{"build", "-l", "Russian language", "a"}, "option-language"},
      {{"build", "-l", "r", "a"}, "option-language"},
      {{"build", "-l", "ru-", "a"}, "option-language"},
      {{"build", "-l", "../x", "a"}, "option-language"},
      {{"build", "--limit", "memory", "a"}, "option-limit-form"},
      {{"build", "--limit", "=3", "a"}, "option-limit-form"},
      {{"build", "--limit", "memoryy=3", "a"}, "option-limit"},
      {{"build", "--limit", "memory=", "a"}, "option-number"},
      {{"build", "--limit", "memory=0", "a"}, "option-number"},
      {{"build", "--limit", "memory=1KB", "a"}, "option-number"},
      {{"build", "--limit", "memory=99999999999G", "a"}, "option-number"},
      {{"build", "--limit", "deadline=1K", "a"}, "option-number"},
      {{"fonts", "a"}, "argument-unexpected"},
      {{"init"}, "folder-missing"},
      {{"init", "a", "b"}, "argument-unexpected"},
      {{"help", "biuld"}, "unknown-command"},
      {{"help", "build", "check"}, "argument-unexpected"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct parsed p = parse(cases[i].arguments);
    struct diagnostic_view view = {.code = "nothing"};
    if (sink_length(p.sink))
      view = sink_view(p.sink, 0, MESSAGE_ENGLISH, p.arena);
    if (p.good || strcmp(view.code, cases[i].code) != 0 || sink_length(p.sink) != 1)
      fail_msg("case %zu (%s %s): %zu messages, %s", i, cases[i].arguments[0],
               cases[i].arguments[1] ? cases[i].arguments[1] : "", sink_length(p.sink), view.code);
    drop(&p);
  }
}

static void test_near_names(void **state) {
  (void)state;
  static const struct {
    char *arguments[MOST_ARGUMENTS];
    const char *near; /* NULL: none is near */
  } cases[] = {{{"biuld"}, "did you mean «build»?"},
               {{"layout"}, "did you mean «layouts»?"},
               {{"build", "--stric", "a"}, "did you mean «--strict»?"},
               {{"build", "--layout=x", "a"}, "did you mean «--layouts»?"},
               {{"fonts", "--stric"}, NULL},
               {{"preflight"}, NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct parsed p = parse(cases[i].arguments);
    struct buffer text = {0};
    sink_print(p.sink, MESSAGE_ENGLISH, false, &text);
    assert_false(p.good);
    if (cases[i].near)
      assert_non_null(strstr(text.data, cases[i].near));
    else
      assert_null(strstr(text.data, "did you mean"));
    buffer_drop(&text);
    drop(&p);
  }
}

static void test_commands(void **state) {
  (void)state;
  static const struct {
    char *arguments[MOST_ARGUMENTS];
    enum command command;
    const char *topic;
  } cases[] = {{{NULL}, COMMAND_HELP, NULL},
               {{"--help"}, COMMAND_HELP, NULL},
               {{"help"}, COMMAND_HELP, NULL},
               {{"help", "check"}, COMMAND_HELP, "check"},
               {{"build", "--help"}, COMMAND_HELP, "build"},
               {{"layouts", "-h"}, COMMAND_HELP, "layouts"},
               {{"--version"}, COMMAND_VERSION, NULL},
               {{"fonts"}, COMMAND_FONTS, NULL},
               {{"layouts", "--layouts", "x"}, COMMAND_LAYOUTS, NULL},
               {{"init", "new"}, COMMAND_INIT, NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct parsed p = parse(cases[i].arguments);
    assert_true(p.good);
    assert_int_equal(p.options.command, cases[i].command);
    if (cases[i].topic)
      assert_string_equal(p.options.topic, cases[i].topic);
    else
      assert_null(p.options.topic);
    drop(&p);
  }
}

static void test_language(void **state) {
  (void)state;
  static const struct {
    const char *lc_all, *lc_messages, *lang;
    enum message_language expected;
  } cases[] = {{NULL, NULL, NULL, MESSAGE_ENGLISH},          {NULL, NULL, "ru_RU.UTF-8", MESSAGE_RUSSIAN},
               {NULL, NULL, "ru", MESSAGE_RUSSIAN},          {"C", NULL, "ru_RU.UTF-8", MESSAGE_ENGLISH},
               {"", "", "ru_RU.UTF-8", MESSAGE_RUSSIAN},     {NULL, "ru_KG.UTF-8", "en_US.UTF-8", MESSAGE_RUSSIAN},
               {"ru_RU", "en_US", "en_US", MESSAGE_RUSSIAN}, {NULL, NULL, "run_UG.UTF-8", MESSAGE_ENGLISH},
               {NULL, NULL, "ky_KG.UTF-8", MESSAGE_ENGLISH}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(options_language(cases[i].lc_all, cases[i].lc_messages, cases[i].lang), cases[i].expected);
}

static void test_help(void **state) {
  (void)state;
  static const struct {
    const char *topic;
    enum message_language language;
    const char *holds, *lacks;
  } cases[] = {{NULL, MESSAGE_ENGLISH, "  build EVENT.yaml…", "--strict"},
               {NULL, MESSAGE_RUSSIAN, "сделать документы событий", "make the documents"},
               {"build", MESSAGE_ENGLISH, "  -o DIR ", "--typography"},
               {"build", MESSAGE_ENGLISH, "  --limit NAME=VALUE ", "ход работы"},
               {"check", MESSAGE_ENGLISH, "  memory=", "-o DIR"},
               {"check", MESSAGE_RUSSIAN, "код завершения", "exit status"},
               {"layouts", MESSAGE_ENGLISH, "--layouts DIR", "--strict"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct buffer text = {0};
    options_help(cases[i].topic, cases[i].language, &text);
    if (!strstr(text.data, cases[i].holds) || strstr(text.data, cases[i].lacks))
      fail_msg("case %zu:\n%s", i, text.data);
    buffer_drop(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_build),    cmocka_unit_test(test_defaults),
      cmocka_unit_test(test_modes),    cmocka_unit_test(test_many_events_and_the_end_of_options),
      cmocka_unit_test(test_limits),   cmocka_unit_test(test_refused),
      cmocka_unit_test(test_commands), cmocka_unit_test(test_near_names),
      cmocka_unit_test(test_language), cmocka_unit_test(test_help)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
