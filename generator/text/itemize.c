/* Cutting the text of a paragraph into runs that HarfBuzz can shape: one span, font, script and direction each.
 *
 * Scripts after UAX #24: common and inherited characters take the script before them, at the start the one after.
 * Directions after UAX #9, by ICU, only where a right-to-left character occurs; the language of the first span gives
 * the paragraph's direction. Fonts cluster by cluster, so that a base and its marks never come from two fonts.
 *
 * Most text has one font and one script from end to end, and passes through table lookups only.
 */
#include "text/itemize.h"

#include "base/utf8.h"
#include "text/fontmap.h"
#include "text/setter_private.h"

#include <hb.h>
#include <string.h>
#include <unicode/ubidi.h>

enum {
  MARK_LIMIT = 16,      /* marks that stay with their base; hostile text may stack thousands */
  PROBLEM_LIMIT = 1000, /* a paragraph: past that nobody reads them */
  SCRIPT_NONE = 0       /* not known yet */
};

enum {
  NO_BREAK_SPACE = 0xA0,
  SOFT_HYPHEN = 0xAD,
  HYPHEN = 0x2010,
  NO_BREAK_HYPHEN = 0x2011,
  LINE_SEPARATOR = 0x2028,
  PARAGRAPH_SEPARATOR = 0x2029,
  NARROW_NO_BREAK_SPACE = 0x202F,
  LAST_CODE_POINT = 0x10FFFF
};

struct itemizer {
  struct arena *arena;
  struct fontmap *map;
  const struct text_span *spans;
  uint32_t span;    /* being read */
  const char *text; /* of the span */
  size_t length;
  struct font *primary;  /* of the span; NULL: there are no fonts at all */
  bool directed;         /* directions were looked for */
  const uint8_t *levels; /* by byte of the span; NULL: all left to right */
  uint32_t script;       /* last one seen in the paragraph */
  struct text_run *runs;
  size_t count, capacity;
  struct text_problem *problems;
  size_t problem_count, problem_capacity, problem_first; /* of the span */
};

/* A base with its marks, or one character without a base. */
struct cluster {
  uint32_t code_points[1 + MARK_LIMIT];
  size_t offsets[2 + MARK_LIMIT]; /* bytes in the span; the last is the end */
  unsigned count;
};

/* --- characters ----------------------------------------------------------------------------------------------- */

/* A line break, or a control that sets nothing. Tabs are spaces. */
static bool code_point_is_control(uint32_t code_point) {
  return (code_point < ' ' && code_point != '\t') || (code_point >= 0x7F && code_point < NO_BREAK_SPACE) ||
         code_point == LINE_SEPARATOR || code_point == PARAGRAPH_SEPARATOR;
}

/* Default ignorable: needs no glyph, shape.c removes it. */
static bool code_point_is_ignorable(uint32_t code_point) {
  static const struct {
    uint32_t first, last;
  } ranges[] = {{SOFT_HYPHEN, SOFT_HYPHEN}, {0x034F, 0x034F}, {0x061C, 0x061C}, {0x180B, 0x180F}, {0x200B, 0x200F},
                {0x202A, 0x202E},           {0x2060, 0x206F}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xE0000, 0xE0FFF}};
  if (code_point < SOFT_HYPHEN)
    return false;
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (code_point >= ranges[i].first && code_point <= ranges[i].last)
      return true;
  return false;
}

static hb_unicode_general_category_t category_of(uint32_t code_point) {
  return hb_unicode_general_category(hb_unicode_funcs_get_default(), code_point);
}

static bool code_point_is_mark(uint32_t code_point) {
  if (code_point < 0x300 || (code_point >= 0x370 && code_point < 0x483) || (code_point >= 0x48A && code_point < 0x591))
    return false;
  hb_unicode_general_category_t category = category_of(code_point);
  return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
         category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
         category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK || code_point_is_ignorable(code_point);
}

/* First bytes of U+0300 to 036F, U+0483 to 0489 and everything from U+0591 on: most letters are not decoded twice. */
static bool byte_may_begin_mark(unsigned char byte) {
  return byte == 0xCC || byte == 0xCD || byte == 0xD2 || byte >= 0xD6;
}

