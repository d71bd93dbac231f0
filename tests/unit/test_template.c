/* input/template: the whole expression language, and every mistake in it with its place. */
#include "test_base.h"

#include "base/buffer.h"
#include "input/template.h"

static struct arena *arena;
static struct sink *sink;

static int begin(void **state) {
  (void)state;
  arena = arena_new();
  sink = sink_new();
  return 0;
}

static int end(void **state) {
  (void)state;
  sink_drop(sink);
  arena_drop(arena);
  return 0;
}

static const struct text_source source = {
    .at = {.file = "l.yaml", .line = 5, .column = 10},
    .kind = SOURCE_INLINE,
};

/* A template as a text again: [literal], <path|filter:argument>. */
static const char *shown(const struct template *template) {
  struct buffer out = {0};
  for (size_t i = 0; i < template->count; i++) {
    const struct template_part *part = &template->parts[i];
    if (part->text) {
      buffer_printf(&out, "[%.*s]", (int)part->length, part->text);
      continue;
    }
    const struct expression *expression = part->expression;
    for (size_t n = 0; n < expression->name_count; n++)
      buffer_printf(&out, "%s%s", n ? "." : "<", expression->names[n]);
    for (size_t f = 0; f < expression->filter_count; f++) {
      buffer_printf(&out, "|%s", expression->filters[f].name);
      for (size_t a = 0; a < expression->filters[f].argument_count; a++)
        buffer_printf(&out, "%s%s", a ? "," : ":", expression->filters[f].arguments[a]);
    }
    buffer_byte(&out, '>');
  }
  const char *text = arena_strndup(arena, out.data ? out.data : "", out.length);
  buffer_drop(&out);
  return text;
}

static void templates(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"", ""},
      {"plain } text }} {", "[plain } text }} {]"},
      {"{{ title }}", "<title>"},
      {"{{title}}{{ a.b-c.имя }}", "<title><a.b-c.имя>"},
      {"№ {{ release.version }}, {{ release.headline | upper }}.",
       "[№ ]<release.version>[, ]<release.headline|upper>[.]"},
      {"{{ d | date: long | capitalise }}", "<d|date:long|capitalise>"},
      {"{{ n | join: \", \" }}", "<n|join:, >"},
      {"{{ n | join: ' }} ' }}", "<n|join: }} >"},
      {"{{ n | default: 'it\\'s' }}", "<n|default:it's>"},
      {"{{ r | is: speaker, 'guest', 1.5 }}", "<r|is:speaker,guest,1.5>"},
      {"\\{{ name }} {{ a }}", "[{{ name }} ]<a>"},
      {"a\\{{", "[a][{{]"},
      {"{{ not }}", "<not>"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct template template;
    assert_true(template_parse(arena, cases[i][0], strlen(cases[i][0]), source, sink, &template));
    assert_string_equal(shown(&template), cases[i][1]);
  }
  assert_int_equal(sink_length(sink), 0);
}

static void kinds(void **state) {
  (void)state;
  assert_int_equal(template_filter_count, FILTER_VCARD + 1);
  for (size_t i = 0; i < template_filter_count; i++) {
    assert_int_equal(template_filters[i].kind, i);
    const char *text =
        arena_printf(arena, "{{ a | %s%s }}", template_filters[i].name, template_filters[i].minimum ? ": x" : "");
    struct template template;
    assert_true(template_parse(arena, text, strlen(text), source, sink, &template));
    assert_int_equal(template.parts[0].expression->filters[0].kind, i);
  }
}

static void positions(void **state) {
  (void)state;
  const char *text = "№ {{ имя.дата | upper | date: long }} и {{ b }}";
  struct template template;
  assert_true(template_parse(arena, text, strlen(text), source, sink, &template));
  assert_int_equal(template.parts[0].source.at.column, 10);
  assert_int_equal(template.parts[1].expression->at.column, 15);
  assert_int_equal(template.parts[1].expression->filters[0].at.column, 26);
  assert_int_equal(template.parts[1].expression->filters[1].at.column, 34);
  assert_int_equal(template.parts[2].source.at.column, 47);
  assert_int_equal(template.parts[3].expression->at.column, 53);
  struct text_source block = {.at = {"l.yaml", 7, 5}, .kind = SOURCE_LITERAL, .indent = 4};
  text = "a {{ b }}\nc\n  {{ d }}";
  assert_true(template_parse(arena, text, strlen(text), block, sink, &template));
  assert_int_equal(template.parts[1].expression->at.line, 7);
  assert_int_equal(template.parts[1].expression->at.column, 10);
  assert_int_equal(template.parts[3].expression->at.line, 9);
  assert_int_equal(template.parts[3].expression->at.column, 10);
}

