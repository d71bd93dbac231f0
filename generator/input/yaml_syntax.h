/* libyaml's syntax errors, as sentences for the person who wrote the file. */
#ifndef INPUT_YAML_SYNTAX_H
#define INPUT_YAML_SYNTAX_H

#include "base/diagnostic.h"

#include <stdbool.h>
#include <stddef.h>

/* What is known where the parser stopped. */
struct yaml_fault {
  const char *data; /* the file's text without byte order mark */
  size_t length;
  const char *problem, *context; /* libyaml's words; context may be NULL */
  struct position at;            /* of the problem */
  struct position context_at;    /* where what was being read began; line 0 without context */
  struct position quoted_at;     /* the last scalar, when it was quoted: its opening quote, else line 0 */
  int quoted_end;                /* line of its closing quote */
};

/* Reports exactly one error. */
void yaml_syntax_report(const struct yaml_fault *fault, struct sink *sink);

/* Reports the first character that YAML cannot hold (control characters, invisible line separators). True when
 * there is none. `data` is UTF-8 without byte order mark. */
bool yaml_characters_check(const char *file, const char *data, size_t length, struct sink *sink);

#endif
