/* Pieces -> boxes, glue and penalties.
 *
 * A word becomes one box for each part between two places where it may be cut: where UAX #14 allows it (behind its
 * own hyphens), at soft hyphens, where the patterns of its language allow it, and, when nothing else helps and it is
 * asked for, between any two clusters. Widths of parts are taken from the shape of the whole word; the line shapes
 * them again.
 */
#include "text/items.h"

#include "base/utf8.h"
#include "text/breakpoints.h"
#include "text/hang.h"
#include "text/hyphenate.h"

#include <string.h>

enum {
  HYPHEN_PENALTY = 50,      /* as in TeX; what a hyphen is worth says knuth_plass.h */
  SOFT_HYPHEN_PENALTY = 40, /* the author's own choice of place */
  OWN_HYPHEN_PENALTY = 30,  /* behind a hyphen that is there anyhow: still two halves of a word */
  ANYWHERE_PENALTY = 9000   /* inside a word against all rules */
};

enum cut { CUT_NONE, CUT_HYPHEN, CUT_PLAIN, CUT_SOFT }; /* a hyphen is what hyphenate() marks with */

struct itemist {
  struct arena *arena;
  struct setter *setter;
  const struct items_spec *spec;
  const struct pieces *pieces;
  const uint8_t *breaks; /* by byte of the joined text */
  const size_t *bases;   /* of the spans in the joined text */
  struct items *out;
};

/* A part of a word up to a cut, in glyphs. */
struct cursor {
  uint32_t glyph;   /* next one, in logical order */
  int64_t advance;  /* font units before it */
  int64_t clusters; /* tracked ones before it */
  int64_t width;    /* of both, mpt */
};

/* --- the text as a whole ---------------------------------------------------------------------------------------- */

static size_t *bases_find(struct arena *arena, const struct pieces *pieces) {
  size_t *bases = arena_array(arena, pieces->span_count + 1, sizeof *bases);
  bases[0] = 0;
  for (size_t i = 0; i < pieces->span_count; i++)
    bases[i + 1] = bases[i] + pieces->spans[i].length;
  return bases;
}

static const uint8_t *breaks_find(struct arena *arena, struct setter *setter, const struct pieces *pieces,
                                  const size_t *bases) {
  const struct text_span *first = &pieces->spans[0];
  const char *language = first->style->language ? first->style->language : "";
  if (pieces->span_count == 1)
    return breakpoints_find(arena, setter, first->text, first->length, language);
  char *joined = arena_alloc(arena, bases[pieces->span_count]);
  for (size_t i = 0; i < pieces->span_count; i++)
    if (pieces->spans[i].length > 0)
      memcpy(joined + bases[i], pieces->spans[i].text, pieces->spans[i].length);
  return breakpoints_find(arena, setter, joined, bases[pieces->span_count], language);
}

/* By byte of the piece. */
static const uint8_t *piece_breaks(const struct itemist *it, const struct piece *piece) {
  return it->breaks + it->bases[piece->span] + piece->offset;
}

static bool break_before(const struct itemist *it, const struct piece *piece) {
  return *piece_breaks(it, piece) != BREAK_NONE;
}

/* The first entry from `at` on that is not zero, or `end`: few are. */
static uint32_t mark_next(const uint8_t *marks, uint32_t at, uint32_t end) {
  for (uint64_t eight; (size_t)at + sizeof eight <= end; at += (uint32_t)sizeof eight) {
    memcpy(&eight, marks + at, sizeof eight);
    if (eight != 0)
      break;
  }
  while (at < end && marks[at] == 0)
    at++;
  return at;
}

/* --- hanging ---------------------------------------------------------------------------------------------------- */

static mpt hang_width(const struct face *face, uint32_t code_point, int share) {
  if (share == 0)
    return 0;
  int advance = font_advance(face->shape.font, font_glyph(face->shape.font, code_point));
  return (mpt)(face_scale(face, advance, 0) * share / 1000);
}

mpt piece_hang_left(const struct pieces *pieces, struct place place) {
  const struct piece *piece = &pieces->items[place.piece];
  size_t at = place.at;
  if (pieces->rtl || piece->kind != PIECE_WORD || at >= piece->length)
    return 0;
  uint32_t code_point = utf8_next(piece->text, piece->length, &at);
  return hang_width(&pieces->faces[piece->face], code_point, hang_find(code_point).left);
}

mpt piece_hang_right(const struct pieces *pieces, struct place place) {
  const struct piece *piece = &pieces->items[place.piece];
  size_t at = place.at;
  if (pieces->rtl || piece->kind != PIECE_WORD || at == 0)
    return 0;
  uint32_t code_point = utf8_previous(piece->text, &at);
  return hang_width(&pieces->faces[piece->face], code_point, hang_find(code_point).right);
}

