/* What is written too close is cut into the words that it is: т.е., г.Бишкек, д.5, А.С. Пушкин, А.С.Пушкин. The cuts
 * are gaps of no length, which a no-break space fills (typography_between.c), so that all other rules see the words as
 * they will stand. Мильчин, «Сокращения», «Инициалы». */
#include "text/typography_parts.h"

#include "base/utf8.h"

#include <string.h>

enum {
  MOST_INITIALS = 3,
  MOST_CUTS = MOST_INITIALS + 1,
  LONGEST = 12,     /* bytes of an abbreviation that is written on to the next word */
  SHORTEST_NAME = 6 /* bytes */
};

/* Places in a word. */
struct cuts {
  const struct word *before; /* the word before, as it is cut; NULL: none */
  const char *at[MOST_CUTS];
  size_t count;
  enum typography_rule rule;
};

static void cut_add(struct cuts *cuts, const char *at, enum typography_rule rule) {
  cuts->at[cuts->count++] = at;
  cuts->rule = rule;
}

/* т.е., н.э. */
static void pair_cut(const struct scan *scan, size_t index, struct cuts *cuts) {
  struct stretch tail = word_tail(scan, &scan->words[index]);
  for (size_t i = 0; scan->language->pairs_apart && scan->language->pairs[i][0] != NULL; i++) {
    const char *const *pair = scan->language->pairs[i];
    size_t first = strlen(pair[0]), second = strlen(pair[1]);
    if (tail.length < first + second || memcmp(tail.text, pair[0], first) != 0 ||
        memcmp(tail.text + first, pair[1], second) != 0)
      continue;
    struct stretch rest = {tail.text + first + second, tail.length - first - second};
    if (rest.length == 0 || strchr(",;:!?)]\"", *rest.text) != NULL || (unsigned char)*rest.text == 0xC2 ||
        (unsigned char)*rest.text == 0xE2)
      cut_add(cuts, tail.text + first, TYPOGRAPHY_ABBREVIATION);
    return;
  }
}

/* Behind each of the capitals of Cyrillic with a point that the stretch begins with. */
static void initials_cut(struct stretch stretch, struct cuts *cuts) {
  for (size_t at = 0; at < stretch.length && cuts->count < MOST_CUTS;) {
    uint32_t letter = utf8_next(stretch.text, stretch.length, &at);
    if (!letter_is_cyrillic(letter) || !letter_is_capital(letter) || at == stretch.length || stretch.text[at++] != '.')
      return;
    cut_add(cuts, stretch.text + at, TYPOGRAPHY_INITIALS);
  }
}

/* г.Бишкек, д.5, ул.Ч.Айтматова */
static void abbreviation_cut(const struct scan *scan, size_t index, struct cuts *cuts) {
  struct stretch tail = word_tail(scan, &scan->words[index]);
  const char *point = memchr(tail.text, '.', tail.length < LONGEST ? tail.length : LONGEST);
  if (point == NULL || point + 1 >= tail.text + tail.length || letter_is_capital(stretch_first(tail)))
    return;
  struct stretch before = {tail.text, (size_t)(point + 1 - tail.text)}, rest = {point + 1, tail.length - before.length};
  uint32_t next = stretch_first(rest);
  unsigned kind = next >= '0' && next <= '9' ? BEFORE_NUMBER : letter_is_capital(next) ? BEFORE_CAPITAL : 0;
  if (kind != 0 && rest.length > (kind == BEFORE_CAPITAL ? 2u : 0u) &&
      stretch_is_abbreviation(before, scan->language->abbreviations, kind)) {
    cut_add(cuts, point + 1, TYPOGRAPHY_ABBREVIATION);
    initials_cut(rest, cuts);
    const char *last = cuts->at[cuts->count - 1];
    if (!stretch_is_name((struct stretch){last, (size_t)(rest.text + rest.length - last)}))
      cuts->count = 1;
  }
}

