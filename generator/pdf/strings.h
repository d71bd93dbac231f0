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

/* The byte as it stands in such a string, escaped where it has to be; returns what is behind it, two bytes at most. */
static inline char *pdf_string_byte(char *out, unsigned char byte) {
  static const char escapes[256] = {['('] = '(', [')'] = ')', ['\\'] = '\\', ['\r'] = 'r'};
  if (escapes[byte]) { /* \r: readers take a bare one for a line feed */
    *out++ = '\\';
    byte = (unsigned char)escapes[byte];
  }
  *out++ = (char)byte;
  return out;
}

/* The lowest digits of a number in hexadecimal. */
void pdf_hex(struct buffer *out, uint32_t number, int digits);

/* (D:20190917000000+06'00') from "2019-09-17T00:00:00+06:00" (the offset may be Z or missing). False, and nothing
 * added, when it is not a date. */
bool pdf_date(struct buffer *out, const char *iso);

#endif
