/* The memo of set paragraphs, by everything that a paragraph is set from.
 *
 * A kept paragraph has the indexes of spans where a given one has the spans' tags, since tags are the caller's.
 */
#include "text/paragraph_memo.h"

#include "base/memo.h"
#include "text/setter_private.h"

#include <string.h>

enum {
  PLACES = 2048,
  MEMORY_LIMIT = 2 * 1024 * 1024, /* bytes */
  TEXT_LIMIT = 16 * 1024,         /* bytes of a paragraph */
  SPAN_LIMIT = 256
};

struct kept {
  struct paragraph *paragraph; /* NULL: nothing fits */
  mpt size;                    /* that it was fitted at */
};

struct memo *paragraph_memo_new(struct arena *arena) {
  return memo_new(arena, PLACES, MEMORY_LIMIT);
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

static void fit_write(struct buffer *key, const struct fit_spec *fit) {
  const int32_t numbers[] = {fit->minimum, fit->maximum,          fit->step,        fit->lines,
                             fit->height,  fit->leading_permille, fit->keep_hyphens};
  buffer_add(key, numbers, sizeof numbers);
}

static void span_write(struct buffer *key, const struct text_span *span) {
  const struct text_style *style = span->style;
  const int32_t numbers[] = {style->bold,          style->italic,    style->size,
                             style->tracking,      style->hyphenate, (int32_t)style->features,
                             (int32_t)span->length};
  buffer_add(key, numbers, sizeof numbers);
  buffer_add(key, style->family, strlen(style->family) + 1);
  buffer_add(key, style->language, strlen(style->language) + 1);
  buffer_add(key, span->text, span->length);
}

/* Everything that lines follow from. */
static void key_write(struct buffer *key, const struct paragraph_spec *spec, const struct fit_spec *fit) {
  const int32_t numbers[] = {
      spec->width,       spec->indent,       (int32_t)spec->align, spec->hang,  spec->balance,
      spec->break_words, spec->hyphen_limit, spec->expansion,      fit != NULL, (int32_t)spec->span_count};
  buffer_add(key, numbers, sizeof numbers);
  if (fit)
    fit_write(key, fit);
  for (size_t i = 0; i < spec->span_count; i++)
    span_write(key, &spec->spans[i]);
}

/* What is longer hardly comes back, and would soon fill the memo. */
static bool is_worth_keeping(const struct paragraph_spec *spec) {
  size_t length = 0;
  for (size_t i = 0; i < spec->span_count && length <= TEXT_LIMIT; i++)
    length += spec->spans[i].length;
  return length <= TEXT_LIMIT && spec->span_count <= SPAN_LIMIT;
}

/* --- keeping ------------------------------------------------------------------------------------------------------ */

/* The spans with their indexes for tags, and languages that live as long as the memo. */
static struct text_span *spans_indexed(struct arena *arena, const struct paragraph_spec *spec) {
  struct text_span *spans = arena_array(arena, spec->span_count, sizeof *spans);
  for (size_t i = 0; i < spec->span_count; i++) {
    struct text_style *style = arena_memdup(arena, spec->spans[i].style, sizeof *style);
    style->language = arena_strdup(arena, style->language);
    spans[i] = spec->spans[i];
    spans[i].style = style;
    spans[i].tag = (void *)i;
  }
  return spans;
}

static struct kept *paragraph_keep(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec,
                                   const struct fit_spec *fit, paragraph_setting *set) {
  struct kept *kept = arena_zalloc(arena, 1, sizeof *kept);
  struct paragraph_spec indexed = *spec;
  indexed.spans = spans_indexed(arena, spec);
  kept->paragraph = set(arena, setter, &indexed, fit, &kept->size);
  return kept;
}

/* The kept paragraph, now or from before. NULL when it is not to be kept. */
static const struct kept *paragraph_find(struct setter *setter, const struct paragraph_spec *spec,
                                         const struct fit_spec *fit, paragraph_setting *set) {
  struct memo *memo = setter->paragraphs;
  key_write(memo_key(memo), spec, fit);
  void **place = memo_find(memo);
  if (place && !*place)
    *place = paragraph_keep(memo_arena(memo), setter, spec, fit, set);
  return place ? *place : NULL;
}

/* --- giving ------------------------------------------------------------------------------------------------------- */

static void *span_tag(const struct paragraph_spec *spec, void *index) {
  return spec->spans[(size_t)index].tag;
}

static struct paragraph *paragraph_give(struct arena *arena, const struct paragraph *kept,
                                        const struct paragraph_spec *spec) {
  struct paragraph *given = arena_memdup(arena, kept, sizeof *given);
  given->lines = arena_memdup(arena, kept->lines, kept->count * sizeof *kept->lines);
  if (kept->problem_count > 0)
    given->problems = arena_memdup(arena, kept->problems, kept->problem_count * sizeof *kept->problems);
  for (size_t i = 0; i < given->count; i++) {
    struct set_line *line = &given->lines[i];
    line->runs = arena_memdup(arena, line->runs, line->run_count * sizeof *line->runs);
    for (size_t k = 0; k < line->run_count; k++)
      line->runs[k].tag = span_tag(spec, line->runs[k].tag);
  }
  for (size_t i = 0; i < given->problem_count; i++)
    given->problems[i].tag = span_tag(spec, given->problems[i].tag);
  return given;
}

struct paragraph *paragraph_memo_set(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec,
                                     const struct fit_spec *fit, mpt *size, paragraph_setting *set) {
  const struct kept *kept = NULL;
  if (is_worth_keeping(spec))
    kept = paragraph_find(setter, spec, fit, set);
  if (!kept)
    return set(arena, setter, spec, fit, size);
  if (!kept->paragraph)
    return NULL;
  if (size)
    *size = kept->size;
  return paragraph_give(arena, kept->paragraph, spec);
}
