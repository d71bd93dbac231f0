/* A file that goes along inside of the document: PDF/A-3 (ISO 19005-3, 6.8). */
#ifndef PDF_ATTACHMENT_H
#define PDF_ATTACHMENT_H

#include "base/buffer.h"
#include "pdf/deflate.h"
#include "pdf/document.h"
#include "pdf/writer.h"

/* Writes the attachment's objects; its entries for the catalog go to `out`. Nothing without an attachment. */
void attachment_write(const struct pdf_spec *spec, struct writer *writer, struct deflater *deflater,
                      struct buffer *out);

#endif
