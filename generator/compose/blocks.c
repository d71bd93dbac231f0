/* Layout blocks, bound: what of the event they show, in which order, under which structure nodes.
 *
 * Nodes are made as blocks are met, so that they stand in reading order. */
#include "compose/blocks.h"

#include "compose/pictures.h"
#include "compose/spans.h"
#include "compose/typographer.h"

#include <string.h>

/* What the functions below share: where results go and where nodes hang. */
struct binding {
  struct compose *compose;
  const struct scope *scope;
  uint32_t parent;
  struct bound_block *items;
  size_t count, capacity;
};

uint32_t blocks_node_add(struct compose *compose, enum structure_role role, uint32_t parent) {
  return parent == NODE_ARTIFACT ? NODE_ARTIFACT : structure_node_add(compose->arena, compose->list, role, parent);
}

static struct bound_block *binding_add(struct binding *binding, enum bound_kind kind, const struct block *block) {
  struct bound_block *bound = ARENA_PUSH(binding->compose->arena, binding->items, binding->count, binding->capacity);
  *bound = (struct bound_block){.kind = kind, .rule = block, .rule_at = block->at, .style = block->style};
  return bound;
}

static uint32_t node_add(struct binding *binding, const struct block *block, enum structure_role usual) {
  enum structure_role role = block->role == ROLE_DEFAULT ? usual : block->role;
  if (role == ROLE_ARTIFACT || binding->parent == NODE_ARTIFACT)
    return NODE_ARTIFACT;
  struct compose *compose = binding->compose;
  uint32_t node = structure_node_add(compose->arena, compose->list, role, binding->parent);
  if (block->style != NULL)
    compose->list->nodes[node].language = block->style->language;
  return node;
}

static bool bind_text(struct binding *binding, const struct block *block) {
  struct compose *compose = binding->compose;
  struct bound_text text;
  struct span_list spans;
  if (!bind_local(&compose->binder, binding->scope, &block->text, &text))
    return false;
  if (!spans_has_text(&text))
    return true;
  const char *link = spans_link(compose, binding->scope, &block->link);
  if (link == NULL)
    return false;
  struct bound_block *bound = binding_add(binding, BOUND_TEXT, block);
  bound->node = node_add(binding, block, ROLE_P);
  spans_bind(compose, &text, bound->node, *link == '\0' ? NULL : link, &spans);
  typographer_apply(compose, block->style, &spans);
  bound->spans = spans.items;
  bound->span_count = spans.count;
  spans_title(compose, bound->node, &spans, block->at);
  return true;
}

static bool bind_markdown(struct binding *binding, const struct block *block) {
  struct compose *compose = binding->compose;
  struct bound_text text;
  struct bound_block *made;
  size_t count;
  if (!bind_local(&compose->binder, binding->scope, &block->text, &text))
    return false;
  uint32_t parent = binding->parent;
  if (block->role != ROLE_DEFAULT && spans_has_text(&text))
    parent = node_add(binding, block, ROLE_DIV);
  if (!markdown_bind(compose, &text, block->at, block->style, parent, &made, &count))
    return false;
  for (size_t i = 0; i < count; i++)
    *ARENA_PUSH(compose->arena, binding->items, binding->count, binding->capacity) = made[i];
  return true;
}

void blocks_figure_set(struct compose *compose, uint32_t node, const struct figure_text *text) {
  if (node == NODE_ARTIFACT)
    return;
  struct structure_node *figure = &compose->list->nodes[node];
  figure->alt = *text->alt != '\0' ? text->alt : NULL;
  figure->at = text->at;
  figure->rule = text->rule;
}

static bool bind_image(struct binding *binding, const struct block *block) {
  struct compose *compose = binding->compose;
  struct text_source source;
  const char *name = bind_string(&compose->binder, binding->scope, &block->text, &source);
  const char *alt = bind_string(&compose->binder, binding->scope, &block->alt, NULL);
  const char *link = spans_link(compose, binding->scope, &block->link);
  if (name == NULL || alt == NULL || link == NULL)
    return false;
  if (*name == '\0')
    return true;
  const struct picture *picture = pictures_find(compose, name, source.at);
  if (picture == NULL)
    return false;
  struct bound_block *bound = binding_add(binding, BOUND_IMAGE, block);
  bound->picture = picture;
  bound->picture_at = source.at;
  struct binding inside = *binding;
  if (*link != '\0' && binding->parent != NODE_ARTIFACT && block->role != ROLE_ARTIFACT) {
    bound->link = link;
    inside.parent = structure_node_add(compose->arena, compose->list, ROLE_LINK, binding->parent);
  }
  bound->node = node_add(&inside, block, ROLE_FIGURE);
  blocks_figure_set(compose, bound->node, &(struct figure_text){typographer_alt(compose, alt), source.at, block->at});
  return true;
}

static bool bind_rule(struct binding *binding, const struct block *block) {
  binding_add(binding, BOUND_RULE, block);
  return true;
}

