/* Some of the items of a list: one person's, or those whose cards have changed. */
#ifndef COMPOSE_CHOICE_H
#define COMPOSE_CHOICE_H

#include "display/display_list.h"
#include "input/value.h"

#include <stdbool.h>

struct choice {
  /* Asked once for every item, in order. Of the record only id and name are known; with `drawn` everything but where
   * the card will stand, and only cards that can be set are asked about: what cannot be set is chosen, so that it is
   * reported. */
  bool (*take)(void *self, const struct card_record *record);
  void *self;
  bool drawn;
  /* After the last item. The first free cell of the sheet to begin with, counted as the layout's `start`; 0: that. */
  int (*start)(void *self, const char *stock);
};

#endif
