/* Breaks -> set lines -> paragraph. */
#include "text/lines.h"

static struct paragraph *paragraph_new(struct arena *arena, const struct pieces *pieces, size_t lines) {
  struct paragraph *paragraph = arena_zalloc(arena, 1, sizeof *paragraph);
  paragraph->lines = arena_array(arena, lines, sizeof *paragraph->lines);
  paragraph->problem_count = pieces->problem_count;
  if (pieces->problem_count > 0)
    paragraph->problems = arena_memdup(arena, pieces->problems, pieces->problem_count * sizeof *pieces->problems);
  return paragraph;
}

static void line_add(struct arena *arena, struct setter *setter, const struct line_spec *spec,
                     struct paragraph *paragraph) {
  struct set_line *line = &paragraph->lines[paragraph->count++];
  line_set(arena, setter, spec, line);
  paragraph->width = line->width > paragraph->width ? line->width : paragraph->width;
  paragraph->overfull = paragraph->overfull || line->overfull;
}

/* The indent is where the paragraph begins: on the right when it runs from right to left. */
static struct line_spec line_frame(const struct lines_spec *spec, bool first) {
  mpt indent = first ? spec->indent : 0;
  return (struct line_spec){.pieces = spec->pieces,
                            .scratch = spec->scratch,
                            .align = spec->align,
                            .left = spec->pieces->rtl ? 0 : indent,
                            .width = spec->width - indent};
}

struct paragraph *lines_unbroken(struct arena *arena, struct setter *setter, const struct lines_spec *spec) {
  const struct pieces *pieces = spec->pieces;
  size_t begin = pieces_begin(pieces), end = pieces_end(pieces);
  struct paragraph *paragraph = paragraph_new(arena, pieces, 1);
  if (begin >= end)
    return paragraph;
  struct line_spec line = line_frame(spec, true);
  const struct piece *last = &pieces->items[end - 1];
  line.from = (struct place){(uint32_t)begin, 0};
  line.to = (struct place){(uint32_t)end, 0};
  line.rest = pieces->count;
  line.hang_right = face_tracking(&pieces->faces[last->face]);
  if (spec->hang) {
    line.hang_left = piece_hang_left(pieces, line.from);
    line.hang_right += piece_hang_right(pieces, (struct place){(uint32_t)end - 1, last->length});
  }
  line_add(arena, setter, &line, paragraph);
  return paragraph;
}

/* Spaces at a break stay with the line before it. A break inside a word has none. */
static size_t rest_find(const struct pieces *pieces, struct place to) {
  size_t rest = to.piece;
  while (rest < pieces->count && pieces->items[rest].kind == PIECE_SPACE)
    rest++;
  return rest;
}

struct paragraph *lines_broken(struct arena *arena, struct setter *setter, const struct lines_spec *spec,
                               const struct items *items, const struct kp_break *breaks, size_t count) {
  struct paragraph *paragraph = paragraph_new(arena, spec->pieces, count);
  for (size_t i = 0; i < count; i++) {
    const struct kp_item *start = &items->items[breaks[i].start], *end = &items->items[breaks[i].item];
    struct line_spec line = line_frame(spec, i == 0);
    line.from = items->places[breaks[i].start];
    line.to = items->places[breaks[i].item];
    line.rest = rest_find(spec->pieces, line.to);
    line.hyphen = end->kind == KP_PENALTY && end->flagged;
    line.fill = breaks[i].filled;
    line.expansion = spec->expansion;
    line.may_overflow = breaks[i].overfull;
    line.hang_left = start->hang_left;
    line.hang_right = end->hang_right;
    line_add(arena, setter, &line, paragraph);
  }
  return paragraph;
}