static bool bind_space(struct binding *binding, const struct block *block) {
  binding_add(binding, BOUND_SPACE, block);
  return true;
}

static bool bind_break(struct binding *binding, const struct block *block) {
  binding_add(binding, BOUND_BREAK, block);
  return true;
}

static bool bind_group(struct binding *binding, const struct block *block) {
  struct compose *compose = binding->compose;
  size_t nodes = compose->list->node_count;
  uint32_t parent = binding->parent;
  if (block->role != ROLE_DEFAULT)
    parent = node_add(binding, block, ROLE_DIV);
  struct bound_block *children;
  size_t count;
  if (!blocks_bind(compose, binding->scope, block->blocks, block->block_count, parent, &children, &count))
    return false;
  if (count == 0) {
    compose->list->node_count = nodes;
    return true;
  }
  struct bound_block *bound = binding_add(binding, BOUND_GROUP, block);
  bound->node = parent;
  bound->children = children;
  bound->child_count = count;
  return true;
}

/* Tables. */

struct table_items { /* what a table's rows are made of */
  const struct value **items;
  size_t count;
};

/* A table that is only a way to lay things out has no rows and cells in the structure. */
static bool table_is_structure(const struct block *block, uint32_t node) {
  return node != NODE_ARTIFACT && (block->role == ROLE_DEFAULT || block->role == ROLE_TABLE);
}

static bool items_find(const struct binding *binding, const struct table *table, struct table_items *out) {
  const struct value *list = NULL;
  struct arena *arena = binding->compose->arena;
  *out = (struct table_items){arena_zalloc(arena, 1, sizeof *out->items), table->each == NULL ? 1 : 0};
  if (table->each == NULL)
    return true;
  if (!bind_value(&binding->compose->binder, binding->scope, table->each, &list))
    return false;
  *out = (struct table_items){0};
  out->items = bind_items(arena, list, &out->count);
  return true;
}

/* An item's scope; a table without `each` has one row in the scope around it. */
static const struct scope *row_scope(const struct binding *binding, const struct table *table, const struct value *item,
                                     struct item_scope *room) {
  return table->each == NULL ? binding->scope : bind_item(room, binding->scope, table->as, item);
}

/* *out is false when `when` holds for no row. */
static bool column_is_there(const struct binding *binding, const struct table *table, const struct column *column,
                            const struct table_items *items, bool *out) {
  struct item_scope room;
  *out = column->when == NULL;
  for (size_t i = 0; !*out && i < items->count; i++) {
    const struct scope *scope = row_scope(binding, table, items->items[i], &room);
    if (!bind_when(&binding->compose->binder, scope, column->when, out))
      return false;
  }
  return true;
}

static bool columns_find(const struct binding *binding, const struct table *table, const struct table_items *items,
                         struct bound_table *out) {
  bool made = true, there;
  out->columns = arena_array(binding->compose->arena, table->column_count, sizeof *out->columns);
  for (size_t i = 0; i < table->column_count; i++) {
    made &= column_is_there(binding, table, &table->columns[i], items, &there);
    if (there)
      out->columns[out->column_count++] = &table->columns[i];
  }
  return made;
}

/* The head's own style, else that of its column's first text in bold. */
static const struct style *head_style(struct compose *compose, const struct column *column) {
  const struct style *style = column->head_style;
  if (style == NULL)
    style = style_find(&compose->layout->sheet_of_styles, "table-head");
  if (style != NULL)
    return style;
  const struct style *base = column->cell_count > 0 && column->cell[0].style != NULL ? column->cell[0].style : NULL;
  struct style *bold = arena_memdup(compose->arena, base == NULL ? &style_root : base, sizeof *bold);
  bold->bold = true;
  return bold;
}

static bool head_cell(struct binding *binding, const struct column *column, uint32_t row, struct bound_cell *cell) {
  struct compose *compose = binding->compose;
  struct block *block = arena_zalloc(compose->arena, 1, sizeof *block);
  *block = (struct block){.kind = BLOCK_TEXT, .at = column->at, .style = head_style(compose, column)};
  block->text = column->head;
  cell->column_span = 1;
  cell->node = blocks_node_add(compose, ROLE_TH, row);
  if (cell->node != NODE_ARTIFACT)
    compose->list->nodes[cell->node].scope = SCOPE_COLUMN;
  return blocks_bind(compose, binding->scope, block, 1, cell->node, &cell->blocks, &cell->block_count);
}

static bool table_has_head(const struct table *table, const struct bound_table *bound) {
  for (size_t i = 0; table->head != HEAD_NONE && i < bound->column_count; i++)
    if (bound->columns[i]->head.count > 0)
      return true;
  return false;
}

