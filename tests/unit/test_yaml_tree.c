/* The YAML tree: shape, places, and every mistake with its code and place. */
#include "test_base.h"

#include "input/yaml_tree.h"

struct fixture {
  struct arena *arena;
  struct sink *sink;
};

static int set_up(void **state) {
  struct fixture *fixture = calloc(1, sizeof *fixture);
  fixture->arena = arena_new();
  fixture->sink = sink_new();
  *state = fixture;
  return 0;
}

static int tear_down(void **state) {
  struct fixture *fixture = *state;
  arena_drop(fixture->arena);
  sink_drop(fixture->sink);
  free(fixture);
  return 0;
}

static struct yaml_node *parse(struct fixture *fixture, const char *text) {
  return yaml_parse(fixture->arena, "a.yaml", text, strlen(text), fixture->sink);
}

static void assert_at(struct text_source source, int line, int column, enum source_kind kind) {
  assert_int_equal(source.at.line, line);
  assert_int_equal(source.at.column, column);
  assert_int_equal(source.kind, kind);
}

static void test_shape(void **state) {
  struct yaml_node *root = parse(*state, "a: 1\nb: [x, {y: z}]\nc:\n  - 'q'\n  -\n");
  assert_non_null(root);
  assert_int_equal(root->kind, YAML_MAP);
  assert_int_equal(root->count, 3);
  assert_string_equal(yaml_find(root, "a")->text, "1");
  assert_true(yaml_find(root, "a")->plain);
  struct yaml_node *list = yaml_find(root, "b");
  assert_int_equal(list->count, 2);
  assert_string_equal(yaml_find(list->items[1], "y")->text, "z");
  assert_false(yaml_find(root, "c")->items[0]->plain);
  assert_true(yaml_is_null(yaml_find(root, "c")->items[1]));
  assert_null(yaml_find(root, "d"));
}

static void test_empty_is_map(void **state) {
  static const char *const texts[] = {"", "\n# nothing\n", "---\n", "\xEF\xBB\xBF"};
  for (size_t i = 0; i < COUNT(texts); i++) {
    struct yaml_node *root = parse(*state, texts[i]);
    assert_non_null(root);
    assert_int_equal(root->kind, YAML_MAP);
    assert_int_equal(root->count, 0);
  }
}

/* The place and notation of the value of `k`, then the place of the character at `offset`. */
static const struct source_case {
  const char *yaml;
  int line, column;
  enum source_kind kind;
  size_t offset;
  int at_line, at_column;
} source_cases[] = {
    {"k: Ош, Бишкек\n", 1, 4, SOURCE_INLINE, 6, 1, 8},
    {"ключ: 1\nk: \"Ош\"\n", 2, 5, SOURCE_INLINE, 2, 2, 6},
    {"k: 'a''b'\n", 1, 5, SOURCE_POINT, 2, 1, 5},
    {"k: \"a\\tb\"\n", 1, 5, SOURCE_POINT, 2, 1, 5},
    {"k: one\n  two\n", 1, 4, SOURCE_POINT, 5, 1, 4},
    {"k: |\n  аб\n  вг\n", 2, 3, SOURCE_LITERAL, 5, 3, 3},
    {"k: |\n\n   аб\n   вг\n", 2, 4, SOURCE_LITERAL, 3, 3, 5},
    {"k: |2\n    ab\n  cd\n", 2, 3, SOURCE_LITERAL, 2, 2, 5},
    {"k: |-\r\n  ab\r\n  cd\r\n", 2, 3, SOURCE_LITERAL, 4, 3, 4},
    {"k: >\n  ab\n  cd\n", 2, 3, SOURCE_POINT, 3, 2, 3},
    {"\xEF\xBB\xBFk: ab\n", 1, 4, SOURCE_INLINE, 1, 1, 5},
    {"x: {k: \"ab\"}\nk: c", 2, 4, SOURCE_INLINE, 0, 2, 4},
};

