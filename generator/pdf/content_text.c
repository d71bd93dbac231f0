/* Glyph runs as text operators (ISO 32000-1, 9.4).
 *
 * Glyphs stand at absolute places in a run; a viewer moves its pen by the widths of /W. Both are followed in whole
 * 1/1000 em, and a number goes into the TJ array where they part, so that errors never add up. Strings are binary: they
 * deflate better than hexadecimal ones.
 *
 * The text of a glyph is told by its code (pdf/fonts.h) where one character maps to one glyph, else by ActualText
 * around the cluster: ligatures, composed letters, an added hyphen in a font without U+00AD. */
#include "pdf/content_state.h"

#include "base/utf8.h"
#include "pdf/strings.h"

#include <math.h>
#include <stdlib.h>

struct shown { /* a run while its glyphs are shown */
  struct content *content;
  const struct glyph_run *run;
  struct font_use *use;
  int64_t em;  /* of the run's font, as the viewer expands it, 1/1000 mpt */
  bool open;   /* inside [( */
  int64_t pen; /* the viewer's, 1/1000 em from the origin of the run */
};

struct cluster { /* glyphs [first, end) stand for text [start, stop) */
  uint32_t first, end, start, stop;
};

void text_begin(struct content *content) {
  struct content_state *state = &content->state;
  if (state->in_text)
    return;
  path_finish(content);
  mark_close(content); /* marked content opened before BT could not be closed before ET */
  buffer_text(&state->out, "BT\n");
  state->in_text = true;
  state->turned = false;
  state->line_x = state->line_y = 0;
}

void text_end(struct content *content) {
  struct content_state *state = &content->state;
  if (!state->in_text)
    return;
  mark_close(content);
  buffer_text(&state->out, "ET\n");
  state->in_text = false;
}

static void font_set(struct content *content, const struct font_use *use, mpt size) {
  struct content_state *state = &content->state;
  if (state->font == use && state->font_size == size)
    return;
  buffer_printf(&state->out, "/F%u ", use->number);
  buffer_mpt(&state->out, size);
  buffer_text(&state->out, " Tf\n");
  state->font = use;
  state->font_size = size;
}

/* In percent, with one decimal. */
static void expansion_set(struct content_state *state, int expansion) {
  if (state->expansion == expansion)
    return;
  buffer_mpt(&state->out, (1000 + expansion) * 100);
  buffer_text(&state->out, " Tz\n");
  state->expansion = expansion;
}

static void place_set(struct content_state *state, mpt x, mpt y) {
  mpt dx = x - state->line_x, dy = y - state->line_y;
  if (state->turned)
    buffer_text(&state->out, "1 0 0 1 ");
  buffer_mpt(&state->out, state->turned ? x : dx);
  buffer_byte(&state->out, ' ');
  buffer_mpt(&state->out, state->turned ? y : dy);
  buffer_text(&state->out, state->turned ? " Tm\n" : " Td\n");
  state->turned = false;
  state->line_x = x;
  state->line_y = y;
}

/* Sine and cosine in millionths; exact for right angles. */
static void millionths_print(struct buffer *out, double value) {
  enum { MILLION = 1000000 };
  long number = lround(value * MILLION);
  const char *sign = number < 0 ? "-" : "";
  unsigned long size = (unsigned long)labs(number);
  if (size % MILLION == 0)
    buffer_printf(out, "%s%lu ", sign, size / MILLION);
  else
    buffer_printf(out, "%s%lu.%06lu ", sign, size / MILLION, size % MILLION);
}

void rotation_print(struct buffer *out, int degrees) {
  static const int sines[] = {0, 1, 0, -1};
  int turns = (degrees % 360 + 360) % 360;
  double angle = turns * (3.14159265358979323846 / 180);
  double sine = turns % 90 ? sin(angle) : sines[turns / 90];
  double cosine = turns % 90 ? cos(angle) : sines[(turns / 90 + 1) % 4];
  millionths_print(out, cosine);
  millionths_print(out, -sine);
  millionths_print(out, sine);
  millionths_print(out, cosine);
}

