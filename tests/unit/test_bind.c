/* Paths, filters, templates: what comes out, where it came from, and what is refused. */
#include "test_base.h"

#include "bind_fixture.h"

static const char event_text[] =
    "event: forum\n"
    "languages: [ru, ky]\n"
    "title: {ru: Форум, ky: Форум ky}\n"
    "project: {title: Проект, website: www.dpi.kg, donors: [Первый, Второй, Третий]}\n"
    "zone: Asia/Bishkek\n"
    "dates: {from: 2019-09-18, to: 2019-09-19}\n"
    "place: {city: {ru: Ош}}\n"
    "organisations:\n"
    "  dpi: {name: Институт, phone: 0312976530}\n"
    "people:\n"
    "  oro: {name: {family: Орозбаев, given: Бектур}, position: Менеджер, organisation: dpi}\n"
    "  jam: {name: Джаманкулова Нургуль, email: n@dpi.kg}\n"
    "release:\n"
    "  headline: Заголовок\n"
    "  date: 2019-09-17\n"
    "  version: 1234567\n"
    "  contacts: [jam, oro]\n"
    "agenda:\n"
    "  - day: 2019-09-18\n"
    "    sessions:\n"
    "      - {title: Первая, start: 09:00, end: 09:40, speakers: [oro]}\n"
    "      - {title: Вторая, start: 10:00}\n"
    "  - sessions: [{title: Третья}]\n"
    "extra: {ok: yes, no: no, note: <b>&x, ratio: 12.5, tags: [a, b]}\n"
    "documents: {d: {layout: l}}\n";

static struct text_source layout_at(int column) {
  return (struct text_source){.at = {"layout.yaml", 7, column}, .kind = SOURCE_INLINE};
}

/* The pieces of a template joined by "|"; "!" after an error. */
static const char *bound(struct fixture *fixture, const struct scope *scope, const char *text) {
  struct template parsed;
  struct bound_text result;
  const char *out = "";
  if (!template_parse(fixture->arena, text, strlen(text), layout_at(10), fixture->sink, &parsed))
    fail_msg("%s: %s", text, fixture_messages(fixture));
  if (!bind_template(&fixture->compose.binder, scope, &parsed, &result))
    return "!";
  for (size_t i = 0; i < result.count; i++)
    out = arena_printf(fixture->arena, "%s%s%.*s", out, i > 0 ? "|" : "", (int)result.pieces[i].length,
                       result.pieces[i].text);
  return out;
}

struct text_case {
  const char *template, *expected;
};

static void check_cases(const struct text_case *cases, size_t count, const char *language) {
  struct fixture fixture;
  fixture_open(&fixture, event_text, NULL);
  fixture_language(&fixture, language);
  for (size_t i = 0; i < count; i++)
    assert_string_equal(bound(&fixture, &fixture.root, cases[i].template), cases[i].expected);
  assert_false(sink_has_errors(fixture.sink));
  fixture_close(&fixture);
}

static void test_paths(void **state) {
  (void)state;
  static const struct text_case cases[] = {
      {"{{ title }}", "Форум"},
      {"a {{ project.title }} b", "a |Проект| b"},
      {"{{ title.ky }}", "Форум ky"},
      {"{{ release.contacts.1.position }}", "Менеджер"},             /* through a list and a reference */
      {"{{ people.oro.organisation.name }}", "Институт"},            /* through two references */
      {"{{ agenda.sessions.title }}", "Первая|, |Вторая|, |Третья"}, /* flat */
      {"{{ agenda.0.sessions.1.title }}", "Вторая"},
      {"{{ agenda.9.sessions.1.title }}", ""},
      {"{{ agenda.99999999999999999999.day }}", ""},
      {"{{ release.embargo }}", ""}, /* an optional field */
      {"{{ release.contacts.position }}", "Менеджер"},
      {"{{ extra.anything.at.all }}", ""},
      {"{{ people.jam.name }}", "Джаманкулова Нургуль"},
      {"{{ people.jam.name.given }}", "Нургуль"},
      {"{{ people.jam }}", "Джаманкулова Нургуль"}, /* a person by name */
      {"{{ people.oro.organisation }}", "Институт"},
      {"{{ dates.from }}", "18\u00A0сентября 2019\u00A0года"},
      {"{{ agenda.0.sessions.0.start }}", "09:00"},
      {"{{ release.version }}", "1234567"},
  };
  check_cases(cases, COUNT(cases), "ru");
}

