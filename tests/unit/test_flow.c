/* The vertical list and what is drawn of it, with a text room of 5 pt a character (fake_paragraph.h). */
#include "test_base.h"

#include "fake_compose.h"

#include "compose/notes.h"

/* "line 10; space 5!; …": kind and height of every item; ! forbidden, * forced, a number any other penalty. */
static const char *flow_print(struct fake *fake, const struct flow *flow) {
  static const char *const kinds[] = {"line", "row", "picture", "rule", "space", "break"};
  const char *out = "";
  for (size_t i = 0; i < flow->count; i++) {
    const struct vertical *item = &flow->items[i];
    const char *penalty = item->penalty >= VERTICAL_FORBIDDEN ? "!"
                          : item->penalty <= VERTICAL_FORCED  ? "*"
                          : item->penalty == 0                ? ""
                                                              : arena_printf(fake->arena, "~%d", item->penalty);
    char height[MPT_TEXT_SIZE];
    mpt_print(height, item->height);
    out = arena_printf(fake->arena, "%s%s %s%s; ", out, kinds[item->kind], height, penalty);
  }
  return out;
}

static void set(struct fake *fake, const struct bound_block *blocks, size_t count, mpt width, struct flow *flow) {
  assert_true(flow_set(&fake->compose, blocks, count, width, 200000, flow));
  assert_false(sink_has_errors(fake->compose.sink));
}

/* --- spaces and breaks --- */

static void larger_space_counts(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  struct style head = fake.body, wide = fake.body;
  head.before = 9000, head.after = 3000, head.keep = KEEP_NEXT;
  wide.before = 5000;
  const struct bound_block blocks[] = {fake_text_block(&fake, &head, "a"), fake_text_block(&fake, &wide, "b"),
                                       fake_text_block(&fake, &fake.body, "c"), fake_text_block(&fake, &head, "d"),
                                       fake_text_block(&fake, &fake.body, "e")};
  struct flow flow;
  set(&fake, blocks, COUNT(blocks), 100000, &flow);
  assert_string_equal(flow_print(&fake, &flow), "line 10!; space 5!; line 10; line 10; space 9!; line 10!; space 3!; "
                                                "line 10; ");
  assert_int_equal(flow.height, 67000);
  assert_true(flow.items[1].discardable);
  fake_close(&fake);
}

static const struct {
  const char *why;
  int orphans, widows, keep;
  const char *expected;
} paragraph_cases[] = {
    {"two and two of five", 2, 2, 0, "line 10!; line 10~5; line 10~5; line 10!; line 10; "},
    {"three and two: one place", 3, 2, 0, "line 10!; line 10!; line 10~5; line 10!; line 10; "},
    {"three and three: whole", 3, 3, 0, "line 10!; line 10!; line 10!; line 10!; line 10; "},
    {"one and one", 1, 1, 0, "line 10~5; line 10~5; line 10~5; line 10~5; line 10; "},
    {"lines kept", 1, 1, KEEP_LINES, "line 10!; line 10!; line 10!; line 10!; line 10; "},
    {"kept with the next", 1, 1, KEEP_NEXT, "line 10~5; line 10~5; line 10~5; line 10~5; line 10!; "},
};

static void paragraphs_are_kept(void **state) {
  (void)state;
  for (size_t i = 0; i < COUNT(paragraph_cases); i++) {
    struct fake fake;
    fake_open(&fake, 0);
    fake.body.orphans = paragraph_cases[i].orphans;
    fake.body.widows = paragraph_cases[i].widows;
    fake.body.keep = paragraph_cases[i].keep;
    const struct bound_block block = fake_text_block(&fake, &fake.body, "aaaa bbbb cccc dddd eeee");
    struct flow flow;
    set(&fake, &block, 1, 25000, &flow);
    const char *made = flow_print(&fake, &flow);
    if (strcmp(made, paragraph_cases[i].expected) != 0)
      fail_msg("%s: %s", paragraph_cases[i].why, made);
    fake_close(&fake);
  }
}

static void breaks_spaces_and_groups(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  fake.body.before = 4000;
  const struct block space = {.kind = BLOCK_SPACE, .length = {7000, 0}}, page = {.kind = BLOCK_BREAK},
                     group = {.kind = BLOCK_GROUP, .keep = KEEP_LINES | KEEP_NEXT};
  const struct bound_block gap = {.kind = BOUND_SPACE, .rule = &space, .style = &fake.body};
  const struct bound_block brk = {.kind = BOUND_BREAK, .rule = &page, .style = &fake.body};
  struct bound_block inside[] = {fake_text_block(&fake, &fake.body, "a"), fake_text_block(&fake, &fake.body, "b"), gap};
  const struct bound_block blocks[] = {
      brk, /* nothing before it: no empty page */
      gap, /* wanted at the head of the first page */
      fake_text_block(&fake, &fake.body, "x"),
      brk,
      brk,
      {.kind = BOUND_GROUP, .rule = &group, .style = &fake.body, .children = inside, .child_count = 3},
      fake_text_block(&fake, &fake.body, "y"),
  };
  struct flow flow;
  set(&fake, blocks, COUNT(blocks), 100000, &flow);
  assert_string_equal(flow_print(&fake, &flow), "space 7!; line 10!; break 0*; line 10!; space 4!; line 10!; space 7!; "
                                                "space 4!; line 10; ");
  assert_false(flow.items[0].discardable);
  assert_true(flow.items[6].discardable);
  fake_close(&fake);
}

