/* Embedded files: ISO 32000-1, 7.11.4, with what PDF/A-3 adds (ISO 19005-3, annex E): how the file is related to the
 * document, and its kind. Its date is the document's. */
#include "pdf/attachment.h"

#include "pdf/strings.h"

#include <string.h>

static void text_print(struct buffer *out, const char *key, const char *text) {
  buffer_text(out, key);
  pdf_text(out, text, strlen(text));
}

static uint32_t stream_write(const struct pdf_spec *spec, struct writer *writer, struct deflater *deflater) {
  const struct pdf_attachment *file = spec->attachment;
  uint32_t number = writer_object(writer);
  struct buffer inside = {0};
  buffer_text(&inside, "/Type/EmbeddedFile/Subtype");
  pdf_name(&inside, file->kind);
  buffer_printf(&inside, "/Filter/FlateDecode/Params<</Size %zu/ModDate", file->length);
  if (!spec->info->date || !pdf_date(&inside, spec->info->date))
    inside.length -= strlen("/ModDate");
  buffer_text(&inside, ">>");
  writer_dictionary(writer, number, &inside);
  writer_stream(writer, number, deflate_data(deflater, file->data, file->length));
  buffer_drop(&inside);
  return number;
}

void attachment_write(const struct pdf_spec *spec, struct writer *writer, struct deflater *deflater,
                      struct buffer *out) {
  const struct pdf_attachment *file = spec->attachment;
  if (!file)
    return;
  uint32_t stream = stream_write(spec, writer, deflater), number = writer_object(writer);
  struct buffer inside = {0};
  text_print(&inside, "/Type/Filespec/F", file->name);
  text_print(&inside, "/UF", file->name);
  text_print(&inside, "/Desc", file->description);
  buffer_printf(&inside, "/AFRelationship/Source/EF<</F %u 0 R/UF %u 0 R>>", stream, stream);
  writer_dictionary(writer, number, &inside);
  buffer_drop(&inside);
  buffer_printf(out, "/AF[%u 0 R]/Names<</EmbeddedFiles<</Names[", number);
  pdf_text(out, file->name, strlen(file->name));
  buffer_printf(out, "%u 0 R]>>>>", number);
}
