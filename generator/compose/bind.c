/* Paths through scopes and values, templates into pieces of text with their positions.
 *
 * Content meets layout here: after this file there are only strings, with the place in the event they came from. */
#include "compose/bind.h"

#include "compose/filters.h"
#include "compose/names.h"

#include <string.h>

static const struct value *value_behind(const struct value *value) {
  while (value != NULL && value->kind == VALUE_REFERENCE)
    value = value->target;
  return value;
}

/* Paths. */

static const struct value *scope_find(const struct scope *scope, const char *name) {
  for (; scope != NULL; scope = scope->outer) {
    if (scope->name != NULL && strcmp(scope->name, name) == 0)
      return scope->value;
    const struct value *found = scope->name == NULL ? value_field(scope->value, name) : NULL;
    if (found != NULL)
      return found;
  }
  return NULL;
}

/* Whether a name is all digits, and which number it is then; an index past any list when it is too long. */
static bool name_is_index(const char *name, size_t *index) {
  *index = 0;
  for (const char *c = name; *c != '\0'; c++) {
    if (*c < '0' || *c > '9')
      return false;
    *index = *index < SIZE_MAX / 16 ? *index * 10 + (size_t)(*c - '0') : SIZE_MAX / 16;
  }
  return *name != '\0';
}

static const struct value *step(const struct binder *binder, const struct value *value, const char *name);

/* A list of what `name` leads to from every item; items that are lists themselves are laid out flat. */
static const struct value *step_list(const struct binder *binder, const struct value *list, const char *name) {
  const struct value **items = NULL;
  size_t count = 0, capacity = 0, length = value_count(list);
  for (size_t i = 0; i < length; i++) {
    const struct value *item = value_behind(step(binder, value_item(binder->arena, list, i), name));
    size_t inner = value_count(item);
    for (size_t j = 0; j < inner; j++)
      *ARENA_PUSH(binder->arena, items, count, capacity) = value_item(binder->arena, item, j);
    if (item != NULL && item->kind != VALUE_LIST && item->kind != VALUE_ROWS)
      *ARENA_PUSH(binder->arena, items, count, capacity) = item;
  }
  if (count == 0)
    return NULL;
  struct value *result = arena_zalloc(binder->arena, 1, sizeof *result);
  *result = (struct value){.kind = VALUE_LIST, .source = list->source, .list = {items, count}};
  return result;
}

/* One name further along a path; NULL when the value has no such field. */
static const struct value *step(const struct binder *binder, const struct value *value, const char *name) {
  size_t index;
  value = value_behind(value);
  if (value == NULL)
    return NULL;
  if (value->kind == VALUE_LIST || value->kind == VALUE_ROWS)
    return name_is_index(name, &index) ? value_item(binder->arena, value, index) : step_list(binder, value, name);
  if (value->kind != VALUE_LOCAL)
    return value_field(value, name);
  for (size_t i = 0; i < value->map.count; i++)
    if (strcmp(value->map.pairs[i].key, name) == 0)
      return value->map.pairs[i].value;
  return NULL;
}

static bool path_find(const struct binder *binder, const struct scope *scope, const struct expression *expression,
                      const struct value **out) {
  const struct value *value = scope_find(scope, expression->names[0]);
  *out = NULL;
  if (value == NULL)
    return names_check_first(binder, scope, expression);
  for (size_t i = 1; i < expression->name_count; i++) {
    size_t index;
    const struct value *next = step(binder, value, expression->names[i]);
    if (next == NULL && !name_is_index(expression->names[i], &index))
      return names_check_field(binder, value, expression, i);
    if (next == NULL)
      return true;
    value = next;
  }
  *out = value;
  return true;
}

static bool evaluate(const struct binder *binder, const struct scope *scope, const struct expression *expression,
                     struct filtered *out) {
  *out = (struct filtered){0};
  bool made = path_find(binder, scope, expression, &out->value);
  for (size_t i = 0; made && i < expression->filter_count; i++)
    made = filter_apply(binder, &expression->filters[i], out);
  return made;
}

/* Public: expressions. */

const struct scope *bind_item(struct item_scope *out, const struct scope *outer, const char *as,
                              const struct value *item) {
  out->fields = (struct scope){outer, NULL, item};
  out->named = (struct scope){&out->fields, as != NULL ? as : "item", item};
  return &out->named;
}

bool bind_value(const struct binder *binder, const struct scope *scope, const struct expression *expression,
                const struct value **out) {
  struct filtered result;
  bool made = evaluate(binder, scope, expression, &result);
  *out = made ? value_behind(result.value) : NULL;
  return made;
}

const struct value *bind_expression(const struct binder *binder, const struct scope *scope,
                                    const struct expression *expression) {
  const struct value *value;
  return bind_value(binder, scope, expression, &value) ? value : NULL;
}

static bool map_holds_maps(const struct value *map) {
  for (size_t i = 0; i < map->map.count; i++) {
    const struct value *value = value_behind(map->map.pairs[i].value);
    if (value == NULL || value->kind != VALUE_MAP)
      return false;
  }
  return map->map.count > 0;
}