static void test_filters(void **state) {
  (void)state;
  static const struct text_case cases[] = {
      {"{{ release.headline | upper }}", "ЗАГОЛОВОК"},
      {"{{ release.headline | upper | lower | capitalise }}", "Заголовок"},
      {"{{ release.date | date: short }}", "17.09.2019"},
      {"{{ dates | range: long }}", "18 и\u00A019\u00A0сентября 2019\u00A0года"},
      {"{{ agenda.0.sessions.0 | range }}", "09:00–09:40"},
      {"{{ agenda.0.sessions.1 | range }}", "10:00"},
      {"{{ agenda.1.sessions.0 | range }}", ""},
      {"{{ agenda.0.sessions.start | time | join: \"; \" }}", "09:00; 10:00"},
      {"{{ people.oro | initials }}", "Б.\u00A0Орозбаев"},
      {"{{ people.oro.name | initials }}", "Б.\u00A0Орозбаев"},
      {"{{ people.oro | initials: after }}", "Орозбаев\u00A0Б."},
      {"{{ people.oro | name }}", "Бектур Орозбаев"},
      {"{{ people.oro.name | name: family-first }}", "Орозбаев Бектур"},
      {"{{ people.jam.name.full | name: short }}", "Нургуль Джаманкулова"},
      {"{{ release.contacts | name | join: and }}", "Нургуль Джаманкулова и Бектур Орозбаев"},
      {"{{ project.donors | count | plural: донор, донора, доноров }}", "3\u00A0донора"},
      {"{{ release.version | plural: участник, участника, участников }}", "1\u00A0234\u00A0567\u00A0участников"},
      {"{{ extra.ratio | plural: день, дня, дней }}", "12,5\u00A0дня"},
      {"{{ project.donors | count | plural: катышуучу }}", "3\u00A0катышуучу"},
      {"{{ release.quotes | count | plural: quote, quotes }}", "0\u00A0quotes"},
      {"{{ release.embargo | plural: a }}", ""},
      {"{{ project.donors | sort | join }}", "Второй, Первый, Третий"},
      {"{{ project.donors | sort | first }}", "Второй"},
      {"{{ people | sort: name.family | name | join }}", "Нургуль Джаманкулова, Бектур Орозбаев"},
      {"{{ agenda.sessions | sort: start, title | join }}", "Первая, Вторая, Третья"},
      {"{{ title | sort }}", "Форум"},
      {"{{ release.version | number }}", "1\u00A0234\u00A0567"},
      {"{{ project.donors | join: and }}", "Первый, Второй и Третий"},
      {"{{ project.donors | join: \" / \" }}", "Первый / Второй / Третий"},
      {"{{ project.donors | upper | join }}", "ПЕРВЫЙ, ВТОРОЙ, ТРЕТИЙ"},
      {"{{ project.donors | first }}", "Первый"},
      {"{{ project.donors | last }}", "Третий"},
      {"{{ project.donors | count }}", "3"},
      {"{{ release.quotes | count }}", "0"},
      {"{{ release.embargo | default: сразу }}", "сразу"},
      {"{{ release.embargo | upper }}", ""},
      {"{{ release.headline | default: нет }}", "Заголовок"},
      {"{{ release.headline | before: \"№ \" | after: . }}", "№ Заголовок."},
      {"{{ release.embargo | before: до | after: . }}", ""},
      {"{{ people.oro.name | initials: letters }}", "БО"},
      {"{{ people.oro.name.family | transliterate }}", "Orozbayev"},
      {"{{ extra.note | url }}", "%3Cb%3E%26x"},
      {"{{ release.headline | url }}", "%D0%97%D0%B0%D0%B3%D0%BE%D0%BB%D0%BE%D0%B2%D0%BE%D0%BA"},
  };
  check_cases(cases, COUNT(cases), "ru");
}

static void test_business_cards(void **state) {
  (void)state;
  static const char event[] = "event: a\nlanguages: [ru]\ntitle: t\nattendees: people.csv\n"
                              "organisations: {dpi: {name: Институт политики, short: \"ИПР; КР\"}}\n"
                              "documents: {d: {layout: l}}\n";
  static const char people[] =
      "id,ФИО,организация,должность,email,телефон,url\n"
      "1,Орозбаев Бектур Асанович,dpi,\"глава, мэр\\стр\",b@dpi.kg,+996 312 97-65-30,https://dpi.kg/a?b=1;c\n"
      "2,Ли,\"ОАО \n«А»\",,,,\n";
  static const struct text_case cases[] = {
      {"{{ attendees | first | vcard }}", "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Орозбаев;Бектур;Асанович;;\r\n"
                                          "FN:Орозбаев Бектур Асанович\r\nORG:ИПР\\; КР\r\n"
                                          "TITLE:глава\\, мэр\\\\стр\r\nTEL:+996312976530\r\nEMAIL:b@dpi.kg\r\n"
                                          "URL:https://dpi.kg/a?b=1;c\r\nEND:VCARD\r\n"},
      {"{{ attendees | last | vcard: 4.0 }}", "BEGIN:VCARD\r\nVERSION:4.0\r\nN:;Ли;;;\r\nFN:Ли\r\n"
                                              "ORG:ОАО \\n«А»\r\nEND:VCARD\r\n"},
  };
  struct fixture fixture;
  fixture_open(&fixture, event, people);
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_string_equal(bound(&fixture, &fixture.root, cases[i].template), cases[i].expected);
  fixture_close(&fixture);
}

