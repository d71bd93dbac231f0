/* Layout blocks over an event: which are there, in which order, below which nodes, with which links. */
#include "test_base.h"

#include "layout_fixture.h"

#include "compose/blocks.h"

static const char event_text[] =
    "event: forum\n"
    "languages: [ru, ky]\n"
    "title: {ru: Форум, ky: Форум ky}\n"
    "project: {title: Проект, website: www.dpi.kg, email: n@dpi.kg, logo: logo.png}\n"
    "people:\n"
    "  oro: {name: Орозбаев Бектур}\n"
    "release: {headline: {ru: Заголовок}, body: \"а[^1]\\n\\n[^1]: сноска\", contacts: [oro]}\n"
    "agenda:\n"
    "  - title: День\n"
    "    sessions:\n"
    "      - {title: Первая, speakers: [oro]}\n"
    "      - {title: Вторая, room: Зал}\n"
    "extra: {empty: \"\", script: \"javascript:x\", name: logo.png}\n"
    "documents: {d: {layout: l}}\n";

struct blocks {
  struct fixture fixture;
  struct bound_block *items;
  size_t count;
  bool made;
};

static void blocks_open(struct blocks *blocks, const char *flow) {
  fixture_open(&blocks->fixture, event_text, NULL);
  fixture_logo(&blocks->fixture);
  fixture_layout(&blocks->fixture, arena_printf(blocks->fixture.arena, "layout: layout\nflow:\n%s", flow));
  const struct layout *layout = blocks->fixture.compose.layout;
  blocks->made = blocks_bind(&blocks->fixture.compose, &blocks->fixture.root, layout->flow, layout->flow_count,
                             NODE_ROOT, &blocks->items, &blocks->count);
}

static void blocks_close(struct blocks *blocks) {
  fixture_close(&blocks->fixture);
}

/* Texts in «», tables as [cell, cell; …], groups in (), pictures, rules, spaces and breaks by their names. */
static const char *print(struct arena *arena, const struct bound_block *blocks, size_t count);

static const char *print_cells(struct arena *arena, const struct bound_row *row) {
  const char *out = "";
  for (size_t i = 0; i < row->cell_count; i++)
    out = arena_printf(arena, "%s%s%s", out, i > 0 ? ", " : "",
                       print(arena, row->cells[i].blocks, row->cells[i].block_count));
  return out;
}

static const char *print_table(struct arena *arena, const struct bound_table *table) {
  const char *out = arena_printf(arena, "[%s", print_cells(arena, &table->head));
  for (size_t i = 0; i < table->row_count; i++)
    out = arena_printf(arena, "%s; %s", out, print_cells(arena, &table->rows[i]));
  return arena_printf(arena, "%s]", out);
}

static const char *print_block(struct arena *arena, const struct bound_block *block) {
  static const char *const names[] = {
      [BOUND_IMAGE] = "image", [BOUND_RULE] = "rule", [BOUND_SPACE] = "space", [BOUND_BREAK] = "break"};
  const char *text = "";
  for (size_t i = 0; i < block->span_count; i++)
    text = arena_printf(arena, "%s%s%.*s", text, i > 0 ? "|" : "", (int)block->spans[i].length, block->spans[i].text);
  if (block->kind == BOUND_TEXT)
    return arena_printf(arena, "«%s»", text);
  if (block->kind == BOUND_TABLE)
    return print_table(arena, block->table);
  if (block->kind == BOUND_GROUP)
    return arena_printf(arena, "(%s)", print(arena, block->children, block->child_count));
  return names[block->kind];
}

static const char *print(struct arena *arena, const struct bound_block *blocks, size_t count) {
  const char *out = "";
  for (size_t i = 0; i < count; i++)
    out = arena_printf(arena, "%s%s%s", out, i > 0 ? " " : "", print_block(arena, &blocks[i]));
  return out;
}

