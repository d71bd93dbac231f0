/* SHA-256 by nettle, xxh3 by xxhash. */
#include "base/hash.h"

#include "base/arena.h"

#include <nettle/sha2.h>
#include <stdlib.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

struct hash {
  struct sha256_ctx context;
};

struct hash *hash_new(void) {
  struct hash *hash = memory_alloc(sizeof *hash);
  sha256_init(&hash->context);
  return hash;
}

void hash_add(struct hash *hash, const void *data, size_t length) {
  sha256_update(&hash->context, length, data);
}

void hash_finish(struct hash *hash, uint8_t digest[32]) {
  sha256_digest(&hash->context, SHA256_DIGEST_SIZE, digest);
}

void hash_drop(struct hash *hash) {
  free(hash);
}

void hash_hex(const uint8_t digest[32], char out[HASH_HEX_SIZE]) {
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < 32; i++) {
    out[2 * i] = digits[digest[i] >> 4];
    out[2 * i + 1] = digits[digest[i] & 15];
  }
  out[64] = '\0';
}

void hash_data(const void *data, size_t length, uint8_t digest[32]) {
  struct sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, length, data);
  sha256_digest(&context, SHA256_DIGEST_SIZE, digest);
}

uint64_t hash_fast(const void *data, size_t length) {
  return XXH3_64bits(data, length);
}
