/* A compose with the text room of fake_paragraph.h, blocks of plain text, and pages printed in one line. */
#ifndef FAKE_COMPOSE_H
#define FAKE_COMPOSE_H

#include "test_base.h"

#include "fake_paragraph.h"

#include "compose/flow.h"
#include "input/locale.h"

struct fake {
  struct arena *arena;
  struct layout layout;
  struct event event;
  struct limits limits;
  struct compose compose;
  struct style body; /* 10 pt leading, baseline 7.5 pt down without a grid */
};

static inline void fake_open(struct fake *fake, mpt grid) {
  memset(fake, 0, sizeof *fake);
  fake->arena = arena_new();
  fake->layout.page = (struct page_spec){.width = 200000, .height = 200000, .columns = 1, .grid = grid};
  fake->event.id_at = (struct position){"event.yaml", 1, 8};
  fake->limits.pages = 10000;
  fake->body = (struct style){.name = "body",
                              .font = "serif",
                              .size = 8000,
                              .leading = 10000,
                              .widows = 2,
                              .orphans = 2,
                              .colour = {.space = COLOUR_GRAY}};
  fake->compose =
      (struct compose){.arena = fake->arena,
                       .list = display_list_new(fake->arena),
                       .binder = {.arena = fake->arena, .language = "ru", .fallback = "ru", .layout = &fake->layout},
                       .sink = sink_new(),
                       .event = &fake->event,
                       .layout = &fake->layout,
                       .limits = &fake->limits};
  fake->compose.binder.sink = fake->compose.sink;
}

static inline void fake_close(struct fake *fake) {
  sink_drop(fake->compose.sink);
  arena_drop(fake->arena);
}

static inline struct inline_span *fake_span(struct fake *fake, const char *text) {
  struct inline_span *span = arena_zalloc(fake->arena, 1, sizeof *span);
  *span = (struct inline_span){.text = text, .length = strlen(text), .node = NODE_FIRST};
  span->source = (struct text_source){.at = {"event.yaml", 5, 10}, .kind = SOURCE_INLINE};
  return span;
}

static inline struct bound_block fake_text_block(struct fake *fake, const struct style *style, const char *text) {
  return (struct bound_block){.kind = BOUND_TEXT,
                              .rule_at = {"layout.yaml", 20, 5},
                              .style = style,
                              .node = NODE_FIRST,
                              .spans = fake_span(fake, text),
                              .span_count = 1};
}

/* "text x,y; (artifact) x,y; rule x,y thickness; fill x,y; link x,y width; " in drawing order. */
static inline const char *fake_print(struct fake *fake, const struct display_page *page) {
  struct arena *arena = fake->arena;
  const char *out = "";
  for (size_t i = 0; i < page->item_count; i++) {
    const struct display_item *item = &page->items[i];
    bool artifact = item->node == NODE_ARTIFACT;
    char x[MPT_TEXT_SIZE], y[MPT_TEXT_SIZE], width[MPT_TEXT_SIZE];
    if (item->kind == ITEM_RUN) {
      mpt_print(x, item->run.x), mpt_print(y, item->run.y);
      const struct glyph_run *run = item->run.run;
      out = artifact ? arena_printf(arena, "%s(%.*s) %s,%s; ", out, (int)run->text_length, run->text, x, y)
                     : arena_printf(arena, "%s%.*s %s,%s; ", out, (int)run->text_length, run->text, x, y);
    } else if (item->kind == ITEM_RULE) {
      mpt_print(x, item->rule.x1), mpt_print(y, item->rule.y1);
      out = arena_printf(arena, "%srule %s,%s %d; ", out, x, y, item->rule.thickness);
    } else if (item->kind == ITEM_FILL) {
      mpt_print(x, item->fill.x), mpt_print(y, item->fill.y);
      out = arena_printf(arena, "%sfill %s,%s; ", out, x, y);
    } else if (item->kind == ITEM_LINK) {
      mpt_print(x, item->link.place.x), mpt_print(y, item->link.place.y), mpt_print(width, item->link.place.width);
      out = arena_printf(arena, "%slink %s,%s %s %s; ", out, x, y, width, item->link.target);
    } else if (item->kind == ITEM_IMAGE) {
      mpt_print(x, item->image.place.x), mpt_print(y, item->image.place.y);
      mpt_print(width, item->image.place.width);
      out = arena_printf(arena, "%simage %s,%s %s; ", out, x, y, width);
    }
  }
  return out;
}

#endif
