/* Runs: stretches of text with one span, font, script and direction. UAX #9, UAX #24; fallback fonts run by run. */
#ifndef TEXT_ITEMIZE_H
#define TEXT_ITEMIZE_H

#include "text/paragraph.h"

struct text_run {
  uint32_t span;          /* index */
  uint32_t start, length; /* bytes in the span's text */
  struct font *font;
  uint32_t script;
  uint8_t level; /* of embedding; odd is right to left */
};

/* Runs in the order of the text. A combining mark stays with its base; punctuation and a no-break space stay with a
 * run before that another font sets, where that font has them. Line breaks ("\n", U+2028) and controls are in no run:
 * for a paragraph they are gaps, and breakpoints_find says after which a line must end. A tab is in a run and set as
 * a space; soft hyphens, zero-width and other ignorable characters are in runs and make no glyphs. A character without
 * a font makes a problem, once a span, and is in no run. An unknown family is taken for "serif". The script of a text
 * without letters is that of the language of the first span. */
struct text_run *itemize(struct arena *arena, struct setter *setter, const struct text_span *spans, size_t span_count,
                         size_t *count, struct text_problem **problems, size_t *problem_count);

#endif
