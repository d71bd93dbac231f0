/* What the kinds of boxes share, for the files box*.c only. */
#ifndef COMPOSE_BOX_PARTS_H
#define COMPOSE_BOX_PARTS_H

#include "compose/compose.h"

/* Boxes being drawn. */
struct drawing {
  struct compose *compose;
  const struct scope *scope;
  struct rectangle area, bounds; /* the page or card, and what may be drawn on */
  uint32_t parent;
  struct display_page *page;
};

/* The kinds. False after errors. */
bool draw_text(const struct drawing *drawing, const struct box *box, struct rectangle place);
bool draw_markdown(const struct drawing *drawing, const struct box *box, struct rectangle place);
bool draw_flow(const struct drawing *drawing, const struct box *box, struct rectangle place);
bool draw_image(const struct drawing *drawing, const struct box *box, struct rectangle place);
bool draw_qr(const struct drawing *drawing, const struct box *box, struct rectangle place);
bool draw_code128(const struct drawing *drawing, const struct box *box, struct rectangle place);
bool draw_fill(const struct drawing *drawing, const struct box *box, struct rectangle place);
bool draw_rule(const struct drawing *drawing, const struct box *box, struct rectangle place);

bool draw_slot(const struct drawing *drawing, const struct box *box, struct rectangle place);

/* Whether nothing but colour lies where a slot will be punched. (box_quiet.c) */
bool slot_is_free(const struct drawing *drawing, const struct box *box, struct rectangle place, size_t first);

/* Whether the codes among the items from `first` on have the quiet zones they need: within the area, and free of what
 * other boxes drew. Reported with both rules. (box_quiet.c) */
bool codes_are_quiet(const struct drawing *drawing, size_t first);

/* Notes at a message about content: the layout's rule, and whose card it is. */
void note_rule_and_card(const struct drawing *drawing, struct diagnostic *diagnostic, struct position rule);

/* What touches the edge of the area goes on into the bleed, or a cut that is slightly off shows paper. */
struct rectangle with_bleed(const struct drawing *drawing, struct rectangle place);

/* The node of a box below the drawing's parent, of the box's own role or the usual one. */
uint32_t box_node(const struct drawing *drawing, const struct box *box, enum structure_role usual);

/* What a picture and a code have in common. */
struct figure {
  const char *content; /* path or text */
  const char *alt, *link;
  struct text_source source;
  uint32_t node, link_node;
};

/* False after errors; content "" for none. */
bool figure_bind(const struct drawing *drawing, const struct box *box, struct figure *out);
/* Adds the nodes; a link holds the figure that leads somewhere. */
void figure_add(const struct drawing *drawing, const struct box *box, struct figure *figure);
/* The link over what is shown, if there is one. */
void figure_link(const struct drawing *drawing, const struct figure *figure, struct rectangle shown);

/* Rectangles. */
static inline mpt mpt_least(mpt a, mpt b) {
  return a < b ? a : b;
}
static inline mpt mpt_greatest(mpt a, mpt b) {
  return a > b ? a : b;
}

#endif
