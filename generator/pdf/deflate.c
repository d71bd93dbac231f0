/* Flate compression by libdeflate, one compressor of each level per document, opened when first used. */
#include "pdf/deflate.h"

#include "base/arena.h"

#include <libdeflate.h>

#include <stdlib.h>

/* Measured on badge sheets and releases: level 9 costs three times as much as 6 for 2 % of the size, 1 half as much
 * for 20 % more. Levels past 9 cost a millisecond of set-up alone. */
enum { LEVEL_PAGE = 6, LEVEL_RESOURCE = 9 };

struct deflater {
  struct libdeflate_compressor *page, *resource;
};

struct deflater *deflater_new(void) {
  libdeflate_set_memory_allocator(memory_alloc, free); /* running out ends the process as everywhere */
  struct deflater *deflater = memory_alloc(sizeof *deflater);
  *deflater = (struct deflater){0};
  return deflater;
}

void deflater_drop(struct deflater *deflater) {
  if (!deflater)
    return;
  libdeflate_free_compressor(deflater->page);
  libdeflate_free_compressor(deflater->resource);
  free(deflater);
}

static struct blob data_deflate(struct libdeflate_compressor **compressor, int level, const void *data, size_t length) {
  if (!*compressor)
    *compressor = libdeflate_alloc_compressor(level);
  size_t bound = libdeflate_zlib_compress_bound(*compressor, length);
  struct blob blob = {.data = memory_alloc(bound)};
  blob.length = libdeflate_zlib_compress(*compressor, data, length, blob.data, bound);
  blob.data = memory_realloc(blob.data, blob.length);
  return blob;
}

struct blob deflate_page(struct deflater *deflater, const void *data, size_t length) {
  return data_deflate(&deflater->page, LEVEL_PAGE, data, length);
}

struct blob deflate_resource(struct deflater *deflater, const void *data, size_t length) {
  return data_deflate(&deflater->resource, LEVEL_RESOURCE, data, length);
}
