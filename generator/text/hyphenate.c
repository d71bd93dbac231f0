/* Where a word may be divided, by libhyphen.
 *
 * Patterns are files hyph_<language>.patterns, made by text/pattern_compiler.c, read when a word of the language is
 * first asked for. libhyphen knows neither case nor what a word is: pieces of letters are cut out, put in lower case
 * and asked for one by one. What is found of a word is kept with its shape, see text/items.c.
 */
#include "text/hyphenate.h"

#include "base/utf8.h"
#include "text/patterns.h"
#include "text/setter_private.h"

#include <hyphen.h>
#include <string.h>
#include <uchar.h>
#include <unicode/uchar.h>

enum {
  LANGUAGE_LIMIT = 16,
  PIECE_LIMIT = 64,  /* letters; nobody prints a longer word */
  MINIMUM = 2,       /* letters before and after */
  HYPHEN_MINIMUM = 3 /* the same beside an existing hyphen */
};

struct language {
  char name[SUBTAG_SIZE];
  const struct patterns *patterns; /* NULL: there are none */
};

struct hyphenators {
  struct language items[LANGUAGE_LIMIT];
  size_t count;
};

/* --- patterns ------------------------------------------------------------------------------------------------- */

static const struct patterns *patterns_open(struct setter *setter, const char *language) {
  const struct patterns *patterns = NULL;
  for (const char **folder = setter->pattern_folders; *folder && !patterns; folder++)
    patterns = patterns_read(setter->arena, arena_printf(setter->arena, "%s/hyph_%s.patterns", *folder, language));
  return patterns;
}

/* NULL when there are no patterns. */
static const struct language *language_find(struct setter *setter, const char *language) {
  struct hyphenators *all = setter->hyphenators;
  char primary[SUBTAG_SIZE];
  language_primary(language, primary);
  for (size_t i = 0; i < all->count; i++)
    if (strcmp(all->items[i].name, primary) == 0)
      return all->items[i].patterns ? &all->items[i] : NULL;
  if (all->count == LANGUAGE_LIMIT || !*primary)
    return NULL;
  struct language *item = &all->items[all->count++];
  memcpy(item->name, primary, sizeof primary);
  item->patterns = patterns_open(setter, primary);
  return item->patterns ? item : NULL;
}

void hyphenators_warm(struct setter *setter, const char *language) {
  language_find(setter, language);
}

struct hyphenators *hyphenators_new(struct arena *arena) {
  return arena_zalloc(arena, 1, sizeof(struct hyphenators));
}

/* --- pieces --------------------------------------------------------------------------------------------------- */

/* Letters that stand together, in lower case, and where they are in the word. */
struct piece {
  char letters[PIECE_LIMIT];   /* as the patterns have them, a byte each */
  size_t offsets[PIECE_LIMIT]; /* of each letter in the word */
  bool vowels[PIECE_LIMIT];    /* whether the letter is one */
  size_t count;
  bool divisible;         /* no capital after the first letter, not too long */
  uint32_t before, after; /* characters around it; 0: none */
};

static bool is_hyphen(uint32_t code_point) {
  return code_point == '-' || code_point == 0x2010 || code_point == 0x2011;
}

static bool is_vowel(uint32_t letter) {
  static const char32_t vowels[] = U"аеёиоуыэюяөүәіїєaeiouyáéíóúäöü";
  for (const char32_t *vowel = vowels; *vowel; vowel++)
    if (*vowel == letter)
      return true;
  return false;
}

static void piece_add(struct piece *piece, const struct patterns *patterns, uint32_t letter, size_t offset) {
  if (piece->count == PIECE_LIMIT || (piece->count > 0 && u_isupper((UChar32)letter))) {
    piece->divisible = false;
    return;
  }
  uint32_t small = (uint32_t)u_tolower((UChar32)letter);
  piece->vowels[piece->count] = is_vowel(small);
  piece->letters[piece->count] = pattern_letter(&patterns->letters, small);
  piece->offsets[piece->count++] = offset;
}

static size_t larger(size_t a, size_t b) {
  return a > b ? a : b;
}

/* Patterns divide «та-к-же», but no syllable is without a vowel: such a part goes with the one before it, or with the
 * next one where it begins the word. */
static void parts_join(const struct piece *piece, uint8_t *points) {
  uint8_t *last = NULL; /* the break that the part began with */
  bool vowel = false;
  for (size_t i = 0; i < piece->count; i++) {
    uint8_t *point = &points[piece->offsets[i]];
    if (*point && !vowel)
      *(last ? last : point) = 0;
    if (*point) {
      last = point;
      vowel = false;
    }
    vowel |= piece->vowels[i];
  }
  if (last && !vowel)
    *last = 0;
}

/* libhyphen's answer has a level for every letter; an odd one is a break behind it. */
static void piece_mark(const struct piece *piece, const struct patterns *patterns, const char *levels,
                       uint8_t *points) {
  size_t first = larger(patterns->left, is_hyphen(piece->before) ? HYPHEN_MINIMUM : MINIMUM);
  size_t last = larger(patterns->right, is_hyphen(piece->after) ? HYPHEN_MINIMUM : MINIMUM);
  for (size_t i = first; i + last <= piece->count; i++)
    if (levels[i - 1] & 1)
      points[piece->offsets[i]] = 1;
  parts_join(piece, points);
}

/* Letters with a figure or a combining mark at their side are part of something that the patterns do not know. */
static bool is_joined(uint32_t code_point) {
  return u_isdigit((UChar32)code_point) || (U_GET_GC_MASK((UChar32)code_point) & U_GC_M_MASK) != 0;
}

static void piece_hyphenate(struct piece *piece, const struct patterns *patterns, uint8_t *points) {
  if (!piece->divisible || piece->count < 2 * MINIMUM || is_joined(piece->before) || is_joined(piece->after))
    return;
  char levels[PIECE_LIMIT + 5]; /* libhyphen writes up to five bytes past the word */
  if (hnj_hyphen_hyphenate(patterns->dictionary, piece->letters, (int)piece->count, levels) == 0)
    piece_mark(piece, patterns, levels, points);
}

/* Addresses, file names and words with soft hyphens of their own are left alone. */
static bool word_is_plain(const char *word, size_t length) {
  uint32_t previous = 0;
  for (size_t i = 0; i < length;) {
    uint32_t code_point = utf8_next(word, length, &i);
    if (code_point == '@' || code_point == '/' || code_point == '\\' || code_point == '_' || code_point == 0xAD ||
        (previous == '.' && u_isalnum((UChar32)code_point)))
      return false;
    previous = code_point;
  }
  return true;
}

static void word_hyphenate(const struct patterns *patterns, const char *word, size_t length, uint8_t *points) {
  struct piece piece = {.divisible = true};
  for (size_t i = 0; i <= length;) {
    size_t start = i;
    uint32_t code_point = i < length ? utf8_next(word, length, &i) : 0;
    if (code_point != 0 && u_isalpha((UChar32)code_point)) {
      piece_add(&piece, patterns, code_point, start);
      continue;
    }
    piece.after = code_point;
    piece_hyphenate(&piece, patterns, points);
    piece = (struct piece){.divisible = true, .before = code_point};
    if (start == length)
      return;
  }
}

/* -------------------------------------------------------------------------------------------------------------- */

bool hyphenate(struct setter *setter, const char *language, const char *word, size_t length, uint8_t *points) {
  memset(points, 0, length);
  const struct language *item = language_find(setter, language);
  if (!item)
    return false;
  if (word_is_plain(word, length))
    word_hyphenate(item->patterns, word, length, points);
  return true;
}
