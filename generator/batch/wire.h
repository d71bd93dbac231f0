/* Messages between the parent and its workers: numbers and texts in a row, in the machine's own byte order.
 * The other side is the same program, but it may have been hit by hostile input, so reading checks everything. */
#ifndef BATCH_WIRE_H
#define BATCH_WIRE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wire {
  const char *data;
  size_t length;
  size_t offset;
  bool broken; /* something did not fit; everything read since is 0 or NULL */
};

void wire_add_number(struct buffer *out, uint64_t value);
void wire_add_bytes(struct buffer *out, const void *data, size_t length);
void wire_add_text(struct buffer *out, const char *text); /* NULL stays NULL */
void wire_add_position(struct buffer *out, struct position at);

uint64_t wire_number(struct wire *wire);
/* A number that counts things of at least one byte each, still to come. */
size_t wire_count(struct wire *wire);
const char *wire_bytes(struct wire *wire, size_t *length); /* borrowed from the message */
const char *wire_text(struct wire *wire, struct arena *arena);
struct position wire_position(struct wire *wire, struct arena *arena);

#endif
