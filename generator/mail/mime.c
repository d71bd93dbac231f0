/* Bodies of messages in 7 bits, so that every server takes them as they are. */
#include "mail/mime.h"

#include <stdint.h>
#include <string.h>

enum { LINE = 76 };

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void group_put(char *out, const unsigned char *data, size_t length) {
  uint32_t bits = (uint32_t)data[0] << 16 | (length > 1 ? (uint32_t)data[1] << 8 : 0) | (length > 2 ? data[2] : 0u);
  out[0] = digits[bits >> 18];
  out[1] = digits[bits >> 12 & 63];
  out[2] = length > 1 ? digits[bits >> 6 & 63] : '=';
  out[3] = length > 2 ? digits[bits & 63] : '=';
}

void mime_base64(struct buffer *out, const void *data, size_t length, size_t line) {
  const unsigned char *bytes = data;
  size_t per_line = line ? line / 4 * 3 : length;
  while (length > 0) {
    size_t taken = length < per_line ? length : per_line, groups = (taken + 2) / 3;
    char *room = buffer_room(out, groups * 4);
    for (size_t i = 0; i < groups; i++)
      group_put(room + i * 4, bytes + i * 3, taken - i * 3);
    out->length += groups * 4;
    out->data[out->length] = '\0';
    if (line)
      buffer_add(out, "\r\n", 2);
    bytes += taken;
    length -= taken;
  }
}

/* White space at the end of a line would be lost, a dot at its beginning doubled, and "From " is changed by mailboxes.
 */
static bool must_escape(const char *text, size_t at, size_t length, size_t column) {
  unsigned char c = (unsigned char)text[at];
  if (c == ' ' || c == '\t')
    return at + 1 == length || text[at + 1] == '\n';
  return c < '!' || c > '~' || c == '=' || (column == 0 && (c == '.' || c == 'F'));
}

void mime_quoted_printable(struct buffer *out, const char *text, size_t length) {
  static const char hex[] = "0123456789ABCDEF";
  size_t column = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '\n') {
      buffer_add(out, "\r\n", 2);
      column = 0;
      continue;
    }
    bool last = i + 1 == length || text[i + 1] == '\n';
    size_t width = must_escape(text, i, length, column) ? 3 : 1;
    if (column + width > LINE - (last ? 0u : 1u)) {
      buffer_add(out, "=\r\n", 3);
      column = 0;
      width = must_escape(text, i, length, column) ? 3 : 1;
    }
    unsigned char c = (unsigned char)text[i];
    if (width == 3)
      buffer_add(out, (char[3]){'=', hex[c >> 4], hex[c & 15]}, 3);
    else
      buffer_byte(out, (char)c);
    column += width;
  }
}

/* Of most Cyrillic texts base64 is less than half as long; of Latin ones quoted-printable, which one can read. */
static bool is_mostly_ascii(const char *text, size_t length) {
  size_t others = 0;
  for (size_t i = 0; i < length; i++)
    others += (unsigned char)text[i] > '~' || text[i] == '=';
  return others * 6 < length;
}

static void lines_base64(struct buffer *out, const char *text, size_t length) {
  struct buffer lines = {0};
  while (length > 0) {
    const char *newline = memchr(text, '\n', length);
    size_t line = newline ? (size_t)(newline - text) : length;
    buffer_add(&lines, text, line);
    if (newline)
      buffer_add(&lines, "\r\n", 2);
    line += newline != NULL;
    text += line;
    length -= line;
  }
  mime_base64(out, lines.data, lines.length, LINE);
  buffer_drop(&lines);
}

void mime_text_part(struct buffer *out, const char *type, const char *text, size_t length) {
  bool readable = is_mostly_ascii(text, length);
  buffer_printf(out, "Content-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: %s\r\n\r\n", type,
                readable ? "quoted-printable" : "base64");
  if (readable)
    mime_quoted_printable(out, text, length);
  else
    lines_base64(out, text, length);
}
