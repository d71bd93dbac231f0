/* Near names without comparing each with each.
 *
 * Every name becomes a set of words in plain small letters. Two words that one slip of the keyboard divides (a letter
 * wrong, missing, too many, or two changed places) become equal when the right letter is taken from each (W. Garbe's
 * symmetric deletion). So a name is entered under a hash for each of its letters, of all its words with this letter
 * gone; hashes are sorted, and only names under one hash are compared. Hashes are worked off in as many passes as keep
 * a pass small. */
#include "input/people_similar.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "input/letters.h"

#include <stdlib.h>
#include <string.h>

enum {
  WORDS_MOST = 12,
  LETTERS_MOST = 120, /* of a name that is looked at; longer ones are no names */
  WORD_LETTERS = 4,   /* shorter words differ in a letter by nature: Ли, Ли, Ан, Ан */
  PASS_ENTRIES = 1 << 21
};

struct form {           /* one of the different names */
  uint32_t offset, row; /* in the pool; the first row that has it */
  uint16_t words, letters;
};

/* The pool has each form as its words in order, every word as its number of letters and those letters: 16 bits each. */
struct similar {
  struct buffer pool;
  struct form *forms;
  size_t count, capacity;
  uint32_t *slots; /* form + 1 by the hash of its words; 0 is free */
  size_t slot_count;
};

struct similar *similar_new(void) {
  struct similar *similar = memory_alloc(sizeof *similar);
  *similar = (struct similar){0};
  return similar;
}

void similar_drop(struct similar *similar) {
  buffer_drop(&similar->pool);
  free(similar->forms);
  free(similar->slots);
  free(similar);
}

/* Forms. */

/* The letter that stands for all that look or sound like it; 0 for what divides words, 1 for what is left out. */
static uint16_t letter_plain(uint32_t character) {
  static const uint16_t pairs[][2] = {{'a', U'а'},  {'b', U'в'},  {'c', U'с'},  {'e', U'е'},  {'h', U'н'}, {'k', U'к'},
                                      {'m', U'м'},  {'o', U'о'},  {'p', U'р'},  {'t', U'т'},  {'x', U'х'}, {'y', U'у'},
                                      {U'ё', U'е'}, {U'ө', U'о'}, {U'ү', U'у'}, {U'ң', U'н'}, {U'і', U'и'}};
  character = letters_small(character);
  if (character == '\'' || character == 0x2019 || character == 0xAD || (character >= 0x300 && character < 0x370))
    return 1;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (pairs[i][0] == character)
      return pairs[i][1];
  bool divides = character < '0' || (character > '9' && character < 'a') || (character > 'z' && character < 0xC0) ||
                 (character >= 0x2000 && character < 0x2070);
  return divides ? 0 : character < 0x10000 ? (uint16_t)character : 0xFFFD;
}

struct words {
  uint16_t letters[LETTERS_MOST];
  struct word {
    uint16_t begin, length;
  } items[WORDS_MOST];
  size_t count;
};

static int word_compare(const struct words *words, const struct word *a, const struct word *b) {
  size_t length = a->length < b->length ? a->length : b->length;
  for (size_t i = 0; i < length; i++)
    if (words->letters[a->begin + i] != words->letters[b->begin + i])
      return words->letters[a->begin + i] < words->letters[b->begin + i] ? -1 : 1;
  return (a->length > b->length) - (a->length < b->length);
}

/* Names have few words: each is put where it belongs. */
static void words_sort(struct words *words) {
  for (size_t i = 1; i < words->count; i++) {
    struct word word = words->items[i];
    size_t j = i;
    for (; j > 0 && word_compare(words, &words->items[j - 1], &word) > 0; j--)
      words->items[j] = words->items[j - 1];
    words->items[j] = word;
  }
}

static void words_cut(const char *name, struct words *words) {
  size_t length = strlen(name), used = 0;
  bool inside = false;
  words->count = 0;
  for (size_t i = 0; i < length && used < LETTERS_MOST;) {
    uint16_t letter = letter_plain(utf8_next(name, length, &i));
    if (letter == 1)
      continue;
    if (letter != 0 && !inside && words->count == WORDS_MOST)
      break;
    if (letter != 0 && !inside)
      words->items[words->count++] = (struct word){(uint16_t)used, 0};
    inside = letter != 0;
    if (!inside)
      continue;
    words->letters[used++] = letter;
    words->items[words->count - 1].length++;
  }
  words_sort(words);
}

static const uint16_t *form_words(const struct similar *similar, const struct form *form) {
  return (const uint16_t *)(const void *)(similar->pool.data + form->offset);
}

static size_t form_bytes(const struct form *form) {
  return ((size_t)form->words + form->letters) * sizeof(uint16_t);
}

static uint64_t form_hash(const struct similar *similar, const struct form *form) {
  return hash_fast(form_words(similar, form), form_bytes(form));
}

