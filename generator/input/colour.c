/* Colours as layouts write them. */
#include "input/style.h"

#include "input/keys.h"
#include "input/near.h"

#include <string.h>

enum { FULL = 10000 };

struct colour_builtin {
  const char *name;
  struct colour colour;
};

static const struct colour_builtin builtins[] = {
    {"black", {.space = COLOUR_GRAY, .component = {0}}},
    {"white", {.space = COLOUR_GRAY, .component = {FULL}}},
    {"none", {.space = COLOUR_NONE}},
};
enum { BUILTIN_COUNT = sizeof builtins / sizeof *builtins };

static int hex_digit(char digit) {
  const char *digits = "0123456789abcdefABCDEF", *found = digit ? strchr(digits, digit) : NULL;
  if (!found)
    return -1;
  int value = (int)(found - digits);
  return value < 16 ? value : value - 6;
}

/* #RRGGBB or #RGB */
static bool hex_parse(const char *text, struct colour *out) {
  size_t length = strlen(text);
  if (length != 7 && length != 4)
    return false;
  *out = (struct colour){.space = COLOUR_RGB};
  for (size_t i = 0; i < 3; i++) {
    int high = hex_digit(length == 7 ? text[1 + 2 * i] : text[1 + i]);
    int low = hex_digit(length == 7 ? text[2 + 2 * i] : text[1 + i]);
    if (high < 0 || low < 0)
      return false;
    out->component[i] = (uint16_t)(((high * 16 + low) * FULL + 127) / 255);
  }
  return true;
}

static const char *skip_spaces(const char *text) {
  return text + strspn(text, " \t");
}

/* 0 to 100 with at most two decimals, an optional % behind, as 0 to 10000. */
static const char *percent_parse(const char *text, uint16_t *out) {
  text = skip_spaces(text);
  int value = 0, decimals = -1;
  const char *start = text;
  for (; (*text >= '0' && *text <= '9') || (*text == '.' && decimals < 0); text++) {
    if (*text == '.') {
      decimals = 0;
      continue;
    }
    if (decimals == 2 || value > FULL)
      return NULL;
    value = value * 10 + (*text - '0');
    decimals += decimals >= 0;
  }
  for (int i = decimals < 0 ? 0 : decimals; i < 2; i++)
    value *= 10;
  if (text == start || value > FULL)
    return NULL;
  *out = (uint16_t)value;
  text = skip_spaces(text);
  return skip_spaces(text + (*text == '%'));
}

/* "name(" p1 "," … ")" with `count` percentages; the text behind, or NULL. */
static const char *call_parse(const char *text, const char *name, size_t count, uint16_t *values) {
  size_t length = strlen(name);
  if (strncmp(text, name, length) != 0)
    return NULL;
  text = skip_spaces(text + length);
  for (size_t i = 0; i < count; i++) {
    if (*text != (i == 0 ? '(' : ','))
      return NULL;
    text = percent_parse(text + 1, &values[i]);
    if (!text)
      return NULL;
  }
  return *text == ')' ? skip_spaces(text + 1) : NULL;
}

static bool process_parse(const char *text, struct colour *out) {
  struct colour cmyk = {.space = COLOUR_CMYK}, gray = {.space = COLOUR_GRAY};
  const char *rest = call_parse(text, "cmyk", 4, cmyk.component);
  if (rest) {
    *out = cmyk;
    return *rest == '\0';
  }
  rest = call_parse(text, "gray", 1, gray.component);
  if (!rest || *rest)
    return false;
  gray.component[0] = (uint16_t)(FULL - gray.component[0]);
  *out = gray;
  return true;
}

/* Less ink, or more white. */
static struct colour colour_tint(const struct colour *colour, uint16_t tint) {
  struct colour made = *colour;
  if (colour->space == COLOUR_SPOT) {
    made.tint = (uint16_t)(colour->tint * (uint32_t)tint / FULL);
    return made;
  }
  static const int components[] = {[COLOUR_GRAY] = 1, [COLOUR_RGB] = 3, [COLOUR_CMYK] = 4, [COLOUR_SPOT] = 0};
  uint16_t paper = colour->space == COLOUR_CMYK ? 0 : FULL;
  for (int i = 0; i < components[colour->space]; i++)
    made.component[i] = (uint16_t)(paper + (colour->component[i] - paper) * (int32_t)tint / FULL);
  return made;
}

