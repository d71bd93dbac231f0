/* Binding: expressions and templates of a layout, evaluated over an event.
 *
 * A scope is a chain: names given by `as`, then the item's own fields, then the scopes outside it, then the
 * event's fields. `page`, `pages`, `document` and `language` are bound like values.
 */
#ifndef COMPOSE_BIND_H
#define COMPOSE_BIND_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/event.h"
#include "input/layout.h"
#include "input/locale.h"
#include "input/template.h"
#include "input/value.h"

#include <stdbool.h>
#include <stddef.h>

struct scope {
  const struct scope *outer;
  const char *name;          /* given by `as`; NULL: the value's fields are visible themselves */
  const struct value *value;
};

struct binder { /* what evaluation needs; plain data */
  struct arena *arena; /* results are made here */
  const char *language, *fallback;
  const struct locale *locale;
  const struct layout *layout; /* for the filter colour */
  struct sink *sink;
};

/* A piece of bound text: where it came from, and in what language it is when that differs. */
struct bound_piece {
  const char *text;
  size_t length;
  struct text_source source;
  const char *language; /* NULL: that of the document; set when the fallback had to be used */
  enum text_format format;
};

struct bound_text {
  struct bound_piece *pieces;
  size_t count;
};

/* The value of a path and its filters. NULL when the path leads nowhere (no error: an optional field). A path
 * through a list gives the list of all its items' fields. */
const struct value *bind_expression(const struct binder *binder, const struct scope *scope,
                                    const struct expression *expression);

/* False after an error (a filter that cannot take the value: both positions are reported). An absent field gives
 * no text; a name that exists in no event or person is reported when the layout is first bound. */
bool bind_template(const struct binder *binder, const struct scope *scope, const struct template *template,
                   struct bound_text *out);

/* As one string; *at is the position of the first content piece, or of the template. NULL after an error. */
const char *bind_string(const struct binder *binder, const struct scope *scope, const struct local_template *local,
                        struct text_source *source);

/* `when`: true when the expression is NULL or true. */
bool bind_condition(const struct binder *binder, const struct scope *scope, const struct expression *expression);

/* The text of a value as a reader would write it: a name's parts in order, a map by its name or title. */
const char *bind_value_text(const struct binder *binder, const struct value *value, size_t *length);

#endif
