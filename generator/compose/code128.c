/* A text -> words of the code sets A, B and C -> bars.
 *
 * Set A has the capitals and controls, B the capitals and small letters, C pairs of digits. A word changes the set, or
 * one character is shifted from A to B or back. The cheapest way is found by dynamic programming from the end of the
 * text: for each place and set the fewest words that carry the rest. */
#include "compose/code128.h"

#include <limits.h>
#include <string.h>

enum { SET_A, SET_B, SET_C, SETS };
enum { SHIFT = 98, START = 103, STOP = 106, WORD_MODULES = 11, STOP_MODULES = 13, MODULUS = 103 };

/* Widths of bars and spaces: ISO/IEC 15417, table 1. */
static const char patterns[][8] = {
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
    "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
    "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
    "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
    "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
    "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
    "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
    "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
    "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112"};

/* The word that changes from one set to another. */
static const uint8_t changes[SETS][SETS] = {[SET_A] = {0, 100, 99}, [SET_B] = {101, 0, 99}, [SET_C] = {101, 100, 0}};

/* What comes next at a place in a set. */
enum step { STEP_TAKE, STEP_SHIFT, STEP_CHANGE };
struct way {
  uint32_t words; /* to the end of the text */
  uint8_t step;
  uint8_t set; /* changed to */
};

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Characters that one word of the set carries at this place; 0: none. */
static size_t taken(int set, const char *text) {
  unsigned char c = (unsigned char)*text;
  switch (set) {
  case SET_A:
    return c < 96;
  case SET_B:
    return c >= 32;
  default:
    return is_digit(text[0]) && is_digit(text[1]) ? 2 : 0;
  }
}

static unsigned word_of(int set, const char *text) {
  unsigned char c = (unsigned char)*text;
  if (set == SET_C)
    return (unsigned)(text[0] - '0') * 10 + (unsigned)(text[1] - '0');
  return c < 32 ? c + 64u : c - 32u;
}

/* Without a change of set, which would lead nowhere twice. */
static struct way way_straight(const char *text, struct way (*ways)[SETS], size_t at, int set) {
  size_t length = taken(set, text + at);
  if (length > 0)
    return (struct way){ways[at + length][set].words + 1, STEP_TAKE, (uint8_t)set};
  if (set != SET_C && taken(SET_A + SET_B - set, text + at) > 0)
    return (struct way){ways[at + 1][set].words + 2, STEP_SHIFT, (uint8_t)set};
  return (struct way){UINT_MAX / 2, STEP_CHANGE, (uint8_t)set};
}

static void ways_find(const char *text, struct way (*ways)[SETS], size_t at) {
  struct way straight[SETS];
  for (int set = 0; set < SETS; set++)
    straight[set] = ways[at][set] = way_straight(text, ways, at, set);
  for (int set = 0; set < SETS; set++)
    for (int other = 0; other < SETS; other++)
      if (straight[other].words + 1 < ways[at][set].words)
        ways[at][set] = (struct way){straight[other].words + 1, STEP_CHANGE, (uint8_t)other};
}

static int set_best(const struct way *ways) {
  int best = SET_B; /* of equal ones the most usual */
  for (int set = 0; set < SETS; set++)
    if (ways[set].words < ways[best].words)
      best = set;
  return best;
}

static uint8_t check_word(const uint8_t *words, size_t count) {
  unsigned sum = words[0];
  for (size_t i = 1; i < count; i++)
    sum = (sum + (unsigned)(i % MODULUS) * words[i]) % MODULUS;
  return (uint8_t)(sum % MODULUS);
}

uint8_t *code128_words(struct arena *arena, const char *text, size_t *count) {
  size_t length = strlen(text), at = 0, made = 0;
  struct way(*ways)[SETS] = arena_array(arena, length + 1, sizeof *ways);
  memset(ways[length], 0, sizeof ways[length]);
  for (size_t i = length; i-- > 0;)
    ways_find(text, ways, i);
  int set = set_best(ways[0]);
  uint8_t *words = arena_alloc(arena, ways[0][set].words + 2);
  words[made++] = (uint8_t)(START + set);
  while (at < length) {
    const struct way *way = &ways[at][set];
    if (way->step == STEP_CHANGE) {
      words[made++] = changes[set][way->set];
      set = way->set;
      continue;
    }
    if (way->step == STEP_SHIFT)
      words[made++] = SHIFT;
    words[made++] = (uint8_t)word_of(set, text + at);
    at += way->step == STEP_SHIFT ? 1 : taken(set, text + at);
  }
  words[made] = check_word(words, made);
  *count = made + 1;
  return words;
}

/* The modules of a word from module `at` on; the module behind it. */
static size_t pattern_add(uint8_t *bits, size_t at, const char *widths) {
  for (bool bar = true; *widths != '\0'; widths++, bar = !bar)
    for (int i = *widths - '0'; i > 0; i--, at++)
      bits[at / 8] |= (uint8_t)((bar ? 0x80 : 0) >> at % 8);
  return at;
}

const struct modules *code128_encode(struct arena *arena, const char *text, const char **bad) {
  enum { WORDS_MOST = 5000 }; /* more have no place on paper, and their modules none in 16 bits */
  for (*bad = text; **bad != '\0'; ++*bad)
    if ((unsigned char)**bad >= 0x80 || *bad - text >= WORDS_MOST / 2)
      return NULL;
  size_t count, at = 0;
  const uint8_t *words = code128_words(arena, text, &count);
  size_t size = count * WORD_MODULES + STOP_MODULES;
  uint8_t *bits = arena_zalloc(arena, (size + 7) / 8, 1);
  for (size_t i = 0; i < count; i++)
    at = pattern_add(bits, at, patterns[words[i]]);
  pattern_add(bits, at, patterns[STOP]);
  struct modules *modules = arena_alloc(arena, sizeof *modules);
  *modules = (struct modules){(uint16_t)size, bits, 1};
  return modules;
}
