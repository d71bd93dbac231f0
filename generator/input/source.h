/* The place of a text in its file, exact to the character where the file's notation allows it. */
#ifndef INPUT_SOURCE_H
#define INPUT_SOURCE_H

#include "base/diagnostic.h"

#include <stddef.h>

enum source_kind {
  SOURCE_POINT,  /* only the beginning is known: folded and escaped scalars, computed text */
  SOURCE_INLINE, /* characters follow one another on one line: plain and quoted scalars without escapes, CSV cells */
  SOURCE_LITERAL /* a block scalar (|): line n of the text is line n of the file, moved right by indent */
};

struct text_source {
  struct position at; /* of the text's first character */
  enum source_kind kind;
  int indent; /* SOURCE_LITERAL: characters before the text on every line */
};

/* The position of the character at byte `offset` of the text that begins at `source`. */
struct position source_position(struct text_source source, const char *text, size_t offset);

/* The source of the part of the text that begins at byte `offset`. */
struct text_source source_part(struct text_source source, const char *text, size_t offset);

#endif
