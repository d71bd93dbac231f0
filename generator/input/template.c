/* Templates and expressions: a scanner and a descent of one function per rule of the grammar. */
#include "input/template.h"

#include "input/keys.h"
#include "input/near.h"

#include <string.h>

enum { ARGUMENT_LIMIT = 16 }; /* of `is`, the only filter that takes a list */

const struct template_filter_rule template_filters[] = {
    {"upper", FILTER_UPPER, 0, 0},
    {"lower", FILTER_LOWER, 0, 0},
    {"capitalise", FILTER_CAPITALISE, 0, 0},
    {"date", FILTER_DATE, 0, 1},
    {"range", FILTER_RANGE, 0, 1},
    {"time", FILTER_TIME, 0, 0},
    {"initials", FILTER_INITIALS, 0, 1},
    {"name", FILTER_NAME, 0, 1},
    {"phone", FILTER_PHONE, 0, 0},
    {"number", FILTER_NUMBER, 0, 0},
    {"join", FILTER_JOIN, 0, 1},
    {"default", FILTER_DEFAULT, 1, 1},
    {"transliterate", FILTER_TRANSLITERATE, 0, 0},
    {"colour", FILTER_COLOUR, 0, 0},
    {"icon", FILTER_ICON, 0, 0},
    {"is", FILTER_IS, 1, ARGUMENT_LIMIT},
    {"not", FILTER_NOT, 0, 0},
    {"first", FILTER_FIRST, 0, 0},
    {"last", FILTER_LAST, 0, 0},
    {"count", FILTER_COUNT, 0, 0},
    {"url", FILTER_URL, 0, 0},
    {"before", FILTER_BEFORE, 1, 1},
    {"after", FILTER_AFTER, 1, 1},
    {"plural", FILTER_PLURAL, 1, 3},
    {"sort", FILTER_SORT, 0, 4},
    {"vcard", FILTER_VCARD, 0, 1},
};
const size_t template_filter_count = sizeof template_filters / sizeof *template_filters;

/* One expression being read; offsets are bytes of the whole text. Positions are counted on from the last one that
 * was asked for, `counted`, so that a long text costs no more than its length. */
struct scanner {
  struct arena *arena;
  struct sink *sink;
  struct text_source source; /* of the text from `counted` on */
  const char *text;
  size_t begin, at, end; /* of the expression */
  size_t counted;
};

/* Offsets must not decrease from call to call. */
static struct text_source scanner_source(struct scanner *scanner, size_t offset) {
  scanner->source = source_part(scanner->source, scanner->text + scanner->counted, offset - scanner->counted);
  scanner->counted = offset;
  return scanner->source;
}

static struct position scanner_position(struct scanner *scanner, size_t offset) {
  return scanner_source(scanner, offset).at;
}

static void skip_spaces(struct scanner *scanner) {
  while (scanner->at < scanner->end && strchr(" \t\r\n", scanner->text[scanner->at]) && scanner->text[scanner->at])
    scanner->at++;
}

static bool take(struct scanner *scanner, char byte) {
  skip_spaces(scanner);
  if (scanner->at >= scanner->end || scanner->text[scanner->at] != byte)
    return false;
  scanner->at++;
  return true;
}

static bool is_word_byte(char byte, bool dots) {
  unsigned char code = (unsigned char)byte;
  return code > 0x20 && code != 0x7F && !strchr("|:,\"'(){}", byte) && (dots || byte != '.');
}

/* A name or a word; NULL when there is none here. */
static const char *take_word(struct scanner *scanner, bool dots) {
  skip_spaces(scanner);
  size_t start = scanner->at;
  while (scanner->at < scanner->end && is_word_byte(scanner->text[scanner->at], dots))
    scanner->at++;
  return scanner->at > start ? arena_strndup(scanner->arena, scanner->text + start, scanner->at - start) : NULL;
}

/* The text in quotes; NULL when they are not closed. The scanner stands on the first quote. */
static const char *take_quoted(struct scanner *scanner) {
  char quote = scanner->text[scanner->at++];
  char *out = arena_alloc(scanner->arena, scanner->end - scanner->at + 1), *write = out;
  while (scanner->at < scanner->end && scanner->text[scanner->at] != quote) {
    const char *byte = &scanner->text[scanner->at];
    if (*byte == '\\' && scanner->at + 1 < scanner->end && (byte[1] == quote || byte[1] == '\\'))
      scanner->at++;
    *write++ = scanner->text[scanner->at++];
  }
  *write = '\0';
  return scanner->at++ < scanner->end ? out : NULL;
}

