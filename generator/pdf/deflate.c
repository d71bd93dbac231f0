/* Flate compression by libdeflate, one compressor per document. */
#include "pdf/deflate.h"

#include "base/arena.h"

#include <libdeflate.h>

#include <stdlib.h>

/* Measured on badge sheets and releases: 9 takes twice the time of 6 for 0.4 % of the size, 1 takes 60 % of it for 3 %
 * more; fonts gain nothing past 6. */
enum { LEVEL = 6 };

struct deflater {
  struct libdeflate_compressor *compressor;
};

struct deflater *deflater_new(void) {
  libdeflate_set_memory_allocator(memory_alloc, free); /* running out ends the process as everywhere */
  struct deflater *deflater = memory_alloc(sizeof *deflater);
  deflater->compressor = libdeflate_alloc_compressor(LEVEL);
  return deflater;
}

void deflater_drop(struct deflater *deflater) {
  if (!deflater)
    return;
  libdeflate_free_compressor(deflater->compressor);
  free(deflater);
}

struct blob deflate_data(struct deflater *deflater, const void *data, size_t length) {
  size_t bound = libdeflate_zlib_compress_bound(deflater->compressor, length);
  struct blob blob = {.data = memory_alloc(bound)};
  blob.length = libdeflate_zlib_compress(deflater->compressor, data, length, blob.data, bound);
  blob.data = memory_realloc(blob.data, blob.length);
  return blob;
}
