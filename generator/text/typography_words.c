/* Text -> words and gaps: the one pass over the bytes that all rules of typography share. */
#include "text/typography_parts.h"

#include "base/utf8.h"

#include <string.h>

enum { FOLD_SIZE = 48 }; /* bytes of the longest word in a table, and some */

/* Classes of single bytes; lead bytes of what is neither letter nor ASCII are looked at more closely. */
enum { SPACE = 0x800, BREAK = 0x1000, LOOK = 0x2000, SPECIAL = SPACE | BREAK | LOOK };
enum { CLOSING_POINT = WORD_POINT | WORD_CLOSES, CLOSING_COMMA = WORD_COMMA | WORD_CLOSES };
enum { EITHER_MARK = WORD_MARK | WORD_OPENS | WORD_CLOSES };
static const uint16_t classes[256] = {
    ['\t'] = SPACE,
    [' '] = SPACE,
    ['\n'] = BREAK,
    ['\r'] = BREAK,
    ['0' ... '9'] = WORD_DIGIT,
    ['A' ... 'Z'] = WORD_LATIN,
    ['a' ... 'z'] = WORD_LATIN,
    ['"'] = EITHER_MARK,
    ['\''] = EITHER_MARK,
    ['('] = WORD_OPENS,
    ['['] = WORD_OPENS,
    [')'] = WORD_CLOSES,
    [']'] = WORD_CLOSES,
    ['-'] = WORD_HYPHEN,
    ['.'] = CLOSING_POINT,
    [','] = CLOSING_COMMA,
    [';'] = CLOSING_COMMA,
    [':'] = CLOSING_COMMA,
    ['!'] = CLOSING_COMMA,
    ['?'] = CLOSING_COMMA,
    ['@'] = WORD_ADDRESS,
    ['/'] = WORD_ADDRESS,
    ['\\'] = WORD_ADDRESS,
    ['_'] = WORD_ADDRESS,
    ['='] = WORD_ADDRESS,
    ['#'] = WORD_ADDRESS,
    ['{'] = WORD_ADDRESS,
    ['<'] = WORD_ADDRESS,
    ['|'] = WORD_ADDRESS,
    [0xC2] = LOOK,
    [0xC3 ... 0xC9] = WORD_LATIN, /* U+00C0 to U+024F; × and ÷ do no harm */
    [0xCA] = WORD_LATIN,          /* ɵ */
    [0xD0 ... 0xD4] = WORD_CYRILLIC,
    [0xE2] = LOOK,
    [0xE3] = LOOK,
};

static const struct {
  const char *text;
  uint8_t length;
  uint16_t class;
} signs[] = {{"\u00A0", 2, SPACE | LOOK},
             {"«", 2, WORD_MARK | WORD_OPENS},
             {"»", 2, WORD_MARK | WORD_CLOSES},
             {"§", 2, WORD_SIGN},
             {"“", 3, EITHER_MARK},
             {"”", 3, EITHER_MARK},
             {"„", 3, WORD_MARK | WORD_OPENS},
             {"‘", 3, WORD_MARK | WORD_OPENS},
             {"’", 3, WORD_MARK | WORD_CLOSES},
             {"‚", 3, WORD_MARK},
             {"–", 3, WORD_HYPHEN},
             {"—", 3, WORD_HYPHEN},
             {"…", 3, CLOSING_POINT},
             {"№", 3, WORD_SIGN},
             {"\u2028", 3, BREAK},
             {"\u2029", 3, BREAK},
             {"\u202F", 3, SPACE | LOOK},
             {"\u2007", 3, SPACE | LOOK},
             {"\u2009", 3, SPACE | LOOK},
             {"\u200A", 3, SPACE | LOOK},
             {"\u2003", 3, SPACE | LOOK},
             {"\u2002", 3, SPACE | LOOK},
             {"\u3000", 3, SPACE | LOOK}};

/* The class of a character that is not told by its first byte, and its length. */
static uint16_t class_look(const char *text, size_t length, size_t *size) {
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
    if (signs[i].length <= length && text[1] == signs[i].text[1] && memcmp(text, signs[i].text, signs[i].length) == 0) {
      *size = signs[i].length;
      return signs[i].class;
    }
  *size = 1;
  return 0;
}

/* White space from *at on; *at moves behind it. */
static enum gap_kind gap_read(const struct typography_spec *spec, size_t *at) {
  size_t start = *at;
  enum gap_kind kind = GAP_NONE;
  if (start + 1 < spec->length && spec->text[start] == ' ' &&
      (classes[(unsigned char)spec->text[start + 1]] & SPECIAL) == 0) { /* nearly all */
    ++*at;
    return GAP_SPACE;
  }
  while (*at < spec->length) {
    size_t size = 1;
    uint16_t class = classes[(unsigned char)spec->text[*at]];
    if (class == LOOK)
      class = class_look(spec->text + *at, spec->length - *at, &size);
    if ((class & (SPACE | BREAK)) == 0)
      break;
    if (class == BREAK)
      kind = GAP_LINE;
    else if ((class & LOOK) != 0 && kind != GAP_LINE)
      kind = GAP_FIXED;
    else if (kind == GAP_NONE || kind == GAP_SPACE)
      kind = *at == start && spec->text[*at] == ' ' ? GAP_SPACE : GAP_WIDE;
    *at += size;
  }
  return *at == spec->length ? GAP_NONE : kind;
}

