/* The pipeline of a document: scopes, then part after part, each bound, set and broken into pages or sheets. */
#include "compose/composition.h"

#include "base/file.h"
#include "compose/blocks.h"
#include "compose/cards.h"
#include "compose/compose.h"
#include "compose/flow.h"
#include "compose/info.h"
#include "compose/pages.h"
#include "compose/record.h"
#include "compose/split.h"

#include <string.h>

struct composition {
  struct composition_spec spec;
  struct arena *arena;
  const char **folders; /* of pictures, NULL-terminated */
  const struct scope *scope;
  struct document_info info;
  struct local_template url; /* count 0: none */
  const struct value *items; /* of `each`; NULL: the document is made once */
  struct card_run run;       /* of a card layout */
  size_t next, pages;        /* of composition_next */
  size_t refused;
  size_t errors; /* there were before, or are about cards left out */
  bool failed;
};

/* --- opening --- */

static struct binder composition_binder(const struct composition_spec *spec, struct arena *arena) {
  const struct event *event = spec->event;
  return (struct binder){.arena = arena,
                         .language = spec->language,
                         .fallback = event->language_count > 0 ? event->languages[0] : spec->language,
                         .locale = locale_find(spec->language),
                         .layout = spec->layout,
                         .sink = spec->sink};
}

static void scope_add(struct composition *composition, const char *name, const struct value *value) {
  struct scope *scope = arena_zalloc(composition->arena, 1, sizeof *scope);
  *scope = (struct scope){.outer = composition->scope, .name = name, .value = value};
  composition->scope = scope;
}

static const struct value *text_value(struct arena *arena, const char *text, struct position at) {
  return value_text_make(arena, text, strlen(text), (struct text_source){.at = at}, TEXT_PLAIN);
}

static const struct value *document_value(struct arena *arena, const struct document *document) {
  struct value_pair *pair = arena_zalloc(arena, 1, sizeof *pair);
  *pair = (struct value_pair){.key = "name", .value = text_value(arena, document->name, document->at)};
  return value_map_make(arena, (struct text_source){.at = document->at}, pair, 1);
}

/* From the outside in: the event, what the composer knows, the release, the part of a split document. */
static void scopes_make(struct composition *composition) {
  const struct composition_spec *spec = &composition->spec;
  struct arena *arena = composition->arena;
  scope_add(composition, NULL, spec->event->root);
  scope_add(composition, "document", document_value(arena, spec->document));
  scope_add(composition, "language", text_value(arena, spec->language, spec->document->at));
  if (spec->document->release != NULL)
    scope_add(composition, "release", spec->document->release);
  if (spec->split_item != NULL && spec->split_value == NULL)
    scope_add(composition, NULL, spec->split_item);
  if (spec->split_item != NULL)
    scope_add(composition, "item", spec->split_item);
}

/* With `split` by value the list is seen with the items of this file only, under its own name and in `each`. */
static const struct value *split_list(struct composition *composition, const char **name) {
  const struct composition_spec *spec = &composition->spec;
  if (spec->split_value == NULL || spec->document->split == NULL)
    return NULL;
  const struct value *list =
      split_items(composition->arena, spec->event, spec->document->split, spec->split_value, name);
  if (list != NULL && strchr(*name, '.') == NULL)
    scope_add(composition, *name, list);
  return list;
}

static bool is_list(const struct value *value) {
  return value != NULL && (value->kind == VALUE_LIST || value->kind == VALUE_ROWS);
}

static const struct value *list_of(struct arena *arena, const struct value **items, size_t count) {
  struct value *list = arena_zalloc(arena, 1, sizeof *list);
  *list = (struct value){.kind = VALUE_LIST, .list = {.items = items, .count = count}};
  return list;
}

