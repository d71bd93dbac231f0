/* input/layout: every key of the layout language, what it defaults to, inheritance, and its mistakes. */
#include "test_base.h"

#include "base/buffer.h"
#include "input/layout.h"

static char first_folder[] = "/tmp/basma-layout-XXXXXX";
static char second_folder[] = "/tmp/basma-layout-XXXXXX";
static const char *folders[] = {first_folder, second_folder, NULL};
static const struct layout_path path = {folders};
static const struct position asked = {"event.yaml", 3, 9};

static struct arena *arena;
static struct sink *sink;

static void put(const char *folder, const char *name, const char *text) {
  char file[256];
  snprintf(file, sizeof file, "%s/%s", folder, name);
  FILE *out = fopen(file, "w");
  assert_non_null(out);
  fputs(text, out);
  fclose(out);
}

static void empty_folders(void) {
  char command[256];
  snprintf(command, sizeof command, "rm -f %s/* %s/*", first_folder, second_folder);
  assert_int_equal(system(command), 0);
}

static int make_folders(void **state) {
  (void)state;
  arena = arena_new();
  return mkdtemp(first_folder) && mkdtemp(second_folder) ? 0 : 1;
}

static int drop_folders(void **state) {
  (void)state;
  arena_drop(arena);
  char command[256];
  snprintf(command, sizeof command, "rm -rf %s %s", first_folder, second_folder);
  return system(command);
}

static int begin(void **state) {
  (void)state;
  empty_folders();
  sink = sink_new();
  return 0;
}

static int end(void **state) {
  (void)state;
  sink_drop(sink);
  return 0;
}

static struct layout *read_named(const char *name) {
  return layout_read(arena, &path, name, NULL, asked, sink);
}

/* The layout `a` of that text, after its line "layout: a". */
static struct layout *read_text(const char *text) {
  put(first_folder, "a.yaml", arena_printf(arena, "layout: a\n%s", text));
  return read_named("a");
}

/* The layout of a text without mistakes. */
static struct layout *good(const char *text) {
  struct layout *layout = read_text(text);
  struct buffer out = {0};
  sink_print(sink, MESSAGE_ENGLISH, false, &out);
  if (out.length > 0)
    print_message("%s", out.data);
  buffer_drop(&out);
  assert_int_equal(sink_length(sink), 0);
  assert_non_null(layout);
  return layout;
}

static const char *literal(const struct local_template *local) {
  const struct template *template = local_template_find(local, "ru", "ru");
  return template && template->count == 1 ? template->parts[0].text : NULL;
}

static void flow_minimal(void **state) {
  (void)state;
  const struct layout *layout = good("flow:\n  - text: hello\n");
  assert_int_equal(layout->kind, LAYOUT_FLOW);
  assert_string_equal(layout->name, "a");
  assert_int_equal(layout->page.width, 595276);
  assert_int_equal(layout->page.height, 841890);
  assert_int_equal(layout->page.left, 56693);
  assert_int_equal(layout->page.first_top, 56693);
  assert_int_equal(layout->page.columns, 1);
  assert_int_equal(layout->flow_count, 1);
  assert_int_equal(layout->flow[0].kind, BLOCK_TEXT);
  assert_ptr_equal(layout->flow[0].style, &style_root);
  assert_string_equal(literal(&layout->flow[0].text), "hello");
  assert_int_equal(layout->input_count, 1);
  assert_non_null(strstr(layout->inputs[0].data, "hello"));
}

