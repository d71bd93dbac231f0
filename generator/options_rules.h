/* The tables of the command line: commands, options, limits, each with its help in English and Russian. Private to
 * options*.c. */
#ifndef OPTIONS_RULES_H
#define OPTIONS_RULES_H

#include "options.h"

#include <stdbool.h>
#include <stddef.h>

/* What the options fill in while they are read. */
struct parse {
  struct arena *arena;
  struct sink *sink;
  struct options *options;
  const char *option; /* as written, for messages */
  size_t event_capacity, document_capacity, language_capacity, resolve_capacity;
};

struct command_rule {
  enum command command;
  const char *name;
  const char *arguments; /* for the usage line */
  bool (*take)(struct parse *parse, const char *argument);
  const char *help[2];
};

struct option_rule {
  char letter;
  const char *name;  /* after --; NULL: none */
  const char *value; /* its name in the help; NULL: a flag */
  unsigned commands; /* bits of enum command */
  bool (*set)(struct parse *parse, const char *value);
  const char *help[2];
};

struct limit_rule {
  const char *name;
  size_t offset; /* in struct limits; SIZE_MAX: the deadline */
  const char *help[2];
};

/* Sets of commands. */
#define RUNS (1u << COMMAND_BUILD | 1u << COMMAND_CHECK)
#define MAILS (1u << COMMAND_MAIL)
#define READS_EVENT (RUNS | MAILS)
#define CALIBRATES (1u << COMMAND_CALIBRATE)

/* In the order of enum command. */
extern const struct command_rule option_commands[];
extern const size_t option_command_count;

extern const struct option_rule option_rules[];
extern const size_t option_rule_count;

extern const struct limit_rule option_limits[];
extern const size_t option_limit_count;

/* NULL: there is none of this name. */
const struct command_rule *option_command(const char *name);

/* Whether a command takes the option. */
bool option_holds(const struct option_rule *rule, enum command command);

#endif
