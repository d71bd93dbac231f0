/* Setting one line: pieces -> placed runs.
 *
 * Parts of the line are put in visual order (UAX #9, rules L1 and L2), neighbours that look alike become one run, and
 * the room that is left is shared among the elastic spaces. Positions are computed from sums of font units, so that
 * rounding never adds up; shares are taken of sums, so that the right edge is exact.
 */
#include "text/line.h"

#include "text/font.h"

#include <string.h>

enum { OVERFULL_TOLERANCE = 10 }; /* mpt; what rounding may add */

static const char HYPHEN_TEXT[] = "\xC2\xAD"; /* U+00AD */

/* A word, a space or the hyphen on the line. */
struct part {
  const struct face *face;
  const struct shaped_glyph *glyphs;
  uint32_t count;
  const char *text;
  uint32_t length;
  uint32_t offset; /* of its text in the run's */
  int64_t advance, clusters;
  int64_t elastic; /* width to stretch and shrink by, mpt; 0: stiff */
  uint8_t level;
  bool trailing; /* a space behind the line's end */
};

/* A run to be: parts [first, end) in visual order, and their sums. */
struct stretch {
  size_t first, end;
  int64_t advance, clusters;
  int64_t trailing; /* of the advance */
  uint32_t glyphs;
  size_t length; /* of the text */
};

struct line {
  struct arena *arena;
  struct setter *setter;
  const struct line_spec *spec;
  struct part *parts;
  size_t count;
  struct stretch *stretches;
  size_t stretch_count;
  struct shaped_glyph *singles; /* glyphs of spaces and the hyphen */
  int64_t natural;              /* mpt, of all but the trailing spaces */
  int64_t trailing;             /* mpt, of those */
  int64_t elastic;              /* mpt, sum of the parts' */
  int64_t stretch, shrink;      /* mpt */
  int expansion;                /* of all glyphs, 1/1000; in the widths above, but not in what spaces give */
  int64_t extra;                /* mpt, to be shared among the elastic parts */
};

/* --- parts ------------------------------------------------------------------------------------------------------ */

static struct part *part_add(struct line *line) {
  return &line->parts[line->count++];
}

static void word_part_add(struct line *line, const struct piece *piece, uint32_t from, uint32_t to) {
  const struct face *face = &line->spec->pieces->faces[piece->face];
  const struct shaped *shaped = piece->shaped;
  if (from >= to)
    return;
  if (from > 0 || to < piece->length)
    shaped = shape_word(line->spec->scratch, line->setter, &face->shape, piece->text + from, to - from);
  *part_add(line) = (struct part){.face = face,
                                  .glyphs = shaped->glyphs,
                                  .count = shaped->count,
                                  .text = piece->text + from,
                                  .length = to - from,
                                  .advance = shaped->advance,
                                  .clusters = piece->clusters > 0 ? shaped_clusters(shaped) : 0,
                                  .level = face->level};
}

/* The glyphs of a part that has but one. */
static const struct shaped_glyph *single_add(struct line *line, uint32_t glyph, int32_t advance) {
  struct shaped_glyph *single = line->singles++;
  *single = (struct shaped_glyph){.id = glyph, .advance = advance};
  return single;
}

static void space_part_add(struct line *line, const struct piece *piece) {
  const struct face *face = &line->spec->pieces->faces[piece->face];
  *part_add(line) = (struct part){.face = face,
                                  .glyphs = single_add(line, piece->glyph, piece->advance),
                                  .count = 1,
                                  .text = piece->text,
                                  .length = piece->length,
                                  .advance = piece->advance,
                                  .clusters = piece->clusters,
                                  .elastic = piece->elastic ? face_scale(face, piece->advance, 0) : 0,
                                  .level = face->level};
}

/* The first one keeps its width, so that words stay apart in extracted text; the others take no room. */
static void trailing_part_add(struct line *line, const struct piece *piece, bool first) {
  const struct pieces *pieces = line->spec->pieces;
  int32_t advance = first ? piece->advance : 0;
  *part_add(line) = (struct part){.face = &pieces->faces[piece->face],
                                  .glyphs = single_add(line, piece->glyph, advance),
                                  .count = 1,
                                  .text = piece->text,
                                  .length = piece->length,
                                  .advance = advance,
                                  .level = pieces->rtl ? 1 : 0,
                                  .trailing = true};
}

