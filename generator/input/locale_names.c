/* Numbers, phones, names and romanization. */
#include "input/locale_tables.h"

#include "base/buffer.h"
#include "base/utf8.h"

#include <string.h>

static char *finish(struct arena *arena, struct buffer *text) {
  char *copy = arena_strndup(arena, text->data ? text->data : "", text->length);
  buffer_drop(text);
  return copy;
}

static size_t digits_length(const char *text) {
  return strspn(text, "0123456789");
}

char *locale_number(struct arena *arena, const struct locale *locale, const char *digits) {
  enum { GROUP = 3, GROUPED_FROM = 5 };
  bool negative = *digits == '-';
  const char *whole = digits + (negative || *digits == '+');
  size_t length = digits_length(whole);
  const char *fraction = whole[length] == '.' || whole[length] == ',' ? whole + length + 1 : NULL;
  size_t decimals = fraction ? digits_length(fraction) : 0;
  if (length == 0 || (fraction ? decimals == 0 || fraction[decimals] : whole[length]))
    return arena_strdup(arena, digits);
  struct buffer text = {0};
  if (whole > digits)
    buffer_text(&text, negative ? "−" : "+");
  for (size_t i = 0; i < length; i++) {
    if (length >= GROUPED_FROM && i > 0 && (length - i) % GROUP == 0)
      buffer_text(&text, locale->tables->group);
    buffer_byte(&text, whole[i]);
  }
  if (fraction) {
    buffer_text(&text, locale->tables->point);
    buffer_add(&text, fraction, decimals);
  }
  return finish(arena, &text);
}

/* Plans of numbering: how the national number is cut. A longer code of a country or a town stands before a shorter one.
 * +996: ITU E.164 national plan of Kyrgyzstan, 312 is Bishkek, other towns have codes of four figures; +7 and +1 as
 * their countries write them. */
static const struct phone_plan {
  const char *prefix; /* with the code of the country */
  const char *groups; /* figures of each, in the order of %: the code of the town first */
  const char *form;
} phone_plans[] = {
    {"996312", "3222", "+996\u00A0(%.*s)\u00A0%.*s-%.*s-%.*s"},
    {"9963", "4122", "+996\u00A0(%.*s)\u00A0%.*s-%.*s-%.*s"},
    {"996", "3222", "+996\u00A0(%.*s)\u00A0%.*s-%.*s-%.*s"},
    {"7", "3322", "+7\u00A0(%.*s)\u00A0%.*s-%.*s-%.*s"},
    {"1", "334", "+1\u00A0(%.*s)\u00A0%.*s-%.*s"},
};

static size_t country_length(const char *prefix) {
  return *prefix == '9' ? 3 : 1;
}

/* The number as its plan writes it; NULL when there is none, or it has too many figures or too few. */
static char *phone_set(struct arena *arena, const char *digits) {
  for (size_t i = 0; i < sizeof phone_plans / sizeof *phone_plans; i++) {
    const struct phone_plan *plan = &phone_plans[i];
    if (strncmp(digits, plan->prefix, strlen(plan->prefix)) != 0)
      continue;
    const char *at = digits + country_length(plan->prefix), *groups[4] = {"", "", "", ""};
    int lengths[4] = {0};
    size_t wanted = 0;
    for (size_t j = 0; plan->groups[j] != '\0'; j++) {
      groups[j] = at + wanted;
      lengths[j] = plan->groups[j] - '0';
      wanted += (size_t)lengths[j];
    }
    if (strlen(at) != wanted)
      return NULL;
    return arena_printf(arena, plan->form, lengths[0], groups[0], lengths[1], groups[1], lengths[2], groups[2],
                        lengths[3], groups[3]);
  }
  return NULL;
}

/* The length of the number at the beginning of a phone: +, figures, and what stands between them. An extension, or
 * another number, follows. */
static size_t phone_length(const char *phone, char *digits, size_t most) {
  size_t length = 1, count = 0;
  for (size_t i = 1; phone[i] != '\0' && (digits_length(phone + i) > 0 || strchr(" ()-", phone[i]) != NULL); i++)
    if (phone[i] >= '0' && phone[i] <= '9') {
      if (count < most)
        digits[count] = phone[i];
      count++;
      length = i + 1;
    }
  digits[count <= most ? count : 0] = '\0';
  return length;
}

