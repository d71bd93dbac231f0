/* Why a YAML file cannot be read: a table from what libyaml says to what the writer of the file can mend. The
 * parser stops where it can go no further, which is often behind the mistake; the functions here look back from
 * there at the raw lines. */
#include "input/yaml_syntax.h"

#include "base/utf8.h"
#include "input/letters.h"

#include <stdio.h>
#include <string.h>

enum { EXCERPT_BYTES = 60 };

struct line {
  const char *text;
  size_t length;
};

static struct line fault_line(const struct yaml_fault *fault, int number) {
  const char *begin = fault->data, *end = fault->data + fault->length;
  for (int i = 1; i < number && begin < end; i++) {
    const char *newline = memchr(begin, '\n', (size_t)(end - begin));
    begin = newline != NULL ? newline + 1 : end;
  }
  const char *newline = memchr(begin, '\n', (size_t)(end - begin));
  size_t length = (size_t)((newline != NULL ? newline : end) - begin);
  if (length > 0 && begin[length - 1] == '\r')
    length--;
  return (struct line){begin, length};
}

/* Byte offset of a column in its line. */
static size_t line_offset(struct line line, int column) {
  size_t offset = 0;
  for (int i = 1; i < column && offset < line.length; i++)
    utf8_next(line.text, line.length, &offset);
  return offset;
}

static size_t line_indent(struct line line) {
  size_t indent = 0;
  while (indent < line.length && (line.text[indent] == ' ' || line.text[indent] == '\t'))
    indent++;
  return indent;
}

/* As line_indent, behind the dashes of list items, too. */
static size_t line_content(struct line line) {
  size_t offset = line_indent(line);
  while (offset + 1 < line.length && line.text[offset] == '-' && line.text[offset + 1] == ' ')
    for (offset++; offset < line.length && line.text[offset] == ' ';)
      offset++;
  return offset;
}

/* The character at a place, as an argument. */
static void character_at(const struct yaml_fault *fault, struct position at, char out[8]) {
  struct line line = fault_line(fault, at.line);
  size_t begin = line_offset(line, at.column), end = begin;
  if (begin < line.length)
    utf8_next(line.text, line.length, &end);
  memcpy(out, line.text + begin, end - begin);
  out[end - begin] = '\0';
}

/* Text as an argument, cut at a whole character when it is long. */
static void excerpt_copy(char out[EXCERPT_BYTES + 4], const char *text, size_t length) {
  size_t end = 0;
  while (end < length) {
    size_t next = end;
    utf8_next(text, length, &next);
    if (next > EXCERPT_BYTES)
      break;
    end = next;
  }
  memcpy(out, text, end);
  snprintf(out + end, 4, "%s", end < length ? "…" : "");
}

static void report_indent(const struct yaml_fault *fault, struct sink *sink) {
  struct position at = fault->at;
  at.column = (int)line_indent(fault_line(fault, at.line)) + 1;
  sink_report(sink, YAML_INDENT, at, NULL);
}

static void report_start(const struct yaml_fault *fault, struct position at, struct sink *sink) {
  char character[8];
  character_at(fault, at, character);
  sink_report(sink, YAML_VALUE_START, at, character, NULL);
}

static void report_braces(const struct yaml_fault *fault, struct line line, struct sink *sink) {
  const char *braces = memmem(line.text, line.length, "{{", 2);
  struct position at = fault->at;
  at.column = (int)utf8_count(line.text, (size_t)(braces - line.text)) + 1;
  sink_report(sink, YAML_BRACES, at, NULL);
}

/* "title: Foo: bar", or a line that is indented deeper than the value above it. */
static void explain_second_colon(const struct yaml_fault *fault, struct sink *sink) {
  struct line line = fault_line(fault, fault->at.line);
  size_t begin = line_content(line), end = line_offset(line, fault->at.column);
  const char *key_end = end > begin ? memmem(line.text + begin, end - begin, ": ", 2) : NULL;
  if (key_end != NULL)
    sink_report(sink, YAML_VALUE_COLON, fault->at, NULL);
  else
    report_indent(fault, sink);
}

/* "zone" alone on its line, or "title:Foo". */
static void explain_no_colon(const struct yaml_fault *fault, struct sink *sink) {
  struct line line = fault_line(fault, fault->context_at.line);
  size_t begin = line_offset(line, fault->context_at.column);
  const char *text = line.text + begin, *colon = memchr(text, ':', line.length - begin);
  char excerpt[EXCERPT_BYTES + 4];
  excerpt_copy(excerpt, text, colon != NULL ? (size_t)(colon - text) : line.length - begin);
  enum diagnostic_code code = colon != NULL ? YAML_COLON_SPACE : YAML_NO_COLON;
  sink_report(sink, code, fault->context_at, excerpt, NULL);
}

static void explain_token_start(const struct yaml_fault *fault, struct sink *sink) {
  report_start(fault, fault->at, sink);
}

static void explain_context_start(const struct yaml_fault *fault, struct sink *sink) {
  report_start(fault, fault->context_at, sink);
}

static void explain_open_quote(const struct yaml_fault *fault, struct sink *sink) {
  char quote[8];
  character_at(fault, fault->context_at, quote);
  sink_report(sink, YAML_QUOTE_OPEN, fault->context_at, quote, NULL);
}

static void explain_escape(const struct yaml_fault *fault, struct sink *sink) {
  struct position behind = fault->at;
  behind.column++;
  char character[8];
  character_at(fault, behind, character);
  sink_report(sink, YAML_ESCAPE, fault->at, character, NULL);
}

