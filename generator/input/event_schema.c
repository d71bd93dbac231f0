/* The tables of the event file, and the checks that look at two fields of one map. */
#include "input/event_schema.h"

#include <string.h>

#define SET(name, check_function)                                                                                      \
  static const struct field_set name##_set = {name##_fields, sizeof name##_fields / sizeof *name##_fields,             \
                                              check_function}

static void dates_check(struct field_reader *reader, const struct value *map) {
  const struct value *from = value_field(map, "from"), *to = value_field(map, "to");
  if (from != NULL && to != NULL && date_compare(from->date, to->date) > 0)
    sink_report(reader->sink, DATES_ORDER, to->source.at, to->text, from->text, NULL);
}

static void session_check(struct field_reader *reader, const struct value *map) {
  const struct value *start = value_field(map, "start"), *end = value_field(map, "end");
  if (start != NULL && end != NULL && end->minute <= start->minute)
    sink_report(reader->sink, TIMES_ORDER, end->source.at, end->text, start->text, NULL);
}

static void attendee_check(struct field_reader *reader, const struct value *map) {
  if (value_field(map, "name") == NULL)
    sink_report(reader->sink, NAME_EMPTY, map->source.at, NULL);
}

static const struct field dates_fields[] = {
    {"from", field_date, FIELD_REQUIRED, NULL},
    {"to", field_date, 0, NULL},
};
SET(dates, dates_check);

static const struct field place_fields[] = {
    {"city", field_text, 0, NULL},    {"region", field_text, 0, NULL}, {"district", field_text, 0, NULL},
    {"country", field_text, 0, NULL}, {"venue", field_text, 0, NULL},  {"address", field_text, 0, NULL},
    {"room", field_text, 0, NULL},    {"url", field_website, 0, NULL}, {"extra", field_free, 0, NULL},
};
SET(place, NULL);

static const struct field organisation_fields[] = {
    {"name", field_text, FIELD_REQUIRED, NULL},
    {"short", field_text, 0, NULL},
    {"about", field_markdown, 0, NULL},
    {"address", field_text, 0, NULL},
    {"phone", field_phone, FIELD_SOME, NULL},
    {"fax", field_phone, FIELD_SOME, NULL},
    {"email", field_email, FIELD_SOME, NULL},
    {"website", field_website, 0, NULL},
    {"logo", field_path, 0, NULL},
    {"extra", field_free, 0, NULL},
};
SET(organisation, NULL);

static const struct field project_fields[] = {
    {"title", field_text, FIELD_REQUIRED, NULL},
    {"short", field_text, 0, NULL},
    {"about", field_markdown, 0, NULL},
    {"goal", field_markdown, 0, NULL},
    {"donors", field_text, FIELD_SOME, NULL},
    {"partners", field_organisation, FIELD_LIST, &organisation_set},
    {"organisation", field_organisation, 0, &organisation_set},
    {"address", field_text, 0, NULL},
    {"phone", field_phone, FIELD_SOME, NULL},
    {"fax", field_phone, FIELD_SOME, NULL},
    {"email", field_email, FIELD_SOME, NULL},
    {"website", field_website, 0, NULL},
    {"logo", field_path, FIELD_SOME, NULL},
    {"extra", field_free, 0, NULL},
};
SET(project, NULL);

static const struct field person_fields[] = {
    {"name", field_name, FIELD_REQUIRED, NULL},
    {"latin", field_text, 0, NULL}, /* the name in Latin letters, as its owner writes it */
    {"position", field_text, 0, NULL},
    {"organisation", field_organisation, 0, &organisation_set},
    {"role", field_text, 0, NULL},
    {"phone", field_phone, FIELD_SOME, NULL},
    {"email", field_email, FIELD_SOME, NULL},
    {"url", field_website, 0, NULL},
    {"photo", field_path, 0, NULL},
    {"about", field_markdown, 0, NULL},
    {"address", field_text, 0, NULL},
    {"extra", field_free, 0, NULL},
};
SET(person, NULL);

