/* Break opportunities of a text.
 *
 * ICU's line break iterator (UAX #14) says where a line may break; rules of Russian and Kyrgyz practice take some of
 * those places away, and long web addresses get a few more. Plain prose, which is most text, meets a few classes of
 * characters only and is done from a table of pairs, in half the time and without the two milliseconds that ICU takes
 * to open; tests/unit/test_breakpoints.c holds the two against each other.
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

/* The classes of UAX #14 that Russian, Kyrgyz and English prose is made of; AL with AI, PR with PO. */
enum break_class { AL, NU, IS, QU, GL, OP, CP, EX, HY, BA, B2, PR, IN, SY, CLASSES, SP = CLASSES, OTHER };

/* Whether a line may break between two classes: "|" yes, "." no, "?" depends on more: ask ICU. Columns as in
 * enum break_class. LB12 to LB31; LB25 is a "?" where numbers reach over more than two characters. */
static const char beside[CLASSES][CLASSES + 1] = {
    [AL] = "..........|...", [NU] = "..........|...", [IS] = ".....|....|?..", [QU] = "..............",
    [GL] = "..............", [OP] = "..............", [CP] = ".....|....|?..", [EX] = "||...|....||..",
    [HY] = "?...||....||..", [BA] = "||..||....||..", [B2] = "||...|.....|..", [PR] = ".....?..?.|?..",
    [IN] = "||...|....||..", [SY] = "|?...|....|?..",
};

/* The same with spaces between them: LB13 to LB18. */
static const char spaced[CLASSES][CLASSES + 1] = {
    [AL] = "||?|||??|||||?", [NU] = "||?|||??|||||?", [IS] = "||?|||??|||||?", [QU] = "||?||.??|||||?",
    [GL] = "||?|||??|||||?", [OP] = "..............", [CP] = "||?|||??|||||?", [EX] = "||?|||??|||||?",
    [HY] = "||?|||??|||||?", [BA] = "||?|||??|||||?", [B2] = "||?|||??||.||?", [PR] = "||?|||??|||||?",
    [IN] = "||?|||??|||||?", [SY] = "||?|||??|||||?",
};

static enum break_class ascii_class(uint32_t code_point) {
  static const uint8_t classes[0x80] = {
      [0 ... 0x1F] = OTHER, [' '] = SP,     ['!'] = EX,         ['"'] = QU,         ['#'] = AL,
      ['$'] = PR,           ['%'] = PR,     ['&'] = AL,         ['\''] = QU,        ['('] = OP,
      [')'] = CP,           ['*'] = AL,     ['+'] = PR,         [','] = IS,         ['-'] = HY,
      ['.'] = IS,           ['/'] = SY,     ['0' ... '9'] = NU, [':'] = IS,         [';'] = IS,
      ['<' ... '>'] = AL,   ['?'] = EX,     ['@'] = AL,         ['A' ... 'Z'] = AL, ['['] = OP,
      ['\\'] = OTHER,       [']'] = CP,     ['^' ... '`'] = AL, ['a' ... 'z'] = AL, ['{' ... '}'] = OTHER,
      ['~'] = AL,           [0x7F] = OTHER,
  };
  return classes[code_point];
}

static enum break_class prose_class(uint32_t code_point) {
  static const struct {
    uint32_t code_point;
    enum break_class class;
  } signs[] = {{0xA0, GL},   {SECTION, AL}, {0xAB, QU},   {0xBB, QU},   {EN_DASH, BA}, {EM_DASH, B2}, {0x2018, QU},
               {0x2019, QU}, {0x201C, QU},  {0x201D, QU}, {0x201E, OP}, {NUMERO, PR},  {0x2022, AL},  {0x2026, IN}};
  if (code_point < 0x80)
    return ascii_class(code_point);
  if ((code_point >= 0x400 && code_point <= 0x481) || (code_point >= 0x48A && code_point <= 0x52F))
    return AL;
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (signs[i].code_point == code_point)
      return signs[i].class;
  return OTHER;
}

/* A break behind a hyphen, but not behind one that begins a word (ICU's LB20.09). */
static char hyphen_break(enum break_class before_hyphen) {
  return before_hyphen == AL || before_hyphen == NU ? '|' : '?';
}

/* False, with points half made, when the text is more than prose. */
static bool points_from_prose(const char *text, size_t length, uint8_t *points) {
  enum break_class previous = GL, before_previous = GL; /* nothing breaks after the start */
  bool space = false;
  for (size_t i = 0; i < length;) {
    size_t start = i;
    enum break_class class = prose_class(utf8_next(text, length, &i));
    if (class == SP) {
      space = true;
      continue;
    }
    if (class == OTHER)
      return false;
    if (class == AL && previous == AL && !space) { /* within a word, as most characters are */
      before_previous = AL;
      continue;
    }
    char rule = space ? spaced[previous][class] : beside[previous][class];
    if (previous == HY && class == AL && !space)
      rule = hyphen_break(before_previous);
    if (rule == '?')
      return false;
    if (rule == '|')
      points[start] = BREAK_ALLOWED;
    before_previous = space ? (enum break_class)OTHER : previous;
    previous = class;
    space = false;
  }
  return true;
}

