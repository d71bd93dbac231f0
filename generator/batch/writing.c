/* Chunks: a system call and a round of the hash for many small pieces. */
#include "batch/writing.h"

#include <errno.h>

enum { CHUNK = 128 * 1024 };

bool writing_open(struct writing *writing, const char *path) {
  *writing = (struct writing){0};
  if (!path)
    return true;
  writing->file = file_output_new(path);
  if (!writing->file)
    return false;
  writing->hash = hash_new();
  return true;
}

static bool chunk_write(struct writing *writing) {
  if (writing->file && !file_output_write(writing->file, writing->chunk.data, writing->chunk.length))
    writing->error = errno ? errno : EIO;
  if (writing->file)
    hash_add(writing->hash, writing->chunk.data, writing->chunk.length);
  buffer_clear(&writing->chunk);
  return !writing->error;
}

bool writing_take(void *self, const void *data, size_t length) {
  struct writing *writing = self;
  writing->bytes += length;
  buffer_add(&writing->chunk, data, length);
  return writing->chunk.length < CHUNK || chunk_write(writing);
}

bool writing_end(struct writing *writing, char sha256[HASH_HEX_SIZE]) {
  bool good = chunk_write(writing);
  buffer_drop(&writing->chunk);
  if (writing->hash) {
    uint8_t digest[32];
    hash_finish(writing->hash, digest);
    hash_hex(digest, sha256);
    hash_drop(writing->hash);
    writing->hash = NULL;
  }
  return good;
}