/* tint(COLOUR, percent): the colour ends at the last comma. */
static bool tint_parse(const struct style_sheet *sheet, const char *text, struct colour *out) {
  enum { NAME_SIZE = 128 };
  static const char call[] = "tint(";
  char copy[NAME_SIZE];
  uint16_t tint;
  if (strncmp(text, call, sizeof call - 1) != 0)
    return false;
  const char *name = skip_spaces(text + sizeof call - 1), *comma = strrchr(text, ',');
  if (!comma || comma < name || comma - name >= NAME_SIZE)
    return false;
  const char *rest = percent_parse(comma + 1, &tint);
  if (!rest || *rest != ')' || *skip_spaces(rest + 1))
    return false;
  size_t length = (size_t)(comma - name);
  while (length > 0 && (name[length - 1] == ' ' || name[length - 1] == '\t'))
    length--;
  memcpy(copy, name, length);
  copy[length] = '\0';
  struct colour whole;
  if (!colour_parse(sheet, copy, &whole))
    return false;
  *out = colour_tint(&whole, tint);
  return true;
}

bool colour_parse(const struct style_sheet *sheet, const char *text, struct colour *out) {
  for (size_t i = 0; sheet && i < sheet->colour_count; i++)
    if (strcmp(sheet->colours[i].name, text) == 0) {
      *out = sheet->colours[i].colour;
      return true;
    }
  for (size_t i = 0; i < BUILTIN_COUNT; i++)
    if (strcmp(builtins[i].name, text) == 0) {
      *out = builtins[i].colour;
      return true;
    }
  text = skip_spaces(text);
  return *text == '#' ? hex_parse(text, out) : process_parse(text, out) || tint_parse(sheet, text, out);
}

static bool is_spot(const char *text) {
  return strncmp(skip_spaces(text), "spot(", 5) == 0;
}

static const char *candidate_name(const void *self, size_t index) {
  const struct style_sheet *sheet = self;
  return index < BUILTIN_COUNT ? builtins[index].name : sheet->colours[index - BUILTIN_COUNT].name;
}

bool colour_read(const struct style_sheet *sheet, const struct yaml_node *node, struct sink *sink, struct colour *out) {
  static const struct style_sheet nothing = {0};
  if (colour_parse(sheet, node->text, out))
    return true;
  if (!sheet)
    sheet = &nothing;
  struct diagnostic *diagnostic =
      sink_report(sink, is_spot(node->text) ? COLOUR_SPOT_UNNAMED : COLOUR_NOT_READ, node->source.at, node->text, NULL);
  near_note(diagnostic, node->source.at,
            near_name(node->text, BUILTIN_COUNT + sheet->colour_count, candidate_name, sheet));
  return false;
}

/* spot(NAME, cmyk(…)): the name ends at the last comma before the alternate. */
static bool spot_parse(struct arena *arena, const char *text, struct colour *out) {
  const char *name = skip_spaces(skip_spaces(text) + 5), *alternate = strstr(name, "cmyk");
  if (!alternate)
    return false;
  const char *end = alternate;
  while (end > name && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  if (end == name || end[-1] != ',')
    return false;
  end--;
  while (end > name && (end[-1] == ' ' || end[-1] == '\t'))
    end--;
  struct colour spot = {.space = COLOUR_SPOT, .tint = FULL};
  const char *rest = call_parse(alternate, "cmyk", 4, spot.component);
  if (end == name || !rest || *rest != ')' || *skip_spaces(rest + 1))
    return false;
  spot.spot = arena_strndup(arena, name, (size_t)(end - name));
  *out = spot;
  return true;
}

/* One ink has one alternate, and None is no ink (ISO 32000-1, 8.6.6.4). */
static void spot_check(const struct yaml_pair *pair, const struct colour *spot, struct sink *sink,
                       const struct style_sheet *sheet) {
  bool wrong = strcmp(spot->spot, "None") == 0;
  for (size_t i = 0; i < sheet->colour_count; i++) {
    const struct colour *other = &sheet->colours[i].colour;
    wrong = wrong || (other->space == COLOUR_SPOT && strcmp(other->spot, spot->spot) == 0 &&
                      memcmp(other->component, spot->component, sizeof spot->component) != 0);
  }
  if (wrong)
    sink_report(sink, COLOUR_SPOT_TWICE, pair->node->source.at, spot->spot, NULL);
}

static void colour_define(struct arena *arena, const struct yaml_pair *pair, struct sink *sink,
                          struct style_sheet *sheet) {
  struct key_reader reader = {.arena = arena, .sink = sink, .sheet = sheet};
  struct colour colour;
  if (yaml_is_null(pair->node) || !key_is_text(&reader, pair))
    return;
  bool known = is_spot(pair->node->text) && spot_parse(arena, pair->node->text, &colour);
  if (known)
    spot_check(pair, &colour, sink, sheet);
  if (known || colour_read(sheet, pair->node, sink, &colour))
    sheet->colours[sheet->colour_count++] = (struct colour_name){pair->key, colour};
}

void colours_define(struct arena *arena, const struct yaml_node *colours, struct sink *sink,
                    struct style_sheet *sheet) {
  sheet->colours = arena_zalloc(arena, colours->count, sizeof *sheet->colours);
  for (size_t i = 0; i < colours->count; i++)
    colour_define(arena, &colours->pairs[i], sink, sheet);
}
