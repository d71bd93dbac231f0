/* Parcels: a display list on its way from the worker that has composed it to the one that writes the file.
 *
 * A parcel is one block in which pointers are offsets, so that the receiver only has to turn them back. It is made and
 * opened by the same program on the same machine, but by a worker that may have been hit by hostile input: whoever
 * opens one checks everything that leads anywhere. */
#ifndef BATCH_PARCEL_H
#define BATCH_PARCEL_H

#include "base/arena.h"
#include "base/buffer.h"
#include "display/display_list.h"
#include "text/fontmap.h"

#include <stdbool.h>
#include <stddef.h>

/* The buffer is empty to begin with. Fonts go as file and face, pictures without their bytes. */
void parcel_pack(const struct display_list *list, struct buffer *out);

struct parcel_reader {
  struct fontmap *fonts;
  /* Fills in the picture's bytes, in `arena`. False when that fails: then the parcel cannot be used. */
  bool (*picture)(void *self, struct arena *arena, struct picture *picture);
  void *self;
};

/* The list, which lies in `data` (aligned for any type, and changed): good as long as that. NULL for what parcel_pack
 * has not made, and when a font or a picture is gone. */
const struct display_list *parcel_open(struct arena *arena, void *data, size_t length,
                                       const struct parcel_reader *reader);

#endif
