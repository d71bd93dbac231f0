/* Proofreading.
 *
 *   event, its layouts -> texts with findings (compose/proofread) -> messages, or changes in files -> files written
 * anew */
#include "batch/proof.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/utf8.h"
#include "batch/output.h"
#include "batch/places.h"
#include "batch/proof_file.h"
#include "compose/proofread.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
  CONTEXT = 30 /* bytes of a word beside a change */,
  PRINTED_AT_ONCE = 500 /* messages; fewer than a sink keeps of a kind */
};

struct proof {
  const struct run_options *options;
  bool fix;
  struct arena *arena;   /* of the event */
  struct arena *scratch; /* of a text */
  const struct event *event;
  struct sink *sink;
  struct proof_file **files;
  size_t file_count, file_capacity;
  int status;
};

static void messages_flush(struct proof *proof) {
  struct buffer text = {0};
  if (sink_has_errors(proof->sink))
    proof->status = proof->status > EXIT_INCOMPLETE ? proof->status : EXIT_INCOMPLETE;
  if (proof->options->messages == MESSAGES_JSON)
    sink_print_json(proof->sink, proof->options->language, &text);
  else
    sink_print(proof->sink, proof->options->language, proof->options->colour, &text);
  if (text.length > 0)
    fwrite(text.data, 1, text.length, stderr);
  buffer_drop(&text);
  sink_drop(proof->sink);
  proof->sink = sink_new();
}

/* Files. */

static bool is_beneath(const char *path, const char *folder) {
  size_t length = strlen(folder);
  return strncmp(path, folder, length) == 0 && (folder[length - 1] == '/' || path[length] == '/');
}

/* Only what the event itself is made of is written to, and layouts that lie beside it or in the folder that was named:
 * the program's own serve others. */
static bool is_of_event(const struct proof *proof, const char *path) {
  const char *folder = proof->event->folder, *named = proof->options->layouts;
  if (strcmp(path, proof->event->path) == 0 || is_beneath(path, file_join(proof->scratch, folder, "layouts")) ||
      (named != NULL && *named != '\0' && is_beneath(path, named)))
    return true;
  for (size_t i = 0; i < proof->event->input_count; i++)
    if (strcmp(path, file_join(proof->scratch, folder, proof->event->inputs[i].path)) == 0)
      return true;
  return false;
}

static struct proof_file *file_find(struct proof *proof, const char *path) {
  for (size_t i = 0; i < proof->file_count; i++)
    if (strcmp(proof_file_path(proof->files[i]), path) == 0)
      return proof->files[i];
  const struct limits *limits = &proof->options->limits;
  size_t limit = limits->list_bytes > limits->yaml_bytes ? limits->list_bytes : limits->yaml_bytes;
  struct proof_file *file = is_of_event(proof, path) ? proof_file_open(proof->arena, path, limit) : NULL;
  if (file != NULL)
    *ARENA_PUSH(proof->arena, proof->files, proof->file_count, proof->file_capacity) = file;
  return file;
}

/* Messages. */

static bool is_blank(char byte) {
  return byte == ' ' || byte == '\n' || byte == '\t';
}

/* The word, or what is near of it, before a change; it may begin in a span before. */
static const char *context_before(struct proof *proof, const struct proof_text *text, const struct span_edit *edit) {
  const char *context = "";
  size_t index = edit->span, offset = edit->offset, left = CONTEXT;
  for (;; offset = text->spans[index].length) {
    const char *words = text->spans[index].text;
    size_t from = offset;
    while (from > 0 && offset - from < left && !is_blank(words[from - 1]))
      utf8_previous(words, &from);
    context = arena_printf(proof->scratch, "%.*s%s", (int)(offset - from), words + from, context);
    left -= offset - from < left ? offset - from : left;
    if (from > 0 || left == 0 || index-- == 0)
      return context;
  }
}

