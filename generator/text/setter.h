/* Everything the text room keeps warm: fonts, shaped words, break iterators, hyphenation patterns, memos.
 * One per process; opened before workers are forked, used by one job at a time. */
#ifndef TEXT_SETTER_H
#define TEXT_SETTER_H

#include "base/arena.h"
#include "text/fontmap.h"

struct setter;

/* Takes the fontmap over; pattern_folders (NULL-terminated) are where hyphenation patterns lie. Caller drops. */
struct setter *setter_new(struct fontmap *map, const char *const *pattern_folders);
void setter_drop(struct setter *setter);
struct fontmap *setter_fontmap(struct setter *setter);

/* Reads the hyphenation patterns of a language, before a fork: 1 to 2 ms, so only where something hyphenates. */
void setter_warm_language(struct setter *setter, const char *language);

#endif
