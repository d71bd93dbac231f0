/* The command line. First room of the flow: arguments -> struct options.
 *
 * Commands, options and limits are tables; an option's row says which commands take it. Conventions are those of
 * GNU getopt_long, without its permission to shorten long names: a script must not change its meaning when an option
 * is added. */
#include "options.h"

#include "base/utf8.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_WORKERS = 256, LARGEST_DEADLINE = 7 * 24 * 3600, NEAR = 2 /* edits that a slip may take */ };

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

static const struct position nowhere = {0};

/* --- arguments of commands ---------------------------------------------------------------------------------------- */

static bool event_take(struct parse *parse, const char *argument) {
  struct run_options *run = &parse->options->run;
  const char **events = (const char **)run->events;
  *ARENA_PUSH(parse->arena, events, run->event_count, parse->event_capacity) = argument;
  run->events = events;
  return true;
}

static bool folder_take(struct parse *parse, const char *argument) {
  if (parse->options->folder)
    return false;
  parse->options->folder = argument;
  return true;
}

static bool topic_take(struct parse *parse, const char *argument) {
  if (parse->options->topic)
    return false;
  parse->options->topic = argument;
  return true;
}

static const struct command_rule commands[] = {
    {COMMAND_BUILD, "build", "EVENT.yaml…", event_take, {"make the documents of events", "сделать документы событий"}},
    {COMMAND_CHECK,
     "check",
     "EVENT.yaml…",
     event_take,
     {"compose everything, write nothing, list what is wrong",
      "собрать всё, ничего не записывая, и перечислить ошибки"}},
    {COMMAND_MAIL,
     "mail",
     "EVENT.yaml",
     event_take,
     {"write messages to the newsrooms; send them with --send", "подготовить письма редакциям; разослать — с --send"}},
    {COMMAND_PREFLIGHT,
     "preflight",
     "FILE.pdf…",
     event_take,
     {"check files for the print shop (PDF/X-4)", "проверить файлы для типографии (PDF/X-4)"}},
    {COMMAND_CALIBRATE,
     "calibrate",
     "",
     NULL,
     {"make the sheet that shows how far a printer is off",
      "сделать лист, который покажет, насколько ошибается принтер"}},
    {COMMAND_FONTS, "fonts", "", NULL, {"list the fonts and their languages", "перечислить шрифты и их языки"}},
    {COMMAND_LAYOUTS,
     "layouts",
     "",
     NULL,
     {"list the layouts, and the sheets of cards (--stock)", "перечислить макеты и листы карточек (--stock)"}},
    {COMMAND_INIT,
     "init",
     "DIR",
     folder_take,
     {"put a small event to begin with into a new folder", "положить в новую папку небольшое событие для начала"}},
    {COMMAND_HELP, "help", "[COMMAND]", topic_take, {"explain a command", "рассказать о команде"}},
    {COMMAND_VERSION, "version", "", NULL, {"print the version", "показать версию"}},
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static const struct command_rule *command_find(const char *name) {
  for (size_t i = 0; i < COMMAND_COUNT; i++)
    if (strcmp(commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

/* A whole number with K, M or G (thousand, million, milliard) behind it when `scaled`. */
static bool number_read(const char *text, bool scaled, uint64_t *out) {
  static const char suffixes[] = "KMG";
  uint64_t value = 0;
  const char *at = text;
  for (; *at >= '0' && *at <= '9'; at++)
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, (uint64_t)(*at - '0'), &value))
      return false;
  if (at == text)
    return false;
  const char *suffix = scaled && *at ? strchr(suffixes, *at & ~0x20) : NULL;
  for (const char *s = suffixes; suffix && s <= suffix; s++)
    if (__builtin_mul_overflow(value, 1000, &value))
      return false;
  *out = value;
  return suffix ? at[1] == '\0' : *at == '\0';
}

static bool number_within(struct parse *parse, const char *text, bool scaled, uint64_t largest, uint64_t *out) {
  if (number_read(text, scaled, out) && *out >= 1 && *out <= largest)
    return true;
  char limit[24];
  snprintf(limit, sizeof limit, "%llu", (unsigned long long)largest);
  sink_report(parse->sink, USAGE_NUMBER, nowhere, parse->option, "1", limit, text, NULL);
  return false;
}

/* The index of a word in a list ended by NULL; -1 after a message. */
static int choice_read(struct parse *parse, const char *const *words, const char *text) {
  for (int i = 0; words[i]; i++)
    if (strcmp(words[i], text) == 0)
      return i;
  struct buffer list = {0};
  for (int i = 0; words[i]; i++)
    buffer_printf(&list, "%s%s", i ? ", " : "", words[i]);
  sink_report(parse->sink, USAGE_CHOICE, nowhere, parse->option, list.data, text, NULL);
  buffer_drop(&list);
  return -1;
}

/* The shape of a BCP 47 tag: letters, then parts of letters and digits, at most eight characters each. */
static bool is_language(const char *text) {
  size_t length = 0, parts = 0;
  for (; *text; text++) {
    bool letter = (*text | 0x20) >= 'a' && (*text | 0x20) <= 'z';
    bool digit = *text >= '0' && *text <= '9';
    if (*text == '-' && length > 0) {
      length = 0;
      parts++;
    } else if ((letter || (digit && parts > 0)) && length < 8) {
      length++;
    } else {
      return false;
    }
  }
  return length > (parts == 0 ? 1 : 0);
}

static bool output_set(struct parse *parse, const char *value) {
  parse->options->run.output = value;
  return true;
}

static bool document_set(struct parse *parse, const char *value) {
  struct run_options *run = &parse->options->run;
  const char **documents = (const char **)run->documents;
  *ARENA_PUSH(parse->arena, documents, run->document_count, parse->document_capacity) = value;
  run->documents = documents;
  return true;
}

static bool language_set(struct parse *parse, const char *value) {
  struct run_options *run = &parse->options->run;
  if (!is_language(value)) {
    sink_report(parse->sink, USAGE_LANGUAGE, nowhere, value, NULL);
    return false;
  }
  const char **languages = (const char **)run->languages;
  *ARENA_PUSH(parse->arena, languages, run->language_count, parse->language_capacity) = value;
  run->languages = languages;
  return true;
}

static bool profile_set(struct parse *parse, const char *value) {
  if (choice_read(parse, batch_profiles, value) < 0)
    return false;
  parse->options->run.profile = value;
  return true;
}

static bool send_set(struct parse *parse, const char *value) {
  (void)value;
  return parse->options->mail.send = true;
}

static bool status_set(struct parse *parse, const char *value) {
  (void)value;
  return parse->options->mail.status = true;
}

static bool lift_set(struct parse *parse, const char *value) {
  (void)value;
  return parse->options->mail.lift = true;
}

static bool skip_bad_set(struct parse *parse, const char *value) {
  (void)value;
  return parse->options->mail.skip_bad = true;
}

static bool to_set(struct parse *parse, const char *value) {
  parse->options->mail.to = value;
  return true;
}

static bool report_set(struct parse *parse, const char *value) {
  parse->options->mail.report = value;
  return true;
}

static bool resolve_set(struct parse *parse, const char *value) {
  const char **list = (const char **)parse->options->mail.resolve;
  *ARENA_PUSH(parse->arena, list, parse->options->mail.resolve_count, parse->resolve_capacity) = value;
  parse->options->mail.resolve = list;
  return true;
}

static bool layouts_set(struct parse *parse, const char *value) {
  parse->options->run.layouts = value;
  return true;
}

static bool workers_set(struct parse *parse, const char *value) {
  uint64_t number;
  if (!number_within(parse, value, false, LARGEST_WORKERS, &number))
    return false;
  parse->options->run.workers = (int)number;
  return true;
}

static bool strict_set(struct parse *parse, const char *value) {
  (void)value;
  parse->options->run.strict = true;
  return true;
}

static bool only_set(struct parse *parse, const char *value) {
  parse->options->run.only = value;
  return true;
}

static bool changed_set(struct parse *parse, const char *value) {
  (void)value;
  parse->options->run.changed = true;
  return true;
}

static bool proof_set(struct parse *parse, const char *value) {
  (void)value;
  parse->options->run.proof = true;
  return true;
}

static bool typography_set(struct parse *parse, const char *value) {
  (void)value;
  parse->options->typography = true;
  return true;
}

static bool fix_set(struct parse *parse, const char *value) {
  (void)value;
  parse->options->fix = true;
  return true;
}

static bool stock_set(struct parse *parse, const char *value) {
  (void)value;
  parse->options->stock = true;
  return true;
}

static bool progress_set(struct parse *parse, const char *value) {
  static const char *const words[] = {
      [PROGRESS_AUTO] = "auto", [PROGRESS_ALWAYS] = "always", [PROGRESS_NEVER] = "never", NULL};
  int choice = choice_read(parse, words, value);
  if (choice >= 0)
    parse->options->run.progress = (enum progress_mode)choice;
  return choice >= 0;
}

static bool messages_set(struct parse *parse, const char *value) {
  static const char *const words[] = {[MESSAGES_TEXT] = "text", [MESSAGES_JSON] = "json", NULL};
  int choice = choice_read(parse, words, value);
  if (choice >= 0)
    parse->options->run.messages = (enum message_format)choice;
  return choice >= 0;
}

static bool help_set(struct parse *parse, const char *value) {
  (void)value;
  parse->options->topic = commands[parse->options->command].name;
  parse->options->command = COMMAND_HELP;
  return true;
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

static const struct limit_rule {
  const char *name;
  size_t offset;
  const char *help[2];
} limits[] = {
    {"yaml", offsetof(struct limits, yaml_bytes), {"bytes of one YAML file", "байтов в файле YAML"}},
    {"list", offsetof(struct limits, list_bytes), {"bytes of one list of people", "байтов в списке людей"}},
    {"attendees", offsetof(struct limits, attendees), {"people in one list", "человек в одном списке"}},
    {"pixels", offsetof(struct limits, image_pixels), {"pixels of one image", "точек в одном изображении"}},
    {"pages", offsetof(struct limits, pages), {"pages of one file", "страниц в одном файле"}},
    {"memory",
     offsetof(struct limits, memory_bytes),
     {"bytes of memory for one document", "байтов памяти на один документ"}},
    {"deadline", SIZE_MAX, {"seconds for one document", "секунд на один документ"}},
};
enum { LIMIT_COUNT = sizeof limits / sizeof *limits };

static const struct limit_rule *limit_find(const char *name, size_t length) {
  for (size_t i = 0; i < LIMIT_COUNT; i++)
    if (strlen(limits[i].name) == length && memcmp(limits[i].name, name, length) == 0)
      return &limits[i];
  return NULL;
}

static void limit_unknown(struct parse *parse, const char *name) {
  struct buffer list = {0};
  for (size_t i = 0; i < LIMIT_COUNT; i++)
    buffer_printf(&list, "%s%s", i ? ", " : "", limits[i].name);
  sink_report(parse->sink, USAGE_LIMIT, nowhere, name, list.data, NULL);
  buffer_drop(&list);
}

static bool limit_set(struct parse *parse, const char *value) {
  const char *equals = strchr(value, '=');
  if (!equals || equals == value) {
    sink_report(parse->sink, USAGE_LIMIT_FORM, nowhere, value, NULL);
    return false;
  }
  const struct limit_rule *rule = limit_find(value, (size_t)(equals - value));
  if (!rule) {
    limit_unknown(parse, arena_strndup(parse->arena, value, (size_t)(equals - value)));
    return false;
  }
  struct limits *run = &parse->options->run.limits;
  bool deadline = rule->offset == SIZE_MAX;
  uint64_t number;
  parse->option = arena_printf(parse->arena, "--limit %s", rule->name);
  if (!number_within(parse, equals + 1, !deadline, deadline ? LARGEST_DEADLINE : (uint64_t)1 << 50, &number))
    return false;
  if (deadline)
    run->deadline_seconds = (int)number;
  else
    *(size_t *)(void *)((char *)run + rule->offset) = (size_t)number;
  return true;
}

/* --- options ------------------------------------------------------------------------------------------------------ */

#define RUNS (1u << COMMAND_BUILD | 1u << COMMAND_CHECK)
#define BUILDS (1u << COMMAND_BUILD)
#define CHECKS (1u << COMMAND_CHECK)
#define MAILS (1u << COMMAND_MAIL)
#define READS_EVENT (RUNS | MAILS)
#define REPORTS (RUNS | CALIBRATES | MAILS | 1u << COMMAND_PREFLIGHT)
#define LISTS_LAYOUTS (1u << COMMAND_LAYOUTS)
#define CALIBRATES (1u << COMMAND_CALIBRATE)
#define EVERY (~0u)

static const struct option_rule rules[] = {
    {'o',
     NULL,
     "DIR",
     BUILDS | MAILS | CALIBRATES,
     output_set,
     {"folder for what is made (out)", "папка для готового (out)"}},
    {'d',
     NULL,
     "DOCUMENT",
     RUNS | CALIBRATES,
     document_set,
     {"only this document; repeatable", "только этот документ; можно несколько раз"}},
    {'l',
     NULL,
     "LANG",
     RUNS | CALIBRATES,
     language_set,
     {"only this language; repeatable", "только этот язык; можно несколько раз"}},
    {0,
     "profile",
     "NAME",
     RUNS,
     profile_set,
     {"kind of PDF instead of the document's own: media, print, office",
      "вид PDF вместо указанного в документе: media, print, office"}},
    {0,
     "layouts",
     "DIR",
     READS_EVENT | LISTS_LAYOUTS | CALIBRATES,
     layouts_set,
     {"look for layouts here too", "искать макеты и здесь"}},
    {0,
     "stock",
     NULL,
     LISTS_LAYOUTS,
     stock_set,
     {"list the sheets of cards and labels that a layout may name",
      "перечислить листы карточек и этикеток для макетов"}},
    {'j',
     NULL,
     "N",
     RUNS,
     workers_set,
     {"worker processes (one per processor core)", "число рабочих процессов (по числу ядер)"}},
    {0,
     "strict",
     NULL,
     RUNS,
     strict_set,
     {"treat warnings as errors; leave no card out", "считать предупреждения ошибками; не пропускать карточек"}},
    {0,
     "only",
     "WHO",
     BUILDS,
     only_set,
     {"make one person's badges: an id, or words of the name", "сделать бейджи одного человека: id или слова имени"}},
    {0,
     "changed",
     NULL,
     BUILDS,
     changed_set,
     {"make the badges that are new or different since the last build",
      "сделать бейджи, новые или изменившиеся с прошлой сборки"}},
    {0,
     "proof",
     NULL,
     BUILDS,
     proof_set,
     {"with cards: a contact sheet of the worst ones and a list of all (.proof.pdf, .list.csv)",
      "к карточкам: контактный лист с худшими и список всех (.proof.pdf, .list.csv)"}},
    {0,
     "typography",
     NULL,
     CHECKS,
     typography_set,
     {"list what the typographer's hand changes in the texts (␣: a no-break space)",
      "перечислить, что в текстах правит рука типографа (␣ — неразрывный пробел)"}},
    {0,
     "fix",
     NULL,
     CHECKS,
     fix_set,
     {"with --typography: make these changes in the files", "с --typography: внести эти правки в файлы"}},
    {0,
     "send",
     NULL,
     MAILS,
     send_set,
     {"send them; nothing leaves without this", "разослать; без этого ничего не отправляется"}},
    {0,
     "to",
     "ADDRESS",
     MAILS,
     to_set,
     {"a test: one message in each language, all to this address",
      "проба: по письму на каждом языке, все на этот адрес"}},
    {0,
     "skip-bad",
     NULL,
     MAILS,
     skip_bad_set,
     {"leave entries with mistakes out instead of preparing nothing",
      "пропускать записи с ошибками, а не останавливаться"}},
    {0, "lift", NULL, MAILS, lift_set, {"send before the embargo ends", "разослать до окончания эмбарго"}},
    {0, "status", NULL, MAILS, status_set, {"what became of each message", "что стало с каждым письмом"}},
    {0, "report", "FILE", MAILS, report_set, {"the same as a file, .csv or .json", "то же в файл .csv или .json"}},
    {0,
     "resolve",
     "WHO=ANSWER",
     MAILS,
     resolve_set,
     {"of a message in doubt: sent, again, or drop; WHO is an address or all",
      "о письме под вопросом: sent (дошло), again (послать снова), drop (не слать); WHO — адрес или all"}},
    {0,
     "progress",
     "WHEN",
     RUNS,
     progress_set,
     {"progress bar: auto, always, never", "ход работы: auto, always, never"}},
    {0, "messages", "FORM", REPORTS, messages_set, {"messages as text or json", "сообщения: text или json"}},
    {0,
     "limit",
     "NAME=VALUE",
     RUNS,
     limit_set,
     {"raise or lower a limit; K, M and G are allowed", "изменить предел; можно K, M и G"}},
    {'h', "help", NULL, EVERY, help_set, {"this help", "эта справка"}},
};
enum { RULE_COUNT = sizeof rules / sizeof *rules };

static bool rule_holds(const struct option_rule *rule, enum command command) {
  return (rule->commands >> command & 1) != 0;
}

static const struct option_rule *rule_of_letter(char letter, enum command command) {
  for (size_t i = 0; i < RULE_COUNT; i++)
    if (rules[i].letter == letter && rule_holds(&rules[i], command))
      return &rules[i];
  return NULL;
}

static const struct option_rule *rule_of_name(const char *name, size_t length, enum command command) {
  for (size_t i = 0; i < RULE_COUNT; i++)
    if (rules[i].name && rule_holds(&rules[i], command) && strlen(rules[i].name) == length &&
        memcmp(rules[i].name, name, length) == 0)
      return &rules[i];
  return NULL;
}

static void option_unknown(struct parse *parse, const char *written, const char *name) {
  enum command command = parse->options->command;
  struct diagnostic *diagnostic =
      sink_report(parse->sink, USAGE_OPTION, nowhere, commands[command].name, written, NULL);
  const char *near = NULL;
  size_t best = NEAR + 1;
  for (size_t i = 0; name && i < RULE_COUNT; i++) {
    if (!rules[i].name || !rule_holds(&rules[i], command))
      continue;
    size_t distance = utf8_distance(name, rules[i].name, NEAR);
    if (distance < best) {
      best = distance;
      near = rules[i].name;
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
  for (size_t i = 0; i < COMMAND_COUNT; i++) {
    size_t distance = utf8_distance(name, commands[i].name, NEAR);
    if (distance < best) {
      best = distance;
      near = commands[i].name;
    }
  }
  if (near)
    diagnostic_note(diagnostic, NOTE_DID_YOU_MEAN, nowhere, near, NULL);
  return false;
}

static void argument_read(struct parse *parse, const char *argument) {
  const struct command_rule *rule = &commands[parse->options->command];
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
  const char *command = commands[options->command].name;
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
  if (options->command == COMMAND_HELP && options->topic && !command_find(options->topic))
    command_unknown(parse, options->topic);
}

/* --version and --help in the place of a command are what other programs accept there. */
static const struct command_rule *first_read(const char *word) {
  static const struct {
    const char *word, *command;
  } others[] = {{"--version", "version"}, {"-V", "version"}, {"--help", "help"}, {"-h", "help"}};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++)
    if (strcmp(others[i].word, word) == 0)
      return command_find(others[i].command);
  return command_find(word);
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

/* --- help --------------------------------------------------------------------------------------------------------- */

static const char *const usage_word[] = {"usage", "вызов"};
static const char *const introduction[] = {
    "basma makes everything printed that an event needs, from one file that describes it.\n",
    "basma делает из одного файла с описанием события всё, что для него нужно напечатать.\n"};
static const char *const limits_word[] = {"limits (NAME, now)", "пределы (ИМЯ, сейчас)"};
static const char *const more_help[] = {"\n«basma help COMMAND» explains a command.\n",
                                        "\nПодробно о команде: «basma help COMMAND».\n"};
static const char *const exit_help[] = {
    "\nexit status: 0 all made, 1 a document failed or is incomplete, 2 wrong usage, 3 disk, memory or permission;\n"
    "130 or 143 stopped by a signal (every file is then whole, or as it was before)\n",
    "\nкод завершения: 0 — всё сделано, 1 — документ не сделан или сделан не полностью, 2 — ошибка в команде,\n"
    "3 — диск, память или права; 130 или 143 — остановлено (каждый файл цел или остался прежним)\n"};

/* Text padded on the right to a width in characters. */
static void padded(struct buffer *out, const char *text, size_t width) {
  buffer_text(out, text);
  for (size_t have = utf8_count(text, strlen(text)); have < width; have++)
    buffer_byte(out, ' ');
}

static void help_all(enum message_language language, struct buffer *out) {
  buffer_text(out, introduction[language]);
  buffer_printf(out, "\n%s: basma COMMAND …\n\n", usage_word[language]);
  for (size_t i = 0; i < COMMAND_COUNT; i++) {
    char left[64];
    snprintf(left, sizeof left, "  %s %s", commands[i].name, commands[i].arguments);
    padded(out, left, 24);
    buffer_printf(out, "%s\n", commands[i].help[language]);
  }
  buffer_text(out, more_help[language]);
}

static void help_rule(const struct option_rule *rule, enum message_language language, struct buffer *out) {
  char left[64];
  char letter[3] = {rule->letter ? '-' : '\0', rule->letter, '\0'};
  snprintf(left, sizeof left, "  %s%s%s%s%s%s", letter, rule->letter && rule->name ? ", " : "", rule->name ? "--" : "",
           rule->name ? rule->name : "", rule->value ? " " : "", rule->value ? rule->value : "");
  padded(out, left, 24);
  buffer_printf(out, "%s\n", rule->help[language]);
}

static void help_limits(enum message_language language, struct buffer *out) {
  buffer_printf(out, "\n%s:\n", limits_word[language]);
  for (size_t i = 0; i < LIMIT_COUNT; i++) {
    bool deadline = limits[i].offset == SIZE_MAX;
    size_t value = deadline ? (size_t)limits_default.deadline_seconds
                            : *(const size_t *)(const void *)((const char *)&limits_default + limits[i].offset);
    char left[64];
    snprintf(left, sizeof left, "  %s=%zu", limits[i].name, value);
    padded(out, left, 24);
    buffer_printf(out, "%s\n", limits[i].help[language]);
  }
}

void options_help(const char *topic, enum message_language language, struct buffer *out) {
  const struct command_rule *command = topic ? command_find(topic) : NULL;
  if (!command) {
    help_all(language, out);
    return;
  }
  bool runs = (RUNS >> command->command & 1) != 0,
       has_options = ((READS_EVENT | CALIBRATES) >> command->command & 1) != 0;
  buffer_printf(out, "basma %s: %s\n\n%s: basma %s%s%s%s\n\n", command->name, command->help[language],
                usage_word[language], command->name, has_options ? " […]" : "", *command->arguments ? " " : "",
                command->arguments);
  for (size_t i = 0; i < RULE_COUNT; i++)
    if (rule_holds(&rules[i], command->command))
      help_rule(&rules[i], language, out);
  if (runs) {
    help_limits(language, out);
    buffer_text(out, exit_help[language]);
  }
}
