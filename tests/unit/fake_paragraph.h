/* A text room of one's own for tests of composing: every character is 5 pt wide, lines are filled greedily, a word
 * that is too long overflows. What paragraph.c offers is defined here, so the linker takes nothing from there. */
#ifndef FAKE_PARAGRAPH_H
#define FAKE_PARAGRAPH_H

#include "base/utf8.h"
#include "text/paragraph.h"

#include <string.h>

enum { FAKE_ADVANCE = 5000 };

struct fake_text { /* all spans of a paragraph, character by character */
  const struct text_span *span;
  size_t offset, length; /* of the character in its span */
  uint32_t code_point;
};

static inline struct fake_text *fake_characters(struct arena *arena, const struct paragraph_spec *spec, size_t *count) {
  size_t bytes = 0;
  for (size_t i = 0; i < spec->span_count; i++)
    bytes += spec->spans[i].length;
  struct fake_text *text = arena_zalloc(arena, bytes + 1, sizeof *text);
  *count = 0;
  for (size_t i = 0; i < spec->span_count; i++) {
    for (size_t at = 0; at < spec->spans[i].length;) {
      struct fake_text *c = &text[(*count)++];
      c->span = &spec->spans[i];
      c->offset = at;
      c->code_point = utf8_next(spec->spans[i].text, spec->spans[i].length, &at);
      c->length = at - c->offset;
    }
  }
  return text;
}

/* The run that a character of the tag goes into: a new one after another tag. */
static inline struct glyph_run *fake_run(struct arena *arena, struct set_line *line, void *tag, size_t column) {
  struct placed_run *last = line->run_count > 0 ? &line->runs[line->run_count - 1] : NULL;
  struct glyph_run *run = arena_zalloc(arena, 1, sizeof *run);
  if (last != NULL && last->tag == tag) {
    *run = *last->run;
    last->run = run;
    return run;
  }
  struct placed_run *runs = arena_zalloc(arena, line->run_count + 1, sizeof *runs);
  if (line->run_count > 0)
    memcpy(runs, line->runs, line->run_count * sizeof *runs);
  line->runs = runs;
  runs[line->run_count++] = (struct placed_run){.x = (mpt)column * FAKE_ADVANCE, .tag = tag, .run = run};
  return run;
}

static inline void fake_run_add(struct arena *arena, struct set_line *line, const struct fake_text *c, size_t column) {
  struct glyph_run *run = fake_run(arena, line, c->span->tag, column);
  if (run->text_length == 0) {
    run->text = c->span->text + c->offset;
    run->size = c->span->style->size;
    run->language = c->span->style->language;
  }
  run->text_length += (uint32_t)c->length;
  run->width += FAKE_ADVANCE;
}

static inline void fake_line(struct arena *arena, struct set_line *line, const struct paragraph_spec *spec,
                             const struct fake_text *text, size_t count) {
  *line = (struct set_line){.ascent = 8000, .descent = 2000};
  for (size_t i = 0; i < count; i++)
    fake_run_add(arena, line, &text[i], i);
  line->natural = line->width = (mpt)count * FAKE_ADVANCE;
  line->overfull = line->natural > spec->width;
  line->span = (uint32_t)(text->span - spec->spans);
  line->offset = (uint32_t)text->offset;
}

/* The end of the line that begins at `from`, and where the next one begins. */
static inline size_t fake_break(const struct paragraph_spec *spec, const struct fake_text *text, size_t from,
                                size_t count, size_t *next) {
  size_t room = (size_t)(spec->width / FAKE_ADVANCE), end = 0;
  for (size_t i = from; i <= count; i++) {
    bool hard = i < count && text[i].code_point == '\n';
    if (i < count && text[i].code_point != ' ' && !hard)
      continue;
    if (end > from && i - from > room)
      break;
    end = i;
    *next = i + 1;
    if (hard)
      break;
  }
  return end;
}

struct paragraph *paragraph_set(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec) {
  (void)setter;
  size_t count, next = 0, capacity = 0;
  const struct fake_text *text = fake_characters(arena, spec, &count);
  struct paragraph *paragraph = arena_zalloc(arena, 1, sizeof *paragraph);
  for (size_t from = 0; from < count; from = next) {
    size_t end = fake_break(spec, text, from, count, &next);
    fake_line(arena, ARENA_PUSH(arena, paragraph->lines, paragraph->count, capacity), spec, &text[from], end - from);
    paragraph->overfull |= paragraph->lines[paragraph->count - 1].overfull;
  }
  for (size_t i = 0; i < count; i++) {
    if (text[i].code_point != 0x4E2D)
      continue; /* 中 is in no font here */
    paragraph->problems = arena_zalloc(arena, 1, sizeof *paragraph->problems);
    paragraph->problem_count = 1;
    *paragraph->problems = (struct text_problem){text[i].code_point, text[i].span->tag, text[i].offset};
  }
  return paragraph;
}

void paragraph_extent(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec, mpt *minimum,
                      mpt *maximum) {
  (void)setter;
  size_t count, word = 0;
  const struct fake_text *text = fake_characters(arena, spec, &count);
  *minimum = 0;
  for (size_t i = 0; i < count; i++) {
    word = text[i].code_point == ' ' ? 0 : word + 1;
    mpt width = (mpt)word * FAKE_ADVANCE;
    *minimum = width > *minimum ? width : *minimum;
  }
  *maximum = (mpt)count * FAKE_ADVANCE;
}

struct paragraph *paragraph_fit(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec,
                                const struct fit_spec *fit, mpt *size) {
  *size = fit->maximum;
  return paragraph_set(arena, setter, spec);
}

#endif