/* People in the order of the Kyrgyz alphabet: each as it was among equals, those without a value last. */
static void test_sorted_rows(void **state) {
  (void)state;
  static const char event[] = "event: a\nlanguages: [ky]\ntitle: t\nattendees: people.csv\n"
                              "documents: {d: {layout: l}}\n";
  static const char people[] = "id,ФИО,организация\n1,Үсөнова Айгүл,Б\n2,,В\n3,Уметалиев Азиз,\n4,Ңаа Бек,А\n"
                               "5,Ногойбаев Бек,а\n6,Өмүров Бек,Б\n7,Осмонов Бек,А\n";
  static const struct text_case cases[] = {
      {"{{ attendees | sort: name.family | count }}", "7"},
      {"{{ attendees.id | join }}", "1, 3, 4, 5, 6, 7"},
      {"{{ attendees | sort: name.family | first }}", "Ногойбаев Бек"},
      {"{{ attendees | sort: name.family | name: family-first | join }}",
       "Ногойбаев Бек, Ңаа Бек, Осмонов Бек, Өмүров Бек, Уметалиев Азиз, Үсөнова Айгүл"},
      {"{{ attendees | sort: name.given, name.family | initials | join }}",
       "А.\u00A0Уметалиев, А.\u00A0Үсөнова, Б.\u00A0Ногойбаев, Б.\u00A0Ңаа, Б.\u00A0Осмонов, Б.\u00A0Өмүров"},
      {"{{ attendees | sort: organisation | name: family-first | join }}",
       "Ногойбаев Бек, Ңаа Бек, Осмонов Бек, Үсөнова Айгүл, Өмүров Бек, Уметалиев Азиз"},
      {"{{ attendees | sort: nothing | first }}", "Үсөнова Айгүл"},
  };
  struct fixture fixture;
  fixture_open(&fixture, event, people);
  fixture_language(&fixture, "ky");
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_string_equal(bound(&fixture, &fixture.root, cases[i].template), cases[i].expected);
  fixture_close(&fixture);
}

/* Somebody's own Latin letters win over the rules of romanization, and so does the English of the event. */
static void test_latin_names(void **state) {
  (void)state;
  static const char event[] = "event: a\nlanguages: [ky, en]\ntitle: Форум\nattendees: people.csv\npeople:\n"
                              "  a: {name: {family: Жумабаева, given: Айгүл}}\n"
                              "  b: {name: {family: Жумабаева, given: Айгүл, latin: Aigul Jumabaeva}}\n"
                              "  c: {name: Жумабаева Айгүл, latin: Aigul J.}\n"
                              "  d: {name: {family: {ky: Жумабаева, en: Jumabaeva}, given: {ky: Айгүл, en: Aigul}}}\n"
                              "documents: {d: {layout: l}}\n";
  static const char people[] = "family,given,latin\nЖумабаева,Айгүл,\nЖумабаева,Айгүл,Aigul Zhumabaeva\n";
  static const struct text_case cases[] = {
      {"{{ people.a | transliterate }}", "Jumabaeva Aygül"},
      {"{{ people.a.name | transliterate }}", "Jumabaeva Aygül"},
      {"{{ people.a.name.given | transliterate }}", "Aygül"},
      {"{{ people.b.name | transliterate }}", "Aigul Jumabaeva"},
      {"{{ people.b | transliterate }}", "Aigul Jumabaeva"},
      {"{{ people.c | transliterate }}", "Aigul J."},
      {"{{ people.d.name | transliterate }}", "Aigul Jumabaeva"},
      {"{{ people.d.name.given | transliterate }}", "Aygül"},
      {"{{ attendees.0.name | transliterate }}", "Jumabaeva Aygül"},
      {"{{ attendees.1.name | transliterate }}", "Aigul Zhumabaeva"},
      {"{{ attendees.1.latin }}", "Aigul Zhumabaeva"},
      {"{{ title | transliterate }}", "Forum"},
  };
  struct fixture fixture;
  fixture_open(&fixture, event, people);
  fixture_language(&fixture, "ky");
  for (size_t i = 0; i < COUNT(cases); i++)
    assert_string_equal(bound(&fixture, &fixture.root, cases[i].template), cases[i].expected);
  assert_string_equal(fixture_codes(&fixture), "");
  fixture_close(&fixture);
}

