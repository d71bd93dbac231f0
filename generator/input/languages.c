/* The versions of a text beside each other. The first one, in the order of the event's languages, is what the others
 * are compared with: whoever translates knows which one that is. */
#include "input/languages.h"

#include "base/utf8.h"
#include "input/facts.h"
#include "input/numerals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct comparing {
  struct arena *arena;
  const struct event *event;
  struct sink *sink;
};

/* One version of a text. */
struct version {
  const char *language;
  const struct value *text;
  struct facts facts;
};

static struct position fact_position(const struct version *version, const struct fact *fact) {
  return source_position(version->text->source, version->text->text, fact->offset);
}

static const char *fact_written(const struct comparing *comparing, const struct version *version,
                                const struct fact *fact) {
  return arena_strndup(comparing->arena, version->text->text + fact->offset, fact->length);
}

/* A fact of `whole` that `part` lacks: missing at `part`, noted where it stands. */
static void missing_report(const struct comparing *comparing, const struct version *part, const struct version *whole,
                           const struct fact *fact) {
  static const enum diagnostic_code codes[FACT_KINDS] = {
      [FACT_NUMBER] = LANGUAGE_NUMBERS, [FACT_MONTH] = LANGUAGE_DATES,       [FACT_TIME] = LANGUAGE_TIMES,
      [FACT_PHONE] = LANGUAGE_PHONES,   [FACT_ADDRESS] = LANGUAGE_ADDRESSES,
  };
  const char *written = fact_written(comparing, whole, fact);
  struct diagnostic *diagnostic = sink_report(comparing->sink, codes[fact->kind], part->text->source.at, written,
                                              whole->language, part->language, NULL);
  diagnostic_note(diagnostic, NOTE_LANGUAGE_HERE, fact_position(whole, fact), written, whole->language, NULL);
}

static int fact_compare(const struct fact *a, const struct fact *b) {
  return a->kind != b->kind ? (int)a->kind - (int)b->kind : strcmp(a->key, b->key);
}

static int fact_order(const void *left, const void *right) {
  const struct fact *a = left, *b = right;
  int order = fact_compare(a, b);
  return order != 0 ? order : (a->offset > b->offset) - (a->offset < b->offset);
}

static void facts_sort(struct facts *facts) {
  if (facts->count > 1)
    qsort(facts->items, facts->count, sizeof *facts->items, fact_order);
}

/* Facts of one version that the other lacks. */
struct lacking {
  const struct fact **items;
  size_t count, capacity;
};

/* Both in order: what one of them has more often than the other is missing there. */
static void facts_part(const struct comparing *comparing, const struct version *first, const struct version *other,
                       struct lacking *in_other, struct lacking *in_first) {
  const struct fact *a = first->facts.items, *a_end = a + first->facts.count;
  const struct fact *b = other->facts.items, *b_end = b + other->facts.count;
  while (a < a_end || b < b_end) {
    int order = a == a_end ? 1 : b == b_end ? -1 : fact_compare(a, b);
    if (order < 0)
      *ARENA_PUSH(comparing->arena, in_other->items, in_other->count, in_other->capacity) = a++;
    else if (order > 0)
      *ARENA_PUSH(comparing->arena, in_first->items, in_first->count, in_first->capacity) = b++;
    else
      a++, b++;
  }
}

/* 10, 9.30: figures that are a time where the other version says so. 5 may be in the evening. */
static bool number_is_time(const struct fact *number, const struct fact *time) {
  int hour = 0, minute = 0, hours = 0, minutes = 0;
  if (number->kind != FACT_NUMBER || time->kind != FACT_TIME || strlen(number->key) > sizeof "12.30" - 1 ||
      sscanf(time->key, "%d:%d", &hours, &minutes) != 2)
    return false;
  const char *point = strchr(number->key, '.');
  if (sscanf(number->key, "%d", &hour) != 1 || (point != NULL && sscanf(point + 1, "%d", &minute) != 1))
    return false;
  minute = point != NULL && strlen(point) == 2 ? minute * 10 : minute; /* its last zero does not count */
  return minute == minutes && (hour == hours || hour + 12 == hours);
}

