/* Rules of the spaces between words: dashes, spaces that must not break, too many spaces. */
#include "text/typography_parts.h"

#include "base/utf8.h"

#include <string.h>

enum {
  LAST_DAY = 31,
  YEAR_DIGITS = 4,
  BEHIND_LENGTH = 18, /* bytes of the longest abbreviation behind a name, with a comma */
  TITLE_LENGTH = 6    /* bytes of the longest abbreviation without a point or hyphen: Mrs, пгт */
};

/* A space with the words on both sides of it. */
struct between {
  struct scan *scan;
  size_t index; /* of the word before */
  const struct word *before, *after;
  struct stretch tail;       /* of the word before */
  struct stretch figure;     /* the same without № and § */
  struct stretch head, core; /* of the word after */
};

static bool ends_in_digit(struct stretch stretch) {
  return stretch.length > 0 && stretch.text[stretch.length - 1] >= '0' && stretch.text[stretch.length - 1] <= '9';
}

static bool stretch_is_number(struct stretch stretch) {
  if (stretch.length == 0 || *stretch.text < '0' || *stretch.text > '9')
    return false;
  for (size_t i = 0; i < stretch.length; i++)
    if ((stretch.text[i] < '0' || stretch.text[i] > '9') && strchr(",.:-", stretch.text[i]) == NULL &&
        (unsigned char)stretch.text[i] < 0x80)
      return false;
  return ends_in_digit(stretch);
}

/* The last number of 18, 18–19, 18-19; -1 when it is none. */
static int last_number(struct stretch stretch) {
  int number = 0;
  size_t from = stretch.length;
  while (from > 0 && stretch.text[from - 1] >= '0' && stretch.text[from - 1] <= '9')
    from--;
  if (from == stretch.length || stretch.length - from > YEAR_DIGITS)
    return -1;
  for (size_t i = from; i < stretch.length; i++)
    number = number * 10 + (stretch.text[i] - '0');
  return number;
}

static bool is_day(struct stretch stretch) {
  int number = stretch_is_number(stretch) ? last_number(stretch) : -1;
  return number >= 1 && number <= LAST_DAY && memchr(stretch.text, ':', stretch.length) == NULL;
}

static bool is_year(struct stretch stretch) {
  if (!stretch_is_number(stretch) || stretch.length < YEAR_DIGITS)
    return false;
  struct stretch first = {stretch.text, YEAR_DIGITS};
  char mark = stretch.length > YEAR_DIGITS ? stretch.text[YEAR_DIGITS] : '0';
  bool years = (mark < '0' || mark > '9') && stretch_is_digits(first) && last_number(first) >= 1000; /* 1941–45 */
  return last_number(stretch) >= 1000 || years;
}

static bool is_century(struct stretch stretch) {
  for (size_t i = 0; i < stretch.length; i++)
    if (strchr("IVX", stretch.text[i]) == NULL && stretch.text[i] != '-' && (unsigned char)stretch.text[i] < 0x80)
      return false;
  return stretch.length > 0 && strchr("IVX", *stretch.text) != NULL;
}

/* The rules. */

/* −5, +5 without their signs. */
static struct stretch sign_drop(struct stretch stretch) {
  size_t length = stretch.length == 0                                       ? 0
                  : *stretch.text == '-' || *stretch.text == '+'            ? 1
                  : stretch.length > 3 && memcmp(stretch.text, "−", 3) == 0 ? 3
                                                                            : 0;
  return (struct stretch){stretch.text + length, stretch.length - length};
}

static bool is_counted(const struct between *at) {
  const struct typography_language *language = at->scan->language;
  return (stretch_is_one_of(at->core, language->units) && !word_begins_name(at->scan, at->index + 1)) ||
         stretch_is_one_of(at->core, language->currencies);
}

/* Between a figure and what it counts: 5 км, 100 %. ГОСТ 8.417, 8. */
static bool keeps_unit(const struct between *at) {
  return stretch_is_number(sign_drop(at->figure)) && is_counted(at) && !words_are_pair(at->scan, at->index + 1);
}

