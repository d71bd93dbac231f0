/* The program with a fault built in: the text of every second file of a document seems to be another one. */
#include "pdf/document.h"

void __real_pdf_document_text(struct pdf_document *document, uint8_t digest[32]);
void __wrap_pdf_document_text(struct pdf_document *document, uint8_t digest[32]);

void __wrap_pdf_document_text(struct pdf_document *document, uint8_t digest[32]) {
  static unsigned calls;
  __real_pdf_document_text(document, digest);
  digest[31] ^= (uint8_t)(calls++ & 1);
}
