/* Boxes: where their content lies, turned and fitted, and what is refused. The fonts are the repository's. */
#include "test_base.h"

#include "layout_fixture.h"

#include "compose/boxes.h"
#include "compose/turn.h"
#include "text/font.h"

static const char event_text[] =
    "event: forum\n"
    "languages: [ru]\n"
    "title: Форум\n"
    "project: {title: Оченьдлинноенеделимоеслово, website: www.dpi.kg, logo: logo.png}\n"
    "extra: {long: одно два три четыре пять шесть семь восемь девять десять,\n"
    "  missing: \"аб\U000F0000в\", role: ПРЕССА, note: \"а[^1]\\n\\n[^1]: б\", list: [а, б, в, г]}\n"
    "documents: {d: {layout: l}}\n";

static const char layout_text[] = "layout: layout\n"
                                  "colours: {пресса: \"#FF0000\", default: gray(50)}\n"
                                  "styles:\n"
                                  "  body: {font: sans, size: 10pt, leading: 12pt, colour: black}\n"
                                  "  upper: {case: upper, tracking: 10%%, align: right}\n"
                                  "flow: [{text: x}]\n"
                                  "boxes:\n"
                                  "  first:\n"
                                  "%s";

enum { PAGE_WIDTH = 200000, PAGE_HEIGHT = 100000 };

struct drawn {
  struct fixture fixture;
  struct display_page *page;
  bool made;
};

/* Draws boxes of a layout into an area of 200 × 100 pt at (10, 20) of a page. */
static void drawn_open(struct drawn *drawn, const char *boxes) {
  struct fixture *fixture = &drawn->fixture;
  fixture_open(fixture, event_text, NULL);
  fixture_logo(fixture);
  fixture_layout(fixture, arena_printf(fixture->arena, layout_text, boxes));
  fixture->compose.setter = fixture_setter;
  drawn->page = display_page_add(fixture->arena, fixture->compose.list, 400000, 300000, 5000);
  const struct layout *layout = fixture->compose.layout;
  struct rectangle area = {10000, 20000, PAGE_WIDTH, PAGE_HEIGHT};
  drawn->made = boxes_draw(&fixture->compose, &fixture->root, layout->first, layout->first_count, false, area,
                           NODE_ROOT, drawn->page);
}

static void drawn_close(struct drawn *drawn) {
  fixture_close(&drawn->fixture);
}

static const struct display_item *item_of(const struct drawn *drawn, enum item_kind kind, size_t index) {
  for (size_t i = 0; i < drawn->page->item_count; i++)
    if (drawn->page->items[i].kind == kind && index-- == 0)
      return &drawn->page->items[i];
  fail_msg("no item of kind %d: %s", kind, fixture_messages(&drawn->fixture));
  return NULL;
}

static size_t item_count(const struct drawn *drawn, enum item_kind kind) {
  size_t count = 0;
  for (size_t i = 0; i < drawn->page->item_count; i++)
    count += drawn->page->items[i].kind == kind;
  return count;
}

/* One line of 10 on 12 pt in a box from y = 30 of 40 pt: leading above, a quarter of it below the baseline. */
static void test_vertical(void **state) {
  (void)state;
  static const struct {
    const char *valign;
    mpt baseline;
  } cases[] = {{"top", 30000 + 9000}, {"middle", 30000 + 14000 + 9000}, {"bottom", 70000 - 3000}, {"baseline", 70000}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct drawn drawn;
    char boxes[200];
    snprintf(boxes, sizeof boxes, "    - {box: [10pt, 10pt, 100pt, 40pt], text: \"{{ title }}\", valign: %s}\n",
             cases[i].valign);
    drawn_open(&drawn, boxes);
    assert_true(drawn.made);
    assert_int_equal(item_of(&drawn, ITEM_RUN, 0)->run.y, cases[i].baseline);
    assert_int_equal(item_of(&drawn, ITEM_RUN, 0)->run.x, 20000);
    drawn_close(&drawn);
  }
}

