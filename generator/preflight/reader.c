/* The only file that knows libqpdf. Its C interface catches the exceptions of the C++ library; what they said waits in
 * the handle until it is asked for. */
#include "preflight/reader.h"

#include <qpdf/qpdf-c.h>

#include <string.h>

enum { ANCESTORS = 64 }; /* of a page: deeper trees are loops or attacks */

struct reader {
  qpdf_data qpdf;
  char version[16];
};

static void reader_close(void *self) {
  struct reader *reader = self;
  qpdf_cleanup(&reader->qpdf);
}

const char *reader_trouble(struct reader *reader) {
  if (qpdf_has_error(reader->qpdf))
    return qpdf_get_error_message_detail(reader->qpdf, qpdf_get_error(reader->qpdf));
  if (qpdf_more_warnings(reader->qpdf))
    return qpdf_get_error_message_detail(reader->qpdf, qpdf_next_warning(reader->qpdf));
  return NULL;
}

struct reader *reader_open(struct arena *arena, const char *path, const char **why) {
  struct reader *reader = arena_zalloc(arena, 1, sizeof *reader);
  reader->qpdf = qpdf_init();
  arena_defer(arena, reader_close, reader);
  qpdf_set_suppress_warnings(reader->qpdf, QPDF_TRUE);
  qpdf_silence_errors(reader->qpdf);
  if ((qpdf_read(reader->qpdf, path, NULL) & QPDF_ERRORS) == 0)
    return reader;
  const char *trouble = reader_trouble(reader);
  *why = arena_strdup(arena, trouble ? trouble : "");
  return NULL;
}

bool reader_is_encrypted(struct reader *reader) {
  return qpdf_is_encrypted(reader->qpdf);
}

struct object reader_trailer(struct reader *reader) {
  return (struct object){qpdf_get_trailer(reader->qpdf)};
}

struct object reader_catalog(struct reader *reader) {
  return (struct object){qpdf_get_root(reader->qpdf)};
}

const char *reader_version(struct reader *reader) {
  const char *header = qpdf_get_pdf_version(reader->qpdf);
  struct object version = object_key(reader, reader_catalog(reader), "/Version");
  const char *catalog =
      object_kind(reader, version) == OBJECT_NAME ? qpdf_oh_get_name(reader->qpdf, version.handle) + 1 : "";
  const char *later = strcmp(catalog, header) > 0 ? catalog : header;
  size_t length = strnlen(later, sizeof reader->version - 1);
  memcpy(reader->version, later, length);
  reader->version[length] = '\0';
  return reader->version;
}

size_t reader_pages(struct reader *reader) {
  int count = qpdf_get_num_pages(reader->qpdf);
  return count > 0 ? (size_t)count : 0;
}

struct object reader_page(struct reader *reader, size_t index) {
  return (struct object){qpdf_get_page_n(reader->qpdf, index)};
}

enum object_kind object_kind(struct reader *reader, struct object object) {
  if (!object.handle)
    return OBJECT_NOTHING;
  switch (qpdf_oh_get_type_code(reader->qpdf, object.handle)) {
  case ot_uninitialized:
  case ot_reserved:
  case ot_null:
    return OBJECT_NOTHING;
  case ot_name:
    return OBJECT_NAME;
  case ot_integer:
  case ot_real:
    return OBJECT_NUMBER;
  case ot_array:
    return OBJECT_ARRAY;
  case ot_dictionary:
    return OBJECT_DICTIONARY;
  case ot_stream:
    return OBJECT_STREAM;
  default:
    return OBJECT_OTHER;
  }
}

int object_number(struct reader *reader, struct object object) {
  return object.handle ? qpdf_oh_get_object_id(reader->qpdf, object.handle) : 0;
}

struct object object_key(struct reader *reader, struct object object, const char *key) {
  enum object_kind kind = object_kind(reader, object);
  unsigned dictionary = kind == OBJECT_STREAM ? qpdf_oh_get_dict(reader->qpdf, object.handle) : object.handle;
  if (kind != OBJECT_DICTIONARY && kind != OBJECT_STREAM)
    return (struct object){0};
  struct object found = {qpdf_oh_get_key(reader->qpdf, dictionary, key)};
  if (object_kind(reader, found) == OBJECT_NOTHING)
    found.handle = 0;
  return found;
}

struct object page_key(struct reader *reader, struct object page, const char *key) {
  for (int i = 0; i < ANCESTORS && page.handle; i++) {
    struct object found = object_key(reader, page, key);
    if (found.handle)
      return found;
    page = object_key(reader, page, "/Parent");
  }
  return (struct object){0};
}

size_t object_count(struct reader *reader, struct object array) {
  int count = object_kind(reader, array) == OBJECT_ARRAY ? qpdf_oh_get_array_n_items(reader->qpdf, array.handle) : 0;
  return count > 0 ? (size_t)count : 0;
}

struct object object_item(struct reader *reader, struct object array, size_t index) {
  if (index >= object_count(reader, array))
    return (struct object){0};
  return (struct object){qpdf_oh_get_array_item(reader->qpdf, array.handle, (int)index)};
}

const char **object_keys(struct reader *reader, struct arena *arena, struct object object, size_t *count) {
  const char **keys = NULL;
  size_t capacity = 0;
  *count = 0;
  enum object_kind kind = object_kind(reader, object);
  if (kind != OBJECT_DICTIONARY && kind != OBJECT_STREAM)
    return NULL;
  qpdf_oh_begin_dict_key_iter(reader->qpdf,
                              kind == OBJECT_STREAM ? qpdf_oh_get_dict(reader->qpdf, object.handle) : object.handle);
  while (qpdf_oh_dict_more_keys(reader->qpdf))
    *ARENA_PUSH(arena, keys, *count, capacity) = arena_strdup(arena, qpdf_oh_dict_next_key(reader->qpdf));
  return keys;
}

bool object_is_name(struct reader *reader, struct object object, const char *name) {
  return object_kind(reader, object) == OBJECT_NAME && !strcmp(qpdf_oh_get_name(reader->qpdf, object.handle), name);
}

const char *object_name(struct reader *reader, struct arena *arena, struct object object) {
  return object_kind(reader, object) == OBJECT_NAME ? arena_strdup(arena, qpdf_oh_get_name(reader->qpdf, object.handle))
                                                    : "";
}

const char *object_text(struct reader *reader, struct arena *arena, struct object object) {
  if (!object.handle || !qpdf_oh_is_string(reader->qpdf, object.handle))
    return "";
  return arena_strdup(arena, qpdf_oh_get_utf8_value(reader->qpdf, object.handle));
}

bool object_value(struct reader *reader, struct object object, double *value) {
  return object_kind(reader, object) == OBJECT_NUMBER &&
         qpdf_oh_get_value_as_number(reader->qpdf, object.handle, value);
}

unsigned char *object_data(struct reader *reader, struct object stream, size_t *length) {
  unsigned char *data = NULL;
  QPDF_BOOL unpacked = QPDF_FALSE;
  *length = 0;
  if (object_kind(reader, stream) == OBJECT_STREAM)
    qpdf_oh_get_stream_data(reader->qpdf, stream.handle, qpdf_dl_specialized, &unpacked, &data, length);
  return data;
}

unsigned char *page_data(struct reader *reader, struct object page, size_t *length) {
  unsigned char *data = NULL;
  *length = 0;
  qpdf_oh_get_page_content_data(reader->qpdf, page.handle, &data, length);
  return data;
}

void reader_forget(struct reader *reader) {
  qpdf_oh_release_all(reader->qpdf);
}
