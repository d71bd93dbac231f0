/* Markdown: blocks, spans and structure; every word's place in the file; what is refused. */
#include "test_base.h"

#include "bind_fixture.h"
#include "compose/blocks.h"
#include "compose/markdown_source.h"

static const char event_text[] = "event: forum\n"
                                 "languages: [ru]\n"
                                 "title: Форум\n"
                                 "documents: {d: {layout: l}}\n";

struct markdown {
  struct fixture fixture;
  struct style style;
  struct bound_block *blocks;
  size_t count;
  bool made;
};

/* The text as it would stand in a literal block: its first line is line 11, its column 5. */
static void markdown_open(struct markdown *markdown, const char *text) {
  fixture_open(&markdown->fixture, event_text, NULL);
  markdown->style = (struct style){.name = "body",
                                   .font = "serif",
                                   .size = 12000,
                                   .leading = 15000,
                                   .indent = 9000,
                                   .before = 1000,
                                   .after = 2000,
                                   .align = ALIGN_JUSTIFY};
  struct bound_piece *piece = arena_zalloc(markdown->fixture.arena, 1, sizeof *piece);
  *piece = (struct bound_piece){.text = text, .length = strlen(text), .format = TEXT_MARKDOWN};
  piece->source = (struct text_source){{"event.yaml", 11, 5}, SOURCE_LITERAL, 4};
  struct bound_text bound = {piece, 1};
  struct position rule = {"layout.yaml", 3, 7};
  markdown->made = markdown_bind(&markdown->fixture.compose, &bound, rule, &markdown->style, NODE_ROOT,
                                 &markdown->blocks, &markdown->count);
}

static void markdown_close(struct markdown *markdown) {
  fixture_close(&markdown->fixture);
}

/* Every span as "line:column words" in the order of reading, cells and notes included. */
static void print_places(struct arena *arena, const struct bound_block *blocks, size_t count, const char **out);

static void print_row(struct arena *arena, const struct bound_row *row, const char **out) {
  for (size_t i = 0; i < row->cell_count; i++)
    print_places(arena, row->cells[i].blocks, row->cells[i].block_count, out);
}

static void print_places(struct arena *arena, const struct bound_block *blocks, size_t count, const char **out) {
  for (size_t i = 0; i < count; i++) {
    for (size_t j = 0; j < blocks[i].span_count; j++) {
      const struct inline_span *span = &blocks[i].spans[j];
      bool blank = span->length == strspn(span->text, " ") || memcmp(span->text, "\u2028", 3) == 0;
      if (!blank && !span->superior && memcmp(span->text, "\u00A0", 2) != 0)
        *out = arena_printf(arena, "%s%d:%d %.*s\n", *out, span->source.at.line, span->source.at.column,
                            (int)span->length, span->text);
      if (span->note != NULL)
        print_places(arena, span->note->blocks, span->note->block_count, out);
    }
    if (blocks[i].kind != BOUND_TABLE)
      continue;
    print_row(arena, &blocks[i].table->head, out);
    for (size_t r = 0; r < blocks[i].table->row_count; r++)
      print_row(arena, &blocks[i].table->rows[r], out);
  }
}

/* The place of a word, found in the text by looking: the oracle. Every word of a case stands in it once. */
static void check_word(const struct markdown *markdown, const char *text, const char *places, const char *word) {
  const char *at = strstr(text, word);
  int line = 11, column = 5;
  for (const char *c = text; c < at; c++) {
    column = *c == '\n' ? 5 : column + (((unsigned char)*c & 0xC0) != 0x80);
    line += *c == '\n';
  }
  for (const char *row = places; *row != '\0'; row += strcspn(row, "\n") + 1) {
    int row_line, row_column, used;
    assert_int_equal(sscanf(row, "%d:%d%n", &row_line, &row_column, &used), 2);
    const char *words = row + used + 1, *found = strstr(words, word), *end = row + strcspn(row, "\n");
    if (found == NULL || found > end)
      continue;
    for (const char *c = words; c < found; c++)
      row_column += ((unsigned char)*c & 0xC0) != 0x80;
    if (row_line != line || row_column != column)
      fail_msg("«%s» stands at %d:%d, not %d:%d\n%s", word, line, column, row_line, row_column, places);
    return;
  }
  (void)markdown;
  fail_msg("«%s» is lost\n%s", word, places);
}

