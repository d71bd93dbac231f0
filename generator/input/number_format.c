/* Format codes of spreadsheets: which section is for a number, and whether it shows a date, a number or a text. */
#include "input/number_format.h"

#include "input/number_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SECTIONS = 4 };

const char *number_format_code(int id, const struct locale *locale) {
  static const char *const codes[50] = {[1] = "0",
                                        [2] = "0.00",
                                        [3] = "#,##0",
                                        [4] = "#,##0.00",
                                        [9] = "0%",
                                        [10] = "0.00%",
                                        [11] = "0.00E+00",
                                        [12] = "# ?/?",
                                        [13] = "# ?\?/?\?",
                                        [15] = "d-mmm-yy",
                                        [16] = "d-mmm",
                                        [17] = "mmm-yy",
                                        [18] = "h:mm AM/PM",
                                        [19] = "h:mm:ss AM/PM",
                                        [20] = "h:mm",
                                        [21] = "h:mm:ss",
                                        [37] = "#,##0;-#,##0",
                                        [38] = "#,##0;-#,##0",
                                        [39] = "#,##0.00;-#,##0.00",
                                        [40] = "#,##0.00;-#,##0.00",
                                        [45] = "mm:ss",
                                        [46] = "[h]:mm:ss",
                                        [47] = "mm:ss.0",
                                        [48] = "##0.0E+0",
                                        [49] = "@"};
  const char *language = locale_language(locale);
  bool points = strcmp(language, "ru") == 0 || strcmp(language, "ky") == 0;
  bool east_asian = (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  if (id == 14 || east_asian)
    return points ? "dd.mm.yyyy" : "yyyy-mm-dd";
  if (id == 22)
    return points ? "dd.mm.yyyy h:mm" : "yyyy-mm-dd h:mm";
  return id > 0 && id < 50 ? codes[id] : NULL;
}

/* Tokens. */

struct token token_next(const char **at, const char *end) {
  const char *begin = *at;
  if (begin >= end || *begin == ';')
    return (struct token){.kind = TOKEN_END, .text = begin};
  struct token token = {TOKEN_CHARACTER, begin, 1};
  const char *close;
  switch (*begin) {
  case '"':
  case '[':
    close = memchr(begin + 1, *begin == '[' ? ']' : '"', (size_t)(end - begin) - 1);
    token.kind = *begin == '[' ? TOKEN_BRACKET : TOKEN_LITERAL;
    token.text = begin + 1;
    token.length = (size_t)((close != NULL ? close : end) - begin) - 1;
    *at = close != NULL ? close + 1 : end;
    return token;
  case '\\':
  case '_':
  case '*':
    *at = begin + 1;
    do /* one character, whatever it is */
      ++*at;
    while (*at < end && ((unsigned char)**at & 0xC0) == 0x80);
    *at = *at < end ? *at : end;
    token.kind = TOKEN_LITERAL;
    token.text = begin + 1 < end ? begin + 1 : end;
    token.length = *begin == '*' ? 0 : (size_t)(*at - token.text);
    if (*begin == '_') { /* room as wide as the character */
      token.text = " ";
      token.length = 1;
    }
    return token;
  default:
    *at = begin + 1;
    return token;
  }
}

bool token_is_elapsed(const struct token *token) {
  if (token->kind != TOKEN_BRACKET || token->length == 0)
    return false;
  for (size_t i = 0; i < token->length; i++)
    if (strchr("hHmMsS", token->text[i]) == NULL || token->text[i] == '\0')
      return false;
  return true;
}

/* Sections. */

static size_t sections_cut(const char *code, struct section sections[SECTIONS]) {
  const char *end = code + strlen(code), *at = code;
  size_t count = 0;
  while (count < SECTIONS) {
    sections[count] = (struct section){.begin = at};
    while (token_next(&at, end).kind != TOKEN_END)
      ;
    sections[count++].end = at;
    if (at >= end)
      break;
    at++;
  }
  return count;
}

/* A condition in brackets: [>=100]. False when the section has none. */
static bool section_condition(const struct section *section, double number, bool *holds) {
  const char *at = section->begin;
  for (struct token token; (token = token_next(&at, section->end)).kind != TOKEN_END;) {
    if (token.kind != TOKEN_BRACKET || token.length < 2 || strchr("<>=", token.text[0]) == NULL)
      continue;
    size_t sign = strspn(token.text, "<>=");
    double bound = strtod(token.text + sign, NULL);
    bool less = memchr(token.text, '<', sign) != NULL, more = memchr(token.text, '>', sign) != NULL;
    bool equal = memchr(token.text, '=', sign) != NULL;
    *holds = less && more ? number != bound
                          : (less && number < bound) || (more && number > bound) || (equal && number == bound);
    return true;
  }
  return false;
}

static bool section_has_general(const struct section *section) {
  for (const char *at = section->begin; section->end - at >= 7; at++)
    if (strncasecmp(at, "General", 7) == 0)
      return true;
  return false;
}

static bool section_is_date(const struct section *section) {
  const char *at = section->begin;
  for (struct token token; (token = token_next(&at, section->end)).kind != TOKEN_END;)
    if (token_is_elapsed(&token) || (token.kind == TOKEN_CHARACTER && strchr("ymdhsYMDHS", *token.text) != NULL))
      return true;
  return false;
}

static bool section_has(const struct section *section, char wanted) {
  const char *at = section->begin;
  for (struct token token; (token = token_next(&at, section->end)).kind != TOKEN_END;)
    if (token.kind == TOKEN_CHARACTER && *token.text == wanted)
      return true;
  return false;
}

/* A language in brackets: [$-419]. Its number ends in that of the language, whatever the country. */
static const struct locale *section_locale(const struct section *section, const struct locale *locale) {
  static const struct {
    unsigned long language;
    const char *code;
  } languages[] = {{0x19, "ru"}, {0x40, "ky"}, {0x09, "en"}};
  const char *at = section->begin;
  for (struct token token; (token = token_next(&at, section->end)).kind != TOKEN_END;) {
    const char *dash = token.kind == TOKEN_BRACKET ? memchr(token.text, '-', token.length) : NULL;
    if (dash == NULL || token.text[0] != '$')
      continue;
    unsigned long language = strtoul(dash + 1, NULL, 16) & 0xFF;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
      if (languages[i].language == language)
        return locale_find(languages[i].code);
  }
  return locale;
}

/* The section for a number; *negative when its sign is shown by the section, or cannot be. */
static const struct section *section_choose(const struct section *sections, size_t count, double number, bool *bare) {
  bool holds, conditions = false;
  size_t numeric = count > 3 ? 3 : count;
  *bare = false;
  for (size_t i = 0; i < numeric; i++) {
    if (!section_condition(&sections[i], number, &holds))
      continue;
    conditions = true;
    if (holds)
      return &sections[i];
  }
  if (conditions)
    return &sections[numeric - 1];
  *bare = number < 0 && numeric > 1;
  return &sections[number < 0 && numeric > 1 ? 1 : number == 0 && numeric > 2 ? 2 : 0];
}

static void section_add_text(const struct section *section, const char *text, size_t length, struct buffer *out) {
  const char *at = section->begin;
  for (struct token token; (token = token_next(&at, section->end)).kind != TOKEN_END;)
    if (token.kind == TOKEN_CHARACTER && *token.text == '@')
      buffer_add(out, text, length);
    else if (token.kind != TOKEN_BRACKET)
      buffer_add(out, token.text, token.length);
}

bool number_format_add(const struct number_format *format, double number, struct buffer *out) {
  struct section sections[SECTIONS] = {{.begin = "", .end = ""}};
  const struct section plain = {.begin = "", .end = "", .locale = format->locale};
  if (format->code == NULL) {
    section_add_general(&plain, number, out);
    return true;
  }
  bool bare;
  size_t count = sections_cut(format->code, sections);
  struct section section = *section_choose(sections, count, number, &bare);
  section.locale = format->locale;
  section.from_1904 = format->from_1904;
  if (section_has_general(&section) || section_has(&section, '@')) {
    section_add_general(&plain, bare ? -number : number, out);
    return true;
  }
  if (section_is_date(&section)) {
    section.locale = section_locale(&section, format->locale);
    return section_add_date(&section, number, out);
  }
  if (number < 0 && !bare)
    buffer_byte(out, '-');
  section_add_number(&section, fabs(number), out);
  return true;
}

void number_format_add_text(const struct number_format *format, const char *text, size_t length, struct buffer *out) {
  struct section sections[SECTIONS];
  size_t count = format->code != NULL && strchr(format->code, '@') != NULL ? sections_cut(format->code, sections) : 0;
  for (size_t i = 0; i < count; i++)
    if (section_has(&sections[i], '@') && (i == 3 || count == 1)) {
      section_add_text(&sections[i], text, length, out);
      return;
    }
  buffer_add(out, text, length);
}