/* Everything up to the next white space; what it holds. */
static unsigned word_read(const char *text, size_t length, size_t *at) {
  unsigned flags = 0;
  size_t i = *at, size;
  while (i < length) {
    unsigned class = classes[(unsigned char)text[i]];
    flags |= class;
    if ((class & SPECIAL) == 0) {
      i++;
      continue;
    }
    if (class == LOOK)
      class = class_look(text + i, length - i, &size);
    if ((class & (SPACE | BREAK)) != 0)
      break;
    flags |= class;
    i += size;
  }
  *at = i;
  return flags & ~(unsigned)SPECIAL;
}

unsigned stretch_flags(struct stretch stretch) {
  size_t at = 0;
  return word_read(stretch.text, stretch.length, &at);
}

void scan_words(struct scan *scan) {
  const struct typography_spec *spec = scan->spec;
  size_t at = 0;
  gap_read(spec, &at);
  while (at < spec->length) {
    size_t start = at;
    unsigned flags = word_read(spec->text, spec->length, &at);
    struct word word = {.offset = (uint32_t)start, .length = (uint32_t)(at - start), .flags = (uint16_t)flags};
    start = at;
    word.gap = (uint8_t)gap_read(spec, &at);
    word.gap_length = (uint32_t)(at - start);
    scan->flags |= flags;
    *ARENA_PUSH(scan->arena, scan->words, scan->count, scan->capacity) = word;
  }
}

/* What opens and closes around a word. */

/* Bytes of the character that opens at the beginning of the stretch; 0 when it is none. */
static size_t opens(struct stretch stretch) {
  size_t size = 1;
  unsigned class = stretch.length > 0 ? classes[(unsigned char)*stretch.text] : 0;
  if (class == LOOK)
    class = class_look(stretch.text, stretch.length, &size);
  return (class & WORD_OPENS) != 0 ? size : 0;
}

/* Likewise of the one that closes at its end. */
static size_t closes(struct stretch stretch) {
  const char *end = stretch.text + stretch.length;
  size_t size = 1;
  while (size < 3 && size < stretch.length && ((unsigned char)end[-(ptrdiff_t)size] & 0xC0) == 0x80)
    size++;
  unsigned class = stretch.length > 0 ? classes[(unsigned char)end[-(ptrdiff_t)size]] : 0;
  if (class == LOOK)
    class = class_look(end - size, size, &size);
  return (class & WORD_CLOSES) != 0 ? size : 0;
}

static struct stretch word_stretch(const struct scan *scan, const struct word *word) {
  return (struct stretch){scan->spec->text + word->offset, word->length};
}

static struct stretch stretch_open(struct stretch stretch) {
  for (size_t length; (length = opens(stretch)) > 0;)
    stretch = (struct stretch){stretch.text + length, stretch.length - length};
  return stretch;
}

static struct stretch stretch_close(struct stretch stretch) {
  for (size_t length; (length = closes(stretch)) > 0;)
    stretch.length -= length;
  return stretch;
}

struct stretch word_tail(const struct scan *scan, const struct word *word) {
  struct stretch stretch = word_stretch(scan, word);
  return (word->flags & WORD_OPENS) != 0 ? stretch_open(stretch) : stretch;
}

struct stretch word_head(const struct scan *scan, const struct word *word) {
  struct stretch stretch = word_stretch(scan, word);
  return (word->flags & WORD_CLOSES) != 0 ? stretch_close(stretch) : stretch;
}

struct stretch word_core(const struct scan *scan, const struct word *word) {
  struct stretch tail = word_tail(scan, word);
  return (word->flags & WORD_CLOSES) != 0 ? stretch_close(tail) : tail;
}

/* Letters. */

bool letter_is_capital(uint32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE) || (c >= 0x400 && c <= 0x42F) ||
         (c >= 0x460 && c <= 0x4FF && c % 2 == 0);
}

bool letter_is_latin(uint32_t c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x275 && c != 0xD7 && c != 0xF7);
}

bool letter_is_cyrillic(uint32_t c) {
  return c >= 0x400 && c <= 0x52F;
}

static uint32_t letter_small(uint32_t c) {
  if (c >= 0x400 && c <= 0x40F)
    return c + 0x50;
  return !letter_is_capital(c) ? c : c < 0x460 ? c + 0x20 : c + 1;
}

