/* What a setter holds. For the files of text/ that keep something warm in it, and nobody else. */
#ifndef TEXT_SETTER_PRIVATE_H
#define TEXT_SETTER_PRIVATE_H

#include "text/setter.h"

struct shapes;      /* text/shape.c: HarfBuzz buffer, shaped words */
struct breakers;    /* text/breakpoints.c: ICU iterators by language */
struct hyphenators; /* text/hyphenate.c: patterns by language */
struct memo;

struct setter {
  struct arena *arena;
  struct fontmap *map;
  struct arena *scratch;        /* see setter_scratch */
  const char **pattern_folders; /* NULL-terminated */
  struct shapes *shapes;
  struct breakers *breakers;
  struct hyphenators *hyphenators;
  struct memo *paragraphs;   /* text/paragraph_memo.c */
  struct memo *typographies; /* text/typography_memo.c */
};

/* For the work of one paragraph: emptied by the next call, and small again after a large one. */
struct arena *setter_scratch(struct setter *setter);

/* Each is released with the arena. */
struct shapes *shapes_new(struct arena *arena);
void shapes_trim(struct shapes *shapes);

struct breakers *breakers_new(struct arena *arena);

struct hyphenators *hyphenators_new(struct arena *arena);
void hyphenators_warm(struct setter *setter, const char *language);

/* The primary subtag of a BCP 47 tag in lower case, "" when it is none: "ru-RU" -> "ru". */
enum { SUBTAG_SIZE = 9 };
void language_primary(const char *language, char primary[SUBTAG_SIZE]);

#endif
