/* What most programs do: every line takes as many words as fit, and a hyphen where that lets it take more. */
#ifndef BENCH_FIRST_FIT_H
#define BENCH_FIRST_FIT_H

#include "text/paragraph.h"

/* As paragraph_set for justified text without hanging punctuation. */
struct paragraph *first_fit_set(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec);

/* The same where a line also takes a word that fits when its spaces shrink as far as the program's do. */
struct paragraph *first_fit_shrink_set(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec);

#endif
