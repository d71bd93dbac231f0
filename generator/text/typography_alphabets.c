/* Letters of the wrong alphabet: Latin o in a Cyrillic word, 0 for Ө, «н,» for ң. They look right on the screen, but
 * nobody finds the word by searching, and in another font they show.
 *
 * A stretch of letters is a slip when it mixes both alphabets and all letters of the lesser one have a look-alike in
 * the other; a Latin abbreviation with a Cyrillic ending (PDFтен) is none. */
#include "text/typography_parts.h"

#include "base/utf8.h"

#include <string.h>

enum { SLIP_LIMIT = 200 }; /* of a paragraph: nobody reads more, and each has a place to be found */

/* Pairs that print alike, and those that one keyboard gives for the other. */
static const struct look_alike {
  uint32_t latin, cyrillic;
} look_alikes[] = {{'A', 0x410},  {'B', 0x412},   {'C', 0x421},   {'E', 0x415},   {'H', 0x41D},   {'K', 0x41A},
                   {'M', 0x41C},  {'O', 0x41E},   {'P', 0x420},   {'T', 0x422},   {'X', 0x425},   {'Y', 0x4AE},
                   {'a', 0x430},  {'c', 0x441},   {'e', 0x435},   {'o', 0x43E},   {'p', 0x440},   {'x', 0x445},
                   {'y', 0x443},  {'i', 0x456},   {'I', 0x406},   {0x275, 0x4E9}, {0x19F, 0x4E8}, {0xEB, 0x451},
                   {0xCB, 0x401}, {0x14B, 0x4A3}, {0x14A, 0x4A2}, {0xF6, 0x4E9},  {0xD6, 0x4E8},  {0xFC, 0x4AF},
                   {0xDC, 0x4AE}};

/* A stretch of letters being read. */
struct letters {
  size_t from, to;
  size_t latin, cyrillic;             /* how many */
  size_t first_latin, first_cyrillic; /* where */
  bool latin_alike, cyrillic_alike;   /* all of them have a look-alike */
};

static uint32_t look_alike_of(uint32_t c) {
  for (size_t i = 0; i < sizeof look_alikes / sizeof *look_alikes; i++) {
    if (look_alikes[i].latin == c)
      return look_alikes[i].cyrillic;
    if (look_alikes[i].cyrillic == c)
      return look_alikes[i].latin;
  }
  return 0;
}

static void slip_add(struct scan *scan, struct typography_slip slip, uint32_t expected) {
  char text[5] = "";
  if (scan->slip_count == SLIP_LIMIT)
    return;
  if (slip.expected == NULL) {
    text[utf8_put(expected, text)] = '\0';
    slip.expected = arena_strdup(scan->arena, text);
  }
  if (!scan_is_fixed(scan, slip.offset, slip.offset + slip.length))
    *ARENA_PUSH(scan->arena, scan->slips, scan->slip_count, scan->slip_capacity) = slip;
}

static void letters_check(struct scan *scan, const struct letters *letters) {
  const struct typography_spec *spec = scan->spec;
  bool latin = letters->latin_alike && (!letters->cyrillic_alike || letters->latin <= letters->cyrillic);
  if (letters->latin == 0 || letters->cyrillic == 0 || (!latin && !letters->cyrillic_alike))
    return;
  size_t at = latin ? letters->first_latin : letters->first_cyrillic, start = at;
  uint32_t c = utf8_next(spec->text, spec->length, &at);
  slip_add(scan,
           (struct typography_slip){.offset = start,
                                    .length = at - start,
                                    .word = letters->from,
                                    .word_length = letters->to - letters->from,
                                    .kind = latin ? SLIP_LATIN : SLIP_CYRILLIC},
           look_alike_of(c));
}

static void letter_count(struct letters *letters, uint32_t c, size_t at) {
  bool alike = look_alike_of(c) != 0;
  if (letter_is_latin(c)) {
    if (letters->latin++ == 0)
      letters->first_latin = at;
    letters->latin_alike &= alike;
  } else {
    if (letters->cyrillic++ == 0)
      letters->first_cyrillic = at;
    letters->cyrillic_alike &= alike;
  }
}

static void mixed_check(struct scan *scan, const struct word *word) {
  static const struct letters none = {.latin_alike = true, .cyrillic_alike = true};
  const struct typography_spec *spec = scan->spec;
  struct letters letters = none;
  size_t end = word->offset + word->length;
  for (size_t at = word->offset; at <= end;) {
    size_t start = at;
    uint32_t c = at < end ? utf8_next(spec->text, end, &at) : ' ';
    if (letter_is_latin(c) || letter_is_cyrillic(c)) {
      letters.from = letters.latin + letters.cyrillic == 0 ? start : letters.from;
      letters.to = at;
      letter_count(&letters, c, start);
      continue;
    }
    letters_check(scan, &letters);
    letters = none;
    at += at == end && start == end;
  }
}