static void test_sources(void **state) {
  for (size_t i = 0; i < COUNT(source_cases); i++) {
    const struct source_case *c = &source_cases[i];
    struct yaml_node *root = parse(*state, c->yaml);
    assert_non_null(root);
    struct yaml_node *node = yaml_find(root, "k");
    assert_at(node->source, c->line, c->column, c->kind);
    struct position at = source_position(node->source, node->text, c->offset);
    assert_int_equal(at.line, c->at_line);
    assert_int_equal(at.column, c->at_column);
  }
}

static void test_key_places(void **state) {
  struct yaml_node *root = parse(*state, "а: 1\n  \nбв:\n  г: 2\n");
  assert_int_equal(root->pairs[1].key_at.line, 3);
  assert_int_equal(root->pairs[1].key_at.column, 1);
  assert_int_equal(root->pairs[1].node->pairs[0].key_at.line, 4);
  assert_int_equal(root->pairs[1].node->pairs[0].key_at.column, 3);
}

/* One mistake each: its code and place. */
static const struct mistake {
  const char *yaml;
  const char *code;
  int line, column;
} mistakes[] = {
    {"title: Foo: bar\n", "colon-in-value", 1, 11},
    {"- Обед: суп: щи\n", "colon-in-value", 1, 12},
    {"title: x\n   zone: y\n", "indentation", 2, 4},
    {"a:\n  b: 1\n c: 2\n", "indentation", 3, 2},
    {"  a: 1\nb: 2\n", "indentation", 2, 1},
    {"a:\n  - x\n  b: 1\n", "indentation", 3, 3},
    {"title: x\nzone\ndates: y\n", "colon-missing", 2, 1},
    {"a: 1\ntitle:Foo\nb: 2\n", "colon-space", 2, 1},
    {"a: @x\n", "value-start", 1, 4},
    {"a: `x\n", "value-start", 1, 4},
    {"a: %x\n", "value-start", 1, 4},
    {"a: *важно* да\n", "value-start", 1, 4},
    {"a: &важно\n", "value-start", 1, 4},
    {"a: !важно\n", "value-start", 1, 4},
    {"a: ? b\n", "value-start", 1, 4},
    {"a: ]\n", "value-start", 1, 4},
    {"%a: 1\n", "value-start", 1, 1},
    {"a: \"x\" y\n", "text-after-value", 1, 8},
    {"a: [x] y\n", "text-after-value", 1, 8},
    {"a: \"x\nb: 2\n", "quote-open", 1, 4},
    {"a: 'x\nb: 2\n", "quote-open", 1, 4},
    {"a: \"x\nb: \"y\"\n", "quote-open", 1, 4},
    {"a:\n\tb: 1\n", "tab", 2, 1},
    {"a:\n  b: 1\n \tc: 1\n", "tab", 3, 2},
    {"a: |\n\tx\n", "tab", 2, 1},
    {"a:\n  - x\n - y\n", "list-indentation", 3, 2},
    {"a:\n  b: 1\n  - c\n", "list-indentation", 3, 3},
    {"a: - x\n", "list-place", 1, 4},
    {"a: [x, y\nb: 2\n", "bracket-open", 1, 4},
    {"a: {x: y\nb: 2\n", "bracket-open", 1, 4},
    {"a: | foo\n", "block-text", 1, 6},
    {"a: \"C:\\q\"\n", "escape", 1, 7},
    {"url: {{ id }}\n", "braces", 1, 6},
    {"a: {{ id }}/x\n", "braces", 1, 4},
    {"a: 1\n---\nb: 2\n", "documents-several", 2, 1},
    {"a: 1\nb: 2\na: 3\n", "key-twice", 3, 1},
    {"a: &x 1\n", "anchor", 1, 4},
    {"a: *x\n", "alias", 1, 4},
    {"a: !!str 3\n", "tag", 1, 4},
    {"? [a]\n: b\n", "key-kind", 1, 3},
    {": b\n", "key-empty", 1, 1},
    {"a: \"\\0\"\n", "control-character", 1, 5},
    {"a: 1\nб: x\x01y\n", "invisible-character", 2, 5},
    {"a: x\xE2\x80\xA8y\n", "invisible-character", 1, 5},
    {"a: \xCF\xF0\xE8\xE2\xE5\xF2\n", "encoding", 1, 4},
    {"\xC1\xD2\xC9\xD7\xC5\xD4: 1\n", "encoding", 1, 1},
    {"а: б\nв: г\xFF д\n", "encoding-byte", 2, 5},
};

