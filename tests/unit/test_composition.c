/* Documents from event to pages, with a text room of 5 pt a character (fake_paragraph.h): what is on which page of
 * which part, and what a document says about itself. */
#include "test_base.h"

#include "fake_paragraph.h"

#include "compose/composition.h"
#include "compose/split.h"

#include <unistd.h>

struct scene { /* an event and a layout in files */
  struct arena *arena;
  struct sink *sink;
  char folder[64];
  struct event *event;
  struct layout *layout;
  struct limits limits;
};

static void file_put(const char *folder, const char *name, const char *text) {
  char path[128];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "w");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static const char event_start[] = "event: test\nlanguages: [ru, ky]\ntitle: {ru: Событие, ky: Иш-чара}\n"
                                  "zone: Asia/Bishkek\n";
static const char people[] = "organisations: {x: {name: Икс}, y: {name: Игрек}}\n"
                             "attendees:\n"
                             "  - {id: a, name: {family: Аа, given: Бб}, organisation: x}\n"
                             "  - {id: b, name: {family: Вв, given: Гг}, organisation: y}\n"
                             "  - {id: c, name: {family: Дд, given: Ее}, organisation: x}\n";

static void scene_open(struct scene *scene, const char *event, const char *layout) {
  memset(scene, 0, sizeof *scene);
  scene->arena = arena_new();
  scene->sink = sink_new();
  scene->limits = limits_default;
  strcpy(scene->folder, "/tmp/basma-test-XXXXXX");
  assert_non_null(mkdtemp(scene->folder));
  file_put(scene->folder, "event.yaml", arena_printf(scene->arena, "%s%s", event_start, event));
  file_put(scene->folder, "l.yaml", layout);
  const char *path = arena_printf(scene->arena, "%s/event.yaml", scene->folder);
  scene->event = event_read(scene->arena, path, &scene->limits, scene->sink);
  const char *folders[] = {scene->folder, NULL};
  const struct layout_path places = {.folders = folders};
  scene->layout = layout_read(scene->arena, &places, "l", NULL, (struct position){0}, scene->sink);
  if (scene->event == NULL || scene->layout == NULL) {
    struct buffer out = {0};
    sink_print(scene->sink, MESSAGE_ENGLISH, false, &out);
    fail_msg("%s", out.data);
  }
}

static void scene_close(struct scene *scene) {
  char path[128];
  snprintf(path, sizeof path, "%s/event.yaml", scene->folder);
  unlink(path);
  snprintf(path, sizeof path, "%s/l.yaml", scene->folder);
  unlink(path);
  rmdir(scene->folder);
  sink_drop(scene->sink);
  arena_drop(scene->arena);
}

static struct composition_spec scene_spec(const struct scene *scene, const char *document) {
  return (struct composition_spec){.event = scene->event,
                                   .document = event_document(scene->event, document),
                                   .layout = scene->layout,
                                   .language = "ru",
                                   .limits = &scene->limits,
                                   .sink = scene->sink};
}

static const char *page_texts(struct arena *arena, const char *out, const struct display_page *page) {
  for (size_t i = 0; i < page->item_count; i++) {
    const struct display_item *item = &page->items[i];
    if (item->kind == ITEM_RUN)
      out = arena_printf(arena, "%s%.*s", out, (int)item->run.run->text_length, item->run.run->text);
  }
  return out;
}

/* "texts of a page / of the next || of the next part": NULL when the composition cannot be opened. */
static const char *parts_print(struct scene *scene, const struct composition_spec *spec,
                               struct composition **composition) {
  *composition = composition_open(scene->arena, spec);
  if (*composition == NULL)
    return NULL;
  struct arena *part = arena_new();
  const struct display_list *list;
  const char *out = "";
  for (size_t n = 0; (list = composition_next(*composition, part)) != NULL; n++) {
    out = n > 0 ? arena_printf(scene->arena, "%s || ", out) : out;
    for (size_t p = 0; p < list->page_count; p++)
      out = page_texts(scene->arena, p > 0 ? arena_printf(scene->arena, "%s / ", out) : out, &list->pages[p]);
    arena_reset(part);
  }
  arena_drop(part);
  return out;
}

static const char *first_code(struct scene *scene) {
  return sink_length(scene->sink) == 0 ? "" : sink_view(scene->sink, 0, MESSAGE_ENGLISH, scene->arena).code;
}

/* --- documents --- */

#define START "layout: l\npage: {size: [60mm, 40mm], margins: 5mm}\n"
#define PAGE START "styles: {body: {leading: 10pt}}\n"
#define TALL START "styles: {body: {leading: 200pt}}\n"

