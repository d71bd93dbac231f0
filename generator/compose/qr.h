/* QR codes (ISO/IEC 18004, model 2, versions 1 to 40). */
#ifndef COMPOSE_QR_H
#define COMPOSE_QR_H

#include "base/arena.h"
#include "display/display_list.h"

#include <stddef.h>

/* The smallest code that holds the text; `level` is L, M, Q or H. The mask is the one with the least penalty. NULL when
 * the text is too long for any. */
const struct modules *qr_encode(struct arena *arena, const char *text, char level);

#endif