static bool bind_head(struct binding *binding, uint32_t node, struct bound_table *out) {
  struct compose *compose = binding->compose;
  bool made = true;
  out->head.node = blocks_node_add(compose, ROLE_TR, blocks_node_add(compose, ROLE_THEAD, node));
  out->head.at = out->rule->at;
  out->head.cell_count = out->column_count;
  out->head.cells = arena_zalloc(compose->arena, out->column_count, sizeof *out->head.cells);
  for (size_t i = 0; i < out->column_count; i++)
    made &= head_cell(binding, out->columns[i], out->head.node, &out->head.cells[i]);
  return made;
}

/* `parent`: where the row's node hangs, or of a table without rows in the structure, its content. */
static bool bind_row(struct compose *compose, const struct scope *scope, const struct bound_table *table,
                     uint32_t parent, bool is_structure, struct bound_row *row) {
  bool made = true;
  row->node = is_structure ? blocks_node_add(compose, ROLE_TR, parent) : parent;
  row->cell_count = table->column_count;
  row->cells = arena_zalloc(compose->arena, table->column_count, sizeof *row->cells);
  for (size_t i = 0; i < table->column_count; i++) {
    const struct column *column = table->columns[i];
    struct bound_cell *cell = &row->cells[i];
    cell->column_span = 1;
    cell->node = is_structure ? blocks_node_add(compose, ROLE_TD, row->node) : parent;
    made &=
        blocks_bind(compose, scope, column->cell, column->cell_count, cell->node, &cell->blocks, &cell->block_count);
  }
  return made;
}

static bool bind_rows(struct binding *binding, const struct table_items *items, uint32_t node, bool is_structure,
                      struct bound_table *out) {
  struct compose *compose = binding->compose;
  bool made = true;
  uint32_t parent = is_structure ? blocks_node_add(compose, ROLE_TBODY, node) : node;
  out->rows = arena_zalloc(compose->arena, items->count, sizeof *out->rows);
  out->row_count = items->count;
  for (size_t i = 0; i < items->count; i++) {
    struct item_scope room;
    const struct scope *scope = row_scope(binding, out->rule, items->items[i], &room);
    out->rows[i].at = items->items[i] != NULL ? items->items[i]->source.at : out->rule->at;
    made &= bind_row(compose, scope, out, parent, is_structure, &out->rows[i]);
  }
  return made;
}

static bool bind_table(struct binding *binding, const struct block *block) {
  struct compose *compose = binding->compose;
  struct bound_table *table = arena_zalloc(compose->arena, 1, sizeof *table);
  struct table_items items;
  table->rule = block->table;
  if (!items_find(binding, block->table, &items) || !columns_find(binding, block->table, &items, table))
    return false;
  if (items.count == 0 || table->column_count == 0)
    return true;
  uint32_t node = node_add(binding, block, ROLE_TABLE);
  bool is_structure = table_is_structure(block, node), made = true;
  if (table_has_head(block->table, table))
    made = bind_head(binding, is_structure ? node : NODE_ARTIFACT, table);
  made &= bind_rows(binding, &items, node, is_structure, table);
  struct bound_block *bound = binding_add(binding, BOUND_TABLE, block);
  bound->node = node;
  bound->table = table;
  return made;
}

/* One block, repeated or not. */

static bool (*const kinds[])(struct binding *binding, const struct block *block) = {
    [BLOCK_TEXT] = bind_text, [BLOCK_MARKDOWN] = bind_markdown, [BLOCK_TABLE] = bind_table, [BLOCK_IMAGE] = bind_image,
    [BLOCK_RULE] = bind_rule, [BLOCK_SPACE] = bind_space,       [BLOCK_BREAK] = bind_break, [BLOCK_GROUP] = bind_group,
};

/* `when` is asked in the scope of the item, so that it can choose among items. */
static bool block_bind_once(struct binding *binding, const struct block *block) {
  bool holds;
  if (!bind_when(&binding->compose->binder, binding->scope, block->when, &holds))
    return false;
  return !holds || kinds[block->kind](binding, block);
}

static bool block_bind(struct binding *binding, const struct block *block) {
  const struct value *list;
  const struct scope *outer = binding->scope;
  bool made = true;
  size_t count;
  if (block->each == NULL)
    return block_bind_once(binding, block);
  if (!bind_value(&binding->compose->binder, outer, block->each, &list))
    return false;
  const struct value **items = bind_items(binding->compose->arena, list, &count);
  for (size_t i = 0; i < count; i++) {
    struct item_scope room;
    binding->scope = bind_item(&room, outer, block->as, items[i]);
    made &= block_bind_once(binding, block);
  }
  binding->scope = outer;
  return made;
}

bool blocks_bind(struct compose *compose, const struct scope *scope, const struct block *blocks, size_t count,
                 uint32_t parent, struct bound_block **out, size_t *out_count) {
  struct binding binding = {.compose = compose, .scope = scope, .parent = parent};
  bool made = true;
  for (size_t i = 0; i < count; i++)
    made &= block_bind(&binding, &blocks[i]);
  *out = binding.items;
  *out_count = binding.count;
  return made;
}
