/* Names in templates that can mean nothing: `{{ relase.headline }}` is a mistake of the layout, while
 * `{{ release.embargo }}` of an event without embargo is an optional field. */
#ifndef COMPOSE_NAMES_H
#define COMPOSE_NAMES_H

#include "compose/bind.h"

/* Nothing is called by the first name of `expression` in `scope`. False, after a message with the near name, when
 * no event can have such a field. */
bool names_check_first(const struct binder *binder, const struct scope *scope, const struct expression *expression);

/* The same for name `index` of the path, which `value` before it does not have. */
bool names_check_field(const struct binder *binder, const struct value *value, const struct expression *expression,
                       size_t index);

#endif
