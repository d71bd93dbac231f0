/* Shaping: characters of one font, script, direction and language -> glyphs, by HarfBuzz. Words are kept in the
 * setter's cache in font units, whatever their size, and shaped once per process. */
#ifndef TEXT_SHAPE_H
#define TEXT_SHAPE_H

#include "text/font.h"
#include "text/setter.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct shaped_glyph {
  uint32_t id;
  uint32_t cluster; /* byte offset in the text */
  int32_t advance;  /* font units */
  int32_t x, y;     /* offset of the origin, font units, y upwards */
};

/* Where a kept word may be hyphenated, for text/items.c to fill in when it first needs it. */
struct word_points {
  uint64_t bits; /* bit i: before byte i */
  bool known;
};

struct shaped {
  const struct font *font;
  const struct shaped_glyph *glyphs; /* visual order */
  uint32_t count;
  int32_t advance; /* of all */
  bool rtl;
  struct word_points *points; /* NULL: the word is not kept */
};

struct shape_spec {
  struct font *font;
  const char *language; /* BCP 47 */
  uint32_t script;      /* ISO 15924 tag as four bytes, 'Cyrl' */
  bool rtl;
  unsigned features; /* enum text_feature; SUPERIOR only when the font has it, see shape_has_superior */
};

enum { SHAPE_WORDS = 16 };

struct shape_request {
  const struct shape_spec *spec;
  const char *text;
  size_t length;
  const struct shaped *shaped; /* the answer, as of shape_word */
};

/* As shape_word, for up to SHAPE_WORDS words: what is kept of them is fetched from memory together, where each would
 * have to be waited for. */
void shape_words(struct arena *arena, struct setter *setter, struct shape_request *requests, size_t count);

/* Borrowed from the setter's cache; valid until setter_trim. Text of more than 64 bytes is not kept but shaped in
 * arena. */
const struct shaped *shape_word(struct arena *arena, struct setter *setter, const struct shape_spec *spec,
                                const char *text, size_t length);

/* Empties what is kept of words, paragraphs and the typographer's findings where it has outgrown its cap (called
 * between jobs and parts). */
void setter_trim(struct setter *setter);

/* Whether the font has superior forms of the characters (feature sups). */
bool shape_has_superior(struct setter *setter, struct font *font, const char *text, size_t length);

#endif
