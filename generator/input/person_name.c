/* A name written in one string -> family name, given name, patronymic.
 *
 * Rules, first that fits: a comma stands behind the family name; уулу and кызы end a patronymic of two words;
 * initials stand for given name and patronymic; a word in capitals among others is the family name; a word with the
 * ending of a patronymic is one, and the word before it the given name; then the endings of family names decide,
 * and at last the habit of the script: family name first in Cyrillic, given name first elsewhere. */
#include "input/person_name.h"

#include "base/utf8.h"
#include "input/letters.h"
#include "input/people.h"

#include <string.h>

enum { NAME_WORDS = 12 };

struct word {
  size_t begin, end; /* bytes in the name */
  bool comma;        /* stood behind it */
};

struct name {
  const char *text;
  struct word words[NAME_WORDS];
  size_t count;
};

struct range { /* of words; empty when begin == end */
  size_t begin, end;
};

struct split {
  struct range family, given, patronymic;
};

static bool is_space(uint32_t character) {
  return character == ' ' || character == '\t' || character == '\n' || character == 0xA0 || character == 0x202F;
}

static void name_word(struct name *name, size_t begin, size_t end) {
  bool comma = end > begin + 1 && name->text[end - 1] == ',';
  end -= comma;
  if (name->count == NAME_WORDS) /* the rest belongs to the last word */
    name->words[NAME_WORDS - 1].end = end;
  else
    name->words[name->count++] = (struct word){begin, end, comma};
}

static struct name name_words(const char *text, size_t length) {
  struct name name = {.text = text};
  size_t begin = 0;
  for (size_t i = 0; i < length;) {
    size_t at = i;
    if (!is_space(utf8_next(text, length, &i)))
      continue;
    if (at > begin)
      name_word(&name, begin, at);
    begin = i;
  }
  if (length > begin)
    name_word(&name, begin, length);
  return name;
}

static bool word_ends(const struct name *name, size_t index, const char *const *endings) {
  struct word word = name->words[index];
  char lower[128];
  size_t length = letters_lower(name->text + word.begin, word.end - word.begin, lower, sizeof lower);
  for (; *endings != NULL; endings++) {
    size_t ending = strlen(*endings);
    if (length > ending && memcmp(lower + length - ending, *endings, ending) == 0)
      return true;
  }
  return false;
}

static bool word_is(const struct name *name, size_t index, const char *const *list) {
  struct word word = name->words[index];
  char lower[128];
  size_t length = letters_lower(name->text + word.begin, word.end - word.begin, lower, sizeof lower);
  for (; *list != NULL; list++)
    if (strlen(*list) == length && memcmp(lower, *list, length) == 0)
      return true;
  return false;
}

/* How surely a word is a family name: 2 by its ending, 1 perhaps, 0 not. */
static int word_family(const struct name *name, size_t index) {
  static const char *const sure[] = {"ов",  "ова",  "ев", "ева", "ёв", "ёва", "ский", "ская",  "цкий", "цкая", "швили",
                                     "дзе", "енко", "ov", "ova", "ev", "eva", "sky",  "skaya", "skiy", NULL};
  static const char *const perhaps[] = {"ин", "ина", "ын", "ына", "ко", "ук", "юк", "ян", "их", "ых", NULL};
  return word_ends(name, index, sure) ? 2 : word_ends(name, index, perhaps) ? 1 : 0;
}

static bool word_patronymic(const struct name *name, size_t index) {
  static const char *const endings[] = {"ович", "евич",   "ёвич",  "ьич",   "овна", "евна", "ёвна",
                                        "ична", "инична", "ovich", "evich", "ovna", "evna", NULL};
  return word_ends(name, index, endings);
}

static bool word_child(const struct name *name, size_t index) {
  static const char *const words[] = {"уулу", "кызы", "уулы", "оглы", "оглу", "углы", "угли", "гызы", "кизи",
                                      "улы",  "uulu", "kyzy", "ogly", "ogli", "oglu", "ugli", "qizi", NULL};
  return word_is(name, index, words);
}

static bool word_initial(const struct name *name, size_t index) {
  struct word word = name->words[index];
  return name->text[word.end - 1] == '.' && word.end - word.begin <= 8;
}

static bool word_cyrillic(const struct name *name, size_t index) {
  size_t at = name->words[index].begin;
  uint32_t first = utf8_next(name->text, name->words[index].end, &at);
  return first >= 0x400 && first < 0x530;
}

static bool word_capitals(const struct name *name, size_t index) {
  struct word word = name->words[index];
  return letters_are_capitals(name->text + word.begin, word.end - word.begin);
}

static bool word_small(const struct name *name, size_t index) {
  struct word word = name->words[index];
  size_t at = word.begin;
  return letters_is_small(utf8_next(name->text, word.end, &at));
}

/* Family name in the first `family` words, then the given name, then the rest. */
static struct split split_family_first(const struct name *name, size_t family) {
  size_t given = family < name->count ? family + 1 : family;
  return (struct split){{0, family}, {family, given}, {given, name->count}};
}

