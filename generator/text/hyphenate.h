/* Hyphenation by Liang's patterns (F. M. Liang, 1983) through libhyphen. */
#ifndef TEXT_HYPHENATE_H
#define TEXT_HYPHENATE_H

#include "base/arena.h"
#include "text/setter.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Marks with 1 in points[i] (i a byte offset in the word, one entry per byte) where a hyphen may be added before byte
 * i. Only letters; at least two before and two after; never in words that hold capitals after the first letter
 * (abbreviations), nor within two letters of an existing hyphen, nor in addresses and in words that bring soft hyphens
 * of their own. Punctuation around the word is allowed. False when the language has no patterns: no file
 * hyph_<language>.patterns in a pattern folder. The file is read when the first word is asked for. */
bool hyphenate(struct setter *setter, const char *language, const char *word, size_t length, uint8_t *points);

#endif
