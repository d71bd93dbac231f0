/* A workbook while it is read: what the files xlsx*.c share. */
#ifndef INPUT_XLSX_PARTS_H
#define INPUT_XLSX_PARTS_H

#include "input/number_format.h"
#include "input/xlsx.h"
#include "input/xml.h"

enum { CELL_BYTES_LIMIT = 4 * 32767 }; /* of one text: Excel's limit in characters, each as long as they get */

struct workbook {
  struct arena *arena; /* for what is dropped with the table */
  const struct xlsx_spec *spec;
  struct sink *sink;
  struct zip zip;
  bool from_1904;
  const char *sheet, *strings, *styles; /* names of parts; NULL: none */
  struct buffer pool;                   /* shared strings, one behind the other */
  uint32_t *ends;                       /* where each ends */
  size_t string_count, string_capacity; /* of `ends`, which is on the heap */
  const char **codes;                   /* format codes by style; NULL: General */
  size_t code_count;
};

/* Streams a part. False after a report: not there (unless that is fine), damaged, too large. A function of `events`
 * that stops reading has reported why. */
bool workbook_part_read(const struct workbook *book, const char *part, const struct xml_events *events, bool needed);

/* Reports a part that is well-formed and wrong all the same; false, for the functions of xml_events. */
bool workbook_damaged(const struct workbook *book, const char *part);

bool xlsx_strings_read(struct workbook *book);
bool xlsx_styles_read(struct workbook *book);
bool xlsx_sheet_read(struct workbook *book, struct grid *out);

/* Text of one string, out of its pieces: the letters within <t>, not those of its pronunciation, <rPh>. */
struct xlsx_text {
  struct buffer text;
  bool open, skipped;
};

void xlsx_text_begin(struct xlsx_text *text, const char *element);
/* False when the string has become longer than any can be. */
bool xlsx_text_add(struct xlsx_text *text, const char *piece, size_t length);
void xlsx_text_end(struct xlsx_text *text, const char *element);

/* Characters that XML cannot hold are written _x000D_; *length becomes that of the text without such. */
void xlsx_text_decode(char *text, size_t *length);

#endif
