/* Markdown (GitHub's, by cmark-gfm: tables, footnotes, bare links) -> bound blocks.
 *
 * cmark's tree is walked twice over: blocks by recursion, which is safe because nesting is limited, and the inlines
 * of a block with cmark's iterator, because emphasis may be nested as deep as its author likes. */
#include "compose/blocks.h"

#include "compose/link.h"
#include "compose/markdown_source.h"
#include "compose/spans.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

enum {
  DEPTH_LIMIT = 16,     /* lists and quotations in one another; more is no text for people */
  CLIP_LENGTH = 40,     /* bytes of content in a message */
  TABLE_GAP = 14173,    /* 5 mm, as in a layout's tables */
  TABLE_PADDING = 2000, /* 2 pt above and below a row */
  HAIRLINE = 250        /* 0.25 pt */
};

struct reader {
  struct compose *compose;
  struct markdown_source source;
  struct position rule_at;
  const char *language; /* of all of the text, when it is not the document's */
  uint32_t root;
  const struct style *base; /* of paragraphs outside of everything */
  struct bound_block *items;
  size_t count, capacity;
  cmark_node **definitions; /* of footnotes, by number */
  struct note **notes;      /* those that are bound */
  size_t note_count;
  bool *is_plain; /* by line: nothing to look for here, it is code or the beginning of a footnote */
  bool in_note;
  bool failed;
};

/* Where in lists, quotations and notes a block stands. */
struct level {
  const struct style *style;       /* of paragraphs */
  const struct inline_span *label; /* for the first text: a list marker */
  const struct note *note;         /* for the first text: the note that it begins */
  uint32_t note_label;             /* LBL of the note */
  mpt left;
  uint32_t parent;
  int depth, quotes;
  bool tight; /* a paragraph is its list item's body itself */
};

static void blocks_read(struct reader *reader, cmark_node *parent, struct level *level);

/* Places. */

static struct markdown_block block_of(cmark_node *node, const struct level *level) {
  return (struct markdown_block){
      .line = cmark_node_get_start_line(node), .column = cmark_node_get_start_column(node), .quotes = level->quotes};
}

static struct position raw_at(struct reader *reader, size_t raw) {
  return markdown_source_at(&reader->source, raw).at;
}

static struct position cursor_at(struct reader *reader) {
  return raw_at(reader, reader->source.cursor);
}

static const char *clip(struct arena *arena, const char *text) {
  size_t length = strlen(text);
  if (length <= CLIP_LENGTH)
    return arena_strdup(arena, text);
  length = CLIP_LENGTH;
  while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
    length--;
  return arena_printf(arena, "%.*s…", (int)length, text);
}

/* An error or warning about the content, with the layout's rule in a note. */
static void report(struct reader *reader, enum diagnostic_code code, struct position at, const char *argument) {
  struct sink *sink = reader->compose->sink;
  struct diagnostic *diagnostic = sink_report(sink, code, at, clip(reader->compose->arena, argument), NULL);
  diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, reader->rule_at, NULL);
}

static void fail(struct reader *reader, enum diagnostic_code code, struct position at, const char *argument) {
  report(reader, code, at, argument);
  reader->failed = true;
}

/* Nodes and styles. */

static uint32_t node_add(struct reader *reader, enum structure_role role, uint32_t parent) {
  uint32_t node = blocks_node_add(reader->compose, role, parent);
  if (node != NODE_ARTIFACT && parent == reader->root)
    reader->compose->list->nodes[node].language = reader->language;
  return node;
}

static struct style *style_copy(const struct reader *reader, const struct style *style) {
  return arena_memdup(reader->compose->arena, style, sizeof *style);
}

static const struct style *style_named(const struct reader *reader, const char *name) {
  return style_find(&reader->compose->layout->sheet_of_styles, name);
}

