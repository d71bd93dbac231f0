/* A QR code from its text to its modules. */
#include "compose/qr.h"

#include "compose/qr_parts.h"

static enum qr_level level_of(char level) {
  return level == 'L' ? QR_L : level == 'Q' ? QR_Q : level == 'H' ? QR_H : QR_M;
}

/* The lowest bit of a byte is a row's highest. */
static uint8_t byte_turn(unsigned byte) {
  byte = (byte & 0x0F) << 4 | byte >> 4;
  byte = (byte & 0x33) << 2 | (byte >> 2 & 0x33);
  return (uint8_t)((byte & 0x55) << 1 | (byte >> 1 & 0x55));
}

/* Columns of the symbol, row by row. Lanes behind the columns are rows: they are cut off. */
static const struct modules *modules_make(struct arena *arena, const struct qr_symbol *symbol) {
  size_t size = (size_t)symbol->size, row_bytes = (size + 7) / 8;
  unsigned last = 0xFF00u >> (size % 8 == 0 ? 8 : size % 8) & 0xFF;
  uint8_t *bits = arena_alloc(arena, size * row_bytes), *out = bits;
  for (size_t y = 0; y < size; y++) {
    for (size_t i = 0; i < row_bytes; i++)
      *out++ = byte_turn(symbol->dark[i / 8][y] >> i % 8 * 8 & 0xFF);
    out[-1] &= (uint8_t)last;
  }
  struct modules *modules = arena_alloc(arena, sizeof *modules);
  *modules = (struct modules){.size = (uint16_t)size, .bits = bits};
  return modules;
}

const struct modules *qr_encode(struct arena *arena, const char *text, char level) {
  struct qr_segments segments;
  struct qr_symbol symbol;
  uint8_t codewords[QR_CODEWORDS];
  if (!qr_segments_find(arena, text, level_of(level), &segments))
    return NULL;
  qr_codewords_make(text, &segments, level_of(level), codewords);
  qr_symbol_make(segments.version, level_of(level), codewords, &symbol);
  qr_mask_best(&symbol);
  return modules_make(arena, &symbol);
}
