/* Boxes at fixed places, of pages and of cards. */
#include "input/layout_parts.h"

#include <string.h>

/* A box being read. */
struct box_draft {
  struct box box;
  const struct yaml_pair *fit;
  struct local_template colour; /* of a rule */
  int align;                    /* enum alignment; -1: not given */
};

static const struct key_choice box_kinds[] = {
    {"text", BOX_TEXT},       {"markdown", BOX_MARKDOWN}, {"flow", BOX_FLOW}, {"image", BOX_IMAGE}, {"qr", BOX_QR},
    {"code128", BOX_CODE128}, {"fill", BOX_FILL},         {"rule", BOX_RULE}, {"slot", BOX_SLOT},   {NULL, 0},
};
static const struct key_choice vertical_alignments[] = {
    {"top", VALIGN_TOP}, {"middle", VALIGN_MIDDLE}, {"bottom", VALIGN_BOTTOM}, {"baseline", VALIGN_BASELINE}, {NULL, 0},
};
static const struct key_choice levels[] = {{"L", 'L'}, {"M", 'M'}, {"Q", 'Q'}, {"H", 'H'}, {NULL, 0}};
static const struct key_choice turns[] = {{"0", 0}, {"90", 90}, {"180", 180}, {"270", 270}, {NULL, 0}};
static const struct key_choice foci[] = {{"centre", false}, {"upper-third", true}, {NULL, 0}};
static const struct key_choice orders[] = {{"first", false}, {"last", true}, {NULL, 0}};
static const struct key_choice word_breaks[] = {
    {"none", FIT_BREAK_SPACES}, {"hyphens", FIT_BREAK_HYPHENS}, {"words", FIT_BREAK_WORDS}, {NULL, 0}};

KEY_READER(key_place) {
  if (!key_is_list_of(reader, pair, 4, 4))
    return;
  struct box *box = field;
  struct length *const parts[] = {&box->x, &box->y, &box->width, &box->height};
  for (size_t i = 0; i < 4; i++) {
    struct yaml_pair item = key_item(pair, i);
    struct key signed_key = *key;
    signed_key.minimum = i < 2 ? -1 : 0; /* a box may begin in the bleed */
    key_length_read(reader, &item, &signed_key, parts[i]);
  }
}

KEY_READER(key_step) {
  struct box *box = field;
  struct length *const parts[] = {&box->step_x, &box->step_y};
  if (!key_is_list_of(reader, pair, 2, 2))
    return;
  for (size_t i = 0; i < 2; i++) {
    struct yaml_pair item = key_item(pair, i);
    key_length_read(reader, &item, key, parts[i]);
  }
}

KEY_READER(key_level) {
  (void)key;
  int level;
  if (key_choice_read(reader, pair, levels, &level))
    *(char *)field = (char)level;
}

/* A colour, or a template that gives one when it is bound. */
KEY_READER(key_colour_template) {
  struct local_template *local = field;
  struct colour colour;
  if (!key_is_text(reader, pair))
    return;
  key_template(reader, pair, key, local);
  if (local->count == 0)
    return;
  const struct template *template = &local->entries[0].template;
  for (size_t i = 0; i < template->count; i++)
    if (template->parts[i].expression)
      return;
  colour_read(reader->sheet, pair->node, reader->sink, &colour);
}

KEY_READER(key_box_blocks) {
  (void)key;
  struct box *box = field;
  layout_blocks_read(reader, pair, &box->blocks, &box->block_count);
}

/* Read later, when the size of the style is known. */
KEY_READER(key_fit) {
  (void)reader, (void)key;
  ((struct box_draft *)field)->fit = pair;
}