static void test_blocks(void **state) {
  (void)state;
  static const struct {
    const char *flow, *blocks, *tree;
  } cases[] = {
      {"  - {text: \"{{ title }}\", role: h1}\n  - {text: \"  а {{ project.title }}\\n\"}\n", "«Форум» «а |Проект»",
       "H1 P"},
      {"  - {text: \"{{ extra.empty }}\"}\n  - {text: \" {{ release.embargo }} \"}\n", "", ""},
      {"  - {text: да, when: agenda}\n  - {text: нет, when: not agenda}\n", "«да»", "P"},
      {"  - {text: \"{{ title }}\", each: agenda.sessions}\n", "«Первая» «Вторая»", "P P"},
      {"  - {text: \"{{ s.title }} {{ title }}\", each: agenda.sessions, as: s, when: s.room}\n", "«Вторая| |Вторая»",
       "P"},
      {"  - {text: а, role: artifact}\n", "«а»", ""},
      {"  - rule: 1pt\n  - space: 5mm\n  - break: page\n", "rule space break", ""},
      {"  - each: agenda\n    flow:\n      - {text: \"{{ title }}\", role: h2}\n"
       "      - {text: \"{{ title }}\", each: sessions}\n",
       "(«День» «Первая» «Вторая»)", "H2 P P"},
      {"  - {role: sect, flow: [{text: а}, {text: б, role: artifact}]}\n", "(«а» «б»)", "Sect(P)"},
      {"  - {role: sect, flow: [{text: \"{{ extra.empty }}\"}]}\n", "", ""}, /* nothing in it: no node either */
      {"  - {role: artifact, flow: [{text: а, role: h1}]}\n", "(«а»)", ""},
      {"  - {image: \"{{ project.logo }}\", alt: Знак}\n", "image", "Figure"},
      {"  - {image: \"{{ project.logo }}\", alt: Знак, link: \"{{ project.website }}\"}\n", "image", "Link(Figure)"},
      {"  - {image: \"{{ extra.empty }}\"}\n", "", ""},
      {"  - {markdown: \"{{ release.body }}\"}\n", "«а|1»", "P(Reference(Link) Note(Lbl(Link) P))"},
      {"  - {text: \"{{ project.title }}\", link: \"mailto:a@b.kg\"}\n", "«Проект»", "P(Link)"},
      {"  - {text: \"{{ project.website }}, {{ project.email }}\"}\n", "«www.dpi.kg|, |n@dpi.kg»", "P(Link Link)"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct blocks blocks;
    blocks_open(&blocks, cases[i].flow);
    if (!blocks.made)
      fail_msg("%s%s", cases[i].flow, fixture_messages(&blocks.fixture));
    assert_string_equal(print(blocks.fixture.arena, blocks.items, blocks.count), cases[i].blocks);
    assert_string_equal(fixture_tree(&blocks.fixture, NODE_ROOT), cases[i].tree);
    blocks_close(&blocks);
  }
}

static void test_tables(void **state) {
  (void)state;
  static const struct {
    const char *table, *blocks, *tree;
  } cases[] = {
      {"each: agenda.sessions, columns: [{head: Что, text: \"{{ title }}\"}, {head: Где, text: \"{{ room }}\"}]",
       "[«Что», «Где»; «Первая», ; «Вторая», «Зал»]",
       "Table(THead(TR(TH(P) TH(P))) TBody(TR(TD(P) TD) TR(TD(P) TD(P))))"},
      {"each: agenda.sessions, columns: [{text: \"{{ title }}\"}, {text: \"{{ start }}\", when: start}]",
       "[; «Первая»; «Вторая»]", "Table(TBody(TR(TD(P)) TR(TD(P))))"}, /* nobody gives a time */
      {"each: agenda.sessions, columns: [{text: \"{{ title }}\"}, {text: \"{{ room }}\", when: room}]",
       "[; «Первая», ; «Вторая», «Зал»]", "Table(TBody(TR(TD(P) TD) TR(TD(P) TD(P))))"},
      {"each: agenda.sessions, head: none, columns: [{head: Что, text: \"{{ title }}\"}]", "[; «Первая»; «Вторая»]",
       "Table(TBody(TR(TD(P)) TR(TD(P))))"},
      {"each: release.quotes, columns: [{head: Что, text: а}]", "", ""}, /* no rows: no head either */
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct blocks blocks;
    char flow[400];
    snprintf(flow, sizeof flow, "  - table: {%s}\n", cases[i].table);
    blocks_open(&blocks, flow);
    assert_true(blocks.made);
    assert_string_equal(print(blocks.fixture.arena, blocks.items, blocks.count), cases[i].blocks);
    assert_string_equal(fixture_tree(&blocks.fixture, NODE_ROOT), cases[i].tree);
    blocks_close(&blocks);
  }
}

static void test_table_details(void **state) {
  (void)state;
  struct blocks blocks;
  blocks_open(&blocks, "  - table: {each: agenda.sessions, as: s, columns: [{head: Что, text: \"{{ s.title }}\"}]}\n");
  const struct bound_table *table = blocks.items[0].table;
  const struct structure_node *nodes = blocks.fixture.compose.list->nodes;
  assert_int_equal(nodes[table->head.cells[0].node].scope, SCOPE_COLUMN);
  assert_int_equal(nodes[table->head.cells[0].node].role, ROLE_TH);
  assert_true(table->head.cells[0].blocks[0].style->bold);
  assert_int_equal(table->rows[1].at.line, 12); /* of the session */
  blocks_close(&blocks);
}

/* What is missing in the language is marked in the structure, as a whole or a part. */
static void test_languages(void **state) {
  (void)state;
  struct fixture fixture;
  struct bound_block *blocks;
  size_t count;
  fixture_open(&fixture, event_text, NULL);
  fixture_language(&fixture, "ky");
  fixture_layout(&fixture, "layout: layout\nflow:\n"
                           "  - {text: \"{{ release.headline }}\", role: h1}\n"
                           "  - {text: \"{{ title }}: {{ release.headline }}\"}\n"
                           "  - {text: {ru: Для СМИ, ky: ММК үчүн}}\n"
                           "  - {text: {ru: Контакты}}\n");
  assert_true(
      blocks_bind(&fixture.compose, &fixture.root, fixture.compose.layout->flow, 4, NODE_ROOT, &blocks, &count));
  assert_string_equal(fixture_tree(&fixture, NODE_ROOT), "H1@ru P(Span@ru) P P@ru");
  assert_string_equal(blocks[0].spans[0].language, "ru");
  assert_null(blocks[1].spans[0].language);
  assert_memory_equal(blocks[2].spans[0].text, "ММК", 6);
  assert_string_equal(fixture.compose.list->nodes[NODE_FIRST].title, "Заголовок");
  assert_int_equal(sink_count(fixture.sink, SEVERITY_WARNING), 2); /* the event's text, the layout's text */
  fixture_close(&fixture);
}

static void test_refused(void **state) {
  (void)state;
  static const struct {
    const char *flow, *codes;
  } cases[] = {
      {"  - {text: \"{{ titel }}\"}\n  - {text: а, when: agendda}\n",
       "layout.yaml:3:16 name-unknown; layout.yaml:4:21 name-unknown; "}, /* one does not hide the other */
      {"  - {text: а, link: \"{{ extra.script }}\"}\n", "event.yaml:13:29 link-scheme; "},
      {"  - {image: нет.png}\n", "layout.yaml:3:13 file-missing; "},
      {"  - {text: а, each: sesions}\n", "layout.yaml:3:21 name-unknown; "},
      {"  - table: {each: agenda.sesions, columns: [{text: а}]}\n", "layout.yaml:3:19 name-unknown; "},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct blocks blocks;
    blocks_open(&blocks, cases[i].flow);
    assert_false(blocks.made);
    assert_string_equal(fixture_codes(&blocks.fixture), cases[i].codes);
    blocks_close(&blocks);
  }
}

/* A picture that stands in many places is read once. */
static void test_pictures(void **state) {
  (void)state;
  struct blocks blocks;
  blocks_open(&blocks, "  - {image: \"{{ extra.name }}\", each: agenda.sessions}\n  - {image: logo.png}\n");
  assert_int_equal(blocks.count, 3);
  assert_ptr_equal(blocks.items[0].picture, blocks.items[2].picture);
  assert_int_equal(blocks.items[0].picture->width, 4);
  blocks_close(&blocks);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_blocks),    cmocka_unit_test(test_tables),  cmocka_unit_test(test_table_details),
      cmocka_unit_test(test_languages), cmocka_unit_test(test_refused), cmocka_unit_test(test_pictures),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
