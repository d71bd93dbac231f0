/* Objects, cross-references and bytes of a PDF 1.7 file, by libharu; nothing else of it is used.
 *
 * An object is a dictionary, with a stream or without. Its text is given as bytes between << and >>, or made when its
 * turn to be written comes, so that large documents keep only what is compressed. Objects with streams are written in
 * the order of their numbers and forgotten at once; those without go into object streams behind them. */
#ifndef PDF_WRITER_H
#define PDF_WRITER_H

#include "base/buffer.h"
#include "base/diagnostic.h"
#include "pdf/deflate.h"
#include "pdf/document.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct writer; /* caller drops */

/* The objects that every file has. /Type is there already, and the catalog's /Pages. */
enum { WRITER_CATALOG = 1, WRITER_PAGES = 2, WRITER_INFO = 3 };

/* Makes the text of an object. `self` is what the object was given. */
typedef void (*writer_make)(void *self, struct buffer *inside);

/* libharu's failures are reported once, at `at`. The deflater stays the caller's and must last as long. */
struct writer *writer_new(struct position at, struct sink *sink, struct deflater *deflater);
void writer_drop(struct writer *writer);

/* The file says that it is PDF 1.6, for standards that end there. Before writing. */
void writer_version_16(struct writer *writer);

/* The number of a new object: the next one. 0 when there can be no more; writer_write then fails. */
uint32_t writer_object(struct writer *writer);

/* The same for an object without a stream that writer_pack will be given before the file is written: it takes twenty
 * bytes of memory, not four hundred. */
uint32_t writer_packed_object(struct writer *writer);
void writer_pack(struct writer *writer, uint32_t number, const struct buffer *inside);

/* What stands between << and >>; copied. */
void writer_dictionary(struct writer *writer, uint32_t number, const struct buffer *inside);
void writer_dictionary_literal(struct writer *writer, uint32_t number, const char *inside);
/* The same, made when it is written. */
void writer_lazy(struct writer *writer, uint32_t number, writer_make make, void *self);
/* The object's stream; /Length is added to its dictionary. Takes data over. */
void writer_stream(struct writer *writer, uint32_t number, struct blob data);
/* Entries of the trailer besides /Root, /Info and /Size; copied. */
void writer_trailer(struct writer *writer, const char *inside);

/* Writes the file. False after a failure: reported, unless it was the output's. Call once. */
bool writer_write(struct writer *writer, const struct pdf_output *output);

#endif
