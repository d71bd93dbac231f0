/* Quiet zones. A reader finds a code by the light round it: four modules round a QR code, ten on both sides of a bar
 * code. The zone may lie outside of the code's box, then what other boxes drew is looked for in it. */
#include "compose/box_parts.h"
#include "input/keys.h"
#include "text/font.h"

#include <stdio.h>
#include <string.h>

enum {
  QUIET_QR = 4,       /* modules, ISO/IEC 18004, 6.3.8 */
  QUIET_CODE128 = 10, /* modules, ISO/IEC 15417, 4.3.4 */
  SLACK = 100,        /* mpt: what roundings take away */
  LIGHT = 7000        /* of 10000: enough for a reader to tell it from black */
};

static bool overlap(struct rectangle a, struct rectangle b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

static bool holds(struct rectangle outer, struct rectangle inner) {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width &&
         inner.y + inner.height <= outer.y + outer.height;
}

/* How light a colour is, by the weights that eyes and cameras have for red, green and blue. */
static int lightness(const struct colour *colour) {
  const uint16_t *part = colour->component;
  int key = 10000 - part[3];
  switch (colour->space) {
  case COLOUR_GRAY:
    return part[0];
  case COLOUR_RGB:
    return (299 * part[0] + 587 * part[1] + 114 * part[2]) / 1000;
  case COLOUR_CMYK:
  case COLOUR_SPOT:
    return (int)((int64_t)(10000000 - 299 * part[0] - 587 * part[1] - 114 * part[2]) / 1000 * key / 10000);
  default:
    return 10000;
  }
}

/* What a run shows: letters stand between their feet and their caps; turned by its angle. */
static struct rectangle run_area(const struct display_item *item) {
  const struct glyph_run *run = item->run.run;
  const struct font_metrics *metrics = font_metrics(run->font);
  mpt above = muldiv(metrics->cap_height, run->size, metrics->units_per_em), below = run->size / 5;
  mpt x = item->run.x, y = item->run.y;
  switch ((item->run.rotate + 360) % 360) {
  case 0:
    return (struct rectangle){x, y - above, run->width, above + below};
  case 90:
    return (struct rectangle){x - below, y, above + below, run->width};
  case 180:
    return (struct rectangle){x - run->width, y - below, run->width, above + below};
  case 270:
    return (struct rectangle){x - above, y - run->width, above + below, run->width};
  default:
    return (struct rectangle){x - run->width, y - run->width, 2 * run->width, 2 * run->width};
  }
}

static struct rectangle item_area(const struct display_item *item) {
  mpt half = item->rule.thickness / 2;
  switch (item->kind) {
  case ITEM_RUN:
    return run_area(item);
  case ITEM_FILL:
    return item->fill;
  case ITEM_RULE:
    return (struct rectangle){mpt_least(item->rule.x1, item->rule.x2) - half,
                              mpt_least(item->rule.y1, item->rule.y2) - half,
                              mpt_greatest(item->rule.x1 - item->rule.x2, item->rule.x2 - item->rule.x1) + 2 * half,
                              mpt_greatest(item->rule.y1 - item->rule.y2, item->rule.y2 - item->rule.y1) + 2 * half};
  case ITEM_IMAGE:
    return item->image.clip;
  case ITEM_MODULES:
    return item->modules.place;
  default:
    return (struct rectangle){0};
  }
}

static bool rule_same(const struct display_item *a, const struct display_item *b) {
  const struct position *rule = &a->origin.rule, *other = &b->origin.rule;
  return rule->file == other->file && rule->line == other->line && rule->column == other->column;
}

static struct rectangle quiet_zone(const struct display_item *code) {
  struct rectangle zone = code->modules.place;
  const struct modules *modules = code->modules.modules;
  bool bars = modules->rows == 1, turned = code->modules.turned;
  mpt module = (turned ? zone.height : zone.width) / modules->size;
  mpt across = (bars ? QUIET_CODE128 : QUIET_QR) * module - SLACK, down = bars ? 0 : across;
  mpt x = turned ? down : across, y = turned ? across : down;
  return (struct rectangle){zone.x - x, zone.y - y, zone.width + 2 * x, zone.height + 2 * y};
}

/* Light colour below or beside a code is as good as paper; upon it, it hides the code. */
static bool disturbs(const struct display_item *item, bool later, const struct display_item *code,
                     struct rectangle zone) {
  struct rectangle area = item_area(item);
  if (area.width <= 0 || area.height <= 0 || !overlap(area, zone) || item->kind == ITEM_LINK)
    return false;
  if (item->kind == ITEM_RUN && item->run.run->count == 0)
    return false;
  bool light = item->kind == ITEM_FILL && lightness(&item->colour) >= LIGHT;
  return !light || (later && overlap(area, code->modules.place));
}

static bool report_disturbed(const struct drawing *drawing, const struct display_item *code,
                             const struct display_item *other) {
  struct compose *compose = drawing->compose;
  const struct structure_node *node = &compose->list->nodes[code->node];
  const char *content = code->node == NODE_ARTIFACT || node->alt == NULL ? "…" : key_clip(compose->arena, node->alt);
  char modules[12];
  snprintf(modules, sizeof modules, "%d", code->modules.modules->rows == 1 ? QUIET_CODE128 : QUIET_QR);
  struct diagnostic *diagnostic =
      sink_report(compose->sink, other == NULL ? CODE_AT_EDGE : CODE_NOT_QUIET,
                  origin_position(&code->origin, code->origin.rule), content, modules, NULL);
  if (other != NULL)
    diagnostic_note(diagnostic, NOTE_IN_QUIET_ZONE, other->origin.rule, NULL);
  note_rule_and_card(drawing, diagnostic, code->origin.rule);
  return false;
}

static bool code_is_quiet(const struct drawing *drawing, size_t index, size_t first) {
  const struct display_page *page = drawing->page;
  const struct display_item *code = &page->items[index];
  struct rectangle zone = quiet_zone(code);
  if (!holds(drawing->area, zone))
    return report_disturbed(drawing, code, NULL);
  for (size_t i = first; i < page->item_count; i++) {
    const struct display_item *other = &page->items[i];
    bool own = i == index || (other->kind == ITEM_RUN && rule_same(other, code));
    if (!own && disturbs(other, i > index, code, zone))
      return report_disturbed(drawing, code, other);
  }
  return true;
}

bool codes_are_quiet(const struct drawing *drawing, size_t first) {
  bool quiet = true;
  for (size_t i = first; i < drawing->page->item_count; i++)
    if (drawing->page->items[i].kind == ITEM_MODULES)
      quiet &= code_is_quiet(drawing, i, first);
  return quiet;
}

bool slot_is_free(const struct drawing *drawing, const struct box *box, struct rectangle place, size_t first) {
  for (size_t i = first; i < drawing->page->item_count; i++) {
    const struct display_item *item = &drawing->page->items[i];
    bool printed = item->kind == ITEM_RUN || item->kind == ITEM_IMAGE || item->kind == ITEM_MODULES;
    if (!printed || !overlap(item_area(item), place))
      continue;
    struct diagnostic *diagnostic =
        sink_report(drawing->compose->sink, SLOT_NOT_FREE, origin_position(&item->origin, item->origin.rule), NULL);
    diagnostic_note(diagnostic, NOTE_SLOT, box->at, NULL);
    note_rule_and_card(drawing, diagnostic, item->origin.rule);
    return false;
  }
  return true;
}
