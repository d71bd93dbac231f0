/* Groups of cards -> pages: heads, pictures in rows, captions under them. Plain shelves from top to bottom; all
 * pictures are of one size, as the cards are. */
#include "compose/contact_sheet.h"

#include "base/utf8.h"
#include "compose/boxes.h"
#include "compose/compose.h"
#include "compose/contact_card.h"
#include "input/locale.h"

#include <string.h>

enum {
  TALLEST = 311811,     /* 110 mm: a picture on which small type can still be judged, two of them to a page of A4 */
  BETWEEN_SIDES = 5669, /* 2 mm from front to back */
  MOST_PAGES = 3,       /* of a group, … */
  LEAST_CARDS = 12,     /* … unless so few cards need more */
  SHORT_NAME = 36       /* characters of one that does not fit its caption */
};

/* What layouts/proof.yaml calls the concerns. */
static const char *const concern_names[CONCERN_COUNT] = {"names", "shrunk", "lines", "fonts", "photos", "pictures"};

struct sheet_making {
  struct compose compose;
  const struct contact_spec *spec;
  struct scope root;
  struct rectangle room;        /* of a page, within its margins */
  struct rectangle front, back; /* pictures in the cell; back.width 0: none */
  int permille;
  mpt cell_width, cell_height, head_height;
  size_t columns, rows; /* of a page */
  mpt y;                /* where the next thing goes */
  bool top;             /* nothing is on the page yet */
  bool failed;
};

/* --- values ------------------------------------------------------------------------------------------------------- */

struct fields {
  struct arena *arena;
  struct value_pair *pairs;
  size_t count, capacity;
};

static struct value *field_add(struct fields *fields, const char *key, const char *text) {
  struct value *value = value_text_make(fields->arena, text, strlen(text), (struct text_source){0}, TEXT_PLAIN);
  *ARENA_PUSH(fields->arena, fields->pairs, fields->count, fields->capacity) =
      (struct value_pair){.key = key, .value = value};
  return value;
}

static void number_add(struct fields *fields, const char *key, size_t number) {
  struct value *value = field_add(fields, key, arena_printf(fields->arena, "%zu", number));
  value->kind = VALUE_NUMBER;
  value->thousandths = (int64_t)number * 1000;
}

static void flag_add(struct fields *fields, const char *key, bool flag) {
  struct value *value = field_add(fields, key, flag ? "yes" : "no");
  value->kind = VALUE_FLAG;
  value->flag = flag;
}

static void points_add(struct fields *fields, const char *key, mpt length) {
  char text[MPT_TEXT_SIZE];
  mpt_print(text, length);
  struct value *value = field_add(fields, key, arena_strdup(fields->arena, text));
  value->kind = VALUE_NUMBER;
  value->thousandths = length;
}

static void concern_add(struct fields *fields, const struct contact_group *group) {
  for (size_t i = 0; i < CONCERN_COUNT; i++)
    flag_add(fields, concern_names[i], group != NULL && group->concern == i);
}

static const struct value *fields_value(const struct fields *fields) {
  return value_map_make(fields->arena, (struct text_source){0}, fields->pairs, fields->count);
}

/* --- measures ----------------------------------------------------------------------------------------------------- */

static struct rectangle scaled(const struct sheet_making *making, struct rectangle of, mpt x) {
  return (struct rectangle){x, 0, muldiv(of.width, making->permille, 1000), muldiv(of.height, making->permille, 1000)};
}

static const struct card_record *first_record(const struct contact_spec *spec) {
  for (size_t i = 0; i < spec->group_count; i++)
    if (spec->groups[i].count > 0)
      return spec->groups[i].cards[0].record;
  return NULL;
}

/* As large as printed, unless that is wider than the page or too tall. */
static void pictures_measure(struct sheet_making *making, const struct card_record *record) {
  struct rectangle front = record->sides[0].place, back = record->sides[1].place;
  bool two = record->sides[1].count > 0;
  mpt width = front.width + (two ? back.width : 0), gap = two ? BETWEEN_SIDES : 0;
  mpt height = two && back.height > front.height ? back.height : front.height;
  making->permille = 1000;
  if (width + gap > making->room.width)
    making->permille = (int)((int64_t)(making->room.width - gap) * 1000 / width);
  if ((int64_t)height * making->permille / 1000 > TALLEST)
    making->permille = (int)((int64_t)TALLEST * 1000 / height);
  making->front = scaled(making, front, 0);
  if (two)
    making->back = scaled(making, back, making->front.width + gap);
}

static mpt head_height(const struct layout *layout) {
  mpt height = 0;
  for (size_t i = 0; i < layout->separator_count; i++) {
    const struct box *box = &layout->separator[i];
    mpt bottom = box->y.absolute + box->height.absolute;
    height = bottom > height ? bottom : height;
  }
  return height;
}

