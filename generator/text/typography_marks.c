/* Quotation marks and apostrophes.
 *
 * Each mark is read by what stands on both sides of it as opening or closing, then opening and closing ones find each
 * other over the whole paragraph, and only pairs are changed, by how deep they stand. A mark without a partner is left
 * as it is: half a correction is worse than none. Мильчин, «Кавычки»; New Hart's Rules 9.2; Chicago 13.30, 6.117. */
#include "text/typography_parts.h"

#include "base/utf8.h"

#include <string.h>

enum mark_shape { MARK_DOUBLE, MARK_SINGLE };
enum mark_role { ROLE_UNKNOWN, ROLE_OPENS, ROLE_CLOSES, ROLE_APOSTROPHE };
enum side { SIDE_BLANK, SIDE_OPEN, SIDE_LETTER, SIDE_DIGIT, SIDE_OTHER };

struct mark {
  uint32_t offset;
  uint8_t length;
  uint8_t shape, role; /* enums above */
  char first;          /* of its bytes: tells straight ones, guillemets, others */
  bool paired;
};

struct marks {
  struct scan *scan;
  struct mark *items;
  size_t count, capacity;
  size_t *open; /* stack of opening ones */
  size_t depth, depth_capacity;
  size_t singles; /* of them */
};

static const struct mark_kind {
  const char *text;
  uint8_t length, shape, role; /* ROLE_UNKNOWN: its sides decide */
} kinds[] = {{"\"", 1, MARK_DOUBLE, ROLE_UNKNOWN}, {"'", 1, MARK_SINGLE, ROLE_UNKNOWN},
             {"«", 2, MARK_DOUBLE, ROLE_OPENS},    {"»", 2, MARK_DOUBLE, ROLE_CLOSES},
             {"„", 3, MARK_DOUBLE, ROLE_OPENS},    {"“", 3, MARK_DOUBLE, ROLE_UNKNOWN},
             {"”", 3, MARK_DOUBLE, ROLE_UNKNOWN},  {"‘", 3, MARK_SINGLE, ROLE_UNKNOWN},
             {"’", 3, MARK_SINGLE, ROLE_UNKNOWN},  {"‚", 3, MARK_SINGLE, ROLE_OPENS}};

static const struct mark_kind *kind_at(const char *text, size_t length) {
  unsigned char first = (unsigned char)*text; /* of all kinds; most bytes are letters */
  if (first != '"' && first != '\'' && first != 0xC2 && first != 0xE2)
    return NULL;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (kinds[i].length <= length && memcmp(text, kinds[i].text, kinds[i].length) == 0)
      return &kinds[i];
  return NULL;
}

static enum side side_of(uint32_t c) {
  if (letter_is_latin(c) || letter_is_cyrillic(c))
    return SIDE_LETTER;
  if (c >= '0' && c <= '9')
    return SIDE_DIGIT;
  if (c == '(' || c == '[' || c == '-' || c == '/' || c == 0x2013 || c == 0x2014)
    return SIDE_OPEN;
  return c <= ' ' || c == 0xA0 || c == 0x2028 || c == 0x202F ? SIDE_BLANK : SIDE_OTHER;
}

/* The side before a mark; a mark just before it counts by its role. */
static enum side side_before(const struct marks *marks, size_t offset) {
  const struct mark *last = marks->count > 0 ? &marks->items[marks->count - 1] : NULL;
  if (last != NULL && last->offset + last->length == offset)
    return last->role == ROLE_OPENS ? SIDE_OPEN : SIDE_OTHER;
  return offset == 0 ? SIDE_BLANK : side_of(utf8_previous(marks->scan->spec->text, &offset));
}

static enum side side_after(const struct marks *marks, size_t offset) {
  const struct typography_spec *spec = marks->scan->spec;
  return offset == spec->length ? SIDE_BLANK : side_of(utf8_next(spec->text, spec->length, &offset));
}

