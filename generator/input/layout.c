/* A layout: found on the path, laid over what it extends, read into struct layout, checked. */
#include "input/layout.h"

#include "base/file.h"
#include "input/layout_parts.h"
#include "input/locale.h"
#include "input/near.h"

#include <string.h>

enum { EXTENDS_LIMIT = 16, FONT_LIMIT = 100 };

/* The files of an `extends` chain, the wanted one first. */
struct chain {
  const char *names[EXTENDS_LIMIT];
  const struct yaml_node *roots[EXTENDS_LIMIT];
  size_t count;
};

static const struct key layout_keys[] = {
    {.name = "layout"},  {.name = "extends"}, {.name = "title"}, {.name = "page"},  {.name = "fonts"},
    {.name = "colours"}, {.name = "styles"},  {.name = "boxes"}, {.name = "flow"},  {.name = "card"},
    {.name = "front"},   {.name = "back"},    {.name = "sheet"}, {.name = "print"}, {.name = "separator"},
    {.name = "mail"},    {.name = "icons"},
};

static const char *entry_name(const void *self, size_t index) {
  return ((const struct layout_entry *)self)[index].name;
}

static void layout_missing(const struct layout_reading *reading, const char *name, struct position at) {
  struct arena *arena = reading->reader.arena;
  size_t count;
  struct layout_entry *entries = layout_list(arena, reading->path, &count);
  near_note(sink_report(reading->reader.sink, LAYOUT_NOT_FOUND, at, key_clip(arena, name), NULL), at,
            near_name(name, count, entry_name, entries));
}

/* `layout:` names the file it stands in, so that a copied file is not taken for its model. */
static void own_name_check(const struct layout_reading *reading, const struct yaml_node *root, const char *name) {
  const struct yaml_pair *own = keys_required(&reading->reader, root, "layout");
  if (own && key_is_text(&reading->reader, own) && strcmp(own->node->text, name) != 0)
    sink_report(reading->reader.sink, LAYOUT_NAME_DIFFERS, own->node->source.at,
                key_clip(reading->reader.arena, own->node->text), name, NULL);
}

static bool chain_has(const struct chain *chain, const char *name) {
  for (size_t i = 0; i < chain->count; i++)
    if (strcmp(chain->names[i], name) == 0)
      return true;
  return false;
}

static void cycle_report(const struct layout_reading *reading, const struct chain *chain, const char *name,
                         struct position at) {
  const char *circle = chain->names[0];
  for (size_t i = 1; i < chain->count; i++)
    circle = arena_printf(reading->reader.arena, "%s → %s", circle, chain->names[i]);
  sink_report(reading->reader.sink, LAYOUT_CYCLE, at, arena_printf(reading->reader.arena, "%s → %s", circle, name),
              NULL);
}

/* Reads the file `name` into the chain. False after errors. */
static bool chain_add(struct layout_reading *reading, struct chain *chain, const char *name, struct position at) {
  struct sink *sink = reading->reader.sink;
  bool missing;
  const char *path;
  if (!layout_name_is_valid(name)) {
    sink_report(sink, LAYOUT_NAME, at, key_clip(reading->reader.arena, name), NULL);
    return false;
  }
  if (chain_has(chain, name)) {
    cycle_report(reading, chain, name, at);
    return false;
  }
  if (chain->count == EXTENDS_LIMIT) {
    sink_report(sink, LAYOUT_TOO_DEEP, at, arena_printf(reading->reader.arena, "%d", EXTENDS_LIMIT - 1), NULL);
    return false;
  }
  const struct yaml_node *root = layout_file_find(reading, name, at, &missing, &path);
  if (missing)
    layout_missing(reading, name, at);
  if (!root)
    return false;
  if (root->kind != YAML_MAP) {
    sink_report(sink, KEY_MISSING, root->source.at, "layout", NULL);
    return false;
  }
  own_name_check(reading, root, name);
  if (chain->count == 0)
    reading->layout->path = path;
  chain->names[chain->count] = name;
  chain->roots[chain->count++] = root;
  return true;
}

