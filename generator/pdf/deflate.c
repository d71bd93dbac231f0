/* Flate compression by libdeflate. A deflater serves one document, or one after another. */
#include "pdf/deflate.h"

#include "base/arena.h"
#include "base/hash.h"

#include <libdeflate.h>

#include <stdlib.h>
#include <string.h>

/* Measured on badge sheets and releases: 9 takes twice the time of 6 for 0.4 % of the size; 1 takes a third of it and
 * makes a release 2 % larger, objects of large documents 30 %; 5 is hardly faster, and badges are 2 % larger. */
enum { LEVEL = 6 };

/* Streams kept: as many as the fonts of some letterheads, a megabyte or two. */
enum { KEPT_LIMIT = 48, KEPT_LENGTH = 256 * 1024 };

struct kept {
  uint64_t hash;
  struct blob key, packed;
  size_t plain_length;
  uint64_t used; /* when, counted in calls; 0: the place is free */
};

struct deflater {
  struct libdeflate_compressor *compressor;
  struct kept kept[KEPT_LIMIT];
  uint64_t calls;
};

struct deflater *deflater_new(void) {
  libdeflate_set_memory_allocator(memory_alloc, free); /* running out ends the process as everywhere */
  struct deflater *deflater = memory_alloc(sizeof *deflater);
  *deflater = (struct deflater){.compressor = libdeflate_alloc_compressor(LEVEL)};
  return deflater;
}

void deflater_drop(struct deflater *deflater) {
  if (!deflater)
    return;
  libdeflate_free_compressor(deflater->compressor);
  for (size_t i = 0; i < KEPT_LIMIT; i++) {
    free(deflater->kept[i].key.data);
    free(deflater->kept[i].packed.data);
  }
  free(deflater);
}

struct blob deflate_data(struct deflater *deflater, const void *data, size_t length) {
  struct libdeflate_compressor *compressor = deflater->compressor;
  size_t bound = libdeflate_zlib_compress_bound(compressor, length);
  struct blob blob = {.data = memory_alloc(bound)};
  blob.length = libdeflate_zlib_compress(compressor, data, length, blob.data, bound);
  blob.data = memory_realloc(blob.data, blob.length);
  return blob;
}

static struct blob blob_copy(const void *data, size_t length) {
  struct blob blob = {memory_alloc(length), length};
  memcpy(blob.data, data, length);
  return blob;
}

struct blob deflate_find(struct deflater *deflater, const void *key, size_t length, size_t *plain_length) {
  uint64_t hash = hash_fast(key, length);
  for (size_t i = 0; i < KEPT_LIMIT; i++) {
    struct kept *kept = &deflater->kept[i];
    if (!kept->used || kept->hash != hash || kept->key.length != length || memcmp(kept->key.data, key, length) != 0)
      continue;
    kept->used = ++deflater->calls;
    *plain_length = kept->plain_length;
    return blob_copy(kept->packed.data, kept->packed.length);
  }
  return (struct blob){NULL, 0};
}

/* In the place of the one that has not been asked for the longest. */
void deflate_keep(struct deflater *deflater, const void *key, size_t length, const struct blob *packed,
                  size_t plain_length) {
  struct kept *place = &deflater->kept[0];
  if (length > KEPT_LENGTH || packed->length > KEPT_LENGTH)
    return;
  for (size_t i = 1; i < KEPT_LIMIT; i++)
    if (deflater->kept[i].used < place->used)
      place = &deflater->kept[i];
  free(place->key.data);
  free(place->packed.data);
  *place = (struct kept){.hash = hash_fast(key, length),
                         .key = blob_copy(key, length),
                         .packed = blob_copy(packed->data, packed->length),
                         .plain_length = plain_length,
                         .used = ++deflater->calls};
}

struct blob deflate_shared(struct deflater *deflater, const void *data, size_t length) {
  size_t plain_length;
  struct blob blob = length ? deflate_find(deflater, data, length, &plain_length) : (struct blob){NULL, 0};
  if (blob.data)
    return blob;
  blob = deflate_data(deflater, data, length);
  if (length)
    deflate_keep(deflater, data, length, &blob, length);
  return blob;
}
