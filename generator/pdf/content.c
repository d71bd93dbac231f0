/* A page's items -> operators of its content stream (ISO 32000-1, 8 and 9).
 *
 * Colour, font and line width are set where they change only. Fills and rules of one colour share a path. Coordinates
 * are exact decimals, y upwards from the media box. Tagged pages bracket items by node (14.6 to 14.8): neighbours of
 * one node share a marked-content sequence. */
#include "pdf/content_state.h"

#include <stdlib.h>
#include <string.h>

#define MARK_NONE UINT32_MAX

struct content *content_new(const struct content_spec *spec) {
  struct content *content = memory_alloc(sizeof *content);
  *content = (struct content){.spec = *spec, .arena = arena_new()};
  return content;
}

void content_drop(struct content *content) {
  if (!content)
    return;
  buffer_drop(&content->state.out);
  arena_drop(content->arena);
  free(content);
}

static void numbers_print(struct buffer *out, const mpt *numbers, size_t count) {
  for (size_t i = 0; i < count; i++) {
    buffer_mpt(out, numbers[i]);
    buffer_byte(out, ' ');
  }
}

/* --- state ----------------------------------------------------------------------------------------------------------
 */

void fill_colour_set(struct content *content, const struct colour *colour) {
  struct content_state *state = &content->state;
  if (colour_same(&state->fill, colour))
    return;
  struct colour converted = colours_convert(content->spec.colours, colour);
  colours_set(content->spec.colours, &converted, false, &state->out);
  state->fill = *colour;
}

void overprint_set(struct content *content, bool overprint) {
  struct content_state *state = &content->state;
  if (!content->spec.print || state->overprint == overprint)
    return;
  buffer_text(&state->out, overprint ? "/G1 gs\n" : "/G0 gs\n");
  state->overprint = overprint;
}

static void stroke_set(struct content *content, const struct colour *colour, mpt width) {
  struct content_state *state = &content->state;
  if (!colour_same(&state->stroke, colour)) {
    struct colour converted = colours_convert(content->spec.colours, colour);
    colours_set(content->spec.colours, &converted, true, &state->out);
    state->stroke = *colour;
  }
  if (state->line_width == width)
    return;
  numbers_print(&state->out, &width, 1);
  buffer_text(&state->out, "w\n");
  state->line_width = width;
}

void path_finish(struct content *content) {
  struct content_state *state = &content->state;
  if (state->path != PATH_NONE)
    buffer_text(&state->out, state->path == PATH_FILL ? "f\n" : "S\n");
  state->path = PATH_NONE;
}

/* --- marked content -------------------------------------------------------------------------------------------------
 */

static void mark_print(struct content *content, uint32_t node) {
  struct buffer *out = &content->state.out;
  if (node == NODE_ARTIFACT || content->list->nodes[node].role == ROLE_ARTIFACT) {
    buffer_text(out, "/Artifact BMC\n");
    return;
  }
  buffer_printf(out, "/%s<</MCID %zu>>BDC\n", role_pdf_name(content->list->nodes[node].role), content->mark_count);
  *ARENA_PUSH(content->arena, content->marks, content->mark_count, content->mark_capacity) = node;
}

void mark_open(struct content *content, uint32_t node) {
  struct content_state *state = &content->state;
  if (!content->spec.tagged || state->marked == node)
    return;
  mark_close(content);
  mark_print(content, node);
  state->marked = node;
}

void mark_close(struct content *content) {
  struct content_state *state = &content->state;
  if (state->marked == MARK_NONE)
    return;
  path_finish(content);
  buffer_text(&state->out, "EMC\n");
  state->marked = MARK_NONE;
}

/* --- items ----------------------------------------------------------------------------------------------------------
 */

/* A path goes on while colour, width and node stay. */
static void path_begin(struct content *content, const struct display_item *item, enum path_kind kind) {
  struct content_state *state = &content->state;
  bool stroke = kind == PATH_STROKE;
  bool same = colour_same(stroke ? &state->stroke : &state->fill, &item->colour) &&
              (!stroke || state->line_width == item->rule.thickness);
  text_end(content);
  if (state->path != kind || !same)
    path_finish(content);
  mark_open(content, item->node);
  if (state->path == PATH_NONE)
    overprint_set(content, false);
  if (stroke)
    stroke_set(content, &item->colour, item->rule.thickness);
  else
    fill_colour_set(content, &item->colour);
  state->path = kind;
}

static void rectangle_print(struct content_state *state, struct rectangle place) {
  numbers_print(&state->out,
                (mpt[]){state->left + place.x, state->top - place.y - place.height, place.width, place.height}, 4);
  buffer_text(&state->out, "re\n");
}