/* Words of latin letters and digits are unique in each case; each of them must be found where it stands. */
static void test_places(void **state) {
  (void)state;
  static const char *const cases[] = {
      "Абв w1 *где w2* и \\* w3 ещё **жир w4** w5 &amp; w6 конец w7\nвторая *w8* `код w9` w10\n",
      "  с отступом w1\n   продолжение *w2* w3\n  ещё w4\n",
      "> Цитата *w1*\n  > два **w2** w3\nленивая w4\n",
      "- пункт *w1*\n  ещё *w2* w3\n  - вложен *w4*\n    и дальше w5\n\n3) раз w6\n",
      "| w1 | б w2 |\n|---|---|\n| *w3* | a\\|b *w4* w5 |\n",
      "> | w1 | w2 |\n> |---|---|\n> | *w3* | w4 |\n",
      "Заг w1 *w2*\n===\n# Атх w3 *w4* #\n  ## ещё w5\n",
      "    код w1\n    код w2\n\n```\nw3\n  w4\n```\n",
      "до [w1\n  w2](http://x.kg\n  \"t\") после w3 *w4*\n  `w5\n  w6` w7\n",
      "почта n@dpi.kg w1 www.vap.kg w2 http://a.kg w3\n",
      "[w1](http://y.kg \"t\") `` w2`b `` w3 <http://auto.kg> w4\n",
      "![w](x.png) w1\n",
      "текст[^a] w1\n\n[^a]: Сноска *w2* w3\n    дальше *w4*\n\n    абзац w5\n\nпосле w6\n",
      "в **начале *w1* и** w2 \\\\ w3 \\[w4\\] w5 &copy; w6 &nosuch; w7\n",
      "жёсткий w1\\\nперенос w2  \nещё w3\n",
      "*w1*w2**w3**w4`w5`w6\n",
      "текст w1\n| w2 | w3 |\n|---|---|\n| w4 |\n",
      "<div>\nw1\n</div>\n\nа <b>w2</b> w3\n",
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct markdown markdown;
    const char *places = "";
    markdown_open(&markdown, cases[i]);
    print_places(markdown.fixture.arena, markdown.blocks, markdown.count, &places);
    for (int n = 1; n <= 10; n++) {
      char word[16];
      snprintf(word, sizeof word, "w%d", n);
      const char *at = strstr(cases[i], word);
      if (at != NULL && (n > 1 || at[2] != '0'))
        check_word(&markdown, cases[i], places, word);
    }
    markdown_close(&markdown);
  }
}

/* The whole text of a block, with its styles in letters: *bold* /italic/ `code` ^mark^ <target|link>. */
static const char *styled(struct arena *arena, const struct bound_block *block) {
  const char *out = "";
  for (size_t i = 0; i < block->span_count; i++) {
    const struct inline_span *span = &block->spans[i];
    char mark[8] = "";
    strcat(mark, span->bold ? "*" : "");
    strcat(mark, span->italic ? "/" : "");
    strcat(mark, span->code ? "`" : "");
    strcat(mark, span->superior ? "^" : "");
    const char *words = arena_printf(arena, "%s%.*s%s", mark, (int)span->length, span->text, mark);
    out = span->link != NULL ? arena_printf(arena, "%s<%s|%s>", out, span->link, words)
                             : arena_printf(arena, "%s%s", out, words);
  }
  return out;
}

