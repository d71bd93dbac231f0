/* Numbers and dates of spreadsheets, as they are shown there: ECMA-376 part 1, 18.8.30 and 18.8.31. */
#ifndef INPUT_NUMBER_FORMAT_H
#define INPUT_NUMBER_FORMAT_H

#include "base/buffer.h"
#include "input/locale.h"

#include <stdbool.h>

struct number_format {
  const char *code; /* "#,##0.00", "dd.mm.yyyy"; NULL: General */
  const struct locale *locale;
  bool from_1904; /* days are counted from 1 January 1904 */
};

/* The code of a built-in format, NULL: General. Those that follow the settings of a computer follow the language: short
 * dates are 17.09.2019 in Russian and Kyrgyz, 2019-09-17 elsewhere. */
const char *number_format_code(int id, const struct locale *locale);

/* Appends the number as shown. False when it cannot be shown (a date before the calendar begins: Excel shows ####). */
bool number_format_add(const struct number_format *format, double number, struct buffer *out);

/* Appends a text, to which a format may add something: "г. "@ */
void number_format_add_text(const struct number_format *format, const char *text, size_t length, struct buffer *out);

#endif
