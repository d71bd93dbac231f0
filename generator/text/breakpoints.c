/* Break opportunities of a text.
 *
 * ICU's line break iterator (UAX #14) says where a line may break; rules of Russian and Kyrgyz practice take some of
 * those places away, and long web addresses get a few more. Plain prose, which is most text, needs none of UAX #14 but
 * its rules for spaces, and is done without ICU: tests/unit/test_breakpoints.c holds the two against each other.
 */
#include "text/breakpoints.h"

#include "base/utf8.h"
#include "text/setter_private.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

enum {
  ITERATOR_LIMIT = 16, /* languages; further ones share the root's rules */
  URL_LENGTH = 24      /* bytes: a shorter address is not broken but where UAX #14 does */
};

enum {
  HYPHEN = 0x2010,
  EN_DASH = 0x2013,
  EM_DASH = 0x2014,
  HORIZONTAL_BAR = 0x2015,
  NUMERO = 0x2116,
  SECTION = 0xA7,
  NONE = 0 /* beyond an end of the text */
};

struct breaker {
  char language[SUBTAG_SIZE];
  UBreakIterator *iterator; /* NULL: ICU has no data */
};

struct breakers {
  struct arena *arena;
  struct breaker items[ITERATOR_LIMIT];
  size_t count;
};

/* --- ICU ------------------------------------------------------------------------------------------------------ */

struct breakers *breakers_new(struct arena *arena) {
  struct breakers *breakers = arena_zalloc(arena, 1, sizeof *breakers);
  breakers->arena = arena;
  return breakers;
}

static void iterator_release(void *iterator) {
  ubrk_close(iterator);
}

static UBreakIterator *breaker_find(struct breakers *breakers, const char *language) {
  char primary[SUBTAG_SIZE];
  language_primary(language, primary);
  for (size_t i = 0; i < breakers->count; i++)
    if (strcmp(breakers->items[i].language, primary) == 0)
      return breakers->items[i].iterator;
  if (breakers->count == ITERATOR_LIMIT)
    return breakers->items[0].iterator;
  UErrorCode status = U_ZERO_ERROR;
  struct breaker *breaker = &breakers->items[breakers->count++];
  memcpy(breaker->language, primary, sizeof primary);
  breaker->iterator = ubrk_open(UBRK_LINE, primary, NULL, 0, &status);
  if (U_FAILURE(status))
    breaker->iterator = NULL;
  if (breaker->iterator)
    arena_defer(breakers->arena, iterator_release, breaker->iterator);
  return breaker->iterator;
}

void breakers_warm(struct breakers *breakers, const char *language) {
  breaker_find(breakers, language);
}

static void points_from_icu(UBreakIterator *iterator, const char *text, size_t length, uint8_t *points) {
  UErrorCode status = U_ZERO_ERROR;
  UText source = UTEXT_INITIALIZER;
  utext_openUTF8(&source, text, (int64_t)length, &status);
  ubrk_setUText(iterator, &source, &status);
  if (U_SUCCESS(status))
    for (int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator))
      points[at] = ubrk_getRuleStatus(iterator) >= UBRK_LINE_HARD ? BREAK_MANDATORY : BREAK_ALLOWED;
  utext_close(&source);
}

/* --- prose ---------------------------------------------------------------------------------------------------- */

enum prose { PROSE_NO, PROSE_SPACE, PROSE_STOP, PROSE_TEXT };

/* Classes of UAX #14 that never break but after a space: AL, NU, QU, GL as PROSE_TEXT, IS as PROSE_STOP. */
static enum prose prose_class(uint32_t code_point) {
  if (code_point == ' ')
    return PROSE_SPACE;
  if (code_point == ',' || code_point == '.' || code_point == ':' || code_point == ';')
    return PROSE_STOP;
  uint32_t small = code_point | 0x20;
  bool text = (small >= 'a' && small <= 'z' && code_point < 0x80) || (code_point >= '0' && code_point <= '9') ||
              (code_point >= 0x400 && code_point <= 0x481) || (code_point >= 0x48A && code_point <= 0x52F) ||
              code_point == 0xAB || code_point == 0xBB || code_point == '"' || code_point == 0xA0;
  return text ? PROSE_TEXT : PROSE_NO;
}

/* False, with points untouched or half made, when the text is more than prose. A stop after a space is left to
 * ICU: rule LB13 binds it to what is before the space. */
static bool points_from_prose(const char *text, size_t length, uint8_t *points) {
  enum prose previous = PROSE_TEXT;
  for (size_t i = 0; i < length;) {
    size_t start = i;
    enum prose class = prose_class(utf8_next(text, length, &i));
    if (class == PROSE_NO || (class == PROSE_STOP && previous == PROSE_SPACE))
      return false;
    if (class == PROSE_TEXT && previous == PROSE_SPACE)
      points[start] = BREAK_ALLOWED;
    previous = class;
  }
  return true;
}

/* --- practice ------------------------------------------------------------------------------------------------- */

/* A place in a text, and what stands around it. */
struct place {
  const char *text;
  size_t length, at;
};

