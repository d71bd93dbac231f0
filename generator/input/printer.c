/* Desk printers: how far they are off, as measured on the sheet of `basma calibrate`, from printers.yaml or described
 * in a layout. A printer belongs to a desk, so it has a file of its own beside the layouts.
 *
 * A printer that puts what is at x at a + k x needs it at (x - a) / k. The sheet has its crosses LEFT from the edge and
 * ACROSS apart, so k and a follow from what a ruler says of them. */
#include "input/layout_parts.h"

#include "input/near.h"

#include <string.h>

#define MM(millimetres) ((mpt)(((millimetres)*720000LL + 127) / 254))

/* Where the crosses of layouts/calibration.yaml are. */
enum { LEFT = MM(20), TOP = MM(20), ACROSS = MM(160), DOWN = MM(240) };
enum { SCALE_LEAST = 900000, SCALE_MOST = 1100000 }; /* millionths; beyond this somebody has measured something else */

/* One side of a printer being read. */
struct side_draft {
  mpt left, top, across, down;
  mpt offset[2];
  int32_t scale[2];
};

/* Digits with a point or a comma, then a percent sign, as millionths of one. */
static bool scale_parse(const char *text, int32_t *out) {
  int64_t value = 0;
  int decimals = -1;
  size_t digits = 0;
  for (; *text == ' '; text++)
    ;
  for (; (*text >= '0' && *text <= '9') || *text == '.' || *text == ','; text++) {
    bool point = *text == '.' || *text == ',';
    if ((point && decimals >= 0) || (!point && ++digits > 9))
      return false;
    if (!point && decimals < 4)
      value = value * 10 + (*text - '0');
    decimals += point || (decimals >= 0 && decimals < 4);
  }
  for (; *text == ' '; text++)
    ;
  for (int i = decimals < 0 ? 0 : decimals; i < 4; i++)
    value *= 10;
  *out = (int32_t)(value > INT32_MAX ? INT32_MAX : value);
  return digits > 0 && strcmp(text, "%") == 0;
}

static void scale_read(const struct key_reader *reader, const struct yaml_pair *pair, int32_t *scale) {
  int32_t read;
  if (!key_is_text(reader, pair))
    return;
  if (scale_parse(pair->node->text, &read) && read >= SCALE_LEAST && read <= SCALE_MOST)
    *scale = read;
  else
    sink_report(reader->sink, SHEET_SCALE, pair->node->source.at, key_clip(reader->arena, pair->node->text), NULL);
}

KEY_READER(key_scale) {
  (void)key;
  int32_t *scale = field;
  if (pair->node->kind == YAML_SCALAR) {
    scale_read(reader, pair, &scale[0]);
    scale[1] = scale[0];
  } else if (key_is_list_of(reader, pair, 2, 2)) {
    for (size_t i = 0; i < 2; i++) {
      struct yaml_pair item = key_item(pair, i);
      scale_read(reader, &item, &scale[i]);
    }
  }
}

struct adjustment adjustment_about_middle(const int32_t scale[2], const mpt offset[2], const struct stock *stock) {
  struct adjustment scaled = {.scale_x = scale[0], .scale_y = scale[1]};
  mpt x = stock->width / 2, y = stock->height / 2;
  scaled.x = x - adjust_x(&scaled, x) + offset[0];
  scaled.y = y - adjust_y(&scaled, y) + offset[1];
  return scaled;
}

#define FIELD(member) offsetof(struct side_draft, member)
static const struct key side_keys[] = {
    {.name = "left", .read = key_mpt, .offset = FIELD(left)},
    {.name = "top", .read = key_mpt, .offset = FIELD(top)},
    {.name = "across", .read = key_mpt, .offset = FIELD(across)},
    {.name = "down", .read = key_mpt, .offset = FIELD(down)},
    {.name = "offset", .read = key_mpt_pair, .offset = FIELD(offset), .minimum = -1},
    {.name = "scale", .read = key_scale, .offset = FIELD(scale)},
};
#undef FIELD