static void test_conditions(void **state) {
  (void)state;
  static const struct {
    const char *when;
    bool expected;
  } cases[] = {
      {"agenda", true},
      {"release.embargo", false},
      {"not release.embargo", true},
      {"not agenda", false},
      {"extra.ok", true},
      {"extra.no", false},
      {"release.headline | is: Заголовок", true},
      {"release.headline | is: Иначе, Заголовок", true},
      {"release.headline | is: Заголовок | not", false},
      {"release.embargo | is: x", false},
      {"release.embargo | is: x | not", true},
      {"release.embargo | not", true},
      {"agenda | not", false},
      {"people.oro.organisation | is: dpi", true}, /* a reference by its id */
      {"people.oro.organisation | is: Институт", true},
      {"extra.ok | is: yes", true},
  };
  struct fixture fixture;
  fixture_open(&fixture, event_text, NULL);
  for (size_t i = 0; i < COUNT(cases); i++) {
    const struct expression *when =
        expression_parse(fixture.arena, cases[i].when, strlen(cases[i].when), layout_at(3), fixture.sink);
    if (when == NULL)
      fail_msg("%s", fixture_messages(&fixture));
    if (bind_condition(&fixture.compose.binder, &fixture.root, when) != cases[i].expected)
      fail_msg("%s", cases[i].when);
  }
  assert_true(bind_condition(&fixture.compose.binder, &fixture.root, NULL));
  assert_string_equal(fixture_codes(&fixture), "");
  fixture_close(&fixture);
}

/* A name that means nothing is refused where the layout uses it, with the name that was meant. */
static void test_unknown_names(void **state) {
  (void)state;
  static const struct {
    const char *template, *near;
  } cases[] = {
      {"{{ relase.headline }}", "release"},
      {"{{ release.headlin }}", "headline"},
      {"{{ agenda.sesions.title }}", "sessions"},
      {"{{ nobody_knows_this | upper }}", NULL},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct fixture fixture;
    fixture_open(&fixture, event_text, NULL);
    assert_string_equal(bound(&fixture, &fixture.root, cases[i].template), "!");
    assert_string_equal(bound(&fixture, &fixture.root, cases[i].template), "!"); /* reported once, failing again */
    assert_string_equal(fixture_codes(&fixture), "layout.yaml:7:13 name-unknown; ");
    const char *messages = fixture_messages(&fixture);
    if (cases[i].near == NULL)
      assert_null(strstr(messages, "did you mean"));
    else
      assert_non_null(strstr(messages, arena_printf(fixture.arena, "«%s»?", cases[i].near)));
    fixture_close(&fixture);
  }
}

/* A value that a filter cannot take: the content's place, and the layout's in a note. */
static void test_wrong_values(void **state) {
  (void)state;
  static const struct {
    const char *template, *codes;
  } cases[] = {
      {"{{ release.headline | date: short }}", "event.yaml:14:13 filter-date; "},
      {"{{ release.headline | time }}", "event.yaml:14:13 filter-time; "},
      {"{{ release.headline | plural: a, b, c }}", "event.yaml:14:13 filter-number; "},
      {"{{ extra | name }}", "event.yaml:24:8 filter-name; "},
      {"{{ release.headline | number }}", "event.yaml:14:13 filter-number; "},
      {"{{ release.date | initials }}", "event.yaml:15:9 filter-name; "},
      {"{{ extra | upper }}", "event.yaml:24:8 filter-text; "},
      {"{{ extra }}", "event.yaml:24:8 value-text; "},
      {"{{ project.donors | date }}", "event.yaml:4:56 filter-date; event.yaml:4:64 filter-date; "
                                      "event.yaml:4:72 filter-date; "},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct fixture fixture;
    fixture_open(&fixture, event_text, NULL);
    assert_string_equal(bound(&fixture, &fixture.root, cases[i].template), "!");
    assert_string_equal(fixture_codes(&fixture), cases[i].codes);
    assert_non_null(strstr(fixture_messages(&fixture), "layout.yaml:7:"));
    fixture_close(&fixture);
  }
}

