/* Metadata: ISO 32000-1, 14.3 to 14.5, 14.11.5; XMP (ISO 16684-1) as PDF/A-2 (ISO 19005-2, 6.6) and PDF/UA-1 (ISO
 * 14289-1, 5) want it: both dictionaries say the same, and identifiers outside PDF/A's own list are described in an
 * extension schema. Dates are the event's, never the clock's. */
#include "pdf/profile.h"

#include "base/hash.h"
#include "pdf/profile_print.h"
#include "pdf/strings.h"

#include <string.h>

static void info_print(struct buffer *out, const char *key, const char *text) {
  if (!text || !*text)
    return;
  buffer_printf(out, "/%s", key);
  pdf_text(out, text, strlen(text));
}

static void date_print(struct buffer *out, const char *key, const char *date) {
  size_t length = out->length;
  buffer_printf(out, "/%s", key);
  if (!date || !pdf_date(out, date))
    out->length = length;
}

void profile_info(const struct pdf_spec *spec, struct writer *writer) {
  const struct document_info *info = spec->info;
  struct buffer text = {0};
  info_print(&text, "Title", info->title);
  info_print(&text, "Author", info->author);
  info_print(&text, "Subject", info->subject);
  info_print(&text, "Keywords", info->keywords);
  info_print(&text, "Creator", spec->program);
  info_print(&text, "Producer", spec->program);
  date_print(&text, "CreationDate", info->date);
  date_print(&text, "ModDate", info->date);
  if (spec->profile == PROFILE_PRINT)
    print_info(&text);
  writer_dictionary(writer, WRITER_INFO, &text);
  buffer_drop(&text);
}

/* --- XMP ------------------------------------------------------------------------------------------------------------
 */

static void xml_text(struct buffer *out, const char *text) {
  static const struct {
    char byte;
    const char *entity;
  } entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};
  for (; *text; text++) {
    const char *entity = NULL;
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
      if (*text == entities[i].byte)
        entity = entities[i].entity;
    if (entity)
      buffer_text(out, entity);
    else if ((unsigned char)*text >= ' ' || *text == '\n' || *text == '\t')
      buffer_byte(out, *text); /* other controls are not XML */
  }
}

static void xml_element(struct buffer *out, const char *before, const char *text, const char *after) {
  if (!text || !*text)
    return;
  buffer_text(out, before);
  xml_text(out, text);
  buffer_text(out, after);
  buffer_byte(out, '\n');
}

static void xml_attribute(struct buffer *out, const char *name, const char *text) {
  buffer_printf(out, " %s=\"", name);
  xml_text(out, text);
  buffer_byte(out, '"');
}

static void dublin_core_print(const struct document_info *info, struct buffer *out) {
  xml_element(out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->title, "</rdf:li></rdf:Alt></dc:title>");
  xml_element(out, "<dc:creator><rdf:Seq><rdf:li>", info->author, "</rdf:li></rdf:Seq></dc:creator>");
  xml_element(out, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->subject,
              "</rdf:li></rdf:Alt></dc:description>");
  xml_element(out, "<dc:language><rdf:Bag><rdf:li>", info->language, "</rdf:li></rdf:Bag></dc:language>");
}

static bool date_is_good(const char *date) {
  struct buffer ignored = {0};
  bool good = date && pdf_date(&ignored, date);
  buffer_drop(&ignored);
  return good;
}

static const char extension_schema[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

/* What is short and simple, as attributes. Part 3 is part 2 with files inside. */
static void simple_print(const struct pdf_spec *spec, bool standard, struct buffer *out) {
  xml_attribute(out, "pdf:Producer", spec->program);
  xml_attribute(out, "xmp:CreatorTool", spec->program);
  if (date_is_good(spec->info->date)) {
    xml_attribute(out, "xmp:CreateDate", spec->info->date);
    xml_attribute(out, "xmp:ModifyDate", spec->info->date);
  }
  if (!standard)
    return;
  xml_attribute(out, "pdfaid:part", spec->attachment ? "3" : "2");
  xml_attribute(out, "pdfaid:conformance", "A");
  xml_attribute(out, "pdfuaid:part", "1");
}

static void xmp_print(const struct pdf_spec *spec, const uint8_t digest[32], struct buffer *out) {
  const struct document_info *info = spec->info;
  bool standard = spec->tagged && spec->intent;
  buffer_text(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                   "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                   "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                   " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                   " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                   " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
                   " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                   " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                   " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"");
  simple_print(spec, standard, out);
  buffer_text(out, ">\n");
  dublin_core_print(info, out);
  xml_element(out, "<pdf:Keywords>", info->keywords, "</pdf:Keywords>");
  if (standard)
    buffer_text(out, extension_schema);
  buffer_text(out, "</rdf:Description>\n");
  if (spec->profile == PROFILE_PRINT)
    print_description(spec, digest, out);
  buffer_text(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}

/* Not compressed: programs that know nothing of PDF look for it. */
uint32_t profile_metadata(const struct pdf_spec *spec, const uint8_t digest[32], struct writer *writer) {
  struct buffer text = {0};
  xmp_print(spec, digest, &text);
  uint32_t number = writer_object(writer);
  writer_dictionary_literal(writer, number, "/Type/Metadata/Subtype/XML");
  writer_stream(writer, number, (struct blob){text.data, text.length}); /* the writer frees it */
  return number;
}

/* --- intent, identifier ---------------------------------------------------------------------------------------------
 */

/* A copy of the stream that was made before, for profiles that many documents share. */
static struct blob profile_deflate(const struct pdf_intent *intent, struct deflater *deflater) {
  if (!intent->deflated)
    return deflate_shared(deflater, intent->profile, intent->length);
  struct blob blob = {memory_alloc(intent->deflated_length), intent->deflated_length};
  memcpy(blob.data, intent->deflated, intent->deflated_length);
  return blob;
}

void profile_intents(const struct pdf_spec *spec, struct writer *writer, struct deflater *deflater,
                     struct buffer *out) {
  const struct pdf_intent *intent = spec->intent;
  if (!intent)
    return;
  uint32_t profile = writer_object(writer);
  struct buffer text = {0};
  buffer_printf(&text, "/N %d/Filter/FlateDecode", intent->components);
  writer_dictionary(writer, profile, &text);
  writer_stream(writer, profile, profile_deflate(intent, deflater));
  buffer_drop(&text);
  buffer_printf(out, "/OutputIntents[<</Type/OutputIntent/S/%s/OutputConditionIdentifier", intent->subtype);
  pdf_text(out, intent->condition, strlen(intent->condition));
  info_print(out, "Info", intent->name ? intent->name : intent->condition);
  if (intent->registered)
    buffer_text(out, "/RegistryName(http://www.color.org)");
  buffer_printf(out, "/DestOutputProfile %u 0 R>>]", profile);
}

void profile_id(const uint8_t digest[32], struct writer *writer) {
  enum { ID_DIGITS = 32 };
  char id[HASH_HEX_SIZE];
  struct buffer text = {0};
  hash_hex(digest, id);
  id[ID_DIGITS] = '\0';
  buffer_printf(&text, "/ID[<%s><%s>]", id, id);
  writer_trailer(writer, text.data);
  buffer_drop(&text);
}
