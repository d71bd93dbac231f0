/* Headers: checked, folded, encoded. RFC 5322 (form, folding), RFC 2047 (encoded words), RFC 2231 (parameters). */
#include "mail/header.h"

#include "base/utf8.h"
#include "mail/mime.h"

#include <stdio.h>
#include <string.h>

enum {
  LINE_WANTED = 76,   /* columns; RFC 5322 wants lines under 79 */
  WORD_BYTES = 39,    /* of text in an encoded word: 52 characters of base64 and 12 around them, beside a name */
  WORD_LONGEST = 45,  /* the same on a line of its own */
  TOKEN_LONGEST = 60, /* of ASCII that stands in a line as it is */
  PARAMETER_PART = 50 /* characters of a value in one RFC 2231 section */
};

/* --- checking ----------------------------------------------------------------------------------------------------- */

static const struct {
  uint32_t first, last;
} refused[] = {
    {0x0, 0x1F},      {0x7F, 0x9F},     {0x61C, 0x61C},   {0x200B, 0x200B}, {0x200E, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F}, {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFF}, {0xE0000, 0xE0FFF}, {0xF0000, 0x10FFFF},
};

static bool character_is_refused(uint32_t character) {
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    if (character >= refused[i].first && character <= refused[i].last)
      return true;
  return (character & 0xFFFE) == 0xFFFE;
}

/* "=?" charset "?" encoding "?" …: a reader would decode it into something else. */
static bool begins_encoded_word(const char *text, size_t length) {
  return length > 2 && text[0] == '=' && text[1] == '?' && memchr(text + 2, '?', length - 2) != NULL;
}

size_t header_safe_length(const char *text, size_t length) {
  for (size_t index = 0; index < length;) {
    size_t at = index;
    if (begins_encoded_word(text + at, length - at) || character_is_refused(utf8_next(text, length, &index)))
      return at;
  }
  return length;
}

bool header_check(struct sink *sink, const char *what, const char *text, size_t length, struct text_source source) {
  size_t safe = header_safe_length(text, length), after = safe;
  if (safe == length)
    return true;
  char name[24] = "=?";
  if (!begins_encoded_word(text + safe, length - safe))
    snprintf(name, sizeof name, "U+%04X", (unsigned)utf8_next(text, length, &after));
  sink_report(sink, MAIL_HEADER_CHARACTER, source_position(source, text, safe), what, name, NULL);
  return false;
}

/* --- writing ------------------------------------------------------------------------------------------------------ */

static size_t column(const struct buffer *out) {
  size_t at = out->length;
  while (at > 0 && out->data[at - 1] != '\n')
    at--;
  return out->length - at;
}

/* A space, or a new line when `length` more do not fit on this one. */
static void space_add(struct buffer *out, size_t length) {
  buffer_text(out, column(out) + 1 + length > LINE_WANTED ? "\r\n " : " ");
}

static bool is_plain(const char *text) {
  size_t word = 0;
  if (*text == ' ' || strstr(text, "=?") || strstr(text, "  "))
    return false;
  for (; *text; text++) {
    word = *text == ' ' ? 0 : word + 1;
    if ((unsigned char)*text < ' ' || (unsigned char)*text > '~' || word > TOKEN_LONGEST)
      return false;
    if (*text == ' ' && text[1] == '\0')
      return false;
  }
  return true;
}

static void plain_add(struct buffer *out, const char *text) {
  while (*text) {
    size_t length = strcspn(text, " ");
    space_add(out, length);
    buffer_add(out, text, length);
    text += length + (text[length] == ' ');
  }
}

/* The longest beginning of whole characters within `room` bytes. */
static size_t characters_within(const char *text, size_t length, size_t room) {
  size_t index = 0, end = 0;
  while (index < length && (utf8_next(text, length, &index), index <= room))
    end = index;
  return end;
}

/* One word where it can be; else each ends behind a space: some readers put one between encoded words. */
static size_t word_length(const char *text, size_t length) {
  if (length <= WORD_LONGEST)
    return length;
  size_t taken = characters_within(text, length, WORD_BYTES);
  const char *space = taken < length ? memrchr(text, ' ', taken) : NULL;
  return space && space > text ? (size_t)(space - text) + 1 : taken;
}

