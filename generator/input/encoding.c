/* Recognises files that are not UTF-8, and says which byte, where, and what to do. */
#include "input/encoding.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { GUESS_BYTES = 65536 }; /* of the file are looked at: enough for letter frequencies */

struct byte_counts {
  size_t zero;
  size_t low;    /* 80–AF: most letters of CP866, symbols in the others */
  size_t middle; /* C0–DF: capitals of CP1251, small letters of KOI8-R */
  size_t high;   /* E0–FF: small letters of CP1251, capitals of KOI8-R */
  size_t utf8;   /* well-formed characters of more than one byte */
};

static struct byte_counts bytes_count(const char *data, size_t length) {
  struct byte_counts counts = {0};
  for (size_t i = 0; i < length;) {
    unsigned char byte = (unsigned char)data[i];
    size_t begin = i;
    utf8_next(data, length, &i);
    counts.utf8 += i - begin > 1;
    counts.zero += byte == 0;
    if (i - begin > 1)
      continue;
    counts.low += byte >= 0x80 && byte < 0xB0;
    counts.middle += byte >= 0xC0 && byte < 0xE0;
    counts.high += byte >= 0xE0;
  }
  return counts;
}

enum encoding encoding_guess(const char *data, size_t length) {
  if (length > GUESS_BYTES)
    length = GUESS_BYTES;
  if (length >= 2 && (memcmp(data, "\xFF\xFE", 2) == 0 || memcmp(data, "\xFE\xFF", 2) == 0))
    return ENCODING_UTF16;
  struct byte_counts counts = bytes_count(data, length);
  if (counts.zero > length / 8)
    return ENCODING_UTF16;
  size_t letters = counts.middle + counts.high;
  if (counts.utf8 > letters || letters + counts.low < 2)
    return ENCODING_UNKNOWN;
  if (counts.low > letters)
    return ENCODING_CP866;
  return counts.high >= counts.middle ? ENCODING_CP1251 : ENCODING_KOI8R;
}

size_t encoding_mark_length(const char *data, size_t length) {
  return length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

struct position encoding_position(const char *file, const char *data, size_t offset) {
  size_t begin = encoding_mark_length(data, offset);
  int line = 1;
  for (const char *newline; (newline = memchr(data + begin, '\n', offset - begin)) != NULL; line++)
    begin = (size_t)(newline - data) + 1;
  return (struct position){file, line, (int)utf8_count(data + begin, offset - begin) + 1};
}

/* Index of the first byte that is not UTF-8. English in UTF-16 is valid UTF-8 full of zeros: those count, too. */
static size_t encoding_valid_length(const char *data, size_t length) {
  size_t valid = utf8_valid_length(data, length);
  const char *zero = memchr(data, 0, valid < 4 ? valid : 4);
  return zero != NULL && encoding_guess(data, length) == ENCODING_UTF16 ? (size_t)(zero - data) : valid;
}

bool encoding_check(const char *file, const char *data, size_t length, struct sink *sink) {
  static const char *const names[] = {[ENCODING_UTF16] = "UTF-16 («Unicode»)",
                                      [ENCODING_CP1251] = "Windows-1251",
                                      [ENCODING_KOI8R] = "KOI8-R",
                                      [ENCODING_CP866] = "CP866 (DOS)"};
  size_t valid = encoding_valid_length(data, length);
  if (valid == length)
    return true;
  enum encoding guess = encoding_guess(data, length);
  struct position at = encoding_position(file, data, valid);
  char byte[8];
  snprintf(byte, sizeof byte, "0x%02X", (unsigned)(unsigned char)data[valid]);
  if (guess == ENCODING_UNKNOWN)
    sink_report(sink, TEXT_BYTE_DAMAGED, at, byte, NULL);
  else
    sink_report(sink, TEXT_ENCODING, at, byte, names[guess], NULL);
  return false;
}
