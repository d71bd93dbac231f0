/* Sheets that cards are imposed on. */
#include "input/layout_parts.h"

#include <string.h>

static const struct key_choice marks[] = {
    {"none", 0}, {"crop", MARKS_CROP}, {"bars", MARKS_BARS}, {"slug", MARKS_SLUG}, {NULL, 0}};
static const struct key_choice sides[] = {
    {"none", DUPLEX_NONE},
    {"long-edge", DUPLEX_LONG_EDGE},
    {"short-edge", DUPLEX_SHORT_EDGE},
    {NULL, 0},
};
static const struct key_choice orders[] = {
    {"rows", ORDER_ROWS},
    {"columns", ORDER_COLUMNS},
    {"cut-and-stack", ORDER_CUT_AND_STACK},
    {NULL, 0},
};

/* A sheet being read. */
struct sheet_draft {
  struct sheet_spec sheet;
  mpt offset[2];
  int32_t scale[2];
};

enum { START_LIMIT = 10000, BLANK_LIMIT = 100000 };

static KEY_READER(marks_read) {
  (void)key;
  int *combined = field, value;
  bool list = pair->node->kind == YAML_LIST;
  *combined = 0;
  for (size_t i = 0; i < (list ? pair->node->count : 1); i++) {
    struct yaml_pair item = list ? key_item(pair, i) : *pair;
    if (key_choice_read(reader, &item, marks, &value))
      *combined |= value;
  }
}

static const struct key_choice separators[] = {
    {"card", SEPARATOR_CARD}, {"sheet", SEPARATOR_SHEET}, {NULL, SEPARATOR_CARD}};

/* `separate: PATH`, or {by: PATH, with: card | sheet}. */
static KEY_READER(separate_read) {
  static const struct key keys[] = {
      {.name = "by", .read = key_expression, .offset = offsetof(struct sheet_spec, separate)},
      {.name = "with",
       .read = key_choice,
       .offset = offsetof(struct sheet_spec, separator_kind),
       .choices = separators},
  };
  struct sheet_spec *sheet = field;
  if (pair->node->kind != YAML_MAP)
    key_expression(reader, pair, key, &sheet->separate);
  else if (keys_read(reader, pair, keys, KEY_COUNT(keys), sheet))
    keys_required(reader, pair->node, "by");
}

static void blank_add(const struct key_reader *reader, const struct yaml_pair *pair, const char *role,
                      struct sheet_spec *sheet) {
  static const struct key number = {.minimum = 0, .maximum = BLANK_LIMIT};
  struct blank_rule *rule = &sheet->blanks[sheet->blank_count];
  *rule = (struct blank_rule){.role = role, .at = pair->node->source.at};
  key_integer(reader, pair, &number, &rule->count);
  sheet->blank_count += rule->count > 0;
}

/* `blank: NUMBER`, or a number for each role. */
static KEY_READER(blank_read) {
  (void)key;
  struct sheet_spec *sheet = field;
  bool roles = pair->node->kind == YAML_MAP;
  sheet->blanks = arena_zalloc(reader->arena, roles ? pair->node->count : 1, sizeof *sheet->blanks);
  sheet->blank_count = 0;
  if (!roles)
    blank_add(reader, pair, "", sheet);
  for (size_t i = 0; roles && i < pair->node->count; i++)
    blank_add(reader, &pair->node->pairs[i], pair->node->pairs[i].key, sheet);
}

#define FIELD(member) offsetof(struct sheet_draft, member)
static const struct key sheet_keys[] = {
    {.name = "stock"},
    {.name = "marks", .read = marks_read, .offset = FIELD(sheet.marks)},
    {.name = "order", .read = key_choice, .offset = FIELD(sheet.order), .choices = orders},
    {.name = "duplex", .read = key_choice, .offset = FIELD(sheet.duplex), .choices = sides},
    {.name = "start", .read = key_integer, .offset = FIELD(sheet.start), .minimum = 1, .maximum = START_LIMIT},
    {.name = "separate", .read = separate_read, .offset = FIELD(sheet)},
    {.name = "blank", .read = blank_read, .offset = FIELD(sheet)},
    {.name = "offset", .read = key_mpt_pair, .offset = FIELD(offset), .minimum = -1},
    {.name = "scale", .read = key_scale, .offset = FIELD(scale)},
    {.name = "printer"},
};
#undef FIELD

