/* Lengths.
 *
 * Every length in basma is a whole number of thousandths of a PostScript point (1/72 in), so that
 * results are the same on every machine and print as exact decimals in PDF. The range of 32 bits
 * reaches 750 m of paper.
 */
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t mpt; /* 1/1000 pt; the one typedef of the project: it is a unit, not a structure */

enum { MPT_PER_PT = 1000, MPT_PER_INCH = 72000 };

/* The longest length that is accepted from outside: 10 m. Sums of a few such lengths cannot overflow. */
#define MPT_LIMIT ((mpt)28346457)

/* A length as written in a layout: absolute, or a share of something known later. */
struct length {
  mpt absolute;     /* added to the share */
  int32_t permille; /* 1/1000 of the reference length: 100 % is 1000 */
};

/* A rectangle with its origin in the upper left corner and y growing downwards, in mpt. */
struct rectangle {
  mpt x, y, width, height;
};

/* How all of a page is moved for the printer that it goes to: scaled about its upper left corner, then shifted. All
 * zero: as it is. */
struct adjustment {
  int32_t scale_x, scale_y; /* millionths; 0: as it is */
  mpt x, y;
};
enum { ADJUSTMENT_ONE = 1000000 };

bool adjustment_is_none(const struct adjustment *adjustment);
/* Where a point comes to lie. */
mpt adjust_x(const struct adjustment *adjustment, mpt x);
mpt adjust_y(const struct adjustment *adjustment, mpt y);
/* `first`, then `second`. */
struct adjustment adjustments_join(const struct adjustment *first, const struct adjustment *second);

/* Reads "12mm", "1.5cm", "0.25in", "11pt", "40%", "0". White space around is allowed, between number and
 * unit too; a comma serves as the decimal point. A plain number other than 0 has no unit and is refused. */
bool length_parse(const char *text, struct length *out);

/* As length_parse, but refuses percentages. */
bool mpt_parse(const char *text, mpt *out);

/* The length with its share taken of `whole`. */
mpt length_of(struct length length, mpt whole);

/* Points from mpt as a short exact decimal: 11500 -> "11.5", -250 -> "-0.25". Returns the number of
 * bytes written, at most MPT_TEXT_SIZE with the final NUL. */
enum { MPT_TEXT_SIZE = 16 };
size_t mpt_print(char *out, mpt value);

/* value * numerator / denominator, rounded half away from zero, computed in 64 bits. */
int32_t muldiv(int32_t value, int64_t numerator, int64_t denominator);

#endif