#define FIELD(member) offsetof(struct box_draft, member)
#define FOR(kind) (1u << (kind))
enum { TEXTS = FOR(BOX_TEXT) | FOR(BOX_MARKDOWN), CODES = FOR(BOX_QR) | FOR(BOX_CODE128) };
static const struct key box_keys[] = {
    {.name = "box", .read = key_place, .offset = FIELD(box)},
    {.name = "text", .read = key_template, .offset = FIELD(box.text)},
    {.name = "markdown", .read = key_template, .offset = FIELD(box.text)},
    {.name = "flow", .read = key_box_blocks, .offset = FIELD(box)},
    {.name = "image", .read = key_template, .offset = FIELD(box.text)},
    {.name = "qr", .read = key_template, .offset = FIELD(box.text)},
    {.name = "code128", .read = key_template, .offset = FIELD(box.text)},
    {.name = "fill", .read = key_colour_template, .offset = FIELD(box.text)},
    {.name = "rule", .read = key_mpt, .offset = FIELD(box.thickness)},
    {.name = "slot", .read = key_mpt, .offset = FIELD(box.thickness)},
    {.name = "colour",
     .read = key_colour_template,
     .offset = FIELD(colour),
     .kinds = FOR(BOX_RULE) | FOR(BOX_SLOT) | FOR(BOX_IMAGE)},
    {.name = "else", .read = key_template, .offset = FIELD(box.instead), .kinds = FOR(BOX_IMAGE)},
    {.name = "focus",
     .read = key_choice_flag,
     .offset = FIELD(box.upper_third),
     .choices = foci,
     .kinds = FOR(BOX_IMAGE)},
    {.name = "style",
     .read = key_style,
     .offset = FIELD(box.style),
     .kinds = TEXTS | FOR(BOX_CODE128) | FOR(BOX_IMAGE)},
    {.name = "role", .read = key_role, .offset = FIELD(box.role)},
    {.name = "when", .read = key_expression, .offset = FIELD(box.when)},
    {.name = "each", .read = key_expression, .offset = FIELD(box.each)},
    {.name = "as", .read = key_identifier, .offset = FIELD(box.as)},
    {.name = "step", .read = key_step, .offset = FIELD(box), .minimum = -1},
    {.name = "alt", .read = key_template, .offset = FIELD(box.alt), .kinds = FOR(BOX_IMAGE) | CODES},
    {.name = "link", .read = key_template, .offset = FIELD(box.link), .kinds = FOR(BOX_TEXT) | FOR(BOX_IMAGE) | CODES},
    {.name = "fit", .read = key_fit, .kinds = TEXTS},
    {.name = "valign",
     .read = key_choice,
     .offset = FIELD(box.valign),
     .choices = vertical_alignments,
     .kinds = TEXTS | FOR(BOX_FLOW) | FOR(BOX_IMAGE)},
    {.name = "align",
     .read = key_choice,
     .offset = FIELD(align),
     .choices = key_alignments,
     .kinds = TEXTS | FOR(BOX_IMAGE)},
    {.name = "cover", .read = key_flag, .offset = FIELD(box.cover), .kinds = FOR(BOX_IMAGE)},
    {.name = "level", .read = key_level, .offset = FIELD(box.level), .kinds = FOR(BOX_QR)},
    {.name = "quiet", .read = key_integer, .offset = FIELD(box.quiet), .maximum = 20, .kinds = CODES},
    {.name = "caption", .read = key_flag, .offset = FIELD(box.caption), .kinds = FOR(BOX_CODE128)},
    {.name = "rotate",
     .read = key_choice,
     .offset = FIELD(box.rotate),
     .choices = turns,
     .kinds = TEXTS | FOR(BOX_FLOW) | FOR(BOX_IMAGE) | CODES},
    {.name = "order", .read = key_choice_flag, .offset = FIELD(box.last), .choices = orders},
};
#undef FIELD

enum { STEP_DEFAULT = 500, LINES_MAXIMUM = 100 };

#define FIELD(member) offsetof(struct fit, member)
static const struct key fit_keys[] = {
    {.name = "min", .read = key_mpt, .offset = FIELD(minimum)},
    {.name = "max", .read = key_mpt, .offset = FIELD(maximum)},
    {.name = "step", .read = key_mpt, .offset = FIELD(step)},
    {.name = "lines", .read = key_integer, .offset = FIELD(lines), .minimum = 1, .maximum = LINES_MAXIMUM},
    {.name = "break", .read = key_choice, .offset = FIELD(breaks), .choices = word_breaks},
    {.name = "same", .read = key_expression, .offset = FIELD(same)},
};
#undef FIELD

/* Without max the style's size is the largest, without min it is the smallest. */
static void fit_read(const struct key_reader *reader, const struct yaml_pair *pair, mpt size, struct fit *fit) {
  struct fit read = {.step = STEP_DEFAULT};
  if (!keys_read(reader, pair, fit_keys, KEY_COUNT(fit_keys), &read))
    return;
  if (read.maximum == 0)
    read.maximum = size;
  if (read.minimum == 0)
    read.minimum = size < read.maximum ? size : read.maximum;
  enum { SMALLEST_STEP = 50 }; /* 0.05 pt: finer ones only cost time */
  if (read.step < SMALLEST_STEP)
    read.step = SMALLEST_STEP;
  if (read.minimum > read.maximum)
    sink_report(reader->sink, FIT_RANGE, pair->node->source.at, NULL);
  *fit = read;
}