static const char *points(struct arena *arena, mpt value) {
  char text[MPT_TEXT_SIZE];
  mpt_print(text, value);
  return arena_strdup(arena, text);
}

static bool is_near(mpt a, mpt b) {
  enum { TOLERANCE = 100 }; /* 0.1 pt: roundings of inches and millimetres are no difference */
  return a - b <= TOLERANCE && b - a <= TOLERANCE;
}

static void stock_check(const struct key_reader *reader, const struct yaml_pair *pair, const struct card_spec *card,
                        const struct sheet_spec *sheet) {
  const struct stock *stock = &sheet->stock;
  struct arena *arena = reader->arena;
  const struct yaml_pair *start = keys_pair(pair->node, "start");
  if (!is_near(card_piece_width(card), stock->card_width) || !is_near(card_piece_height(card), stock->card_height))
    sink_report(reader->sink, STOCK_OTHER_CARD, keys_pair(pair->node, "stock")->node->source.at,
                points(arena, card_piece_width(card)), points(arena, card_piece_height(card)), stock->name,
                points(arena, stock->card_width), points(arena, stock->card_height), NULL);
  if (start && sheet->start > stock->columns * stock->rows)
    sink_report(reader->sink, SHEET_START, start->node->source.at, start->node->text,
                arena_printf(arena, "%d", stock->columns * stock->rows), NULL);
}

/* Bars stand below the last row, the slug above the first, both beyond the bleed. */
static void band_check(const struct key_reader *reader, const struct yaml_pair *pair, const struct card_spec *card,
                       const struct sheet_spec *sheet) {
  const struct stock *stock = &sheet->stock;
  const struct yaml_pair *given = keys_pair(pair->node, "marks");
  mpt rows = stock->rows * stock->card_height + (stock->rows - 1) * stock->gap_y;
  mpt above = stock->y, below = stock->height - stock->y - rows;
  mpt needed = MARK_BAND + (card->bleed > MARK_DISTANCE ? card->bleed : MARK_DISTANCE);
  bool slug = sheet->marks & MARKS_SLUG && above < needed, bars = sheet->marks & MARKS_BARS && below < needed;
  if (slug || bars)
    sink_report(reader->sink, SHEET_MARKS_ROOM, given->node->source.at, slug ? "slug" : "bars",
                points(reader->arena, needed), points(reader->arena, slug ? above : below), NULL);
}

/* A box for text over the whole of where it is drawn. */
static void text_box_make(const struct key_reader *reader, const char *text, struct position at, struct box *box) {
  *box = (struct box){.kind = BOX_TEXT, .at = at, .valign = VALIGN_MIDDLE};
  box->width = box->height = (struct length){.permille = 1000};
  box->text.entries = arena_zalloc(reader->arena, 1, sizeof *box->text.entries);
  box->text.count = 1;
  template_parse(reader->arena, text, strlen(text), (struct text_source){.at = at}, reader->sink,
                 &box->text.entries[0].template);
}

/* Which file, which sheet: what somebody with a pile of sheets in hand wants to know. */
static struct box *slug_make(const struct key_reader *reader, const struct yaml_pair *pair) {
  enum { LARGEST = 6500, SMALLEST = 5000, STEP = 500 };
  struct box *box = arena_zalloc(reader->arena, 1, sizeof *box);
  text_box_make(reader, "{{ event }} · {{ document.name }} · {{ page }}",
                keys_pair(pair->node, "marks")->node->source.at, box);
  box->style = style_default(reader->sheet, "slug");
  box->role = ROLE_ARTIFACT;
  box->fit = (struct fit){.minimum = SMALLEST, .maximum = LARGEST, .step = STEP, .lines = 1};
  return box;
}

