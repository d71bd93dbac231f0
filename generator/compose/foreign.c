/* Stretches of Cyrillic are found by their letters: from the first to the last of words without a Latin letter between.
 * A word of both alphabets is a slip or a name of its own, and stays in its text. */
#include "compose/foreign.h"

#include "base/utf8.h"

#include <string.h>

static bool is_latin(uint32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F);
}

static bool is_cyrillic(uint32_t c) {
  return c >= 0x400 && c <= 0x52F;
}

/* ң, ө, ү: U+04A2, U+04E8, U+04AE and their small forms. */
static bool is_kyrgyz(uint32_t c) {
  return (c | 1) == 0x4A3 || (c | 1) == 0x4E9 || (c | 1) == 0x4AF;
}

static bool is_written_in_cyrillic(const char *language) {
  static const char *const cyrillic[] = {"ru", "ky", "kk", "tg", "uk", "be", "bg", "mk", "mn", "sr", "tt", "ba", "uz"};
  for (size_t i = 0; i < sizeof cyrillic / sizeof *cyrillic; i++)
    if (strncmp(language, cyrillic[i], 2) == 0 && (language[2] == '\0' || language[2] == '-'))
      return true;
  return false;
}

/* What words in Cyrillic are likely to be in: the event's own language of that alphabet. */
static const char *language_of(const struct event *event, bool kyrgyz) {
  const char *first = "ru";
  for (size_t i = event->language_count; i-- > 0;)
    if (is_written_in_cyrillic(event->languages[i]))
      first = event->languages[i];
  return kyrgyz ? "ky" : first;
}

struct stretch {
  size_t from, to;
  bool kyrgyz;
};

/* The next stretch of Cyrillic from `at` on; false when there is none. */
static bool stretch_find(const struct inline_span *span, size_t at, struct stretch *out) {
  bool glued = false; /* to a Latin letter */
  *out = (struct stretch){span->length, 0, false};
  while (at < span->length) {
    size_t start = at;
    uint32_t c = utf8_next(span->text, span->length, &at);
    if (is_cyrillic(c) && !(glued && out->to == 0)) {
      out->from = out->to == 0 ? start : out->from;
      out->to = at;
      out->kyrgyz |= is_kyrgyz(c);
    } else if (is_latin(c)) {
      if (out->to == start) /* Latin on the very next place: the word is of both */
        *out = (struct stretch){span->length, 0, false};
      if (out->to > 0)
        return true;
      glued = true;
    } else if (!is_cyrillic(c)) {
      glued = false;
    }
  }
  return out->to > 0;
}

static void part_push(struct arena *arena, const struct inline_span *span, size_t from, size_t to, const char *language,
                      struct span_list *out) {
  struct inline_span part = *span;
  if (from == to)
    return;
  part.text = span->text + from;
  part.length = to - from;
  part.source = source_part(span->source, span->text, from);
  part.language = language;
  *ARENA_PUSH(arena, out->items, out->count, out->capacity) = part;
}

void foreign_part(struct arena *arena, const struct event *event, const char *language, struct inline_span span,
                  struct span_list *out) {
  struct stretch stretch;
  size_t at = 0;
  bool looked = language != NULL && event != NULL && span.language == NULL && !span.code && !span.fixed &&
                !is_written_in_cyrillic(language);
  while (looked && stretch_find(&span, at, &stretch)) {
    part_push(arena, &span, at, stretch.from, NULL, out);
    part_push(arena, &span, stretch.from, stretch.to, language_of(event, stretch.kyrgyz), out);
    at = stretch.to;
  }
  if (at == 0)
    *ARENA_PUSH(arena, out->items, out->count, out->capacity) = span;
  else
    part_push(arena, &span, at, span.length, NULL, out);
}

void foreign_add(struct compose *compose, struct inline_span span, struct span_list *out) {
  size_t first = out->count;
  bool own = span.language != NULL || span.link != NULL; /* an annotation stands right in its LINK: PDF/UA-1, 7.18.5 */
  foreign_part(compose->arena, compose->event, compose->binder.language, span, out);
  for (size_t i = first; i < out->count && !own && span.node != NODE_ARTIFACT; i++) {
    struct inline_span *part = &out->items[i];
    if (part->language == NULL)
      continue;
    part->node = structure_node_add(compose->arena, compose->list, ROLE_SPAN, span.node);
    compose->list->nodes[part->node].language = part->language;
  }
}
