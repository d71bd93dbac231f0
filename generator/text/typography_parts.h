/* What the files of the typographer's hand share. Private to text/. */
#ifndef TEXT_TYPOGRAPHY_PARTS_H
#define TEXT_TYPOGRAPHY_PARTS_H

#include "text/typography.h"

#define NO_BREAK_SPACE "\u00A0"

/* What a word holds. */
enum {
  WORD_LATIN = 1,
  WORD_CYRILLIC = 2,
  WORD_DIGIT = 4,
  WORD_HYPHEN = 8,    /* - – — */
  WORD_MARK = 16,     /* quotation marks and apostrophes */
  WORD_POINT = 32,    /* full stops, an ellipsis */
  WORD_COMMA = 64,    /* , ; : ! ? */
  WORD_SIGN = 128,    /* № § */
  WORD_ADDRESS = 256, /* @ / \ _ and the like: perhaps an address, a path, code */
  WORD_OPENS = 512,   /* what stands in front of words: ( « „ */
  WORD_CLOSES = 1024  /* what stands behind them: , » ) and points */
};

/* The white space behind a word. */
enum gap_kind {
  GAP_NONE,  /* the text ends */
  GAP_SPACE, /* one ordinary space */
  GAP_WIDE,  /* several of them, tabs */
  GAP_FIXED, /* one that was chosen: no-break, thin */
  GAP_LINE,  /* a hard line break */
  GAP_GLUED  /* none, but there should be one: г.Бишкек */
};

struct word {
  uint32_t offset, length;
  uint32_t gap_length;
  uint16_t flags;
  uint8_t gap;  /* enum gap_kind */
  uint8_t rule; /* enum typography_rule, of a glued gap */
};

/* A part of the text. */
struct stretch {
  const char *text;
  size_t length;
};

/* Words that a rule knows: small letters, ended by NULL. */
typedef const char *const *word_list;

struct abbreviation {
  const char *word; /* with its points */
  enum { BEFORE_NUMBER = 1, BEFORE_CAPITAL = 2, BEFORE_BOTH = 3 } before;
};

/* What a language decides. */
struct typography_language {
  const char *code;
  const char *opening[2], *closing[2]; /* outside, inside */
  bool keeps_curly;                    /* written “ ” ‘ ’ are right as they are */
  bool suffix_after_quote;             /* «Акыйкат»тын */
  bool elides;                         /* ’90s, the students’ */
  const char *dash;                    /* for a hyphen between spaces */
  const char *group;                   /* between groups of three digits */
  word_list short_words;               /* keep to the next word */
  word_list particles;                 /* keep to the word before */
  word_list units, multipliers, months;
  word_list years;        /* behind the figures of a year */
  word_list counted;      /* beginnings of words for what is counted */
  word_list before_plain; /* before figures that are no amount */
  word_list behind;       /* abbreviations that follow a name */
  const struct abbreviation *abbreviations;
  const char *const (*pairs)[2]; /* т. д. */
  bool pairs_apart;              /* т.д. is an old way to write it */
  bool parts;                    /* so are г.Бишкек and А.С. Пушкин */
  word_list patronymics;         /* keep to the name of the father before them */
  word_list currencies;          /* codes and signs before or behind an amount */
  bool month_stems;              /* months are beginnings of words */
  bool speech;                   /* what is said begins with a dash */
};

/* NULL for a language without rules. */
const struct typography_language *typography_language_find(const char *language);

struct scan {
  struct arena *arena;
  const struct typography_spec *spec;
  const struct typography_language *language;
  struct word *words;
  size_t count, capacity;
  unsigned flags; /* of all words together */
  struct typography_edit *edits;
  size_t edit_count, edit_capacity;
  struct typography_slip *slips;
  size_t slip_count, slip_capacity;
};

/* Cuts the text into words (typography_words.c). */
void scan_words(struct scan *scan);

/* Cuts words that are written too close (typography_glued.c). */
void scan_cut(struct scan *scan);

/* What a part of a word holds. */
unsigned stretch_flags(struct stretch stretch);

/* т. д.: whether this word and the next are an abbreviation in two parts. */
bool words_are_pair(const struct scan *scan, size_t index);

/* A word without what opens in front of it: ( « „; without what closes behind it: , » ) and points. */
struct stretch word_tail(const struct scan *scan, const struct word *word);
struct stretch word_head(const struct scan *scan, const struct word *word);
struct stretch word_core(const struct scan *scan, const struct word *word);

/* Whether the stretch, in small letters, is one of the words, or begins with one of them. */
bool stretch_is_one_of(struct stretch stretch, word_list words);
bool stretch_is_abbreviation(struct stretch stretch, const struct abbreviation *known, unsigned before);
bool stretch_begins_one_of(struct stretch stretch, word_list stems);
bool stretch_is(struct stretch stretch, const char *word);

bool stretch_is_digits(struct stretch stretch);
bool stretch_is_time(struct stretch stretch); /* 9:00, 09:00 */

/* The first character; 0 when there is none. */
uint32_t stretch_first(struct stretch stretch);

/* A capital and a small letter behind it. */
bool stretch_is_name(struct stretch stretch);

/* An abbreviation, with its point, of the name that follows: г. Бишкек, с. Ак-Суу. */
bool word_begins_name(const struct scan *scan, size_t index);

/* Whether the figures on both sides of the word that is a dash are surely the ends of a range. */
bool words_are_range(const struct scan *scan, size_t dash);

/* Whether the words before this one say that figures are the number of something and no amount: тел., №, (0312), +996.
 */
bool word_names_number(const struct scan *scan, size_t index);

bool letter_is_capital(uint32_t code_point);
bool letter_is_latin(uint32_t code_point);
bool letter_is_cyrillic(uint32_t code_point);

/* An e-mail or web address, a path, a name of a file. */
bool word_is_address(const struct scan *scan, const struct word *word);

bool scan_is_fixed(const struct scan *scan, size_t from, size_t to);

/* Edits may be added in any order; one that touches bytes of an earlier one, or fixed bytes, is dropped. */
void scan_edit(struct scan *scan, struct typography_edit edit);

/* Rules of figures, for words that hold them (typography_figures.c). */
void range_of_figures(struct scan *scan, size_t index);
void range_of_centuries(struct scan *scan, size_t index);
void minus_of_figures(struct scan *scan, size_t index);
void groups_of_figures(struct scan *scan, size_t index);

void typography_marks(struct scan *scan);     /* quotation marks and apostrophes (typography_marks.c) */
void typography_within(struct scan *scan);    /* rules within words (typography_within.c) */
void typography_between(struct scan *scan);   /* rules of the spaces between words (typography_between.c) */
void typography_alphabets(struct scan *scan); /* letters of the wrong alphabet (typography_alphabets.c) */

#endif