/* The stretch in small letters; false when it is longer than any word of a table. */
static bool stretch_fold(struct stretch stretch, char out[FOLD_SIZE]) {
  size_t at = 0, used = 0;
  while (at < stretch.length) {
    if (used > FOLD_SIZE - 5)
      return false;
    uint32_t letter = letter_small(utf8_next(stretch.text, stretch.length, &at));
    if (letter < 0x80)
      out[used++] = (char)letter;
    else
      used += utf8_put(letter, out + used);
  }
  out[used] = '\0';
  return true;
}

bool stretch_is_one_of(struct stretch stretch, word_list words) {
  char folded[FOLD_SIZE];
  if (words == NULL || stretch.length == 0 || !stretch_fold(stretch, folded))
    return false;
  for (size_t i = 0; words[i] != NULL; i++)
    if (words[i][1] == folded[1] && strcmp(folded, words[i]) == 0) /* the second byte tells Cyrillic letters apart */
      return true;
  return false;
}

bool stretch_is_abbreviation(struct stretch stretch, const struct abbreviation *known, unsigned before) {
  char folded[FOLD_SIZE];
  if (stretch.length == 0 || !stretch_fold(stretch, folded))
    return false;
  for (size_t i = 0; known[i].word != NULL; i++)
    if (known[i].word[1] == folded[1] && (known[i].before & before) != 0 && strcmp(folded, known[i].word) == 0)
      return true;
  return false;
}

bool stretch_begins_one_of(struct stretch stretch, word_list stems) {
  char folded[FOLD_SIZE];
  if (stems == NULL || stretch.length == 0 || !stretch_fold(stretch, folded))
    return false;
  for (size_t i = 0; stems[i] != NULL; i++)
    if (strncmp(folded, stems[i], strlen(stems[i])) == 0)
      return true;
  return false;
}

bool stretch_is(struct stretch stretch, const char *word) {
  return stretch.length == strlen(word) && memcmp(stretch.text, word, stretch.length) == 0;
}

uint32_t stretch_first(struct stretch stretch) {
  size_t at = 0;
  return stretch.length > 0 ? utf8_next(stretch.text, stretch.length, &at) : 0;
}

bool stretch_is_name(struct stretch stretch) {
  size_t at = 0;
  if (stretch.length == 0 || !letter_is_capital(utf8_next(stretch.text, stretch.length, &at)) || at == stretch.length)
    return false;
  uint32_t second = utf8_next(stretch.text, stretch.length, &at);
  return (letter_is_cyrillic(second) || letter_is_latin(second) || second == '\'' || second == 0x2019) &&
         !letter_is_capital(second);
}

bool word_begins_name(const struct scan *scan, size_t index) {
  const struct word *word = &scan->words[index];
  if ((word->flags & WORD_POINT) == 0 || index + 1 >= scan->count || word->gap == GAP_LINE)
    return false;
  return letter_is_capital(stretch_first(word_tail(scan, word + 1))) &&
         stretch_is_abbreviation(word_tail(scan, word), scan->language->abbreviations, BEFORE_CAPITAL);
}

bool words_are_pair(const struct scan *scan, size_t index) {
  const char *const(*pairs)[2] = scan->language->pairs;
  if (pairs == NULL || index + 1 >= scan->count || (scan->words[index].flags & WORD_POINT) == 0)
    return false;
  const struct word *second = &scan->words[index + 1];
  const char *next = scan->spec->text + second->offset;
  struct stretch first = word_tail(scan, &scan->words[index]);
  for (size_t i = 0; pairs[i][0] != NULL; i++) {
    size_t length = strlen(pairs[i][1]);
    const char *const word[] = {pairs[i][0], NULL};
    if (second->length >= length && memcmp(next, pairs[i][1], length) == 0 && stretch_is_one_of(first, word))
      return true;
  }
  return false;
}

bool stretch_is_digits(struct stretch stretch) {
  for (size_t i = 0; i < stretch.length; i++)
    if (stretch.text[i] < '0' || stretch.text[i] > '9')
      return false;
  return stretch.length > 0;
}

static bool is_ascii_letter(char c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Two Latin letters behind a point that stands within: dpi.kg, event.yaml; not U.S. */
static bool holds_domain(struct stretch stretch) {
  for (size_t i = 1; i + 2 < stretch.length; i++)
    if (stretch.text[i] == '.' && stretch.text[i - 1] != '.' && is_ascii_letter(stretch.text[i + 1]) &&
        is_ascii_letter(stretch.text[i + 2]))
      return true;
  return false;
}

bool word_is_address(const struct scan *scan, const struct word *word) {
  bool domain = (word->flags & WORD_LATIN) != 0 && (word->flags & WORD_POINT) != 0;
  if (!domain && (word->flags & WORD_ADDRESS) == 0)
    return false;
  struct stretch core = word_core(scan, word);
  if (domain && holds_domain(core))
    return true;
  if ((word->flags & WORD_ADDRESS) == 0)
    return false;
  if (memchr(core.text, '/', core.length) == NULL)
    return true;
  return memmem(core.text, core.length, "://", 3) != NULL || memchr(core.text, '.', core.length) != NULL ||
         memchr(core.text, '@', core.length) != NULL;
}