/* А.С. Пушкин, Пушкин А.С., А.С.Пушкин: each initial by itself, where the name is there. */
static void name_cut(const struct scan *scan, size_t index, struct cuts *cuts) {
  const struct word *word = &scan->words[index];
  struct stretch tail = word_tail(scan, word);
  initials_cut(tail, cuts);
  if (cuts->count == 0)
    return;
  const char *end = tail.text + tail.length, *last = cuts->at[cuts->count - 1];
  const struct stretch rest = {last, (size_t)(end - last)};
  bool glued = rest.length >= SHORTEST_NAME && stretch_is_name(rest);
  bool closed = rest.length == 0 || strchr(",;:)", *rest.text) != NULL;
  bool before = index + 1 < scan->count && rest.length == 0 && stretch_is_name(word_tail(scan, word + 1));
  bool behind = cuts->before != NULL && closed && stretch_is_name(word_tail(scan, cuts->before)) &&
                word_core(scan, cuts->before).length == word_tail(scan, cuts->before).length;
  if (cuts->count > MOST_INITIALS || !(glued || before || behind))
    cuts->count = 0;
  else if (!glued)
    cuts->count--;
}

static void cuts_find(const struct scan *scan, size_t index, struct cuts *cuts) {
  static void (*const finders[])(const struct scan *, size_t, struct cuts *) = {pair_cut, abbreviation_cut, name_cut};
  for (size_t i = 0; cuts->count == 0 && i < sizeof finders / sizeof *finders; i++)
    finders[i](scan, index, cuts);
}

static bool may_be_glued(const struct scan *scan, const struct word *word) {
  enum { NEEDED = WORD_CYRILLIC | WORD_POINT };
  if ((word->flags & NEEDED) != NEEDED || word_is_address(scan, word))
    return false;
  const char *text = scan->spec->text + word->offset, *point = memchr(text, '.', word->length);
  return point != NULL && point + 1 < text + word->length;
}

/* The words from one that is cut on are written anew. */
static void word_cut(struct scan *scan, const struct word *whole, const struct cuts *cuts) {
  const char *text = scan->spec->text;
  struct word piece = *whole;
  for (size_t i = 0; i <= cuts->count; i++) {
    size_t end = i < cuts->count ? (size_t)(cuts->at[i] - text) : whole->offset + whole->length;
    piece.length = (uint32_t)(end - piece.offset);
    piece.flags = (uint16_t)stretch_flags((struct stretch){text + piece.offset, piece.length});
    piece.gap = i < cuts->count ? (uint8_t)GAP_GLUED : whole->gap;
    piece.gap_length = i < cuts->count ? 0 : whole->gap_length;
    piece.rule = (uint8_t)cuts->rule;
    *ARENA_PUSH(scan->arena, scan->words, scan->count, scan->capacity) = piece;
    piece.offset = (uint32_t)end;
  }
}

void scan_cut(struct scan *scan) {
  enum { NEEDED = WORD_CYRILLIC | WORD_POINT };
  const struct scan whole = *scan;
  size_t kept = 0; /* words in the new array; none before the first that is cut */
  if ((scan->flags & NEEDED) != NEEDED || scan->language == NULL || !scan->language->parts)
    return;
  for (size_t i = 0; i < whole.count; i++) {
    if (!may_be_glued(scan, &whole.words[i]))
      continue;
    for (; kept > 0 && kept < i; kept++)
      *ARENA_PUSH(scan->arena, scan->words, scan->count, scan->capacity) = whole.words[kept];
    struct cuts cuts = {.before = i == 0 ? NULL : kept > 0 ? &scan->words[scan->count - 1] : &whole.words[i - 1]};
    cuts_find(&whole, i, &cuts);
    if (cuts.count == 0)
      continue;
    if (kept == 0) {
      scan->words = arena_array(scan->arena, whole.count + cuts.count, sizeof *scan->words);
      scan->capacity = whole.count + cuts.count;
      memcpy(scan->words, whole.words, i * sizeof *scan->words);
      scan->count = i;
    }
    word_cut(scan, &whole.words[i], &cuts);
    kept = i + 1;
  }
  for (; kept > 0 && kept < whole.count; kept++)
    *ARENA_PUSH(scan->arena, scan->words, scan->count, scan->capacity) = whole.words[kept];
}
