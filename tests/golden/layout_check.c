/* Reads the layout NAME in FOLDER and prints its messages in English, then in Russian. */
#include "input/layout.h"

#include <stdio.h>

int main(int argc, char **argv) {
  if (argc != 3)
    return 2;
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  const char *folders[] = {argv[1], NULL};
  const struct layout_path path = {folders};
  struct buffer out = {0};
  bool good = layout_read(arena, &path, argv[2], NULL, (struct position){"event.yaml", 1, 1}, sink) != NULL;
  sink_print(sink, MESSAGE_ENGLISH, false, &out);
  buffer_text(&out, "\n");
  sink_print(sink, MESSAGE_RUSSIAN, false, &out);
  fwrite(out.data, 1, out.length, stdout);
  buffer_drop(&out);
  sink_drop(sink);
  arena_drop(arena);
  return good ? 0 : 1;
}