/* English words that lose their beginning; figures do too: ’90s. Chicago 6.117. */
static bool is_elision(const struct marks *marks, const struct mark *mark, const struct word *word) {
  static const char *const words[] = {"tis", "twas", "em", "n", "cause", "til", "round", NULL};
  size_t from = mark->offset + mark->length, end = word->offset + word->length;
  const char *text = marks->scan->spec->text;
  if (!marks->scan->language->elides || from >= end)
    return false;
  size_t length = 0;
  while (from + length < end && letter_is_latin((unsigned char)text[from + length]))
    length++;
  return (text[from] >= '0' && text[from] <= '9') || stretch_is_one_of((struct stretch){text + from, length}, words);
}

static enum mark_role role_double(const struct marks *marks, enum side before, enum side after) {
  bool pending = marks->depth > marks->singles;
  if (before <= SIDE_OPEN && after != SIDE_BLANK)
    return ROLE_OPENS;
  if (before == SIDE_BLANK || (before == SIDE_DIGIT && !pending)) /* 21" is a measure */
    return ROLE_UNKNOWN;
  if (after == SIDE_LETTER)
    return pending && marks->scan->language->suffix_after_quote ? ROLE_CLOSES : ROLE_UNKNOWN;
  return ROLE_CLOSES;
}

static enum mark_role role_single(const struct marks *marks, const struct mark *mark, const struct word *word,
                                  enum side before, enum side after) {
  bool curly = mark->first != '\'';
  if (before == SIDE_LETTER && after == SIDE_LETTER)
    return ROLE_APOSTROPHE;
  if (before == SIDE_DIGIT && after == SIDE_LETTER && marks->scan->language->elides)
    return ROLE_APOSTROPHE; /* 1990's */
  if (before <= SIDE_OPEN && after != SIDE_BLANK)
    return is_elision(marks, mark, word)                                  ? ROLE_APOSTROPHE
           : curly && marks->scan->spec->text[mark->offset + 2] != '\x98' ? ROLE_UNKNOWN
                                                                          : ROLE_OPENS;
  if (before == SIDE_BLANK || (after == SIDE_LETTER && before != SIDE_OTHER))
    return ROLE_UNKNOWN;
  if (marks->singles > 0)
    return ROLE_CLOSES;
  return before == SIDE_LETTER && marks->scan->language->elides ? ROLE_APOSTROPHE : ROLE_UNKNOWN;
}

/* Marks of Cyrillic typography have one role each; in English text guillemets belong to somebody quoted. */
static enum mark_role role_of(const struct marks *marks, const struct mark *mark, const struct mark_kind *kind,
                              const struct word *word) {
  enum side before = side_before(marks, mark->offset), after = side_after(marks, mark->offset + mark->length);
  if (kind->role != ROLE_UNKNOWN)
    return marks->scan->language->keeps_curly ? ROLE_UNKNOWN : (enum mark_role)kind->role;
  return mark->shape == MARK_DOUBLE ? role_double(marks, before, after) : role_single(marks, mark, word, before, after);
}

/* Pairs a closing mark with the last opening one of its shape; what was opened in between has no partner. */
static void mark_pair(struct marks *marks, struct mark *mark) {
  size_t depth = marks->depth;
  while (depth > 0 && marks->items[marks->open[depth - 1]].shape != mark->shape)
    depth--;
  if (depth == 0 ||
      marks->items[marks->open[depth - 1]].offset + marks->items[marks->open[depth - 1]].length == mark->offset)
    return; /* nothing to quote */
  marks->items[marks->open[depth - 1]].paired = mark->paired = true;
  for (size_t i = depth - 1; i < marks->depth; i++)
    marks->singles -= marks->items[marks->open[i]].shape == MARK_SINGLE;
  marks->depth = depth - 1;
}

static void mark_add(struct marks *marks, size_t offset, const struct mark_kind *kind, const struct word *word) {
  struct mark mark = {.offset = (uint32_t)offset, .length = kind->length, .shape = kind->shape, .first = *kind->text};
  struct arena *arena = marks->scan->arena;
  mark.role = (uint8_t)role_of(marks, &mark, kind, word);
  if (mark.role == ROLE_CLOSES)
    mark_pair(marks, &mark);
  if (mark.role == ROLE_OPENS) {
    *ARENA_PUSH(arena, marks->open, marks->depth, marks->depth_capacity) = marks->count;
    marks->singles += mark.shape == MARK_SINGLE;
  }
  *ARENA_PUSH(arena, marks->items, marks->count, marks->capacity) = mark;
}

