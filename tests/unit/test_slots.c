/* What a card document prints, one after another: groups, separators, blank cards, rows that were refused. */
#include "test_base.h"

#include "layout_fixture.h"

#include "compose/cards.h"

static const char event_text[] = "event: forum\n"
                                 "languages: [ru]\n"
                                 "title: Форум\n"
                                 "attendees: people.csv\n"
                                 "documents: {d: {layout: l, each: attendees, url: \"https://e.kg/{{ id }}\"}}\n";

static const char people[] = "id,family,role\n"
                             "1,Аев,Участник\n"
                             "2,Боев,пресса\n"
                             "3,,\n" /* nobody: refused */
                             "4,Цой,УЧАСТНИК\n"
                             "5,Дан,\n"
                             "6,Ефимов,пресса\n";

static const char layout_text[] = "layout: layout\n"
                                  "card: {size: [80pt, 60pt]}\n"
                                  "styles: {body: {font: sans, size: 10pt, leading: 12pt}}\n"
                                  "front:\n"
                                  "  - {box: [0, 0, 80pt, 14pt], text: \"{{ name.family }}\"}\n"
                                  "  - {box: [0, 14pt, 80pt, 14pt], text: \"{{ role }}\", when: not blank}\n"
                                  "  - {box: [0, 14pt, 80pt, 14pt], text: \"({{ role }})\", when: blank}\n"
                                  "  - {box: [20pt, 28pt, 40pt, 32pt], qr: \"{{ url }}\"}\n"
                                  "  - {box: [20pt, 28pt, 40pt, 32pt], qr: \"https://e.kg/{{ id }}\", when: blank}\n"
                                  "%s\n"
                                  "sheet:\n"
                                  "  stock: {size: [200pt, 140pt], card: [80pt, 60pt], columns: 2, rows: 2}\n"
                                  "%s\n";

struct run {
  struct fixture fixture;
  struct card_run run;
};

static void run_open(struct run *run, const char *root, const char *sheet) {
  char layout[3000];
  *run = (struct run){0};
  fixture_open(&run->fixture, event_text, people);
  snprintf(layout, sizeof layout, layout_text, root, sheet);
  fixture_layout(&run->fixture, layout);
  run->fixture.compose.setter = fixture_setter;
  run->run.items = value_field(run->fixture.event->root, "attendees");
  run->run.scope = &run->fixture.root;
  const struct document *document = &run->fixture.event->documents[0];
  struct local_template *url = arena_zalloc(run->fixture.arena, 1, sizeof *url);
  url->entries = arena_zalloc(run->fixture.arena, 1, sizeof *url->entries);
  url->count = 1;
  assert_true(template_parse(run->fixture.arena, document->url, strlen(document->url), document->url_source,
                             run->fixture.sink, &url->entries[0].template));
  run->run.url = url;
}

/* Slots in words: item index from 0, [group], (blank rule). */
static const char *print_slots(const struct run *run) {
  const struct slots *slots = &run->run.slots;
  const char *out = "";
  for (size_t i = 0; i < slots->count; i++) {
    struct slot slot = slots_at(slots, i);
    const char *form = slot.kind == SLOT_CARD ? "%zu" : slot.kind == SLOT_SEPARATOR ? "[%s]" : "(%s)";
    char text[200];
    if (slot.kind == SLOT_CARD)
      snprintf(text, sizeof text, "%zu", slot.index);
    else
      snprintf(text, sizeof text, form[0] == '[' ? "[%s]" : "(%s)",
               slot.kind == SLOT_SEPARATOR ? slots->groups[slot.index].name : slots->blanks[slot.index].role);
    out = arena_printf(run->fixture.arena, "%s%s%s", out, i ? " " : "", text);
  }
  return out;
}

static void test_slots(void **state) {
  (void)state;
  static const struct {
    const char *sheet, *slots;
    size_t sheets;
  } cases[] = {
      {"", "0 1 3 4 5", 2},
      {"  separate: role", "[Участник] 0 3 [пресса] 1 5 [] 4", 2},
      {"  separate: {by: role, with: sheet}", "0 3 1 5 4", 6},
      {"  separate: name.family | first", "[Аев] 0 [Боев] 1 [Цой] 3 [Дан] 4 [Ефимов] 5", 3},
      {"  separate: project.title", "[] 0 1 3 4 5", 2},
      {"  blank: 2", "0 1 3 4 5 () ()", 2},
      {"  blank: 0", "0 1 3 4 5", 2},
      {"  blank: {Пресса: 1, Гость: 2}", "0 1 3 4 5 (Пресса) (Гость) (Гость)", 2},
      {"  separate: role\n  blank: {Гость: 2}", "[Участник] 0 3 [пресса] 1 5 [] 4 (Гость) (Гость)", 3},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct run run;
    run_open(&run, "", cases[i].sheet);
    assert_true(cards_open(&run.fixture.compose, &run.run));
    assert_string_equal(print_slots(&run), cases[i].slots);
    assert_int_equal(run.run.plan.sheets, cases[i].sheets);
    assert_int_equal(run.run.slots.cards, 5);
    assert_int_equal(run.run.slots.refused, 1);
    fixture_close(&run.fixture);
  }
}

