/* Markdown (GitHub's, by cmark-gfm: tables, footnotes, bare links) -> bound blocks.
 *
 * Blocks are read by recursion, which is safe because nesting is limited; their inlines in markdown_inlines.c. */
#include "compose/blocks.h"

#include "compose/markdown_reader.h"
#include "compose/markdown_style.h"
#include "compose/typographer.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

enum { DEPTH_LIMIT = 16 }; /* lists and quotations in one another; more is no text for people */

static struct markdown_block reader_block(cmark_node *node, const struct level *level) {
  return (struct markdown_block){
      .line = cmark_node_get_start_line(node), .column = cmark_node_get_start_column(node), .quotes = level->quotes};
}

/* Blocks. */

static struct bound_block *block_add(struct reader *reader, enum bound_kind kind, const struct level *level) {
  struct bound_block *block = ARENA_PUSH(reader->compose->arena, reader->items, reader->count, reader->capacity);
  *block = (struct bound_block){.kind = kind, .rule_at = reader->rule_at, .style = level->style, .left = level->left};
  return block;
}

/* A text block; the first of a list item gets its marker. */
static struct bound_block *text_add(struct reader *reader, struct level *level, const struct style *style,
                                    uint32_t node, const struct span_list *spans) {
  struct bound_block *block = block_add(reader, BOUND_TEXT, level);
  typographer_apply(reader->compose, style, spans);
  block->style = style;
  block->node = node;
  block->label = level->label;
  block->spans = spans->items;
  block->span_count = spans->count;
  level->label = NULL;
  return block;
}

/* The number in front of a note's text. */
static void note_number_add(struct reader *reader, struct level *level, struct span_list *spans) {
  if (level->note == NULL)
    return;
  struct arena *arena = reader->compose->arena;
  const char *number = arena_printf(arena, "%d", level->note->number);
  struct text_source source = {.at = reader_cursor(reader)};
  reader_span(
      reader, spans,
      (struct inline_span){
          .text = number, .length = strlen(number), .source = source, .superior = true, .node = level->note_link});
  reader_span(reader, spans,
              (struct inline_span){.text = "\u00A0", .length = 2, .source = source, .node = level->note_label});
  level->note = NULL;
}

/* Leaf blocks. */

static void text_read(struct reader *reader, cmark_node *parent, struct level *level, const struct style *style,
                      uint32_t node) {
  struct span_list spans = {0};
  struct markdown_block block = reader_block(parent, level);
  markdown_source_begin(&reader->source, &block);
  note_number_add(reader, level, &spans);
  reader_inlines(reader, parent, block, node, &spans);
  if (spans.count > 0)
    text_add(reader, level, style, node, &spans);
}

static void paragraph_read(struct reader *reader, cmark_node *node, struct level *level) {
  uint32_t made = level->tight ? level->parent : reader_node(reader, ROLE_P, level->parent);
  text_read(reader, node, level, level->style, made);
}

static void heading_read(struct reader *reader, cmark_node *node, struct level *level) {
  int rank = cmark_node_get_heading_level(node);
  uint32_t made = reader_node(reader, (enum structure_role)(ROLE_H1 + rank - 1), level->parent);
  size_t before = reader->count;
  text_read(reader, node, level, markdown_style_heading(reader->compose, level->style, rank), made);
  if (reader->count > before) {
    const struct bound_block *text = &reader->items[before];
    const struct span_list spans = {.items = text->spans, .count = text->span_count};
    spans_title(reader->compose, made, &spans, reader->rule_at);
  }
}

static void mark_plain(struct reader *reader, int from, int to) {
  for (int line = from; line >= 1 && line <= to && (size_t)line <= reader->source.line_count; line++)
    reader->is_plain[line - 1] = true;
}