static const struct style *heading_style(const struct reader *reader, const struct style *base, int rank) {
  const char name[] = {'h', (char)('0' + rank), '\0'};
  const struct style *style = style_named(reader, name);
  if (style != NULL)
    return style;
  struct style *made = style_copy(reader, base);
  made->bold = true;
  made->hyphenate = false;
  made->indent = 0;
  made->align = base->align == ALIGN_JUSTIFY ? ALIGN_LEFT : base->align;
  made->keep |= KEEP_NEXT;
  return made;
}

static const struct style *note_style(const struct reader *reader, const struct style *base) {
  const struct style *style = style_named(reader, "note");
  if (style != NULL)
    return style;
  struct style *made = style_copy(reader, base);
  made->size = muldiv(base->size, 4, 5);
  made->leading = muldiv(base->leading, 4, 5);
  made->indent = made->before = made->after = 0;
  return made;
}

static const struct style *code_style(const struct reader *reader, const struct style *base) {
  const struct style *style = style_named(reader, "code");
  if (style != NULL)
    return style;
  struct style *made = style_copy(reader, base);
  made->font = "mono";
  made->align = ALIGN_LEFT;
  made->hyphenate = false;
  made->indent = 0;
  return made;
}

/* The space between the items of a tight list is that between lines. */
static const struct style *list_style(const struct reader *reader, const struct style *base, bool tight) {
  const struct style *named = style_named(reader, "list");
  struct style *made = style_copy(reader, named != NULL ? named : base);
  if (named == NULL)
    made->indent = 0;
  if (tight)
    made->before = made->after = 0;
  return made;
}

/* Blocks. */

static struct bound_block *block_add(struct reader *reader, enum bound_kind kind, const struct level *level) {
  struct bound_block *block = ARENA_PUSH(reader->compose->arena, reader->items, reader->count, reader->capacity);
  *block = (struct bound_block){.kind = kind, .rule_at = reader->rule_at, .style = level->style, .left = level->left};
  return block;
}

static void span_add(struct reader *reader, struct span_list *spans, struct inline_span span) {
  *ARENA_PUSH(reader->compose->arena, spans->items, spans->count, spans->capacity) = span;
}

/* A text block; the first of a list item gets its marker. */
static struct bound_block *text_add(struct reader *reader, struct level *level, const struct style *style,
                                    uint32_t node, const struct span_list *spans) {
  struct bound_block *block = block_add(reader, BOUND_TEXT, level);
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
  struct text_source source = {.at = cursor_at(reader)};
  span_add(
      reader, spans,
      (struct inline_span){
          .text = number, .length = strlen(number), .source = source, .superior = true, .node = level->note_label});
  span_add(reader, spans,
           (struct inline_span){.text = "\u00A0", .length = 2, .source = source, .node = level->note_label});
  level->note = NULL;
}

/* Inlines. */

struct inlines {
  struct reader *reader;
  struct markdown_block block;
  struct span_list *spans;
  uint32_t node; /* of the block */
  int emphasis, strong;
  const char *link;
  uint32_t link_node;
};

/* A span in the present style; the rest is the caller's. */
static struct inline_span inline_span(const struct inlines *inlines) {
  return (struct inline_span){.bold = inlines->strong > 0,
                              .italic = inlines->emphasis > 0,
                              .link = inlines->link,
                              .node = inlines->link != NULL ? inlines->link_node : inlines->node};
}

static void inline_language(struct inlines *inlines, struct inline_span *span, size_t raw) {
  struct reader *reader = inlines->reader;
  span->language = markdown_source_language(&reader->source, raw);
  if (span->language == NULL || reader->language != NULL || span->node == NODE_ARTIFACT)
    return;
  span->node = blocks_node_add(reader->compose, ROLE_SPAN, span->node);
  reader->compose->list->nodes[span->node].language = span->language;
}

