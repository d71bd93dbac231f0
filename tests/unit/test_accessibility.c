/* pdf/accessibility: pictures without words, headings without order. */
#include "test_base.h"

#include "pdf/accessibility.h"

#include <string.h>

struct heading_case {
  const char *levels; /* '|' begins another part, 'f' is a figure without text, 'g' one with */
  const char *codes;  /* what is reported, first letters */
};

static void list_check(struct accessibility *accessibility, struct arena *arena, const char *levels, bool *good) {
  struct display_list *list = display_list_new(arena);
  for (; *levels && *levels != '|'; levels++) {
    bool figure = *levels == 'f' || *levels == 'g';
    enum structure_role role = figure ? ROLE_FIGURE : (enum structure_role)(ROLE_H1 + *levels - '1');
    uint32_t node = structure_node_add(arena, list, role, NODE_ROOT);
    list->nodes[node].title = "Название";
    list->nodes[node].alt = *levels == 'g' ? "Герб" : NULL;
    list->nodes[node].at = (struct position){"event.yaml", (int)node, 1};
    list->nodes[node].rule = (struct position){"layout.yaml", 7, 3};
  }
  *good = accessibility_check(accessibility, list) && *good;
}

static void what_is_missing_is_reported(void **state) {
  (void)state;
  static const struct heading_case cases[] = {
      {"", ""},
      {"123456", ""},
      {"1232212", ""},
      {"11", ""},
      {"2", "heading-first "},
      {"3", "heading-first "},
      {"13", "heading-skipped "},
      {"1354", "heading-skipped heading-skipped "},
      {"12314", "heading-skipped "},
      {"12|34|2", ""}, /* parts go on where the last one ended */
      {"12|4", "heading-skipped "},
      {"g", ""},
      {"f", "figure-without-text "},
      {"1f3g|f", "figure-without-text heading-skipped figure-without-text "},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct arena *arena = arena_new();
    struct accessibility accessibility = {.sink = sink_new()};
    struct buffer codes = {0};
    bool good = true;
    buffer_text(&codes, "");
    for (const char *part = cases[i].levels; part; part = strchr(part, '|') ? strchr(part, '|') + 1 : NULL)
      list_check(&accessibility, arena, part, &good);
    for (size_t k = 0; k < sink_length(accessibility.sink); k++) {
      struct diagnostic_view view = sink_view(accessibility.sink, k, MESSAGE_ENGLISH, arena);
      if (strcmp(view.code, "layout-rule") == 0)
        continue;
      buffer_printf(&codes, "%s ", view.code);
      assert_string_equal(view.at.file, "event.yaml");
    }
    assert_string_equal(codes.data, cases[i].codes);
    assert_int_equal(good, !*cases[i].codes);
    buffer_drop(&codes);
    sink_drop(accessibility.sink);
    arena_drop(arena);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_missing_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
