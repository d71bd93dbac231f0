/* The command line. First room of the flow: arguments -> struct options.
 *
 * Commands, options and limits are tables (options_rules.h); an option's row says which commands take it. Conventions
 * are those of GNU getopt_long, without its permission to shorten long names: a script must not change its meaning when
 * an option is added. */
#include "options_rules.h"

#include "base/utf8.h"

#include <string.h>

enum { NEAR = 2 /* edits that a slip may take */ };

static const struct position nowhere = {0};

static const struct option_rule *rule_of_letter(char letter, enum command command) {
  for (size_t i = 0; i < option_rule_count; i++)
    if (option_rules[i].letter == letter && option_holds(&option_rules[i], command))
      return &option_rules[i];
  return NULL;
}

static const struct option_rule *rule_of_name(const char *name, size_t length, enum command command) {
  for (size_t i = 0; i < option_rule_count; i++)
    if (option_rules[i].name && option_holds(&option_rules[i], command) && strlen(option_rules[i].name) == length &&
        memcmp(option_rules[i].name, name, length) == 0)
      return &option_rules[i];
  return NULL;
}

static void option_unknown(struct parse *parse, const char *written, const char *name) {
  enum command command = parse->options->command;
  struct diagnostic *diagnostic =
      sink_report(parse->sink, USAGE_OPTION, nowhere, option_commands[command].name, written, NULL);
  const char *near = NULL;
  size_t best = NEAR + 1;
  for (size_t i = 0; name && i < option_rule_count; i++) {
    if (!option_rules[i].name || !option_holds(&option_rules[i], command))
      continue;
    size_t distance = utf8_distance(name, option_rules[i].name, NEAR);
    if (distance < best) {
      best = distance;
      near = option_rules[i].name;
    }
  }
  if (near)
    diagnostic_note(diagnostic, NOTE_DID_YOU_MEAN, nowhere, arena_printf(parse->arena, "--%s", near), NULL);
}

static void value_missing(struct parse *parse, const struct option_rule *rule) {
  sink_report(parse->sink, USAGE_VALUE_MISSING, nowhere, parse->option,
              arena_printf(parse->arena, "%s %s", parse->option, rule->value), NULL);
}

/* -x, -xVALUE, -x VALUE. Returns how many arguments were used. */
static int short_read(struct parse *parse, int count, char *const *arguments) {
  const struct option_rule *rule = rule_of_letter(arguments[0][1], parse->options->command);
  size_t index = 1;
  utf8_next(arguments[0], strlen(arguments[0]), &index); /* all bytes of the letter, should it not be ASCII */
  parse->option = arena_strndup(parse->arena, arguments[0], index);
  const char *rest = arguments[0] + index;
  if (!rule) {
    option_unknown(parse, parse->option, NULL);
    return 1;
  }
  if (!rule->value && *rest) {
    sink_report(parse->sink, USAGE_VALUE_UNWANTED, nowhere, parse->option, rest, NULL);
    return 1;
  }
  bool next = rule->value && !*rest;
  const char *value = next && count > 1 ? arguments[1] : rest;
  if (rule->value && !*value)
    value_missing(parse, rule);
  else
    rule->set(parse, rule->value ? value : NULL);
  return next && count > 1 ? 2 : 1;
}

/* --name, --name=VALUE, --name VALUE. */
static int long_read(struct parse *parse, int count, char *const *arguments) {
  const char *name = arguments[0] + 2;
  const char *equals = strchr(name, '=');
  size_t length = equals ? (size_t)(equals - name) : strlen(name);
  const struct option_rule *rule = rule_of_name(name, length, parse->options->command);
  parse->option = arena_strndup(parse->arena, arguments[0], length + 2);
  if (!rule) {
    option_unknown(parse, parse->option, parse->option + 2);
    return 1;
  }
  if (!rule->value && equals) {
    sink_report(parse->sink, USAGE_VALUE_UNWANTED, nowhere, parse->option, equals + 1, NULL);
    return 1;
  }
  bool next = rule->value && !equals;
  const char *value = equals ? equals + 1 : count > 1 ? arguments[1] : "";
  if (rule->value && !*value)
    value_missing(parse, rule);
  else
    rule->set(parse, rule->value ? value : NULL);
  return next && count > 1 ? 2 : 1;
}