/* A mark without its footnote stays text for cmark: [^3]. Written \[^3] it is meant as text. */
static void check_marks(struct inlines *inlines, size_t raw, size_t length) {
  struct reader *reader = inlines->reader;
  const char *text = reader->source.text, *from = text + raw, *end = from + length, *mark;
  while ((mark = memmem(from, (size_t)(end - from), "[^", 2)) != NULL) {
    const char *close = memchr(mark, ']', (size_t)(end - mark));
    from = mark + 2;
    if (close == NULL || close == from || (mark > text && mark[-1] == '\\'))
      continue;
    const char *label = arena_strndup(reader->compose->arena, mark, (size_t)(close + 1 - mark));
    if (strpbrk(label, " \t\r\n") == NULL)
      fail(reader, MARKDOWN_NOTE_UNKNOWN, raw_at(reader, (size_t)(mark - text)), label);
  }
}

/* Where a literal stands in the text, and whether backslashes stand for themselves in it. */
struct literal {
  const char *text;
  size_t hint;
  bool verbatim, code;
};

static void literal_add(struct inlines *inlines, const struct literal *literal) {
  struct reader *reader = inlines->reader;
  size_t length = strlen(literal->text), offset = 0;
  struct inline_span style = inline_span(inlines);
  style.code = literal->code;
  if (literal->code && style.link == NULL)
    style.node = blocks_node_add(reader->compose, ROLE_CODE, style.node);
  while (offset < length) {
    struct markdown_stretch part =
        markdown_source_next(&reader->source, literal->text, length, offset, literal->hint, literal->verbatim);
    struct inline_span span = style;
    span.length = part.length;
    span.text = part.exact ? reader->source.text + part.raw
                           : arena_strndup(reader->compose->arena, literal->text + offset, part.length);
    inline_language(inlines, &span, part.raw == SIZE_MAX ? reader->source.cursor : part.raw);
    span.source = part.exact
                      ? markdown_source_at(&reader->source, part.raw)
                      : (struct text_source){.at = part.raw == SIZE_MAX ? cursor_at(reader) : raw_at(reader, part.raw)};
    span_add(reader, inlines->spans, span);
    if (part.exact && !literal->verbatim)
      check_marks(inlines, part.raw, part.length);
    offset += part.length;
  }
}

static size_t hint_of(const struct inlines *inlines, cmark_node *node) {
  return markdown_source_hint(&inlines->reader->source, &inlines->block, cmark_node_get_start_line(node),
                              cmark_node_get_start_column(node));
}

/* The position of a node that is not text: where cmark says, else behind the words before it. */
static struct position node_at(const struct inlines *inlines, cmark_node *node) {
  size_t hint = hint_of(inlines, node);
  return hint == SIZE_MAX ? cursor_at(inlines->reader) : raw_at(inlines->reader, hint);
}

static void inline_text(struct inlines *inlines, cmark_node *node) {
  literal_add(inlines, &(struct literal){.text = cmark_node_get_literal(node), .hint = hint_of(inlines, node)});
}

static void inline_code(struct inlines *inlines, cmark_node *node) {
  literal_add(inlines, &(struct literal){cmark_node_get_literal(node), hint_of(inlines, node), true, true});
}

static void inline_html(struct inlines *inlines, cmark_node *node) {
  const char *html = cmark_node_get_literal(node);
  report(inlines->reader, MARKDOWN_HTML, node_at(inlines, node), html);
  literal_add(inlines, &(struct literal){html, hint_of(inlines, node), true, false});
}

static void inline_break(struct inlines *inlines, const char *text) {
  struct inline_span span = inline_span(inlines);
  span.text = text;
  span.length = strlen(text);
  span.source = (struct text_source){.at = cursor_at(inlines->reader)};
  span_add(inlines->reader, inlines->spans, span);
}

static void inline_soft_break(struct inlines *inlines, cmark_node *node) {
  (void)node;
  inline_break(inlines, " ");
}

static void inline_hard_break(struct inlines *inlines, cmark_node *node) {
  (void)node;
  inline_break(inlines, "\u2028");
}

