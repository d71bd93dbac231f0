/* A PDF file being written from display lists. Pipeline: content streams and used glyphs per part; at the end
 * fonts, images, structure, metadata; then one pass through libharu's writer. */
#ifndef PDF_DOCUMENT_H
#define PDF_DOCUMENT_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "display/device.h"
#include "display/display_list.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pdf_profile { PROFILE_MEDIA, PROFILE_PRINT, PROFILE_OFFICE };

/* The colour space that device colours are meant in; its profile is embedded. */
struct pdf_intent {
  const char *subtype;   /* "GTS_PDFA1", "GTS_PDFX" */
  const char *condition; /* "sRGB IEC61966-2.1", "FOGRA39" */
  const char *name;      /* in words; NULL: the condition says it */
  bool registered;       /* the condition stands in the ICC's registry of characterisations */
  int components;        /* of the profile: 1, 3 or 4 */
  const void *profile;   /* ICC, in memory for as long as the document */
  size_t length;
  const void *deflated; /* the same as a zlib stream; NULL: not made yet */
  size_t deflated_length;
};

struct pdf_attachment { /* a file inside of the document, which is then PDF/A-3 */
  const char *name, *description;
  const char *kind; /* MIME */
  const void *data;
  size_t length;
};

struct pdf_spec {
  enum pdf_profile profile;
  bool tagged;                     /* structure tree, marked content and XMP */
  const struct pdf_intent *intent; /* NULL: none */
  const struct pdf_intent *inks; /* the press that CMYK is meant for, and print made for; NULL: nothing is converted */
  const struct pdf_attachment *attachment; /* NULL: none */
  int ink_limit;                           /* print: total ink in percent; 0: none */
  bool compared;                           /* pdf_document_text will be asked for */
  struct deflater *deflater;               /* of the process, so that documents share it; NULL: the document's own */
  const struct document_info *info;
  const char *program; /* "basma 1.0" */
  struct position at;  /* the document in the event, for messages */
  struct sink *sink;
};

/* Receives the file's bytes in order. False ends the writing. */
struct pdf_output {
  bool (*write)(void *self, const void *data, size_t length);
  void *self;
};

struct pdf_document; /* caller drops */

struct pdf_document *pdf_document_new(const struct pdf_spec *spec);
void pdf_document_drop(struct pdf_document *document);

/* part() of the device keeps compressed content only; the list may be dropped afterwards. */
struct device pdf_document_device(struct pdf_document *document);
size_t pdf_document_pages(const struct pdf_document *document);

/* A digest of the text of all pages so far, in the order of drawing. */
void pdf_document_text(struct pdf_document *document, uint8_t digest[32]);

/* Writes the file. False after a failure, reported in the sink unless output->write failed. Call once. */
bool pdf_document_write(struct pdf_document *document, const struct pdf_output *output);

#endif