static void page(void **state) {
  (void)state;
  const struct layout *layout =
      good("title: {ru: Т, ky: Т}\n"
           "page: {size: A5, orientation: landscape, margins: [10mm, 20mm, 30mm, 40mm], first-top: 1in, columns: 2,\n"
           "  gutter: 4mm, grid: 7pt}\n"
           "boxes:\n"
           "  all: [{box: [0, 0, 50%, 10mm], fill: gray(10)}]\n"
           "  first: [{box: [0, 0, 10mm, 10mm], text: one}]\n"
           "  rest: [{box: [0, 0, 10mm, 10mm], text: \"{{ page }}\"}, {box: [0, 0, 10mm, 0], rule: 0.5pt}]\n"
           "flow: [{text: x}]\n");
  assert_int_equal(layout->page.width, 595276);
  assert_int_equal(layout->page.height, 419528);
  assert_int_equal(layout->page.top, 28346);
  assert_int_equal(layout->page.right, 56693);
  assert_int_equal(layout->page.bottom, 85039);
  assert_int_equal(layout->page.left, 113386);
  assert_int_equal(layout->page.first_top, 72000);
  assert_int_equal(layout->page.columns, 2);
  assert_int_equal(layout->page.gutter, 11339);
  assert_int_equal(layout->page.grid, 7000);
  assert_int_equal(layout->title.count, 2);
  assert_int_equal(layout->first_count, 2);
  assert_int_equal(layout->rest_count, 3);
  assert_int_equal(layout->first[0].kind, BOX_FILL);
  assert_int_equal(layout->first[0].width.permille, 500);
  assert_int_equal(layout->rest[0].kind, BOX_FILL);
  assert_int_equal(layout->rest[2].kind, BOX_RULE);
  assert_int_equal(layout->rest[2].thickness, 500);
  assert_string_equal(literal(&layout->rest[2].text), "black");
  const struct layout *two = good("page: {size: [100mm, 50mm], margins: [5mm, 10mm]}\nflow: [{text: x}]\n");
  assert_int_equal(two->page.top, 14173);
  assert_int_equal(two->page.bottom, 14173);
  assert_int_equal(two->page.left, 28346);
  assert_int_equal(two->page.right, 28346);
}

static void blocks(void **state) {
  (void)state;
  const struct layout *layout =
      good("styles: {body: {size: 11pt}, quiet: {align: right}}\n"
           "flow:\n"
           "  - {text: a, style: quiet, role: h1, when: x.y, link: \"{{ url }}\"}\n"
           "  - {markdown: \"{{ body }}\", align: centre, keep: [next, lines]}\n"
           "  - {image: logo.png, alt: {ru: Знак}, width: 30mm, height: 50%, align: right}\n"
           "  - {rule: 0.5pt, length: 40%, colour: gray(50), align: centre}\n"
           "  - rule: 1pt\n"
           "  - space: 5mm\n"
           "  - break: column\n"
           "  - {each: agenda, as: day, when: not hidden, keep: both, flow: [{text: b}, {flow: [{text: c}]}]}\n");
  const struct block *flow = layout->flow;
  assert_int_equal(layout->flow_count, 8);
  assert_string_equal(flow[0].style->name, "quiet");
  assert_int_equal(flow[0].role, ROLE_H1);
  assert_string_equal(flow[0].when->names[1], "y");
  assert_int_equal(flow[0].link.count, 1);
  assert_int_equal(flow[0].at.line, 4);
  assert_string_equal(flow[1].style->name, "body");
  assert_int_equal(flow[1].style->align, ALIGN_CENTRE);
  assert_int_equal(flow[1].style->keep, KEEP_NEXT | KEEP_LINES);
  assert_int_equal(style_find(&layout->sheet_of_styles, "body")->align, ALIGN_LEFT);
  assert_int_equal(flow[2].kind, BLOCK_IMAGE);
  assert_string_equal(literal(&flow[2].text), "logo.png");
  assert_string_equal(literal(&flow[2].alt), "Знак");
  assert_int_equal(flow[2].width.absolute, 85039);
  assert_int_equal(flow[2].height.permille, 500);
  assert_int_equal(flow[2].align, ALIGN_RIGHT);
  assert_int_equal(flow[3].thickness, 500);
  assert_int_equal(flow[3].length.permille, 400);
  assert_int_equal(flow[3].colour.component[0], 5000);
  assert_int_equal(flow[4].length.permille, 1000);
  assert_int_equal(flow[4].colour.space, COLOUR_GRAY);
  assert_int_equal(flow[5].length.absolute, 14173);
  assert_int_equal(flow[6].kind, BLOCK_BREAK);
  assert_true(flow[6].column_break);
  assert_int_equal(flow[7].kind, BLOCK_GROUP);
  assert_string_equal(flow[7].each->names[0], "agenda");
  assert_string_equal(flow[7].as, "day");
  assert_true(flow[7].when->negated);
  assert_int_equal(flow[7].keep, KEEP_NEXT | KEEP_LINES);
  assert_int_equal(flow[7].block_count, 2);
  assert_string_equal(literal(&flow[7].blocks[1].blocks[0].text), "c");
}

