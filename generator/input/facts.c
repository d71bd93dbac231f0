/* Reading facts out of a text: a scanner that tries each kind of fact where a word begins, the longest kind first. */
#include "input/facts.h"

#include "input/letters.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

struct scan {
  struct arena *arena;
  const char *text;
  size_t length;
  bool point_decimal; /* 1,234.5 as in English; else 1 234,5 */
  struct facts *out;
};

static void fact_add(struct scan *scan, enum fact_kind kind, const char *key, size_t offset, size_t end) {
  *ARENA_PUSH(scan->arena, scan->out->items, scan->out->count, scan->out->capacity) =
      (struct fact){kind, key, offset, end - offset};
}

static bool is_digit(const struct scan *scan, size_t at) {
  return at < scan->length && scan->text[at] >= '0' && scan->text[at] <= '9';
}

static size_t digits_end(const struct scan *scan, size_t at) {
  while (is_digit(scan, at))
    at++;
  return at;
}

/* The length of the space at `at` that may stand between groups of digits: a no-break one, thin or not, or plain. */
static size_t space_length(const struct scan *scan, size_t at) {
  static const char *const spaces[] = {" ", "\u00A0", "\u202F", "\u2009"};
  for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
    if (strncmp(scan->text + at, spaces[i], strlen(spaces[i])) == 0)
      return strlen(spaces[i]);
  return 0;
}

static bool is_word_letter(uint32_t character) {
  return letters_is_small(letters_small(character));
}

/* Whether the character that ends before `at` is a letter. */
static bool letter_before(const struct scan *scan, size_t at) {
  return at > 0 && is_word_letter(utf8_previous(scan->text, &at));
}

static bool letter_at(const struct scan *scan, size_t at) {
  return at < scan->length && is_word_letter(utf8_next(scan->text, scan->length, &at));
}

/* Addresses: http://…, www.…, name@example.kg. Returns the end, or `at` when there is none. */
static size_t address_read(struct scan *scan, size_t at) {
  enum { MAILBOX = 320 }; /* bytes: the longest address of RFC 5321 */
  size_t end = at, marks = 0;
  bool web = strncmp(scan->text + at, "http", 4) == 0 || strncmp(scan->text + at, "www.", 4) == 0;
  size_t limit = web || scan->length - at < MAILBOX ? scan->length : at + MAILBOX;
  for (; end < limit && strchr(" \t\n()<>[]\"|", scan->text[end]) == NULL && scan->text[end] > 0; end++)
    marks += scan->text[end] == '@' && end > at;
  while (end > at && strchr(".,;:!?'", scan->text[end - 1]) != NULL)
    end--;
  const char *host = memchr(scan->text + at, '@', end - at);
  if (end == at ||
      (!web && (marks != 1 || host == NULL || memchr(host, '.', (size_t)(scan->text + end - host)) == NULL)))
    return at;
  char *key = arena_strndup(scan->arena, scan->text + at, end - at);
  for (char *c = key; *c != '\0'; c++)
    *c = (char)tolower((unsigned char)*c);
  fact_add(scan, FACT_ADDRESS, key, at, end);
  return end;
}

/* Phones: +996 312 97-65-30, (0312) 97-65-30, 97-65-30, 0770 771711. The code of the country or the 0 before the code
 * of a town do not count. */
static size_t phone_read(struct scan *scan, size_t at) {
  enum { MOST = 20, COUNTRY = 3 }; /* digits; brackets open behind the code of a country at most */
  char digits[MOST + 1];
  size_t count = 0, hyphens = 0, end = at, i = at;
  bool plus = scan->text[at] == '+', bracket = scan->text[at] == '(';
  for (i += plus || bracket; i < scan->length; i++) {
    size_t space = space_length(scan, i);
    if (is_digit(scan, i) && count < MOST) {
      digits[count++] = scan->text[i];
      end = i + 1;
    } else if (space > 0 && end == i &&
               (is_digit(scan, i + space) || (count <= COUNTRY && scan->text[i + space] == '('))) {
      i += space - 1;
      end += space;
    } else if (strchr("()-", scan->text[i]) != NULL && (is_digit(scan, i + 1) || space_length(scan, i + 1) > 0)) {
      hyphens += scan->text[i] == '-';
      end = i + 1;
    } else {
      break;
    }
  }
  while (end > at && !is_digit(scan, end - 1))
    end--;
  bool local = !plus && count >= 9 && digits[0] == '0';
  if (!(plus && count >= 9) && !local && !(bracket && count >= 8 && digits[0] == '0') && !(hyphens >= 2 && count >= 5))
    return at;
  size_t skip = plus && count == 12 && memcmp(digits, "996", 3) == 0 ? 3 : local || bracket ? 1 : 0;
  fact_add(scan, FACT_PHONE, arena_strndup(scan->arena, digits + skip, count - skip), at, end);
  return end;
}

