/* Names, strings and dates: ISO 32000-1, 7.3.4, 7.3.5, 7.9.2, 7.9.4. */
#include "pdf/strings.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum { NAME_LIMIT = 127, STRING_LIMIT = 32767 /* ISO 19005-2, 6.1.13 */ };

void pdf_hex(struct buffer *out, uint32_t number, int digits) {
  char *room = buffer_room(out, (size_t)digits);
  for (int i = 0; i < digits; i++)
    room[i] = "0123456789ABCDEF"[number >> 4 * (digits - 1 - i) & 15];
  room[digits] = '\0';
  out->length += (size_t)digits;
}

void pdf_name(struct buffer *out, const char *name) {
  buffer_byte(out, '/');
  for (size_t i = 0; i < NAME_LIMIT && name[i]; i++) {
    unsigned char byte = (unsigned char)name[i];
    if (byte <= ' ' || byte >= 0x7f || strchr("#/%()<>[]{}", byte)) {
      buffer_byte(out, '#');
      pdf_hex(out, byte, 2);
    } else
      buffer_byte(out, name[i]);
  }
}

static void unit_add(struct buffer *out, uint32_t unit) {
  buffer_byte(out, (char)(unit >> 8));
  buffer_byte(out, (char)unit);
}

static void unit_add_hex(struct buffer *out, uint32_t unit) {
  pdf_hex(out, unit, 4);
}

/* In one unit of UTF-16 or two. */
static void code_point_add(struct buffer *out, uint32_t code_point, void (*add)(struct buffer *, uint32_t)) {
  if (code_point < 0x10000) {
    add(out, code_point);
    return;
  }
  add(out, 0xd800 + ((code_point - 0x10000) >> 10));
  add(out, 0xdc00 + ((code_point - 0x10000) & 0x3ff));
}

void pdf_utf16(struct buffer *out, const char *text, size_t length) {
  for (size_t i = 0; i < length;)
    code_point_add(out, utf8_next(text, length, &i), unit_add_hex);
}

/* Outside these, PDFDocEncoding differs from ASCII. */
static bool is_ascii(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)text[i] < ' ' || (unsigned char)text[i] > '~')
      return false;
  return true;
}

void pdf_text(struct buffer *out, const char *text, size_t length) {
  if (is_ascii(text, length)) {
    pdf_bytes(out, text, length < STRING_LIMIT ? length : STRING_LIMIT);
    return;
  }
  enum { LARGEST = 4 /* bytes of a code point */ };
  struct buffer units = {0};
  buffer_add(&units, "\xFE\xFF", 2);
  for (size_t i = 0; i < length && units.length <= STRING_LIMIT - LARGEST;)
    code_point_add(&units, utf8_next(text, length, &i), unit_add);
  pdf_bytes(out, units.data, units.length);
  buffer_drop(&units);
}

void pdf_bytes(struct buffer *out, const void *data, size_t length) {
  const unsigned char *bytes = data;
  char *room = buffer_room(out, 2 * length + 2), *start = room;
  *room++ = '(';
  for (size_t i = 0; i < length; i++)
    room = pdf_string_byte(room, bytes[i]);
  *room++ = ')';
  *room = '\0';
  out->length += (size_t)(room - start);
}

static bool number_read(const char **text, int digits, int low, int high, int *out) {
  int value = 0;
  for (int i = 0; i < digits; i++, (*text)++) {
    if (**text < '0' || **text > '9')
      return false;
    value = value * 10 + (**text - '0');
  }
  *out = value;
  return low <= value && value <= high;
}

static bool offset_read(const char *text, char *sign, int *hours, int *minutes) {
  *sign = *text;
  if (!*text)
    return true;
  text++;
  if (*sign == 'Z')
    return !*text;
  if (*sign != '+' && *sign != '-')
    return false;
  return number_read(&text, 2, 0, 23, hours) && *text++ == ':' && number_read(&text, 2, 0, 59, minutes) && !*text;
}

static void number_put(struct buffer *out, int number, int digits) {
  char *room = buffer_room(out, (size_t)digits);
  room[digits] = '\0';
  out->length += (size_t)digits;
  for (; digits-- > 0; number /= 10)
    room[digits] = (char)('0' + number % 10);
}

bool pdf_date(struct buffer *out, const char *iso) {
  int year, month, day, hour, minute, second, offset_hour = 0, offset_minute = 0;
  char sign = 0;
  if (!number_read(&iso, 4, 0, 9999, &year) || *iso++ != '-' || !number_read(&iso, 2, 1, 12, &month) || *iso++ != '-' ||
      !number_read(&iso, 2, 1, 31, &day) || *iso++ != 'T' || !number_read(&iso, 2, 0, 23, &hour) || *iso++ != ':' ||
      !number_read(&iso, 2, 0, 59, &minute) || *iso++ != ':' || !number_read(&iso, 2, 0, 60, &second) ||
      !offset_read(iso, &sign, &offset_hour, &offset_minute))
    return false;
  const int pairs[] = {month, day, hour, minute, second};
  buffer_text(out, "(D:");
  number_put(out, year, 4);
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    number_put(out, pairs[i], 2);
  if (sign)
    buffer_byte(out, sign);
  if (sign && sign != 'Z') {
    number_put(out, offset_hour, 2);
    buffer_byte(out, '\'');
    number_put(out, offset_minute, 2);
    buffer_byte(out, '\'');
  }
  buffer_byte(out, ')');
  return true;
}
