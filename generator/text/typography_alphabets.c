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

static bool small_cyrillic_after(const struct typography_spec *spec, size_t at) {
  uint32_t c = at < spec->length ? utf8_next(spec->text, spec->length, &at) : 0;
  return letter_is_cyrillic(c) && !letter_is_capital(c);
}

/* 0 between letters, and in Kyrgyz at the beginning too: 0лкө; with capitals it may be an index: А0. */
static void digit_check(struct scan *scan, const struct word *word) {
  const struct typography_spec *spec = scan->spec;
  size_t end = word->offset + word->length;
  for (size_t at = word->offset; at < end; at++) {
    uint32_t before;
    if (spec->text[at] != '0' || !small_cyrillic_after(spec, at + 1))
      continue;
    bool kyrgyz = spec->language != NULL && strncmp(spec->language, "ky", 2) == 0;
    if (cyrillic_before(spec, at, &before) || (kyrgyz && at == word->offset))
      slip_add(scan, (struct typography_slip){at, 1, word->offset, word->length, SLIP_DIGIT, kyrgyz ? "ө / о" : "о"},
               0);
  }
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

/* Checks by what a word must hold; `language` NULL: any. */
static const struct {
  unsigned needs;
  const char *language;
  void (*check)(struct scan *scan, const struct word *word);
} checks[] = {{WORD_LATIN | WORD_CYRILLIC, NULL, mixed_check},
              {WORD_DIGIT | WORD_CYRILLIC, NULL, digit_check},
              {WORD_COMMA | WORD_CYRILLIC, "ky", comma_check}};

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
