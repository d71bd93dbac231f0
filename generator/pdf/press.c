/* The rules of the press. The smallest sizes are those that printers of cards and badges ask for; a picture of less
 * than 120 pixels an inch shows its pixels. A message stands at the content and names the layout's rule; what the rule
 * does to one name of a list it does to all, so it is told of the first. */
#include "pdf/press.h"

#include "base/buffer.h"
#include "base/hash.h"

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
  struct arena *arena;
  struct origin_colour { /* checked; most items repeat it */
    struct colour colour;
    struct position rule;
  } last;
  uint64_t *told; /* hashes of reports; open addressing, a power of two, 0: free */
  size_t told_count, told_room;
};

struct press *press_new(struct arena *arena, const struct press_spec *spec) {
  struct press *press = arena_zalloc(arena, 1, sizeof *press);
  press->spec = *spec;
  press->arena = arena;
  return press;
}

/* --- reports --------------------------------------------------------------------------------------------------------
 */

static uint64_t *told_slot(uint64_t *told, size_t room, uint64_t hash) {
  size_t i = hash & (room - 1);
  while (told[i] && told[i] != hash)
    i = (i + 1) & (room - 1);
  return &told[i];
}

static void told_grow(struct press *press) {
  enum { FIRST_ROOM = 64 };
  size_t room = press->told_room ? press->told_room * 2 : FIRST_ROOM;
  uint64_t *told = arena_zalloc(press->arena, room, sizeof *told);
  for (size_t i = 0; i < press->told_room; i++)
    if (press->told[i])
      *told_slot(told, room, press->told[i]) = press->told[i];
  press->told = told;
  press->told_room = room;
}

/* Whether the layout's rule was reported with this code and detail already. Items without a rule are told apart by
 * their place in the content. */
static bool is_told(struct press *press, enum diagnostic_code code, const struct origin *origin, const char *detail) {
  const struct position *rule = origin->rule.file ? &origin->rule : &origin->at;
  struct buffer key = {0};
  buffer_printf(&key, "%d %d %d %s %s", (int)code, rule->line, rule->column, rule->file ? rule->file : "", detail);
  uint64_t hash = hash_fast(key.data, key.length) | 1; /* 0 is a free slot */
  buffer_drop(&key);
  if (press->told_count * 2 >= press->told_room)
    told_grow(press);
  uint64_t *slot = told_slot(press->told, press->told_room, hash);
  bool told = *slot != 0;
  press->told_count += !told;
  *slot = hash;
  return told;
}

static struct position item_position(const struct press *press, const struct display_item *item) {
  return origin_position(&item->origin, press->spec.at);
}

static void size_report(struct press *press, const struct display_item *item, enum diagnostic_code code, mpt size) {
  char points[MPT_TEXT_SIZE];
  mpt_print(points, size);
  if (!is_told(press, code, &item->origin, points))
    origin_note(&item->origin, sink_report(press->spec.sink, code, item_position(press, item), points, NULL));
}