static const struct field attendee_fields[] = {
    {"id", field_word, 0, NULL},
    {"name", field_name, 0, NULL},
    {"latin", field_text, 0, NULL},
    {"position", field_text, 0, NULL},
    {"organisation", field_organisation, 0, &organisation_set},
    {"role", field_text, 0, NULL},
    {"phone", field_phone, FIELD_SOME, NULL},
    {"email", field_email, FIELD_SOME, NULL},
    {"url", field_website, 0, NULL},
    {"photo", field_path, 0, NULL},
    {"extra", field_free, 0, NULL},
};
SET(attendee, attendee_check);

static const struct field quote_fields[] = {
    {"who", field_person, 0, &person_set},
    {"says", field_text, 0, NULL}, /* сказала, отметил */
    {"text", field_markdown, FIELD_REQUIRED, NULL},
};
SET(quote, NULL);

static const struct field release_fields[] = {
    {"version", field_number, 0, NULL},
    {"number", field_word, 0, NULL},
    {"embargo", field_instant, 0, NULL},
    {"date", field_date, 0, NULL},
    {"place", field_text, 0, NULL},
    {"headline", field_text, FIELD_REQUIRED, NULL},
    {"subtitle", field_text, 0, NULL},
    {"lead", field_markdown, 0, NULL},
    {"body", field_markdown, 0, NULL},
    {"quotes", field_map, FIELD_LIST, &quote_set},
    {"about", field_markdown, 0, NULL},
    {"notes", field_markdown, 0, NULL},
    {"contacts", field_person, FIELD_LIST, &person_set},
    {"photos", field_path, FIELD_LIST, NULL},
    {"end", field_text, 0, NULL},
    {"extra", field_free, 0, NULL},
};
SET(release, NULL);

static const struct field session_fields[] = {
    {"id", field_id, 0, NULL},
    {"start", field_time, 0, NULL},
    {"end", field_time, 0, NULL},
    {"title", field_text, FIELD_REQUIRED, NULL},
    {"text", field_markdown, 0, NULL},
    {"details", field_markdown, 0, NULL},
    {"kind", field_text, 0, NULL},
    {"speakers", field_speaker, FIELD_LIST, &person_set},
    {"moderators", field_speaker, FIELD_LIST, &person_set},
    {"responsible", field_speaker, FIELD_LIST, &person_set},
    {"organisation", field_organisation, 0, &organisation_set},
    {"room", field_text, 0, NULL},
    {"place", field_text, 0, NULL},
    {"language", field_word, 0, NULL},
    {"url", field_website, 0, NULL},
    {"extra", field_free, 0, NULL},
};
SET(session, session_check);

static const struct field day_fields[] = {
    {"title", field_text, 0, NULL},     {"day", field_date, 0, NULL},
    {"place", field_text, 0, NULL},     {"room", field_text, 0, NULL},
    {"about", field_markdown, 0, NULL}, {"sessions", field_map, FIELD_REQUIRED | FIELD_LIST, &session_set},
    {"extra", field_free, 0, NULL},
};
SET(day, NULL);

static const struct field newsroom_fields[] = {
    {"newsroom", field_text, FIELD_REQUIRED, NULL}, {"name", field_name, 0, NULL},
    {"email", field_word, FIELD_REQUIRED, NULL},    {"language", field_language, 0, NULL},
    {"phone", field_phone, FIELD_SOME, NULL},       {"extra", field_free, 0, NULL},
};
SET(newsroom, NULL);

/* Addresses are checked by mail/address.c, which knows those in other alphabets. */
static const struct field mail_fields[] = {
    {"from", field_word, 0, NULL},
    {"name", field_text, 0, NULL},
    {"reply-to", field_word, 0, NULL},
    {"subject", field_text, 0, NULL},
    {"layout", field_word, 0, NULL},
    {"release", field_word, 0, NULL},
    {"attach", field_word, FIELD_LIST, NULL},
    {"suppress", field_path, 0, NULL},
    {"unsubscribe", field_word, FIELD_LIST, NULL},
};
SET(mail, NULL);

