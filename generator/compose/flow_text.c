/* Styles and spans of a block -> what the text room takes, and its problems -> diagnostics. */
#include "compose/flow.h"

#include "base/utf8.h"
#include "compose/spans.h"
#include "input/locale.h"

#include <stdio.h>
#include <string.h>

static const char *font_family(const struct layout *layout, const char *role) {
  for (size_t i = 0; i < layout->font_count; i++) {
    if (strcmp(layout->fonts[i].role, role) == 0)
      return layout->fonts[i].family;
  }
  return role;
}

static unsigned style_features(const struct style *style, const struct inline_span *span) {
  unsigned features = 0;
  if (style->figures == FIGURES_TABULAR)
    features |= TEXT_TABULAR;
  if (style->figures == FIGURES_PROPORTIONAL)
    features |= TEXT_PROPORTIONAL;
  if (style->letter_case == CASE_SMALL_CAPITALS)
    features |= TEXT_SMALL_CAPITALS;
  if (span != NULL && span->superior)
    features |= TEXT_SUPERIOR;
  return features;
}

struct text_style flow_text_style(const struct compose *compose, const struct style *style,
                                  const struct inline_span *span) {
  const char *language = style->language != NULL ? style->language : compose->binder.language;
  bool code = span != NULL && span->code;
  if (span != NULL && span->language != NULL)
    language = span->language;
  return (struct text_style){
      .family = font_family(compose->layout, code ? "mono" : style->font),
      .bold = style->bold || (span != NULL && span->bold),
      .italic = style->italic != (span != NULL && span->italic), /* emphasis inside italics stands upright */
      .size = style->size,
      .tracking = style->tracking,
      .features = style_features(style, span),
      .language = language,
      .hyphenate = style->hyphenate && !code,
  };
}

/* Upper case keeps the number of bytes in Cyrillic and nearly all of Latin, so that offsets in the set text are
 * offsets in the span; span_offset bounds the rest (ß, ŉ). */
static void span_case(const struct compose *compose, const struct text_style *style, struct text_span *out) {
  const struct locale *locale = locale_find(style->language);
  char *upper = locale_upper(compose->arena, locale, arena_strndup(compose->arena, out->text, out->length));
  out->text = upper;
  out->length = strlen(upper);
}

struct text_span *flow_text_spans(const struct compose *compose, const struct style *style,
                                  const struct inline_span *spans, size_t count) {
  struct text_span *out = arena_zalloc(compose->arena, count, sizeof *out);
  struct text_style *styles = arena_zalloc(compose->arena, count, sizeof *styles);
  for (size_t i = 0; i < count; i++) {
    styles[i] = flow_text_style(compose, style, &spans[i]);
    out[i] = (struct text_span){.text = spans[i].text, .length = spans[i].length, .style = &styles[i]};
    out[i].tag = (void *)(uintptr_t)&spans[i]; /* the tag only comes back; nobody writes through it */
    if (style->letter_case == CASE_UPPER)
      span_case(compose, &styles[i], &out[i]);
  }
  return out;
}

static enum text_align text_alignment(enum alignment align) {
  static const enum text_align aligns[] = {[ALIGN_LEFT] = TEXT_LEFT,
                                           [ALIGN_RIGHT] = TEXT_RIGHT,
                                           [ALIGN_CENTRE] = TEXT_CENTRE,
                                           [ALIGN_JUSTIFY] = TEXT_JUSTIFY};
  return aligns[align];
}

struct paragraph_spec flow_paragraph(const struct compose *compose, const struct bound_block *block, mpt width) {
  const struct style *style = block->style;
  mpt inner = width - style->left - style->right - block->left;
  return (struct paragraph_spec){
      .spans = flow_text_spans(compose, style, block->spans, block->span_count),
      .span_count = block->span_count,
      .width = inner > 0 ? inner : 0,
      .indent = style->indent,
      .align = text_alignment(style->align),
      .hang = style->hang,
      .expansion = style->expansion,
      .balance = style->balance,
  };
}

static size_t span_offset(const struct inline_span *span, size_t offset) {
  if (offset > span->length)
    offset = span->length;
  while (offset > 0 && offset < span->length && ((unsigned char)span->text[offset] & 0xC0) == 0x80)
    offset--;
  return offset;
}

bool flow_report(struct compose *compose, const struct paragraph *paragraph, const struct position rule_at) {
  for (size_t i = 0; i < paragraph->problem_count; i++) {
    const struct text_problem *problem = &paragraph->problems[i];
    const struct inline_span *span = problem->tag;
    struct position at = spans_position(span, span_offset(span, problem->offset));
    char number[16], character[5] = "";
    snprintf(number, sizeof number, "U+%04X", (unsigned)problem->code_point);
    character[utf8_put(problem->code_point, character)] = '\0';
    struct diagnostic *diagnostic = sink_report(compose->sink, CHARACTER_MISSING, at, number, character, NULL);
    if (rule_at.file != NULL)
      diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, rule_at, NULL);
  }
  return paragraph->problem_count == 0;
}

mpt flow_depth(const struct compose *compose, const struct style *style) {
  mpt grid = compose->layout->page.grid;
  return grid > 0 ? grid / 2 : style->leading / 4;
}