static void hyphen_part_add(struct line *line) {
  const struct part *last = &line->parts[line->count - 1];
  int advance = last->face->hyphen_advance;
  *part_add(line) = (struct part){.face = last->face,
                                  .glyphs = single_add(line, last->face->hyphen_glyph, advance),
                                  .count = 1,
                                  .text = HYPHEN_TEXT,
                                  .length = sizeof HYPHEN_TEXT - 1,
                                  .advance = advance,
                                  .clusters = last->face->tracking ? 1 : 0,
                                  .level = last->level};
}

/* All parts in logical order. */
static void parts_gather(struct line *line) {
  const struct line_spec *spec = line->spec;
  const struct piece *pieces = spec->pieces->items;
  size_t end = spec->to.piece + (spec->to.at > 0 ? 1 : 0);
  size_t most = (spec->rest > end ? spec->rest : end) - spec->from.piece + 1;
  line->parts = arena_array(spec->scratch, most, sizeof *line->parts);
  line->singles = arena_array(spec->scratch, most, sizeof *line->singles);
  for (size_t i = spec->from.piece; i < end; i++) {
    uint32_t to = i == spec->to.piece ? spec->to.at : pieces[i].length;
    if (pieces[i].kind == PIECE_SPACE)
      space_part_add(line, &pieces[i]);
    else if (pieces[i].kind == PIECE_WORD)
      word_part_add(line, &pieces[i], i == spec->from.piece ? spec->from.at : 0, to);
  }
  if (spec->hyphen && line->count > 0)
    hyphen_part_add(line);
  for (size_t i = end; i < spec->rest && line->count > 0; i++)
    trailing_part_add(line, &pieces[i], i == end);
}

/* --- visual order, UAX #9 L2 ------------------------------------------------------------------------------------ */

static void parts_reverse(struct part *parts, size_t count) {
  for (size_t i = 0; i + 1 < count - i; i++) {
    struct part swapped = parts[i];
    parts[i] = parts[count - 1 - i];
    parts[count - 1 - i] = swapped;
  }
}

static void level_reverse(struct line *line, uint8_t level) {
  for (size_t i = 0; i < line->count; i++) {
    size_t first = i;
    while (i < line->count && line->parts[i].level >= level)
      i++;
    if (i > first)
      parts_reverse(line->parts + first, i - first);
  }
}

static void parts_order(struct line *line) {
  uint8_t highest = 0;
  for (size_t i = 0; i < line->count; i++)
    highest = line->parts[i].level > highest ? line->parts[i].level : highest;
  for (uint8_t level = highest; level > 0; level--)
    level_reverse(line, level);
}

/* --- runs ------------------------------------------------------------------------------------------------------- */

static bool parts_are_alike(const struct part *a, const struct part *b) {
  return a->level == b->level &&
         (a->face == b->face || (a->face->span == b->face->span && a->face->shape.font == b->face->shape.font &&
                                 a->face->size == b->face->size && a->face->raise == b->face->raise));
}

static void stretch_extend(struct line *line, struct stretch *stretch, const struct part *part) {
  stretch->end++;
  stretch->advance += part->advance;
  stretch->clusters += part->clusters;
  stretch->trailing += part->trailing ? part->advance : 0;
  stretch->glyphs += part->count;
  stretch->length += part->length;
  line->elastic += part->elastic;
  line->stretch += space_stretch(part->elastic);
  line->shrink += space_shrink(part->elastic);
}

static void stretches_find(struct line *line) {
  struct stretch *stretch = line->stretches = arena_array(line->spec->scratch, line->count, sizeof *line->stretches);
  for (size_t i = 0; i < line->count; i++) {
    const struct part *part = &line->parts[i];
    if (i == 0 || !parts_are_alike(&line->parts[stretch->first], part)) {
      stretch = &line->stretches[line->stretch_count++];
      *stretch = (struct stretch){.first = i, .end = i};
    }
    stretch_extend(line, stretch, part);
  }
}

/* A width or place as the line's expansion makes it. */
static int64_t line_expand(const struct line *line, int64_t length) {
  return line->expansion == 0 ? length : length + length * line->expansion / 1000;
}

/* Adds the width of one run to be to the line's, with and without the trailing spaces, as it will be rounded. */
static void stretch_measure(struct line *line, const struct stretch *stretch) {
  const struct face *face = line->parts[stretch->first].face;
  int64_t all = line_expand(line, face_scale(face, stretch->advance, stretch->clusters));
  int64_t hidden = all;
  if (line->spec->pieces->rtl)
    hidden = line_expand(line, face_scale(face, stretch->trailing, 0));
  else
    hidden -= line_expand(line, face_scale(face, stretch->advance - stretch->trailing, stretch->clusters));
  line->natural += all - hidden;
  line->trailing += hidden;
}