static bool code_point_is_punctuation(uint32_t code_point) {
  if (code_point == NO_BREAK_SPACE || code_point == NARROW_NO_BREAK_SPACE)
    return true;
  hb_unicode_general_category_t category = category_of(code_point);
  return category >= HB_UNICODE_GENERAL_CATEGORY_CONNECT_PUNCTUATION &&
         category <= HB_UNICODE_GENERAL_CATEGORY_OPEN_PUNCTUATION;
}

/* Characters that are no marks, controls or ignorable and have no glyph but their own, by script: nearly all text there
 * is here. The others need a closer look. */
enum plain { NOT_PLAIN, PLAIN_COMMON, PLAIN_LATIN, PLAIN_CYRILLIC };
enum { PLAIN_END = 0x530 };

static const uint8_t plains[PLAIN_END] = {
    [' ' ... '@'] = PLAIN_COMMON,   ['A' ... 'Z'] = PLAIN_LATIN,        ['[' ... '`'] = PLAIN_COMMON,
    ['a' ... 'z'] = PLAIN_LATIN,    ['{' ... '~'] = PLAIN_COMMON,       [0xA0 ... 0xA9] = PLAIN_COMMON,
    [0xAA] = PLAIN_LATIN,           [0xAB ... 0xAC] = PLAIN_COMMON,     [0xAE ... 0xB9] = PLAIN_COMMON,
    [0xBA] = PLAIN_LATIN,           [0xBB ... 0xBF] = PLAIN_COMMON,     [0xC0 ... 0xD6] = PLAIN_LATIN,
    [0xD7] = PLAIN_COMMON,          [0xD8 ... 0xF6] = PLAIN_LATIN,      [0xF7] = PLAIN_COMMON,
    [0xF8 ... 0x24F] = PLAIN_LATIN, [0x400 ... 0x482] = PLAIN_CYRILLIC, [0x48A ... 0x52F] = PLAIN_CYRILLIC,
};

static enum plain code_point_plain(uint32_t code_point) {
  return code_point < PLAIN_END ? plains[code_point] : NOT_PLAIN;
}

static uint32_t plain_script(enum plain plain) {
  static const uint32_t scripts[] = {
      [PLAIN_COMMON] = SCRIPT_NONE, [PLAIN_LATIN] = HB_SCRIPT_LATIN, [PLAIN_CYRILLIC] = HB_SCRIPT_CYRILLIC};
  return scripts[plain];
}

/* SCRIPT_NONE for common, inherited and unknown. */
static uint32_t code_point_script(uint32_t code_point) {
  enum plain plain = code_point_plain(code_point);
  if (plain != NOT_PLAIN)
    return plain_script(plain);
  hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), code_point);
  bool none = script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN;
  return none ? SCRIPT_NONE : (uint32_t)script;
}

static bool language_among(const char *language, const char *const *list) {
  char primary[SUBTAG_SIZE];
  language_primary(language ? language : "", primary);
  for (; *list; list++)
    if (strcmp(*list, primary) == 0)
      return true;
  return false;
}

/* For text without any letter: figures in a Russian text are set with the Cyrillic features of the font. */
static uint32_t language_script(const char *language) {
  static const char *const cyrillic[] = {"ru", "ky", "kk", "uk", "be", "bg", "mk", "mn", "sr", "tg", "tt", "ba", NULL};
  return language_among(language, cyrillic) ? HB_SCRIPT_CYRILLIC : HB_SCRIPT_LATIN;
}

static bool language_is_rtl(const char *language) {
  static const char *const rtl[] = {"ar", "he", "fa", "ur", "ug", "ps", "sd", "yi", "dv", "ckb", NULL};
  return language_among(language, rtl);
}

/* --- directions ----------------------------------------------------------------------------------------------- */

static bool code_point_is_rtl(uint32_t code_point) {
  static const struct {
    uint32_t first, last;
  } ranges[] = {{0x0590, 0x08FF}, {0x200F, 0x200F}, {0x202B, 0x202B},   {0x202E, 0x202E},  {0x2067, 0x2067},
                {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFE}, {0x10800, 0x10FFF}, {0x1E800, 0x1EFFF}};
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (code_point >= ranges[i].first && code_point <= ranges[i].last)
      return true;
  return false;
}