static void line_check(struct press *press, const struct display_item *item, mpt thickness) {
  if (thickness > 0 && thickness < LINE_THINNEST)
    size_report(press, item, PRESS_LINE_THIN, thickness);
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

static bool colour_is_last(const struct press *press, const struct display_item *item) {
  const struct position *last = &press->last.rule, *rule = &item->origin.rule;
  return colour_same(&press->last.colour, &item->colour) && last->file == rule->file && last->line == rule->line &&
         last->column == rule->column;
}

static void ink_check(struct press *press, const struct display_item *item) {
  const struct colour *declared = &item->colour;
  bool plain = declared->space != COLOUR_CMYK && declared->space != COLOUR_RGB; /* one ink */
  if (!press->spec.ink_limit || plain || colour_is_last(press, item))
    return;
  press->last = (struct origin_colour){*declared, item->origin.rule};
  struct colour colour = colours_convert(press->spec.colours, declared);
  int ink = (colour_ink(&colour) + 99) / 100;
  if (ink <= press->spec.ink_limit)
    return;
  enum diagnostic_code code = declared->space == COLOUR_RGB ? PRESS_INK_CONVERTED : PRESS_INK;
  char name[40], total[12], limit[12];
  colour_print(declared, name, sizeof name);
  snprintf(total, sizeof total, "%d", ink);
  snprintf(limit, sizeof limit, "%d", press->spec.ink_limit);
  if (!is_told(press, code, &item->origin, name))
    origin_note(&item->origin,
                sink_report(press->spec.sink, code, item_position(press, item), name, total, limit, NULL));
}

static bool inks_are_over(const struct press *press, const uint8_t inks[4]) {
  return inks[0] + inks[1] + inks[2] + inks[3] > press->spec.ink_limit * 255 / 100;
}

static void share_report(const struct press *press, const struct display_item *item, size_t over, size_t count) {
  if (over == 0 || over < count / SHARE_MENTIONED)
    return;
  char share[12], percent[12];
  snprintf(share, sizeof share, "%zu", (over * 100 + count - 1) / count);
  snprintf(percent, sizeof percent, "%d", press->spec.ink_limit);
  origin_note(&item->origin, sink_report(press->spec.sink, PRESS_INK_PICTURE, item_position(press, item),
                                         item->image.picture->path, share, percent, NULL));
}

void press_pixels(struct press *press, const struct display_item *item, const uint8_t *inks, size_t count) {
  size_t over = 0;
  for (size_t i = 0; press->spec.ink_limit && i < count; i++)
    over += inks_are_over(press, inks + 4 * i);
  share_report(press, item, over, count);
}

/* Indices are packed; rows begin on a byte. */
static unsigned index_at(const struct samples *samples, size_t row_length, uint32_t x, uint32_t y) {
  unsigned depth = (unsigned)samples->depth;
  size_t bit = (size_t)x * depth;
  unsigned shift = 8 - depth - bit % 8;
  return samples->colours[y * row_length + bit / 8] >> shift & ((1u << depth) - 1);
}

void press_palette(struct press *press, const struct display_item *item, const struct samples *samples) {
  bool dark[256] = {false}, any = false;
  for (int i = 0; press->spec.ink_limit && i < samples->palette_count; i++)
    any |= dark[i] = inks_are_over(press, samples->palette + 4 * (size_t)i);
  if (!any)
    return;
  size_t over = 0, row_length = ((size_t)samples->width * (unsigned)samples->depth + 7) / 8;
  for (uint32_t y = 0; y < samples->height; y++)
    for (uint32_t x = 0; x < samples->width; x++)
      over += dark[index_at(samples, row_length, x, y)];
  share_report(press, item, over, (size_t)samples->width * samples->height);
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
  enum diagnostic_code code = found < RESOLUTION_NEEDED ? PRESS_PICTURE_COARSE : PRESS_PICTURE_SOFT;
  struct position at = item_position(press, item);
  origin_note(&item->origin, sink_report(press->spec.sink, code, at, item->image.picture->path, number, NULL));
}

static void run_check(struct press *press, const struct display_item *item) {
  if (item->run.run->count && item->run.run->size < TEXT_SMALLEST)
    size_report(press, item, PRESS_TEXT_SMALL, item->run.run->size);
}

static void fill_check(struct press *press, const struct display_item *item) {
  line_check(press, item, item->fill.width < item->fill.height ? item->fill.width : item->fill.height);
}

static void rule_check(struct press *press, const struct display_item *item) {
  line_check(press, item, item->rule.thickness);
}

void press_item(struct press *press, const struct display_item *item) {
  static void (*const checks[])(struct press *, const struct display_item *) = {
      [ITEM_RUN] = run_check,     [ITEM_FILL] = fill_check, [ITEM_RULE] = rule_check,
      [ITEM_IMAGE] = image_check, [ITEM_LINK] = NULL, /* codes are made of fills as wide as their modules */
  };
  if (item->kind != ITEM_IMAGE && item->kind != ITEM_LINK)
    ink_check(press, item);
  if (checks[item->kind])
    checks[item->kind](press, item);
}
