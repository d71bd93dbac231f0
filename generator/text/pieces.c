/* Runs -> words, spaces and hard breaks.
 *
 * Words are what is shaped and cached; spaces never are, since their widths change from line to line. Spaces that
 * fonts lack (thin, figure, en…) are set by the advance of the space glyph and keep their text.
 */
#include "text/pieces.h"

#include "base/utf8.h"
#include "text/itemize.h"

#include <string.h>

enum {
  SOFT_HYPHEN = 0xAD,
  LINE_SEPARATOR = 0x2028,
  PARAGRAPH_SEPARATOR = 0x2029,
  SUPERIOR_SHARE = 600, /* 1/1000 of the size: keeps stems near those of the text */
  SUPERIOR_RAISE = 330  /* 1/1000 of the size: their tops then stand near cap height */
};

enum { WIDTH_SPACE = 0, WIDTH_FIGURE = -1, WIDTH_PERIOD = -2 };

/* The spaces of Unicode and their widths in 1/1000 em, as its names say. */
static const struct space {
  uint32_t code_point;
  int width;
  bool elastic;
} spaces[] = {{' ', WIDTH_SPACE, true},      {0x00A0, WIDTH_SPACE, true}, {'\t', WIDTH_SPACE, true},
              {0x2009, 200, false},          {0x202F, 200, false},        {0x2007, WIDTH_FIGURE, false},
              {0x2008, WIDTH_PERIOD, false}, {0x200A, 100, false},        {0x2002, 500, false},
              {0x2003, 1000, false},         {0x2000, 500, false},        {0x2001, 1000, false},
              {0x2004, 333, false},          {0x2005, 250, false},        {0x2006, 167, false},
              {0x205F, 222, false},          {0x3000, 1000, false}};

/* Where the text of a run is cut. */
struct cutter {
  struct arena *arena;
  struct setter *setter;
  struct pieces *pieces;
  const struct text_span *span;
  uint32_t span_index;
};

int64_t face_scale_rare(const struct face *face, int64_t units, int64_t clusters) {
  int64_t above = units * face->size, below = face->units_per_em;
  if (clusters != 0) {
    above = (units * 1000 + clusters * face->tracking * face->units_per_em) * face->size;
    below *= 1000;
  }
  return above < 0 ? -((-above + below / 2) / below) : (above + below / 2) / below;
}

mpt face_tracking(const struct face *face) {
  return face->tracking ? (mpt)face_scale(face, 0, 1) : 0;
}

int64_t piece_width(const struct pieces *pieces, const struct piece *piece) {
  if (piece->kind == PIECE_BREAK)
    return 0;
  return face_scale(&pieces->faces[piece->face], piece->advance, piece->clusters);
}

/* --- faces ------------------------------------------------------------------------------------------------------ */

static void face_resize(struct face *face, mpt size) {
  face->size = muldiv(size, face->share, 1000);
  face->raise = face->share < 1000 ? muldiv(size, SUPERIOR_RAISE, 1000) : 0;
}

static void face_find_hyphen(struct face *face) {
  const struct font *font = face->shape.font;
  uint32_t hyphen = font_glyph(font, 0x2010), soft = font_glyph(font, SOFT_HYPHEN);
  if (hyphen == 0)
    hyphen = font_glyph(font, '-');
  face->hyphen_advance = font_advance(font, hyphen);
  face->hyphen_glyph = soft != 0 && font_advance(font, soft) == face->hyphen_advance ? soft : hyphen;
}

static void face_add(const struct cutter *cutter, const struct text_run *run) {
  const struct text_style *style = cutter->span->style;
  const struct font_metrics *metrics = font_metrics(run->font);
  struct pieces *pieces = cutter->pieces;
  struct face *face = ARENA_PUSH(cutter->arena, pieces->faces, pieces->face_count, pieces->face_capacity);
  *face = (struct face){.shape = {.font = run->font,
                                  .language = style->language ? style->language : "",
                                  .script = run->script,
                                  .rtl = run->level & 1,
                                  .features = style->features | (style->tracking != 0 ? TEXT_NO_LIGATURES : 0u)},
                        .span = run->span,
                        .level = run->level,
                        .hyphenate = style->hyphenate,
                        .share = 1000,
                        .tracking = style->tracking,
                        .units_per_em = metrics->units_per_em > 0 ? metrics->units_per_em : 1000,
                        .space_glyph = font_glyph(run->font, ' ')};
  face->per_unit = UINT64_MAX / (uint64_t)face->units_per_em + 1;
  face_find_hyphen(face);
  face->space_advance = font_advance(run->font, face->space_glyph);
  if ((style->features & TEXT_SUPERIOR) &&
      !shape_has_superior(cutter->setter, run->font, cutter->span->text + run->start, run->length)) {
    face->shape.features &= ~(unsigned)TEXT_SUPERIOR;
    face->share = SUPERIOR_SHARE;
  }
  face_resize(face, style->size);
}

