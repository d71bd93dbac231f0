/* A device replays display lists: the PDF device writes them, the dump device prints them. */
#ifndef DISPLAY_DEVICE_H
#define DISPLAY_DEVICE_H

#include "display/display_list.h"

#include <stdbool.h>

struct device {
  void *self;
  /* Takes the next part of the document. Nothing of `list` is used after the call. False after a failure. */
  bool (*part)(void *self, const struct display_list *list);
};

#endif
