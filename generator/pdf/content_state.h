/* Inside content streams: what is known while a page's operators are written. Shared by content.c (the page, its
 * pictures, paths, marked content) and content_text.c (glyph runs), and by nobody else. */
#ifndef PDF_CONTENT_STATE_H
#define PDF_CONTENT_STATE_H

#include "pdf/content.h"

enum path_kind { PATH_NONE, PATH_FILL, PATH_STROKE };

struct content_state {
  struct buffer out;
  mpt left, top; /* of the trim box in the media box: PDF x = left + x, PDF y = top - y */

  /* what the page's operators have set so far */
  struct colour fill, stroke; /* as declared */
  bool overprint;
  mpt line_width;
  const struct font_use *font;
  mpt font_size, rise;
  int expansion; /* of glyphs, 1/1000 */

  bool in_text;       /* between BT and ET */
  bool turned;        /* the text matrix is rotated */
  mpt line_x, line_y; /* origin of the text line matrix */

  enum path_kind path; /* built and not painted yet */

  uint32_t marked; /* node of the open marked content; MARK_NONE */
};

struct content {
  struct content_spec spec;
  struct content_state state;
  struct arena *arena; /* of the page */
  const struct display_list *list;
  uint32_t *marks;
  size_t mark_count, mark_capacity;
  const struct image **images;
  size_t image_count, image_capacity;
  bool failed;
};

/* Paints the path that is open. */
void path_finish(struct content *content);
void fill_colour_set(struct content *content, const struct colour *colour);
/* Whether what follows leaves the inks below it where it has none of them. Print only. */
void overprint_set(struct content *content, bool overprint);

/* Opens marked content for the node where it is not open. Never spans BT or ET. */
void mark_open(struct content *content, uint32_t node);
void mark_close(struct content *content);

void text_begin(struct content *content);
void text_end(struct content *content);
void run_draw(struct content *content, const struct display_item *item);

/* "cos -sin sin cos " of a turn clockwise, the first four numbers of a matrix. */
void rotation_print(struct buffer *out, int degrees);

#endif