/* KGS 100 */
static bool keeps_currency(const struct between *at) {
  return stretch_is_number(at->core) && stretch_is_one_of(at->tail, at->scan->language->currencies);
}

/* 12 тыс. сом */
static bool keeps_multiplied(const struct between *at) {
  return at->index > 0 && (at->scan->words[at->index - 1].flags & WORD_DIGIT) != 0 &&
         stretch_is_one_of(word_core(at->scan, at->before), at->scan->language->multipliers) && is_counted(at);
}

static bool keeps_date(const struct between *at) {
  word_list months = at->scan->language->months;
  return is_day(at->figure) && (at->scan->language->month_stems ? stretch_begins_one_of(at->core, months)
                                                                : stretch_is_one_of(at->core, months));
}

/* September 18 */
static bool keeps_month(const struct between *at) {
  return at->scan->language->elides && is_day(at->core) && stretch_is_one_of(at->tail, at->scan->language->months);
}

/* в. is a century behind Roman figures only. */
static bool keeps_year(const struct between *at) {
  bool year = is_year(at->figure);
  if (!year && !is_century(at->figure))
    return false;
  bool century = stretch_first(at->core) == 0x432;
  return century != year && stretch_is_one_of(at->core, at->scan->language->years);
}

/* 12 345: one number, written with an ordinary space. */
static bool keeps_digits(const struct between *at) {
  if (at->tail.length > 3 || !stretch_is_digits(at->tail) || *at->tail.text == '0' || at->core.length != 3)
    return false;
  return stretch_is_digits(at->core) && at->core.text == at->head.text && !word_names_number(at->scan, at->index);
}

static bool keeps_sign(const struct between *at) {
  return stretch_is(at->tail, "№") || stretch_is(at->tail, "§") || stretch_is(at->tail, "№№") ||
         stretch_is(at->tail, "§§");
}

static bool keeps_pair(const struct between *at) {
  return words_are_pair(at->scan, at->index);
}

/* Whether nothing but quotation marks and brackets stands between the word and its space. */
static bool ends_open(const struct between *at) {
  const char *end = at->scan->spec->text + at->before->offset + at->before->length;
  return memchr(",;:!?.", end[-1], 6) == NULL && (at->before->length < 3 || memcmp(end - 3, "…", 3) != 0);
}

/* Чуйская обл., Бишкек ш. */
static bool keeps_behind(const struct between *at) {
  struct stretch after = {at->head.text, at->after->length};
  while (after.length > 0 && strchr(",;:)", after.text[after.length - 1]) != NULL)
    after.length--;
  return after.length <= BEHIND_LENGTH && letter_is_capital(stretch_first(at->tail)) && ends_open(at) &&
         stretch_is_one_of(after, at->scan->language->behind);
}

/* г. Бишкек, but not at the end of a sentence: в 2019 г. Бишкек. */
static bool keeps_abbreviation(const struct between *at) {
  if ((at->before->flags & (WORD_POINT | WORD_HYPHEN)) == 0 && at->tail.length > TITLE_LENGTH)
    return false;
  uint32_t next = stretch_first(word_core(at->scan, at->after));
  unsigned kind = next >= '0' && next <= '9' ? BEFORE_NUMBER : letter_is_capital(next) ? BEFORE_CAPITAL : 0;
  if (kind == 0 || !stretch_is_abbreviation(at->tail, at->scan->language->abbreviations, kind))
    return false;
  struct stretch figure = {NULL, 0};
  if (kind == BEFORE_CAPITAL && at->index > 0)
    figure = word_tail(at->scan, at->before - 1);
  return !ends_in_digit(figure) || (stretch_is_digits(figure) && figure.length > YEAR_DIGITS); /* 720001 г. Ош */
}

