/* Places in input files, counted on from where a text begins. Every later stage that complains about a part of a
 * text (a missing letter, an unknown filter) comes through here. */
#include "input/source.h"

#include "base/utf8.h"

#include <string.h>

/* The line of a literal block on which `offset` lies, from 0, and the byte at which that line begins. */
static int literal_line(const char *text, size_t offset, size_t *begin) {
  int line = 0;
  *begin = 0;
  for (const char *newline; (newline = memchr(text + *begin, '\n', offset - *begin)) != NULL; line++)
    *begin = (size_t)(newline - text) + 1;
  return line;
}

struct position source_position(struct text_source source, const char *text, size_t offset) {
  struct position at = source.at;
  if (offset == 0 || source.kind == SOURCE_POINT)
    return at;
  size_t begin = 0;
  if (source.kind == SOURCE_LITERAL) {
    int line = literal_line(text, offset, &begin);
    if (line > 0)
      at.column = source.indent + 1;
    at.line += line;
  }
  at.column += (int)utf8_count(text + begin, offset - begin);
  return at;
}

struct text_source source_part(struct text_source source, const char *text, size_t offset) {
  source.at = source_position(source, text, offset);
  return source;
}