/* Lines as they stand, each a span with its newline; `line` is the first one's. */
static void lines_read(struct reader *reader, cmark_node *node, int line, struct inline_span style,
                       struct span_list *spans) {
  const char *literal = arena_strdup(reader->compose->arena, cmark_node_get_literal(node));
  for (size_t length; *literal != '\0'; literal += length, line++) {
    size_t words = strcspn(literal, "\n");
    length = words + (literal[words] == '\n');
    size_t end = markdown_source_line_end(&reader->source, line), start = markdown_source_line(&reader->source, line);
    style.source = markdown_source_at(&reader->source, end - start >= words ? end - words : start);
    style.text = literal;
    style.length = literal[length] == '\0' ? words : length;
    if (style.length > 0)
      reader_span(reader, spans, style);
  }
}

static void code_read(struct reader *reader, cmark_node *node, struct level *level) {
  int length, offset, fenced, first = cmark_node_get_start_line(node);
  char fence;
  struct span_list spans = {0};
  struct markdown_block block = reader_block(node, level);
  fenced = cmark_node_get_fenced(node, &length, &offset, &fence);
  markdown_source_begin(&reader->source, &block);
  mark_plain(reader, first, cmark_node_get_end_line(node));
  note_number_add(reader, level, &spans);
  uint32_t made = reader_node(reader, ROLE_P, level->parent), code = blocks_node_add(reader->compose, ROLE_CODE, made);
  lines_read(reader, node, first + (fenced != 0), (struct inline_span){.code = true, .node = code}, &spans);
  if (spans.count > 0)
    text_add(reader, level, markdown_style_code(reader->compose, level->style), made, &spans);
}

static void html_read(struct reader *reader, cmark_node *node, struct level *level) {
  struct span_list spans = {0};
  struct markdown_block block = reader_block(node, level);
  markdown_source_begin(&reader->source, &block);
  mark_plain(reader, block.line, cmark_node_get_end_line(node));
  reader_report(reader, MARKDOWN_HTML, reader_cursor(reader), cmark_node_get_literal(node));
  note_number_add(reader, level, &spans);
  uint32_t made = reader_node(reader, ROLE_P, level->parent);
  lines_read(reader, node, block.line, (struct inline_span){.node = made}, &spans);
  text_add(reader, level, level->style, made, &spans);
}

static void rule_read(struct reader *reader, cmark_node *node, struct level *level) {
  (void)node;
  struct block *rule = arena_zalloc(reader->compose->arena, 1, sizeof *rule);
  *rule = (struct block){.kind = BLOCK_RULE, .at = reader->rule_at, .thickness = MARKDOWN_HAIRLINE};
  rule->style = markdown_style_apart(reader->compose, level->style);
  rule->length.permille = 1000;
  rule->colour = level->style->colour;
  struct bound_block *block = block_add(reader, BOUND_RULE, level);
  block->rule = rule;
  block->style = rule->style;
}

/* Containers. */

/* False, after a message, for lists and quotations that are nested too deep. */
static bool level_enter(struct reader *reader, cmark_node *node, struct level *level) {
  struct markdown_block block = reader_block(node, level);
  if (++level->depth <= DEPTH_LIMIT)
    return true;
  markdown_source_begin(&reader->source, &block);
  reader_fail(reader, MARKDOWN_DEPTH, reader_cursor(reader), "16");
  return false;
}

static const struct style *style_with_space(struct reader *reader, const struct style *style, mpt before, mpt after) {
  struct style *made = arena_memdup(reader->compose->arena, style, sizeof *made);
  made->before = before;
  made->after = after;
  return made;
}

/* Space around a list or a quotation as a whole. */
static void space_around(struct reader *reader, size_t first, const struct style *style) {
  if (reader->count == first)
    return;
  struct bound_block *top = &reader->items[first], *foot = &reader->items[reader->count - 1];
  top->style = style_with_space(reader, top->style, style->before, top->style->after);
  foot->style = style_with_space(reader, foot->style, foot->style->before, style->after);
}

static void quote_read(struct reader *reader, cmark_node *node, struct level *level) {
  struct level inner = *level;
  const struct style *style = markdown_style_find(reader->compose, "quote");
  inner.quotes++;
  if (!level_enter(reader, node, &inner))
    return;
  inner.tight = false;
  inner.parent = reader_node(reader, ROLE_BLOCKQUOTE, level->parent);
  inner.left += style == NULL ? muldiv(level->style->size, 4, 3) : 0;
  inner.style = style == NULL ? level->style : style;
  size_t first = reader->count;
  reader_blocks(reader, node, &inner);
  if (style == NULL)
    space_around(reader, first, markdown_style_apart(reader->compose, level->style));
  level->label = inner.label;
  level->note = inner.note;
}

