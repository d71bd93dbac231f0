/* Diagnostics: collecting, joining, printing. */
#include "base/diagnostic.h"

#include "base/hash.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A file of nothing but mistakes has a million of them; nobody reads more than these, of each severity. */
enum { ARGUMENT_LIMIT = 8, KEPT_LIMIT = 1000 };

struct message {
  enum diagnostic_code code;
  struct position at;
  const char *arguments[ARGUMENT_LIMIT];
  size_t argument_count;
};

struct diagnostic {
  struct message message;
  enum severity severity;
  struct sink *sink;
  struct message *notes;
  size_t note_count, note_capacity;
};

struct sink {
  struct arena *arena;
  struct diagnostic **items;
  size_t count, capacity;
  uint32_t *table; /* open addressing over items: index + 1, 0 is empty */
  size_t table_size;
  size_t counts[SEVERITY_ERROR + 1];
  size_t unshown[SEVERITY_ERROR + 1]; /* counted above, but not kept */
  struct position unshown_at;         /* the file of the first of them */
  struct diagnostic *beyond;          /* stands for all that are not kept, and takes no notes */
  bool strict;
};

static const struct code {
  const char *name;
  enum severity severity;
  const char *text[2]; /* by message_language */
} codes[] = {
#define DIAGNOSTIC(code, name, severity, english, russian) [code] = {name, severity, {english, russian}},
#include "base/diagnostic_codes.h"
#undef DIAGNOSTIC
};

static const char *const severity_words[][2] = {
    [SEVERITY_NOTE] = {"note", "примечание"},
    [SEVERITY_WARNING] = {"warning", "предупреждение"},
    [SEVERITY_ERROR] = {"error", "ошибка"},
};

struct sink *sink_new(void) {
  struct arena *arena = arena_new();
  struct sink *sink = arena_zalloc(arena, 1, sizeof *sink);
  sink->arena = arena;
  return sink;
}

void sink_drop(struct sink *sink) {
  if (sink)
    arena_drop(sink->arena);
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && strcmp(a, b) == 0);
}

static bool message_equal(const struct message *a, const struct message *b) {
  if (a->code != b->code || a->at.line != b->at.line || a->at.column != b->at.column ||
      a->argument_count != b->argument_count || !same_text(a->at.file, b->at.file))
    return false;
  for (size_t i = 0; i < a->argument_count; i++)
    if (strcmp(a->arguments[i], b->arguments[i]) != 0)
      return false;
  return true;
}

static uint64_t message_hash(const struct message *message) {
  int key[3] = {(int)message->code, message->at.line, message->at.column};
  uint64_t hash = hash_fast(key, sizeof key);
  if (message->at.file)
    hash = hash * 31 + hash_fast(message->at.file, strlen(message->at.file));
  for (size_t i = 0; i < message->argument_count; i++)
    hash = hash * 31 + hash_fast(message->arguments[i], strlen(message->arguments[i]));
  return hash;
}

/* The table's place for a message: of an equal one, or an empty one. */
static uint32_t *table_place(const struct sink *sink, const struct message *message) {
  size_t mask = sink->table_size - 1;
  for (size_t i = message_hash(message) & mask;; i = (i + 1) & mask) {
    uint32_t index = sink->table[i];
    if (index == 0 || message_equal(&sink->items[index - 1]->message, message))
      return &sink->table[i];
  }
}

static void table_grow(struct sink *sink) {
  if (sink->count * 2 < sink->table_size)
    return;
  sink->table_size = sink->table_size ? sink->table_size * 2 : 32;
  sink->table = arena_zalloc(sink->arena, sink->table_size, sizeof *sink->table);
  for (size_t i = 0; i < sink->count; i++)
    *table_place(sink, &sink->items[i]->message) = (uint32_t)i + 1;
}

/* With the texts borrowed. */
static struct message message_read(enum diagnostic_code code, struct position at, va_list list) {
  struct message message = {.code = code, .at = at};
  for (const char *argument; (argument = va_arg(list, const char *));) {
    assert(message.argument_count < ARGUMENT_LIMIT);
    message.arguments[message.argument_count++] = argument;
  }
  return message;
}

