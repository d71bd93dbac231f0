/* Case of Latin and Cyrillic letters, for recognising names and headers only. What is printed goes through
 * input/locale.h. */
#ifndef INPUT_LETTERS_H
#define INPUT_LETTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

uint32_t letters_small(uint32_t character);
bool letters_is_small(uint32_t character);
bool letters_is_capital(uint32_t character);

/* The text in small letters, cut before a character for which there is no room. Returns its bytes. */
size_t letters_lower(const char *text, size_t length, char *out, size_t room);

/* At least two letters, none of them small. */
bool letters_are_capitals(const char *text, size_t length);

/* Characters that no text holds: controls, line and paragraph separators, byte order marks, and the embeddings and
 * overrides of direction (UAX #9), which make a name read as another one. */
bool letters_is_refused(uint32_t character);

/* Where the first of them begins in well-formed text; length when there is none. */
size_t letters_refused_at(const char *text, size_t length);

#endif