static void link_enter(struct inlines *inlines, cmark_node *node) {
  struct reader *reader = inlines->reader;
  const char *url = cmark_node_get_url(node);
  const char *target = link_target(reader->compose->arena, url, strlen(url), false);
  if (target == NULL)
    fail(reader, LINK_SCHEME, node_at(inlines, node), url);
  if (target == NULL || inlines->node == NODE_ARTIFACT)
    return;
  inlines->link = target;
  inlines->link_node = blocks_node_add(reader->compose, ROLE_LINK, inlines->node);
}

/* A note, bound where its first mark stands, so that its node follows the mark's. */
static struct note *note_bind(struct reader *reader, size_t index, uint32_t parent) {
  struct compose *compose = reader->compose;
  struct note *note = arena_zalloc(compose->arena, 1, sizeof *note);
  struct reader inner = *reader;
  reader->notes[index] = note;
  note->number = ++compose->note_number;
  note->node = blocks_node_add(compose, ROLE_NOTE, parent);
  struct level level = {.style = note_style(reader, reader->base), .parent = note->node, .note = note};
  level.note_label = blocks_node_add(compose, ROLE_LBL, note->node);
  inner.items = NULL;
  inner.count = inner.capacity = 0;
  inner.source.cursor = 0;
  inner.in_note = true;
  blocks_read(&inner, reader->definitions[index], &level);
  reader->failed |= inner.failed;
  note->blocks = inner.items;
  note->block_count = inner.count;
  return note;
}

static void inline_reference(struct inlines *inlines, cmark_node *node) {
  struct reader *reader = inlines->reader;
  struct compose *compose = reader->compose;
  size_t index = strtoul(cmark_node_get_literal(node), NULL, 10) - 1;
  struct markdown_stretch mark = markdown_source_next(&reader->source, "[^", 2, 0, hint_of(inlines, node), true);
  struct inline_span span = inline_span(inlines);
  span.source = (struct text_source){.at = mark.raw == SIZE_MAX ? cursor_at(reader) : raw_at(reader, mark.raw)};
  if (index >= reader->note_count || reader->in_note) {
    fail(reader, MARKDOWN_NOTE_NESTED, span.source.at, "");
    return;
  }
  bool first = reader->notes[index] == NULL;
  span.node = blocks_node_add(compose, ROLE_REFERENCE, inlines->node);
  struct note *note = first ? note_bind(reader, index, inlines->node) : reader->notes[index];
  if (span.node != NODE_ARTIFACT)
    compose->list->nodes[span.node].reference = note->node;
  span.note = first ? note : NULL;
  span.superior = true;
  span.link = NULL;
  span.text = arena_printf(compose->arena, "%d", note->number);
  span.length = strlen(span.text);
  span_add(reader, inlines->spans, span);
}

static void inline_enter(struct inlines *inlines, cmark_node *node) {
  static const struct {
    cmark_node_type type;
    void (*read)(struct inlines *inlines, cmark_node *node);
  } leaves[] = {{CMARK_NODE_TEXT, inline_text},
                {CMARK_NODE_CODE, inline_code},
                {CMARK_NODE_HTML_INLINE, inline_html},
                {CMARK_NODE_SOFTBREAK, inline_soft_break},
                {CMARK_NODE_LINEBREAK, inline_hard_break},
                {CMARK_NODE_LINK, link_enter},
                {CMARK_NODE_FOOTNOTE_REFERENCE, inline_reference}};
  cmark_node_type type = cmark_node_get_type(node);
  inlines->emphasis += type == CMARK_NODE_EMPH;
  inlines->strong += type == CMARK_NODE_STRONG;
  for (size_t i = 0; i < sizeof leaves / sizeof *leaves; i++)
    if (leaves[i].type == type)
      leaves[i].read(inlines, node);
}

