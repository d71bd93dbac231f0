/* Events, layouts, fonts and patterns between jobs. */
#include "batch/store.h"

#include "base/file.h"
#include "batch/inks.h"
#include "batch/places.h"
#include "input/languages.h"
#include "input/locale.h"
#include "input/people_review.h"
#include "input/zone.h"
#include "text/fontmap.h"

#include <stdio.h>
#include <string.h>

enum { EVENTS_KEPT = 8 /* the parent lets a worker run ahead by less */ };

struct shelf_layout { /* a layout as it was named; in the event's list or the store's */
  struct shelf_layout *next;
  const char *name;
  const struct yaml_node *set;
  struct store_layout layout;
};

struct shelf_event {
  struct arena *arena; /* NULL: the place is free */
  size_t index;
  uint64_t used; /* when, counted in calls */
  bool own_layouts;
  struct shelf_layout *layouts;
  struct inks_shelf inks;
  struct store_event event;
};

struct store {
  struct arena *arena;
  const struct run_options *options;
  struct setter *setter; /* with the program's fonts */
  struct deflater *deflater;
  struct layout_path shared;    /* the folders of layouts that all events share */
  struct shelf_layout *layouts; /* found there */
  struct inks_shelf inks;       /* likewise */
  struct shelf_event events[EVENTS_KEPT];
  uint64_t calls;
};

/* --- fonts -------------------------------------------------------------------------------------------------------- */

static void setter_release(void *setter) {
  setter_drop(setter);
}

static void deflater_release(void *deflater) {
  deflater_drop(deflater);
}

/* A setter with the fonts beside an event, or of the program; dropped with the arena. */
static struct setter *setter_open(struct arena *arena, const char *folder, struct position at, struct sink *sink) {
  const char *why = "";
  struct fontmap *map = fontmap_new(places_fonts(arena, folder), &why);
  if (!map) {
    sink_report(sink, FONTS_UNUSABLE, at, why, NULL);
    return NULL;
  }
  struct setter *setter = setter_new(map, places_patterns(arena));
  arena_defer(arena, setter_release, setter);
  return setter;
}

struct store *store_new(const struct run_options *options, struct sink *sink) {
  struct arena *arena = arena_new();
  struct store *store = arena_zalloc(arena, 1, sizeof *store);
  store->arena = arena;
  store->inks.arena = arena;
  store->options = options;
  store->shared = places_layouts(arena, options->layouts);
  store->setter = setter_open(arena, NULL, (struct position){0}, sink);
  if (store->setter) {
    zone_prepare();
    store->deflater = deflater_new();
    arena_defer(arena, deflater_release, store->deflater);
    return store;
  }
  arena_drop(arena);
  return NULL;
}

static void shelf_clear(struct shelf_event *shelf) {
  arena_drop(shelf->arena);
  *shelf = (struct shelf_event){0};
}

void store_drop(struct store *store) {
  if (!store)
    return;
  for (size_t i = 0; i < EVENTS_KEPT; i++)
    shelf_clear(&store->events[i]);
  arena_drop(store->arena);
}

const struct layout_path *store_layout_folders(const struct store *store) {
  return &store->shared;
}

const char *const *store_font_folders(const struct store *store) {
  return fontmap_folders(setter_fontmap(store->setter));
}

/* --- events ------------------------------------------------------------------------------------------------------- */

/* Hashes what was read. A file that was only mapped is opened again; one that is gone meanwhile is left out. */
static struct store_input *inputs_hash(struct arena *arena, const struct event_input *inputs, size_t *count,
                                       const struct store_event *event) {
  struct store_input *out = arena_zalloc(arena, *count, sizeof *out);
  size_t used = 0;
  for (size_t i = 0; i < *count; i++) {
    struct file_content content = {inputs[i].data, inputs[i].length};
    struct arena *scratch = arena_new();
    bool there = content.data ||
                 file_map_beneath(scratch, event->event->folder, inputs[i].path, SIZE_MAX / 2, &content) == FILE_OK;
    if (there) {
      uint8_t digest[32];
      hash_data(content.data, content.length, digest);
      hash_hex(digest, out[used].sha256);
      out[used++].path = places_portable(arena, inputs[i].path, event->event->folder, &event->layouts);
    }
    arena_drop(scratch);
  }
  *count = used;
  return out;
}