static void test_text_style(void **state) {
  (void)state;
  struct drawn drawn;
  drawn_open(&drawn, "    - {box: [0, 0, 100pt, 20pt], text: \"{{ title }}\", style: upper}\n");
  const struct display_item *item = item_of(&drawn, ITEM_RUN, 0);
  assert_string_equal(item->run.run->text, "ФОРУМ");
  assert_int_equal(item->run.x + item->run.run->width, 110000 + 1000); /* ink at the edge, tracking beyond it */
  assert_string_equal(fixture_tree(&drawn.fixture, NODE_ROOT), "P");
  drawn_close(&drawn);
}

/* Wraps first, then shrinks; baselines keep the leading's share of the size. */
static void test_fit(void **state) {
  (void)state;
  struct drawn drawn;
  drawn_open(&drawn,
             "    - {box: [0, 0, 120pt, 40pt], text: \"{{ extra.long }}\", fit: {min: 4pt, max: 20pt, lines: 3}}\n"
             "    - {box: [0, 50pt, 190pt, 40pt], text: \"{{ title }}\", fit: {min: 4pt, max: 20pt, lines: 3}}\n");
  assert_true(drawn.made);
  const struct display_item *first = item_of(&drawn, ITEM_RUN, 0);
  mpt size = first->run.run->size, lines[4] = {first->run.y, 0, 0, 0};
  size_t line_count = 1, last = drawn.page->item_count - 1;
  assert_true(size >= 4000 && size < 20000);
  for (size_t i = 0; i < last; i++) {
    const struct display_item *item = &drawn.page->items[i];
    assert_int_equal(item->run.run->size, size);
    assert_true(item->run.x >= 10000 && item->run.x + item->run.run->width <= 130000);
    if (item->run.y != lines[line_count - 1])
      lines[line_count++] = item->run.y;
  }
  assert_int_equal(line_count, 3);
  assert_int_equal(lines[1] - lines[0], size * 12 / 10);
  assert_int_equal(drawn.page->items[last].run.run->size, 20000); /* a short text at the maximum */
  drawn_close(&drawn);
}

/* Every way not to fit names the text, the size, the content's place and the rule's. */
static void test_overflow(void **state) {
  (void)state;
  static const char *const boxes[] = {
      "    - {box: [0, 0, 40pt, 40pt], text: \"{{ project.title }}\"}\n",                   /* too wide a word */
      "    - {box: [0, 0, 160pt, 11pt], text: \"{{ project.title }} {{ extra.long }}\"}\n", /* too high */
      "    - {box: [0, 0, 40pt, 40pt], text: \"{{ project.title }}\", fit: {min: 10pt, max: 12pt}}\n",
  };
  for (size_t i = 0; i < COUNT(boxes); i++) {
    struct drawn drawn;
    drawn_open(&drawn, boxes[i]);
    assert_false(drawn.made);
    assert_string_equal(fixture_codes(&drawn.fixture), "event.yaml:4:18 overflow; ");
    const char *messages = fixture_messages(&drawn.fixture);
    assert_non_null(strstr(messages, "Оченьдлинное"));
    assert_non_null(strstr(messages, "at 10 pt"));
    assert_non_null(strstr(messages, "layout.yaml:9:"));
    drawn_close(&drawn);
  }
}

static void test_missing_character(void **state) {
  (void)state;
  struct drawn drawn;
  drawn_open(&drawn, "    - {box: [0, 0, 100pt, 20pt], text: \"{{ extra.missing }}\"}\n");
  assert_false(drawn.made);
  assert_non_null(strstr(fixture_messages(&drawn.fixture), "U+F0000"));
  drawn_close(&drawn);
}

static void check_rectangle(struct rectangle place, mpt x, mpt y, mpt width, mpt height) {
  if (place.x != x || place.y != y || place.width != width || place.height != height)
    fail_msg("%d,%d %dx%d", place.x, place.y, place.width, place.height);
}