static mpt larger(mpt a, mpt b) {
  return a > b ? a : b;
}

static size_t how_many(mpt room, mpt size, mpt gap) {
  return room >= size + size + gap ? (size_t)((room + gap) / (size + gap)) : 1;
}

static void grid_measure(struct sheet_making *making) {
  const struct layout *layout = making->spec->layout;
  const struct stock *stock = &layout->sheet.stock;
  const struct card_record *record = first_record(making->spec);
  making->room = (struct rectangle){stock->x, stock->y, stock->width - 2 * stock->x, stock->height - 2 * stock->y};
  making->head_height = head_height(layout);
  making->permille = 1000;
  if (record != NULL)
    pictures_measure(making, record);
  mpt pictures = larger(making->front.width, making->back.x + making->back.width);
  making->cell_width = larger(pictures, layout->card.width);
  making->cell_height = larger(making->front.height, making->back.height) + layout->card.height;
  making->columns = how_many(making->room.width, making->cell_width, stock->gap_x);
  making->rows = how_many(making->room.height - making->head_height, making->cell_height, stock->gap_y);
}

/* --- pages and heads ---------------------------------------------------------------------------------------------- */

static struct display_page *page_last(const struct sheet_making *making) {
  const struct display_list *list = making->compose.list;
  return &list->pages[list->page_count - 1];
}

static void page_begin(struct sheet_making *making) {
  const struct stock *stock = &making->spec->layout->sheet.stock;
  display_page_add(making->compose.arena, making->compose.list, stock->width, stock->height, 0);
  making->y = making->room.y;
  making->top = true;
}

static void boxes_put(struct sheet_making *making, const struct value *fields, const struct box *boxes, size_t count,
                      struct rectangle area, uint32_t parent) {
  const struct scope scope = {.outer = &making->root, .value = fields};
  making->failed |= !boxes_draw(&making->compose, &scope, boxes, count, false, area, parent, page_last(making));
}

/* `group` NULL: there is nothing to show. */
static void head_put(struct sheet_making *making, const struct contact_group *group, size_t shown, bool continued) {
  const struct layout *layout = making->spec->layout;
  struct fields fields = {.arena = making->compose.arena};
  concern_add(&fields, group);
  flag_add(&fields, "none", group == NULL);
  flag_add(&fields, "top", making->top);
  flag_add(&fields, "continued", continued);
  flag_add(&fields, "reduced", making->permille < 1000);
  number_add(&fields, "scale", (size_t)(making->permille + 5) / 10);
  number_add(&fields, "shown", shown);
  number_add(&fields, "of", group != NULL ? group->of : 0);
  number_add(&fields, "cards", making->spec->cards);
  number_add(&fields, "page", making->compose.list->page_count);
  field_add(&fields, "made-from", making->spec->document);
  struct rectangle area = {making->room.x, making->y, making->room.width, making->head_height};
  boxes_put(making, fields_value(&fields), layout->separator, layout->separator_count, area,
            continued ? NODE_ARTIFACT : NODE_ROOT);
  making->y += making->head_height;
  making->top = false;
}

/* --- cards -------------------------------------------------------------------------------------------------------- */

static void figure_add(struct fields *fields, enum concern concern, const struct card_record *record) {
  switch (concern) {
  case CONCERN_NAME:
    points_add(fields, "figure", record->name_size);
    break;
  case CONCERN_SHRUNK:
    number_add(fields, "figure", (record->shrunk + 5u) / 10);
    break;
  case CONCERN_LINE:
    number_add(fields, "figure", (record->filled + 5u) / 10);
    break;
  case CONCERN_FONT:
    field_add(fields, "figure", record->fallback != NULL ? record->fallback : "");
    break;
  case CONCERN_PICTURES:
    number_add(fields, "figure", record->resolution);
    break;
  case CONCERN_PHOTO:
  case CONCERN_COUNT:
    field_add(fields, "figure", "");
    break;
  }
}

static const struct value *caption_fields(struct sheet_making *making, const struct contact_group *group,
                                          const struct card_record *record, const char *name) {
  struct fields fields = {.arena = making->compose.arena};
  concern_add(&fields, group);
  figure_add(&fields, group->concern, record);
  field_add(&fields, "id", record->id);
  field_add(&fields, "name", name);
  number_add(&fields, "sheet", record->sheet);
  number_add(&fields, "row", record->row);
  number_add(&fields, "column", record->column);
  return fields_value(&fields);
}

/* As many characters as fit any caption. */
static const char *name_short(struct arena *arena, const char *name) {
  size_t at = 0, length = strlen(name);
  for (size_t i = 0; i < SHORT_NAME && at < length; i++)
    utf8_next(name, length, &at);
  return at < length ? arena_printf(arena, "%.*s…", (int)at, name) : name;
}

