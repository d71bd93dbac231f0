/* Maps of a layout read by tables: one row a key, with the function that reads its value into a field.
 *
 * Everything wrong is reported with its position, and reading goes on, so that one run shows every mistake. A key
 * that is set to nothing (`flow: ~`) counts as not given; that is how a layout drops what it inherits.
 */
#ifndef INPUT_KEYS_H
#define INPUT_KEYS_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/units.h"
#include "input/style.h"
#include "input/yaml_tree.h"

#include <stdbool.h>
#include <stddef.h>

struct key_reader {
  struct arena *arena;
  struct sink *sink;
  const struct style_sheet *sheet; /* colours and styles that may be named; NULL before they are read */
};

#define KEY_COUNT(table) (sizeof(table) / sizeof *(table))

struct key_choice {
  const char *name; /* NULL ends a list */
  int value;
};

extern const struct key_choice key_alignments[]; /* left, right, centre, center, justify */

struct key {
  const char *name;
  /* NULL: the caller reads the value itself. `field` is offset bytes into the target. */
  void (*read)(const struct key_reader *reader, const struct yaml_pair *pair, const struct key *key, void *field);
  size_t offset;
  const struct key_choice *choices;
  int minimum, maximum; /* key_integer; key_mpt and key_length: minimum -1 allows negative lengths */
  unsigned kinds;       /* bits 1 << kind of the entries that it does something for; 0: for all */
};

/* Reads all pairs of `map` into `target`. Unknown keys are reported with the nearest known one. False, after a
 * message, when `pair` holds no map. */
bool keys_read(const struct key_reader *reader, const struct yaml_pair *pair, const struct key *keys, size_t count,
               void *target);
const struct key *keys_find(const struct key *keys, size_t count, const char *name);

/* The pair of a key, or NULL when it is absent or set to nothing. */
const struct yaml_pair *keys_pair(const struct yaml_node *map, const char *name);

/* Of the keys that name the kind of an entry (text, image …) the one that is there; *kind is its value. NULL after
 * a message when there is none, or more than one. */
const struct yaml_pair *keys_kind(const struct key_reader *reader, const struct yaml_pair *pair,
                                  const struct key_choice *kinds, int *kind);
/* Warns of keys that do nothing for this kind: those of the table that have `kinds`, but not the bit 1 << kind. */
void keys_check_effect(const struct key_reader *reader, const struct yaml_pair *pair, const struct key *keys,
                       size_t count, int kind, const char *kind_name);
/* Reports `name` where it stands without `needed`. */
void keys_check_needs(const struct key_reader *reader, const struct yaml_node *map, const char *name,
                      const char *needed);
/* The pair of a key that must be there; NULL after a message. */
const struct yaml_pair *keys_required(const struct key_reader *reader, const struct yaml_node *map, const char *name);

/* False after a message that the pair's value has another kind. */
bool key_is_map(const struct key_reader *reader, const struct yaml_pair *pair);
bool key_is_list(const struct key_reader *reader, const struct yaml_pair *pair);
bool key_is_text(const struct key_reader *reader, const struct yaml_pair *pair);
/* A list of `minimum` to `maximum` values. */
bool key_is_list_of(const struct key_reader *reader, const struct yaml_pair *pair, size_t minimum, size_t maximum);
/* Item `index` of the pair's list as a pair of the same name, so that the readers below can take it. */
struct yaml_pair key_item(const struct yaml_pair *pair, size_t index);

/* Readers for tables; the comment names the type of the field. A field keeps its value after an error. */
#define KEY_READER(name)                                                                                               \
  void name(const struct key_reader *reader, const struct yaml_pair *pair, const struct key *key, void *field)
KEY_READER(key_text);        /* const char * */
KEY_READER(key_identifier);  /* const char *: one word, for `as` */
KEY_READER(key_language);    /* const char *: BCP 47 */
KEY_READER(key_flag);        /* bool */
KEY_READER(key_integer);     /* int */
KEY_READER(key_choice);      /* int or enum, from key->choices */
KEY_READER(key_choice_flag); /* bool, from key->choices */
KEY_READER(key_mpt);         /* mpt */
KEY_READER(key_length);      /* struct length */
KEY_READER(key_mpt_pair);    /* mpt[2]: a list of two, or one value for both */
KEY_READER(key_colour);      /* struct colour */
KEY_READER(key_style);       /* const struct style * */
KEY_READER(key_keep);        /* int: enum keep, one or a list */
KEY_READER(key_role);        /* enum structure_role */
KEY_READER(key_expression);  /* const struct expression * */
KEY_READER(key_template);    /* struct local_template */

/* The length as written, reported when it is none. */
bool key_length_read(const struct key_reader *reader, const struct yaml_pair *pair, const struct key *key,
                     struct length *out);
/* The value of a choice, reported with all choices and the nearest one when it is none. */
bool key_choice_read(const struct key_reader *reader, const struct yaml_pair *pair, const struct key_choice *choices,
                     int *value);

/* ru, ky, en-GB: two or three letters, then parts of two to eight letters or digits. */
bool language_is_valid(const char *text);

/* At most 60 characters of a text, for messages. */
const char *key_clip(struct arena *arena, const char *text);

#endif
