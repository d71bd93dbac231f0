/* Boxes of codes that machines read: QR and Code 128. */
#include "compose/box_parts.h"
#include "compose/code128.h"
#include "compose/qr.h"
#include "input/keys.h"

enum {
  QR_MODULE_SMALLEST = 935,      /* 0.33 mm: what a phone's camera tells apart at arm's length */
  CODE128_MODULE_SMALLEST = 709, /* 0.25 mm: what a printer of 300 dpi and a cheap reader can do */
  CODE128_LOWEST = 14173         /* 5 mm: a reader is held by hand */
};

static bool report(const struct drawing *drawing, const struct box *box, struct diagnostic *diagnostic) {
  note_rule_and_card(drawing, diagnostic, box->at);
  return false;
}

/* Hundredths of a millimetre, never rounded up to enough. */
static const char *millimetres(struct arena *arena, mpt length, mpt smallest) {
  int32_t hundredths = muldiv(length, 2540, MPT_PER_INCH), enough = muldiv(smallest, 2540, MPT_PER_INCH);
  hundredths = length < smallest && hundredths >= enough ? enough - 1 : hundredths;
  return arena_printf(arena, "%d.%02d", (int)(hundredths / 100), (int)(hundredths % 100));
}

/* The code in its place, with its node and link. */
static void code_add(const struct drawing *drawing, const struct box *box, struct figure *figure,
                     const struct modules *modules, struct rectangle place) {
  struct card_record *record = drawing->compose->record;
  if (*figure->alt == '\0')
    figure->alt = figure->content;
  if (record != NULL && record->payload == NULL)
    record->payload = figure->content;
  figure_add(drawing, box, figure);
  struct display_item *item = display_item_add(drawing->compose->arena, drawing->page, ITEM_MODULES, figure->node);
  item->colour = (struct colour){.space = COLOUR_GRAY};
  item->origin = (struct origin){figure->source.at, box->at};
  item->modules.place = place;
  item->modules.modules = modules;
  figure_link(drawing, figure, place);
}

/* --- QR -------------------------------------------------------------------------------------------------------------
 */

static bool report_small(const struct drawing *drawing, const struct box *box, const struct figure *figure,
                         const struct modules *modules, mpt module) {
  struct arena *arena = drawing->compose->arena;
  return report(drawing, box,
                sink_report(drawing->compose->sink, QR_TOO_SMALL, figure->source.at, key_clip(arena, figure->content),
                            arena_printf(arena, "%u", (unsigned)modules->size),
                            millimetres(arena, module, QR_MODULE_SMALLEST), NULL));
}

/* A code is as large as whole modules of equal size fit beside its quiet zone, in the middle of its box. */
static bool qr_place(const struct drawing *drawing, const struct box *box, const struct figure *figure,
                     const struct modules *modules, struct rectangle *place) {
  mpt modules_wide = (mpt)modules->size + 2 * box->quiet;
  mpt module = mpt_least(place->width, place->height) / modules_wide, size = module * (mpt)modules->size;
  if (module < QR_MODULE_SMALLEST)
    return report_small(drawing, box, figure, modules, module);
  *place = (struct rectangle){place->x + (place->width - size) / 2, place->y + (place->height - size) / 2, size, size};
  return true;
}

bool draw_qr(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  struct compose *compose = drawing->compose;
  struct figure figure = {0};
  if (!figure_bind(drawing, box, &figure))
    return false;
  if (*figure.content == '\0')
    return true;
  const struct modules *modules = qr_encode(compose->arena, figure.content, box->level);
  if (modules == NULL) {
    const char level[] = {box->level, '\0'};
    return report(drawing, box,
                  sink_report(compose->sink, QR_TOO_LONG, figure.source.at, key_clip(compose->arena, figure.content),
                              level, NULL));
  }
  if (!qr_place(drawing, box, &figure, modules, &place))
    return false;
  code_add(drawing, box, &figure, modules, place);
  return true;
}

/* --- Code 128 -------------------------------------------------------------------------------------------------------
 */

static bool report_character(const struct drawing *drawing, const struct box *box, const struct figure *figure,
                             const char *bad) {
  struct compose *compose = drawing->compose;
  size_t step = 1;
  while (step < 4 && ((unsigned char)bad[step] & 0xC0) == 0x80)
    step++;
  return report(drawing, box,
                sink_report(compose->sink, CODE128_CHARACTER, figure->source.at,
                            key_clip(compose->arena, figure->content), arena_strndup(compose->arena, bad, step), NULL));
}

/* The text under the bars takes a line of the box's style. */
static bool caption_draw(const struct drawing *drawing, const struct box *box, struct rectangle *place) {
  mpt height = box->style->leading;
  struct rectangle line = {place->x, place->y + place->height - height, place->width, height};
  struct style *style = arena_memdup(drawing->compose->arena, box->style, sizeof *style);
  struct box caption = *box;
  style->typography = false; /* what the bars say, and nothing else */
  caption.style = style;
  caption.kind = BOX_TEXT;
  caption.role = ROLE_ARTIFACT; /* the code's alternative text says it already */
  caption.link = (struct local_template){0};
  caption.fit = (struct fit){.minimum = mpt_least(box->style->size, 5000), .maximum = box->style->size, .lines = 1};
  place->height -= height;
  return draw_text(drawing, &caption, line);
}

static bool bars_place(const struct drawing *drawing, const struct box *box, const struct figure *figure,
                       const struct modules *modules, struct rectangle *place) {
  struct arena *arena = drawing->compose->arena;
  mpt module = place->width / ((mpt)modules->size + 2 * box->quiet), width = module * (mpt)modules->size;
  if (module < CODE128_MODULE_SMALLEST || place->height < CODE128_LOWEST)
    return report(drawing, box,
                  sink_report(drawing->compose->sink, CODE128_TOO_SMALL, figure->source.at,
                              key_clip(arena, figure->content), millimetres(arena, module, CODE128_MODULE_SMALLEST),
                              millimetres(arena, place->height, CODE128_LOWEST), NULL));
  place->x += (place->width - width) / 2;
  place->width = width;
  return true;
}

bool draw_code128(const struct drawing *drawing, const struct box *box, struct rectangle place) {
  struct compose *compose = drawing->compose;
  struct figure figure = {0};
  const char *bad;
  if (!figure_bind(drawing, box, &figure))
    return false;
  if (*figure.content == '\0')
    return true;
  const struct modules *modules = code128_encode(compose->arena, figure.content, &bad);
  if (modules == NULL)
    return report_character(drawing, box, &figure, bad);
  if (box->caption && !caption_draw(drawing, box, &place))
    return false;
  if (!bars_place(drawing, box, &figure, modules, &place))
    return false;
  code_add(drawing, box, &figure, modules, place);
  return true;
}
