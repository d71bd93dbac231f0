/* Rules of figures within a word: ranges, minus, groups of three digits. A range of grouped figures takes three words
 * (1 500-2 000). What may be a telephone, a code or a score stays as it is. */
#include "text/typography_parts.h"

#include <string.h>

enum {
  SHORT_DIGITS = 4, /* of an end of a range that nothing says is counted: years, pages */
  GROUP = 3,
  GROUP_FROM = 5,
  GROUP_TO = 9,
  LOOK_BACK = 4, /* words of a telephone written apart */
  LAST_DAY = 31,
  LAST_MINUTE = 59,
  LAST_MONTH = 12
};

static size_t offset_of(const struct scan *scan, const char *at) {
  return (size_t)(at - scan->spec->text);
}

static size_t digits_at(const char *at, const char *end) {
  size_t length = 0;
  while (at + length < end && at[length] >= '0' && at[length] <= '9')
    length++;
  return length;
}

/* 9:00, 09:00, or 9.00 by its mark; its length. */
static size_t time_at(const char *at, const char *end, char mark) {
  size_t hours = digits_at(at, end);
  if (hours < 1 || hours > 2 || at + hours == end || at[hours] != mark || digits_at(at + hours + 1, end) != 2)
    return 0;
  return hours + 3;
}

static int64_t number_at(const char *at, size_t length) {
  int64_t number = 0;
  for (size_t i = 0; i < length; i++)
    number = number * 10 + (at[i] - '0');
  return number;
}

static int64_t number_of(struct stretch stretch) {
  return number_at(stretch.text, stretch.length);
}

bool stretch_is_time(struct stretch stretch) {
  return stretch.length > 0 && time_at(stretch.text, stretch.text + stretch.length, ':') == stretch.length;
}

static bool is_joined(const struct word *word) {
  return word->gap == GAP_SPACE || word->gap == GAP_FIXED || word->gap == GAP_WIDE;
}

static bool is_small(struct stretch stretch) {
  uint32_t first = stretch_first(stretch);
  return (letter_is_cyrillic(first) || letter_is_latin(first)) && !letter_is_capital(first);
}

/* Nothing but figures and what stands between those of a telephone. */
static bool is_telephonic(const struct scan *scan, const struct word *word) {
  return (word->flags & (WORD_DIGIT | WORD_LATIN | WORD_CYRILLIC | WORD_SIGN | WORD_ADDRESS)) == WORD_DIGIT &&
         word_core(scan, word).length > 0;
}

/* +996, (0312), 0555, 97-65-30: the beginning of a telephone, or all of it. */
static bool begins_telephone(const struct scan *scan, const struct word *word) {
  const char *text = scan->spec->text + word->offset;
  struct stretch core = word_core(scan, word);
  const char *hyphen = memchr(core.text, '-', core.length);
  bool twice = hyphen != NULL &&
               memchr(hyphen + 1, '-', core.length - offset_of(scan, hyphen + 1) + offset_of(scan, core.text)) != NULL;
  return *text == '+' || (*text == '(' && core.length >= 3 && stretch_is_digits(core)) || twice ||
         (core.length >= 3 && *core.text == '0' && stretch_is_digits(core));
}

bool word_names_number(const struct scan *scan, size_t index) {
  for (size_t back = 0; index > 0 && back < LOOK_BACK; back++, index--) {
    const struct word *before = &scan->words[index - 1];
    if ((before->flags & WORD_SIGN) != 0)
      return true;
    if (!is_telephonic(scan, before))
      return stretch_is_one_of(word_core(scan, before), scan->language->before_plain);
    if (begins_telephone(scan, before))
      return true;
  }
  return false;
}

/* What is counted stands behind: 12345 человек, 720001 г. Бишкек not. */
static bool counts_behind(const struct scan *scan, size_t index) {
  const struct typography_language *language = scan->language;
  if (index + 1 >= scan->count || !is_joined(&scan->words[index]))
    return false;
  const struct word *next = &scan->words[index + 1];
  struct stretch core = word_core(scan, next);
  if (stretch_begins_one_of(core, language->counted))
    return true;
  return stretch_is_one_of(core, language->units) && !word_begins_name(scan, index + 1) &&
         !words_are_pair(scan, index + 1);
}

/* Ranges. */

