/* pdf/writer: objects, offsets, and the limits of the file format. */
#include "test_base.h"

#include "pdf_file.h"

#include "pdf/writer.h"

static void make_text(void *self, struct buffer *inside) {
  ++*(int *)self;
  buffer_text(inside, "/Made/Late");
}

static void objects_are_written_in_order(void **state) {
  (void)state;
  struct sink *sink = sink_new();
  struct deflater *deflater = deflater_new();
  struct writer *writer = writer_new((struct position){0}, sink, deflater);
  struct fixture_file file = {0};
  int made = 0;
  uint32_t first = writer_object(writer), second = writer_object(writer), third = writer_object(writer);
  assert_int_equal(first, WRITER_INFO + 1);
  assert_int_equal(second, first + 1);
  char *data = malloc(7);
  memcpy(data, "stream!", 7);
  writer_stream(writer, third, (struct blob){data, 7});
  writer_lazy(writer, second, make_text, &made);
  writer_dictionary_literal(writer, first, "/Given/Early");
  writer_dictionary_literal(writer, WRITER_PAGES, "/Count 0/Kids[]");
  writer_trailer(writer, "/ID[<00><00>]");
  assert_int_equal(made, 0);
  assert_true(writer_write(writer, &(struct pdf_output){fixture_write, &file}));
  assert_int_equal(made, 1);
  assert_non_null(file_find(&file, "\n6 0 obj\n<<\n/Length 7>>\nstream\nstream!\nendstream\nendobj\n"));
  assert_non_null(file_find(&file, "/Root 1 0 R/Info 3 0 R/ID[<00><00>]"));
  assert_null(file_find(&file, "\n4 0 obj\n"));
  file_unpack(&file);
  assert_non_null(file_find(&file, "\n4 0 obj\n<<\n/Given/Early>>\nendobj\n\n5 0 obj\n<<\n/Made/Late>>\nendobj\n"));
  writer_drop(writer);
  deflater_drop(deflater);
  sink_drop(sink);
  free(file.data);
}

struct reference { /* a row of the cross-reference stream */
  unsigned kind, where, index;
};

/* As wide as offsets need: 65,535 take two bytes. */
static struct reference *references_read(const struct fixture_file *file, unsigned *count) {
  const char *start = strstr(memmem(file->data, file->length, "startxref\n", 10), "\n") + 1;
  unsigned long place = strtoul(start, NULL, 10);
  const char *object = file->data + place;
  unsigned where = object_number(file, object, "/W[1 "), row = 1 + where + 2;
  assert_int_equal(where, place < 1 << 16 ? 2 : place < 1 << 24 ? 3 : 4);
  size_t length;
  *count = object_number(file, object, "/Size ");
  char *rows = file_stream(file, (unsigned)strtoul(object, NULL, 10), &length);
  assert_int_equal(length, *count * (row + 1));
  struct reference *out = calloc(*count, sizeof *out);
  assert_non_null(out);
  uint8_t bytes[7] = {0};
  for (unsigned i = 0; i < *count; i++) {
    for (unsigned k = 0; k < row; k++)
      bytes[k] = (uint8_t)(bytes[k] + rows[i * (row + 1) + 1 + k]);
    out[i].kind = bytes[0];
    for (unsigned k = 1; k <= where; k++)
      out[i].where = out[i].where << 8 | bytes[k];
    out[i].index = (unsigned)bytes[where + 1] << 8 | bytes[where + 2];
  }
  free(rows);
  return out;
}

/* The number that stands at an index of an object stream. */
static unsigned long packed_number(const struct fixture_file *file, unsigned stream, unsigned index) {
  size_t length;
  char *text = file_stream(file, stream, &length), *at = text;
  for (unsigned i = 0; i < 2 * index; i++)
    strtoul(at, &at, 10);
  unsigned long number = strtoul(at, NULL, 10);
  free(text);
  return number;
}

/* The cross-references, entry by entry: an object is where it should be, alone or in a stream. */
static void references_are_right(void **state) {
  (void)state;
  struct sink *sink = sink_new();
  struct deflater *deflater = deflater_new();
  struct writer *writer = writer_new((struct position){0}, sink, deflater);
  struct fixture_file file = {0};
  struct buffer inside = {0};
  buffer_text(&inside, "/A 1");
  enum { OBJECTS = 9000 };
  for (int i = 0; i < OBJECTS; i += 3) {
    writer_pack(writer, writer_packed_object(writer), &inside);
    writer_dictionary(writer, writer_object(writer), &inside);
    writer_stream(writer, writer_object(writer), (struct blob){calloc(1, 1), 1});
  }
  assert_true(writer_write(writer, &(struct pdf_output){fixture_write, &file}));
  unsigned count, streams = 0;
  struct reference *rows = references_read(&file, &count);
  assert_true(count > OBJECTS + 4);
  assert_int_equal(rows[0].kind, 0);
  for (unsigned i = 1; i < count; i++) {
    const struct reference *row = &rows[i];
    bool packed = i < 4 || (i < OBJECTS + 4 && (i - 4) % 3 < 2);
    assert_int_equal(row->kind, packed ? 2 : 1);
    if (!packed) {
      char head[32];
      int length = snprintf(head, sizeof head, "%u 0 obj\n", i);
      assert_true(row->where < file.length);
      assert_memory_equal(file.data + row->where, head, (size_t)length);
      streams += i >= OBJECTS + 4;
    } else if (i % 100 == 0)
      assert_int_equal(packed_number(&file, row->where, row->index), i);
  }
  assert_true(streams > 2); /* two object streams or more, and the references themselves */
  free(rows);
  buffer_drop(&inside);
  writer_drop(writer);
  deflater_drop(deflater);
  sink_drop(sink);
  free(file.data);
}

static bool swallow(void *self, const void *data, size_t length) {
  (void)data;
  *(size_t *)self += length;
  return true;
}

/* Zero pages that are only read take no memory. */
static void files_past_two_gibibytes_are_refused(void **state) {
  (void)state;
  static const struct {
    size_t each;
    bool good;
  } cases[] = {{(size_t)1 << 30, false}, {((size_t)1 << 30) - 4096, true}};
  for (size_t i = 0; i < COUNT(cases); i++) {
    struct sink *sink = sink_new();
    struct deflater *deflater = deflater_new();
    struct writer *writer = writer_new((struct position){"event.yaml", 1, 1}, sink, deflater);
    for (int k = 0; k < 2; k++)
      writer_stream(writer, writer_object(writer), (struct blob){calloc(cases[i].each, 1), cases[i].each});
    size_t length = 0;
    assert_int_equal(writer_write(writer, &(struct pdf_output){swallow, &length}), cases[i].good);
    assert_int_equal(sink_length(sink), !cases[i].good);
    assert_true(length < (size_t)1 << 31);
    if (!cases[i].good) {
      struct arena *arena = arena_new();
      assert_string_equal(sink_view(sink, 0, MESSAGE_ENGLISH, arena).code, "pdf-size");
      arena_drop(arena);
    }
    writer_drop(writer);
    deflater_drop(deflater);
    sink_drop(sink);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(objects_are_written_in_order),
      cmocka_unit_test(references_are_right),
      cmocka_unit_test(files_past_two_gibibytes_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