static size_t spans_length(const struct text_span *spans, size_t count) {
  size_t length = 0;
  for (size_t i = 0; i < count; i++)
    length += spans[i].length;
  return length;
}

/* The text as UTF-16, and for each unit how many bytes it stands for. */
static int32_t spans_utf16(const struct text_span *spans, size_t count, UChar *units, uint8_t *bytes) {
  int32_t length = 0;
  for (size_t s = 0; s < count; s++)
    for (size_t i = 0; i < spans[s].length;) {
      size_t start = i;
      uint32_t code_point = utf8_next(spans[s].text, spans[s].length, &i);
      bytes[length] = (uint8_t)(i - start);
      if (code_point > 0xFFFF) {
        units[length++] = (UChar)(0xD7C0 + (code_point >> 10));
        bytes[length] = 0;
        code_point = 0xDC00 | (code_point & 0x3FF);
      }
      units[length++] = (UChar)code_point;
    }
  return length;
}

/* Embedding levels by byte of all spans. */
static const uint8_t *levels_find(struct arena *arena, const struct text_span *spans, size_t count) {
  size_t length = spans_length(spans, count);
  if (length > INT32_MAX)
    return NULL;
  UChar *units = arena_array(arena, length, sizeof *units);
  uint8_t *bytes = arena_array(arena, length, 1), *levels = arena_zalloc(arena, length, 1);
  int32_t unit_count = spans_utf16(spans, count, units, bytes);
  UErrorCode status = U_ZERO_ERROR;
  UBiDi *bidi = ubidi_open();
  ubidi_setPara(bidi, units, unit_count, language_is_rtl(spans[0].style->language), NULL, &status);
  const UBiDiLevel *unit_levels = ubidi_getLevels(bidi, &status);
  for (int32_t i = 0, at = 0; U_SUCCESS(status) && i < unit_count; at += bytes[i++])
    memset(levels + at, unit_levels[i], bytes[i]);
  ubidi_close(bidi);
  return levels;
}

/* --- fonts ---------------------------------------------------------------------------------------------------- */

/* What HarfBuzz, or shape.c, sets by other means than a glyph of its own. */
static bool font_covers(const struct font *font, uint32_t code_point) {
  if (font_has(font, code_point) || code_point_is_ignorable(code_point))
    return true;
  if (code_point == HYPHEN || code_point == NO_BREAK_HYPHEN)
    return font_has(font, '-');
  if (code_point == '\t' || code_point == NO_BREAK_SPACE || code_point == NARROW_NO_BREAK_SPACE ||
      (code_point >= 0x2000 && code_point <= 0x200A) || code_point == 0x205F)
    return font_has(font, ' ');
  hb_codepoint_t first, second;
  return hb_unicode_decompose(hb_unicode_funcs_get_default(), code_point, &first, &second) &&
         font_covers(font, first) && (second == 0 || font_has(font, second));
}

/* Marks count as covered also where the base composes with them to something that the font has. */
static bool font_covers_cluster(const struct font *font, const struct cluster *cluster) {
  uint32_t base = cluster->code_points[0];
  bool covers = font_covers(font, base);
  for (unsigned i = 1; i < cluster->count; i++) {
    hb_codepoint_t mark = cluster->code_points[i], composed;
    if (hb_unicode_compose(hb_unicode_funcs_get_default(), base, mark, &composed) && font_has(font, composed)) {
      base = composed;
      covers = covers || i == 1;
    } else if (!font_covers(font, mark)) {
      return false;
    }
  }
  return covers;
}

/* The font of the whole cluster; NULL when no single one has it all. */
static struct font *cluster_font(const struct itemizer *it, const struct cluster *cluster) {
  if (font_covers_cluster(it->primary, cluster))
    return it->primary;
  for (unsigned i = 0; i < cluster->count; i++) {
    struct font *font = fontmap_fallback(it->map, it->primary, cluster->code_points[i]);
    if (font && font_covers_cluster(font, cluster))
      return font;
  }
  return NULL;
}

/* The run that ends where the character at `offset` begins; NULL: there is none. */
static struct text_run *run_before(const struct itemizer *it, size_t offset) {
  struct text_run *run = it->count ? &it->runs[it->count - 1] : NULL;
  return run && run->span == it->span && run->start + run->length == offset ? run : NULL;
}

