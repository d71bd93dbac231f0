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
  const char *name; /* given by `as`; NULL: the value's fields are visible themselves */
  const struct value *value;
};

struct binder {        /* what evaluation needs; plain data */
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

/* What a scope of an item needs: its name (`as`, else "item") and its fields. Lives where the caller puts it. */
struct item_scope {
  struct scope fields, named;
};
/* The scope in which `item` is seen; borrowed from *out. */
const struct scope *bind_item(struct item_scope *out, const struct scope *outer, const char *as,
                              const struct value *item);

/* The value of a path and its filters. NULL when the path leads nowhere (no error: an optional field), and after
 * an error. A path through a list gives the list of all its items' fields. */
const struct value *bind_expression(const struct binder *binder, const struct scope *scope,
                                    const struct expression *expression);

/* False after an error (a filter that cannot take the value: both positions are reported). An absent field gives
 * no text; a name that exists in no event or person is an error at the layout's rule. */
bool bind_template(const struct binder *binder, const struct scope *scope, const struct template *source,
                   struct bound_text *out);

/* As bind_template, with the template for the binder's language; a missing one is warned of. */
bool bind_local(const struct binder *binder, const struct scope *scope, const struct local_template *local,
                struct bound_text *out);

/* As one string; *source is that of the first content piece, or of the template. NULL after an error. */
const char *bind_string(const struct binder *binder, const struct scope *scope, const struct local_template *local,
                        struct text_source *source);

/* As bind_expression; false after an error, *out is NULL for an absent value. */
bool bind_value(const struct binder *binder, const struct scope *scope, const struct expression *expression,
                const struct value **out);

/* The items of what `each` leads to: those of a list without refused rows, the values of a map of maps (people by
 * their ids), or the one value itself; none for NULL. */
const struct value **bind_items(struct arena *arena, const struct value *value, size_t *count);

/* `when`: *out is true when the expression is NULL or true. False after an error. */
bool bind_when(const struct binder *binder, const struct scope *scope, const struct expression *expression, bool *out);

/* `when` in short: false after an error too. */
bool bind_condition(const struct binder *binder, const struct scope *scope, const struct expression *expression);

/* The text of a value as a reader would write it: a name's parts in order, a map by its name or title, the items
 * of a list with commas. Appends nothing and returns false for a map without any of them. */
bool bind_value_pieces(const struct binder *binder, const struct value *value, struct bound_text *out);

/* The same as one string; NULL for a value without text. */
const char *bind_value_text(const struct binder *binder, const struct value *value, size_t *length);

/* The value itself behind references, in the binder's language, else in the fallback's, which is warned of;
 * *language is set in that case (language may be NULL). NULL stays NULL. */
const struct value *bind_value_in(const struct binder *binder, const struct value *value, const char **language);

#endif