static void explain_block_header(const struct yaml_fault *fault, struct sink *sink) {
  char sign[8];
  character_at(fault, fault->context_at, sign);
  sink_report(sink, YAML_BLOCK_HEADER, fault->at, sign, NULL);
}

static void explain_list_place(const struct yaml_fault *fault, struct sink *sink) {
  sink_report(sink, YAML_LIST_PLACE, fault->at, NULL);
}

static void explain_open_bracket(const struct yaml_fault *fault, struct sink *sink) {
  char bracket[8];
  character_at(fault, fault->context_at, bracket);
  sink_report(sink, YAML_BRACKET_OPEN, fault->context_at, bracket, NULL);
}

static void explain_tab(const struct yaml_fault *fault, struct sink *sink) {
  sink_report(sink, YAML_TAB, fault->at, NULL);
}

/* A line that stands under nothing, or something behind a value that was already complete. */
static void explain_misplaced(const struct yaml_fault *fault, struct sink *sink) {
  struct line line = fault_line(fault, fault->at.line);
  size_t offset = line_offset(line, fault->at.column), indent = line_indent(line);
  bool list_item = offset + 1 < line.length && line.text[offset] == '-' && line.text[offset + 1] == ' ';
  size_t before = offset;
  while (before > indent && line.text[before - 1] == ' ')
    before--;
  if (offset < line.length && line.text[offset] == ':')
    sink_report(sink, YAML_KEY_EMPTY, fault->at, NULL);
  else if (before <= indent)
    sink_report(sink, list_item ? YAML_LIST_ALIGN : YAML_INDENT, fault->at, NULL);
  else if (memmem(line.text, before, "{{", 2) != NULL)
    report_braces(fault, line, sink);
  else if (fault->quoted_at.line > 0 && fault->quoted_end == fault->at.line &&
           fault->quoted_at.line < fault->quoted_end) {
    char quote[8];
    character_at(fault, fault->quoted_at, quote);
    sink_report(sink, YAML_QUOTE_OPEN, fault->quoted_at, quote, NULL);
  } else {
    char excerpt[EXCERPT_BYTES + 4];
    excerpt_copy(excerpt, line.text + offset, line.length - offset);
    sink_report(sink, YAML_TEXT_AFTER, fault->at, excerpt, NULL);
  }
}

static const struct rule {
  const char *context; /* part of libyaml's words; NULL: any */
  const char *problem;
  void (*explain)(const struct yaml_fault *fault, struct sink *sink);
} rules[] = {
    {NULL, "mapping values are not allowed", explain_second_colon},
    {NULL, "mapping keys are not allowed", explain_token_start},
    {NULL, "block sequence entries are not allowed", explain_list_place},
    {NULL, "could not find expected ':'", explain_no_colon},
    {"scanning a block scalar", "tab character", explain_tab},
    {"scanning a plain scalar", "tab character", explain_tab},
    {NULL, "cannot start any token", explain_token_start},
    {"scanning an alias", "", explain_context_start},
    {"scanning an anchor", "", explain_context_start},
    {" tag", "", explain_context_start},
    {"directive", "", explain_context_start},
    {"quoted scalar", "unexpected end of stream", explain_open_quote},
    {"quoted scalar", "document indicator", explain_open_quote},
    {"quoted scalar", "", explain_escape},
    {"scanning a block scalar", "", explain_block_header},
    {"block mapping", "", explain_misplaced},
    {"block collection", "", explain_misplaced},
    {NULL, "<document start>", explain_misplaced},
    {"flow sequence", "", explain_open_bracket},
    {"flow mapping", "", explain_open_bracket},
    {NULL, "node content", explain_token_start},
};

static bool rule_fits(const struct rule *rule, const struct yaml_fault *fault) {
  if (rule->context != NULL && (fault->context == NULL || strstr(fault->context, rule->context) == NULL))
    return false;
  return strstr(fault->problem, rule->problem) != NULL;
}

/* A tab before the first character of the line where the parser stopped is what stopped it, whatever it says. */
static bool tab_report(const struct yaml_fault *fault, struct sink *sink) {
  struct line line = fault_line(fault, fault->at.line);
  const char *tab = memchr(line.text, '\t', line_indent(line));
  if (tab == NULL)
    return false;
  struct position at = fault->at;
  at.column = (int)(tab - line.text) + 1;
  sink_report(sink, YAML_TAB, at, NULL);
  return true;
}

void yaml_syntax_report(const struct yaml_fault *fault, struct sink *sink) {
  if (tab_report(fault, sink))
    return;
  for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
    if (rule_fits(&rules[i], fault)) {
      rules[i].explain(fault, sink);
      return;
    }
  sink_report(sink, YAML_SYNTAX, fault->at, fault->problem, NULL);
}

bool yaml_characters_check(const char *file, const char *data, size_t length, struct sink *sink) {
  size_t begin = letters_refused_at(data, length);
  if (begin == length)
    return true;
  struct position at = {file, 1, 1};
  size_t line = 0, next = begin;
  for (const char *newline; (newline = memchr(data + line, '\n', begin - line)) != NULL; at.line++)
    line = (size_t)(newline - data) + 1;
  at.column = (int)utf8_count(data + line, begin - line) + 1;
  char name[16];
  snprintf(name, sizeof name, "U+%04X", (unsigned)utf8_next(data, length, &next));
  sink_report(sink, YAML_CHARACTER, at, name, NULL);
  return false;
}