static const char *take_argument(struct scanner *scanner) {
  skip_spaces(scanner);
  if (scanner->at < scanner->end && strchr("\"'", scanner->text[scanner->at]))
    return take_quoted(scanner);
  return take_word(scanner, true);
}

/* Reports what stands at `offset` as unreadable; where the text ends too early, all of it is shown. */
static bool scanner_fail(struct scanner *scanner, size_t offset) {
  if (offset > scanner->end)
    offset = scanner->end;
  size_t from = offset == scanner->end ? scanner->begin : offset;
  const char *rest = arena_strndup(scanner->arena, scanner->text + from, scanner->end - from);
  sink_report(scanner->sink, TEMPLATE_NOT_READ, scanner_position(scanner, offset), key_clip(scanner->arena, rest),
              NULL);
  return false;
}

static const char *filter_name(const void *self, size_t index) {
  (void)self;
  return template_filters[index].name;
}

static const struct template_filter_rule *filter_find(const char *name) {
  for (size_t i = 0; i < template_filter_count; i++)
    if (strcmp(template_filters[i].name, name) == 0)
      return &template_filters[i];
  return NULL;
}

static bool filter_unknown(struct scanner *scanner, const char *name, struct position at) {
  const char *all = template_filters[0].name;
  for (size_t i = 1; i < template_filter_count; i++)
    all = arena_printf(scanner->arena, "%s, %s", all, template_filters[i].name);
  near_note(sink_report(scanner->sink, FILTER_UNKNOWN, at, key_clip(scanner->arena, name), all, NULL), at,
            near_name(name, template_filter_count, filter_name, NULL));
  return false;
}

static const char *form_name(const void *self, size_t index) {
  return ((const char *const *)self)[index];
}

static const char *const date_forms[] = {"long",     "medium", "short",   "day", "locative",
                                         "genitive", "until",  "weekday", "iso", NULL};

/* Filters whose argument is a word of the language itself. */
static const struct filter_forms {
  enum filter_kind kind;
  const char *const *forms; /* ended by NULL */
} filter_forms[] = {
    {FILTER_DATE, date_forms},
    {FILTER_RANGE, date_forms},
    {FILTER_INITIALS, (const char *const[]){"before", "after", "letters", NULL}},
    {FILTER_NAME, (const char *const[]){"given-first", "family-first", "short", NULL}},
    {FILTER_VCARD, (const char *const[]){"3.0", "4.0", NULL}},
};

static bool form_report(struct scanner *scanner, const struct template_filter *filter, const char *const *forms) {
  const char *given = filter->arguments[0], *all = forms[0];
  size_t count = 1;
  for (; forms[count] != NULL; count++)
    all = arena_printf(scanner->arena, "%s, %s", all, forms[count]);
  near_note(
      sink_report(scanner->sink, FILTER_FORM, filter->at, key_clip(scanner->arena, given), filter->name, all, NULL),
      filter->at, near_name(given, count, form_name, forms));
  return false;
}

static bool form_check(struct scanner *scanner, const struct template_filter *filter) {
  const char *const *forms = NULL;
  for (size_t i = 0; i < sizeof filter_forms / sizeof *filter_forms; i++)
    if (filter_forms[i].kind == filter->kind && filter->argument_count > 0)
      forms = filter_forms[i].forms;
  for (size_t i = 0; forms != NULL && forms[i] != NULL; i++)
    if (strcmp(forms[i], filter->arguments[0]) == 0)
      return true;
  return forms == NULL || form_report(scanner, filter, forms);
}

static bool filter_check(struct scanner *scanner, struct template_filter *filter) {
  const struct template_filter_rule *rule = filter_find(filter->name);
  if (!rule)
    return filter_unknown(scanner, filter->name, filter->at);
  filter->kind = rule->kind;
  if (filter->argument_count >= (size_t)rule->minimum && filter->argument_count <= (size_t)rule->maximum)
    return form_check(scanner, filter);
  struct arena *arena = scanner->arena;
  const char *wanted = rule->minimum == rule->maximum ? arena_printf(arena, "%d", rule->minimum)
                                                      : arena_printf(arena, "%d–%d", rule->minimum, rule->maximum);
  sink_report(scanner->sink, FILTER_ARGUMENTS, filter->at, filter->name, wanted,
              arena_printf(arena, "%zu", filter->argument_count), NULL);
  return false;
}

