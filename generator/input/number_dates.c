/* Dates and times of spreadsheets: days since 1900, as format codes show them. */
#include "input/number_parts.h"

#include "base/utf8.h"
#include "input/value.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

enum {
  DAY_SECONDS = 86400,
  DAYS_MOST = 2958465,   /* 31 December 9999 */
  DAYS_1904 = 1462,      /* what the count from 1904 is behind */
  DAYS_FALSE_LEAP = 60,  /* 29 February 1900, which never was */
  DAYS_TO_1900 = 693899, /* from 1 March of the year 0 to 30 December 1899 */
};

struct moment {
  double days;
  int year, month, day, weekday; /* weekday from 0, Monday */
  int hour, minute, second;
  double fraction; /* of the second */
  int64_t seconds; /* since day 0 */
};

/* Days since 1 March 0000 in years, months and days (H. Hinnant, «chrono-compatible low-level date algorithms»). */
static void date_find(struct moment *moment, int days) {
  int era = days / 146097, of_era = days % 146097;
  int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
  moment->day = of_year - (153 * month + 2) / 5 + 1;
  moment->month = month < 10 ? month + 3 : month - 9;
  moment->year = era * 400 + year + (moment->month <= 2);
}

/* Rounded to the smallest part that is shown. */
static bool moment_find(double number, bool from_1904, int places, struct moment *out) {
  static const double powers[] = {1, 10, 100, 1000};
  if (!(number >= 0) || number > DAYS_MOST + 1)
    return false;
  double days = floor(number), ticks = floor((number - days) * DAY_SECONDS * powers[places] + 0.5);
  if (ticks >= DAY_SECONDS * powers[places]) {
    ticks = 0;
    days++;
  }
  double seconds = floor(ticks / powers[places]);
  int day = (int)days + (from_1904 ? DAYS_1904 : 0);
  if (day > DAYS_MOST)
    return false;
  *out = (struct moment){.days = days, .seconds = (int64_t)days * DAY_SECONDS + (int64_t)seconds};
  out->fraction = ticks / powers[places] - seconds;
  out->hour = (int)seconds / 3600;
  out->minute = (int)seconds / 60 % 60;
  out->second = (int)seconds % 60;
  out->weekday = (day + 5) % 7;
  date_find(out, day + DAYS_TO_1900 + (day < DAYS_FALSE_LEAP));
  if (day == DAYS_FALSE_LEAP) {
    out->month = 2;
    out->day = 29;
  }
  if (day == 0) { /* time alone */
    out->month = 1;
    out->day = 0;
    out->year = 1900;
  }
  return true;
}

struct dating {
  const struct section *section;
  struct moment moment;
  bool halves;  /* AM/PM */
  bool has_day; /* a day stands with the month */
  int places;   /* of the second */
  char last;    /* the unit that was shown last: h before m means minutes */
};

/* How often the letter at `at` is repeated, in either case. */
static size_t run_length(const char *at, const char *end) {
  size_t length = 1;
  while (at + length < end && tolower((unsigned char)at[length]) == tolower((unsigned char)*at))
    length++;
  return length;
}

static bool is_half_mark(const char *at, const char *end) {
  return (end - at >= 5 && strncasecmp(at, "AM/PM", 5) == 0) || (end - at >= 3 && strncasecmp(at, "A/P", 3) == 0);
}

static void dating_survey(struct dating *dating) {
  const char *at = dating->section->begin, *end = dating->section->end;
  for (struct token token; (token = token_next(&at, end)).kind != TOKEN_END;) {
    if (token.kind != TOKEN_CHARACTER)
      continue;
    dating->halves |= is_half_mark(token.text, end);
    dating->has_day |= *token.text == 'd' || *token.text == 'D';
    size_t zeros = *token.text == '.' ? strspn(token.text + 1, "0") : 0;
    if (zeros > 0)
      dating->places = zeros < 3 ? (int)zeros : 3;
  }
}

/* Whether seconds are the next unit: then m means minutes. */
static bool seconds_follow(const char *at, const char *end) {
  for (struct token token; (token = token_next(&at, end)).kind != TOKEN_END;) {
    if (token_is_elapsed(&token))
      return tolower((unsigned char)*token.text) == 's';
    if (token.kind == TOKEN_CHARACTER && strchr("ymdhsYMDHS", *token.text) != NULL)
      return *token.text == 's' || *token.text == 'S';
  }
  return false;
}

