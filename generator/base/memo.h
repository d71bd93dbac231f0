/* What was worked out before, found again by the bytes that it follows from.
 *
 * Something is kept when it is asked for a second time, so that what never comes back costs no more than a hash. The
 * memory is bounded: a full memo keeps nothing more, and is emptied by memo_trim. */
#ifndef BASE_MEMO_H
#define BASE_MEMO_H

#include "base/arena.h"
#include "base/buffer.h"

struct memo;

/* Room for `places` things of `bytes` in all. Released with the arena. */
struct memo *memo_new(struct arena *arena, size_t places, size_t bytes);

/* Empties a full memo. What it gave is no longer valid. */
void memo_trim(struct memo *memo);

/* Empty, to be written before memo_find. */
struct buffer *memo_key(struct memo *memo);

/* Where what follows from the key is kept: NULL in it when the caller is to make it, in memory of memo_arena. NULL
 * when nothing is kept under the key. */
void **memo_find(struct memo *memo);
struct arena *memo_arena(struct memo *memo);

#endif
