/* Reading maps of a layout by tables of keys. */
#include "input/keys.h"

#include "base/utf8.h"
#include "display/role.h"
#include "input/near.h"
#include "input/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct key_choice key_alignments[] = {
    {"left", ALIGN_LEFT},     {"right", ALIGN_RIGHT},     {"centre", ALIGN_CENTRE},
    {"center", ALIGN_CENTRE}, {"justify", ALIGN_JUSTIFY}, {NULL, 0},
};

struct key_table {
  const struct key *keys;
};

static const char *key_name(const void *self, size_t index) {
  return ((const struct key_table *)self)->keys[index].name;
}

static const char *choice_name(const void *self, size_t index) {
  return ((const struct key_choice *)self)[index].name;
}

const char *key_clip(struct arena *arena, const char *text) {
  enum { CLIP_CHARACTERS = 60 };
  size_t length = strlen(text), index = 0;
  for (int i = 0; i < CLIP_CHARACTERS && index < length; i++)
    utf8_next(text, length, &index);
  return index == length ? text : arena_printf(arena, "%.*s…", (int)index, text);
}

const struct key *keys_find(const struct key *keys, size_t count, const char *name) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(keys[i].name, name) == 0)
      return &keys[i];
  return NULL;
}

const struct yaml_pair *keys_pair(const struct yaml_node *map, const char *name) {
  if (!map || map->kind != YAML_MAP)
    return NULL;
  for (size_t i = 0; i < map->count; i++)
    if (strcmp(map->pairs[i].key, name) == 0)
      return yaml_is_null(map->pairs[i].node) ? NULL : &map->pairs[i];
  return NULL;
}

bool keys_read(const struct key_reader *reader, const struct yaml_pair *pair, const struct key *keys, size_t count,
               void *target) {
  if (!key_is_map(reader, pair))
    return false;
  for (size_t i = 0; i < pair->node->count; i++) {
    const struct yaml_pair *entry = &pair->node->pairs[i];
    const struct key *key = keys_find(keys, count, entry->key);
    if (!key) {
      struct key_table table = {keys};
      near_note(sink_report(reader->sink, KEY_NOT_KNOWN, entry->key_at, key_clip(reader->arena, entry->key), NULL),
                entry->key_at, near_name(entry->key, count, key_name, &table));
    } else if (key->read && !yaml_is_null(entry->node)) {
      key->read(reader, entry, key, (char *)target + key->offset);
    }
  }
  return true;
}

const struct yaml_pair *keys_required(const struct key_reader *reader, const struct yaml_node *map, const char *name) {
  const struct yaml_pair *pair = keys_pair(map, name);
  if (!pair)
    sink_report(reader->sink, KEY_MISSING, map->source.at, name, NULL);
  return pair;
}

void keys_check_needs(const struct key_reader *reader, const struct yaml_node *map, const char *name,
                      const char *needed) {
  const struct yaml_pair *pair = keys_pair(map, name);
  if (pair && !keys_pair(map, needed))
    sink_report(reader->sink, KEY_NEEDS, pair->key_at, name, needed, NULL);
}

void keys_check_effect(const struct key_reader *reader, const struct yaml_pair *pair, const struct key *keys,
                       size_t count, int kind, const char *kind_name) {
  for (size_t i = 0; i < pair->node->count; i++) {
    const struct yaml_pair *entry = &pair->node->pairs[i];
    const struct key *key = keys_find(keys, count, entry->key);
    if (key && key->kinds && !(key->kinds & 1u << kind) && !yaml_is_null(entry->node))
      sink_report(reader->sink, KEY_WITHOUT_EFFECT, entry->key_at, key->name, kind_name, NULL);
  }
}

static const char *choices_text(struct arena *arena, const struct key_choice *choices) {
  const char *text = choices->name;
  while ((++choices)->name)
    text = arena_printf(arena, "%s, %s", text, choices->name);
  return text;
}

static const struct key_choice *choice_find(const struct key_choice *choices, const char *name) {
  for (; choices->name; choices++)
    if (strcmp(choices->name, name) == 0)
      return choices;
  return NULL;
}

const struct yaml_pair *keys_kind(const struct key_reader *reader, const struct yaml_pair *pair,
                                  const struct key_choice *kinds, int *kind) {
  const struct yaml_pair *found = NULL;
  for (size_t i = 0; i < pair->node->count; i++) {
    const struct yaml_pair *entry = &pair->node->pairs[i];
    const struct key_choice *choice = choice_find(kinds, entry->key);
    if (!choice || yaml_is_null(entry->node))
      continue;
    if (found) {
      sink_report(reader->sink, BLOCK_TWO_KINDS, entry->key_at, found->key, entry->key, NULL);
      return NULL;
    }
    found = entry;
    *kind = choice->value;
  }
  if (!found)
    sink_report(reader->sink, BLOCK_WITHOUT_KIND, pair->node->source.at, choices_text(reader->arena, kinds), NULL);
  return found;
}