static void inline_exit(struct inlines *inlines, cmark_node *node) {
  cmark_node_type type = cmark_node_get_type(node);
  inlines->emphasis -= type == CMARK_NODE_EMPH;
  inlines->strong -= type == CMARK_NODE_STRONG;
  if (type == CMARK_NODE_LINK)
    inlines->link = NULL;
}

/* All inlines of a block as spans. */
static void inlines_read(struct reader *reader, cmark_node *parent, struct markdown_block block, uint32_t node,
                         struct span_list *spans) {
  struct inlines inlines = {.reader = reader, .block = block, .spans = spans, .node = node};
  cmark_iter *iterator = cmark_iter_new(parent);
  for (cmark_event_type event; (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE;) {
    cmark_node *inner = cmark_iter_get_node(iterator);
    if (inner == parent)
      continue;
    if (event == CMARK_EVENT_EXIT) {
      inline_exit(&inlines, inner);
    } else if (cmark_node_get_type(inner) == CMARK_NODE_IMAGE) {
      fail(reader, MARKDOWN_IMAGE, node_at(&inlines, inner), cmark_node_get_url(inner));
      cmark_iter_reset(iterator, inner, CMARK_EVENT_EXIT);
    } else {
      inline_enter(&inlines, inner);
    }
  }
  cmark_iter_free(iterator);
}

/* Leaf blocks. */

static void text_read(struct reader *reader, cmark_node *parent, struct level *level, const struct style *style,
                      uint32_t node) {
  struct span_list spans = {0};
  struct markdown_block block = block_of(parent, level);
  markdown_source_begin(&reader->source, &block);
  note_number_add(reader, level, &spans);
  inlines_read(reader, parent, block, node, &spans);
  if (spans.count > 0)
    text_add(reader, level, style, node, &spans);
}

static void paragraph_read(struct reader *reader, cmark_node *node, struct level *level) {
  uint32_t made = level->tight ? level->parent : node_add(reader, ROLE_P, level->parent);
  text_read(reader, node, level, level->style, made);
}

static void heading_read(struct reader *reader, cmark_node *node, struct level *level) {
  int rank = cmark_node_get_heading_level(node);
  uint32_t made = node_add(reader, (enum structure_role)(ROLE_H1 + rank - 1), level->parent);
  size_t before = reader->count;
  text_read(reader, node, level, heading_style(reader, level->style, rank), made);
  if (made != NODE_ARTIFACT && reader->count > before)
    reader->compose->list->nodes[made].title =
        spans_text(reader->compose->arena, reader->items[before].spans, reader->items[before].span_count);
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
      span_add(reader, spans, style);
  }
}

static void code_read(struct reader *reader, cmark_node *node, struct level *level) {
  int length, offset, fenced, first = cmark_node_get_start_line(node);
  char fence;
  struct span_list spans = {0};
  struct markdown_block block = block_of(node, level);
  fenced = cmark_node_get_fenced(node, &length, &offset, &fence);
  markdown_source_begin(&reader->source, &block);
  mark_plain(reader, first, cmark_node_get_end_line(node));
  note_number_add(reader, level, &spans);
  uint32_t made = node_add(reader, ROLE_P, level->parent), code = blocks_node_add(reader->compose, ROLE_CODE, made);
  lines_read(reader, node, first + (fenced != 0), (struct inline_span){.code = true, .node = code}, &spans);
  if (spans.count > 0)
    text_add(reader, level, code_style(reader, level->style), made, &spans);
}

static void html_read(struct reader *reader, cmark_node *node, struct level *level) {
  struct span_list spans = {0};
  struct markdown_block block = block_of(node, level);
  markdown_source_begin(&reader->source, &block);
  mark_plain(reader, block.line, cmark_node_get_end_line(node));
  report(reader, MARKDOWN_HTML, cursor_at(reader), cmark_node_get_literal(node));
  note_number_add(reader, level, &spans);
  uint32_t made = node_add(reader, ROLE_P, level->parent);
  lines_read(reader, node, block.line, (struct inline_span){.node = made}, &spans);
  text_add(reader, level, level->style, made, &spans);
}

