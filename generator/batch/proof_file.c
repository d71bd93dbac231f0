/* Changes in a file of an event: places of texts, and the file written anew.
 *
 * A text is followed through the bytes of the file from its beginning, so that a change is made only where the file
 * holds what was read from it. YAML 1.2: 7.3 (quoted and plain scalars, their folding), 8.1 (block scalars); RFC 4180
 * for lists. */
#include "batch/proof_file.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/utf8.h"
#include "input/yaml_tree.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct change {
  size_t from, to;
  const char *replacement;
};

struct mark {
  size_t line, column; /* from 0, from 1 */
  size_t offset;
};

struct proof_file {
  struct arena *arena;
  const char *path;
  struct file_content content;
  size_t *lines; /* where they begin */
  size_t line_count, line_capacity;
  struct mark mark;
  struct change *changes;
  size_t change_count, change_capacity;
};

static void lines_find(struct proof_file *file) {
  const char *data = file->content.data;
  size_t mark = file->content.length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  *ARENA_PUSH(file->arena, file->lines, file->line_count, file->line_capacity) = mark;
  for (size_t i = mark; i < file->content.length; i++)
    if (data[i] == '\n' || (data[i] == '\r' && data[i + 1] != '\n'))
      *ARENA_PUSH(file->arena, file->lines, file->line_count, file->line_capacity) = i + 1;
}

struct proof_file *proof_file_open(struct arena *arena, const char *path, size_t limit) {
  struct proof_file *file = arena_zalloc(arena, 1, sizeof *file);
  *file = (struct proof_file){.arena = arena, .path = path};
  if (file_read(arena, path, limit, &file->content) != FILE_OK)
    return NULL;
  lines_find(file);
  file->mark = (struct mark){0, 1, file->lines[0]};
  return file;
}

const char *proof_file_path(const struct proof_file *file) {
  return file->path;
}

/* A place that was asked for, from which the next one on its line is counted: lines may be as long as files. */
static void mark_begin(struct proof_file *file, size_t line) {
  if (file->mark.line != line)
    file->mark = (struct mark){line, 1, file->lines[line]};
}

static size_t position_offset(struct proof_file *file, struct position at) {
  size_t column = (size_t)at.column, length = file->content.length;
  if (at.line < 1 || (size_t)at.line > file->line_count || at.column < 1)
    return length;
  mark_begin(file, (size_t)at.line - 1);
  if (file->mark.column > column)
    file->mark = (struct mark){(size_t)at.line - 1, 1, file->lines[at.line - 1]};
  for (; file->mark.column < column && file->mark.offset < length; file->mark.column++)
    utf8_next(file->content.data, length, &file->mark.offset);
  return file->mark.offset;
}