static const struct {
  const char *why, *event, *layout, *parts;
  size_t refused;
  const char *code;
} cases[] = {
    {"a flow", "extra: {t: aa}\ndocuments: {d: {layout: l}}\n", PAGE "flow: [{text: \"{{ extra.t }} {{ title }}\"}]\n",
     "aa Событие", 0, ""},
    {"pages are known on every page", "extra: {t: aa}\ndocuments: {d: {layout: l}}\n",
     PAGE "boxes: {first: [{box: [0, 0, 50mm, 12pt], text: \"{{ page }}.{{ pages }} \"}],"
          " rest: [{box: [0, 0, 50mm, 12pt], text: \"{{ page }}.{{ pages }} \", order: last}]}\n"
          "flow: [{text: \"{{ extra.t }}\"}, {break: page}, {text: bb}]\n",
     "1.2aa / bb2.2", 0, ""},
    {"for each, with its own fields and address",
     "attendees:\n  - {id: a, name: {family: Аа, given: Бб}}\n  - {id: b, name: {family: Вв, given: Гг}}\n"
     "documents: {d: {layout: l, each: attendees, url: \"https://e.kg/{{ id }}\"}}\n",
     PAGE "flow: [{text: \"{{ name.given }} {{ url }} {{ title }}\"}]\n",
     "Бб https://e.kg/a Событие || Гг https://e.kg/b Событие", 0, ""},
    {"one that cannot be set is left out",
     "attendees:\n  - {id: a, name: {family: Аа, given: Бб}}\n"
     "  - {id: b, name: {family: Вв, given: Ггггггггггггггггггггггггггггггггггг}}\n"
     "documents: {d: {layout: l, each: attendees}}\n",
     PAGE "flow: [{text: \"{{ name.given }}\"}]\n", "Бб", 1, "line-overfull"},
    {"people are a list too",
     "people: {x: {name: {family: Аа, given: Бб}}, y: {name: {family: Вв, given: Гг}}}\n"
     "documents: {d: {layout: l, each: people}}\n",
     PAGE "flow: [{text: \"{{ name.given }}\"}]\n", "Бб || Гг", 0, ""},
    {"in the order of a field",
     "people: {x: {name: {family: Аа, given: Гг}}, y: {name: {family: Вв, given: Бб}}}\n"
     "documents: {d: {layout: l, each: 'people | sort: name.given'}}\n",
     PAGE "flow: [{text: \"{{ name.given }}\"}]\n", "Бб || Гг", 0, ""},
    {"the release that is named",
     "releases:\n  one: {headline: Раз, body: t, date: 2019-09-17}\n  two: {headline: Два, body: t, date: 2019-09-17}\n"
     "documents: {d: {layout: l, release: two}}\n",
     PAGE "flow: [{text: \"{{ release.headline }}\"}]\n", "Два", 0, ""},
    {"nothing to show", "documents: {d: {layout: l}}\n", PAGE "flow: [{text: \"{{ extra.t }}\"}]\n", "", 0,
     "document-empty"},
    {"an empty list", "attendees: []\ndocuments: {d: {layout: l, each: attendees}}\n",
     PAGE "flow: [{text: \"{{ title }}\"}]\n", "", 0, "document-empty"},
    {"each of nothing", "documents: {d: {layout: l, each: agenda}}\n", PAGE "flow: [{text: \"{{ title }}\"}]\n", NULL,
     0, "each-missing"},
    {"each of a text", "documents: {d: {layout: l, each: title}}\n", PAGE "flow: [{text: \"{{ title }}\"}]\n", NULL, 0,
     "each-not-a-list"},
    {"too tall", "documents: {d: {layout: l}}\n", TALL "flow: [{text: aa}]\n", "", 0, "too-tall"},
};

static void documents_are_composed(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct scene scene;
    scene_open(&scene, cases[i].event, cases[i].layout);
    struct composition *composition;
    struct composition_spec spec = scene_spec(&scene, "d");
    const char *parts = parts_print(&scene, &spec, &composition);
    if ((parts == NULL) != (cases[i].parts == NULL) || (parts != NULL && strcmp(parts, cases[i].parts) != 0))
      fail_msg("%s: %s, %s", cases[i].why, parts, first_code(&scene));
    if (strcmp(first_code(&scene), cases[i].code) != 0)
      fail_msg("%s: %s", cases[i].why, first_code(&scene));
    if (parts != NULL) {
      assert_int_equal(composition_refused(composition), cases[i].refused);
      assert_int_equal(composition_failed(composition), *parts == '\0');
    }
    scene_close(&scene);
  }
}

static void lists_are_split(void **state) {
  (void)state;
  struct scene scene;
  struct arena *texts = arena_new();
  scene_open(&scene,
             arena_printf(texts, "%s%s", people,
                          "documents:\n  d: {layout: l, split: attendees.organisation}\n"
                          "  e: {layout: l, each: attendees, split: attendees.organisation}\n"
                          "  f: {layout: l, split: attendees}\n  g: {layout: l, each: attendees, split: attendees}\n"),
             PAGE "flow: [{each: attendees, flow: [{text: \"{{ name.given }} \"}]}, {text: \"{{ id }}\"}]\n");
  const struct value *list = value_field(scene.event->root, "attendees"), *third = value_item(scene.arena, list, 2);
  struct composition *composition;
  struct composition_spec spec = scene_spec(&scene, "d");
  spec.split_item = value_field(third, "organisation");
  spec.split_value = "x";
  assert_string_equal(parts_print(&scene, &spec, &composition), "БбЕе");
  spec.document = event_document(scene.event, "e");
  assert_string_equal(parts_print(&scene, &spec, &composition), "БбЕеa || БбЕеc");
  spec = scene_spec(&scene, "f");
  spec.split_item = third;
  assert_string_equal(parts_print(&scene, &spec, &composition), "БбГгЕеc");
  spec.document = event_document(scene.event, "g");
  assert_string_equal(parts_print(&scene, &spec, &composition), "БбГгЕеc");
  scene_close(&scene);
  arena_drop(texts);
}