/* What stands around the hyphen of a range; the figures of a group before or behind it stand in their own words. */
struct range {
  struct stretch from, to;
  const char *hyphen;
  bool written; /* as a dash */
  int64_t low, high;
  bool group_before, group_behind;
};

static bool is_group(struct stretch stretch, size_t shortest) {
  return stretch.length >= shortest && stretch.length <= GROUP && stretch_is_digits(stretch);
}

/* 1 500-2 000 */
static void range_groups(const struct scan *scan, size_t index, struct range *range) {
  range->low = number_of(range->from);
  range->high = number_of(range->to);
  if (index > 0 && is_group(range->from, GROUP) && is_joined(&scan->words[index - 1])) {
    struct stretch before = word_tail(scan, &scan->words[index - 1]);
    if (is_group(before, 1) && *before.text != '0') {
      range->group_before = true;
      range->low += number_of(before) * 1000;
    }
  }
  if (index + 1 < scan->count && is_group(range->to, 1) && is_joined(&scan->words[index])) {
    const struct stretch behind = word_core(scan, &scan->words[index + 1]);
    if (is_group(behind, GROUP) &&
        range->to.text + range->to.length == scan->spec->text + scan->words[index].offset + scan->words[index].length) {
      range->group_behind = true;
      range->high = range->high * 1000 + number_of(behind);
    }
  }
}

/* Three figures and three or four may be a telephone, unless words around say what they are. */
static bool is_explained(const struct scan *scan, size_t index) {
  const struct word *word = &scan->words[index];
  if (counts_behind(scan, index) || (index + 1 < scan->count && is_joined(word) && is_small(word_tail(scan, word + 1))))
    return true;
  if (index == 0)
    return false;
  struct stretch tail = word_tail(scan, word - 1), core = word_core(scan, word - 1);
  return (is_small(core) && core.length == tail.length) ||
         stretch_is_abbreviation(tail, scan->language->abbreviations, BEFORE_NUMBER);
}

/* 2018-19 */
static bool is_season(const struct range *range) {
  return range->from.length == 4 && range->to.length == 2 && range->low > 1800 && range->low < 2100 &&
         range->high > range->low % 100 && range->high > LAST_MONTH;
}

static bool range_is_sure(const struct scan *scan, size_t index, const struct range *range) {
  size_t longest = range->from.length > range->to.length ? range->from.length : range->to.length;
  if ((*range->from.text == '0' && !range->group_before) || *range->to.text == '0' || longest > GROUP_TO)
    return false;
  if (is_season(range))
    return true;
  if (range->low >= range->high)
    return false;
  bool grouped = range->group_before || range->group_behind;
  if (grouped || longest > SHORT_DIGITS)
    return counts_behind(scan, index + range->group_behind);
  return range->from.length != 3 || range->to.length < 3 || is_explained(scan, index);
}

bool words_are_range(const struct scan *scan, size_t dash) {
  struct range range = {
      word_tail(scan, &scan->words[dash - 1]), word_core(scan, &scan->words[dash + 1]), NULL, 0, 0, 0, 0, 0};
  if (!stretch_is_digits(range.from) || !stretch_is_digits(range.to) || range.from.length > GROUP_TO ||
      range.to.length > GROUP_TO)
    return false;
  struct range behind = range;
  range_groups(scan, dash - 1, &range);
  range_groups(scan, dash + 1, &behind);
  range.high = behind.high;
  range.group_behind = behind.group_behind;
  return range_is_sure(scan, dash + 1, &range) && !word_names_number(scan, dash - 1 - range.group_before);
}

/* .09.2019 */
static bool is_date_rest(const char *at, const char *end) {
  return end - at == 8 && *at == '.' && digits_at(at + 1, end) == 2 && at[3] == '.' && digits_at(at + 4, end) == 4;
}

/* What may stand behind a range in its word: nothing, %, °, the ending of a date: 18-19-сентябрь. */
static bool may_follow_range(const char *at, const char *end) {
  return at == end || *at == '%' || (*at == '-' && at + 1 < end && (unsigned char)at[1] >= 0xD0) ||
         (at + 1 < end && (unsigned char)at[0] == 0xC2 && (unsigned char)at[1] == 0xB0);
}

static void range_set(struct scan *scan, const char *hyphen) {
  scan_edit(scan, (struct typography_edit){offset_of(scan, hyphen), 1, "–", TYPOGRAPHY_RANGE});
}

