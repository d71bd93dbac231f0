/* Spreadsheets in the format of Excel 2007 and later (ECMA-376), as Excel, LibreOffice and Google Sheets write it.
 *
 * Texts are read as they are shown: numbers and dates in their formats, formulas as last computed. Every row is read,
 * hidden ones too, and those are reported; a cell that was merged over several rows stands in each of them. Archive and
 * XML are streamed: what is kept are the strings that cells share, and the packed rows. */
#ifndef INPUT_XLSX_H
#define INPUT_XLSX_H

#include "base/diagnostic.h"
#include "input/grid.h"
#include "input/locale.h"

struct xlsx_spec {
  const char *file; /* for messages */
  const char *data; /* of the archive */
  size_t length;
  const char *sheet;           /* NULL: the first that is not hidden */
  struct position at;          /* where the file, or the sheet, is named */
  const struct locale *locale; /* of numbers and dates that follow the computer's settings */
  size_t limit;                /* bytes that any part may unpack to */
};

/* Whether data begins as an archive does, or as a file of Excel 97 or one with a password. */
bool xlsx_is_archive(const char *data, size_t length);
bool xlsx_is_compound(const char *data, size_t length);

/* False after a report. Positions are row and column of the sheet. */
bool xlsx_read(struct arena *arena, const struct xlsx_spec *spec, struct sink *sink, struct grid *out);

/* Reports a compound file: one with a password, or of Excel 97. */
void xlsx_compound_report(const struct xlsx_spec *spec, struct sink *sink);

#endif