static void fill_draw(struct content *content, const struct display_item *item) {
  if (item->fill.width <= 0 || item->fill.height <= 0)
    return;
  path_begin(content, item, PATH_FILL);
  rectangle_print(&content->state, item->fill);
}

static void rule_draw(struct content *content, const struct display_item *item) {
  struct content_state *state = &content->state;
  if (item->rule.thickness <= 0)
    return;
  path_begin(content, item, PATH_STROKE);
  numbers_print(&state->out, (mpt[]){state->left + item->rule.x1, state->top - item->rule.y1}, 2);
  buffer_text(&state->out, "m ");
  numbers_print(&state->out, (mpt[]){state->left + item->rule.x2, state->top - item->rule.y2}, 2);
  buffer_text(&state->out, "l\n");
}

static void object_begin(struct content *content, uint32_t node) {
  text_end(content);
  path_finish(content);
  mark_open(content, node);
  overprint_set(content, false);
}

/* The unit square of the stored picture, turned upright as EXIF says: a b c d e f of PDF's matrix. */
static const signed char upright[9][6] = {
    {1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0}, {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1},
    {0, -1, -1, 0, 1, 1}, {0, -1, 1, 0, 0, 1}, {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, 1, 0},
};

static void picture_print(struct content_state *state, struct rectangle place, const struct image *image) {
  const signed char *turn = upright[image->orientation];
  mpt x = state->left + place.x, y = state->top - place.y - place.height;
  numbers_print(&state->out,
                (mpt[]){turn[0] * place.width, turn[1] * place.height, turn[2] * place.width, turn[3] * place.height,
                        x + turn[4] * place.width, y + turn[5] * place.height},
                6);
  buffer_printf(&state->out, "cm\n/I%u Do\n", image->number);
}

/* Turns what follows about the middle of `place`. */
static void turn_print(struct content_state *state, struct rectangle place, int degrees) {
  mpt x = state->left + place.x + place.width / 2, y = state->top - place.y - place.height / 2;
  buffer_text(&state->out, "1 0 0 1 ");
  numbers_print(&state->out, (mpt[]){x, y}, 2);
  buffer_text(&state->out, "cm\n");
  rotation_print(&state->out, degrees);
  buffer_text(&state->out, "0 0 cm\n1 0 0 1 ");
  numbers_print(&state->out, (mpt[]){-x, -y}, 2);
  buffer_text(&state->out, "cm\n");
}

static bool clip_hides(struct rectangle clip, struct rectangle place) {
  return clip.x > place.x || clip.y > place.y || clip.x + clip.width < place.x + place.width ||
         clip.y + clip.height < place.y + place.height;
}

static void image_note(struct content *content, const struct image *image) {
  for (size_t i = 0; i < content->image_count; i++)
    if (content->images[i] == image)
      return;
  *ARENA_PUSH(content->arena, content->images, content->image_count, content->image_capacity) = image;
}

static void image_draw(struct content *content, const struct display_item *item) {
  struct content_state *state = &content->state;
  const struct image *image = images_use(content->spec.images, item);
  if (!image) {
    content->failed = true;
    return;
  }
  image_note(content, image);
  object_begin(content, item->node);
  buffer_text(&state->out, "q\n");
  if (item->image.rotate % 360)
    turn_print(state, item->image.place, item->image.rotate);
  if (clip_hides(item->image.clip, item->image.place)) {
    rectangle_print(state, item->image.clip);
    buffer_text(&state->out, "W n\n");
  }
  picture_print(state, item->image.place, image);
  buffer_text(&state->out, "Q\n");
}

static unsigned modules_rows(const struct modules *modules) {
  return modules->rows > 0 ? modules->rows : modules->size;
}

/* Bits of an image mask: 0 is painted, so the modules are turned over. Padding bits are left 0. */
static uint8_t *bits_invert(struct arena *arena, const struct modules *modules, size_t *length) {
  size_t row_length = (modules->size + 7u) / 8;
  unsigned padding = (unsigned)(row_length * 8 - modules->size);
  *length = row_length * modules_rows(modules);
  uint8_t *bits = arena_alloc(arena, *length);
  for (size_t i = 0; i < *length; i++) {
    bits[i] = (uint8_t)~modules->bits[i];
    if (i % row_length == row_length - 1)
      bits[i] &= (uint8_t)(0xFFu << padding);
  }
  return bits;
}

/* Binary data is a fifteenth smaller than hexadecimal when deflated and takes a quarter less time, but readers look for
 * its end: data that holds EI anywhere goes out in hexadecimal. */