/* Punctuation after a word that another font set looks right only in that font. */
static struct font *character_font(const struct itemizer *it, uint32_t code_point, size_t offset) {
  const struct text_run *run = run_before(it, offset);
  if (run && run->font != it->primary && font_has(run->font, code_point) && code_point_is_punctuation(code_point))
    return run->font;
  return font_has(it->primary, code_point) ? it->primary : NULL;
}

/* --- runs ----------------------------------------------------------------------------------------------------- */

/* The first script of the paragraph holds for everything before it, too. */
static void script_set(struct itemizer *it, uint32_t script) {
  for (size_t i = 0; it->script == SCRIPT_NONE && i < it->count; i++)
    it->runs[i].script = script;
  it->script = script;
}

/* Text of one font and script, of none when it takes that before it. */
static void run_add(struct itemizer *it, struct font *font, uint32_t script, size_t start, size_t end) {
  if (script != SCRIPT_NONE && script != it->script)
    script_set(it, script);
  uint8_t level = it->levels ? it->levels[start] : 0;
  struct text_run *run = run_before(it, start);
  if (run && run->font == font && run->script == it->script && run->level == level) {
    run->length = (uint32_t)(end - run->start);
    return;
  }
  *ARENA_PUSH(it->arena, it->runs, it->count, it->capacity) = (struct text_run){.span = it->span,
                                                                                .start = (uint32_t)start,
                                                                                .length = (uint32_t)(end - start),
                                                                                .font = font,
                                                                                .script = it->script,
                                                                                .level = level};
}

/* Each character once a span. */
static void problem_add(struct itemizer *it, uint32_t code_point, size_t offset) {
  for (size_t i = it->problem_first; i < it->problem_count; i++)
    if (it->problems[i].code_point == code_point)
      return;
  if (it->problem_count < PROBLEM_LIMIT)
    *ARENA_PUSH(it->arena, it->problems, it->problem_count, it->problem_capacity) =
        (struct text_problem){.code_point = code_point, .tag = it->spans[it->span].tag, .offset = offset};
}

/* No font has all of it: each character for itself, which at least prints the letter. */
static void cluster_split(struct itemizer *it, const struct cluster *cluster) {
  for (unsigned i = 0; i < cluster->count; i++) {
    uint32_t code_point = cluster->code_points[i];
    struct font *font = it->primary && font_covers(it->primary, code_point)
                            ? it->primary
                            : (it->primary ? fontmap_fallback(it->map, it->primary, code_point) : NULL);
    if (font)
      run_add(it, font, code_point_script(code_point), cluster->offsets[i], cluster->offsets[i + 1]);
    else
      problem_add(it, code_point, cluster->offsets[i]);
  }
}

static void cluster_add(struct itemizer *it, const struct cluster *cluster) {
  struct font *font = it->primary ? cluster_font(it, cluster) : NULL;
  if (!font)
    cluster_split(it, cluster);
  else
    run_add(it, font, code_point_script(cluster->code_points[0]), cluster->offsets[0],
            cluster->offsets[cluster->count]);
}

/* Ignorable characters go with what is before them. */
static void ignorable_add(struct itemizer *it, const struct cluster *cluster) {
  size_t start = cluster->offsets[0];
  const struct text_run *run = run_before(it, start);
  if (it->primary)
    run_add(it, run ? run->font : it->primary, code_point_script(cluster->code_points[0]), start,
            cluster->offsets[cluster->count]);
}

static void cluster_itemize(struct itemizer *it, const struct cluster *cluster) {
  uint32_t base = cluster->code_points[0];
  if (code_point_is_control(base))
    return;
  struct font *font = it->primary && cluster->count == 1 ? character_font(it, base, cluster->offsets[0]) : NULL;
  if (font)
    run_add(it, font, code_point_script(base), cluster->offsets[0], cluster->offsets[1]);
  else if (code_point_is_ignorable(base) && cluster->count == 1)
    ignorable_add(it, cluster);
  else
    cluster_add(it, cluster);
}