/* Grid of 7 pt: lines of 14 pt, small ones of 10; the block after the small ones is back on the grid. */
static void grid_holds_baselines(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 7000);
  fake.body.leading = 14000;
  struct style small = fake.body;
  small.leading = 10000;
  small.before = 3000;
  const struct bound_block blocks[] = {fake_text_block(&fake, &fake.body, "a"), fake_text_block(&fake, &small, "b c"),
                                       fake_text_block(&fake, &fake.body, "d")};
  struct flow flow;
  set(&fake, blocks, COUNT(blocks), 5000, &flow);
  struct display_page *page = display_page_add(fake.arena, fake.compose.list, 200000, 200000, 0);
  flow_draw(&fake.compose, &flow, 0, flow.count, 1000, 70000, page);
  /* a: 14 − 3.5. b: space ends at 17, snapped to 21, + 10 − 3.5; c 10 lower. d: 41 -> 42, + 10.5 */
  assert_string_equal(fake_print(&fake, page), "a 1,80.5; b 1,97.5; c 1,107.5; d 1,122.5; ");
  assert_int_equal(flow.height, 56000);
  assert_int_equal(flow_depth(&fake.compose, &small), 3500);
  fake_close(&fake);
}

/* --- what is in a line --- */

static void indents_labels_and_links_are_drawn(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  fake.body.left = 2000;
  struct inline_span spans[] = {*fake_span(&fake, "see "), *fake_span(&fake, "the "), *fake_span(&fake, "long site"),
                                *fake_span(&fake, " x")};
  spans[1].link = spans[2].link = "https://example.kg/";
  spans[1].node = spans[2].node = 7;
  struct bound_block block = fake_text_block(&fake, &fake.body, "");
  block.spans = spans;
  block.span_count = 4;
  block.left = 20000;
  block.label = fake_span(&fake, "1.");
  struct flow flow;
  set(&fake, &block, 1, 90000, &flow);
  struct display_page *page = display_page_add(fake.arena, fake.compose.list, 200000, 200000, 0);
  flow_draw(&fake.compose, &flow, 0, flow.count, 0, 0, page);
  /* 68 pt: 13 characters a line. The label ends 4 pt (half its size) before the text at 22 pt. */
  assert_string_equal(fake_print(&fake, page), "1. 8,7.5; see  22,7.5; the  42,7.5; long 62,7.5; "
                                               "link 42,-0.5 40 https://example.kg/; "
                                               "site 22,17.5;  x 42,17.5; link 22,9.5 20 https://example.kg/; ");
  assert_int_equal(page->items[4].node, 7);
  assert_string_equal(page->items[4].link.description, "the long site");
  fake_close(&fake);
}

static void pictures_have_sizes(void **state) {
  (void)state;
  static const struct {
    struct length width, height;
    enum alignment align;
    mpt x, drawn_width, drawn_height;
  } cases[] = {
      {{50000, 0}, {0, 0}, ALIGN_LEFT, 0, 50000, 25000},     {{0, 0}, {20000, 0}, ALIGN_RIGHT, 60000, 40000, 20000},
      {{0, 500}, {0, 0}, ALIGN_CENTRE, 25000, 50000, 25000}, {{30000, 0}, {30000, 0}, ALIGN_LEFT, 0, 30000, 30000},
      {{0, 0}, {0, 0}, ALIGN_LEFT, 0, 100000, 50000}, /* 600 px at 300 dpi are 144 pt: the column has 100 */
      {{0, 0}, {80000, 0}, ALIGN_LEFT, 0, 100000, 50000},
  };
  const struct picture picture = {.width = 600, .height = 300};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct fake fake;
    fake_open(&fake, 0);
    const struct block rule = {
        .kind = BLOCK_IMAGE, .width = cases[i].width, .height = cases[i].height, .align = cases[i].align};
    const struct bound_block block = {.kind = BOUND_IMAGE, .rule = &rule, .style = &fake.body, .picture = &picture};
    struct flow flow;
    set(&fake, &block, 1, 100000, &flow);
    assert_int_equal(flow.items[0].x, cases[i].x);
    assert_int_equal(flow.items[0].width, cases[i].drawn_width);
    assert_int_equal(flow.items[0].height, cases[i].drawn_height);
    fake_close(&fake);
  }
}

/* --- errors --- */