static bool cyrillic_before(const struct typography_spec *spec, size_t at, uint32_t *letter) {
  *letter = at > 0 ? utf8_previous(spec->text, &at) : 0;
  return letter_is_cyrillic(*letter);
}

/* 0 between small letters. In Kyrgyz, where it is typed for Ө, also at the edges of a word and between capitals (0лкө,
 * көлүнд0, К0Л); in Russian at the beginning of a long one. With one letter it may be an index: А0. */
static bool is_slipped_zero(const struct typography_spec *spec, const struct word *word, size_t at) {
  enum { SHORT = 8 }; /* bytes of units and the like: 0шт */
  size_t end = word->offset + word->length, from = at, to = at + 1;
  uint32_t before, after = to < end ? utf8_next(spec->text, end, &to) : 0, first;
  bool kyrgyz = spec->language != NULL && strncmp(spec->language, "ky", 2) == 0;
  bool letter = cyrillic_before(spec, at, &before) && at > word->offset;
  bool small = letter_is_cyrillic(after) && !letter_is_capital(after);
  if (letter)
    utf8_previous(spec->text, &from);
  if (small)
    return letter || (at == word->offset && (kyrgyz || word->length > SHORT));
  if (!kyrgyz || !letter)
    return false;
  if (letter_is_cyrillic(after))
    return letter_is_capital(before);
  return at + 1 == end && from > word->offset && cyrillic_before(spec, from, &first) && !letter_is_capital(before);
}

static void digit_check(struct scan *scan, const struct word *word) {
  const struct typography_spec *spec = scan->spec;
  size_t end = word->offset + word->length;
  bool kyrgyz = spec->language != NULL && strncmp(spec->language, "ky", 2) == 0;
  for (size_t at = word->offset; at < end; at++)
    if (spec->text[at] == '0' && is_slipped_zero(spec, word, at))
      slip_add(scan, (struct typography_slip){at, 1, word->offset, word->length, SLIP_DIGIT, kyrgyz ? "ө / о" : "о"},
               0);
}

static bool small_cyrillic_after(const struct typography_spec *spec, size_t at) {
  uint32_t c = at < spec->length ? utf8_next(spec->text, spec->length, &at) : 0;
  return letter_is_cyrillic(c) && !letter_is_capital(c);
}

/* «кон,ул»: a comma with letters on both sides, behind н. */
static void comma_check(struct scan *scan, const struct word *word) {
  const struct typography_spec *spec = scan->spec;
  size_t end = word->offset + word->length;
  for (size_t at = word->offset + 1; at < end; at++) {
    uint32_t before;
    if (spec->text[at] != ',' || !cyrillic_before(spec, at, &before) || !small_cyrillic_after(spec, at + 1))
      continue;
    if (before == 0x43D)
      slip_add(scan, (struct typography_slip){at - 2, 3, word->offset, word->length, SLIP_COMMA, "ң"}, 0);
  }
}

/* Letters of other Cyrillic alphabets that keyboards and fonts offer for Kyrgyz ones: fita, izhitsa, ҥ, ӈ, ӊ. */
static void strange_check(struct scan *scan, const struct word *word) {
  static const struct {
    uint32_t letter, expected;
  } strange[] = {{0x472, 0x4E8}, {0x473, 0x4E9}, {0x474, 0x4AE}, {0x475, 0x4AF}, {0x4A4, 0x4A2}, {0x4A5, 0x4A3},
                 {0x4C7, 0x4A2}, {0x4C8, 0x4A3}, {0x4C9, 0x4A2}, {0x4CA, 0x4A3}, {0x4B0, 0x4AE}, {0x4B1, 0x4AF}};
  const char *text = scan->spec->text;
  size_t end = word->offset + word->length;
  for (size_t at = word->offset; at < end;) {
    size_t start = at;
    if ((unsigned char)text[at] < 0xD1) { /* most letters; the second byte of a character is less, too */
      at++;
      continue;
    }
    uint32_t c = utf8_next(text, end, &at);
    for (size_t i = 0; c > 0x471 && i < sizeof strange / sizeof *strange; i++)
      if (strange[i].letter == c)
        slip_add(scan, (struct typography_slip){start, at - start, word->offset, word->length, SLIP_STRANGE, NULL},
                 strange[i].expected);
  }
}