static void pages_are_limited(void **state) {
  (void)state;
  struct scene scene;
  struct arena *texts = arena_new();
  scene_open(&scene,
             arena_printf(texts, "%s  - {id: d, name: {family: Жж, given: Зз}, url: \"https://e.kg\"}\n%s", people,
                          "documents: {d: {layout: l, each: attendees}}\n"),
             PAGE "flow: [{text: \"{{ id }}\"}, {flow: [{break: page}, {text: more}], when: url}]\n");
  scene.limits.pages = 1;
  struct composition *composition;
  struct composition_spec spec = scene_spec(&scene, "d");
  assert_string_equal(parts_print(&scene, &spec, &composition), "a || b || c"); /* the last one has two pages */
  assert_true(composition_failed(composition));
  assert_string_equal(first_code(&scene), "pages-limit");
  scene_close(&scene);
  arena_drop(texts);
}

/* A card that is left out makes a document incomplete; any other error, whoever reports it, makes it fail. */
static void only_cards_may_have_errors(void **state) {
  (void)state;
  static const char event[] = "attendees:\n  - {id: a, name: {family: Аа, given: Бб}, position: 2019-09-17}\n"
                              "  - {id: b, name: {family: Вв, given: Гг}, position: no date}\n"
                              "documents: {d: {layout: l, each: attendees}}\n";
  static const char *const layouts[] = {
      PAGE "flow: [{text: \"{{ position | date }}\"}]\n",
      "layout: l\ncard: {size: [60mm, 40mm]}\nfront: [{box: [0, 0, 60mm, 9mm], text: \"{{ position | date }}\"}]\n"};
  for (size_t i = 0; i < COUNT(layouts); i++) {
    struct scene scene;
    scene_open(&scene, event, layouts[i]);
    struct composition *composition;
    struct composition_spec spec = scene_spec(&scene, "d");
    assert_non_null(parts_print(&scene, &spec, &composition));
    assert_int_equal(composition_refused(composition), 1);
    assert_true(sink_has_errors(scene.sink));
    assert_false(composition_failed(composition));
    sink_report(scene.sink, PDF_FONT_NOT_SUBSET, (struct position){0}, "x", NULL);
    assert_true(composition_failed(composition));
    scene_close(&scene);
  }
}

/* --- information --- */

static const struct {
  const char *event, *title, *epoch;
  const char *expected_title, *author, *date;
} info_cases[] = {
    {"", "", NULL, "Событие: d", NULL, NULL},
    {"", "title: \"О {{ title }}\"\n", "1568700000", "О Событие", NULL, "2019-09-17T06:00:00+00:00"},
    {"", "", "-5", "Событие: d", NULL, NULL},
    {"dates: {from: 2019-09-18, to: 2019-09-19}\nproject: {title: Проект}\n", "", "1568700000", "Событие: d", "Проект",
     "2019-09-18T00:00:00+06:00"},
    {"organisations: {o: {name: Институт}}\nproject: {title: Проект}\n", "", NULL, "Событие: d", "Институт", NULL},
};

static void information_is_complete(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(info_cases); i++) {
    struct scene scene;
    struct arena *texts = arena_new();
    scene_open(&scene, arena_printf(texts, "%sdocuments: {d: {layout: l}}\n", info_cases[i].event),
               arena_printf(texts, "%s%sflow: [{text: aa}]\n", PAGE, info_cases[i].title));
    if (info_cases[i].epoch != NULL)
      setenv("SOURCE_DATE_EPOCH", info_cases[i].epoch, 1);
    else
      unsetenv("SOURCE_DATE_EPOCH");
    struct composition_spec spec = scene_spec(&scene, "d");
    const struct document_info *info = composition_info(composition_open(scene.arena, &spec));
    assert_string_equal(info->title, info_cases[i].expected_title);
    assert_string_equal(info->author ? info->author : "-", info_cases[i].author ? info_cases[i].author : "-");
    assert_string_equal(info->date ? info->date : "-", info_cases[i].date ? info_cases[i].date : "-");
    assert_string_equal(info->subject, "Событие");
    assert_string_equal(info->language, "ru");
    scene_close(&scene);
    arena_drop(texts);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(documents_are_composed),  cmocka_unit_test(lists_are_split),
      cmocka_unit_test(pages_are_limited),       cmocka_unit_test(only_cards_may_have_errors),
      cmocka_unit_test(information_is_complete),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