/* Two digits between `lowest` and `highest`; -1 for anything else. */
static int pair_at(const struct scan *scan, size_t at, int lowest, int highest) {
  if (!is_digit(scan, at) || !is_digit(scan, at + 1) || is_digit(scan, at + 2))
    return -1;
  int number = (scan->text[at] - '0') * 10 + scan->text[at + 1] - '0';
  return number >= lowest && number <= highest ? number : -1;
}

static void number_add(struct scan *scan, int number, size_t from, size_t to) {
  fact_add(scan, FACT_NUMBER, arena_printf(scan->arena, "%d", number), from, to);
}

static void month_add(struct scan *scan, int month, size_t from, size_t to) {
  fact_add(scan, FACT_MONTH, arena_printf(scan->arena, "%d", month), from, to);
}

/* 17.09.2019, 17/09/2019, 2019-09-17: a day, a month and a year. */
static size_t date_read(struct scan *scan, size_t at) {
  size_t end = digits_end(scan, at);
  char mark = end < scan->length ? scan->text[end] : '\0';
  bool year_first = end - at == 4 && mark == '-';
  int year = 0, day = year_first ? -1 : pair_at(scan, at, 1, 31), month = pair_at(scan, end + 1, 1, 12);
  size_t tail = end + 4;
  if (month < 0 || tail > scan->length || scan->text[tail - 1] != mark ||
      (!year_first && (day < 0 || strchr("./", mark) == NULL)))
    return at;
  size_t stop = digits_end(scan, tail);
  size_t years = year_first ? at : tail;
  if (year_first)
    day = pair_at(scan, tail, 1, 31);
  else if (stop - tail != 4)
    return at;
  if (day < 0 || sscanf(scan->text + years, "%4d", &year) != 1)
    return at;
  number_add(scan, day, at, stop);
  month_add(scan, month, at, stop);
  number_add(scan, year, at, stop);
  return stop;
}

/* The hour of the day that a.m. or p.m. behind `at` makes of `hour`, or -1; *end is behind it. */
static int half_day(const struct scan *scan, size_t at, int hour, size_t *end) {
  size_t i = at + space_length(scan, at);
  if (i + 1 >= scan->length || hour > 12)
    return -1;
  char half = (char)tolower((unsigned char)scan->text[i]);
  i += scan->text[i + 1] == '.' ? 2 : 1;
  if ((half != 'a' && half != 'p') || i >= scan->length || tolower((unsigned char)scan->text[i]) != 'm' ||
      letter_at(scan, i + 1))
    return -1;
  *end = i + 1 + (i + 1 < scan->length && scan->text[i + 1] == '.');
  return hour % 12 + (half == 'p' ? 12 : 0);
}

/* 9:00, 14:30, 2 p.m., 2.30 p.m. */
static size_t time_read(struct scan *scan, size_t at) {
  size_t end = digits_end(scan, at);
  if (end - at > 2)
    return at;
  int hour = scan->text[at] - '0', minute = 0;
  hour = end - at == 2 ? hour * 10 + scan->text[at + 1] - '0' : hour;
  bool colon = end < scan->length && scan->text[end] == ':';
  bool point = end < scan->length && scan->text[end] == '.' && pair_at(scan, end + 1, 0, 59) >= 0;
  if (colon || point) {
    minute = pair_at(scan, end + 1, 0, 59);
    end += 3;
  }
  if (hour > 24 || minute < 0)
    return at;
  int half = half_day(scan, end, hour, &end);
  if (!colon && half < 0)
    return at;
  fact_add(scan, FACT_TIME, arena_printf(scan->arena, "%d:%02d", half < 0 ? hour : half, minute), at, end);
  return end;
}