const struct value **bind_items(struct arena *arena, const struct value *value, size_t *count) {
  value = value_behind(value);
  *count = 0;
  if (value == NULL)
    return NULL;
  bool list = value->kind == VALUE_LIST || value->kind == VALUE_ROWS;
  bool map = value->kind == VALUE_MAP && map_holds_maps(value);
  size_t length = list ? value_count(value) : map ? value->map.count : 1;
  const struct value **items = arena_array(arena, length, sizeof *items);
  for (size_t i = 0; i < length; i++) {
    const struct value *item = list ? value_item(arena, value, i) : map ? value->map.pairs[i].value : value;
    if (item != NULL)
      items[(*count)++] = item;
  }
  return items;
}

bool bind_when(const struct binder *binder, const struct scope *scope, const struct expression *expression, bool *out) {
  const struct value *value = NULL;
  *out = true;
  if (expression == NULL)
    return true;
  bool made = bind_value(binder, scope, expression, &value);
  *out = made && value_is_true(value) != expression->negated;
  return made;
}

bool bind_condition(const struct binder *binder, const struct scope *scope, const struct expression *expression) {
  bool holds;
  return bind_when(binder, scope, expression, &holds) && holds;
}

/* Values as pieces of text. */

static const char *local_language(const struct value *local, const struct value *chosen) {
  for (size_t i = 0; i < local->map.count; i++)
    if (local->map.pairs[i].value == chosen)
      return local->map.pairs[i].key;
  return NULL;
}

const struct value *bind_value_in(const struct binder *binder, const struct value *value, const char **language) {
  bool missing = false;
  value = value_behind(value);
  const struct value *chosen = value_behind(value_in(value, binder->language, binder->fallback, &missing));
  if (!missing || chosen == NULL)
    return chosen;
  const char *taken = local_language(value, chosen);
  if (language != NULL)
    *language = taken;
  sink_report(binder->sink, TEXT_UNTRANSLATED, value->source.at, binder->language, taken == NULL ? "" : taken, NULL);
  return chosen;
}

/* Growing pieces; *text is what was there before. */
struct pieces {
  const struct binder *binder;
  struct bound_piece *items;
  size_t count, capacity;
};

static void pieces_add(struct pieces *pieces, struct bound_piece piece) {
  if (piece.length > 0)
    *ARENA_PUSH(pieces->binder->arena, pieces->items, pieces->count, pieces->capacity) = piece;
}

static void pieces_add_computed(struct pieces *pieces, const char *text, const struct value *value) {
  struct text_source source = {.at = value->source.at};
  pieces_add(pieces, (struct bound_piece){.text = text, .length = strlen(text), .source = source});
}

static bool pieces_add_value(struct pieces *pieces, const struct value *value);

static bool pieces_add_list(struct pieces *pieces, const struct value *list) {
  size_t count = value_count(list), first = pieces->count;
  bool made = true;
  for (size_t i = 0; i < count; i++) {
    const struct value *item = value_item(pieces->binder->arena, list, i);
    if (item == NULL)
      continue;
    if (pieces->count > first)
      pieces_add_computed(pieces, ", ", item);
    made &= pieces_add_value(pieces, item);
  }
  return made;
}

/* A map reads as the whole of a name as written, or by its parts, or by its name or title, or as a range. */
static bool pieces_add_map(struct pieces *pieces, const struct value *map) {
  static const char *const whole[] = {"full", "name", "title"};
  static const char *const parts[] = {"family", "given", "patronymic"};
  const struct value *from = value_behind(value_field(map, "from")), *to = value_behind(value_field(map, "to"));
  size_t before = pieces->count;
  if (value_field(map, "full") == NULL)
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
      const struct value *part = value_field(map, parts[i]);
      if (part != NULL && pieces->count > before)
        pieces_add_computed(pieces, " ", part);
      if (part != NULL)
        pieces_add_value(pieces, part);
    }
  for (size_t i = 0; pieces->count == before && i < sizeof whole / sizeof *whole; i++) {
    const struct value *field = value_field(map, whole[i]);
    if (field != NULL && !pieces_add_value(pieces, field))
      return false;
  }
  if (pieces->count == before && from != NULL && to != NULL && from->kind == VALUE_DATE && to->kind == VALUE_DATE)
    pieces_add_computed(
        pieces, locale_date_range(pieces->binder->arena, pieces->binder->locale, from->date, to->date, DATE_LONG),
        from);
  return pieces->count > before;
}

static bool pieces_add_value(struct pieces *pieces, const struct value *value) {
  struct arena *arena = pieces->binder->arena;
  const struct locale *locale = pieces->binder->locale;
  const char *language = NULL;
  value = bind_value_in(pieces->binder, value, &language);
  if (value == NULL)
    return true;
  switch (value->kind) {
  case VALUE_DATE:
    pieces_add_computed(pieces, locale_date(arena, locale, value->date, DATE_LONG), value);
    return true;
  case VALUE_TIME:
    pieces_add_computed(pieces, locale_time(arena, locale, value->minute), value);
    return true;
  case VALUE_INSTANT:
    pieces_add_computed(pieces, locale_instant(arena, locale, value), value);
    return true;
  case VALUE_LIST:
  case VALUE_ROWS:
    return pieces_add_list(pieces, value);
  case VALUE_MAP:
    return pieces_add_map(pieces, value);
  default:
    pieces_add(pieces, (struct bound_piece){value->text, value->length, value->source, language,
                                            value->kind == VALUE_TEXT ? value->format : TEXT_PLAIN});
    return true;
  }
}

