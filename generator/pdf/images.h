/* The pictures of a document: checked, encoded and handed to the writer when they are first used, once each. */
#ifndef PDF_IMAGES_H
#define PDF_IMAGES_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "display/display_list.h"
#include "pdf/colour.h"
#include "pdf/deflate.h"
#include "pdf/press.h"
#include "pdf/writer.h"

#include <stdint.h>

struct image {
  uint32_t number; /* from 1, in the order of first use: the resource is named /I1 */
  uint32_t object; /* its number in the file; 0: the picture was refused */
  int orientation; /* as EXIF numbers them, 1 to 8 */
  uint8_t digest[32];
};

struct images_spec {
  struct writer *writer;
  struct deflater *deflater;
  struct colours *colours; /* pixels of kinds that may not stand in the file are converted */
  struct press *press;     /* NULL: they are not checked for the press */
  struct position at;      /* of items that have none */
  struct sink *sink;
};

struct images;

/* Lives in arena. */
struct images *images_new(struct arena *arena, const struct images_spec *spec);

/* The image of an item's picture, whose data is not needed afterwards. NULL when it is damaged, which is reported once,
 * where it is first used. */
const struct image *images_use(struct images *images, const struct display_item *item);

#endif
