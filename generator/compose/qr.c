/* The one file that knows libqrencode. */
#include "compose/qr.h"

#include <qrencode.h>

static QRecLevel level_of(char level) {
  return level == 'L' ? QR_ECLEVEL_L : level == 'Q' ? QR_ECLEVEL_Q : level == 'H' ? QR_ECLEVEL_H : QR_ECLEVEL_M;
}

/* libqrencode gives a byte a module, with the module in its lowest bit. */
static const struct modules *modules_pack(struct arena *arena, const QRcode *code) {
  size_t size = (size_t)code->width, row_bytes = (size + 7) / 8;
  uint8_t *bits = arena_zalloc(arena, size, row_bytes);
  for (size_t y = 0; y < size; y++)
    for (size_t x = 0; x < size; x++)
      if (code->data[y * size + x] & 1)
        bits[y * row_bytes + x / 8] |= (uint8_t)(0x80 >> x % 8);
  struct modules *modules = arena_alloc(arena, sizeof *modules);
  *modules = (struct modules){(uint16_t)size, bits};
  return modules;
}

const struct modules *qr_encode(struct arena *arena, const char *text, char level) {
  QRcode *code = QRcode_encodeString(text, 0, level_of(level), QR_MODE_8, 1);
  if (code == NULL)
    return NULL;
  const struct modules *modules = modules_pack(arena, code);
  QRcode_free(code);
  return modules;
}
