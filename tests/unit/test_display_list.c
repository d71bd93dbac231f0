/* display/display_list: placeholders, growth, roles. */
#include "test_base.h"

#include "display/display_list.h"

static void a_new_list_has_the_root(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct display_list *list = display_list_new(arena);
  assert_int_equal(list->page_count, 0);
  assert_int_equal(list->node_count, NODE_FIRST);
  assert_int_equal(list->nodes[NODE_ROOT].role, ROLE_DOCUMENT);
  assert_int_equal(list->nodes[NODE_ARTIFACT].role, ROLE_ARTIFACT);
  arena_drop(arena);
}

static void nodes_are_numbered_in_order(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct display_list *list = display_list_new(arena);
  uint32_t table = structure_node_add(arena, list, ROLE_TABLE, NODE_ROOT);
  for (uint32_t i = 0; i < 5000; i++)
    assert_int_equal(structure_node_add(arena, list, ROLE_TR, table), table + 1 + i);
  assert_int_equal(table, NODE_FIRST);
  assert_int_equal(list->nodes[table + 5000].role, ROLE_TR);
  assert_int_equal(list->nodes[table + 5000].parent, table);
  assert_null(list->nodes[table + 5000].alt);
  arena_drop(arena);
}

static void pages_and_items_keep_what_they_hold(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct display_list *list = display_list_new(arena);
  for (int p = 0; p < 200; p++) {
    struct display_page *page = display_page_add(arena, list, 1000 + p, 2000, p);
    for (int i = 0; i < p; i++)
      display_item_add(arena, page, ITEM_FILL, NODE_ARTIFACT)->fill.x = 1000 * p + i;
  }
  for (int p = 0; p < 200; p++) {
    const struct display_page *page = &list->pages[p];
    assert_int_equal(page->width, 1000 + p);
    assert_int_equal(page->bleed, p);
    assert_int_equal(page->item_count, p);
    for (int i = 0; i < p; i++) {
      assert_int_equal(page->items[i].fill.x, 1000 * p + i);
      assert_int_equal(page->items[i].kind, ITEM_FILL);
      assert_int_equal(page->items[i].colour.space, COLOUR_NONE);
    }
  }
  arena_drop(arena);
}

static void roles_have_two_names(void **state) {
  (void)state;
  static const struct {
    enum structure_role role;
    const char *layout, *pdf;
  } cases[] = {{ROLE_H1, "h1", "H1"},          {ROLE_P, "p", "P"},
               {ROLE_LBODY, "lbody", "LBody"}, {ROLE_BLOCKQUOTE, "blockquote", "BlockQuote"},
               {ROLE_CODE, "code", "Code"},    {ROLE_ARTIFACT, "artifact", "Artifact"}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    enum structure_role found = ROLE_DEFAULT;
    assert_string_equal(role_layout_name(cases[i].role), cases[i].layout);
    assert_string_equal(role_pdf_name(cases[i].role), cases[i].pdf);
    assert_true(role_find(cases[i].layout, &found));
    assert_int_equal(found, cases[i].role);
  }
  enum structure_role untouched = ROLE_TH;
  static const char *const unknown[] = {"", "H1", "h7", "default", "paragraph", "p "};
  for (size_t i = 0; i < COUNT(unknown); i++)
    assert_false(role_find(unknown[i], &untouched));
  assert_int_equal(untouched, ROLE_TH);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_new_list_has_the_root),
      cmocka_unit_test(nodes_are_numbered_in_order),
      cmocka_unit_test(pages_and_items_keep_what_they_hold),
      cmocka_unit_test(roles_have_two_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
