/* UTF-8 (RFC 3629). What is asked of whole files goes by eight bytes at once, as far as they are ASCII and Cyrillic. */
#include "base/utf8.h"

#include "base/eight.h"

#include <stdlib.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD, LAST_CODE_POINT = 0x10FFFF, NAME_LIMIT = 64 };

/* Length of a well-formed sequence at text[0..room), 0 when malformed; *code_point is set when well-formed. */
static size_t sequence_read(const unsigned char *text, size_t room, uint32_t *code_point) {
  static const uint32_t least[] = {[3] = 0x800, [4] = 0x10000};
  unsigned char lead = text[0];
  if (lead < 0x80) {
    *code_point = lead;
    return 1;
  }
  if (lead >= 0xC2 && lead < 0xE0) { /* Cyrillic and most that is not ASCII: kept out of the loop */
    if (room < 2 || (text[1] & 0xC0) != 0x80)
      return 0;
    *code_point = (lead & 0x1Fu) << 6 | (text[1] & 0x3Fu);
    return 2;
  }
  size_t length = (lead & 0xF0) == 0xE0 ? 3 : (lead & 0xF8) == 0xF0 ? 4 : 0;
  if (length == 0 || length > room)
    return 0;
  uint32_t value = lead & (0x7Fu >> length);
  for (size_t i = 1; i < length; i++) {
    if ((text[i] & 0xC0) != 0x80)
      return 0;
    value = value << 6 | (text[i] & 0x3F);
  }
  if (value < least[length] || value > LAST_CODE_POINT || (value >= 0xD800 && value < 0xE000))
    return 0;
  *code_point = value;
  return length;
}

uint32_t utf8_next_rare(const char *text, size_t length, size_t *index) {
  const unsigned char *at = (const unsigned char *)text + *index;
  uint32_t code_point = REPLACEMENT;
  size_t step = sequence_read(at, length - *index, &code_point);
  *index += step ? step : 1;
  return code_point;
}

uint32_t utf8_previous_rare(const char *text, size_t *index) {
  size_t start = *index;
  for (int i = 0; i < 4 && start > 0; i++)
    if (((unsigned char)text[--start] & 0xC0) != 0x80)
      break;
  uint32_t code_point;
  size_t step = sequence_read((const unsigned char *)text + start, *index - start, &code_point);
  if (step != *index - start) {
    --*index;
    return REPLACEMENT;
  }
  *index = start;
  return code_point;
}

size_t utf8_put(uint32_t code_point, char out[4]) {
  if (code_point > LAST_CODE_POINT || (code_point >= 0xD800 && code_point < 0xE000))
    code_point = REPLACEMENT;
  if (code_point < 0x80) {
    out[0] = (char)code_point;
    return 1;
  }
  size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
  for (size_t i = length - 1; i > 0; i--, code_point >>= 6)
    out[i] = (char)(0x80 | (code_point & 0x3F));
  out[0] = (char)(0xF00 >> length | code_point);
  return length;
}

/* How many of eight bytes, from the first on, are whole characters of one or two bytes; 0 when any is of no such one.
 */
static inline size_t short_characters(uint64_t eight) {
  uint64_t high = eight & EIGHT_HIGH, second = eight << 1, follows = high & ~second, leads = high & second;
  uint64_t rest = eight << 3 | eight << 4 | eight << 5 | eight << 6; /* C0 and C1 have none of these bits */
  bool wrong = (leads & (eight << 2)) != 0 || (leads & ~rest) != 0 || follows != leads << 8;
  return wrong ? 0 : sizeof eight - (leads >> 63);
}

size_t utf8_count(const char *text, size_t length) {
  size_t count = 0;
  for (size_t i = 0; i < length;) {
    uint64_t eight = length - i >= sizeof eight ? eight_read(text + i) : UINT64_MAX;
    size_t step = short_characters(eight);
    if (step > 0) {
      count += step - eight_count(eight_follows(eight));
      i += step;
    } else {
      utf8_next(text, length, &i);
      count++;
    }
  }
  return count;
}

static bool is_following(char byte) {
  return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t utf8_offset(const char *text, size_t length, size_t count) {
  size_t offset = 0;
  while (count >= sizeof(uint64_t) && length - offset >= sizeof(uint64_t)) {
    count -= sizeof(uint64_t) - eight_count(eight_follows(eight_read(text + offset)));
    offset += sizeof(uint64_t);
  }
  while (offset < length && (count > 0 || is_following(text[offset])))
    count -= !is_following(text[offset++]);
  return offset;
}

size_t utf8_valid_length(const char *text, size_t length) {
  size_t i = 0;
  while (i < length) {
    size_t step = length - i >= sizeof(uint64_t) ? short_characters(eight_read(text + i)) : 0;
    uint32_t code_point;
    if (step == 0)
      step = sequence_read((const unsigned char *)text + i, length - i, &code_point);
    if (step == 0)
      return i;
    i += step;
  }
  return length;
}

static size_t code_points(const char *text, uint32_t out[NAME_LIMIT]) {
  size_t length = strlen(text), count = 0;
  for (size_t i = 0; i < length && count < NAME_LIMIT;)
    out[count++] = utf8_next(text, length, &i);
  return count;
}

/* Wagner and Fischer's table, one row at a time; names longer than NAME_LIMIT compare by their beginning. */
size_t utf8_distance(const char *a, const char *b, size_t limit) {
  uint32_t left[NAME_LIMIT], right[NAME_LIMIT];
  size_t rows = code_points(a, left), columns = code_points(b, right), row[NAME_LIMIT + 1];
  if (rows > columns + limit || columns > rows + limit)
    return limit + 1;
  for (size_t j = 0; j <= columns; j++)
    row[j] = j;
  for (size_t i = 1; i <= rows; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= columns; j++) {
      size_t substitution = diagonal + (left[i - 1] != right[j - 1]);
      size_t indel = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
      diagonal = row[j];
      row[j] = substitution < indel ? substitution : indel;
    }
  }
  return row[columns] <= limit ? row[columns] : limit + 1;
}
