/* What `basma help` prints. */
#include "options_rules.h"

#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

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
  for (size_t i = 0; i < option_command_count; i++) {
    char left[64];
    snprintf(left, sizeof left, "  %s %s", option_commands[i].name, option_commands[i].arguments);
    padded(out, left, 24);
    buffer_printf(out, "%s\n", option_commands[i].help[language]);
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
  for (size_t i = 0; i < option_limit_count; i++) {
    bool deadline = option_limits[i].offset == SIZE_MAX;
    size_t value = deadline ? (size_t)limits_default.deadline_seconds
                            : *(const size_t *)(const void *)((const char *)&limits_default + option_limits[i].offset);
    char left[64];
    snprintf(left, sizeof left, "  %s=%zu", option_limits[i].name, value);
    padded(out, left, 24);
    buffer_printf(out, "%s\n", option_limits[i].help[language]);
  }
}

void options_help(const char *topic, enum message_language language, struct buffer *out) {
  const struct command_rule *command = topic ? option_command(topic) : NULL;
  if (!command) {
    help_all(language, out);
    return;
  }
  bool runs = (RUNS >> command->command & 1) != 0,
       has_options = ((READS_EVENT | CALIBRATES) >> command->command & 1) != 0;
  buffer_printf(out, "basma %s: %s\n\n%s: basma %s%s%s%s\n\n", command->name, command->help[language],
                usage_word[language], command->name, has_options ? " […]" : "", *command->arguments ? " " : "",
                command->arguments);
  for (size_t i = 0; i < option_rule_count; i++)
    if (option_holds(&option_rules[i], command->command))
      help_rule(&option_rules[i], language, out);
  if (runs) {
    help_limits(language, out);
    buffer_text(out, exit_help[language]);
  }
}
