/* Records of cards: what a list of badges says of each, and what tells whether a card has changed. */
#ifndef COMPOSE_RECORD_H
#define COMPOSE_RECORD_H

#include "compose/card.h"
#include "compose/compose.h"

/* Where a card stands, in numbers for people. */
struct record_place {
  size_t sheet, row, column; /* from 0 */
  struct rectangle area;     /* of the front */
};

/* Begins the record of the card that is drawn next; boxes note in it what they do. */
struct card_record record_begin(struct compose *compose, const struct card *card);

/* Ends it: looks at what was drawn on the card's pages from item first[side] on. */
void record_end(struct compose *compose, struct card_record *record, struct card_place place, const size_t first[2],
                const struct record_place *at);

#endif