static void rule_read(struct reader *reader, cmark_node *node, struct level *level) {
  (void)node;
  struct block *rule = arena_zalloc(reader->compose->arena, 1, sizeof *rule);
  *rule = (struct block){.kind = BLOCK_RULE, .at = reader->rule_at, .style = level->style, .thickness = HAIRLINE};
  rule->length.permille = 1000;
  rule->colour = level->style->colour;
  block_add(reader, BOUND_RULE, level)->rule = rule;
}

/* Containers. */

/* False, after a message, for lists and quotations that are nested too deep. */
static bool level_enter(struct reader *reader, cmark_node *node, struct level *level) {
  struct markdown_block block = block_of(node, level);
  if (++level->depth <= DEPTH_LIMIT)
    return true;
  markdown_source_begin(&reader->source, &block);
  fail(reader, MARKDOWN_DEPTH, cursor_at(reader), "16");
  return false;
}

static void quote_read(struct reader *reader, cmark_node *node, struct level *level) {
  struct level inner = *level;
  const struct style *style = style_named(reader, "quote");
  inner.quotes++;
  if (!level_enter(reader, node, &inner))
    return;
  inner.tight = false;
  inner.parent = node_add(reader, ROLE_BLOCKQUOTE, level->parent);
  inner.left += style == NULL ? muldiv(level->style->size, 4, 3) : 0;
  inner.style = style == NULL ? level->style : style;
  blocks_read(reader, node, &inner);
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
  span_add(reader, &spans,
           (struct inline_span){.text = "\u200B", .length = 3, .source = level->label->source, .node = level->parent});
  text_add(reader, level, style, level->parent, &spans);
}

static void item_read(struct reader *reader, cmark_node *item, struct level *level, const char *marker) {
  struct compose *compose = reader->compose;
  struct inline_span *label = arena_zalloc(compose->arena, 1, sizeof *label);
  uint32_t node = blocks_node_add(compose, ROLE_LI, level->parent);
  struct level inner = *level;
  struct markdown_block block = block_of(item, level);
  markdown_source_begin(&reader->source, &block);
  *label = (struct inline_span){.text = marker, .length = strlen(marker), .source = {.at = cursor_at(reader)}};
  label->node = blocks_node_add(compose, ROLE_LBL, node);
  inner.parent = blocks_node_add(compose, ROLE_LBODY, node);
  inner.label = label;
  blocks_read(reader, item, &inner);
  level->note = inner.note;
  marker_alone(reader, &inner, level->style);
}

/* Space around the whole list as around a paragraph. */
static void list_space(struct reader *reader, size_t first, const struct style *style) {
  if (reader->count == first)
    return;
  struct bound_block *top = &reader->items[first], *foot = &reader->items[reader->count - 1];
  struct style *changed = style_copy(reader, top->style);
  changed->before = style->before;
  top->style = changed;
  changed = style_copy(reader, foot->style);
  changed->after = style->after;
  foot->style = changed;
}

static void list_read(struct reader *reader, cmark_node *list, struct level *level) {
  struct level inner = *level;
  const struct style *style = list_style(reader, level->style, false);
  size_t first = reader->count;
  int number = cmark_node_get_list_start(list);
  if (!level_enter(reader, list, &inner))
    return;
  inner.tight = cmark_node_get_list_tight(list);
  inner.style = list_style(reader, level->style, inner.tight);
  inner.left += list_indent(style, list);
  inner.parent = node_add(reader, ROLE_L, level->parent);
  inner.label = NULL;
  marker_alone(reader, level, inner.style);
  for (cmark_node *item = cmark_node_first_child(list); item != NULL; item = cmark_node_next(item))
    item_read(reader, item, &inner, marker_text(reader->compose->arena, list, number++, inner.depth));
  level->note = inner.note;
  if (inner.tight && inner.depth == 1)
    list_space(reader, first, style);
}

/* Tables. */

