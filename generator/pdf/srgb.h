/* The colour space of files for screens and archives. */
#ifndef PDF_SRGB_H
#define PDF_SRGB_H

#include "base/arena.h"
#include "pdf/document.h"

/* The output intent of PDF/A with a profile of sRGB. Lives in arena. */
const struct pdf_intent *srgb_intent(struct arena *arena);

#endif
