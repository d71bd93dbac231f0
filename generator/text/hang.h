/* Hanging punctuation: the share of a character's width that may stand in the margin (optical margins, as in
 * Gutenberg's Bible and Hàn Thế Thành's microtypography). Private to text/. */
#ifndef TEXT_HANG_H
#define TEXT_HANG_H

#include <stdint.h>

struct hang {
  uint32_t code_point;
  int left, right; /* 1/1000 of its advance, at the beginning and at the end of a line */
};

/* {0} for characters that stay within the margins. */
struct hang hang_find(uint32_t code_point);

#endif