/* What only a check looks at. */
static void event_review(const struct event *event, struct sink *sink) {
  languages_compare(event, sink);
  people_review(value_field(event->root, "attendees"), sink);
}

static bool shelf_fill(struct store *store, struct shelf_event *shelf, size_t index, struct sink *sink) {
  const char *path = store->options->events[index];
  shelf->arena = arena_new();
  shelf->inks.arena = shelf->arena;
  shelf->index = index;
  struct store_event *kept = &shelf->event;
  const struct event *event = event_read(shelf->arena, path, &store->options->limits, sink);
  if (!event)
    return false;
  *kept = (struct store_event){
      .event = event, .setter = store->setter, .deflater = store->deflater, .input_count = event->input_count};
  kept->layouts = places_layouts_of(shelf->arena, event->folder, &store->shared);
  shelf->own_layouts = places_beside(event->folder, "layouts");
  if (places_beside(event->folder, "fonts"))
    kept->setter = setter_open(shelf->arena, event->folder, (struct position){.file = event->path}, sink);
  if (!store->options->check)
    kept->inputs = inputs_hash(shelf->arena, event->inputs, &kept->input_count, kept);
  else
    kept->input_count = 0;
  if (store->options->check)
    event_review(event, sink);
  return kept->setter != NULL;
}

/* The place of the event, or the free or longest unused one. */
static struct shelf_event *shelf_find(struct store *store, size_t index) {
  struct shelf_event *oldest = &store->events[0];
  for (size_t i = 0; i < EVENTS_KEPT; i++) {
    struct shelf_event *shelf = &store->events[i];
    if (shelf->arena && shelf->index == index)
      return shelf;
    if (shelf->used < oldest->used)
      oldest = shelf;
  }
  return oldest;
}

const struct store_event *store_event(struct store *store, size_t index, struct sink *sink) {
  struct shelf_event *shelf = shelf_find(store, index);
  bool kept = shelf->arena && shelf->index == index;
  if (!kept) {
    struct sink *silent = sink ? NULL : sink_new();
    shelf_clear(shelf);
    bool filled = shelf_fill(store, shelf, index, sink ? sink : silent);
    sink_drop(silent);
    if (!filled) {
      shelf_clear(shelf);
      return NULL;
    }
  }
  shelf->used = ++store->calls;
  return &shelf->event;
}

/* --- layouts ------------------------------------------------------------------------------------------------------ */

/* The family a layout means by a role: its own word for it, else the role itself. */
static const char *layout_family(const struct layout *layout, const char *role) {
  for (size_t i = 0; i < layout->font_count; i++)
    if (strcmp(layout->fonts[i].role, role) == 0)
      return layout->fonts[i].family;
  return role;
}

/* Families are names of fonts, which only the fontmap knows: they are checked here, once a layout is read. */
static bool fonts_check(const struct layout *layout, struct fontmap *map, struct sink *sink) {
  bool good = true;
  for (size_t i = 0; i < layout->font_count; i++) {
    const struct font_role *role = &layout->fonts[i];
    if (fontmap_find(map, role->family, false, false))
      continue;
    sink_report(sink, FONT_UNKNOWN, role->at, role->family, NULL);
    good = false;
  }
  return good;
}

static struct shelf_layout *shelf_layout_find(struct shelf_layout *list, const char *name,
                                              const struct yaml_node *set) {
  for (; list; list = list->next)
    if (list->set == set && strcmp(list->name, name) == 0)
      return list;
  return NULL;
}

static struct shelf_event *shelf_of(struct store *store, const struct store_event *event) {
  size_t i = 0;
  while (i < EVENTS_KEPT - 1 && &store->events[i].event != event)
    i++;
  return &store->events[i];
}