/* The layout with all that it extends, in one tree. NULL after errors. */
static const struct yaml_node *chain_read(struct layout_reading *reading, const char *name, struct position at) {
  struct chain chain = {.count = 0};
  if (!chain_add(reading, &chain, name, at))
    return NULL;
  const struct yaml_pair *extends;
  while ((extends = keys_pair(chain.roots[chain.count - 1], "extends")) != NULL)
    if (!key_is_text(&reading->reader, extends) ||
        !chain_add(reading, &chain, extends->node->text, extends->node->source.at))
      return NULL;
  const struct yaml_node *merged = chain.roots[chain.count - 1];
  for (size_t i = chain.count - 1; i-- > 0;)
    merged = layout_merge(reading->reader.arena, merged, chain.roots[i]);
  return merged;
}

/* `set:` of the event over the layout. */
static const struct yaml_node *set_merge(struct layout_reading *reading, const struct yaml_node *root,
                                         const struct yaml_node *set) {
  if (!set || yaml_is_null(set))
    return root;
  struct yaml_pair pair = {.key = "set", .node = (struct yaml_node *)set};
  if (!key_is_map(&reading->reader, &pair))
    return root;
  for (size_t i = 0; i < set->count; i++)
    if (strcmp(set->pairs[i].key, "layout") == 0 || strcmp(set->pairs[i].key, "extends") == 0)
      sink_report(reading->reader.sink, KEY_NOT_KNOWN, set->pairs[i].key_at, set->pairs[i].key, NULL);
  return layout_merge(reading->reader.arena, root, set);
}

static const char *const font_builtins[] = {"serif", "sans", "mono"};
enum { FONT_BUILTIN_COUNT = sizeof font_builtins / sizeof *font_builtins };

static void fonts_read(struct layout_reading *reading, const struct yaml_pair *pair) {
  const struct key_reader *reader = &reading->reader;
  struct layout *layout = reading->layout;
  if (!pair || !key_is_map(reader, pair))
    return;
  if (pair->node->count > FONT_LIMIT) {
    sink_report(reader->sink, KEY_TOO_MANY, pair->node->source.at, pair->key,
                arena_printf(reader->arena, "%d", FONT_LIMIT), NULL);
    return;
  }
  layout->fonts = arena_zalloc(reader->arena, pair->node->count, sizeof *layout->fonts);
  for (size_t i = 0; i < pair->node->count; i++) {
    const struct yaml_pair *font = &pair->node->pairs[i];
    if (!yaml_is_null(font->node) && key_is_text(reader, font))
      layout->fonts[layout->font_count++] = (struct font_role){font->key, font->node->text, font->node->source.at};
  }
}

static const char *font_name(const void *self, size_t index) {
  const struct layout *layout = self;
  return index < FONT_BUILTIN_COUNT ? font_builtins[index] : layout->fonts[index - FONT_BUILTIN_COUNT].role;
}

static void font_check(const struct layout_reading *reading, const struct yaml_pair *font) {
  const struct layout *layout = reading->layout;
  size_t count = FONT_BUILTIN_COUNT + layout->font_count;
  const char *name = font->node->text;
  for (size_t i = 0; i < count; i++)
    if (strcmp(font_name(layout, i), name) == 0)
      return;
  near_note(sink_report(reading->reader.sink, FONT_ROLE_UNKNOWN, font->node->source.at,
                        key_clip(reading->reader.arena, name), NULL),
            font->node->source.at, near_name(name, count, font_name, layout));
}

/* Fonts that styles name must be roles; a family is given once, under `fonts:`. */
static void style_fonts_check(const struct layout_reading *reading, const struct yaml_node *styles) {
  for (size_t i = 0; styles->kind == YAML_MAP && i < styles->count; i++) {
    const struct yaml_pair *font = keys_pair(styles->pairs[i].node, "font");
    if (font && font->node->kind == YAML_SCALAR)
      font_check(reading, font);
  }
}