/* А. or А.Б. or Ж.-П.: capitals, each with its point. */
static bool is_initials(struct stretch stretch) {
  size_t at = 0, count = 0;
  if (stretch.length == 0 || stretch.text[stretch.length - 1] != '.')
    return false;
  for (; at < stretch.length; count++) {
    at += count > 0 && stretch.text[at] == '-';
    uint32_t letter = utf8_next(stretch.text, stretch.length, &at);
    if (!letter_is_capital(letter) || at == stretch.length || stretch.text[at++] != '.')
      return false;
  }
  return count >= 1 && count <= 3;
}

/* А. Б. Иванов, Иванов А. Б. */
static bool keeps_initials(const struct between *at) {
  if (((at->before->flags | at->after->flags) & WORD_POINT) == 0)
    return false;
  struct stretch after = {at->scan->spec->text + at->after->offset, at->after->length};
  if (is_initials(at->tail) && !stretch_is(at->tail, "I."))
    return letter_is_capital(stretch_first(after));
  while (after.length > 0 && strchr(",;:)", after.text[after.length - 1]) != NULL)
    after.length--;
  struct stretch name = at->tail;
  size_t last = name.length;
  if (!is_initials(after) || stretch_is(after, "I.") || !letter_is_capital(stretch_first(name)))
    return false;
  uint32_t letter = utf8_previous(name.text, &last);
  return last > 0 && !letter_is_capital(letter) && (letter_is_latin(letter) || letter_is_cyrillic(letter));
}

static bool keeps_short_word(const struct between *at) {
  return at->tail.length <= 4 && stretch_is_one_of(at->tail, at->scan->language->short_words);
}

static bool keeps_particle(const struct between *at) {
  return at->core.length <= 6 && at->core.text == at->head.text && !letter_is_capital(stretch_first(at->core)) &&
         ends_open(at) && stretch_is_one_of(at->core, at->scan->language->particles);
}

/* Бакыт уулу, Асан кызы: the name of the father. */
static bool keeps_patronymic(const struct between *at) {
  return at->core.length >= 8 && at->core.length <= 10 && at->core.text == at->head.text && stretch_is_name(at->tail) &&
         ends_open(at) && !letter_is_capital(stretch_first(at->core)) &&
         stretch_is_one_of(at->core, at->scan->language->patronymics);
}

enum { ANY = 1 << 16 }; /* beside what a word holds */

/* `before` and `after`: what the words must hold, any of it. The first rule that holds names the change. */
static const struct between_rule {
  enum typography_rule rule;
  unsigned before, after;
  bool (*keeps)(const struct between *at);
} rules[] = {{TYPOGRAPHY_DIGITS, WORD_DIGIT, WORD_DIGIT, keeps_digits},
             {TYPOGRAPHY_DATE, WORD_DIGIT, ANY, keeps_date},
             {TYPOGRAPHY_DATE, ANY, WORD_DIGIT, keeps_month},
             {TYPOGRAPHY_YEAR, WORD_DIGIT | WORD_LATIN, WORD_CYRILLIC | WORD_LATIN, keeps_year},
             {TYPOGRAPHY_UNIT, WORD_DIGIT, ANY, keeps_unit},
             {TYPOGRAPHY_UNIT, ANY, WORD_DIGIT, keeps_currency},
             {TYPOGRAPHY_UNIT, ANY, ANY, keeps_multiplied},
             {TYPOGRAPHY_SIGN, WORD_SIGN, ANY, keeps_sign},
             {TYPOGRAPHY_INITIALS, WORD_CYRILLIC | WORD_LATIN, WORD_CYRILLIC | WORD_LATIN, keeps_initials},
             {TYPOGRAPHY_ABBREVIATION, WORD_POINT, WORD_POINT, keeps_pair},
             {TYPOGRAPHY_ABBREVIATION, ANY, WORD_POINT | WORD_HYPHEN, keeps_behind},
             {TYPOGRAPHY_ABBREVIATION, WORD_CYRILLIC | WORD_LATIN, ANY, keeps_abbreviation},
             {TYPOGRAPHY_SHORT_WORD, WORD_CYRILLIC, ANY, keeps_short_word},
             {TYPOGRAPHY_PARTICLE, ANY, WORD_CYRILLIC, keeps_particle},
             {TYPOGRAPHY_INITIALS, WORD_CYRILLIC, WORD_CYRILLIC, keeps_patronymic}};

