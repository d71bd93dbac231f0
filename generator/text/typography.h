/* A typographer's hand: what a careful typesetter of Russian, Kyrgyz or English would change in a text as it was typed.
 * Pure: no fonts, files, clock. One pass over the bytes cuts the text into words; rules then look only at words and
 * spaces that have what they are about.
 *
 * Sources: А. Э. Мильчин, Л. К. Чельцова, «Справочник издателя и автора» (2014); ГОСТ 8.417–2002 (units); Кыргыз
 * тилинин орфографиялык эрежелери (2008); New Hart's Rules (2014); The Chicago Manual of Style, 17th edition. Which
 * one a rule is from stands in typography_rules. When in doubt, a text is left as it is. */
#ifndef TEXT_TYPOGRAPHY_H
#define TEXT_TYPOGRAPHY_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum typography_rule {
  TYPOGRAPHY_QUOTES,
  TYPOGRAPHY_APOSTROPHE,
  TYPOGRAPHY_ELLIPSIS,
  TYPOGRAPHY_DASH,
  TYPOGRAPHY_RANGE,
  TYPOGRAPHY_MINUS,
  TYPOGRAPHY_SPACES,
  TYPOGRAPHY_PUNCTUATION,
  TYPOGRAPHY_INITIALS,
  TYPOGRAPHY_SIGN,
  TYPOGRAPHY_ABBREVIATION,
  TYPOGRAPHY_UNIT,
  TYPOGRAPHY_DATE,
  TYPOGRAPHY_YEAR,
  TYPOGRAPHY_DIGITS,
  TYPOGRAPHY_SHORT_WORD,
  TYPOGRAPHY_PARTICLE,
  TYPOGRAPHY_RULE_COUNT
};

struct typography_rule_info {
  const char *name;   /* kebab-case, permanent */
  const char *source; /* where the rule is laid down */
};
extern const struct typography_rule_info typography_rules[TYPOGRAPHY_RULE_COUNT];

/* `length` bytes at `offset` become `replacement`; length 0 puts it in. */
struct typography_edit {
  size_t offset, length;
  const char *replacement; /* NUL-terminated */
  enum typography_rule rule;
};

enum slip_kind {
  SLIP_LATIN,    /* a Latin letter in a Cyrillic word */
  SLIP_CYRILLIC, /* a Cyrillic letter in a Latin word */
  SLIP_DIGIT,    /* 0 for О or Ө */
  SLIP_COMMA,    /* н, for ң */
  SLIP_STRANGE   /* a letter of another Cyrillic alphabet: ѳ for ө */
};

/* A letter from the wrong alphabet. */
struct typography_slip {
  size_t offset, length;    /* of the letter */
  size_t word, word_length; /* that it stands in */
  enum slip_kind kind;
  const char *expected; /* what it looks like, NUL-terminated */
};

/* Bytes that stay as they are: code, addresses, formatted values, words of another language. */
struct typography_range {
  size_t from, to;
};

struct typography_spec {
  const char *text; /* of a whole paragraph, so that quotation marks find each other; UTF-8 */
  size_t length;
  const char *language;                 /* BCP 47; others than ru, ky and en have no edits */
  const struct typography_range *fixed; /* ascending, apart */
  size_t fixed_count;
  bool slips_only; /* look for wrong letters, change nothing */
};

struct typography {
  struct typography_edit *edits; /* ascending, apart */
  size_t edit_count;
  struct typography_slip *slips; /* ascending */
  size_t slip_count;
};

/* Edits of edited text are none. Linear in length. */
void typography_find(struct arena *arena, const struct typography_spec *spec, struct typography *out);

#endif
