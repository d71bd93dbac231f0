/* Templates: text with {{ path | filter: argument }} in it, parsed once when a layout is read.
 *
 * grammar: expression = path { "|" filter [ ":" argument { "," argument } ] }
 *          path = name { "." name };  argument = word | number | "quoted" | 'quoted'
 *          name, word = characters other than spaces and | : , . " ' ( ) { }; a word may hold dots
 * A backslash before {{ keeps it as text; so does one before a quote inside quotes.
 */
#ifndef INPUT_TEMPLATE_H
#define INPUT_TEMPLATE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/source.h"
#include "input/yaml_tree.h"

#include <stdbool.h>
#include <stddef.h>

enum filter_kind {
  FILTER_UPPER,
  FILTER_LOWER,
  FILTER_CAPITALISE,
  FILTER_DATE,  /* date: form, default long */
  FILTER_RANGE, /* range: form; of a map with from and to, or of a list of dates */
  FILTER_TIME,
  FILTER_INITIALS, /* initials: before or after the family name, or the letters alone */
  FILTER_NAME,     /* name: form, default given-first */
  FILTER_PHONE,
  FILTER_NUMBER,
  FILTER_JOIN,    /* join: separator, default ", "; join: and puts the language's «and» before the last */
  FILTER_DEFAULT, /* default: text, for what is absent or empty */
  FILTER_TRANSLITERATE,
  FILTER_COLOUR, /* the colour that the layout's `colours:` gives to the value */
  FILTER_ICON,   /* the characters that the layout's `icons:` give to the value */
  FILTER_IS,     /* is: a, b, … — yes when the value is one of them */
  FILTER_NOT,
  FILTER_FIRST, /* of a list */
  FILTER_LAST,
  FILTER_COUNT,
  FILTER_URL,    /* percent-encoding, for a part of an address */
  FILTER_BEFORE, /* before: text, put before what is there, not before nothing */
  FILTER_AFTER,
  FILTER_PLURAL, /* plural: one, few, many — the number with the word that goes with it */
  FILTER_SORT,   /* sort: path, … — a list in the order of its items' fields, or of the items */
  FILTER_VCARD   /* vcard: version, default 3.0 — the business card of a person, for a QR code */
};

/* What a filter takes; template_filters holds all, template_filter_count of them, in the order of filter_kind. */
struct template_filter_rule {
  const char *name;
  enum filter_kind kind;
  int minimum, maximum; /* number of arguments */
};
extern const struct template_filter_rule template_filters[];
extern const size_t template_filter_count;

struct template_filter {
  enum filter_kind kind;
  const char *name;
  const char **arguments;
  size_t argument_count;
  struct position at;
};

struct expression {
  bool negated; /* `not path`, in `when` only */
  const char **names;
  size_t name_count;
  struct template_filter *filters;
  size_t filter_count;
  struct position at;
};

struct template_part {
  const char *text; /* literal text, or NULL */
  size_t length;
  struct text_source source;
  const struct expression *expression;
};

struct template {
  const struct template_part *parts;
  size_t count;
  struct position at;
};

/* A layout text: one template, or one per language (language NULL: for all). */
struct local_template {
  struct local_template_entry {
    const char *language;
    struct template template;
  } * entries;
  size_t count;
};

/* NULL (false) after an error, which is in the sink: unclosed braces, unknown filter, wrong argument count. */
bool template_parse(struct arena *arena, const char *text, size_t length, struct text_source source, struct sink *sink,
                    struct template *out);
bool local_template_parse(struct arena *arena, const struct yaml_node *node, struct sink *sink,
                          struct local_template *out);

/* A bare path with filters, for `when` and `each`. */
const struct expression *expression_parse(struct arena *arena, const char *text, size_t length,
                                          struct text_source source, struct sink *sink);

/* The template for a language: its own, else that for all, else the fallback's, else the first. */
const struct template *local_template_find(const struct local_template *local, const char *language,
                                           const char *fallback);

#endif