/* The texts and codes of a page. */
static const char *print_page(const struct run *run, size_t index) {
  const struct display_page *page = &run->fixture.compose.list->pages[index];
  const char *out = "";
  for (size_t i = 0; i < page->item_count; i++) {
    const struct display_item *item = &page->items[i];
    if (item->kind == ITEM_RUN || item->kind == ITEM_MODULES)
      out = arena_printf(run->fixture.arena, "%s%s%s", out, *out ? "|" : "",
                         item->kind == ITEM_RUN ? item->run.run->text : "code");
  }
  return out;
}

/* A blank card has its role and what the event says; codes that would be about nobody are left out. */
static void test_cards(void **state) {
  (void)state;
  struct run run;
  run_open(&run, "", "  separate: role\n  blank: {Гость: 1}");
  assert_true(cards_open(&run.fixture.compose, &run.run));
  cards_part(&run.fixture.compose, &run.run, 0);
  assert_string_equal(print_page(&run, 0), "Участник|2|Аев|Участник|code|Цой|УЧАСТНИК|code|пресса|2");
  assert_string_equal(print_page(&run, 1), "Боев|пресса|code|Ефимов|пресса|code|—|1|Дан|code");
  assert_string_equal(print_page(&run, 2), "(|Гость|)");
  assert_int_equal(run.run.refused, 1); /* the row without a name */
  fixture_close(&run.fixture);
}

/* A separator of the layout's own, on a sheet of its own. */
static void test_heads(void **state) {
  (void)state;
  struct run run;
  run_open(&run, "separator: [{box: [0, 0, 100%, 20pt], text: \"{{ title }}: {{ group }} ({{ count }})\"}]",
           "  separate: {by: role, with: sheet}\n  marks: crop");
  assert_true(cards_open(&run.fixture.compose, &run.run));
  cards_part(&run.fixture.compose, &run.run, 0);
  assert_string_equal(print_page(&run, 0), "Форум|: |Участник| (|2|)");
  assert_string_equal(print_page(&run, 1), "Аев|Участник|code|Цой|УЧАСТНИК|code");
  assert_string_equal(print_page(&run, 2), "Форум|: |пресса| (|2|)");
  const struct display_page *head = &run.fixture.compose.list->pages[0];
  for (size_t i = 0; i < head->item_count; i++)
    assert_int_equal(head->items[i].kind, ITEM_RUN); /* no marks */
  fixture_close(&run.fixture);
}

/* Any range of sheets, made alone, is what it is among all. */
static void test_any_sheet(void **state) {
  (void)state;
  static const char *const orders[] = {"rows", "columns", "cut-and-stack"};
  for (size_t i = 0; i < COUNT(orders); i++) {
    struct run run;
    char sheet[200];
    snprintf(sheet, sizeof sheet, "  separate: role\n  blank: 3\n  start: 3\n  order: %s", orders[i]);
    run_open(&run, "", sheet);
    struct compose *compose = &run.fixture.compose;
    assert_true(cards_open(compose, &run.run));
    cards_sheets(compose, &run.run, 0, SIZE_MAX);
    const struct display_list *whole = compose->list;
    assert_int_equal(whole->page_count, 4);
    for (size_t s = 0; s < whole->page_count; s++) {
      const char *wanted = print_page(&run, s);
      compose->list = display_list_new(run.fixture.arena);
      cards_sheets(compose, &run.run, s, 1);
      assert_int_equal(compose->list->page_count, 1);
      assert_string_equal(print_page(&run, 0), wanted);
      compose->list = (struct display_list *)whole;
    }
    fixture_close(&run.fixture);
  }
}

static void test_unknown(void **state) {
  (void)state;
  struct run run;
  run_open(&run, "", "  separate: rolle");
  assert_false(cards_open(&run.fixture.compose, &run.run));
  assert_non_null(strstr(fixture_codes(&run.fixture), "name-unknown"));
  fixture_close(&run.fixture);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_slots),     cmocka_unit_test(test_cards),   cmocka_unit_test(test_heads),
      cmocka_unit_test(test_any_sheet), cmocka_unit_test(test_unknown),
  };
  return cmocka_run_group_tests(tests, setter_open, setter_close);
}