static enum typography_rule rule_find(const struct between *at) {
  unsigned before = at->before->flags | ANY, after = at->after->flags | ANY;
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if ((rules[i].before & before) != 0 && (rules[i].after & after) != 0 && rules[i].keeps(at))
      return rules[i].rule;
  return TYPOGRAPHY_RULE_COUNT;
}

/* Dashes. */

static bool is_space(const struct word *word) {
  return word->gap == GAP_SPACE || word->gap == GAP_WIDE;
}

static bool is_joined(const struct word *word) {
  return is_space(word) || word->gap == GAP_FIXED;
}

static bool word_is_dash(const struct scan *scan, const struct word *word) {
  static const char *const dashes[] = {"-", "--", "---", "–", "—", NULL};
  return word->flags == WORD_HYPHEN && word->length <= 3 &&
         stretch_is_one_of((struct stretch){scan->spec->text + word->offset, word->length}, dashes);
}

static void gap_set(struct scan *scan, const struct word *word, const char *text, enum typography_rule rule) {
  scan_edit(scan, (struct typography_edit){word->offset + word->length, word->gap_length, text, rule});
}

/* 10 - 15, 9:00 - 10:00; false when these are no ends of a range. */
static bool spaced_range(struct scan *scan, size_t dash, struct stretch from, struct stretch to) {
  const struct word *words = scan->words;
  bool chain = (dash >= 2 && word_is_dash(scan, &words[dash - 2])) ||
               (dash + 2 < scan->count && word_is_dash(scan, &words[dash + 2]));
  bool times = stretch_is_time(from) && stretch_is_time(to);
  bool figures = !chain && (times || words_are_range(scan, dash));
  if (!figures || words[dash].length == 2 || !is_space(&words[dash - 1]) || !is_space(&words[dash]))
    return false;
  gap_set(scan, &words[dash - 1], "", TYPOGRAPHY_RANGE);
  if (words[dash].length == 1)
    scan_edit(scan, (struct typography_edit){words[dash].offset, 1, "–", TYPOGRAPHY_RANGE});
  gap_set(scan, &words[dash], "", TYPOGRAPHY_RANGE);
  return true;
}

/* A dash within a line: a no-break space before it, an ordinary one behind. Between figures, and behind a preposition
 * before one, a hyphen may be a minus. */
static void dash_set(struct scan *scan, size_t index) {
  const struct word *before = &scan->words[index - 1], *dash = &scan->words[index], *after = dash + 1;
  struct stretch from = word_tail(scan, before), to = word_core(scan, after);
  bool written = dash->length == 3 && scan->spec->text[dash->offset] != '-'; /* – or — */
  bool figures = ends_in_digit(from) && stretch_is_number(to);
  bool long_dash = written && scan->spec->text[dash->offset + 2] == '\x94';
  bool amount = !written && stretch_is_number(to) && stretch_is_one_of(from, scan->language->short_words);
  if (amount || (figures && !long_dash && (spaced_range(scan, index, from, to) || !written)))
    return;
  if (is_space(before))
    gap_set(scan, before, NO_BREAK_SPACE, TYPOGRAPHY_DASH);
  if (!written)
    scan_edit(scan, (struct typography_edit){dash->offset, dash->length, scan->language->dash, TYPOGRAPHY_DASH});
  if (dash->gap == GAP_WIDE)
    gap_set(scan, dash, " ", TYPOGRAPHY_SPACES);
}

/* Spaces that should not be there. */

