/* Content streams: the items of a page as PDF operators, in order, with as few changes of state as they allow. */
#ifndef PDF_CONTENT_H
#define PDF_CONTENT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "display/display_list.h"
#include "pdf/colour.h"
#include "pdf/fonts.h"
#include "pdf/images.h"
#include "pdf/press.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct content_spec {
  struct fonts *fonts;
  struct images *images;
  struct colours *colours;
  bool print;          /* black letters overprint; resources /G0 and /G1 switch that off and on */
  struct press *press; /* NULL: items are not checked for the press */
  struct hash *text;   /* takes the text of all runs drawn; NULL: not wanted */
  bool tagged;         /* items become marked content of their nodes */
};

/* What a page turned out to hold. The arrays live in the content and are good until the next page. */
struct page_content {
  struct buffer *operators; /* not compressed */
  const uint32_t *marks;    /* tagged: the node of each marked-content id */
  size_t mark_count;
  const struct image **images; /* used on the page, each once */
  size_t image_count;
};

struct content; /* caller drops */

struct content *content_new(const struct content_spec *spec);
void content_drop(struct content *content);

/* `offset` is the distance of the trim box from the media box on every side, `adjustment` how all of the page is moved,
 * NULL for not at all. False when a picture was refused (and
 * reported): the rest of the page is made nevertheless. */
struct content_page {
  const struct display_list *list;
  const struct display_page *page;
  mpt offset;
  const struct adjustment *adjustment;
};
bool content_page(struct content *content, const struct content_page *page, struct page_content *out);

#endif