/* How far a list's text stands to the right: room for its longest number, 4/3 em for one digit. */
static mpt list_indent(const struct style *style, cmark_node *list) {
  int digits = 1, last = cmark_node_get_list_start(list);
  if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST)
    for (cmark_node *item = cmark_node_first_child(list); item != NULL; item = cmark_node_next(item))
      last++;
  for (last--; last >= 10; last /= 10)
    digits++;
  return muldiv(style->size, 783 + 550 * digits, 1000);
}

static const char *marker_text(struct arena *arena, cmark_node *list, int number, int depth) {
  if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST)
    return depth % 2 == 1 ? "•" : "–";
  return arena_printf(arena, cmark_node_get_list_delim(list) == CMARK_PAREN_DELIM ? "%d)" : "%d.", number);
}

/* A marker that no text has taken, of an item that is empty or begins with a list, has a line of its own. */
static void marker_alone(struct reader *reader, struct level *level, const struct style *style) {
  struct span_list spans = {0};
  if (level->label == NULL)
    return;
  reader_span(
      reader, &spans,
      (struct inline_span){.text = "\u200B", .length = 3, .source = level->label->source, .node = level->parent});
  text_add(reader, level, style, level->parent, &spans);
}

static void item_read(struct reader *reader, cmark_node *item, struct level *level, const char *marker) {
  struct compose *compose = reader->compose;
  struct inline_span *label = arena_zalloc(compose->arena, 1, sizeof *label);
  uint32_t node = blocks_node_add(compose, ROLE_LI, level->parent);
  struct level inner = *level;
  struct markdown_block block = reader_block(item, level);
  markdown_source_begin(&reader->source, &block);
  *label = (struct inline_span){.text = marker, .length = strlen(marker), .source = {.at = reader_cursor(reader)}};
  label->node = blocks_node_add(compose, ROLE_LBL, node);
  inner.parent = blocks_node_add(compose, ROLE_LBODY, node);
  inner.label = label;
  reader_blocks(reader, item, &inner);
  level->note = inner.note;
  marker_alone(reader, &inner, level->style);
}

static void list_read(struct reader *reader, cmark_node *list, struct level *level) {
  struct level inner = *level;
  const struct style *style = markdown_style_list(reader->compose, level->style, false);
  size_t first = reader->count;
  int number = cmark_node_get_list_start(list);
  if (!level_enter(reader, list, &inner))
    return;
  inner.tight = cmark_node_get_list_tight(list);
  inner.style = markdown_style_list(reader->compose, level->style, inner.tight);
  inner.left += list_indent(style, list);
  inner.parent = reader_node(reader, ROLE_L, level->parent);
  if (inner.parent != NODE_ARTIFACT)
    reader->compose->list->nodes[inner.parent].ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
  inner.label = NULL;
  marker_alone(reader, level, inner.style);
  for (cmark_node *item = cmark_node_first_child(list); item != NULL; item = cmark_node_next(item))
    item_read(reader, item, &inner, marker_text(reader->compose->arena, list, number++, inner.depth));
  level->note = inner.note;
  if (inner.tight && inner.depth == 1)
    space_around(reader, first, style);
}

/* Tables. */

/* What rows of one table have in common; `styles` by column. */
struct row_form {
  bool head;
  size_t columns;
  const struct style **styles;
};

static struct row_form row_form(struct reader *reader, cmark_node *table, const struct style *base, bool head) {
  const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(table);
  struct row_form form = {.head = head, .columns = cmark_gfm_extensions_get_table_columns(table)};
  form.styles = arena_array(reader->compose->arena, form.columns, sizeof *form.styles);
  for (size_t i = 0; i < form.columns; i++)
    form.styles[i] = markdown_style_cell(reader->compose, base, head, alignments[i]);
  return form;
}