/* Nothing but points, commas and the like, perhaps with what closes: «слово ,» is a slip, «.kg» and «...» are not. */
static bool is_punctuation(const struct scan *scan, const struct word *word) {
  enum { OTHERS = WORD_LATIN | WORD_CYRILLIC | WORD_DIGIT };
  const char *text = scan->spec->text + word->offset;
  if ((word->flags & OTHERS) != 0 || word->length > 3 || (*text == '.' && word->length > 1))
    return false;
  for (size_t i = 0; i < word->length; i++)
    if (strchr(",.;:!?", text[i]) == NULL)
      return false;
  return true;
}

static bool word_is(const struct scan *scan, const struct word *word, const char *text) {
  return stretch_is((struct stretch){scan->spec->text + word->offset, word->length}, text);
}

static bool is_letter(uint32_t c) {
  return letter_is_cyrillic(c) || letter_is_latin(c) || (c >= '0' && c <= '9');
}

/* « слово »: only beside letters, for other marks are read by their spaces. */
static bool is_superfluous(const struct scan *scan, const struct word *before, const struct word *after) {
  const char *text = scan->spec->text;
  size_t end = before->offset + before->length;
  if (is_punctuation(scan, after))
    return true;
  if (scan->language->keeps_curly || ((before->flags | after->flags) & WORD_MARK) == 0)
    return false;
  if (word_is(scan, before, "«") || word_is(scan, before, "„"))
    return is_letter(stretch_first((struct stretch){text + after->offset, after->length}));
  return after->length >= 2 && memcmp(text + after->offset, "»", 2) == 0 && is_letter(utf8_previous(text, &end));
}

static struct stretch sign_skip(struct stretch stretch) {
  size_t at = 0;
  uint32_t first = stretch_first(stretch);
  if (first != 0x2116 && first != 0xA7)
    return stretch;
  utf8_next(stretch.text, stretch.length, &at);
  return (struct stretch){stretch.text + at, stretch.length - at};
}

static void space_set(struct scan *scan, size_t index) {
  const struct word *before = &scan->words[index], *after = before + 1;
  if (is_superfluous(scan, before, after)) {
    gap_set(scan, before, "", TYPOGRAPHY_PUNCTUATION);
    return;
  }
  struct between at = {.scan = scan, .index = index, .before = before, .after = after};
  at.tail = word_tail(scan, before);
  at.figure = (before->flags & WORD_SIGN) != 0 ? sign_skip(at.tail) : at.tail;
  at.head = word_head(scan, after);
  at.core = word_core(scan, after);
  enum typography_rule rule = rule_find(&at);
  if (rule != TYPOGRAPHY_RULE_COUNT)
    gap_set(scan, before, NO_BREAK_SPACE, rule);
  else if (before->gap == GAP_WIDE)
    gap_set(scan, before, " ", TYPOGRAPHY_SPACES);
}

/* - Да, сказал он: what is said begins with a dash and a capital. */
static void speech_set(struct scan *scan) {
  const struct word *dash = &scan->words[0];
  struct stretch next = word_tail(scan, dash + 1);
  if (scan->language->speech && is_joined(dash) && scan->spec->text[dash->offset] == '-' &&
      letter_is_capital(stretch_first(next)))
    scan_edit(scan, (struct typography_edit){dash->offset, dash->length, scan->language->dash, TYPOGRAPHY_DASH});
}

void typography_between(struct scan *scan) {
  bool dash = scan->count > 0 && word_is_dash(scan, &scan->words[0]);
  if (dash && scan->count > 1)
    speech_set(scan);
  for (size_t i = 0; i + 1 < scan->count; i++) {
    bool next = word_is_dash(scan, &scan->words[i + 1]), joined = is_joined(&scan->words[i]);
    if (scan->words[i].gap == GAP_GLUED)
      gap_set(scan, &scan->words[i], NO_BREAK_SPACE, scan->words[i].rule);
    else if (next && joined && !dash && is_joined(&scan->words[i + 1]) && i + 2 < scan->count &&
             !word_is_dash(scan, &scan->words[i + 2]))
      dash_set(scan, i + 1);
    else if (!next && !dash && is_space(&scan->words[i]))
      space_set(scan, i);
    dash = next;
  }
}
