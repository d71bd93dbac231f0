/* Hashes: SHA-256 for everything that is shown or compared across runs, xxh3 for tables in memory. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { HASH_HEX_SIZE = 65 }; /* 64 digits and the NUL */

struct hash; /* a running SHA-256; caller drops */
struct hash *hash_new(void);
void hash_add(struct hash *hash, const void *data, size_t length);
void hash_finish(struct hash *hash, uint8_t digest[32]); /* may be called once */
void hash_drop(struct hash *hash);

void hash_hex(const uint8_t digest[32], char out[HASH_HEX_SIZE]);
void hash_data(const void *data, size_t length, uint8_t digest[32]);

/* Not for anything that leaves the process. */
uint64_t hash_fast(const void *data, size_t length);

#endif
