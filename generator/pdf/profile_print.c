/* PDF/X-4 identifies itself in XMP; the entry of the information dictionary is that of the earlier standards, which
 * older programs of print shops look for. The document's id is made of its content, as everything else that other
 * programs make of chance and clock. */
#include "pdf/profile_print.h"

#include "pdf/strings.h"

bool print_check(const struct pdf_spec *spec) {
  struct buffer ignored = {0};
  const struct document_info *info = spec->info;
  bool titled = info->title && *info->title, dated = info->date && pdf_date(&ignored, info->date);
  buffer_drop(&ignored);
  if (!titled)
    sink_report(spec->sink, PRESS_NEEDS, spec->at, "title", NULL);
  if (!dated)
    sink_report(spec->sink, PRESS_NEEDS, spec->at, "dates", NULL);
  return titled && dated;
}

void print_info(struct buffer *out) {
  buffer_text(out, "/GTS_PDFXVersion(PDF/X-4)/Trapped/False");
}

/* As RFC 4122 writes ids that are made of a name (version 5). */
static void id_print(const uint8_t digest[32], struct buffer *out) {
  enum { ID_BYTES = 16 };
  buffer_text(out, "uuid:");
  for (int i = 0; i < ID_BYTES; i++) {
    unsigned byte = i == 6 ? (digest[i] & 0x0Fu) | 0x50u : i == 8 ? (digest[i] & 0x3Fu) | 0x80u : digest[i];
    buffer_printf(out, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", byte);
  }
}

void print_description(const struct pdf_spec *spec, const uint8_t digest[32], struct buffer *out) {
  buffer_text(out, "<rdf:Description rdf:about=\"\" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\""
                   " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                   " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\">\n"
                   "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n"
                   "<pdf:Trapped>False</pdf:Trapped>\n<xmp:MetadataDate>");
  buffer_text(out, spec->info->date); /* print_check has read it: no character of it means anything in XML */
  buffer_text(out, "</xmp:MetadataDate>\n<xmpMM:DocumentID>");
  id_print(digest, out);
  buffer_text(out, "</xmpMM:DocumentID>\n<xmpMM:VersionID>1</xmpMM:VersionID>\n"
                   "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n</rdf:Description>\n");
}