/* One look-alike as a word: Latin c, o, a for the Russian prepositions and conjunction. A capital begins a sentence;
 * «пункт a» means the letter. */
static bool is_latin_word(const struct scan *scan, const struct word *word, uint32_t letter) {
  static const char *const named[] = {"пункт",   "подпункт", "лит",    "букв",     "вариант", "класс", "групп",
                                      "категор", "витамин",  "корпус", "секц",     "зал",     "блок",  "точк",
                                      "сторон",  "част",     "тип",    "переменн", "формул",  "знак",  NULL};
  static const char small[] = "acoy", capitals[] = "ABCKOY";
  const struct word *before = word > scan->words ? word - 1 : NULL, *after = word + 1;
  if (after >= scan->words + scan->count || !letter_is_cyrillic(stretch_first(word_tail(scan, after))))
    return false;
  bool begins = before == NULL || strchr(".!?", scan->spec->text[before->offset + before->length - 1]) != NULL;
  if (letter_is_capital(letter))
    return begins && strchr(capitals, (int)letter) != NULL && !letter_is_capital(stretch_first(word_tail(scan, after)));
  if (strchr(small, (int)letter) == NULL || before == NULL)
    return before == NULL && strchr(small, (int)letter) != NULL;
  struct stretch core = word_core(scan, before);
  bool listed = letter == 'y' && core.length <= 2; /* x и y */
  return (before->flags & WORD_CYRILLIC) != 0 && !listed && !stretch_begins_one_of(core, named);
}

static void latin_word_check(struct scan *scan, const struct word *word) {
  struct stretch tail = word_tail(scan, word);
  uint32_t letter = stretch_first(tail);
  if (tail.length != 1 || letter < 'A' || letter > 'z' || !is_latin_word(scan, word, letter))
    return;
  size_t at = (size_t)(tail.text - scan->spec->text);
  slip_add(scan, (struct typography_slip){at, 1, word->offset, word->length, SLIP_LATIN, NULL},
           letter == 'B'   ? 0x412
           : letter == 'Y' ? 0x423
                           : look_alike_of(letter));
}

/* In English a word of nothing but Cyrillic look-alikes, among Latin ones: а council, СО2. */
static void cyrillic_word_check(struct scan *scan, const struct word *word) {
  const struct typography_spec *spec = scan->spec;
  size_t index = (size_t)(word - scan->words), found = spec->length, first_end = 0;
  if ((index > 0 && (word[-1].flags & WORD_CYRILLIC) != 0) ||
      (index + 1 < scan->count && (word[1].flags & WORD_CYRILLIC) != 0) || (word->flags & WORD_LATIN) != 0)
    return;
  for (size_t at = word->offset, end = word->offset + word->length; at < end;) {
    size_t start = at;
    uint32_t c = utf8_next(spec->text, end, &at);
    if (!letter_is_cyrillic(c))
      continue;
    if (look_alike_of(c) == 0)
      return;
    first_end = found < spec->length ? first_end : at;
    found = found < spec->length ? found : start;
  }
  size_t at = found;
  slip_add(scan, (struct typography_slip){found, first_end - found, word->offset, word->length, SLIP_CYRILLIC, NULL},
           look_alike_of(utf8_next(spec->text, spec->length, &at)));
}

/* Checks by what a word must hold; `language` NULL: any. */
static const struct {
  unsigned needs;
  const char *language;
  void (*check)(struct scan *scan, const struct word *word);
} checks[] = {{WORD_LATIN | WORD_CYRILLIC, NULL, mixed_check},
              {WORD_DIGIT | WORD_CYRILLIC, NULL, digit_check},
              {WORD_COMMA | WORD_CYRILLIC, "ky", comma_check},
              {WORD_CYRILLIC, "ky", strange_check},
              {WORD_LATIN, "ru", latin_word_check},
              {WORD_CYRILLIC, "en", cyrillic_word_check}};

void typography_alphabets(struct scan *scan) {
  const char *language = scan->spec->language;
  if ((scan->flags & WORD_CYRILLIC) == 0)
    return;
  for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
    bool spoken = checks[i].language == NULL || (language != NULL && strncmp(language, checks[i].language, 2) == 0);
    if (!spoken || (scan->flags & checks[i].needs) != checks[i].needs)
      continue;
    for (size_t j = 0; j < scan->count; j++)
      if ((scan->words[j].flags & checks[i].needs) == checks[i].needs && !word_is_address(scan, &scan->words[j]))
        checks[i].check(scan, &scan->words[j]);
  }
}