/* Within an address only the marks around it count. */
static void word_marks(struct marks *marks, const struct word *word) {
  const char *text = marks->scan->spec->text;
  size_t end = word->offset + word->length;
  struct stretch core = word_core(marks->scan, word);
  size_t core_from = (size_t)(core.text - text), core_to = core_from + core.length;
  bool address = word_is_address(marks->scan, word);
  for (size_t i = word->offset; i < end; i++) {
    const struct mark_kind *kind = kind_at(text + i, end - i);
    if (kind == NULL || (address && i >= core_from && i < core_to) || scan_is_fixed(marks->scan, i, i + kind->length))
      continue;
    mark_add(marks, i, kind, word);
    i += kind->length - 1u;
  }
}

static void mark_set(struct marks *marks, const struct mark *mark, const char *wanted, enum typography_rule rule) {
  if (strlen(wanted) != mark->length || memcmp(marks->scan->spec->text + mark->offset, wanted, mark->length) != 0)
    scan_edit(marks->scan, (struct typography_edit){mark->offset, mark->length, wanted, rule});
}

/* The marks of a pair that stands in `outer` pairs, the nearest of which has `around` for a shape. */
static void pair_mark_set(struct marks *marks, const struct mark *mark, size_t outer, enum mark_shape around) {
  const struct typography_language *language = marks->scan->language;
  bool inside = outer % 2 == 1;
  if (language->keeps_curly) {
    if (mark->first != '"' && mark->first != '\'')
      return;
    inside = outer > 0 ? around == MARK_DOUBLE : mark->shape == MARK_SINGLE;
  }
  const char *wanted = mark->role == ROLE_OPENS ? language->opening[inside] : language->closing[inside];
  mark_set(marks, mark, wanted, TYPOGRAPHY_QUOTES);
}

/* Where marks become marks of the other shape, a mark without a partner could be taken for theirs when the text is
 * gone through again: then they stay as they are. */
static void marks_hold(struct marks *marks) {
  bool curly = marks->scan->language->keeps_curly, loose = false;
  enum mark_shape shape = curly ? MARK_SINGLE : MARK_DOUBLE;
  for (size_t i = 0; i < marks->count; i++)
    loose |= marks->items[i].shape == shape && !marks->items[i].paired && marks->items[i].role != ROLE_APOSTROPHE;
  for (size_t i = 0; loose && i < marks->count; i++)
    marks->items[i].paired &= marks->items[i].shape == shape;
}

static void marks_set(struct marks *marks) {
  size_t depth = 0;
  marks_hold(marks);
  enum mark_shape *shapes = arena_array(marks->scan->arena, marks->count + 1, sizeof *shapes);
  for (size_t i = 0; i < marks->count; i++) {
    const struct mark *mark = &marks->items[i];
    if (mark->role == ROLE_APOSTROPHE && mark->first == '\'')
      mark_set(marks, mark, "’", TYPOGRAPHY_APOSTROPHE);
    if (!mark->paired)
      continue;
    depth -= mark->role == ROLE_CLOSES;
    pair_mark_set(marks, mark, depth, depth > 0 ? shapes[depth - 1] : MARK_DOUBLE);
    if (mark->role == ROLE_OPENS) /* a single mark outside stays one, so that a double one comes inside */
      shapes[depth] = marks->scan->language->keeps_curly && depth > 0
                          ? (shapes[depth - 1] == MARK_DOUBLE ? MARK_SINGLE : MARK_DOUBLE)
                          : (enum mark_shape)mark->shape;
    depth += mark->role == ROLE_OPENS;
  }
}

void typography_marks(struct scan *scan) {
  struct marks marks = {.scan = scan};
  if ((scan->flags & WORD_MARK) == 0)
    return;
  for (size_t i = 0; i < scan->count; i++)
    if ((scan->words[i].flags & WORD_MARK) != 0)
      word_marks(&marks, &scan->words[i]);
  marks_set(&marks);
}