static struct message message_copy(struct arena *arena, const struct message *from) {
  struct message copy = *from;
  if (from->at.file)
    copy.at.file = arena_strdup(arena, from->at.file);
  for (size_t i = 0; i < from->argument_count; i++)
    copy.arguments[i] = arena_strdup(arena, from->arguments[i]);
  return copy;
}

static enum severity severity_in(const struct sink *sink, enum severity severity) {
  return sink->strict && severity == SEVERITY_WARNING ? SEVERITY_ERROR : severity;
}

/* The one that is there already, or a new one with copies of the texts. */
static struct diagnostic *diagnostic_add(struct sink *sink, const struct message *message, enum severity severity) {
  table_grow(sink);
  uint32_t *place = table_place(sink, message);
  if (*place)
    return sink->items[*place - 1];
  struct diagnostic *diagnostic = arena_zalloc(sink->arena, 1, sizeof *diagnostic);
  *diagnostic = (struct diagnostic){
      .message = message_copy(sink->arena, message), .severity = severity_in(sink, severity), .sink = sink};
  *ARENA_PUSH(sink->arena, sink->items, sink->count, sink->capacity) = diagnostic;
  *place = (uint32_t)sink->count;
  sink->counts[diagnostic->severity]++;
  return diagnostic;
}

/* --- what is not shown ---------------------------------------------------------------------------------------- */

static void unshown_add(struct sink *sink, enum severity severity, size_t count, const char *file) {
  sink->counts[severity] += count;
  sink->unshown[severity] += count;
  if (count && file && !sink->unshown_at.file)
    sink->unshown_at.file = arena_strdup(sink->arena, file);
}

static size_t unshown_total(const struct sink *sink) {
  return sink->unshown[SEVERITY_NOTE] + sink->unshown[SEVERITY_WARNING] + sink->unshown[SEVERITY_ERROR];
}

/* Counts one that there is no room for, unless it is there already. */
static struct diagnostic *diagnostic_pass(struct sink *sink, const struct message *message, enum severity severity) {
  uint32_t index = *table_place(sink, message);
  if (index)
    return sink->items[index - 1];
  if (!sink->beyond)
    sink->beyond = arena_zalloc(sink->arena, 1, sizeof *sink->beyond);
  unshown_add(sink, severity, 1, message->at.file);
  return sink->beyond;
}

/* The closing message, which stands behind all others; its number is written to `number`. */
static struct diagnostic unshown_message(const struct sink *sink, char number[24]) {
  enum severity severity = SEVERITY_ERROR;
  while (severity > SEVERITY_NOTE && sink->unshown[severity] == 0)
    severity--;
  snprintf(number, 24, "%zu", unshown_total(sink));
  return (struct diagnostic){
      .severity = severity,
      .message = {.code = MESSAGES_NOT_SHOWN, .at = sink->unshown_at, .arguments = {number}, .argument_count = 1}};
}

struct diagnostic *sink_report(struct sink *sink, enum diagnostic_code code, struct position at, ...) {
  va_list list;
  va_start(list, at);
  struct message message = message_read(code, at, list);
  va_end(list);
  enum severity severity = severity_in(sink, codes[code].severity);
  bool room = sink->counts[severity] - sink->unshown[severity] < KEPT_LIMIT;
  return (room ? diagnostic_add : diagnostic_pass)(sink, &message, severity);
}

static void note_add(struct diagnostic *diagnostic, const struct message *message) {
  if (!diagnostic->sink) /* not kept */
    return;
  for (size_t i = 0; i < diagnostic->note_count; i++)
    if (message_equal(&diagnostic->notes[i], message))
      return;
  struct arena *arena = diagnostic->sink->arena;
  *ARENA_PUSH(arena, diagnostic->notes, diagnostic->note_count, diagnostic->note_capacity) =
      message_copy(arena, message);
}

