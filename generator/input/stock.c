/* Stock: sheets of cards as they are sold, from the catalogue stock.yaml or described in a layout. */
#include "input/layout_parts.h"

#include "input/near.h"

#include <string.h>

/* A stock being read. */
struct stock_draft {
  const char *maker, *description;
  mpt size[2], card[2], origin[2], gap[2];
  int columns, rows;
};

enum { CELLS_LIMIT = 100, ORIGIN_CENTRED = INT32_MIN };

#define FIELD(member) offsetof(struct stock_draft, member)
static const struct key stock_keys[] = {
    {.name = "maker", .read = key_text, .offset = FIELD(maker)},
    {.name = "description", .read = key_text, .offset = FIELD(description)},
    {.name = "size", .read = key_format, .offset = FIELD(size)},
    {.name = "card", .read = key_format, .offset = FIELD(card)},
    {.name = "columns", .read = key_integer, .offset = FIELD(columns), .minimum = 1, .maximum = CELLS_LIMIT},
    {.name = "rows", .read = key_integer, .offset = FIELD(rows), .minimum = 1, .maximum = CELLS_LIMIT},
    {.name = "origin", .read = key_mpt_pair, .offset = FIELD(origin)},
    {.name = "gap", .read = key_mpt_pair, .offset = FIELD(gap)},
};
#undef FIELD

/* What `count` cards with gaps between them take. */
static int64_t extent(int count, mpt card, mpt gap) {
  return (int64_t)count * card + (int64_t)(count - 1) * gap;
}

/* The first card's place: as given, else all cards together stand in the middle. */
static mpt origin_of(mpt given, mpt size, int64_t cards) {
  return given == ORIGIN_CENTRED ? (mpt)((size - cards) / 2) : given;
}

static bool room_check(const struct key_reader *reader, struct position at, const struct stock *stock) {
  enum { TOLERANCE = 10 }; /* 0.01 pt: roundings of millimetres, card by card */
  int64_t width = stock->x + extent(stock->columns, stock->card_width, stock->gap_x);
  int64_t height = stock->y + extent(stock->rows, stock->card_height, stock->gap_y);
  if (stock->x >= 0 && stock->y >= 0 && width <= stock->width + TOLERANCE && height <= stock->height + TOLERANCE)
    return true;
  sink_report(reader->sink, STOCK_WITHOUT_ROOM, at, arena_printf(reader->arena, "%d", stock->columns),
              arena_printf(reader->arena, "%d", stock->rows), stock->name, NULL);
  return false;
}

/* The stock that a map describes. */
static bool stock_describe(const struct key_reader *reader, const struct yaml_pair *pair, const char *name,
                           struct stock *out) {
  size_t errors = sink_count(reader->sink, SEVERITY_ERROR);
  struct stock_draft draft = {.columns = 1, .rows = 1, .origin = {ORIGIN_CENTRED, ORIGIN_CENTRED}};
  if (!keys_read(reader, pair, stock_keys, KEY_COUNT(stock_keys), &draft))
    return false;
  keys_required(reader, pair->node, "size");
  keys_required(reader, pair->node, "card");
  if (sink_count(reader->sink, SEVERITY_ERROR) != errors)
    return false;
  *out = (struct stock){
      .name = name,
      .maker = draft.maker,
      .description = draft.description,
      .width = draft.size[0],
      .height = draft.size[1],
      .card_width = draft.card[0],
      .card_height = draft.card[1],
      .columns = draft.columns,
      .rows = draft.rows,
      .x = origin_of(draft.origin[0], draft.size[0], extent(draft.columns, draft.card[0], draft.gap[0])),
      .y = origin_of(draft.origin[1], draft.size[1], extent(draft.rows, draft.card[1], draft.gap[1])),
      .gap_x = draft.gap[0],
      .gap_y = draft.gap[1],
  };
  return room_check(reader, pair->node->source.at, out);
}

static const char *stock_name(const void *self, size_t index) {
  return ((const struct yaml_node *)self)->pairs[index].key;
}

/* The entry of a catalogue; NULL when it has none of that name. */
static const struct yaml_pair *catalogue_find(const struct key_reader *reader, const struct yaml_node *root,
                                              const char *name) {
  const struct yaml_pair *catalogue = keys_required(reader, root, "stock");
  if (!catalogue || !key_is_map(reader, catalogue))
    return NULL;
  return keys_pair(catalogue->node, name);
}

/* The name that was meant, from the first catalogue that has one near it. */
static const char *catalogue_near(const struct yaml_node *root, const char *name) {
  const struct yaml_pair *catalogue = keys_pair(root, "stock");
  if (!catalogue || catalogue->node->kind != YAML_MAP)
    return NULL;
  return near_name(name, catalogue->node->count, stock_name, catalogue->node);
}

bool stock_read(struct layout_reading *reading, const struct yaml_pair *pair, struct stock *stock) {
  const struct key_reader *reader = &reading->reader;
  struct position at = pair->node->source.at;
  if (pair->node->kind == YAML_MAP)
    return stock_describe(reader, pair, pair->key, stock);
  if (!key_is_text(reader, pair))
    return false;
  const char *name = pair->node->text, *near = NULL;
  for (const char **folder = reading->path->folders; *folder; folder++) {
    bool missing;
    const struct yaml_node *root = layout_file_parse(reading, *folder, "stock.yaml", at, &missing);
    const struct yaml_pair *entry = root ? catalogue_find(reader, root, name) : NULL;
    if (entry)
      return stock_describe(reader, entry, entry->key, stock);
    if (root && !near)
      near = catalogue_near(root, name);
    if (!root && !missing)
      return false;
  }
  near_note(sink_report(reader->sink, STOCK_UNKNOWN, at, key_clip(reader->arena, name), NULL), at, near);
  return false;
}
