/* The rules of the press. The smallest sizes are those that printers of cards and badges ask for; a picture of less
 * than 120 pixels an inch shows its pixels. Nothing here knows the place in the layout that a size comes from, so
 * messages name the size, which is found there, and the sink keeps each message once. */
#include "pdf/press.h"

#include <stdio.h>

enum {
  LINE_THINNEST = 200,  /* mpt: what all inks still print */
  TEXT_SMALLEST = 5000, /* mpt: of one ink */
  RESOLUTION_WANTED = 200,
  RESOLUTION_NEEDED = 120, /* pixels an inch */
  SHARE_MENTIONED = 100    /* one pixel in so many over the limit is a speck */
};

struct press {
  struct press_spec spec;
  struct colour last; /* checked; most items repeat it */
};

struct press *press_new(struct arena *arena, const struct press_spec *spec) {
  struct press *press = arena_zalloc(arena, 1, sizeof *press);
  press->spec = *spec;
  return press;
}

static void size_report(const struct press *press, enum diagnostic_code code, mpt size) {
  char points[MPT_TEXT_SIZE];
  mpt_print(points, size);
  sink_report(press->spec.sink, code, press->spec.at, points, NULL);
}

static void line_check(const struct press *press, mpt thickness) {
  if (thickness > 0 && thickness < LINE_THINNEST)
    size_report(press, PRESS_LINE_THIN, thickness);
}

/* --- ink ------------------------------------------------------------------------------------------------------------
 */

static void colour_print(const struct colour *colour, char *out, size_t size) {
  const uint16_t *c = colour->component;
  if (colour->space == COLOUR_RGB)
    snprintf(out, size, "#%02X%02X%02X", (c[0] * 255u + 5000) / 10000, (c[1] * 255u + 5000) / 10000,
             (c[2] * 255u + 5000) / 10000);
  else
    snprintf(out, size, "cmyk(%d, %d, %d, %d)", c[0] / 100, c[1] / 100, c[2] / 100, c[3] / 100);
}

static void ink_check(struct press *press, const struct colour *declared) {
  bool plain = declared->space != COLOUR_CMYK && declared->space != COLOUR_RGB; /* one ink */
  if (!press->spec.ink_limit || plain || colour_same(&press->last, declared))
    return;
  press->last = *declared;
  struct colour colour = colours_convert(press->spec.colours, declared);
  int ink = (colour_ink(&colour) + 99) / 100;
  if (ink <= press->spec.ink_limit)
    return;
  char name[40], total[12], limit[12];
  colour_print(declared, name, sizeof name);
  snprintf(total, sizeof total, "%d", ink);
  snprintf(limit, sizeof limit, "%d", press->spec.ink_limit);
  sink_report(press->spec.sink, declared->space == COLOUR_RGB ? PRESS_INK_CONVERTED : PRESS_INK, press->spec.at, name,
              total, limit, NULL);
}

void press_pixels(struct press *press, const struct picture *picture, const uint8_t *inks, size_t count) {
  size_t over = 0;
  int limit = press->spec.ink_limit * 255 / 100;
  for (size_t i = 0; limit && i < count; i++, inks += 4)
    over += inks[0] + inks[1] + inks[2] + inks[3] > limit;
  if (over == 0 || over < count / SHARE_MENTIONED)
    return;
  char share[12], percent[12];
  snprintf(share, sizeof share, "%zu", (over * 100 + count - 1) / count);
  snprintf(percent, sizeof percent, "%d", press->spec.ink_limit);
  sink_report(press->spec.sink, PRESS_INK_PICTURE, press->spec.at, picture->path, share, percent, NULL);
}

/* --- items ----------------------------------------------------------------------------------------------------------
 */

/* Pixels an inch, of the coarser side. */
static int64_t resolution(const struct display_item *item) {
  const struct picture *picture = item->image.picture;
  int64_t across = (int64_t)picture->width * MPT_PER_INCH / item->image.place.width;
  int64_t down = (int64_t)picture->height * MPT_PER_INCH / item->image.place.height;
  return across < down ? across : down;
}

static void image_check(struct press *press, const struct display_item *item) {
  if (item->image.place.width <= 0 || item->image.place.height <= 0)
    return;
  int64_t found = resolution(item);
  if (found >= RESOLUTION_WANTED)
    return;
  char number[24];
  snprintf(number, sizeof number, "%lld", (long long)found);
  sink_report(press->spec.sink, found < RESOLUTION_NEEDED ? PRESS_PICTURE_COARSE : PRESS_PICTURE_SOFT, press->spec.at,
              item->image.picture->path, number, NULL);
}

static void run_check(struct press *press, const struct display_item *item) {
  if (item->run.run->count && item->run.run->size < TEXT_SMALLEST)
    size_report(press, PRESS_TEXT_SMALL, item->run.run->size);
}

static void fill_check(struct press *press, const struct display_item *item) {
  line_check(press, item->fill.width < item->fill.height ? item->fill.width : item->fill.height);
}

static void rule_check(struct press *press, const struct display_item *item) {
  line_check(press, item->rule.thickness);
}

void press_item(struct press *press, const struct display_item *item) {
  static void (*const checks[])(struct press *, const struct display_item *) = {
      [ITEM_RUN] = run_check,     [ITEM_FILL] = fill_check, [ITEM_RULE] = rule_check,
      [ITEM_IMAGE] = image_check, [ITEM_LINK] = NULL, /* codes are made of fills as wide as their modules */
  };
  if (item->kind != ITEM_IMAGE && item->kind != ITEM_LINK)
    ink_check(press, &item->colour);
  if (checks[item->kind])
    checks[item->kind](press, item);
}