/* What `each` leads to, as a list; a map of maps, such as the people, counts as one. NULL after an error. */
static const struct value *each_find(struct composition *composition) {
  const struct composition_spec *spec = &composition->spec;
  const struct document *document = spec->document;
  struct arena *arena = composition->arena;
  const struct text_source source = {.at = document->each_at, .kind = SOURCE_INLINE};
  const struct expression *path = expression_parse(arena, document->each, strlen(document->each), source, spec->sink);
  const struct binder binder = composition_binder(spec, arena);
  const struct value *value;
  if (path == NULL || !bind_value(&binder, composition->scope, path, &value))
    return NULL;
  if (value == NULL) {
    sink_report(spec->sink, EACH_MISSING, document->each_at, document->each, NULL);
    return NULL;
  }
  if (is_list(value))
    return value;
  size_t count;
  const struct value **items = bind_items(arena, value, &count);
  if (value->kind == VALUE_MAP && !(count == 1 && items[0] == value))
    return list_of(arena, items, count);
  sink_report(spec->sink, EACH_NOT_A_LIST, document->each_at, document->each, NULL);
  return NULL;
}

/* Whether the path of `each`, which filters may follow, is `path`. */
static bool each_is(const struct document *document, const char *path) {
  size_t length = strcspn(document->each, " |");
  return path != NULL && strlen(path) == length && memcmp(path, document->each, length) == 0;
}

static bool items_find(struct composition *composition) {
  const struct composition_spec *spec = &composition->spec;
  const struct document *document = spec->document;
  const char *name = NULL;
  const struct value *selected = split_list(composition, &name);
  if (document->each == NULL)
    return true;
  bool same = each_is(document, document->split);
  if (selected != NULL && strcmp(name, document->each) == 0) {
    composition->items = selected;
  } else if (spec->split_item != NULL && spec->split_value == NULL && same) {
    const struct value **only = arena_memdup(composition->arena, &spec->split_item, sizeof spec->split_item);
    composition->items = list_of(composition->arena, only, 1);
  } else {
    composition->items = each_find(composition);
  }
  return composition->items != NULL;
}

static bool url_parse(struct composition *composition) {
  const struct document *document = composition->spec.document;
  if (document->url == NULL)
    return true;
  struct local_template_entry *entry = arena_zalloc(composition->arena, 1, sizeof *entry);
  if (!template_parse(composition->arena, document->url, strlen(document->url), document->url_source,
                      composition->spec.sink, &entry->template))
    return false;
  composition->url.entries = entry;
  composition->url.count = 1;
  return true;
}

static void empty_report(const struct composition_spec *spec) {
  sink_report(spec->sink, DOCUMENT_EMPTY, spec->document->at, spec->document->name, NULL);
}

static bool layout_check(const struct composition_spec *spec) {
  const struct layout *layout = spec->layout;
  bool shows = layout->kind == LAYOUT_CARD ? layout->front_count + layout->back_count > 0
                                           : layout->flow_count + layout->first_count > 0;
  if (!shows)
    empty_report(spec);
  return shows;
}

/* Where pictures lie: beside the event, then beside the layout and those it extends. */
static const char **folders_list(struct arena *arena, const struct composition_spec *spec) {
  size_t count = 0;
  while (spec->layout->folders[count] != NULL)
    count++;
  const char **folders = arena_array(arena, count + 2, sizeof *folders);
  folders[0] = spec->event->folder;
  memcpy(folders + 1, spec->layout->folders, (count + 1) * sizeof *folders);
  return folders;
}

static struct compose compose_new(const struct composition *composition, struct arena *arena);

/* What stands where, for the whole document. */
static bool cards_begin(struct composition *composition) {
  struct compose compose = compose_new(composition, composition->arena);
  composition->run = (struct card_run){.items = composition->items,
                                       .scope = composition->scope,
                                       .url = composition->url.count > 0 ? &composition->url : NULL,
                                       .choice = composition->spec.choice};
  bool open = cards_open(&compose, &composition->run);
  composition->items = composition->run.items;
  return open;
}