struct position proof_file_position(struct proof_file *file, size_t offset) {
  size_t low = 0, high = file->line_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (file->lines[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  mark_begin(file, low);
  if (file->mark.offset > offset)
    file->mark = (struct mark){low, 1, file->lines[low]};
  while (file->mark.offset < offset) {
    utf8_next(file->content.data, file->content.length, &file->mark.offset);
    file->mark.column++;
  }
  return (struct position){file->path, (int)low + 1, (int)file->mark.column};
}

/* A text on its way through the file. */
struct alignment {
  const struct proof_file *file;
  size_t at;  /* in the file */
  char quote; /* that the scalar is written in; 0: none */
  bool literal;
  int indent;
};

static char byte_at(const struct alignment *alignment, size_t ahead) {
  size_t at = alignment->at + ahead;
  return at < alignment->file->content.length ? alignment->file->content.data[at] : '\0';
}

static size_t spaces_at(const struct alignment *alignment, size_t at) {
  size_t count = 0;
  while (byte_at(alignment, at + count) == ' ' || byte_at(alignment, at + count) == '\t')
    count++;
  return count;
}

static size_t newline_at(const struct alignment *alignment, size_t at) {
  return byte_at(alignment, at) == '\r' && byte_at(alignment, at + 1) == '\n' ? 2 : byte_at(alignment, at) == '\n';
}

/* Bytes of a folded line break: what ends the line, blank lines, what begins the next one. */
static size_t fold_at(const struct alignment *alignment, size_t breaks) {
  size_t length = spaces_at(alignment, 0), newline;
  for (size_t seen = 0; seen <= breaks && (newline = newline_at(alignment, length)) > 0; seen++)
    length += newline + spaces_at(alignment, length + newline);
  return length;
}

/* Bytes of the file that stand for a newline of the text. */
static size_t newline_width(const struct alignment *alignment) {
  size_t newline = newline_at(alignment, 0), spaces = 0;
  if (!alignment->literal)
    return newline == 0 && spaces_at(alignment, 0) == 0 ? 0 : fold_at(alignment, 1);
  while (newline > 0 && spaces < (size_t)alignment->indent && byte_at(alignment, newline + spaces) == ' ')
    spaces++;
  return newline + spaces;
}

/* Bytes of the file that stand for a byte of the text; 0: it is not there. */
static size_t byte_width(const struct alignment *alignment, char byte) {
  char here = byte_at(alignment, 0), next = byte_at(alignment, 1);
  if (byte == '\n')
    return newline_width(alignment);
  if (byte == ' ' && (newline_at(alignment, 0) > 0 || newline_at(alignment, spaces_at(alignment, 0)) > 0))
    return alignment->literal ? (size_t)(here == ' ') : fold_at(alignment, 0);
  if (byte == '"' && alignment->quote == '"' && here == '\\' && next == '"')
    return 2;
  if (here != byte || alignment->at >= alignment->file->content.length)
    return 0;
  if (byte == alignment->quote)
    return here == next ? 2 : 0;
  return byte == '\\' && alignment->quote == '"' ? 0 : 1;
}

size_t *proof_file_align(struct proof_file *file, struct arena *scratch, struct text_source source, const char *text,
                         size_t length, size_t *placed) {
  struct alignment alignment = {.file = file, .literal = source.kind == SOURCE_LITERAL, .indent = source.indent};
  size_t *at = arena_array(scratch, length + 1, sizeof *at), i = 0;
  alignment.at = position_offset(file, source.at);
  char before = alignment.at > 0 ? file->content.data[alignment.at - 1] : '\0';
  if (source.kind == SOURCE_POINT && (before == '"' || before == '\''))
    alignment.quote = before;
  for (; i < length; i++) {
    at[i] = alignment.at;
    size_t width = byte_width(&alignment, text[i]);
    if (width == 0)
      break;
    alignment.at += width;
  }
  at[i] = alignment.at;
  *placed = i;
  return at;
}

bool proof_file_change(struct proof_file *file, size_t from, size_t to, const char *replacement) {
  if (memchr(file->content.data + from, '\n', to - from) != NULL)
    return false;
  *ARENA_PUSH(file->arena, file->changes, file->change_count, file->change_capacity) =
      (struct change){from, to, replacement};
  return true;
}

static int change_compare(const void *a, const void *b) {
  const struct change *one = a, *other = b;
  if (one->from != other->from)
    return one->from < other->from ? -1 : 1;
  return (one->to > other->to) - (one->to < other->to);
}

static size_t changes_apply(struct proof_file *file, struct buffer *out) {
  size_t at = 0, made = 0;
  if (file->change_count > 0)
    qsort(file->changes, file->change_count, sizeof *file->changes, change_compare);
  for (size_t i = 0; i < file->change_count; i++) {
    const struct change *change = &file->changes[i];
    bool same = i > 0 && change_compare(change, change - 1) == 0;
    if (change->from < at || same)
      continue;
    buffer_add(out, file->content.data + at, change->from - at);
    buffer_text(out, change->replacement);
    at = change->to;
    made++;
  }
  buffer_add(out, file->content.data + at, file->content.length - at);
  return made;
}

static bool is_yaml(const char *path) {
  const char *ending = strrchr(path, '.');
  return ending != NULL && (strcmp(ending, ".yaml") == 0 || strcmp(ending, ".yml") == 0);
}

static bool yaml_is_read(const struct proof_file *file, const struct buffer *text) {
  struct arena *arena = arena_new();
  struct sink *sink = sink_new();
  bool read = yaml_parse(arena, file->path, text->data, text->length, sink) != NULL;
  sink_drop(sink);
  arena_drop(arena);
  return read;
}

/* A link stays a link: the file that it leads to is written. */
static bool content_write(const char *path, const struct buffer *text) {
  char *real = realpath(path, NULL);
  struct stat before;
  if (real == NULL || stat(real, &before) != 0) {
    free(real);
    return false;
  }
  struct file_output *output = file_output_new(real);
  bool written = output != NULL;
  if (written) {
    file_output_write(output, text->data, text->length);
    written = file_output_commit(output) && chmod(real, before.st_mode & 07777) == 0;
  }
  int error = errno;
  free(real);
  errno = error;
  return written;
}

bool proof_file_write(struct proof_file *file, size_t *changes) {
  struct buffer text = {0};
  *changes = changes_apply(file, &text);
  bool sound = !is_yaml(file->path) || yaml_is_read(file, &text);
  errno = EILSEQ;
  bool written = *changes == 0 || (sound && content_write(file->path, &text));
  int error = errno;
  buffer_drop(&text);
  errno = error;
  return written;
}
