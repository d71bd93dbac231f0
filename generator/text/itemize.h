/* Runs: stretches of text with one span, font, script and direction. UAX #9, UAX #24; fallback fonts run by run. */
#ifndef TEXT_ITEMIZE_H
#define TEXT_ITEMIZE_H

#include "text/paragraph.h"

struct text_run {
  uint32_t span;          /* index */
  uint32_t start, length; /* bytes in the span's text */
  struct font *font;
  uint32_t script;
  uint8_t level;          /* of embedding; odd is right to left */
};

/* A combining mark stays with its base, a no-break space and punctuation with the run before where the font has
 * them. Characters without a font make problems and no run. Controls other than line breaks are dropped. */
struct text_run *itemize(struct arena *arena, struct setter *setter, const struct text_span *spans,
                         size_t span_count, size_t *count, struct text_problem **problems, size_t *problem_count);

#endif
