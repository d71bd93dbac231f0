/* Calendar days of the Gregorian calendar: validity, order, weekday, the notation of ISO 8601. */
#include "input/date.h"

#include <string.h>

int date_month_days(int year, int month) {
  static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

bool date_is_valid(struct date date) {
  return date.year >= 1 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= date_month_days(date.year, date.month);
}

int date_compare(struct date a, struct date b) {
  int left = a.year * 10000 + a.month * 100 + a.day;
  int right = b.year * 10000 + b.month * 100 + b.day;
  return (left > right) - (left < right);
}

/* Sakamoto's method; 0 is Monday. */
int date_weekday(struct date date) {
  static const int8_t shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
  int year = date.year - (date.month < 3);
  int sunday_first = (year + year / 4 - year / 100 + year / 400 + shift[date.month - 1] + date.day) % 7;
  return (sunday_first + 6) % 7;
}

/* `count` digits at *text, which moves behind them; -1 when there is anything else. */
static int date_digits(const char **text, int count) {
  int value = 0;
  for (int i = 0; i < count; i++, (*text)++) {
    if (**text < '0' || **text > '9')
      return -1;
    value = value * 10 + (**text - '0');
  }
  return value;
}

const char *date_scan(const char *text, struct date *out) {
  int year = date_digits(&text, 4);
  if (year < 0 || *text++ != '-')
    return NULL;
  int month = date_digits(&text, 2);
  if (month < 0 || *text++ != '-')
    return NULL;
  int day = date_digits(&text, 2);
  if (day < 0)
    return NULL;
  *out = (struct date){.year = (int16_t)year, .month = (int8_t)month, .day = (int8_t)day};
  return text;
}

bool date_parse(const char *text, struct date *out) {
  const char *end = date_scan(text, out);
  return end != NULL && *end == '\0';
}
