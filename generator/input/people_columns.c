/* Headers of lists of people, in the words that organisers in Kyrgyzstan write. */
#include "input/people_columns.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "input/letters.h"
#include "input/near.h"

#include <string.h>

enum { HEADER_BYTES = 128, HEADER_WORDS = 40 };

/* As header_normal leaves them: small letters, single spaces, nothing in brackets, е for ё. */
static const struct header {
  enum person_field field;
  const char *words[HEADER_WORDS];
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
      "фамилиясы, аты",
      "фамилиясы аты",
      "фамилиясы, аты, атасынын аты",
      "толук аты",
      "name and surname",
      "name, surname",
      "participant name",
      "attendee name",
      "name of participant",
      "имя, фамилия",
      "гость",
      "делегат",
      "конок"}},
    {PERSON_FAMILY, {"family", "family name", "surname", "last name", "lastname", "фамилия", "фамилиясы", "тек аты"}},
    {PERSON_GIVEN, {"given", "given name", "first name", "firstname", "forename", "имя", "аты"}},
    {PERSON_PATRONYMIC, {"patronymic", "middle name", "отчество", "атасынын аты", "атасынын аты-жөнү"}},
    {PERSON_POSITION, {"position", "job title", "job", "title", "должность", "кызматы", "кызмат орду", "кызмат"}},
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
    {PERSON_LATIN,
     {"latin", "latin name", "name in latin", "латиница", "имя латиницей", "фио латиницей", "латынча", "аты латынча"}},
};

const char *person_field_name(enum person_field field) {
  for (size_t i = 0; i < sizeof known_headers / sizeof *known_headers; i++)
    if (known_headers[i].field == field)
      return known_headers[i].words[0];
  return NULL;
}

static bool is_blank(uint32_t character) {
  return character <= ' ' || character == 0xA0 || character == 0x202F;
}

/* Marks of notes and of fields that must be filled in: * † ‡ ¹ ² ³ ⁰–⁹ and the colon. */
static bool is_mark(uint32_t character) {
  return character == '*' || character == ':' || character == 0x2020 || character == 0x2021 || character == 0xB9 ||
         character == 0xB2 || character == 0xB3 || (character >= 0x2070 && character <= 0x2079);
}

/* A header as it is compared: see known_headers. */
static void header_normal(const char *text, size_t length, char out[HEADER_BYTES]) {
  size_t written = 0;
  bool bracket = false, gap = false;
  for (size_t i = 0; i < length && written + 6 < HEADER_BYTES;) {
    uint32_t character = letters_small(utf8_next(text, length, &i));
    bracket = bracket || character == '(';
    if (bracket || is_blank(character) || is_mark(character)) {
      bracket = bracket && character != ')';
      gap = true;
      continue;
    }
    if (gap && written > 0)
      out[written++] = ' ';
    gap = false;
    written += utf8_put(character == 0x451 ? 0x435 : character, out + written);
  }
  while (written > 0 && (out[written - 1] == ',' || out[written - 1] == ';'))
    written--;
  out[written] = '\0';
}

static enum person_field words_find(const char *normal) {
  for (size_t i = 0; i < sizeof known_headers / sizeof *known_headers; i++)
    for (const char *const *word = known_headers[i].words; word < known_headers[i].words + HEADER_WORDS && *word;
         word++)
      if (strcmp(*word, normal) == 0)
        return known_headers[i].field;
  return PERSON_OTHER;
}

/* "должность участника": the last word says whose it is. */
static enum person_field owned_find(const char *normal) {
  static const char *const owners[] = {" участника", " участников", " участницы", " гостя",
                                       " делегата",  " докладчика", " спикера",   " полностью"};
  size_t length = strlen(normal);
  for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
    size_t owner = strlen(owners[i]);
    if (length <= owner || strcmp(normal + length - owner, owners[i]) != 0)
      continue;
    char rest[HEADER_BYTES];
    memcpy(rest, normal, length - owner);
    rest[length - owner] = '\0';
    return words_find(rest);
  }
  return words_find(normal);
}

