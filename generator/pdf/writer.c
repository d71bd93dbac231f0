/* libharu's document, object and stream layer, and the only file that knows it.
 *
 * An object is an empty HPDF_Dict whose write_fn prints our own text inside << >>. Its stream is printed by
 * after_write_fn, which libharu calls behind the closing >>; libharu's own streams would cost a second object for each
 * /Length, though our lengths are known. libharu's high-level API for text, fonts, PNG and PDF/A is not used: it is not
 * fit for hostile input (see the header files it would take: fonts.c, images.c and content.c do that work).
 *
 * Its HPDF_SaveToStream writes the files of PDF 1.4, with a table of all objects. Here objects without a stream go into
 * object streams (object_streams.c), and the rest is written in the order of numbers. */
#include "pdf/writer.h"

#include "pdf/object_streams.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_streams.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 2.4 changes the layout of the structs that are used here. */
#if HPDF_MAJOR_VERSION != 2 || HPDF_MINOR_VERSION != 3
#error "pdf/writer.c is written for libharu 2.3"
#endif

enum { PIECE = 64 * 1024 };               /* bytes handed to the output at once */
static const size_t FILE_LIMIT = INT_MAX; /* libharu clamps offsets past it without a word */

struct text {
  size_t length;
  char bytes[]; /* may hold NULs */
};

struct object {
  struct writer *writer;
  HPDF_Dict dict;
  writer_make make; /* NULL: self is a struct text, or NULL */
  void *self;
  struct blob stream; /* data NULL: none */
};

struct writer {
  struct arena *arena; /* of objects and texts */
  struct position at;
  struct sink *sink;
  HPDF_Doc doc;
  struct object **objects; /* by number; NULL: in an object stream */
  size_t object_count, object_capacity;
  HPDF_STATUS status; /* of libharu's first failure */
  struct object_streams *streams;
  const char *version;  /* "1.7" */
  struct buffer text;   /* of the object being written */
  struct buffer packed; /* an object on its way into an object stream */
  const char *trailer;  /* entries besides /Root and /Info */
  struct buffer piece;
  const struct pdf_output *output;
  size_t written;
  bool too_large, output_failed;
};

static void haru_failed(HPDF_STATUS error, HPDF_STATUS detail, void *self) {
  (void)detail;
  struct writer *writer = self;
  if (!writer->status)
    writer->status = error;
}

static void status_check(struct writer *writer, HPDF_STATUS status) {
  if (status != HPDF_OK)
    haru_failed(status, 0, writer);
}

static void *haru_alloc(HPDF_UINT size) {
  return memory_alloc(size);
}

static HPDF_STATUS text_write(HPDF_Stream stream, const void *data, size_t length) {
  const HPDF_BYTE *bytes = data;
  while (length) {
    HPDF_UINT part = length < PIECE ? (HPDF_UINT)length : PIECE;
    HPDF_STATUS status = HPDF_Stream_Write(stream, bytes, part);
    if (status != HPDF_OK)
      return status;
    bytes += part;
    length -= part;
  }
  return HPDF_OK;
}

static HPDF_STATUS object_write(HPDF_Dict dict, HPDF_Stream stream) {
  struct object *object = dict->attr;
  struct buffer *text = &object->writer->text;
  buffer_clear(text);
  if (object->make)
    object->make(object->self, text);
  else if (object->self)
    buffer_add(text, ((struct text *)object->self)->bytes, ((struct text *)object->self)->length);
  if (object->stream.data)
    buffer_printf(text, "/Length %zu", object->stream.length);
  return text_write(stream, text->data, text->length);
}

static HPDF_STATUS stream_write(HPDF_Dict dict) {
  struct object *object = dict->attr;
  if (!object->stream.data)
    return HPDF_OK;
  HPDF_Stream stream = object->writer->doc->stream;
  HPDF_STATUS status = text_write(stream, "\nstream\n", 8);
  if (status == HPDF_OK)
    status = text_write(stream, object->stream.data, object->stream.length);
  if (status == HPDF_OK)
    status = text_write(stream, "\nendstream", 10);
  free(object->stream.data);
  object->stream = (struct blob){0};
  return status;
}

static uint32_t object_add(struct writer *writer, struct object *object) {
  *ARENA_PUSH(writer->arena, writer->objects, writer->object_count, writer->object_capacity) = object;
  return (uint32_t)writer->object_count - 1;
}

static uint32_t object_hook(struct writer *writer, HPDF_Dict dict) {
  struct object *object = arena_zalloc(writer->arena, 1, sizeof *object);
  object->writer = writer;
  object->dict = dict;
  dict->attr = object;
  dict->before_write_fn = NULL;
  dict->write_fn = object_write;
  dict->after_write_fn = stream_write;
  return object_add(writer, object);
}