static bool command_unknown(struct parse *parse, const char *name) {
  struct diagnostic *diagnostic = sink_report(parse->sink, USAGE_COMMAND, nowhere, name, NULL);
  const char *near = NULL;
  size_t best = NEAR + 1;
  for (size_t i = 0; i < option_command_count; i++) {
    size_t distance = utf8_distance(name, option_commands[i].name, NEAR);
    if (distance < best) {
      best = distance;
      near = option_commands[i].name;
    }
  }
  if (near)
    diagnostic_note(diagnostic, NOTE_DID_YOU_MEAN, nowhere, near, NULL);
  return false;
}

static void argument_read(struct parse *parse, const char *argument) {
  const struct command_rule *rule = &option_commands[parse->options->command];
  if (!rule->take || !rule->take(parse, argument))
    sink_report(parse->sink, USAGE_ARGUMENT, nowhere, rule->name, argument, NULL);
}

static void arguments_read(struct parse *parse, int count, char *const *arguments) {
  bool options_end = false;
  for (int i = 0; i < count;) {
    const char *argument = arguments[i];
    if (!options_end && strcmp(argument, "--") == 0) {
      options_end = true;
      i++;
    } else if (!options_end && argument[0] == '-' && argument[1] == '-') {
      i += long_read(parse, count - i, arguments + i);
    } else if (!options_end && argument[0] == '-' && argument[1]) {
      i += short_read(parse, count - i, arguments + i);
    } else {
      argument_read(parse, argument);
      i++;
    }
  }
}

/* What must be there, and names that must be known, once all is read. */
static void options_complete(struct parse *parse) {
  struct options *options = parse->options;
  const char *command = option_commands[options->command].name;
  if ((READS_EVENT >> options->command & 1) != 0 && options->run.event_count == 0 && !sink_has_errors(parse->sink))
    sink_report(parse->sink, USAGE_EVENT_MISSING, nowhere, command, NULL);
  if (options->command == COMMAND_MAIL && options->run.event_count > 1)
    sink_report(parse->sink, USAGE_ARGUMENT, nowhere, command, options->run.events[1], NULL);
  if (options->command == COMMAND_PREFLIGHT && options->run.event_count == 0 && !sink_has_errors(parse->sink))
    sink_report(parse->sink, USAGE_FILE_MISSING, nowhere, command, NULL);
  if (options->fix && !options->typography)
    sink_report(parse->sink, USAGE_FIX_ALONE, nowhere, NULL);
  if (options->command == COMMAND_INIT && !options->folder && !sink_has_errors(parse->sink))
    sink_report(parse->sink, USAGE_FOLDER_MISSING, nowhere, NULL);
  if (options->command == COMMAND_HELP && options->topic && !option_command(options->topic))
    command_unknown(parse, options->topic);
}

/* --version and --help in the place of a command are what other programs accept there. */
static const struct command_rule *first_read(const char *word) {
  static const struct {
    const char *word, *command;
  } others[] = {{"--version", "version"}, {"-V", "version"}, {"--help", "help"}, {"-h", "help"}};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strcmp(others[i].word, word) == 0)
      return option_command(others[i].command);
  return option_command(word);
}

bool options_parse(struct arena *arena, int count, char *const *arguments, struct sink *sink, struct options *out) {
  *out = (struct options){.command = COMMAND_HELP, .run = {.output = "out", .limits = limits_default}};
  struct parse parse = {.arena = arena, .sink = sink, .options = out};
  if (count == 0)
    return true;
  const struct command_rule *command = first_read(arguments[0]);
  if (!command)
    return command_unknown(&parse, arguments[0]);
  out->command = command->command;
  arguments_read(&parse, count - 1, arguments + 1);
  options_complete(&parse);
  out->run.check = out->command == COMMAND_CHECK;
  return !sink_has_errors(sink);
}

enum message_language options_language(const char *lc_all, const char *lc_messages, const char *lang) {
  const char *values[] = {lc_all, lc_messages, lang};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    if (values[i] && *values[i])
      return strncmp(values[i], "ru", 2) == 0 && !((values[i][2] | 0x20) >= 'a' && (values[i][2] | 0x20) <= 'z')
                 ? MESSAGE_RUSSIAN
                 : MESSAGE_ENGLISH;
  return MESSAGE_ENGLISH;
}