/* Fills reach into the bleed where they touch the area's edge, and no further. */
static void test_fills(void **state) {
  (void)state;
  struct drawn drawn;
  drawn_open(&drawn, "    - {box: [10pt, 10pt, 20pt, 20pt], fill: \"#00FF00\"}\n"
                     "    - {box: [0, 90pt, 100%, 10pt], fill: \"{{ extra.role | colour }}\"}\n"
                     "    - {box: [1pt, 1pt, 10pt, 10pt], fill: \"{{ title | colour }}\"}\n"
                     "    - {box: [1pt, 1pt, 10pt, 10pt], fill: none}\n"
                     "    - {box: [0, 50pt, 100pt, 0.5pt], rule: 0.5pt}\n");
  assert_true(drawn.made);
  assert_int_equal(item_count(&drawn, ITEM_FILL), 3);
  check_rectangle(item_of(&drawn, ITEM_FILL, 0)->fill, 20000, 30000, 20000, 20000);
  const struct display_item *role = item_of(&drawn, ITEM_FILL, 1);
  check_rectangle(role->fill, -5000, 110000, 410000, 195000); /* the page's bleed, on three sides */
  assert_int_equal(role->colour.component[0], 10000);         /* «ПРЕССА» by its name in small letters */
  assert_int_equal(role->node, NODE_ARTIFACT);
  assert_int_equal(item_of(&drawn, ITEM_FILL, 2)->colour.space, COLOUR_GRAY); /* the default */
  const struct display_item *rule = item_of(&drawn, ITEM_RULE, 0);
  assert_int_equal(rule->rule.y1, rule->rule.y2);
  assert_int_equal(rule->rule.x2 - rule->rule.x1, 100000);
  assert_int_equal(rule->rule.thickness, 500);
  drawn_close(&drawn);
}

/* The picture is 4 × 2. */
static void test_images(void **state) {
  (void)state;
  struct drawn drawn;
  drawn_open(
      &drawn,
      "    - {box: [10pt, 10pt, 40pt, 40pt], image: \"{{ project.logo }}\", align: right, valign: middle, alt: А}\n"
      "    - {box: [10pt, 10pt, 40pt, 40pt], image: logo.png, cover: yes, align: centre, alt: А}\n"
      "    - {box: [10pt, 10pt, 40pt, 10pt], image: logo.png, align: centre, alt: А, link: \"{{ project.website "
      "}}\"}\n");
  assert_true(drawn.made);
  const struct display_item *within = item_of(&drawn, ITEM_IMAGE, 0), *cover = item_of(&drawn, ITEM_IMAGE, 1);
  check_rectangle(within->image.place, 20000, 40000, 40000, 20000);
  check_rectangle(within->image.clip, 20000, 40000, 40000, 20000);
  check_rectangle(cover->image.place, 0, 30000, 80000, 40000);
  check_rectangle(cover->image.clip, 20000, 30000, 40000, 40000);
  check_rectangle(item_of(&drawn, ITEM_IMAGE, 2)->image.place, 30000, 30000, 20000, 10000);
  const struct display_item *link = item_of(&drawn, ITEM_LINK, 0);
  assert_string_equal(link->link.target, "http://www.dpi.kg");
  check_rectangle(link->link.place, 30000, 30000, 20000, 10000);
  assert_string_equal(fixture_tree(&drawn.fixture, NODE_ROOT), "Figure Figure Link(Figure)");
  drawn_close(&drawn);
}

