/* The colours of a document: as layouts declare them in, as the document's profile allows them out.
 *
 * Print: everything becomes inks. sRGB goes through the ICC profile of the press (relative colorimetric with black
 * point compensation for colours, perceptual for pictures), black and gray(…) become K alone, cmyk(…) stays as it is,
 * a spot colour is an ink of its own. Screen: CMYK and spots become sRGB through the same profile. Without a profile
 * nothing is converted. */
#ifndef PDF_COLOUR_H
#define PDF_COLOUR_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "display/colour.h"
#include "pdf/samples.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pdf_intent;

enum { COLOUR_FULL = 10000 };

struct colours_spec {
  bool print;
  const struct pdf_intent *inks; /* the press; NULL: colours stay as declared. It is opened when it is needed; one
                                    without a usable profile is reported then, and colours stay as declared */
  struct position at;
  struct sink *sink;
};

struct colours;

/* Lives in arena. */
struct colours *colours_new(struct arena *arena, const struct colours_spec *spec);

/* Fills in name, condition and components from the ICC profile; strings are made in arena. False when it is not that
 * of a CMYK press, or damaged. */
bool colours_profile_read(struct arena *arena, struct pdf_intent *intent);

bool colour_same(const struct colour *a, const struct colour *b);
bool colour_is_black(const struct colour *colour); /* K alone and full, once converted for print */

/* Total ink in 1/100 %; a spot colour is one ink. */
int colour_ink(const struct colour *colour);

struct colour colours_convert(struct colours *colours, const struct colour *declared);

/* "0 g ", "0.1 0.2 0.3 rg ", "0 0 0 1 k ", "/S1 cs 1 scn"; in capitals for strokes. Nothing for COLOUR_NONE. The
 * colour has been converted. */
void colours_set(struct colours *colours, const struct colour *colour, bool stroke, struct buffer *out);

/* "/S1[/Separation…]…": the spot colours that were set, for the resources. */
void colours_resources(const struct colours *colours, struct buffer *out);

/* Whether pixels of this kind may not stand in the file as they are; then *space is what they become. */
bool colours_are_foreign(const struct colours *colours, enum sample_space from, enum sample_space *space);

/* Converts pixels of 8 bits a component that are foreign. */
void colours_pixels(struct colours *colours, const uint8_t *in, uint8_t *out, size_t count);

#endif