void diagnostic_note(struct diagnostic *diagnostic, enum diagnostic_code code, struct position at, ...) {
  va_list list;
  va_start(list, at);
  struct message message = message_read(code, at, list);
  va_end(list);
  note_add(diagnostic, &message);
}

size_t sink_count(const struct sink *sink, enum severity severity) {
  return sink->counts[severity];
}

bool sink_has_errors(const struct sink *sink) {
  return sink->counts[SEVERITY_ERROR] > 0;
}

void sink_make_strict(struct sink *sink) {
  sink->strict = true;
  for (size_t i = 0; i < sink->count; i++)
    if (sink->items[i]->severity == SEVERITY_WARNING)
      sink->items[i]->severity = SEVERITY_ERROR;
  sink->counts[SEVERITY_ERROR] += sink->counts[SEVERITY_WARNING];
  sink->unshown[SEVERITY_ERROR] += sink->unshown[SEVERITY_WARNING];
  sink->counts[SEVERITY_WARNING] = sink->unshown[SEVERITY_WARNING] = 0;
}

/* True when it was new there. */
static bool item_merge(struct sink *into, const struct diagnostic *item) {
  size_t before = into->count;
  struct diagnostic *added = diagnostic_add(into, &item->message, item->severity);
  for (size_t i = 0; i < item->note_count; i++)
    note_add(added, &item->notes[i]);
  return into->count > before;
}

static void unshown_merge(struct sink *into, const struct sink *from) {
  for (enum severity severity = SEVERITY_NOTE; severity <= SEVERITY_ERROR; severity++)
    unshown_add(into, severity_in(into, severity), from->unshown[severity], from->unshown_at.file);
}

void sink_merge(struct sink *into, const struct sink *from) {
  for (size_t i = 0; i < from->count; i++)
    item_merge(into, from->items[i]);
  unshown_merge(into, from);
}

/* Where all that was kept is known, what was not kept is taken for known too: it is the same file once more. */
void sink_take_new(struct sink *seen, const struct sink *from, struct sink *fresh) {
  size_t known = fresh->count;
  for (size_t i = 0; i < from->count; i++)
    if (item_merge(seen, from->items[i]))
      item_merge(fresh, from->items[i]);
  if (fresh->count > known)
    unshown_merge(fresh, from);
}

/* Encoding: integers as four bytes, texts as length + 1 and bytes (0: NULL). */

static void integer_encode(struct buffer *out, int value) {
  buffer_add(out, &value, sizeof value);
}

static void text_encode(struct buffer *out, const char *text) {
  integer_encode(out, text ? (int)strlen(text) + 1 : 0);
  if (text)
    buffer_text(out, text);
}

static void message_encode(struct buffer *out, const struct message *message) {
  integer_encode(out, (int)message->code);
  text_encode(out, message->at.file);
  integer_encode(out, message->at.line);
  integer_encode(out, message->at.column);
  integer_encode(out, (int)message->argument_count);
  for (size_t i = 0; i < message->argument_count; i++)
    text_encode(out, message->arguments[i]);
}

void sink_encode(const struct sink *sink, struct buffer *out) {
  integer_encode(out, (int)sink->count);
  for (size_t i = 0; i < sink->count; i++) {
    const struct diagnostic *item = sink->items[i];
    integer_encode(out, (int)item->severity);
    message_encode(out, &item->message);
    integer_encode(out, (int)item->note_count);
    for (size_t j = 0; j < item->note_count; j++)
      message_encode(out, &item->notes[j]);
  }
  for (enum severity severity = SEVERITY_NOTE; severity <= SEVERITY_ERROR; severity++)
    integer_encode(out, sink->unshown[severity] > INT32_MAX ? INT32_MAX : (int)sink->unshown[severity]);
  text_encode(out, sink->unshown_at.file);
}

struct decoder {
  struct arena *arena;
  const char *data;
  size_t left;
  bool failed;
};