/* The character at *index with its marks, moving *index behind them. */
static struct cluster cluster_read(const struct itemizer *it, size_t *index) {
  struct cluster cluster;
  size_t i = *index;
  cluster.offsets[0] = i;
  cluster.code_points[0] = utf8_next(it->text, it->length, &i);
  cluster.count = 1;
  while (i < it->length && byte_may_begin_mark((unsigned char)it->text[i]) && cluster.count <= MARK_LIMIT) {
    size_t next = i;
    uint32_t code_point = utf8_next(it->text, it->length, &next);
    if (!code_point_is_mark(code_point) || code_point_is_control(cluster.code_points[0]))
      break;
    cluster.offsets[cluster.count] = i;
    cluster.code_points[cluster.count++] = code_point;
    i = next;
  }
  cluster.offsets[cluster.count] = i;
  *index = i;
  return cluster;
}

/* The end of the plain characters from `start` on that the primary font sets in one script, which is *script. */
static size_t plain_end(const struct itemizer *it, size_t start, uint32_t *script) {
  size_t previous = start;
  *script = it->script;
  for (size_t i = start; i < it->length;) {
    size_t at = i;
    uint32_t code_point = utf8_next(it->text, it->length, &i);
    enum plain plain = code_point_plain(code_point);
    if (plain == NOT_PLAIN)
      return code_point_is_mark(code_point) ? previous : at;
    uint32_t own = plain_script(plain);
    if (own != *script && own != SCRIPT_NONE && *script != SCRIPT_NONE && at > start)
      return at;
    if (!font_has(it->primary, code_point))
      return at;
    *script = own != SCRIPT_NONE ? own : *script;
    previous = at;
  }
  return it->length;
}

/* What stands from `start` on in plain characters is added at once. Returns its end. */
static size_t plain_itemize(struct itemizer *it, size_t start) {
  const struct text_run *run = run_before(it, start);
  if (it->levels || !it->primary || (run && run->font != it->primary))
    return start;
  uint32_t script;
  size_t end = plain_end(it, start, &script);
  if (end > start)
    run_add(it, it->primary, script, start, end);
  return end;
}

static bool cluster_has_rtl(const struct cluster *cluster) {
  for (unsigned i = 0; i < cluster->count; i++)
    if (code_point_is_rtl(cluster->code_points[i]))
      return true;
  return false;
}

/* False at a right-to-left character, before which directions were not looked for. */
static bool span_itemize(struct itemizer *it) {
  for (size_t i = 0; i < it->length;) {
    size_t end = plain_itemize(it, i);
    if (end == i) {
      struct cluster cluster = cluster_read(it, &end);
      if (!it->directed && cluster_has_rtl(&cluster))
        return false;
      cluster_itemize(it, &cluster);
    }
    i = end;
  }
  return true;
}

static void span_open(struct itemizer *it, size_t index) {
  const struct text_span *span = &it->spans[index];
  const struct text_style *style = span->style;
  it->span = (uint32_t)index;
  it->text = span->text;
  it->length = span->length < UINT32_MAX ? span->length : UINT32_MAX;
  it->problem_first = it->problem_count;
  it->primary = fontmap_find(it->map, style->family, style->bold, style->italic);
  if (!it->primary)
    it->primary = fontmap_find(it->map, "serif", style->bold, style->italic);
}

static bool spans_itemize(struct itemizer *it, size_t count) {
  for (size_t i = 0; i < count; i++) {
    span_open(it, i);
    if (!span_itemize(it))
      return false;
    if (it->levels)
      it->levels += it->spans[i].length;
  }
  if (it->script == SCRIPT_NONE && count > 0)
    script_set(it, language_script(it->spans[0].style->language));
  return true;
}

struct text_run *itemize(struct arena *arena, struct setter *setter, const struct text_span *spans, size_t span_count,
                         size_t *count, struct text_problem **problems, size_t *problem_count) {
  struct itemizer it = {.arena = arena, .map = setter->map, .spans = spans};
  bool rtl = span_count > 0 && language_is_rtl(spans[0].style->language);
  if (rtl || !spans_itemize(&it, span_count)) {
    it = (struct itemizer){.arena = arena, .map = setter->map, .spans = spans, .directed = true};
    it.levels = levels_find(arena, spans, span_count);
    spans_itemize(&it, span_count);
  }
  *count = it.count;
  *problems = it.problems;
  *problem_count = it.problem_count;
  return it.runs;
}