static uint32_t place_next(struct place *place) {
  return place->at < place->length ? utf8_next(place->text, place->length, &place->at) : NONE;
}

static uint32_t place_previous(struct place *place) {
  return place->at > 0 ? utf8_previous(place->text, &place->at) : NONE;
}

/* The character before any spaces. */
static uint32_t place_previous_word(struct place *place) {
  uint32_t code_point = place_previous(place);
  while (code_point == ' ')
    code_point = place_previous(place);
  return code_point;
}

static bool is_blank(uint32_t code_point) {
  return code_point == NONE || code_point == ' ' || code_point == 0xA0 || code_point == '\n' || code_point == 0x2028;
}

static bool is_digit(uint32_t code_point) {
  return code_point >= '0' && code_point <= '9';
}

static bool is_letter(uint32_t code_point) {
  return u_isalpha((UChar32)code_point);
}

static bool is_capital(uint32_t code_point) {
  return u_isupper((UChar32)code_point);
}

/* A dash stays on the line of the word before it. An en dash or hyphen is a dash when spaces stand on both sides. */
static bool dash_follows(struct place place) {
  struct place before = place;
  uint32_t dash = place_next(&place), word = place_previous_word(&before);
  if (is_blank(word))
    return false;
  if (dash == EM_DASH || dash == HORIZONTAL_BAR)
    return true;
  return (dash == EN_DASH || dash == '-') && is_blank(place_next(&place));
}

/* 18–19, –5 */
static bool figure_continues(struct place place) {
  struct place before = place;
  return is_digit(place_next(&place)) && place_previous(&before) == EN_DASH;
}

/* 17-сентябрь, 2019-жылы, 5-й; Ж.-П. */
static bool suffix_follows(struct place place) {
  struct place before = place;
  uint32_t hyphen = place_previous(&before);
  if ((hyphen != '-' && hyphen != HYPHEN) || !is_letter(place_next(&place)))
    return false;
  uint32_t stem = place_previous(&before);
  return is_digit(stem) || stem == '.';
}

/* № 5, § 3 */
static bool sign_precedes(struct place place) {
  uint32_t sign = place_previous_word(&place);
  return sign == NUMERO || sign == SECTION;
}

/* А. Б. Иванов: between initials, and before the name that follows them. */
static bool initial_precedes(struct place place) {
  struct place before = place;
  if (!is_capital(place_next(&place)) || place_previous_word(&before) != '.')
    return false;
  uint32_t initial = place_previous(&before), outside = place_previous(&before);
  return is_capital(initial) && !is_letter(outside) && !is_digit(outside);
}

static void points_forbid(const char *text, size_t length, uint8_t *points) {
  static bool (*const rules[])(struct place) = {dash_follows, figure_continues, suffix_follows, sign_precedes,
                                                initial_precedes};
  for (size_t i = 1; i < length; i++) {
    if (points[i] != BREAK_ALLOWED)
      continue;
    struct place place = {.text = text, .length = length, .at = i};
    for (size_t rule = 0; rule < sizeof rules / sizeof *rules; rule++)
      if (rules[rule](place))
        points[i] = BREAK_NONE;
  }
}

/* --- web addresses -------------------------------------------------------------------------------------------- */

static size_t token_end(const char *text, size_t length, size_t at) {
  while (at < length && (unsigned char)text[at] > ' ' && (unsigned char)text[at] < 0x7F)
    at++;
  return at;
}

/* After a slash and before what begins a query; never after a hyphen, which would look like an added one. */
static void url_mark(const char *text, size_t start, size_t end, uint8_t *points) {
  for (size_t i = start; i + 1 < end; i++) {
    char before = text[i - 1], after = text[i];
    if ((i > start && before == '/' && after != '/') || after == '?' || after == '&' || after == '#')
      points[i] = BREAK_ALLOWED;
    else
      points[i] = BREAK_NONE;
  }
}

static void points_add_urls(const char *text, size_t length, uint8_t *points) {
  static const char *const beginnings[] = {"http://", "https://", "www."};
  for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
    size_t at = 0, size = strlen(beginnings[i]);
    for (const char *found; (found = memmem(text + at, length - at, beginnings[i], size));) {
      size_t start = (size_t)(found - text) + size;
      at = token_end(text, length, start);
      if (at - start >= URL_LENGTH)
        url_mark(text, start, at, points);
    }
  }
}

/* -------------------------------------------------------------------------------------------------------------- */

uint8_t *breakpoints_find(struct arena *arena, struct setter *setter, const char *text, size_t length,
                          const char *language) {
  uint8_t *points = arena_zalloc(arena, length + 1, 1);
  if (!points_from_prose(text, length, points)) {
    UBreakIterator *iterator = breaker_find(setter->breakers, language);
    if (iterator && length < INT32_MAX) {
      memset(points, BREAK_NONE, length);
      points_from_icu(iterator, text, length, points);
    }
    points_add_urls(text, length, points);
  }
  points_forbid(text, length, points);
  points[0] = BREAK_NONE;
  points[length] = length ? BREAK_MANDATORY : BREAK_NONE;
  return points;
}
