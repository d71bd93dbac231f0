/* Colours as declared, in the device spaces. A spot colour is set by its alternate inks. */
#include "pdf/colour.h"

#include <string.h>

static const struct {
  int components;
  const char *fill, *stroke;
} operators[] = {
    [COLOUR_GRAY] = {1, "g\n", "G\n"},
    [COLOUR_RGB] = {3, "rg\n", "RG\n"},
    [COLOUR_CMYK] = {4, "k\n", "K\n"},
    [COLOUR_SPOT] = {4, "k\n", "K\n"},
};

bool colour_same(const struct colour *a, const struct colour *b) {
  if (a->space != b->space)
    return false;
  return !memcmp(a->component, b->component, (size_t)operators[a->space].components * sizeof *a->component);
}

void colour_set(const struct colour *colour, bool stroke, struct buffer *out) {
  if (colour->space == COLOUR_NONE)
    return;
  for (int i = 0; i < operators[colour->space].components; i++) {
    buffer_mpt(out, (colour->component[i] + 5) / 10); /* three decimals hold eight bits */
    buffer_byte(out, ' ');
  }
  buffer_text(out, stroke ? operators[colour->space].stroke : operators[colour->space].fill);
}
