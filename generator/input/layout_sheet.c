/* Sheets that cards are imposed on. */
#include "input/layout_parts.h"

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
};

enum { START_LIMIT = 10000 };

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

#define FIELD(member) offsetof(struct sheet_draft, member)
static const struct key sheet_keys[] = {
    {.name = "stock"},
    {.name = "marks", .read = marks_read, .offset = FIELD(sheet.marks)},
    {.name = "order", .read = key_choice, .offset = FIELD(sheet.order), .choices = orders},
    {.name = "duplex", .read = key_choice, .offset = FIELD(sheet.duplex), .choices = sides},
    {.name = "start", .read = key_integer, .offset = FIELD(sheet.start), .minimum = 1, .maximum = START_LIMIT},
    {.name = "offset", .read = key_mpt_pair, .offset = FIELD(offset), .minimum = -1},
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
  if (!is_near(card->width, stock->card_width) || !is_near(card->height, stock->card_height))
    sink_report(reader->sink, STOCK_OTHER_CARD, keys_pair(pair->node, "stock")->node->source.at,
                points(arena, card->width), points(arena, card->height), stock->name, points(arena, stock->card_width),
                points(arena, stock->card_height), NULL);
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

/* Which file, which sheet: what somebody with a pile of sheets in hand wants to know. */
static struct box *slug_make(const struct key_reader *reader, const struct yaml_pair *pair) {
  static const char text[] = "{{ event }} · {{ document.name }} · {{ page }}";
  enum { LARGEST = 6500, SMALLEST = 5000, STEP = 500 };
  struct box *box = arena_zalloc(reader->arena, 1, sizeof *box);
  box->kind = BOX_TEXT;
  box->at = keys_pair(pair->node, "marks")->node->source.at;
  box->width = box->height = (struct length){.permille = 1000};
  box->style = style_default(reader->sheet, "slug");
  box->role = ROLE_ARTIFACT;
  box->valign = VALIGN_MIDDLE;
  box->fit = (struct fit){.minimum = SMALLEST, .maximum = LARGEST, .step = STEP, .lines = 1};
  box->text.entries = arena_zalloc(reader->arena, 1, sizeof *box->text.entries);
  box->text.count = 1;
  template_parse(reader->arena, text, sizeof text - 1, (struct text_source){.at = box->at}, reader->sink,
                 &box->text.entries[0].template);
  return box;
}

void layout_sheet_read(struct layout_reading *reading, const struct yaml_pair *pair) {
  const struct key_reader *reader = &reading->reader;
  struct sheet_draft draft = {.sheet = {.start = 1}};
  if (!keys_read(reader, pair, sheet_keys, KEY_COUNT(sheet_keys), &draft))
    return;
  const struct yaml_pair *stock = keys_required(reader, pair->node, "stock");
  draft.sheet.offset_x = draft.offset[0];
  draft.sheet.offset_y = draft.offset[1];
  if (stock && stock_read(reading, stock, &draft.sheet.stock)) {
    stock_check(reader, pair, &reading->layout->card, &draft.sheet);
    band_check(reader, pair, &reading->layout->card, &draft.sheet);
  }
  if (draft.sheet.marks & MARKS_SLUG)
    draft.sheet.slug = slug_make(reader, pair);
  reading->layout->sheet = draft.sheet;
  reading->layout->has_sheet = true;
}
