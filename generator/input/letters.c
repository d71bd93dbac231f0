/* Simple case mapping of the blocks Basic Latin and Cyrillic (Unicode 15, U+0400–U+052F). */
#include "input/letters.h"

#include "base/eight.h"
#include "base/utf8.h"

/* Blocks in which capital and small letters alternate. */
static bool is_paired(uint32_t character) {
  return (character >= 0x460 && character <= 0x481) || (character >= 0x48A && character <= 0x4BF) ||
         (character >= 0x4D0 && character <= 0x52F);
}

bool letters_is_capital(uint32_t character) {
  if ((character >= 'A' && character <= 'Z') || (character >= 0x400 && character <= 0x42F))
    return true;
  return is_paired(character) && character % 2 == 0;
}

bool letters_is_small(uint32_t character) {
  if ((character >= 'a' && character <= 'z') || (character >= 0x430 && character <= 0x45F))
    return true;
  return is_paired(character) && character % 2 == 1;
}

uint32_t letters_small(uint32_t character) {
  if (!letters_is_capital(character))
    return character;
  if (is_paired(character))
    return character + 1;
  return character + (character >= 0x400 && character < 0x410 ? 0x50 : 0x20);
}

size_t letters_lower(const char *text, size_t length, char *out, size_t room) {
  size_t written = 0;
  for (size_t i = 0; i < length && written + 4 <= room;)
    written += utf8_put(letters_small(utf8_next(text, length, &i)), out + written);
  return written;
}

bool letters_are_capitals(const char *text, size_t length) {
  size_t capitals = 0;
  for (size_t i = 0; i < length;) {
    uint32_t character = utf8_next(text, length, &i);
    if (letters_is_small(character))
      return false;
    capitals += letters_is_capital(character);
  }
  return capitals >= 2;
}

bool letters_is_refused(uint32_t character) {
  if (character < 0x20)
    return character != '\t' && character != '\n' && character != '\r';
  bool turns = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
  return turns || (character >= 0x7F && character < 0xA0) || character == 0x2028 || character == 0x2029 ||
         character == 0xFEFF || character == 0xFFFE || character == 0xFFFF;
}

/* Of eight bytes those with which a refused character may begin: all controls, and every lead byte but those of
 * Cyrillic and most other letters of two bytes. */
static uint64_t suspects(uint64_t eight) {
  uint64_t controls = ~(eight | eight << 1 | eight << 2), long_leads = eight & eight << 1 & eight << 2;
  return ((controls | long_leads) & EIGHT_HIGH) | eight_same(eight, 0x7F) | eight_same(eight, 0xC2);
}

size_t letters_refused_at(const char *text, size_t length) {
  for (size_t i = 0; i < length;) {
    uint64_t found = length - i >= sizeof found ? suspects(eight_read(text + i)) : 1;
    size_t begin = i += found != 0 ? eight_first(found) : sizeof found;
    if (found != 0 && letters_is_refused(utf8_next(text, length, &i)))
      return begin;
  }
  return length;
}