const struct store_layout *store_layout(struct store *store, const struct store_event *event,
                                        const struct document *document, struct sink *sink) {
  struct shelf_event *shelf = shelf_of(store, event);
  bool own = shelf->own_layouts || document->set || event->setter != store->setter;
  struct shelf_layout **list = own ? &shelf->layouts : &store->layouts;
  struct shelf_layout *found = shelf_layout_find(*list, document->layout, document->set);
  if (found)
    return &found->layout;
  struct arena *arena = own ? shelf->arena : store->arena;
  const struct layout *layout =
      layout_read(arena, &event->layouts, document->layout, document->set, document->layout_at, sink);
  if (!layout || !fonts_check(layout, setter_fontmap(event->setter), sink))
    return NULL;
  struct shelf_layout *added = arena_zalloc(arena, 1, sizeof *added);
  *added = (struct shelf_layout){*list, arena_strdup(arena, document->layout), document->set, {.layout = layout}};
  added->layout.input_count = store->options->check ? 0 : layout->input_count;
  added->layout.inputs = inputs_hash(arena, layout->inputs, &added->layout.input_count, event);
  *list = added;
  return &added->layout;
}

/* --- presses ------------------------------------------------------------------------------------------------------ */

static struct inks_shelf *inks_shelf_of(struct store *store, const struct store_event *event) {
  struct shelf_event *shelf = shelf_of(store, event);
  return shelf->own_layouts ? &shelf->inks : &store->inks;
}

const struct pdf_intent *store_inks(struct store *store, const struct store_event *event, const struct layout *layout) {
  return inks_find(inks_shelf_of(store, event), &event->layouts, &layout->print);
}

const struct inks_ready *store_intent(struct store *store, const struct store_event *event, const struct layout *layout,
                                      struct position at, struct sink *sink) {
  return inks_ready(inks_shelf_of(store, event), &event->layouts, &layout->print, at, sink);
}

/* --- before the fork ---------------------------------------------------------------------------------------------- */

static void layout_warm(const struct store_event *event, const struct layout *layout) {
  struct fontmap *map = setter_fontmap(event->setter);
  for (size_t i = 0; i < layout->sheet_of_styles.count; i++) {
    const struct style *style = &layout->sheet_of_styles.styles[i];
    if (style->font)
      fontmap_find(map, layout_family(layout, style->font), style->bold, style->italic);
  }
}

/* Whether -d or -l, given these names, leave this one in. */
static bool name_is_wanted(const char *const *names, size_t count, const char *name) {
  bool wanted = count == 0;
  for (size_t i = 0; i < count; i++)
    wanted = wanted || strcmp(names[i], name) == 0;
  return wanted;
}

/* Whether the document is made for a press in this run. */
static bool document_is_printed(const struct run_options *options, const struct document *document) {
  if (options->profile)
    return strcmp(options->profile, "print") == 0;
  for (size_t i = 0; i < document->profile_count; i++)
    if (strcmp(document->profiles[i], "print") == 0)
      return true;
  return false;
}

void store_warm(struct store *store, const struct store_event *event) {
  const struct run_options *options = store->options;
  struct sink *silent = sink_new(); /* the job reports */
  for (size_t i = 0; i < event->event->document_count; i++) {
    const struct document *document = &event->event->documents[i];
    bool wanted = document->layout && name_is_wanted(options->documents, options->document_count, document->name);
    const struct store_layout *layout = wanted ? store_layout(store, event, document, silent) : NULL;
    if (layout)
      layout_warm(event, layout->layout);
    if (layout && document_is_printed(store->options, document))
      store_intent(store, event, layout->layout, document->at, silent);
  }
  for (size_t i = 0; i < event->event->language_count; i++) {
    const char *language = event->event->languages[i];
    if (!name_is_wanted(options->languages, options->language_count, language))
      continue;
    setter_warm_language(event->setter, language);
    locale_find(language);
  }
  sink_drop(silent);
}