/* Of a flow it is not known what it shows before it is set: it is chosen by its item alone, or is always made. */
static void flows_choose(struct composition *composition) {
  const struct choice *choice = composition->spec.choice;
  struct arena *arena = composition->arena, *scratch = arena_new();
  struct compose compose = compose_new(composition, scratch);
  const struct value **chosen = NULL;
  size_t count = 0, capacity = 0;
  for (size_t i = 0; i < value_count(composition->items); i++) {
    const struct card card = {.item = value_item(scratch, composition->items, i)};
    const struct card_record record = record_begin(&compose, &card);
    if (card.item != NULL && choice->take(choice->self, &record))
      *ARENA_PUSH(arena, chosen, count, capacity) = value_item(arena, composition->items, i);
    arena_reset(scratch);
  }
  arena_drop(scratch);
  composition->items = list_of(arena, chosen, count);
}

struct composition *composition_open(struct arena *arena, const struct composition_spec *spec) {
  struct composition *composition = arena_zalloc(arena, 1, sizeof *composition);
  composition->spec = *spec;
  composition->arena = arena;
  composition->folders = folders_list(arena, spec);
  composition->errors = sink_count(spec->sink, SEVERITY_ERROR);
  scopes_make(composition);
  const struct binder binder = composition_binder(spec, arena);
  bool ok = layout_check(spec) && items_find(composition) && url_parse(composition) &&
            info_make(&binder, composition->scope, spec->event, spec->document, &composition->info);
  if (!ok)
    return NULL;
  if (spec->layout->kind == LAYOUT_CARD)
    return cards_begin(composition) ? composition : NULL;
  if (spec->choice != NULL && !spec->choice->drawn && composition->items != NULL)
    flows_choose(composition);
  return composition;
}

/* Whether a list is made into cards: only then it is known what stands on each. */
static bool is_cards_of_list(const struct composition *composition) {
  return composition->spec.layout->kind == LAYOUT_CARD && composition->items != NULL;
}

int composition_free_cell(const struct composition *composition) {
  return is_cards_of_list(composition) ? cards_free_cell(&composition->run) : 0;
}

/* --- parts --- */

static struct compose compose_new(const struct composition *composition, struct arena *arena) {
  const struct composition_spec *spec = &composition->spec;
  return (struct compose){.arena = arena,
                          .list = display_list_new(arena),
                          .binder = composition_binder(spec, arena),
                          .setter = spec->setter,
                          .sink = spec->sink,
                          .event = spec->event,
                          .layout = spec->layout,
                          .limits = spec->limits,
                          .picture_folders = composition->folders,
                          .typography = spec->document->typography};
}

static bool flow_has_nothing(const struct composition *composition, size_t block_count) {
  if (block_count > 0 || composition->spec.layout->first_count > 0)
    return false;
  empty_report(&composition->spec);
  return true;
}

/* A flow from its first page to its last, in the scope of one item or of the event. */
static bool flow_make(struct composition *composition, struct compose *compose, const struct scope *scope) {
  const struct layout *layout = compose->layout;
  struct scope with_url = {.outer = scope, .name = "url"};
  if (composition->url.count > 0) {
    struct text_source source;
    const char *url = bind_string(&compose->binder, scope, &composition->url, &source);
    if (url == NULL)
      return false;
    with_url.value = value_text_make(compose->arena, url, strlen(url), source, TEXT_URL);
    scope = &with_url;
  }
  struct bound_block *blocks;
  size_t count;
  struct flow flow;
  if (!blocks_bind(compose, scope, layout->flow, layout->flow_count, NODE_ROOT, &blocks, &count) ||
      flow_has_nothing(composition, count))
    return false;
  mpt width = pages_column_width(&layout->page), height = pages_column_height(&layout->page);
  return flow_set(compose, blocks, count, width, height, &flow) && pages_make(compose, scope, &flow);
}