/* Whether a group of three digits follows the mark of `mark` bytes at `at`. */
static bool group_follows(const struct scan *scan, size_t at, size_t mark) {
  return mark > 0 && digits_end(scan, at + mark) == at + mark + 3;
}

/* 12345, 12 345, 12,345 in English, 2,5 and 2.5. Zeros at the end of a fraction do not count. */
static size_t number_read(struct scan *scan, size_t at) {
  char *key = arena_alloc(scan->arena, scan->length - at + 1);
  size_t end = digits_end(scan, at), written = end - at;
  memcpy(key, scan->text + at, written);
  for (bool first = true; first ? end - at <= 3 : true; first = false) {
    size_t mark = scan->point_decimal && scan->text[end] == ',' ? 1 : space_length(scan, end);
    if (end >= scan->length || !group_follows(scan, end, mark))
      break;
    memcpy(key + written, scan->text + end + mark, 3);
    written += 3;
    end += mark + 3;
  }
  char decimal = end < scan->length ? scan->text[end] : '\0';
  if ((decimal == '.' || (decimal == ',' && !scan->point_decimal)) && is_digit(scan, end + 1)) {
    size_t stop = digits_end(scan, end + 1);
    key[written] = '.';
    memcpy(key + written + 1, scan->text + end + 1, stop - end - 1);
    written += stop - end;
    end = stop;
    while (key[written - 1] == '0')
      written--;
    written -= key[written - 1] == '.';
  }
  size_t zeros = strspn(scan->text + at, "0");
  zeros = zeros >= written ? written - 1 : zeros;
  fact_add(scan, FACT_NUMBER, arena_strndup(scan->arena, key + zeros, written - zeros), at, end);
  return end;
}

/* Names of months by their first letters. Short ones, and those that are words too («май» is butter), count beside a
 * number only. */
static const struct month_name {
  const char *begins;
  int month;
  bool whole;  /* the word is no longer */
  bool number; /* only beside a number */
} month_names[] = {
    {"январ", 1, false, false},    {"феврал", 2, false, false},   {"март", 3, false, true},
    {"апрел", 4, false, false},    {"мая", 5, true, true},        {"май", 5, false, true},
    {"мае", 5, true, true},        {"июн", 6, false, false},      {"июл", 7, false, false},
    {"август", 8, false, true},    {"сентябр", 9, false, false},  {"октябр", 10, false, false},
    {"ноябр", 11, false, false},   {"декабр", 12, false, false},  {"january", 1, true, false},
    {"february", 2, true, false},  {"march", 3, true, true},      {"april", 4, true, true},
    {"may", 5, true, true},        {"june", 6, true, true},       {"july", 7, true, false},
    {"august", 8, true, true},     {"september", 9, true, false}, {"october", 10, true, false},
    {"november", 11, true, false}, {"december", 12, true, false}, {"jan", 1, true, true},
    {"feb", 2, true, true},        {"mar", 3, true, true},        {"apr", 4, true, true},
    {"jun", 6, true, true},        {"jul", 7, true, true},        {"aug", 8, true, true},
    {"sep", 9, true, true},        {"sept", 9, true, true},       {"oct", 10, true, true},
    {"nov", 11, true, true},       {"dec", 12, true, true},
};

/* Whether a number stands beside text[from, to), with at most spaces, hyphens, dashes and points between, or «жылдын»
 * before it. */
static bool number_beside(const struct scan *scan, size_t from, size_t to) {
  static const char year[] = "жылдын";
  while (from > 0 && strchr(" -.\xC2\xA0\xE2\x80\x90\x91\x93\x94", scan->text[from - 1]) != NULL)
    from--;
  while (to < scan->length && strchr(" .,\xC2\xA0", scan->text[to]) != NULL)
    to++;
  size_t size = sizeof year - 1;
  return (from > 0 && is_digit(scan, from - 1)) || is_digit(scan, to) ||
         (from > size && memcmp(scan->text + from - size, year, size) == 0);
}

static size_t word_end(const struct scan *scan, size_t at) {
  size_t next = at;
  while (at = next, at < scan->length && is_word_letter(utf8_next(scan->text, scan->length, &next)))
    ;
  return at;
}

