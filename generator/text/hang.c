/* How far punctuation hangs. The less ink a sign has at its height, the further out it must stand for the edge to
 * look straight. */
#include "text/hang.h"

#include <stdbool.h>
#include <stddef.h>

/* In code point order. */
static const struct hang hangs[] = {
    {'!', 0, 150},                     /* a stem: nearly a letter */
    {'"', 500, 500},                   /* small and high */
    {'\'', 600, 600},                  /* smaller */
    {'(', 100, 0},                     /* long but round */
    {')', 0, 100},      {',', 0, 700}, /* a speck at the foot */
    {'-', 0, 700},                     /* a thin stroke alone at its height */
    {'.', 0, 700},                     /* a speck at the foot */
    {':', 0, 400},                     /* two specks: half a stem */
    {';', 0, 400},      {'?', 0, 150}, /* mostly white below, but wide */
    {0x00AB, 300, 150},                /* « has wide, open shapes of x-height */
    {0x00AD, 0, 700},                  /* an added hyphen */
    {0x00BB, 150, 300},                /* » */
    {0x2010, 0, 700},                  /* hyphen */
    {0x2011, 0, 700},                  /* no-break hyphen */
    {0x2013, 200, 300},                /* en dash: wide, a part of it makes up for its lightness */
    {0x2014, 150, 200},                /* em dash: a fifth of it is as wide as a hyphen's share */
    {0x2018, 600, 600},                /* ‘ */
    {0x2019, 600, 600},                /* ’ */
    {0x201A, 600, 600},                /* ‚ */
    {0x201C, 500, 500},                /* “ also closes „ */
    {0x201D, 500, 500},                /* ” */
    {0x201E, 500, 0},                  /* „ */
    {0x2026, 0, 200},                  /* … one of its three dots hangs */
};

/* Most characters that are asked for are letters, which stand between the signs. */
static bool is_between(uint32_t code_point) {
  return (code_point > '?' && code_point < 0xAB) || (code_point > 0xBB && code_point < 0x2010) || code_point > 0x2026;
}

struct hang hang_find(uint32_t code_point) {
  if (is_between(code_point))
    return (struct hang){0};
  size_t low = 0, high = sizeof hangs / sizeof *hangs;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (hangs[middle].code_point == code_point)
      return hangs[middle];
    if (hangs[middle].code_point < code_point)
      low = middle + 1;
    else
      high = middle;
  }
  return (struct hang){0};
}