static void line_measure(struct line *line) {
  line->natural = line->trailing = 0;
  for (size_t i = 0; i < line->stretch_count; i++)
    stretch_measure(line, &line->stretches[i]);
}

/* --- width ------------------------------------------------------------------------------------------------------ */

/* What stands outside of the line, the tracking behind it included. */
static int64_t line_hang(const struct line *line) {
  return line_expand(line, line->spec->hang_left) + line_expand(line, line->spec->hang_right);
}

static int64_t line_room(const struct line *line) {
  return line->spec->width + line_hang(line) - line->natural;
}

/* Glyphs take the same part of what they may as spaces do, up to all of it, as the breaker reckoned (knuth_plass.h). */
static void line_stretch_glyphs(struct line *line) {
  int64_t room = line_room(line), flex = (line->natural - line->elastic) * line->spec->expansion / 1000;
  int64_t whole = flex + (room < 0 ? line->shrink : line->stretch);
  int64_t taken = whole <= 0 ? 0 : room * line->spec->expansion / whole;
  taken = taken > line->spec->expansion ? line->spec->expansion : taken;
  line->expansion = (int)(taken < -line->spec->expansion ? -line->spec->expansion : taken);
  if (line->expansion != 0)
    line_measure(line);
}

/* Filled lines take it all; others only give way when shaping their parts anew made them longer. */
static void line_justify(struct line *line) {
  if (line->elastic > 0 && line->spec->fill && line->spec->expansion > 0)
    line_stretch_glyphs(line);
  int64_t room = line_room(line);
  if (line->elastic > 0 && (line->spec->fill || (room < 0 && !line->spec->may_overflow)))
    line->extra = room;
}

static int line_ratio(const struct line *line) {
  int64_t given = line->extra + line_expand(line, line->elastic) - line->elastic;
  int64_t whole = given < 0 ? line->shrink : line->stretch;
  int64_t ratio = whole > 0 ? given * 1000 / whole : 0;
  return ratio > 1000000 ? 1000000 : ratio < -1000000 ? -1000000 : (int)ratio;
}

static int64_t line_left(const struct line *line) {
  const struct line_spec *spec = line->spec;
  int64_t room = line_room(line) - line->extra;
  bool right = spec->align == TEXT_RIGHT || (spec->align == TEXT_JUSTIFY && spec->pieces->rtl);
  int64_t before = right ? room : spec->align == TEXT_CENTRE ? room / 2 : 0;
  return (int64_t)spec->left - line_expand(line, spec->hang_left) + before - (spec->pieces->rtl ? line->trailing : 0);
}

/* --- glyphs ----------------------------------------------------------------------------------------------------- */

/* Where the next glyph stands. */
struct pen {
  int64_t units, clusters; /* in the run */
  int64_t elastic;         /* in the line */
  int64_t share;           /* of the extra room given out before the run */
};

static int64_t extra_share(const struct line *line, int64_t elastic) {
  return line->extra == 0 || line->elastic == 0 ? 0 : line->extra * elastic / line->elastic;
}

static struct glyph *part_place(const struct line *line, const struct part *part, struct pen *pen, struct glyph *to) {
  const struct face *face = part->face;
  int64_t extra = extra_share(line, pen->elastic) - pen->share;
  for (uint32_t i = 0; i < part->count; i++) {
    const struct shaped_glyph *glyph = &part->glyphs[i];
    int64_t x = line_expand(line, face_scale(face, pen->units + glyph->x, pen->clusters)) + extra;
    *to++ = (struct glyph){.id = glyph->id,
                           .text = part->offset + glyph->cluster,
                           .x = mpt_clamp(x),
                           .y = face->raise + (mpt)(glyph->y ? face_scale(face, glyph->y, 0) : 0)};
    pen->units += glyph->advance;
    if (part->clusters > 0 && (i + 1 == part->count || part->glyphs[i + 1].cluster != glyph->cluster))
      pen->clusters++;
  }
  pen->elastic += part->elastic;
  return to;
}

