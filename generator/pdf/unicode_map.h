/* What the codes of a font mean to a reader who copies or searches text: its /ToUnicode (ISO 32000-1, 9.10.3). */
#ifndef PDF_UNICODE_MAP_H
#define PDF_UNICODE_MAP_H

#include "base/buffer.h"
#include "pdf/fonts.h"

#include <stddef.h>
#include <stdint.h>

/* The letters of Unicode's Latin ligatures, "fi" of U+FB01; NULL for other characters. */
const char *unicode_letters(uint32_t code_point);

/* The map of the codes given, ascending. */
void unicode_map_print(const struct font_use *use, const uint32_t *codes, size_t count, struct buffer *out);

#endif