void pieces_resize(struct pieces *pieces, mpt size) {
  for (size_t i = 0; i < pieces->face_count; i++)
    face_resize(&pieces->faces[i], size);
}

/* --- pieces ----------------------------------------------------------------------------------------------------- */

static struct piece *piece_add(const struct cutter *cutter, enum piece_kind kind, size_t start, size_t end) {
  struct pieces *pieces = cutter->pieces;
  struct piece *piece = ARENA_PUSH(cutter->arena, pieces->items, pieces->count, pieces->capacity);
  *piece = (struct piece){.kind = kind,
                          .face = pieces->face_count > 0 ? (uint32_t)pieces->face_count - 1 : 0,
                          .span = cutter->span_index,
                          .offset = (uint32_t)start,
                          .text = cutter->span->text + start,
                          .length = (uint32_t)(end - start)};
  return piece;
}

int32_t shaped_clusters(const struct shaped *shaped) {
  int32_t count = shaped->count > 0;
  for (uint32_t i = 1; i < shaped->count; i++)
    count += shaped->glyphs[i].cluster != shaped->glyphs[i - 1].cluster;
  return count;
}

/* Soft hyphens show only where a line breaks at them, and would keep letters from kerning and joining. */
static void word_strip(const struct cutter *cutter, struct piece *piece, uint32_t soft_count) {
  char *text = arena_alloc(cutter->arena, piece->length);
  uint32_t *softs = arena_array(cutter->arena, soft_count, sizeof *softs), length = 0;
  for (size_t i = 0; i < piece->length;) {
    size_t start = i;
    if (utf8_next(piece->text, piece->length, &i) == SOFT_HYPHEN) {
      softs[piece->soft_count++] = length;
      continue;
    }
    memcpy(text + length, piece->text + start, i - start);
    length += (uint32_t)(i - start);
  }
  piece->text = text;
  piece->length = length;
  piece->softs = softs;
}

static void word_add(const struct cutter *cutter, size_t start, size_t end, uint32_t soft_count) {
  struct piece *piece = piece_add(cutter, PIECE_WORD, start, end);
  if (soft_count > 0)
    word_strip(cutter, piece, soft_count);
}

static int space_advance(const struct face *face, const struct space *space) {
  const struct font *font = face->shape.font;
  if (space->width == WIDTH_SPACE)
    return face->space_advance;
  if (space->width < 0)
    return font_advance(font, font_glyph(font, space->width == WIDTH_FIGURE ? '0' : '.'));
  return space->width * face->units_per_em / 1000;
}

static void space_add(const struct cutter *cutter, const struct space *space, size_t start, size_t end) {
  const struct face *face = &cutter->pieces->faces[cutter->pieces->face_count - 1];
  struct piece *piece = piece_add(cutter, PIECE_SPACE, start, end);
  uint32_t own = space->code_point == ' ' ? face->space_glyph : font_glyph(face->shape.font, space->code_point);
  piece->glyph = own ? own : face->space_glyph;
  piece->advance = space_advance(face, space);
  piece->clusters = face->tracking ? 1 : 0;
  piece->elastic = space->elastic;
}

/* Spaces begin with five bytes only: most text is passed over by this. */
static const bool begins_space[256] = {['\t'] = true, [' '] = true, [0xC2] = true, [0xE2] = true, [0xE3] = true};

static const struct space *space_find(uint32_t code_point) {
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
    if (spaces[i].code_point == code_point)
      return &spaces[i];
  return NULL;
}

