/* What the typographer's hand found, kept from one document to the next: titles, positions and paragraphs that
 * documents of one batch have in common are read once per process, see base/memo.h. */
#ifndef TEXT_TYPOGRAPHY_MEMO_H
#define TEXT_TYPOGRAPHY_MEMO_H

#include "text/setter.h"
#include "text/typography.h"

/* Released with the arena. */
struct memo *typography_memo_new(struct arena *arena);

/* As typography_find; what it gives is borrowed and valid until setter_trim. */
void typography_memo_find(struct arena *arena, struct setter *setter, const struct typography_spec *spec,
                          struct typography *out);

#endif
