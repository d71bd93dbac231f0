/* Cards on sheets: binds each item into the card's boxes and imposes the cards. */
#ifndef COMPOSE_CARD_H
#define COMPOSE_CARD_H

#include "compose/compose.h"

/* A run over the items of a card document, up to PART_PAGES pages at a time. */
struct card_run {
  const struct value *items; /* LIST or ROWS; NULL: one card from the event alone */
  const char *as;
  const struct scope *scope;        /* of the event */
  const struct local_template *url; /* of the document, NULL: none; binds {{ url }} for items without their own */
  size_t next;                      /* item */
  size_t sheet;                     /* next sheet */
  size_t refused;                   /* cards left out, each reported */
  size_t errors;                    /* in the sink that are about them */
  bool done;
};

/* Adds up to PART_PAGES pages to compose->list; a card with a back has the back's page behind its front's. False at
 * the end, when nothing was added. A card that cannot be set leaves nothing behind, and its cell is taken by the
 * next one; in cut-and-stack order it stays blank, because the piles were planned from the number of items. */
bool card_part(struct compose *compose, struct card_run *run);

#endif