static bool forms_equal(const struct similar *similar, const struct form *a, const struct form *b) {
  return form_bytes(a) == form_bytes(b) && memcmp(form_words(similar, a), form_words(similar, b), form_bytes(a)) == 0;
}

static uint32_t *slot_find(const struct similar *similar, const struct form *form) {
  size_t mask = similar->slot_count - 1;
  for (size_t i = form_hash(similar, form) & mask;; i = (i + 1) & mask)
    if (similar->slots[i] == 0 || forms_equal(similar, &similar->forms[similar->slots[i] - 1], form))
      return &similar->slots[i];
}

static void slots_grow(struct similar *similar) {
  if (similar->count * 2 < similar->slot_count)
    return;
  free(similar->slots);
  similar->slot_count = similar->slot_count > 0 ? similar->slot_count * 2 : 1024;
  similar->slots = memory_alloc(similar->slot_count * sizeof *similar->slots);
  memset(similar->slots, 0, similar->slot_count * sizeof *similar->slots);
  for (size_t i = 0; i < similar->count; i++)
    *slot_find(similar, &similar->forms[i]) = (uint32_t)i + 1;
}

/* The words behind the others in the pool. */
static struct form form_add(struct similar *similar, const struct words *words, uint32_t row) {
  struct form form = {.offset = (uint32_t)similar->pool.length, .row = row, .words = (uint16_t)words->count};
  for (size_t i = 0; i < words->count; i++) {
    const struct word *word = &words->items[i];
    buffer_add(&similar->pool, &word->length, sizeof word->length);
    buffer_add(&similar->pool, words->letters + word->begin, word->length * sizeof *words->letters);
    form.letters = (uint16_t)(form.letters + word->length);
  }
  return form;
}

int64_t similar_add(struct similar *similar, const char *name, uint32_t row) {
  struct words words;
  words_cut(name, &words);
  if (words.count == 0 || similar->pool.length > UINT32_MAX - 1024)
    return SIMILAR_NONE;
  slots_grow(similar);
  struct form form = form_add(similar, &words, row);
  uint32_t *slot = slot_find(similar, &form);
  if (*slot != 0) {
    similar->pool.length = form.offset;
    return similar->forms[*slot - 1].row;
  }
  if (similar->count == similar->capacity) {
    similar->capacity = similar->capacity > 0 ? similar->capacity * 2 : 1024;
    similar->forms = memory_realloc(similar->forms, similar->capacity * sizeof *similar->forms);
  }
  similar->forms[similar->count++] = form;
  *slot = (uint32_t)similar->count;
  return SIMILAR_NONE;
}

/* Near forms. */

struct entry {
  uint64_t hash;
  uint32_t form;
};

