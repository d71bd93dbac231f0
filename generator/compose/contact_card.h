/* A card that was drawn for print, drawn again elsewhere: trimmed, upright, in another size. */
#ifndef COMPOSE_CONTACT_CARD_H
#define COMPOSE_CONTACT_CARD_H

#include "base/arena.h"
#include "display/display_list.h"

#include <stddef.h>

struct contact_place {
  struct display_list *list;
  struct display_page *page;
  uint32_t parent; /* its texts become one paragraph below, its pictures and codes figures */
  mpt x, y;        /* where the side's upper left corner comes to lie */
  int permille;    /* of its size */
};

/* Draws one side of a card that `list` holds. Glyphs, pictures and codes stay borrowed from there; links are left
 * out. */
void contact_card_draw(struct arena *arena, const struct display_list *list, const struct card_record *record,
                       size_t side, const struct contact_place *place);

#endif
