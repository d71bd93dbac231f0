/* Colours as operators of a content stream. */
#ifndef PDF_COLOUR_H
#define PDF_COLOUR_H

#include "base/buffer.h"
#include "display/colour.h"

#include <stdbool.h>

bool colour_same(const struct colour *a, const struct colour *b);

/* "0 g ", "0.1 0.2 0.3 rg ", "0 0 0 1 k "; in capitals for strokes. Nothing for COLOUR_NONE. */
void colour_set(const struct colour *colour, bool stroke, struct buffer *out);

#endif
