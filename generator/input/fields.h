/* A table-driven reader: YAML nodes -> typed values, everything checked on the way.
 *
 * A field_set lists the keys that may stand in a map, each with the function that reads it. Whatever is wrong is
 * reported where it stands, and the rest is read all the same. References are collected while reading and
 * resolved at the end (input/reference.h), because people may be named before they are described.
 */
#ifndef INPUT_FIELDS_H
#define INPUT_FIELDS_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/reference.h"
#include "input/value.h"
#include "input/yaml_tree.h"

#include <stdbool.h>
#include <stddef.h>

enum field_flags {
  FIELD_REQUIRED = 1,
  FIELD_LIST = 2, /* a list; one item stands for a list of one */
  FIELD_SOME = 4  /* one item or a list, kept as written */
};

struct field_reader { /* plain data; what reading needs */
  struct arena *arena;
  struct sink *sink;
  const char *const *languages; /* that texts may be given in */
  size_t language_count;
  const char *zone; /* of instants without one; NULL: none */
  struct reference_list references;
  const struct field_set *named; /* the set whose keys are in `names`, for messages */
  const char *names;
};

struct field;
struct field_set;

/* Reads one item. NULL after an error, or when there is nothing to keep. */
typedef const struct value *field_function(struct field_reader *reader, const struct field *field,
                                           const struct yaml_node *node);

struct field {
  const char *name;
  field_function *read;
  unsigned flags;
  const struct field_set *set; /* for field_map, field_table and people written in place */
};

struct field_set {
  const struct field *fields;
  size_t count;
  /* Looks at a map that was read; NULL: nothing to look at. */
  void (*check)(struct field_reader *reader, const struct value *map);
};

/* A map of the set: unknown and missing keys are reported. Gives VALUE_MAP, NULL when node is no map. `field` may
 * have no name (the root). */
field_function field_map;
/* A map from ids to maps of the set; each gets its id as field "id". */
field_function field_table;

field_function field_text;     /* one string, or a map of one per language */
field_function field_markdown; /* likewise, TEXT_MARKDOWN */
field_function field_word;     /* one string for all languages */
field_function field_id;
field_function field_language;
field_function field_zone;
field_function field_phone;
field_function field_email;
field_function field_url;
field_function field_website;
field_function field_path;
field_function field_number;
field_function field_flag;
field_function field_date;
field_function field_time;
field_function field_instant;
field_function field_name;         /* of a person: a map with family, given, patronymic, full */
field_function field_person;       /* an id, or a person written in place (field->set) */
field_function field_speaker;      /* likewise, or free text */
field_function field_organisation; /* an id, free text, or a map of field->set */
field_function field_free;         /* anything: maps, lists, text, numbers, dates */
field_function field_raw;          /* not read: whoever needs it takes the YAML node */

/* The items of a list field; a node that is no list counts as one item. */
const struct value *field_list(struct field_reader *reader, const struct field *field, const struct yaml_node *node);

/* Whether texts may be given in this language. */
bool field_language_known(const struct field_reader *reader, const char *language);

/* True when the node is a map from languages of the event to texts. */
bool field_is_local(const struct field_reader *reader, const struct yaml_node *node);

/* A value of a scalar node, plain text as written. */
struct value *field_scalar(struct field_reader *reader, const struct yaml_node *node, enum value_kind kind);

/* True when the node is a scalar; reports otherwise, naming the field. */
bool field_is_scalar(struct field_reader *reader, const struct field *field, const struct yaml_node *node);

#endif
