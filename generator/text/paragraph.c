/* A paragraph from its text to set lines, and its extent.
 *
 *   pieces (itemize, shape) -> items (breakpoints, hyphenate) -> breaks (knuth_plass) -> lines
 *
 * A text that fits on one line goes straight from the first stage to the last.
 */
#include "text/paragraph.h"

#include "text/items.h"
#include "text/knuth_plass.h"
#include "text/lines.h"
#include "text/paragraph_memo.h"
#include "text/pieces.h"
#include "text/setter_private.h"

enum {
  TOLERANCE = 800, /* ratio, 1/1000: spaces up to 1.4 times their width are better than a hyphen */
  HYPHEN_LIMIT = 2,
  LAST_MINIMUM_EMS = 2, /* a last line shorter than the indent or this looks lost */
  LAST_GAP_EMS = 1      /* one that stops this close to the margin looks like a mistake */
};

/* Of the first text of the paragraph. */
static mpt paragraph_size(const struct pieces *pieces) {
  return pieces->face_count > 0 ? pieces->faces[0].size : 0;
}

static struct kp_spec break_spec(const struct paragraph_spec *spec, const struct pieces *pieces,
                                 const struct items *items) {
  mpt size = paragraph_size(pieces), ems = LAST_MINIMUM_EMS * size;
  return (struct kp_spec){.items = items->items,
                          .count = items->count,
                          .width = spec->width,
                          .first_indent = spec->indent,
                          .ragged = spec->align != TEXT_JUSTIFY,
                          .rivers = true,
                          .balanced = spec->balance && spec->align != TEXT_JUSTIFY,
                          .tolerance = TOLERANCE,
                          .hyphen_limit = spec->hyphen_limit > 0 ? spec->hyphen_limit : HYPHEN_LIMIT,
                          .last_minimum = spec->indent > ems ? spec->indent : ems,
                          .last_gap = LAST_GAP_EMS * size};
}

static struct kp_break *paragraph_break(struct arena *arena, const struct paragraph_spec *spec,
                                        const struct pieces *pieces, const struct items *items, size_t *count) {
  struct kp_spec breaks = break_spec(spec, pieces, items);
  *count = 0;
  if (items->count == 0)
    return NULL;
  if (breaks.balanced)
    breaks.width = kp_balanced_width(&breaks);
  return knuth_plass(arena, &breaks, count);
}

static int paragraph_expansion(const struct paragraph_spec *spec) {
  return spec->align == TEXT_JUSTIFY ? spec->expansion : 0;
}

static struct items_spec items_spec(const struct paragraph_spec *spec, const struct pieces *pieces) {
  return (struct items_spec){.pieces = pieces,
                             .width = spec->width,
                             .hyphenate = true,
                             .hang = spec->hang,
                             .expansion = paragraph_expansion(spec),
                             .break_words = spec->break_words};
}

static struct paragraph *set_new(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec,
                                 const struct fit_spec *fit, mpt *size) {
  (void)fit;
  (void)size;
  struct arena *scratch = setter_scratch(setter);
  struct pieces pieces;
  struct items items;
  size_t count;
  pieces_make(scratch, setter, spec->spans, spec->span_count, &pieces);
  int expansion = paragraph_expansion(spec);
  struct lines_spec lines = {&pieces, scratch, spec->width, spec->indent, spec->align, spec->hang, expansion};
  if (!pieces.has_breaks && pieces_width(&pieces) <= (int64_t)spec->width - spec->indent)
    return lines_unbroken(arena, setter, &lines);
  struct items_spec work = items_spec(spec, &pieces);
  items_make(scratch, setter, &work, &items);
  struct kp_break *breaks = paragraph_break(scratch, spec, &pieces, &items, &count);
  return lines_broken(arena, setter, &lines, &items, breaks, count);
}

struct paragraph *paragraph_set(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec) {
  return paragraph_memo_set(arena, setter, spec, NULL, NULL, set_new);
}

/* First fit in no width at all breaks wherever it may, in endless width only where it must. */
void paragraph_extent(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec, mpt *minimum,
                      mpt *maximum) {
  (void)arena;
  struct arena *scratch = setter_scratch(setter);
  struct pieces pieces;
  struct items items;
  pieces_make(scratch, setter, spec->spans, spec->span_count, &pieces);
  struct items_spec work = {.pieces = &pieces, .width = MPT_LIMIT, .hang = spec->hang};
  items_make(scratch, setter, &work, &items);
  struct kp_spec breaks = {.items = items.items, .count = items.count, .first_indent = spec->indent};
  kp_count_lines(&breaks, items.count, minimum);
  breaks.width = MPT_LIMIT;
  kp_count_lines(&breaks, items.count, maximum);
}
