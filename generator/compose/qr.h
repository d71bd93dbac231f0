/* QR codes (ISO/IEC 18004), by libqrencode. */
#ifndef COMPOSE_QR_H
#define COMPOSE_QR_H

#include "base/arena.h"
#include "display/display_list.h"

#include <stddef.h>

/* The smallest code that holds the text; `level` is L, M, Q or H. NULL when the text is too long for any. */
const struct modules *qr_encode(struct arena *arena, const char *text, char level);

#endif
