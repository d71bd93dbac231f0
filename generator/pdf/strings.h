/* Values as PDF writes them: names, text strings, dates. */
#ifndef PDF_STRINGS_H
#define PDF_STRINGS_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* "/Name", with #xx for whatever a name may not hold; at most 127 bytes, the limit of readers. */
void pdf_name(struct buffer *out, const char *name);

/* A text string in parentheses from UTF-8: as it is when it is ASCII, else in UTF-16BE behind its mark. What goes
 * beyond 32,767 bytes, the limit of PDF/A, is left out: only titles and descriptions come here. */
void pdf_text(struct buffer *out, const char *text, size_t length);

/* The hexadecimal digits of the UTF-16BE form, without < > and mark. */
void pdf_utf16(struct buffer *out, const char *text, size_t length);

/* A byte string in parentheses. */
void pdf_bytes(struct buffer *out, const void *data, size_t length);

/* (D:20190917000000+06'00') from "2019-09-17T00:00:00+06:00" (the offset may be Z or missing). False, and nothing
 * added, when it is not a date. */
bool pdf_date(struct buffer *out, const char *iso);

#endif
