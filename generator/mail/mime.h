/* Encodings of bodies: base64 and quoted-printable (RFC 2045). */
#ifndef MAIL_MIME_H
#define MAIL_MIME_H

#include "base/buffer.h"

#include <stddef.h>

/* In lines of `line` characters (a multiple of 4), each ended by CRLF; 0: one line without an end. */
void mime_base64(struct buffer *out, const void *data, size_t length, size_t line);

/* Text with lines ended by LF; lines come out ended by CRLF. Lines never begin with a dot. */
void mime_quoted_printable(struct buffer *out, const char *text, size_t length);

/* A part of text: Content-Type, the encoding that is shorter, the text. */
void mime_text_part(struct buffer *out, const char *type, const char *text, size_t length);

#endif
