/* YAML as a tree in which every node knows its place in the file.
 *
 * Reads with libyaml's event interface under a depth cap; anchors, aliases, tags, several documents, duplicate
 * keys, tabs used as indentation and bytes that are not UTF-8 are refused with their positions. After a syntax
 * error the tree is not made; everything else is reported in one pass.
 */
#ifndef INPUT_YAML_TREE_H
#define INPUT_YAML_TREE_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "input/source.h"

#include <stdbool.h>
#include <stddef.h>

enum yaml_kind { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml_pair;

struct yaml_node {
  enum yaml_kind kind;
  bool plain;                /* a scalar without quotes that is not a block scalar: "yes", 12, null */
  struct text_source source; /* where the node (a scalar's text) begins */
  const char *text;          /* scalar: NUL-terminated UTF-8 without U+0000 */
  size_t length;             /* scalar: bytes of text */
  struct yaml_node **items;  /* list */
  struct yaml_pair *pairs;   /* map, in file order */
  size_t count;              /* of items or pairs */
};

struct yaml_pair {
  const char *key;
  struct position key_at;
  struct yaml_node *node;
};

enum { YAML_DEPTH_LIMIT = 64, YAML_SIZE_LIMIT = 10 * 1000 * 1000, YAML_NODE_LIMIT = 2 * 1000 * 1000 };

/* `file` is used for positions and stays borrowed; a NUL stands behind the data, as behind every file_content. NULL
 * after an error, which is in the sink. An empty file is an empty map. */
struct yaml_node *yaml_parse(struct arena *arena, const char *file, const char *data, size_t length, struct sink *sink);

/* As yaml_parse, but refused anchors, tags and duplicate keys are left out of the tree, which is made all the
 * same, so that the mistakes behind them are found in the same run. The caller looks at the sink before using it. */
struct yaml_node *yaml_parse_all(struct arena *arena, const char *file, const char *data, size_t length,
                                 struct sink *sink);

/* The value of a key, or NULL. */
struct yaml_node *yaml_find(const struct yaml_node *map, const char *key);

/* A plain scalar that YAML reads as null: empty, ~, null. */
bool yaml_is_null(const struct yaml_node *node);

#endif
