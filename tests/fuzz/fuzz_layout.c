/* Layouts from any bytes: what stands behind "layout: fuzz" in its file. A layout is read or refused with a message. */
#include "input/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void file_put(const char *folder, const uint8_t *data, size_t size) {
  char path[256];
  snprintf(path, sizeof path, "%s/fuzz.yaml", folder);
  FILE *file = fopen(path, "wb");
  if (!file)
    abort();
  fputs("layout: fuzz\n", file);
  fwrite(data, 1, size, file);
  fclose(file);
}

static void file_remove(const char *folder) {
  char path[256];
  snprintf(path, sizeof path, "%s/fuzz.yaml", folder);
  unlink(path);
  rmdir(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char folder[] = "/tmp/basma-fuzz-XXXXXX";
  if (!mkdtemp(folder))
    abort();
  const char *folders[] = {folder, NULL};
  const struct layout_path path = {folders};
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  file_put(folder, data, size);
  const struct layout *layout = layout_read(arena, &path, "fuzz", NULL, (struct position){"event.yaml", 1, 1}, sink);
  if (!layout != sink_has_errors(sink))
    abort();
  sink_drop(sink);
  arena_drop(arena);
  file_remove(folder);
  return 0;
}