/* What a line that ends behind this part of a word may be too long by: the hanging share of its last sign, and the
 * tracking behind it, which is not seen. */
static mpt end_allowance(const struct itemist *it, struct place place) {
  const struct piece *piece = &it->pieces->items[place.piece];
  mpt tracking = face_tracking(&it->pieces->faces[piece->face]);
  return tracking + (it->spec->hang ? piece_hang_right(it->pieces, place) : 0);
}

/* --- items ------------------------------------------------------------------------------------------------------ */

/* The next item, to be filled in. */
static struct kp_item *item_add(const struct itemist *it, struct place place) {
  struct items *out = it->out;
  if (out->count == out->capacity) {
    size_t capacity = out->capacity ? out->capacity * 2 : it->pieces->count * 4 + 16;
    out->items = arena_grow(it->arena, out->items, out->count * sizeof *out->items, capacity * sizeof *out->items);
    out->places = arena_grow(it->arena, out->places, out->count * sizeof *out->places, capacity * sizeof *out->places);
    out->capacity = capacity;
  }
  out->places[out->count] = place;
  return &out->items[out->count++];
}

static void box_add(const struct itemist *it, int64_t width, struct place place) {
  *item_add(it, place) = (struct kp_item){.kind = KP_BOX,
                                          .width = mpt_clamp(width),
                                          .flex = mpt_clamp(width * it->spec->expansion / 1000),
                                          .hang_left = it->spec->hang ? piece_hang_left(it->pieces, place) : 0};
}

static struct kp_item *penalty_add(const struct itemist *it, int penalty, mpt allowance, struct place place) {
  struct kp_item *item = item_add(it, place);
  *item = (struct kp_item){.kind = KP_PENALTY, .penalty = penalty, .hang_right = allowance};
  return item;
}

static void hyphen_add(const struct itemist *it, enum cut cut, struct place place) {
  const struct face *face = &it->pieces->faces[it->pieces->items[place.piece].face];
  int share = it->spec->hang && !it->pieces->rtl ? hang_find(0xAD).right : 0;
  if (face->hyphen_glyph == 0)
    return;
  mpt width = mpt_clamp(face_scale(face, face->hyphen_advance, 0)), tracking = face_tracking(face);
  *item_add(it, place) = (struct kp_item){.kind = KP_PENALTY,
                                          .width = width + tracking,
                                          .penalty = cut == CUT_SOFT ? SOFT_HYPHEN_PENALTY : HYPHEN_PENALTY,
                                          .flagged = true,
                                          .hang_right = tracking + muldiv(width, share, 1000)};
}

/* --- words ------------------------------------------------------------------------------------------------------ */

/* Moves the cursor over all glyphs of clusters that begin before byte `at`. */
static void glyphs_pass(struct cursor *cursor, const struct piece *piece, uint32_t at) {
  const struct shaped *shaped = piece->shaped;
  uint32_t previous = UINT32_MAX;
  for (; cursor->glyph < shaped->count; cursor->glyph++) {
    uint32_t index = shaped->rtl ? shaped->count - 1 - cursor->glyph : cursor->glyph;
    const struct shaped_glyph *glyph = &shaped->glyphs[index];
    if (glyph->cluster >= at)
      return;
    cursor->advance += glyph->advance;
    cursor->clusters += piece->clusters > 0 && glyph->cluster != previous;
    previous = glyph->cluster;
  }
}

/* Moves the cursor to byte `at`. Returns the width of what it passed. */
static int64_t cursor_move(const struct itemist *it, struct cursor *cursor, const struct piece *piece, uint32_t at) {
  int64_t before = cursor->width;
  if (at < piece->length)
    glyphs_pass(cursor, piece, at);
  else
    *cursor = (struct cursor){piece->shaped->count, piece->advance, piece->clusters, 0};
  cursor->width = face_scale(&it->pieces->faces[piece->face], cursor->advance, cursor->clusters);
  return cursor->width - before;
}

static uint32_t cursor_byte(const struct cursor *cursor, const struct piece *piece) {
  const struct shaped *shaped = piece->shaped;
  if (cursor->glyph >= shaped->count)
    return piece->length;
  return shaped->glyphs[shaped->rtl ? shaped->count - 1 - cursor->glyph : cursor->glyph].cluster;
}

/* One cluster a box. */
static void part_split(const struct itemist *it, const struct piece *piece, struct cursor *cursor, uint32_t from,
                       uint32_t to) {
  uint32_t index = (uint32_t)(piece - it->pieces->items);
  while (from < to) {
    int64_t width = cursor_move(it, cursor, piece, from + 1);
    uint32_t next = cursor_byte(cursor, piece);
    if (next <= from || next > to)
      next = to;
    width += cursor_move(it, cursor, piece, next);
    box_add(it, width, (struct place){index, from});
    if (next < to)
      penalty_add(it, ANYWHERE_PENALTY, end_allowance(it, (struct place){index, next}), (struct place){index, next});
    from = next;
  }
}

