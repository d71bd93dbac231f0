/* The manifest. Sole owner of jansson. */
#include "batch/manifest.h"

#include "base/buffer.h"
#include "base/file.h"
#include "batch/entry.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MANIFEST_VERSION = 1, MANIFEST_LIMIT = 1 << 30 };

/* An entry as it is written, or an old one. */
struct line {
  const char *path, *text;
  size_t length;
  const json_t *old; /* NULL: the text */
};

struct manifest {
  struct arena *arena;
  const char *path;
  bool existed, made; /* there was one; some file was made since */
  struct stat seen;   /* of the file that was read; zero: none */
  json_t *old;        /* what it says: an object by path, so that a document is found at once */
  struct line *lines; /* the entries of this run */
  size_t line_count, line_capacity;
  json_t *gone; /* paths of volumes, or of the one file, that are not part of a document any more */
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
  manifest->gone = made(json_object());
  manifest_read(manifest, sink);
  return manifest;
}

void manifest_drop(struct manifest *manifest) {
  if (!manifest)
    return;
  json_decref(manifest->old);
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

static int text_add(const char *data, size_t length, void *text) {
  buffer_add(text, data, length);
  return 0;
}

/* What jansson prints, as deep as it stands: no text has line breaks of its own. */
static void value_add(struct buffer *out, const json_t *value, int depth) {
  struct buffer text = {0};
  json_dump_callback(value, text_add, &text, JSON_INDENT(1) | JSON_REAL_PRECISION(9) | JSON_ENCODE_ANY);
  for (const char *line = text.data, *end; line; line = end) {
    end = strchr(line, '\n');
    end = end ? end + 1 : NULL;
    buffer_add(out, line, end ? (size_t)(end - line) : strlen(line));
    if (end)
      buffer_printf(out, "%*s", depth, "");
  }
  buffer_drop(&text);
}

/* Of a failed document: what the old entry says about the old file. */
static const char *file_keep(struct arena *arena, const json_t *old) {
  static const char *const keys[] = {"sha256", "pages", "bytes", "refused", "inputs"};
  enum { COUNT = sizeof keys / sizeof *keys, DEPTH = ENTRY_DEPTH + 1 };
  struct buffer text = {0};
  for (size_t i = 0; i < COUNT; i++) {
    const json_t *value = json_object_get(old, keys[i]);
    buffer_printf(&text, ",\n%*s\"%s\": ", DEPTH, "", keys[i]);
    if (value)
      value_add(&text, value, DEPTH);
    else
      buffer_text(&text, i + 1 < COUNT ? "null" : "[]");
  }
  const char *kept = arena_strndup(arena, text.data, text.length);
  buffer_drop(&text);
  return kept;
}

static void line_add(struct manifest *manifest, struct arena *scratch, const struct entry_spec *spec) {
  struct buffer text = {0};
  entry_write(&text, scratch, spec);
  *ARENA_PUSH(manifest->arena, manifest->lines, manifest->line_count, manifest->line_capacity) =
      (struct line){.path = entry_path(manifest->arena, spec),
                    .text = arena_memdup(manifest->arena, text.data, text.length),
                    .length = text.length};
  buffer_drop(&text);
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
  struct arena *scratch = arena_new();
  struct entry_spec spec = {
      .job = job, .result = result, .folder = event_folder, .layouts = layouts, .messages = messages};
  if (result->status == JOB_FAILED) {
    spec.kept = file_keep(scratch, json_object_get(manifest->old, job->path));
    line_add(manifest, scratch, &spec);
  } else if (!result->unchanged) {
    volumes_forget(manifest, scratch, job, result->volume_count);
    manifest->made = true;
  }
  for (; result->status != JOB_FAILED && spec.volume < result->volume_count; spec.volume++)
    line_add(manifest, scratch, &spec);
  arena_drop(scratch);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static int line_compare(const void *a, const void *b) {
  return strcmp(((const struct line *)a)->path, ((const struct line *)b)->path);
}

static void lines_sort(struct line *lines, size_t count) {
  if (count)
    qsort(lines, count, sizeof *lines, line_compare);
}

/* Those of this run in the place of, and beside, those of before. */
static struct line *lines_merge(struct manifest *manifest, struct arena *arena, size_t *count) {
  const char *path;
  json_t *document;
  size_t used = manifest->line_count;
  struct line *merged = arena_array(arena, used + json_object_size(manifest->old), sizeof *merged);
  lines_sort(manifest->lines, used);
  if (used)
    memcpy(merged, manifest->lines, used * sizeof *merged);
  json_object_foreach(manifest->old, path, document) {
    const struct line old = {.path = path, .old = document};
    bool again =
        manifest->line_count && bsearch(&old, manifest->lines, manifest->line_count, sizeof old, line_compare) != NULL;
    if (!again && !json_object_get(manifest->gone, path))
      merged[used++] = old;
  }
  lines_sort(merged, used);
  *count = used;
  return merged;
}

static void manifest_print(struct manifest *manifest, struct buffer *text) {
  struct arena *scratch = arena_new();
  size_t count;
  const struct line *lines = lines_merge(manifest, scratch, &count);
  buffer_printf(text, "{\n \"manifest\": %d,\n \"program\": \"%s\",\n \"documents\": [", MANIFEST_VERSION,
                BASMA_PROGRAM);
  for (size_t i = 0; i < count; i++) {
    buffer_text(text, i ? ",\n" : "\n");
    if (lines[i].old) {
      buffer_printf(text, "%*s", ENTRY_DEPTH, "");
      value_add(text, lines[i].old, ENTRY_DEPTH);
    } else {
      buffer_add(text, lines[i].text, lines[i].length);
    }
  }
  buffer_text(text, count ? "\n ]\n}\n" : "]\n}\n");
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
