/* Bound text -> inline spans, with the structure nodes of links and of words in another language. */
#ifndef COMPOSE_SPANS_H
#define COMPOSE_SPANS_H

#include "compose/compose.h"

/* Growing spans in an arena; all zero is empty. */
struct span_list {
  struct inline_span *items;
  size_t count, capacity;
};

/* Spans of the pieces below structure node `node` (NODE_ARTIFACT: decoration, no links), white space at both ends
 * dropped. `link` (NULL: none) is where all of it leads; e-mail and web addresses of the event lead to themselves.
 * When all of it is in one other language, the node gets that language. */
void spans_bind(struct compose *compose, const struct bound_text *text, uint32_t node, const char *link,
                struct span_list *out);

/* Drops white space at both ends. */
void spans_trim(struct span_list *spans);

/* The whole text in one line, for titles and messages. */
const char *spans_text(struct arena *arena, const struct inline_span *spans, size_t count);

/* Tells a node what a heading is called; nothing for other roles. `rule`: the layout's. */
void spans_title(struct compose *compose, uint32_t node, const struct span_list *spans, struct position rule);

/* The target of a layout's `link:`; "" for none. NULL after an error. */
const char *spans_link(struct compose *compose, const struct scope *scope, const struct local_template *link);

/* The place in the content of a byte of the set text. */
struct position spans_position(const struct inline_span *span, size_t offset);

/* Whether pieces hold anything but white space. */
bool spans_has_text(const struct bound_text *text);

#endif
