/* Markdown for a message: as plain text, and as HTML. The same text, as basma's pages read it: HTML in it is text,
 * pictures are their descriptions. */
#ifndef COMPOSE_MARKDOWN_LETTER_H
#define COMPOSE_MARKDOWN_LETTER_H

#include "base/buffer.h"

#include <stddef.h>

/* Appends one block of text to both. Plain text is broken into lines of at most 72 columns, addresses of links stand
 * behind their words. Both end with a line end, unless they are empty. */
void markdown_letter(const char *text, size_t length, struct buffer *plain, struct buffer *html);

#endif