static void bits_print(struct buffer *out, const uint8_t *bits, size_t length) {
  if (!memmem(bits, length, "EI", 2)) {
    buffer_text(out, " ID ");
    buffer_add(out, bits, length);
    return;
  }
  buffer_text(out, "/F/AHx ID ");
  for (size_t i = 0; i < length; i++)
    buffer_printf(out, "%02x", bits[i]);
  buffer_byte(out, '>');
}

static void modules_draw(struct content *content, const struct display_item *item) {
  struct content_state *state = &content->state;
  const struct modules *modules = item->modules.modules;
  struct rectangle place = item->modules.place;
  if (!modules->size)
    return;
  object_begin(content, item->node);
  fill_colour_set(content, &item->colour);
  buffer_text(&state->out, "q ");
  mpt x = state->left + place.x, y = state->top - place.y - place.height;
  bool turned = item->modules.turned;
  numbers_print(&state->out,
                (mpt[]){turned ? 0 : place.width, turned ? place.height : 0, turned ? place.width : 0,
                        turned ? 0 : place.height, x, y},
                6);
  size_t length;
  const uint8_t *bits = bits_invert(content->arena, modules, &length);
  buffer_printf(&state->out, "cm\nBI/W %u/H %u/IM true", modules->size, modules_rows(modules));
  bits_print(&state->out, bits, length);
  buffer_text(&state->out, "\nEI Q\n");
}

static void (*const item_draws[])(struct content *, const struct display_item *) = {
    [ITEM_RUN] = run_draw,     [ITEM_FILL] = fill_draw,       [ITEM_RULE] = rule_draw,
    [ITEM_IMAGE] = image_draw, [ITEM_MODULES] = modules_draw,
};

/* A link is an annotation, not content. */
static bool item_is_drawn(const struct display_item *item) {
  return item->kind == ITEM_IMAGE || (item->kind != ITEM_LINK && item->colour.space != COLOUR_NONE);
}

static void item_draw(struct content *content, const struct display_item *item) {
  if (!item_is_drawn(item))
    return;
  if (content->spec.press)
    press_item(content->spec.press, item);
  item_draws[item->kind](content, item);
}

/* The state at the start of every page: ISO 32000-1, 8.4.1. */
static void page_reset(struct content *content, const struct display_page *page, mpt offset) {
  struct buffer out = content->state.out;
  struct colour black = {.space = content->spec.print ? COLOUR_NONE : COLOUR_GRAY}; /* in print it is of no plate */
  buffer_clear(&out);
  arena_reset(content->arena);
  content->state = (struct content_state){.out = out,
                                          .left = offset,
                                          .top = offset + page->height,
                                          .fill = black,
                                          .stroke = black,
                                          .line_width = MPT_PER_PT,
                                          .marked = MARK_NONE};
  content->marks = NULL;
  content->images = NULL;
  content->mark_count = content->mark_capacity = content->image_count = content->image_capacity = 0;
  content->failed = false;
}

static void scale_print(struct buffer *out, int32_t scale) {
  scale = scale == 0 ? ADJUSTMENT_ONE : scale;
  buffer_printf(out, "%d.%06d ", (int)(scale / ADJUSTMENT_ONE), (int)(scale % ADJUSTMENT_ONE));
}

/* The matrix of the whole page. Upwards from the lower left corner of the media box, a point that was scaled about the
 * upper left corner of the trim box. */
static void adjustment_print(struct content *content, const struct adjustment *adjustment) {
  struct content_state *state = &content->state;
  if (!adjustment || adjustment_is_none(adjustment))
    return;
  const struct adjustment scaled = {adjustment->scale_x, adjustment->scale_y, 0, 0};
  scale_print(&state->out, adjustment->scale_x);
  buffer_text(&state->out, "0 0 ");
  scale_print(&state->out, adjustment->scale_y);
  numbers_print(&state->out,
                (mpt[]){state->left - adjust_x(&scaled, state->left) + adjustment->x,
                        state->top - adjust_y(&scaled, state->top) - adjustment->y},
                2);
  buffer_text(&state->out, "cm\n");
}

bool content_page(struct content *content, const struct content_page *made, struct page_content *out) {
  const struct display_page *page = made->page;
  content->list = made->list;
  page_reset(content, page, made->offset);
  adjustment_print(content, made->adjustment);
  for (size_t i = 0; i < page->item_count; i++)
    item_draw(content, &page->items[i]);
  text_end(content);
  path_finish(content);
  mark_close(content);
  *out = (struct page_content){.operators = &content->state.out,
                               .marks = content->marks,
                               .mark_count = content->mark_count,
                               .images = content->images,
                               .image_count = content->image_count};
  return !content->failed;
}
