/* Messages between the parent and its workers. */
#include "batch/wire.h"

#include <string.h>

static const uint64_t no_text = UINT64_MAX;

void wire_add_number(struct buffer *out, uint64_t value) {
  buffer_add(out, &value, sizeof value);
}

void wire_add_bytes(struct buffer *out, const void *data, size_t length) {
  wire_add_number(out, length);
  buffer_add(out, data, length);
}

void wire_add_text(struct buffer *out, const char *text) {
  if (text)
    wire_add_bytes(out, text, strlen(text));
  else
    wire_add_number(out, no_text);
}

void wire_add_position(struct buffer *out, struct position at) {
  wire_add_text(out, at.file);
  wire_add_number(out, (uint64_t)at.line);
  wire_add_number(out, (uint64_t)at.column);
}

uint64_t wire_number(struct wire *wire) {
  uint64_t value = 0;
  if (wire->broken || wire->length - wire->offset < sizeof value) {
    wire->broken = true;
    return 0;
  }
  memcpy(&value, wire->data + wire->offset, sizeof value);
  wire->offset += sizeof value;
  return value;
}

size_t wire_count(struct wire *wire) {
  uint64_t count = wire_number(wire);
  if (count > wire->length - wire->offset)
    wire->broken = true;
  return wire->broken ? 0 : (size_t)count;
}

const char *wire_bytes(struct wire *wire, size_t *length) {
  *length = wire_count(wire);
  if (wire->broken)
    return NULL;
  const char *bytes = wire->data + wire->offset;
  wire->offset += *length;
  return bytes;
}

const char *wire_text(struct wire *wire, struct arena *arena) {
  uint64_t length = wire_number(wire);
  if (wire->broken || length == no_text)
    return NULL;
  if (length > wire->length - wire->offset) {
    wire->broken = true;
    return NULL;
  }
  const char *text = wire->data + wire->offset;
  wire->offset += (size_t)length;
  return arena_strndup(arena, text, (size_t)length);
}

struct position wire_position(struct wire *wire, struct arena *arena) {
  struct position at;
  at.file = wire_text(wire, arena);
  at.line = (int)wire_number(wire);
  at.column = (int)wire_number(wire);
  return at;
}