/* Where there is no picture, or none that can be used, the text of `else` stands on its colour. */
static void test_instead(void **state) {
  (void)state;
  struct drawn drawn;
  drawn_open(
      &drawn,
      "    - {box: [10pt, 10pt, 40pt, 40pt], image: \"{{ project.donors }}\", else: АБ, colour: \"#112233\"}\n"
      "    - {box: [60pt, 10pt, 40pt, 40pt], image: none.png, else: ВГ}\n"
      "    - {box: [110pt, 10pt, 40pt, 60pt], image: logo.png, else: ДЕ, cover: yes, focus: upper-third, alt: А}\n"
      "    - {box: [160pt, 10pt, 20pt, 20pt], image: \"{{ project.donors }}\"}\n");
  assert_true(drawn.made);
  assert_int_equal(item_count(&drawn, ITEM_RUN), 2);
  assert_int_equal(item_count(&drawn, ITEM_IMAGE), 1);
  check_rectangle(item_of(&drawn, ITEM_FILL, 0)->fill, 20000, 30000, 40000, 40000);
  const struct display_item *letters = item_of(&drawn, ITEM_RUN, 0);
  assert_string_equal(letters->run.run->text, "АБ");
  assert_true(letters->run.x > 20000 && letters->run.x + letters->run.run->width < 60000);
  assert_string_equal(fixture_codes(&drawn.fixture), "layout.yaml:10:46 picture-replaced; ");
  check_rectangle(item_of(&drawn, ITEM_IMAGE, 0)->image.clip, 120000, 30000, 40000, 60000);
  assert_int_equal(item_of(&drawn, ITEM_IMAGE, 0)->image.place.x, 120000 - 40000); /* 120 wide, in the middle */
  drawn_close(&drawn);
}

static void test_codes(void **state) {
  (void)state;
  struct drawn drawn;
  drawn_open(&drawn, "    - {box: [10pt, 10pt, 60pt, 62pt], qr: \"https://example.kg/1\", level: M, quiet: 4}\n");
  assert_true(drawn.made);
  const struct display_item *code = item_of(&drawn, ITEM_MODULES, 0);
  assert_int_equal(code->modules.modules->size, 25); /* version 2 */
  mpt module = 60000 / (25 + 8);
  assert_int_equal(code->modules.place.width, 25 * module);
  assert_int_equal(code->modules.place.x, 20000 + (60000 - 25 * module) / 2);
  assert_int_equal(code->modules.place.y, 30000 + (62000 - 25 * module) / 2);
  assert_int_equal(code->modules.modules->bits[0], 0xFE); /* the finder's upper edge and its white border */
  const struct display_list *list = drawn.fixture.compose.list;
  assert_string_equal(list->nodes[code->node].alt, "https://example.kg/1");
  drawn_close(&drawn);
}

static void test_refused(void **state) {
  (void)state;
  static const struct {
    const char *box, *codes;
  } cases[] = {
      {"box: [0, 0, 30pt, 30pt], qr: \"https://example.kg/1\", quiet: 4", "layout.yaml:9:38 qr-size; "},
      {"box: [0, 0, 30pt, 30pt], fill: \"{{ project.title }}\"", "event.yaml:4:18 colour; "},
      {"box: [0, 0, 40pt, 30pt], code128: \"A-123456\"", "layout.yaml:9:43 code128-size; "},
      {"box: [0, 0, 190pt, 9pt], code128: \"A\"", "layout.yaml:9:43 code128-size; "},
      {"box: [0, 0, 190pt, 30pt], code128: \"{{ title }}\"", "event.yaml:3:8 code128-character; "},
      {"box: [0, 0, 30pt, 30pt], image: \"{{ title }}\", alt: А", "event.yaml:3:8 file-missing; "},
      {"box: [0, 0, 90pt, 20pt], markdown: \"{{ extra.note }}\"", "event.yaml:6:41 box-footnote; "},
      {"box: [0, 0, 90pt, 20pt], markdown: \"{{ extra.long }}\"", "event.yaml:5:15 box-overflow; "},
      {"box: [0, 0, 90pt, 20pt], flow: [{text: \"{{ extra.long }}\"}]", "event.yaml:5:15 box-overflow; "},
      {"box: [0, 0, 90pt, 20pt], text: а, each: extra.list, as: x, step: [0, 120pt]", "event.yaml:6:76 box-repeat; "},
      {"box: [0, 0, 90pt, 20pt], text: \"{{ titel }}\"", "layout.yaml:9:43 name-unknown; "},
      {"box: [0, 0, 90pt, 20pt], text: а, when: titel", "layout.yaml:9:48 name-unknown; "},
      {"box: [0, 0, 90pt, 14pt], text: \"Т\u0323\u0323\u0323\u0323\u0323\u0323\u0323\"",
       "layout.yaml:9:40 overflow-marks; "},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct drawn drawn;
    char box[300];
    snprintf(box, sizeof box, "    - {%s}\n", cases[i].box);
    drawn_open(&drawn, box);
    assert_false(drawn.made);
    assert_string_equal(fixture_codes(&drawn.fixture), cases[i].codes);
    drawn_close(&drawn);
  }
}

