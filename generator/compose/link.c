/* Addresses: the four schemes that a printed or mailed page may lead to, and their short forms. */
#include "compose/link.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool starts_with(const char *text, size_t length, const char *prefix) {
  size_t wanted = strlen(prefix);
  return length > wanted && strncasecmp(text, prefix, wanted) == 0;
}

/* The scheme to put before a text: "" when it has an allowed one, NULL when it can be no address. */
static const char *scheme_before(const char *text, size_t length, bool is_address) {
  static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:"};
  for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
    if (starts_with(text, length, schemes[i]))
      return "";
  const char *at = memchr(text, '@', length);
  if (memchr(text, ':', length) == NULL && memchr(text, '/', length) == NULL && at != NULL && at > text &&
      at + 1 < text + length)
    return "mailto:";
  bool has_scheme = memmem(text, length, "://", 3) != NULL;
  if (has_scheme || memchr(text, '.', length) == NULL)
    return NULL;
  return is_address || starts_with(text, length, "www.") ? "http://" : NULL;
}

const char *link_target(struct arena *arena, const char *text, size_t length, bool is_address) {
  while (length > 0 && strchr(" \t\r\n", *text) != NULL)
    text++, length--;
  while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL)
    length--;
  const char *scheme = scheme_before(text, length, is_address);
  if (length == 0 || scheme == NULL)
    return NULL;
  char *target = arena_alloc(arena, strlen(scheme) + length * 3 + 1);
  char *end = stpcpy(target, scheme);
  for (size_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)text[i];
    if (byte <= ' ' || byte == 0x7F)
      return NULL;
    if (byte < 0x80)
      *end++ = (char)byte;
    else
      end += snprintf(end, 4, "%%%02X", (unsigned)byte);
  }
  *end = '\0';
  return target;
}
