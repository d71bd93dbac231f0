/* Modules of a QR code: finders, timing, alignment, version, then the codewords' bits in pairs of columns from the
 * lower right (ISO/IEC 18004, 6.3 and 7.7). */
#include "compose/qr_parts.h"

#include <string.h>

enum { FINDER = 7, TIMING = 6 };

static void fixed_add(struct qr_symbol *symbol, int x, int y, unsigned dark) {
  qr_module_add(symbol->fixed, symbol->size, x, y, 1);
  qr_module_add(symbol->dark, symbol->size, x, y, dark);
}

static int distance(int dx, int dy) {
  int x = dx < 0 ? -dx : dx, y = dy < 0 ? -dy : dy;
  return x > y ? x : y;
}

/* Squares one in the other about (x, y): light where the distance is `light` or `border`. */
static void squares_add(struct qr_symbol *symbol, int x, int y, int border, int light) {
  for (int dy = -border; dy <= border; dy++)
    for (int dx = -border; dx <= border; dx++) {
      int from = distance(dx, dy);
      if (x + dx >= 0 && x + dx < symbol->size && y + dy >= 0 && y + dy < symbol->size)
        fixed_add(symbol, x + dx, y + dy, from != light && from != 4);
    }
}

static void timing_add(struct qr_symbol *symbol) {
  for (int i = FINDER + 1; i < symbol->size - FINDER - 1; i++) {
    fixed_add(symbol, i, TIMING, i % 2 == 0);
    fixed_add(symbol, TIMING, i, i % 2 == 0);
  }
}

/* Evenly from the far end, at even distances; the first gap takes what is left. */
static int alignment_at(const struct qr_symbol *symbol, int index, int count) {
  int step = (symbol->version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
  return index == 0 ? TIMING : symbol->size - FINDER - (count - 1 - index) * step;
}

static void alignment_add(struct qr_symbol *symbol) {
  int count = symbol->version == 1 ? 0 : symbol->version / 7 + 2;
  for (int row = 0; row < count; row++)
    for (int column = 0; column < count; column++) {
      bool corner = (row == 0 && (column == 0 || column == count - 1)) || (row == count - 1 && column == 0);
      if (!corner)
        squares_add(symbol, alignment_at(symbol, column, count), alignment_at(symbol, row, count), 2, 1);
    }
}

/* The room of the format, and the one module beside it that is always dark. */
static void format_reserve(struct qr_symbol *symbol) {
  int size = symbol->size;
  for (int i = 0; i <= FINDER + 1; i++) {
    qr_module_add(symbol->fixed, size, i, 8, 1);
    qr_module_add(symbol->fixed, size, 8, i, 1);
  }
  for (int i = 1; i <= FINDER + 1; i++) {
    qr_module_add(symbol->fixed, size, size - i, 8, 1);
    qr_module_add(symbol->fixed, size, 8, size - i, 1);
  }
  qr_module_add(symbol->dark, size, 8, size - 8, 1);
}

/* Six bits with a (18, 6) code, from version 7 on. */
static void version_add(struct qr_symbol *symbol) {
  enum { GENERATOR = 0x1F25 };
  unsigned rest = (unsigned)symbol->version;
  for (int i = 0; i < 12; i++)
    rest = rest << 1 ^ (rest >> 11 & 1) * GENERATOR;
  unsigned bits = (unsigned)symbol->version << 12 | rest;
  for (int i = 0; i < 18; i++) {
    int near = i / 3, far = symbol->size - 11 + i % 3;
    fixed_add(symbol, near, far, bits >> i & 1);
    fixed_add(symbol, far, near, bits >> i & 1);
  }
}

/* The two columns from x on to the left, upwards or downwards; the bit that comes next. */
static size_t column_pair_add(struct qr_symbol *symbol, int x, bool upwards, const uint8_t *codewords, size_t next) {
  size_t end = 8 * qr_codewords(symbol->version);
  for (int i = 0; i < symbol->size; i++) {
    int y = upwards ? symbol->size - 1 - i : i;
    for (int column = x; column > x - 2; column--) {
      if (symbol->fixed[column / 64][y] >> column % 64 & 1 || next >= end)
        continue;
      unsigned bit = codewords[next / 8] >> (7 - next % 8) & 1;
      qr_module_add(symbol->dark, symbol->size, column, y, bit);
      next++;
    }
  }
  return next;
}

void qr_symbol_make(int version, enum qr_level level, const uint8_t codewords[QR_CODEWORDS], struct qr_symbol *out) {
  int size = 17 + 4 * version;
  out->version = version;
  out->size = size;
  out->strips = (2 * size + 63) / 64;
  out->level = level;
  memset(out->fixed, 0, (size_t)out->strips * sizeof out->fixed[0]);
  memset(out->dark, 0, (size_t)out->strips * sizeof out->dark[0]);
  squares_add(out, 3, 3, 4, 2);
  squares_add(out, size - 4, 3, 4, 2);
  squares_add(out, 3, size - 4, 4, 2);
  timing_add(out);
  alignment_add(out);
  format_reserve(out);
  if (version >= 7)
    version_add(out);
  size_t next = 0;
  bool upwards = true;
  for (int x = size - 1; x > 0; x -= x == TIMING + 2 ? 3 : 2, upwards = !upwards)
    next = column_pair_add(out, x, upwards, codewords, next);
}
