/* The manifest. Sole owner of jansson. */
#include "batch/manifest.h"

#include "base/file.h"
#include "batch/places.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MANIFEST_VERSION = 1, MANIFEST_LIMIT = 1 << 30 };

struct manifest {
  struct arena *arena;
  const char *path;
  bool existed, made; /* there was one; some file was made since */
  struct stat seen;   /* of the file that was read; zero: none */
  json_t *old;        /* what it says: an object by path, so that a document is found at once */
  json_t *documents;  /* of this run, likewise */
  json_t *gone;       /* paths of volumes, or of the one file, that are not part of a document any more */
};

/* jansson gives NULL when memory is out; everywhere else in basma that ends the process, so it does here. */
static json_t *made(json_t *value) {
  if (!value)
    memory_alloc(SIZE_MAX / 2);
  return value;
}

static void *json_alloc(size_t size) {
  return memory_alloc(size);
}

static void put(json_t *object, const char *key, json_t *value) {
  json_object_set_new_nocheck(object, key, made(value));
}

/* Texts come from files and may hold anything; JSON takes UTF-8 only. */
static json_t *text_value(const char *text) {
  json_t *value = text ? json_string(text) : json_null();
  return value ? value : json_string("?");
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static const char *document_path(const json_t *document) {
  return json_string_value(json_object_get(document, "path"));
}

/* Takes the documents of an old manifest over. False when it is not one of ours. */
static bool documents_take(struct manifest *manifest, const json_t *root) {
  const json_t *documents = json_object_get(root, "documents");
  if (!json_is_array(documents) || json_integer_value(json_object_get(root, "manifest")) != MANIFEST_VERSION)
    return false;
  for (size_t i = 0; i < json_array_size(documents); i++) {
    json_t *document = json_array_get(documents, i);
    if (!document_path(document))
      return false;
    json_object_set(manifest->old, document_path(document), document);
  }
  return true;
}

static void content_read(struct manifest *manifest, const struct file_content *content, struct sink *sink) {
  struct position at = {.file = manifest->path};
  json_error_t error;
  json_t *root = json_loadb(content->data, content->length, JSON_REJECT_DUPLICATES, &error);
  if (!root) {
    at.line = error.line > 0 ? error.line : 0;
    sink_report(sink, MANIFEST_UNREADABLE, at, error.text, NULL);
  } else if (!documents_take(manifest, root)) {
    sink_report(sink, MANIFEST_UNREADABLE, at, "«documents»", NULL);
    json_object_clear(manifest->old);
  }
  json_decref(root);
}

static void manifest_read(struct manifest *manifest, struct sink *sink) {
  struct arena *scratch = arena_new();
  struct file_content content;
  if (stat(manifest->path, &manifest->seen) != 0)
    manifest->seen = (struct stat){0};
  enum file_status status = file_read(scratch, manifest->path, MANIFEST_LIMIT, &content);
  manifest->existed = status != FILE_MISSING;
  if (status == FILE_OK)
    content_read(manifest, &content, sink);
  else if (manifest->existed)
    file_report(sink, status, (struct position){.file = manifest->path}, manifest->path, MANIFEST_LIMIT);
  arena_drop(scratch);
}

/* Another run may have written it meanwhile: a new file, for it appears by rename. */
static void manifest_read_again(struct manifest *manifest) {
  struct stat now;
  if (stat(manifest->path, &now) != 0)
    now = (struct stat){0};
  if (now.st_ino == manifest->seen.st_ino && now.st_dev == manifest->seen.st_dev &&
      now.st_mtim.tv_sec == manifest->seen.st_mtim.tv_sec && now.st_mtim.tv_nsec == manifest->seen.st_mtim.tv_nsec)
    return;
  struct sink *silent = sink_new(); /* what is broken now is replaced */
  json_object_clear(manifest->old);
  manifest_read(manifest, silent);
  sink_drop(silent);
}

struct manifest *manifest_open(const char *folder, struct sink *sink) {
  json_set_alloc_funcs(json_alloc, free);
  struct arena *arena = arena_new();
  struct manifest *manifest = arena_zalloc(arena, 1, sizeof *manifest);
  manifest->arena = arena;
  manifest->path = file_join(arena, folder, "manifest.json");
  manifest->old = made(json_object());
  manifest->documents = made(json_object());
  manifest->gone = made(json_object());
  manifest_read(manifest, sink);
  return manifest;
}

void manifest_drop(struct manifest *manifest) {
  if (!manifest)
    return;
  json_decref(manifest->old);
  json_decref(manifest->documents);
  json_decref(manifest->gone);
  arena_drop(manifest->arena);
}

static const char *text_take(struct arena *arena, const json_t *object, const char *key) {
  const char *text = json_string_value(json_object_get(object, key));
  return text ? arena_strdup(arena, text) : NULL;
}

static struct job_input *inputs_take(struct arena *arena, const json_t *inputs, size_t *count) {
  struct job_input *out = arena_zalloc(arena, json_array_size(inputs), sizeof *out);
  *count = 0;
  for (size_t i = 0; i < json_array_size(inputs); i++) {
    const json_t *input = json_array_get(inputs, i);
    struct job_input taken = {text_take(arena, input, "path"), text_take(arena, input, "sha256")};
    if (taken.path && taken.sha256)
      out[(*count)++] = taken;
  }
  return out;
}

bool manifest_find(const struct manifest *manifest, struct arena *arena, const char *path, struct manifest_entry *out) {
  const json_t *document = json_object_get(manifest->old, path);
  if (!document)
    return false;
  *out = (struct manifest_entry){.event = text_take(arena, document, "event"),
                                 .document = text_take(arena, document, "document"),
                                 .item = text_take(arena, document, "item"),
                                 .status = text_take(arena, document, "status"),
                                 .sha256 = text_take(arena, document, "sha256")};
  out->inputs = inputs_take(arena, json_object_get(document, "inputs"), &out->input_count);
  return true;
}

/* --- adding ------------------------------------------------------------------------------------------------------- */

/* What is said about messages and where. */
struct shown {
  struct arena *arena;
  const char *event_folder;
  const struct layout_path *layouts;
};

static json_t *message_value(const struct shown *shown, const struct diagnostic_view *view) {
  json_t *message = made(json_object());
  put(message, "code", text_value(view->code));
  put(message, "message", text_value(view->message));
  if (view->at.file) {
    const char *file = places_portable(shown->arena, view->at.file, shown->event_folder, shown->layouts);
    put(message, "file", text_value(file));
    put(message, "line", json_integer(view->at.line));
    put(message, "column", json_integer(view->at.column));
  }
  return message;
}

static json_t *messages_value(const struct shown *shown, const struct sink *sink, enum severity severity) {
  json_t *messages = made(json_array());
  for (size_t i = 0; i < sink_length(sink); i++) {
    struct diagnostic_view view = sink_view(sink, i, MESSAGE_ENGLISH, shown->arena);
    if (view.severity == severity)
      json_array_append_new(messages, message_value(shown, &view));
  }
  return messages;
}

static json_t *inputs_value(const struct job_result *result) {
  json_t *inputs = made(json_array());
  for (size_t i = 0; i < result->input_count; i++) {
    json_t *input = made(json_object());
    put(input, "path", text_value(result->inputs[i].path));
    put(input, "sha256", text_value(result->inputs[i].sha256));
    json_array_append_new(inputs, input);
  }
  return inputs;
}

/* What --proof has made with it. */
static void extras_put(json_t *document, struct arena *arena, const struct job *job, const struct job_result *result) {
  static const char *const keys[] = {[EXTRA_PROOF] = "proof", [EXTRA_LIST] = "list"};
  for (size_t i = 0; i < EXTRA_COUNT; i++) {
    const struct job_extra *extra = &result->extras[i];
    if (extra->bytes == 0)
      continue;
    json_t *file = made(json_object());
    put(file, "path", text_value(output_extra_path(arena, job, (enum job_extra_kind)i)));
    put(file, "sha256", text_value(extra->sha256));
    if (extra->pages > 0)
      put(file, "pages", json_integer((json_int_t)extra->pages));
    put(file, "bytes", json_integer((json_int_t)extra->bytes));
    put(document, keys[i], file);
  }
}

static void file_put(json_t *document, const struct job_result *result, size_t index) {
  const struct job_volume *volume = &result->volumes[index];
  if (result->volume_count > 1) {
    put(document, "volume", json_integer((json_int_t)index + 1));
    put(document, "volumes", json_integer((json_int_t)result->volume_count));
  }
  put(document, "sha256", text_value(volume->sha256));
  put(document, "pages", json_integer((json_int_t)volume->pages));
  put(document, "bytes", json_integer((json_int_t)volume->bytes));
  put(document, "refused", json_integer((json_int_t)result->refused));
  if (result->counts.separators)
    put(document, "separators", json_integer((json_int_t)result->counts.separators));
  if (result->counts.blanks)
    put(document, "blank", json_integer((json_int_t)result->counts.blanks));
  put(document, "inputs", inputs_value(result));
}

/* Of a failed document: what the old entry says about the old file. */
static void file_keep(json_t *document, const json_t *old) {
  static const char *const keys[] = {"sha256", "pages", "bytes", "refused"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    json_t *value = json_object_get(old, keys[i]);
    put(document, keys[i], value ? json_incref(value) : json_null());
  }
  json_t *inputs = json_object_get(old, "inputs");
  put(document, "inputs", inputs ? json_incref(inputs) : json_array());
}

/* What an entry says of the job, whatever became of it. */
static json_t *document_value(const struct job *job, const char *path, const struct job_result *result) {
  static const char *const words[] = {[JOB_OK] = "ok", [JOB_INCOMPLETE] = "incomplete", [JOB_FAILED] = "failed"};
  json_t *document = made(json_object());
  put(document, "event", text_value(job->event_id));
  put(document, "document", text_value(job->document));
  if (job->part.name)
    put(document, "item", text_value(job->part.name));
  put(document, "language", text_value(job->language));
  put(document, "profile", text_value(job->profile));
  put(document, "path", text_value(path));
  put(document, "status", text_value(words[result->status]));
  return document;
}

static void document_add(struct manifest *manifest, json_t *document, const struct shown *shown,
                         const struct job_result *result, const struct sink *messages) {
  put(document, "seconds", json_real((double)(result->microseconds / 1000) / 1e3));
  put(document, "warnings", messages_value(shown, messages, SEVERITY_WARNING));
  put(document, "errors", messages_value(shown, messages, SEVERITY_ERROR));
  json_object_set(manifest->documents, document_path(document), document);
  json_decref(document);
}

/* A document that had more volumes, or one file where it has volumes now, leaves files that nobody should print. */
static void volumes_forget(struct manifest *manifest, struct arena *arena, const struct job *job, size_t count) {
  if (count > 1)
    put(manifest->gone, job->path, json_true());
  for (size_t i = count > 1 ? count : 0;; i++) {
    const char *path = output_path(arena, job, i, SIZE_MAX);
    if (!json_object_get(manifest->old, path))
      return;
    put(manifest->gone, path, json_true());
  }
}

void manifest_add(struct manifest *manifest, const struct job *job, const struct job_result *result,
                  const struct sink *messages, const char *event_folder, const struct layout_path *layouts) {
  struct shown shown = {arena_new(), event_folder, layouts};
  if (result->status == JOB_FAILED) {
    json_t *document = document_value(job, job->path, result);
    file_keep(document, json_object_get(manifest->old, job->path));
    document_add(manifest, document, &shown, result, messages);
  } else if (!result->unchanged) {
    volumes_forget(manifest, shown.arena, job, result->volume_count);
    manifest->made = true;
  }
  for (size_t i = 0; result->status != JOB_FAILED && i < result->volume_count; i++) {
    json_t *document = document_value(job, output_path(shown.arena, job, i, result->volume_count), result);
    file_put(document, result, i);
    extras_put(document, shown.arena, job, result);
    document_add(manifest, document, &shown, result, messages);
  }
  arena_drop(shown.arena);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static int path_compare(const void *a, const void *b) {
  return strcmp(document_path(*(json_t *const *)a), document_path(*(json_t *const *)b));
}

/* Those of this run in the place of, and beside, those of before. */
static json_t *documents_sorted(const struct manifest *manifest, struct arena *arena) {
  size_t count = 0;
  const char *gone;
  json_t *value;
  json_object_foreach(manifest->gone, gone, value) {
    json_object_del(manifest->old, gone);
  }
  json_object_update(manifest->old, manifest->documents);
  json_t **sorted = arena_array(arena, json_object_size(manifest->old), sizeof(json_t *));
  const char *key;
  json_t *document;
  json_object_foreach(manifest->old, key, document) {
    sorted[count++] = document;
  }
  if (count)
    qsort(sorted, count, sizeof *sorted, path_compare);
  json_t *documents = made(json_array());
  for (size_t i = 0; i < count; i++)
    json_array_append(documents, sorted[i]);
  return documents;
}

static int text_add(const char *data, size_t length, void *text) {
  buffer_add(text, data, length);
  return 0;
}

static void manifest_print(const struct manifest *manifest, struct buffer *text) {
  struct arena *scratch = arena_new();
  json_t *root = made(json_object());
  put(root, "manifest", json_integer(MANIFEST_VERSION));
  put(root, "program", json_string(BASMA_PROGRAM));
  put(root, "documents", documents_sorted(manifest, scratch));
  json_dump_callback(root, text_add, text, JSON_INDENT(1) | JSON_REAL_PRECISION(9));
  buffer_byte(text, '\n');
  json_decref(root);
  arena_drop(scratch);
}

bool manifest_write(struct manifest *manifest, struct sink *sink) {
  if (!manifest->existed && !manifest->made)
    return true;
  struct file_output *output = file_output_new(manifest->path);
  if (!output) {
    output_report_unwritten(sink, errno, manifest->path);
    return false;
  }
  struct buffer text = {0};
  manifest_read_again(manifest); /* nobody else writes it while the output is open */
  manifest_print(manifest, &text);
  file_output_write(output, text.data, text.length);
  buffer_drop(&text);
  if (file_output_commit_last(output)) /* it names nothing that could vanish */
    return true;
  output_report_unwritten(sink, errno, manifest->path);
  return false;
}
