/* Items: pieces as the boxes, glue and penalties that knuth_plass breaks into lines. Private to text/. */
#ifndef TEXT_ITEMS_H
#define TEXT_ITEMS_H

#include "text/knuth_plass.h"
#include "text/pieces.h"

struct place { /* between two characters */
  uint32_t piece;
  uint32_t at; /* byte in the piece's text */
};

struct items {
  struct kp_item *items; /* the last one is forced; none for a text of spaces */
  struct place *places;  /* of each item: where a line that breaks there ends, or a line of this box begins */
  size_t count, capacity;
};

struct items_spec {
  const struct pieces *pieces;
  mpt width;      /* of the line, for break_words */
  bool hyphenate; /* as the styles say; false: only at soft hyphens */
  bool hang;
  int expansion;     /* what boxes give, 1/1000 of their width */
  bool keep_hyphens; /* no break behind a word's own hyphen */
  bool break_words;  /* parts wider than the line may break between any two clusters */
};

void items_make(struct arena *arena, struct setter *setter, const struct items_spec *spec, struct items *out);

/* What may stand in the left margin before the piece, in the right one after the end of the part of a piece. */
mpt piece_hang_left(const struct pieces *pieces, struct place place);
mpt piece_hang_right(const struct pieces *pieces, struct place place);

#endif
