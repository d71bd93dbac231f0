/* Cards: which card stands where, what is refused and what is left of it, parts, backs, addresses. */
#include "test_base.h"

#include "layout_fixture.h"

#include "compose/cards.h"
#include "text/glyph_run.h"

static const char event_text[] = "event: forum\n"
                                 "languages: [ru]\n"
                                 "title: Форум\n"
                                 "attendees: people.csv\n"
                                 "documents:\n"
                                 "  d: {layout: l, each: attendees, url: \"https://example.kg/{{ id }}\"}\n";

/* Cards of 80 × 30 pt, two a row, three rows. */
static const char layout_text[] =
    "layout: layout\n"
    "card: {size: [80pt, 30pt], bleed: 6pt}\n"
    "styles: {body: {font: sans, size: 10pt, leading: 12pt}}\n"
    "front:\n"
    "  - {box: [0, 0, 80pt, 4pt], fill: \"#FF0000\"}\n"
    "  - {box: [4pt, 6pt, 72pt, 12pt], text: \"{{ name.family }}\"}\n"
    "%s"
    "sheet:\n"
    "  stock: {size: [200pt, 140pt], card: [80pt, 30pt], columns: 2, rows: 3, origin: [10pt, 10pt], gap: [4pt, 8pt]}\n"
    "  order: %s\n"
    "  start: %d\n";

struct run {
  struct fixture fixture;
  struct card_run run;
};

static void run_open(struct run *run, const char *people, const char *layout) {
  struct fixture *fixture = &run->fixture;
  fixture_open(fixture, event_text, people);
  fixture_layout(fixture, layout);
  fixture->compose.setter = fixture_setter;
  const struct document *document = &fixture->event->documents[0];
  struct local_template *url = arena_zalloc(fixture->arena, 1, sizeof *url);
  url->entries = arena_zalloc(fixture->arena, 1, sizeof *url->entries);
  url->count = 1;
  assert_true(template_parse(fixture->arena, document->url, strlen(document->url), document->url_source, fixture->sink,
                             &url->entries[0].template));
  run->run =
      (struct card_run){.items = value_field(fixture->event->root, "attendees"), .scope = &fixture->root, .url = url};
  assert_true(cards_open(&fixture->compose, &run->run));
}

static void run_close(struct run *run) {
  fixture_close(&run->fixture);
}

static const char *layout_of(struct run *run, const char *boxes, const char *order, int start) {
  static char text[2000];
  (void)run;
  snprintf(text, sizeof text, layout_text, boxes, order, start);
  return text;
}

/* Families are the letters А, Б, …; "!" gives a name that is too long for its card. */
static const char *people_of(const char *const *families, size_t count) {
  static char text[20000];
  size_t length = (size_t)snprintf(text, sizeof text, "id,family,given,url\n");
  for (size_t i = 0; i < count; i++)
    length += (size_t)snprintf(text + length, sizeof text - length, "p%zu,%s,Имя,\n", i,
                               strcmp(families[i], "!") == 0 ? "Слишкомдлиннаяфамилия" : families[i]);
  return text;
}

/* The texts of a page as "word@column,row", by the cell in which they stand. */
static const char *print_page(const struct run *run, size_t index) {
  const struct display_page *page = &run->fixture.compose.list->pages[index];
  const char *out = "";
  for (size_t i = 0; i < page->item_count; i++) {
    const struct display_item *item = &page->items[i];
    if (item->kind == ITEM_RUN)
      out = arena_printf(run->fixture.arena, "%s%s%s@%d,%d", out, *out == '\0' ? "" : " ", item->run.run->text,
                         (item->run.x - 10000) / 84000, (item->run.y - 10000) / 38000);
  }
  return out;
}

static const char *const letters[] = {"А", "Б", "В", "Г", "Д", "Е", "Ж"};

