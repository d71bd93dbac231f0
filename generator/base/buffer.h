/* A growing byte buffer on the heap, for output whose size is not known. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/units.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

/* Plain data; all zero is a valid empty buffer. `data` is NUL-terminated once something was added. */
struct buffer {
  char *data;
  size_t length;
  size_t capacity;
};

void buffer_drop(struct buffer *buffer);  /* frees; the buffer is empty afterwards and may be used again */
void buffer_clear(struct buffer *buffer); /* empties and keeps the memory */
void buffer_add(struct buffer *buffer, const void *data, size_t length);
void buffer_text(struct buffer *buffer, const char *text);
void buffer_printf(struct buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_vprintf(struct buffer *buffer, const char *format, va_list arguments);
void buffer_integer(struct buffer *buffer, int64_t value);
void buffer_mpt(struct buffer *buffer, mpt value); /* in points, shortest exact decimal */

char *buffer_grow(struct buffer *buffer, size_t length); /* buffer_room where the memory does not suffice */

/* Space for length more bytes and a NUL; add to ->length yourself. Here for its speed, as is the next. */
static inline char *buffer_room(struct buffer *buffer, size_t length) {
  return buffer->length + length < buffer->capacity ? buffer->data + buffer->length : buffer_grow(buffer, length);
}

static inline void buffer_byte(struct buffer *buffer, char byte) {
  char *room = buffer_room(buffer, 1);
  room[0] = byte;
  room[1] = '\0';
  buffer->length++;
}

#endif