/* A bar code takes whole modules of its box's width, its caption a line below; turned, it reads upwards. */
static void test_bar_codes(void **state) {
  (void)state;
  struct drawn drawn;
  drawn_open(&drawn, "    - {box: [10pt, 10pt, 150pt, 40pt], code128: \"AB-1\", caption: yes}\n"
                     "    - {box: [170pt, 0, 30pt, 100pt], code128: \"1234\", rotate: 90, quiet: 10}\n");
  assert_true(drawn.made);
  const struct display_item *upright = item_of(&drawn, ITEM_MODULES, 0), *turned = item_of(&drawn, ITEM_MODULES, 1);
  mpt size = 6 * 11 + 13, module = 150000 / (size + 20);
  assert_int_equal(upright->modules.modules->size, size);
  check_rectangle(upright->modules.place, 20000 + (150000 - module * size) / 2, 30000, module * size, 40000 - 12000);
  assert_false(upright->modules.turned);
  assert_true(turned->modules.turned);
  assert_int_equal(turned->modules.place.width, 30000);
  assert_int_equal(turned->modules.place.height, 100000 / (57 + 20) * 57);
  const struct display_item *caption = item_of(&drawn, ITEM_RUN, 0);
  assert_string_equal(caption->run.run->text, "AB-1");
  assert_int_equal(caption->node, NODE_ARTIFACT);
  assert_true(caption->run.x > 20000 + 50000); /* in the middle */
  drawn_close(&drawn);
}

/* The zone round a code is free, or both rules are named. Light colour is as good as none. */
static void test_quiet_zones(void **state) {
  (void)state;
  static const char code[] = "    - {box: [50pt, 20pt, 60pt, 60pt], qr: \"https://example.kg/1\", quiet: 0}\n";
  static const struct {
    const char *before, *after, *codes;
  } cases[] = {
      {"", "", ""},
      {"{box: [0, 0, 200pt, 100pt], fill: \"#EEEEEE\"}", "", ""},
      {"{box: [0, 0, 200pt, 100pt], fill: \"#1B4B6B\"}", "", "layout.yaml:10:44 code-quiet; "},
      {"{box: [0, 0, 45pt, 100pt], fill: black}", "", "layout.yaml:10:44 code-quiet; "},
      {"{box: [0, 0, 40pt, 100pt], fill: black}", "", ""},
      {"", "{box: [50pt, 30pt, 60pt, 5pt], fill: white}", "layout.yaml:9:44 code-quiet; "},
      {"", "{box: [112pt, 30pt, 60pt, 15pt], text: Да}", "layout.yaml:9:44 code-quiet; "},
      {"", "{box: [125pt, 30pt, 60pt, 15pt], text: Да}", ""},
      {"", "{box: [0, 84pt, 190pt, 1pt], rule: 0.5pt}", "layout.yaml:9:44 code-quiet; "},
      {"", "{box: [114pt, 30pt, 60pt, 15pt], image: logo.png, alt: А}", "layout.yaml:9:44 code-quiet; "},
      {"", "{box: [112pt, 20pt, 60pt, 60pt], qr: b, quiet: 0}",
       "layout.yaml:9:44 code-quiet; layout.yaml:10:44 code-quiet; "},
      {"", "{box: [0pt, 2pt, 40pt, 40pt], qr: b, quiet: 0}", "layout.yaml:10:41 code-edge; "},
      {"", "{box: [0pt, 85pt, 200pt, 15pt], code128: b, quiet: 0}",
       "layout.yaml:9:44 code-quiet; layout.yaml:10:48 code-edge; "},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct drawn drawn;
    char boxes[600] = "";
    for (int part = 0; part < 2; part++) {
      const char *box = part == 0 ? cases[i].before : cases[i].after;
      if (part == 1)
        strcat(boxes, code);
      if (*box != '\0')
        sprintf(boxes + strlen(boxes), "    - %s\n", box);
    }
    drawn_open(&drawn, boxes);
    assert_string_equal(fixture_codes(&drawn.fixture), cases[i].codes);
    assert_int_equal(drawn.made, *cases[i].codes == '\0');
    drawn_close(&drawn);
  }
}

