/* JSON as jansson prints it, for old entries are printed by jansson: an object a member a line, indented by one space.
 */
#include "batch/entry.h"

#include "base/utf8.h"
#include "batch/output.h"
#include "batch/places.h"

#include <stdbool.h>
#include <string.h>

struct writer {
  struct buffer *out;
  struct arena *arena;
  int depth;
  bool first; /* nothing stands yet in what is open */
};

/* --- JSON --------------------------------------------------------------------------------------------------------- */

static void line_begin(const struct writer *writer) {
  buffer_byte(writer->out, '\n');
  for (int i = 0; i < writer->depth; i++)
    buffer_byte(writer->out, ' ');
}

/* The place of the next value of a list. */
static void item_begin(struct writer *writer) {
  if (!writer->first)
    buffer_byte(writer->out, ',');
  writer->first = false;
  line_begin(writer);
}

static void member_begin(struct writer *writer, const char *key) {
  item_begin(writer);
  buffer_byte(writer->out, '"');
  buffer_text(writer->out, key);
  buffer_text(writer->out, "\": ");
}

static void open_add(struct writer *writer, char bracket) {
  buffer_byte(writer->out, bracket);
  writer->depth++;
  writer->first = true;
}

static void close_add(struct writer *writer, char bracket) {
  writer->depth--;
  if (!writer->first)
    line_begin(writer);
  buffer_byte(writer->out, bracket);
  writer->first = false;
}