/* Of two times with colons, or with points where nothing makes them decimals that are no hours and minutes. */
static bool time_range(struct scan *scan, const char *at, const char *end, char mark) {
  size_t first = time_at(at, end, mark);
  if (first == 0 || at + first >= end || at[first] != '-')
    return false;
  const char *hyphen = at + first, *second = hyphen + 1;
  size_t length = time_at(second, end, mark);
  bool clock = number_at(at, digits_at(at, end)) <= LAST_DAY && number_at(hyphen - 2, 2) <= LAST_MINUTE && length > 0 &&
               number_at(second, digits_at(second, end)) <= LAST_DAY &&
               number_at(second + length - 2, 2) <= LAST_MINUTE;
  if (length == 0 || (mark == '.' && !clock) || !may_follow_range(second + length, end))
    return false;
  range_set(scan, hyphen);
  return true;
}

static size_t roman_at(const char *at, const char *end) {
  size_t length = 0;
  while (at + length < end && strchr("IVX", at[length]) != NULL)
    length++;
  return length;
}

/* XIX-XX вв. */
void range_of_centuries(struct scan *scan, size_t index) {
  struct stretch core = word_core(scan, &scan->words[index]);
  const char *end = core.text + core.length, *hyphen = core.text + roman_at(core.text, end);
  if (hyphen == core.text || hyphen == end || *hyphen != '-' || hyphen + 1 == end ||
      roman_at(hyphen + 1, end) != (size_t)(end - hyphen - 1) || index + 1 >= scan->count ||
      !is_joined(&scan->words[index]))
    return;
  if (stretch_is_one_of(word_core(scan, &scan->words[index + 1]), scan->language->years))
    range_set(scan, hyphen);
}

static void gap_fix(struct scan *scan, const struct word *word) {
  if (word->gap == GAP_SPACE || word->gap == GAP_WIDE)
    scan_edit(scan, (struct typography_edit){word->offset + word->length, word->gap_length, NO_BREAK_SPACE,
                                             TYPOGRAPHY_DIGITS});
}

/* Finds the hyphen, or in grouped figures the dash, between two numbers. */
static bool range_read(struct stretch core, struct range *range) {
  const char *end = core.text + core.length;
  size_t first = digits_at(core.text, end);
  const char *hyphen = core.text + first;
  range->written = end - hyphen > 3 && memcmp(hyphen, "–", 3) == 0;
  if (first == 0 || hyphen == end || (*hyphen != '-' && !range->written))
    return false;
  const char *second = hyphen + (range->written ? 3 : 1);
  *range = (struct range){
      .from = {core.text, first}, .to = {second, digits_at(second, end)}, .hyphen = hyphen, .written = range->written};
  return range->to.length > 0 && first <= GROUP_TO && range->to.length <= GROUP_TO;
}

void range_of_figures(struct scan *scan, size_t index) {
  struct stretch core = word_core(scan, &scan->words[index]);
  const char *end = core.text + core.length;
  struct range range = {0};
  if (time_range(scan, core.text, end, ':') ||
      (!word_names_number(scan, index) && time_range(scan, core.text, end, '.')) || !range_read(core, &range))
    return;
  const char *behind = range.to.text + range.to.length;
  range_groups(scan, index, &range);
  bool days = range.to.length == 2 && range.high <= LAST_DAY && is_date_rest(behind, end);
  if (!(may_follow_range(behind, end) || days) || !range_is_sure(scan, index, &range) ||
      word_names_number(scan, index - range.group_before))
    return;
  if (!range.written)
    range_set(scan, range.hyphen);
  if (range.group_before)
    gap_fix(scan, &scan->words[index - 1]);
  if (range.group_behind)
    gap_fix(scan, &scan->words[index]);
}

/* A minus typed as a hyphen: −5 °C, от −5 до +5. Between figures it would be a range, before others a dash. */

static struct stretch minus_figure(struct stretch core) {
  bool minus = core.length > 1 && *core.text == '-' && digits_at(core.text + 1, core.text + core.length) > 0;
  return minus ? (struct stretch){core.text + 1, core.length - 1} : (struct stretch){NULL, 0};
}

static bool is_signed(struct stretch core) {
  return core.length > 1 && (*core.text == '+' || *core.text == '-' || memcmp(core.text, "\xE2\x88\x92", 2) == 0) &&
         core.text[core.length - 1] >= '0' && core.text[core.length - 1] <= '9';
}