/* A name that is too long for its caption stands in full on the card above it. */
static void caption_put(struct sheet_making *making, const struct contact_group *group,
                        const struct card_record *record, struct rectangle area, uint32_t parent) {
  const struct layout *layout = making->spec->layout;
  struct compose *compose = &making->compose;
  struct display_page *page = page_last(making);
  size_t items = page->item_count, nodes = compose->list->node_count;
  struct sink *sink = compose->sink;
  bool failed = making->failed;
  compose->sink = compose->binder.sink = sink_new();
  boxes_put(making, caption_fields(making, group, record, record->name), layout->front, layout->front_count, area,
            parent);
  sink_drop(compose->sink);
  compose->sink = compose->binder.sink = sink;
  if (!making->failed || failed)
    return;
  making->failed = false;
  page_last(making)->item_count = items;
  compose->list->node_count = nodes;
  const char *name = name_short(compose->arena, record->name);
  boxes_put(making, caption_fields(making, group, record, name), layout->front, layout->front_count, area, parent);
}

static void side_put(struct sheet_making *making, const struct contact_card *card, size_t side, struct rectangle at,
                     uint32_t parent) {
  struct compose *compose = &making->compose;
  const struct layout *layout = making->spec->layout;
  struct rectangle area = {at.x, at.y, side == 1 ? making->back.width : making->front.width,
                           side == 1 ? making->back.height : making->front.height};
  const struct contact_place place = {.list = compose->list,
                                      .page = page_last(making),
                                      .parent = parent,
                                      .x = at.x,
                                      .y = at.y,
                                      .permille = making->permille};
  if (area.width == 0)
    return;
  contact_card_draw(compose->arena, card->list, card->record, side, &place);
  const struct fields none = {.arena = compose->arena};
  boxes_put(making, fields_value(&none), layout->back, layout->back_count, area, NODE_ARTIFACT);
}

static void cell_put(struct sheet_making *making, const struct contact_group *group, size_t index, mpt x) {
  const struct contact_card *card = &group->cards[index];
  const struct layout *layout = making->spec->layout;
  uint32_t node = structure_node_add(making->compose.arena, making->compose.list, ROLE_DIV, NODE_ROOT);
  struct rectangle at = {x, making->y, making->cell_width, making->cell_height}, back = at, caption = at;
  back.x += making->back.x;
  side_put(making, card, 0, at, node);
  side_put(making, card, 1, back, node);
  caption.y += making->cell_height - layout->card.height;
  caption.height = layout->card.height;
  caption_put(making, group, card->record, caption, node);
}

/* A page that has no room for a head and a row under it is not begun on. */
static void room_make(struct sheet_making *making, mpt needed) {
  if (making->y + needed > making->room.y + making->room.height && !making->top)
    page_begin(making);
}

static void group_put(struct sheet_making *making, const struct contact_group *group) {
  const struct stock *stock = &making->spec->layout->sheet.stock;
  size_t most = MOST_PAGES * making->columns * making->rows;
  most = most > LEAST_CARDS ? most : LEAST_CARDS;
  size_t shown = group->count < most ? group->count : most;
  room_make(making, making->head_height + making->cell_height);
  head_put(making, group, shown, false);
  for (size_t i = 0; i < shown && !making->failed; i++) {
    size_t column = i % making->columns;
    if (column == 0) {
      room_make(making, making->cell_height);
      if (making->top)
        head_put(making, group, shown, true);
    }
    cell_put(making, group, i, making->room.x + (mpt)column * (making->cell_width + stock->gap_x));
    if (column + 1 == making->columns || i + 1 == shown)
      making->y += making->cell_height + stock->gap_y;
  }
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static struct compose compose_make(struct arena *arena, const struct contact_spec *spec) {
  return (struct compose){.arena = arena,
                          .list = display_list_new(arena),
                          .binder = {.arena = arena,
                                     .language = spec->language,
                                     .fallback = "en",
                                     .locale = locale_find(spec->language),
                                     .layout = spec->layout,
                                     .sink = spec->sink},
                          .setter = spec->setter,
                          .sink = spec->sink,
                          .event = spec->event,
                          .layout = spec->layout,
                          .limits = spec->limits,
                          .picture_folders = spec->layout->folders};
}

const struct display_list *contact_sheet_make(struct arena *arena, const struct contact_spec *spec) {
  struct sheet_making making = {
      .compose = compose_make(arena, spec), .spec = spec, .root = {.value = spec->event->root}};
  grid_measure(&making);
  page_begin(&making);
  if (first_record(spec) == NULL)
    head_put(&making, NULL, 0, false);
  for (size_t i = 0; i < spec->group_count && !making.failed; i++)
    if (spec->groups[i].count > 0)
      group_put(&making, &spec->groups[i]);
  return making.failed ? NULL : making.compose.list;
}
