/* Dates, ranges of dates and times, by the patterns of a language. */
#include "input/locale_tables.h"

#include "base/buffer.h"

#include <assert.h>
#include <string.h>

static const char *const form_names[DATE_FORMS] = {
    [DATE_LONG] = "long",   [DATE_MEDIUM] = "medium",     [DATE_SHORT] = "short",
    [DATE_DAY] = "day",     [DATE_LOCATIVE] = "locative", [DATE_GENITIVE] = "genitive",
    [DATE_UNTIL] = "until", [DATE_WEEKDAY] = "weekday",   [DATE_ISO] = "iso",
};

bool date_form_find(const char *name, enum date_form *out) {
  for (int form = 0; form < DATE_FORMS; form++)
    if (strcmp(form_names[form], name) == 0) {
      *out = (enum date_form)form;
      return true;
    }
  return false;
}

static char *finish(struct arena *arena, struct buffer *text) {
  char *copy = arena_strndup(arena, text->data ? text->data : "", text->length);
  buffer_drop(text);
  return copy;
}

static void month_add(const struct locale_tables *tables, struct date date, int form, struct buffer *out) {
  const char *const *names = tables->months[date.month - 1];
  buffer_text(out, names[form] ? names[form] : names[MONTH_NAME]);
}

/* One %-letter of a pattern. */
static void field_add(const struct locale_tables *tables, struct date date, char letter, struct buffer *out) {
  switch (letter) {
  case 'd':
    buffer_integer(out, date.day);
    break;
  case 'e':
    buffer_printf(out, "%02d", date.day);
    break;
  case 'm':
    buffer_printf(out, "%02d", date.month);
    break;
  case 'y':
    buffer_printf(out, "%04d", date.year);
    break;
  case 'w':
    buffer_text(out, tables->weekdays[date_weekday(date)]);
    break;
  default:
    month_add(tables, date, letter - '0', out);
  }
}

/* Replaces the fields of a pattern and ~; dates must be valid. */
static char *pattern_fill(struct arena *arena, const struct locale_tables *tables, const char *pattern,
                          struct date from, struct date to) {
  struct buffer text = {0};
  assert(date_is_valid(from) && date_is_valid(to));
  for (const char *at = pattern; *at; at++) {
    if (*at == '~') {
      buffer_text(&text, "\u00A0");
    } else if (*at == '&') {
      month_add(tables, to, *++at - '0', &text);
    } else if (*at != '%') {
      buffer_byte(&text, *at);
    } else {
      at++;
      bool second = *at >= 'A' && *at <= 'Z';
      field_add(tables, second ? to : from, (char)(second ? *at + ('a' - 'A') : *at), &text);
    }
  }
  return finish(arena, &text);
}

char *locale_date(struct arena *arena, const struct locale *locale, struct date date, enum date_form form) {
  return pattern_fill(arena, locale->tables, locale->tables->dates[form].one, date, date);
}

char *locale_date_range(struct arena *arena, const struct locale *locale, struct date from, struct date to,
                        enum date_form form) {
  const struct date_patterns *patterns = &locale->tables->dates[form];
  const char *pattern = patterns->other;
  if (date_compare(from, to) == 0)
    pattern = patterns->one;
  else if (from.year == to.year && from.month == to.month)
    pattern = patterns->neighbours && to.day - from.day == 1 ? patterns->neighbours : patterns->same_month;
  else if (from.year == to.year)
    pattern = patterns->same_year;
  return pattern_fill(arena, locale->tables, pattern, from, to);
}

char *locale_time(struct arena *arena, const struct locale *locale, int minute) {
  (void)locale; /* all three write 09:00 */
  return arena_printf(arena, "%02d:%02d", minute / 60, minute % 60);
}

/* UTC, UTC+6, UTC−3:30 */
static char *zone_text(struct arena *arena, int offset) {
  int minutes = offset < 0 ? -offset : offset;
  if (minutes == 0)
    return arena_strdup(arena, "UTC");
  const char *sign = offset < 0 ? "−" : "+";
  if (minutes % 60 == 0)
    return arena_printf(arena, "UTC%s%d", sign, minutes / 60);
  return arena_printf(arena, "UTC%s%d:%02d", sign, minutes / 60, minutes % 60);
}

/* «10:00гө», «10:30га»: what the last number of a time takes. */
static const char *affix_of_time(const struct number_affixes *affixes, int minute) {
  int number = minute % 60;
  if (affixes == NULL)
    return "";
  return number % 10 == 0 && number != 0 ? affixes->tens[number / 10] : affixes->units[number % 10];
}

static char *instant_fill(struct arena *arena, const struct locale *locale, const char *pattern,
                          const struct value *instant) {
  struct buffer text = {0};
  for (const char *at = pattern; *at; at++) {
    if (*at == '~')
      buffer_text(&text, "\u00A0");
    else if (*at != '%')
      buffer_byte(&text, *at);
    else if (*++at == 'd')
      buffer_text(&text, locale_date(arena, locale, instant->instant.date, DATE_LONG));
    else if (*at == 't')
      buffer_text(&text, locale_time(arena, locale, instant->instant.minute));
    else if (*at == 's')
      buffer_text(&text, affix_of_time(locale->tables->dative, instant->instant.minute));
    else
      buffer_text(&text, zone_text(arena, instant->instant.offset));
  }
  return finish(arena, &text);
}

char *locale_instant(struct arena *arena, const struct locale *locale, const struct value *instant) {
  return instant_fill(arena, locale, locale->tables->instant[0], instant);
}

char *locale_instant_until(struct arena *arena, const struct locale *locale, const struct value *instant) {
  return instant_fill(arena, locale, locale->tables->instant[1], instant);
}

const char *locale_month(const struct locale *locale, int month, bool behind_day) {
  const char *const *names = locale->tables->months[month - 1];
  bool declined = behind_day && locale->tables == &locale_ru; /* Kyrgyz dates give the month its affix with the year */
  return names[declined ? MONTH_OF : MONTH_NAME];
}

const char *locale_weekday(const struct locale *locale, int weekday) {
  return locale->tables->weekdays[weekday];
}
