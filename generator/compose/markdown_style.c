/* Styles for what Markdown knows and the layout may leave open: each is made from that of the paragraphs. */
#include "compose/markdown_style.h"

enum {
  TABLE_GAP = 14173,    /* 5 mm, as in a layout's tables */
  TABLE_PADDING = 2000, /* 2 pt above and below a row */
};

static struct style *style_copy(const struct compose *compose, const struct style *style) {
  return arena_memdup(compose->arena, style, sizeof *style);
}

const struct style *markdown_style_find(const struct compose *compose, const char *name) {
  return style_find(&compose->layout->sheet_of_styles, name);
}

/* A style that the layout does not define for what stands apart from the paragraphs: half a line of space. */
struct style *markdown_style_apart(const struct compose *compose, const struct style *base) {
  struct style *made = style_copy(compose, base);
  made->indent = 0;
  made->before = base->before > base->leading / 2 ? base->before : base->leading / 2;
  made->after = base->after > base->leading / 2 ? base->after : base->leading / 2;
  return made;
}

const struct style *markdown_style_heading(const struct compose *compose, const struct style *base, int rank) {
  const char name[] = {'h', (char)('0' + rank), '\0'};
  const struct style *style = markdown_style_find(compose, name);
  if (style != NULL)
    return style;
  struct style *made = markdown_style_apart(compose, base);
  made->bold = true;
  made->hyphenate = false;
  made->after = base->after;
  made->align = base->align == ALIGN_JUSTIFY ? ALIGN_LEFT : base->align;
  made->keep |= KEEP_NEXT;
  return made;
}

const struct style *markdown_style_note(const struct compose *compose, const struct style *base) {
  const struct style *style = markdown_style_find(compose, "note");
  if (style != NULL)
    return style;
  struct style *made = style_copy(compose, base);
  made->size = muldiv(base->size, 4, 5);
  made->leading = muldiv(base->leading, 4, 5);
  made->indent = made->before = made->after = 0;
  return made;
}

const struct style *markdown_style_code(const struct compose *compose, const struct style *base) {
  const struct style *style = markdown_style_find(compose, "code");
  if (style != NULL)
    return style;
  struct style *made = markdown_style_apart(compose, base);
  made->font = "mono";
  made->align = ALIGN_LEFT;
  made->hyphenate = false;
  return made;
}

/* The space between the items of a tight list is that between lines. */
const struct style *markdown_style_list(const struct compose *compose, const struct style *base, bool tight) {
  const struct style *named = markdown_style_find(compose, "list");
  struct style *made = style_copy(compose, named != NULL ? named : base);
  if (named == NULL)
    made->indent = 0;
  if (tight)
    made->before = made->after = 0;
  return made;
}

const struct style *markdown_style_cell(const struct compose *compose, const struct style *base, bool head,
                                        uint8_t alignment) {
  const struct style *named = markdown_style_find(compose, head ? "table-head" : "table-cell");
  struct style *made = style_copy(compose, named != NULL ? named : base);
  if (named == NULL) {
    made->align = ALIGN_LEFT;
    made->indent = made->before = made->after = 0;
    made->bold |= head;
  }
  if (alignment == 'r' || alignment == 'c')
    made->align = alignment == 'r' ? ALIGN_RIGHT : ALIGN_CENTRE;
  return made;
}

/* What a layout would say about such a table: automatic widths, hairlines, the head repeated. */
const struct table *markdown_table_rule(const struct compose *compose, struct position at, size_t columns,
                                        struct colour colour) {
  struct table *rule = arena_zalloc(compose->arena, 1, sizeof *rule);
  *rule = (struct table){.head = HEAD_REPEAT, .rows = ROWS_KEEP, .column_count = columns, .gap = TABLE_GAP};
  rule->columns = arena_zalloc(compose->arena, columns, sizeof *rule->columns);
  for (size_t i = 0; i < columns; i++)
    rule->columns[i] = (struct column){.width_kind = COLUMN_AUTO, .at = at};
  rule->padding_top = rule->padding_bottom = TABLE_PADDING;
  rule->rules = (struct rules){MARKDOWN_HAIRLINE, MARKDOWN_HAIRLINE, MARKDOWN_HAIRLINE, MARKDOWN_HAIRLINE, colour};
  rule->at = at;
  return rule;
}