static void tables(void **state) {
  (void)state;
  const struct layout *layout = good("styles: {body: {}, table-cell: {size: 9pt}, note: {size: 8pt}}\n"
                                     "flow:\n"
                                     "  - role: table\n"
                                     "    when: agenda\n"
                                     "    table:\n"
                                     "      each: agenda.sessions\n"
                                     "      as: session\n"
                                     "      head: once\n"
                                     "      rows: split\n"
                                     "      gap: 3mm\n"
                                     "      padding: [1pt, 3pt]\n"
                                     "      rules: {top: 1pt, head: 0.5pt, rows: 0.25pt, bottom: 2pt, colour: white}\n"
                                     "      zebra: gray(5)\n"
                                     "      columns:\n"
                                     "        - {width: auto, head: А, text: \"{{ a }}\", align: right}\n"
                                     "        - {width: 3fr, markdown: \"{{ b }}\", style: note, when: b}\n"
                                     "        - {width: 20%, head-style: note, cell: [{text: c}, {text: d}]}\n"
                                     "        - {width: 20mm, flow: [{text: e}]}\n"
                                     "  - {table: {each: x, columns: [{text: y}]}, style: note}\n");
  const struct table *table = layout->flow[0].table;
  assert_int_equal(layout->flow[0].role, ROLE_TABLE);
  assert_string_equal(table->each->names[1], "sessions");
  assert_string_equal(table->as, "session");
  assert_int_equal(table->head, HEAD_ONCE);
  assert_int_equal(table->rows, ROWS_SPLIT);
  assert_int_equal(table->gap, 8504);
  assert_int_equal(table->padding_top, 1000);
  assert_int_equal(table->padding_bottom, 3000);
  assert_int_equal(table->rules.top, 1000);
  assert_int_equal(table->rules.head, 500);
  assert_int_equal(table->rules.rows, 250);
  assert_int_equal(table->rules.bottom, 2000);
  assert_int_equal(table->rules.colour.component[0], 10000);
  assert_int_equal(table->zebra.component[0], 9500);
  assert_int_equal(table->column_count, 4);
  const struct column *columns = table->columns;
  assert_int_equal(columns[0].width_kind, COLUMN_AUTO);
  assert_string_equal(literal(&columns[0].head), "А");
  assert_int_equal(columns[0].cell_count, 1);
  assert_string_equal(columns[0].cell[0].style->name, "table-cell");
  assert_int_equal(columns[0].cell[0].style->align, ALIGN_RIGHT);
  assert_true(columns[0].head_style->bold);
  assert_int_equal(columns[0].head_style->align, ALIGN_RIGHT);
  assert_int_equal(columns[1].width_kind, COLUMN_SHARE);
  assert_int_equal(columns[1].share, 3);
  assert_int_equal(columns[1].cell[0].kind, BLOCK_MARKDOWN);
  assert_string_equal(columns[1].cell[0].style->name, "note");
  assert_non_null(columns[1].when);
  assert_int_equal(columns[2].width_kind, COLUMN_FIXED);
  assert_int_equal(columns[2].width.permille, 200);
  assert_string_equal(columns[2].head_style->name, "note");
  assert_int_equal(columns[2].cell_count, 2);
  assert_int_equal(columns[3].width.absolute, 56693);
  assert_string_equal(layout->flow[1].table->columns[0].cell[0].style->name, "note");
  assert_int_equal(layout->flow[1].table->head, HEAD_REPEAT);
  assert_int_equal(layout->flow[1].table->gap, 14173);
}

static const char card_text[] =
    "fonts: {text: sans}\n"
    "colours: {accent: \"#102030\", Спикер: black, default: accent}\n"
    "styles: {body: {font: text, size: 12pt}, name: {size: 20pt}}\n"
    "card: {size: [90mm, 55mm], bleed: 3mm, safe: 4mm}\n"
    "front:\n"
    "  - {box: [-3mm, -3mm, 96mm, 12mm], fill: \"{{ role | colour }}\", role: artifact}\n"
    "  - {box: [5mm, 12mm, 60mm, 20mm], text: \"{{ name }}\", style: name, fit: {min: 16pt, max: 36pt, lines: 2}}\n"
    "  - {box: [5mm, 32mm, 60mm, 10mm], markdown: m, fit: {lines: 1, break: words}, valign: baseline, align: right}\n"
    "  - {box: [68mm, 33mm, 18mm, 18mm], qr: \"{{ url }}\", level: H, quiet: 2, alt: код}\n"
    "  - {box: [5mm, 5mm, 20mm, 20mm], image: \"{{ photo }}\", cover: yes, align: centre, rotate: 90, order: last}\n"
    "  - {box: [5mm, 50mm, 80mm, 0], rule: 1pt, colour: Спикер}\n"
    "  - {box: [5mm, 40mm, 20mm, 5mm], flow: [{text: x}], valign: bottom}\n"
    "  - {box: [5mm, 40mm, 20mm, 5mm], text: x, each: sessions, as: s, step: [0, 10%]}\n"
    "back: [{box: [0, 0, 10mm, 10mm], text: b, when: back}]\n";