static const char *context_behind(struct proof *proof, const struct proof_text *text, const struct span_edit *edit) {
  const char *context = "";
  size_t index = edit->span, offset = edit->offset + edit->length, left = CONTEXT;
  for (;; offset = 0) {
    const struct inline_span *span = &text->spans[index];
    size_t to = offset;
    while (to < span->length && to - offset < left && !is_blank(span->text[to]))
      utf8_next(span->text, span->length, &to);
    context = arena_printf(proof->scratch, "%s%.*s", context, (int)(to - offset), span->text + offset);
    left -= to - offset < left ? to - offset : left;
    if (to < span->length || left == 0 || ++index == text->span_count)
      return context;
  }
}

/* A no-break space is shown by a sign, and so is what a layout puts in (compose/proofread_layout.c). */
static void visible_add(struct buffer *out, const char *text, size_t length) {
  static const struct { const char *text, *shown; } signs[] = {{"\u00A0", "␣"}, {"\uFFFC", "{{…}}"}};
  for (size_t i = 0; i < length;) {
    size_t sign = 0, count = sizeof signs / sizeof *signs, size = 1;
    for (; sign < count; sign++) {
      size = strlen(signs[sign].text);
      if (size <= length - i && memcmp(text + i, signs[sign].text, size) == 0)
        break;
    }
    if (sign < count)
      buffer_text(out, signs[sign].shown);
    else
      buffer_byte(out, text[i]);
    i += sign < count ? size : 1;
  }
}

/* How a span is written in its file. */
struct writing {
  struct proof_file *file; /* NULL: not known */
  size_t *at;              /* bytes of the file, see proof_file_align */
  size_t placed;
};

static struct writing writing_find(struct proof *proof, const struct proof_text *text, const struct inline_span *span) {
  struct writing writing = {0};
  bool known = !text->markdown || span->source.kind != SOURCE_POINT;
  if (known && span->source.at.file != NULL)
    writing.file = file_find(proof, span->source.at.file);
  if (writing.file != NULL)
    writing.at =
        proof_file_align(writing.file, proof->scratch, span->source, span->text, span->length, &writing.placed);
  return writing;
}

static void edit_report(struct proof *proof, const struct proof_text *text, const struct writing *writing,
                        const struct span_edit *edit) {
  const struct inline_span *span = &text->spans[edit->span];
  const char *front = context_before(proof, text, edit), *back = context_behind(proof, text, edit);
  bool placed = writing->file != NULL && edit->offset <= writing->placed;
  struct position at =
      placed ? proof_file_position(writing->file, writing->at[edit->offset]) : spans_position(span, edit->offset);
  struct buffer before = {0}, after = {0};
  visible_add(&before, front, strlen(front));
  visible_add(&before, span->text + edit->offset, edit->length);
  visible_add(&before, back, strlen(back));
  visible_add(&after, front, strlen(front));
  visible_add(&after, edit->replacement, strlen(edit->replacement));
  visible_add(&after, back, strlen(back));
  sink_report(proof->sink, proof->fix ? TYPOGRAPHY_NOT_FIXED : TYPOGRAPHY_FINDING, at,
              typography_rules[edit->rule].name, before.length > 0 ? before.data : "",
              after.length > 0 ? after.data : "", NULL);
  buffer_drop(&before);
  buffer_drop(&after);
  if (sink_length(proof->sink) >= PRINTED_AT_ONCE)
    messages_flush(proof);
}

/* Whether a space that goes would make Markdown of what is none, or none of what is: *слово , * and 5 . */
static bool edit_is_markup(const struct proof_text *text, const struct span_edit *edit) {
  const struct inline_span *span = &text->spans[edit->span];
  size_t end = edit->offset + edit->length, digits = 0;
  if (!text->markdown || *edit->replacement != '\0')
    return false;
  while (edit->span == 0 && digits < edit->offset && span->text[digits] >= '0' && span->text[digits] <= '9')
    digits++;
  return edit->offset == 0 || end == span->length || (edit->span == 0 && digits == edit->offset);
}

/* Whether the change can be made in the file: a comma that is put in would end a value of a list. */
static bool edit_fix(const struct proof_text *text, const struct writing *writing, const struct span_edit *edit) {
  size_t end = edit->offset + edit->length;
  return !edit_is_markup(text, edit) && writing->file != NULL && end <= writing->placed &&
         strchr(edit->replacement, ',') == NULL &&
         proof_file_change(writing->file, writing->at[edit->offset], writing->at[end], edit->replacement);
}