static uint64_t mix(uint64_t value) { /* the finaliser of splitmix64: sums of words must not be alike by chance */
  value = (value ^ value >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  value = (value ^ value >> 27) * UINT64_C(0x94D049BB133111EB);
  return value ^ value >> 31;
}

static const uint64_t base = UINT64_C(0x9E3779B97F4A7C15); /* odd: of the polynomials that stand for words */

/* 1 and the letters as digits of a number in that base. */
static uint64_t word_number(const uint16_t *letters, size_t length) {
  uint64_t number = 1;
  for (size_t i = 0; i < length; i++)
    number = number * base + letters[i];
  return number;
}

struct pass {
  const struct similar *similar;
  struct entry *entries;
  size_t count, capacity;
  uint64_t passes, number; /* a power of two */
};

static void pass_enter(struct pass *pass, uint64_t hash, uint32_t form) {
  if ((hash & (pass->passes - 1)) != pass->number)
    return;
  if (pass->count == pass->capacity) {
    pass->capacity = pass->capacity > 0 ? pass->capacity * 2 : 4096;
    pass->entries = memory_realloc(pass->entries, pass->capacity * sizeof *pass->entries);
  }
  pass->entries[pass->count++] = (struct entry){hash, form};
}

/* Under its words with a letter of this one gone; `others` stands for the rest. The number of the word without letter j
 * is put together from what stands before and behind it. */
static void word_enter(struct pass *pass, const uint16_t *letters, size_t length, uint64_t others, uint32_t form) {
  uint64_t before[LETTERS_MOST + 1] = {1}, behind = 0, power = 1;
  for (size_t i = 0; i < length; i++)
    before[i + 1] = before[i] * base + letters[i];
  for (size_t i = length; i-- > 0; power *= base) {
    if (i == 0 || letters[i] != letters[i - 1]) /* the same letter twice: one of them will do */
      pass_enter(pass, mix(others + mix(before[i] * power + behind)), form);
    behind += letters[i] * power;
  }
}

/* Under all its words, and under them with any one letter of one gone. */
static void form_enter(struct pass *pass, uint32_t index) {
  const struct form *form = &pass->similar->forms[index];
  uint64_t sum = 0, hashes[WORDS_MOST];
  const uint16_t *at = form_words(pass->similar, form);
  for (size_t i = 0; i < form->words; at += 1 + *at, i++)
    sum += hashes[i] = mix(word_number(at + 1, *at));
  pass_enter(pass, mix(sum), index);
  at = form_words(pass->similar, form);
  for (size_t i = 0; i < form->words; at += 1 + *at, i++)
    if (*at + 1 >= WORD_LETTERS)
      word_enter(pass, at + 1, *at, sum - hashes[i], index);
}

static int entry_compare(const void *a, const void *b) {
  const struct entry *left = a, *right = b;
  if (left->hash != right->hash)
    return left->hash < right->hash ? -1 : 1;
  return (left->form > right->form) - (left->form < right->form);
}

/* Whether one slip divides the words; figures are no slips. */
static bool words_near(const uint16_t *a, const uint16_t *b) {
  size_t left = *a++, right = *b++, begin = 0;
  if (left < WORD_LETTERS && right < WORD_LETTERS)
    return false;
  while (begin < left && begin < right && a[begin] == b[begin])
    begin++;
  while (left > begin && right > begin && a[left - 1] == b[right - 1]) {
    left--;
    right--;
  }
  a += begin;
  b += begin;
  left -= begin;
  right -= begin;
  for (size_t i = 0; i < left + right; i++) {
    uint16_t letter = i < left ? a[i] : b[i - left];
    if (letter >= '0' && letter <= '9')
      return false;
  }
  return (left <= 1 && right <= 1) || (left == 2 && right == 2 && a[0] == b[1] && a[1] == b[0]);
}

static int pool_compare(const uint16_t *a, const uint16_t *b) {
  size_t length = *a < *b ? *a : *b;
  for (size_t i = 1; i <= length; i++)
    if (a[i] != b[i])
      return a[i] < b[i] ? -1 : 1;
  return (*a > *b) - (*a < *b);
}

/* All words but one are the same, and those two are near. */
static bool forms_near(const struct similar *similar, const struct form *a, const struct form *b) {
  const uint16_t *left = form_words(similar, a), *right = form_words(similar, b), *alone[2] = {NULL, NULL};
  size_t i = 0, j = 0;
  if (a->words != b->words)
    return false;
  while (i < a->words || j < b->words) {
    int order = i == a->words ? 1 : j == b->words ? -1 : pool_compare(left, right);
    const uint16_t **single = &alone[order > 0];
    if (order != 0 && *single != NULL)
      return false;
    if (order != 0)
      *single = order < 0 ? left : right;
    i += order <= 0;
    j += order >= 0;
    left += order <= 0 ? 1 + *left : 0;
    right += order >= 0 ? 1 + *right : 0;
  }
  return alone[0] != NULL && alone[1] != NULL && words_near(alone[0], alone[1]);
}

/* Forms under one hash: each is compared with the few before it, so that a thousand of them cost no million. */
static void run_compare(const struct pass *pass, size_t begin, size_t end, uint32_t *earlier) {
  enum { NEIGHBOURS = 8 };
  const struct similar *similar = pass->similar;
  for (size_t i = begin + 1; i < end; i++) {
    uint32_t later = pass->entries[i].form;
    size_t first = i - begin > NEIGHBOURS ? i - NEIGHBOURS : begin;
    for (size_t j = first; j < i; j++) {
      uint32_t before = pass->entries[j].form;
      if (before < later && before + 1 < earlier[later] &&
          forms_near(similar, &similar->forms[before], &similar->forms[later]))
        earlier[later] = before + 1;
    }
  }
}

static void pass_run(struct pass *pass, uint32_t *earlier) {
  pass->count = 0;
  for (size_t i = 0; i < pass->similar->count; i++)
    form_enter(pass, (uint32_t)i);
  if (pass->count > 1)
    qsort(pass->entries, pass->count, sizeof *pass->entries, entry_compare);
  for (size_t begin = 0, end; begin < pass->count; begin = end) {
    for (end = begin + 1; end < pass->count && pass->entries[end].hash == pass->entries[begin].hash;)
      end++;
    run_compare(pass, begin, end, earlier);
  }
}

void similar_near(const struct similar *similar, void (*found)(void *self, uint32_t row, uint32_t earlier),
                  void *self) {
  size_t total = similar->pool.length / sizeof(uint16_t) + 1;
  struct pass pass = {.similar = similar, .passes = 1};
  uint32_t *earlier = memory_alloc((similar->count + 1) * sizeof *earlier); /* form + 1; UINT32_MAX: none */
  while (pass.passes < total / PASS_ENTRIES + 1)
    pass.passes *= 2;
  memset(earlier, 0xFF, (similar->count + 1) * sizeof *earlier);
  for (; pass.number < pass.passes; pass.number++)
    pass_run(&pass, earlier);
  for (size_t i = 0; i < similar->count; i++)
    if (earlier[i] != UINT32_MAX)
      found(self, similar->forms[i].row, similar->forms[earlier[i] - 1].row);
  free(earlier);
  free(pass.entries);
}
