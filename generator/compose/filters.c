/* The filters of templates, one function each. What a language decides is asked of input/locale.h. */
#include "compose/filters.h"

#include "base/utf8.h"
#include "compose/sort.h"
#include "compose/vcard.h"
#include "input/people.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

struct call {
  const struct binder *binder;
  const struct template_filter *filter;
  const struct locale *locale; /* of the subject's text */
  const char *language;        /* set when the fallback had to be taken */
  bool failed;
};

typedef const struct value *filter_function(struct call *call, const struct value *value);

/* Reports that the filter cannot take the value. */
static const struct value *refuse(struct call *call, enum diagnostic_code code, const struct value *value) {
  struct diagnostic *diagnostic = sink_report(
      call->binder->sink, code, value->source.at, call->filter->name,
      value->kind == VALUE_LIST || value->kind == VALUE_MAP || value->text == NULL ? "…" : value->text, NULL);
  diagnostic_note(diagnostic, NOTE_LAYOUT_RULE, call->filter->at, NULL);
  call->failed = true;
  return NULL;
}

static const char *argument(const struct call *call, size_t index, const char *absent) {
  return index < call->filter->argument_count ? call->filter->arguments[index] : absent;
}

const struct value *filter_text_value(struct arena *arena, const char *text, struct text_source source) {
  struct value *value = arena_zalloc(arena, 1, sizeof *value);
  value->kind = VALUE_TEXT;
  value->source = source;
  value->text = text;
  value->length = strlen(text);
  return value;
}

static const struct value *computed(const struct call *call, const char *text, const struct value *from) {
  return filter_text_value(call->binder->arena, text, (struct text_source){.at = from->source.at});
}

/* The text of a value, or NULL after a message. */
static const char *text_of(struct call *call, const struct value *value) {
  const char *text = bind_value_text(call->binder, value, NULL);
  if (text == NULL)
    refuse(call, FILTER_NEEDS_TEXT, value);
  return text;
}

/* Case keeps the place of every character as long as it keeps their number. */
static const struct value *with_case(struct call *call, const struct value *value,
                                     char *change(struct arena *, const struct locale *, const char *)) {
  const char *text = text_of(call, value);
  if (text == NULL)
    return NULL;
  const char *changed = change(call->binder->arena, call->locale, text);
  bool same = value->kind == VALUE_TEXT && utf8_count(changed, strlen(changed)) == utf8_count(text, strlen(text));
  return same ? filter_text_value(call->binder->arena, changed, value->source) : computed(call, changed, value);
}

static const struct value *filter_upper(struct call *call, const struct value *value) {
  return with_case(call, value, locale_upper);
}

static const struct value *filter_lower(struct call *call, const struct value *value) {
  return with_case(call, value, locale_lower);
}

static const struct value *filter_capitalise(struct call *call, const struct value *value) {
  return with_case(call, value, locale_capitalise);
}

/* What somebody is called in Latin letters by their own `latin`, or by the English of their name; NULL: not given. */
static const struct value *latin_of(const struct call *call, const struct value *value) {
  const struct value *name = value_field(value, "name"), *full = value_field(name != NULL ? name : value, "full");
  const struct value *own = value_field(value, "latin");
  own = own == NULL ? value_field(name, "latin") : own;
  if (own != NULL)
    return bind_value_in(call->binder, own, NULL);
  bool missing = true;
  const struct value *english = full != NULL && full->kind == VALUE_LOCAL ? value_in(full, "en", NULL, &missing) : NULL;
  return missing ? NULL : english;
}

static const struct value *filter_transliterate(struct call *call, const struct value *value) {
  const struct value *latin = value->kind == VALUE_MAP ? latin_of(call, value) : NULL;
  if (latin != NULL)
    return latin;
  const char *text = text_of(call, value);
  return text == NULL ? NULL : computed(call, locale_transliterate(call->binder->arena, call->locale, text), value);
}

static bool value_date(const struct value *value, struct date *out) {
  if (value->kind == VALUE_DATE)
    *out = value->date;
  else if (value->kind == VALUE_INSTANT)
    *out = value->instant.date;
  else
    return value->kind == VALUE_TEXT && date_parse(value->text, out) && date_is_valid(*out);
  return true;
}

static enum date_form date_form_of(const struct call *call) {
  enum date_form form = DATE_LONG;
  date_form_find(argument(call, 0, "long"), &form);
  return form;
}