char *locale_phone(struct arena *arena, const struct locale *locale, const char *phone) {
  enum { MOST = 15 }; /* figures: E.164 */
  char digits[MOST + 1];
  (void)locale;
  const char *at = phone + strspn(phone, " ");
  if (*at != '+')
    return arena_strdup(arena, phone);
  size_t length = phone_length(at, digits, MOST);
  const char *rest = at + length + strspn(at + length, " ");
  if (strchr("(/0123456789", *rest) != NULL && *rest != '\0') /* written in a way of its own */
    return arena_strdup(arena, phone);
  char *set = phone_set(arena, digits);
  struct buffer text = {0};
  for (const char *c = set != NULL ? set : at; *c != '\0' && (set != NULL || c < at + length); c++)
    if (*c == ' ')
      buffer_text(&text, "\u00A0");
    else
      buffer_byte(&text, *c);
  if (*rest != '\0')
    buffer_printf(&text, "%s%s", strchr(",;.", *rest) != NULL ? "" : "\u00A0", rest);
  return finish(arena, &text);
}

/* The first letter in upper case with the marks on it, and a full stop: «А.», for Жан-Поль «Ж.-П.». */
static void initial_add(struct arena *arena, const struct locale *locale, const char *name, struct buffer *out) {
  for (const char *part = name; part; part = strchr(part, '-')) {
    if (part > name) {
      buffer_byte(out, '-');
      part++;
    }
    size_t length = strlen(part), end = 0, next;
    if (length == 0)
      break;
    utf8_next(part, length, &end);
    for (next = end; next < length; end = next) {
      uint32_t mark = utf8_next(part, length, &next);
      if (mark < 0x300 || mark > 0x36F)
        break;
    }
    buffer_text(out, locale_upper(arena, locale, arena_strndup(arena, part, end)));
    buffer_byte(out, '.');
  }
}

static bool is_given(const char *part) {
  return part != NULL && *part != '\0';
}

static void words_add(struct buffer *text, const char *words) {
  if (is_given(words))
    buffer_printf(text, "%s%s", text->length > 0 ? " " : "", words);
}

static void initials_add(struct arena *arena, const struct locale *locale, struct name_texts name,
                         struct buffer *text) {
  const char *const names[] = {name.given, name.patronymic};
  for (size_t i = 0; i < 2; i++)
    if (is_given(names[i])) {
      buffer_text(text, text->length > 0 ? "\u00A0" : "");
      initial_add(arena, locale, names[i], text);
    }
}

static char *name_with_initials(struct arena *arena, const struct locale *locale, struct name_texts name, bool after) {
  struct buffer text = {0};
  if (!is_given(name.family))
    return arena_strdup(arena, is_given(name.given) ? name.given : is_given(name.patronymic) ? name.patronymic : "");
  if (after)
    buffer_text(&text, name.family);
  initials_add(arena, locale, name, &text);
  if (!after)
    buffer_printf(&text, "%s%s", text.length > 0 ? "\u00A0" : "", name.family);
  return finish(arena, &text);
}

/* «Бакыт кызы Айгүл»: the name of the father stands where others have a family name. */
static struct name_texts name_complete(struct name_texts name) {
  bool father = !is_given(name.family) && is_given(name.patronymic) && strchr(name.patronymic, ' ') != NULL;
  return father ? (struct name_texts){name.patronymic, name.given, NULL} : name;
}

char *locale_name(struct arena *arena, const struct locale *locale, struct name_texts name, enum name_form form) {
  static const int orders[][3] = {
      [NAME_GIVEN_FIRST] = {1, 2, 0}, [NAME_FAMILY_FIRST] = {0, 1, 2}, [NAME_SHORT] = {1, 0, -1}};
  struct buffer text = {0};
  name = name_complete(name);
  if (form == NAME_INITIALS || form == NAME_INITIALS_AFTER)
    return name_with_initials(arena, locale, name, form == NAME_INITIALS_AFTER);
  const char *const parts[] = {name.family, name.given, name.patronymic};
  for (size_t i = 0; i < 3 && orders[form][i] >= 0; i++)
    words_add(&text, parts[orders[form][i]]);
  return finish(arena, &text);
}

size_t locale_plural(size_t forms, const char *digits) {
  digits += *digits == '-';
  size_t length = digits_length(digits);
  int last = length > 0 ? digits[length - 1] - '0' : 0, before = length > 1 ? digits[length - 2] - '0' : 0;
  bool whole = digits[length] == '\0', teen = before == 1;
  if (forms < 3)
    return forms == 2 && !(whole && strcmp(digits, "1") == 0) ? 1 : 0;
  if (!whole || (last >= 2 && last <= 4 && !teen))
    return 1;
  return last == 1 && !teen ? 0 : 2;
}

const char *locale_and(const struct locale *locale) {
  return locale->tables->conjunction;
}

