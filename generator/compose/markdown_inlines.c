/* The inlines of a block of Markdown -> spans: emphasis, links, code, breaks, footnote marks.
 *
 * They are walked with cmark's iterator and not by recursion, because emphasis may be nested as deep as its author
 * likes. */
#include "compose/markdown_reader.h"

#include "compose/blocks.h"
#include "compose/foreign.h"
#include "compose/link.h"
#include "compose/markdown_style.h"

#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>

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

/* The next "[^"; NULL when there is none. */
static const char *mark_find(const char *from, const char *end) {
  for (; (from = memchr(from, '[', (size_t)(end - from))) != NULL; from++)
    if (end - from > 1 && from[1] == '^')
      return from;
  return NULL;
}

/* A mark without its footnote stays text for cmark: [^3]. Written \[^3] it is meant as text. */
static void check_marks(struct inlines *inlines, size_t raw, size_t length) {
  struct reader *reader = inlines->reader;
  const char *text = reader->source.text, *from = text + raw, *end = from + length, *mark;
  while ((mark = mark_find(from, end)) != NULL) {
    const char *close = memchr(mark, ']', (size_t)(end - mark));
    from = mark + 2;
    if (close == NULL || close == from || (mark > text && mark[-1] == '\\'))
      continue;
    const char *label = arena_strndup(reader->compose->arena, mark, (size_t)(close + 1 - mark));
    if (strpbrk(label, " \t\r\n") == NULL)
      reader_fail(reader, MARKDOWN_NOTE_UNKNOWN, reader_at(reader, (size_t)(mark - text)), label);
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
    span.source = part.exact ? markdown_source_at(&reader->source, part.raw)
                             : (struct text_source){.at = part.raw == SIZE_MAX ? reader_cursor(reader)
                                                                               : reader_at(reader, part.raw)};
    foreign_add(reader->compose, span, inlines->spans);
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
  return hint == SIZE_MAX ? reader_cursor(inlines->reader) : reader_at(inlines->reader, hint);
}

static void inline_text(struct inlines *inlines, cmark_node *node) {
  literal_add(inlines, &(struct literal){.text = cmark_node_get_literal(node), .hint = hint_of(inlines, node)});
}

static void inline_code(struct inlines *inlines, cmark_node *node) {
  literal_add(inlines, &(struct literal){cmark_node_get_literal(node), hint_of(inlines, node), true, true});
}

static void inline_html(struct inlines *inlines, cmark_node *node) {
  const char *html = cmark_node_get_literal(node);
  reader_report(inlines->reader, MARKDOWN_HTML, node_at(inlines, node), html);
  literal_add(inlines, &(struct literal){html, hint_of(inlines, node), true, false});
}

static void inline_break(struct inlines *inlines, const char *text) {
  struct inline_span span = inline_span(inlines);
  span.text = text;
  span.length = strlen(text);
  span.source = (struct text_source){.at = reader_cursor(inlines->reader)};
  reader_span(inlines->reader, inlines->spans, span);
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
    reader_fail(reader, LINK_SCHEME, node_at(inlines, node), url);
  if (target == NULL || inlines->node == NODE_ARTIFACT)
    return;
  inlines->link = target;
  inlines->link_node = blocks_node_add(reader->compose, ROLE_LINK, inlines->node);
}

/* The node of a link from one node of the document to another. */
static uint32_t link_node_add(struct compose *compose, uint32_t parent, uint32_t destination) {
  uint32_t node = blocks_node_add(compose, ROLE_LINK, parent);
  if (node != NODE_ARTIFACT)
    compose->list->nodes[node].reference = destination;
  return node;
}

/* A note, bound where its first mark stands, so that its node follows the mark's. Its number leads back there. */
static struct note *note_bind(struct reader *reader, size_t index, uint32_t parent, uint32_t mark) {
  struct compose *compose = reader->compose;
  struct note *note = arena_zalloc(compose->arena, 1, sizeof *note);
  struct reader inner = *reader;
  reader->notes[index] = note;
  note->number = ++compose->note_number;
  note->mark = mark;
  note->node = blocks_node_add(compose, ROLE_NOTE, parent);
  struct level level = {
      .style = markdown_style_note(reader->compose, reader->base), .parent = note->node, .note = note};
  level.note_label = blocks_node_add(compose, ROLE_LBL, note->node);
  level.note_link = link_node_add(compose, level.note_label, mark);
  inner.items = NULL;
  inner.count = inner.capacity = 0;
  inner.source.cursor = 0;
  inner.in_note = true;
  reader_blocks(&inner, reader->definitions[index], &level);
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
  span.source = (struct text_source){.at = mark.raw == SIZE_MAX ? reader_cursor(reader) : reader_at(reader, mark.raw)};
  if (index >= reader->note_count || reader->in_note) {
    reader_fail(reader, MARKDOWN_NOTE_NESTED, span.source.at, "");
    return;
  }
  bool first = reader->notes[index] == NULL;
  uint32_t reference = blocks_node_add(compose, ROLE_REFERENCE, inlines->node);
  span.node = blocks_node_add(compose, ROLE_LINK, reference);
  struct note *note = first ? note_bind(reader, index, inlines->node, reference) : reader->notes[index];
  if (reference != NODE_ARTIFACT)
    compose->list->nodes[reference].reference = compose->list->nodes[span.node].reference = note->node;
  span.note = first ? note : NULL;
  span.superior = true;
  span.link = NULL;
  span.text = arena_printf(compose->arena, "%d", note->number);
  span.length = strlen(span.text);
  reader_span(reader, inlines->spans, span);
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
void reader_inlines(struct reader *reader, cmark_node *parent, struct markdown_block block, uint32_t node,
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
      reader_fail(reader, MARKDOWN_IMAGE, node_at(&inlines, inner), cmark_node_get_url(inner));
      cmark_iter_reset(iterator, inner, CMARK_EVENT_EXIT);
    } else {
      inline_enter(&inlines, inner);
    }
  }
  cmark_iter_free(iterator);
}
