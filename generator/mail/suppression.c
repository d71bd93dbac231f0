/* The list of those who want no mail. Lines -> sorted keys. */
#include "mail/suppression.h"

#include "input/encoding.h"

#include <stdlib.h>
#include <string.h>

static int text_compare(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool key_is_there(const struct suppression *list, const char *key) {
  return list->count && bsearch(&key, list->keys, list->count, sizeof *list->keys, text_compare);
}

bool suppression_has(const struct suppression *list, struct arena *arena, const struct address *address) {
  return list->count &&
         (key_is_there(list, address->key) || key_is_there(list, arena_printf(arena, "@%s", address->domain)));
}

/* The key of what stands on a line; NULL after a message. */
static const char *line_key(struct arena *arena, struct sink *sink, const char *text, struct position at) {
  struct address address;
  size_t length = strlen(text);
  if (text[0] != '@')
    return address_read(arena, sink, "suppress", text, length, (struct text_source){at, SOURCE_INLINE, 0}, &address)
               ? address.key
               : NULL;
  const char *domain = address_domain(arena, text + 1, length - 1);
  if (!domain)
    sink_report(sink, MAIL_ADDRESS_DOMAIN, at, "suppress", text, NULL);
  return domain ? arena_printf(arena, "@%s", domain) : NULL;
}

/* The first word of a line, NUL-terminated; "" for an empty line and a comment. */
static char *line_word(struct arena *arena, const char *line, size_t length, size_t *offset) {
  size_t begin = 0, end;
  while (begin < length && strchr(" \t\r", line[begin]))
    begin++;
  for (end = begin; end < length && line[end] && !strchr(" \t\r,;", line[end]);)
    end++;
  *offset = begin;
  return arena_strndup(arena, line + begin, begin < length && line[begin] == '#' ? 0 : end - begin);
}

bool suppression_read(struct arena *arena, const struct media_rows_spec *spec, struct sink *sink,
                      struct suppression *out) {
  struct file_content content;
  const char *file;
  bool good = true;
  *out = (struct suppression){0};
  if (!media_file_open(arena, spec, sink, &content, &file) ||
      !encoding_convert(arena, file, &content.data, &content.length, sink))
    return false;
  size_t at = encoding_mark_length(content.data, content.length);
  for (int line = 1; at < content.length; line++) {
    const char *newline = memchr(content.data + at, '\n', content.length - at);
    size_t length = newline ? (size_t)(newline - content.data) - at : content.length - at, offset;
    char *word = line_word(arena, content.data + at, length, &offset);
    bool heading = line == 1 && !strchr(word, '@'); /* of a column */
    const char *key =
        *word && !heading ? line_key(arena, sink, word, (struct position){file, line, (int)offset + 1}) : NULL;
    if (key)
      *ARENA_PUSH(arena, out->keys, out->count, out->capacity) = key;
    good = good && (key || !*word || heading);
    at += length + 1;
  }
  if (out->count)
    qsort(out->keys, out->count, sizeof *out->keys, text_compare);
  return good;
}
