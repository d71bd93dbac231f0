/* Growing byte buffer; doubles, so that adding costs constant time on average. */
#include "base/buffer.h"

#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_drop(struct buffer *buffer) {
  free(buffer->data);
  *buffer = (struct buffer){0};
}

void buffer_clear(struct buffer *buffer) {
  buffer->length = 0;
  if (buffer->data)
    buffer->data[0] = '\0';
}

char *buffer_grow(struct buffer *buffer, size_t length) {
  size_t wanted = buffer->length + length + 1; /* the NUL */
  size_t capacity = buffer->capacity ? buffer->capacity * 2 : 256;
  if (capacity < wanted)
    capacity = wanted;
  buffer->data = memory_realloc(buffer->data, capacity);
  buffer->capacity = capacity;
  return buffer->data + buffer->length;
}

void buffer_add(struct buffer *buffer, const void *data, size_t length) {
  char *room = buffer_room(buffer, length);
  if (length)
    memcpy(room, data, length);
  buffer->length += length;
  buffer->data[buffer->length] = '\0';
}

void buffer_text(struct buffer *buffer, const char *text) {
  buffer_add(buffer, text, strlen(text));
}

static void number_add(struct buffer *buffer, uint64_t size, bool negative) {
  enum { LONGEST = 21 };
  char *room = buffer_room(buffer, LONGEST), *first = room + negative, *end = first + 1;
  for (uint64_t rest = size / 10; rest; rest /= 10)
    end++;
  *room = '-';
  *end = '\0';
  buffer->length += (size_t)(end - room);
  for (; end > first; size /= 10)
    *--end = (char)('0' + size % 10);
}

void buffer_integer(struct buffer *buffer, int64_t value) {
  number_add(buffer, value < 0 ? 0 - (uint64_t)value : (uint64_t)value, value < 0);
}

/* All that printf can. */
static void formatted_add(struct buffer *buffer, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(NULL, 0, format, again);
  va_end(again);
  assert(length >= 0);
  char *room = buffer_room(buffer, (size_t)length);
  vsnprintf(room, (size_t)length + 1, format, arguments);
  buffer->length += (size_t)length;
}

/* Nearly all formats have no other conversions than these, and PDF objects are made of them: printf, which must run
 * twice, was a tenth of a sheet of badges. */
void buffer_vprintf(struct buffer *buffer, const char *format, va_list arguments) {
  for (; *format; format++) {
    if (*format != '%') {
      buffer_byte(buffer, *format);
      continue;
    }
    format++;
    if (*format == 'u')
      number_add(buffer, va_arg(arguments, unsigned), false);
    else if (*format == 'd')
      buffer_integer(buffer, va_arg(arguments, int));
    else if (*format == 's')
      buffer_text(buffer, va_arg(arguments, const char *));
    else if (format[0] == 'z' && format[1] == 'u') {
      number_add(buffer, va_arg(arguments, size_t), false);
      format++;
    } else {
      formatted_add(buffer, format - 1, arguments);
      return;
    }
  }
}

void buffer_printf(struct buffer *buffer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  buffer_vprintf(buffer, format, arguments);
  va_end(arguments);
}

void buffer_mpt(struct buffer *buffer, mpt value) {
  char *room = buffer_room(buffer, MPT_TEXT_SIZE);
  buffer->length += mpt_print(room, value);
}