/* A century or a chapter: a number of I, V and X in capitals, of two letters or more; 0 for none. */
static int roman_read(const char *word, size_t length) {
  int total = 0, last = 0;
  if (length < 2 || strspn(word, "IVX") < length)
    return 0;
  for (size_t i = length; i-- > 0;) {
    int value = word[i] == 'X' ? 10 : word[i] == 'V' ? 5 : 1;
    total += value < last ? -value : value;
    last = value;
  }
  return total;
}

/* A word: the name of a month, a Roman number, or nothing of interest. */
static size_t word_read(struct scan *scan, size_t at) {
  size_t end = word_end(scan, at);
  char lower[64];
  size_t length = end - at < sizeof lower ? letters_lower(scan->text + at, end - at, lower, sizeof lower - 1) : 0;
  lower[length] = '\0';
  for (size_t i = 0; length > 0 && i < sizeof month_names / sizeof *month_names; i++) {
    const struct month_name *name = &month_names[i];
    size_t size = strlen(name->begins);
    if (strncmp(lower, name->begins, size) == 0 && (!name->whole || length == size) &&
        (!name->number || number_beside(scan, at, end))) {
      month_add(scan, name->month, at, end);
      return end;
    }
  }
  int roman = roman_read(scan->text + at, end - at);
  if (roman > 0)
    number_add(scan, roman, at, end);
  return end;
}

static size_t figures_read(struct scan *scan, size_t at) {
  static size_t (*const readers[])(struct scan *, size_t) = {date_read, time_read, phone_read, number_read};
  size_t end = at;
  for (size_t i = 0; end == at && i < sizeof readers / sizeof *readers; i++)
    end = readers[i](scan, at);
  return end;
}

/* The mark of a footnote is no number: [^1]. */
static size_t mark_end(const struct scan *scan, size_t at) {
  const char *close = scan->text[at] == '[' && scan->text[at + 1] == '^' ? strchr(scan->text + at, ']') : NULL;
  return close != NULL ? (size_t)(close - scan->text) + 1 : at;
}

void facts_read(struct arena *arena, const char *language, const char *text, struct facts *out) {
  struct scan scan = {arena, text, strlen(text), strncmp(language, "en", 2) == 0, out};
  *out = (struct facts){0};
  for (size_t at = 0, end; at < scan.length; at = end) {
    end = mark_end(&scan, at);
    bool begins = !letter_before(&scan, at);
    if (end == at && begins && (isalnum((unsigned char)text[at]) != 0))
      end = address_read(&scan, at);
    if (end == at && is_digit(&scan, at))
      end = figures_read(&scan, at);
    if (end == at && (text[at] == '+' || text[at] == '('))
      end = phone_read(&scan, at);
    if (end == at && letter_at(&scan, at))
      end = word_read(&scan, at);
    if (end == at)
      utf8_next(text, scan.length, &end);
  }
}

static enum block_kind line_kind(const char *line) {
  size_t digits = strspn(line, "0123456789"), hashes = strspn(line, "#");
  bool number = digits > 0 && digits <= 9 && (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
  if (number || (strchr("-*+", *line) != NULL && *line != '\0' && line[1] == ' '))
    return BLOCK_ITEM;
  if (hashes > 0 && hashes <= 6 && line[hashes] == ' ')
    return BLOCK_HEADING;
  if (strncmp(line, "[^", 2) == 0 && strstr(line, "]:") != NULL)
    return BLOCK_NOTE;
  return *line == '|' ? BLOCK_ROW : BLOCK_PARAGRAPH;
}

/* A line that begins like a paragraph goes on with the block above it, unless that is a heading or a row. */
void facts_count_blocks(const char *text, size_t counts[BLOCK_KINDS]) {
  bool open = false;
  memset(counts, 0, BLOCK_KINDS * sizeof *counts);
  for (const char *line = text; *line != '\0';) {
    size_t length = strcspn(line, "\n");
    const char *first = line + strspn(line, " \t");
    bool blank = first >= line + length;
    enum block_kind kind = blank ? BLOCK_PARAGRAPH : line_kind(first);
    if (!blank && (kind != BLOCK_PARAGRAPH || !open))
      counts[kind]++;
    open = !blank && kind != BLOCK_HEADING && kind != BLOCK_ROW;
    line += length + (line[length] == '\n');
  }
}
