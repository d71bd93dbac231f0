/* Recognises files that are not UTF-8; says which byte, where, and what to do, or converts them.
 *
 * Places: every character of a file becomes one character of UTF-8, so that line and column are counted there. */
#include "input/encoding.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const char *const encoding_names[] = {
    [ENCODING_UTF16LE] = "UTF-16 («Unicode»)", [ENCODING_UTF16BE] = "UTF-16 («Unicode»)",
    [ENCODING_CP1251] = "Windows-1251",        [ENCODING_KOI8R] = "KOI8-R",
    [ENCODING_CP866] = "CP866 (DOS)",          [ENCODING_MAC] = "Mac Cyrillic"};

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

/* Index of the first byte that is not UTF-8. UTF-16 may be valid UTF-8 full of zeros: those count, too. */
static size_t encoding_valid_length(const char *data, size_t length) {
  size_t valid = utf8_valid_length(data, length);
  const char *zero = memchr(data, 0, valid);
  return zero != NULL && encoding_guess_utf16(data, length) != ENCODING_UNKNOWN ? (size_t)(zero - data) : valid;
}

/* The byte at `offset` of data is wrong, and stands at `at`. */
static void byte_report(struct position at, unsigned char wrong, enum encoding guess, struct sink *sink) {
  char byte[8];
  snprintf(byte, sizeof byte, "0x%02X", (unsigned)wrong);
  if (guess == ENCODING_UNKNOWN)
    sink_report(sink, TEXT_BYTE_DAMAGED, at, byte, NULL);
  else
    sink_report(sink, TEXT_ENCODING, at, byte, encoding_names[guess], NULL);
}

bool encoding_check(const char *file, const char *data, size_t length, struct sink *sink) {
  size_t valid = encoding_valid_length(data, length);
  if (valid < length)
    byte_report(encoding_position(file, data, valid), (unsigned char)data[valid], encoding_guess(data, length), sink);
  return valid == length;
}

/* Converting. */

struct conversion {
  const unsigned char *data;
  size_t length, at;
  enum encoding encoding;
};

static uint32_t unit_next(struct conversion *in) {
  unsigned first = in->data[in->at], second = in->data[in->at + 1];
  in->at += 2;
  return in->encoding == ENCODING_UTF16LE ? second << 8 | first : first << 8 | second;
}

/* The next character; 0 for what means nothing, and the place stays before it. */
static uint32_t character_next(struct conversion *in) {
  size_t begin = in->at;
  if (in->encoding >= ENCODING_CP1251)
    return encoding_character(in->encoding, in->data[in->at++]);
  if (in->length - begin < 2)
    return 0;
  uint32_t unit = unit_next(in);
  if (unit < 0xD800 || unit >= 0xE000)
    return unit;
  uint32_t low = unit < 0xDC00 && in->length - in->at >= 2 ? unit_next(in) : 0;
  in->at = low >= 0xDC00 && low < 0xE000 ? in->at : begin + 2;
  return low >= 0xDC00 && low < 0xE000 ? 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00) : 0;
}

static void buffer_release(void *handle) {
  buffer_drop(handle);
}

static bool conversion_make(struct conversion *in, const char *file, struct buffer *out, struct sink *sink) {
  enum { PIECE = 65536, LONGEST = 4 };
  while (in->at < in->length) {
    char *room = buffer_room(out, PIECE + LONGEST);
    size_t written = 0, begin = in->at;
    while (in->at < in->length && written < PIECE) {
      begin = in->at;
      uint32_t character = character_next(in);
      if (character == 0) {
        out->length += written;
        byte_report(encoding_position(file, out->data, out->length), in->data[begin], ENCODING_UNKNOWN, sink);
        return false;
      }
      written += utf8_put(character, room + written);
    }
    out->length += written;
  }
  return true;
}

bool encoding_convert(struct arena *arena, const char *file, const char **data, size_t *length, struct sink *sink) {
  size_t valid = encoding_valid_length(*data, *length);
  if (valid == *length)
    return true;
  struct conversion in = {(const unsigned char *)*data, *length, 0, encoding_guess(*data, *length)};
  if (in.encoding == ENCODING_UNKNOWN) {
    byte_report(encoding_position(file, *data, valid), (unsigned char)(*data)[valid], ENCODING_UNKNOWN, sink);
    return false;
  }
  if (in.encoding >= ENCODING_CP1251)
    sink_report(sink, LIST_ENCODING, encoding_position(file, *data, valid), encoding_names[in.encoding], NULL);
  if (in.encoding < ENCODING_CP1251 && (memcmp(*data, "\xFF\xFE", 2) == 0 || memcmp(*data, "\xFE\xFF", 2) == 0))
    in.at = 2;
  struct buffer *out = arena_zalloc(arena, 1, sizeof *out);
  arena_defer(arena, buffer_release, out);
  if (!conversion_make(&in, file, out, sink))
    return false;
  *data = out->length > 0 ? out->data : "";
  *length = out->length;
  return true;
}