/* The given name, then patronymics, then the family name from word `family` on. */
static struct split split_given_first(const struct name *name, size_t family) {
  return (struct split){{family, name->count}, {0, 1}, {1, family}};
}

/* "… Бакыт кызы …": the other words are family and given name, or the given name alone. The family name comes first,
 * unless the last word alone looks like one. */
static struct split split_child(const struct name *name, size_t child) {
  struct split split = {.patronymic = {child - 1, child + 1}};
  struct range others = child == 1 ? (struct range){2, name->count} : (struct range){0, child - 1};
  size_t count = others.end - others.begin;
  split.given = (struct range){count > 1 ? others.end - 1 : others.begin, others.end};
  split.family = (struct range){others.begin, split.given.begin};
  if (count == 2 && word_family(name, others.end - 1) > word_family(name, others.begin)) {
    split.given = (struct range){others.begin, others.begin + 1};
    split.family = (struct range){others.begin + 1, others.end};
  }
  return split;
}

/* "Б. А. Орозбаев" or "Орозбаев Б. А." */
static struct split split_initials(const struct name *name) {
  if (!word_initial(name, 0))
    return split_family_first(name, 1);
  size_t family = 1;
  while (family + 1 < name->count && word_initial(name, family))
    family++;
  return split_given_first(name, family);
}

static struct split split_cyrillic(const struct name *name) {
  size_t last = name->count - 1;
  if (name->count == 2 && word_patronymic(name, 1))
    return (struct split){{0, 0}, {0, 1}, {1, 2}};
  if (name->count >= 3 && word_patronymic(name, last))
    return split_family_first(name, last - 1);
  if (name->count >= 3 && word_patronymic(name, 1))
    return split_given_first(name, 2);
  return word_family(name, last) > word_family(name, 0) ? split_given_first(name, last) : split_family_first(name, 1);
}

/* "Ludwig van Beethoven": the family name begins with the first small word. */
static struct split split_other(const struct name *name) {
  size_t family = 1, last = name->count - 1;
  while (family < last && !word_small(name, family))
    family++;
  if (word_family(name, 0) > word_family(name, last) || (name->count == 3 && word_patronymic(name, 2)))
    return split_family_first(name, 1);
  return split_given_first(name, family);
}

/* Words in capitals at the beginning or the end, among others, are the family name: "DE SOUZA Maria". False when there
 * are none, or elsewhere. */
static bool capitals_split(const struct name *name, struct split *split) {
  size_t begin = 0, end = name->count, capitals = 0;
  for (size_t i = 0; i < name->count; i++)
    capitals += word_capitals(name, i);
  while (begin < name->count && word_capitals(name, begin))
    begin++;
  while (end > 0 && word_capitals(name, end - 1))
    end--;
  if (capitals == 0 || capitals == name->count || (begin != capitals && name->count - end != capitals))
    return false;
  *split = begin == capitals ? split_family_first(name, begin) : split_given_first(name, end);
  return true;
}

static struct split name_split(const struct name *name) {
  for (size_t i = 0; i + 1 < name->count; i++)
    if (name->words[i].comma)
      return split_family_first(name, i + 1);
  if (name->count == 1)
    return (struct split){.given = {0, 1}};
  for (size_t i = 1; i < name->count; i++)
    if (word_child(name, i) && name->count > 2)
      return split_child(name, i);
  if (word_initial(name, 0) || word_initial(name, 1))
    return split_initials(name);
  struct split split;
  if (capitals_split(name, &split))
    return split;
  return word_cyrillic(name, 0) ? split_cyrillic(name) : split_other(name);
}

static const struct value *range_value(struct arena *arena, const struct name *name, struct range range,
                                       struct text_source source) {
  if (range.begin == range.end)
    return NULL;
  size_t begin = name->words[range.begin].begin, length = name->words[range.end - 1].end - begin;
  return value_text_make(arena, arena_strndup(arena, name->text + begin, length), length,
                         source_part(source, name->text, begin), TEXT_PLAIN);
}

/* "Б.А." in one word is two initials. */
static void initials_part(struct arena *arena, struct name_parts *parts) {
  const struct value *given = parts->given;
  const char *point = given != NULL && parts->patronymic == NULL ? strchr(given->text, '.') : NULL;
  if (point == NULL || point[1] == '\0' || given->text[given->length - 1] != '.')
    return;
  size_t length = (size_t)(point - given->text) + 1;
  parts->given = value_text_make(arena, arena_strndup(arena, given->text, length), length, given->source, TEXT_PLAIN);
  parts->patronymic = value_text_make(arena, point + 1, given->length - length,
                                      source_part(given->source, given->text, length), TEXT_PLAIN);
}

