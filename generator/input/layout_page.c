/* Pages and cards: formats and margins. */
#include "input/layout_parts.h"

#include <stdlib.h>
#include <string.h>

#define MM(millimetres) ((mpt)(((millimetres)*720000LL + 127) / 254))

/* ISO 216, and the two American formats. */
static const struct format {
  const char *name;
  mpt width, height;
} formats[] = {
    {"A3", MM(297), MM(420)}, {"A4", MM(210), MM(297)}, {"A5", MM(148), MM(210)},   {"A6", MM(105), MM(148)},
    {"A7", MM(74), MM(105)},  {"A8", MM(52), MM(74)},   {"Letter", 612000, 792000}, {"Legal", 612000, 1008000},
};

static const struct key_choice format_names[] = {
    {"A3", 0}, {"A4", 1}, {"A5", 2}, {"A6", 3}, {"A7", 4}, {"A8", 5}, {"Letter", 6}, {"Legal", 7}, {NULL, 0},
};

const char *format_name(mpt width, mpt height) {
  enum { TOLERANCE = 10 }; /* 0.01 pt */
  mpt narrow = width < height ? width : height, wide = width < height ? height : width;
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
    if (labs(formats[i].width - narrow) <= TOLERANCE && labs(formats[i].height - wide) <= TOLERANCE)
      return formats[i].name;
  return NULL;
}

enum { SIDE_MINIMUM = MPT_PER_INCH / 8 }; /* the smallest page and card that is not a slip of the pen */

KEY_READER(key_format) {
  mpt *size = field, read[2] = {size[0], size[1]};
  int format;
  if (pair->node->kind == YAML_LIST) {
    key_mpt_pair(reader, pair, key, read);
  } else if (key_choice_read(reader, pair, format_names, &format)) {
    read[0] = formats[format].width;
    read[1] = formats[format].height;
  }
  if (read[0] < SIDE_MINIMUM || read[1] < SIDE_MINIMUM)
    sink_report(reader->sink, LENGTH_OUT_OF_RANGE, pair->node->source.at, "0", pair->key, "9pt", "10 m", NULL);
  else
    memcpy(size, read, sizeof read);
}

/* One value for all sides, [vertical, horizontal], or [top, right, bottom, left]; into mpt[4]. */
KEY_READER(key_margins) {
  mpt *margins = field;
  static const int from_two[4] = {0, 1, 0, 1};
  if (pair->node->kind == YAML_SCALAR) {
    key_mpt(reader, pair, key, &margins[0]);
    margins[1] = margins[2] = margins[3] = margins[0];
    return;
  }
  if (!key_is_list_of(reader, pair, 2, 4))
    return;
  size_t count = pair->node->count;
  if (count == 3) {
    sink_report(reader->sink, KEY_LIST_SIZE, pair->node->source.at, pair->key, "2, 4", "3", NULL);
    return;
  }
  for (size_t i = 0; i < 4; i++) {
    struct yaml_pair item = key_item(pair, count == 4 ? i : (size_t)from_two[i]);
    key_mpt(reader, &item, key, &margins[i]);
  }
}

/* A page being read. */
struct page_draft {
  mpt size[2];
  mpt margins[4], first_top;
  bool landscape;
  int columns;
  mpt gutter, grid;
};

static const struct key_choice orientations[] = {{"portrait", false}, {"landscape", true}, {NULL, 0}};

enum { NOT_GIVEN = INT32_MIN, PAGE_COLUMNS_LIMIT = 12, GUTTER_DEFAULT = MM(5), MARGIN_DEFAULT = MM(20) };

#define FIELD(member) offsetof(struct page_draft, member)
static const struct key page_keys[] = {
    {.name = "size", .read = key_format, .offset = FIELD(size)},
    {.name = "orientation", .read = key_choice_flag, .offset = FIELD(landscape), .choices = orientations},
    {.name = "margins", .read = key_margins, .offset = FIELD(margins)},
    {.name = "first-top", .read = key_mpt, .offset = FIELD(first_top)},
    {.name = "columns", .read = key_integer, .offset = FIELD(columns), .minimum = 1, .maximum = PAGE_COLUMNS_LIMIT},
    {.name = "gutter", .read = key_mpt, .offset = FIELD(gutter)},
    {.name = "grid", .read = key_mpt, .offset = FIELD(grid)},
};
#undef FIELD

static void room_check(const struct key_reader *reader, struct position at, const struct page_spec *page) {
  enum { COLUMN_MINIMUM = MPT_PER_INCH / 4 };
  int64_t gutters = (int64_t)page->gutter * (page->columns - 1);
  int64_t width = page->width - (int64_t)page->left - page->right - gutters;
  mpt top = page->top > page->first_top ? page->top : page->first_top;
  int64_t height = page->height - (int64_t)top - page->bottom;
  if (width < (int64_t)COLUMN_MINIMUM * page->columns || height < COLUMN_MINIMUM)
    sink_report(reader->sink, PAGE_WITHOUT_ROOM, at, NULL);
}

void layout_page_read(const struct key_reader *reader, const struct yaml_pair *pair, struct page_spec *page) {
  struct page_draft draft = {
      .size = {MM(210), MM(297)},
      .margins = {MARGIN_DEFAULT, MARGIN_DEFAULT, MARGIN_DEFAULT, MARGIN_DEFAULT},
      .first_top = NOT_GIVEN,
      .columns = 1,
      .gutter = GUTTER_DEFAULT,
  };
  if (pair)
    keys_read(reader, pair, page_keys, KEY_COUNT(page_keys), &draft);
  *page = (struct page_spec){
      .width = draft.landscape ? draft.size[1] : draft.size[0],
      .height = draft.landscape ? draft.size[0] : draft.size[1],
      .top = draft.margins[0],
      .right = draft.margins[1],
      .bottom = draft.margins[2],
      .left = draft.margins[3],
      .first_top = draft.first_top == NOT_GIVEN ? draft.margins[0] : draft.first_top,
      .columns = draft.columns,
      .gutter = draft.gutter,
      .grid = draft.grid,
  };
  if (pair)
    room_check(reader, pair->node->source.at, page);
}

/* A card being read. */
struct card_draft {
  mpt size[2];
  mpt bleed, safe;
  int fold; /* enum card_fold */
};

static const struct key_choice folds[] = {{"none", FOLD_NONE}, {"top", FOLD_TOP}, {"left", FOLD_LEFT}, {NULL, 0}};

#define FIELD(member) offsetof(struct card_draft, member)
static const struct key card_keys[] = {
    {.name = "size", .read = key_format, .offset = FIELD(size)},
    {.name = "bleed", .read = key_mpt, .offset = FIELD(bleed)},
    {.name = "safe", .read = key_mpt, .offset = FIELD(safe)},
    {.name = "fold", .read = key_choice, .offset = FIELD(fold), .choices = folds},
};
#undef FIELD

void layout_card_read(const struct key_reader *reader, const struct yaml_pair *pair, struct card_spec *card) {
  struct card_draft draft = {.size = {MM(90), MM(55)}};
  if (keys_read(reader, pair, card_keys, KEY_COUNT(card_keys), &draft))
    keys_required(reader, pair->node, "size");
  *card = (struct card_spec){draft.size[0], draft.size[1], draft.bleed, draft.safe, (enum card_fold)draft.fold};
}
