/* Checks a file of cases of the typographer's hand, one a line:
 *
 *   language | rule | input | output     the rule is applied and gives the output
 *   language | -rule | input [| output]  the rule is not applied; without an output nothing is changed
 *
 * ⍽ stands for a no-break space, ¶ for a hard line break, ⟦…⟧ around what stays fixed. A rule latin, cyrillic, digit or
 * comma is a letter of the wrong alphabet; its output is that letter. Every output must stay as it is when it is gone
 * through again. Lines with # say where a rule is from. */
#include "base/buffer.h"
#include "text/typography.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 4, RANGES = 8 };

struct text {
  char *data;
  size_t length;
  struct typography_range fixed[RANGES];
  size_t fixed_count;
};

static const char *const slip_names[] = {[SLIP_LATIN] = "latin",
                                         [SLIP_CYRILLIC] = "cyrillic",
                                         [SLIP_DIGIT] = "digit",
                                         [SLIP_COMMA] = "comma",
                                         [SLIP_STRANGE] = "strange"};

/* The visible signs of a field become what they stand for. */
static struct text field_text(struct arena *arena, const char *field) {
  static const struct { const char *sign, *text; } signs[] = {{"⍽", "\u00A0"}, {"¶", "\u2028"}, {"⟦", ""}, {"⟧", ""}};
  struct text out = {.data = arena_alloc(arena, strlen(field) + 1)};
  while (*field != '\0') {
    size_t i = 0, count = sizeof signs / sizeof *signs;
    while (i < count && strncmp(field, signs[i].sign, strlen(signs[i].sign)) != 0)
      i++;
    const char *put = i < count ? signs[i].text : field;
    size_t length = i < count ? strlen(put) : 1;
    if (i == 2 && out.fixed_count < RANGES)
      out.fixed[out.fixed_count].from = out.length;
    if (i == 3 && out.fixed_count < RANGES)
      out.fixed[out.fixed_count++].to = out.length;
    memcpy(out.data + out.length, put, length);
    out.length += length;
    field += i < count ? strlen(signs[i].sign) : 1;
  }
  out.data[out.length] = '\0';
  return out;
}

static struct typography find(struct arena *arena, const char *language, const struct text *text, bool fixed) {
  const struct typography_spec spec = {.text = text->data,
                                       .length = text->length,
                                       .language = language,
                                       .fixed = text->fixed,
                                       .fixed_count = fixed ? text->fixed_count : 0};
  struct typography found;
  typography_find(arena, &spec, &found);
  return found;
}

static struct text edited(struct arena *arena, const struct text *text, const struct typography *found) {
  struct buffer out = {0};
  size_t at = 0;
  for (size_t i = 0; i < found->edit_count; at = found->edits[i].offset + found->edits[i].length, i++) {
    buffer_add(&out, text->data + at, found->edits[i].offset - at);
    buffer_text(&out, found->edits[i].replacement);
  }
  buffer_add(&out, text->data + at, text->length - at);
  struct text made = {.data = arena_strndup(arena, out.length > 0 ? out.data : "", out.length), .length = out.length};
  buffer_drop(&out);
  return made;
}

static bool applies(const struct typography *found, const char *rule) {
  for (size_t i = 0; i < found->edit_count; i++)
    if (strcmp(typography_rules[found->edits[i].rule].name, rule) == 0)
      return true;
  return false;
}

static bool is_known(const char *rule) {
  for (size_t i = 0; i < TYPOGRAPHY_RULE_COUNT; i++)
    if (strcmp(typography_rules[i].name, rule) == 0)
      return true;
  return false;
}

static void print_visible(const char *text) {
  for (; *text != '\0'; text++) {
    if (strncmp(text, "\u00A0", 2) == 0)
      printf("⍽"), text++;
    else if (strncmp(text, "\u2028", 3) == 0)
      printf("¶"), text += 2;
    else
      putchar(*text);
  }
}

static bool slip_check(struct arena *arena, char *const fields[FIELDS], int kind, bool wanted) {
  const struct text input = field_text(arena, fields[2]);
  struct typography found = find(arena, fields[0], &input, true);
  for (size_t i = 0; i < found.slip_count; i++)
    if ((int)found.slips[i].kind == kind) {
      size_t length = found.slips[i].length;
      bool same = fields[3] != NULL && strlen(fields[3]) == length &&
                  memcmp(input.data + found.slips[i].offset, fields[3], length) == 0;
      return wanted && same && found.slip_count == 1;
    }
  return !wanted;
}

static bool case_check(struct arena *arena, char *const fields[FIELDS]) {
  bool wanted = fields[1][0] != '-';
  const char *rule = fields[1] + !wanted;
  for (int kind = 0; kind < (int)(sizeof slip_names / sizeof *slip_names); kind++)
    if (strcmp(rule, slip_names[kind]) == 0)
      return slip_check(arena, fields, kind, wanted);
  const struct text input = field_text(arena, fields[2]);
  const struct text output = field_text(arena, fields[3] != NULL ? fields[3] : fields[2]);
  struct typography found = find(arena, fields[0], &input, true);
  struct text made = edited(arena, &input, &found);
  bool good = is_known(rule) && applies(&found, rule) == wanted && strcmp(made.data, output.data) == 0;
  if (!good) {
    printf("# made: ");
    print_visible(made.data);
    printf("\n");
  }
  struct text again = made;
  if (input.fixed_count == 0) {
    struct typography second = find(arena, fields[0], &made, false);
    again = edited(arena, &made, &second);
  }
  if (strcmp(again.data, made.data) != 0) {
    printf("# changes again: ");
    print_visible(again.data);
    printf("\n");
    good = false;
  }
  return good;
}

/* Cuts a line at its bars; blanks around a field do not count. False for a line that is no case. */
static bool fields_read(char *line, char *fields[FIELDS]) {
  size_t count = 0;
  memset(fields, 0, FIELDS * sizeof *fields);
  for (char *field = line; field != NULL && count < FIELDS;) {
    char *bar = strstr(field, " | ");
    if (bar != NULL)
      *bar = '\0';
    fields[count++] = field;
    field = bar != NULL ? bar + 3 : NULL;
  }
  return count >= 3;
}

int main(int argc, char **argv) {
  struct arena *arena = arena_new();
  size_t number = 0, failed = 0;
  char line[1024];
  FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
  if (file == NULL)
    return 2;
  while (fgets(line, sizeof line, file) != NULL) {
    char *fields[FIELDS];
    line[strcspn(line, "\n")] = '\0';
    char *whole = arena_strdup(arena, line);
    if (*line == '#' || *line == '\0')
      continue;
    bool good = fields_read(line, fields) && case_check(arena, fields);
    printf("%s %zu - %s\n", good ? "ok" : "not ok", ++number, whole);
    failed += !good;
  }
  fclose(file);
  arena_drop(arena);
  return failed > 0 || number == 0;
}
