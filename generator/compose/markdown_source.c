/* Matching what cmark read against what was written. */
#include "compose/markdown_source.h"

#include "base/eight.h"

#include <string.h>

enum {
  SEARCH_LIMIT = 4096, /* bytes looked through for words whose place is not known: bounds the time */
  PROBE_LENGTH = 24    /* bytes that have to agree */
};

static bool is_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/* Lines end with \n, \r\n or \r; the text has a NUL behind it and none in it. */
static void lines_find(struct markdown_source *source) {
  size_t capacity = 0;
  *ARENA_PUSH(source->arena, source->lines, source->line_count, capacity) = 0;
  for (const char *at = source->text; *(at += strcspn(at, "\r\n")) != '\0';) {
    at += at[0] == '\r' && at[1] == '\n' ? 2 : 1;
    *ARENA_PUSH(source->arena, source->lines, source->line_count, capacity) = (size_t)(at - source->text);
  }
  *ARENA_PUSH(source->arena, source->lines, source->line_count, capacity) = source->length;
  source->line_count--;
}

void markdown_source_open(struct markdown_source *source, struct arena *arena, const struct bound_text *pieces) {
  size_t length = 0;
  for (size_t i = 0; i < pieces->count; i++)
    length += pieces->pieces[i].length;
  char *text = arena_alloc(arena, length + 1);
  *source = (struct markdown_source){.arena = arena, .pieces = pieces, .text = text, .length = length};
  for (size_t i = 0; i < pieces->count; text += pieces->pieces[i].length, i++)
    memcpy(text, pieces->pieces[i].text, pieces->pieces[i].length);
  *text = '\0';
  source->known_source = pieces->count > 0 ? pieces->pieces[0].source : (struct text_source){0};
  lines_find(source);
}

size_t markdown_source_line(const struct markdown_source *source, int line) {
  size_t index = line < 1 ? 0 : (size_t)line - 1;
  return source->lines[index < source->line_count ? index : source->line_count];
}

size_t markdown_source_line_end(const struct markdown_source *source, int line) {
  size_t start = markdown_source_line(source, line), end = markdown_source_line(source, line + 1);
  while (end > start && (source->text[end - 1] == '\n' || source->text[end - 1] == '\r'))
    end--;
  return end;
}

/* Where the words of a line begin, behind its blanks and quotation marks. */
static size_t line_content(const struct markdown_source *source, int line, int quotes) {
  size_t at = markdown_source_line(source, line), end = markdown_source_line_end(source, line);
  for (; at < end; at++) {
    bool quote = source->text[at] == '>' && quotes > 0;
    if (!quote && source->text[at] != ' ' && source->text[at] != '\t')
      break;
    quotes -= quote;
  }
  return at;
}

static bool line_is_known(const struct markdown_source *source, int line) {
  return line >= 1 && (size_t)line <= source->line_count;
}

void markdown_source_begin(struct markdown_source *source, const struct markdown_block *block) {
  if (!line_is_known(source, block->line))
    return;
  size_t start = markdown_source_line(source, block->line) + (size_t)(block->column > 1 ? block->column - 1 : 0);
  if (start > source->cursor && start <= source->length)
    source->cursor = start;
}

/* Whether an escaped bar stands between a cell's beginning and raw: cmark then counts one byte too few. */
static bool cell_is_shifted(const struct markdown_source *source, const struct markdown_block *block, size_t raw) {
  size_t start = markdown_source_line(source, block->line);
  return raw - start > SEARCH_LIMIT || memmem(source->text + start, raw - start, "\\|", 2) != NULL;
}

size_t markdown_source_hint(const struct markdown_source *source, const struct markdown_block *block, int line,
                            int column) {
  if (!line_is_known(source, line) || column < 1)
    return SIZE_MAX;
  size_t raw = markdown_source_line(source, line) + (size_t)column - 1;
  if (line > block->line && block->line > 0 && column >= block->column)
    raw = line_content(source, line, block->quotes) + (size_t)(column - block->column);
  if (raw < source->cursor || raw >= markdown_source_line_end(source, line))
    return SIZE_MAX;
  return block->cell && cell_is_shifted(source, block, raw) ? SIZE_MAX : raw;
}

/* Bytes of the entity that begins at raw; 0 when none does. */
static size_t entity_length(const struct markdown_source *source, size_t raw) {
  size_t end = raw + 1;
  while (end < source->length && end - raw < 40 && (source->text[end] == '#' || !is_punctuation(source->text[end])) &&
         (unsigned char)source->text[end] > ' ')
    end++;
  return end < source->length && source->text[end] == ';' && end > raw + 1 ? end + 1 - raw : 0;
}

/* Whether the text at raw stands for itself in the literal, and not for an escaped or named character. */
static bool is_itself(const struct markdown_source *source, size_t raw, const char *literal, size_t length) {
  char c = source->text[raw];
  if (c == '\\' && raw + 1 < source->length && is_punctuation(source->text[raw + 1]))
    return false;
  size_t entity = c == '&' ? entity_length(source, raw) : 0;
  return entity == 0 || (entity <= length && memcmp(source->text + raw, literal, entity) == 0);
}

