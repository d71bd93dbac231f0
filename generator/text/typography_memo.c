/* The memo of edits and slips, by everything that they follow from. */
#include "text/typography_memo.h"

#include "base/memo.h"
#include "text/setter_private.h"

#include <string.h>

enum {
  PLACES = 2048,
  MEMORY_LIMIT = 1024 * 1024, /* bytes */
  TEXT_LIMIT = 16 * 1024      /* bytes; what is longer hardly comes back, and would soon fill the memo */
};

struct memo *typography_memo_new(struct arena *arena) {
  return memo_new(arena, PLACES, MEMORY_LIMIT);
}

static void key_write(struct buffer *key, const struct typography_spec *spec) {
  const size_t numbers[] = {spec->slips_only, spec->fixed_count, spec->length};
  const char *language = spec->language != NULL ? spec->language : "";
  buffer_add(key, numbers, sizeof numbers);
  buffer_add(key, spec->fixed, spec->fixed_count * sizeof *spec->fixed);
  buffer_add(key, language, strlen(language) + 1);
  buffer_add(key, spec->text, spec->length);
}

/* A copy that lives as long as the arena. */
static struct typography *typography_keep(struct arena *arena, const struct typography *found) {
  struct typography *kept = arena_memdup(arena, found, sizeof *kept);
  kept->edits = arena_memdup(arena, found->edits, found->edit_count * sizeof *found->edits);
  for (size_t i = 0; i < kept->edit_count; i++)
    kept->edits[i].replacement = arena_strdup(arena, found->edits[i].replacement);
  kept->slips = arena_memdup(arena, found->slips, found->slip_count * sizeof *found->slips);
  for (size_t i = 0; i < kept->slip_count; i++)
    kept->slips[i].expected = arena_strdup(arena, found->slips[i].expected);
  return kept;
}

void typography_memo_find(struct arena *arena, struct setter *setter, const struct typography_spec *spec,
                          struct typography *out) {
  struct memo *memo = setter->typographies;
  void **place = NULL;
  if (spec->length <= TEXT_LIMIT) {
    key_write(memo_key(memo), spec);
    place = memo_find(memo);
  }
  if (place != NULL && *place != NULL) {
    *out = *(const struct typography *)*place;
    return;
  }
  typography_find(arena, spec, out);
  if (place != NULL)
    *place = typography_keep(memo_arena(memo), out);
}