bool key_is_map(const struct key_reader *reader, const struct yaml_pair *pair) {
  if (pair->node->kind == YAML_MAP)
    return true;
  struct position at = pair->node->source.at;
  bool is_entry = pair->key_at.line == at.line && pair->key_at.column == at.column; /* made by key_item */
  sink_report(reader->sink, is_entry ? ENTRY_NOT_MAP : KEY_NOT_MAP, at, pair->key, NULL);
  return false;
}

bool key_is_list(const struct key_reader *reader, const struct yaml_pair *pair) {
  if (pair->node->kind == YAML_LIST)
    return true;
  sink_report(reader->sink, KEY_NOT_LIST, pair->node->source.at, pair->key, NULL);
  return false;
}

bool key_is_text(const struct key_reader *reader, const struct yaml_pair *pair) {
  if (pair->node->kind == YAML_SCALAR)
    return true;
  sink_report(reader->sink, KEY_NOT_TEXT, pair->node->source.at, pair->key, NULL);
  return false;
}

bool key_is_list_of(const struct key_reader *reader, const struct yaml_pair *pair, size_t minimum, size_t maximum) {
  if (!key_is_list(reader, pair))
    return false;
  size_t count = pair->node->count;
  if (count >= minimum && count <= maximum)
    return true;
  const char *wanted = minimum == maximum ? arena_printf(reader->arena, "%zu", minimum)
                                          : arena_printf(reader->arena, "%zu–%zu", minimum, maximum);
  sink_report(reader->sink, KEY_LIST_SIZE, pair->node->source.at, pair->key, wanted,
              arena_printf(reader->arena, "%zu", count), NULL);
  return false;
}

struct yaml_pair key_item(const struct yaml_pair *pair, size_t index) {
  struct yaml_node *item = pair->node->items[index];
  return (struct yaml_pair){.key = pair->key, .key_at = item->source.at, .node = item};
}

KEY_READER(key_text) {
  (void)key;
  if (key_is_text(reader, pair))
    *(const char **)field = pair->node->text;
}

static bool identifier_is_valid(const char *text) {
  return *text && strcspn(text, " \t\n.|:,{}\"'()") == strlen(text);
}

KEY_READER(key_identifier) {
  (void)key;
  if (!key_is_text(reader, pair))
    return;
  if (identifier_is_valid(pair->node->text))
    *(const char **)field = pair->node->text;
  else
    sink_report(reader->sink, KEY_NOT_NAME, pair->node->source.at, key_clip(reader->arena, pair->node->text), NULL);
}

static bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool language_is_valid(const char *text) {
  size_t run = 0, part = 0;
  for (;; text++) {
    if (is_letter(*text) || (part > 0 && *text >= '0' && *text <= '9')) {
      run++;
      continue;
    }
    if (run < 2 || run > (part == 0 ? 3 : 8))
      return false;
    if (*text != '-')
      return *text == '\0';
    part++;
    run = 0;
  }
}

KEY_READER(key_language) {
  (void)key;
  if (!key_is_text(reader, pair))
    return;
  if (language_is_valid(pair->node->text))
    *(const char **)field = pair->node->text;
  else
    sink_report(reader->sink, LANGUAGE_NOT_READ, pair->node->source.at, key_clip(reader->arena, pair->node->text),
                NULL);
}

static const struct key_choice flags[] = {
    {"yes", true}, {"true", true}, {"on", true}, {"no", false}, {"false", false}, {"off", false}, {NULL, 0},
};

KEY_READER(key_flag) {
  (void)key;
  if (!key_is_text(reader, pair))
    return;
  const struct key_choice *flag = choice_find(flags, pair->node->text);
  if (flag)
    *(bool *)field = flag->value != 0;
  else
    sink_report(reader->sink, KEY_NOT_FLAG, pair->node->source.at, key_clip(reader->arena, pair->node->text), pair->key,
                NULL);
}

KEY_READER(key_integer) {
  if (!key_is_text(reader, pair))
    return;
  const char *text = pair->node->text;
  char *end;
  long value = strtol(text, &end, 10);
  if (*text && *text != ' ' && *end == '\0' && value >= key->minimum && value <= key->maximum) {
    *(int *)field = (int)value;
    return;
  }
  sink_report(reader->sink, KEY_NOT_NUMBER, pair->node->source.at, key_clip(reader->arena, text), pair->key,
              arena_printf(reader->arena, "%d", key->minimum), arena_printf(reader->arena, "%d", key->maximum), NULL);
}

static size_t choices_count(const struct key_choice *choices) {
  size_t count = 0;
  while (choices[count].name)
    count++;
  return count;
}

bool key_choice_read(const struct key_reader *reader, const struct yaml_pair *pair, const struct key_choice *choices,
                     int *value) {
  if (!key_is_text(reader, pair))
    return false;
  const char *text = pair->node->text;
  const struct key_choice *choice = choice_find(choices, text);
  if (choice) {
    *value = choice->value;
    return true;
  }
  near_note(sink_report(reader->sink, KEY_NOT_CHOICE, pair->node->source.at, key_clip(reader->arena, text), pair->key,
                        choices_text(reader->arena, choices), NULL),
            pair->node->source.at, near_name(text, choices_count(choices), choice_name, choices));
  return false;
}