/* A slot is a closed outline within its box; text under it is refused, colour is not. */
static void test_slots(void **state) {
  (void)state;
  static const char slot[] = "    - {box: [0, 0, 100%, 100%], fill: \"#112233\"}\n"
                             "    - {box: [80pt, 5pt, 40pt, 10pt], slot: 0.25pt}\n"
                             "    - {box: [10pt, 40pt, 10pt, 40pt], slot: 0.25pt}\n";
  struct drawn drawn;
  drawn_open(&drawn, slot);
  assert_true(drawn.made);
  size_t count = item_count(&drawn, ITEM_RULE);
  assert_int_equal(count, 2 * 18);
  for (size_t i = 0; i < count; i++) {
    const struct display_item *rule = item_of(&drawn, ITEM_RULE, i);
    const struct display_item *next = item_of(&drawn, ITEM_RULE, i < 18 ? (i + 1) % 18 : 18 + (i + 1) % 18);
    struct rectangle box =
        i < 18 ? (struct rectangle){90000, 25000, 40000, 10000} : (struct rectangle){20000, 60000, 10000, 40000};
    assert_true(rule->rule.x2 == next->rule.x1 && rule->rule.y2 == next->rule.y1);
    assert_in_range(rule->rule.x1, box.x, box.x + box.width);
    assert_in_range(rule->rule.y1, box.y, box.y + box.height);
  }
  drawn_close(&drawn);
  char boxes[600];
  snprintf(boxes, sizeof boxes, "%s    - {box: [70pt, 2pt, 60pt, 14pt], text: Да Да}\n", slot);
  drawn_open(&drawn, boxes);
  assert_false(drawn.made);
  assert_string_equal(fixture_codes(&drawn.fixture), "layout.yaml:12:44 slot-covered; ");
  assert_non_null(strstr(fixture_messages(&drawn.fixture), "layout.yaml:10:"));
  drawn_close(&drawn);
}

/* Texts that are too long for any code are refused, whatever they hold. */
static void test_long_code(void **state) {
  (void)state;
  struct drawn drawn;
  char boxes[5000] = "    - {box: [0, 0, 100%, 100%], qr: \"";
  memset(boxes + strlen(boxes), 'x', 3500);
  strcat(boxes, "\", level: L}\n");
  drawn_open(&drawn, boxes);
  assert_false(drawn.made);
  assert_non_null(strstr(fixture_codes(&drawn.fixture), "qr-length"));
  drawn_close(&drawn);
}

static void test_links(void **state) {
  (void)state;
  struct drawn drawn;
  drawn_open(&drawn, "    - {box: [0, 0, 100pt, 20pt], text: \"{{ project.website }}\"}\n"
                     "    - {box: [0, 20pt, 100pt, 20pt], text: \"{{ title }}\", link: \"tel:+996312\"}\n"
                     "    - {box: [0, 40pt, 100pt, 20pt], text: \"{{ project.website }}\", role: artifact}\n");
  assert_true(drawn.made);
  assert_int_equal(item_count(&drawn, ITEM_LINK), 2);
  assert_string_equal(item_of(&drawn, ITEM_LINK, 0)->link.target, "http://www.dpi.kg");
  assert_string_equal(item_of(&drawn, ITEM_LINK, 1)->link.target, "tel:+996312");
  assert_string_equal(fixture_tree(&drawn.fixture, NODE_ROOT), "P(Link) P(Link)");
  drawn_close(&drawn);
}