static const struct field document_fields[] = {
    {"layout", field_id, FIELD_REQUIRED, NULL},
    {"profile", field_word, FIELD_LIST, NULL},
    {"languages", field_word, FIELD_LIST, NULL},
    {"release", field_word, 0, NULL},
    {"each", field_word, 0, NULL},
    {"split", field_word, 0, NULL},
    {"url", field_word, 0, NULL},
    {"typography", field_flag, 0, NULL},
    {"attach-source", field_flag, 0, NULL},
    {"set", field_raw, 0, NULL},
};
SET(document, NULL);

static const struct field list_fields[] = {
    {"file", field_path, FIELD_REQUIRED, NULL},
    {"sheet", field_word, 0, NULL},
};
SET(list, NULL);

/* A list of people here, or the name of a file, which event_lists.c reads, perhaps with that of a sheet in it. */
static const struct value *attendees_read(struct field_reader *reader, const struct field *field,
                                          const struct yaml_node *node) {
  struct field file = {field->name, field_map, 0, &list_set};
  if (node->kind == YAML_MAP && yaml_find(node, "file") != NULL)
    return field_map(reader, &file, node);
  struct field item = {field->name, field_speaker, FIELD_LIST, field->set};
  return node->kind == YAML_SCALAR ? field_path(reader, field, node) : field_list(reader, &item, node);
}

static const struct value *media_read(struct field_reader *reader, const struct field *field,
                                      const struct yaml_node *node) {
  struct field item = {field->name, field_map, FIELD_LIST, field->set};
  return node->kind == YAML_SCALAR ? field_path(reader, field, node) : field_list(reader, &item, node);
}

static const struct field event_fields[] = {
    {"event", field_id, FIELD_REQUIRED, NULL},
    {"languages", field_language, FIELD_REQUIRED | FIELD_LIST, NULL},
    {"title", field_text, FIELD_REQUIRED, NULL},
    {"subtitle", field_text, 0, NULL},
    {"about", field_markdown, 0, NULL},
    {"project", field_map, 0, &project_set},
    {"zone", field_zone, 0, NULL},
    {"dates", field_map, 0, &dates_set},
    {"place", field_map, 0, &place_set},
    {"website", field_website, 0, NULL},
    {"logo", field_path, FIELD_SOME, NULL},
    {"organisations", field_table, 0, &organisation_set},
    {"people", field_table, 0, &person_set},
    {"organisers", field_organisation, FIELD_LIST, &organisation_set},
    {"partners", field_organisation, FIELD_LIST, &organisation_set},
    {"contacts", field_person, FIELD_LIST, &person_set},
    {"release", field_map, 0, &release_set},
    {"releases", field_table, 0, &release_set},
    {"agenda", field_map, FIELD_LIST, &day_set},
    {"attendees", attendees_read, 0, &attendee_set},
    {"columns", field_raw, 0, NULL},
    {"media", media_read, 0, &newsroom_set},
    {"mail", field_map, 0, &mail_set},
    {"extra", field_free, 0, NULL},
    {"documents", field_table, FIELD_REQUIRED, &document_set},
};

const struct field_set event_schema = {event_fields, sizeof event_fields / sizeof *event_fields, NULL};

const char *event_schema_name(const void *self, size_t index) {
  (void)self;
  return index < event_schema.count ? event_schema.fields[index].name : NULL;
}

bool event_schema_has(const char *name, size_t length) {
  for (size_t i = 0; i < event_schema.count; i++)
    if (strlen(event_fields[i].name) == length && memcmp(event_fields[i].name, name, length) == 0)
      return true;
  return false;
}
