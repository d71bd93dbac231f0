/* A picture: the bytes of a file, checked by input/picture.c, decoded by a device. */
#ifndef DISPLAY_PICTURE_H
#define DISPLAY_PICTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct picture {
  const char *path; /* for messages */
  const void *data; /* of the picture; what follows it in the file is not counted */
  size_t length;
  bool jpeg;              /* else PNG */
  uint32_t width, height; /* pixels, upright */
  uint8_t digest[32];     /* equal pictures are written once */
};

#endif
