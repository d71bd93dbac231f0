/* Spans -> one text -> edits -> spans. A span that is changed keeps the way back to the places of its written text. */
#include "compose/typographer.h"

#include "text/typography_memo.h"

#include <stdlib.h>
#include <string.h>

/* The spans of a paragraph as one text. Marks of footnotes are left out, so that words end where they end. */
struct joined {
  struct arena *arena;
  struct setter *setter; /* with what it found before; NULL: nothing */
  const struct inline_span *spans;
  size_t count;
  const char *language; /* of spans without their own */
  const char *text;
  size_t length;
  size_t *starts; /* of the spans in text, and its length */
};

static const char *span_language(const struct joined *joined, size_t index) {
  const char *own = joined->spans[index].language;
  return own != NULL ? own : joined->language;
}

static void spans_join(struct joined *joined) {
  joined->starts = arena_array(joined->arena, joined->count + 1, sizeof *joined->starts);
  joined->length = 0;
  for (size_t i = 0; i < joined->count; i++) {
    joined->starts[i] = joined->length;
    joined->length += joined->spans[i].superior ? 0 : joined->spans[i].length;
  }
  joined->starts[joined->count] = joined->length;
  joined->text = joined->count > 0 ? joined->spans[0].text : "";
  if (joined->count == 1 && !joined->spans[0].superior)
    return;
  char *text = arena_alloc(joined->arena, joined->length + 1);
  for (size_t i = 0; i < joined->count; i++)
    memcpy(text + joined->starts[i], joined->spans[i].text, joined->starts[i + 1] - joined->starts[i]);
  joined->text = text;
}