static const struct value *filter_date(struct call *call, const struct value *value) {
  struct date date;
  if (value->kind == VALUE_INSTANT && date_form_of(call) == DATE_UNTIL)
    return computed(call, locale_instant_until(call->binder->arena, call->binder->locale, value), value);
  if (!value_date(value, &date))
    return refuse(call, FILTER_NEEDS_DATE, value);
  return computed(call, locale_date(call->binder->arena, call->binder->locale, date, date_form_of(call)), value);
}

static const struct value *filter_time(struct call *call, const struct value *value) {
  if (value->kind != VALUE_TIME && value->kind != VALUE_INSTANT)
    return refuse(call, FILTER_NEEDS_TIME, value);
  int minute = value->kind == VALUE_TIME ? value->minute : value->instant.minute;
  return computed(call, locale_time(call->binder->arena, call->binder->locale, minute), value);
}

static const struct value *field(const struct call *call, const struct value *map, const char *name) {
  return bind_value_in(call->binder, value_field(map, name), NULL);
}

static const struct value *time_range(struct call *call, const struct value *map) {
  struct arena *arena = call->binder->arena;
  const struct value *start = field(call, map, "start"), *end = field(call, map, "end");
  if (start == NULL && end == NULL)
    return NULL;
  if ((start != NULL && start->kind != VALUE_TIME) || (end != NULL && end->kind != VALUE_TIME))
    return refuse(call, FILTER_NEEDS_TIME, start != NULL ? start : end);
  const char *first = start == NULL ? "" : locale_time(arena, call->binder->locale, start->minute);
  if (end == NULL)
    return computed(call, first, start);
  const char *last = locale_time(arena, call->binder->locale, end->minute);
  return computed(call, arena_printf(arena, "%s–%s", first, last), start == NULL ? end : start);
}

/* From the first to the last of a list of dates, of {from, to}, or of {start, end}. */
static const struct value *filter_range(struct call *call, const struct value *value) {
  size_t count = value_count(value);
  const struct value *from = count > 0 ? value_item(call->binder->arena, value, 0) : field(call, value, "from");
  const struct value *to = count > 0 ? value_item(call->binder->arena, value, count - 1) : field(call, value, "to");
  struct date first, last;
  if (value->kind == VALUE_MAP && from == NULL && to == NULL)
    return time_range(call, value);
  if (from == NULL && to == NULL && value_date(value, &first))
    return filter_date(call, value);
  from = from == NULL ? to : from;
  to = to == NULL ? from : to;
  if (from == NULL || !value_date(from, &first) || !value_date(to, &last))
    return refuse(call, FILTER_NEEDS_DATE, value);
  return computed(call, locale_date_range(call->binder->arena, call->binder->locale, first, last, date_form_of(call)),
                  from);
}

static const char *name_part(const struct call *call, const struct value *name, const char *part) {
  const struct value *value = field(call, name, part);
  return value == NULL || value->text == NULL || value->length == 0 ? NULL : value->text;
}

/* The name in parts of a name, of somebody who has one, or of a name in one string; NULL after a message. */
static const struct value *name_of(struct call *call, const struct value *value) {
  const struct value *name = value->kind == VALUE_MAP ? field(call, value, "name") : NULL;
  name = name == NULL ? value : name;
  if (name->kind == VALUE_TEXT)
    name = people_name(call->binder->arena, name->text, name->source);
  bool known = name->kind == VALUE_MAP && (name_part(call, name, "family") || name_part(call, name, "given"));
  return known ? name : refuse(call, FILTER_NEEDS_NAME, value);
}

static const struct value *with_name(struct call *call, const struct value *value, enum name_form form) {
  const struct value *name = name_of(call, value);
  if (name == NULL)
    return NULL;
  struct name_texts texts = {name_part(call, name, "family"), name_part(call, name, "given"),
                             name_part(call, name, "patronymic")};
  return computed(call, locale_name(call->binder->arena, call->binder->locale, texts, form), value);
}

/* «БО»: what stands in for a photo. */
static const struct value *initial_letters(struct call *call, const struct value *value) {
  const struct value *name = name_of(call, value);
  if (name == NULL)
    return NULL;
  const char *given = name_part(call, name, "given"), *family = name_part(call, name, "family");
  given = given == NULL ? "" : given;
  family = family == NULL ? "" : family;
  size_t first = 0, second = 0;
  if (*given != '\0')
    utf8_next(given, strlen(given), &first);
  if (*family != '\0')
    utf8_next(family, strlen(family), &second);
  const char *letters = arena_printf(call->binder->arena, "%.*s%.*s", (int)first, given, (int)second, family);
  return computed(call, locale_upper(call->binder->arena, call->locale, letters), value);
}

