/* Notations of typed texts. */
#include "input/scalar.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

enum { ID_LIMIT = 100, EMAIL_LIMIT = 254, LOCAL_PART_LIMIT = 64, LABEL_LIMIT = 63, NUMBER_DIGITS = 15 };

static bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool scalar_is_id(const char *text) {
  size_t length = strlen(text);
  if (length == 0 || length > ID_LIMIT || text[0] == '.' || text[0] == '-' || text[length - 1] == '.')
    return false;
  for (size_t i = 0; i < length; i++)
    if (!is_letter(text[i]) && !is_digit(text[i]) && strchr("-_.", text[i]) == NULL)
      return false;
  return true;
}

bool scalar_is_language(const char *text) {
  size_t letters = strspn(text, "abcdefghijklmnopqrstuvwxyz");
  if (letters < 2 || letters > 3)
    return false;
  for (text += letters; *text != '\0';) {
    if (*text++ != '-')
      return false;
    size_t length = 0;
    for (; is_letter(*text) || is_digit(*text); text++)
      length++;
    if (length < 1 || length > 8)
      return false;
  }
  return true;
}

/* Labels of letters, digits and inner hyphens, joined by dots, at least two. Other scripts are allowed where the
 * address is not for mail. */
static bool domain_is_valid(const char *text, size_t length, bool ascii) {
  size_t label = 0, dots = 0;
  for (size_t i = 0; i < length; i++) {
    char byte = text[i];
    if (byte == '.') {
      if (label == 0 || label > LABEL_LIMIT || text[i - 1] == '-')
        return false;
      dots++;
      label = 0;
    } else if (is_letter(byte) || is_digit(byte) || (byte == '-' && label > 0) || (!ascii && (byte & 0x80))) {
      label++;
    } else {
      return false;
    }
  }
  return dots > 0 && label >= 2 && label <= LABEL_LIMIT && text[length - 1] != '-';
}

bool scalar_is_email(const char *text) {
  size_t length = strlen(text);
  const char *at = strchr(text, '@');
  if (at == NULL || length > EMAIL_LIMIT)
    return false;
  size_t local = (size_t)(at - text);
  if (local == 0 || local > LOCAL_PART_LIMIT || text[0] == '.' || at[-1] == '.')
    return false;
  for (size_t i = 0; i < local; i++) {
    if (!is_letter(text[i]) && !is_digit(text[i]) && strchr("!#$%&'*+-/=?^_`{|}~.", text[i]) == NULL)
      return false;
    if (text[i] == '.' && text[i + 1] == '.')
      return false;
  }
  return domain_is_valid(at + 1, length - local - 1, true);
}

/* Length of the word at text when it is one that stands in phone numbers, else 0. */
static size_t phone_word(const char *text) {
  static const char *const words[] = {"доб",  "вн",  "ички", "тел", "факс", "моб", "Доб", "Вн", "Тел",
                                      "Факс", "Моб", "ext",  "tel", "fax",  "Tel", "Fax", "x"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strncmp(text, words[i], strlen(words[i])) == 0)
      return strlen(words[i]);
  return 0;
}

bool scalar_is_phone(const char *text) {
  int digits = 0;
  for (size_t step; *text != '\0'; text += step) {
    step = 1;
    if (is_digit(*text))
      digits++;
    else if (strncmp(text, "\u00A0", 2) == 0)
      step = 2;
    else if (strncmp(text, "–", 3) == 0 || strncmp(text, "‑", 3) == 0)
      step = 3;
    else if (strchr(" +-()/.,;", *text) == NULL && (step = phone_word(text)) == 0)
      return false;
  }
  return digits >= 3;
}

/* What may stand in an address behind its scheme. */
static bool url_characters(const char *text) {
  for (size_t i = 0, length = strlen(text); i < length;) {
    uint32_t character = utf8_next(text, length, &i);
    if (character <= ' ' || character == 0x7F || character == 0xA0)
      return false;
    if (character < 0x80 && strchr("\"<>\\^`{|}", (int)character) != NULL)
      return false;
  }
  return true;
}

/* Host, port and path after "//". */
static bool authority_is_valid(const char *text) {
  size_t length = strcspn(text, "/?#"), host = strcspn(text, ":/?#");
  for (size_t i = host + 1; i < length; i++)
    if (!is_digit(text[i]))
      return false;
  bool local = host == strlen("localhost") && strncmp(text, "localhost", host) == 0;
  return local || domain_is_valid(text, host, false);
}

bool scalar_is_url(const char *text) {
  if (!url_characters(text))
    return false;
  if (strncasecmp(text, "mailto:", 7) == 0) {
    char address[EMAIL_LIMIT + 1];
    size_t length = strcspn(text + 7, "?");
    if (length > EMAIL_LIMIT)
      return false;
    memcpy(address, text + 7, length);
    address[length] = '\0';
    return scalar_is_email(address);
  }
  if (strncasecmp(text, "tel:", 4) == 0)
    return scalar_is_phone(text + 4);
  size_t scheme = strncasecmp(text, "https://", 8) == 0 ? 8 : strncasecmp(text, "http://", 7) == 0 ? 7 : 0;
  return scheme > 0 && authority_is_valid(text + scheme);
}

bool scalar_is_website(const char *text) {
  if (strstr(text, "://") != NULL || strncasecmp(text, "mailto:", 7) == 0 || strncasecmp(text, "tel:", 4) == 0)
    return scalar_is_url(text);
  return url_characters(text) && strchr(text, '@') == NULL && authority_is_valid(text);
}

bool scalar_number(const char *text, int64_t *thousandths) {
  bool negative = *text == '-';
  text += negative;
  if (!is_digit(*text) || (text[0] == '0' && is_digit(text[1])))
    return false;
  int64_t value = 0;
  int digits = 0;
  for (; is_digit(*text); text++, digits++) {
    if (digits == NUMBER_DIGITS)
      return false;
    value = value * 10 + (*text - '0');
  }
  bool point = *text == '.';
  text += point;
  if (point && !is_digit(*text))
    return false;
  for (int i = 0; i < 3; i++)
    value = value * 10 + (point && is_digit(*text) ? *text++ - '0' : 0);
  *thousandths = negative ? -value : value;
  return *text == '\0';
}

const char *scalar_time(const char *text, int *minute) {
  if (!is_digit(*text))
    return NULL;
  int hours = *text++ - '0';
  if (is_digit(*text))
    hours = hours * 10 + (*text++ - '0');
  if (text[0] != ':' || !is_digit(text[1]) || !is_digit(text[2]) || is_digit(text[3]))
    return NULL;
  int minutes = (text[1] - '0') * 10 + (text[2] - '0');
  *minute = hours * 60 + minutes;
  return minutes < 60 && *minute <= 24 * 60 ? text + 3 : NULL;
}

bool scalar_flag(const char *text, bool *flag) {
  static const struct {
    const char *word;
    bool flag;
  } words[] = {{"yes", true},  {"no", false}, {"true", true}, {"false", false}, {"on", true},
               {"off", false}, {"да", true},  {"нет", false}, {"ооба", true},   {"жок", false}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcasecmp(text, words[i].word) == 0) {
      *flag = words[i].flag;
      return true;
    }
  return false;
}
