/* Rules within a word: ellipsis, ranges of figures, № and §, т.е., groups of digits. */
#include "text/typography_parts.h"

#include <string.h>

enum { RANGE_DIGITS = 4, GROUP_FROM = 5, GROUP_TO = 9 };

static size_t offset_of(const struct scan *scan, const char *at) {
  return (size_t)(at - scan->spec->text);
}

static void put_in(struct scan *scan, const char *at, const char *text, enum typography_rule rule) {
  scan_edit(scan, (struct typography_edit){offset_of(scan, at), 0, text, rule});
}

/* Three points, no more, that belong to no path. */
static void ellipsis(struct scan *scan, size_t index) {
  const struct word *word = &scan->words[index];
  const char *text = scan->spec->text + word->offset, *end = text + word->length;
  for (const char *at = text; (at = memmem(at, (size_t)(end - at), "...", 3)) != NULL;) {
    const char *last = at;
    while (last < end && *last == '.')
      last++;
    bool points = at > text && (at[-1] == '.' || at[-1] == '/' || at[-1] == '?' || at[-1] == '!');
    if (last - at == 3 && !points && (last == end || *last != '/'))
      scan_edit(scan, (struct typography_edit){offset_of(scan, at), 3, "…", TYPOGRAPHY_ELLIPSIS});
    at = last;
  }
}

/* Ranges. */

static size_t digits_at(const char *at, const char *end) {
  size_t length = 0;
  while (at + length < end && at[length] >= '0' && at[length] <= '9')
    length++;
  return length;
}

/* 9:00 or 09:00; its length. */
static size_t time_at(const char *at, const char *end) {
  size_t hours = digits_at(at, end);
  if (hours < 1 || hours > 2 || at + hours == end || at[hours] != ':' || digits_at(at + hours + 1, end) != 2)
    return 0;
  return hours + 3;
}

static int number_at(const char *at, size_t length) {
  int number = 0;
  for (size_t i = 0; i < length; i++)
    number = number * 10 + (at[i] - '0');
  return number;
}

bool digits_are_range(struct stretch from, struct stretch to) {
  if (from.length < 1 || from.length > RANGE_DIGITS || to.length < 1 || to.length > RANGE_DIGITS)
    return false;
  return *from.text != '0' && *to.text != '0' && number_at(from.text, from.length) < number_at(to.text, to.length);
}

bool stretch_is_time(struct stretch stretch) {
  return stretch.length > 0 && time_at(stretch.text, stretch.text + stretch.length) == stretch.length;
}

bool word_names_number(const struct scan *scan, size_t index) {
  if (index == 0)
    return false;
  const struct word *before = &scan->words[index - 1];
  struct stretch core = word_core(scan, before);
  return (before->flags & WORD_SIGN) != 0 || stretch_is_one_of(core, scan->language->before_plain) ||
         (core.length >= 3 && scan->spec->text[before->offset] == '(' && stretch_is_digits(core));
}

/* What may stand behind a range in its word: nothing, %, the ending of a date: 18-19-сентябрь. */
static bool may_follow_range(const char *at, const char *end) {
  return at == end || *at == '%' || (*at == '-' && at + 1 < end && (unsigned char)at[1] >= 0xD0) ||
         (at + 1 < end && (unsigned char)at[0] == 0xC2 && (unsigned char)at[1] == 0xB0);
}

static void range(struct scan *scan, size_t index) {
  struct stretch core = word_core(scan, &scan->words[index]);
  const char *at = core.text, *end = core.text + core.length;
  size_t first = time_at(at, end);
  bool times = first > 0;
  if (!times)
    first = digits_at(at, end);
  if (first == 0 || at + first >= end || at[first] != '-')
    return;
  const char *hyphen = at + first;
  size_t second = times ? time_at(hyphen + 1, end) : digits_at(hyphen + 1, end);
  if (second == 0 || !may_follow_range(hyphen + 1 + second, end))
    return;
  if (times || (digits_are_range((struct stretch){at, first}, (struct stretch){hyphen + 1, second}) &&
                !word_names_number(scan, index)))
    scan_edit(scan, (struct typography_edit){offset_of(scan, hyphen), 1, "–", TYPOGRAPHY_RANGE});
}

/* №5 */
static void sign(struct scan *scan, size_t index) {
  static const char *const texts[] = {"№", "§"};
  struct stretch tail = word_tail(scan, &scan->words[index]);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    size_t length = strlen(texts[i]);
    if (tail.length > length && memcmp(tail.text, texts[i], length) == 0 && tail.text[length] >= '0' &&
        tail.text[length] <= '9')
      put_in(scan, tail.text + length, NO_BREAK_SPACE, TYPOGRAPHY_SIGN);
  }
}

/* т.е. is written apart: т. е. */
static void abbreviation(struct scan *scan, size_t index) {
  struct stretch tail = word_tail(scan, &scan->words[index]);
  if (!scan->language->pairs_apart)
    return;
  for (size_t i = 0; scan->language->pairs[i][0] != NULL; i++) {
    const char *const *pair = scan->language->pairs[i];
    size_t first = strlen(pair[0]), second = strlen(pair[1]);
    if (tail.length < first + second || memcmp(tail.text, pair[0], first) != 0 ||
        memcmp(tail.text + first, pair[1], second) != 0)
      continue;
    struct stretch rest = {tail.text + first + second, tail.length - first - second};
    if (rest.length == 0 || strchr(",;:!?)]\"", *rest.text) != NULL || (unsigned char)*rest.text == 0xC2 ||
        (unsigned char)*rest.text == 0xE2)
      put_in(scan, tail.text + first, NO_BREAK_SPACE, TYPOGRAPHY_ABBREVIATION);
    return;
  }
}

/* Groups of three, only where the next word says that they count something: other figures may be telephones, codes,
 * years. */
static void digits(struct scan *scan, size_t index) {
  const struct word *word = &scan->words[index];
  struct stretch tail = word_tail(scan, word);
  if (tail.length < GROUP_FROM || tail.length > GROUP_TO || !stretch_is_digits(tail) || *tail.text == '0')
    return;
  if (word->gap != GAP_SPACE && word->gap != GAP_FIXED && word->gap != GAP_WIDE)
    return;
  struct stretch next = word_core(scan, &scan->words[index + 1]);
  bool counts = stretch_is_one_of(next, scan->language->units) || stretch_begins_one_of(next, scan->language->counted);
  if (!counts || word_names_number(scan, index))
    return;
  for (size_t i = (tail.length - 1) % 3 + 1; i < tail.length; i += 3)
    put_in(scan, tail.text + i, scan->language->group, TYPOGRAPHY_DIGITS);
}

/* A rule is asked only about words that hold all of what it needs, and are no addresses. */
static const struct within_rule {
  unsigned needs;
  void (*apply)(struct scan *scan, size_t index);
} rules[] = {{WORD_POINT, ellipsis},
             {WORD_DIGIT | WORD_HYPHEN, range},
             {WORD_SIGN | WORD_DIGIT, sign},
             {WORD_CYRILLIC | WORD_POINT, abbreviation},
             {WORD_DIGIT, digits}};

void typography_within(struct scan *scan) {
  enum { INTERESTING = WORD_DIGIT | WORD_POINT };
  for (size_t i = 0; i < scan->count; i++) {
    unsigned flags = scan->words[i].flags;
    if ((flags & INTERESTING) == 0 || word_is_address(scan, &scan->words[i]))
      continue;
    for (size_t j = 0; j < sizeof rules / sizeof *rules; j++)
      if ((flags & rules[j].needs) == rules[j].needs)
        rules[j].apply(scan, i);
  }
}