static void mistakes(void **state) {
  (void)state;
  static const struct {
    const char *text, *code, *message;
    int column;
  } cases[] = {
      {"ab {{ title", "template-open", NULL, 13},
      {"{{ n | join: \", }}", "template-open", NULL, 10},
      {"{{ }}", "template-syntax", NULL, 13},
      {"{{ a..b }}", "template-syntax", NULL, 15},
      {"{{ a b }}", "template-syntax", NULL, 15},
      {"{{ a | }}", "template-syntax", NULL, 17},
      {"{{ a | date: }}", "template-syntax", NULL, 22},
      {"{{ a (b) }}", "template-syntax", NULL, 15},
      {"{{ a | uper }}", "filter-missing", "uper", 17},
      {"{{ a | upper: x }}", "filter-arguments", ": 0; here there are 1", 17},
      {"{{ a | default }}", "filter-arguments", ": 1; here there are 0", 17},
      {"{{ a | date: lang }}", "filter-form", "lang", 17},
      {"{{ a | range: tall }}", "filter-form", "range", 17},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct sink *own = sink_new();
    struct template template;
    assert_false(template_parse(arena, cases[i].text, strlen(cases[i].text), source, own, &template));
    assert_int_equal(sink_length(own), 1);
    struct diagnostic_view view = sink_view(own, 0, MESSAGE_ENGLISH, arena);
    assert_string_equal(view.code, cases[i].code);
    assert_int_equal(view.at.column, cases[i].column);
    if (cases[i].message)
      assert_non_null(strstr(view.message, cases[i].message));
    sink_drop(own);
  }
}

/* One run shows every mistake of a text, and the near name. */
static void many_mistakes(void **state) {
  (void)state;
  struct sink *own = sink_new();
  struct template template;
  const char *text = "{{ a | uper }} {{ b c }} {{ d | dat }}";
  assert_false(template_parse(arena, text, strlen(text), source, own, &template));
  assert_int_equal(sink_length(own), 3);
  struct buffer out = {0};
  sink_print(own, MESSAGE_ENGLISH, false, &out);
  assert_non_null(strstr(out.data, "did you mean «upper»?"));
  assert_non_null(strstr(out.data, "did you mean «date»?"));
  buffer_drop(&out);
  sink_drop(own);
}

static const struct expression *parse(const char *text, struct sink *into) {
  return expression_parse(arena, text, strlen(text), source, into);
}

static void expressions(void **state) {
  (void)state;
  assert_true(parse("not release.embargo", sink)->negated);
  assert_int_equal(parse(" not a ", sink)->name_count, 1);
  assert_false(parse("nothing", sink)->negated);
  assert_false(parse("not", sink)->negated);
  assert_int_equal(parse("agenda.sessions", sink)->name_count, 2);
  assert_int_equal(parse("kind | is: talk | not", sink)->filter_count, 2);
  assert_int_equal(sink_length(sink), 0);
  static const char *const cases[][2] = {
      {"{{ agenda }}", "template-braces"}, {"", "template-syntax"},   {"not not a", "template-syntax"},
      {"a, b", "template-syntax"},         {"{{", "template-braces"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct sink *own = sink_new();
    assert_null(parse(cases[i][0], own));
    assert_string_equal(sink_view(own, 0, MESSAGE_ENGLISH, arena).code, cases[i][1]);
    sink_drop(own);
  }
}

static const struct yaml_node *yaml(const char *text) {
  const struct yaml_node *root = yaml_parse(arena, "l.yaml", text, strlen(text), sink);
  assert_non_null(root);
  return root;
}

static void languages(void **state) {
  (void)state;
  struct local_template local = {0};
  assert_true(local_template_parse(arena, yaml_find(yaml("t: {ru: да, ky: ооба}"), "t"), sink, &local));
  assert_string_equal(shown(local_template_find(&local, "ky", "ru")), "[ооба]");
  assert_string_equal(shown(local_template_find(&local, "en", "ky")), "[ооба]");
  assert_string_equal(shown(local_template_find(&local, "en", "de")), "[да]");
  assert_true(local_template_parse(arena, yaml_find(yaml("t: one"), "t"), sink, &local));
  assert_string_equal(shown(local_template_find(&local, "en", NULL)), "[one]");
  struct local_template none = {0};
  assert_null(local_template_find(&none, "ru", "ru"));
  assert_int_equal(sink_length(sink), 0);
  struct sink *own = sink_new();
  assert_false(local_template_parse(arena, yaml_find(yaml("t: {russian!: да, ky: [1]}"), "t"), own, &local));
  assert_int_equal(sink_length(own), 2);
  assert_string_equal(sink_view(own, 0, MESSAGE_ENGLISH, arena).code, "language-code");
  assert_string_equal(sink_view(own, 1, MESSAGE_ENGLISH, arena).code, "layout-text");
  sink_drop(own);
}

/* Cost is linear: positions are counted on, not counted again. */
static void long_text(void **state) {
  (void)state;
  enum { REPEATS = 200000 };
  struct buffer text = {0};
  for (int i = 0; i < REPEATS; i++)
    buffer_text(&text, "{{ a }} б ");
  struct template template;
  assert_true(template_parse(arena, text.data, text.length, source, sink, &template));
  assert_int_equal(template.count, 2 * REPEATS);
  assert_int_equal(template.parts[2 * REPEATS - 2].source.at.column, 10 + (REPEATS - 1) * 10);
  buffer_drop(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(templates),   cmocka_unit_test(kinds),     cmocka_unit_test(positions),
      cmocka_unit_test(mistakes),    cmocka_unit_test(languages), cmocka_unit_test(many_mistakes),
      cmocka_unit_test(expressions), cmocka_unit_test(long_text),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