/* A text missing in a language is taken from the fallback, tagged with its language, and warned of once. */
static void test_fallback(void **state) {
  (void)state;
  struct fixture fixture;
  struct template parsed;
  struct bound_text result;
  fixture_open(&fixture, event_text, NULL);
  fixture_language(&fixture, "ky");
  static const char text[] = "{{ title }} {{ place.city }} {{ place.city | upper }}";
  assert_true(template_parse(fixture.arena, text, strlen(text), layout_at(1), fixture.sink, &parsed));
  assert_true(bind_template(&fixture.compose.binder, &fixture.root, &parsed, &result));
  assert_int_equal(result.count, 5);
  assert_null(result.pieces[0].language);
  assert_memory_equal(result.pieces[0].text, "Форум ky", result.pieces[0].length);
  assert_string_equal(result.pieces[2].language, "ru");
  assert_string_equal(result.pieces[4].language, "ru");
  assert_int_equal(result.pieces[2].source.at.line, 7);
  assert_int_equal(result.pieces[2].source.at.column, 20);
  assert_int_equal(sink_count(fixture.sink, SEVERITY_WARNING), 1);
  assert_non_null(strstr(fixture_codes(&fixture), "text-untranslated"));
  fixture_close(&fixture);
}

/* Pieces keep their place, also in upper case, and know what they are. */
static void test_places(void **state) {
  (void)state;
  struct fixture fixture;
  struct template parsed;
  struct bound_text result;
  fixture_open(&fixture, event_text, NULL);
  static const char text[] = "Тел. {{ release.headline | upper }}{{ people.jam.email }}{{ project.website }}";
  assert_true(template_parse(fixture.arena, text, strlen(text), layout_at(10), fixture.sink, &parsed));
  assert_true(bind_template(&fixture.compose.binder, &fixture.root, &parsed, &result));
  assert_int_equal(result.count, 4);
  assert_string_equal(result.pieces[0].source.at.file, "layout.yaml");
  assert_int_equal(result.pieces[0].source.at.column, 10);
  assert_int_equal(source_position(result.pieces[1].source, result.pieces[1].text, 4).column, 15); /* Г of ЗАГ */
  assert_int_equal(result.pieces[1].source.at.line, 14);
  assert_int_equal(result.pieces[2].format, TEXT_EMAIL);
  assert_int_equal(result.pieces[3].format, TEXT_URL);
  fixture_close(&fixture);
}

/* An item's own fields come before the event's, its name before both, and the event stays visible. */
static void test_scopes(void **state) {
  (void)state;
  struct fixture fixture;
  struct item_scope room, inner_room;
  fixture_open(&fixture, event_text, NULL);
  const struct value *day = value_item(fixture.arena, value_field(fixture.event->root, "agenda"), 0);
  const struct value *session = value_item(fixture.arena, value_field(day, "sessions"), 0);
  const struct scope *scope = bind_item(&room, &fixture.root, "day_item", day);
  const struct scope *inner = bind_item(&inner_room, scope, NULL, session);
  assert_string_equal(bound(&fixture, inner, "{{ title }}"), "Первая");
  assert_string_equal(bound(&fixture, inner, "{{ item.title }}"), "Первая");
  assert_string_equal(bound(&fixture, inner, "{{ day_item.day | date: short }}"), "18.09.2019");
  assert_string_equal(bound(&fixture, inner, "{{ day | date: short }}"), "18.09.2019");
  assert_string_equal(bound(&fixture, scope, "{{ title }}"), "Форум");
  assert_string_equal(bound(&fixture, scope, "{{ release.headline }}"), "Заголовок");
  fixture_close(&fixture);
}

static void test_items(void **state) {
  (void)state;
  struct fixture fixture;
  size_t count;
  fixture_open(&fixture, event_text, NULL);
  const struct value *root = fixture.event->root;
  bind_items(fixture.arena, value_field(root, "agenda"), &count);
  assert_int_equal(count, 2);
  const struct value **people = bind_items(fixture.arena, value_field(root, "people"), &count);
  assert_int_equal(count, 2); /* a map of people: each of them */
  assert_non_null(value_field(people[0], "name"));
  bind_items(fixture.arena, value_field(root, "dates"), &count);
  assert_int_equal(count, 1);
  bind_items(fixture.arena, NULL, &count);
  assert_int_equal(count, 0);
  fixture_close(&fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_paths),        cmocka_unit_test(test_filters),    cmocka_unit_test(test_sorted_rows),
      cmocka_unit_test(test_latin_names),  cmocka_unit_test(test_conditions), cmocka_unit_test(test_unknown_names),
      cmocka_unit_test(test_wrong_values), cmocka_unit_test(test_fallback),   cmocka_unit_test(test_places),
      cmocka_unit_test(test_scopes),       cmocka_unit_test(test_items),      cmocka_unit_test(test_business_cards),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
