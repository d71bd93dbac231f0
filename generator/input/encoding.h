/* What a text file is written in. Files that basma defines itself are UTF-8, anything else is named and refused in
 * front of every parser; lists come from other programs, so they are converted. */
#ifndef INPUT_ENCODING_H
#define INPUT_ENCODING_H

#include "base/arena.h"
#include "base/diagnostic.h"

#include <stdbool.h>
#include <stdint.h>

enum encoding {
  ENCODING_UTF8,
  ENCODING_UTF16LE,
  ENCODING_UTF16BE,
  ENCODING_CP1251, /* from here on one byte a character */
  ENCODING_KOI8R,
  ENCODING_CP866,
  ENCODING_MAC,
  ENCODING_UNKNOWN /* some bytes are damaged, or nothing that is known */
};

/* A guess for data that is not UTF-8: marks at its beginning, places of zeros, frequencies of Russian letters. */
enum encoding encoding_guess(const char *data, size_t length);

/* Whether data is UTF-16, with a mark or without one: the order of its bytes, or ENCODING_UNKNOWN. */
enum encoding encoding_guess_utf16(const char *data, size_t length);

/* What a byte means in an encoding of one byte a character; 0: nothing. */
uint32_t encoding_character(enum encoding encoding, unsigned char byte);

/* Bytes of the UTF-8 byte order mark at the beginning: 3 or 0. */
size_t encoding_mark_length(const char *data, size_t length);

/* True when data is UTF-8. Otherwise reports the first wrong byte with its place and what the file looks like. */
bool encoding_check(const char *file, const char *data, size_t length, struct sink *sink);

/* The data as UTF-8: *data and *length stay when they are UTF-8, or become memory of the arena. An encoding that was
 * found by its letters is told in a note. False after reporting a byte that means nothing, or data that is nothing
 * known. Lines and columns are those of the file. */
bool encoding_convert(struct arena *arena, const char *file, const char **data, size_t *length, struct sink *sink);

/* The place of the byte at `offset`; data before it is UTF-8. A mark at the beginning takes no column. */
struct position encoding_position(const char *file, const char *data, size_t offset);

#endif
