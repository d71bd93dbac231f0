/* pdf/deflate: what is kept for the next document is what would be made for it. */
#include "test_base.h"

#include "base/arena.h"
#include "pdf/deflate.h"

#include <libdeflate.h>

static void expect(struct blob blob, const char *data, size_t length) {
  char plain[4096];
  size_t size;
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
  assert_int_equal(libdeflate_zlib_decompress(decompressor, blob.data, blob.length, plain, sizeof plain, &size), 0);
  libdeflate_free_decompressor(decompressor);
  assert_int_equal(size, length);
  assert_memory_equal(plain, data, length);
  free(blob.data);
}

/* More texts than are kept, in turns: each comes back as itself, whether kept or made again. */
static void shared_is_the_same(void **state) {
  (void)state;
  struct deflater *deflater = deflater_new();
  for (int turn = 0; turn < 3; turn++)
    for (int i = 0; i < 40; i++) {
      char text[200];
      int length = snprintf(text, sizeof text, "%0150d", i % 20);
      struct blob made = deflate_data(deflater, text, (size_t)length);
      struct blob shared = deflate_shared(deflater, text, (size_t)length);
      assert_int_equal(made.length, shared.length);
      assert_memory_equal(made.data, shared.data, made.length);
      expect(made, text, (size_t)length);
      expect(shared, text, (size_t)length);
    }
  expect(deflate_shared(deflater, "", 0), "", 0);
  deflater_drop(deflater);
  deflater_drop(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(shared_is_the_same)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
