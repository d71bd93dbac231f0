/* What commands, options and limits there are, and what each does to struct options. */
#include "options_rules.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_WORKERS = 256, LARGEST_DEADLINE = 7 * 24 * 3600 };

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

const struct command_rule option_commands[] = {
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
const size_t option_command_count = sizeof option_commands / sizeof *option_commands;

const struct command_rule *option_command(const char *name) {
  for (size_t i = 0; i < option_command_count; i++)
    if (strcmp(option_commands[i].name, name) == 0)
      return &option_commands[i];
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
  parse->options->topic = option_commands[parse->options->command].name;
  parse->options->command = COMMAND_HELP;
  return true;
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

const struct limit_rule option_limits[] = {
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
const size_t option_limit_count = sizeof option_limits / sizeof *option_limits;

static const struct limit_rule *limit_find(const char *name, size_t length) {
  for (size_t i = 0; i < option_limit_count; i++)
    if (strlen(option_limits[i].name) == length && memcmp(option_limits[i].name, name, length) == 0)
      return &option_limits[i];
  return NULL;
}

static void limit_unknown(struct parse *parse, const char *name) {
  struct buffer list = {0};
  for (size_t i = 0; i < option_limit_count; i++)
    buffer_printf(&list, "%s%s", i ? ", " : "", option_limits[i].name);
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

#define BUILDS (1u << COMMAND_BUILD)
#define CHECKS (1u << COMMAND_CHECK)
#define REPORTS (RUNS | CALIBRATES | MAILS | 1u << COMMAND_PREFLIGHT)
#define LISTS_LAYOUTS (1u << COMMAND_LAYOUTS)
#define EVERY (~0u)

const struct option_rule option_rules[] = {
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
const size_t option_rule_count = sizeof option_rules / sizeof *option_rules;

bool option_holds(const struct option_rule *rule, enum command command) {
  return (rule->commands >> command & 1) != 0;
}
