/* Masks of a QR code and what they cost (ISO/IEC 18004, 7.8).
 *
 * A pattern that looks like a finder, or large areas of one colour, disturb a reader. The standard gives points for
 * them; of eight masks the one with the fewest is taken, of equal ones the first. Because every lane of the symbol is a
 * bit of a word (compose/qr_parts.h), a run of five along a lane is four words with equal neighbours: all lanes are
 * counted at once, whatever they hold. */
#include "compose/qr_parts.h"

#include <limits.h>
#include <string.h>

enum {
  PATTERNS = 8,
  PERIOD = 12, /* every pattern repeats after so many rows and columns */
  PAD = 128,   /* light modules before and behind a lane: the quiet zone, as far as anything here looks */
  POINTS_SQUARE = 3,
  POINTS_FINDER = 40,
  POINTS_BALANCE = 10
};

/* A pattern by rows i and columns j: ISO/IEC 18004, table 10. */
#define PATTERN_0(i, j) (((i) + (j)) % 2 == 0)
#define PATTERN_1(i, j) ((i) % 2 == 0)
#define PATTERN_2(i, j) ((j) % 3 == 0)
#define PATTERN_3(i, j) (((i) + (j)) % 3 == 0)
#define PATTERN_4(i, j) (((i) / 2 + (j) / 3) % 2 == 0)
#define PATTERN_5(i, j) ((i) * (j) % 2 + (i) * (j) % 3 == 0)
#define PATTERN_6(i, j) (((i) * (j) % 2 + (i) * (j) % 3) % 2 == 0)
#define PATTERN_7(i, j) ((((i) + (j)) % 2 + (i) * (j) % 3) % 2 == 0)
#define TURNED_1(j, i) PATTERN_1(i, j)
#define TURNED_2(j, i) PATTERN_2(i, j)
#define TURNED_4(j, i) PATTERN_4(i, j)

#define BITS_4(f, i, j) (f(i, j) | f(i, (j) + 1) << 1 | f(i, (j) + 2) << 2 | f(i, (j) + 3) << 3)
#define BITS_12(f, i) (BITS_4(f, i, 0) | BITS_4(f, i, 4) << 4 | BITS_4(f, i, 8) << 8)
#define LINES(f)                                                                                                       \
  {                                                                                                                    \
    BITS_12(f, 0), BITS_12(f, 1), BITS_12(f, 2), BITS_12(f, 3), BITS_12(f, 4), BITS_12(f, 5), BITS_12(f, 6),           \
        BITS_12(f, 7), BITS_12(f, 8), BITS_12(f, 9), BITS_12(f, 10), BITS_12(f, 11)                                    \
  }

static const uint16_t by_rows[PATTERNS][PERIOD] = {LINES(PATTERN_0), LINES(PATTERN_1), LINES(PATTERN_2),
                                                   LINES(PATTERN_3), LINES(PATTERN_4), LINES(PATTERN_5),
                                                   LINES(PATTERN_6), LINES(PATTERN_7)};
static const uint16_t by_columns[PATTERNS][PERIOD] = {LINES(PATTERN_0), LINES(TURNED_1), LINES(TURNED_2),
                                                      LINES(PATTERN_3), LINES(TURNED_4), LINES(PATTERN_5),
                                                      LINES(PATTERN_6), LINES(PATTERN_7)};

/* --- masking --------------------------------------------------------------------------------------------------------
 */

/* The first `count` lanes of a strip that begins at lane `first`. */
static uint64_t lanes_below(int count, int first) {
  int here = count - first;
  return here <= 0 ? 0 : here >= 64 ? UINT64_MAX : ((uint64_t)1 << here) - 1;
}

/* Twelve bits over and over, so that bit 0 is the one of number `first`, which may be negative. */
static uint64_t bits_repeat(unsigned bits, int first) {
  int phase = (first % PERIOD + PERIOD) % PERIOD;
  bits = (bits >> phase | bits << (PERIOD - phase)) & 0xFFF;
  return bits * UINT64_C(0x1001001001001001);
}