/* An item that cannot be set, or a row that could not be read, is left out alone: no page is made. */
static const struct display_list *item_part(struct composition *composition, size_t index, struct arena *arena) {
  const struct value *item = value_item(arena, composition->items, index);
  struct compose compose = compose_new(composition, arena);
  size_t errors = sink_count(compose.sink, SEVERITY_ERROR);
  compose.item = item;
  struct item_scope scope;
  if (item != NULL && flow_make(composition, &compose, bind_item(&scope, composition->scope, NULL, item)))
    return compose.list;
  composition->refused++;
  composition->errors += sink_count(compose.sink, SEVERITY_ERROR) - errors;
  return display_list_new(arena);
}

static const struct display_list *flow_part(struct composition *composition, struct arena *arena) {
  struct compose compose = compose_new(composition, arena);
  composition->failed = !flow_make(composition, &compose, composition->scope);
  return composition->failed ? NULL : compose.list;
}

static const struct display_list *sheets_part(struct composition *composition, size_t index, struct arena *arena) {
  struct compose compose = compose_new(composition, arena);
  size_t errors = composition->run.errors;
  cards_part(&compose, &composition->run, index);
  composition->refused = composition->run.refused;
  composition->errors += composition->run.errors - errors;
  return compose.list;
}

static bool pages_within_limit(struct composition *composition, size_t pages) {
  const struct composition_spec *spec = &composition->spec;
  if (pages <= spec->limits->pages)
    return true;
  const char *limit = arena_printf(composition->arena, "%zu", spec->limits->pages);
  sink_report(spec->sink, PAGES_OVER_LIMIT, spec->document->at, spec->document->name, limit, NULL);
  composition->failed = true;
  return false;
}

size_t composition_parts(const struct composition *composition) {
  const struct layout *layout = composition->spec.layout;
  if (layout->kind == LAYOUT_CARD)
    return cards_parts(&composition->run);
  return composition->items != NULL ? value_count(composition->items) : 1;
}

const struct display_list *composition_part(struct composition *composition, size_t index, struct arena *part_arena) {
  const struct display_list *list;
  if (composition->spec.layout->kind == LAYOUT_CARD)
    list = sheets_part(composition, index, part_arena);
  else if (composition->items != NULL)
    list = item_part(composition, index, part_arena);
  else
    list = flow_part(composition, part_arena);
  return list != NULL && pages_within_limit(composition, list->page_count) ? list : NULL;
}

void composition_begin_part(struct composition *composition, struct sink *sink) {
  composition->spec.sink = sink;
  composition->errors = sink_count(sink, SEVERITY_ERROR);
  composition->refused = composition->run.refused = composition->run.errors = 0;
}

const struct display_list *composition_next(struct composition *composition, struct arena *part_arena) {
  size_t parts = composition_parts(composition);
  while (!composition->failed && composition->next < parts) {
    const struct display_list *list = composition_part(composition, composition->next++, part_arena);
    composition->pages += list != NULL ? list->page_count : 0;
    if (list != NULL && list->page_count > 0)
      return list;
  }
  if (composition->pages == 0 && !composition->failed) {
    empty_report(&composition->spec);
    composition->failed = true;
  }
  return NULL;
}

const struct document_info *composition_info(const struct composition *composition) {
  return &composition->info;
}

struct composition_counts composition_counts(const struct composition *composition) {
  const struct value *items = composition->items;
  const struct slots *slots = &composition->run.slots;
  bool people = items != NULL && (items->kind == VALUE_ROWS || composition->spec.layout->kind == LAYOUT_CARD);
  struct composition_counts counts = {.rows = people ? value_count(items) : 0, .separators = slots->group_count};
  for (size_t i = 0; i < slots->blank_count; i++)
    counts.blanks += (size_t)slots->blanks[i].count;
  return counts;
}

size_t composition_refused(const struct composition *composition) {
  return composition->refused;
}

bool composition_failed(const struct composition *composition) {
  return composition->failed || sink_count(composition->spec.sink, SEVERITY_ERROR) > composition->errors;
}