/* 12 тысяч and 12 000, 1,5 млн and 1 500 000. */
static bool number_is_multiple(const struct version *version, const struct fact *fact, const struct fact *large) {
  enum { LONGEST = 15 }; /* figures */
  if (fact->kind != FACT_NUMBER || large->kind != FACT_NUMBER || strlen(fact->key) > LONGEST ||
      strlen(large->key) > LONGEST)
    return false;
  char figures[4 * LONGEST];
  const char *point = strchr(fact->key, '.');
  size_t whole = point != NULL ? (size_t)(point - fact->key) : strlen(fact->key);
  size_t decimals = point != NULL ? strlen(point + 1) : 0;
  for (size_t power = 3; power <= 12; power += 3) {
    if (decimals > power || !numerals_multiply(version->text->text, version->language, (int)power))
      continue;
    int length = snprintf(figures, sizeof figures, "%.*s%s%0*d", (int)whole, fact->key, point != NULL ? point + 1 : "",
                          (int)(power - decimals), 0);
    figures[power == decimals ? (size_t)length - 1 : (size_t)length] = '\0';
    if (strcmp(figures + strspn(figures, "0"), large->key) == 0)
      return true;
  }
  return false;
}

static bool fact_is_written(const struct version *version, const struct fact *fact) {
  const char *text = version->text->text, *language = version->language;
  int64_t number = fact->kind == FACT_NUMBER || fact->kind == FACT_MONTH ? strtoll(fact->key, NULL, 10) : 0;
  if (fact->kind == FACT_MONTH)
    return numerals_name_month(text, language, (int)number);
  return fact->kind == FACT_NUMBER && strchr(fact->key, '.') == NULL && strlen(fact->key) <= 4 &&
         numerals_say(text, language, number);
}

/* Takes out what both versions say in different ways. */
static void lacking_pair(const struct version *one, struct lacking *of_one, const struct version *two,
                         struct lacking *of_two) {
  for (size_t i = 0; i < of_one->count; i++)
    for (size_t j = 0; j < of_two->count && of_one->items[i] != NULL; j++) {
      const struct fact *a = of_one->items[i], *b = of_two->items[j];
      if (b == NULL || !(number_is_time(a, b) || number_is_time(b, a) || number_is_multiple(one, a, b) ||
                         number_is_multiple(two, b, a)))
        continue;
      of_one->items[i] = of_two->items[j] = NULL;
    }
}

static void lacking_report(const struct comparing *comparing, const struct version *part, const struct version *whole,
                           const struct lacking *lacking, bool few) {
  for (size_t i = 0; i < lacking->count; i++)
    if (lacking->items[i] != NULL && !(few && fact_is_written(part, lacking->items[i])))
      missing_report(comparing, part, whole, lacking->items[i]);
}

/* Where much differs, or in very long texts, nothing is looked for in words: the time would grow with the square. */
static void facts_compare(const struct comparing *comparing, const struct version *first, const struct version *other) {
  enum { FEW = 50, LONG = 200000 /* bytes */ };
  struct lacking in_other = {0}, in_first = {0};
  facts_part(comparing, first, other, &in_other, &in_first);
  bool few =
      in_other.count <= FEW && in_first.count <= FEW && first->text->length <= LONG && other->text->length <= LONG;
  if (few)
    lacking_pair(first, &in_other, other, &in_first);
  lacking_report(comparing, other, first, &in_other, few);
  lacking_report(comparing, first, other, &in_first, few);
}

static void blocks_compare(const struct comparing *comparing, const struct version *first,
                           const struct version *other) {
  static const enum diagnostic_code codes[BLOCK_KINDS] = {[BLOCK_PARAGRAPH] = LANGUAGE_PARAGRAPHS,
                                                          [BLOCK_ITEM] = LANGUAGE_ITEMS,
                                                          [BLOCK_HEADING] = LANGUAGE_HEADINGS,
                                                          [BLOCK_NOTE] = LANGUAGE_NOTES,
                                                          [BLOCK_ROW] = LANGUAGE_ROWS};
  size_t wanted[BLOCK_KINDS], found[BLOCK_KINDS];
  facts_count_blocks(first->text->text, wanted);
  facts_count_blocks(other->text->text, found);
  for (size_t i = 0; i < BLOCK_KINDS; i++)
    if (found[i] != wanted[i])
      diagnostic_note(sink_report(comparing->sink, codes[i], other->text->source.at, other->language,
                                  arena_printf(comparing->arena, "%zu", found[i]), first->language,
                                  arena_printf(comparing->arena, "%zu", wanted[i]), NULL),
                      NOTE_LANGUAGE_TEXT, first->text->source.at, first->language, NULL);
}