static const struct value *filter_initials(struct call *call, const struct value *value) {
  if (strcmp(argument(call, 0, "before"), "letters") == 0)
    return initial_letters(call, value);
  bool after = strcmp(argument(call, 0, "before"), "after") == 0;
  return with_name(call, value, after ? NAME_INITIALS_AFTER : NAME_INITIALS);
}

static const struct value *filter_name(struct call *call, const struct value *value) {
  const char *form = argument(call, 0, "given-first");
  return with_name(call, value,
                   strcmp(form, "short") == 0          ? NAME_SHORT
                   : strcmp(form, "family-first") == 0 ? NAME_FAMILY_FIRST
                                                       : NAME_GIVEN_FIRST);
}

static const struct value *filter_phone(struct call *call, const struct value *value) {
  const char *text = text_of(call, value);
  return text == NULL ? NULL : computed(call, locale_phone(call->binder->arena, call->binder->locale, text), value);
}

static bool text_is_number(const char *text) {
  size_t digits = 0, points = 0;
  text += *text == '-';
  for (; *text != '\0'; text++) {
    digits += isdigit((unsigned char)*text) != 0;
    points += *text == '.';
    if (!isdigit((unsigned char)*text) && *text != '.')
      return false;
  }
  return digits > 0 && points <= 1;
}

static const struct value *filter_number(struct call *call, const struct value *value) {
  bool textual = value->kind == VALUE_NUMBER || value->kind == VALUE_TEXT;
  if (!textual || !text_is_number(value->text))
    return refuse(call, FILTER_NEEDS_NUMBER, value);
  return computed(call, locale_number(call->binder->arena, call->binder->locale, value->text), value);
}

/* The number, as its language writes it, and the word in the form that it takes. The words are of one language, whose
 * number of forms says how it counts. */
static const struct value *filter_plural(struct call *call, const struct value *value) {
  const struct value *number = filter_number(call, value);
  if (number == NULL)
    return NULL;
  const char *word = argument(call, locale_plural(call->filter->argument_count, value->text), "");
  return computed(call, arena_printf(call->binder->arena, "%s\u00A0%s", number->text, word), value);
}

/* What stands before item `index` of `count` that are joined. */
static const char *join_separator(const struct call *call, size_t index, size_t count) {
  const char *separator = argument(call, 0, ", ");
  if (index == 0)
    return "";
  if (strcmp(separator, "and") != 0)
    return separator;
  const char *word = locale_and(call->binder->locale);
  return index + 1 < count ? ", " : arena_printf(call->binder->arena, " %s ", word);
}

static const struct value *filter_join(struct call *call, const struct value *value) {
  struct buffer joined = {0};
  size_t count, kept = 0;
  if (value->kind != VALUE_LIST && value->kind != VALUE_ROWS)
    return value;
  const struct value **items = bind_items(call->binder->arena, value, &count);
  const char **texts = arena_array(call->binder->arena, count, sizeof *texts);
  for (size_t i = 0; i < count && !call->failed; i++) {
    texts[kept] = text_of(call, items[i]);
    kept += texts[kept] != NULL && *texts[kept] != '\0';
  }
  for (size_t i = 0; i < kept; i++) {
    buffer_text(&joined, join_separator(call, i, kept));
    buffer_text(&joined, texts[i]);
  }
  const char *text = arena_strndup(call->binder->arena, joined.length == 0 ? "" : joined.data, joined.length);
  buffer_drop(&joined);
  return call->failed ? NULL : computed(call, text, count > 0 ? items[0] : value);
}

static const struct value *filter_default(struct call *call, const struct value *value) {
  if (value_is_true(value))
    return value;
  return filter_text_value(call->binder->arena, argument(call, 0, ""), (struct text_source){.at = call->filter->at});
}

/* The name under `colours:` that equals the value whatever its case, else `default`, else nothing. */
static const struct value *filter_colour(struct call *call, const struct value *value) {
  const struct layout *layout = call->binder->layout;
  const char *text = value == NULL ? "" : text_of(call, value);
  const char *name = layout->colour_default.space == COLOUR_NONE ? "" : "default";
  if (text == NULL)
    return NULL;
  text = locale_lower(call->binder->arena, call->locale, text);
  for (size_t i = 0; i < layout->colour_rule_count; i++)
    if (strcmp(layout->colour_rules[i].folded, text) == 0)
      name = layout->colour_rules[i].value;
  struct position at = value == NULL ? call->filter->at : value->source.at;
  return filter_text_value(call->binder->arena, name, (struct text_source){.at = at});
}

