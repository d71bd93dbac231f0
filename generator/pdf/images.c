/* Pictures in the file: image XObjects (ISO 32000-1, 8.9.5), each picture once, however often it is used. JPEG is
 * passed through, PNG is deflated again with the PNG predictors, transparency becomes a soft mask. Colours that the
 * file may not hold are converted: those of a palette in the palette, those of a JPEG after it was decoded. */
#include "pdf/images.h"

#include "pdf/samples.h"
#include "pdf/strings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct images {
  struct arena *arena;
  struct images_spec spec;
  struct image **table; /* by digest, open addressing; a power of two */
  size_t room;
  uint32_t count;
};

struct images *images_new(struct arena *arena, const struct images_spec *spec) {
  struct images *images = arena_zalloc(arena, 1, sizeof *images);
  images->arena = arena;
  images->spec = *spec;
  return images;
}

/* --- table ----------------------------------------------------------------------------------------------------------
 */

static struct image **table_slot(struct image **table, size_t room, const uint8_t digest[32]) {
  uint64_t start;
  memcpy(&start, digest, sizeof start); /* a digest is as good as any hash */
  for (size_t i = start & (room - 1);; i = (i + 1) & (room - 1))
    if (!table[i] || !memcmp(table[i]->digest, digest, 32))
      return &table[i];
}

static void table_grow(struct images *images) {
  enum { FIRST_ROOM = 16 };
  size_t room = images->room ? images->room * 2 : FIRST_ROOM;
  struct image **table = arena_zalloc(images->arena, room, sizeof *table);
  for (size_t i = 0; i < images->room; i++)
    if (images->table[i])
      *table_slot(table, room, images->table[i]->digest) = images->table[i];
  images->table = table;
  images->room = room;
}

/* --- encoding -------------------------------------------------------------------------------------------------------
 */

static uint8_t paeth(int left, int up, int corner) {
  int estimate = left + up - corner;
  int a = abs(estimate - left), b = abs(estimate - up), c = abs(estimate - corner);
  return (uint8_t)(a <= b && a <= c ? left : b <= c ? up : corner);
}

/* PNG filters 0 to 4 (PNG specification, 9). `bytes` is the distance to the pixel before. */
static void row_filter(int filter, const uint8_t *row, const uint8_t *above, size_t length, size_t bytes,
                       uint8_t *out) {
  for (size_t i = 0; i < length; i++) {
    int left = i >= bytes ? row[i - bytes] : 0, up = above ? above[i] : 0;
    int corner = above && i >= bytes ? above[i - bytes] : 0;
    int guess[] = {0, left, up, (left + up) / 2, filter == 4 ? paeth(left, up, corner) : 0};
    out[i] = (uint8_t)(row[i] - guess[filter]);
  }
}

/* Smallest sum of absolute values: the rule of thumb of the PNG specification, 12.8. */
static uint64_t row_cost(const uint8_t *row, size_t length) {
  uint64_t sum = 0;
  for (size_t i = 0; i < length; i++)
    sum += (uint64_t)abs((int8_t)row[i]);
  return sum;
}

static void row_encode(const uint8_t *row, const uint8_t *above, size_t length, size_t bytes, uint8_t *out) {
  enum { FILTERS = 5 };
  uint8_t *tried = memory_alloc(length);
  uint64_t best = UINT64_MAX;
  for (int filter = 0; filter < FILTERS; filter++) {
    row_filter(filter, row, above, length, bytes, tried);
    uint64_t cost = row_cost(tried, length);
    if (cost >= best)
      continue;
    best = cost;
    out[0] = (uint8_t)filter;
    memcpy(out + 1, tried, length);
  }
  free(tried);
}

static struct blob rows_deflate(const struct images *images, const uint8_t *data, size_t row_length, uint32_t height,
                                size_t bytes) {
  uint8_t *filtered = memory_alloc(height * (row_length + 1));
  for (uint32_t y = 0; y < height; y++)
    row_encode(data + y * row_length, y ? data + (y - 1) * row_length : NULL, row_length, bytes,
               filtered + y * (row_length + 1));
  struct blob blob = deflate_data(images->spec.deflater, filtered, height * (row_length + 1));
  free(filtered);
  return blob;
}