/* --- practice ------------------------------------------------------------------------------------------------- */

/* A place where a line may break, and the characters at it. */
struct seam {
  const char *text;
  size_t length;
  size_t before;     /* where the character before it begins */
  size_t after;      /* where the character behind it ends */
  size_t word;       /* where the character before it that is no space begins */
  uint32_t previous; /* these characters; NONE beyond an end of the text */
  uint32_t next;
  uint32_t previous_word;
};

static uint32_t character_before(const struct seam *seam, size_t *at) {
  return *at > 0 ? utf8_previous(seam->text, at) : NONE;
}

static uint32_t character_behind(const struct seam *seam, size_t *at) {
  return *at < seam->length ? utf8_next(seam->text, seam->length, at) : NONE;
}

static struct seam seam_at(const char *text, size_t length, size_t at) {
  struct seam seam = {.text = text, .length = length, .before = at, .after = at};
  seam.next = character_behind(&seam, &seam.after);
  seam.previous = character_before(&seam, &seam.before);
  seam.previous_word = seam.previous;
  seam.word = seam.before;
  while (seam.previous_word == ' ')
    seam.previous_word = character_before(&seam, &seam.word);
  return seam;
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

static uint32_t letter_small(uint32_t code_point) {
  return (uint32_t)u_tolower((UChar32)code_point);
}

/* A dash stays on the line of the word before it. An en dash or hyphen is a dash when spaces stand on both sides. */
static bool dash_follows(const struct seam *seam) {
  size_t at = seam->after;
  if (seam->next == EM_DASH || seam->next == HORIZONTAL_BAR)
    return !is_blank(seam->previous_word);
  return (seam->next == EN_DASH || seam->next == '-') && !is_blank(seam->previous_word) &&
         is_blank(character_behind(seam, &at));
}

/* 18–19, –5 */
static bool figure_continues(const struct seam *seam) {
  return seam->previous == EN_DASH && is_digit(seam->next);
}

/* 17-сентябрь, 2019-жылы, 5-й; Ж.-П. */
static bool suffix_follows(const struct seam *seam) {
  size_t at = seam->before;
  if ((seam->previous != '-' && seam->previous != HYPHEN) || !is_letter(seam->next))
    return false;
  uint32_t stem = character_before(seam, &at);
  return is_digit(stem) || stem == '.';
}

/* № 5, § 3 */
static bool sign_precedes(const struct seam *seam) {
  return seam->previous_word == NUMERO || seam->previous_word == SECTION;
}

/* А. Б. Иванов: between initials, and before the name that follows them. */
static bool initial_precedes(const struct seam *seam) {
  size_t at = seam->word;
  if (seam->previous_word != '.' || !is_capital(seam->next))
    return false;
  uint32_t initial = character_before(seam, &at), outside = character_before(seam, &at);
  return is_capital(initial) && !is_letter(outside) && !is_digit(outside);
}

/* Whether the rest of the word behind the seam's first letter is this. */
static bool rest_is(const struct seam *seam, const char *rest) {
  size_t at = seam->after;
  for (size_t length = strlen(rest), i = 0; i < length;)
    if (letter_small(character_behind(seam, &at)) != utf8_next(rest, length, &i))
      return false;
  return !is_letter(character_behind(seam, &at));
}

/* Бакыт уулу, Асан кызы: a father's name goes with the word that says whose child somebody is. */
static bool kinship_follows(const struct seam *seam) {
  enum { MOST = 4 };
  static const struct {
    uint32_t initial;
    const char *rests[MOST + 1]; /* NULL-terminated */
  } words[] = {{0x443 /* у */, {"улу", "улы", "гли", "глы"}},
               {0x43E /* о */, {"глы", "глу"}},
               {0x43A /* к */, {"ызы", "изи"}},
               {0x433 /* г */, {"ызы"}},
               {'u', {"ulu"}},
               {'k', {"yzy"}},
               {'o', {"gly"}}};
  if (seam->previous != ' ')
    return false;
  uint32_t initial = letter_small(seam->next);
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    for (const char *const *rest = words[i].rests; words[i].initial == initial && *rest; rest++)
      if (rest_is(seam, *rest))
        return true;
  return false;
}

static bool practice_forbids(const struct seam *seam) {
  return dash_follows(seam) || figure_continues(seam) || suffix_follows(seam) || sign_precedes(seam) ||
         initial_precedes(seam) || kinship_follows(seam);
}

static void points_forbid(const char *text, size_t length, uint8_t *points) {
  for (uint8_t *at = points; (at = memchr(at, BREAK_ALLOWED, length - (size_t)(at - points))); at++) {
    struct seam seam = seam_at(text, length, (size_t)(at - points));
    if (practice_forbids(&seam))
      *at = BREAK_NONE;
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
    if (!memchr(text, beginnings[i][size - 3], length)) /* ':' or 'w': few texts have either */
      continue;
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
  }
  points_add_urls(text, length, points);
  points_forbid(text, length, points);
  points[0] = BREAK_NONE;
  points[length] = length ? BREAK_MANDATORY : BREAK_NONE;
  return points;
}
