/* What pages show: positioned glyph runs, rules, fills, images, codes and links, and the logical structure they
 * belong to. The seam between layout and output: compose/ makes it, a device (display/device.h) replays it.
 *
 * A document is one or more display lists in order. A flow is one list, because a paragraph may run over any
 * page; cards come in parts of PART_PAGES pages with a piece of the structure each, so that large documents
 * stay small in memory and parts can be made apart. The structure of the document is the concatenation of the
 * parts' nodes below its root.
 *
 * Coordinates: mpt from the upper left corner of the page's trim box, y downwards; a run's y is its baseline.
 */
#ifndef DISPLAY_DISPLAY_LIST_H
#define DISPLAY_DISPLAY_LIST_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/units.h"
#include "display/colour.h"
#include "display/picture.h"
#include "display/role.h"
#include "text/glyph_run.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PART_PAGES = 64 };

/* A node's number: NODE_ARTIFACT for everything that is not content, NODE_ROOT for the document, others index
 * display_list.nodes. Nodes stand in reading order (pre-order): a parent before its children. */
enum { NODE_ARTIFACT = 0, NODE_ROOT = 1, NODE_FIRST = 2 };

enum cell_scope { SCOPE_NONE, SCOPE_COLUMN, SCOPE_ROW, SCOPE_BOTH };

/* Where something comes from, for messages: in the content, and in the layout. */
struct origin {
  struct position at, rule;
};

struct structure_node {
  enum structure_role role;
  uint32_t parent;
  const char *language;           /* NULL: as the parent */
  const char *alt;                /* alternative text, NULL: none */
  const char *title;              /* of a heading, for the outline: its whole text; NULL: none */
  uint32_t reference;             /* LINK, REFERENCE: the node pointed to (a note, its mark); 0: none */
  uint16_t column_span, row_span; /* TH, TD; 0 counts as 1 */
  enum cell_scope scope;          /* TH */
  bool ordered;                   /* L: its items are numbered */
  struct position at, rule;       /* H1 to H6, FIGURE: in content and layout, for messages */
};

enum item_kind { ITEM_RUN, ITEM_FILL, ITEM_RULE, ITEM_IMAGE, ITEM_MODULES, ITEM_LINK };

struct modules {       /* a code: rows of `size` bits, 1 is dark, each row padded to a byte */
  uint16_t size;       /* modules across */
  const uint8_t *bits; /* row by row */
  uint16_t rows;       /* 1: a bar code, as high as its place; 0: as many as modules across */
};

struct display_item {
  enum item_kind kind;
  uint32_t node;
  struct colour colour; /* RUN, FILL, RULE, MODULES; COLOUR_NONE is not drawn */
  struct origin origin;
  union {
    struct {
      mpt x, y;
      const struct glyph_run *run;
      int16_t rotate; /* degrees clockwise about (x, y) */
    } run;
    struct rectangle fill;
    struct {
      mpt x1, y1, x2, y2, thickness;
    } rule;
    struct {
      struct rectangle place; /* of the whole picture */
      struct rectangle clip;  /* what shows */
      const struct picture *picture;
      int16_t rotate; /* degrees clockwise, place and clip together, about the centre of place */
    } image;
    struct {
      struct rectangle place; /* without quiet zone */
      const struct modules *modules;
      bool turned; /* a bar code from the bottom up */
    } modules;
    struct {
      struct rectangle place;
      const char *target; /* http, https, mailto or tel; NULL: what its node's `reference` says */
      const char *description;
    } link;
  };
};

struct display_page {
  mpt width, height;          /* trim size */
  mpt bleed;                  /* drawn beyond it on every side */
  struct adjustment screen;   /* for files that are not for the press … */
  struct adjustment desk;     /* … and for those that are for a desk printer, in its place */
  struct display_item *items; /* in reading order; backgrounds first */
  size_t item_count, item_capacity;
};

/* One side of a card: where it stands, and which items of its page are its own. */
struct card_side {
  struct rectangle place;
  uint32_t first, count; /* 0: nothing is on it */
  bool turned;           /* stands on its head */
};

/* What became of one card, for lists and for the ledger of what was printed. */
struct card_record {
  const char *id, *name;     /* of the item, "" for none */
  uint64_t digest;           /* of everything it shows: equal cards look the same */
  uint32_t sheet;            /* from 1, of all sheets of the document */
  uint32_t row, column;      /* from 1 */
  uint32_t page;             /* of its front, in this list */
  struct rectangle place;    /* of the front on that page */
  struct card_side sides[2]; /* front and back; the back is on the page behind */
  mpt smallest;              /* size of its smallest fitted text; 0: none is fitted */
  mpt name_size;             /* of the smallest fitted text that shows its name, else as `smallest` */
  uint16_t shrunk;      /* thousandths that this is of the largest size allowed, the least of all texts; 1000: none */
  uint16_t filled;      /* thousandths of its box's width that the longest line takes, the most of all texts */
  uint32_t resolution;  /* pixels an inch of its coarsest picture; 0: no picture */
  const char *fallback; /* the first font that had to help out; NULL: none */
  const char *payload;  /* of its first code; NULL: none */
  bool photo_missing;   /* a picture is not there: nothing, or something else, stands in its place */
};

struct display_list {
  struct display_page *pages;
  size_t page_count, page_capacity;
  struct card_record *cards; /* those on the pages, in order; none for a flow */
  size_t card_count, card_capacity;
  size_t volume; /* of cards: the file that they were planned for, from 0; a flow begins a new one when one is full */
  struct structure_node *nodes; /* nodes[NODE_ARTIFACT] and nodes[NODE_ROOT] are placeholders */
  size_t node_count, node_capacity;
};

/* What holds for the whole document. */
struct document_info {
  const char *title, *author, *subject, *keywords, *language;
  const char *date; /* ISO 8601 with offset, "2019-09-17T00:00:00+06:00"; NULL: none */
};

/* The content's position, else the layout's, else `otherwise`. */
struct position origin_position(const struct origin *origin, struct position otherwise);
/* Names the layout's rule in a note, when it is not the diagnostic's own position. */
void origin_note(const struct origin *origin, struct diagnostic *diagnostic);

struct display_list *display_list_new(struct arena *arena);
/* A page is borrowed until the next page of the list is added, an item until the next item of its page: the arrays
 * move when they grow. */
struct display_page *display_page_add(struct arena *arena, struct display_list *list, mpt width, mpt height, mpt bleed);
struct display_item *display_item_add(struct arena *arena, struct display_page *page, enum item_kind kind,
                                      uint32_t node);
/* The number of a new node below `parent`. */
uint32_t structure_node_add(struct arena *arena, struct display_list *list, enum structure_role role, uint32_t parent);

/* The upper edge of an item. */
mpt display_item_top(const struct display_item *item);

const char *role_layout_name(enum structure_role role); /* "h1" */
const char *role_pdf_name(enum structure_role role);    /* "H1" */
bool role_find(const char *layout_name, enum structure_role *out);

#endif