/* The pattern at place `place` of all lanes of a strip. */
static uint64_t pattern_word(int size, int pattern, int strip, int place) {
  int first = 64 * strip;
  uint64_t columns = lanes_below(size, first), all = lanes_below(2 * size, first);
  uint64_t down = bits_repeat(by_rows[pattern][place], first);
  uint64_t across = bits_repeat(by_columns[pattern][place], first - size);
  return ((down & columns) | (across & ~columns)) & all;
}

/* Level and pattern with a (15, 5) code. */
static unsigned format_bits(enum qr_level level, int pattern) {
  enum { GENERATOR = 0x537, MASK = 0x5412 };
  static const unsigned levels[] = {[QR_L] = 1, [QR_M] = 0, [QR_Q] = 3, [QR_H] = 2};
  unsigned data = levels[level] << 3 | (unsigned)pattern, rest = data;
  for (int i = 0; i < 10; i++)
    rest = rest << 1 ^ (rest >> 9 & 1) * GENERATOR;
  return (data << 10 | rest) ^ MASK;
}

/* Twice: down and across round the first finder, across and down beside the two others. */
static void format_add(uint64_t lanes[QR_STRIPS][QR_SIZE], int size, unsigned bits) {
  static const int near[15] = {0, 1, 2, 3, 4, 5, 7, 8, 7, 5, 4, 3, 2, 1, 0};
  for (int i = 0; i < 15; i++) {
    unsigned bit = bits >> i & 1;
    int far = i < 8 ? size - 1 - i : size - 15 + i;
    qr_module_add(lanes, size, i < 8 ? 8 : near[i], i < 8 ? near[i] : 8, bit);
    qr_module_add(lanes, size, i < 8 ? far : 8, i < 8 ? 8 : far, bit);
  }
}

static void symbol_mask(const struct qr_symbol *symbol, int pattern, uint64_t out[QR_STRIPS][QR_SIZE]) {
  for (int strip = 0; strip < symbol->strips; strip++) {
    uint64_t words[PERIOD];
    for (int place = 0; place < PERIOD; place++)
      words[place] = pattern_word(symbol->size, pattern, strip, place);
    const uint64_t *dark = symbol->dark[strip], *fixed = symbol->fixed[strip];
    for (int y = 0, place = 0; y < symbol->size; y++, place = place + 1 == PERIOD ? 0 : place + 1)
      out[strip][y] = dark[y] ^ (words[place] & ~fixed[y]);
  }
  format_add(out, symbol->size, format_bits(symbol->level, pattern));
}

/* --- points ---------------------------------------------------------------------------------------------------------
 */

