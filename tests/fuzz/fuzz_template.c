/* Templates and expressions from any bytes. What parses must give its literal text back in order. */
#include "input/template.h"

#include <stdlib.h>
#include <string.h>

/* Every literal part is found in the text behind the one before it. */
static void literals_check(const struct template *template, const char *text, size_t length) {
  const char *at = text;
  for (size_t i = 0; i < template->count; i++) {
    const struct template_part *part = &template->parts[i];
    if (!part->text)
      continue;
    const char *found = memmem(at, (size_t)(text + length - at), part->text, part->length);
    if (!found || part->length == 0)
      abort();
    at = found + part->length;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const enum source_kind kinds[] = {SOURCE_POINT, SOURCE_INLINE, SOURCE_LITERAL};
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  const char *text = arena_strndup(arena, (const char *)data, size);
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    struct text_source source = {.at = {"f.yaml", 1, 1}, .kind = kinds[i], .indent = 2};
    struct template template;
    if (template_parse(arena, text, size, source, sink, &template))
      literals_check(&template, text, size);
    else if (!sink_has_errors(sink))
      abort();
    expression_parse(arena, text, size, source, sink);
  }
  sink_drop(sink);
  arena_drop(arena);
  return 0;
}