uint32_t writer_object(struct writer *writer) {
  if (writer->status)
    return 0;
  HPDF_Dict dict = HPDF_Dict_New(writer->doc->mmgr);
  status_check(writer, dict ? HPDF_Xref_Add(writer->doc->xref, dict) : HPDF_FAILD_TO_ALLOC_MEM);
  return writer->status ? 0 : object_hook(writer, dict);
}

uint32_t writer_packed_object(struct writer *writer) {
  return object_add(writer, NULL);
}

void writer_pack(struct writer *writer, uint32_t number, const struct buffer *inside) {
  buffer_clear(&writer->packed);
  buffer_text(&writer->packed, "<<");
  buffer_add(&writer->packed, inside->data, inside->length);
  buffer_text(&writer->packed, ">>");
  object_streams_add(writer->streams, number, writer->packed.data, writer->packed.length);
}

/* What HPDF_NewEx put into a new document and we write ourselves. References within it are to libharu's numbers: the
 * first three are the same as ours. */
static void document_empty(struct writer *writer) {
  HPDF_Doc doc = writer->doc;
  status_check(writer, HPDF_Dict_RemoveElement(doc->info, "Producer"));
  status_check(writer, HPDF_Dict_RemoveElement(doc->root_pages, "Kids"));
  status_check(writer, HPDF_Dict_RemoveElement(doc->root_pages, "Count"));
  object_add(writer, NULL); /* number 0 */
  object_hook(writer, doc->catalog);
  object_hook(writer, doc->root_pages);
  object_hook(writer, doc->info);
}

static HPDF_STATUS piece_flush(struct writer *writer) {
  if (writer->piece.length && !writer->output_failed)
    writer->output_failed = !writer->output->write(writer->output->self, writer->piece.data, writer->piece.length);
  buffer_clear(&writer->piece);
  return writer->output_failed ? HPDF_FILE_IO_ERROR : HPDF_OK;
}

static HPDF_STATUS bytes_write(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT length) {
  struct writer *writer = stream->attr;
  writer->written += length;
  writer->too_large = writer->too_large || writer->written > FILE_LIMIT;
  if (writer->too_large)
    return HPDF_FILE_IO_ERROR;
  buffer_add(&writer->piece, bytes, length);
  return writer->piece.length < PIECE ? HPDF_OK : piece_flush(writer);
}

struct writer *writer_new(struct position at, struct sink *sink, struct deflater *deflater) {
  struct writer *writer = memory_alloc(sizeof *writer);
  *writer = (struct writer){
      .arena = arena_new(), .at = at, .sink = sink, .version = "1.7", .streams = object_streams_new(deflater)};
  writer->doc = HPDF_NewEx(haru_failed, haru_alloc, free, 0, writer);
  if (!writer->doc)
    return writer; /* `status` says why */
  document_empty(writer);
  return writer;
}

void writer_version_16(struct writer *writer) {
  writer->version = "1.6";
}

void writer_drop(struct writer *writer) {
  if (!writer)
    return;
  for (size_t i = 0; i < writer->object_count; i++)
    if (writer->objects[i])
      free(writer->objects[i]->stream.data);
  if (writer->doc)
    HPDF_Free(writer->doc);
  object_streams_drop(writer->streams);
  buffer_drop(&writer->text);
  buffer_drop(&writer->packed);
  buffer_drop(&writer->piece);
  arena_drop(writer->arena);
  free(writer);
}

/* Object 0 is given out after a failure and takes what belongs to nobody. */
static struct object *object_find(struct writer *writer, uint32_t number) {
  return number && number < writer->object_count ? writer->objects[number] : NULL;
}

static struct text *text_keep(struct writer *writer, const void *bytes, size_t length) {
  struct text *text = arena_alloc(writer->arena, sizeof *text + length);
  text->length = length;
  memcpy(text->bytes, bytes, length);
  return text;
}

static void object_text_set(struct writer *writer, uint32_t number, const void *bytes, size_t length) {
  struct object *object = object_find(writer, number);
  if (!object || !length)
    return;
  object->make = NULL;
  object->self = text_keep(writer, bytes, length);
}

void writer_dictionary(struct writer *writer, uint32_t number, const struct buffer *inside) {
  object_text_set(writer, number, inside->data, inside->length);
}

void writer_dictionary_literal(struct writer *writer, uint32_t number, const char *inside) {
  object_text_set(writer, number, inside, strlen(inside));
}

void writer_lazy(struct writer *writer, uint32_t number, writer_make make, void *self) {
  struct object *object = object_find(writer, number);
  if (!object)
    return;
  object->make = make;
  object->self = self;
}