/* Edits [from, to) are those of one span. */
static void span_take(struct proof *proof, const struct proof_text *text, size_t from, size_t to) {
  const struct inline_span *span = &text->spans[text->found.edits[from].span];
  const struct writing writing = writing_find(proof, text, span);
  for (size_t i = from; i < to; i++) {
    const struct span_edit *edit = &text->found.edits[i];
    bool shared = text->shared == NULL || text->shared[i];
    if (!proof->fix || !shared || !edit_fix(text, &writing, edit))
      edit_report(proof, text, &writing, edit);
  }
}

static void text_take(void *self, const struct proof_text *text) {
  struct proof *proof = self;
  const struct span_findings *found = &text->found;
  for (size_t i = 0; i < found->slip_count; i++)
    typographer_report(proof->sink, text->spans, &found->slips[i]);
  for (size_t i = 0, end; i < found->edit_count; i = end) {
    for (end = i + 1; end < found->edit_count && found->edits[end].span == found->edits[i].span;)
      end++;
    span_take(proof, text, i, end);
  }
  arena_reset(proof->scratch);
}

static void files_write(struct proof *proof) {
  static const char *const forms[] = {"%s  changes: %zu\n", "%s  исправлений: %zu\n"};
  for (size_t i = 0; i < proof->file_count; i++) {
    const char *path = proof_file_path(proof->files[i]);
    size_t changes;
    if (proof_file_write(proof->files[i], &changes)) {
      if (changes > 0)
        printf(forms[proof->options->language == MESSAGE_RUSSIAN], path, changes);
      continue;
    }
    if (errno == EILSEQ)
      sink_report(proof->sink, TYPOGRAPHY_FILE_LEFT, (struct position){.file = path}, NULL);
    else
      output_report_unwritten(proof->sink, errno, path);
    proof->status = EXIT_SYSTEM;
  }
}

/* Each layout once; documents may set parts of it anew. What cannot be read, an ordinary check says. */
static void layouts_proof(struct proof *proof, const struct proof_reader *reader) {
  const struct event *event = proof->event;
  const struct layout_path shared = places_layouts(proof->arena, proof->options->layouts);
  const struct layout_path places = places_layouts_of(proof->arena, event->folder, &shared);
  for (size_t i = 0; i < event->document_count; i++) {
    const struct document *document = &event->documents[i];
    bool seen = !document->typography;
    for (size_t j = 0; j < i && !seen; j++)
      seen = strcmp(event->documents[j].layout, document->layout) == 0 && event->documents[j].set == document->set &&
             event->documents[j].typography;
    if (seen)
      continue;
    struct sink *sink = sink_new();
    const struct layout *layout =
        layout_read(proof->arena, &places, document->layout, document->set, document->layout_at, sink);
    if (layout != NULL)
      proofread_layout(event, layout, reader);
    sink_drop(sink);
  }
}

static void event_proof(struct proof *proof, const char *path) {
  proof->arena = arena_new();
  proof->scratch = arena_new();
  proof->files = NULL;
  proof->file_count = proof->file_capacity = 0;
  proof->event = event_read(proof->arena, path, &proof->options->limits, proof->sink);
  const struct proof_reader reader = {text_take, proof};
  if (proof->event != NULL) {
    proofread_event(proof->event, &reader);
    layouts_proof(proof, &reader);
  } else {
    proof->status = EXIT_INCOMPLETE;
  }
  files_write(proof);
  messages_flush(proof);
  arena_drop(proof->scratch);
  arena_drop(proof->arena);
}

int proof_run(const struct run_options *options, bool fix) {
  struct proof proof = {.options = options, .fix = fix, .sink = sink_new(), .status = EXIT_MADE};
  for (size_t i = 0; i < options->event_count; i++)
    event_proof(&proof, options->events[i]);
  sink_drop(proof.sink);
  if (fflush(stdout) != 0)
    proof.status = EXIT_SYSTEM;
  return proof.status;
}
