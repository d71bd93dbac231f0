/* Reading people, organisations and free-form values of an event. */
#include "input/date.h"
#include "input/fields.h"
#include "input/people.h"
#include "input/person_name.h"
#include "input/scalar.h"

#include <string.h>

static const struct value *name_parts_read(struct field_reader *reader, const struct yaml_node *node) {
  static const struct field part_fields[] = {
      {.name = "family", .read = field_text},     {.name = "given", .read = field_text},
      {.name = "patronymic", .read = field_text}, {.name = "full", .read = field_text},
      {.name = "latin", .read = field_text},
  };
  static const struct field_set part_set = {part_fields, sizeof part_fields / sizeof *part_fields, NULL};
  struct field field = {.name = "name", .read = field_map, .set = &part_set};
  const struct value *map = field_map(reader, &field, node);
  struct name_parts parts = {.family = value_field(map, "family"),
                             .given = value_field(map, "given"),
                             .patronymic = value_field(map, "patronymic"),
                             .full = value_field(map, "full")};
  if (parts.family == NULL && parts.given == NULL && parts.full == NULL) {
    sink_report(reader->sink, NAME_EMPTY, node->source.at, NULL);
    return NULL;
  }
  return name_with_latin(reader->arena, name_map(reader->arena, node->source, parts), value_field(map, "latin"));
}

const struct value *field_name(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  if (field_is_local(reader, node))
    return name_local(reader->arena, field_text(reader, field, node));
  if (node->kind == YAML_MAP)
    return name_parts_read(reader, node);
  if (!field_is_scalar(reader, field, node))
    return NULL;
  if (strspn(node->text, " \t\n") == node->length) {
    sink_report(reader->sink, NAME_EMPTY, node->source.at, NULL);
    return NULL;
  }
  return people_name(reader->arena, node->text, node->source);
}

static const struct value *reference_read(struct field_reader *reader, const struct yaml_node *node,
                                          enum reference_kind kind) {
  struct reference reference = {kind, node->plain, field_scalar(reader, node, VALUE_TEXT)};
  return reference_add(reader->arena, &reader->references, reference);
}

const struct value *field_person(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  if (node->kind == YAML_MAP)
    return field_map(reader, field, node);
  return field_is_scalar(reader, field, node) ? reference_read(reader, node, REFERENCE_PERSON) : NULL;
}

const struct value *field_speaker(struct field_reader *reader, const struct field *field,
                                  const struct yaml_node *node) {
  if (field_is_local(reader, node))
    return field_text(reader, field, node);
  if (node->kind == YAML_SCALAR)
    return reference_read(reader, node, REFERENCE_SPEAKER);
  return field_person(reader, field, node);
}

const struct value *field_organisation(struct field_reader *reader, const struct field *field,
                                       const struct yaml_node *node) {
  if (field_is_local(reader, node))
    return field_text(reader, field, node);
  if (node->kind == YAML_MAP)
    return field_map(reader, field, node);
  return field_is_scalar(reader, field, node) ? reference_read(reader, node, REFERENCE_ORGANISATION) : NULL;
}

static const struct value *free_scalar(struct field_reader *reader, const struct yaml_node *node) {
  struct value *value = field_scalar(reader, node, VALUE_TEXT);
  int64_t thousandths;
  struct date date;
  bool flag;
  if (!node->plain)
    return value;
  if (scalar_number(node->text, &thousandths)) {
    value->kind = VALUE_NUMBER;
    value->thousandths = thousandths;
  } else if (date_parse(node->text, &date) && date_is_valid(date)) {
    value->kind = VALUE_DATE;
    value->date = date;
  } else if (scalar_flag(node->text, &flag)) {
    value->kind = VALUE_FLAG;
    value->flag = flag;
  }
  return value;
}

static const struct value *free_map(struct field_reader *reader, const struct field *field,
                                    const struct yaml_node *node) {
  struct value_pair *pairs = arena_array(reader->arena, node->count, sizeof *pairs);
  size_t count = 0;
  for (size_t i = 0; i < node->count; i++) {
    const struct value *value = field_free(reader, field, node->pairs[i].node);
    if (value != NULL)
      pairs[count++] = (struct value_pair){node->pairs[i].key, node->pairs[i].key_at, value};
  }
  return value_map_make(reader->arena, node->source, pairs, count);
}

const struct value *field_free(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  struct field items = {.name = field->name, .read = field_free};
  if (yaml_is_null(node))
    return NULL;
  if (node->kind == YAML_LIST)
    return field_list(reader, &items, node);
  if (field_is_local(reader, node))
    return field_text(reader, field, node);
  return node->kind == YAML_MAP ? free_map(reader, field, node) : free_scalar(reader, node);
}

const struct value *field_raw(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  (void)reader, (void)field, (void)node;
  return NULL;
}
