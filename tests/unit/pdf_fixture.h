/* Display lists for the tests of the display and pdf rooms: runs shaped by HarfBuzz alone, so that these tests do not
 * depend on the text room's cache and paragraphs. */
#ifndef TESTS_PDF_FIXTURE_H
#define TESTS_PDF_FIXTURE_H

#include "display/display_list.h"
#include "pdf/document.h"
#include "text/font.h"

#include <hb.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PARATYPE "/usr/share/fonts/truetype/paratype/"

/* A run of the text in one direction; clusters are byte offsets. */
static inline struct glyph_run *fixture_run(struct arena *arena, const struct font *font, mpt size, const char *text) {
  hb_buffer_t *buffer = hb_buffer_create();
  hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
  hb_buffer_add_utf8(buffer, text, -1, 0, -1);
  hb_buffer_guess_segment_properties(buffer);
  hb_shape(font_hb_font(font), buffer, NULL, 0);
  unsigned count;
  hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
  hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
  struct glyph *glyphs = arena_array(arena, count, sizeof *glyphs);
  int units = font_metrics(font)->units_per_em;
  int64_t pen = 0;
  for (unsigned i = 0; i < count; i++) {
    glyphs[i] = (struct glyph){.id = info[i].codepoint,
                               .text = info[i].cluster,
                               .x = (mpt)((pen + position[i].x_offset) * size / units),
                               .y = (mpt)((int64_t)position[i].y_offset * size / units)};
    pen += position[i].x_advance;
  }
  struct glyph_run *run = arena_zalloc(arena, 1, sizeof *run);
  *run = (struct glyph_run){.font = font,
                            .size = size,
                            .width = (mpt)(pen * size / units),
                            .glyphs = glyphs,
                            .count = count,
                            .rtl = hb_buffer_get_direction(buffer) == HB_DIRECTION_RTL,
                            .text = arena_strdup(arena, text),
                            .text_length = (uint32_t)strlen(text),
                            .language = "ru"};
  hb_buffer_destroy(buffer);
  return run;
}

static const struct colour fixture_black = {.space = COLOUR_GRAY};

static inline struct display_item *fixture_text(struct arena *arena, struct display_page *page, uint32_t node, mpt x,
                                                mpt y, const struct glyph_run *run) {
  struct display_item *item = display_item_add(arena, page, ITEM_RUN, node);
  item->colour = fixture_black;
  item->run.x = x;
  item->run.y = y;
  item->run.run = run;
  return item;
}

struct fixture_file { /* what a document wrote */
  char *data;
  size_t length, capacity;
  size_t written; /* length before object streams were unpacked behind it; 0: they were not */
};

static inline bool fixture_write(void *self, const void *data, size_t length) {
  struct fixture_file *file = self;
  if (file->length + length + 1 > file->capacity) {
    file->capacity = 2 * (file->length + length + 1);
    file->data = realloc(file->data, file->capacity);
    assert(file->data);
  }
  memcpy(file->data + file->length, data, length);
  file->length += length;
  file->data[file->length] = '\0';
  return true;
}

#endif
