/* pdf/images: every kind of picture, once each, and no harm from damaged ones. */
#include "test_base.h"

#include "pdf/samples.h"
#include "pdf_file.h"
#include "picture_fixture.h"

struct picture_file { /* a document with one page of pictures */
  struct arena *arena;
  struct sink *sink;
  struct fixture_file file;
};

static void file_begin(struct picture_file *test, const struct picture *pictures, size_t count) {
  *test = (struct picture_file){.arena = arena_new(), .sink = sink_new()};
  struct display_list *list = display_list_new(test->arena);
  struct display_page *page = display_page_add(test->arena, list, 400000, 200000, 0);
  for (size_t i = 0; i < count; i++) {
    struct display_item *item = display_item_add(test->arena, page, ITEM_IMAGE, NODE_ROOT);
    item->image.place = item->image.clip = (struct rectangle){10000, 20000, 60000, 30000};
    item->image.picture = &pictures[i];
  }
  struct pdf_spec spec = {.info = &(struct document_info){0}, .program = "test", .sink = test->sink};
  file_make(&spec, list, &test->file);
}

static void file_end(struct picture_file *test) {
  sink_drop(test->sink);
  free(test->file.data);
  arena_drop(test->arena);
}

static uint8_t unfilter(uint8_t filter, uint8_t byte, int left, int up, int corner) {
  int estimate = left + up - corner, a = abs(estimate - left), b = abs(estimate - up), c = abs(estimate - corner);
  int guess[] = {0, left, up, (left + up) / 2, a <= b && a <= c ? left : b <= c ? up : corner};
  assert_true(filter <= 4);
  return (uint8_t)(byte + guess[filter]);
}

/* Undoes the predictors in place; rows are then without their filter byte. */
static void rows_unfilter(uint8_t *data, size_t height, size_t length, size_t bytes) {
  uint8_t *out = data;
  for (size_t y = 0; y < height; y++) {
    const uint8_t *in = data + y * (length + 1);
    uint8_t filter = *in++, *row = out + y * length;
    for (size_t i = 0; i < length; i++)
      row[i] = unfilter(filter, in[i], i >= bytes ? row[i - bytes] : 0, y ? row[i - length] : 0,
                        y && i >= bytes ? row[i - length - bytes] : 0);
  }
}

static void pngs_come_back_sample_by_sample(void **state) {
  (void)state;
  enum { WIDTH = 37, HEIGHT = 23 };
  static const struct {
    struct png_kind kind;
    const char *space;
    int depth, components;
    bool mask, filtered;
  } cases[] = {
      {{PNG_COLOR_TYPE_GRAY, 8, false, false}, "/DeviceGray", 8, 1, false, true},
      {{PNG_COLOR_TYPE_GRAY, 1, false, false}, "/DeviceGray", 1, 1, false, false},
      {{PNG_COLOR_TYPE_GRAY, 4, true, false}, "/DeviceGray", 4, 1, false, false},
      {{PNG_COLOR_TYPE_GRAY, 16, false, false}, "/DeviceGray", 8, 1, false, true},
      {{PNG_COLOR_TYPE_RGB, 8, false, false}, "/DeviceRGB", 8, 3, false, true},
      {{PNG_COLOR_TYPE_RGB, 8, true, false}, "/DeviceRGB", 8, 3, false, true},
      {{PNG_COLOR_TYPE_RGB, 16, true, false}, "/DeviceRGB", 8, 3, false, true},
      {{PNG_COLOR_TYPE_RGB, 8, false, true}, "/DeviceRGB", 8, 3, true, true},
      {{PNG_COLOR_TYPE_PALETTE, 8, false, false}, "[/Indexed/DeviceRGB 255<", 8, 1, false, false},
      {{PNG_COLOR_TYPE_PALETTE, 2, true, false},
       "[/Indexed/DeviceRGB 3<00FF0001FE0002FD0103FC01>]",
       2,
       1,
       false,
       false},
      {{PNG_COLOR_TYPE_PALETTE, 8, false, true}, "/DeviceRGB", 8, 3, true, true},
      {{PNG_COLOR_TYPE_GRAY_ALPHA, 8, false, false}, "/DeviceGray", 8, 1, true, true},
      {{PNG_COLOR_TYPE_RGB_ALPHA, 8, true, false}, "/DeviceRGB", 8, 3, true, true},
      {{PNG_COLOR_TYPE_RGB_ALPHA, 16, false, false}, "/DeviceRGB", 8, 3, true, true},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct arena *arena = arena_new();
    struct picture picture = png_picture(arena, cases[i].kind, WIDTH, HEIGHT);
    struct picture_file test;
    file_begin(&test, &picture, 1);
    unsigned number = object_number(&test.file, file_find(&test.file, "/Type/Page/"), "/XObject<</I1 ");
    const char *object = file_object(&test.file, number);
    char key[80];
    snprintf(key, sizeof key, "/Width 37/Height 23/BitsPerComponent %d/ColorSpace%s", cases[i].depth, cases[i].space);
    assert_non_null(object_find(&test.file, object, key));
    assert_int_equal(object_find(&test.file, object, "/SMask ") != NULL, cases[i].mask);
    assert_int_equal(object_find(&test.file, object, "/Predictor 15") != NULL, cases[i].filtered);
    size_t length, row = (size_t)(WIDTH * cases[i].depth * cases[i].components + 7) / 8;
    uint8_t *data = (uint8_t *)file_stream(&test.file, number, &length);
    assert_int_equal(length, (row + cases[i].filtered) * HEIGHT);
    if (cases[i].filtered)
      rows_unfilter(data, HEIGHT, row, (size_t)cases[i].components);
    bool plain = !cases[i].mask && cases[i].kind.depth == cases[i].depth;
    size_t whole = plain ? (size_t)(WIDTH * cases[i].depth * cases[i].components) / 8 : 0; /* without padding bits */
    for (size_t y = 0; y < HEIGHT; y++)
      for (size_t k = 0; k < whole; k++)
        assert_int_equal(data[y * row + k], (uint8_t)(y * 31 + k * 7));
    if (cases[i].kind.type == PNG_COLOR_TYPE_RGB_ALPHA && cases[i].kind.depth == 8)
      for (size_t k = 0; k < 3 * WIDTH; k++)
        assert_int_equal(data[k], (uint8_t)((k / 3 * 4 + k % 3) * 7));
    free(data);
    file_end(&test);
    arena_drop(arena);
  }
}

