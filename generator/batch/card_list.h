/* A list of cards as a table for Excel: UTF-8 with its mark, RFC 4180. With a comma between fields and a point in
 * numbers for English, with a semicolon and a comma otherwise, as Excel reads them there. */
#ifndef BATCH_CARD_LIST_H
#define BATCH_CARD_LIST_H

#include "base/buffer.h"
#include "display/display_list.h"

#include <stddef.h>

struct card_list_style {
  char separator, point;
  const char *const *heads, *const *answers; /* yes, no */
};
struct card_list_style card_list_style(const char *language);

void card_list_head(const struct card_list_style *style, struct buffer *out);

/* `volume` and `page` (of the front, in the volume) from 1. */
void card_list_row(const struct card_list_style *style, const struct card_record *record, size_t volume, size_t page,
                   struct buffer *out);

#endif
