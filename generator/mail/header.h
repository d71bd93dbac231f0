/* What may stand in a header of a message. Everything that goes into one is looked at here, before it is encoded and
 * long before libcurl sees it. */
#ifndef MAIL_HEADER_H
#define MAIL_HEADER_H

#include "base/buffer.h"
#include "base/diagnostic.h"
#include "input/source.h"

#include <stdbool.h>
#include <stddef.h>

/* Index of the first character that has no place in a header (controls, line and paragraph separators, marks that turn
 * the direction of writing, tags, bytes that are not UTF-8), or of an encoded word «=?…?=»; length when there is none.
 */
size_t header_safe_length(const char *text, size_t length);

/* False after a message at the offending character. `what` names the field: "newsroom". */
bool header_check(struct sink *sink, const char *what, const char *text, size_t length, struct text_source source);

/* Headers in a buffer, lines folded at 76 columns and ended by CRLF (RFC 5322). Text that is not plain ASCII becomes
 * encoded words (RFC 2047) that never split a character. */
void header_add_text(struct buffer *out, const char *name, const char *text);
/* An address with a name in front of it: "Name" <a@b>; name NULL or empty: the address alone. */
void header_add_mailbox(struct buffer *out, const char *name, const char *display, const char *address);
/* Tokens that are written as they are, folded between them: Message-IDs, addresses of web pages. */
void header_add_tokens(struct buffer *out, const char *name, const char *const *tokens, size_t count,
                       const char *separator);
/* A parameter of a header that is open (no line end written): ;\r\n name="value", or by RFC 2231 when the value is not
 * ASCII. */
void header_add_parameter(struct buffer *out, const char *name, const char *value);

#endif
