/* Styles: the table of their keys, inheritance, defaults. */
#include "input/style.h"

#include "input/keys.h"
#include "input/near.h"

#include <string.h>

const struct style style_root = {
    .name = "",
    .font = "serif",
    .size = 10500,
    .leading = 13650,
    .colour = {.space = COLOUR_GRAY},
    .expansion = 20,
    .widows = 2,
    .orphans = 2,
    .typography = true,
};

/* A style being read: lengths that depend on its size wait until the whole style is known. */
struct style_draft {
  struct style style;
  struct length size, leading, tracking, expansion;
};

/* Marks a length that was not given; no length_parse result has it. */
static const struct length not_given = {.absolute = INT32_MIN, .permille = INT32_MIN};

static bool is_given(struct length length) {
  return length.absolute != not_given.absolute;
}

static const struct key_choice weights[] = {{"regular", false}, {"bold", true}, {NULL, 0}};
static const struct key_choice slants[] = {{"upright", false}, {"italic", true}, {NULL, 0}};
static const struct key_choice cases[] = {
    {"as-written", CASE_AS_WRITTEN},
    {"upper", CASE_UPPER},
    {"small-capitals", CASE_SMALL_CAPITALS},
    {NULL, 0},
};
static const struct key_choice figures[] = {
    {"default", FIGURES_DEFAULT},
    {"tabular", FIGURES_TABULAR},
    {"proportional", FIGURES_PROPORTIONAL},
    {NULL, 0},
};
enum { LINES_LIMIT = 20 }; /* of widows and orphans: more would leave pages empty */

#define FIELD(member) offsetof(struct style_draft, member)
static const struct key style_keys[] = {
    {.name = "extends"},
    {.name = "font", .read = key_text, .offset = FIELD(style.font)},
    {.name = "weight", .read = key_choice_flag, .offset = FIELD(style.bold), .choices = weights},
    {.name = "slant", .read = key_choice_flag, .offset = FIELD(style.italic), .choices = slants},
    {.name = "size", .read = key_length, .offset = FIELD(size)},
    {.name = "leading", .read = key_length, .offset = FIELD(leading)},
    {.name = "tracking", .read = key_length, .offset = FIELD(tracking), .minimum = -1},
    {.name = "colour", .read = key_colour, .offset = FIELD(style.colour)},
    {.name = "align", .read = key_choice, .offset = FIELD(style.align), .choices = key_alignments},
    {.name = "hyphenate", .read = key_flag, .offset = FIELD(style.hyphenate)},
    {.name = "expansion", .read = key_length, .offset = FIELD(expansion)},
    {.name = "hang", .read = key_flag, .offset = FIELD(style.hang)},
    {.name = "typography", .read = key_flag, .offset = FIELD(style.typography)},
    {.name = "balance", .read = key_flag, .offset = FIELD(style.balance)},
    {.name = "case", .read = key_choice, .offset = FIELD(style.letter_case), .choices = cases},
    {.name = "figures", .read = key_choice, .offset = FIELD(style.figures), .choices = figures},
    {.name = "indent", .read = key_mpt, .offset = FIELD(style.indent), .minimum = -1},
    {.name = "left", .read = key_mpt, .offset = FIELD(style.left), .minimum = -1},
    {.name = "right", .read = key_mpt, .offset = FIELD(style.right), .minimum = -1},
    {.name = "before", .read = key_mpt, .offset = FIELD(style.before)},
    {.name = "after", .read = key_mpt, .offset = FIELD(style.after)},
    {.name = "widows", .read = key_integer, .offset = FIELD(style.widows), .minimum = 1, .maximum = LINES_LIMIT},
    {.name = "orphans", .read = key_integer, .offset = FIELD(style.orphans), .minimum = 1, .maximum = LINES_LIMIT},
    {.name = "keep", .read = key_keep, .offset = FIELD(style.keep)},
    {.name = "underline", .read = key_flag, .offset = FIELD(style.underline)},
    {.name = "language", .read = key_language, .offset = FIELD(style.language)},
};
#undef FIELD
enum { STYLE_KEY_COUNT = sizeof style_keys / sizeof *style_keys };

/* Styles on their way from the tree to the sheet. */
struct style_reading {
  struct key_reader reader;
  const struct yaml_node *node; /* `styles:` */
  struct style_sheet *sheet;
  enum { STYLE_WAITS, STYLE_IN_WORK, STYLE_DONE } * states; /* of the styles of that index */
};

enum { SIZE_MINIMUM = 1000, SIZE_MAXIMUM = 1000000 }; /* of type and leading: 1 pt to 1000 pt */

/* Reports a size that no type has, named by `key`; *value is then what it was before. */
static void size_check(const struct style_reading *reading, const struct yaml_pair *pair, const char *key, mpt *value,
                       mpt before) {
  if (*value >= SIZE_MINIMUM && *value <= SIZE_MAXIMUM)
    return;
  const struct yaml_node *node = keys_pair(pair->node, key)->node;
  sink_report(reading->reader.sink, LENGTH_OUT_OF_RANGE, node->source.at, node->text, key, "1pt", "1000pt", NULL);
  *value = before;
}