static void view_is(struct fake *fake, size_t index, const char *code, int column) {
  struct diagnostic_view view = sink_view(fake->compose.sink, index, MESSAGE_ENGLISH, fake->arena);
  assert_string_equal(view.code, code);
  assert_int_equal(view.at.line, 5);
  assert_int_equal(view.at.column, column);
}

static void problems_have_positions(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  const struct bound_block blocks[] = {fake_text_block(&fake, &fake.body, "да supercalifragilistic да"),
                                       fake_text_block(&fake, &fake.body, "я 中")};
  struct flow flow;
  assert_false(flow_set(&fake.compose, blocks, 2, 50000, 200000, &flow));
  assert_int_equal(sink_length(fake.compose.sink), 2);
  view_is(&fake, 0, "line-overfull", 13); /* the span begins at column 10 */
  view_is(&fake, 1, "missing-character", 12);
  struct diagnostic_view view = sink_view(fake.compose.sink, 0, MESSAGE_ENGLISH, fake.arena);
  assert_non_null(strstr(view.message, "«supercalifragilistic»"));
  view = sink_view(fake.compose.sink, 1, MESSAGE_ENGLISH, fake.arena);
  assert_non_null(strstr(view.message, "U+4E2D «中»"));
  fake_close(&fake);
}

/* --- footnotes --- */

static struct bound_block noted_block(struct fake *fake, const char *text, const char *note_text) {
  struct note *note = arena_zalloc(fake->arena, 1, sizeof *note);
  note->blocks = arena_zalloc(fake->arena, 1, sizeof *note->blocks);
  note->blocks[0] = fake_text_block(fake, &fake->body, note_text);
  note->block_count = 1;
  struct inline_span *spans = arena_zalloc(fake->arena, 2, sizeof *spans);
  spans[0] = *fake_span(fake, text);
  spans[1] = *fake_span(fake, "1");
  spans[1].superior = true;
  spans[1].note = note;
  struct bound_block block = fake_text_block(fake, &fake->body, "");
  block.spans = spans;
  block.span_count = 2;
  return block;
}

static void notes_go_with_their_lines(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  const struct bound_block block = noted_block(&fake, "aaaa bbbb", "note text");
  struct flow flow;
  set(&fake, &block, 1, 25000, &flow);
  assert_int_equal(flow.count, 2);
  assert_int_equal(flow.items[0].note_count, 0);
  assert_int_equal(flow.items[1].note_count, 1);
  assert_int_equal(flow.items[1].notes[0]->flow->height, 20000);
  struct display_page *page = display_page_add(fake.arena, fake.compose.list, 200000, 200000, 0);
  notes_draw(&fake.compose, &flow, 0, 2, 10000, 180000, page);
  assert_string_equal(fake_print(&fake, page), "rule 10,156 300; note 10,167.5; text 10,177.5; ");
  fake_close(&fake);
}

/* A note of eight lines on pages of 50 pt: the line, a gap of 12, two lines; then what 38 pt hold, twice. */
static void long_notes_are_continued(void **state) {
  (void)state;
  struct fake fake;
  fake_open(&fake, 0);
  const struct bound_block blocks[] = {noted_block(&fake, "a", "aaaa bbbb cccc dddd eeee ffff gggg hhhh"),
                                       fake_text_block(&fake, &fake.body, "b")};
  struct flow flow;
  set(&fake, blocks, 2, 25000, &flow);
  struct flow fitted = notes_fit(&fake.compose, &flow, 50000);
  static const mpt heights[] = {20000, 20000, 30000, 10000};
  assert_int_equal(flow.count, 2);
  assert_int_equal(flow.items[0].notes[0]->flow->height, 80000);
  assert_int_equal(fitted.count, COUNT(heights));
  for (size_t i = 0; i < fitted.count; i++) {
    assert_int_equal(fitted.items[i].note_count, 1);
    assert_int_equal(fitted.items[i].notes[0]->flow->height, heights[i]);
  }
  struct display_page *page = display_page_add(fake.arena, fake.compose.list, 200000, 200000, 0);
  notes_draw(&fake.compose, &fitted, 2, 3, 0, 50000, page);
  flow_draw(&fake.compose, &fitted, 2, 3, 0, 0, page);
  assert_string_equal(fake_print(&fake, page), "rule 0,16 300; eeee 0,27.5; ffff 0,37.5; gggg 0,47.5; ");
  assert_int_equal(notes_fit(&fake.compose, &flow, 102000).count, 2);
  assert_ptr_equal(notes_fit(&fake.compose, &flow, 102000).items, flow.items);
  fake_close(&fake);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(larger_space_counts),
      cmocka_unit_test(paragraphs_are_kept),
      cmocka_unit_test(breaks_spaces_and_groups),
      cmocka_unit_test(grid_holds_baselines),
      cmocka_unit_test(indents_labels_and_links_are_drawn),
      cmocka_unit_test(pictures_have_sizes),
      cmocka_unit_test(problems_have_positions),
      cmocka_unit_test(notes_go_with_their_lines),
      cmocka_unit_test(long_notes_are_continued),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
