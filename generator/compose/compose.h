/* What every file of the room needs while a document is composed: plain data, made by composition.c. */
#ifndef COMPOSE_COMPOSE_H
#define COMPOSE_COMPOSE_H

#include "compose/bind.h"
#include "compose/block.h"
#include "display/display_list.h"
#include "input/event.h"
#include "input/layout.h"
#include "text/setter.h"

struct compose {
  struct arena *arena; /* of the part being made: everything that ends in its display list */
  struct display_list *list;
  struct binder binder; /* binder.arena is arena */
  struct setter *setter;
  struct sink *sink;
  const struct event *event;
  const struct layout *layout;
  const struct limits *limits;
  const char *const *picture_folders; /* the event's folder, then those of the layouts */
  int note_number;                    /* of the last footnote */
  struct picture_entry *pictures;     /* those read for this part, so that a logo on every card is read once */
  size_t picture_count, picture_capacity;
  bool typography;             /* texts go through the typographer's hand, unless their style says no */
  const struct value *item;    /* the card being set, for messages; NULL: none */
  struct same_sizes *sizes;    /* of texts that belong together; NULL: none */
  struct card_record *record;  /* of the card being drawn; NULL: none */
  const struct font *asked[4]; /* fonts that styles ask for, found lately */
  bool measures;               /* those sizes are being found, nothing is drawn */
  size_t first_item;           /* on the page, of the boxes being drawn */
  struct rectangle bounds;     /* where boxes may draw: a card with the bleed it has room for; width 0: the page */
};

#endif
