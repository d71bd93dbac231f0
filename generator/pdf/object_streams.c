/* Many objects in one deflated stream. libharu knows PDF 1.4's files only, where each object stands by itself and has
 * twenty bytes in a table; of a tagged release they make a quarter. */
#include "pdf/object_streams.h"

#include "base/arena.h"

#include <stdlib.h>

/* Text of one stream: as far as deflate looks back, so that larger ones would gain nothing; whoever wants one object
 * unpacks all. */
enum { STREAM_LENGTH = 32 * 1024 };

enum place_kind { PLACE_NONE, PLACE_OFFSET, PLACE_STREAM };

struct place {
  uint32_t where; /* offset, or which stream */
  uint16_t index; /* in the stream */
  uint8_t kind;
};

struct stream {
  struct blob data;
  size_t count, first; /* objects, and where the first begins */
  uint32_t number;     /* its object; 0: not written yet */
};

struct object_streams {
  struct arena *arena;
  struct deflater *deflater;
  struct buffer head, text; /* of the open stream: numbers and offsets, objects */
  size_t open_count;
  struct stream *streams;
  size_t count, capacity;
  struct place *places; /* by number */
  size_t place_count, place_capacity;
};

struct object_streams *object_streams_new(struct deflater *deflater) {
  struct object_streams *streams = memory_alloc(sizeof *streams);
  *streams = (struct object_streams){.arena = arena_new(), .deflater = deflater};
  return streams;
}

void object_streams_drop(struct object_streams *streams) {
  if (!streams)
    return;
  for (size_t i = 0; i < streams->count; i++)
    free(streams->streams[i].data.data);
  buffer_drop(&streams->head);
  buffer_drop(&streams->text);
  arena_drop(streams->arena);
  free(streams);
}

static struct place *place_find(struct object_streams *streams, uint32_t number) {
  while (streams->place_count <= number)
    *ARENA_PUSH(streams->arena, streams->places, streams->place_count, streams->place_capacity) = (struct place){0};
  return &streams->places[number];
}

void object_streams_place(struct object_streams *streams, uint32_t number, size_t offset) {
  *place_find(streams, number) = (struct place){.where = (uint32_t)offset, .kind = PLACE_OFFSET};
}

size_t object_streams_close(struct object_streams *streams) {
  if (!streams->open_count)
    return streams->count;
  size_t first = streams->head.length;
  buffer_add(&streams->head, streams->text.data, streams->text.length);
  *ARENA_PUSH(streams->arena, streams->streams, streams->count, streams->capacity) =
      (struct stream){.data = deflate_data(streams->deflater, streams->head.data, streams->head.length),
                      .count = streams->open_count,
                      .first = first};
  buffer_clear(&streams->head);
  buffer_clear(&streams->text);
  streams->open_count = 0;
  return streams->count;
}

void object_streams_add(struct object_streams *streams, uint32_t number, const void *text, size_t length) {
  *place_find(streams, number) =
      (struct place){.where = (uint32_t)streams->count, .index = (uint16_t)streams->open_count++, .kind = PLACE_STREAM};
  buffer_printf(&streams->head, "%u %zu ", number, streams->text.length);
  buffer_add(&streams->text, text, length);
  buffer_byte(&streams->text, '\n');
  if (streams->text.length >= STREAM_LENGTH)
    object_streams_close(streams);
}

struct blob object_streams_take(struct object_streams *streams, size_t index, uint32_t number, struct buffer *inside) {
  struct stream *stream = &streams->streams[index];
  struct blob data = stream->data;
  stream->number = number;
  stream->data = (struct blob){0};
  buffer_printf(inside, "/Type/ObjStm/N %zu/First %zu/Filter/FlateDecode", stream->count, stream->first);
  return data;
}

/* --- the cross-reference stream -------------------------------------------------------------------------------------
 */

enum { KIND_BYTES = 1, WHERE_BYTES = 4 /* at most */, INDEX_BYTES = 2, ROW = KIND_BYTES + WHERE_BYTES + INDEX_BYTES };

static uint8_t *number_put(uint8_t *out, uint32_t number, int bytes) {
  for (int i = bytes; i-- > 0;)
    *out++ = (uint8_t)(number >> 8 * i);
  return out;
}

/* Enough for offsets, of which this stream has the last, and for numbers of objects. */
static int where_bytes(const struct object_streams *streams, uint32_t count) {
  uint32_t last = streams->places[streams->place_count - 1].where;
  if (last < count)
    last = count;
  return last < 1 << 16 ? 2 : last < 1 << 24 ? 3 : WHERE_BYTES;
}

static void row_put(const struct object_streams *streams, uint32_t number, int where, uint8_t row[ROW]) {
  struct place place = number < streams->place_count ? streams->places[number] : (struct place){0};
  if (place.kind == PLACE_STREAM)
    place.where = streams->streams[place.where].number;
  if (place.kind == PLACE_NONE)
    place.index = 0xFFFF; /* never used again */
  row = number_put(row, place.kind, KIND_BYTES);
  row = number_put(row, place.where, where);
  number_put(row, place.index, INDEX_BYTES);
}

/* PNG's filter 2: each row as its difference from the one above. */
static void row_filter(const uint8_t row[ROW], const uint8_t above[ROW], int length, struct buffer *out) {
  buffer_byte(out, 2);
  for (int i = 0; i < length; i++)
    buffer_byte(out, (char)(row[i] - above[i]));
}

struct blob object_streams_references(struct object_streams *streams, uint32_t count, struct buffer *inside) {
  struct buffer rows = {0};
  uint8_t row[2][ROW] = {{0}};
  int where = where_bytes(streams, count), length = KIND_BYTES + where + INDEX_BYTES;
  for (uint32_t i = 0; i < count; i++) {
    row_put(streams, i, where, row[i % 2]);
    row_filter(row[i % 2], row[1 - i % 2], length, &rows);
  }
  struct blob data = deflate_data(streams->deflater, rows.data, rows.length);
  buffer_drop(&rows);
  buffer_printf(inside, "/Type/XRef/Size %u/W[%d %d %d]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>",
                count, KIND_BYTES, where, INDEX_BYTES, length);
  return data;
}
