/* Tables: columns, their widths, heads and cells, and the rules between rows. */
#include "input/layout_parts.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMN_LIMIT = 64, SHARE_MAXIMUM = 1000, GAP_DEFAULT = 14173 /* 5 mm */, PADDING_DEFAULT = 2000 };

/* A column being read. */
struct column_draft {
  struct column column;
  const struct style *style;
  struct local_template text; /* `text:` or `markdown:` */
  struct block *blocks;       /* `cell:` */
  size_t block_count;
  int align; /* enum alignment; -1: not given */
};

/* "2fr"; 0 when it is none. */
static int share_parse(const char *text) {
  char *end;
  if (*text < '1' || *text > '9')
    return 0;
  long share = strtol(text, &end, 10);
  return strcmp(end, "fr") == 0 && share <= SHARE_MAXIMUM ? (int)share : 0;
}

KEY_READER(key_column_width) {
  struct column *column = field;
  if (!key_is_text(reader, pair))
    return;
  column->share = share_parse(pair->node->text);
  if (column->share > 0)
    column->width_kind = COLUMN_SHARE;
  else if (strcmp(pair->node->text, "auto") != 0 && key_length_read(reader, pair, key, &column->width))
    column->width_kind = COLUMN_FIXED;
}

KEY_READER(key_cell) {
  (void)key;
  struct column_draft *draft = field;
  layout_blocks_read(reader, pair, &draft->blocks, &draft->block_count);
}

enum cell_kind { CELL_TEXT, CELL_MARKDOWN, CELL_BLOCKS };

static const struct key_choice cell_kinds[] = {
    {"text", CELL_TEXT}, {"markdown", CELL_MARKDOWN}, {"cell", CELL_BLOCKS}, {"flow", CELL_BLOCKS}, {NULL, 0},
};

#define FIELD(member) offsetof(struct column_draft, member)
static const struct key column_keys[] = {
    {.name = "width", .read = key_column_width, .offset = FIELD(column)},
    {.name = "head", .read = key_template, .offset = FIELD(column.head)},
    {.name = "head-style", .read = key_style, .offset = FIELD(column.head_style)},
    {.name = "text", .read = key_template, .offset = FIELD(text)},
    {.name = "markdown", .read = key_template, .offset = FIELD(text)},
    {.name = "cell", .read = key_cell},
    {.name = "flow", .read = key_cell},
    {.name = "style", .read = key_style, .offset = FIELD(style), .kinds = 1u << CELL_TEXT | 1u << CELL_MARKDOWN},
    {.name = "when", .read = key_expression, .offset = FIELD(column.when)},
    {.name = "align", .read = key_choice, .offset = FIELD(align), .choices = key_alignments},
};
#undef FIELD

static const struct key_choice heads[] = {{"repeat", HEAD_REPEAT}, {"once", HEAD_ONCE}, {"none", HEAD_NONE}, {NULL, 0}};
static const struct key_choice row_breaks[] = {{"keep", ROWS_KEEP}, {"split", ROWS_SPLIT}, {NULL, 0}};

#define FIELD(member) offsetof(struct rules, member)
static const struct key rule_keys[] = {
    {.name = "top", .read = key_mpt, .offset = FIELD(top)},
    {.name = "head", .read = key_mpt, .offset = FIELD(head)},
    {.name = "rows", .read = key_mpt, .offset = FIELD(rows)},
    {.name = "bottom", .read = key_mpt, .offset = FIELD(bottom)},
    {.name = "colour", .read = key_colour, .offset = FIELD(colour)},
};
#undef FIELD

KEY_READER(key_rules) {
  (void)key;
  keys_read(reader, pair, rule_keys, KEY_COUNT(rule_keys), field);
}

KEY_READER(key_padding) {
  mpt values[2] = {PADDING_DEFAULT, PADDING_DEFAULT};
  struct table *table = field;
  key_mpt_pair(reader, pair, key, values);
  table->padding_top = values[0];
  table->padding_bottom = values[1];
}

