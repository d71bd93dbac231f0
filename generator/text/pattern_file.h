/* A file of compiled patterns: what the build makes of a .dic file, and the program maps. In the byte order and with
 * the sizes of the machine that made it.
 *
 *   head, states, steps (HyphenTrans), letters (uint32_t), levels (texts that end with NUL, the first one empty)
 */
#ifndef TEXT_PATTERN_FILE_H
#define TEXT_PATTERN_FILE_H

#include <stdint.h>

#define PATTERN_FILE_MARK "basma/1" /* eight bytes with its NUL; another number for another form */

struct pattern_head {
  char mark[8];
  uint32_t state_count, letter_count, levels_size;
  uint32_t left, right; /* letters that must stay on each side; 0: the file does not say */
};

/* States are numbered breadth first, so that there is a step to each but the first, in their order. */
struct pattern_state {
  uint32_t levels; /* offset; 0: none */
  int32_t fallback;
  uint32_t step_count;
};

#endif