static const struct value *filter_icon(struct call *call, const struct value *value) {
  const struct layout *layout = call->binder->layout;
  const char *text = value == NULL ? "" : text_of(call, value), *icon = layout->icon_default;
  if (text == NULL)
    return NULL;
  text = locale_lower(call->binder->arena, call->locale, text);
  for (size_t i = 0; i < layout->icon_rule_count; i++)
    if (strcmp(layout->icon_rules[i].folded, text) == 0)
      icon = layout->icon_rules[i].text;
  struct position at = value == NULL ? call->filter->at : value->source.at;
  return filter_text_value(call->binder->arena, icon == NULL ? "" : icon, (struct text_source){.at = at});
}

static const struct value *flag_value(const struct call *call, bool flag) {
  struct value *value = arena_zalloc(call->binder->arena, 1, sizeof *value);
  *value = (struct value){.kind = VALUE_FLAG,
                          .source = {.at = call->filter->at},
                          .text = flag ? "yes" : "no",
                          .length = flag ? 3 : 2,
                          .flag = flag};
  return value;
}

/* Whether a value reads as one of the filter's arguments; a reference also by its id, a flag by yes and no. */
static bool value_is_one(struct call *call, const struct value *value) {
  const char *text = value == NULL ? "" : value->kind == VALUE_FLAG ? (value->flag ? "yes" : "no") : NULL;
  const char *id = value != NULL && value->kind == VALUE_REFERENCE ? value->text : "";
  text = text == NULL ? bind_value_text(call->binder, value, NULL) : text;
  for (size_t i = 0; i < call->filter->argument_count; i++)
    if ((text != NULL && strcmp(text, call->filter->arguments[i]) == 0) ||
        (*id != '\0' && strcmp(id, call->filter->arguments[i]) == 0))
      return true;
  return false;
}

static const struct value *filter_is(struct call *call, const struct value *value) {
  return flag_value(call, value_is_one(call, value));
}

static const struct value *filter_not(struct call *call, const struct value *value) {
  return flag_value(call, !value_is_true(value));
}

static const struct value *item_at(const struct call *call, const struct value *value, bool last) {
  size_t count = value_count(value);
  if (value->kind != VALUE_LIST && value->kind != VALUE_ROWS)
    return value;
  return count == 0 ? NULL : value_item(call->binder->arena, value, last ? count - 1 : 0);
}

static const struct value *filter_first(struct call *call, const struct value *value) {
  return item_at(call, value, false);
}

static const struct value *filter_last(struct call *call, const struct value *value) {
  return item_at(call, value, true);
}

static const struct value *filter_count(struct call *call, const struct value *value) {
  bool list = value != NULL && (value->kind == VALUE_LIST || value->kind == VALUE_ROWS);
  size_t count = list ? value_count(value) : value_is_true(value) ? 1 : 0;
  struct value *number = arena_zalloc(call->binder->arena, 1, sizeof *number);
  number->kind = VALUE_NUMBER;
  number->source = (struct text_source){.at = value == NULL ? call->filter->at : value->source.at};
  number->text = arena_printf(call->binder->arena, "%zu", count);
  number->length = strlen(number->text);
  number->thousandths = (int64_t)count * 1000;
  return number;
}

/* Percent-encoded, so that any text can stand in an address (RFC 3986, unreserved characters stay). */
static const struct value *filter_url(struct call *call, const struct value *value) {
  const char *text = text_of(call, value);
  if (text == NULL)
    return NULL;
  char *encoded = arena_alloc(call->binder->arena, strlen(text) * 3 + 1), *end = encoded;
  for (const char *c = text; *c != '\0'; c++)
    if ((*c > 0 && isalnum(*c)) || strchr("-._~", *c) != NULL)
      *end++ = *c;
    else
      end += snprintf(end, 4, "%%%02X", (unsigned)(unsigned char)*c);
  *end = '\0';
  return computed(call, encoded, value);
}

/* The text between two others; nothing stays nothing, so that labels and commas go with what they belong to. */
static const struct value *within(struct call *call, const struct value *value, const char *before, const char *after) {
  const char *text = value_is_true(value) ? text_of(call, value) : NULL;
  return text == NULL ? NULL : computed(call, arena_printf(call->binder->arena, "%s%s%s", before, text, after), value);
}