void writer_stream(struct writer *writer, uint32_t number, struct blob data) {
  struct object *object = object_find(writer, number);
  if (object)
    object->stream = data;
  else
    free(data.data);
}

void writer_trailer(struct writer *writer, const char *inside) {
  writer->trailer = arena_strdup(writer->arena, inside);
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static HPDF_STATUS packed_write(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT length) {
  buffer_add(stream->attr, bytes, length);
  return HPDF_OK;
}

static void object_save(struct writer *writer, uint32_t number) {
  HPDF_Stream stream = writer->doc->stream;
  char head[32];
  int length = snprintf(head, sizeof head, "%u 0 obj\n", number);
  object_streams_place(writer->streams, number, stream->size);
  status_check(writer, text_write(stream, head, (size_t)length));
  status_check(writer, HPDF_Obj_WriteValue(writer->objects[number]->dict, stream, NULL));
  status_check(writer, text_write(stream, "\nendobj\n", 8));
}

/* Objects with a stream go out, the others are packed. */
static void objects_save(struct writer *writer, HPDF_Stream packed) {
  for (uint32_t i = WRITER_CATALOG; i < writer->object_count && !writer->status; i++) {
    struct object *object = writer->objects[i];
    if (!object)
      continue;
    if (object->stream.data) {
      object_save(writer, i);
      continue;
    }
    buffer_clear(&writer->packed);
    status_check(writer, HPDF_Obj_WriteValue(object->dict, packed, NULL));
    object_streams_add(writer->streams, i, writer->packed.data, writer->packed.length);
  }
}

static void stream_save(struct writer *writer, uint32_t number, const struct buffer *inside, struct blob data) {
  writer_dictionary(writer, number, inside);
  writer_stream(writer, number, data);
  if (number)
    object_save(writer, number);
}

static void object_streams_save(struct writer *writer) {
  struct buffer inside = {0};
  size_t count = object_streams_close(writer->streams);
  for (size_t i = 0; i < count && !writer->status; i++) {
    uint32_t number = writer_object(writer);
    buffer_clear(&inside);
    struct blob data = object_streams_take(writer->streams, i, number, &inside);
    stream_save(writer, number, &inside, data);
  }
  buffer_drop(&inside);
}

/* The cross-reference stream, which is the trailer too. */
static void references_save(struct writer *writer) {
  struct buffer inside = {0};
  uint32_t number = writer_object(writer);
  size_t start = writer->doc->stream->size;
  object_streams_place(writer->streams, number, start);
  struct blob data = object_streams_references(writer->streams, (uint32_t)writer->object_count, &inside);
  buffer_printf(&inside, "/Root %d 0 R/Info %d 0 R%s", WRITER_CATALOG, WRITER_INFO,
                writer->trailer ? writer->trailer : "");
  stream_save(writer, number, &inside, data);
  buffer_clear(&inside);
  buffer_printf(&inside, "startxref\n%zu\n%%%%EOF\n", start);
  status_check(writer, text_write(writer->doc->stream, inside.data, inside.length));
  buffer_drop(&inside);
}

static void document_save(struct writer *writer) {
  char header[] = "%PDF-x.x\n%\xB5\xB5\xB5\xB5\n"; /* bytes past ASCII: not a text file */
  memcpy(strchr(header, 'x'), writer->version, 3);
  HPDF_Doc doc = writer->doc;
  HPDF_Stream packed = HPDF_CallbackWriter_New(doc->mmgr, packed_write, &writer->packed);
  doc->stream = HPDF_CallbackWriter_New(doc->mmgr, bytes_write, writer);
  if (doc->stream && packed) {
    status_check(writer, text_write(doc->stream, header, sizeof header - 1));
    objects_save(writer, packed);
    object_streams_save(writer);
    references_save(writer);
  } else
    status_check(writer, HPDF_FAILD_TO_ALLOC_MEM);
  if (packed)
    HPDF_Stream_Free(packed);
  if (!writer->status)
    status_check(writer, piece_flush(writer));
}

bool writer_write(struct writer *writer, const struct pdf_output *output) {
  writer->output = output;
  if (!writer->status)
    document_save(writer);
  if (writer->too_large) {
    sink_report(writer->sink, PDF_TOO_LARGE, writer->at, NULL);
    return false;
  }
  if (writer->status && !writer->output_failed) {
    char code[24];
    snprintf(code, sizeof code, "0x%04lx", (unsigned long)writer->status);
    sink_report(writer->sink, PDF_WRITER_FAILED, writer->at, code, NULL);
  }
  return !writer->status;
}
