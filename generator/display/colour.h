/* Colours as declared; a device converts them for its profile. */
#ifndef DISPLAY_COLOUR_H
#define DISPLAY_COLOUR_H

#include <stdint.h>

enum colour_space { COLOUR_NONE, COLOUR_GRAY, COLOUR_RGB, COLOUR_CMYK, COLOUR_SPOT };

struct colour {
  enum colour_space space;
  uint16_t component[4]; /* 0 to 10000. GRAY: 10000 is white. RGB. CMYK and SPOT's alternate: 10000 is full ink */
  uint16_t tint;         /* SPOT: how much of the ink, 10000 is all of it */
  const char *spot;      /* SPOT: its name */
};

#endif
