/* Where the words of a Markdown text stand in the event.
 *
 * cmark gives lines and byte columns for what it parsed, but columns after the first line of a block do not count
 * its indentation, links found in bare text have none, escapes are not counted in table cells, and several lines of
 * a link's title confuse it. So a place of cmark's is taken as a hint: it is corrected for indentation, compared
 * with the text, and when that differs, the words are looked for from where the last ones ended.
 */
#ifndef COMPOSE_MARKDOWN_SOURCE_H
#define COMPOSE_MARKDOWN_SOURCE_H

#include "compose/bind.h"

#include <stdbool.h>
#include <stddef.h>

struct markdown_source {
  struct arena *arena;
  const struct bound_text *pieces;
  const char *text; /* all pieces joined */
  size_t length;
  size_t *lines; /* where each line begins, and the end of the text; line 1 is lines[0] */
  size_t line_count;
  size_t cursor; /* behind the words found last */
  /* The last place that was turned into a position, so that the next one need not count from the beginning. */
  size_t piece, piece_start, known;
  struct text_source known_source;
};

/* A block of cmark's: its first line and column, and the block quotes around it. Line 0: unknown. */
struct markdown_block {
  int line, column;
  int quotes;
  bool cell; /* of a table: `\|` counts as one byte */
};

void markdown_source_open(struct markdown_source *source, struct arena *arena, const struct bound_text *pieces);

/* Moves the cursor to the content of a block, never back. */
void markdown_source_begin(struct markdown_source *source, const struct markdown_block *block);

/* The byte that cmark's place stands for, corrected; SIZE_MAX when it is none. */
size_t markdown_source_hint(const struct markdown_source *source, const struct markdown_block *block, int line,
                            int column);

/* A part of a literal and where it was written. */
struct markdown_stretch {
  size_t raw;    /* in source->text; SIZE_MAX: not found */
  size_t offset; /* in the literal */
  size_t length;
  bool exact; /* the text holds the same bytes; false for a named character, &nbsp; */
};

/* The first stretch of literal[offset…], from `raw` (SIZE_MAX: looked for from the cursor). Backslashes and
 * entities end a stretch unless `verbatim`; moves the cursor behind it. */
struct markdown_stretch markdown_source_next(struct markdown_source *source, const char *literal, size_t length,
                                             size_t offset, size_t raw, bool verbatim);

/* The position of a byte, and the language of its piece. */
struct text_source markdown_source_at(struct markdown_source *source, size_t raw);
const char *markdown_source_language(struct markdown_source *source, size_t raw);

/* The first byte of a line (from 1), and the byte behind its last. */
size_t markdown_source_line(const struct markdown_source *source, int line);
size_t markdown_source_line_end(const struct markdown_source *source, int line);

#endif
