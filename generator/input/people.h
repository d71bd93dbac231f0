/* Lists of people: from CSV, or from a list in the event.
 *
 * Columns are found by their headers (id, name, family, given, patronymic, latin, position, organisation, role,
 * email, phone, photo, url; in Russian, Kyrgyz or English), or by `columns:`. Texts may have a column per language
 * (input/people_columns.h). A column of another name is kept under its own header. The file stays mapped; a row keeps
 * 16 bytes, and is made into a map when asked for.
 */
#ifndef INPUT_PEOPLE_H
#define INPUT_PEOPLE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/event.h"
#include "input/people_columns.h"
#include "input/value.h"
#include "input/yaml_tree.h"

struct people_spec {
  const char *folder, *name; /* of the event; of the file in it */
  struct position at;        /* where the event names it */
  const struct yaml_node *columns;
  const struct value *organisations; /* NULL: none; a cell that is the id of one becomes a reference */
  struct people_languages languages;
  const struct limits *limits;
};

/* Gives a VALUE_ROWS; refused rows are reported and give NULL items. NULL when the file cannot be used at all. */
const struct value *people_read(struct arena *arena, const struct people_spec *spec, struct sink *sink);

/* The content of the file that a list made by people_read came from; false for any other value. */
bool people_content(const struct value *rows, const char **data, size_t *length);

/* A name written in one string, in parts: "Орозбаев Бектур Асанович" -> family, given, patronymic; "Алыкулова
 * Айгүл Бакыт кызы". Returns a map with family, given, patronymic as far as found, and `full` as written. */
const struct value *people_name(struct arena *arena, const char *text, struct text_source source);

#endif