static bool measure_check(const struct key_reader *reader, const struct yaml_pair *pair, const char *name, mpt measured,
                          mpt wanted) {
  const struct yaml_pair *given = keys_pair(pair->node, name);
  int64_t share = (int64_t)measured * ADJUSTMENT_ONE / wanted;
  if (share >= SCALE_LEAST && share <= SCALE_MOST)
    return true;
  if (given)
    sink_report(reader->sink, PRINTER_MEASURE, given->node->source.at, name, given->node->text,
                arena_printf(reader->arena, "%d", (int)(((int64_t)wanted * 254 + 360000) / 720000)), NULL);
  return false;
}

/* (x - a) / k with k = measured / wanted, a = edge - k * wanted_edge. */
static void axis_solve(mpt edge, mpt wanted_edge, mpt measured, mpt wanted, int32_t *scale, mpt *shift) {
  mpt a = edge - muldiv(wanted_edge, measured, wanted);
  *scale = muldiv(ADJUSTMENT_ONE, wanted, measured);
  *shift = -muldiv(a, wanted, measured);
}

static bool side_read(const struct key_reader *reader, const struct yaml_pair *pair, const struct stock *stock,
                      struct adjustment *out) {
  struct side_draft draft = {.left = LEFT, .top = TOP, .across = ACROSS, .down = DOWN};
  if (!keys_read(reader, pair, side_keys, KEY_COUNT(side_keys), &draft))
    return false;
  if (!measure_check(reader, pair, "across", draft.across, ACROSS) ||
      !measure_check(reader, pair, "down", draft.down, DOWN))
    return false;
  struct adjustment measured;
  axis_solve(draft.left, LEFT, draft.across, ACROSS, &measured.scale_x, &measured.x);
  axis_solve(draft.top, TOP, draft.down, DOWN, &measured.scale_y, &measured.y);
  const struct adjustment said = adjustment_about_middle(draft.scale, draft.offset, stock);
  *out = adjustments_join(&measured, &said);
  return true;
}

static const struct key printer_keys[] = {{.name = "description"}, {.name = "front"}, {.name = "back"}};

/* A back that was not measured is taken to be off like the front. */
static bool printer_describe(const struct key_reader *reader, const struct yaml_pair *pair, const struct stock *stock,
                             struct adjustment out[2]) {
  if (!keys_read(reader, pair, printer_keys, KEY_COUNT(printer_keys), NULL))
    return false;
  const struct yaml_pair *front = keys_required(reader, pair->node, "front"), *back = keys_pair(pair->node, "back");
  if (!front || !side_read(reader, front, stock, &out[0]))
    return false;
  out[1] = out[0];
  return !back || side_read(reader, back, stock, &out[1]);
}

static const char *printer_name(const void *self, size_t index) {
  return ((const struct yaml_node *)self)->pairs[index].key;
}

bool printer_read(struct layout_reading *reading, const struct yaml_pair *pair, const struct stock *stock,
                  struct adjustment out[2]) {
  const struct key_reader *reader = &reading->reader;
  struct position at = pair->node->source.at;
  if (pair->node->kind == YAML_MAP)
    return printer_describe(reader, pair, stock, out);
  if (!key_is_text(reader, pair))
    return false;
  const char *name = pair->node->text, *near = NULL;
  for (const char **folder = reading->path->folders; *folder; folder++) {
    bool missing;
    const struct yaml_node *root = layout_file_parse(reading, *folder, "printers.yaml", at, &missing);
    const struct yaml_pair *printers = root ? keys_required(reader, root, "printers") : NULL;
    if (missing)
      continue;
    if (!printers || !key_is_map(reader, printers))
      return false;
    const struct yaml_pair *entry = keys_pair(printers->node, name);
    if (entry)
      return printer_describe(reader, entry, stock, out);
    if (!near)
      near = near_name(name, printers->node->count, printer_name, printers->node);
  }
  near_note(sink_report(reader->sink, PRINTER_UNKNOWN, at, key_clip(reader->arena, name), NULL), at, near);
  return false;
}
