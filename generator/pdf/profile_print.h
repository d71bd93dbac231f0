/* What makes a file a PDF/X-4 file (ISO 15930-7) besides its colours: identification, states, groups. */
#ifndef PDF_PROFILE_PRINT_H
#define PDF_PROFILE_PRINT_H

#include "base/buffer.h"
#include "pdf/document.h"

#include <stdbool.h>
#include <stdint.h>

/* Entries of a page's resources: inks knock out (G0), or leave those below them where they are zero (G1). */
#define PRINT_STATES "/ExtGState<</G0<</OP false/op false>>/G1<</OP true/op true/OPM 1>>>>"

/* Entry of a page that has pictures: where they are transparent, inks are mixed, not light. */
#define PRINT_GROUP "/Group<</S/Transparency/CS/DeviceCMYK>>"

/* False, after a message, when the document lacks what the standard wants: title and date. */
bool print_check(const struct pdf_spec *spec);

/* Entries of the information dictionary. */
void print_info(struct buffer *out);

/* The description of the file in XMP: identifier, whether it is trapped, its ids from the digest of the content. */
void print_description(const struct pdf_spec *spec, const uint8_t digest[32], struct buffer *out);

#endif
