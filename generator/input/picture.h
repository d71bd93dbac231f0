/* Pictures: JPEG and PNG files beneath the event's or the layout's folder, their headers checked here (kind, size,
 * pixel limit); the samples are read by pdf/images.c. */
#ifndef INPUT_PICTURE_H
#define INPUT_PICTURE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "display/picture.h"

#include <stddef.h>

/* Looks in `folders` in order (NULL-terminated). NULL after an error, which is reported at `at`. */
const struct picture *picture_read(struct arena *arena, const char *const *folders, const char *name,
                                   size_t pixel_limit, struct position at, struct sink *sink);

#endif
