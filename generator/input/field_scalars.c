/* Reading single values of an event: texts, addresses, numbers. Dates and times are in field_dates.c. */
#include "input/fields.h"

#include "input/keys.h"
#include "input/near.h"
#include "input/scalar.h"
#include "input/zone.h"

#include <string.h>

struct value *field_scalar(struct field_reader *reader, const struct yaml_node *node, enum value_kind kind) {
  struct value *value = value_text_make(reader->arena, node->text, node->length, node->source, TEXT_PLAIN);
  value->kind = kind;
  return value;
}

static const char *language_name(const void *self, size_t index) {
  return ((const struct field_reader *)self)->languages[index];
}

static bool language_check(struct field_reader *reader, const struct yaml_pair *pair) {
  if (field_language_known(reader, pair->key))
    return true;
  near_note(sink_report(reader->sink, FIELD_LANGUAGE_OTHER, pair->key_at, key_clip(reader->arena, pair->key), NULL),
            pair->key_at, near_name(pair->key, reader->language_count, language_name, reader));
  return false;
}

static const struct value *local_read(struct field_reader *reader, const struct yaml_node *node,
                                      enum text_format format) {
  struct value_pair *pairs = arena_array(reader->arena, node->count, sizeof *pairs);
  size_t count = 0;
  for (size_t i = 0; i < node->count; i++) {
    const struct yaml_pair *pair = &node->pairs[i];
    struct field field = {.name = pair->key};
    if (!language_check(reader, pair) || yaml_is_null(pair->node) || !field_is_scalar(reader, &field, pair->node))
      continue;
    struct value *text = field_scalar(reader, pair->node, VALUE_TEXT);
    text->format = format;
    pairs[count++] = (struct value_pair){pair->key, pair->key_at, text};
  }
  struct value *local = value_map_make(reader->arena, node->source, pairs, count);
  local->kind = VALUE_LOCAL;
  local->format = format;
  return local;
}

static const struct value *text_read(struct field_reader *reader, const struct field *field,
                                     const struct yaml_node *node, enum text_format format) {
  if (node->kind == YAML_MAP)
    return local_read(reader, node, format);
  if (!field_is_scalar(reader, field, node))
    return NULL;
  struct value *value = field_scalar(reader, node, VALUE_TEXT);
  value->format = format;
  return value;
}

const struct value *field_text(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  return text_read(reader, field, node, TEXT_PLAIN);
}

const struct value *field_markdown(struct field_reader *reader, const struct field *field,
                                   const struct yaml_node *node) {
  return text_read(reader, field, node, TEXT_MARKDOWN);
}

/* A text that must satisfy `check`. */
struct notation {
  bool (*check)(const char *text);
  enum diagnostic_code code;
  enum text_format format;
};

static const struct value *notation_read(struct field_reader *reader, const struct field *field,
                                         const struct yaml_node *node, struct notation notation) {
  if (!field_is_scalar(reader, field, node))
    return NULL;
  if (!notation.check(node->text)) {
    sink_report(reader->sink, notation.code, node->source.at, key_clip(reader->arena, node->text), NULL);
    return NULL;
  }
  struct value *value = field_scalar(reader, node, VALUE_TEXT);
  value->format = notation.format;
  return value;
}

static bool is_any(const char *text) {
  (void)text;
  return true;
}

const struct value *field_word(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  return notation_read(reader, field, node, (struct notation){is_any, FIELD_TEXT_WANTED, TEXT_PLAIN});
}

const struct value *field_path(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  return notation_read(reader, field, node, (struct notation){is_any, FIELD_TEXT_WANTED, TEXT_PATH});
}

const struct value *field_id(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  return notation_read(reader, field, node, (struct notation){scalar_is_id, FIELD_ID_FORM, TEXT_PLAIN});
}

const struct value *field_phone(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  return notation_read(reader, field, node, (struct notation){scalar_is_phone, PHONE_FORM, TEXT_PHONE});
}

const struct value *field_email(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  return notation_read(reader, field, node, (struct notation){scalar_is_email, EMAIL_FORM, TEXT_EMAIL});
}

const struct value *field_url(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  return notation_read(reader, field, node, (struct notation){scalar_is_url, URL_FORM, TEXT_URL});
}

const struct value *field_website(struct field_reader *reader, const struct field *field,
                                  const struct yaml_node *node) {
  return notation_read(reader, field, node, (struct notation){scalar_is_website, URL_FORM, TEXT_URL});
}

/* Country codes that are written where a language is meant. */
static const char *language_meant(const char *code) {
  static const char *const meant[][2] = {{"kg", "ky"}, {"kz", "kk"}, {"ua", "uk"}, {"tj", "tg"},
                                         {"cn", "zh"}, {"jp", "ja"}, {"gb", "en"}, {"us", "en"}};
  for (size_t i = 0; i < sizeof meant / sizeof *meant; i++)
    if (strcmp(code, meant[i][0]) == 0)
      return meant[i][1];
  return NULL;
}

const struct value *field_language(struct field_reader *reader, const struct field *field,
                                   const struct yaml_node *node) {
  if (!field_is_scalar(reader, field, node))
    return NULL;
  const char *meant = language_meant(node->text);
  if (meant == NULL && scalar_is_language(node->text))
    return field_scalar(reader, node, VALUE_TEXT);
  near_note(sink_report(reader->sink, LANGUAGE_FORM, node->source.at, key_clip(reader->arena, node->text), NULL),
            node->source.at, meant);
  return NULL;
}

const struct value *field_zone(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  if (!field_is_scalar(reader, field, node))
    return NULL;
  if (zone_is_known(node->text))
    return field_scalar(reader, node, VALUE_TEXT);
  near_note(sink_report(reader->sink, ZONE_UNKNOWN, node->source.at, key_clip(reader->arena, node->text), NULL),
            node->source.at, zone_near(reader->arena, node->text));
  return NULL;
}

const struct value *field_number(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  int64_t thousandths;
  if (!field_is_scalar(reader, field, node))
    return NULL;
  if (!scalar_number(node->text, &thousandths)) {
    sink_report(reader->sink, NUMBER_FORM, node->source.at, key_clip(reader->arena, node->text), NULL);
    return NULL;
  }
  struct value *value = field_scalar(reader, node, VALUE_NUMBER);
  value->thousandths = thousandths;
  return value;
}

const struct value *field_flag(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  bool flag;
  if (!field_is_scalar(reader, field, node))
    return NULL;
  if (!scalar_flag(node->text, &flag)) {
    sink_report(reader->sink, FLAG_FORM, node->source.at, key_clip(reader->arena, node->text), NULL);
    return NULL;
  }
  struct value *value = field_scalar(reader, node, VALUE_FLAG);
  value->flag = flag;
  return value;
}