static void encoded_add(struct buffer *out, const char *text) {
  size_t length = strlen(text);
  while (length > 0) {
    size_t taken = word_length(text, length);
    space_add(out, 12 + (taken + 2) / 3 * 4);
    buffer_text(out, "=?UTF-8?B?");
    mime_base64(out, text, taken, 0);
    buffer_text(out, "?=");
    text += taken;
    length -= taken;
  }
}

void header_add_text(struct buffer *out, const char *name, const char *text) {
  buffer_printf(out, "%s:", name);
  if (is_plain(text))
    plain_add(out, text);
  else
    encoded_add(out, text);
  buffer_text(out, "\r\n");
}

/* RFC 5322: a phrase of atoms stands as it is; with specials in it, in quotes. */
static void phrase_add(struct buffer *out, const char *text) {
  static const char specials[] = "()<>[]:;@\\,.\"";
  bool special = strpbrk(text, specials) != NULL;
  if (!is_plain(text) || (special && strlen(text) > TOKEN_LONGEST)) { /* a quoted text is not folded */
    encoded_add(out, text);
  } else if (!special) {
    plain_add(out, text);
  } else {
    space_add(out, strlen(text) + 2);
    buffer_byte(out, '"');
    for (; *text; text++) {
      if (*text == '"' || *text == '\\')
        buffer_byte(out, '\\');
      buffer_byte(out, *text);
    }
    buffer_byte(out, '"');
  }
}

void header_add_mailbox(struct buffer *out, const char *name, const char *display, const char *address) {
  bool named = display && *display;
  buffer_printf(out, "%s:", name);
  if (named)
    phrase_add(out, display);
  space_add(out, strlen(address) + 2);
  buffer_printf(out, named ? "<%s>\r\n" : "%s\r\n", address);
}

void header_add_tokens(struct buffer *out, const char *name, const char *const *tokens, size_t count,
                       const char *separator) {
  buffer_printf(out, "%s:", name);
  for (size_t i = 0; i < count; i++) {
    space_add(out, strlen(tokens[i]) + 1);
    buffer_text(out, tokens[i]);
    if (i + 1 < count)
      buffer_text(out, separator);
  }
  buffer_text(out, "\r\n");
}

static bool is_attribute_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

/* One section of an extended value; returns the bytes taken: whole characters, so that each section reads alone. */
static size_t section_add(struct buffer *out, const char *value) {
  size_t used = 0, taken = 0, length = strlen(value);
  while (taken < length) {
    size_t next = taken, cost = 0;
    utf8_next(value, length, &next);
    for (size_t i = taken; i < next; i++)
      cost += is_attribute_character(value[i]) ? 1 : 3;
    if (taken > 0 && used + cost > PARAMETER_PART)
      break;
    for (size_t i = taken; i < next; i++)
      if (is_attribute_character(value[i]))
        buffer_byte(out, value[i]);
      else
        buffer_printf(out, "%%%02X", (unsigned char)value[i]);
    used += cost;
    taken = next;
  }
  return taken;
}

static size_t extended_length(const char *value) {
  size_t length = 0;
  for (; *value; value++)
    length += is_attribute_character(*value) ? 1 : 3;
  return length;
}

void header_add_parameter(struct buffer *out, const char *name, const char *value) {
  bool plain = strlen(value) <= PARAMETER_PART && !strpbrk(value, "\"\\") && is_plain(value);
  if (plain) {
    buffer_printf(out, ";\r\n %s=\"%s\"", name, value);
  } else if (extended_length(value) <= PARAMETER_PART) {
    buffer_printf(out, ";\r\n %s*=UTF-8''", name);
    section_add(out, value);
  } else {
    for (int section = 0; *value; section++) {
      buffer_printf(out, ";\r\n %s*%d*=%s", name, section, section == 0 ? "UTF-8''" : "");
      value += section_add(out, value);
    }
  }
}
