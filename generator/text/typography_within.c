/* Rules within a word: ellipsis, № and §, what is written too close: т.е., г.Бишкек, А.С.Пушкин. Those of figures are
 * in typography_figures.c. */
#include "text/typography_parts.h"

#include <string.h>

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

/* A rule is asked only about words that hold all of what it needs, and are no addresses. */
static const struct within_rule {
  unsigned needs;
  void (*apply)(struct scan *scan, size_t index);
} rules[] = {{WORD_POINT, ellipsis},
             {WORD_DIGIT | WORD_HYPHEN, range_of_figures},
             {WORD_DIGIT | WORD_HYPHEN, minus_of_figures},
             {WORD_LATIN | WORD_HYPHEN, range_of_centuries},
             {WORD_SIGN | WORD_DIGIT, sign},
             {WORD_DIGIT, groups_of_figures}};

void typography_within(struct scan *scan) {
  enum { INTERESTING = WORD_DIGIT | WORD_POINT | WORD_HYPHEN };
  for (size_t i = 0; i < scan->count; i++) {
    unsigned flags = scan->words[i].flags;
    if ((flags & INTERESTING) == 0 || word_is_address(scan, &scan->words[i]))
      continue;
    for (size_t j = 0; j < sizeof rules / sizeof *rules; j++)
      if ((flags & rules[j].needs) == rules[j].needs)
        rules[j].apply(scan, i);
  }
}
