/* One card: the boxes of its sides, bound to one item and drawn where it will be printed. */
#ifndef COMPOSE_CARD_H
#define COMPOSE_CARD_H

#include "compose/compose.h"

/* Where a card stands. */
struct card_place {
  size_t page;  /* of its front, in compose->list; the back's is behind it */
  size_t sides; /* 1, or 2 with a back */
  size_t cell;  /* of the sheet; without sheets: 0 */
};

struct card {
  const struct scope *scope;        /* of the event */
  const struct value *item;         /* NULL: none */
  const char *as;                   /* NULL: the item's name is `item` */
  const struct local_template *url; /* of the document, NULL: none; binds {{ url }} for items without their own */
};

/* A side of a card on its page. */
struct rectangle card_side_area(const struct layout *layout, size_t cell, bool back);

/* Whether backs are printed on their heads. */
bool card_back_is_turned(const struct layout *layout);

/* False when the card could not be set: it is reported, and nothing of it is left. */
bool card_draw(struct compose *compose, const struct card *card, struct card_place place);

/* A card for somebody who is not on the list: `role` or "", `blank` true, no other field. Codes and pictures that
 * would be about nobody are left out. */
bool card_draw_blank(struct compose *compose, const struct scope *scope, const struct blank_rule *rule,
                     struct card_place place);

/* The layout's separator with the group's name as `group` and its number of cards as `count`: in a cell, or with
 * `whole` over all cells of the sheet. */
struct card_group {
  const char *name;
  size_t count;
  bool whole;
};
bool card_draw_separator(struct compose *compose, const struct scope *scope, const struct card_group *group,
                         struct card_place place);

#endif