/* The group's name as large as it goes, and how many cards follow, for layouts that do not say `separator:`. */
static void separator_make(const struct key_reader *reader, struct position at, struct layout *layout) {
  enum { LARGEST = 48000, SMALLEST = 5000, STEP = 500, BELOW = 11000 };
  struct box *boxes = arena_zalloc(reader->arena, 2, sizeof *boxes);
  const struct style *style =
      layout_style_aligned(reader->arena, style_default(reader->sheet, "separator"), ALIGN_CENTRE);
  text_box_make(reader, "{{ group | default: — }}", at, &boxes[0]);
  text_box_make(reader, "{{ count }}", at, &boxes[1]);
  for (size_t i = 0; i < 2; i++) {
    boxes[i].style = style;
    boxes[i].x = (struct length){.permille = 60};
    boxes[i].width = (struct length){.permille = 880};
    boxes[i].y = (struct length){.permille = i == 0 ? 100 : 780};
    boxes[i].height = (struct length){.permille = i == 0 ? 660 : 160};
  }
  boxes[0].fit = (struct fit){.minimum = SMALLEST, .maximum = LARGEST, .step = STEP, .breaks = FIT_BREAK_WORDS};
  boxes[1].fit = (struct fit){.minimum = SMALLEST, .maximum = BELOW, .step = STEP, .lines = 1};
  layout->separator = boxes;
  layout->separator_count = 2;
}

static void separator_read(struct layout_reading *reading, const struct yaml_pair *sheet) {
  const struct key_reader *reader = &reading->reader;
  struct layout *layout = reading->layout;
  const struct stock *stock = &layout->sheet.stock;
  bool whole = layout->sheet.separator_kind == SEPARATOR_SHEET;
  struct box_area area = {whole ? stock->width - 2 * stock->x : layout->card.width,
                          whole ? stock->height - 2 * stock->y : layout->card.height, 0};
  if (reading->separator)
    layout_boxes_read(reader, reading->separator, area, &layout->separator, &layout->separator_count);
  else if (layout->sheet.separate)
    separator_make(reader, keys_pair(sheet->node, "separate")->node->source.at, layout);
}

/* What the layout says, then what the printer needs. */
static void adjustments_make(struct layout_reading *reading, const struct yaml_pair *pair, struct sheet_draft *draft) {
  const struct yaml_pair *printer = keys_pair(pair->node, "printer");
  struct adjustment own[2] = {0};
  struct sheet_spec *sheet = &draft->sheet;
  sheet->screen = adjustment_about_middle(draft->scale, draft->offset, &sheet->stock);
  if (printer && printer_read(reading, printer, &sheet->stock, own)) {
    sheet->printer = printer->node->kind == YAML_SCALAR ? printer->node->text : printer->key;
    sheet->printer_at = printer->node->source.at;
  }
  for (int side = 0; side < 2; side++)
    sheet->desk[side] = adjustments_join(&sheet->screen, &own[side]);
}

void layout_sheet_read(struct layout_reading *reading, const struct yaml_pair *pair) {
  const struct key_reader *reader = &reading->reader;
  struct sheet_draft draft = {.sheet = {.start = 1}};
  if (!keys_read(reader, pair, sheet_keys, KEY_COUNT(sheet_keys), &draft))
    return;
  const struct yaml_pair *stock = keys_required(reader, pair->node, "stock");
  if (stock && stock_read(reading, stock, &draft.sheet.stock)) {
    stock_check(reader, pair, &reading->layout->card, &draft.sheet);
    band_check(reader, pair, &reading->layout->card, &draft.sheet);
    adjustments_make(reading, pair, &draft);
  }
  if (draft.sheet.marks & MARKS_SLUG)
    draft.sheet.slug = slug_make(reader, pair);
  reading->layout->sheet = draft.sheet;
  reading->layout->has_sheet = true;
  separator_read(reading, pair);
}