static int bits_count(uint64_t word) {
  word -= word >> 1 & UINT64_C(0x5555555555555555);
  word = (word & UINT64_C(0x3333333333333333)) + (word >> 2 & UINT64_C(0x3333333333333333));
  word = (word + (word >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
  return (int)(word * UINT64_C(0x0101010101010101) >> 56);
}

/* Runs of five and more of one colour: three points, and one for each module beyond five. */
static int points_runs(const uint64_t *lanes, int size, uint64_t used) {
  uint64_t two = 0, three = 0, four = 0, run = 0; /* lanes whose last two, three, four pairs, five modules are equal */
  int points = 0;
  for (int y = 0; y + 1 < size; y++) {
    uint64_t equal = ~(lanes[y] ^ lanes[y + 1]) & used, longer = equal & four;
    four = equal & three;
    three = equal & two;
    two = equal;
    points += bits_count(longer) + 2 * bits_count(longer & ~run);
    run = longer;
  }
  return points;
}

/* Squares of four of one colour. `beside` has each column's right neighbour in its place. */
static int points_squares(const uint64_t *lanes, const uint64_t *beside, int size, uint64_t used) {
  int points = 0;
  uint64_t above = ~(lanes[0] ^ (lanes[0] >> 1 | beside[0] << 63)) & used;
  for (int y = 1; y < size; y++) {
    uint64_t same = ~(lanes[y] ^ (lanes[y] >> 1 | beside[y] << 63)) & used;
    points += bits_count(same & above & ~(lanes[y] ^ lanes[y - 1]));
    above = same;
  }
  return POINTS_SQUARE * points;
}

/* Of the lanes in `core`, which have 3 × unit dark modules from y on and light ones about them: those that have
 * 1:1:3:1:1 there, and four units of light before or behind. */
static uint64_t finders_at(const uint64_t *lanes, int y, int unit, uint64_t core) {
  const uint64_t *before = lanes + y, *behind = lanes + y + 3 * unit - 1;
  for (int i = 1; i <= unit && core; i++)
    core &= ~before[-i] & ~behind[i];
  for (int i = unit + 1; i <= 2 * unit && core; i++)
    core &= before[-i] & behind[i];
  int edge = 2 * unit + 1;
  if (core)
    core &= ~before[-edge] & ~behind[edge];
  uint64_t quiet_before = core, quiet_behind = core;
  for (int i = edge; i < edge + 4 * unit && (quiet_before | quiet_behind); i++) {
    quiet_before &= ~before[-i];
    quiet_behind &= ~behind[i];
  }
  return quiet_before | quiet_behind;
}

/* What looks like the middle of a finder, in any size. */
static int points_finders(const uint64_t *lanes, int size) {
  int points = 0;
  for (int y = 0; y + 2 < size; y++) {
    uint64_t run = lanes[y] & lanes[y + 1] & lanes[y + 2] & ~lanes[y - 1];
    for (int unit = 1; run; unit++) {
      int end = y + 3 * unit;
      uint64_t found = finders_at(lanes, y, unit, run & ~lanes[end]);
      points += found ? POINTS_FINDER * bits_count(found) : 0;
      run &= lanes[end] & lanes[end + 1] & lanes[end + 2];
    }
  }
  return points;
}

/* Ten for each five percent that dark modules are off one half. */
static int points_balance(int dark, int size) {
  int area = size * size, percent = (200 * dark + area) / area / 2;
  return (percent > 50 ? percent - 50 : 50 - percent) / 5 * POINTS_BALANCE;
}

/* Lanes with light modules before and behind them. */
struct work {
  uint64_t lanes[QR_STRIPS + 1][PAD + QR_SIZE + PAD];
  uint64_t masked[QR_STRIPS][QR_SIZE];
};

static int points_of(const struct qr_symbol *symbol, int pattern, struct work *work) {
  int points = 0, dark = 0, size = symbol->size;
  symbol_mask(symbol, pattern, work->masked);
  for (int strip = 0; strip < symbol->strips; strip++)
    memcpy(work->lanes[strip] + PAD, work->masked[strip], (size_t)size * sizeof(uint64_t));
  for (int strip = 0; strip < symbol->strips; strip++) {
    const uint64_t *lanes = work->lanes[strip] + PAD;
    uint64_t columns = lanes_below(size, 64 * strip);
    points += points_runs(lanes, size, lanes_below(2 * size, 64 * strip)) + points_finders(lanes, size);
    if (columns)
      points += points_squares(lanes, work->lanes[strip + 1] + PAD, size, lanes_below(size - 1, 64 * strip));
    for (int y = 0; columns && y < size; y++)
      dark += bits_count(lanes[y] & columns);
  }
  return points + points_balance(dark, size);
}

void qr_mask_apply(struct qr_symbol *symbol, int pattern) {
  uint64_t masked[QR_STRIPS][QR_SIZE];
  symbol_mask(symbol, pattern, masked);
  memcpy(symbol->dark, masked, (size_t)symbol->strips * sizeof symbol->dark[0]);
}

int qr_mask_best(struct qr_symbol *symbol) {
  struct work work;
  int best = 0, least = INT_MAX;
  memset(work.lanes, 0, (size_t)(symbol->strips + 1) * sizeof work.lanes[0]);
  for (int pattern = 0; pattern < PATTERNS; pattern++) {
    int points = points_of(symbol, pattern, &work);
    if (points < least) {
      least = points;
      best = pattern;
    }
  }
  qr_mask_apply(symbol, best);
  return best;
}
