/* How Markdown looks: the layout's styles h1…h6, quote, code, note, list, table-head and table-cell, and what stands in
 * for those that it does not define. `base` is the style of the paragraphs around. */
#ifndef COMPOSE_MARKDOWN_STYLE_H
#define COMPOSE_MARKDOWN_STYLE_H

#include "compose/compose.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MARKDOWN_HAIRLINE = 250 }; /* 0.25 pt: rules, and those of tables */

/* The layout's own; NULL when there is none. */
const struct style *markdown_style_find(const struct compose *compose, const char *name);

const struct style *markdown_style_heading(const struct compose *compose, const struct style *base, int rank);
const struct style *markdown_style_note(const struct compose *compose, const struct style *base);
const struct style *markdown_style_code(const struct compose *compose, const struct style *base);
/* Between the items of a tight list is no more space than between lines. */
const struct style *markdown_style_list(const struct compose *compose, const struct style *base, bool tight);
/* `alignment`: r, c, or anything else for the style's own. */
const struct style *markdown_style_cell(const struct compose *compose, const struct style *base, bool head,
                                        uint8_t alignment);
/* For what stands apart from the paragraphs: at least half a line of space around, no indent. */
struct style *markdown_style_apart(const struct compose *compose, const struct style *base);

/* What a layout would say about a table: automatic widths, hairlines, the head repeated. */
const struct table *markdown_table_rule(const struct compose *compose, struct position at, size_t columns,
                                        struct colour colour);

#endif
