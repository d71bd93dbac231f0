/* Layout blocks + scope -> bound blocks: evaluates when, each and templates, parses Markdown, makes the structure
 * nodes in reading order. */
#ifndef COMPOSE_BLOCKS_H
#define COMPOSE_BLOCKS_H

#include "compose/block.h"
#include "compose/compose.h"

/* Blocks without content (an empty text) are left out. Below NODE_ARTIFACT everything is decoration. False after
 * errors. */
bool blocks_bind(struct compose *compose, const struct scope *scope, const struct block *blocks, size_t count,
                 uint32_t parent, struct bound_block **out, size_t *out_count);

/* Markdown -> bound blocks (compose/markdown.c): paragraphs, emphasis, lists, links, tables, footnotes, headings,
 * quotes, code, hard breaks. Styles: the block's own for paragraphs; h1…h6, quote, code, note, list, table-head,
 * table-cell where the layout defines them. Raw HTML is shown as the text it is and warned of. */
bool markdown_bind(struct compose *compose, const struct bound_text *text, struct position rule_at,
                   const struct style *style, uint32_t parent, struct bound_block **out, size_t *out_count);

/* What a picture shows, and where it is named in the content and shown by the layout. */
struct figure_text {
  const char *alt; /* "": not said */
  struct position at, rule;
};
void blocks_figure_set(struct compose *compose, uint32_t node, const struct figure_text *text);

/* A node below `parent`; decoration below decoration. */
uint32_t blocks_node_add(struct compose *compose, enum structure_role role, uint32_t parent);

#endif