/* Wider or narrower letters than these would be seen. */
static void expansion_settle(const struct style_reading *reading, const struct yaml_pair *pair,
                             const struct style_draft *draft, struct style *style) {
  enum { MOST = 50 };
  const struct yaml_node *node = keys_pair(pair->node, "expansion")->node;
  if (draft->expansion.absolute == 0 && draft->expansion.permille >= 0 && draft->expansion.permille <= MOST)
    style->expansion = draft->expansion.permille;
  else
    sink_report(reading->reader.sink, LENGTH_OUT_OF_RANGE, node->source.at, node->text, "expansion", "0%", "5%", NULL);
}

/* Shares: size is of the inherited one, leading of the size, tracking of the em. */
static void style_settle(const struct style_reading *reading, const struct yaml_pair *pair, struct style_draft *draft) {
  struct style *style = &draft->style;
  mpt size = style->size, leading = style->leading;
  if (is_given(draft->size)) {
    style->size = length_of(draft->size, size);
    size_check(reading, pair, "size", &style->size, size);
  }
  if (is_given(draft->leading)) {
    style->leading = length_of(draft->leading, style->size);
    size_check(reading, pair, "leading", &style->leading, leading);
  } else {
    style->leading = muldiv(leading, style->size, size);
    if (style->leading > SIZE_MAXIMUM)
      style->leading = SIZE_MAXIMUM;
  }
  if (is_given(draft->tracking))
    style->tracking = draft->tracking.permille + muldiv(draft->tracking.absolute, 1000, style->size);
  if (is_given(draft->expansion))
    expansion_settle(reading, pair, draft, style);
}

static size_t style_index(const struct style_reading *reading, const char *name) {
  size_t index = 0;
  while (index < reading->node->count && strcmp(reading->node->pairs[index].key, name) != 0)
    index++;
  return index;
}

static const char *style_pair_name(const void *self, size_t index) {
  return ((const struct yaml_node *)self)->pairs[index].key;
}

/* The index of the style that style `index` starts from; the count of styles: from the root. */
static size_t style_parent(const struct style_reading *reading, size_t index) {
  const struct yaml_pair *pair = &reading->node->pairs[index], *extends = keys_pair(pair->node, "extends");
  size_t count = reading->node->count;
  if (!extends) {
    size_t body = style_index(reading, "body");
    return body == index ? count : body;
  }
  if (!key_is_text(&reading->reader, extends))
    return count;
  size_t parent = style_index(reading, extends->node->text);
  struct position at = extends->node->source.at;
  if (parent == count)
    near_note(sink_report(reading->reader.sink, STYLE_UNKNOWN, at, key_clip(reading->reader.arena, extends->node->text),
                          NULL),
              at, near_name(extends->node->text, count, style_pair_name, reading->node));
  return parent;
}

static void style_resolve(struct style_reading *reading, size_t index) {
  const struct yaml_pair *pair = &reading->node->pairs[index];
  if (reading->states[index] == STYLE_IN_WORK)
    sink_report(reading->reader.sink, STYLE_CYCLE, pair->key_at, pair->key, NULL);
  if (reading->states[index] != STYLE_WAITS)
    return;
  reading->states[index] = STYLE_IN_WORK;
  struct style_draft draft = {style_root, not_given, not_given, not_given, not_given};
  size_t parent = style_parent(reading, index);
  if (parent < reading->node->count) {
    style_resolve(reading, parent);
    if (reading->states[parent] == STYLE_DONE)
      draft.style = reading->sheet->styles[parent];
  }
  draft.style.name = pair->key;
  draft.style.at = pair->key_at;
  if (!yaml_is_null(pair->node) && keys_read(&reading->reader, pair, style_keys, STYLE_KEY_COUNT, &draft))
    style_settle(reading, pair, &draft);
  reading->sheet->styles[index] = draft.style;
  reading->states[index] = STYLE_DONE;
}

static bool count_check(const struct yaml_node *node, const char *name, const struct key_reader *reader) {
  if (!node)
    return false;
  struct yaml_pair pair = {.key = name, .node = (struct yaml_node *)node};
  if (!key_is_map(reader, &pair))
    return false;
  if (node->count <= STYLE_LIMIT)
    return true;
  sink_report(reader->sink, KEY_TOO_MANY, node->source.at, name, arena_printf(reader->arena, "%d", STYLE_LIMIT), NULL);
  return false;
}

bool style_sheet_read(struct arena *arena, const struct yaml_node *styles, const struct yaml_node *colours,
                      struct sink *sink, struct style_sheet *out) {
  size_t errors = sink_count(sink, SEVERITY_ERROR);
  struct style_reading reading = {.reader = {arena, sink, out}, .node = styles, .sheet = out};
  *out = (struct style_sheet){0};
  if (count_check(colours, "colours", &reading.reader))
    colours_define(arena, colours, sink, out);
  if (count_check(styles, "styles", &reading.reader)) {
    out->styles = arena_zalloc(arena, styles->count, sizeof *out->styles);
    reading.states = arena_zalloc(arena, styles->count, sizeof *reading.states);
    for (size_t i = 0; i < styles->count; i++)
      style_resolve(&reading, i);
    out->count = styles->count;
  }
  return sink_count(sink, SEVERITY_ERROR) == errors;
}

const struct style *style_find(const struct style_sheet *sheet, const char *name) {
  for (size_t i = 0; i < sheet->count; i++)
    if (strcmp(sheet->styles[i].name, name) == 0)
      return &sheet->styles[i];
  return NULL;
}

const struct style *style_default(const struct style_sheet *sheet, const char *name) {
  const struct style *style = name ? style_find(sheet, name) : NULL;
  if (!style)
    style = style_find(sheet, "body");
  return style ? style : &style_root;
}