KEY_READER(key_choice) {
  int value;
  if (key_choice_read(reader, pair, key->choices, &value))
    memcpy(field, &value, sizeof value); /* an enum has the size of an int and a type of its own */
}

KEY_READER(key_choice_flag) {
  int value;
  if (key_choice_read(reader, pair, key->choices, &value))
    *(bool *)field = value != 0;
}

static const struct key_choice keeps[] = {
    {"none", KEEP_NONE}, {"next", KEEP_NEXT}, {"lines", KEEP_LINES}, {"both", KEEP_NEXT | KEEP_LINES}, {NULL, 0},
};

KEY_READER(key_keep) {
  (void)key;
  int *keep = field, value;
  if (pair->node->kind != YAML_LIST) {
    if (key_choice_read(reader, pair, keeps, &value))
      *keep = value;
    return;
  }
  *keep = KEEP_NONE;
  for (size_t i = 0; i < pair->node->count; i++) {
    struct yaml_pair item = key_item(pair, i);
    if (key_choice_read(reader, &item, keeps, &value))
      *keep |= value;
  }
}

KEY_READER(key_role) {
  static const struct key_choice roles[] = {
#define X(code, layout_name, pdf_name) {layout_name, ROLE_##code},
      STRUCTURE_ROLES(X)
#undef X
          {NULL, 0},
  };
  struct key with_roles = *key;
  with_roles.choices = roles;
  key_choice(reader, pair, &with_roles, field);
}

static bool is_plain_number(const char *text) {
  size_t digits = strspn(text + (*text == '-'), "0123456789.,");
  return digits > 0 && strlen(text + (*text == '-')) == digits;
}

enum { SHARE_LIMIT = 10000 }; /* 1000 %: a share of the longest length still fits an mpt */

bool key_length_read(const struct key_reader *reader, const struct yaml_pair *pair, const struct key *key,
                     struct length *out) {
  if (!key_is_text(reader, pair))
    return false;
  const char *text = pair->node->text, *shown = key_clip(reader->arena, text);
  struct position at = pair->node->source.at;
  struct length length;
  if (!length_parse(text, &length)) {
    sink_report(reader->sink, is_plain_number(text) ? LENGTH_WITHOUT_UNIT : LENGTH_NOT_READ, at, shown, pair->key,
                NULL);
    return false;
  }
  if (key->minimum >= 0 && (length.absolute < 0 || length.permille < 0)) {
    sink_report(reader->sink, LENGTH_OUT_OF_RANGE, at, shown, pair->key, "0", "10 m", NULL);
    return false;
  }
  if (length.permille > SHARE_LIMIT || length.permille < -SHARE_LIMIT) {
    sink_report(reader->sink, LENGTH_OUT_OF_RANGE, at, shown, pair->key, "-1000%", "1000%", NULL);
    return false;
  }
  *out = length;
  return true;
}

KEY_READER(key_length) {
  key_length_read(reader, pair, key, field);
}

KEY_READER(key_mpt) {
  struct length length;
  if (!key_length_read(reader, pair, key, &length))
    return;
  if (length.permille == 0)
    *(mpt *)field = length.absolute;
  else
    sink_report(reader->sink, LENGTH_IS_SHARE, pair->node->source.at, pair->node->text, pair->key, NULL);
}

KEY_READER(key_mpt_pair) {
  mpt *values = field;
  if (pair->node->kind == YAML_SCALAR) {
    key_mpt(reader, pair, key, &values[0]);
    values[1] = values[0];
  } else if (key_is_list_of(reader, pair, 2, 2)) {
    for (size_t i = 0; i < 2; i++) {
      struct yaml_pair item = key_item(pair, i);
      key_mpt(reader, &item, key, &values[i]);
    }
  }
}

KEY_READER(key_colour) {
  (void)key;
  struct colour colour;
  if (key_is_text(reader, pair) && colour_read(reader->sheet, pair->node, reader->sink, &colour))
    *(struct colour *)field = colour;
}

static const char *style_name(const void *self, size_t index) {
  return ((const struct style_sheet *)self)->styles[index].name;
}

KEY_READER(key_style) {
  (void)key;
  if (!key_is_text(reader, pair))
    return;
  const char *name = pair->node->text;
  const struct style *style = style_find(reader->sheet, name);
  if (style)
    *(const struct style **)field = style;
  else
    near_note(sink_report(reader->sink, STYLE_UNKNOWN, pair->node->source.at, key_clip(reader->arena, name), NULL),
              pair->node->source.at, near_name(name, reader->sheet->count, style_name, reader->sheet));
}

KEY_READER(key_expression) {
  (void)key;
  if (!key_is_text(reader, pair))
    return;
  const struct yaml_node *node = pair->node;
  const struct expression *expression =
      expression_parse(reader->arena, node->text, node->length, node->source, reader->sink);
  if (expression)
    *(const struct expression **)field = expression;
}

KEY_READER(key_template) {
  (void)key;
  if (pair->node->kind == YAML_LIST)
    sink_report(reader->sink, KEY_NOT_TEXT, pair->node->source.at, pair->key, NULL);
  else
    local_template_parse(reader->arena, pair->node, reader->sink, field);
}
