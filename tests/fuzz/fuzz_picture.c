/* Pictures from any bytes: the header checked as an event's picture is, then the samples read as for a PDF. What the
 * header promises and the samples say must agree. */
#include "input/picture.h"
#include "pdf/samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIXELS = 1 << 20 };

static char folder[32];

static void folder_remove(void) {
  char path[64];
  snprintf(path, sizeof path, "%s/a.png", folder);
  unlink(path);
  rmdir(folder);
}

static void folder_open(void) {
  if (*folder)
    return;
  strcpy(folder, "/tmp/basma-fuzz-XXXXXX");
  if (!mkdtemp(folder))
    abort();
  atexit(folder_remove);
}

static void samples_read(struct arena *arena, const struct picture *picture) {
  struct samples samples = {0};
  const char *why = NULL;
  enum samples_status status = (picture->jpeg ? jpeg_samples : png_samples)(arena, picture, &samples, &why);
  if (status != SAMPLES_READ) {
    if (!why)
      abort();
    return;
  }
  size_t pixels = (size_t)samples.width * samples.height, upright = (size_t)picture->width * picture->height;
  if (pixels != upright || pixels == 0 || pixels > PIXELS)
    abort();
  volatile uint8_t sum = 0; /* every byte that is promised can be read */
  for (size_t i = 0; i < samples.length; i++)
    sum = (uint8_t)(sum + samples.colours[i]);
  for (size_t i = 0; samples.alpha && i < pixels; i++)
    sum = (uint8_t)(sum + samples.alpha[i]);
  if (picture->jpeg)
    jpeg_pixels(arena, picture, &samples, &why);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *folders[] = {folder, NULL};
  folder_open();
  char path[64];
  snprintf(path, sizeof path, "%s/a.png", folders[0]);
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(data, 1, size, file) != size)
    abort();
  fclose(file);
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  const struct picture *picture =
      picture_read(arena, folders, "a.png", PIXELS, (struct position){"event.yaml", 1, 1}, sink);
  if (picture)
    samples_read(arena, picture);
  else if (!sink_has_errors(sink))
    abort();
  sink_drop(sink);
  arena_drop(arena);
  return 0;
}
