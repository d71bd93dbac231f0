/* input/picture: headers of JPEG and PNG, made here byte by byte, whole and cut at every place. */
#include "test_base.h"

#include "base/buffer.h"
#include "base/hash.h"
#include "input/picture.h"

enum { PIXELS = 1000000 };

static char folder[] = "/tmp/basma-picture-XXXXXX";
static const char *const folders[] = {"/nonexistent", folder, NULL};
static const struct position asked = {"event.yaml", 4, 7};

static struct arena *arena;
static struct sink *sink;

static int begin(void **state) {
  (void)state;
  arena = arena_new();
  sink = sink_new();
  return mkdtemp(folder) ? 0 : 1;
}

static int end(void **state) {
  (void)state;
  char command[256];
  sink_drop(sink);
  arena_drop(arena);
  snprintf(command, sizeof command, "rm -rf %s", folder);
  return system(command);
}

/* Reads a picture of these bytes; the messages are in a fresh `sink`. */
static const struct picture *read_bytes(const char *data, size_t length) {
  char path[256];
  sink_drop(sink);
  sink = sink_new();
  snprintf(path, sizeof path, "%s/p", folder);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fwrite(data, 1, length, file);
  fclose(file);
  return picture_read(arena, folders, "p", PIXELS, asked, sink);
}

static const char *code(void) {
  return sink_length(sink) ? sink_view(sink, 0, MESSAGE_ENGLISH, arena).code : "";
}

static void add(struct buffer *out, uint32_t value, int bytes) {
  while (bytes-- > 0)
    buffer_byte(out, (char)(value >> 8 * bytes & 0xFF));
}

static void chunk(struct buffer *out, const char *type, const struct buffer *data) {
  add(out, (uint32_t)(data ? data->length : 0), 4);
  buffer_text(out, type);
  if (data)
    buffer_add(out, data->data, data->length);
  add(out, 0, 4);
}

struct png {
  uint32_t width, height, depth, type;
};

static struct buffer png_make(struct png png) {
  struct buffer out = {0}, header = {0}, data = {0};
  buffer_add(&out, "\x89PNG\r\n\x1A\n", 8);
  add(&header, png.width, 4);
  add(&header, png.height, 4);
  add(&header, png.depth, 1);
  add(&header, png.type, 1);
  add(&header, 0, 3);
  buffer_text(&data, "not looked at");
  chunk(&out, "IHDR", &header);
  chunk(&out, "IDAT", &data);
  chunk(&out, "IEND", NULL);
  buffer_drop(&header);
  buffer_drop(&data);
  return out;
}

struct jpeg {
  uint32_t width, height, marker, precision, components, orientation;
  bool little;
};

static void exif(struct buffer *out, uint32_t orientation, bool little) {
  add(out, 0xFFE1, 2);
  add(out, 2 + 6 + 8 + 2 + 12, 2);
  buffer_add(out, "Exif\0\0", 6);
  if (little) {
    buffer_add(out, "II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", 18);
    add(out, orientation << 8, 2);
  } else {
    buffer_add(out, "MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01", 18);
    add(out, orientation, 2);
  }
  add(out, 0, 2);
}

static struct buffer jpeg_make(struct jpeg jpeg) {
  struct buffer out = {0};
  add(&out, 0xFFD8, 2);
  if (jpeg.orientation)
    exif(&out, jpeg.orientation, jpeg.little);
  add(&out, 0xFFFF, 2); /* a fill byte before the marker */
  add(&out, jpeg.marker, 1);
  add(&out, 8 + 3 * jpeg.components, 2);
  add(&out, jpeg.precision, 1);
  add(&out, jpeg.height, 2);
  add(&out, jpeg.width, 2);
  add(&out, jpeg.components, 1);
  for (uint32_t i = 0; i < 3 * jpeg.components; i++)
    add(&out, 0, 1);
  add(&out, 0xFFDA0004, 4);
  add(&out, 0, 2);
  buffer_add(&out, "data\xFF\0more\xFF\xD3last", 15); /* stuffing and a restart marker */
  add(&out, 0xFFD9, 2);
  return out;
}

static void png_whole(void **state) {
  (void)state;
  struct buffer png = png_make((struct png){300, 200, 8, 2});
  size_t whole = png.length;
  buffer_text(&png, "behind the end");
  const struct picture *picture = read_bytes(png.data, png.length);
  assert_non_null(picture);
  assert_int_equal(sink_length(sink), 0);
  assert_false(picture->jpeg);
  assert_int_equal(picture->width, 300);
  assert_int_equal(picture->height, 200);
  assert_int_equal(picture->length, whole);
  uint8_t digest[32];
  hash_data(png.data, whole, digest);
  assert_memory_equal(picture->digest, digest, 32);
  for (size_t length = 8; length < whole; length++) {
    assert_null(read_bytes(png.data, length));
    assert_string_equal(code(), "picture-damaged");
  }
  buffer_drop(&png);
}