static void origin_set(struct content *content, const struct display_item *item) {
  struct content_state *state = &content->state;
  mpt x = state->left + item->run.x, y = state->top - item->run.y;
  if (item->run.rotate % 360 == 0) {
    place_set(state, x, y);
    return;
  }
  rotation_print(&state->out, item->run.rotate);
  buffer_mpt(&state->out, x);
  buffer_byte(&state->out, ' ');
  buffer_mpt(&state->out, y);
  buffer_text(&state->out, " Tm\n");
  state->turned = true;
}

/* --- glyphs ---------------------------------------------------------------------------------------------------------
 */

static void string_close(struct shown *shown) {
  if (shown->open)
    buffer_text(&shown->content->state.out, ")]TJ\n");
  shown->open = false;
}

static void rise_set(struct shown *shown, mpt rise) {
  struct content_state *state = &shown->content->state;
  if (state->rise == rise)
    return;
  string_close(shown);
  buffer_mpt(&state->out, rise);
  buffer_text(&state->out, " Ts\n");
  state->rise = rise;
}

/* Nearest 1/1000 em of a place in the run, halves away from zero. */
static int64_t em_place(const struct shown *shown, mpt x) {
  int64_t thousandths = (int64_t)x * 2000000;
  return (thousandths + (x < 0 ? -shown->em : shown->em)) / (2 * shown->em);
}

/* Whether the pen stands at that place already, as it mostly does: the division is not needed to tell. */
static bool pen_is_at(const struct shown *shown, mpt x) {
  int64_t past = (int64_t)x * 2000000 - (2 * shown->pen - 1) * shown->em;
  return x >= 0 && past >= 0 && past < 2 * shown->em;
}

static void pen_move(struct shown *shown, mpt x) {
  struct buffer *out = &shown->content->state.out;
  int64_t place = em_place(shown, x), back = shown->pen - place;
  if (!shown->open)
    buffer_text(out, back ? "[" : "[(");
  else if (back)
    buffer_byte(out, ')');
  if (back) {
    buffer_integer(out, back);
    buffer_byte(out, '(');
  }
  shown->open = true;
  shown->pen = place;
}

static void glyph_show(struct shown *shown, const struct glyph *glyph, uint32_t code) {
  enum { LONGEST = 4 }; /* two bytes, escaped */
  struct buffer *out = &shown->content->state.out;
  rise_set(shown, glyph->y);
  if (!shown->open || !pen_is_at(shown, glyph->x))
    pen_move(shown, glyph->x);
  char *room = buffer_room(out, LONGEST);
  char *end = pdf_string_byte(pdf_string_byte(room, (unsigned char)(code >> 8)), (unsigned char)code);
  *end = '\0';
  out->length += (size_t)(end - room);
  if (glyph->id < shown->use->glyph_count)
    shown->pen += shown->use->widths[glyph->id];
}

/* --- clusters -------------------------------------------------------------------------------------------------------
 */

/* The codes of a cluster whose characters and glyphs map one to one; false when its text needs ActualText. */
enum { PLAIN_LIMIT = 8 };
static bool codes_find(struct shown *shown, const struct cluster *cluster, uint32_t codes[PLAIN_LIMIT]) {
  const struct glyph_run *run = shown->run;
  size_t at = cluster->start;
  uint32_t count = cluster->end - cluster->first;
  if (count == 1) {
    codes[0] = font_use_ligature(shown->use, run->glyphs[cluster->first].id, run->text + at, cluster->stop - at);
    if (codes[0])
      return true;
  }
  if (count > PLAIN_LIMIT || (count > 1 && run->rtl))
    return false;
  for (uint32_t i = 0; i < count; i++) {
    if (at >= cluster->stop)
      return false;
    uint32_t code_point = utf8_next(run->text, cluster->stop, &at);
    codes[i] = font_use_code(shown->use, run->glyphs[cluster->first + i].id, code_point);
    if (!codes[i])
      return false;
  }
  return at >= cluster->stop;
}

