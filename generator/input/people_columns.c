/* Headers of lists of people, in the words that organisers in Kyrgyzstan write. */
#include "input/people_columns.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "input/letters.h"
#include "input/near.h"

#include <string.h>

enum { HEADER_BYTES = 128 };

/* As header_normal leaves them: small letters, single spaces, nothing in brackets, е for ё. */
static const struct header {
  enum person_field field;
  const char *words[24];
} known_headers[] = {
    {PERSON_ID, {"id", "№", "no", "n", "#", "номер", "код", "ид", "№ п/п", "п/п", "n п/п", "code", "коду"}},
    {PERSON_NAME,
     {"name",
      "full name",
      "fullname",
      "фио",
      "ф.и.о.",
      "ф.и.о",
      "ф. и. о.",
      "имя и фамилия",
      "фамилия и имя",
      "фамилия имя отчество",
      "фамилия, имя, отчество",
      "фамилия, имя",
      "фамилия имя",
      "имя фамилия",
      "аты-жөнү",
      "аты жөнү",
      "аты-жону",
      "аты жону",
      "толук аты-жөнү",
      "участник",
      "катышуучу",
      "participant",
      "attendee",
      "фамилиясы, аты"}},
    {PERSON_FAMILY, {"family", "family name", "surname", "last name", "lastname", "фамилия", "фамилиясы"}},
    {PERSON_GIVEN, {"given", "given name", "first name", "firstname", "имя", "аты"}},
    {PERSON_PATRONYMIC, {"patronymic", "middle name", "отчество", "атасынын аты"}},
    {PERSON_POSITION, {"position", "job title", "job", "должность", "кызматы", "кызмат орду", "кызмат"}},
    {PERSON_ORGANISATION,
     {"organisation", "organization", "company", "institution", "affiliation", "организация", "учреждение", "компания",
      "место работы", "уюм", "уюму", "мекеме", "мекемеси", "иш орду"}},
    {PERSON_ROLE,
     {"role", "category", "badge type", "status", "роль", "статус", "категория", "тип участника", "ролу", "статусу"}},
    {PERSON_EMAIL,
     {"email", "e-mail", "e mail", "mail", "почта", "эл. почта", "эл.почта", "эл почта", "электронная почта",
      "адрес электронной почты", "эл. адрес", "электрондук почта", "электрондук дарек", "емейл", "имейл"}},
    {PERSON_PHONE,
     {"phone", "mobile", "tel", "tel.", "phone number", "телефон", "тел", "тел.", "моб.", "мобильный",
      "мобильный телефон", "моб. телефон", "номер телефона", "контактный телефон", "телефону", "телефон номери"}},
    {PERSON_PHOTO, {"photo", "picture", "image", "фото", "фотография", "сүрөт", "сүрөтү"}},
    {PERSON_URL, {"url", "link", "website", "site", "ссылка", "сайт", "вебсайт", "веб-сайт", "шилтеме"}},
};

const char *person_field_name(enum person_field field) {
  for (size_t i = 0; i < sizeof known_headers / sizeof *known_headers; i++)
    if (known_headers[i].field == field)
      return known_headers[i].words[0];
  return NULL;
}

static bool is_blank(uint32_t character) {
  return character <= ' ' || character == 0xA0;
}

/* A header as it is compared: see known_headers. */
static void header_normal(const char *text, size_t length, char out[HEADER_BYTES]) {
  size_t written = 0;
  bool bracket = false, gap = false;
  for (size_t i = 0; i < length && written + 6 < HEADER_BYTES;) {
    uint32_t character = letters_small(utf8_next(text, length, &i));
    bracket = bracket || character == '(';
    if (bracket || is_blank(character) || character == '*' || character == ':') {
      bracket = bracket && character != ')';
      gap = true;
      continue;
    }
    if (gap && written > 0)
      out[written++] = ' ';
    gap = false;
    written += utf8_encode(character == 0x451 ? 0x435 : character, out + written);
  }
  out[written] = '\0';
}

static enum person_field header_find(const char *normal) {
  for (size_t i = 0; i < sizeof known_headers / sizeof *known_headers; i++)
    for (const char *const *word = known_headers[i].words; word < known_headers[i].words + 24 && *word; word++)
      if (strcmp(*word, normal) == 0)
        return known_headers[i].field;
  return PERSON_OTHER;
}

static void column_assign(struct people_columns *columns, size_t index, enum person_field field) {
  columns->items[index].field = field;
  columns->items[index].key = person_field_name(field);
  columns->of[field] = (int)index;
}

