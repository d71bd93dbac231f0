/* Cards on sheets: binds each item into the card's boxes and imposes the cards. */
#ifndef COMPOSE_CARD_H
#define COMPOSE_CARD_H

#include "compose/compose.h"

/* The items of a card document, and what became of those drawn so far. */
struct card_run {
  const struct value *items; /* LIST or ROWS; NULL: one card from the event alone */
  const char *as;
  const struct scope *scope;        /* of the event */
  const struct local_template *url; /* of the document, NULL: none; binds {{ url }} for items without their own */
  size_t refused;                   /* cards left out, each reported */
  size_t errors;                    /* in the sink that are about them */
};

/* Parts of at most PART_PAGES pages, when a file may have `pages`. */
size_t card_parts(const struct layout *layout, const struct card_run *run, size_t pages);

/* Adds the pages of a part to compose->list, none when no card of it can be set; a card with a back has the back's page
 * behind its front's. Parts depend on nothing but their index, so that they can be made in any order and by anyone: a
 * card that cannot be set leaves nothing behind, and its cell stays blank. */
void card_part(struct compose *compose, struct card_run *run, size_t index);

#endif
