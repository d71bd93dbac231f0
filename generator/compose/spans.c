/* Inline spans of texts that are no Markdown. */
#include "compose/spans.h"

#include "compose/foreign.h"
#include "compose/link.h"

#include <string.h>

static bool is_blank(char byte) {
  return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

bool spans_has_text(const struct bound_text *text) {
  for (size_t i = 0; i < text->count; i++)
    for (size_t j = 0; j < text->pieces[i].length; j++)
      if (!is_blank(text->pieces[i].text[j]))
        return true;
  return false;
}

/* The language of all pieces when they share one that is not the document's. */
static const char *common_language(const struct bound_text *text) {
  const char *language = text->count > 0 ? text->pieces[0].language : NULL;
  for (size_t i = 1; language != NULL && i < text->count; i++)
    if (text->pieces[i].language == NULL || strcmp(text->pieces[i].language, language) != 0)
      return NULL;
  return language;
}

static bool piece_is_blank(const struct bound_piece *piece) {
  return !spans_has_text(&(struct bound_text){(struct bound_piece *)piece, 1});
}

/* The node of a piece: below `node` when it leads somewhere of its own, or speaks another language. */
static uint32_t piece_node(struct compose *compose, const struct bound_piece *piece, uint32_t node, const char *link,
                           const char *common) {
  bool foreign = piece->language != NULL && common == NULL && !piece_is_blank(piece);
  if (node == NODE_ARTIFACT || (link == NULL && !foreign))
    return node;
  uint32_t made = structure_node_add(compose->arena, compose->list, link != NULL ? ROLE_LINK : ROLE_SPAN, node);
  if (foreign)
    compose->list->nodes[made].language = piece->language;
  return made;
}

static const char *piece_link(struct compose *compose, const struct bound_piece *piece) {
  if (piece->format != TEXT_EMAIL && piece->format != TEXT_URL)
    return NULL;
  return link_target(compose->arena, piece->text, piece->length, true);
}

void spans_bind(struct compose *compose, const struct bound_text *text, uint32_t node, const char *link,
                struct span_list *out) {
  const char *common = common_language(text);
  uint32_t link_node = node;
  *out = (struct span_list){arena_array(compose->arena, text->count, sizeof *out->items), 0, text->count};
  if (node != NODE_ARTIFACT && common != NULL)
    compose->list->nodes[node].language = common;
  if (node != NODE_ARTIFACT && link != NULL)
    link_node = structure_node_add(compose->arena, compose->list, ROLE_LINK, node);
  for (size_t i = 0; i < text->count; i++) {
    const struct bound_piece *piece = &text->pieces[i];
    const char *own = node == NODE_ARTIFACT || link != NULL ? NULL : piece_link(compose, piece);
    struct inline_span span = {.text = piece->text, .length = piece->length, .source = piece->source};
    span.language = piece->language;
    span.fixed = piece->format != TEXT_PLAIN && piece->format != TEXT_MARKDOWN;
    span.link = node == NODE_ARTIFACT ? NULL : link != NULL ? link : own;
    span.node = piece_node(compose, piece, link_node, own, common);
    foreign_add(compose, span, out);
  }
  spans_trim(out);
}

void spans_trim(struct span_list *spans) {
  while (spans->count > 0) {
    struct inline_span *last = &spans->items[spans->count - 1];
    while (last->length > 0 && is_blank(last->text[last->length - 1]))
      last->length--;
    if (last->length > 0)
      break;
    spans->count--;
  }
  while (spans->count > 0) {
    struct inline_span *first = &spans->items[0];
    size_t blank = 0;
    while (blank < first->length && is_blank(first->text[blank]))
      blank++;
    if (blank > 0)
      first->source = source_part(first->source, first->text, blank);
    first->text += blank;
    first->length -= blank;
    if (first->length > 0)
      break;
    spans->items++;
    spans->count--;
    spans->capacity--;
  }
}

const char *spans_text(struct arena *arena, const struct inline_span *spans, size_t count) {
  size_t length = 0;
  for (size_t i = 0; i < count; i++)
    length += spans[i].length;
  char *text = arena_alloc(arena, length + 1), *end = text;
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < spans[i].length; j++) {
      bool separator = spans[i].length - j >= 3 && memcmp(spans[i].text + j, "\u2028", 3) == 0;
      *end++ = separator || is_blank(spans[i].text[j]) ? ' ' : spans[i].text[j];
      j += separator ? 2 : 0;
    }
  *end = '\0';
  return text;
}

struct position spans_position(const struct inline_span *span, size_t offset) {
  const struct span_edits *edits = span->edits;
  if (edits == NULL)
    return source_position(span->source, span->text, offset);
  size_t low = 0, high = edits->count;
  while (high - low > 1) { /* the last step at or before the offset */
    size_t middle = low + (high - low) / 2;
    if (edits->steps[middle].set <= offset)
      low = middle;
    else
      high = middle;
  }
  const struct span_step *step = &edits->steps[low];
  return source_position(span->source, edits->written, step->written + (step->replaced ? 0 : offset - step->set));
}

const char *spans_link(struct compose *compose, const struct scope *scope, const struct local_template *link) {
  struct text_source source;
  if (link->count == 0)
    return "";
  const char *text = bind_string(&compose->binder, scope, link, &source);
  if (text == NULL || *text == '\0')
    return text;
  const char *target = link_target(compose->arena, text, strlen(text), true);
  if (target == NULL)
    sink_report(compose->sink, LINK_SCHEME, source.at, text, NULL);
  return target;
}

void spans_title(struct compose *compose, uint32_t node, const struct span_list *spans, struct position rule) {
  struct structure_node *made = &compose->list->nodes[node];
  if (node == NODE_ARTIFACT || made->role < ROLE_H1 || made->role > ROLE_H6 || spans->count == 0)
    return;
  made->title = spans_text(compose->arena, spans->items, spans->count);
  made->at = spans_position(spans->items, 0);
  made->rule = rule;
}
