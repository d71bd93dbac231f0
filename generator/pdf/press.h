/* What a print shop would send back, noticed while a print file is made: too much ink, pictures too coarse, lines and
 * letters too thin. Looks at items; changes nothing. */
#ifndef PDF_PRESS_H
#define PDF_PRESS_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "display/display_list.h"
#include "pdf/colour.h"
#include "pdf/samples.h"

#include <stdint.h>

struct press_spec {
  struct colours *colours;
  int ink_limit;      /* percent of total ink; 0: none */
  struct position at; /* of items that have none */
  struct sink *sink;
};

struct press;

/* Lives in arena. */
struct press *press_new(struct arena *arena, const struct press_spec *spec);

/* Reports what is wrong with an item: a colour or a size once for each rule of the layout, a picture for each content.
 */
void press_item(struct press *press, const struct display_item *item);

/* Reports a picture whose pixels (CMYK, 8 bits) hold more ink than allowed in a part worth mentioning. */
void press_pixels(struct press *press, const struct display_item *item, const uint8_t *inks, size_t count);
/* The same of a picture with a palette of CMYK. */
void press_palette(struct press *press, const struct display_item *item, const struct samples *samples);

#endif
