/* The state of reading one Markdown text, shared by its blocks (markdown.c) and its inlines (markdown_inlines.c). */
#ifndef COMPOSE_MARKDOWN_READER_H
#define COMPOSE_MARKDOWN_READER_H

#include "compose/compose.h"
#include "compose/markdown_source.h"
#include "compose/spans.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cmark_node;

struct reader {
  struct compose *compose;
  struct markdown_source source;
  struct position rule_at;
  const char *language; /* of all of the text, when it is not the document's */
  uint32_t root;
  const struct style *base; /* of paragraphs outside of everything */
  struct bound_block *items;
  size_t count, capacity;
  struct cmark_node **definitions; /* of footnotes, by number */
  struct note **notes;             /* those that are bound */
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
  uint32_t note_label, note_link;  /* LBL of the note, and the link in it */
  mpt left;
  uint32_t parent;
  int depth, quotes;
  bool tight; /* a paragraph is its list item's body itself */
};

/* All blocks below a node. */
void reader_blocks(struct reader *reader, struct cmark_node *parent, struct level *level);

/* All inlines below the node of a block as spans of structure node `node`. */
void reader_inlines(struct reader *reader, struct cmark_node *parent, struct markdown_block block, uint32_t node,
                    struct span_list *spans);

/* The position of a byte of the text, and of the byte behind the words read last. */
struct position reader_at(struct reader *reader, size_t raw);
struct position reader_cursor(struct reader *reader);

/* Reports something about the content, with the layout's rule in a note; reader_fail makes the text unusable. */
void reader_report(struct reader *reader, enum diagnostic_code code, struct position at, const char *argument);
void reader_fail(struct reader *reader, enum diagnostic_code code, struct position at, const char *argument);

/* A structure node; at the top it gets the text's language. */
uint32_t reader_node(struct reader *reader, enum structure_role role, uint32_t parent);

void reader_span(struct reader *reader, struct span_list *spans, struct inline_span span);

#endif
