/* Set paragraphs kept from one document to the next: what documents of one batch have in common (letterheads, labels,
 * roles, positions, a text with one name changed) is set once per process. Private to text/.
 *
 * A paragraph is kept when it is asked for a second time, so that what never comes back costs no more than a hash. The
 * memory is bounded: a full memo keeps nothing more, and is emptied by paragraph_memo_trim. */
#ifndef TEXT_PARAGRAPH_MEMO_H
#define TEXT_PARAGRAPH_MEMO_H

#include "text/paragraph.h"

struct paragraph_memo;

/* Released with the arena. */
struct paragraph_memo *paragraph_memo_new(struct arena *arena);

/* Empties a full memo. What it gave is no longer valid. */
void paragraph_memo_trim(struct paragraph_memo *memo);

/* Sets a paragraph: a function of nothing but its arguments and the fonts. fit and size as paragraph_fit has them, or
 * NULL; may return NULL. */
typedef struct paragraph *paragraph_setting(struct arena *arena, struct setter *setter,
                                            const struct paragraph_spec *spec, const struct fit_spec *fit, mpt *size);

/* What `set` would return, by itself or from the memo. The lines and their runs are the caller's, the glyphs are
 * borrowed and valid until setter_trim. */
struct paragraph *paragraph_memo_set(struct arena *arena, struct setter *setter, const struct paragraph_spec *spec,
                                     const struct fit_spec *fit, mpt *size, paragraph_setting *set);

#endif