static const struct style *cell_style(const struct reader *reader, const struct style *base, bool head,
                                      uint8_t alignment) {
  const struct style *named = style_named(reader, head ? "table-head" : "table-cell");
  struct style *made = style_copy(reader, named != NULL ? named : base);
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
static const struct table *table_rule(struct reader *reader, size_t columns, struct colour colour) {
  struct table *rule = arena_zalloc(reader->compose->arena, 1, sizeof *rule);
  *rule = (struct table){.head = HEAD_REPEAT, .rows = ROWS_KEEP, .column_count = columns, .gap = TABLE_GAP};
  rule->columns = arena_zalloc(reader->compose->arena, columns, sizeof *rule->columns);
  for (size_t i = 0; i < columns; i++)
    rule->columns[i] = (struct column){.width_kind = COLUMN_AUTO, .at = reader->rule_at};
  rule->padding_top = rule->padding_bottom = TABLE_PADDING;
  rule->rules = (struct rules){HAIRLINE, HAIRLINE, HAIRLINE, HAIRLINE, colour};
  rule->at = reader->rule_at;
  return rule;
}

static void cell_read(struct reader *reader, cmark_node *node, const struct level *level, bool head,
                      struct bound_cell *cell) {
  struct level inner = *level;
  struct span_list spans = {0};
  struct markdown_block block = block_of(node, level);
  block.cell = true;
  inner.label = NULL;
  inner.left = 0;
  markdown_source_begin(&reader->source, &block);
  cell->column_span = 1;
  cell->node = blocks_node_add(reader->compose, head ? ROLE_TH : ROLE_TD, level->parent);
  if (head && cell->node != NODE_ARTIFACT)
    reader->compose->list->nodes[cell->node].scope = SCOPE_COLUMN;
  uint32_t text = blocks_node_add(reader->compose, ROLE_P, cell->node);
  inlines_read(reader, node, block, text, &spans);
  if (spans.count == 0)
    return;
  text_add(reader, &inner, level->style, text, &spans);
  cell->block_count = 1; /* taken from the end of the blocks read so far */
  cell->blocks = arena_memdup(reader->compose->arena, &reader->items[--reader->count], sizeof *cell->blocks);
}

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
    form.styles[i] = cell_style(reader, base, head, alignments[i]);
  return form;
}

static void row_read(struct reader *reader, cmark_node *node, const struct level *level, const struct row_form *form,
                     struct bound_row *row) {
  struct level inner = *level;
  struct markdown_block block = block_of(node, level);
  markdown_source_begin(&reader->source, &block);
  row->at = cursor_at(reader);
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
  uint32_t made = node_add(reader, ROLE_TABLE, level->parent);
  table->column_count = head_form.columns;
  table->rule = table_rule(reader, table->column_count, level->style->colour);
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
  block->node = made;
  block->table = table;
}

/* All blocks below a node. Kinds go by name, because extensions number theirs when they are registered. */
static void blocks_read(struct reader *reader, cmark_node *parent, struct level *level) {
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
    report(reader, MARKDOWN_NOTE_UNUSED, raw_at(reader, at),
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

bool markdown_bind(struct compose *compose, const struct bound_text *text, struct position rule_at,
                   const struct style *style, uint32_t parent, struct bound_block **out, size_t *out_count) {
  struct reader reader = {.compose = compose, .rule_at = rule_at, .root = parent, .base = style};
  struct level level = {.style = style, .parent = parent};
  reader.language = common_language(text);
  markdown_source_open(&reader.source, compose->arena, text);
  reader.is_plain = arena_zalloc(compose->arena, reader.source.line_count, sizeof *reader.is_plain);
  cmark_node *document = document_parse(&reader.source);
  notes_find(&reader, document);
  blocks_read(&reader, document, &level);
  notes_check(&reader);
  cmark_node_free(document);
  *out = reader.items;
  *out_count = reader.count;
  return !reader.failed;
}