static void area_check(const struct key_reader *reader, struct position at, struct box_area area,
                       const struct box *box) {
  int64_t x = length_of(box->x, area.width), y = length_of(box->y, area.height);
  int64_t right = x + length_of(box->width, area.width), bottom = y + length_of(box->height, area.height);
  if (x < -area.bleed || y < -area.bleed || right > area.width + area.bleed || bottom > area.height + area.bleed)
    sink_report(reader->sink, BOX_OUTSIDE, at, NULL);
}

static void template_of(const struct key_reader *reader, const char *text, struct position at,
                        struct local_template *out) {
  struct text_source source = {.at = at, .kind = SOURCE_POINT};
  out->entries = arena_zalloc(reader->arena, 1, sizeof *out->entries);
  out->count = 1;
  template_parse(reader->arena, text, strlen(text), source, reader->sink, &out->entries[0].template);
}

/* What the kind decides, and what is used where nothing was given. */
static void code_settle(const struct key_reader *reader, struct box_draft *draft) {
  enum { QUIET_QR = 4, QUIET_CODE128 = 10 }; /* modules, as ISO/IEC 18004 and 15417 ask */
  struct box *box = &draft->box;
  if (box->quiet < 0)
    box->quiet = box->kind == BOX_CODE128 ? QUIET_CODE128 : QUIET_QR;
  if (box->kind == BOX_CODE128)
    box->style = layout_style_aligned(reader->arena, box->style, draft->align >= 0 ? draft->align : ALIGN_CENTRE);
}

static void image_settle(const struct key_reader *reader, struct box_draft *draft) {
  struct box *box = &draft->box;
  box->ground = draft->colour;
  if (box->instead.count > 0)
    box->style = layout_style_aligned(reader->arena, box->style, ALIGN_CENTRE);
}

static void box_settle(const struct key_reader *reader, struct box_draft *draft) {
  struct box *box = &draft->box;
  if (!box->style)
    box->style = style_default(reader->sheet, NULL);
  bool drawn = box->kind == BOX_RULE || box->kind == BOX_SLOT;
  if (drawn)
    box->text = draft->colour;
  if (drawn && box->text.count == 0)
    template_of(reader, "black", box->at, &box->text);
  code_settle(reader, draft);
  if (box->kind == BOX_IMAGE)
    image_settle(reader, draft);
  if (draft->fit)
    fit_read(reader, draft->fit, box->style->size, &box->fit);
  if (box->kind == BOX_TEXT || box->kind == BOX_MARKDOWN)
    box->style = layout_style_aligned(reader->arena, box->style, draft->align);
  else if (draft->align >= 0)
    box->align = (enum alignment)draft->align;
}

static void box_read(const struct key_reader *reader, const struct yaml_pair *item, struct box_area area,
                     struct box *out) {
  struct box_draft draft = {.box = {.at = item->node->source.at, .level = 'M', .quiet = -1}, .align = -1};
  int kind = BOX_TEXT;
  if (keys_read(reader, item, box_keys, KEY_COUNT(box_keys), &draft)) {
    const struct yaml_pair *pair = keys_kind(reader, item, box_kinds, &kind);
    const struct yaml_pair *place = keys_required(reader, item->node, "box");
    draft.box.kind = (enum box_kind)kind;
    keys_check_needs(reader, item->node, "as", "each");
    keys_check_needs(reader, item->node, "step", "each");
    if (pair)
      keys_check_effect(reader, item, box_keys, KEY_COUNT(box_keys), kind, pair->key);
    if (place)
      area_check(reader, place->node->source.at, area, &draft.box);
    box_settle(reader, &draft);
  }
  *out = draft.box;
}

void layout_boxes_read(const struct key_reader *reader, const struct yaml_pair *pair, struct box_area area,
                       struct box **boxes, size_t *count) {
  if (!key_is_list(reader, pair))
    return;
  size_t known = *count, added = pair->node->count;
  *boxes = arena_grow(reader->arena, *boxes, known * sizeof **boxes, (known + added) * sizeof **boxes);
  for (size_t i = 0; i < added; i++) {
    struct yaml_pair item = key_item(pair, i);
    box_read(reader, &item, area, &(*boxes)[known + i]);
  }
  *count = known + added;
}