static void test_orders(void **state) {
  (void)state;
  static const struct {
    const char *order;
    int start;
    const char *first, *second;
  } cases[] = {
      {"rows", 1, "А@0,0 Б@1,0 В@0,1 Г@1,1 Д@0,2 Е@1,2", "Ж@0,0"},
      {"rows", 6, "А@1,2", "Б@0,0 В@1,0 Г@0,1 Д@1,1 Е@0,2 Ж@1,2"},
      {"columns", 1, "А@0,0 Б@0,1 В@0,2 Г@1,0 Д@1,1 Е@1,2", "Ж@0,0"},
      {"cut-and-stack", 1, "А@0,0 В@1,0 Д@0,1 Ж@1,1", "Б@0,0 Г@1,0 Е@0,1"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct run run;
    run_open(&run, people_of(letters, COUNT(letters)), layout_of(&run, "", cases[i].order, cases[i].start));
    assert_int_equal(cards_parts(&run.run), 1);
    cards_part(&run.fixture.compose, &run.run, 0);
    assert_int_equal(run.fixture.compose.list->page_count, 2);
    assert_string_equal(print_page(&run, 0), cases[i].first);
    assert_string_equal(print_page(&run, 1), cases[i].second);
    assert_int_equal(run.run.refused, 0);
    run_close(&run);
  }
}

/* A card that cannot be set leaves nothing: no item, no node; it is reported with its person. Its cell stays blank. */
static void test_refused(void **state) {
  (void)state;
  static const char *const families[] = {"А", "!", "Б", "", "В"}; /* the empty one has a given name */
  struct run run;
  run_open(&run, people_of(families, COUNT(families)), layout_of(&run, "", "rows", 1));
  cards_part(&run.fixture.compose, &run.run, 0);
  assert_string_equal(print_page(&run, 0), "А@0,0 Б@0,1 В@0,2");
  assert_int_equal(run.run.refused, 1);
  const struct display_page *page = &run.fixture.compose.list->pages[0];
  assert_int_equal(page->item_count, 7); /* a fill each, and a text where there is a family name */
  assert_string_equal(fixture_tree(&run.fixture, NODE_ROOT), "Div(P) Div(P) Div Div(P)");
  for (size_t i = 0; i < page->item_count; i++)
    assert_true(page->items[i].node < run.fixture.compose.list->node_count);
  assert_string_equal(fixture_codes(&run.fixture), "people.csv:3:4 overflow; ");
  assert_non_null(strstr(fixture_messages(&run.fixture), "on the card of «Слишкомдлиннаяфамилия Имя»"));
  run_close(&run);
}

static void test_all_refused(void **state) {
  (void)state;
  static const char *const families[] = {"!", "!", "!"};
  struct run run;
  run_open(&run, people_of(families, COUNT(families)), layout_of(&run, "", "rows", 1));
  cards_part(&run.fixture.compose, &run.run, 0);
  assert_int_equal(run.fixture.compose.list->page_count, 0);
  assert_int_equal(run.fixture.compose.list->node_count, NODE_FIRST);
  assert_int_equal(run.run.refused, 3);
  run_close(&run);
}

/* In cut-and-stack order a refused card leaves its cell blank, and the others stay where they were planned. */
static void test_refused_in_a_stack(void **state) {
  (void)state;
  static const char *const families[] = {"А", "!", "В", "Г", "Д", "Е", "Ж"};
  struct run run;
  run_open(&run, people_of(families, COUNT(families)), layout_of(&run, "", "cut-and-stack", 1));
  cards_part(&run.fixture.compose, &run.run, 0);
  assert_string_equal(print_page(&run, 0), "А@0,0 В@1,0 Д@0,1 Ж@1,1");
  assert_string_equal(print_page(&run, 1), "Г@1,0 Е@0,1");
  assert_int_equal(run.run.refused, 1);
  run_close(&run);
}

/* Colour reaches into the bleed where there is room, half of the gap between cards. */
static void test_bleed(void **state) {
  (void)state;
  struct run run;
  run_open(&run, people_of(letters, 2), layout_of(&run, "", "rows", 1));
  cards_part(&run.fixture.compose, &run.run, 0);
  const struct rectangle *fill = &run.fixture.compose.list->pages[0].items[0].fill;
  assert_int_equal(fill->x, 10000 - 6000);
  assert_int_equal(fill->y, 10000 - 6000);
  assert_int_equal(fill->width, 6000 + 80000 + 2000);
  assert_int_equal(fill->height, 6000 + 4000);
  run_close(&run);
}

static const char page_layout[] = "layout: layout\n"
                                  "card: {size: [80pt, 80pt], bleed: 6pt}\n"
                                  "styles: {body: {font: sans, size: 10pt, leading: 12pt}}\n"
                                  "front:\n"
                                  "  - {box: [0, 0, 80pt, 20pt], text: \"{{ name.family }}\"}\n"
                                  "  - {box: [0, 20pt, 80pt, 60pt], qr: \"{{ url }}\"}\n"
                                  "%s";

static const struct display_item *code_of(const struct run *run, size_t page) {
  const struct display_page *of = &run->fixture.compose.list->pages[page];
  for (size_t i = 0; i < of->item_count; i++)
    if (of->items[i].kind == ITEM_MODULES)
      return &of->items[i];
  fail_msg("no code");
  return NULL;
}

/* An address of one's own comes before the document's. */
static void test_addresses(void **state) {
  (void)state;
  struct run run;
  char layout[1000];
  snprintf(layout, sizeof layout, page_layout, "");
  run_open(&run, "id,family,url\na1,А,\nb2,Б,https://b.kg\n", layout);
  cards_part(&run.fixture.compose, &run.run, 0);
  const struct structure_node *nodes = run.fixture.compose.list->nodes;
  assert_string_equal(nodes[code_of(&run, 0)->node].alt, "https://example.kg/a1");
  assert_string_equal(nodes[code_of(&run, 1)->node].alt, "https://b.kg");
  const struct display_page *page = &run.fixture.compose.list->pages[0];
  assert_int_equal(page->width, 80000); /* without a sheet, a page a card */
  assert_int_equal(page->bleed, 6000);
  run_close(&run);
}

/* Parts end at PART_PAGES; backs count. What is made in parts is what is made at once. */
static void test_parts(void **state) {
  (void)state;
  enum { PEOPLE = 150 };
  static const char *const backs[] = {"", "back: [{box: [0, 0, 80pt, 20pt], text: \"{{ name.family }}\"}]\n"};
  for (size_t b = 0; b < COUNT(backs); b++) {
    struct run run;
    char layout[1000], people[8000] = "id,family\n";
    snprintf(layout, sizeof layout, page_layout, backs[b]);
    for (int i = 0; i < PEOPLE; i++)
      sprintf(people + strlen(people), "p%d,Ф%d\n", i, i);
    run_open(&run, people, layout);
    struct compose *compose = &run.fixture.compose;
    size_t pages = 0, parts = cards_parts(&run.run);
    assert_int_equal(parts, b == 0 ? 3 : 5);
    for (size_t part = 0; part < parts; part++) {
      cards_part(compose, &run.run, part);
      assert_true(compose->list->page_count == PART_PAGES || (part == parts - 1 && compose->list->page_count > 0));
      for (size_t i = 0; i < compose->list->page_count; i++, pages++) {
        const struct display_item *item = &compose->list->pages[i].items[0];
        assert_string_equal(item->run.run->text, arena_printf(run.fixture.arena, "Ф%zu", pages / (b + 1)));
      }
      compose->list = display_list_new(run.fixture.arena);
    }
    assert_int_equal(pages, PEOPLE * (b + 1));
    run_close(&run);
  }
}

/* The back of a card lies behind its front when the sheet is turned. */
static void test_backs(void **state) {
  (void)state;
  struct run run;
  run_open(&run, people_of(letters, 3),
           layout_of(&run, "back: [{box: [0, 0, 80pt, 20pt], text: \"{{ name.family }}\"}]\n",
                     "rows\n  duplex: short-edge", 1));
  cards_part(&run.fixture.compose, &run.run, 0);
  assert_int_equal(run.fixture.compose.list->page_count, 2);
  const struct display_page *back = &run.fixture.compose.list->pages[1];
  assert_int_equal(back->items[0].run.x, 200000 - 10000 - 80000); /* landscape: turned sideways */
  assert_int_equal(back->items[1].run.x, 200000 - 10000 - 80000 - 84000);
  assert_string_equal(fixture_tree(&run.fixture, NODE_ROOT), "Div(P P) Div(P P) Div(P P)");
  run_close(&run);
}

/* Texts of one role take the size of the longest that fits; other roles do not see it. Parts made alone are the same.
 */
static void test_same_size(void **state) {
  (void)state;
  static const char layout[] = "layout: layout\n"
                               "card: {size: [80pt, 30pt]}\n"
                               "styles: {body: {font: sans, size: 20pt, leading: 22pt}}\n"
                               "front: [{box: [0, 0, 80pt, 25pt], text: \"{{ name.family }}\",\n"
                               "  fit: {min: 8pt, max: 20pt, lines: 1, same: role}}]\n";
  static const char people[] = "id,family,given,role\n1,Ли,А,a\n2,Орозбаева,А,a\n3,Слишкомдлиннаяфамилиялюбого,А,a\n"
                               "4,Ким,А,b\n5,Константинопольский,А,\n6,Ян,А,a\n";
  struct run run;
  run_open(&run, people, layout);
  cards_part(&run.fixture.compose, &run.run, 0);
  const struct display_list *list = run.fixture.compose.list;
  assert_int_equal(list->page_count, 5);
  mpt sizes[5];
  for (size_t i = 0; i < 5; i++)
    sizes[i] = list->pages[i].items[0].run.run->size;
  assert_true(sizes[1] < 20000 && sizes[1] >= 8000);
  assert_int_equal(sizes[0], sizes[1]);
  assert_int_equal(sizes[4], sizes[1]);
  assert_int_equal(sizes[2], 20000);
  assert_true(sizes[3] < sizes[1]); /* nobody without a role has another name */
  assert_string_equal(fixture_codes(&run.fixture), "people.csv:4:3 overflow; ");
  run_close(&run);
}

/* What is said of each card: where it stands, how it was set, and a digest that is the same for what looks the same. */
static void test_records(void **state) {
  (void)state;
  static const char *const families[] = {"А", "Б", "!", "А", "Ббббббббб"};
  struct run run;
  run_open(&run, people_of(families, COUNT(families)),
           layout_of(&run,
                     "  - {box: [4pt, 18pt, 32pt, 12pt], text: \"{{ name.family }}\", fit: {min: 4pt, max: 10pt}}\n",
                     "rows", 1));
  cards_part(&run.fixture.compose, &run.run, 0);
  const struct display_list *list = run.fixture.compose.list;
  assert_int_equal(list->card_count, 4); /* the one that was refused has none */
  const struct card_record *cards = list->cards;
  assert_string_equal(cards[0].id, "p0");
  assert_string_equal(cards[0].name, "А Имя");
  assert_int_equal(cards[0].sheet * 100 + cards[0].row * 10 + cards[0].column, 111);
  assert_int_equal(cards[3].sheet * 100 + cards[3].row * 10 + cards[3].column, 131);
  assert_true(cards[0].digest == cards[2].digest);
  assert_true(cards[0].digest != cards[1].digest && cards[1].digest != cards[3].digest);
  assert_int_equal(cards[0].shrunk, 1000);
  assert_int_equal(cards[0].smallest, 10000);
  assert_true(cards[3].shrunk < 1000 && cards[3].smallest < 10000 && cards[3].filled > 800);
  assert_int_equal(cards[3].place.x, 10000);
  assert_int_equal(cards[3].place.y, 10000 + 2 * 38000);
  assert_null(cards[0].fallback);
  run_close(&run);
}

/* Front and back of a folded card stand on one page, the back on its head above the fold or upright left of it. */
static void test_folds(void **state) {
  (void)state;
  static const struct {
    const char *fold;
    mpt width, height, front_x, front_y, back_x, back_y;
    int rotate;
  } cases[] = {{"top", 80000, 60000, 0, 30000, 80000, 30000, 180}, {"left", 160000, 30000, 80000, 0, 0, 0, 0}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct run run;
    char layout[600];
    snprintf(layout, sizeof layout,
             "layout: layout\ncard: {size: [80pt, 30pt], bleed: 3pt, fold: %s}\n"
             "styles: {body: {font: sans, size: 10pt, leading: 12pt}}\n"
             "front: [{box: [0, 0, 80pt, 30pt], fill: red}, {box: [0, 0, 80pt, 20pt], text: \"{{ name.family }}\"}]\n"
             "back: [{box: [0, 0, 80pt, 30pt], fill: blue}, {box: [0, 0, 80pt, 20pt], text: \"{{ name.given }}\"}]\n"
             "colours: {red: \"#FF0000\", blue: \"#0000FF\"}\n",
             cases[i].fold);
    run_open(&run, "id,family,given\np,Ли,Ян\n", layout);
    cards_part(&run.fixture.compose, &run.run, 0);
    assert_int_equal(run.fixture.compose.list->page_count, 1);
    const struct display_page *page = &run.fixture.compose.list->pages[0];
    assert_int_equal(page->width, cases[i].width);
    assert_int_equal(page->height, cases[i].height);
    const struct display_item *items = page->items;
    assert_int_equal(items[1].run.x, cases[i].front_x);
    assert_int_equal(items[1].run.y, cases[i].front_y + 9000);
    assert_int_equal(items[3].run.x, cases[i].back_x);
    assert_int_equal(items[3].run.y, i == 0 ? cases[i].back_y - 9000 : 9000);
    assert_int_equal(items[3].run.rotate, cases[i].rotate);
    bool top = i == 0;
    assert_int_equal(items[0].fill.y, top ? 30000 : -3000); /* colour ends at the fold, and nowhere else */
    assert_int_equal(items[0].fill.height, top ? 33000 : 36000);
    assert_int_equal(items[2].fill.x, -3000);
    assert_int_equal(items[2].fill.width, top ? 86000 : 83000);
    assert_int_equal(items[2].fill.y, -3000);
    assert_int_equal(items[2].fill.height, top ? 33000 : 36000);
    run_close(&run);
  }
}

static void test_one_card(void **state) {
  (void)state;
  struct run run;
  char layout[1000];
  snprintf(layout, sizeof layout,
           "layout: layout\ncard: {size: [80pt, 80pt]}\nfront: [{box: [0, 0, 80pt, 20pt], text: \"{{ title }}\"}]\n");
  run_open(&run, "id,family\np,А\n", layout);
  run.run.items = NULL;
  run.run.url = NULL;
  assert_true(cards_open(&run.fixture.compose, &run.run));
  cards_part(&run.fixture.compose, &run.run, 0);
  assert_int_equal(run.fixture.compose.list->page_count, 1);
  assert_string_equal(print_page(&run, 0), "Форум@0,0");
  assert_int_equal(cards_parts(&run.run), 1);
  run_close(&run);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_orders),
      cmocka_unit_test(test_records),
      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_all_refused),
      cmocka_unit_test(test_refused_in_a_stack),
      cmocka_unit_test(test_bleed),
      cmocka_unit_test(test_addresses),
      cmocka_unit_test(test_parts),
      cmocka_unit_test(test_backs),
      cmocka_unit_test(test_one_card),
      cmocka_unit_test(test_same_size),
      cmocka_unit_test(test_folds),
  };
  return cmocka_run_group_tests(tests, setter_open, setter_close);
}
