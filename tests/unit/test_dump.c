/* display/dump: the text that goldens are made of, kind by kind. */
#include "test_base.h"

#include "display/dump.h"
#include "pdf_fixture.h"

static void dump_is(const struct display_list *list, size_t first_page, const char *wanted) {
  struct buffer out = {0};
  dump_write(list, first_page, &out);
  assert_string_equal(out.data ? out.data : "", wanted);
  buffer_drop(&out);
}

static void an_empty_list_is_empty(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  dump_is(display_list_new(arena), 1, "");
  arena_drop(arena);
}

static void nodes_are_a_tree(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct display_list *list = display_list_new(arena);
  uint32_t heading = structure_node_add(arena, list, ROLE_H1, NODE_ROOT);
  list->nodes[heading].title = "Say \"салам\"\n\x01\\";
  uint32_t table = structure_node_add(arena, list, ROLE_TABLE, NODE_ROOT);
  uint32_t row = structure_node_add(arena, list, ROLE_TR, table);
  uint32_t head = structure_node_add(arena, list, ROLE_TH, row);
  list->nodes[head].column_span = 2;
  list->nodes[head].row_span = 3;
  list->nodes[head].scope = SCOPE_COLUMN;
  uint32_t mark = structure_node_add(arena, list, ROLE_REFERENCE, NODE_ROOT);
  uint32_t note = structure_node_add(arena, list, ROLE_NOTE, NODE_ROOT);
  list->nodes[mark].reference = note;
  list->nodes[note].language = "ky";
  uint32_t figure = structure_node_add(arena, list, ROLE_FIGURE, NODE_ROOT);
  list->nodes[figure].alt = "Logo";
  dump_is(list, 1,
          "nodes\n"
          "  2 h1 title \"Say \\\"салам\\\"\\n\\x01\\\\\"\n"
          "  3 table\n"
          "    4 tr\n"
          "      5 th columns 2 rows 3 scope column\n"
          "  6 reference refers to 7\n"
          "  7 note ky\n"
          "  8 figure alt \"Logo\"\n");
  arena_drop(arena);
}

static void runs_show_font_place_and_text(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct font *font = font_open(PARATYPE "PTF55F.ttf", 0);
  struct display_list *list = display_list_new(arena);
  uint32_t node = structure_node_add(arena, list, ROLE_P, NODE_ROOT);
  struct display_page *page = display_page_add(arena, list, 595276, 841890, 8504);
  struct glyph_run *run = fixture_run(arena, font, 10500, "Өзгөн «№»");
  run->width = 50125;
  fixture_text(arena, page, node, 56700, 103250, run);
  struct glyph_run *wide = fixture_run(arena, font, 10500, "Өзгөн «№»");
  wide->width = 50125;
  wide->expansion = -12;
  struct display_item *item = fixture_text(arena, page, NODE_ARTIFACT, -1, 0, wide);
  item->run.rotate = 90;
  item->colour = (struct colour){.space = COLOUR_CMYK, .component = {0, 10000, 125, 1}};
  dump_is(list, 7,
          "nodes\n"
          "  2 p\n"
          "page 7 595.276 841.89 bleed 8.504\n"
          "  run 56.7 103.25 PTSerif-Regular 10.5 width 50.125 ru node 2 gray(0) \"Өзгөн «№»\"\n"
          "  run -0.001 0 PTSerif-Regular 10.5 width 50.125 expanded -12 rotate 90 ru artifact cmyk(0 100 1.25 0.01) "
          "\"Өзгөн «№»\"\n");
  font_drop(font);
  arena_drop(arena);
}

static void graphics_show_place_and_colour(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct display_list *list = display_list_new(arena);
  struct display_page *page = display_page_add(arena, list, 100000, 50000, 0);
  struct display_item *item = display_item_add(arena, page, ITEM_FILL, NODE_ARTIFACT);
  item->fill = (struct rectangle){1000, 2500, 30000, 4};
  item->colour = (struct colour){.space = COLOUR_RGB, .component = {1059, 2941, 4196}}; /* #1b4b6b */
  item = display_item_add(arena, page, ITEM_FILL, NODE_ARTIFACT);
  item->colour = (struct colour){.space = COLOUR_RGB, .component = {1060, 0, 0}};
  item = display_item_add(arena, page, ITEM_RULE, NODE_ARTIFACT);
  item->rule.x2 = 250;
  item->rule.thickness = 500;
  item->colour =
      (struct colour){.space = COLOUR_SPOT, .component = {10000, 0, 0, 0}, .tint = 10000, .spot = "PANTONE 300"};
  static const uint8_t bits[] = {0x80, 0x40};
  item = display_item_add(arena, page, ITEM_MODULES, NODE_ARTIFACT);
  item->colour = fixture_black;
  item->modules.modules = &(struct modules){.size = 2, .bits = bits};
  item = display_item_add(arena, page, ITEM_LINK, NODE_ROOT);
  item->link.place.width = 10000;
  item->link.target = "https://example.kg/";
  item = display_item_add(arena, page, ITEM_IMAGE, NODE_ROOT);
  item->image.clip.width = 5;
  item->image.picture =
      &(struct picture){.path = "/somewhere/logo.png", .width = 40, .height = 30, .digest = {0xab, 0xcd, 0xef, 0x01}};
  dump_is(list, 1,
          "page 1 100 50\n"
          "  fill 1 2.5 30 0.004 artifact #1b4b6b\n"
          "  fill 0 0 0 0 artifact rgb(10.6 0 0)\n"
          "  rule 0 0 0.25 0 thickness 0.5 artifact spot \"PANTONE 300\" cmyk(100 0 0 0)\n"
          "  modules 0 0 0 0 2x2 607b3062 artifact gray(0)\n"
          "  link 0 0 10 0 node 1 to \"https://example.kg/\"\n"
          "  image 0 0 0 0 clip 0 0 0.005 0 png 40x30 abcdef01 node 1 file \"logo.png\"\n");
  arena_drop(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_empty_list_is_empty),
      cmocka_unit_test(nodes_are_a_tree),
      cmocka_unit_test(runs_show_font_place_and_text),
      cmocka_unit_test(graphics_show_place_and_colour),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
