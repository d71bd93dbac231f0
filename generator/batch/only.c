/* One person of a list. */
#include "batch/only.h"

#include "base/buffer.h"
#include "input/locale.h"

#include <string.h>

enum { SHOWN = 5 /* of several that are meant */ };

struct only {
  struct arena *arena;
  const char *who;
  const char **words; /* of it, in lower case, NULL-terminated */
  const char *found[SHOWN];
  size_t count;
  bool by_id; /* an id it is: names do not count */
};

static bool is_space(const char *text, size_t *bytes) {
  *bytes = strncmp(text, "\u00A0", 2) == 0 ? 2 : *text == ' ' || *text == '\t' ? 1 : 0;
  return *bytes > 0;
}

static const char **words_of(struct arena *arena, const char *text) {
  const char **words = NULL;
  size_t count = 0, capacity = 0, bytes;
  const char *lower = locale_lower(arena, locale_find("ru"), text);
  while (*lower) {
    while (is_space(lower, &bytes))
      lower += bytes;
    const char *end = lower;
    while (*end && !is_space(end, &bytes))
      end++;
    if (end > lower)
      *ARENA_PUSH(arena, words, count, capacity) = arena_strndup(arena, lower, (size_t)(end - lower));
    lower = end;
  }
  *ARENA_PUSH(arena, words, count, capacity) = NULL;
  return words;
}

struct only *only_new(struct arena *arena, const char *who) {
  struct only *only = arena_zalloc(arena, 1, sizeof *only);
  *only = (struct only){.arena = arena, .who = who, .words = words_of(arena, who)};
  return only;
}

static bool word_is_among(const char *word, const char *const *words) {
  while (*words && strcmp(*words, word) != 0)
    words++;
  return *words != NULL;
}

static bool name_is_meant(const struct only *only, const char *name) {
  struct arena *scratch = arena_new();
  const char **words = words_of(scratch, name);
  bool meant = only->words[0] != NULL;
  for (size_t i = 0; meant && only->words[i]; i++)
    meant = word_is_among(only->words[i], words);
  arena_drop(scratch);
  return meant;
}

static bool only_take(void *self, const struct card_record *record) {
  struct only *only = self;
  bool id = strcmp(record->id, only->who) == 0;
  if (!id && !name_is_meant(only, record->name))
    return false;
  if (only->count < SHOWN)
    only->found[only->count] = arena_printf(only->arena, "%s%s%s", record->id, *record->id ? " " : "", record->name);
  only->count++;
  only->by_id = only->by_id || id;
  return true;
}

struct choice only_choice(struct only *only) {
  return (struct choice){.take = only_take, .self = only};
}

bool only_check(const struct only *only, struct position at, struct sink *sink) {
  if (only->count == 1)
    return true;
  if (only->count == 0) {
    sink_report(sink, ONLY_NOBODY, at, only->who, NULL);
    return false;
  }
  struct buffer list = {0};
  for (size_t i = 0; i < only->count && i < SHOWN; i++)
    buffer_printf(&list, "%s%s", i ? "; " : "", only->found[i]);
  buffer_text(&list, only->count > SHOWN ? "; …" : "");
  sink_report(sink, ONLY_SEVERAL, at, only->who, list.data, NULL);
  buffer_drop(&list);
  return false;
}
