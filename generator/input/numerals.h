/* Numbers written in words, for comparing the versions of a text: «5 школ» and “five schools” say the same. Pure. */
#ifndef INPUT_NUMERALS_H
#define INPUT_NUMERALS_H

#include <stdbool.h>
#include <stdint.h>

/* Whether the text says the number in words of its language (ru, ky, en): its cardinal, ordinal or a form of them, in
 * parts for numbers of two figures. From 0 to 100, and 1000. */
bool numerals_say(const char *text, const char *language, int64_t number);

/* Whether the text has a word that multiplies by this power of ten: 3 тысяча, 6 миллион, 9 миллиард. */
bool numerals_multiply(const char *text, const char *language, int power);

/* Whether the text has the name of the month (1 to 12) anywhere. */
bool numerals_name_month(const char *text, const char *language, int month);

#endif
