/* Bytes on their way to a file: gathered, counted, hashed. */
#ifndef BATCH_WRITING_H
#define BATCH_WRITING_H

#include "base/buffer.h"
#include "base/file.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>

struct writing {
  struct file_output *file; /* NULL: nothing is written, only counted */
  struct hash *hash;
  struct buffer chunk;
  size_t bytes;
  int error; /* of writing, 0: none. The disk's fault, not the document's */
};

/* `path` NULL: only counts. False with errno. */
bool writing_open(struct writing *writing, const char *path);

/* The `write` of a struct pdf_output. */
bool writing_take(void *self, const void *data, size_t length);

/* What is left; false when not all could be written. The file stays the caller's, without its name yet. */
bool writing_end(struct writing *writing, char sha256[HASH_HEX_SIZE]);

#endif