static void letters_add(struct buffer *out, const char *text, size_t characters) {
  size_t length = strlen(text), at = 0;
  while (characters-- > 0 && at < length)
    utf8_next(text, length, &at);
  buffer_add(out, text, at);
}

static void month_add(const struct dating *dating, size_t run, struct buffer *out) {
  const char *name = locale_month(dating->section->locale, dating->moment.month, dating->has_day);
  if (run < 3)
    buffer_printf(out, "%0*d", (int)run, dating->moment.month);
  else
    letters_add(out, name, run == 3 ? 3 : run == 5 ? 1 : SIZE_MAX);
}

static void day_add(const struct dating *dating, size_t run, struct buffer *out) {
  const char *name = locale_weekday(dating->section->locale, dating->moment.weekday);
  if (run < 3)
    buffer_printf(out, "%0*d", (int)run, dating->moment.day);
  else
    letters_add(out, name, run > 3 ? SIZE_MAX : (unsigned char)*name < 0x80 ? 3 : 2); /* Mon, пн */
}

static void hour_add(const struct dating *dating, size_t run, struct buffer *out) {
  int hour = dating->moment.hour;
  if (dating->halves)
    hour = hour % 12 == 0 ? 12 : hour % 12;
  buffer_printf(out, "%0*d", run > 1 ? 2 : 1, hour);
}

/* A unit in its letter and how often that stands; `behind` is where the code goes on. */
static void unit_add(struct dating *dating, char letter, size_t run, const char *behind, struct buffer *out) {
  const struct moment *moment = &dating->moment;
  bool minutes = letter == 'm' && run < 3 && (dating->last == 'h' || seconds_follow(behind, dating->section->end));
  if (letter == 'y')
    buffer_printf(out, run < 3 ? "%02d" : "%04d", run < 3 ? moment->year % 100 : moment->year);
  else if (minutes)
    buffer_printf(out, "%0*d", run > 1 ? 2 : 1, moment->minute);
  else if (letter == 'm')
    month_add(dating, run, out);
  else if (letter == 'd')
    day_add(dating, run, out);
  else if (letter == 'h')
    hour_add(dating, run, out);
  else
    buffer_printf(out, "%0*d", run > 1 ? 2 : 1, moment->second);
  dating->last = minutes ? 'M' : letter;
}

static void elapsed_add(struct dating *dating, const struct token *token, struct buffer *out) {
  char letter = (char)tolower((unsigned char)*token->text);
  int64_t unit = letter == 'h' ? 3600 : letter == 'm' ? 60 : 1;
  buffer_printf(out, "%0*lld", token->length < 10 ? (int)token->length : 10,
                (long long)(dating->moment.seconds / unit));
  dating->last = letter == 'm' ? 'M' : letter;
}

/* One character of a code; returns how many of them it took. */
static size_t character_add(struct dating *dating, const char *at, struct buffer *out) {
  const char *end = dating->section->end;
  char letter = (char)tolower((unsigned char)*at);
  if (is_half_mark(at, end)) {
    bool is_long = end - at >= 5 && strncasecmp(at, "AM/PM", 5) == 0;
    buffer_text(out, dating->moment.hour < 12 ? is_long ? "AM" : "A" : is_long ? "PM" : "P");
    return is_long ? 5 : 3;
  }
  if (strchr("ymdhs", letter) != NULL) {
    size_t run = run_length(at, end);
    unit_add(dating, letter, run, at + run, out);
    return run;
  }
  size_t zeros = letter == '.' && dating->last == 's' ? strspn(at + 1, "0") : 0;
  if (zeros > 0) {
    static const int powers[] = {1, 10, 100, 1000};
    buffer_printf(out, "%s%0*d", locale_point(dating->section->locale), dating->places,
                  (int)(dating->moment.fraction * powers[dating->places] + 0.5));
    return zeros + 1;
  }
  buffer_byte(out, *at);
  return 1;
}

bool section_add_date(const struct section *section, double number, struct buffer *out) {
  struct dating dating = {.section = section};
  dating_survey(&dating);
  if (!moment_find(number, section->from_1904, dating.places, &dating.moment))
    return false;
  const char *at = section->begin;
  for (struct token token; (token = token_next(&at, section->end)).kind != TOKEN_END;)
    if (token.kind == TOKEN_CHARACTER)
      at = token.text + character_add(&dating, token.text, out);
    else if (token_is_elapsed(&token))
      elapsed_add(&dating, &token, out);
    else if (token.kind == TOKEN_LITERAL)
      buffer_add(out, token.text, token.length);
  return true;
}