static void test_mistakes(void **state) {
  struct fixture *fixture = *state;
  for (size_t i = 0; i < COUNT(mistakes); i++) {
    struct sink *sink = sink_new();
    const char *text = mistakes[i].yaml;
    assert_null(yaml_parse(fixture->arena, "a.yaml", text, strlen(text), sink));
    struct diagnostic_view view = sink_view(sink, 0, MESSAGE_ENGLISH, fixture->arena);
    if (strcmp(view.code, mistakes[i].code) != 0 || view.at.line != mistakes[i].line ||
        view.at.column != mistakes[i].column)
      fail_msg("%s gives %d:%d %s", text, view.at.line, view.at.column, view.code);
    sink_drop(sink);
  }
}

static void test_encodings_are_named(void **state) {
  static const struct {
    const char *text, *name;
    size_t length;
  } cases[] = {{"\xFF\xFE"
                "a\0:\0 \0",
                "UTF-16", 8},
               {"a\0:\0 \0001\0", "UTF-16", 8},
               {"\xCF\xF0\xE8\xE2\xE5\xF2", "Windows-1251", 6},
               {"\xF0\xD2\xC9\xD7\xC5\xD4", "KOI8-R", 6},
               {"\x8F\xE0\xA8\xA2\xA5\xE2", "CP866", 6}};
  struct fixture *fixture = *state;
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct sink *sink = sink_new();
    assert_null(yaml_parse(fixture->arena, "a.yaml", cases[i].text, cases[i].length, sink));
    assert_non_null(strstr(sink_view(sink, 0, MESSAGE_ENGLISH, fixture->arena).message, cases[i].name));
    sink_drop(sink);
  }
}

/* Refused properties and keys do not hide what else is wrong. */
static void test_all_in_one_run(void **state) {
  struct fixture *fixture = *state;
  const char *text = "a: &x 1\na: 2\nb: *x\nc: {d: 1, d: 2}\n";
  assert_non_null(yaml_parse_all(fixture->arena, "a.yaml", text, strlen(text), fixture->sink));
  assert_int_equal(sink_count(fixture->sink, SEVERITY_ERROR), 4);
}

static void test_many_keys(void **state) {
  struct fixture *fixture = *state;
  struct buffer text = {0};
  for (int i = 0; i < 5000; i++)
    buffer_printf(&text, "k%d: %d\n", i, i);
  struct yaml_node *root = yaml_parse(fixture->arena, "a.yaml", text.data, text.length, fixture->sink);
  assert_int_equal(root->count, 5000);
  assert_string_equal(yaml_find(root, "k4321")->text, "4321");
  buffer_printf(&text, "k17: again\n");
  assert_null(yaml_parse(fixture->arena, "a.yaml", text.data, text.length, fixture->sink));
  assert_int_equal(sink_view(fixture->sink, 0, MESSAGE_ENGLISH, fixture->arena).at.line, 5001);
  buffer_drop(&text);
}

static void test_depth(void **state) {
  struct fixture *fixture = *state;
  char text[200] = "";
  memset(text, '[', YAML_DEPTH_LIMIT);
  memset(text + YAML_DEPTH_LIMIT, ']', YAML_DEPTH_LIMIT);
  assert_non_null(parse(fixture, text));
  memset(text, '[', YAML_DEPTH_LIMIT + 1);
  memset(text + YAML_DEPTH_LIMIT + 1, ']', YAML_DEPTH_LIMIT + 1);
  assert_null(parse(fixture, text));
  assert_string_equal(sink_view(fixture->sink, 0, MESSAGE_ENGLISH, fixture->arena).code, "depth");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(test_shape, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_empty_is_map, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_sources, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_key_places, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_mistakes, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_encodings_are_named, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_all_in_one_run, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_many_keys, set_up, tear_down),
      cmocka_unit_test_setup_teardown(test_depth, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
