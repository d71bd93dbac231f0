/* A table by hash, in rows of a few places: nothing is looked for further than in its row, and nothing is put out. */
#include "base/memo.h"

#include "base/hash.h"

#include <stdbool.h>
#include <string.h>

enum { WAYS = 4 /* places of a row */ };

struct kept {
  void *value;
  const char *key;
  size_t key_length;
};

/* Asked for once when `kept` is NULL. */
struct place {
  uint64_t hash;
  struct kept *kept;
};

struct memo {
  struct arena *kept; /* keys and values */
  size_t bytes;
  struct buffer key; /* of what is asked for */
  size_t rows;
  struct place *places;
};

static void memo_release(void *handle) {
  struct memo *memo = handle;
  arena_drop(memo->kept);
  buffer_drop(&memo->key);
}

struct memo *memo_new(struct arena *arena, size_t places, size_t bytes) {
  struct memo *memo = arena_alloc(arena, sizeof *memo);
  *memo = (struct memo){.kept = arena_new(), .bytes = bytes, .rows = places / WAYS};
  memo->places = arena_zalloc(arena, memo->rows * WAYS, sizeof *memo->places);
  arena_defer(arena, memo_release, memo);
  return memo;
}

static bool memo_is_full(const struct memo *memo) {
  return arena_size(memo->kept) >= memo->bytes;
}

void memo_trim(struct memo *memo) {
  if (!memo_is_full(memo))
    return;
  arena_drop(memo->kept);
  memo->kept = arena_new();
  memset(memo->places, 0, memo->rows * WAYS * sizeof *memo->places);
}

struct buffer *memo_key(struct memo *memo) {
  buffer_clear(&memo->key);
  return &memo->key;
}

struct arena *memo_arena(struct memo *memo) {
  return memo->kept;
}

/* The place of a hash, else one to be taken for it: of something that is not kept, or of nothing. */
static struct place *place_find(struct memo *memo, uint64_t hash) {
  struct place *row = &memo->places[hash % memo->rows * WAYS], *unused = NULL;
  for (size_t i = 0; i < WAYS; i++) {
    if (row[i].hash == hash)
      return &row[i];
    if (!row[i].kept && (!unused || !row[i].hash))
      unused = &row[i];
  }
  return unused;
}

static struct kept *kept_new(struct memo *memo) {
  struct kept *kept = arena_alloc(memo->kept, sizeof *kept);
  const char *key = arena_memdup(memo->kept, memo->key.data, memo->key.length);
  *kept = (struct kept){.key = key, .key_length = memo->key.length};
  return kept;
}

static bool kept_is(const struct kept *kept, const struct buffer *key) {
  return kept->key_length == key->length && memcmp(kept->key, key->data, key->length) == 0;
}

void **memo_find(struct memo *memo) {
  uint64_t hash = hash_fast(memo->key.data, memo->key.length);
  struct place *place = place_find(memo, hash);
  if (!place)
    return NULL;
  if (place->hash != hash) {
    place->hash = hash;
    return NULL;
  }
  if (!place->kept && !memo_is_full(memo))
    place->kept = kept_new(memo);
  return place->kept && kept_is(place->kept, &memo->key) ? &place->kept->value : NULL;
}
