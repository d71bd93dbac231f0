/* Boxes of codes that machines read. */
#include "compose/box_parts.h"
#include "compose/qr.h"
#include "input/keys.h"

#include <stdio.h>

enum { MODULE_SMALLEST = 935 }; /* 0.33 mm: what a phone's camera tells apart at arm's length */

static bool report_small(const struct drawing *drawing, const struct box *box, const struct figure *figure,
                         const struct modules *modules, mpt module) {
  char size[16], width[16];
  int32_t hundredths = muldiv(module, 2540, MPT_PER_INCH); /* of a millimetre, never rounded up to enough */
  hundredths = hundredths > 32 ? 32 : hundredths;
  snprintf(size, sizeof size, "%u", (unsigned)modules->size);
  snprintf(width, sizeof width, "%d.%02d", (int)(hundredths / 100), (int)(hundredths % 100));
  struct diagnostic *diagnostic = sink_report(drawing->compose->sink, QR_TOO_SMALL, figure->source.at,
                                              key_clip(drawing->compose->arena, figure->content), size, width, NULL);
  note_rule_and_card(drawing, diagnostic, box->at);
  return false;
}

/* A code is as large as whole modules of equal size fit beside its quiet zone, in the middle of its box. */
static bool code_place(const struct drawing *drawing, const struct box *box, const struct figure *figure,
                       const struct modules *modules, struct rectangle *place) {
  mpt modules_wide = (mpt)modules->size + 2 * box->quiet;
  mpt module = mpt_least(place->width, place->height) / modules_wide, size = module * (mpt)modules->size;
  if (module < MODULE_SMALLEST)
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
    struct diagnostic *diagnostic = sink_report(compose->sink, QR_TOO_LONG, figure.source.at,
                                                key_clip(compose->arena, figure.content), level, NULL);
    note_rule_and_card(drawing, diagnostic, box->at);
    return false;
  }
  if (!code_place(drawing, box, &figure, modules, &place))
    return false;
  if (*figure.alt == '\0')
    figure.alt = figure.content;
  figure_add(drawing, box, &figure);
  struct display_item *item = display_item_add(compose->arena, drawing->page, ITEM_MODULES, figure.node);
  item->colour = (struct colour){.space = COLOUR_GRAY};
  item->origin = (struct origin){figure.source.at, box->at};
  item->modules.place = place;
  item->modules.modules = modules;
  figure_link(drawing, &figure, place);
  return true;
}
