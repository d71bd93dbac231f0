/* What the files number_*.c share: one section of a format code, and a number in decimal digits. */
#ifndef INPUT_NUMBER_PARTS_H
#define INPUT_NUMBER_PARTS_H

#include "base/buffer.h"
#include "input/locale.h"

#include <stdbool.h>
#include <stddef.h>

/* A token of a format code: a character that means something, a text, or something in brackets. */
enum token_kind { TOKEN_END, TOKEN_CHARACTER, TOKEN_LITERAL, TOKEN_BRACKET };

struct token {
  enum token_kind kind;
  const char *text; /* of LITERAL and BRACKET, without quotes and brackets; the character itself */
  size_t length;
};

/* The token at *at, which moves behind it; ends at a semicolon or at `end`. */
struct token token_next(const char **at, const char *end);

/* [ss] and the like: time that has passed, which no day ends. */
bool token_is_elapsed(const struct token *token);

/* A section of a format code. */
struct section {
  const char *begin, *end;
  const struct locale *locale; /* of names and separators; one in brackets comes first: [$-419] */
  bool from_1904;
};

enum { NUMBER_DIGITS = 15 }; /* significant ones that a spreadsheet keeps */

/* 0.d1 d2 d3… × 10^point; without digits: 0. */
struct decimal {
  char digits[NUMBER_DIGITS + 1];
  int count, point;
};

/* `number` >= 0. */
struct decimal decimal_make(double number);
/* Half goes up; keeps `places` digits behind the point. */
void decimal_round(struct decimal *decimal, int places);

void section_add_general(const struct section *section, double number, struct buffer *out);
void section_add_number(const struct section *section, double number, struct buffer *out); /* number >= 0 */
/* False when the number is no date. */
bool section_add_date(const struct section *section, double number, struct buffer *out);

#endif
