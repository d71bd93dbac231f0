/* Links as annotations (ISO 32000-1, 12.5.6.5): to the outside by their addresses, within the document by pages and
 * heights, which are known when the part is complete. */
#ifndef PDF_LINKS_H
#define PDF_LINKS_H

#include "base/arena.h"
#include "base/hash.h"
#include "display/display_list.h"
#include "pdf/structure.h"
#include "pdf/writer.h"

#include <stddef.h>
#include <stdint.h>

struct links_spec {
  struct writer *writer;
  struct structure *structure; /* NULL: not tagged */
  struct hash *hash;           /* takes everything that the links say */
};

/* A page as links see it. */
struct link_page {
  const struct display_page *page;
  mpt offset;                          /* of the trim box from the media box */
  uint32_t object;                     /* of the page */
  const struct adjustment *adjustment; /* of the whole page; NULL: none */
};

struct links;

/* Lives in arena. */
struct links *links_new(struct arena *arena, const struct links_spec *spec);

/* Adds the links of the next page of a part. Returns how many; *first is the object of the first, the others follow. */
uint32_t links_page(struct links *links, const struct display_list *list, const struct link_page *page,
                    uint32_t *first);

/* Writes the links within the part, whose pages were all added. */
void links_part_end(struct links *links, const struct display_list *list, const struct link_page *pages);

#endif