/* The names of colours as values of the filter `colour`. */
static void colour_rules_make(struct layout_reading *reading) {
  struct layout *layout = reading->layout;
  const struct style_sheet *sheet = &layout->sheet_of_styles;
  struct arena *arena = reading->reader.arena;
  const struct locale *locale = locale_find("en");
  layout->colour_rules = arena_zalloc(arena, sheet->colour_count, sizeof *layout->colour_rules);
  for (size_t i = 0; i < sheet->colour_count; i++) {
    const struct colour_name *name = &sheet->colours[i];
    if (strcmp(name->name, "default") == 0)
      layout->colour_default = name->colour;
    else
      layout->colour_rules[layout->colour_rule_count++] =
          (struct colour_rule){name->name, locale_lower(arena, locale, name->name), name->colour};
  }
}

/* `icons:` — characters that stand for a value. */
static void icons_read(struct layout_reading *reading, const struct yaml_pair *pair) {
  struct layout *layout = reading->layout;
  const struct key_reader *reader = &reading->reader;
  const struct locale *locale = locale_find("en");
  layout->icon_default = "";
  if (!pair || !key_is_map(reader, pair))
    return;
  const struct yaml_node *map = pair->node;
  layout->icon_rules = arena_zalloc(reader->arena, map->count, sizeof *layout->icon_rules);
  for (size_t i = 0; i < map->count; i++) {
    const struct yaml_pair *icon = &map->pairs[i];
    if (!key_is_text(reader, icon))
      continue;
    if (strcmp(icon->key, "default") == 0)
      layout->icon_default = icon->node->text;
    else
      layout->icon_rules[layout->icon_rule_count++] =
          (struct icon_rule){locale_lower(reader->arena, locale, icon->key), icon->node->text};
  }
}

static void styles_read(struct layout_reading *reading, const struct yaml_node *root) {
  const struct yaml_pair *styles = keys_pair(root, "styles"), *colours = keys_pair(root, "colours");
  style_sheet_read(reading->reader.arena, styles ? styles->node : NULL, colours ? colours->node : NULL,
                   reading->reader.sink, &reading->layout->sheet_of_styles);
  fonts_read(reading, keys_pair(root, "fonts"));
  if (styles)
    style_fonts_check(reading, styles->node);
  colour_rules_make(reading);
  icons_read(reading, keys_pair(root, "icons"));
}

static const struct key page_box_keys[] = {{.name = "all"}, {.name = "first"}, {.name = "rest"}};

/* `boxes:` — those of `all` stand first, as backgrounds. */
static void page_boxes_read(struct layout_reading *reading, const struct yaml_pair *pair) {
  const struct key_reader *reader = &reading->reader;
  struct layout *layout = reading->layout;
  struct box_area area = {layout->page.width, layout->page.height, 0};
  if (!pair || !keys_read(reader, pair, page_box_keys, KEY_COUNT(page_box_keys), NULL))
    return;
  const struct yaml_pair *all = keys_pair(pair->node, "all"), *first = keys_pair(pair->node, "first"),
                         *rest = keys_pair(pair->node, "rest");
  if (all)
    layout_boxes_read(reader, all, area, &layout->first, &layout->first_count);
  layout->rest_count = layout->first_count;
  layout->rest = arena_memdup(reader->arena, layout->first, layout->first_count * sizeof *layout->first);
  if (first)
    layout_boxes_read(reader, first, area, &layout->first, &layout->first_count);
  if (rest)
    layout_boxes_read(reader, rest, area, &layout->rest, &layout->rest_count);
}

