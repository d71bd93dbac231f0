/* Contact sheets: cards that were drawn for print, shown again a few to a page, grouped, with a caption under each.
 *
 * How that looks is a layout of cards (layouts/proof.yaml): its card is the caption, `front` its texts, `back` what is
 * drawn over the picture of a card, `separator` the head of a group and of a page, and the sheet says how large the
 * page is, how wide its margins are and how far apart the pictures stand. */
#ifndef COMPOSE_CONTACT_SHEET_H
#define COMPOSE_CONTACT_SHEET_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "display/display_list.h"
#include "input/event.h"
#include "input/layout.h"
#include "text/setter.h"

#include <stddef.h>

/* What cards are looked at for. */
enum concern {
  CONCERN_NAME,     /* small names */
  CONCERN_SHRUNK,   /* texts far below their largest size */
  CONCERN_LINE,     /* lines that fill their boxes */
  CONCERN_FONT,     /* letters that no font of the layout has */
  CONCERN_PHOTO,    /* photos that are missing */
  CONCERN_PICTURES, /* coarse pictures */
  CONCERN_COUNT
};

struct contact_card {
  const struct card_record *record;
  const struct display_list *list; /* that its sides index */
};

struct contact_group {
  enum concern concern;
  const struct contact_card *cards; /* the worst first */
  size_t count, of;                 /* shown, of so many */
};

struct contact_spec {
  const struct event *event;
  const char *document, *language;
  const struct layout *layout;
  const struct limits *limits;
  struct setter *setter;
  struct sink *sink;
  const struct contact_group *groups; /* those without cards are left out */
  size_t group_count;
  size_t cards; /* of the whole document */
};

/* All pages, one at least. Of each group no more cards than fill three pages, or twelve. Cards stand as they are
 * printed, trimmed; large ones are made smaller, and the heads say how much. NULL after an error in the layout. */
const struct display_list *contact_sheet_make(struct arena *arena, const struct contact_spec *spec);

#endif
