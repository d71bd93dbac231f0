/* Names of people in parts. people_name in input/people.h is the way in for one string. */
#ifndef INPUT_PERSON_NAME_H
#define INPUT_PERSON_NAME_H

#include "base/arena.h"
#include "input/value.h"

/* Parts of a name; any may be NULL. VALUE_TEXT or VALUE_LOCAL. */
struct name_parts {
  const struct value *family, *given, *patronymic, *full;
};

/* A map with family, given, patronymic, full. Without `full` it is put together from the parts: family name first
 * in Cyrillic, given name first in other scripts. */
const struct value *name_map(struct arena *arena, struct text_source source, struct name_parts parts);

/* One name in several languages: a map whose parts are VALUE_LOCAL. `local` is a VALUE_LOCAL of whole names. */
const struct value *name_local(struct arena *arena, const struct value *local);

/* The name with what its owner writes in Latin letters, as field `latin`; itself for NULL. */
const struct value *name_with_latin(struct arena *arena, const struct value *name, const struct value *latin);

#endif
