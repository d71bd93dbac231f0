/* Which column of a list of people holds what.
 *
 * A text may have a column for each language of the event: "position", "position.ky", "position (en)". One without a
 * language is in the event's first. */
#ifndef INPUT_PEOPLE_COLUMNS_H
#define INPUT_PEOPLE_COLUMNS_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/csv.h"
#include "input/grid.h"
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
  PERSON_LATIN,
  PERSON_FIELD_COUNT
};

enum { COLUMN_NONE = -1 };

struct people_columns {
  struct people_column {
    enum person_field field;
    const char *key;      /* the name of the field in templates; of PERSON_OTHER the header */
    const char *header;   /* as written */
    const char *language; /* of a column that names one; NULL: the event's first */
    int next;             /* the column of the same field in the next language, or COLUMN_NONE */
    bool follows;         /* some column has this one as its next */
  } items[COLUMN_LIMIT];
  size_t count;
  int of[PERSON_FIELD_COUNT]; /* the first column of a field, or COLUMN_NONE */
};

struct people_languages { /* that columns may be in, the event's */
  const char *const *codes;
  size_t count;
};

/* The name of a field in templates: "email". */
const char *person_field_name(enum person_field field);

struct columns_spec {
  const char *file; /* of the list */
  const struct csv_cell *headers;
  size_t header_count;
  const struct yaml_node *overrides; /* `columns:` of the event, a map from field to header; NULL: none */
  struct people_languages languages;
};

/* How many of the headers are known, or named in the overrides: none in a line above the table. */
size_t people_columns_known(const struct columns_spec *spec);

/* Reads the header row: known headers, then the overrides. False after errors: a header that is not there, or no
 * column with names. */
bool people_columns_read(struct arena *arena, const struct columns_spec *spec, struct sink *sink,
                         struct people_columns *out);

#endif
