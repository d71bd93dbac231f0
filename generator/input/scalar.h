/* The notations of typed texts: addresses, numbers, times. Pure functions; who uses them reports. Texts are
 * NUL-terminated. */
#ifndef INPUT_SCALAR_H
#define INPUT_SCALAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What names files and is referred to: ASCII letters, digits, - and _, dots inside; at most 100. */
bool scalar_is_id(const char *text);

/* BCP 47 as far as it is used here: two or three small letters, then subtags: ru, ky, sr-Latn. */
bool scalar_is_language(const char *text);

/* RFC 5321 without quoted local parts and address literals: ASCII, one @, a domain with a dot. */
bool scalar_is_email(const char *text);

/* At least three digits; digits, spaces and + - ( ) / . , ; and words such as «доб.» only. */
bool scalar_is_phone(const char *text);

/* http, https, mailto or tel with something behind it; no spaces, quotes or control characters. */
bool scalar_is_url(const char *text);

/* As scalar_is_url, or a bare domain with or without a path: www.example.kg/x. */
bool scalar_is_website(const char *text);

/* Decimal number in thousandths: 12, -3.5, 0.125; no leading zeros, so that codes such as 0555 stay text. */
bool scalar_number(const char *text, int64_t *thousandths);

/* H:MM or HH:MM at the beginning, 0:00 to 24:00; what follows it, or NULL. */
const char *scalar_time(const char *text, int *minute);

/* yes no true false on off да нет ооба жок. */
bool scalar_flag(const char *text, bool *flag);

#endif
