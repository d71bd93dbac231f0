/* Resolving references: ids are sorted once, so that a long programme with many people stays linear. */
#include "input/reference.h"

#include "input/keys.h"
#include "input/near.h"
#include "input/scalar.h"

#include <stdlib.h>
#include <string.h>

/* With very many people and very many wrong ids, near names are no longer looked for. */
enum { NEAR_COMPARISONS = 1000 * 1000 };

struct resolving {
  struct arena *arena;
  struct sink *sink;
  size_t misses;
};

struct id_index {
  const struct value_pair **pairs; /* sorted by key */
  size_t count;
};

static int pair_compare(const void *a, const void *b) {
  return strcmp((*(const struct value_pair *const *)a)->key, (*(const struct value_pair *const *)b)->key);
}

static struct id_index index_make(struct arena *arena, const struct value *table) {
  struct id_index index = {0};
  if (table == NULL || table->kind != VALUE_MAP)
    return index;
  index.count = table->map.count;
  index.pairs = arena_array(arena, index.count, sizeof(const struct value_pair *));
  for (size_t i = 0; i < index.count; i++)
    index.pairs[i] = &table->map.pairs[i];
  if (index.count > 1)
    qsort(index.pairs, index.count, sizeof(const struct value_pair *), pair_compare);
  return index;
}

static const struct value *index_find(const struct id_index *index, const char *id) {
  struct value_pair wanted = {.key = id};
  const struct value_pair *key = &wanted;
  const struct value_pair *const *found =
      index->count == 0 ? NULL
                        : bsearch(&key, index->pairs, index->count, sizeof(const struct value_pair *), pair_compare);
  return found != NULL ? (*found)->value : NULL;
}

static const char *index_name(const void *self, size_t i) {
  return ((const struct id_index *)self)->pairs[i]->key;
}

static void reference_report(const struct resolving *resolving, const struct reference *reference,
                             const struct id_index *index) {
  static const enum diagnostic_code codes[REFERENCE_KIND_COUNT] = {[REFERENCE_PERSON] = REFERENCE_NOBODY,
                                                                   [REFERENCE_SPEAKER] = REFERENCE_NO_SPEAKER,
                                                                   [REFERENCE_ORGANISATION] =
                                                                       REFERENCE_NO_ORGANISATION};
  const struct value *value = reference->value;
  struct diagnostic *diagnostic = sink_report(resolving->sink, codes[reference->kind], value->source.at,
                                              key_clip(resolving->arena, value->text), NULL);
  if (resolving->misses * index->count <= NEAR_COMPARISONS)
    near_note(diagnostic, value->source.at, near_name(value->text, index->count, index_name, index));
}

struct value *reference_add(struct arena *arena, struct reference_list *list, struct reference reference) {
  *ARENA_PUSH(arena, list->items, list->count, list->capacity) = reference;
  return reference.value;
}

void reference_resolve(struct arena *arena, const struct reference_list *list, const struct value *people,
                       const struct value *organisations, struct sink *sink) {
  struct resolving resolving = {.arena = arena, .sink = sink};
  struct id_index person_index = index_make(arena, people), organisation_index = index_make(arena, organisations);
  for (size_t i = 0; i < list->count; i++) {
    const struct reference *reference = &list->items[i];
    struct value *value = reference->value;
    const struct id_index *index = reference->kind == REFERENCE_ORGANISATION ? &organisation_index : &person_index;
    const struct value *target = index_find(index, value->text);
    bool is_id = reference->plain && scalar_is_id(value->text);
    if (target != NULL) {
      value->kind = VALUE_REFERENCE;
      value->target = target;
    } else if (is_id || reference->kind == REFERENCE_PERSON) {
      resolving.misses++;
      reference_report(&resolving, reference, index);
    }
  }
}