static int integer_decode(struct decoder *decoder, int limit) {
  int value = 0;
  if (decoder->left < sizeof value) {
    decoder->failed = true;
    return 0;
  }
  memcpy(&value, decoder->data, sizeof value);
  decoder->data += sizeof value;
  decoder->left -= sizeof value;
  if (value < 0 || value > limit) {
    decoder->failed = true;
    return 0;
  }
  return value;
}

static const char *text_decode(struct decoder *decoder) {
  int length = integer_decode(decoder, INT32_MAX);
  if (length == 0)
    return NULL;
  if ((size_t)length - 1 > decoder->left) {
    decoder->failed = true;
    return NULL;
  }
  const char *text = arena_strndup(decoder->arena, decoder->data, (size_t)length - 1);
  decoder->data += length - 1;
  decoder->left -= (size_t)length - 1;
  return text;
}

static struct message message_decode(struct decoder *decoder) {
  struct message message = {.code = (enum diagnostic_code)integer_decode(decoder, DIAGNOSTIC_COUNT - 1)};
  message.at.file = text_decode(decoder);
  message.at.line = integer_decode(decoder, INT32_MAX);
  message.at.column = integer_decode(decoder, INT32_MAX);
  message.argument_count = (size_t)integer_decode(decoder, ARGUMENT_LIMIT);
  for (size_t i = 0; i < message.argument_count; i++) {
    const char *argument = text_decode(decoder);
    message.arguments[i] = argument ? argument : "";
  }
  return message;
}

static void unshown_decode(struct sink *sink, struct decoder *decoder) {
  int counts[SEVERITY_ERROR + 1];
  for (enum severity severity = SEVERITY_NOTE; severity <= SEVERITY_ERROR; severity++)
    counts[severity] = integer_decode(decoder, INT32_MAX);
  const char *file = text_decode(decoder);
  for (enum severity severity = SEVERITY_NOTE; severity <= SEVERITY_ERROR && !decoder->failed; severity++)
    unshown_add(sink, severity_in(sink, severity), (size_t)counts[severity], file);
}

bool sink_decode(struct sink *sink, const char *data, size_t length) {
  struct decoder decoder = {.arena = sink->arena, .data = data, .left = length};
  int count = integer_decode(&decoder, INT32_MAX);
  for (int i = 0; i < count && !decoder.failed; i++) {
    enum severity severity = (enum severity)integer_decode(&decoder, SEVERITY_ERROR);
    struct message message = message_decode(&decoder);
    int notes = integer_decode(&decoder, INT32_MAX);
    if (decoder.failed)
      break;
    struct diagnostic *added = diagnostic_add(sink, &message, severity);
    for (int j = 0; j < notes && !decoder.failed; j++) {
      message = message_decode(&decoder);
      note_add(added, &message);
    }
  }
  unshown_decode(sink, &decoder);
  return !decoder.failed && decoder.left == 0;
}

/* Replaces {1}… by the arguments; control characters of arguments are shown as spaces, so that no input can
 * write to the terminal or break a line. */
static void message_text(const struct message *message, enum message_language language, struct buffer *out) {
  for (const char *at = codes[message->code].text[language]; *at; at++) {
    size_t index = (size_t)(at[0] == '{' && at[1] >= '1' && at[1] <= '9' && at[2] == '}' ? at[1] - '0' : 0);
    if (index == 0) {
      buffer_byte(out, *at);
      continue;
    }
    at += 2;
    if (index > message->argument_count)
      continue;
    for (const char *byte = message->arguments[index - 1]; *byte; byte++)
      buffer_byte(out, (unsigned char)*byte < 0x20 || *byte == 0x7F ? ' ' : *byte);
  }
}

static void position_print(struct position at, struct buffer *out) {
  if (!at.file)
    return;
  buffer_text(out, at.file);
  if (at.line > 0)
    buffer_printf(out, ":%d", at.line);
  if (at.line > 0 && at.column > 0)
    buffer_printf(out, ":%d", at.column);
  buffer_text(out, ": ");
}

