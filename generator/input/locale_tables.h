/* The tables that a language consists of, for the files locale*.c only.
 *
 * Patterns of dates: %d day, %e day in two digits, %m month in two digits, %y year, %w weekday, and the month's name
 * in one of its forms, %0 to %5 (enum month_form). Capital letters, and &0 to &5, stand for the second date of a
 * range. ~ is a no-break space.
 */
#ifndef INPUT_LOCALE_TABLES_H
#define INPUT_LOCALE_TABLES_H

#include "input/locale.h"

enum month_form { MONTH_NAME, MONTH_OF, MONTH_IN, MONTH_FROM, MONTH_TO, MONTH_WHOSE, MONTH_FORMS };
enum { DATE_FORMS = DATE_ISO + 1, MONTHS = 12, WEEKDAYS = 7 };

struct date_patterns {
  const char *one;
  const char *neighbours; /* two days that follow one another in a month; NULL: as same_month */
  const char *same_month, *same_year, *other;
};

struct transliteration {
  uint32_t letter; /* small */
  const char *latin;
  const char *initial; /* at the beginning of a word, after a vowel, й, ъ and ь; NULL: as latin */
};

struct number_affixes { /* what a language adds to a number in figures, by the last word of it */
  const char *units[10];
  const char *tens[6]; /* of a number that ends in 0 */
};

struct locale_tables {
  const char *months[MONTHS][MONTH_FORMS]; /* NULL: as MONTH_NAME */
  const char *weekdays[WEEKDAYS];          /* Monday first */
  struct date_patterns dates[DATE_FORMS];
  const char *instant[2]; /* as such, and «until»: %d the date in long form, %t the time, %s its affix, %z the zone */
  const struct number_affixes *dative; /* of the time in «until»; NULL: none */
  const char *group, *point;
  const char *conjunction;
  const char *source;
  const char *note[2];                   /* what the links to a footnote and back from it are called: %s its number */
  const struct transliteration *letters; /* own ones first, then the common ones; ended by letter 0 */
};

struct locale {
  const char *language;
  const struct locale_tables *tables;
};

extern const struct locale_tables locale_ru, locale_ky, locale_en;
extern const struct transliteration locale_cyrillic[]; /* what Russian and Kyrgyz romanize alike */

#endif