static bool is_language(const char *a, const char *b) {
  return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* The ranges that are not to be changed in a language: code, addresses, words of other languages. */
static void ranges_find(const struct joined *joined, const char *language, struct typography_spec *spec) {
  struct typography_range *ranges = NULL;
  size_t capacity = 0;
  for (size_t i = 0; i < joined->count; i++) {
    const struct inline_span *span = &joined->spans[i];
    bool fixed = span->code || span->fixed || !is_language(span_language(joined, i), language);
    if (fixed && joined->starts[i] < joined->starts[i + 1])
      *ARENA_PUSH(joined->arena, ranges, spec->fixed_count, capacity) =
          (struct typography_range){joined->starts[i], joined->starts[i + 1]};
  }
  spec->fixed = ranges;
}

/* The span that holds a byte, going on from the one before; an insertion belongs to the span that ends there. */
static size_t span_at(const struct joined *joined, size_t offset, bool inserts) {
  size_t low = 0, high = joined->count;
  if (inserts && offset > 0)
    offset--;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (joined->starts[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static void edit_add(const struct joined *joined, const struct typography_edit *edit, struct span_findings *out) {
  size_t offset = edit->offset, end = edit->offset + edit->length;
  const char *replacement = edit->replacement;
  size_t index = span_at(joined, offset, edit->length == 0);
  do {
    size_t span_end = joined->starts[index + 1], part = end < span_end ? end : span_end;
    *ARENA_PUSH(joined->arena, out->edits, out->edit_count, out->edit_capacity) =
        (struct span_edit){index, offset - joined->starts[index], part - offset, replacement, edit->rule};
    replacement = "";
    offset = part;
    index++;
  } while (offset < end);
}

static void slip_add(const struct joined *joined, const struct typography_slip *slip, struct span_findings *out) {
  size_t index = span_at(joined, slip->offset, false);
  *ARENA_PUSH(joined->arena, out->slips, out->slip_count, out->slip_capacity) =
      (struct span_slip){.span = index,
                         .offset = slip->offset - joined->starts[index],
                         .kind = slip->kind,
                         .word = arena_strndup(joined->arena, joined->text + slip->word, slip->word_length),
                         .letter = arena_strndup(joined->arena, joined->text + slip->offset, slip->length),
                         .expected = slip->expected};
}

/* Whether the span shows something, in a language that none before it is in. */
static bool language_begins(const struct joined *joined, size_t index) {
  if (joined->starts[index] == joined->starts[index + 1])
    return false;
  for (size_t i = 0; i < index; i++)
    if (joined->starts[i] < joined->starts[i + 1] &&
        is_language(span_language(joined, i), span_language(joined, index)))
      return false;
  return true;
}

static int edit_compare(const void *a, const void *b) {
  const struct span_edit *one = a, *other = b;
  if (one->span != other->span)
    return one->span < other->span ? -1 : 1;
  return (one->offset > other->offset) - (one->offset < other->offset);
}

/* What is found in one of the languages. */
static void language_find(const struct joined *joined, const char *language, bool slips_only,
                          struct span_findings *out) {
  struct typography_spec spec = {
      .text = joined->text, .length = joined->length, .language = language, .slips_only = slips_only};
  struct typography found;
  ranges_find(joined, language, &spec);
  if (joined->setter != NULL)
    typography_memo_find(joined->arena, joined->setter, &spec, &found);
  else
    typography_find(joined->arena, &spec, &found);
  for (size_t i = 0; i < found.edit_count; i++)
    edit_add(joined, &found.edits[i], out);
  for (size_t i = 0; i < found.slip_count; i++)
    slip_add(joined, &found.slips[i], out);
}

static void joined_find(struct joined *joined, bool slips_only, struct span_findings *out) {
  size_t languages = 0;
  *out = (struct span_findings){0};
  spans_join(joined);
  for (size_t i = 0; i < joined->count; i++)
    if (language_begins(joined, i)) {
      language_find(joined, span_language(joined, i), slips_only, out);
      languages++;
    }
  if (languages > 1 && out->edit_count > 0) /* those of each are in order */
    qsort(out->edits, out->edit_count, sizeof *out->edits, edit_compare);
}

void typographer_find(struct arena *arena, const struct inline_span *spans, size_t count, const char *language,
                      bool slips_only, struct span_findings *out) {
  joined_find(&(struct joined){.arena = arena, .spans = spans, .count = count, .language = language}, slips_only, out);
}

/* Applying. */

/* The text of a span with its edits. */
static void span_change(struct arena *arena, struct inline_span *span, const struct span_edit *edits, size_t count) {
  size_t length = span->length, at = 0, set = 0, used = 0;
  for (size_t i = 0; i < count; i++)
    length += strlen(edits[i].replacement);
  char *text = arena_alloc(arena, length + 1);
  struct span_step *steps = arena_array(arena, 2 * count + 1, sizeof *steps);
  struct span_edits *map = arena_zalloc(arena, 1, sizeof *map);
  steps[used++] = (struct span_step){0};
  for (size_t i = 0; i < count; i++) {
    size_t put = strlen(edits[i].replacement);
    memcpy(text + set, span->text + at, edits[i].offset - at);
    set += edits[i].offset - at;
    memcpy(text + set, edits[i].replacement, put);
    at = edits[i].offset + edits[i].length;
    steps[used++] = (struct span_step){set, edits[i].offset, true};
    set += put;
    steps[used++] = (struct span_step){set, at, false};
  }
  memcpy(text + set, span->text + at, span->length - at);
  *map = (struct span_edits){.written = span->text, .steps = steps, .count = used};
  span->edits = map;
  span->text = text;
  span->length = set + span->length - at;
  text[span->length] = '\0';
}

void typographer_report(struct sink *sink, const struct inline_span *spans, const struct span_slip *slip) {
  static const enum diagnostic_code codes[] = {[SLIP_LATIN] = MIXED_ALPHABET,
                                               [SLIP_CYRILLIC] = MIXED_ALPHABET_LATIN,
                                               [SLIP_DIGIT] = MIXED_ALPHABET_DIGIT,
                                               [SLIP_COMMA] = MIXED_ALPHABET_COMMA,
                                               [SLIP_STRANGE] = MIXED_ALPHABET_STRANGE};
  struct position at = spans_position(&spans[slip->span], slip->offset);
  sink_report(sink, codes[slip->kind], at, slip->word, slip->letter, slip->expected, NULL);
}

void typographer_apply(struct compose *compose, const struct style *style, const struct span_list *spans) {
  struct joined joined = {.arena = compose->arena,
                          .setter = compose->setter,
                          .spans = spans->items,
                          .count = spans->count,
                          .language = style->language != NULL ? style->language : compose->binder.language};
  struct span_findings found;
  joined_find(&joined, !compose->typography || !style->typography, &found);
  for (size_t i = 0; i < found.slip_count; i++)
    typographer_report(compose->sink, spans->items, &found.slips[i]);
  for (size_t i = 0, end; i < found.edit_count; i = end) {
    for (end = i + 1; end < found.edit_count && found.edits[end].span == found.edits[i].span;)
      end++;
    span_change(compose->arena, &spans->items[found.edits[i].span], found.edits + i, end - i);
  }
}

/* No-break spaces serve lines, and a text that is not set has none. */
static const char *spaces_free(struct arena *arena, const char *text) {
  char *out = arena_strdup(arena, text), *end = out;
  for (const char *at = out; *at != '\0'; at++) {
    bool fixed = strncmp(at, "\u00A0", 2) == 0;
    *end++ = fixed ? ' ' : *at;
    at += fixed;
  }
  *end = '\0';
  return out;
}

const char *typographer_text(struct arena *arena, const char *text, const char *language) {
  struct inline_span span = {.text = text, .length = strlen(text)};
  struct span_findings found;
  typographer_find(arena, &span, 1, language, false, &found);
  if (found.edit_count > 0)
    span_change(arena, &span, found.edits, found.edit_count);
  return spaces_free(arena, span.text);
}

const char *typographer_alt(const struct compose *compose, const char *text) {
  return compose->typography ? typographer_text(compose->arena, text, compose->binder.language) : text;
}
