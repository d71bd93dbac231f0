/* The texts of an event as the typographer would change them, apart from any document: for `check --typography`.
 *
 * Every text is looked at by itself, in the language it is in; one for all languages in the first of them. What stands
 * for a choice (kind, role) and names as a whole are left alone: changing them would change what they are equal to. The
 * texts of layouts are walked through in proofread_layout.c. */
#ifndef COMPOSE_PROOFREAD_H
#define COMPOSE_PROOFREAD_H

#include "compose/typographer.h"
#include "input/event.h"

/* A text with what was found in it; its memory goes when the call ends. */
struct proof_text {
  const struct inline_span *spans;
  size_t span_count;
  struct span_findings found;
  const bool *shared; /* by edit: all languages that show the text agree on it; NULL: there is but one */
  bool markdown;      /* a span whose source is a point may stand anywhere in the text */
};

struct proof_reader {
  void (*take)(void *self, const struct proof_text *text);
  void *self;
};

/* Calls reader->take for every text with findings, in the order of the event; people of a list last row by row. */
void proofread_event(const struct event *event, const struct proof_reader *reader);

/* The same for texts that a layout has of its own, each language of one in its own; {{ … }} in them is not looked into.
 * Where the layout's styles leave texts as they are nothing is read. */
void proofread_layout(const struct event *event, const struct layout *layout, const struct proof_reader *reader);

/* One paragraph. `language` NULL: it is for all languages of the event. Findings are made in `arena`. */
void proofread_spans(const struct event *event, const struct proof_reader *reader, struct arena *arena,
                     const struct proof_text *paragraph, const char *language);

#endif