static void run_cut(const struct cutter *cutter, size_t start, size_t end) {
  const char *text = cutter->span->text;
  size_t word = start;
  uint32_t softs = 0;
  for (size_t i = start; i < end;) {
    size_t at = i;
    if (!begins_space[(unsigned char)text[i]]) {
      i++;
      continue;
    }
    uint32_t code_point = utf8_next(text, end, &i);
    const struct space *space = space_find(code_point);
    softs += code_point == SOFT_HYPHEN;
    if (!space)
      continue;
    if (word < at)
      word_add(cutter, word, at, softs);
    space_add(cutter, space, at, i);
    word = i;
    softs = 0;
  }
  if (word < end)
    word_add(cutter, word, end, softs);
}

/* Between runs there are only controls: hard breaks, and what sets nothing. */
static void gap_cut(const struct cutter *cutter, size_t start, size_t end) {
  for (size_t i = start; i < end;) {
    size_t at = i;
    uint32_t code_point = utf8_next(cutter->span->text, end, &i);
    if (code_point != '\n' && code_point != LINE_SEPARATOR && code_point != PARAGRAPH_SEPARATOR)
      continue;
    piece_add(cutter, PIECE_BREAK, at, i);
    cutter->pieces->has_breaks = true;
  }
}

/* Words that are shaped together. */
struct batch {
  struct shape_request requests[SHAPE_WORDS];
  struct piece *words[SHAPE_WORDS];
  size_t count;
};

static void batch_shape(struct arena *arena, struct setter *setter, const struct pieces *pieces, struct batch *batch) {
  shape_words(arena, setter, batch->requests, batch->count);
  for (size_t i = 0; i < batch->count; i++) {
    struct piece *word = batch->words[i];
    word->shaped = batch->requests[i].shaped;
    word->advance = word->shaped->advance;
    word->clusters = pieces->faces[word->face].tracking ? shaped_clusters(word->shaped) : 0;
  }
  batch->count = 0;
}

static void words_shape(struct arena *arena, struct setter *setter, struct pieces *pieces) {
  struct batch batch;
  batch.count = 0;
  for (size_t i = 0; i < pieces->count; i++) {
    struct piece *piece = &pieces->items[i];
    if (piece->kind != PIECE_WORD)
      continue;
    batch.words[batch.count] = piece;
    batch.requests[batch.count++] =
        (struct shape_request){.spec = &pieces->faces[piece->face].shape, .text = piece->text, .length = piece->length};
    if (batch.count == SHAPE_WORDS)
      batch_shape(arena, setter, pieces, &batch);
  }
  batch_shape(arena, setter, pieces, &batch);
}

static bool runs_are_rtl(const struct text_run *runs, size_t count) {
  uint8_t least = count > 0 ? runs[0].level : 0;
  for (size_t i = 1; i < count; i++)
    least = runs[i].level < least ? runs[i].level : least;
  return least & 1;
}

void pieces_make(struct arena *arena, struct setter *setter, const struct text_span *spans, size_t count,
                 struct pieces *out) {
  size_t run_count, r = 0;
  *out = (struct pieces){.spans = spans, .span_count = count};
  struct text_run *runs = itemize(arena, setter, spans, count, &run_count, &out->problems, &out->problem_count);
  out->rtl = runs_are_rtl(runs, run_count);
  for (size_t s = 0; s < count; s++) {
    struct cutter cutter = {arena, setter, out, &spans[s], (uint32_t)s};
    size_t at = 0;
    for (; r < run_count && runs[r].span == s; r++) {
      gap_cut(&cutter, at, runs[r].start);
      face_add(&cutter, &runs[r]);
      at = runs[r].start + runs[r].length;
      run_cut(&cutter, runs[r].start, at);
    }
    gap_cut(&cutter, at, spans[s].length);
  }
  words_shape(arena, setter, out);
}

size_t pieces_begin(const struct pieces *pieces) {
  size_t begin = 0;
  while (begin < pieces->count && pieces->items[begin].kind == PIECE_SPACE)
    begin++;
  return begin;
}

size_t pieces_end(const struct pieces *pieces) {
  size_t end = pieces->count;
  while (end > 0 && pieces->items[end - 1].kind == PIECE_SPACE)
    end--;
  return end;
}

int64_t pieces_width(const struct pieces *pieces) {
  int64_t width = 0;
  size_t end = pieces_end(pieces);
  for (size_t i = pieces_begin(pieces); i < end; i++)
    width += piece_width(pieces, &pieces->items[i]);
  if (end > 0 && pieces->items[end - 1].clusters > 0)
    width -= face_tracking(&pieces->faces[pieces->items[end - 1].face]);
  return width;
}
