/* Profiles of presses, on a shelf by name. Files that are not for print map a profile and look into it only when they
 * meet a colour of ink; reading it costs half a millisecond, deflating it for the output intent five. */
#include "batch/inks.h"

#include "base/file.h"
#include "pdf/colour.h"
#include "pdf/deflate.h"

#include <stdlib.h>
#include <string.h>

static const size_t PROFILE_LIMIT = 16u << 20; /* the largest of presses have some megabytes */

struct inks_entry {
  struct inks_entry *next;
  const char *name;
  struct pdf_intent found;
  struct inks_ready ready; /* its path is known when the profile is found */
  enum { INKS_NEW, INKS_READY, INKS_WRONG } state;
};

static void entry_map(struct inks_entry *entry, struct arena *arena, const struct layout_path *path) {
  struct file_content content;
  const char *name = arena_printf(arena, "colour/%s.icc", entry->name);
  for (const char **folder = path->folders; *folder; folder++) {
    if (file_map_beneath(arena, *folder, name, PROFILE_LIMIT, &content) != FILE_OK)
      continue;
    entry->ready.path = file_join(arena, *folder, name);
    entry->found.profile = content.data;
    entry->found.length = content.length;
    return;
  }
}

static struct inks_entry *entry_find(struct inks_shelf *shelf, const struct layout_path *path, const char *name) {
  for (struct inks_entry *entry = shelf->first; entry; entry = entry->next)
    if (strcmp(entry->name, name) == 0)
      return entry;
  struct inks_entry *entry = arena_zalloc(shelf->arena, 1, sizeof *entry);
  *entry = (struct inks_entry){.next = shelf->first, .name = arena_strdup(shelf->arena, name)};
  entry->found.name = entry->name;
  entry_map(entry, shelf->arena, path);
  return shelf->first = entry;
}

const struct pdf_intent *inks_find(struct inks_shelf *shelf, const struct layout_path *path,
                                   const struct print_spec *print) {
  return &entry_find(shelf, path, print->intent)->found;
}

static void entry_ready(struct inks_entry *entry, struct arena *arena) {
  struct pdf_intent *intent = &entry->ready.intent;
  uint8_t digest[32];
  *intent = entry->found;
  entry->state = INKS_WRONG;
  if (!intent->profile || !colours_profile_read(arena, intent))
    return;
  struct deflater *deflater = deflater_new();
  struct blob blob = deflate_data(deflater, intent->profile, intent->length);
  deflater_drop(deflater);
  intent->subtype = "GTS_PDFX";
  intent->deflated = blob.data;
  intent->deflated_length = blob.length;
  arena_defer(arena, free, blob.data);
  hash_data(intent->profile, intent->length, digest);
  hash_hex(digest, entry->ready.sha256);
  entry->state = INKS_READY;
}

const struct inks_ready *inks_ready(struct inks_shelf *shelf, const struct layout_path *path,
                                    const struct print_spec *print, struct position at, struct sink *sink) {
  struct inks_entry *entry = entry_find(shelf, path, print->intent);
  if (entry->state == INKS_NEW)
    entry_ready(entry, shelf->arena);
  if (entry->state == INKS_READY)
    return &entry->ready;
  if (print->intent_at.file)
    at = print->intent_at;
  if (entry->ready.path)
    sink_report(sink, PRESS_INTENT, at, entry->ready.path, NULL);
  else
    sink_report(sink, PRESS_INTENT_MISSING, at, entry->name, NULL);
  return NULL;
}
