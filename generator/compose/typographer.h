/* The typographer's hand over the spans of a paragraph.
 *
 * Quotation marks nest across emphasis and links, so the spans are looked at as one text; what is found goes back to
 * the span it stands in. Rules: text/typography.h. */
#ifndef COMPOSE_TYPOGRAPHER_H
#define COMPOSE_TYPOGRAPHER_H

#include "compose/compose.h"
#include "compose/spans.h"
#include "text/typography.h"

/* A change within one span. A change over the border of spans comes as several; all but the first only take away. */
struct span_edit {
  size_t span, offset, length; /* bytes of the span's text */
  const char *replacement;
  enum typography_rule rule;
};

struct span_slip {
  size_t span, offset;
  enum slip_kind kind;
  const char *word, *letter, *expected;
};

struct span_findings {
  struct span_edit *edits; /* in order */
  size_t edit_count, edit_capacity;
  struct span_slip *slips;
  size_t slip_count, slip_capacity;
};

/* `language` is that of spans without their own. */
void typographer_find(struct arena *arena, const struct inline_span *spans, size_t count, const char *language,
                      bool slips_only, struct span_findings *out);

/* Changes the texts of the spans where document and style want it, and warns of letters of the wrong alphabet. */
void typographer_apply(struct compose *compose, const struct style *style, const struct span_list *spans);

/* A text that is not set: a title for the metadata, an alternative text. Its no-break spaces are ordinary ones. */
const char *typographer_text(struct arena *arena, const char *text, const char *language);

/* The same for an alternative text of a document, where the document wants it. */
const char *typographer_alt(const struct compose *compose, const char *text);

/* The warning of a slip. */
void typographer_report(struct sink *sink, const struct inline_span *spans, const struct span_slip *slip);

#endif