void minus_of_figures(struct scan *scan, size_t index) {
  static const char *const degrees[] = {"°c", "°с", "°f", "°", "%", "градус", "градуса", "градусов", "degrees", NULL};
  static const char *const joints[] = {"до", "и", "to", "and", "жана", NULL};
  const struct word *words = &scan->words[index];
  struct stretch figure = minus_figure(word_core(scan, words));
  if (figure.text == NULL || (index > 0 && !is_joined(words - 1)))
    return;
  size_t digits = digits_at(figure.text, figure.text + figure.length);
  struct stretch rest = {figure.text + digits, figure.length - digits};
  if (rest.length > 1 && (*rest.text == ',' || *rest.text == '.')) {
    size_t decimals = digits_at(rest.text + 1, rest.text + rest.length);
    rest = (struct stretch){rest.text + 1 + decimals, rest.length - 1 - decimals};
  }
  bool next = index + 1 < scan->count && is_joined(words), later = index + 2 < scan->count;
  bool minus = rest.length > 0 ? stretch_is_one_of(rest, degrees)
                               : next && (stretch_is_one_of(word_core(scan, words + 1), degrees) ||
                                          (later && stretch_is_one_of(word_core(scan, words + 1), joints) &&
                                           is_signed(word_core(scan, words + 2))));
  if (minus)
    scan_edit(scan, (struct typography_edit){offset_of(scan, figure.text - 1), 1, "−", TYPOGRAPHY_MINUS});
}

/* Groups of three. */

static void group_number(struct scan *scan, struct stretch digits) {
  if (digits.length < GROUP_FROM || digits.length > GROUP_TO)
    return;
  for (size_t i = (digits.length - 1) % GROUP + 1; i < digits.length; i += GROUP)
    scan_edit(scan,
              (struct typography_edit){offset_of(scan, digits.text + i), 0, scan->language->group, TYPOGRAPHY_DIGITS});
}

/* Digits, perhaps with a decimal fraction; *end is behind it. */
static struct stretch number_read(const struct scan *scan, const char *at, const char *stop, const char **end) {
  char decimal = *scan->language->group == ',' ? '.' : ',';
  struct stretch digits = {at, digits_at(at, stop)};
  *end = at + digits.length;
  if (*end + 1 < stop && **end == decimal && digits_at(*end + 1, stop) > 0)
    *end += 1 + digits_at(*end + 1, stop);
  return digits;
}

/* Round thousands before a word in small letters count it, whatever it is; those of postal codes are told by 72. */
static bool is_round(const struct scan *scan, size_t index, struct stretch digits) {
  enum { LETTERS = 3, POSTAL = 6 };
  const struct word *word = &scan->words[index];
  if (digits.length < GROUP_FROM || memcmp(digits.text + digits.length - 3, "000", 3) != 0 || !is_joined(word))
    return false;
  if (index + 1 >= scan->count || (digits.length == POSTAL && memcmp(digits.text, "72", 2) == 0))
    return false;
  struct stretch next = word_core(scan, word + 1);
  return is_small(next) && next.length >= LETTERS * ((unsigned char)*next.text >= 0x80 ? 2u : 1u);
}

/* Only where the next word says that they count something: other figures may be telephones, codes, years. */
void groups_of_figures(struct scan *scan, size_t index) {
  struct stretch tail = word_tail(scan, &scan->words[index]);
  const char *stop = tail.text + tail.length, *end;
  if (tail.length < GROUP_FROM || *tail.text == '0' ||
      (index > 0 && is_joined(&scan->words[index - 1]) && is_group(word_tail(scan, &scan->words[index - 1]), 1)))
    return; /* 5 12345 would be read as one number */
  struct stretch first = number_read(scan, tail.text, stop, &end), second = {end, 0};
  bool dash = stop - end > 3 && memcmp(end, "–", 3) == 0;
  if (dash || (end < stop && *end == '-'))
    second = number_read(scan, end + (dash ? 3 : 1), stop, &end);
  if (first.length == 0 || end != stop || (second.length > 0 && (first.length > GROUP_TO || second.length > GROUP_TO)))
    return;
  struct stretch last = second.length > 0 ? second : first;
  if ((!counts_behind(scan, index) && !is_round(scan, index, last)) || word_names_number(scan, index) ||
      (second.length > 0 && number_of(first) >= number_of(second)))
    return;
  group_number(scan, first);
  group_number(scan, second);
}