bool bind_value_pieces(const struct binder *binder, const struct value *value, struct bound_text *out) {
  struct pieces pieces = {.binder = binder};
  bool made = value == NULL || pieces_add_value(&pieces, value);
  *out = (struct bound_text){pieces.items, pieces.count};
  return made;
}

static const char *pieces_join(struct arena *arena, const struct bound_text *text, size_t *length) {
  size_t total = 0;
  for (size_t i = 0; i < text->count; i++)
    total += text->pieces[i].length;
  char *joined = arena_alloc(arena, total + 1), *end = joined;
  for (size_t i = 0; i < text->count; end += text->pieces[i].length, i++)
    memcpy(end, text->pieces[i].text, text->pieces[i].length);
  *end = '\0';
  *length = total;
  return joined;
}

const char *bind_value_text(const struct binder *binder, const struct value *value, size_t *length) {
  struct bound_text text;
  size_t unused;
  if (!bind_value_pieces(binder, value, &text))
    return NULL;
  return pieces_join(binder->arena, &text, length != NULL ? length : &unused);
}

/* Templates. */

static bool pieces_add_expression(struct pieces *pieces, const struct scope *scope,
                                  const struct expression *expression) {
  struct filtered result;
  size_t first = pieces->count;
  if (!evaluate(pieces->binder, scope, expression, &result))
    return false;
  if (result.value != NULL && !pieces_add_value(pieces, result.value)) {
    struct diagnostic *diagnostic =
        sink_report(pieces->binder->sink, BIND_NOT_TEXT, result.value->source.at, expression->names[0], NULL);
    diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, expression->at, NULL);
    return false;
  }
  for (size_t i = first; result.language != NULL && i < pieces->count; i++)
    pieces->items[i].language = result.language;
  return true;
}

/* `language` is that of the template's own words, NULL for the document's. */
static bool template_pieces(struct pieces *pieces, const struct scope *scope, const struct template *source,
                            const char *language) {
  bool made = true;
  for (size_t i = 0; i < source->count; i++) {
    const struct template_part *part = &source->parts[i];
    if (part->text == NULL)
      made &= pieces_add_expression(pieces, scope, part->expression);
    else
      pieces_add(pieces, (struct bound_piece){part->text, part->length, part->source, language, TEXT_PLAIN});
  }
  return made;
}

static bool bind_in_language(const struct binder *binder, const struct scope *scope, const struct template *source,
                             const char *language, struct bound_text *out) {
  struct pieces pieces = {.binder = binder, .capacity = source->count};
  pieces.items = arena_array(binder->arena, source->count, sizeof *pieces.items);
  bool made = template_pieces(&pieces, scope, source, language);
  *out = (struct bound_text){pieces.items, pieces.count};
  return made;
}

bool bind_template(const struct binder *binder, const struct scope *scope, const struct template *source,
                   struct bound_text *out) {
  return bind_in_language(binder, scope, source, NULL, out);
}

bool bind_local(const struct binder *binder, const struct scope *scope, const struct local_template *local,
                struct bound_text *out) {
  const struct template *chosen = local_template_find(local, binder->language, binder->fallback);
  const char *language = NULL;
  *out = (struct bound_text){0};
  if (chosen == NULL)
    return true;
  for (size_t i = 0; i < local->count; i++)
    if (&local->entries[i].template == chosen)
      language = local->entries[i].language;
  if (language != NULL && strcmp(language, binder->language) == 0)
    language = NULL;
  if (language != NULL)
    sink_report(binder->sink, TEXT_UNTRANSLATED, chosen->at, binder->language, language, NULL);
  return bind_in_language(binder, scope, chosen, language, out);
}

/* The first piece that came from the event, else the template. Layout text alone stands for itself. */
static struct text_source text_source_of(const struct bound_text *text, const struct local_template *local,
                                         const struct template *chosen) {
  const char *layout_file = local->count > 0 ? local->entries[0].template.at.file : NULL;
  for (size_t i = 0; i < text->count; i++)
    if (text->pieces[i].source.at.file != layout_file)
      return text->count == 1 ? text->pieces[i].source : (struct text_source){.at = text->pieces[i].source.at};
  return (struct text_source){.at = chosen != NULL ? chosen->at : (struct position){0}};
}

const char *bind_string(const struct binder *binder, const struct scope *scope, const struct local_template *local,
                        struct text_source *source) {
  struct bound_text text;
  size_t length;
  bool made = bind_local(binder, scope, local, &text);
  if (source != NULL)
    *source = text_source_of(&text, local, local_template_find(local, binder->language, binder->fallback));
  return made ? pieces_join(binder->arena, &text, &length) : NULL;
}