/* Repeated boxes move on by their step; a flow in a box stays in its order. */
static void test_each_and_flow(void **state) {
  (void)state;
  struct drawn drawn;
  drawn_open(&drawn, "    - {box: [0, 0, 50pt, 15pt], text: \"{{ title }}\", each: extra.list, step: [20pt, 15pt]}\n"
                     "    - {box: [0, 40pt, 150pt, 40pt], flow: [{text: один}, {text: два}]}\n");
  assert_true(drawn.made);
  assert_int_equal(item_of(&drawn, ITEM_RUN, 3)->run.x, 10000 + 3 * 20000);
  assert_int_equal(item_of(&drawn, ITEM_RUN, 3)->run.y, 20000 + 3 * 15000 + 9000);
  assert_int_equal(item_of(&drawn, ITEM_RUN, 4)->run.y, 20000 + 40000 + 9000);
  assert_int_equal(item_of(&drawn, ITEM_RUN, 5)->run.y, 20000 + 40000 + 12000 + 9000);
  drawn_close(&drawn);
}

static void test_turned(void **state) {
  (void)state;
  static const struct {
    int degrees;
    mpt x, y; /* of the run: the text's beginning */
  } cases[] = {
      {90, 10000 + 20000 - 9000, 20000}, {270, 10000 + 9000, 20000 + 80000}, {180, 10000 + 20000, 100000 - 9000}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct drawn drawn;
    char box[200];
    snprintf(box, sizeof box, "    - {box: [0, 0, 20pt, 80pt], text: Да, rotate: %d}\n", cases[i].degrees);
    drawn_open(&drawn, box);
    assert_true(drawn.made);
    const struct display_item *run = item_of(&drawn, ITEM_RUN, 0);
    assert_int_equal(run->run.rotate, cases[i].degrees);
    assert_int_equal(run->run.x, cases[i].x);
    assert_int_equal(run->run.y, cases[i].y);
    drawn_close(&drawn);
  }
}

/* Four quarter turns of every kind of item are none. */
static void test_turns(void **state) {
  (void)state;
  struct rectangle place = {1000, 2000, 40000, 20000}, inner = {3000, 4000, 10000, 6000};
  struct display_item items[6] = {{.kind = ITEM_RUN, .run = {5000, 6000, NULL, 0}},
                                  {.kind = ITEM_FILL, .fill = inner},
                                  {.kind = ITEM_RULE, .rule = {1000, 2000, 30000, 2000, 250}},
                                  {.kind = ITEM_IMAGE, .image = {inner, inner, NULL, 0}},
                                  {.kind = ITEM_MODULES, .modules = {inner, NULL}},
                                  {.kind = ITEM_LINK, .link = {inner, NULL, NULL}}};
  struct display_item before[6];
  struct display_page page = {.items = items, .item_count = 6};
  memcpy(before, items, sizeof items);
  turn_items(&page, 0, place, 90);
  assert_int_equal(items[0].run.x, 21000 - (6000 - 12000));
  assert_int_equal(items[0].run.y, 12000 + (5000 - 21000));
  check_rectangle(items[1].fill, 23000, -6000, 6000, 10000);
  check_rectangle(items[3].image.clip, 23000, -6000, 6000, 10000);
  assert_int_equal(items[3].image.place.width, 10000); /* turned by the device */
  turn_items(&page, 0, place, 180);
  turn_items(&page, 0, place, 90);
  assert_memory_equal(before, items, sizeof items);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_vertical),      cmocka_unit_test(test_text_style), cmocka_unit_test(test_fit),
      cmocka_unit_test(test_overflow),      cmocka_unit_test(test_fills),      cmocka_unit_test(test_missing_character),
      cmocka_unit_test(test_images),        cmocka_unit_test(test_codes),      cmocka_unit_test(test_slots),
      cmocka_unit_test(test_instead),       cmocka_unit_test(test_bar_codes),  cmocka_unit_test(test_quiet_zones),
      cmocka_unit_test(test_refused),       cmocka_unit_test(test_long_code),  cmocka_unit_test(test_links),
      cmocka_unit_test(test_each_and_flow), cmocka_unit_test(test_turned),     cmocka_unit_test(test_turns),
  };
  return cmocka_run_group_tests(tests, setter_open, setter_close);
}