static const char *column_name(const void *self, size_t index) {
  return ((const char *const *)self)[index];
}

static enum person_field field_find(const char *key) {
  for (enum person_field field = PERSON_OTHER + 1; field < PERSON_FIELD_COUNT; field++)
    if (strcmp(person_field_name(field), key) == 0)
      return field;
  return PERSON_OTHER;
}

/* One line of `columns:`, which takes its field away from the column that was found by its header. */
static bool override_apply(struct people_columns *columns, const char *const *headers, const struct yaml_pair *pair,
                           struct sink *sink) {
  struct position at = pair->node->source.at;
  if (pair->node->kind != YAML_SCALAR) {
    sink_report(sink, FIELD_TEXT_WANTED, at, pair->key, NULL);
    return false;
  }
  char wanted[HEADER_BYTES], header[HEADER_BYTES];
  header_normal(pair->node->text, pair->node->length, wanted);
  for (size_t i = 0; i < columns->count; i++) {
    header_normal(headers[i], strlen(headers[i]), header);
    if (strcmp(wanted, header) != 0)
      continue;
    enum person_field field = field_find(pair->key);
    int before = field != PERSON_OTHER ? columns->of[field] : COLUMN_NONE;
    if (before != COLUMN_NONE)
      columns->items[before].field = PERSON_OTHER, columns->items[before].key = headers[before];
    if (columns->items[i].field != PERSON_OTHER)
      columns->of[columns->items[i].field] = COLUMN_NONE;
    columns->items[i].field = PERSON_OTHER;
    columns->items[i].key = pair->key;
    if (field != PERSON_OTHER)
      column_assign(columns, i, field);
    return true;
  }
  near_note(sink_report(sink, COLUMN_MISSING, at, pair->node->text, NULL), at,
            near_name(pair->node->text, columns->count, column_name, headers));
  return false;
}

static bool overrides_apply(struct people_columns *columns, const char *const *headers,
                            const struct yaml_node *overrides, struct sink *sink) {
  bool good = true;
  for (size_t i = 0; overrides != NULL && overrides->kind == YAML_MAP && i < overrides->count; i++)
    good = override_apply(columns, headers, &overrides->pairs[i], sink) && good;
  return good;
}

/* "Имя" alone holds whole names. */
static bool name_find(struct people_columns *columns) {
  if (columns->of[PERSON_NAME] == COLUMN_NONE && columns->of[PERSON_FAMILY] == COLUMN_NONE &&
      columns->of[PERSON_GIVEN] != COLUMN_NONE) {
    column_assign(columns, (size_t)columns->of[PERSON_GIVEN], PERSON_NAME);
    columns->of[PERSON_GIVEN] = COLUMN_NONE;
  }
  return columns->of[PERSON_NAME] != COLUMN_NONE || columns->of[PERSON_FAMILY] != COLUMN_NONE;
}

static bool name_missing(const struct position at, const char *const *headers, size_t count, struct sink *sink) {
  struct buffer names = {0};
  for (size_t i = 0; i < count && names.length < 200; i++)
    buffer_printf(&names, "%s«%s»", i > 0 ? ", " : "", headers[i]);
  sink_report(sink, COLUMN_NO_NAME, at, names.length > 0 ? names.data : "—", NULL);
  buffer_drop(&names);
  return false;
}

bool people_columns_read(struct arena *arena, const char *file, const struct csv_cell *headers, size_t count,
                         const struct yaml_node *columns, struct sink *sink, struct people_columns *out) {
  const char **names = arena_array(arena, count, sizeof *names);
  out->count = count;
  for (size_t field = 0; field < PERSON_FIELD_COUNT; field++)
    out->of[field] = COLUMN_NONE;
  for (size_t i = 0; i < count; i++) {
    size_t length;
    char normal[HEADER_BYTES];
    names[i] = csv_cell_text(arena, &headers[i], &length);
    header_normal(names[i], length, normal);
    enum person_field field = header_find(normal);
    out->items[i].field = PERSON_OTHER;
    out->items[i].key = names[i];
    if (field != PERSON_OTHER && out->of[field] == COLUMN_NONE)
      column_assign(out, i, field);
  }
  if (!overrides_apply(out, names, columns, sink))
    return false;
  struct position at = {file, count > 0 ? headers[0].line : 1, 0};
  return name_find(out) || name_missing(at, names, count, sink);
}
