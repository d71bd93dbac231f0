/* The list of people, grouped -> slots. Grouping is a counting sort: every card learns its group, groups are numbered
 * as they appear. */
#include "compose/slots.h"

#include "base/hash.h"

#include <string.h>

/* Groups while they are found: a table by the folded name, open addressing. */
struct grouping {
  struct binder binder; /* its arena is for one item */
  const struct slots_spec *spec;
  struct arena *arena; /* of the groups */
  struct arena *scratch;
  struct slot_group *groups;
  const char **folded; /* one a group */
  size_t count, capacity, folded_count, folded_capacity;
  uint32_t *table; /* group + 1; 0: free */
  size_t table_size;
};

static size_t grouping_slot(const struct grouping *grouping, const char *folded) {
  size_t mask = grouping->table_size - 1, at = (size_t)hash_fast(folded, strlen(folded)) & mask;
  while (grouping->table[at] != 0 && strcmp(grouping->folded[grouping->table[at] - 1], folded) != 0)
    at = (at + 1) & mask;
  return at;
}

static void grouping_grow(struct grouping *grouping) {
  enum { FIRST = 64 };
  if (grouping->count * 2 < grouping->table_size)
    return;
  grouping->table_size = grouping->table_size == 0 ? FIRST : grouping->table_size * 2;
  grouping->table = arena_zalloc(grouping->scratch, grouping->table_size, sizeof *grouping->table);
  for (size_t i = 0; i < grouping->count; i++)
    grouping->table[grouping_slot(grouping, grouping->folded[i])] = (uint32_t)i + 1;
}

/* The group of that name, whatever its case; a new one when there is none. */
static uint32_t grouping_find(struct grouping *grouping, const char *name) {
  const char *folded = locale_lower(grouping->binder.arena, grouping->binder.locale, name);
  grouping_grow(grouping);
  size_t at = grouping_slot(grouping, folded);
  if (grouping->table[at] == 0) {
    *ARENA_PUSH(grouping->scratch, grouping->folded, grouping->folded_count, grouping->folded_capacity) =
        arena_strdup(grouping->scratch, folded);
    *ARENA_PUSH(grouping->arena, grouping->groups, grouping->count, grouping->capacity) =
        (struct slot_group){.name = arena_strdup(grouping->arena, name)};
    grouping->table[at] = (uint32_t)grouping->count;
  }
  return grouping->table[at] - 1;
}

/* The group of an item. False after an error. */
static bool item_group(struct grouping *grouping, size_t index, uint32_t *out) {
  const struct slots_spec *spec = grouping->spec;
  const struct value *item = value_item(grouping->binder.arena, spec->items, index), *value;
  struct item_scope room;
  const struct scope *scope = bind_item(&room, spec->scope, spec->as, item);
  if (!bind_value(&grouping->binder, scope, spec->sheet->separate, &value))
    return false;
  const char *name = value == NULL ? NULL : bind_value_text(&grouping->binder, value, NULL);
  *out = grouping_find(grouping, name == NULL ? "" : name);
  grouping->groups[*out].count++;
  return true;
}

static bool items_group(struct grouping *grouping, const struct slots *slots, uint32_t *group_of) {
  bool made = true;
  for (size_t i = 0; i < slots->cards && made; i++) {
    made = item_group(grouping, slots->items == NULL ? i : slots->items[i], &group_of[i]);
    arena_reset(grouping->binder.arena);
  }
  return made;
}

/* The cards again, group by group, each group in the order it had. */
static void items_sort(struct grouping *grouping, struct slots *slots, const uint32_t *group_of) {
  uint32_t *sorted = arena_array(grouping->arena, slots->cards, sizeof *sorted);
  size_t *next = arena_array(grouping->scratch, grouping->count, sizeof *next);
  for (size_t i = 0, first = 0; i < grouping->count; first += grouping->groups[i++].count)
    grouping->groups[i].first = next[i] = first;
  for (size_t i = 0; i < slots->cards; i++)
    sorted[next[group_of[i]]++] = slots->items == NULL ? (uint32_t)i : slots->items[i];
  slots->items = sorted;
  slots->groups = grouping->groups;
  slots->group_count = grouping->count;
}