static void card_read(struct layout_reading *reading, const struct yaml_node *root, const struct yaml_pair *card) {
  const struct key_reader *reader = &reading->reader;
  struct layout *layout = reading->layout;
  layout_card_read(reader, card, &layout->card);
  const struct yaml_pair *front = keys_required(reader, root, "front"), *back = keys_pair(root, "back"),
                         *sheet = keys_pair(root, "sheet");
  struct box_area area = {layout->card.width, layout->card.height, layout->card.bleed};
  if (front)
    layout_boxes_read(reader, front, area, &layout->front, &layout->front_count);
  if (back)
    layout_boxes_read(reader, back, area, &layout->back, &layout->back_count);
  reading->separator = keys_pair(root, "separator");
  if (sheet)
    layout_sheet_read(reading, sheet);
  else
    keys_check_needs(reader, root, "separator", "sheet");
}

static void flow_read(struct layout_reading *reading, const struct yaml_node *root, const struct yaml_pair *flow) {
  static const char *const of_cards[] = {"front", "back", "sheet", "separator"};
  struct layout *layout = reading->layout;
  for (size_t i = 0; i < sizeof of_cards / sizeof *of_cards; i++)
    keys_check_needs(&reading->reader, root, of_cards[i], "card");
  page_boxes_read(reading, keys_pair(root, "boxes"));
  layout_blocks_read(&reading->reader, flow, &layout->flow, &layout->flow_count);
}

static void content_read(struct layout_reading *reading, const struct yaml_node *root) {
  const struct yaml_pair *flow = keys_pair(root, "flow"), *card = keys_pair(root, "card"),
                         *mail = keys_pair(root, "mail");
  struct layout *layout = reading->layout;
  struct position at = root->source.at;
  layout->kind = card ? LAYOUT_CARD : mail && !flow ? LAYOUT_MAIL : LAYOUT_FLOW;
  if (mail)
    layout_mail_read(&reading->reader, mail, &layout->mail);
  if (flow && card)
    sink_report(reading->reader.sink, LAYOUT_TWO_KINDS, flow->key_at, "flow", NULL);
  else if (card)
    card_read(reading, root, card);
  else if (flow)
    flow_read(reading, root, flow);
  else if (!mail)
    sink_report(reading->reader.sink, LAYOUT_EMPTY, at, layout->name, NULL);
}

/* The folders of the files that were read, each once. */
static void folders_make(struct layout_reading *reading) {
  struct layout *layout = reading->layout;
  struct arena *arena = reading->reader.arena;
  size_t count = 0;
  layout->folders = arena_zalloc(arena, layout->input_count + 1, sizeof *layout->folders);
  for (size_t i = 0; i < layout->input_count; i++) {
    const char *folder = file_folder(arena, layout->inputs[i].path);
    size_t known = 0;
    while (known < count && strcmp(layout->folders[known], folder) != 0)
      known++;
    if (known == count)
      layout->folders[count++] = folder;
  }
}

struct layout *layout_read(struct arena *arena, const struct layout_path *path, const char *name,
                           const struct yaml_node *set, struct position at, struct sink *sink) {
  size_t errors = sink_count(sink, SEVERITY_ERROR);
  struct layout *layout = arena_zalloc(arena, 1, sizeof *layout);
  struct layout_reading reading = {{arena, sink, &layout->sheet_of_styles}, path, layout, NULL, 0};
  layout->name = name;
  const struct yaml_node *root = chain_read(&reading, name, at);
  if (!root)
    return NULL;
  root = set_merge(&reading, root, set);
  struct yaml_pair whole = {.key = name, .node = (struct yaml_node *)root};
  keys_read(&reading.reader, &whole, layout_keys, KEY_COUNT(layout_keys), NULL);
  styles_read(&reading, root);
  const struct yaml_pair *title = keys_pair(root, "title");
  if (title)
    key_template(&reading.reader, title, NULL, &layout->title);
  layout_page_read(&reading.reader, keys_pair(root, "page"), &layout->page);
  layout_print_read(&reading.reader, keys_pair(root, "print"), &layout->print);
  content_read(&reading, root);
  folders_make(&reading);
  return sink_count(sink, SEVERITY_ERROR) == errors ? layout : NULL;
}
