/* One address: local part, @, domain. What is wrong is said with its place, for a list has hundreds of them. */
#include "mail/address.h"

#include "base/utf8.h"
#include "input/keys.h"
#include "mail/header.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>
#include <unicode/uidna.h>
#include <unicode/ustring.h>

enum { LOCAL_LONGEST = 64, DOMAIN_LONGEST = 253, ADDRESS_LONGEST = 254 /* RFC 5321, 4.5.3.1 */ };

struct reading {
  struct arena *arena;
  struct sink *sink;
  const char *what, *text;
  size_t length;
  struct text_source source;
};

static bool fail(const struct reading *reading, enum diagnostic_code code, size_t offset, const char *detail) {
  sink_report(reading->sink, code, source_position(reading->source, reading->text, offset), reading->what,
              key_clip(reading->arena, detail), NULL);
  return false;
}

static const char *character_name(struct arena *arena, const char *text, size_t length, size_t at) {
  size_t next = at;
  uint32_t character = utf8_next(text, length, &next);
  if (character > ' ' && u_isgraph((UChar32)character))
    return arena_strndup(arena, text + at, next - at);
  return arena_printf(arena, "U+%04X", (unsigned)character);
}

/* --- domains ------------------------------------------------------------------------------------------------------ */

static void idna_release(void *idna) {
  uidna_close(idna);
}

static bool labels_are_good(const char *domain) {
  size_t labels = 0;
  bool numeric = true;
  for (const char *label = domain; label; labels++) {
    const char *dot = strchr(label, '.');
    size_t length = dot ? (size_t)(dot - label) : strlen(label);
    if (length == 0 || length > 63 || label[0] == '-' || label[length - 1] == '-')
      return false;
    numeric = strspn(label, "0123456789") == length;
    if (strspn(label, "abcdefghijklmnopqrstuvwxyz0123456789-") < length)
      return false;
    label = dot ? dot + 1 : NULL;
  }
  return labels > 1 && !numeric;
}

const char *address_domain(struct arena *arena, const char *text, size_t length) {
  UErrorCode error = U_ZERO_ERROR;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  char ascii[DOMAIN_LONGEST + 2];
  if (length == 0 || length > 4 * DOMAIN_LONGEST)
    return NULL;
  UIDNA *idna = uidna_openUTS46(
      UIDNA_USE_STD3_RULES | UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, &error);
  if (U_FAILURE(error))
    return NULL;
  int32_t size = uidna_nameToASCII_UTF8(idna, text, (int32_t)length, ascii, sizeof ascii - 1, &info, &error);
  idna_release(idna);
  if (U_FAILURE(error) || info.errors || size <= 0 || size > DOMAIN_LONGEST)
    return NULL;
  ascii[size] = '\0';
  return labels_are_good(ascii) ? arena_strdup(arena, ascii) : NULL;
}

/* --- local parts -------------------------------------------------------------------------------------------------- */

/* Letters of other scripts as they are; nothing that cannot be seen. */
static bool other_is_good(uint32_t character) {
  int8_t type = u_charType((UChar32)character);
  return character != 0xFFFD && type != U_UNASSIGNED && type != U_CONTROL_CHAR && type != U_FORMAT_CHAR &&
         type != U_PRIVATE_USE_CHAR && type != U_SURROGATE && type != U_SPACE_SEPARATOR && type != U_LINE_SEPARATOR &&
         type != U_PARAGRAPH_SEPARATOR;
}

static bool atom_character(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c != 0 && c < 0x80 && strchr("!#$%&'*+-/=?^_`{|}~", (int)c)) || (c >= 0x80 && other_is_good(c));
}

static bool dots_check(const struct reading *reading, size_t local) {
  for (size_t index = 0; index < local;) {
    size_t at = index;
    uint32_t character = utf8_next(reading->text, local, &index);
    bool dot = character == '.';
    if (dot && (at == 0 || index == local || reading->text[index] == '.'))
      return fail(reading, MAIL_ADDRESS_DOT, at, reading->text);
    if (!dot && !atom_character(character))
      return fail(reading, MAIL_ADDRESS_CHARACTER, at,
                  character_name(reading->arena, reading->text, reading->length, at));
  }
  return true;
}

/* "…"@: anything printable, quotes and backslashes behind a backslash. */
static bool quoted_check(const struct reading *reading, size_t local) {
  for (size_t index = 1; index + 1 < local;) {
    size_t at = index;
    uint32_t character = utf8_next(reading->text, local, &index);
    bool escape = character == '\\' && index + 1 < local;
    if (escape)
      character = utf8_next(reading->text, local, &index);
    bool bare = !escape && (character == '"' || character == '\\');
    if (bare || character < ' ' || character == 0x7F || (character >= 0x80 && !other_is_good(character)))
      return fail(reading, MAIL_ADDRESS_CHARACTER, at,
                  character_name(reading->arena, reading->text, reading->length, at));
  }
  return true;
}

/* --- addresses ---------------------------------------------------------------------------------------------------- */

/* The @ in front of the domain: the last one behind a quoted local part, the only one otherwise. */
static bool at_find(const struct reading *reading, size_t *at) {
  const char *first = memchr(reading->text, '@', reading->length), *last = memrchr(reading->text, '@', reading->length);
  if (!first || (first != last && reading->text[0] != '"'))
    return fail(reading, MAIL_ADDRESS_AT, first ? (size_t)(last - reading->text) : 0, reading->text);
  *at = (size_t)(last - reading->text);
  return true;
}

/* Small letters, in the way that is the same for all languages. */
static const char *key_make(struct arena *arena, const char *wire) {
  enum { ROOM = 3 * ADDRESS_LONGEST + 1 };
  UErrorCode error = U_ZERO_ERROR;
  UChar wide[ROOM], folded[ROOM];
  char narrow[3 * ROOM];
  u_strFromUTF8(wide, ROOM, NULL, wire, -1, &error);
  u_strFoldCase(folded, ROOM, wide, -1, U_FOLD_CASE_DEFAULT, &error);
  u_strToUTF8(narrow, sizeof narrow, NULL, folded, -1, &error);
  return arena_strdup(arena, U_FAILURE(error) ? wire : narrow);
}

static bool ascii_only(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)text[i] >= 0x80)
      return false;
  return true;
}

bool address_read(struct arena *arena, struct sink *sink, const char *what, const char *text, size_t length,
                  struct text_source source, struct address *out) {
  const struct reading reading = {arena, sink, what, text, length, source};
  size_t at;
  if (!header_check(sink, what, text, length, source) || !at_find(&reading, &at))
    return false;
  if (at == 0 || at > LOCAL_LONGEST)
    return fail(&reading, MAIL_ADDRESS_LOCAL, 0, text);
  bool quoted = text[0] == '"';
  if (quoted && (at < 3 || text[at - 1] != '"'))
    return fail(&reading, MAIL_ADDRESS_LOCAL, 0, text);
  if (quoted ? !quoted_check(&reading, at) : !dots_check(&reading, at))
    return false;
  const char *domain = address_domain(arena, text + at + 1, length - at - 1);
  if (!domain)
    return fail(&reading, MAIL_ADDRESS_DOMAIN, at + 1, text + at + 1);
  const char *wire = arena_printf(arena, "%.*s@%s", (int)at, text, domain);
  if (strlen(wire) > ADDRESS_LONGEST)
    return fail(&reading, MAIL_ADDRESS_LOCAL, 0, text);
  *out =
      (struct address){arena_strndup(arena, text, length), wire, domain, key_make(arena, wire), !ascii_only(text, at)};
  return true;
}
