/* Which column of a list of people holds what. */
#ifndef INPUT_PEOPLE_COLUMNS_H
#define INPUT_PEOPLE_COLUMNS_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/csv.h"
#include "input/yaml_tree.h"

#include <stdbool.h>
#include <stddef.h>

enum person_field {
  PERSON_OTHER, /* kept under its own header */
  PERSON_ID,
  PERSON_NAME,
  PERSON_FAMILY,
  PERSON_GIVEN,
  PERSON_PATRONYMIC,
  PERSON_POSITION,
  PERSON_ORGANISATION,
  PERSON_ROLE,
  PERSON_EMAIL,
  PERSON_PHONE,
  PERSON_PHOTO,
  PERSON_URL,
  PERSON_FIELD_COUNT
};

enum { COLUMN_LIMIT = 256, COLUMN_NONE = -1 };

struct people_columns {
  struct {
    enum person_field field;
    const char *key; /* the name of the field in templates; of PERSON_OTHER the header */
  } items[COLUMN_LIMIT];
  size_t count;
  int of[PERSON_FIELD_COUNT]; /* the column of a field, or COLUMN_NONE */
};

/* The name of a field in templates: "email". */
const char *person_field_name(enum person_field field);

/* Reads the header row: known headers, then `columns` of the event (may be NULL), a map from field to header. False
 * after errors: a header that is not there, or no column with names. `file` is that of the list. */
bool people_columns_read(struct arena *arena, const char *file, const struct csv_cell *headers, size_t count,
                         const struct yaml_node *columns, struct sink *sink, struct people_columns *out);

#endif
