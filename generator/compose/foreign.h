/* Words in Cyrillic within a text of a language written in Latin letters: a Russian name in an English text. They are
 * of another language, and say so: to readers of the PDF, to hyphenation and to the typographer's hand. */
#ifndef COMPOSE_FOREIGN_H
#define COMPOSE_FOREIGN_H

#include "compose/spans.h"

/* Adds the span, in parts where it has such words; they get the language of the event that is written so, Kyrgyz where
 * its letters occur. `language` is that of the document (NULL: unknown, nothing is parted). Parts keep the node. */
void foreign_part(struct arena *arena, const struct event *event, const char *language, struct inline_span span,
                  struct span_list *out);

/* The same, each part of another language below a node of its own. */
void foreign_add(struct compose *compose, struct inline_span span, struct span_list *out);

#endif
