/* What reading dates needs beyond the calendar functions of input/value.h. */
#ifndef INPUT_DATE_H
#define INPUT_DATE_H

#include "input/value.h"

/* Days of a month from 1 to 12. */
int date_month_days(int year, int month);

/* Reads 2019-09-17 at the beginning of text; returns what follows it, or NULL when malformed. The date need not
 * exist, see date_is_valid. */
const char *date_scan(const char *text, struct date *out);

#endif
