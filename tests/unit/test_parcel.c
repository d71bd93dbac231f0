/* batch/parcel: what is packed comes out the same; what is not a parcel, or was changed on the way, is refused or still
 * leads nowhere outside of it. */
#include "test_base.h"

#include "batch/parcel.h"
#include "display/dump.h"
#include "pdf_fixture.h"
#include "picture_fixture.h"

struct parcel_test {
  struct arena *arena;
  struct fontmap *map;
  struct display_list *list;
  struct buffer packed;
  const struct picture *picture;
  bool refuse; /* pictures */
};

/* Two pages with an item of every kind, two fonts, nodes with all their texts. */
static void sample_make(struct parcel_test *test) {
  struct arena *arena = test->arena;
  struct display_list *list = test->list = display_list_new(arena);
  struct picture *picture = arena_alloc(arena, sizeof *picture);
  *picture = png_picture(arena, (struct png_kind){PNG_COLOR_TYPE_RGB_ALPHA, 8, false, false}, 16, 16);
  picture->path = "logo.png";
  test->picture = picture;
  uint32_t heading = structure_node_add(arena, list, ROLE_H1, NODE_ROOT);
  uint32_t link = structure_node_add(arena, list, ROLE_LINK, heading);
  list->nodes[heading].title = "Заголовок";
  list->nodes[heading].language = "ky";
  list->nodes[heading].at = (struct position){"event.yaml", 4, 2};
  list->nodes[link].alt = "Сайт";
  list->nodes[link].reference = heading;
  static const char *const families[] = {"serif", "sans"};
  for (int i = 0; i < 2; i++) {
    struct display_page *page = display_page_add(arena, list, 595276, 841890, 3000);
    struct font *font = fontmap_find(test->map, families[i], i == 1, false);
    fixture_text(arena, page, heading, 50000, 60000, fixture_run(arena, font, 11000, "Өзгөн шаары"));
    fixture_text(arena, page, NODE_ARTIFACT, 50000, 90000, fixture_run(arena, font, 9000, ""));
    struct display_item *item = display_item_add(arena, page, ITEM_IMAGE, NODE_ARTIFACT);
    item->image.place = item->image.clip = (struct rectangle){1, 2, 3000, 4000};
    item->image.picture = picture;
    item = display_item_add(arena, page, ITEM_FILL, NODE_ARTIFACT);
    item->colour = (struct colour){.space = COLOUR_SPOT, .component = {1, 2, 3, 4}, .spot = "PANTONE 286 C"};
    item->fill = (struct rectangle){5, 6, 7, 8};
    item->origin = (struct origin){{"people.csv", 3, 1}, {"layouts/badge.yaml", 9, 5}};
    item = display_item_add(arena, page, ITEM_RULE, NODE_ARTIFACT);
    item->rule.x2 = 9, item->rule.thickness = 250;
    item = display_item_add(arena, page, ITEM_MODULES, heading);
    static const uint8_t bits[] = {0x80, 0x40, 0x20, 0x10, 0x08, 0x04, 0x02, 0x01, 0x80, 0x80, 0xAA, 0};
    static const struct modules modules = {.size = 3, .bits = bits};
    item->modules.modules = &modules;
    item = display_item_add(arena, page, ITEM_LINK, link);
    item->link.target = i == 0 ? "https://example.kg/" : NULL;
  }
}

static void cards_add(struct parcel_test *test) {
  struct display_list *list = test->list;
  *ARENA_PUSH(test->arena, list->cards, list->card_count, list->card_capacity) = (struct card_record){
      .id = "p1", .name = "Асанов Бек", .digest = 7, .sheet = 3, .page = 1, .payload = "https://a.kg"};
  list->cards[0].sides[0].first = 2;
  list->cards[0].sides[0].count = 4;
}

static int parcel_begin(void **state) {
  static const char *const folders[] = {"fonts", NULL};
  static struct parcel_test test;
  const char *why;
  test = (struct parcel_test){.arena = arena_new(), .map = fontmap_new(folders, &why)};
  sample_make(&test);
  cards_add(&test);
  parcel_pack(test.list, &test.packed);
  *state = &test;
  return 0;
}

static int parcel_end(void **state) {
  struct parcel_test *test = *state;
  buffer_drop(&test->packed);
  fontmap_drop(test->map);
  arena_drop(test->arena);
  return 0;
}

static bool picture_give(void *self, struct arena *arena, struct picture *picture) {
  const struct parcel_test *test = self;
  (void)arena;
  picture->data = test->picture->data;
  return !test->refuse;
}

static const struct display_list *sample_open(struct parcel_test *test, void *data, size_t length) {
  return parcel_open(test->arena, data, length, &(struct parcel_reader){test->map, picture_give, test});
}