/* Bytes from raw on that are the literal's. */
static size_t agreement(const struct markdown_source *source, size_t raw, const char *literal, size_t length,
                        bool verbatim) {
  const char *text = source->text + raw;
  size_t left = source->length - raw, room = left < length ? left : length, i = 0;
  while (i < room) {
    uint64_t eight = room - i >= sizeof eight ? eight_read(text + i) : EIGHT_EACH * '&';
    if ((eight_same(eight, '&') | eight_same(eight, '\\')) == 0 && eight == eight_read(literal + i)) {
      i += sizeof eight;
      continue;
    }
    if (text[i] != literal[i] || (!verbatim && !is_itself(source, raw + i, literal + i, length - i)))
      break;
    i++;
  }
  return i;
}

/* Whether the literal may begin at raw: it agrees for a while, or up to an escape. */
static bool may_begin(const struct markdown_source *source, size_t raw, const char *literal, size_t length,
                      bool verbatim) {
  size_t probe = length < PROBE_LENGTH ? length : PROBE_LENGTH;
  size_t same = agreement(source, raw, literal, probe, verbatim);
  if (same == probe || (verbatim && same > 0))
    return true;
  char next = raw + same < source->length ? source->text[raw + same] : '\0';
  if (same > 0)
    return next == '\\' || next == '&';
  return next == '&' ? entity_length(source, raw) > 0
                     : next == '\\' && raw + 1 < source->length && source->text[raw + 1] == literal[0];
}

static size_t find_begin(const struct markdown_source *source, const char *literal, size_t length, size_t hint,
                         bool verbatim) {
  if (hint != SIZE_MAX && may_begin(source, hint, literal, length, verbatim))
    return hint;
  size_t end = source->length - source->cursor < SEARCH_LIMIT ? source->length : source->cursor + SEARCH_LIMIT;
  for (size_t raw = source->cursor; raw < end; raw++)
    if (may_begin(source, raw, literal, length, verbatim))
      return raw;
  return SIZE_MAX;
}

static size_t character_length(const char *text, size_t length) {
  size_t end = 1;
  while (end < length && ((unsigned char)text[end] & 0xC0) == 0x80)
    end++;
  return end;
}

struct markdown_stretch markdown_source_next(struct markdown_source *source, const char *literal, size_t length,
                                             size_t offset, size_t raw, bool verbatim) {
  literal += offset;
  length -= offset;
  raw = find_begin(source, literal, length, offset > 0 ? source->cursor : raw, verbatim);
  if (raw == SIZE_MAX)
    return (struct markdown_stretch){SIZE_MAX, offset, length, false};
  size_t same = agreement(source, raw, literal, length, verbatim);
  if (same > 0) {
    source->cursor = raw + same;
    return (struct markdown_stretch){raw, offset, same, true};
  }
  size_t entity = source->text[raw] == '&' ? entity_length(source, raw) : 0;
  if (entity == 0) { /* a backslash: the character behind it is the stretch */
    source->cursor = raw + 2;
    return (struct markdown_stretch){raw + 1, offset, 1, true};
  }
  source->cursor = raw + entity;
  return (struct markdown_stretch){raw, offset, character_length(literal, length), false};
}

/* The line, from 0, that holds a byte. */
static size_t line_of(const struct markdown_source *source, size_t raw) {
  size_t low = 0, high = source->line_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (source->lines[middle] <= raw)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static void piece_find(struct markdown_source *source, size_t raw) {
  const struct bound_piece *pieces = source->pieces->pieces;
  if (raw < source->piece_start)
    source->piece = source->piece_start = 0;
  while (source->piece + 1 < source->pieces->count && raw >= source->piece_start + pieces[source->piece].length)
    source->piece_start += pieces[source->piece++].length;
}

/* The nearest place before raw whose position needs no counting: the beginning of its piece or of its line. */
static void known_restart(struct markdown_source *source, size_t raw) {
  size_t line = line_of(source, raw);
  source->known = source->piece_start;
  source->known_source = source->pieces->pieces[source->piece].source;
  if (source->known_source.kind != SOURCE_LITERAL || source->lines[line] <= source->piece_start)
    return;
  source->known = source->lines[line];
  source->known_source.at.line += (int)(line - line_of(source, source->piece_start));
  source->known_source.at.column = source->known_source.indent + 1;
}

struct text_source markdown_source_at(struct markdown_source *source, size_t raw) {
  size_t piece = source->piece;
  if (source->pieces->count == 0)
    return (struct text_source){0};
  piece_find(source, raw);
  if (piece != source->piece || raw < source->known || source->lines[line_of(source, raw)] > source->known)
    known_restart(source, raw);
  source->known_source = source_part(source->known_source, source->text + source->known, raw - source->known);
  source->known = raw;
  return source->known_source;
}

const char *markdown_source_language(struct markdown_source *source, size_t raw) {
  if (source->pieces->count == 0)
    return NULL;
  markdown_source_at(source, raw);
  return source->pieces->pieces[source->piece].language;
}