static void png_kinds(void **state) {
  (void)state;
  static const struct {
    struct png png;
    const char *code;
  } cases[] = {
      {{1, 1, 1, 0}, ""},
      {{1, 1, 16, 6}, ""},
      {{1, 1, 4, 3}, ""},
      {{1000, 1000, 8, 0}, ""},
      {{0, 1, 8, 0}, "picture-damaged"},
      {{1, 1, 3, 0}, "picture-damaged"},
      {{1, 1, 4, 2}, "picture-damaged"},
      {{1, 1, 16, 3}, "picture-damaged"},
      {{1, 1, 8, 5}, "picture-damaged"},
      {{1001, 1000, 8, 0}, "picture-pixels"},
      {{4294967295, 4294967295, 8, 0}, "picture-pixels"},
      {{65536, 1, 8, 0}, "picture-pixels"},
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer png = png_make(cases[i].png);
    bool read = read_bytes(png.data, png.length) != NULL;
    assert_int_equal(read, !*cases[i].code);
    assert_string_equal(code(), cases[i].code);
    buffer_drop(&png);
  }
}

static void jpeg_whole(void **state) {
  (void)state;
  struct buffer jpeg =
      jpeg_make((struct jpeg){.width = 640, .height = 480, .marker = 0xC2, .precision = 8, .components = 3});
  size_t whole = jpeg.length;
  buffer_text(&jpeg, "behind the end");
  const struct picture *picture = read_bytes(jpeg.data, jpeg.length);
  assert_non_null(picture);
  assert_true(picture->jpeg);
  assert_int_equal(picture->width, 640);
  assert_int_equal(picture->height, 480);
  assert_int_equal(picture->length, whole);
  for (size_t length = 3; length < whole; length++) {
    assert_null(read_bytes(jpeg.data, length));
    assert_string_equal(code(), "picture-damaged");
  }
  buffer_drop(&jpeg);
}

static void jpeg_kinds(void **state) {
  (void)state;
  static const struct {
    struct jpeg jpeg;
    const char *code;
    bool read;
  } cases[] = {
      {{10, 10, 0xC0, 8, 1, 0, false}, "", true},
      {{10, 10, 0xC1, 8, 4, 0, false}, "", true},
      {{10, 10, 0xC0, 8, 3, 1, false}, "", true},
      {{10, 10, 0xC0, 8, 3, 6, false}, "picture-turned", true},
      {{10, 10, 0xC0, 8, 3, 3, true}, "picture-turned", true},
      {{10, 10, 0xC0, 8, 3, 9, false}, "", true},
      {{10, 10, 0xC0, 12, 3, 0, false}, "picture-variant", false},
      {{10, 10, 0xC3, 8, 3, 0, false}, "picture-variant", false},
      {{10, 10, 0xC9, 8, 3, 0, false}, "picture-variant", false},
      {{10, 10, 0xC0, 8, 2, 0, false}, "picture-variant", false},
      {{10, 0, 0xC0, 8, 3, 0, false}, "picture-damaged", false},
      {{1001, 1000, 0xC0, 8, 3, 0, false}, "picture-pixels", false},
      {{10, 10, 0xC4, 8, 3, 0, false}, "picture-damaged", false}, /* no frame at all */
  };
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct buffer jpeg = jpeg_make(cases[i].jpeg);
    bool read = read_bytes(jpeg.data, jpeg.length) != NULL;
    assert_int_equal(read, cases[i].read);
    assert_string_equal(code(), cases[i].code);
    buffer_drop(&jpeg);
  }
}

static void others(void **state) {
  (void)state;
  static const char *const kinds[] = {"GIF89a", "", "%PDF-1.7", "\x89PNG", "\xFF\xD8"};
  for (size_t i = 0; i < COUNT(kinds); i++) {
    assert_null(read_bytes(kinds[i], strlen(kinds[i])));
    assert_string_equal(code(), "picture-kind");
  }
  static const char *const names[][2] = {
      {"absent.png", "file-missing"}, {"../p", "file-outside"}, {"/p", "file-outside"}};
  for (size_t i = 0; i < COUNT(names); i++) {
    sink_drop(sink);
    sink = sink_new();
    const char *const inside[] = {folder, NULL};
    assert_null(picture_read(arena, inside, names[i][0], PIXELS, asked, sink));
    assert_string_equal(code(), names[i][1]);
    assert_int_equal(sink_view(sink, 0, MESSAGE_ENGLISH, arena).at.line, 4);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(png_whole),  cmocka_unit_test(png_kinds), cmocka_unit_test(jpeg_whole),
      cmocka_unit_test(jpeg_kinds), cmocka_unit_test(others),
  };
  return cmocka_run_group_tests(tests, begin, end);
}