const struct transliteration locale_cyrillic[] = {
    {U'а', "a", NULL},  {U'б', "b", NULL},    {U'в', "v", NULL},  {U'г', "g", NULL},  {U'д', "d", NULL},
    {U'з', "z", NULL},  {U'и', "i", NULL},    {U'й', "y", NULL},  {U'к', "k", NULL},  {U'л', "l", NULL},
    {U'м', "m", NULL},  {U'н', "n", NULL},    {U'ң', "ng", NULL}, {U'о', "o", NULL},  {U'ө', "ö", NULL},
    {U'п', "p", NULL},  {U'р', "r", NULL},    {U'с', "s", NULL},  {U'т', "t", NULL},  {U'у', "u", NULL},
    {U'ү', "ü", NULL},  {U'ф', "f", NULL},    {U'х', "kh", NULL}, {U'ц', "ts", NULL}, {U'ч', "ch", NULL},
    {U'ш', "sh", NULL}, {U'щ', "shch", NULL}, {U'ъ', "”", NULL},  {U'ы', "y", NULL},  {U'ь', "’", NULL},
    {U'э', "e", NULL},  {U'ю', "yu", NULL},   {U'я', "ya", NULL}, {0, NULL, NULL},
};

/* The small form of a Cyrillic letter; 0 for anything else. *capital is set when it was one. */
static uint32_t cyrillic_small(uint32_t letter, bool *capital) {
  *capital = true;
  if (letter >= U'А' && letter <= U'Я')
    return letter + 0x20;
  if (letter == U'Ё')
    return U'ё';
  if (letter == U'Ң' || letter == U'Ө' || letter == U'Ү')
    return letter + 1;
  *capital = false;
  bool small =
      (letter >= U'а' && letter <= U'я') || letter == U'ё' || letter == U'ң' || letter == U'ө' || letter == U'ү';
  return small ? letter : 0;
}

static const struct transliteration *letter_find(const struct transliteration *letters, uint32_t letter) {
  for (; letters->letter; letters++)
    if (letters->letter == letter)
      return letters;
  return NULL;
}

/* Whether a letter after `small` (0: no letter) is at a beginning, where е is read as йе. */
static bool is_initial_after(uint32_t small) {
  static const uint32_t letters[] = U"аеёийоуъыьэюяөү";
  for (size_t i = 0; letters[i]; i++)
    if (letters[i] == small)
      return true;
  return small == 0;
}

/* Latin letters in upper case, all of them or only the first; only ë, ö, ü stand there beside ASCII. */
static void capitals_add(const char *latin, bool all, struct buffer *out) {
  for (const char *at = latin; *at; at++) {
    bool change = all || at == latin || (at == latin + 1 && (unsigned char)*latin == 0xC3);
    unsigned char byte = (unsigned char)*at;
    bool accented = at > latin && (unsigned char)at[-1] == 0xC3;
    bool plain = byte >= 'a' && byte <= 'z';
    buffer_byte(out, (char)(change && (accented || plain) ? byte - 0x20 : byte));
  }
}

/* Whether a capital at text[before, after) stands among capitals: the next letter is one, or the last one was and no
 * letter follows. */
static bool is_among_capitals(const char *text, size_t length, size_t after, bool last_capital) {
  bool capital;
  if (after < length && cyrillic_small(utf8_next(text, length, &after), &capital))
    return capital;
  return last_capital;
}

char *locale_transliterate(struct arena *arena, const struct locale *locale, const char *text) {
  struct buffer out = {0};
  size_t length = strlen(text);
  uint32_t previous = 0;
  bool last_capital = false;
  for (size_t at = 0, start; start = at, at < length;) {
    bool capital;
    uint32_t small = cyrillic_small(utf8_next(text, length, &at), &capital);
    const struct transliteration *rule = small ? letter_find(locale->tables->letters, small) : NULL;
    if (small && !rule)
      rule = letter_find(locale_cyrillic, small);
    const char *latin = rule && rule->initial && is_initial_after(previous) ? rule->initial : rule ? rule->latin : NULL;
    if (!latin)
      buffer_add(&out, text + start, at - start);
    else if (capital)
      capitals_add(latin, is_among_capitals(text, length, at, last_capital), &out);
    else
      buffer_text(&out, latin);
    previous = small;
    last_capital = small && capital;
  }
  return finish(arena, &out);
}

char *locale_note(struct arena *arena, const struct locale *locale, const char *number, bool back) {
  const char *pattern = locale->tables->note[back], *place = strstr(pattern, "%s");
  return arena_printf(arena, "%.*s%s%s", (int)(place - pattern), pattern, number, place + 2);
}

const char *locale_source(const struct locale *locale) {
  return locale->tables->source;
}
