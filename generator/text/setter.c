/* The setter: one object for everything that the text room keeps warm. */
#include "text/setter.h"

#include "text/setter_private.h"
#include "text/shape.h"

static void map_release(void *map) {
  fontmap_drop(map);
}

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
  setter->shapes = shapes_new(arena);
  setter->breakers = breakers_new(arena);
  setter->hyphenators = hyphenators_new(arena);
  return setter;
}

void setter_drop(struct setter *setter) {
  if (setter)
    arena_drop(setter->arena);
}

struct fontmap *setter_fontmap(struct setter *setter) {
  return setter->map;
}

void setter_warm_language(struct setter *setter, const char *language) {
  breakers_warm(setter->breakers, language);
  hyphenators_warm(setter, language);
}

void setter_trim(struct setter *setter) {
  shapes_trim(setter->shapes);
  hyphenators_trim(setter->hyphenators);
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
