/* The event: typed values, references, documents, and every mistake with its code and place. */
#include "test_base.h"

#include "base/file.h"
#include "input/event.h"

#include <unistd.h>

struct reading {
  struct arena *arena;
  struct sink *sink;
  struct event *event;
};

static void file_make(const char *folder, const char *name, const char *text) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static void file_remove(const char *folder, const char *name) {
  char path[200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  unlink(path);
}

/* Reads an event with this text, and this list beside it as people.csv. */
static struct reading event_from(const char *yaml, const char *csv) {
  char folder[] = "/tmp/basma-event-XXXXXX", path[200];
  assert_non_null(mkdtemp(folder));
  file_make(folder, "event.yaml", yaml);
  if (csv != NULL)
    file_make(folder, "people.csv", csv);
  struct reading reading = {.arena = arena_new(), .sink = sink_new()};
  snprintf(path, sizeof path, "%s/event.yaml", folder);
  reading.event = event_read(reading.arena, path, &limits_default, reading.sink);
  file_remove(folder, "event.yaml");
  file_remove(folder, "people.csv");
  rmdir(folder);
  return reading;
}

static void reading_drop(struct reading *reading) {
  arena_drop(reading->arena);
  sink_drop(reading->sink);
}

#define HEAD "event: e\nlanguages: [ru, ky]\ntitle: Т\n"
#define TAIL "documents:\n  a: {layout: b}\n"

static const char whole_event[] =
    HEAD "zone: Asia/Bishkek\n"
         "dates: {from: 2019-09-18, to: 2019-09-19}\n"
         "organisations:\n"
         "  dpi: {name: {ru: Институт, ky: Институту}, website: www.dpi.kg}\n"
         "people:\n"
         "  orozbaev: {name: Бектурган Орозбаев, organisation: dpi, phone: [0555 313385, 0770 771711]}\n"
         "  aigul: {name: {ru: Айгүл Асанова, ky: Айгүл Асан кызы}, organisation: ОсОО «Ромашка»}\n"
         "release:\n"
         "  version: 2\n"
         "  embargo: 2019-09-17T10:00\n"
         "  headline: {ru: А, ky: Б}\n"
         "  body: |\n    текст\n"
         "  quotes: {who: orozbaev, text: «да»}\n"
         "  contacts: [aigul]\n"
         "agenda:\n"
         "  - day: 2019-09-18\n"
         "    sessions:\n"
         "      - {start: 9:00, end: \"09:40\", title: Т, speakers: [orozbaev, Жители села, {name: А Б}]}\n"
         "extra: {n: 12.5, code: 0555, when: 2019-01-02, on: yes, by: {ru: р}, list: [a, \"1\"]}\n"
         "documents:\n"
         "  release: {layout: press-release, profile: [media, print], languages: ky}\n"
         "  badges: {layout: badge, each: people, url: \"https://e.kg/{{ id }}\", typography: no, set: {page: {}}}\n";

/* "release.quotes.0.text" */
static const struct value *path(const struct event *event, const char *names) {
  const struct value *value = event->root;
  while (value != NULL && *names != '\0') {
    char name[32];
    size_t length = strcspn(names, ".");
    snprintf(name, sizeof name, "%.*s", (int)length, names);
    bool index = name[0] >= '0' && name[0] <= '9';
    value = index ? value_item(NULL, value, (size_t)(name[0] - '0')) : value_field(value, name);
    names += length + (names[length] == '.');
  }
  return value;
}

static void test_values(void **state) {
  (void)state;
  struct reading reading = event_from(whole_event, NULL);
  const struct event *event = reading.event;
  assert_non_null(event);
  static const struct {
    const char *path;
    enum value_kind kind;
    const char *text;
  } cases[] = {
      {"title", VALUE_TEXT, "Т"},
      {"dates.to", VALUE_DATE, "2019-09-19"},
      {"organisations.dpi.website", VALUE_TEXT, "www.dpi.kg"},
      {"organisations.dpi.id", VALUE_TEXT, "dpi"},
      {"organisations.dpi.name", VALUE_LOCAL, NULL},
      {"people.orozbaev.name.family", VALUE_TEXT, "Орозбаев"},
      {"people.orozbaev.name.given", VALUE_TEXT, "Бектурган"},
      {"people.orozbaev.name.full", VALUE_TEXT, "Бектурган Орозбаев"},
      {"people.orozbaev.organisation.website", VALUE_TEXT, "www.dpi.kg"},
      {"people.orozbaev.phone.1", VALUE_TEXT, "0770 771711"},
      {"people.aigul.organisation", VALUE_TEXT, "ОсОО «Ромашка»"},
      {"people.aigul.name.patronymic", VALUE_LOCAL, NULL},
      {"release.version", VALUE_NUMBER, "2"},
      {"release.embargo", VALUE_INSTANT, "2019-09-17T10:00"},
      {"release.body", VALUE_TEXT, "текст\n"},
      {"release.quotes.0.who.name.given", VALUE_TEXT, "Бектурган"},
      {"release.contacts.0", VALUE_REFERENCE, "aigul"},
      {"agenda.0.sessions.0.start", VALUE_TIME, "9:00"},
      {"agenda.0.sessions.0.speakers.0", VALUE_REFERENCE, "orozbaev"},
      {"agenda.0.sessions.0.speakers.1", VALUE_TEXT, "Жители села"},
      {"agenda.0.sessions.0.speakers.2.name.full", VALUE_TEXT, "А Б"},
      {"extra.n", VALUE_NUMBER, "12.5"},
      {"extra.code", VALUE_TEXT, "0555"},
      {"extra.when", VALUE_DATE, "2019-01-02"},
      {"extra.on", VALUE_FLAG, "yes"},
      {"extra.by", VALUE_LOCAL, NULL},
      {"extra.list.1", VALUE_TEXT, "1"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    const struct value *value = path(event, cases[i].path);
    if (value == NULL || value->kind != cases[i].kind)
      fail_msg("%s", cases[i].path);
    if (cases[i].text != NULL)
      assert_string_equal(value->text, cases[i].text);
  }
  assert_int_equal(path(event, "release.embargo")->instant.offset, 6 * 60);
  assert_int_equal(path(event, "release.embargo")->instant.minute, 10 * 60);
  assert_int_equal(path(event, "release.version")->thousandths, 2000);
  assert_int_equal(path(event, "extra.n")->thousandths, 12500);
  assert_int_equal(path(event, "agenda.0.sessions.0.end")->minute, 9 * 60 + 40);
  assert_int_equal(path(event, "release.body")->format, TEXT_MARKDOWN);
  assert_int_equal(path(event, "organisations.dpi.website")->format, TEXT_URL);
  assert_string_equal(value_in(path(event, "people.aigul.name.patronymic"), "ky", NULL, NULL)->text, "Асан кызы");
  reading_drop(&reading);
}

static void test_event_and_documents(void **state) {
  (void)state;
  struct reading reading = event_from(whole_event, NULL);
  const struct event *event = reading.event;
  assert_string_equal(event->id, "e");
  assert_int_equal(event->language_count, 2);
  assert_string_equal(event->languages[1], "ky");
  assert_int_equal(event->date.day, 17);
  assert_int_equal(event->input_count, 1);
  assert_string_equal(event->inputs[0].path, "event.yaml");
  assert_int_equal(event->inputs[0].length, strlen(whole_event));
  assert_int_equal(event->document_count, 2);
  const struct document *release = event_document(event, "release"), *badges = event_document(event, "badges");
  assert_string_equal(release->layout, "press-release");
  assert_int_equal(release->profile_count, 2);
  assert_string_equal(release->profiles[1], "print");
  assert_int_equal(release->language_count, 1);
  assert_ptr_equal(release->release, path(event, "release"));
  assert_true(release->typography);
  assert_string_equal(badges->each, "people");
  assert_string_equal(badges->url, "https://e.kg/{{ id }}");
  assert_false(badges->typography);
  assert_non_null(yaml_find(badges->set, "page"));
  assert_null(event_document(event, "posters"));
  reading_drop(&reading);
}

static void test_lists(void **state) {
  (void)state;
  struct reading reading = event_from(HEAD "attendees: people.csv\ncolumns: {name: Кто}\n" TAIL, "Кто\nА Б\n\"\nВ Г\n");
  assert_non_null(reading.event);
  const struct value *attendees = path(reading.event, "attendees");
  assert_int_equal(attendees->kind, VALUE_ROWS);
  assert_int_equal(value_count(attendees), 3);
  assert_null(value_item(reading.arena, attendees, 1));
  assert_int_equal(sink_count(reading.sink, SEVERITY_ERROR), 1);
  assert_int_equal(reading.event->input_count, 2);
  assert_string_equal(reading.event->inputs[1].path, "people.csv");
  reading_drop(&reading);

  reading = event_from(HEAD "people: {a: {name: Я}}\n"
                            "attendees: [a, Бектур Орозбаев, {id: 7, name: Б, role: гость}]\n" TAIL,
                       NULL);
  assert_non_null(reading.event);
  assert_string_equal(path(reading.event, "attendees.0.name.given")->text, "Я");
  assert_string_equal(path(reading.event, "attendees.1.name.family")->text, "Орозбаев");
  assert_string_equal(path(reading.event, "attendees.2.role")->text, "гость");
  reading_drop(&reading);
}

static void test_releases(void **state) {
  (void)state;
  struct reading reading = event_from(HEAD "releases:\n  x: {headline: А, date: 2019-01-02}\n  y: {headline: Б}\n"
                                           "documents:\n  a: {layout: b, release: y}\n  c: {layout: d, each: people}\n",
                                      NULL);
  assert_non_null(reading.event);
  assert_string_equal(value_field(event_document(reading.event, "a")->release, "headline")->text, "Б");
  assert_null(event_document(reading.event, "c")->release);
  assert_int_equal(reading.event->date.day, 2);
  reading_drop(&reading);
}

/* One mistake each: the first message's code and place, and the name that was meant. */
static const struct mistake {
  const char *yaml, *code;
  int line, column;
  const char *meant;
} mistakes[] = {
    {HEAD "titel: x\n" TAIL, "unknown-key", 4, 1, "title"},
    {HEAD "вид: x\n" TAIL, "unknown-key-of", 4, 1, NULL},
    {HEAD "place: {citty: Ош}\n" TAIL, "unknown-key", 4, 9, "city"},
    {HEAD "place: {city:Ош}\n" TAIL, "colon-space", 4, 9, NULL},
    {HEAD "place:\n  city:Ош\n" TAIL, "colon-space", 5, 3, NULL},
    {HEAD "place: Ош\n" TAIL, "map-wanted", 4, 8, NULL},
    {HEAD "subtitle: [a]\n" TAIL, "text-wanted", 4, 11, NULL},
    {HEAD "subtitle: {en: a}\n" TAIL, "language-other", 4, 12, NULL},
    {HEAD "subtitle: {kyy: a}\n" TAIL, "language-other", 4, 12, "ky"},
    {HEAD "contacts: [a, ]\n" TAIL, "reference-nobody", 4, 12, NULL},
    {HEAD "contacts:\n  -\n" TAIL, "item-empty", 5, 4, NULL},
    {HEAD "dates: {from: 2019-02-30}\n" TAIL, "date-day", 4, 15, NULL},
    {HEAD "dates: {from: 2019-13-01}\n" TAIL, "date-month", 4, 15, NULL},
    {HEAD "dates: {from: 18.09.2019}\n" TAIL, "date-form", 4, 15, "2019-09-18"},
    {HEAD "dates: {from: 2019-09-19, to: 2019-09-18}\n" TAIL, "dates-order", 4, 31, NULL},
    {HEAD "agenda: [{sessions: [{title: a, start: 9.30}]}]\n" TAIL, "time-form", 4, 40, "09:30"},
    {HEAD "agenda: [{sessions: [{title: a, start: 25:00}]}]\n" TAIL, "time-form", 4, 40, NULL},
    {HEAD "agenda: [{sessions: [{title: a, start: 9:30, end: 9:30}]}]\n" TAIL, "times-order", 4, 51, NULL},
    {HEAD "agenda: [{title: a}]\n" TAIL, "missing-key", 4, 10, NULL},
    {HEAD "release: {headline: a, embargo: 2019-09-17}\n" TAIL, "instant-form", 4, 33, NULL},
    {HEAD "release: {headline: a, embargo: 2019-09-17T10:00}\n" TAIL, "zone-missing", 4, 33, NULL},
    {HEAD "release: {headline: a, embargo: 2019-09-17T10:00+99:00}\n" TAIL, "instant-form", 4, 33, NULL},
    {HEAD "release: {headline: a, version: первая}\n" TAIL, "number-form", 4, 33, NULL},
    {HEAD "zone: Asia/Bishkeck\n" TAIL, "zone-unknown", 4, 7, "Asia/Bishkek"},
    {HEAD "website: dpi\n" TAIL, "url-form", 4, 10, NULL},
    {HEAD "website: javascript:alert(1)\n" TAIL, "url-form", 4, 10, NULL},
    {HEAD "people: {a: {name: Я, email: a@b}}\n" TAIL, "email-form", 4, 30, NULL},
    {HEAD "people: {a: {name: Я, phone: О555 313385}}\n" TAIL, "phone-form", 4, 30, NULL},
    {HEAD "people: {a: {position: Я}}\n" TAIL, "missing-key", 4, 13, NULL},
    {HEAD "people: {a: {name: \" \"}}\n" TAIL, "name-empty", 4, 21, NULL},
    {HEAD "people: {аня: {name: Я}}\n" TAIL, "id-form", 4, 10, NULL},
    {HEAD "people: {anna: {name: Я}}\ncontacts: [ana]\n" TAIL, "reference-nobody", 5, 12, "anna"},
    {HEAD "people: {anna: {name: Я}}\nagenda: {sessions: [{title: a, speakers: [ana]}]}\n" TAIL, "reference-speaker", 5,
     43, "anna"},
    {HEAD "people: {a: {name: Я, organisation: dpi}}\n" TAIL, "reference-organisation", 4, 37, NULL},
    {HEAD "attendees: [{role: x}]\n" TAIL, "name-empty", 4, 13, NULL},
    {HEAD "attendees: [{id: 1, name: А}, {id: 1, name: Б}]\n" TAIL, "id-twice", 4, 36, NULL},
    {HEAD "attendees: people.csv\n" TAIL, "file-missing", 4, 12, NULL},
    {HEAD "attendees: ../people.csv\n" TAIL, "file-outside", 4, 12, NULL},
    {HEAD "attendees: people.xlsx\n" TAIL, "file-missing", 4, 12, NULL},
    {HEAD "release: {headline: a}\nreleases: {b: {headline: c}}\n" TAIL, "release-twice", 5, 11, NULL},
    {HEAD "releases: {b: {headline: c}, d: {headline: e}}\n" TAIL, "release-ambiguous", 6, 3, NULL},
    {HEAD "releases: {news: {headline: c}}\ndocuments: {a: {layout: b, release: new}}\n", "release-unknown", 5, 37,
     "news"},
    {HEAD "documents: {a: {layout: b, profile: prnt}}\n", "profile-unknown", 4, 37, "print"},
    {HEAD "documents: {a: {layout: b, languages: [en]}}\n", "language-other", 4, 40, NULL},
    {HEAD "documents: {a: {layout: b, each: atendees}}\n", "path-unknown", 4, 34, "attendees"},
    {HEAD "documents: {a: {layout: b, typography: maybe}}\n", "flag-form", 4, 40, NULL},
    {HEAD "documents: {a: {each: people}}\n", "missing-key", 4, 16, NULL},
    {HEAD "documents: {a: {layout: b, set: x}}\n", "map-wanted", 4, 33, NULL},
    {HEAD, "missing-key", 1, 1, NULL},
    {"event: e\nlanguages: [kg]\ntitle: Т\n" TAIL, "language-form", 2, 13, "ky"},
    {"event: e\nlanguages: [ru, ru]\ntitle: Т\n" TAIL, "language-twice", 2, 17, NULL},
    {"event: обмен\nlanguages: [ru]\ntitle: Т\n" TAIL, "id-form", 1, 8, NULL},
    {"просто текст\n", "map-wanted", 1, 1, NULL},
    {"- a\n", "map-wanted", 1, 1, NULL},
};

static void mistake_check(const struct mistake *mistake) {
  struct reading reading = event_from(mistake->yaml, NULL);
  struct diagnostic_view view = sink_view(reading.sink, 0, MESSAGE_ENGLISH, reading.arena);
  if (reading.event != NULL || strcmp(view.code, mistake->code) != 0 || view.at.line != mistake->line ||
      view.at.column != mistake->column)
    fail_msg("%s\ngives %d:%d %s", mistake->yaml, view.at.line, view.at.column, view.code);
  struct buffer messages = {0};
  sink_print(reading.sink, MESSAGE_ENGLISH, false, &messages);
  char note[100];
  snprintf(note, sizeof note, "did you mean «%s»?", mistake->meant != NULL ? mistake->meant : "");
  if ((strstr(messages.data, note) != NULL) != (mistake->meant != NULL))
    fail_msg("%s", messages.data);
  buffer_drop(&messages);
  reading_drop(&reading);
}

static void test_mistakes(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(mistakes); i++)
    mistake_check(&mistakes[i]);
}

static void test_many_in_one_run(void **state) {
  (void)state;
  struct reading reading = event_from(HEAD "title: again\nplace: {citty: Ош}\ndates: {from: 2019-02-30}\n"
                                           "contacts: [nobody]\nattendees: people.csv\n" TAIL,
                                      "ФИО;Почта\nА Б;x\n");
  assert_null(reading.event);
  assert_int_equal(sink_count(reading.sink, SEVERITY_ERROR), 5);
  reading_drop(&reading);
}

static void test_warnings_keep_the_event(void **state) {
  (void)state;
  struct reading reading =
      event_from(HEAD "dates: {from: 2019-09-18}\nagenda: [{day: 2019-09-20, sessions: []}]\n" TAIL, NULL);
  assert_non_null(reading.event);
  assert_string_equal(sink_view(reading.sink, 0, MESSAGE_ENGLISH, reading.arena).code, "agenda-day");
  reading_drop(&reading);
}

/* Many references to many people: sorting keeps it fast. */
static void test_many_references(void **state) {
  (void)state;
  struct buffer yaml = {0};
  buffer_text(&yaml, HEAD "people:\n");
  for (int i = 0; i < 20000; i++)
    buffer_printf(&yaml, "  p%d: {name: Я}\n", i);
  buffer_text(&yaml, "contacts:\n");
  for (int i = 20000; i-- > 0;)
    buffer_printf(&yaml, "  - p%d\n", i);
  buffer_text(&yaml, TAIL);
  struct reading reading = event_from(yaml.data, NULL);
  assert_non_null(reading.event);
  const struct value *contacts = path(reading.event, "contacts");
  assert_string_equal(value_field(value_item(NULL, contacts, 0), "id")->text, "p19999");
  reading_drop(&reading);
  buffer_drop(&yaml);
}

/* Lists that are searched again and again are short. */
static void test_too_many(void **state) {
  (void)state;
  struct buffer yaml = {0};
  buffer_text(&yaml, "event: e\ntitle: Т\nlanguages: [ru");
  for (int i = 0; i < 50; i++)
    buffer_text(&yaml, ", ru");
  buffer_text(&yaml, "]\ndocuments:\n");
  for (int i = 0; i < 1001; i++)
    buffer_printf(&yaml, "  d%d: {layout: b}\n", i);
  struct reading reading = event_from(yaml.data, NULL);
  assert_null(reading.event);
  assert_int_equal(sink_length(reading.sink), 2);
  for (size_t i = 0; i < 2; i++)
    assert_string_equal(sink_view(reading.sink, i, MESSAGE_ENGLISH, reading.arena).code, "too-many");
  reading_drop(&reading);
  buffer_drop(&yaml);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_values),
      cmocka_unit_test(test_event_and_documents),
      cmocka_unit_test(test_lists),
      cmocka_unit_test(test_releases),
      cmocka_unit_test(test_mistakes),
      cmocka_unit_test(test_many_in_one_run),
      cmocka_unit_test(test_warnings_keep_the_event),
      cmocka_unit_test(test_many_references),
      cmocka_unit_test(test_too_many),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