static void line_print(const struct message *message, enum severity severity, enum message_language language,
                       bool colour, struct buffer *out) {
  static const char *const colours[] = {"\033[36m", "\033[35m", "\033[1;31m"};
  position_print(message->at, out);
  if (colour)
    buffer_text(out, colours[severity]);
  buffer_text(out, severity_words[severity][language]);
  if (colour)
    buffer_text(out, "\033[0m");
  buffer_text(out, ": ");
  message_text(message, language, out);
}

static void code_print(const struct message *message, struct buffer *out) {
  buffer_printf(out, " [%s]\n", codes[message->code].name);
}

void sink_print(const struct sink *sink, enum message_language language, bool colour, struct buffer *out) {
  for (size_t i = 0; i < sink->count; i++) {
    const struct diagnostic *item = sink->items[i];
    line_print(&item->message, item->severity, language, colour, out);
    code_print(&item->message, out);
    for (size_t j = 0; j < item->note_count; j++) {
      line_print(&item->notes[j], SEVERITY_NOTE, language, colour, out);
      buffer_byte(out, '\n');
    }
  }
  if (unshown_total(sink) > 0) {
    char number[24];
    struct diagnostic closing = unshown_message(sink, number);
    line_print(&closing.message, closing.severity, language, colour, out);
    code_print(&closing.message, out);
  }
}

static void json_string(const char *text, struct buffer *out) {
  buffer_byte(out, '"');
  for (; *text; text++) {
    if (*text == '"' || *text == '\\')
      buffer_byte(out, '\\');
    if ((unsigned char)*text < 0x20)
      buffer_printf(out, "\\u%04x", (unsigned)*text);
    else
      buffer_byte(out, *text);
  }
  buffer_byte(out, '"');
}

/* The members of a message's object, without braces. */
static void json_members(const struct message *message, enum message_language language, struct buffer *out) {
  buffer_text(out, "\"code\": ");
  json_string(codes[message->code].name, out);
  if (message->at.file) {
    buffer_text(out, ", \"file\": ");
    json_string(message->at.file, out);
    buffer_printf(out, ", \"line\": %d, \"column\": %d", message->at.line, message->at.column);
  }
  struct buffer text = {0};
  message_text(message, language, &text);
  buffer_text(out, ", \"message\": ");
  json_string(text.data ? text.data : "", out);
  buffer_drop(&text);
}

static void json_line(const struct diagnostic *item, enum message_language language, struct buffer *out) {
  buffer_printf(out, "{\"severity\": \"%s\", ", severity_words[item->severity][MESSAGE_ENGLISH]);
  json_members(&item->message, language, out);
  buffer_text(out, ", \"notes\": [");
  for (size_t j = 0; j < item->note_count; j++) {
    buffer_text(out, j ? ", {" : "{");
    json_members(&item->notes[j], language, out);
    buffer_byte(out, '}');
  }
  buffer_text(out, "]}\n");
}

void sink_print_json(const struct sink *sink, enum message_language language, struct buffer *out) {
  for (size_t i = 0; i < sink->count; i++)
    json_line(sink->items[i], language, out);
  if (unshown_total(sink) > 0) {
    char number[24];
    struct diagnostic closing = unshown_message(sink, number);
    json_line(&closing, language, out);
  }
}

size_t sink_length(const struct sink *sink) {
  return sink->count + (unshown_total(sink) > 0);
}

struct diagnostic_view sink_view(const struct sink *sink, size_t index, enum message_language language,
                                 struct arena *arena) {
  char number[24];
  struct diagnostic closing = unshown_message(sink, number);
  const struct diagnostic *item = index < sink->count ? sink->items[index] : &closing;
  struct buffer text = {0};
  message_text(&item->message, language, &text);
  struct diagnostic_view view = {.severity = item->severity,
                                 .code = codes[item->message.code].name,
                                 .at = item->message.at,
                                 .message = arena_strdup(arena, text.data ? text.data : "")};
  buffer_drop(&text);
  return view;
}