static void cell_read(struct reader *reader, cmark_node *node, const struct level *level, bool head,
                      struct bound_cell *cell) {
  struct level inner = *level;
  struct span_list spans = {0};
  struct markdown_block block = reader_block(node, level);
  block.cell = true;
  inner.label = NULL;
  inner.left = 0;
  markdown_source_begin(&reader->source, &block);
  cell->column_span = 1;
  cell->node = blocks_node_add(reader->compose, head ? ROLE_TH : ROLE_TD, level->parent);
  if (head && cell->node != NODE_ARTIFACT)
    reader->compose->list->nodes[cell->node].scope = SCOPE_COLUMN;
  uint32_t text = blocks_node_add(reader->compose, ROLE_P, cell->node);
  reader_inlines(reader, node, block, text, &spans);
  if (spans.count == 0)
    return;
  text_add(reader, &inner, level->style, text, &spans);
  cell->block_count = 1; /* taken from the end of the blocks read so far */
  cell->blocks = arena_memdup(reader->compose->arena, &reader->items[--reader->count], sizeof *cell->blocks);
}

static void row_read(struct reader *reader, cmark_node *node, const struct level *level, const struct row_form *form,
                     struct bound_row *row) {
  struct level inner = *level;
  struct markdown_block block = reader_block(node, level);
  markdown_source_begin(&reader->source, &block);
  row->at = reader_cursor(reader);
  row->node = inner.parent = blocks_node_add(reader->compose, ROLE_TR, level->parent);
  row->cells = arena_zalloc(reader->compose->arena, form->columns, sizeof *row->cells);
  for (cmark_node *cell = cmark_node_first_child(node); cell != NULL && row->cell_count < form->columns;
       cell = cmark_node_next(cell)) {
    inner.style = form->styles[row->cell_count];
    cell_read(reader, cell, &inner, form->head, &row->cells[row->cell_count++]);
  }
}

static size_t child_count(cmark_node *parent) {
  size_t count = 0;
  for (cmark_node *child = cmark_node_first_child(parent); child != NULL; child = cmark_node_next(child))
    count++;
  return count;
}

static void table_read(struct reader *reader, cmark_node *node, struct level *level) {
  struct compose *compose = reader->compose;
  struct bound_table *table = arena_zalloc(compose->arena, 1, sizeof *table);
  cmark_node *head = cmark_node_first_child(node);
  struct level inner = *level;
  const struct row_form head_form = row_form(reader, node, level->style, true);
  const struct row_form body_form = row_form(reader, node, level->style, false);
  uint32_t made = reader_node(reader, ROLE_TABLE, level->parent);
  table->column_count = head_form.columns;
  table->rule = markdown_table_rule(compose, reader->rule_at, table->column_count, level->style->colour);
  table->columns = arena_array(compose->arena, table->column_count, sizeof *table->columns);
  for (size_t i = 0; i < table->column_count; i++)
    table->columns[i] = &table->rule->columns[i];
  inner.parent = blocks_node_add(compose, ROLE_THEAD, made);
  row_read(reader, head, &inner, &head_form, &table->head);
  table->rows = arena_zalloc(compose->arena, child_count(node), sizeof *table->rows);
  inner.parent = blocks_node_add(compose, ROLE_TBODY, made);
  for (cmark_node *row = cmark_node_next(head); row != NULL; row = cmark_node_next(row))
    row_read(reader, row, &inner, &body_form, &table->rows[table->row_count++]);
  struct bound_block *block = block_add(reader, BOUND_TABLE, level);
  block->style = markdown_style_apart(reader->compose, level->style);
  block->node = made;
  block->table = table;
}

/* All blocks below a node. Kinds go by name, because extensions number theirs when they are registered. */
void reader_blocks(struct reader *reader, cmark_node *parent, struct level *level) {
  static const struct {
    const char *name;
    void (*read)(struct reader *reader, cmark_node *node, struct level *level);
  } kinds[] = {{"paragraph", paragraph_read}, {"heading", heading_read},    {"list", list_read},
               {"block_quote", quote_read},   {"code_block", code_read},    {"html_block", html_read},
               {"table", table_read},         {"thematic_break", rule_read}};
  for (cmark_node *node = cmark_node_first_child(parent); node != NULL; node = cmark_node_next(node))
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
      if (strcmp(cmark_node_get_type_string(node), kinds[i].name) == 0)
        kinds[i].read(reader, node, level);
}

