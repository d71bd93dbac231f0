/* An event's document as a display list in text: display_dump EVENT.yaml DOCUMENT LANGUAGE PATTERNS
 *
 * Fonts come from the project's fonts/, layouts from the folder layouts/ beside the event. Messages go to standard
 * output too, after the pages, so that a golden holds both. */
#include "base/buffer.h"
#include "base/file.h"
#include "compose/composition.h"
#include "display/dump.h"
#include "input/event.h"
#include "input/layout.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct setter *setter_open(struct arena *arena, const char *patterns) {
  const char *folders[] = {"fonts", NULL}, *pattern_folders[] = {patterns, NULL}, *why = "";
  struct fontmap *map = fontmap_new(arena_memdup(arena, folders, sizeof folders), &why);
  if (map == NULL) {
    fprintf(stderr, "fonts: %s\n", why);
    exit(3);
  }
  return setter_new(map, arena_memdup(arena, pattern_folders, sizeof pattern_folders));
}

static struct layout *layout_open(struct arena *arena, const struct event *event, const struct document *document,
                                  struct sink *sink) {
  const char *folders[] = {file_join(arena, event->folder, "layouts"), NULL};
  const struct layout_path path = {.folders = folders};
  return layout_read(arena, &path, document->layout, document->set, document->layout_at, sink);
}

/* The part of a split document is not asked for: a golden shows documents whole. */
static void document_dump(struct arena *arena, const struct composition_spec *spec, struct buffer *out) {
  struct composition *composition = composition_open(arena, spec);
  if (composition == NULL)
    return;
  const struct document_info *info = composition_info(composition);
  buffer_printf(out, "title %s\nauthor %s\nlanguage %s\ndate %s\n", info->title, info->author ? info->author : "-",
                info->language, info->date ? info->date : "-");
  struct arena *part = arena_new();
  size_t page = 1;
  const struct display_list *list;
  while ((list = composition_next(composition, part)) != NULL) {
    dump_write(list, page, out);
    page += list->page_count;
    arena_reset(part);
  }
  arena_drop(part);
  if (composition_refused(composition) > 0)
    buffer_printf(out, "refused %zu\n", composition_refused(composition));
  if (composition_failed(composition))
    buffer_text(out, "failed\n");
}

int main(int count, char **arguments) {
  if (count != 5) {
    fputs("display_dump EVENT.yaml DOCUMENT LANGUAGE PATTERNS\n", stderr);
    return 2;
  }
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  struct setter *setter = setter_open(arena, arguments[4]);
  struct buffer out = {0};
  const struct event *event = event_read(arena, arguments[1], &limits_default, sink);
  const struct document *document = event != NULL ? event_document(event, arguments[2]) : NULL;
  const struct layout *layout = document != NULL ? layout_open(arena, event, document, sink) : NULL;
  if (layout != NULL) {
    const struct composition_spec spec = {.event = event,
                                          .document = document,
                                          .layout = layout,
                                          .language = arguments[3],
                                          .limits = &limits_default,
                                          .setter = setter,
                                          .sink = sink};
    document_dump(arena, &spec, &out);
  }
  sink_print(sink, MESSAGE_ENGLISH, false, &out);
  fwrite(out.data, 1, out.length, stdout);
  bool errors = sink_has_errors(sink);
  buffer_drop(&out);
  setter_drop(setter);
  sink_drop(sink);
  arena_drop(arena);
  return errors;
}
