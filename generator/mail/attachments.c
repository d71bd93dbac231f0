/* Attachments: looked up in the manifest, compared with what lies on the disk, encoded. */
#include "mail/attachments.h"

#include "base/file.h"
#include "batch/manifest.h"
#include "mail/mime.h"

#include <string.h>

enum { FILE_LARGEST = 100 * 1000 * 1000, LINE = 76 };

/* One attachment on its way. */
struct attaching {
  struct arena *arena;
  const struct attachments_spec *spec;
  const struct manifest *manifest;
  const struct document *document;
  const char *language; /* of the recipients */
  struct position at;   /* where the event names it */
  struct sink *sink;
};

static bool fail(const struct attaching *attaching, enum diagnostic_code code, const char *path) {
  sink_report(attaching->sink, code, attaching->at, attaching->document->name, path, NULL);
  return false;
}

static void digest_hex(const struct file_content *content, char hex[HASH_HEX_SIZE]) {
  uint8_t digest[32];
  hash_data(content->data, content->length, digest);
  hash_hex(digest, hex);
}

/* Reads an input by the name that the manifest gives it: in a folder of layouts, or beside the event. */
static bool input_find(struct arena *arena, const struct attachments_spec *spec, const char *path,
                       struct file_content *content) {
  static const char below[] = "layouts/";
  if (strncmp(path, below, sizeof below - 1) == 0)
    for (const char **folder = spec->layouts->folders; *folder; folder++)
      if (file_map_beneath(arena, *folder, path + sizeof below - 1, FILE_LARGEST * 10, content) == FILE_OK)
        return true;
  return file_map_beneath(arena, spec->event->folder, path, FILE_LARGEST * 10, content) == FILE_OK;
}

static bool inputs_are_current(const struct attaching *attaching, const struct manifest_entry *entry) {
  bool current = entry->input_count > 0;
  for (size_t i = 0; i < entry->input_count && current; i++) {
    struct arena *scratch = arena_new();
    struct file_content content;
    char hex[HASH_HEX_SIZE] = "";
    current = input_find(scratch, attaching->spec, entry->inputs[i].path, &content);
    if (current)
      digest_hex(&content, hex);
    current = current && strcmp(hex, entry->inputs[i].sha256) == 0;
    arena_drop(scratch);
  }
  return current;
}

static bool entry_is_current(const struct attaching *attaching, const struct manifest_entry *entry) {
  const char *id = attaching->spec->event->id;
  return entry->event && strcmp(entry->event, id) == 0 && entry->document &&
         strcmp(entry->document, attaching->document->name) == 0 && !entry->item && entry->sha256 && entry->status &&
         strcmp(entry->status, "ok") == 0 && inputs_are_current(attaching, entry);
}

static bool file_attach(const struct attaching *attaching, const struct manifest_entry *entry, struct attachment *out) {
  struct arena *scratch = arena_new();
  struct file_content content;
  struct buffer encoded = {0};
  const char *path = file_join(scratch, attaching->spec->output, out->path);
  enum file_status status = file_read(scratch, path, FILE_LARGEST, &content);
  bool good = status == FILE_OK;
  if (good)
    digest_hex(&content, out->sha256);
  if (status == FILE_TOO_LARGE)
    file_report(attaching->sink, status, attaching->at, path, FILE_LARGEST);
  else if (!good || strcmp(out->sha256, entry->sha256) != 0)
    good = fail(attaching, MAIL_ATTACH_STALE, out->path);
  if (good) {
    out->size = content.length;
    mime_base64(&encoded, content.data, content.length, LINE);
    out->content = arena_memdup(attaching->arena, encoded.data ? encoded.data : "", encoded.length);
    out->content_length = encoded.length;
  }
  buffer_drop(&encoded);
  arena_drop(scratch);
  return good;
}

/* A document that is not made in the recipient's language goes in its first. */
static const char *document_language(const struct attaching *attaching) {
  const struct document *document = attaching->document;
  const struct event *event = attaching->spec->event;
  const char **languages = document->language_count ? document->languages : event->languages;
  size_t count = document->language_count ? document->language_count : event->language_count;
  for (size_t i = 0; i < count; i++)
    if (strcmp(languages[i], attaching->language) == 0)
      return languages[i];
  sink_report(attaching->sink, MAIL_ATTACH_LANGUAGE, attaching->at, document->name, attaching->language, languages[0],
              NULL);
  return languages[0];
}

static bool document_attach(const struct attaching *attaching, struct attachment *out) {
  struct manifest_entry entry;
  const struct document *document = attaching->document;
  out->document = document->name;
  out->language = document_language(attaching);
  out->path = arena_printf(attaching->arena, "%s/%s.%s.pdf", attaching->spec->event->id, document->name, out->language);
  if (!manifest_find(attaching->manifest, attaching->arena, out->path, &entry))
    return fail(attaching, MAIL_ATTACH_UNMADE, out->path);
  if (!entry_is_current(attaching, &entry))
    return fail(attaching, MAIL_ATTACH_STALE, out->path);
  return file_attach(attaching, &entry, out);
}

static bool is_about_attendees(const char *path) {
  return path && strncmp(path, "attendees", 9) == 0 && (path[9] == '\0' || path[9] == '.' || path[9] == ' ');
}

/* The document that an entry of `attach:` names; NULL after a message. */
static const struct document *document_find(const struct event *event, const struct value *name, struct sink *sink) {
  const struct document *document = event_document(event, name->text);
  if (!document) {
    sink_report(sink, MAIL_ATTACH_UNKNOWN, name->source.at, name->text, NULL);
  } else if (document->split || is_about_attendees(document->each)) {
    sink_report(sink, MAIL_ATTACH_PERSONAL, name->source.at, name->text, NULL);
    document = NULL;
  }
  return document;
}

static bool name_attach(const struct attaching *attaching, const struct value *name, struct attachment_list *list) {
  struct attaching one = *attaching;
  one.at = name->source.at;
  one.document = document_find(attaching->spec->event, name, attaching->sink);
  if (!one.document)
    return false;
  if (list->count == ATTACHMENTS) {
    sink_report(attaching->sink, KEY_TOO_MANY, one.at, "attach", "16", NULL);
    return false;
  }
  return document_attach(&one, &list->items[list->count++]);
}

bool attachments_read(struct arena *arena, const struct attachments_spec *spec, const char *const *languages,
                      size_t language_count, struct attachment_list *out, struct sink *sink) {
  const struct value *attach = value_field(value_field(spec->event->root, "mail"), "attach");
  size_t count = value_count(attach);
  bool good = true;
  if (count == 0)
    return true;
  struct manifest *manifest = manifest_open(spec->output, sink);
  for (size_t i = 0; i < language_count; i++) {
    struct attaching attaching = {
        .arena = arena, .spec = spec, .manifest = manifest, .language = languages[i], .sink = sink};
    for (size_t j = 0; j < count; j++)
      good &= name_attach(&attaching, attach->list.items[j], &out[i]);
  }
  manifest_drop(manifest);
  return good;
}
