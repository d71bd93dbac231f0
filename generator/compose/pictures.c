/* A logo stands on every card: its file is read and checked once for all cards of a part. */
#include "compose/pictures.h"

#include "input/picture.h"

#include <string.h>

struct picture_entry {
  const char *name;
  const struct picture *picture;
};

const struct picture *pictures_find(struct compose *compose, const char *name, struct position at) {
  for (size_t i = 0; i < compose->picture_count; i++)
    if (strcmp(compose->pictures[i].name, name) == 0)
      return compose->pictures[i].picture;
  const struct picture *picture =
      picture_read(compose->arena, compose->picture_folders, name, compose->limits->image_pixels, at, compose->sink);
  if (picture != NULL)
    *ARENA_PUSH(compose->arena, compose->pictures, compose->picture_count, compose->picture_capacity) =
        (struct picture_entry){arena_strdup(compose->arena, name), picture};
  return picture;
}