/* The run's text in logical order: visual order for even levels, the reverse for odd ones. */
static char *stretch_text(const struct line *line, const struct stretch *stretch) {
  char *text = arena_alloc(line->arena, stretch->length + 1);
  bool rtl = line->parts[stretch->first].level & 1;
  size_t length = 0;
  for (size_t i = stretch->first; i < stretch->end; i++) {
    struct part *part = &line->parts[rtl ? stretch->first + stretch->end - 1 - i : i];
    memcpy(text + length, part->text, part->length);
    part->offset = (uint32_t)length;
    length += part->length;
  }
  text[length] = '\0';
  return text;
}

static struct glyph_run *run_make(const struct line *line, const struct stretch *stretch, struct pen *pen) {
  const struct part *first = &line->parts[stretch->first];
  const struct face *face = first->face;
  struct glyph_run *run = arena_alloc(line->arena, sizeof *run);
  struct glyph *glyphs = arena_array(line->arena, stretch->glyphs, sizeof *glyphs), *next = glyphs;
  *run = (struct glyph_run){.font = face->shape.font,
                            .size = face->size,
                            .expansion = line->expansion,
                            .glyphs = glyphs,
                            .count = stretch->glyphs,
                            .rtl = first->level & 1,
                            .text = stretch_text(line, stretch),
                            .text_length = (uint32_t)stretch->length,
                            .language = face->shape.language};
  *pen = (struct pen){.elastic = pen->elastic, .share = extra_share(line, pen->elastic)};
  for (size_t i = stretch->first; i < stretch->end; i++)
    next = part_place(line, &line->parts[i], pen, next);
  int64_t width = line_expand(line, face_scale(face, pen->units, pen->clusters));
  run->width = mpt_clamp(width + extra_share(line, pen->elastic) - pen->share);
  return run;
}

static void runs_place(const struct line *line, struct set_line *out) {
  const struct pieces *pieces = line->spec->pieces;
  out->runs = arena_array(line->arena, line->stretch_count, sizeof *out->runs);
  struct pen pen = {0};
  int64_t x = line_left(line);
  for (size_t i = 0; i < line->stretch_count; i++) {
    const struct stretch *stretch = &line->stretches[i];
    struct glyph_run *run = run_make(line, stretch, &pen);
    void *tag = pieces->spans[line->parts[stretch->first].face->span].tag;
    out->runs[out->run_count++] = (struct placed_run){.x = mpt_clamp(x), .run = run, .tag = tag};
    x += run->width;
  }
}

/* --- the line --------------------------------------------------------------------------------------------------- */

static void line_extend(struct set_line *out, const struct face *face) {
  const struct font_metrics *metrics = font_metrics(face->shape.font);
  mpt ascent = (mpt)face_scale(face, metrics->ascent, 0) + face->raise;
  mpt descent = (mpt)face_scale(face, -metrics->descent, 0) - face->raise;
  out->ascent = ascent > out->ascent ? ascent : out->ascent;
  out->descent = descent > out->descent ? descent : out->descent;
}

/* An empty line is as tall as the text before it. */
static void line_extents(const struct line *line, struct set_line *out) {
  const struct pieces *pieces = line->spec->pieces;
  size_t piece = line->spec->from.piece;
  for (size_t i = 0; i < line->count; i++)
    if (i == 0 || line->parts[i].face != line->parts[i - 1].face)
      line_extend(out, line->parts[i].face);
  if (line->count == 0 && pieces->face_count > 0 && piece < pieces->count)
    line_extend(out, &pieces->faces[pieces->items[piece].face]);
}

static void line_origin(const struct line *line, struct set_line *out) {
  const struct line_spec *spec = line->spec;
  if (spec->from.piece >= spec->pieces->count)
    return;
  const struct piece *piece = &spec->pieces->items[spec->from.piece];
  out->span = piece->span;
  out->offset = piece->offset + spec->from.at;
}

void line_set(struct arena *arena, struct setter *setter, const struct line_spec *spec, struct set_line *out) {
  struct line line = {.arena = arena, .setter = setter, .spec = spec};
  *out = (struct set_line){.hyphenated = spec->hyphen};
  parts_gather(&line);
  parts_order(&line);
  stretches_find(&line);
  line_measure(&line);
  line_justify(&line);
  runs_place(&line, out);
  line_extents(&line, out);
  line_origin(&line, out);
  int64_t hang = line_hang(&line);
  out->natural = line.count > 0 ? mpt_clamp(line.natural - hang) : 0;
  out->width = line.count > 0 ? mpt_clamp(line.natural + line.extra - hang) : 0;
  out->ratio = line_ratio(&line);
  out->expansion = line.expansion;
  out->overfull = out->width > spec->width + OVERFULL_TOLERANCE;
}
