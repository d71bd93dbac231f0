/* Stock: sheets of cards as they are sold, from the catalogue stock.yaml or described in a layout. */
#include "input/layout_parts.h"

#include "input/near.h"

#include <string.h>
#include <strings.h>

/* A stock being read. */
struct stock_draft {
  const char *maker, *code, *description;
  mpt size[2], card[2], origin[2], gap[2];
  int columns, rows;
};

enum { CELLS_LIMIT = 100, ORIGIN_CENTRED = INT32_MIN };

/* One code or several, with commas between them. */
static KEY_READER(codes_read) {
  const char **codes = field;
  if (pair->node->kind != YAML_LIST) {
    key_text(reader, pair, key, codes);
    return;
  }
  for (size_t i = 0; i < pair->node->count; i++) {
    struct yaml_pair item = key_item(pair, i);
    const char *code = "";
    key_text(reader, &item, key, &code);
    *codes = *codes ? arena_printf(reader->arena, "%s, %s", *codes, code) : code;
  }
}

#define FIELD(member) offsetof(struct stock_draft, member)
static const struct key stock_keys[] = {
    {.name = "maker", .read = key_text, .offset = FIELD(maker)},
    {.name = "code", .read = codes_read, .offset = FIELD(code)},
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
      .code = draft.code,
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

/* The entries of a catalogue; NULL after an error. */
static const struct yaml_node *catalogue_entries(const struct key_reader *reader, const struct yaml_node *root) {
  const struct yaml_pair *catalogue = keys_required(reader, root, "stock");
  return catalogue && key_is_map(reader, catalogue) ? catalogue->node : NULL;
}

static bool is_code(const struct yaml_node *code, const char *wanted) {
  return code->kind == YAML_SCALAR && strcasecmp(code->text, wanted) == 0;
}

static bool entry_has_code(const struct yaml_node *entry, const char *wanted) {
  const struct yaml_pair *code = entry->kind == YAML_MAP ? keys_pair(entry, "code") : NULL;
  if (!code || code->node->kind != YAML_LIST)
    return code && is_code(code->node, wanted);
  for (size_t i = 0; i < code->node->count; i++)
    if (is_code(code->node->items[i], wanted))
      return true;
  return false;
}

/* The entry of that name, else the first one that its maker calls so. */
static const struct yaml_pair *entries_find(const struct yaml_node *entries, const char *name) {
  const struct yaml_pair *named = keys_pair(entries, name);
  for (size_t i = 0; !named && i < entries->count; i++)
    if (entry_has_code(entries->pairs[i].node, name))
      named = &entries->pairs[i];
  return named;
}

struct codes {
  const char **items;
  size_t count, capacity;
};

static const char *codes_item(const void *self, size_t index) {
  return ((const struct codes *)self)->items[index];
}

static struct codes entries_codes(struct arena *arena, const struct yaml_node *entries) {
  struct codes codes = {0};
  for (size_t i = 0; i < entries->count; i++) {
    const struct yaml_node *entry = entries->pairs[i].node;
    const struct yaml_pair *code = entry->kind == YAML_MAP ? keys_pair(entry, "code") : NULL;
    bool list = code && code->node->kind == YAML_LIST;
    for (size_t j = 0; code && j < (list ? code->node->count : 1); j++) {
      const struct yaml_node *node = list ? code->node->items[j] : code->node;
      if (node->kind == YAML_SCALAR)
        *ARENA_PUSH(arena, codes.items, codes.count, codes.capacity) = node->text;
    }
  }
  return codes;
}

/* The names, else the codes, that may have been meant, as a note would say them; NULL for none. */
static const char *entries_near(struct arena *arena, const struct yaml_node *entries, const char *name) {
  enum { MOST = 4 };
  const char *near[MOST], *said = NULL;
  size_t count = near_names(name, entries->count, stock_name, entries, near, MOST);
  const struct codes codes = entries_codes(arena, entries);
  if (count == 0)
    count = near_names(name, codes.count, codes_item, &codes, near, MOST);
  for (size_t i = 0; i < count; i++)
    said = said ? arena_printf(arena, "%s», «%s", said, near[i]) : near[i];
  return said;
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
    const struct yaml_node *entries = root ? catalogue_entries(reader, root) : NULL;
    const struct yaml_pair *entry = entries ? entries_find(entries, name) : NULL;
    if (entry)
      return stock_describe(reader, entry, entry->key, stock);
    if (entries && !near)
      near = entries_near(reader->arena, entries, name);
    if (!entries && !missing)
      return false;
  }
  near_note(sink_report(reader->sink, STOCK_UNKNOWN, at, key_clip(reader->arena, name), NULL), at, near);
  return false;
}

static bool stock_is_known(const struct stock *stocks, size_t count, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(stocks[i].name, name) == 0)
      return true;
  return false;
}

struct stock *stock_list(struct arena *arena, const struct layout_path *path, struct sink *sink, size_t *count) {
  struct layout layout = {0};
  struct layout_reading reading = {.reader = {.arena = arena, .sink = sink}, .path = path, .layout = &layout};
  struct stock *stocks = NULL;
  size_t capacity = 0;
  *count = 0;
  for (const char **folder = path->folders; *folder; folder++) {
    bool missing;
    const struct yaml_node *root = layout_file_parse(&reading, *folder, "stock.yaml", (struct position){0}, &missing);
    const struct yaml_node *entries = root ? catalogue_entries(&reading.reader, root) : NULL;
    for (size_t i = 0; entries && i < entries->count; i++) {
      struct stock stock;
      if (!stock_is_known(stocks, *count, entries->pairs[i].key) &&
          stock_describe(&reading.reader, &entries->pairs[i], entries->pairs[i].key, &stock))
        *ARENA_PUSH(arena, stocks, *count, capacity) = stock;
    }
  }
  return stocks;
}