#define FIELD(member) offsetof(struct table, member)
static const struct key table_keys[] = {
    {.name = "each", .read = key_expression, .offset = FIELD(each)},
    {.name = "as", .read = key_identifier, .offset = FIELD(as)},
    {.name = "columns"},
    {.name = "head", .read = key_choice, .offset = FIELD(head), .choices = heads},
    {.name = "rows", .read = key_choice, .offset = FIELD(rows), .choices = row_breaks},
    {.name = "gap", .read = key_mpt, .offset = FIELD(gap)},
    {.name = "padding", .read = key_padding},
    {.name = "rules", .read = key_rules, .offset = FIELD(rules)},
    {.name = "zebra", .read = key_colour, .offset = FIELD(zebra)},
};
#undef FIELD

/* `text:` of a column as the one block of its cells. */
static const struct block *cell_block(const struct key_reader *reader, const struct yaml_pair *kind,
                                      const struct column_draft *draft, const struct style *style, int kind_value) {
  struct block *block = arena_zalloc(reader->arena, 1, sizeof *block);
  block->kind = kind_value == CELL_TEXT ? BLOCK_TEXT : BLOCK_MARKDOWN;
  block->at = kind->node->source.at;
  block->style = layout_style_aligned(reader->arena, style, draft->align);
  block->text = draft->text;
  return block;
}

/* table-head, else what cells look like, in bold. */
static const struct style *head_style(const struct key_reader *reader, const struct style *cell_style) {
  const struct style *style = style_find(reader->sheet, "table-head");
  if (style)
    return style;
  struct style *bold = arena_memdup(reader->arena, cell_style, sizeof *cell_style);
  bold->bold = true;
  return bold;
}

static void column_read(const struct key_reader *reader, const struct yaml_pair *item, const struct style *style,
                        struct column *out) {
  struct column_draft draft = {.align = -1, .style = style};
  int kind = CELL_TEXT;
  draft.column.at = item->node->source.at;
  if (!keys_read(reader, item, column_keys, KEY_COUNT(column_keys), &draft))
    return;
  const struct yaml_pair *pair = keys_kind(reader, item, cell_kinds, &kind);
  if (pair)
    keys_check_effect(reader, item, column_keys, KEY_COUNT(column_keys), kind, pair->key);
  if (pair && kind == CELL_BLOCKS) {
    draft.column.cell = draft.blocks;
    draft.column.cell_count = draft.block_count;
  } else if (pair) {
    draft.column.cell = cell_block(reader, pair, &draft, draft.style, kind);
    draft.column.cell_count = 1;
  }
  if (!draft.column.head_style)
    draft.column.head_style = head_style(reader, style);
  draft.column.head_style = layout_style_aligned(reader->arena, draft.column.head_style, draft.align);
  *out = draft.column;
}

static void columns_read(const struct key_reader *reader, const struct yaml_pair *pair, const struct style *style,
                         struct table *table) {
  if (!key_is_list_of(reader, pair, 1, COLUMN_LIMIT))
    return;
  table->column_count = pair->node->count;
  table->columns = arena_zalloc(reader->arena, table->column_count, sizeof *table->columns);
  for (size_t i = 0; i < table->column_count; i++) {
    struct yaml_pair item = key_item(pair, i);
    column_read(reader, &item, style, &table->columns[i]);
  }
}

const struct table *layout_table_read(const struct key_reader *reader, const struct yaml_pair *pair,
                                      const struct style *style) {
  struct table *table = arena_zalloc(reader->arena, 1, sizeof *table);
  table->at = pair->node->source.at;
  table->gap = GAP_DEFAULT;
  table->padding_top = table->padding_bottom = PADDING_DEFAULT;
  table->rules.colour = style_root.colour;
  if (!keys_read(reader, pair, table_keys, KEY_COUNT(table_keys), table))
    return table;
  keys_required(reader, pair->node, "each");
  const struct yaml_pair *columns = keys_required(reader, pair->node, "columns");
  if (columns)
    columns_read(reader, columns, style ? style : style_default(reader->sheet, "table-cell"), table);
  return table;
}