/* libpng does not touch the bits behind the last pixel of a row: whatever the memory held must not get into a file. */
static void bits_behind_a_row_are_zero(void **state) {
  (void)state;
  struct arena *files = arena_new(), *used = arena_new();
  for (int interlaced = 0; interlaced < 2; interlaced++) {
    struct picture picture = png_picture(files, (struct png_kind){PNG_COLOR_TYPE_GRAY, 1, interlaced, false}, 9, 5);
    struct samples samples;
    const char *why;
    memset(arena_alloc(used, 4000), 0xFF, 4000);
    arena_reset(used); /* its memory is used again */
    assert_int_equal(png_samples(used, &picture, &samples, &why), SAMPLES_READ);
    assert_int_equal(samples.length, 10);
    for (size_t row = 0; row < 5; row++)
      assert_int_equal(samples.colours[2 * row + 1] & 0x7F, 0);
    arena_reset(used);
  }
  arena_drop(used);
  arena_drop(files);
}

static void masks_hold_the_alpha(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct picture picture = png_picture(arena, (struct png_kind){PNG_COLOR_TYPE_RGB_ALPHA, 8, false, false}, 40, 5);
  struct picture_file test;
  file_begin(&test, &picture, 1);
  unsigned number = object_number(&test.file, file_find(&test.file, "/SMask "), "/SMask ");
  assert_non_null(object_find(&test.file, file_object(&test.file, number), "/ColorSpace/DeviceGray"));
  size_t length;
  uint8_t *data = (uint8_t *)file_stream(&test.file, number, &length);
  rows_unfilter(data, 5, 40, 1);
  for (size_t y = 0; y < 5; y++)
    for (size_t x = 0; x < 40; x++)
      assert_int_equal(data[y * 40 + x], (uint8_t)(y * 31 + (4 * x + 3) * 7));
  free(data);
  file_end(&test);
  arena_drop(arena);
}