static void card(void **state) {
  (void)state;
  const struct layout *layout = good(card_text);
  const struct box *front = layout->front;
  assert_int_equal(layout->kind, LAYOUT_CARD);
  assert_false(layout->has_sheet);
  assert_int_equal(layout->card.width, 255118);
  assert_int_equal(layout->card.bleed, 8504);
  assert_int_equal(layout->card.safe, 11339);
  assert_int_equal(layout->front_count, 8);
  assert_int_equal(layout->back_count, 1);
  assert_int_equal(front[0].x.absolute, -8504);
  assert_int_equal(front[0].role, ROLE_ARTIFACT);
  assert_int_equal(front[1].fit.minimum, 16000);
  assert_int_equal(front[1].fit.maximum, 36000);
  assert_int_equal(front[1].fit.step, 500);
  assert_int_equal(front[1].fit.lines, 2);
  assert_int_equal(front[2].fit.minimum, 12000);
  assert_int_equal(front[2].fit.maximum, 12000);
  assert_int_equal(front[2].fit.breaks, FIT_BREAK_WORDS);
  assert_int_equal(front[2].valign, VALIGN_BASELINE);
  assert_int_equal(front[2].style->align, ALIGN_RIGHT);
  assert_int_equal(front[3].level, 'H');
  assert_int_equal(front[3].quiet, 2);
  assert_true(front[4].cover);
  assert_int_equal(front[4].rotate, 90);
  assert_int_equal(front[4].align, ALIGN_CENTRE);
  assert_true(front[4].last);
  assert_string_equal(literal(&front[5].text), "Спикер");
  assert_int_equal(front[6].block_count, 1);
  assert_int_equal(front[6].valign, VALIGN_BOTTOM);
  assert_string_equal(front[7].as, "s");
  assert_int_equal(front[7].step_y.permille, 100);
  assert_int_equal(layout->colour_rule_count, 2);
  assert_string_equal(layout->colour_rules[1].value, "Спикер");
  assert_string_equal(layout->colour_rules[1].folded, "спикер");
  assert_int_equal(layout->colour_default.space, COLOUR_RGB);
  assert_string_equal(layout->fonts[0].role, "text");
  assert_string_equal(layout->fonts[0].family, "sans");
}

/* A printer that prints what is at x at a + k x: what it is given must come out where it was meant to. */
static void check_cured(const struct adjustment *cure, mpt a, double k, mpt x) {
  double printed = a + k * adjust_x(cure, x);
  assert_true(printed > x - 20 && printed < x + 20); /* 0.02 pt: 7 µm */
}

static void printers(void **state) {
  (void)state;
  put(second_folder, "printers.yaml",
      "printers:\n"
      "  canon: {description: by the window, front: {left: 21.5mm, across: 159.2mm}, back: {left: 18mm, top: 20mm}}\n"
      "  plain: {front: {offset: [1mm, -2mm], scale: [100.4%, \"99,6 %\"]}}\n");
  const char *form = "%ssheet: {stock: {size: A4, card: [90mm, 55mm]}, printer: %s, %s}\n";
  const struct sheet_spec *read = &good(arena_printf(arena, form, card_text, "canon", "marks: none"))->sheet;
  assert_string_equal(read->printer, "canon");
  assert_true(adjustment_is_none(&read->screen));
  for (mpt x = 0; x < 595276; x += 50000) {
    check_cured(&read->desk[0], 60945 - 56409, 159.2 / 160, x); /* 21.5 mm is a + k * 20 mm */
    check_cured(&read->desk[1], -5669, 1, x);
  }
  read = &good(arena_printf(arena, form, card_text, "plain", "marks: none"))->sheet;
  assert_int_equal(adjust_x(&read->desk[0], 595276 / 2), 595276 / 2 + 2835); /* scale is about the middle */
  assert_int_equal(adjust_x(&read->desk[0], 595276), 595276 + 1190 + 2835);
  assert_int_equal(adjust_y(&read->desk[1], 841890), 841890 - 1684 - 5669);
  read = &good(arena_printf(arena, form, card_text, "{front: {}}", "offset: [1mm, 0], scale: 101%"))->sheet;
  assert_memory_equal(&read->desk[1], &read->screen, sizeof read->screen);
  assert_int_equal(adjust_x(&read->screen, 595276 / 2), 595276 / 2 + 2835);
}

