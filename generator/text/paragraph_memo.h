/* Set paragraphs kept from one document to the next: what documents of one batch have in common (letterheads, labels,
 * roles, positions, a text with one name changed) is set once per process, see base/memo.h. Private to text/. */
#ifndef TEXT_PARAGRAPH_MEMO_H
#define TEXT_PARAGRAPH_MEMO_H

#include "base/memo.h"
#include "text/paragraph.h"

/* Released with the arena. */
struct memo *paragraph_memo_new(struct arena *arena);

/* Sets a paragraph: a function of nothing but its arguments and the fonts. fit and size as paragraph_fit has them, or
 * NULL; may return NULL. */
typedef struct paragraph *paragraph_setting(struct arena *arena, struct setter *setter,
                                            const struct paragraph_spec *spec, const struct fit_spec *fit, mpt *size);

/* What `set` would return, by itself or from the memo. The lines and their runs are the caller's, the glyphs are
 * borrowed and valid until setter_trim. */
struct paragraph *paragraph_memo_set(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec,
                                     const struct fit_spec *fit, mpt *size, paragraph_setting *set);

#endif
