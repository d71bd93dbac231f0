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
  struct writer *writer = writer_new((struct position){0}, sink);
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
  writer_trailer(writer, "/ID[<00><00>]\n");
  assert_int_equal(made, 0);
  assert_true(writer_write(writer, &(struct pdf_output){fixture_write, &file}));
  assert_int_equal(made, 1);
  assert_non_null(file_find(&file, "\n4 0 obj\n<<\n/Given/Early>>\nendobj\n5 0 obj\n<<\n/Made/Late>>\nendobj\n"
                                   "6 0 obj\n<<\n/Length 7>>\nstream\nstream!\nendstream\nendobj\n"));
  assert_non_null(file_find(&file, "/ID[<00><00>]\n"));
  writer_drop(writer);
  sink_drop(sink);
  free(file.data);
}

/* The cross-reference table, entry by entry: an object begins where it says. */
static void offsets_are_right(void **state) {
  (void)state;
  struct sink *sink = sink_new();
  struct writer *writer = writer_new((struct position){0}, sink);
  struct fixture_file file = {0};
  enum { OBJECTS = 3000 };
  for (int i = 0; i < OBJECTS; i++)
    writer_dictionary_literal(writer, writer_object(writer), "/A 1");
  assert_true(writer_write(writer, &(struct pdf_output){fixture_write, &file}));
  const char *table = file_find(&file, "\nxref\n0 3004\n");
  assert_non_null(table);
  table += strlen("\nxref\n0 3004\n");
  for (int i = 1; i < OBJECTS + 4; i++) {
    char head[32];
    int length = snprintf(head, sizeof head, "%d 0 obj\n", i);
    unsigned long offset = strtoul(table + 20 * i, NULL, 10);
    assert_true(offset < file.length);
    assert_memory_equal(file.data + offset, head, (size_t)length);
  }
  writer_drop(writer);
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
    struct writer *writer = writer_new((struct position){"event.yaml", 1, 1}, sink);
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
    sink_drop(sink);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(objects_are_written_in_order),
      cmocka_unit_test(offsets_are_right),
      cmocka_unit_test(files_past_two_gibibytes_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