/* Footnotes stand at the document's end in the order of their first marks, which is their number. */
static void notes_find(struct reader *reader, cmark_node *document) {
  size_t capacity = 0;
  for (cmark_node *node = cmark_node_first_child(document); node != NULL; node = cmark_node_next(node)) {
    if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION)
      continue;
    *ARENA_PUSH(reader->compose->arena, reader->definitions, reader->note_count, capacity) = node;
    mark_plain(reader, cmark_node_get_start_line(node), cmark_node_get_start_line(node));
  }
  reader->notes = arena_zalloc(reader->compose->arena, reader->note_count, sizeof *reader->notes);
}

/* cmark drops a footnote without a mark; on paper it would be missing without a word. */
static void notes_check(struct reader *reader) {
  for (size_t i = 0; i < reader->source.line_count; i++) {
    size_t at = reader->source.lines[i], end = markdown_source_line_end(&reader->source, (int)i + 1);
    while (at < end && reader->source.text[at] == ' ')
      at++;
    const char *label = reader->source.text + at, *close = memchr(label, ']', end - at);
    if (reader->is_plain[i] || at - reader->source.lines[i] > 3 || close == NULL || strncmp(label, "[^", 2) != 0 ||
        close[1] != ':')
      continue;
    reader_report(reader, MARKDOWN_NOTE_UNUSED, reader_at(reader, at),
                  arena_strndup(reader->compose->arena, label, (size_t)(close + 1 - label)));
  }
}

/* The tree; released with cmark_node_free. */
static cmark_node *document_parse(const struct markdown_source *source) {
  static const char *const extensions[] = {"table", "autolink"};
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_SOURCEPOS);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
  cmark_parser_feed(parser, source->text, source->length);
  cmark_node *document = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  return document;
}

static const char *common_language(const struct bound_text *text) {
  const char *language = text->count > 0 ? text->pieces[0].language : NULL;
  for (size_t i = 1; language != NULL && i < text->count; i++)
    if (text->pieces[i].language == NULL || strcmp(text->pieces[i].language, language) != 0)
      return NULL;
  return language;
}

/* cmark compares the brackets of a paragraph with each other: a hostile one of a megabyte takes a minute. Whatever
 * stands between empty lines counts, so that nothing has to be parsed for it. */
static bool paragraphs_check(struct reader *reader) {
  enum { LIMIT = 100 * 1000 /* bytes, fifteen pages */ };
  const struct markdown_source *source = &reader->source;
  size_t begin = 0;
  for (size_t i = 0; i < source->line_count; i++) {
    size_t at = source->lines[i], end = markdown_source_line_end(source, (int)i + 1);
    if (strspn(source->text + at, " \t\r\n") >= end - at) {
      begin = end;
    } else if (end - begin > LIMIT) {
      reader_fail(reader, MARKDOWN_PARAGRAPH_LONG, reader_at(reader, begin), "100");
      return false;
    }
  }
  return true;
}

bool markdown_bind(struct compose *compose, const struct bound_text *text, struct position rule_at,
                   const struct style *style, uint32_t parent, struct bound_block **out, size_t *out_count) {
  struct reader reader = {.compose = compose, .rule_at = rule_at, .root = parent, .base = style};
  struct level level = {.style = style, .parent = parent};
  reader.language = common_language(text);
  markdown_source_open(&reader.source, compose->arena, text);
  reader.is_plain = arena_zalloc(compose->arena, reader.source.line_count, sizeof *reader.is_plain);
  if (!paragraphs_check(&reader))
    return false;
  cmark_node *document = document_parse(&reader.source);
  notes_find(&reader, document);
  reader_blocks(&reader, document, &level);
  notes_check(&reader);
  cmark_node_free(document);
  *out = reader.items;
  *out_count = reader.count;
  return !reader.failed;
}
