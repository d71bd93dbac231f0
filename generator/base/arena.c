/* Arena: blocks of growing size in a chain, handed out from the front. Idea after nginx's pools and MuPDF's pool.c. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 1024 * 1024, ALIGNMENT = alignof(max_align_t) };

struct block {
  struct block *previous;
  size_t size, used; /* of data */
  alignas(max_align_t) char data[];
};

struct deferred {
  struct deferred *previous;
  void (*release)(void *);
  void *handle;
};

struct arena {
  struct block *block;
  struct deferred *deferred;
  size_t size;
  char *last; /* the block handed out last, for arena_grow */
};

static _Noreturn void memory_exhausted(void) {
  static const char message[] = "basma: out of memory\n";
  ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
  (void)ignored;
  _exit(ARENA_EXIT_STATUS);
}

void *memory_alloc(size_t size) {
  void *memory = malloc(size ? size : 1);
  if (!memory)
    memory_exhausted();
  return memory;
}

void *memory_realloc(void *old, size_t size) {
  void *memory = realloc(old, size ? size : 1);
  if (!memory)
    memory_exhausted();
  return memory;
}

static size_t product(size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total))
    memory_exhausted();
  return total;
}

static void block_add(struct arena *arena, size_t least) {
  size_t size = arena->block ? arena->block->size * 2 : FIRST_BLOCK;
  if (size > LARGEST_BLOCK)
    size = LARGEST_BLOCK;
  if (size < least)
    size = least;
  if (size > SIZE_MAX - sizeof(struct block))
    memory_exhausted();
  struct block *block = memory_alloc(sizeof *block + size);
  *block = (struct block){.previous = arena->block, .size = size};
  arena->block = block;
  arena->size += size;
}

struct arena *arena_new(void) {
  struct arena *arena = memory_alloc(sizeof *arena);
  *arena = (struct arena){0};
  return arena;
}

static void deferred_run(struct arena *arena) {
  while (arena->deferred) {
    struct deferred *deferred = arena->deferred;
    arena->deferred = deferred->previous;
    deferred->release(deferred->handle);
  }
}

void arena_drop(struct arena *arena) {
  if (!arena)
    return;
  deferred_run(arena);
  for (struct block *block = arena->block, *previous; block; block = previous) {
    previous = block->previous;
    free(block);
  }
  free(arena);
}

void arena_reset(struct arena *arena) {
  deferred_run(arena);
  struct block *kept = arena->block;
  if (!kept)
    return;
  for (struct block *block = kept->previous, *previous; block; block = previous) {
    previous = block->previous;
    free(block);
  }
  kept->previous = NULL;
  kept->used = 0;
  arena->size = kept->size;
  arena->last = NULL;
}

void *arena_alloc(struct arena *arena, size_t size) {
  if (size > SIZE_MAX - ALIGNMENT)
    memory_exhausted();
  /* Never nothing, so that every pointer handed out is another one. */
  size_t rounded = ((size ? size : 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (!arena->block || arena->block->size - arena->block->used < rounded)
    block_add(arena, rounded);
  struct block *block = arena->block;
  arena->last = block->data + block->used;
  block->used += rounded;
  return arena->last;
}

void *arena_zalloc(struct arena *arena, size_t count, size_t size) {
  size_t total = product(count, size);
  return memset(arena_alloc(arena, total), 0, total);
}

void *arena_array(struct arena *arena, size_t count, size_t size) {
  return arena_alloc(arena, product(count, size));
}

void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size) {
  assert(new_size >= old_size);
  struct block *block = arena->block;
  if (old && old == arena->last) {
    size_t start = (size_t)(arena->last - block->data);
    if (new_size <= block->size - start) {
      block->used = start + (new_size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      if (block->used > block->size)
        block->used = block->size;
      return old;
    }
  }
  void *memory = arena_alloc(arena, new_size);
  return old_size ? memcpy(memory, old, old_size) : memory;
}

void *arena_push_room(struct arena *arena, void *items, size_t item_size, size_t count, size_t *capacity) {
  if (count < *capacity)
    return items;
  size_t wanted = *capacity ? product(*capacity, 2) : 8;
  void *grown = arena_grow(arena, items, product(count, item_size), product(wanted, item_size));
  *capacity = wanted;
  return grown;
}

void *arena_memdup(struct arena *arena, const void *data, size_t length) {
  void *copy = arena_alloc(arena, length);
  return length ? memcpy(copy, data, length) : copy;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length) {
  char *copy = arena_alloc(arena, product(length, 1) + 1);
  if (length)
    memcpy(copy, text, length);
  copy[length] = '\0';
  return copy;
}

char *arena_strdup(struct arena *arena, const char *text) {
  return arena_strndup(arena, text, strlen(text));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list arguments) {
  char draft[256]; /* bytes; what is longer is printed twice */
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(draft, sizeof draft, format, again);
  va_end(again);
  assert(length >= 0);
  if ((size_t)length < sizeof draft)
    return arena_memdup(arena, draft, (size_t)length + 1);
  char *text = arena_alloc(arena, (size_t)length + 1);
  vsnprintf(text, (size_t)length + 1, format, arguments);
  return text;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  char *text = arena_vprintf(arena, format, arguments);
  va_end(arguments);
  return text;
}

void arena_defer(struct arena *arena, void (*release)(void *), void *handle) {
  struct deferred *deferred = arena_alloc(arena, sizeof *deferred);
  *deferred = (struct deferred){arena->deferred, release, handle};
  arena->deferred = deferred;
}

size_t arena_size(const struct arena *arena) {
  return arena->size;
}