static void test_inlines(void **state) {
  (void)state;
  static const struct {
    const char *text, *expected;
  } cases[] = {
      {"а *б* **в** `г` ***д***", "а /б/ *в* `г` */д*/"},
      {"а\nб\\\nв  \nг", "а б\u2028в\u2028г"},
      {"\"a\" -- 'b' ... (c)", "\"a\" -- 'b' ... (c)"}, /* nothing is made smart */
      {"a &lt;b&gt; &amp;amp; \\*c\\*", "a <b> &amp; *c*"},
      {"~~не зачёркнуто~~", "~~не зачёркнуто~~"},
      {"[а](http://x.kg/Ж) [б](mailto:a@b.kg) [в](tel:+996)", "<http://x.kg/%D0%96|а> <mailto:a@b.kg|б> <tel:+996|в>"},
      {"www.vap.kg, n@dpi.kg.", "<http://www.vap.kg|www.vap.kg>, <mailto:n@dpi.kg|n@dpi.kg>."},
      {"[*а*б](https://x.kg)", "<https://x.kg|/а/><https://x.kg|б>"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct markdown markdown;
    markdown_open(&markdown, cases[i].text);
    assert_true(markdown.made);
    assert_int_equal(markdown.count, 1);
    assert_string_equal(styled(markdown.fixture.arena, &markdown.blocks[0]), cases[i].expected);
    assert_string_equal(fixture_codes(&markdown.fixture), "");
    markdown_close(&markdown);
  }
}

static void test_structure(void **state) {
  (void)state;
  static const struct {
    const char *text, *tree;
  } cases[] = {
      {"абзац\n\nвторой", "P P"},
      {"# заголовок\n### ниже", "H1 H3"},
      {"- а\n- б", "L(LI(Lbl LBody) LI(Lbl LBody))"},
      {"- а\n\n- б", "L(LI(Lbl LBody(P)) LI(Lbl LBody(P)))"},
      {"- а\n  1. б", "L(LI(Lbl LBody(L(LI(Lbl LBody)))))"},
      {"> а\n>\n> б", "BlockQuote(P P)"},
      {"| а | б |\n|---|---|\n| в | г |", "Table(THead(TR(TH(P) TH(P))) TBody(TR(TD(P) TD(P))))"},
      {"а [б](http://x.kg) `в`", "P(Link Code)"},
      {"а[^1] б[^2]\n\n[^2]: два\n[^1]: один\n",
       "P(Reference(Link) Note(Lbl(Link) P) Reference(Link) Note(Lbl(Link) P))"},
      {"а[^1] б[^1]\n\n[^1]: один\n", "P(Reference(Link) Note(Lbl(Link) P) Reference(Link))"},
      {"---\n", ""},
      {"", ""},
      {"\n \n", ""},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct markdown markdown;
    markdown_open(&markdown, cases[i].text);
    assert_true(markdown.made);
    assert_string_equal(fixture_tree(&markdown.fixture, NODE_ROOT), cases[i].tree);
    markdown_close(&markdown);
  }
}

/* Notes are numbered by their first marks; the second mark of a note carries no note again. */
static void test_notes(void **state) {
  (void)state;
  struct markdown markdown;
  markdown_open(&markdown, "а[^b] б[^a] в[^b]\n\n[^a]: один *раз*\n[^b]: два\n");
  struct arena *arena = markdown.fixture.arena;
  const struct bound_block *block = &markdown.blocks[0];
  assert_string_equal(styled(arena, block), "а^1^ б^2^ в^1^");
  const struct note *first = block->spans[1].note, *second = block->spans[3].note;
  assert_int_equal(first->number, 1);
  assert_string_equal(styled(arena, &first->blocks[0]), "^1^\u00A0два");
  assert_string_equal(styled(arena, &second->blocks[0]), "^2^\u00A0один /раз/");
  assert_null(block->spans[5].note);
  const struct structure_node *nodes = markdown.fixture.compose.list->nodes;
  assert_int_equal(nodes[block->spans[1].node].reference, first->node);
  assert_int_equal(nodes[block->spans[5].node].reference, first->node);
  assert_int_equal(first->node, block->spans[1].node + 1); /* right after its mark */
  assert_true(first->blocks[0].style->size < 12000);
  markdown_close(&markdown);
}

static void test_lists(void **state) {
  (void)state;
  struct markdown markdown;
  markdown_open(&markdown, "9. а\n10. б\n\n    ещё\n\n- в\n  - г\n-\n");
  const struct bound_block *blocks = markdown.blocks;
  assert_int_equal(markdown.count, 6);
  assert_memory_equal(blocks[0].label->text, "9.", 2);
  assert_memory_equal(blocks[1].label->text, "10.", 3);
  assert_null(blocks[2].label);
  assert_int_equal(blocks[0].left, blocks[2].left);
  assert_true(blocks[0].left > blocks[3].left); /* two digits need more room than a bullet */
  assert_memory_equal(blocks[3].label->text, "•", 3);
  assert_memory_equal(blocks[4].label->text, "–", 3);
  assert_int_equal(blocks[4].left, 2 * blocks[3].left);
  assert_memory_equal(blocks[5].label->text, "•", 3); /* an empty item shows its marker */
  assert_int_equal(blocks[5].span_count, 1);
  assert_int_equal(blocks[0].style->indent, 0);
  assert_int_equal(blocks[0].style->after, 2000);  /* loose */
  assert_int_equal(blocks[3].style->before, 1000); /* tight: space around the list, none in it */
  assert_int_equal(blocks[3].style->after, 0);
  assert_int_equal(blocks[4].style->before, 0);
  assert_int_equal(blocks[5].style->after, 2000);
  markdown_close(&markdown);
}

/* What stands apart keeps half a line of distance where the layout has no style for it. */
static void test_distances(void **state) {
  (void)state;
  struct markdown markdown;
  markdown_open(&markdown, "> а\n>\n> б\n\n---\n\n# в\n");
  const struct bound_block *blocks = markdown.blocks;
  assert_int_equal(blocks[0].style->before, 7500);
  assert_int_equal(blocks[0].style->after, 2000);
  assert_int_equal(blocks[1].style->after, 7500);
  assert_int_equal(blocks[0].left, 16000);
  assert_int_equal(blocks[2].kind, BOUND_RULE);
  assert_int_equal(blocks[2].rule->thickness, 250);
  assert_int_equal(blocks[3].style->before, 7500);
  assert_int_equal(blocks[3].style->after, 2000);
  assert_int_equal(blocks[3].style->indent, 0);
  markdown_close(&markdown);
}

static void test_tables(void **state) {
  (void)state;
  struct markdown markdown;
  markdown_open(&markdown, "| а | б | в |\n|---|:-:|--:|\n| г | | |\n| д |\n");
  assert_int_equal(markdown.count, 1);
  const struct bound_table *table = markdown.blocks[0].table;
  assert_int_equal(table->column_count, 3);
  assert_int_equal(table->row_count, 2);
  assert_int_equal(table->head.cell_count, 3);
  assert_true(table->head.cells[0].blocks[0].style->bold);
  assert_int_equal(table->head.cells[1].blocks[0].style->align, ALIGN_CENTRE);
  assert_int_equal(table->head.cells[2].blocks[0].style->align, ALIGN_RIGHT);
  assert_int_equal(table->rows[0].cells[1].block_count, 0);
  assert_int_equal(table->rows[1].cell_count, 3);
  assert_int_equal(table->rows[1].at.line, 14);
  const struct structure_node *nodes = markdown.fixture.compose.list->nodes;
  assert_int_equal(nodes[table->head.cells[0].node].scope, SCOPE_COLUMN);
  markdown_close(&markdown);
}

static void test_headings(void **state) {
  (void)state;
  struct markdown markdown;
  markdown_open(&markdown, "## Один *два*  три\n");
  const struct structure_node *nodes = markdown.fixture.compose.list->nodes;
  assert_string_equal(nodes[markdown.blocks[0].node].title, "Один два  три");
  assert_true(markdown.blocks[0].style->bold);
  assert_int_equal(markdown.blocks[0].style->align, ALIGN_LEFT);
  assert_true(markdown.blocks[0].style->keep & KEEP_NEXT);
  markdown_close(&markdown);
}

static void test_refused(void **state) {
  (void)state;
  static const struct {
    const char *text, *codes;
    bool made;
  } cases[] = {
      {"а [б](javascript:x)", "event.yaml:11:7 link-scheme; ", false},
      {"а [б](файл.pdf)", "event.yaml:11:7 link-scheme; ", false},
      {"а\nб ![в](x.png) г", "event.yaml:12:7 markdown-image; ", false},
      {"а <b>б</b>", "event.yaml:11:7 markdown-html; event.yaml:11:11 markdown-html; ", true},
      {"<div>\nа\n</div>", "event.yaml:11:5 markdown-html; ", true},
      {"а\nб[^нет] в", "event.yaml:12:6 footnote-missing; ", false},
      {"а \\[^нет]", "", true},
      {"`[^нет]`", "", true},
      {"а[^1]\n\n[^1]: б\n[^2]: в\n", "event.yaml:14:5 footnote-unused; ", true},
      {"    [^2]: код\n", "", true},
      {"а[^1]\n\n[^1]: б[^2]\n[^2]: в[^1]\n", "event.yaml:13:12 footnote-nested; ", false},
      {"а[^1]\n\n[^1]: б[^1]\n", "event.yaml:13:12 footnote-nested; ", false},
      {"> > > > > > > > > > > > > > > > а", "", true},
      {"> > > > > > > > > > > > > > > > > а", "event.yaml:11:37 markdown-depth; ", false},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct markdown markdown;
    markdown_open(&markdown, cases[i].text);
    if (markdown.made != cases[i].made || strcmp(fixture_codes(&markdown.fixture), cases[i].codes) != 0)
      fail_msg("%s: %s", cases[i].text, fixture_codes(&markdown.fixture));
    if (*cases[i].codes != '\0')
      assert_non_null(strstr(fixture_messages(&markdown.fixture), "layout.yaml:3:7"));
    markdown_close(&markdown);
  }
}

/* What has no empty line in a hundred thousand bytes is refused before it costs a minute. */
static void test_long_paragraphs(void **state) {
  (void)state;
  static const struct {
    size_t length;
    bool parted, made; /* parted: an empty line every 80,000 bytes */
  } cases[] = {{99000, false, true}, {101000, false, false}, {300000, true, true}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    char *text = malloc(cases[i].length + 1);
    memset(text, 'x', cases[i].length);
    text[cases[i].length] = '\0';
    for (size_t at = 80; at < cases[i].length; at += 80)
      text[at] = '\n';
    for (size_t at = 80 * 1000; cases[i].parted && at < cases[i].length; at += 80 * 1000)
      text[at + 1] = '\n';
    struct markdown markdown;
    markdown_open(&markdown, text);
    assert_int_equal(markdown.made, cases[i].made);
    assert_string_equal(fixture_codes(&markdown.fixture), cases[i].made ? "" : "event.yaml:11:5 markdown-paragraph; ");
    markdown_close(&markdown);
    free(text);
  }
}

/* A text inline in its line, and two texts in one. */
static void test_other_sources(void **state) {
  (void)state;
  struct fixture fixture;
  struct bound_block *blocks;
  size_t count;
  fixture_open(&fixture, event_text, NULL);
  struct bound_piece pieces[] = {
      {"*аб* вг", 11, {{"event.yaml", 3, 8}, SOURCE_INLINE, 0}, NULL, TEXT_MARKDOWN},
      {"\n\n", 2, {{"layout.yaml", 9, 1}, SOURCE_POINT, 0}, NULL, TEXT_PLAIN},
      {"*де*\nжз", 11, {{"event.yaml", 20, 3}, SOURCE_LITERAL, 2}, "ky", TEXT_MARKDOWN},
  };
  struct bound_text text = {pieces, 3};
  assert_true(markdown_bind(&fixture.compose, &text, (struct position){0}, &style_root, NODE_ROOT, &blocks, &count));
  assert_int_equal(count, 2);
  assert_int_equal(blocks[0].spans[0].source.at.column, 9);
  assert_int_equal(blocks[0].spans[1].source.at.column, 12);
  assert_int_equal(blocks[1].spans[0].source.at.line, 20);
  assert_int_equal(blocks[1].spans[0].source.at.column, 4);
  assert_int_equal(blocks[1].spans[2].source.at.line, 21);
  assert_int_equal(blocks[1].spans[2].source.at.column, 3);
  assert_null(blocks[0].spans[0].language);
  assert_string_equal(blocks[1].spans[0].language, "ky");
  assert_string_equal(fixture_tree(&fixture, NODE_ROOT), "P P(Span@ky Span@ky)");
  fixture_close(&fixture);
}

/* Hostile texts end, in little time, whatever comes of them. */
static void test_hostile(void **state) {
  (void)state;
  static const char *const patterns[] = {
      "*a ", "**a *b ", "[",       "[a](", "> ",   "- ", "`a",        "&amp;",          "\\*",   "<b", "[^1] ", "|a",
      "1. ", "[^1]: ",  "a@b.kg ", "\r",   "\t- ", "![", "www.a.kg ", "| a |\n|---|\n", "\u2028"};
  for (size_t i = 0; i < COUNT(patterns); i++) {
    struct markdown markdown;
    size_t length = strlen(patterns[i]), times = 20000 / length;
    char *text = calloc(length * times + 1, 1);
    for (size_t j = 0; j < times; j++)
      memcpy(text + j * length, patterns[i], length);
    markdown_open(&markdown, text);
    markdown_close(&markdown);
    free(text);
  }
}

/* An ampersand or a backslash begins another character only where that character follows. */
static void test_escapes_that_are_none(void **state) {
  (void)state;
  static const struct {
    const char *text, *literal;
    size_t raw, length, cursor;
  } cases[] = {{"&", "x", SIZE_MAX, 1, 0},      {"a &", "x", SIZE_MAX, 1, 0}, {"\\", "x", SIZE_MAX, 1, 0},
               {"a & x", "x", 4, 1, 5},         {"a &amp; x", "&", 2, 1, 7},  {"\\*x", "*x", 1, 1, 2},
               {"&nbsp;x", "\u00A0x", 0, 2, 6}, {"&", "&", 0, 1, 1},          {"a\\", "a\\", 0, 2, 2}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct arena *arena = arena_new();
    struct bound_piece piece = {.text = cases[i].text, .length = strlen(cases[i].text)};
    struct markdown_source source = {0};
    markdown_source_open(&source, arena, &(struct bound_text){&piece, 1});
    struct markdown_stretch found =
        markdown_source_next(&source, cases[i].literal, strlen(cases[i].literal), 0, SIZE_MAX, false);
    if (found.raw != cases[i].raw || found.length != cases[i].length || source.cursor != cases[i].cursor)
      fail_msg("«%s» in «%s»: %zu, %zu bytes, cursor %zu", cases[i].literal, cases[i].text, found.raw, found.length,
               source.cursor);
    arena_drop(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_places),
      cmocka_unit_test(test_inlines),
      cmocka_unit_test(test_structure),
      cmocka_unit_test(test_notes),
      cmocka_unit_test(test_lists),
      cmocka_unit_test(test_tables),
      cmocka_unit_test(test_headings),
      cmocka_unit_test(test_refused),
      cmocka_unit_test(test_other_sources),
      cmocka_unit_test(test_hostile),
      cmocka_unit_test(test_escapes_that_are_none),
      cmocka_unit_test(test_distances),
      cmocka_unit_test(test_long_paragraphs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
