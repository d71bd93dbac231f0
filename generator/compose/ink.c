/* Accents can be stacked upon a letter without end, and no line is high enough for that. Glyphs are measured by their
 * outlines, which costs too much to be done for every text: it is done where glyphs share a cluster, stand raised or
 * lowered, or take no room. */
#include "compose/ink.h"

#include "text/font.h"

#include <limits.h>

/* Of a line, from the left of the paragraph and from its baseline. */
struct ink {
  int64_t left, right, above, below;
};

static bool run_has_marks(const struct glyph_run *run) {
  for (uint32_t i = 0; i < run->count; i++) {
    const struct glyph *glyph = &run->glyphs[i];
    mpt end = i + 1 < run->count ? run->glyphs[i + 1].x : run->width;
    bool shares = i + 1 < run->count && run->glyphs[i + 1].text == glyph->text;
    if (shares || glyph->y != 0 || end <= glyph->x)
      return true;
  }
  return false;
}

static bool has_marks(const struct paragraph *paragraph) {
  for (size_t i = 0; i < paragraph->count; i++)
    for (size_t run = 0; run < paragraph->lines[i].run_count; run++)
      if (run_has_marks(paragraph->lines[i].runs[run].run))
        return true;
  return false;
}

static void run_extend(struct ink *ink, const struct placed_run *placed) {
  const struct glyph_run *run = placed->run;
  int64_t size = run->size, em = font_metrics(run->font)->units_per_em;
  int box[4];
  for (uint32_t i = 0; i < run->count; i++) {
    const struct glyph *glyph = &run->glyphs[i];
    if (!font_ink(run->font, glyph->id, box))
      continue;
    int64_t x = (int64_t)placed->x + glyph->x, left = x + box[0] * size / em, right = x + box[2] * size / em;
    int64_t above = glyph->y + box[3] * size / em, below = -(glyph->y + box[1] * size / em);
    ink->left = left < ink->left ? left : ink->left;
    ink->right = right > ink->right ? right : ink->right;
    ink->above = above > ink->above ? above : ink->above;
    ink->below = below > ink->below ? below : ink->below;
  }
}

static struct ink line_ink(const struct set_line *line) {
  struct ink ink = {.left = 0, .right = 0, .above = 0, .below = 0};
  for (size_t run = 0; run < line->run_count; run++)
    run_extend(&ink, &line->runs[run]);
  return ink;
}

bool ink_is_within(const struct paragraph *paragraph, const struct ink_place *place) {
  if (!has_marks(paragraph))
    return true;
  int64_t slack = place->size / 10, before = -place->leading, top = place->box.y;
  int64_t bottom = (int64_t)place->box.y + place->box.height, baseline = place->baseline;
  for (size_t i = 0; i < paragraph->count; i++, baseline += place->leading) {
    const struct set_line *line = &paragraph->lines[i];
    struct ink ink = line_ink(line);
    if (ink.left < -slack || ink.right > place->box.width + slack || ink.above + before > place->leading + slack ||
        (ink.above > line->ascent && baseline - ink.above < top) ||
        (ink.below > line->descent && baseline + ink.below > bottom))
      return false;
    before = ink.below;
  }
  return true;
}
