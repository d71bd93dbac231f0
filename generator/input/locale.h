/* What a language decides: case, dates, times, numbers, names, phones. The filters of templates end here.
 *
 * Tables are in C for ru, ky and en; other languages use English forms. Sources: Мильчин, «Справочник издателя и
 * автора»; Кыргыз тилинин орфографиялык эрежелери; CLDR where press style agrees with it.
 */
#ifndef INPUT_LOCALE_H
#define INPUT_LOCALE_H

#include "base/arena.h"
#include "input/value.h"

#include <stdbool.h>
#include <stddef.h>

struct locale; /* shared, made once per process and language */

/* Borrowed; lives as long as the program. Unknown languages give English under their own name. */
const struct locale *locale_find(const char *language);
const char *locale_language(const struct locale *locale);

enum date_form {
  DATE_LONG,   /* 17 сентября 2019 года · 2019-жылдын 17-сентябры · 17 September 2019 */
  DATE_MEDIUM, /* without the word for year: 17 сентября 2019 · 2019-ж. 17-сентябрь · 17 Sep 2019 */
  DATE_SHORT,  /* 17.09.2019 · 17.09.2019 · 17/09/2019 */
  DATE_DAY,    /* 17 сентября · 17-сентябрь · 17 September */
  DATE_LOCATIVE, /* 17 сентября 2019 года · 2019-жылдын 17-сентябрында · on 17 September 2019 */
  DATE_GENITIVE, /* 17 сентября 2019 года · 2019-жылдын 17-сентябрынын · 17 September 2019 */
  DATE_UNTIL, /* до 17 сентября 2019 года · 2019-жылдын 17-сентябрына чейин · until 17 September 2019 */
  DATE_WEEKDAY, /* среда, 18 сентября · 18-сентябрь, шаршемби · Wednesday, 18 September */
  DATE_ISO
};
bool date_form_find(const char *name, enum date_form *out);

char *locale_date(struct arena *arena, const struct locale *locale, struct date date, enum date_form form);
/* 18 и 19 сентября 2019 года; 18–20 сентября; 30 сентября – 2 октября; equal ends give one date. */
char *locale_date_range(struct arena *arena, const struct locale *locale, struct date from, struct date to,
                        enum date_form form);
char *locale_time(struct arena *arena, const struct locale *locale, int minute); /* 09:00, 24:00 */
/* Instant with its zone: 17 сентября 2019 года, 10:00 (UTC+6). */
char *locale_instant(struct arena *arena, const struct locale *locale, const struct value *instant);
/* до 10:00 17 сентября 2019 года (UTC+6) · … 17-сентябры, саат 10:00гө чейин (UTC+6) · until 10:00 on … */
char *locale_instant_until(struct arena *arena, const struct locale *locale, const struct value *instant);
/* Digits grouped from five places on by a no-break space (English: comma), decimal comma or point. */
char *locale_number(struct arena *arena, const struct locale *locale, const char *digits);
/* The digits grouped as written plan for +996: +996 (312) 97-65-30; others are left as written. */
char *locale_phone(struct arena *arena, const struct locale *locale, const char *phone);

char *locale_upper(struct arena *arena, const struct locale *locale, const char *text);
char *locale_lower(struct arena *arena, const struct locale *locale, const char *text);
char *locale_capitalise(struct arena *arena, const struct locale *locale, const char *text); /* first letter */
/* Latin letters for Cyrillic, BGN/PCGN of the text's language. */
char *locale_transliterate(struct arena *arena, const struct locale *locale, const char *text);
/* А. Б. Иванов from the parts, no-break spaces between; parts may be NULL. */
char *locale_initials(struct arena *arena, const struct locale *locale, const char *family, const char *given,
                      const char *patronymic);
/* "a, b и c" */
const char *locale_and(const struct locale *locale);

#endif