/* argument { "," argument } */
static bool arguments_parse(struct scanner *scanner, struct template_filter *filter) {
  size_t capacity = 0;
  do {
    size_t start = scanner->at;
    const char *argument = take_argument(scanner);
    if (!argument)
      return scanner_fail(scanner, start);
    *ARENA_PUSH(scanner->arena, filter->arguments, filter->argument_count, capacity) = argument;
  } while (take(scanner, ','));
  return true;
}

/* name [ ":" arguments ] */
static bool filter_parse(struct scanner *scanner, struct template_filter *filter) {
  skip_spaces(scanner);
  size_t start = scanner->at;
  *filter = (struct template_filter){.at = scanner_position(scanner, start)};
  filter->name = take_word(scanner, false);
  if (!filter->name)
    return scanner_fail(scanner, start);
  if (take(scanner, ':') && !arguments_parse(scanner, filter))
    return false;
  return filter_check(scanner, filter);
}

/* name { "." name } */
static bool path_parse(struct scanner *scanner, struct expression *out) {
  size_t capacity = 0;
  skip_spaces(scanner);
  do {
    size_t start = scanner->at;
    const char *name = take_word(scanner, false);
    if (!name)
      return scanner_fail(scanner, start);
    *ARENA_PUSH(scanner->arena, out->names, out->name_count, capacity) = name;
  } while (scanner->at < scanner->end && scanner->text[scanner->at] == '.' && ++scanner->at);
  return true;
}

/* "not" before a path: a word of its own. */
static bool take_not(struct scanner *scanner) {
  skip_spaces(scanner);
  if (scanner->end - scanner->at < 4 || memcmp(scanner->text + scanner->at, "not", 3) != 0 ||
      !strchr(" \t", scanner->text[scanner->at + 3]))
    return false;
  scanner->at += 3;
  return true;
}

static const struct expression *scanner_expression(struct scanner *scanner, bool allow_not) {
  struct expression *out = arena_zalloc(scanner->arena, 1, sizeof *out);
  size_t capacity = 0;
  skip_spaces(scanner);
  out->at = scanner_position(scanner, scanner->at);
  out->negated = allow_not && take_not(scanner);
  if (!path_parse(scanner, out))
    return NULL;
  while (take(scanner, '|')) {
    struct template_filter filter;
    if (!filter_parse(scanner, &filter))
      return NULL;
    *ARENA_PUSH(scanner->arena, out->filters, out->filter_count, capacity) = filter;
  }
  skip_spaces(scanner);
  if (scanner->at == scanner->end)
    return out;
  scanner_fail(scanner, scanner->at);
  return NULL;
}

const struct expression *expression_parse(struct arena *arena, const char *text, size_t length,
                                          struct text_source source, struct sink *sink) {
  struct scanner scanner = {arena, sink, source, text, 0, 0, length, 0};
  skip_spaces(&scanner);
  if (length - scanner.at < 2 || memcmp(text + scanner.at, "{{", 2) != 0)
    return scanner_expression(&scanner, true);
  size_t end = length;
  while (end > scanner.at + 2 && strchr(" \t\r\n}", text[end - 1]))
    end--;
  const char *inner = arena_strndup(arena, text + scanner.at + 2, end - scanner.at - 2);
  sink_report(sink, TEMPLATE_BRACES, source.at, key_clip(arena, inner + strspn(inner, " ")), NULL);
  return NULL;
}

/* The offset of the }} that ends an expression which begins at `from`, quotes respected; `length` if none. */
static size_t closing_find(const char *text, size_t length, size_t from) {
  char quote = '\0';
  for (size_t i = from; i + 1 < length; i++) {
    if (quote && text[i] == '\\')
      i++;
    else if (quote)
      quote = text[i] == quote ? '\0' : quote;
    else if (text[i] == '"' || text[i] == '\'')
      quote = text[i];
    else if (text[i] == '}' && text[i + 1] == '}')
      return i;
  }
  return length;
}