/* As a whole, then by what stands before or behind a stroke: "ФИО / Аты-жөнү". */
static enum person_field header_find(const char *normal) {
  enum person_field field = owned_find(normal);
  const char *stroke = strpbrk(normal, "/|");
  if (field != PERSON_OTHER || stroke == NULL)
    return field;
  char part[HEADER_BYTES];
  header_normal(normal, (size_t)(stroke - normal), part);
  field = owned_find(part);
  return field != PERSON_OTHER ? field : header_find(stroke + 1 + strspn(stroke + 1, " "));
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

/* Addresses and ids are the same in every language. */
static bool field_is_text(enum person_field field) {
  return field >= PERSON_NAME && field <= PERSON_ROLE;
}

/* The language of the event that ends `text`: "position.ky", "position (ky)"; NULL for none. *length becomes that of
 * what stands before it. */
static const char *language_split(struct people_languages languages, const char *text, size_t *length) {
  size_t end = *length;
  bool bracket = end > 0 && text[end - 1] == ')';
  end -= bracket;
  for (size_t i = 0; i < languages.count; i++) {
    size_t size = strlen(languages.codes[i]);
    if (end <= size + 1 || memcmp(text + end - size, languages.codes[i], size) != 0 ||
        text[end - size - 1] != (bracket ? '(' : '.'))
      continue;
    *length = end - size - 1;
    while (*length > 0 && text[*length - 1] == ' ')
      --*length;
    return languages.codes[i];
  }
  return NULL;
}

/* The columns while they are found. */
struct finding {
  struct people_columns *columns;
  const char **headers;
  struct people_languages languages;
};

static bool language_same(const struct finding *finding, const char *a, const char *b) {
  const char *first = finding->languages.count > 0 ? finding->languages.codes[0] : "";
  return strcmp(a != NULL ? a : first, b != NULL ? b : first) == 0;
}

/* The column of a field in a language, or COLUMN_NONE. */
static int column_find(const struct finding *finding, enum person_field field, const char *language) {
  for (size_t i = 0; i < finding->columns->count; i++)
    if (finding->columns->items[i].field == field && field != PERSON_OTHER &&
        language_same(finding, finding->columns->items[i].language, language))
      return (int)i;
  return COLUMN_NONE;
}

static bool column_exists(const struct people_columns *columns, enum person_field field) {
  for (size_t i = 0; i < columns->count; i++)
    if (columns->items[i].field == field)
      return true;
  return false;
}

static void column_assign(struct people_column *column, enum person_field field, const char *language) {
  column->field = field;
  column->key = person_field_name(field);
  column->language = language;
}

/* A column whose header nobody knows, or whose field has one already. */
static void column_release(struct finding *finding, size_t index) {
  finding->columns->items[index] =
      (struct people_column){.header = finding->headers[index], .key = finding->headers[index], .next = COLUMN_NONE};
}

/* By its header: a field, in a language if the header ends in one. */
static void column_recognise(struct finding *finding, size_t index) {
  const char *header = finding->headers[index];
  size_t length = strlen(header);
  char normal[HEADER_BYTES];
  const char *language = language_split(finding->languages, header, &length);
  header_normal(header, length, normal);
  enum person_field field = header_find(normal);
  if (language != NULL && !field_is_text(field)) {
    header_normal(header, strlen(header), normal);
    field = header_find(normal);
    language = NULL;
  }
  column_release(finding, index);
  if (field != PERSON_OTHER && column_find(finding, field, language) == COLUMN_NONE)
    column_assign(&finding->columns->items[index], field, language);
}

/* "diet.ky" belongs to a column "diet" that is there. */
static void column_adopt(struct finding *finding, size_t index) {
  struct people_column *column = &finding->columns->items[index];
  size_t length = strlen(finding->headers[index]);
  const char *language = language_split(finding->languages, finding->headers[index], &length);
  for (size_t i = 0; column->field == PERSON_OTHER && language != NULL && i < finding->columns->count; i++) {
    const char *other = finding->headers[i];
    if (finding->columns->items[i].field == PERSON_OTHER && strlen(other) == length &&
        memcmp(other, finding->headers[index], length) == 0) {
      column->key = other;
      column->language = language;
    }
  }
}

/* The column with this header, or COLUMN_NONE. */
static int header_index(const struct finding *finding, const struct yaml_node *wanted) {
  char normal[HEADER_BYTES], header[HEADER_BYTES];
  for (size_t i = 0; i < finding->columns->count; i++)
    if (strcmp(finding->headers[i], wanted->text) == 0)
      return (int)i;
  header_normal(wanted->text, wanted->length, normal);
  for (size_t i = 0; i < finding->columns->count; i++) {
    header_normal(finding->headers[i], strlen(finding->headers[i]), header);
    if (strcmp(normal, header) == 0)
      return (int)i;
  }
  return COLUMN_NONE;
}

/* One line of `columns:`, which takes its field away from the column that was found by its header. */
static bool override_apply(struct arena *arena, struct finding *finding, const struct yaml_pair *pair,
                           struct sink *sink) {
  struct position at = pair->node->source.at;
  if (pair->node->kind != YAML_SCALAR) {
    sink_report(sink, FIELD_TEXT_WANTED, at, pair->key, NULL);
    return false;
  }
  int index = header_index(finding, pair->node);
  if (index == COLUMN_NONE) {
    near_note(sink_report(sink, COLUMN_MISSING, at, pair->node->text, NULL), at,
              near_name(pair->node->text, finding->columns->count, column_name, finding->headers));
    return false;
  }
  size_t length = strlen(pair->key);
  const char *language = language_split(finding->languages, pair->key, &length);
  const char *key = arena_strndup(arena, pair->key, length);
  enum person_field field = field_find(key);
  int before = column_find(finding, field, language);
  if (before != COLUMN_NONE)
    column_release(finding, (size_t)before);
  column_release(finding, (size_t)index);
  struct people_column *column = &finding->columns->items[index];
  column->key = key;
  column->language = language;
  if (field != PERSON_OTHER)
    column_assign(column, field, field_is_text(field) ? language : NULL);
  return true;
}

static bool overrides_apply(struct arena *arena, struct finding *finding, const struct yaml_node *overrides,
                            struct sink *sink) {
  bool good = true;
  for (size_t i = 0; overrides != NULL && overrides->kind == YAML_MAP && i < overrides->count; i++)
    good = override_apply(arena, finding, &overrides->pairs[i], sink) && good;
  return good;
}

/* "Имя" alone holds whole names. */
static bool name_find(struct people_columns *columns) {
  bool given_only = !column_exists(columns, PERSON_NAME) && !column_exists(columns, PERSON_FAMILY);
  for (size_t i = 0; given_only && i < columns->count; i++)
    if (columns->items[i].field == PERSON_GIVEN)
      column_assign(&columns->items[i], PERSON_NAME, columns->items[i].language);
  return column_exists(columns, PERSON_NAME) || column_exists(columns, PERSON_FAMILY);
}

static bool name_missing(const struct position at, const char *const *headers, size_t count, struct sink *sink) {
  struct buffer names = {0};
  for (size_t i = 0; i < count && names.length < 200; i++)
    buffer_printf(&names, "%s«%s»", i > 0 ? ", " : "", headers[i]);
  sink_report(sink, COLUMN_NO_NAME, at, names.length > 0 ? names.data : "—", NULL);
  buffer_drop(&names);
  return false;
}

/* Columns of one field stand in a row, in the order of the file. */
static void columns_link(struct people_columns *columns) {
  for (size_t i = 0; i < columns->count; i++) {
    struct people_column *column = &columns->items[i];
    if (column->field != PERSON_OTHER && columns->of[column->field] == COLUMN_NONE)
      columns->of[column->field] = (int)i;
    for (size_t j = i + 1; j < columns->count && column->next == COLUMN_NONE; j++) {
      struct people_column *other = &columns->items[j];
      bool same = other->field == column->field && strcmp(other->key, column->key) == 0;
      if (!same || other->follows || (other->language == NULL && column->language == NULL))
        continue;
      column->next = (int)j;
      other->follows = true;
    }
  }
}

/* A header that stands twice: whichever is not used is told of. */
static void repeats_report(const struct finding *finding, const struct columns_spec *spec, struct sink *sink) {
  for (size_t i = 1; i < finding->columns->count; i++) {
    bool unused = finding->columns->items[i].field == PERSON_OTHER && *finding->headers[i] != '\0' &&
                  finding->columns->items[i].key == finding->headers[i];
    for (size_t j = 0; unused && j < i; j++) {
      if (strcmp(finding->headers[j], finding->headers[i]) != 0)
        continue;
      struct position at = {spec->file, spec->headers[i].line, csv_cell_column(&spec->headers[i])};
      struct position first = {spec->file, spec->headers[j].line, csv_cell_column(&spec->headers[j])};
      diagnostic_note(sink_report(sink, COLUMN_TWICE, at, finding->headers[i], NULL), NOTE_FIRST_HERE, first, NULL);
      break;
    }
  }
}

size_t people_columns_known(const struct columns_spec *spec) {
  struct arena *arena = arena_new();
  const struct yaml_node *overrides = spec->overrides;
  size_t known = 0;
  for (size_t i = 0; i < spec->header_count; i++) {
    size_t length;
    const char *header = csv_cell_text(arena, &spec->headers[i], &length);
    char normal[HEADER_BYTES];
    size_t base = length;
    language_split(spec->languages, header, &base);
    header_normal(header, base, normal);
    bool found = header_find(normal) != PERSON_OTHER;
    for (size_t j = 0; !found && overrides != NULL && overrides->kind == YAML_MAP && j < overrides->count; j++)
      found = overrides->pairs[j].node->kind == YAML_SCALAR && strcmp(overrides->pairs[j].node->text, header) == 0;
    known += found;
  }
  arena_drop(arena);
  return known;
}

bool people_columns_read(struct arena *arena, const struct columns_spec *spec, struct sink *sink,
                         struct people_columns *out) {
  struct finding finding = {out, arena_array(arena, spec->header_count, sizeof *finding.headers), spec->languages};
  out->count = 0;
  for (size_t field = 0; field < PERSON_FIELD_COUNT; field++)
    out->of[field] = COLUMN_NONE;
  for (size_t i = 0; i < spec->header_count; i++) {
    size_t length;
    finding.headers[i] = csv_cell_text(arena, &spec->headers[i], &length);
    column_recognise(&finding, i);
    out->count++;
  }
  for (size_t i = 0; i < out->count; i++)
    column_adopt(&finding, i);
  if (!overrides_apply(arena, &finding, spec->overrides, sink))
    return false;
  repeats_report(&finding, spec, sink);
  struct position at = {spec->file, spec->header_count > 0 ? spec->headers[0].line : 1, 0};
  if (!name_find(out))
    return name_missing(at, finding.headers, out->count, sink);
  columns_link(out);
  return true;
}