static void part_add(const struct itemist *it, const struct piece *piece, struct cursor *cursor, uint32_t from,
                     uint32_t to) {
  struct cursor begin = *cursor;
  int64_t width = cursor_move(it, cursor, piece, to);
  if (it->spec->break_words && width > it->spec->width) {
    *cursor = begin;
    part_split(it, piece, cursor, from, to);
    return;
  }
  box_add(it, width, (struct place){(uint32_t)(piece - it->pieces->items), from});
}

/* The line ends in the word's own sign. What it was kerned with stays on the next line: the width is shaped anew. */
static void plain_cut_add(const struct itemist *it, const struct piece *piece, const struct cursor *cursor,
                          uint32_t at) {
  enum { EXACT_LIMIT = 64 }; /* bytes, what shape_word keeps */
  const struct face *face = &it->pieces->faces[piece->face];
  struct place place = {(uint32_t)(piece - it->pieces->items), at};
  mpt allowance = end_allowance(it, place);
  if (piece->length <= EXACT_LIMIT) {
    const struct shaped *part = shape_word(it->arena, it->setter, &face->shape, piece->text, at);
    allowance += mpt_clamp(face_scale(face, cursor->advance - part->advance, 0));
  }
  size_t before = at;
  uint32_t sign = utf8_previous(piece->text, &before);
  bool dashed = sign == '-' || sign == 0x2010;
  penalty_add(it, dashed ? OWN_HYPHEN_PENALTY : 0, allowance, place)->dashed = dashed;
}

static void word_add(const struct itemist *it, const struct piece *piece, const uint8_t *cuts) {
  struct cursor cursor = {0};
  uint32_t from = 0, at = 0;
  while ((at = mark_next(cuts, at + 1, piece->length)) < piece->length) {
    part_add(it, piece, &cursor, from, at);
    struct place place = {(uint32_t)(piece - it->pieces->items), at};
    if (cuts[at] == CUT_PLAIN)
      plain_cut_add(it, piece, &cursor, at);
    else
      hyphen_add(it, cuts[at], place);
    from = at;
  }
  part_add(it, piece, &cursor, from, piece->length);
}

/* --- words of several pieces ------------------------------------------------------------------------------------ */

static size_t group_length(const struct piece *pieces, size_t count, size_t *soft_count) {
  size_t length = 0;
  *soft_count = 0;
  for (size_t i = 0; i < count; i++) {
    length += pieces[i].length;
    *soft_count += pieces[i].soft_count;
  }
  return length;
}

static const char *group_text(struct arena *arena, const struct piece *pieces, size_t count, size_t length) {
  if (count == 1)
    return pieces->text;
  char *text = arena_alloc(arena, length);
  for (size_t i = 0, at = 0; i < count; at += pieces[i++].length)
    memcpy(text + at, pieces[i].text, pieces[i].length);
  return text;
}

static bool hyphen_precedes(const struct piece *piece, size_t at) {
  if (at == 0)
    return false;
  uint32_t sign = utf8_previous(piece->text, &at);
  return sign == '-' || sign == 0x2010;
}

static void cuts_by_rule(const struct itemist *it, const struct piece *piece, uint8_t *cuts) {
  const uint8_t *breaks = piece_breaks(it, piece);
  if (piece->soft_count == 0)
    for (uint32_t at = 0; (at = mark_next(breaks, at + 1, piece->length)) < piece->length;)
      if (!(it->spec->keep_hyphens && hyphen_precedes(piece, at)))
        cuts[at] = CUT_PLAIN;
  for (uint32_t i = 0; i < piece->soft_count; i++)
    cuts[piece->softs[i]] = CUT_SOFT;
}

static void points_spread(uint64_t bits, uint8_t *cuts) {
  for (; bits; bits &= bits - 1)
    cuts[__builtin_ctzll(bits)] = CUT_HYPHEN;
}

static uint64_t points_gather(const uint8_t *cuts, size_t length) {
  uint64_t bits = 0;
  for (size_t i = 0; i < length; i++)
    bits |= (uint64_t)cuts[i] << i;
  return bits;
}

/* Most words are of one piece, and asked for once. */
static void hyphens_find(const struct itemist *it, const struct piece *pieces, size_t count, size_t length,
                         uint8_t *cuts) {
  struct word_points *kept = count == 1 ? pieces->shaped->points : NULL;
  if (kept && kept->known) {
    points_spread(kept->bits, cuts);
    return;
  }
  const struct face *face = &it->pieces->faces[pieces->face];
  hyphenate(it->setter, face->shape.language, group_text(it->arena, pieces, count, length), length, cuts);
  if (kept)
    *kept = (struct word_points){.bits = points_gather(cuts, length), .known = true};
}

