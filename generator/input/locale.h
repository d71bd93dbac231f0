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
/* The figures grouped by the plans of +996, +7 and +1: +996 (312) 97-65-30; an extension may follow. Other numbers with
 * a
 * + keep their groups and get no-break spaces, those without one stay as they are. */
char *locale_phone(struct arena *arena, const struct locale *locale, const char *phone);

char *locale_upper(struct arena *arena, const struct locale *locale, const char *text);
char *locale_lower(struct arena *arena, const struct locale *locale, const char *text);
char *locale_capitalise(struct arena *arena, const struct locale *locale, const char *text); /* first letter */
/* Latin letters for Cyrillic, BGN/PCGN of the text's language. */
char *locale_transliterate(struct arena *arena, const struct locale *locale, const char *text);
struct name_texts { /* any may be NULL or empty */
  const char *family, *given, *patronymic;
};

enum name_form {
  NAME_GIVEN_FIRST, /* Андрей Борисович Иванов · Айгүл Бакыт кызы Алыкулова */
  NAME_FAMILY_FIRST, /* Иванов Андрей Борисович · Алыкулова Айгүл Бакыт кызы; without a family name, as Kyrgyz
                        names often are: Бакыт кызы Айгүл */
  NAME_SHORT,        /* Андрей Иванов · Айгүл Бакыт кызы */
  NAME_INITIALS,     /* А. Б. Иванов, no-break spaces between · А. Бакыт кызы */
  NAME_INITIALS_AFTER, /* Иванов А. Б. · Бакыт кызы А. */
};
char *locale_name(struct arena *arena, const struct locale *locale, struct name_texts name, enum name_form form);

/* Which of the forms a number takes. There may be one, for all; two, one and other: 1 participant, 2 participants;
 * three, one, few and many: 21 участник, 22 участника, 25 участников, 2,5 участника (CLDR's rules for Russian). */
size_t locale_plural(size_t forms, const char *digits);
/* "a, b и c" */
const char *locale_and(const struct locale *locale);
/* What the link to a footnote is called, or the one back from it, for those who listen. */
char *locale_note(struct arena *arena, const struct locale *locale, const char *number, bool back);

/* For dates and numbers that are put together elsewhere. The month as it stands alone, or behind a day: сентябрь,
 * 17 сентября; 17-сентябрь. Month from 1; weekday from 0, Monday. */
const char *locale_month(const struct locale *locale, int month, bool behind_day);
const char *locale_weekday(const struct locale *locale, int weekday);
const char *locale_point(const struct locale *locale);
const char *locale_group(const struct locale *locale);
/* What the event's file is called where it is attached to a document. */
const char *locale_source(const struct locale *locale);

#endif
