/* A setter with the repository's fonts and the built hyphenation patterns, and short ways to set text with it. */
#ifndef TEXT_FIXTURE_H
#define TEXT_FIXTURE_H

#include "test_base.h"

#include "base/utf8.h"
#include "text/font.h"
#include "text/paragraph.h"
#include "text/setter.h"
#include "text/shape.h"

static struct setter *setter;
static struct arena *arena;

static int text_open(void **state) {
  (void)state;
  static char patterns[500];
  const char *build = getenv("BUILD"), *why = NULL;
  snprintf(patterns, sizeof patterns, "%s/hyphenation", build ? build : "build");
  struct fontmap *map = fontmap_new((const char *const[]){"fonts", NULL}, &why);
  if (!map)
    fail_msg("%s", why);
  setter = setter_new(map, (const char *const[]){patterns, NULL});
  setter_warm_language(setter, "ru");
  arena = arena_new();
  return 0;
}

static int text_close(void **state) {
  (void)state;
  arena_drop(arena);
  setter_drop(setter);
  return 0;
}

static const struct text_style body = {.family = "serif", .size = 10500, .language = "ru", .hyphenate = true};

static inline struct text_span span_of(const char *text, const struct text_style *style) {
  return (struct text_span){.text = text, .length = strlen(text), .style = style};
}

static inline struct paragraph *set_spans(const struct text_span *spans, size_t count, struct paragraph_spec spec) {
  spec.spans = spans;
  spec.span_count = count;
  return paragraph_set(arena, setter, &spec);
}

static inline struct paragraph *set_text(const char *text, struct paragraph_spec spec) {
  struct text_span span = span_of(text, &body);
  return set_spans(&span, 1, spec);
}

/* The texts of the line's runs from left to right, with | between runs. */
static inline const char *line_text(const struct set_line *line) {
  const char *text = "";
  for (size_t i = 0; i < line->run_count; i++)
    text = arena_printf(arena, "%s%s%s", text, i > 0 ? "|" : "", line->runs[i].run->text);
  return text;
}

/* All lines' texts, without added hyphens. */
static inline const char *paragraph_text(const struct paragraph *paragraph) {
  char *text = arena_strdup(arena, "");
  for (size_t l = 0; l < paragraph->count; l++)
    for (size_t r = 0; r < paragraph->lines[l].run_count; r++) {
      const struct glyph_run *run = paragraph->lines[l].runs[r].run;
      assert_int_equal(strlen(run->text), run->text_length);
      bool cut = run->text_length > 1 && memcmp(run->text + run->text_length - 2, "\xC2\xAD", 2) == 0;
      text = arena_printf(arena, "%s%.*s", text, (int)(run->text_length - (cut ? 2 : 0)), run->text);
    }
  return text;
}

static inline bool glyph_is_space(const struct glyph_run *run, const struct glyph *glyph) {
  return run->text[glyph->text] == ' ';
}

/* From the paragraph's left edge to the end of the advance of the last glyph that is no space. */
static inline int64_t line_right_edge(const struct set_line *line) {
  for (size_t r = line->run_count; r-- > 0;) {
    const struct glyph_run *run = line->runs[r].run;
    for (uint32_t g = run->count; g-- > 0;)
      if (!glyph_is_space(run, &run->glyphs[g])) {
        int64_t advance = (int64_t)font_advance(run->font, run->glyphs[g].id) * run->size * (1000 + run->expansion);
        return line->runs[r].x + run->glyphs[g].x + advance / font_metrics(run->font)->units_per_em / 1000;
      }
  }
  return 0;
}

/* A Russian paragraph of a press release, 1,300 characters. */
static const char russian[] =
    "«Мероприятие между представителями органов МСУ по обмену опытом проводится с целью распространения успешной "
    "практики ОМСУ по решению вопросов местного значения через реализацию грантовых программ и эффективного "
    "использования инвестиций, а также результатов совместной деятельности ОМСУ и ГСМиО (группа совместного "
    "мониторинга и оценки). Потому что мероприятия по обмену опытом предоставляют возможность представителям органов "
    "МСУ принять участие в мероприятиях муниципалитетов своей области, проводимых их коллегами с использованием "
    "получаемых на тренингах знаний, организуемых в рамках различных проектов. Участники подобных мероприятий имеют "
    "возможность обсудить опыт коллег, сравнить со своим опытом, совместно рассмотреть сложности, с которыми они "
    "сталкиваются при вовлечении граждан в бюджетный процесс, и возможные пути решения общих для всех вопросов. На "
    "сегодняшний день, органы МСУ целевых муниципалитетов Проекта достигли больших успехов в сфере прозрачности и "
    "открытости деятельности ОМСУ, участия граждан в бюджетном процессе, повышения потенциала сотрудников ОМСУ, "
    "предоставления муниципальных услуг и эффективного решения вопросов местного значения, выполнения собственных и "
    "делегированных государственных полномочий», — сказал Бектурган Орозбаев, менеджер Проекта.";

#endif
