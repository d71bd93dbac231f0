/* Which encoding a file is in that is not UTF-8.
 *
 * UTF-16 shows by its mark, or by the bytes of spaces, commas and line breaks, which stand on one side of a zero only.
 * Encodings of one byte a character hold the same letters in different places: the text is read in each of them, and
 * the one wins in which frequent letters of Russian come often, capitals begin words, and Latin letters stand apart.
 * When none reads well (Western European names, say), the file is not guessed at: a wrong letter is worse. */
#include "input/encoding.h"

#include "base/utf8.h"
#include "input/letters.h"

#include <string.h>

enum {
  SAMPLE_BYTES = 65536, /* of the file are looked at: enough for letter frequencies */
  LETTERS_LEAST = 2,    /* fewer prove nothing */
  /* Scores are tenths of bits a character; a letter scores by how much more often than 1 in 32 it comes. */
  SCORE_LEAST = -12,      /* a character of the worst text that is accepted: names in capitals lie above 0 */
  SCORE_FOREIGN = -60,    /* a letter that Russian lacks */
  SCORE_SYMBOL = -60,     /* frames, currencies and the like */
  SCORE_NOTHING = -100,   /* a byte that means nothing */
  SCORE_MIDDLE = -60,     /* a capital behind a small letter */
  SCORE_LATIN = -90,      /* a Latin and a Russian letter side by side */
  SCORE_PUNCTUATION = -5, /* quotes and dashes */
};

/* а to я, after the frequencies of the Russian National Corpus. */
static const signed char letter_scores[32] = {14, -10, 5,  -9, -1,  14,  -17, -9,  12,  -14, 2,   5,  0,  11,  18,  -2,
                                              6,  8,   10, -3, -36, -17, -27, -11, -21, -31, -63, -7, -8, -33, -23, -6};

static bool is_latin(uint32_t character) {
  return character < 0x80 && (letters_is_small(character) || letters_is_capital(character));
}

static bool is_russian(uint32_t character) {
  return (character >= 0x410 && character <= 0x44F) || character == 0x401 || character == 0x451;
}

static bool is_punctuation(uint32_t character) {
  static const uint32_t known[] = {0xA0,   0xAB,   0xBB,   0xB0,   0x2116, 0x2013, 0x2014,
                                   0x2018, 0x2019, 0x201C, 0x201D, 0x201E, 0x2026};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (known[i] == character)
      return true;
  return false;
}

static int character_score(uint32_t character) {
  if (character == 0)
    return SCORE_NOTHING;
  if (character == 0x401 || character == 0x451)
    return -10;
  if (is_russian(character))
    return letter_scores[letters_small(character) - 0x430];
  if (is_punctuation(character))
    return SCORE_PUNCTUATION;
  return character >= 0x400 && character < 0x530 ? SCORE_FOREIGN : SCORE_SYMBOL;
}

/* How the letter reads behind the character before it. */
static int pair_score(uint32_t before, uint32_t character) {
  if ((is_latin(before) && is_russian(character)) || (is_russian(before) && is_latin(character)))
    return SCORE_LATIN;
  return letters_is_small(before) && letters_is_capital(character) ? SCORE_MIDDLE : 0;
}

/* How well the sample reads, per character beyond ASCII; a very bad score when there is too little of it. */
static int64_t text_score(enum encoding encoding, const char *data, size_t length) {
  int64_t score = 0, counted = 0;
  size_t letters = 0;
  uint32_t before = 0;
  for (size_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)data[i];
    uint32_t character = encoding_character(encoding, byte);
    if (byte >= 0x80) {
      score += character_score(character);
      counted++;
      letters += is_russian(character);
    }
    score += pair_score(before, character);
    before = character;
  }
  return letters < LETTERS_LEAST ? SCORE_NOTHING * 16 : score * 16 / counted;
}

/* Characters beyond ASCII that are well-formed UTF-8, and bytes that are not. */
static bool is_damaged_utf8(const char *data, size_t length) {
  size_t good = 0, bad = 0;
  for (size_t i = 0; i < length;) {
    size_t begin = i;
    bool ascii = (unsigned char)data[i] < 0x80;
    utf8_next(data, length, &i);
    good += i - begin > 1;
    bad += !ascii && i - begin == 1;
  }
  return good > bad;
}

enum encoding encoding_guess_utf16(const char *data, size_t length) {
  static const char marks[] = "\n\r\t ,;";
  if (length >= 2 && memcmp(data, "\xFF\xFE", 2) == 0)
    return ENCODING_UTF16LE;
  if (length >= 2 && memcmp(data, "\xFE\xFF", 2) == 0)
    return ENCODING_UTF16BE;
  size_t little = 0, big = 0, zeros = 0;
  for (size_t i = 0; i + 1 < length && i < SAMPLE_BYTES; i += 2) {
    zeros += data[i] == 0 && data[i + 1] == 0;
    little += data[i + 1] == 0 && data[i] != 0 && strchr(marks, data[i]) != NULL;
    big += data[i] == 0 && data[i + 1] != 0 && strchr(marks, data[i + 1]) != NULL;
  }
  if (zeros > 0 || little == big)
    return ENCODING_UNKNOWN;
  return little > big ? ENCODING_UTF16LE : ENCODING_UTF16BE;
}

enum encoding encoding_guess(const char *data, size_t length) {
  enum encoding best = encoding_guess_utf16(data, length);
  if (best != ENCODING_UNKNOWN)
    return best;
  size_t begin = utf8_valid_length(data, length);
  while (begin > 0 && (unsigned char)data[begin - 1] > ' ') /* the word that the first wrong byte stands in */
    begin--;
  size_t end = length - begin < SAMPLE_BYTES ? length : begin + SAMPLE_BYTES;
  if (memchr(data, 0, end) != NULL || is_damaged_utf8(data + (begin < SAMPLE_BYTES ? 0 : begin - SAMPLE_BYTES),
                                                      begin < SAMPLE_BYTES ? end : end - begin + SAMPLE_BYTES))
    return ENCODING_UNKNOWN;
  int64_t best_score = SCORE_LEAST * 16 - 1;
  for (enum encoding i = ENCODING_CP1251; i <= ENCODING_MAC; i++) {
    int64_t score = text_score(i, data + begin, end - begin);
    if (score > best_score) {
      best_score = score;
      best = i;
    }
  }
  return best;
}
