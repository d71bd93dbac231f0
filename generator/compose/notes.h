/* Footnotes: at the foot of the column in which their marks stand, under a short hairline. */
#ifndef COMPOSE_NOTES_H
#define COMPOSE_NOTES_H

#include "compose/compose.h"
#include "compose/flow.h"

/* What stands between the text and the first footnote: a space with the hairline in it. */
mpt notes_gap(const struct compose *compose);

/* The flow with footnotes that no column of `height` can hold together with their line cut into parts; the parts go
 * with the items that follow. Everything else is as in `flow`. */
struct flow notes_fit(struct compose *compose, const struct flow *flow, mpt height);

/* Draws the footnotes of items [from, to) so that they end at `bottom`. */
void notes_draw(struct compose *compose, const struct flow *flow, size_t from, size_t to, mpt x, mpt bottom,
                struct display_page *page);

#endif
