/* A document being composed: event + layout + language -> display lists.
 *
 *   bind content into the layout -> blocks -> flow -> pages     (flow layouts)
 *   bind each item into the card -> cards -> sheets             (card layouts)
 */
#ifndef COMPOSE_COMPOSITION_H
#define COMPOSE_COMPOSITION_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "compose/choice.h"
#include "display/display_list.h"
#include "input/event.h"
#include "input/layout.h"
#include "text/setter.h"

#include <stdbool.h>
#include <stddef.h>

struct composition_spec {
  const struct event *event;
  const struct document *document;
  const struct layout *layout;
  const char *language;
  const struct value *split_item; /* the item or value this file is about; NULL without `split` */
  const char *split_value;        /* `split` by value: only items whose path has this text; NULL: none */
  const struct limits *limits;
  const struct choice *choice; /* of the items of `each`; NULL: all of them */
  struct setter *setter;
  struct sink *sink;
};

struct composition;

/* Checks that layout and content go together. NULL after errors. Lives in arena. */
struct composition *composition_open(struct arena *arena, const struct composition_spec *spec);

const struct document_info *composition_info(const struct composition *composition);

/* A document is made in parts: sixty-four pages of cards, an item of `each` in a flow, or a flow as a whole. They
 * depend on nothing but their index and can be made in any order, by processes that each have opened the composition.
 */
size_t composition_parts(const struct composition *composition);

/* A part, made in `part_arena`, which the caller may reset afterwards. It has no pages when nothing of it could be set.
 * NULL after an error that concerns the document as a whole. */
const struct display_list *composition_part(struct composition *composition, size_t index, struct arena *part_arena);

/* From here on messages go to another sink, and cards that are left out are counted anew. */
void composition_begin_part(struct composition *composition, struct sink *sink);

/* Of cards on sheets: the first cell of the last sheet that stays free, as a layout's `start` counts; 0 for anything
 * else than cards of a list. */
int composition_free_cell(const struct composition *composition);

/* The next part that has pages. NULL at the end, or after errors (see the sink): then nothing of the document is of
 * use, unless composition_refused says that only cards were left out. A document without a page is an error. */
const struct display_list *composition_next(struct composition *composition, struct arena *part_arena);

struct composition_counts {
  size_t rows; /* people that the list of `each` names, those left out included; 0: not made for each of a list */
  size_t separators, blanks; /* beside their cards */
};
struct composition_counts composition_counts(const struct composition *composition);

/* Cards left out because they could not be set; each has its error in the sink. */
size_t composition_refused(const struct composition *composition);
/* True when an error concerns the document as a whole: one that came to the sink since the composition was opened,
 * from the composition or from whoever writes the document, and is not about a card that was left out. */
bool composition_failed(const struct composition *composition);

#endif