/* A template being cut into parts. */
struct cutting {
  struct scanner scanner;
  struct template_part *parts;
  size_t count, capacity;
};

static void literal_add(struct cutting *cutting, size_t from, size_t to) {
  if (from == to)
    return;
  struct scanner *scanner = &cutting->scanner;
  *ARENA_PUSH(scanner->arena, cutting->parts, cutting->count, cutting->capacity) = (struct template_part){
      .text = arena_strndup(scanner->arena, scanner->text + from, to - from),
      .length = to - from,
      .source = scanner_source(scanner, from),
  };
}

/* {{ … }} at `from`; *next is the offset behind it. */
static bool expression_add(struct cutting *cutting, size_t from, size_t length, size_t *next) {
  struct scanner *scanner = &cutting->scanner;
  struct text_source source = scanner_source(scanner, from);
  size_t end = closing_find(scanner->text, length, from + 2);
  *next = end == length ? length : end + 2;
  if (end == length) {
    sink_report(scanner->sink, TEMPLATE_NOT_CLOSED, source.at, NULL);
    return false;
  }
  scanner->begin = scanner->at = from + 2;
  scanner->end = end;
  const struct expression *expression = scanner_expression(scanner, false);
  if (!expression)
    return false;
  *ARENA_PUSH(scanner->arena, cutting->parts, cutting->count, cutting->capacity) =
      (struct template_part){.source = source, .expression = expression};
  return true;
}

bool template_parse(struct arena *arena, const char *text, size_t length, struct text_source source, struct sink *sink,
                    struct template *out) {
  struct cutting cutting = {.scanner = {arena, sink, source, text, 0, 0, length, 0}};
  bool good = true;
  size_t literal = 0;
  for (size_t i = 0; i + 1 < length;) {
    if (text[i] != '{' || text[i + 1] != '{') {
      i++;
    } else if (i > literal && text[i - 1] == '\\') {
      literal_add(&cutting, literal, i - 1);
      literal = i;
      i += 2;
    } else {
      literal_add(&cutting, literal, i);
      good &= expression_add(&cutting, i, length, &i);
      literal = i;
    }
  }
  literal_add(&cutting, literal, length);
  *out = (struct template){.parts = cutting.parts, .count = cutting.count, .at = source.at};
  return good;
}

static bool entry_parse(struct arena *arena, const struct yaml_pair *pair, struct sink *sink,
                        struct local_template_entry *out) {
  const struct yaml_node *node = pair->node;
  struct key_reader reader = {.arena = arena, .sink = sink};
  if (!language_is_valid(pair->key)) {
    sink_report(sink, LANGUAGE_NOT_READ, pair->key_at, key_clip(arena, pair->key), NULL);
    return false;
  }
  out->language = pair->key;
  return key_is_text(&reader, pair) &&
         template_parse(arena, node->text, node->length, node->source, sink, &out->template);
}

bool local_template_parse(struct arena *arena, const struct yaml_node *node, struct sink *sink,
                          struct local_template *out) {
  size_t count = node->kind == YAML_MAP ? node->count : 1;
  struct local_template local = {.entries = arena_zalloc(arena, count, sizeof *local.entries), .count = count};
  bool good = true;
  if (node->kind == YAML_SCALAR)
    good = template_parse(arena, node->text, node->length, node->source, sink, &local.entries[0].template);
  for (size_t i = 0; node->kind == YAML_MAP && i < count; i++)
    good &= entry_parse(arena, &node->pairs[i], sink, &local.entries[i]);
  if (node->kind == YAML_LIST) {
    sink_report(sink, KEY_NOT_TEXT, node->source.at, "text", NULL);
    good = false;
  }
  if (good)
    *out = local;
  return good;
}

static const struct template *entry_find(const struct local_template *local, const char *language) {
  for (size_t i = 0; language && i < local->count; i++)
    if (local->entries[i].language && strcmp(local->entries[i].language, language) == 0)
      return &local->entries[i].template;
  return NULL;
}

const struct template *local_template_find(const struct local_template *local, const char *language,
                                           const char *fallback) {
  const struct template *own = entry_find(local, language);
  if (own || local->count == 0)
    return own;
  for (size_t i = 0; i < local->count; i++)
    if (!local->entries[i].language)
      return &local->entries[i].template;
  const struct template *other = entry_find(local, fallback);
  return other ? other : &local->entries[0].template;
}