static void cluster_show_actual(struct shown *shown, const struct cluster *cluster) {
  struct content *content = shown->content;
  struct buffer *out = &content->state.out;
  const char *text = shown->run->text + cluster->start;
  size_t length = cluster->stop - cluster->start;
  string_close(shown);
  buffer_text(out, "/Span<</ActualText<FEFF");
  pdf_utf16(out, text, length);
  buffer_text(out, ">>>BDC\n");
  for (uint32_t i = cluster->first; i < cluster->end; i++) {
    const struct glyph *glyph = &shown->run->glyphs[i];
    font_use_glyph(content->spec.fonts, shown->use, glyph->id, text, length);
    glyph_show(shown, glyph, glyph->id);
  }
  string_close(shown);
  buffer_text(out, "EMC\n");
}

static void cluster_show(struct shown *shown, const struct cluster *cluster) {
  const struct glyph *glyphs = &shown->run->glyphs[cluster->first];
  uint32_t count = cluster->end - cluster->first, codes[PLAIN_LIMIT];
  if (!codes_find(shown, cluster, codes)) {
    cluster_show_actual(shown, cluster);
    return;
  }
  for (uint32_t i = 0; i < count; i++)
    glyph_show(shown, &glyphs[i], codes[i]);
}

/* Glyphs from `first` on as long as each stands for one character that its code tells, as nearly all do. Returns the
 * first that does not. From left to right only. */
static uint32_t plain_show(struct shown *shown, uint32_t first) {
  const struct glyph_run *run = shown->run;
  for (uint32_t i = first; i < run->count; i++) {
    const struct glyph *glyph = &run->glyphs[i];
    size_t at = glyph->text, stop = i + 1 < run->count ? glyph[1].text : run->text_length;
    if (at >= stop)
      return i;
    uint32_t code_point = utf8_next(run->text, stop, &at);
    uint32_t code = at == stop ? font_use_code(shown->use, glyph->id, code_point) : 0;
    if (!code)
      return i;
    glyph_show(shown, glyph, code);
  }
  return run->count;
}

/* Clusters ascend from left to right; in right-to-left runs they descend, and a cluster's text ends where the one to
 * its left begins. */
static void clusters_show(struct shown *shown) {
  const struct glyph_run *run = shown->run;
  uint32_t stop = run->text_length;
  for (uint32_t first = 0, end; first < run->count; first = end) {
    if (!run->rtl && (first = plain_show(shown, first)) == run->count)
      return;
    uint32_t start = run->glyphs[first].text;
    for (end = first + 1; end < run->count && run->glyphs[end].text == start; end++)
      ;
    if (!run->rtl)
      stop = end < run->count ? run->glyphs[end].text : run->text_length;
    if (start > stop)
      stop = start;
    cluster_show(shown, &(struct cluster){first, end, start, stop});
    stop = start;
  }
}

/* Black letters on a colour: where plates are not in register, paper would show around letters that are cut out. */
static bool black_overprints(const struct content *content, const struct colour *declared) {
  if (!content->spec.print)
    return false;
  struct colour colour = colours_convert(content->spec.colours, declared);
  return colour_is_black(&colour);
}

void run_draw(struct content *content, const struct display_item *item) {
  const struct glyph_run *run = item->run.run;
  if (!run->count || run->size <= 0)
    return;
  struct font_use *use = fonts_use(content->spec.fonts, run->font);
  if (!use)
    return;
  text_begin(content);
  mark_open(content, item->node);
  overprint_set(content, black_overprints(content, &item->colour));
  fill_colour_set(content, &item->colour);
  font_set(content, use, run->size);
  expansion_set(&content->state, run->expansion);
  origin_set(content, item);
  struct shown shown = {.content = content, .run = run, .use = use, .em = (int64_t)run->size * (1000 + run->expansion)};
  clusters_show(&shown);
  string_close(&shown);
  if (content->spec.text)
    hash_add(content->spec.text, run->text, run->text_length);
}
