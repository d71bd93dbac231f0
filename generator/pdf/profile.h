/* What a file says about itself: information dictionary, XMP, output intent, identifier. */
#ifndef PDF_PROFILE_H
#define PDF_PROFILE_H

#include "pdf/deflate.h"
#include "pdf/document.h"
#include "pdf/writer.h"

#include <stdint.h>

/* Title, author, subject, keywords, program and dates. */
void profile_info(const struct pdf_spec *spec, struct writer *writer);

/* The same as XMP, with the identifiers of PDF/A-2a (3a with an attachment) and PDF/UA-1 when the file is tagged and
 * has an intent. The metadata's object. `digest`: of the content. */
uint32_t profile_metadata(const struct pdf_spec *spec, const uint8_t digest[32], struct writer *writer);

/* The array of output intents for the catalog; nothing without an intent. */
void profile_intents(const struct pdf_spec *spec, struct writer *writer, struct deflater *deflater, struct buffer *out);

/* "/ID[<…><…>]" from a digest of the content. */
void profile_id(const uint8_t digest[32], struct writer *writer);

#endif
