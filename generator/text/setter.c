/* The setter: one object for everything that the text room keeps warm. */
#include "text/setter.h"

#include "text/paragraph_memo.h"
#include "text/setter_private.h"
#include "text/shape.h"
#include "text/typography_memo.h"

static void map_release(void *map) {
  fontmap_drop(map);
}

enum { SCRATCH_LIMIT = 4 * 1024 * 1024 }; /* bytes kept from one paragraph to the next */

struct setter *setter_new(struct fontmap *map, const char *const *pattern_folders) {
  struct arena *arena = arena_new();
  struct setter *setter = arena_zalloc(arena, 1, sizeof *setter);
  setter->arena = arena;
  setter->map = map;
  arena_defer(arena, map_release, map);
  size_t count = 0, capacity = 0;
  for (; *pattern_folders; pattern_folders++)
    *ARENA_PUSH(arena, setter->pattern_folders, count, capacity) = arena_strdup(arena, *pattern_folders);
  *ARENA_PUSH(arena, setter->pattern_folders, count, capacity) = NULL;
  setter->scratch = arena_new();
  setter->shapes = shapes_new(arena);
  setter->breakers = breakers_new(arena);
  setter->hyphenators = hyphenators_new(arena);
  setter->paragraphs = paragraph_memo_new(arena);
  setter->typographies = typography_memo_new(arena);
  return setter;
}

void setter_drop(struct setter *setter) {
  if (!setter)
    return;
  arena_drop(setter->scratch);
  arena_drop(setter->arena);
}

struct fontmap *setter_fontmap(struct setter *setter) {
  return setter->map;
}

struct arena *setter_scratch(struct setter *setter) {
  if (arena_size(setter->scratch) > SCRATCH_LIMIT) {
    arena_drop(setter->scratch);
    setter->scratch = arena_new();
  } else {
    arena_reset(setter->scratch);
  }
  return setter->scratch;
}

/* Patterns only: break iterators are rarely needed, see text/breakpoints.c, and open in less than a millisecond. */
void setter_warm_language(struct setter *setter, const char *language) {
  hyphenators_warm(setter, language);
}

void setter_trim(struct setter *setter) {
  shapes_trim(setter->shapes);
  memo_trim(setter->paragraphs);
  memo_trim(setter->typographies);
}

void language_primary(const char *language, char primary[SUBTAG_SIZE]) {
  size_t length = 0;
  for (; language[length] && language[length] != '-' && language[length] != '_' && length < SUBTAG_SIZE; length++) {
    char letter = (char)(language[length] | 0x20);
    if (letter < 'a' || letter > 'z' || length == SUBTAG_SIZE - 1) {
      length = 0;
      break;
    }
    primary[length] = letter;
  }
  primary[length] = '\0';
}
