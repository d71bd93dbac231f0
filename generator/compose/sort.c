/* Sort keys, one of each item, then one sort of them. */
#include "compose/sort.h"

#include "base/buffer.h"
#include "input/collation.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The first byte of a key's part; nothing comes last. */
enum { PART_NUMBER = 1, PART_TEXT = 2, PART_NOTHING = 3 };

struct entry {
  const uint8_t *key;
  uint32_t length;
  uint32_t index; /* of the item before sorting */
};

struct sorting {
  struct binder binder; /* its arena is for one item */
  const struct collation *collation;
  const char *const *paths;
  size_t path_count;
};

static const struct value *path_follow(const struct sorting *sorting, const struct value *value, const char *path) {
  while (value != NULL && *path != '\0') {
    size_t length = strcspn(path, ".");
    const char *name = arena_strndup(sorting->binder.arena, path, length);
    value = value_field(bind_value_in(&sorting->binder, value, NULL), name);
    path += length + (path[length] == '.');
  }
  return bind_value_in(&sorting->binder, value, NULL);
}

/* What a number, date or time is worth; false for anything else. */
static bool value_worth(const struct value *value, int64_t *worth) {
  const struct date *date = value->kind == VALUE_INSTANT ? &value->instant.date : &value->date;
  int64_t day = date->year * INT64_C(10000) + date->month * 100 + date->day;
  switch (value->kind) {
  case VALUE_NUMBER:
    *worth = value->thousandths;
    return true;
  case VALUE_DATE:
    *worth = day;
    return true;
  case VALUE_TIME:
    *worth = value->minute;
    return true;
  case VALUE_INSTANT:
    *worth = day * 10000 + value->instant.minute - value->instant.offset;
    return true;
  default:
    return false;
  }
}

static void part_add_number(int64_t worth, struct buffer *key) {
  uint64_t ordered = (uint64_t)worth + (UINT64_C(1) << 63);
  buffer_byte(key, PART_NUMBER);
  for (int shift = 56; shift >= 0; shift -= 8)
    buffer_byte(key, (char)(unsigned char)(ordered >> shift));
}

static void part_add(const struct sorting *sorting, const struct value *value, struct buffer *key) {
  int64_t worth;
  size_t length;
  if (value != NULL && value_worth(value, &worth)) {
    part_add_number(worth, key);
    return;
  }
  const char *text = value == NULL ? NULL : bind_value_text(&sorting->binder, value, NULL);
  if (text == NULL || *text == '\0') {
    buffer_byte(key, PART_NOTHING);
    return;
  }
  const uint8_t *bytes = collation_key(sorting->binder.arena, sorting->collation, text, &length);
  buffer_byte(key, PART_TEXT);
  buffer_add(key, (const char *)bytes, length);
}

static void key_make(const struct sorting *sorting, const struct value *item, struct buffer *key) {
  buffer_clear(key);
  if (item == NULL || sorting->path_count == 0)
    part_add(sorting, bind_value_in(&sorting->binder, item, NULL), key);
  for (size_t i = 0; item != NULL && i < sorting->path_count; i++)
    part_add(sorting, path_follow(sorting, item, sorting->paths[i]), key);
}

static int entry_compare(const void *left, const void *right) {
  const struct entry *a = left, *b = right;
  int order = memcmp(a->key, b->key, a->length < b->length ? a->length : b->length);
  if (order != 0)
    return order;
  if (a->length != b->length)
    return a->length < b->length ? -1 : 1;
  return a->index < b->index ? -1 : 1;
}

/* The indices of the items of a list in their order; made in the binder's arena. */
static uint32_t *order_find(const struct binder *binder, const struct value *list, struct sorting *sorting) {
  size_t count = value_count(list);
  struct arena *keys = arena_new();
  struct entry *entries = arena_array(keys, count, sizeof *entries);
  struct buffer key = {0};
  sorting->collation = collation_new(keys, binder->locale);
  sorting->binder.arena = arena_new();
  for (size_t i = 0; i < count; i++) {
    key_make(sorting, value_item(sorting->binder.arena, list, i), &key);
    entries[i] = (struct entry){arena_memdup(keys, key.data, key.length), (uint32_t)key.length, (uint32_t)i};
    arena_reset(sorting->binder.arena);
  }
  if (count > 1)
    qsort(entries, count, sizeof *entries, entry_compare);
  uint32_t *order = arena_array(binder->arena, count, sizeof *order);
  for (size_t i = 0; i < count; i++)
    order[i] = entries[i].index;
  buffer_drop(&key);
  arena_drop(sorting->binder.arena);
  arena_drop(keys);
  return order;
}

/* Rows in another order. */
struct sorted_rows {
  const struct value *rows;
  const uint32_t *order;
};

static const struct value *sorted_item(struct arena *arena, const void *self, size_t index) {
  const struct sorted_rows *sorted = self;
  return value_item(arena, sorted->rows, sorted->order[index]);
}

static bool sorted_item_is_refused(const void *self, size_t index) {
  const struct sorted_rows *sorted = self;
  return value_item_is_refused(sorted->rows, sorted->order[index]);
}

const struct value *sort_list(const struct binder *binder, const struct value *list, const char *const *paths,
                              size_t path_count) {
  struct sorting sorting = {.binder = *binder, .paths = paths, .path_count = path_count};
  struct value *result = arena_zalloc(binder->arena, 1, sizeof *result);
  *result = (struct value){.kind = list->kind, .source = list->source, .text = ""};
  if (list->kind == VALUE_ROWS) {
    struct sorted_rows *sorted = arena_zalloc(binder->arena, 1, sizeof *sorted);
    *sorted = (struct sorted_rows){list, order_find(binder, list, &sorting)};
    result->rows = (struct value_rows){value_count(list), sorted_item, sorted, sorted_item_is_refused};
    return result;
  }
  struct value plain = {.kind = VALUE_LIST};
  plain.list.items = bind_items(binder->arena, list, &plain.list.count);
  const uint32_t *order = order_find(binder, &plain, &sorting);
  const struct value **items = arena_array(binder->arena, plain.list.count, sizeof *items);
  for (size_t i = 0; i < plain.list.count; i++)
    items[i] = plain.list.items[order[i]];
  result->kind = VALUE_LIST;
  result->list.items = items;
  result->list.count = plain.list.count;
  return result;
}
