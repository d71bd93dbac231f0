/* Object streams and the cross-reference stream that finds what is in them (ISO 32000-1, 7.5.7 and 7.5.8): objects
 * without a stream of their own, deflated many at a time. A structure element takes ten bytes instead of a hundred. */
#ifndef PDF_OBJECT_STREAMS_H
#define PDF_OBJECT_STREAMS_H

#include "base/buffer.h"
#include "pdf/deflate.h"

#include <stddef.h>
#include <stdint.h>

struct object_streams; /* caller drops */

struct object_streams *object_streams_new(struct deflater *deflater);
void object_streams_drop(struct object_streams *streams);

/* Puts an object into the open stream; full ones are deflated at once. */
void object_streams_add(struct object_streams *streams, uint32_t number, const void *text, size_t length);

/* Notes an object outside of the streams. */
void object_streams_place(struct object_streams *streams, uint32_t number, size_t offset);

/* Closes the last stream. Returns how many there are. */
size_t object_streams_close(struct object_streams *streams);

/* Stream `index`, to be written as object `number`: appends to its dictionary; returns its data, which the caller
 * frees. */
struct blob object_streams_take(struct object_streams *streams, size_t index, uint32_t number, struct buffer *inside);

/* The cross-reference stream of objects 0 to count - 1, in the same way; the trailer's entries are not in it. */
struct blob object_streams_references(struct object_streams *streams, uint32_t count, struct buffer *inside);

#endif