static void character_add(struct buffer *out, char character) {
  static const char plain[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
  const char *found = character ? strchr(plain, character) : NULL;
  if (found) {
    buffer_byte(out, '\\');
    buffer_byte(out, letters[found - plain]);
  } else {
    buffer_printf(out, "\\u%04X", (unsigned)character);
  }
}

/* Texts come from files and may hold anything; JSON takes UTF-8 only. */
static void text_add(struct buffer *out, const char *text) {
  size_t length = strlen(text), from = 0;
  if (utf8_valid_length(text, length) < length) {
    text = "?";
    length = 1;
  }
  buffer_byte(out, '"');
  for (size_t i = 0; i < length; i++) {
    if ((unsigned char)text[i] >= ' ' && text[i] != '"' && text[i] != '\\')
      continue;
    buffer_add(out, text + from, i - from);
    character_add(out, text[i]);
    from = i + 1;
  }
  buffer_add(out, text + from, length - from);
  buffer_byte(out, '"');
}

static void text_put(struct writer *writer, const char *key, const char *text) {
  member_begin(writer, key);
  if (text)
    text_add(writer->out, text);
  else
    buffer_text(writer->out, "null");
}

static void number_put(struct writer *writer, const char *key, size_t number) {
  member_begin(writer, key);
  buffer_integer(writer->out, (int64_t)number);
}

/* To the millisecond, with one decimal at least. */
static void seconds_put(struct writer *writer, const char *key, int64_t microseconds) {
  int64_t milliseconds = microseconds / 1000;
  struct buffer *out = writer->out;
  member_begin(writer, key);
  buffer_printf(out, "%lld.%03lld", (long long)(milliseconds / 1000), (long long)(milliseconds % 1000));
  for (int i = 0; i < 2 && out->data[out->length - 1] == '0'; i++)
    out->data[--out->length] = '\0';
}

/* --- members ------------------------------------------------------------------------------------------------------ */

static void job_put(struct writer *writer, const struct entry_spec *spec) {
  static const char *const words[] = {[JOB_OK] = "ok", [JOB_INCOMPLETE] = "incomplete", [JOB_FAILED] = "failed"};
  const struct job *job = spec->job;
  text_put(writer, "event", job->event_id);
  text_put(writer, "document", job->document);
  if (job->part.name)
    text_put(writer, "item", job->part.name);
  text_put(writer, "language", job->language);
  text_put(writer, "profile", job->profile);
  text_put(writer, "path", entry_path(writer->arena, spec));
  text_put(writer, "status", words[spec->result->status]);
}

static void inputs_put(struct writer *writer, const struct job_result *result) {
  member_begin(writer, "inputs");
  open_add(writer, '[');
  for (size_t i = 0; i < result->input_count; i++) {
    item_begin(writer);
    open_add(writer, '{');
    text_put(writer, "path", result->inputs[i].path);
    text_put(writer, "sha256", result->inputs[i].sha256);
    close_add(writer, '}');
  }
  close_add(writer, ']');
}

static void file_put(struct writer *writer, const struct entry_spec *spec) {
  const struct job_result *result = spec->result;
  const struct job_volume *volume = &result->volumes[spec->volume];
  if (result->volume_count > 1) {
    number_put(writer, "volume", spec->volume + 1);
    number_put(writer, "volumes", result->volume_count);
  }
  text_put(writer, "sha256", volume->sha256);
  number_put(writer, "pages", volume->pages);
  number_put(writer, "bytes", volume->bytes);
  number_put(writer, "refused", result->refused);
  if (result->counts.separators)
    number_put(writer, "separators", result->counts.separators);
  if (result->counts.blanks)
    number_put(writer, "blank", result->counts.blanks);
  inputs_put(writer, result);
}

/* What --proof has made with it. */
static void extras_put(struct writer *writer, const struct entry_spec *spec) {
  static const char *const keys[] = {[EXTRA_PROOF] = "proof", [EXTRA_LIST] = "list"};
  for (size_t i = 0; i < EXTRA_COUNT; i++) {
    const struct job_extra *extra = &spec->result->extras[i];
    if (extra->bytes == 0)
      continue;
    member_begin(writer, keys[i]);
    open_add(writer, '{');
    text_put(writer, "path", output_extra_path(writer->arena, spec->job, (enum job_extra_kind)i));
    text_put(writer, "sha256", extra->sha256);
    if (extra->pages > 0)
      number_put(writer, "pages", extra->pages);
    number_put(writer, "bytes", extra->bytes);
    close_add(writer, '}');
  }
}

static void message_put(struct writer *writer, const struct entry_spec *spec, const struct diagnostic_view *view) {
  item_begin(writer);
  open_add(writer, '{');
  text_put(writer, "code", view->code);
  text_put(writer, "message", view->message);
  if (view->at.file) {
    text_put(writer, "file", places_portable(writer->arena, view->at.file, spec->folder, spec->layouts));
    number_put(writer, "line", (size_t)view->at.line);
    number_put(writer, "column", (size_t)view->at.column);
  }
  close_add(writer, '}');
}

static void messages_put(struct writer *writer, const struct entry_spec *spec, const char *key,
                         enum severity severity) {
  member_begin(writer, key);
  open_add(writer, '[');
  for (size_t i = 0; i < sink_length(spec->messages); i++) {
    struct diagnostic_view view = sink_view(spec->messages, i, MESSAGE_ENGLISH, writer->arena);
    if (view.severity == severity)
      message_put(writer, spec, &view);
  }
  close_add(writer, ']');
}

char *entry_path(struct arena *arena, const struct entry_spec *spec) {
  size_t count = spec->result->status == JOB_FAILED ? 1 : spec->result->volume_count;
  return output_path(arena, spec->job, spec->volume, count);
}

void entry_write(struct buffer *out, struct arena *arena, const struct entry_spec *spec) {
  struct writer writer = {.out = out, .arena = arena, .depth = ENTRY_DEPTH};
  for (int i = 0; i < ENTRY_DEPTH; i++)
    buffer_byte(out, ' ');
  open_add(&writer, '{');
  job_put(&writer, spec);
  if (spec->result->status == JOB_FAILED) {
    buffer_text(out, spec->kept);
  } else {
    file_put(&writer, spec);
    extras_put(&writer, spec);
  }
  seconds_put(&writer, "seconds", spec->result->microseconds);
  messages_put(&writer, spec, "warnings", SEVERITY_WARNING);
  messages_put(&writer, spec, "errors", SEVERITY_ERROR);
  close_add(&writer, '}');
}
