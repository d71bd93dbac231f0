/* Blocks of a flow: text, Markdown, tables, pictures, rules, spaces, breaks and groups of them. */
#include "input/layout_parts.h"

/* A block being read: what must wait until all of its keys are known. */
struct block_draft {
  struct block block;
  struct length rule_length;
  int align; /* enum alignment; -1: not given */
};

static const struct key_choice block_kinds[] = {
    {"text", BLOCK_TEXT},   {"markdown", BLOCK_MARKDOWN}, {"table", BLOCK_TABLE},
    {"image", BLOCK_IMAGE}, {"rule", BLOCK_RULE},         {"space", BLOCK_SPACE},
    {"break", BLOCK_BREAK}, {"flow", BLOCK_GROUP},        {NULL, 0},
};

static const struct key_choice breaks[] = {{"page", false}, {"column", true}, {NULL, 0}};

KEY_READER(key_blocks) {
  (void)key;
  struct block *group = field;
  layout_blocks_read(reader, pair, &group->blocks, &group->block_count);
}

#define FIELD(member) offsetof(struct block_draft, member)
#define FOR(kind) (1u << (kind))
static const struct key block_keys[] = {
    {.name = "text", .read = key_template, .offset = FIELD(block.text)},
    {.name = "markdown", .read = key_template, .offset = FIELD(block.text)},
    {.name = "table"},
    {.name = "image", .read = key_template, .offset = FIELD(block.text)},
    {.name = "rule", .read = key_mpt, .offset = FIELD(block.thickness)},
    {.name = "space", .read = key_length, .offset = FIELD(block.length)},
    {.name = "break", .read = key_choice_flag, .offset = FIELD(block.column_break), .choices = breaks},
    {.name = "flow", .read = key_blocks, .offset = FIELD(block)},
    {.name = "style",
     .read = key_style,
     .offset = FIELD(block.style),
     .kinds = ~(FOR(BLOCK_SPACE) | FOR(BLOCK_BREAK) | FOR(BLOCK_GROUP))},
    {.name = "role", .read = key_role, .offset = FIELD(block.role), .kinds = ~(FOR(BLOCK_SPACE) | FOR(BLOCK_BREAK))},
    {.name = "when", .read = key_expression, .offset = FIELD(block.when)},
    {.name = "each", .read = key_expression, .offset = FIELD(block.each)},
    {.name = "as", .read = key_identifier, .offset = FIELD(block.as)},
    {.name = "alt", .read = key_template, .offset = FIELD(block.alt), .kinds = FOR(BLOCK_IMAGE)},
    {.name = "link", .read = key_template, .offset = FIELD(block.link), .kinds = FOR(BLOCK_TEXT) | FOR(BLOCK_IMAGE)},
    {.name = "width", .read = key_length, .offset = FIELD(block.width), .kinds = FOR(BLOCK_IMAGE)},
    {.name = "height", .read = key_length, .offset = FIELD(block.height), .kinds = FOR(BLOCK_IMAGE)},
    {.name = "align",
     .read = key_choice,
     .offset = FIELD(align),
     .choices = key_alignments,
     .kinds = FOR(BLOCK_TEXT) | FOR(BLOCK_MARKDOWN) | FOR(BLOCK_IMAGE) | FOR(BLOCK_RULE)},
    {.name = "colour", .read = key_colour, .offset = FIELD(block.colour), .kinds = FOR(BLOCK_RULE)},
    {.name = "length", .read = key_length, .offset = FIELD(rule_length), .kinds = FOR(BLOCK_RULE)},
    {.name = "keep", .read = key_keep, .offset = FIELD(block.keep), .kinds = ~(FOR(BLOCK_SPACE) | FOR(BLOCK_BREAK))},
};
#undef FIELD

const struct style *layout_style_aligned(struct arena *arena, const struct style *style, int align) {
  if (align < 0 || style->align == (enum alignment)align)
    return style;
  struct style *copy = arena_memdup(arena, style, sizeof *style);
  copy->align = (enum alignment)align;
  return copy;
}

static const struct style *style_kept(struct arena *arena, const struct style *style, int keep) {
  struct style *copy = arena_memdup(arena, style, sizeof *style);
  copy->keep |= keep;
  return copy;
}

/* What the kind decides: the table, and what is used where nothing was given. */
static void block_settle(const struct key_reader *reader, const struct yaml_pair *kind, struct block_draft *draft) {
  struct block *block = &draft->block;
  if (block->kind == BLOCK_TABLE)
    block->table = layout_table_read(reader, kind, block->style);
  if (block->kind == BLOCK_RULE)
    block->length = draft->rule_length;
  if (!block->style)
    block->style = style_default(reader->sheet, NULL);
  if (block->kind == BLOCK_TEXT || block->kind == BLOCK_MARKDOWN)
    block->style = layout_style_aligned(reader->arena, block->style, draft->align);
  else if (draft->align >= 0)
    block->align = (enum alignment)draft->align;
  if (block->kind != BLOCK_GROUP && block->keep)
    block->style = style_kept(reader->arena, block->style, block->keep);
}

static void block_read(const struct key_reader *reader, const struct yaml_pair *item, struct block *out) {
  struct block_draft draft = {.align = -1};
  int kind = BLOCK_TEXT;
  draft.block.at = item->node->source.at;
  draft.rule_length = (struct length){.permille = 1000};
  draft.block.colour = style_root.colour;
  if (keys_read(reader, item, block_keys, KEY_COUNT(block_keys), &draft)) {
    const struct yaml_pair *pair = keys_kind(reader, item, block_kinds, &kind);
    draft.block.kind = (enum block_kind)kind;
    keys_check_needs(reader, item->node, "as", "each");
    if (pair) {
      keys_check_effect(reader, item, block_keys, KEY_COUNT(block_keys), kind, pair->key);
      block_settle(reader, pair, &draft);
    }
  }
  *out = draft.block;
}

void layout_blocks_read(const struct key_reader *reader, const struct yaml_pair *pair, struct block **blocks,
                        size_t *count) {
  if (!key_is_list(reader, pair))
    return;
  *count = pair->node->count;
  *blocks = arena_zalloc(reader->arena, *count, sizeof **blocks);
  for (size_t i = 0; i < *count; i++) {
    struct yaml_pair item = key_item(pair, i);
    block_read(reader, &item, &(*blocks)[i]);
  }
}