static const struct {
  const char *name;
  int components;
} spaces[] = {[SAMPLES_GRAY] = {"/DeviceGray", 1},
              [SAMPLES_RGB] = {"/DeviceRGB", 3},
              [SAMPLES_CMYK] = {"/DeviceCMYK", 4},
              [SAMPLES_INDEXED] = {NULL, 1}};

static void space_print(const struct samples *samples, struct buffer *out) {
  buffer_text(out, "/ColorSpace");
  if (samples->space != SAMPLES_INDEXED) {
    buffer_text(out, spaces[samples->space].name);
    return;
  }
  int components = spaces[samples->palette_space].components;
  buffer_printf(out, "[/Indexed%s %d<", spaces[samples->palette_space].name, samples->palette_count - 1);
  for (int i = 0; i < components * samples->palette_count; i++)
    pdf_hex(out, samples->palette[i], 2);
  buffer_text(out, ">]");
}

static void head_print(const struct samples *samples, struct buffer *out) {
  buffer_printf(out, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %d", samples->width,
                samples->height, samples->depth);
  space_print(samples, out);
}

static void predictor_print(int colours, uint32_t width, struct buffer *out) {
  buffer_printf(out, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/Columns %u>>", colours, width);
}

static uint32_t object_add(const struct images *images, const struct buffer *inside, struct blob data) {
  uint32_t number = writer_object(images->spec.writer);
  writer_dictionary(images->spec.writer, number, inside);
  writer_stream(images->spec.writer, number, data);
  return number;
}

static uint32_t mask_add(const struct images *images, const struct samples *samples) {
  struct buffer inside = {0};
  struct samples mask = {.width = samples->width, .height = samples->height, .space = SAMPLES_GRAY, .depth = 8};
  head_print(&mask, &inside);
  predictor_print(1, mask.width, &inside);
  uint32_t number =
      object_add(images, &inside, rows_deflate(images, samples->alpha, samples->width, samples->height, 1));
  buffer_drop(&inside);
  return number;
}

/* Filters help samples of whole bytes; palettes and small depths deflate better without. */
static uint32_t samples_add(const struct images *images, const struct samples *samples) {
  uint32_t mask = samples->alpha ? mask_add(images, samples) : 0;
  struct buffer inside = {0};
  struct blob data;
  int components = spaces[samples->space].components;
  head_print(samples, &inside);
  if (mask)
    buffer_printf(&inside, "/SMask %u 0 R", mask);
  if (samples->depth == 8 && samples->space != SAMPLES_INDEXED) {
    predictor_print(components, samples->width, &inside);
    data =
        rows_deflate(images, samples->colours, samples->length / samples->height, samples->height, (size_t)components);
  } else {
    buffer_text(&inside, "/Filter/FlateDecode");
    data = deflate_data(images->spec.deflater, samples->colours, samples->length);
  }
  uint32_t number = object_add(images, &inside, data);
  buffer_drop(&inside);
  return number;
}

static uint32_t jpeg_add(const struct images *images, const struct samples *samples) {
  struct buffer inside = {0};
  head_print(samples, &inside);
  buffer_text(&inside, "/Filter/DCTDecode");
  if (samples->inverted)
    buffer_text(&inside, "/Decode[1 0 1 0 1 0 1 0]");
  if (samples->plain_rgb)
    buffer_text(&inside, "/DecodeParms<</ColorTransform 0>>");
  void *copy = memory_alloc(samples->length);
  memcpy(copy, samples->colours, samples->length);
  uint32_t number = object_add(images, &inside, (struct blob){copy, samples->length});
  buffer_drop(&inside);
  return number;
}

/* --- converting -----------------------------------------------------------------------------------------------------
 */

static void palette_convert(const struct images *images, enum sample_space space, struct samples *samples) {
  uint8_t converted[sizeof samples->palette];
  colours_pixels(images->spec.colours, samples->palette, converted, (size_t)samples->palette_count);
  memcpy(samples->palette, converted, sizeof converted);
  samples->palette_space = space;
}

static void pixels_convert(const struct images *images, enum sample_space space, struct arena *arena,
                           struct samples *samples) {
  size_t pixels = (size_t)samples->width * samples->height, size = (size_t)spaces[space].components;
  uint8_t *converted = arena_array(arena, pixels, size);
  colours_pixels(images->spec.colours, samples->colours, converted, pixels);
  samples->colours = converted;
  samples->length = pixels * size;
  samples->space = space;
}

/* Checks what the press will see. Inks that a JPEG brings along are decoded for nothing else. */
static void inks_check(const struct images *images, struct arena *arena, const struct display_item *item,
                       const struct samples *samples) {
  struct samples decoded = *samples;
  const char *why;
  if (samples->space == SAMPLES_INDEXED)
    press_palette(images->spec.press, item, samples);
  else if (samples->space != SAMPLES_CMYK)
    return;
  else if (!samples->encoded || jpeg_pixels(arena, item->image.picture, &decoded, &why) == SAMPLES_READ)
    press_pixels(images->spec.press, item, decoded.colours, (size_t)decoded.width * decoded.height);
}

/* The picture as samples that may stand in the file. */
static enum samples_status picture_read(const struct images *images, struct arena *arena, const struct picture *picture,
                                        struct samples *samples, const char **why) {
  enum sample_space space;
  enum samples_status status = (picture->jpeg ? jpeg_samples : png_samples)(arena, picture, samples, why);
  if (status != SAMPLES_READ || !colours_are_foreign(images->spec.colours, samples->space, &space))
    return status;
  if (samples->space == SAMPLES_INDEXED) {
    palette_convert(images, space, samples);
    return status;
  }
  if (samples->encoded)
    status = jpeg_pixels(arena, picture, samples, why);
  if (status == SAMPLES_READ)
    pixels_convert(images, space, arena, samples);
  return status;
}

static void trouble_report(const struct images *images, const struct display_item *item, enum samples_status status,
                           const char *why) {
  const struct picture *picture = item->image.picture;
  struct position at = origin_position(&item->origin, images->spec.at);
  struct sink *sink = images->spec.sink;
  struct diagnostic *diagnostic;
  char width[12], height[12];
  snprintf(width, sizeof width, "%u", picture->width);
  snprintf(height, sizeof height, "%u", picture->height);
  if (status == SAMPLES_TOO_LARGE)
    diagnostic = sink_report(sink, PDF_PICTURE_LIMIT, at, picture->path, width, height, NULL);
  else
    diagnostic = sink_report(sink, status == SAMPLES_STRANGE ? PDF_PICTURE_KIND : PDF_PICTURE_BROKEN, at, picture->path,
                             why, NULL);
  origin_note(&item->origin, diagnostic);
}

static void picture_add(struct images *images, const struct display_item *item, struct image *image) {
  struct arena *arena = arena_new();
  struct samples samples = {0};
  const char *why = "";
  enum samples_status status = picture_read(images, arena, item->image.picture, &samples, &why);
  if (status == SAMPLES_READ) {
    if (images->spec.press)
      inks_check(images, arena, item, &samples);
    image->object = (samples.encoded ? jpeg_add : samples_add)(images, &samples);
    image->orientation = samples.orientation;
  } else
    trouble_report(images, item, status, why);
  arena_drop(arena);
}

const struct image *images_use(struct images *images, const struct display_item *item) {
  const uint8_t *digest = item->image.picture->digest;
  if (images->count * 2 >= images->room)
    table_grow(images);
  struct image **slot = table_slot(images->table, images->room, digest);
  if (!*slot) {
    *slot = arena_zalloc(images->arena, 1, sizeof **slot);
    (*slot)->number = ++images->count;
    memcpy((*slot)->digest, digest, sizeof(*slot)->digest);
    picture_add(images, item, *slot);
  }
  return (*slot)->object ? *slot : NULL;
}
