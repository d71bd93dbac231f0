/* Cards on sheets: binds each item into the card's boxes and imposes the cards. */
#ifndef COMPOSE_CARD_H
#define COMPOSE_CARD_H

#include "compose/compose.h"

/* A run over the items of a card document, PART_PAGES sheets at a time. */
struct card_run {
  const struct value *items;  /* LIST or ROWS; NULL: one card from the event alone */
  const char *as;
  const struct scope *scope;  /* of the event */
  const struct local_template *url; /* of the document, NULL: none; binds {{ url }} */
  size_t next;                /* item */
  size_t refused;             /* cards left out, each reported */
  bool done;
};

/* Adds up to PART_PAGES pages to compose->list. False at the end, when nothing was added. A card that cannot be
 * set leaves nothing behind, and its cell is taken by the next one. */
bool card_part(struct compose *compose, struct card_run *run);

/* QR code of a text (compose/card.c, libqrencode). NULL when the text is too long for a code. */
const struct modules *card_qr(struct arena *arena, const char *text, size_t length, char level);

#endif