static const struct value *filter_before(struct call *call, const struct value *value) {
  return within(call, value, argument(call, 0, ""), "");
}

static const struct value *filter_after(struct call *call, const struct value *value) {
  return within(call, value, "", argument(call, 0, ""));
}

static const struct value *filter_sort(struct call *call, const struct value *value) {
  bool list = value->kind == VALUE_LIST || value->kind == VALUE_ROWS || value->kind == VALUE_MAP;
  return list ? sort_list(call->binder, value, call->filter->arguments, call->filter->argument_count) : value;
}

static const struct value *filter_vcard(struct call *call, const struct value *value) {
  const char *text = value->kind == VALUE_MAP ? vcard_make(call->binder, value, argument(call, 0, "3.0")) : NULL;
  return text == NULL ? refuse(call, FILTER_NEEDS_PERSON, value) : computed(call, text, value);
}

static const struct filter {
  filter_function *apply;
  bool each;   /* takes the items of a list one by one */
  bool absent; /* has something to say about nothing */
} filters[] = {
    [FILTER_UPPER] = {filter_upper, true, false},
    [FILTER_LOWER] = {filter_lower, true, false},
    [FILTER_CAPITALISE] = {filter_capitalise, true, false},
    [FILTER_DATE] = {filter_date, true, false},
    [FILTER_RANGE] = {filter_range, false, false},
    [FILTER_TIME] = {filter_time, true, false},
    [FILTER_INITIALS] = {filter_initials, true, false},
    [FILTER_NAME] = {filter_name, true, false},
    [FILTER_PHONE] = {filter_phone, true, false},
    [FILTER_NUMBER] = {filter_number, true, false},
    [FILTER_JOIN] = {filter_join, false, false},
    [FILTER_DEFAULT] = {filter_default, false, true},
    [FILTER_TRANSLITERATE] = {filter_transliterate, true, false},
    [FILTER_COLOUR] = {filter_colour, false, true},
    [FILTER_ICON] = {filter_icon, false, true},
    [FILTER_IS] = {filter_is, false, true},
    [FILTER_NOT] = {filter_not, false, true},
    [FILTER_FIRST] = {filter_first, false, false},
    [FILTER_LAST] = {filter_last, false, false},
    [FILTER_COUNT] = {filter_count, false, true},
    [FILTER_URL] = {filter_url, true, false},
    [FILTER_BEFORE] = {filter_before, false, false},
    [FILTER_AFTER] = {filter_after, false, false},
    [FILTER_PLURAL] = {filter_plural, true, false},
    [FILTER_SORT] = {filter_sort, false, false},
    [FILTER_VCARD] = {filter_vcard, true, false},
};

static const struct value *apply_one(struct call *call, const struct filter *filter, const struct value *value) {
  value = bind_value_in(call->binder, value, &call->language);
  call->locale = call->language == NULL ? call->binder->locale : locale_find(call->language);
  return value == NULL && !filter->absent ? NULL : filter->apply(call, value);
}

static const struct value *apply_each(struct call *call, const struct filter *filter, const struct value *list) {
  size_t count = value_count(list), kept = 0;
  const struct value **items = arena_array(call->binder->arena, count, sizeof *items);
  for (size_t i = 0; i < count; i++) {
    const struct value *item = apply_one(call, filter, value_item(call->binder->arena, list, i));
    if (item != NULL)
      items[kept++] = item;
  }
  struct value *result = arena_zalloc(call->binder->arena, 1, sizeof *result);
  *result = (struct value){.kind = VALUE_LIST, .source = list->source, .list = {items, kept}};
  return result;
}

/* A comparison sees the reference itself, since its id may be meant. */
bool filter_apply(const struct binder *binder, const struct template_filter *filter, struct filtered *subject) {
  struct call call = {.binder = binder, .filter = filter, .language = subject->language};
  const struct filter *found = &filters[filter->kind];
  bool list = subject->value != NULL && (subject->value->kind == VALUE_LIST || subject->value->kind == VALUE_ROWS);
  bool reference = subject->value != NULL && subject->value->kind == VALUE_REFERENCE;
  if (list && found->each)
    subject->value = apply_each(&call, found, subject->value);
  else if (reference && filter->kind == FILTER_IS)
    subject->value = found->apply(&call, subject->value);
  else
    subject->value = apply_one(&call, found, subject->value);
  subject->language = call.language;
  return !call.failed;
}
