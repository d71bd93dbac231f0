/* What a text file is written in. The program reads UTF-8 only; anything else is named and refused here, in front
 * of every parser. */
#ifndef INPUT_ENCODING_H
#define INPUT_ENCODING_H

#include "base/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>

enum encoding {
  ENCODING_UTF8,
  ENCODING_UTF16,
  ENCODING_CP1251,
  ENCODING_KOI8R,
  ENCODING_CP866,
  ENCODING_UNKNOWN /* some bytes are damaged, or nothing that is known */
};

/* A guess for data that is not UTF-8, from marks at its beginning and the frequency of Cyrillic letters. */
enum encoding encoding_guess(const char *data, size_t length);

/* Bytes of the UTF-8 byte order mark at the beginning: 3 or 0. */
size_t encoding_mark_length(const char *data, size_t length);

/* True when data is UTF-8. Otherwise reports the first wrong byte with its place and what the file looks like. */
bool encoding_check(const char *file, const char *data, size_t length, struct sink *sink);

/* The place of the byte at `offset`; data before it is UTF-8. A mark at the beginning takes no column. */
struct position encoding_position(const char *file, const char *data, size_t offset);

#endif
