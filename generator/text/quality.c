/* Measuring set paragraphs: evenness, hyphens, rivers. */
#include "text/quality.h"

#include "text/pieces.h"
#include "text/rivers.h"

#include <stdlib.h>

static bool glyph_is_space(const struct glyph_run *run, uint32_t glyph) {
  const char *text = run->text + run->glyphs[glyph].text;
  return *text == ' ' || (text[0] == '\xC2' && text[1] == '\xA0');
}

static void gaps_add(struct arena *arena, const struct placed_run *placed, int64_t right_edge, struct gaps *out) {
  const struct glyph_run *run = placed->run;
  for (uint32_t i = 0; i < run->count; i++) {
    int64_t left = (int64_t)placed->x + run->glyphs[i].x;
    int64_t right = (int64_t)placed->x + (i + 1 < run->count ? run->glyphs[i + 1].x : run->width);
    if (glyph_is_space(run, i) && left > placed->x && left < right_edge)
      *ARENA_PUSH(arena, out->items, out->count, out->capacity) = (struct gap){mpt_clamp(left), mpt_clamp(right), 1};
  }
}

static struct gaps gaps_find(struct arena *arena, const struct set_line *line) {
  struct gaps gaps = {0};
  int64_t right_edge = line->run_count > 0 ? (int64_t)line->runs[0].x + line->width : 0;
  for (size_t i = 0; i < line->run_count; i++)
    gaps_add(arena, &line->runs[i], right_edge, &gaps);
  return gaps;
}

static size_t river_find(struct arena *arena, const struct paragraph *paragraph, size_t *rivers) {
  struct gaps above = {0};
  size_t longest = 0;
  for (size_t i = 0; i < paragraph->count; i++) {
    struct gaps below = gaps_find(arena, &paragraph->lines[i]);
    struct river_count count = rivers_follow(&above, &below);
    longest = (size_t)count.longest > longest ? (size_t)count.longest : longest;
    *rivers += count.begun;
    above = below;
  }
  return longest;
}

static void hyphens_count(const struct paragraph *paragraph, struct quality *out) {
  size_t run = 0;
  for (size_t i = 0; i < paragraph->count; i++) {
    run = paragraph->lines[i].hyphenated ? run + 1 : 0;
    out->hyphens += run > 0;
    out->hyphen_more += run > 1;
    out->hyphen_run = run > out->hyphen_run ? run : out->hyphen_run;
    out->overfull += paragraph->lines[i].overfull;
  }
}

struct quality quality_measure(struct arena *arena, const struct paragraph *paragraph) {
  struct quality quality = {.lines = paragraph->count};
  int64_t sum = 0, change = 0;
  quality.river = river_find(arena, paragraph, &quality.rivers);
  hyphens_count(paragraph, &quality);
  size_t judged = paragraph->count > 0 ? paragraph->count - 1 : 0;
  for (size_t i = 0; i < judged; i++) {
    int ratio = paragraph->lines[i].ratio;
    sum += abs(ratio);
    change += i > 0 ? abs(ratio - paragraph->lines[i - 1].ratio) : 0;
    quality.worst_ratio = abs(ratio) > quality.worst_ratio ? abs(ratio) : quality.worst_ratio;
  }
  quality.mean_ratio = judged > 0 ? (int)(sum / (int64_t)judged) : 0;
  quality.mean_change = judged > 1 ? (int)(change / (int64_t)(judged - 1)) : 0;
  return quality;
}
