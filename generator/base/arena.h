/* Memory with one lifetime.
 *
 * An arena hands out memory that is released all at once by arena_drop. Foreign handles are tied to it with
 * arena_defer. Nothing here returns NULL: when memory runs out, the process ends with status
 * ARENA_EXIT_STATUS after a message on standard error, and the parent of a worker reports the document.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

enum { ARENA_EXIT_STATUS = 3 }; /* that of a failure of the system; a worker ends by itself with no other status */

struct arena;

/* Caller drops. */
struct arena *arena_new(void);

/* Runs the deferred functions, latest first, and frees everything. NULL is allowed. */
void arena_drop(struct arena *arena);

/* Runs the deferred functions and forgets everything handed out, but keeps some memory for reuse. */
void arena_reset(struct arena *arena);

/* Uninitialised memory, aligned for any type. size 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* Zeroed memory for count items; an overflow of count * size counts as out of memory. */
void *arena_zalloc(struct arena *arena, size_t count, size_t size);

/* Uninitialised memory for count items, likewise checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A larger block with the old content; the old one stays valid and unused. Grows in place when it was the
 * last one handed out. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);

char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length); /* adds the NUL */
void *arena_memdup(struct arena *arena, const void *data, size_t length);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list arguments);

/* Calls release(handle) when the arena is dropped or reset. */
void arena_defer(struct arena *arena, void (*release)(void *), void *handle);

/* Bytes held from the system. */
size_t arena_size(const struct arena *arena);

/* Malloc that ends the process like the arena does; for the few things with a lifetime of their own. */
void *memory_alloc(size_t size);
void *memory_realloc(void *old, size_t size);

/* A growing array in an arena: keep `count` and `capacity` beside the pointer.
 *   struct foo *items; size_t count, capacity;
 *   *ARENA_PUSH(arena, items, count, capacity) = (struct foo){…}; */
#define ARENA_PUSH(arena, items, count, capacity)                                                                      \
  ((items) = arena_push_room((arena), (items), sizeof *(items), (count), &(capacity)), &(items)[(count)++])
void *arena_push_room(struct arena *arena, void *items, size_t item_size, size_t count, size_t *capacity);

#endif