const struct value *people_name(struct arena *arena, const char *text, struct text_source source) {
  struct name name = name_words(text, strlen(text));
  struct name_parts parts = {0};
  if (name.count > 0) {
    struct split split = name_split(&name);
    parts.family = range_value(arena, &name, split.family, source);
    parts.given = range_value(arena, &name, split.given, source);
    parts.patronymic = range_value(arena, &name, split.patronymic, source);
    initials_part(arena, &parts);
  }
  parts.full = value_text_make(arena, text, strlen(text), source, TEXT_PLAIN);
  return name_map(arena, source, parts);
}

/* The parts in order, joined by spaces, in one language. */
static const char *parts_join(struct arena *arena, const struct value *const texts[3]) {
  const struct value *family = texts[0];
  size_t at = 0;
  bool cyrillic = family != NULL && family->length > 1 && utf8_next(family->text, family->length, &at) >= 0x400;
  static const int orders[2][3] = {{1, 2, 0}, {0, 1, 2}};
  size_t room = 1;
  for (int i = 0; i < 3; i++)
    room += texts[i] != NULL ? texts[i]->length + 1 : 0;
  char *joined = arena_alloc(arena, room), *end = joined;
  for (int i = 0; i < 3; i++) {
    const struct value *text = texts[orders[cyrillic][i]];
    if (text == NULL || text->length == 0)
      continue;
    if (end > joined)
      *end++ = ' ';
    end = mempcpy(end, text->text, text->length);
  }
  *end = '\0';
  return joined;
}

static const struct value *full_make(struct arena *arena, struct text_source source, struct name_parts parts) {
  const struct value *const values[3] = {parts.family, parts.given, parts.patronymic};
  const struct value *local = NULL;
  for (int i = 0; i < 3; i++)
    if (values[i] != NULL && values[i]->kind == VALUE_LOCAL && (!local || values[i]->map.count > local->map.count))
      local = values[i];
  source.kind = SOURCE_POINT;
  if (local == NULL) {
    const char *joined = parts_join(arena, values);
    return value_text_make(arena, joined, strlen(joined), source, TEXT_PLAIN);
  }
  struct value_pair *pairs = arena_array(arena, local->map.count, sizeof *pairs);
  for (size_t i = 0; i < local->map.count; i++) {
    const struct value *texts[3];
    for (int j = 0; j < 3; j++)
      texts[j] = value_in(values[j], local->map.pairs[i].key, NULL, NULL);
    const char *joined = parts_join(arena, texts);
    pairs[i] = local->map.pairs[i];
    pairs[i].value = value_text_make(arena, joined, strlen(joined), source, TEXT_PLAIN);
  }
  struct value *full = value_map_make(arena, source, pairs, local->map.count);
  full->kind = VALUE_LOCAL;
  return full;
}

const struct value *name_map(struct arena *arena, struct text_source source, struct name_parts parts) {
  if (parts.full == NULL)
    parts.full = full_make(arena, source, parts);
  const struct value_pair all[] = {{"family", source.at, parts.family},
                                   {"given", source.at, parts.given},
                                   {"patronymic", source.at, parts.patronymic},
                                   {"full", source.at, parts.full}};
  struct value_pair *pairs = arena_array(arena, 4, sizeof *pairs);
  size_t count = 0;
  for (size_t i = 0; i < 4; i++)
    if (all[i].value != NULL)
      pairs[count++] = all[i];
  return value_map_make(arena, source, pairs, count);
}

const struct value *name_with_latin(struct arena *arena, const struct value *name, const struct value *latin) {
  if (latin == NULL)
    return name;
  size_t count = name->map.count;
  struct value_pair *pairs = arena_array(arena, count + 1, sizeof *pairs);
  memcpy(pairs, name->map.pairs, count * sizeof *pairs);
  pairs[count] = (struct value_pair){"latin", latin->source.at, latin};
  return value_map_make(arena, name->source, pairs, count + 1);
}

/* One part of the names, for the languages that have it; NULL when none has. */
static const struct value *local_part(struct arena *arena, const struct value *local, const struct value **names,
                                      const char *part) {
  struct value_pair *pairs = arena_array(arena, local->map.count, sizeof *pairs);
  size_t count = 0;
  for (size_t i = 0; i < local->map.count; i++) {
    const struct value *text = value_field(names[i], part);
    if (text != NULL)
      pairs[count++] = (struct value_pair){local->map.pairs[i].key, local->map.pairs[i].key_at, text};
  }
  struct value *value = value_map_make(arena, local->source, pairs, count);
  value->kind = VALUE_LOCAL;
  return count > 0 ? value : NULL;
}

const struct value *name_local(struct arena *arena, const struct value *local) {
  const struct value **names = arena_array(arena, local->map.count, sizeof *names);
  for (size_t i = 0; i < local->map.count; i++) {
    const struct value *text = local->map.pairs[i].value;
    names[i] = people_name(arena, text->text, text->source);
  }
  struct name_parts parts = {.family = local_part(arena, local, names, "family"),
                             .given = local_part(arena, local, names, "given"),
                             .patronymic = local_part(arena, local, names, "patronymic"),
                             .full = local};
  return name_map(arena, local->source, parts);
}
