/* Set rows -> display items: fills under rules under text, the head once more where a page begins inside of a
 * table. What decorates, and every repeated head, is an artifact. */
#include "compose/table.h"

static bool head_repeats(const struct set_table *table) {
  return table->head.cell_count > 0 && table->bound->rule != NULL && table->bound->rule->head == HEAD_REPEAT;
}

static mpt padding_top(const struct set_table *table) {
  return table->bound->rule != NULL ? table->bound->rule->padding_top : 0;
}

mpt table_opening(const struct vertical *item) {
  if (item->kind != VERTICAL_ROW || item->row->head)
    return 0;
  mpt head = head_repeats(item->table) ? item->table->head.height : 0;
  return head + (item->row->first ? 0 : padding_top(item->table));
}

static void row_cells(const struct flow_pen *pen, const struct set_row *row, mpt x, mpt y) {
  for (size_t i = 0; i < row->cell_count; i++) {
    const struct set_cell *cell = &row->cells[i];
    const struct flow_part whole = {.flow = &cell->flow, .to = cell->flow.count};
    for (size_t k = cell->from; k < cell->to; k++) {
      mpt top = y + cell->y + cell->tops[k] - cell->tops[cell->from];
      flow_draw_item(pen, whole, k, x + cell->x, top);
    }
  }
}

static struct origin row_origin(const struct vertical *item) {
  struct position rule = item->table->bound->rule->at, at = item->row->bound->at;
  return (struct origin){at.file != NULL ? at : rule, rule};
}

static void row_rule(const struct flow_pen *pen, const struct vertical *item, mpt thickness, mpt x, mpt y) {
  if (thickness <= 0)
    return;
  struct display_item *rule = display_item_add(pen->compose->arena, pen->page, ITEM_RULE, NODE_ARTIFACT);
  rule->colour = item->table->bound->rule->rules.colour;
  rule->origin = row_origin(item);
  rule->rule.x1 = x;
  rule->rule.x2 = x + item->table->width;
  rule->rule.y1 = rule->rule.y2 = y;
  rule->rule.thickness = thickness;
}

static void row_zebra(const struct flow_pen *pen, const struct vertical *item, mpt x, mpt y, mpt height) {
  struct colour colour = item->table->bound->rule->zebra;
  if (item->row->head || item->row->index % 2 == 0 || colour.space == COLOUR_NONE)
    return;
  struct display_item *fill = display_item_add(pen->compose->arena, pen->page, ITEM_FILL, NODE_ARTIFACT);
  fill->colour = colour;
  fill->origin = row_origin(item);
  fill->fill = (struct rectangle){.x = x, .y = y, .width = item->table->width, .height = height};
}

/* The rule that stands above a row on its page. */
static void row_rule_above(const struct flow_pen *pen, const struct vertical *item, const struct vertical *before,
                           mpt x, mpt y) {
  const struct rules *rules = &item->table->bound->rule->rules;
  bool inside = before != NULL && before->table == item->table;
  if (!inside)
    row_rule(pen, item, rules->top, x, y);
  else if (before->row->head)
    row_rule(pen, item, rules->head, x, y);
  else if (item->row->first)
    row_rule(pen, item, rules->rows, x, y);
}

static void head_draw_again(const struct flow_pen *pen, const struct vertical *item, mpt x, mpt y) {
  const struct flow_pen artifact = {.compose = pen->compose, .page = pen->page, .artifact = true};
  const struct set_row *head = &item->table->head;
  row_rule(pen, item, item->table->bound->rule->rules.top, x, y);
  row_rule(pen, item, item->table->bound->rule->rules.head, x, y + head->height);
  row_cells(&artifact, head, x, y);
}

void table_draw_row(const struct flow_pen *pen, const struct vertical *item, const struct vertical *before,
                    const struct vertical *after, mpt x, mpt y) {
  const struct set_table *table = item->table;
  bool opens = before == NULL || before->table != table;
  bool again = opens && !item->row->head && head_repeats(table);
  mpt above = opens && !item->row->first ? padding_top(table) : 0;
  if (table->bound->rule != NULL) {
    row_zebra(pen, item, x, y - above, item->height + above);
    if (again)
      head_draw_again(pen, item, x, y - above - table->head.height);
    else
      row_rule_above(pen, item, before, x, y - above);
    if (after == NULL || after->table != table)
      row_rule(pen, item, table->bound->rule->rules.bottom, x, y + item->height);
  }
  row_cells(pen, item->row, x, y);
}