static bool slots_group(const struct binder *binder, const struct slots_spec *spec, struct slots *slots) {
  struct grouping grouping = {.binder = *binder, .spec = spec, .arena = binder->arena, .scratch = arena_new()};
  grouping.binder.arena = arena_new();
  uint32_t *group_of = arena_array(grouping.scratch, slots->cards, sizeof *group_of);
  bool made = items_group(&grouping, slots, group_of);
  if (made)
    items_sort(&grouping, slots, group_of);
  arena_drop(grouping.binder.arena);
  arena_drop(grouping.scratch);
  return made;
}

/* Leaves out the rows that were refused when they were read. */
static void refused_skip(struct arena *arena, const struct value *items, struct slots *slots) {
  size_t count = value_count(items), kept = 0;
  for (size_t i = 0; i < count; i++)
    slots->refused += value_item_is_refused(items, i);
  slots->cards = count - slots->refused;
  if (slots->refused == 0)
    return;
  uint32_t *usable = arena_array(arena, slots->cards, sizeof *usable);
  for (size_t i = 0; i < count; i++)
    if (!value_item_is_refused(items, i))
      usable[kept++] = (uint32_t)i;
  slots->items = usable;
}

bool slots_make(const struct binder *binder, const struct slots_spec *spec, struct slots *out) {
  const struct sheet_spec *sheet = spec->sheet;
  *out = (struct slots){.cards = 1};
  if (spec->items != NULL)
    refused_skip(binder->arena, spec->items, out);
  if (spec->items != NULL && sheet != NULL && sheet->separate != NULL && !slots_group(binder, spec, out))
    return false;
  out->separators = out->group_count > 0 && sheet->separator_kind == SEPARATOR_CARD;
  out->count = out->cards + (out->separators ? out->group_count : 0);
  if (sheet == NULL)
    return true;
  out->blanks = sheet->blanks;
  out->blank_count = sheet->blank_count;
  for (size_t i = 0; i < sheet->blank_count; i++)
    out->count += (size_t)sheet->blanks[i].count;
  return true;
}

/* The last group whose separator stands at or before the slot. */
static size_t group_at(const struct slots *slots, size_t slot) {
  size_t low = 0, high = slots->group_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (slots->groups[middle].first + middle <= slot)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static struct slot blank_at(const struct slots *slots, size_t blank) {
  size_t rule = 0;
  for (; blank >= (size_t)slots->blanks[rule].count; rule++)
    blank -= (size_t)slots->blanks[rule].count;
  return (struct slot){SLOT_BLANK, rule};
}

struct slot slots_at(const struct slots *slots, size_t slot) {
  size_t separators = slots->separators ? slots->group_count : 0;
  if (slot >= slots->cards + separators)
    return blank_at(slots, slot - slots->cards - separators);
  if (slots->separators) {
    size_t group = group_at(slots, slot);
    if (slots->groups[group].first + group == slot)
      return (struct slot){SLOT_SEPARATOR, group};
    slot -= group + 1;
  }
  return (struct slot){SLOT_CARD, slots->items == NULL ? slot : slots->items[slot]};
}

const size_t *slots_sections(struct arena *arena, const struct slots *slots, bool by_group, size_t *count) {
  *count = by_group && slots->group_count > 0 ? slots->group_count : 1;
  size_t *sections = arena_zalloc(arena, *count, sizeof *sections), known = 0;
  for (size_t i = 0; i + 1 < *count; known += sections[i++])
    sections[i] = slots->groups[i].count;
  sections[*count - 1] = slots->count - known;
  return sections;
}