static bool version_find(const struct comparing *comparing, const struct value *local, const char *language,
                         struct version *out) {
  for (size_t i = 0; i < local->map.count; i++)
    if (strcmp(local->map.pairs[i].key, language) == 0 && local->map.pairs[i].value->kind == VALUE_TEXT) {
      *out = (struct version){.language = language, .text = local->map.pairs[i].value};
      facts_read(comparing->arena, language, out->text->text, &out->facts);
      facts_sort(&out->facts);
      return true;
    }
  return false;
}

static void versions_compare(const struct comparing *comparing, const struct value *local) {
  struct version first, other;
  bool found = false;
  for (size_t i = 0; i < comparing->event->language_count; i++) {
    struct version *into = found ? &other : &first;
    if (!version_find(comparing, local, comparing->event->languages[i], into))
      continue;
    if (found) {
      facts_compare(comparing, &first, &other);
      if (local->format == TEXT_MARKDOWN)
        blocks_compare(comparing, &first, &other);
    }
    found = true;
  }
}

/* The language of the event that is written in Latin letters, or NULL. */
static const char *latin_language(const struct event *event) {
  static const char *const latin[] = {"en", "de", "fr", "es", "it", "pt", "tr", "pl", "cs", "nl", "sv", "fi"};
  for (size_t i = 0; i < event->language_count; i++)
    for (size_t j = 0; j < sizeof latin / sizeof *latin; j++)
      if (strcmp(event->languages[i], latin[j]) == 0)
        return event->languages[i];
  return NULL;
}

static bool has_cyrillic(const char *text) {
  for (size_t length = strlen(text), at = 0; at < length;) {
    uint32_t character = utf8_next(text, length, &at);
    if (character >= 0x400 && character < 0x530)
      return true;
  }
  return false;
}

/* One text for all languages can be right for a number or a name in Latin letters only. */
static void script_check(const struct comparing *comparing, const struct value *text) {
  const char *language = latin_language(comparing->event);
  bool shown = text->format == TEXT_PLAIN || text->format == TEXT_MARKDOWN;
  if (shown && language != NULL && has_cyrillic(text->text))
    sink_report(comparing->sink, LANGUAGE_SCRIPT, text->source.at, language, NULL);
}

/* Fields that no document shows, and lists that may be long. */
static bool field_is_skipped(const char *key) {
  static const char *const skipped[] = {"attendees", "media",     "mail",  "documents",
                                        "extra",     "languages", "event", "kind"};
  for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++)
    if (strcmp(key, skipped[i]) == 0)
      return true;
  return false;
}

static void value_check(const struct comparing *comparing, const struct value *value);

/* A name is looked at as a whole. */
static void map_check(const struct comparing *comparing, const struct value *map) {
  const struct value *full = value_field(map, "full");
  if (full != NULL) {
    value_check(comparing, full);
    return;
  }
  for (size_t i = 0; i < map->map.count; i++)
    if (!field_is_skipped(map->map.pairs[i].key))
      value_check(comparing, map->map.pairs[i].value);
}

static void value_check(const struct comparing *comparing, const struct value *value) {
  switch (value->kind) {
  case VALUE_LOCAL:
    versions_compare(comparing, value);
    break;
  case VALUE_TEXT:
    script_check(comparing, value);
    break;
  case VALUE_LIST:
    for (size_t i = 0; i < value->list.count; i++)
      value_check(comparing, value->list.items[i]);
    break;
  case VALUE_MAP:
    map_check(comparing, value);
    break;
  default:
    break;
  }
}

void languages_compare(const struct event *event, struct sink *sink) {
  struct comparing comparing = {arena_new(), event, sink};
  if (event->language_count > 1)
    value_check(&comparing, event->root);
  arena_drop(comparing.arena);
}