static void it_comes_out_as_it_went_in(void **state) {
  struct parcel_test *test = *state;
  struct buffer before = {0}, after = {0};
  void *copy = arena_memdup(test->arena, test->packed.data, test->packed.length);
  const struct display_list *list = sample_open(test, copy, test->packed.length);
  assert_non_null(list);
  dump_write(test->list, 1, &before);
  dump_write(list, 1, &after);
  assert_true(before.length > 500);
  assert_string_equal(before.data, after.data);
  const struct structure_node *node = &list->nodes[NODE_FIRST];
  assert_string_equal(node->at.file, "event.yaml");
  assert_int_equal(node->at.line, 4);
  assert_int_equal(list->card_count, 1);
  assert_string_equal(list->cards[0].name, "Асанов Бек");
  assert_string_equal(list->cards[0].payload, "https://a.kg");
  assert_null(list->cards[0].fallback);
  assert_int_equal(list->cards[0].digest, 7);
  const struct display_item *item = &list->pages[1].items[0];
  assert_ptr_equal(item->run.run->font, fontmap_find(test->map, "sans", true, false));
  assert_string_equal(list->pages[1].items[2].image.picture->path, "logo.png");
  assert_memory_equal(list->pages[0].items[2].image.picture->digest, test->picture->digest, 32);
  assert_string_equal(list->pages[1].items[3].colour.spot, "PANTONE 286 C");
  assert_string_equal(list->pages[1].items[3].origin.rule.file, "layouts/badge.yaml");
  assert_string_equal(list->pages[0].items[3].origin.at.file, "people.csv");
  buffer_drop(&before);
  buffer_drop(&after);
}

/* A card whose items are not on its page. */
static void cards_own_what_is_there(void **state) {
  struct parcel_test *test = *state;
  struct card_side *front = &test->list->cards[0].sides[0], *back = &test->list->cards[0].sides[1];
  const struct card_side good = *front;
  const uint32_t items = (uint32_t)test->list->pages[1].item_count;
  const struct {
    struct card_side front, back;
    bool opens;
  } cases[] = {{{.first = items, .count = 0}, {.count = 0}, true},
               {{.first = items - 1, .count = 1}, {.count = 0}, true},
               {{.first = items - 1, .count = 2}, {.count = 0}, false},
               {{.first = UINT32_MAX, .count = 2}, {.count = 0}, false},
               {{.first = 0, .count = 1}, {.count = 1}, false}}; /* there is no page behind it */
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    struct buffer packed = {0};
    struct parcel_reader reader = {.fonts = test->map, .picture = picture_give, .self = test};
    *front = cases[i].front;
    *back = cases[i].back;
    parcel_pack(test->list, &packed);
    assert_int_equal(parcel_open(test->arena, packed.data, packed.length, &reader) != NULL, cases[i].opens);
    buffer_drop(&packed);
  }
  *front = good;
  *back = (struct card_side){0};
}

static void what_is_missing_refuses_it(void **state) {
  struct parcel_test *test = *state;
  char *copy = arena_memdup(test->arena, test->packed.data, test->packed.length);
  test->refuse = true;
  assert_null(sample_open(test, copy, test->packed.length));
  test->refuse = false;
  static char text[] = "no parcel, but longer than the head of one would have to be, and then some more of it, so that "
                       "its length alone says nothing";
  assert_null(sample_open(test, text, sizeof text));
  copy = arena_memdup(test->arena, test->packed.data, test->packed.length);
  char *path = memmem(copy, test->packed.length, ".ttf", 4);
  assert_non_null(path);
  path[1] = 'x'; /* a font that this machine has not */
  assert_null(sample_open(test, copy, test->packed.length));
}

/* Cut anywhere, or with any byte changed: refused, or a list that can be walked. Run with sanitizers this is the proof
 * that nothing outside is touched. */
static void broken_ones_lead_nowhere(void **state) {
  struct parcel_test *test = *state;
  size_t length = test->packed.length, refused = 0, opened = 0, cuts = 0;
  static const unsigned char values[] = {0x01, 0x80, 0xFF};
  for (size_t cut = 0; cut + 8 < length; cut += 7, cuts++) {
    struct arena *arena = arena_new();
    char *copy = malloc(cut + 1); /* so that a sanitizer sees what is read behind its end */
    memcpy(copy, test->packed.data, cut);
    refused += !parcel_open(arena, copy, cut, &(struct parcel_reader){test->map, picture_give, test});
    free(copy);
    arena_drop(arena);
  }
  assert_true(cuts > 100);
  assert_int_equal(refused, cuts);
  for (size_t at = 0; at < length; at++) {
    struct arena *arena = arena_new();
    struct buffer out = {0};
    char *copy = malloc(length);
    memcpy(copy, test->packed.data, length);
    copy[at] = (char)(copy[at] ^ values[at % 3]);
    const struct display_list *list =
        parcel_open(arena, copy, length, &(struct parcel_reader){test->map, picture_give, test});
    if (list)
      dump_write(list, 1, &out);
    opened += list != NULL;
    buffer_drop(&out);
    free(copy);
    arena_drop(arena);
  }
  assert_true(opened > 100 && opened < length - 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_comes_out_as_it_went_in), cmocka_unit_test(cards_own_what_is_there),
      cmocka_unit_test(what_is_missing_refuses_it), cmocka_unit_test(broken_ones_lead_nowhere)};
  return cmocka_run_group_tests(tests, parcel_begin, parcel_end);
}
