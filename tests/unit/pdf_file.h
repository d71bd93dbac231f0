/* Reading back what a document wrote, far enough for tests: objects by number, streams, references. */
#ifndef TESTS_PDF_FILE_H
#define TESTS_PDF_FILE_H

#include "pdf_fixture.h"
#include "test_base.h"

#include "base/buffer.h"

#include <libdeflate.h>

/* The object's text, from << on. */
static inline const char *file_object(const struct fixture_file *file, unsigned number) {
  char head[32];
  int length = snprintf(head, sizeof head, "\n%u 0 obj\n", number);
  const char *at = memmem(file->data, file->length, head, (size_t)length);
  assert_non_null(at);
  return at + length;
}

/* Where `what` stands in the object, before its end; NULL: nowhere. */
static inline const char *object_find(const struct fixture_file *file, const char *object, const char *what) {
  const char *end = memmem(object, file->length - (size_t)(object - file->data), "endobj", 6);
  assert_non_null(end);
  return memmem(object, (size_t)(end - object), what, strlen(what));
}

/* The number that follows a key: "/Font 7 0 R" gives 7. */
static inline unsigned object_number(const struct fixture_file *file, const char *object, const char *key) {
  const char *at = object_find(file, object, key);
  assert_non_null(at);
  at += strlen(key);
  return (unsigned)strtoul(at + (*at == '['), NULL, 10);
}

/* An object that holds the text, searched in the order of the file; NULL: none. */
static inline const char *file_find(const struct fixture_file *file, const char *what) {
  return memmem(file->data, file->length, what, strlen(what));
}

/* The unpacked stream, NUL-terminated; the caller frees it. */
static inline char *file_stream(const struct fixture_file *file, unsigned number, size_t *length) {
  enum { ROOM = 4 << 20 };
  const char *object = file_object(file, number), *stream = object_find(file, object, "\nstream\n");
  assert_non_null(object_find(file, object, "/FlateDecode"));
  char *out = malloc(ROOM);
  assert_non_null(out);
  struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
  int result =
      libdeflate_zlib_decompress(inflater, stream + 8, object_number(file, object, "/Length "), out, ROOM - 1, length);
  libdeflate_free_decompressor(inflater);
  assert_int_equal(result, LIBDEFLATE_SUCCESS);
  out[*length] = '\0';
  return out;
}

/* Puts the objects of object streams behind the others, as if they stood in the file by themselves. */
static inline void file_unpack(struct fixture_file *file) {
  const char *trailer = memmem(file->data, file->length, "startxref\n", 10);
  assert_non_null(trailer);
  size_t end = (size_t)(trailer - file->data);
  char *tail = strdup(trailer);
  size_t tail_length = file->length - end;
  file->written = file->length;
  struct buffer objects = {0};
  for (const char *at = file->data; (at = memmem(at, (size_t)(file->data + end - at), "/Type/ObjStm", 12)); at++) {
    const char *head = at;
    while (memcmp(head, " obj\n", 5) != 0)
      head--;
    while (head[-1] != '\n')
      head--;
    size_t length;
    char *text = file_stream(file, (unsigned)strtoul(head, NULL, 10), &length), *pair = text;
    unsigned count = object_number(file, at, "/N "), first = object_number(file, at, "/First ");
    for (unsigned i = 0; i < count; i++) {
      unsigned long number = strtoul(pair, &pair, 10), start = first + strtoul(pair, &pair, 10);
      char *next = pair;
      unsigned long stop = length;
      if (i + 1 < count) {
        strtoul(next, &next, 10);
        stop = first + strtoul(next, &next, 10);
      }
      assert_true(start < stop && stop <= length && !memcmp(text + start, "<<", 2));
      buffer_printf(&objects, "\n%lu 0 obj\n", number);
      buffer_add(&objects, text + start, stop - start);
      buffer_text(&objects, "endobj\n");
    }
    free(text);
  }
  file->length = end;
  fixture_write(file, objects.data, objects.length);
  fixture_write(file, tail, tail_length);
  buffer_drop(&objects);
  free(tail);
}

/* A document of one list, made and written; nothing may be reported. */
static inline void file_make(const struct pdf_spec *spec, const struct display_list *list, struct fixture_file *file) {
  struct pdf_document *document = pdf_document_new(spec);
  struct device device = pdf_document_device(document);
  assert_true(device.part(device.self, list));
  assert_true(pdf_document_write(document, &(struct pdf_output){fixture_write, file}));
  file_unpack(file);
  pdf_document_drop(document);
}

#endif
