/* Lists of people: from CSV, XLSX, or from a list in the event.
 *
 * Columns are found by their headers (id, name, family, given, patronymic, latin, position, organisation, role,
 * email, phone, photo, url; in Russian, Kyrgyz or English), or by `columns:`. Texts may have a column per language
 * (input/people_columns.h). A column of another name is kept under its own header. The file stays mapped, the
 * rows of a spreadsheet are packed beside it; a row keeps 16 bytes, and is made into a map when asked for.
 *
 * value_item(arena, rows, index) makes any row without reading the others, in the arena of whoever asks: parts of a
 * document may be composed in any order, and by processes that were forked after reading, which share these pages.
 */
#ifndef INPUT_PEOPLE_H
#define INPUT_PEOPLE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/file.h"
#include "input/event.h"
#include "input/people_columns.h"
#include "input/value.h"
#include "input/yaml_tree.h"

struct people_spec {
  const char *folder, *name; /* of the event; of the file in it */
  struct position at;        /* where the event names it */
  const char *sheet;         /* of a spreadsheet; NULL: the first that is shown */
  struct position sheet_at;
  const struct yaml_node *columns;
  const struct value *organisations; /* NULL: none; a cell that is the id of one becomes a reference */
  struct people_languages languages;
  const struct limits *limits;
};

/* Gives a VALUE_ROWS; refused rows are reported and give NULL items. NULL when the file cannot be used at all. */
const struct value *people_read(struct arena *arena, const struct people_spec *spec, struct sink *sink);

/* Likewise, of a file that is in memory already, and stays there. */
const struct value *people_parse(struct arena *arena, const struct people_spec *spec, struct file_content content,
                                 struct sink *sink);

/* The content of the file that a list made by people_read came from; false for any other value. */
bool people_content(const struct value *rows, const char **data, size_t *length);

/* A name written in one string, in parts: "Орозбаев Бектур Асанович" -> family, given, patronymic; "Алыкулова
 * Айгүл Бакыт кызы". Returns a map with family, given, patronymic as far as found, and `full` as written. */
const struct value *people_name(struct arena *arena, const char *text, struct text_source source);

#endif