static void printer_mistakes(void **state) {
  (void)state;
  put(second_folder, "printers.yaml", "printers:\n  canon: {front: {left: 20mm}}\n");
  static const struct {
    const char *sheet, *code;
  } cases[] = {
      {"printer: cannon", "printer-missing"},
      {"printer: {front: {across: 120mm}}", "printer-measure"},
      {"printer: {front: {across: 0}}", "printer-measure"},
      {"printer: {front: {scale: 0.99}}", "sheet-scale"},
      {"scale: 80%", "sheet-scale"},
      {"scale: 99.99999999999999999%", "sheet-scale"},
      {"printer: {back: {left: 20mm}}", "layout-key-missing"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    const char *text =
        arena_printf(arena, "%ssheet: {stock: {size: A4, card: [90mm, 55mm]}, %s}\n", card_text, cases[i].sheet);
    sink_drop(sink);
    sink = sink_new();
    assert_null(read_text(text));
    assert_string_equal(sink_view(sink, 0, MESSAGE_ENGLISH, arena).code, cases[i].code);
  }
}

static void sheet(void **state) {
  (void)state;
  put(second_folder, "stock.yaml",
      "stock:\n"
      "  A4-90x55-10: {maker: M, size: A4, card: [90mm, 55mm], columns: 2, rows: 5, origin: [15mm, 11mm]}\n"
      "  middle: {size: A4, card: [90mm, 55mm], columns: 2, rows: 4, gap: [10mm, 5mm]}\n");
  const struct layout *layout =
      good(arena_printf(arena,
                        "%ssheet: {stock: A4-90x55-10, marks: crop, duplex: long-edge, order: cut-and-stack, "
                        "start: 3, offset: [1mm, -2mm]}\n",
                        card_text));
  const struct sheet_spec *read_sheet = &layout->sheet;
  assert_true(layout->has_sheet && read_sheet->marks == MARKS_CROP);
  assert_string_equal(read_sheet->stock.maker, "M");
  assert_int_equal(read_sheet->stock.columns * read_sheet->stock.rows, 10);
  assert_int_equal(read_sheet->stock.x, 42520);
  assert_int_equal(read_sheet->stock.y, 31181);
  assert_int_equal(read_sheet->duplex, DUPLEX_LONG_EDGE);
  assert_int_equal(read_sheet->order, ORDER_CUT_AND_STACK);
  assert_int_equal(read_sheet->start, 3);
  assert_int_equal(read_sheet->screen.x, 2835);
  assert_int_equal(read_sheet->screen.y, -5669);
  assert_int_equal(layout->input_count, 2);
  layout = good(arena_printf(arena, "%ssheet: {stock: middle}\n", card_text));
  assert_int_equal(layout->sheet.start, 1);
  assert_int_equal(layout->sheet.stock.gap_x, 28346);
  assert_int_equal(layout->sheet.stock.x, (595276 - 2 * 255118 - 28346) / 2);
  layout = good(arena_printf(arena, "%ssheet: {stock: {size: A4, card: [90mm, 55mm], gap: 2mm}}\n", card_text));
  assert_int_equal(layout->sheet.stock.columns, 1);
  assert_int_equal(layout->sheet.stock.gap_y, 5669);
}

static void extends(void **state) {
  (void)state;
  put(second_folder, "base.yaml",
      "layout: base\npage: {size: A5, grid: 7pt}\nstyles: {body: {size: 9pt, weight: bold}}\nflow: [{text: base}]\n"
      "boxes: {first: [{box: [0, 0, 1cm, 1cm], text: f}]}\n");
  put(second_folder, "middle.yaml", "layout: middle\nextends: base\npage: {size: A6}\nflow: ~\n");
  const struct layout *layout = good("extends: middle\nstyles: {body: {size: 12pt}}\nflow:\n  - text: own\n");
  assert_int_equal(layout->page.width, 297638); /* A6 of middle */
  assert_int_equal(layout->page.grid, 7000);    /* of base */
  const struct style *body = style_find(&layout->sheet_of_styles, "body");
  assert_int_equal(body->size, 12000);
  assert_true(body->bold);
  assert_int_equal(layout->flow_count, 1);
  assert_string_equal(literal(&layout->flow[0].text), "own");
  assert_string_equal(layout->flow[0].at.file, layout->path);
  assert_int_equal(layout->first_count, 1);
  assert_non_null(strstr(layout->first[0].at.file, "base.yaml"));
  assert_int_equal(layout->input_count, 3);
  assert_string_equal(layout->folders[0], first_folder);
  assert_string_equal(layout->folders[1], second_folder);
  assert_null(layout->folders[2]);
}

static void set(void **state) {
  (void)state;
  put(first_folder, "a.yaml", "layout: a\npage: {size: A5, grid: 7pt}\nflow: [{text: x}]\n");
  const char *text = "set: {page: {size: A4}, layout: b, styles: {body: {size: 5}}}";
  const struct yaml_node *root = yaml_parse(arena, "event.yaml", text, strlen(text), sink);
  assert_null(layout_read(arena, &path, "a", yaml_find(root, "set"), asked, sink));
  assert_int_equal(sink_length(sink), 2);
  assert_string_equal(sink_view(sink, 0, MESSAGE_ENGLISH, arena).code, "layout-key");
  assert_string_equal(sink_view(sink, 1, MESSAGE_ENGLISH, arena).at.file, "event.yaml");
  sink_drop(sink);
  sink = sink_new();
  text = "set: {page: {size: A4}}";
  root = yaml_parse(arena, "event.yaml", text, strlen(text), sink);
  const struct layout *layout = layout_read(arena, &path, "a", yaml_find(root, "set"), asked, sink);
  assert_non_null(layout);
  assert_int_equal(layout->page.width, 595276);
  assert_int_equal(layout->page.grid, 7000);
}

/* The one code that a text after "layout: a" gives, with its line and column. */
static void mistakes(void **state) {
  (void)state;
  static const struct {
    const char *text, *code;
    int line, column;
  } cases[] = {
      {"", "layout-empty", 1, 1},
      {"flow: []\ncard: {size: A6}", "layout-kinds", 2, 1},
      {"flow: {}", "layout-list", 2, 7},
      {"flow: [x]", "layout-entry", 2, 8},
      {"flow: [{}]", "block-kind", 2, 8},
      {"flow: [{when: x}]", "block-kind", 2, 8},
      {"flow: [{text: a, image: b}]", "block-kinds", 2, 18},
      {"flow: [{text: a, styel: b}]", "layout-key", 2, 18},
      {"flow: [{text: a, style: b}]", "style-missing", 2, 25},
      {"flow: [{text: a, role: h7}]", "layout-choice", 2, 24},
      {"flow: [{text: a, as: b}]", "layout-key-needs", 2, 18},
      {"flow: [{text: a, each: b, as: c d}]", "layout-identifier", 2, 31},
      {"flow: [{text: a, when: \"{{ b }}\"}]", "template-braces", 2, 25},
      {"flow: [{text: \"{{ a | uper }}\"}]", "filter-missing", 2, 23},
      {"flow: [{text: [a]}]", "layout-text", 2, 15},
      {"flow: [{space: 20}]", "length-unit", 2, 16},
      {"flow: [{break: line}]", "layout-choice", 2, 16},
      {"flow: [{flow: [{flow: [{text: \"{{\"}]}]}]", "template-open", 2, 32},
      {"flow: [{table: {columns: [{text: a}]}}]", "layout-key-missing", 2, 16},
      {"flow: [{table: {each: a}}]", "layout-key-missing", 2, 16},
      {"flow: [{table: {each: a, columns: []}}]", "layout-list-size", 2, 35},
      {"flow: [{table: {each: a, columns: [{head: b}]}}]", "block-kind", 2, 36},
      {"flow: [{table: {each: a, columns: [{text: b, width: 0fr}]}}]", "length", 2, 53},
      {"flow: [{text: a}]\npage: {size: B4}", "layout-choice", 3, 14},
      {"flow: [{text: a}]\npage: {size: [0, 10mm]}", "length-range", 3, 14},
      {"flow: [{text: a}]\npage: {margins: [1mm, 2mm, 3mm]}", "layout-list-size", 3, 17},
      {"flow: [{text: a}]\npage: {margins: 20}", "length-unit", 3, 17},
      {"flow: [{text: a}]\npage: {margins: 110mm}", "page-room", 3, 7},
      {"flow: [{text: a}]\npage: {columns: 0}", "layout-number", 3, 17},
      {"flow: [{text: a}]\nboxes: {frist: []}", "layout-key", 3, 9},
      {"flow: [{text: a}]\nboxes: {first: [{text: b}]}", "layout-key-missing", 3, 17},
      {"flow: [{text: a}]\nboxes: {first: [{text: b, box: [0, 0, 5mm]}]}", "layout-list-size", 3, 32},
      {"flow: [{text: a}]\nsheet: {stock: x}", "layout-key-needs", 3, 1},
      {"flow: [{text: a}]\nfonts: {text: serif}\nstyles: {b: {font: txt}}", "font-role", 4, 20},
      {"flow: [{text: a}]\ntitle: [b]", "layout-text", 3, 8},
      {"flow: [{text: a}]\nextends: none", "layout-missing", 3, 10},
      {"flow: [{text: a}]\nextends: ../b", "layout-name", 3, 10},
      {"flow: [{text: a}]\nextends: a", "layout-cycle", 3, 10},
      {"card: {size: A6}", "layout-key-missing", 1, 1},
      {"card: {}\nfront: []", "layout-key-missing", 2, 7},
      {"card: {size: A6}\nfront: [{box: [0, 0, 1mm, 1mm], fill: gren}]", "colour", 3, 39},
      {"card: {size: A6}\nfront: [{box: [0, 0, 1mm, 1mm], qr: x, level: X}]", "layout-choice", 3, 47},
      {"card: {size: A6}\nfront: [{box: [0, 0, 1mm, 1mm], text: x, fit: {min: 9pt, max: 8pt}}]", "fit-range", 3, 47},
      {"card: {size: A6}\nfront: []\nsheet: {stock: {size: A6, card: A6, columns: 1, rows: 1, origin: [0, 0]}, marks: "
       "[crop, slug]}",
       "sheet-marks", 4, 82},
      {"card: {size: A6}\nfront: []\nsheet: {marks: crop}", "layout-key-missing", 4, 8},
      {"card: {size: A6}\nfront: []\nsheet: {stock: nothing}", "stock-missing", 4, 16},
      {"card: {size: A6}\nfront: []\nsheet: {stock: {size: A4, card: A7}}", "stock-card", 4, 16},
      {"card: {size: A6}\nfront: []\nsheet: {stock: {size: A4, card: A6, rows: 3}}", "stock-room", 4, 16},
      {"card: {size: A6}\nfront: []\nsheet: {stock: {size: A4, card: A6}, start: 2}", "sheet-start", 4, 45},
      {"flow: [a", "yaml-syntax", 0, 0},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    sink_drop(sink);
    sink = sink_new();
    assert_null(read_text(cases[i].text));
    struct diagnostic_view view = sink_view(sink, 0, MESSAGE_ENGLISH, arena);
    if (cases[i].line == 0)
      continue; /* the tree's own message */
    if (sink_length(sink) != 1 || strcmp(view.code, cases[i].code) != 0 || view.at.line != cases[i].line ||
        view.at.column != cases[i].column)
      print_message("%s\n  gives %s at %d:%d, %zu in all\n", cases[i].text, view.code, view.at.line, view.at.column,
                    sink_length(sink));
    assert_int_equal(sink_length(sink), 1);
    assert_string_equal(view.code, cases[i].code);
    assert_int_equal(view.at.line, cases[i].line);
    assert_int_equal(view.at.column, cases[i].column);
  }
}

/* Warnings do not stop a layout, and what they are about changes nothing. */
static void warnings(void **state) {
  (void)state;
  const struct layout *layout =
      read_text("flow: [{text: a, length: 5mm}, {space: 1mm, length: 9mm, style: b, colour: black}]\nstyles: {b: {}}\n"
                "boxes: {first: [{box: [200mm, 0, 11mm, 5mm], text: x, level: M, colour: black}]}\n");
  static const char *const codes[] = {"layout-key-unused", "layout-key-unused", "box-outside",      "layout-key-unused",
                                      "layout-key-unused", "layout-key-unused", "layout-key-unused"};
  assert_non_null(layout);
  assert_int_equal(sink_length(sink), COUNT(codes));
  for (size_t i = 0; i < COUNT(codes); i++)
    assert_string_equal(sink_view(sink, i, MESSAGE_ENGLISH, arena).code, codes[i]);
  assert_string_equal(literal(&layout->first[0].text), "x");
  assert_int_equal(layout->flow[1].length.absolute, 2835);
}

static void names(void **state) {
  (void)state;
  static const char *const wrong[] = {"../a", "a/b", "", "a.b", "ä", "/etc/passwd"};
  for (size_t i = 0; i < COUNT(wrong); i++)
    assert_null(read_named(wrong[i]));
  assert_int_equal(sink_length(sink), COUNT(wrong));
  struct diagnostic_view view = sink_view(sink, 0, MESSAGE_ENGLISH, arena);
  assert_string_equal(view.code, "layout-name");
  assert_string_equal(view.at.file, "event.yaml");
  put(first_folder, "badge.yaml", "layout: bagde\nflow: [{text: x}]\n");
  assert_null(read_named("badge"));
  assert_string_equal(sink_view(sink, COUNT(wrong), MESSAGE_ENGLISH, arena).code, "layout-name-differs");
  assert_null(read_named("bage"));
  struct buffer out = {0};
  sink_print(sink, MESSAGE_ENGLISH, false, &out);
  assert_non_null(strstr(out.data, "did you mean «badge»?"));
  buffer_drop(&out);
}

static void cycle(void **state) {
  (void)state;
  put(first_folder, "b.yaml", "layout: b\nextends: c\n");
  put(first_folder, "c.yaml", "layout: c\nextends: a\n");
  assert_null(read_text("extends: b\nflow: [{text: x}]\n"));
  assert_int_equal(sink_length(sink), 1);
  assert_non_null(strstr(sink_view(sink, 0, MESSAGE_ENGLISH, arena).message, "a → b → c → a"));
}

static void deep(void **state) {
  (void)state;
  for (int i = 0; i < 20; i++)
    put(first_folder, arena_printf(arena, "n%d.yaml", i),
        arena_printf(arena, "layout: n%d\nextends: n%d\nflow: [{text: x}]\n", i, i + 1));
  assert_null(read_named("n0"));
  assert_int_equal(sink_length(sink), 1);
  assert_string_equal(sink_view(sink, 0, MESSAGE_ENGLISH, arena).code, "layout-depth");
}

static void list(void **state) {
  (void)state;
  size_t count;
  put(first_folder, "b.yaml", "");
  put(second_folder, "b.yaml", "");
  put(second_folder, "a.yaml", "");
  put(second_folder, "stock.yaml", "");
  put(second_folder, "c.txt", "");
  put(second_folder, ".hidden.yaml", "");
  const struct layout_entry *entries = layout_list(arena, &path, &count);
  assert_int_equal(count, 2);
  assert_string_equal(entries[0].name, "a");
  assert_string_equal(entries[1].name, "b");
  assert_non_null(strstr(entries[1].path, first_folder)); /* found first */
}

/* The layouts and the catalogue that come with the program. */
static void own_layouts(void **state) {
  (void)state;
  const char *own[] = {"layouts", NULL};
  const struct layout_path own_path = {own};
  static const char *const documents[] = {"press-release", "agenda", "badge-90x55"};
  for (size_t i = 0; i < COUNT(documents); i++)
    if (!layout_read(arena, &own_path, documents[i], NULL, asked, sink) || sink_length(sink)) {
      struct buffer out = {0};
      sink_print(sink, MESSAGE_ENGLISH, false, &out);
      fail_msg("%s", out.data ? out.data : documents[i]);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(flow_minimal), TEST(page),     TEST(blocks),           TEST(tables), TEST(card), TEST(sheet), TEST(extends),
      TEST(set),          TEST(names),    TEST(mistakes),         TEST(cycle),  TEST(deep), TEST(list),  TEST(warnings),
      TEST(own_layouts),  TEST(printers), TEST(printer_mistakes),
  };
  return cmocka_run_group_tests(tests, make_folders, drop_folders);
}