static void jpegs_pass_through_without_private_data(void **state) {
  (void)state;
  static const struct {
    struct jpeg_kind kind;
    const char *space, *special;
  } cases[] = {
      {{JCS_GRAYSCALE, false, false, 0}, "/ColorSpace/DeviceGray", NULL},
      {{JCS_RGB, false, false, 6}, "/ColorSpace/DeviceRGB", NULL},
      {{JCS_RGB, true, false, 0}, "/ColorSpace/DeviceRGB", NULL},
      {{JCS_RGB, false, true, 0}, "/ColorSpace/DeviceRGB", "/ColorTransform 0"},
      {{JCS_CMYK, false, false, 0}, "/ColorSpace/DeviceCMYK", "/Decode[1 0 1 0 1 0 1 0]"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct arena *arena = arena_new();
    struct picture picture = jpeg_picture(arena, cases[i].kind, 61, 35);
    struct picture_file test;
    file_begin(&test, &picture, 1);
    const char *object = file_find(&test.file, "/Subtype/Image");
    assert_non_null(object_find(&test.file, object, "/Width 61/Height 35/BitsPerComponent 8"));
    assert_non_null(object_find(&test.file, object, cases[i].space));
    assert_non_null(object_find(&test.file, object, "/Filter/DCTDecode"));
    if (cases[i].special)
      assert_non_null(object_find(&test.file, object, cases[i].special));
    assert_null(file_find(&test.file, "taken at home"));
    assert_null(file_find(&test.file, "Exif"));
    const uint8_t *data = (const uint8_t *)object_find(&test.file, object, "\nstream\n") + 8;
    unsigned length = object_number(&test.file, object, "/Length ");
    struct picture written = picture;
    written.data = data;
    written.length = length;
    if (cases[i].kind.orientation >= 5) {
      written.width = picture.height;
      written.height = picture.width;
    }
    struct samples samples;
    const char *why;
    assert_int_equal(jpeg_samples(arena, &written, &samples, &why), SAMPLES_READ);
    assert_int_equal(samples.length, length); /* nothing more to take out: whole, and ended by its end */
    file_end(&test);
    arena_drop(arena);
  }
}

static void orientations_turn_the_matrix(void **state) {
  (void)state;
  static const char *const matrices[] = {
      NULL,
      "60 0 0 30 10 150 cm",
      "-60 0 0 30 70 150 cm",
      "-60 0 0 -30 70 180 cm",
      "60 0 0 -30 10 180 cm",
      "0 -30 -60 0 70 180 cm",
      "0 -30 60 0 10 180 cm",
      "0 30 60 0 10 150 cm",
      "0 30 -60 0 70 150 cm",
  };
  for (int k = 1; k <= 8; k++) {
    struct arena *arena = arena_new();
    struct picture picture = jpeg_picture(arena, (struct jpeg_kind){JCS_RGB, false, false, k}, 32, 16);
    struct picture_file test;
    file_begin(&test, &picture, 1);
    size_t length;
    char *operators =
        file_stream(&test.file, object_number(&test.file, file_find(&test.file, "/Type/Page/"), "/Contents "), &length);
    assert_non_null(strstr(operators, matrices[k]));
    free(operators);
    file_end(&test);
    arena_drop(arena);
  }
}

static size_t count_of(const struct fixture_file *file, const char *what) {
  size_t count = 0;
  for (const char *at = file->data; (at = memmem(at, file->length - (size_t)(at - file->data), what, strlen(what)));
       at++)
    count++;
  return count;
}

static void equal_pictures_are_written_once(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct picture pictures[60];
  for (uint32_t i = 0; i < COUNT(pictures); i++)
    pictures[i] = png_picture(arena, (struct png_kind){PNG_COLOR_TYPE_GRAY, 8, false, false}, 5 + i % 20, 4);
  struct picture_file test;
  file_begin(&test, pictures, COUNT(pictures));
  assert_int_equal(count_of(&test.file, "/Subtype/Image"), 20);
  file_end(&test);
  arena_drop(arena);
}

/* --- damage --------------------------------------------------------------------------------------------------- */

typedef enum samples_status reader(struct arena *, const struct picture *, struct samples *, const char **);

static void cut_files_are_refused(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  const struct {
    struct picture picture;
    reader *read;
  } cases[] = {
      {png_picture(arena, (struct png_kind){PNG_COLOR_TYPE_RGB_ALPHA, 8, true, false}, 30, 30), png_samples},
      {jpeg_picture(arena, (struct jpeg_kind){JCS_RGB, false, false, 3}, 40, 40), jpeg_samples},
      {jpeg_picture(arena, (struct jpeg_kind){JCS_RGB, true, false, 0}, 40, 40), jpeg_samples},
  };
  for (size_t i = 0; i < COUNT(cases); i++)
    for (size_t length = 0; length < cases[i].picture.length; length += 1 + length / 64) {
      struct arena *scratch = arena_new();
      struct picture cut = cases[i].picture;
      cut.data = memcpy(malloc(length ? length : 1), cut.data, length); /* so that reads past the end are seen */
      cut.length = length;
      struct samples samples;
      const char *why;
      assert_int_not_equal(cases[i].read(scratch, &cut, &samples, &why), SAMPLES_READ);
      assert_non_null(why);
      free((void *)cut.data);
      arena_drop(scratch);
    }
  arena_drop(arena);
}

/* Thousands of files with changed bytes: whatever is read, nothing breaks (the sanitizers look on). */
static void changed_bytes_do_no_harm(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  const struct {
    struct picture picture;
    reader *read;
  } cases[] = {
      {png_picture(arena, (struct png_kind){PNG_COLOR_TYPE_PALETTE, 4, true, true}, 20, 20), png_samples},
      {png_picture(arena, (struct png_kind){PNG_COLOR_TYPE_RGB, 16, false, true}, 20, 20), png_samples},
      {jpeg_picture(arena, (struct jpeg_kind){JCS_RGB, false, false, 6}, 24, 24), jpeg_samples},
      {jpeg_picture(arena, (struct jpeg_kind){JCS_CMYK, true, false, 0}, 24, 24), jpeg_samples},
  };
  uint32_t random = 1;
  size_t refused = 0;
  for (size_t i = 0; i < COUNT(cases); i++)
    for (int round = 0; round < 1500; round++) {
      struct arena *scratch = arena_new();
      struct picture changed = cases[i].picture;
      uint8_t *data = arena_memdup(scratch, changed.data, changed.length);
      for (int k = 0; k < 1 + round % 4; k++) {
        random = random * 1103515245 + 12345;
        data[(random >> 8) % changed.length] = (uint8_t)(random >> 24);
      }
      changed.data = data;
      struct samples samples;
      const char *why;
      refused += cases[i].read(scratch, &changed, &samples, &why) != SAMPLES_READ;
      arena_drop(scratch);
    }
  assert_true(refused > 1000);
  arena_drop(arena);
}

static void damage_is_reported_once_with_the_place(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct picture picture = png_picture(arena, (struct png_kind){PNG_COLOR_TYPE_RGB, 8, false, false}, 30, 30);
  picture.length -= 20;
  struct sink *sink = sink_new();
  struct display_list *list = display_list_new(arena);
  struct display_page *page = display_page_add(arena, list, 400000, 200000, 0);
  for (int i = 0; i < 2; i++)
    display_item_add(arena, page, ITEM_IMAGE, NODE_ROOT)->image.picture = &picture;
  struct pdf_spec spec = {.info = &(struct document_info){0}, .program = "test", .sink = sink, .at = {"e.yaml", 7, 3}};
  struct pdf_document *document = pdf_document_new(&spec);
  struct device device = pdf_document_device(document);
  struct fixture_file file = {0};
  assert_false(device.part(device.self, list));
  assert_false(pdf_document_write(document, &(struct pdf_output){fixture_write, &file}));
  assert_null(file.data);
  assert_int_equal(sink_length(sink), 1);
  struct diagnostic_view view = sink_view(sink, 0, MESSAGE_ENGLISH, arena);
  assert_string_equal(view.code, "picture-broken");
  assert_int_equal(view.at.line, 7);
  assert_non_null(strstr(view.message, "picture.png"));
  pdf_document_drop(document);
  sink_drop(sink);
  arena_drop(arena);
}

static void sizes_that_lie_are_refused(void **state) {
  (void)state;
  struct arena *arena = arena_new();
  struct samples samples;
  const char *why;
  struct picture png = png_picture(arena, (struct png_kind){PNG_COLOR_TYPE_GRAY, 8, false, false}, 30, 30);
  png.width = 29;
  assert_int_equal(png_samples(arena, &png, &samples, &why), SAMPLES_BROKEN);
  struct picture jpeg = jpeg_picture(arena, (struct jpeg_kind){JCS_RGB, false, false, 0}, 30, 30);
  jpeg.height = 31;
  assert_int_equal(jpeg_samples(arena, &jpeg, &samples, &why), SAMPLES_BROKEN);
  arena_drop(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pngs_come_back_sample_by_sample),
      cmocka_unit_test(bits_behind_a_row_are_zero),
      cmocka_unit_test(masks_hold_the_alpha),
      cmocka_unit_test(jpegs_pass_through_without_private_data),
      cmocka_unit_test(orientations_turn_the_matrix),
      cmocka_unit_test(equal_pictures_are_written_once),
      cmocka_unit_test(cut_files_are_refused),
      cmocka_unit_test(changed_bytes_do_no_harm),
      cmocka_unit_test(damage_is_reported_once_with_the_place),
      cmocka_unit_test(sizes_that_lie_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