/* Where the pieces of a word may be cut, by byte of all of them. A word with soft hyphens knows best itself. */
static uint8_t *cuts_find(const struct itemist *it, const struct piece *pieces, size_t count) {
  size_t soft_count, length = group_length(pieces, count, &soft_count);
  uint8_t *cuts = arena_zalloc(it->arena, length + 1, 1);
  const struct face *face = &it->pieces->faces[pieces->face];
  if (it->spec->hyphenate && face->hyphenate && soft_count == 0)
    hyphens_find(it, pieces, count, length, cuts);
  for (size_t i = 0, at = 0; i < count; at += pieces[i++].length) {
    cuts_by_rule(it, &pieces[i], cuts + at);
    bool kept = i > 0 && it->spec->keep_hyphens && hyphen_precedes(&pieces[i - 1], pieces[i - 1].length);
    if (i > 0 && cuts[at] == CUT_NONE && break_before(it, &pieces[i]) && !kept)
      cuts[at] = CUT_PLAIN;
  }
  return cuts;
}

/* A cut between two pieces: the line ends behind the first. */
static void border_add(const struct itemist *it, const struct piece *piece, enum cut cut) {
  struct place end = {(uint32_t)(piece - it->pieces->items), piece->length};
  if (cut == CUT_PLAIN)
    penalty_add(it, 0, end_allowance(it, end), end);
  else if (cut != CUT_NONE)
    hyphen_add(it, cut, end);
}

static void group_add(const struct itemist *it, size_t first, size_t count) {
  const struct piece *pieces = &it->pieces->items[first];
  const uint8_t *cuts = cuts_find(it, pieces, count);
  for (size_t i = 0, at = 0; i < count; at += pieces[i++].length) {
    if (i > 0)
      border_add(it, &pieces[i - 1], cuts[at]);
    word_add(it, &pieces[i], cuts + at);
  }
}

/* --- spaces and ends -------------------------------------------------------------------------------------------- */

static size_t pieces_while(const struct pieces *pieces, size_t index, enum piece_kind kind) {
  while (index < pieces->count && pieces->items[index].kind == kind)
    index++;
  return index;
}

/* The end of what a line shows before the piece at `index`. */
static mpt allowance_before(const struct itemist *it, size_t index) {
  if (index == 0 || it->pieces->items[index - 1].kind != PIECE_WORD)
    return 0;
  return end_allowance(it, (struct place){(uint32_t)index - 1, it->pieces->items[index - 1].length});
}

static void spaces_add(const struct itemist *it, size_t first, size_t end) {
  const struct pieces *pieces = it->pieces;
  mpt allowance = allowance_before(it, first);
  if (!break_before(it, &pieces->items[end]))
    penalty_add(it, KP_FORBIDDEN, 0, (struct place){(uint32_t)first, 0});
  for (size_t i = first; i < end; i++) {
    int64_t width = piece_width(pieces, &pieces->items[i]);
    bool elastic = pieces->items[i].elastic;
    *item_add(it, (struct place){(uint32_t)i, 0}) =
        (struct kp_item){.kind = KP_GLUE,
                         .width = mpt_clamp(width),
                         .stretch = elastic ? mpt_clamp(space_stretch(width)) : 0,
                         .shrink = elastic ? mpt_clamp(space_shrink(width)) : 0,
                         .hang_right = allowance};
  }
}

static void end_add(const struct itemist *it, size_t index) {
  penalty_add(it, KP_FORCED, allowance_before(it, index), (struct place){(uint32_t)index, 0});
}

/* One stretch between hard breaks, from its first piece that is no space. Returns what follows the break. */
static size_t stretch_add(const struct itemist *it, size_t index) {
  const struct pieces *pieces = it->pieces;
  while (index < pieces->count && pieces->items[index].kind != PIECE_BREAK) {
    size_t end = pieces_while(pieces, index, PIECE_WORD);
    group_add(it, index, end - index);
    index = pieces_while(pieces, end, PIECE_SPACE);
    if (index == pieces->count || pieces->items[index].kind == PIECE_BREAK) {
      end_add(it, end);
      return index + 1;
    }
    spaces_add(it, end, index);
  }
  end_add(it, index);
  return index + 1;
}

void items_make(struct arena *arena, struct setter *setter, const struct items_spec *spec, struct items *out) {
  const struct pieces *pieces = spec->pieces;
  *out = (struct items){0};
  if (pieces_begin(pieces) == pieces->count)
    return;
  const size_t *bases = bases_find(arena, pieces);
  struct itemist it = {arena, setter, spec, pieces, breaks_find(arena, setter, pieces, bases), bases, out};
  for (size_t i = pieces_begin(pieces); i < pieces->count; i = pieces_while(pieces, i, PIECE_SPACE))
    i = stretch_add(&it, i);
}
