/* Reading dates, times and instants of an event. */
#include "input/date.h"
#include "input/fields.h"
#include "input/keys.h"
#include "input/near.h"
#include "input/scalar.h"
#include "input/zone.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

/* 18.09.2019 and 18/9/2019 as 2019-09-18, or NULL. */
static const char *date_meant(struct arena *arena, const char *text) {
  int day, month, year, length = 0;
  if (sscanf(text, "%2d%*1[./-]%2d%*1[./-]%4d%n", &day, &month, &year, &length) != 3 || text[length] != '\0')
    return NULL;
  struct date date = {.year = (int16_t)year, .month = (int8_t)month, .day = (int8_t)day};
  return date_is_valid(date) && year > 999 ? arena_printf(arena, "%04d-%02d-%02d", year, month, day) : NULL;
}

static bool date_check(struct field_reader *reader, const char *text, struct date date, struct position at) {
  if (date_is_valid(date))
    return true;
  if (date.month < 1 || date.month > 12) {
    sink_report(reader->sink, DATE_MONTH, at, key_clip(reader->arena, text), NULL);
    return false;
  }
  const char *month = arena_printf(reader->arena, "%04d-%02d", date.year, date.month);
  const char *days = arena_printf(reader->arena, "%d", date_month_days(date.year, date.month));
  sink_report(reader->sink, DATE_DAY_IMPOSSIBLE, at, key_clip(reader->arena, text), month, days, NULL);
  return false;
}

const struct value *field_date(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  struct date date;
  if (!field_is_scalar(reader, field, node))
    return NULL;
  if (!date_parse(node->text, &date)) {
    near_note(sink_report(reader->sink, DATE_FORM, node->source.at, key_clip(reader->arena, node->text), NULL),
              node->source.at, date_meant(reader->arena, node->text));
    return NULL;
  }
  if (!date_check(reader, node->text, date, node->source.at))
    return NULL;
  struct value *value = field_scalar(reader, node, VALUE_DATE);
  value->date = date;
  return value;
}

/* 9.30, 9-30 and 9h30 as 9:30, or NULL. */
static const char *time_meant(struct arena *arena, const char *text) {
  int hours, minutes, length = 0;
  if (sscanf(text, "%2d%*1[.,hH-]%2d%n", &hours, &minutes, &length) != 2 || text[length] != '\0')
    return NULL;
  return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 ? arena_printf(arena, "%02d:%02d", hours, minutes)
                                                                  : NULL;
}

const struct value *field_time(struct field_reader *reader, const struct field *field, const struct yaml_node *node) {
  int minute;
  if (!field_is_scalar(reader, field, node))
    return NULL;
  const char *end = scalar_time(node->text, &minute);
  if (end == NULL || *end != '\0') {
    near_note(sink_report(reader->sink, TIME_FORM, node->source.at, key_clip(reader->arena, node->text), NULL),
              node->source.at, time_meant(reader->arena, node->text));
    return NULL;
  }
  struct value *value = field_scalar(reader, node, VALUE_TIME);
  value->minute = minute;
  return value;
}

/* Two digits below `limit`, or -1. */
static int two_digits(const char *text, int limit) {
  if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
    return -1;
  int value = (text[0] - '0') * 10 + (text[1] - '0');
  return value < limit ? value : -1;
}

/* What may follow the minutes: seconds, which are not kept. */
static const char *seconds_skip(const char *text) {
  return text[0] == ':' && two_digits(text + 1, 60) >= 0 ? text + 3 : text;
}

/* Z, +06, +06:00 or +0600, in minutes east of UTC. */
static bool offset_parse(const char *text, int *offset) {
  *offset = 0;
  if (strcmp(text, "Z") == 0)
    return true;
  int sign = text[0] == '+' ? 1 : text[0] == '-' ? -1 : 0;
  int hours = sign != 0 ? two_digits(text + 1, 15) : -1;
  if (hours < 0)
    return false;
  text += 3;
  text += *text == ':';
  int minutes = *text != '\0' ? two_digits(text, 60) : 0;
  *offset = sign * (hours * 60 + minutes);
  return minutes >= 0 && (*text == '\0' || text[2] == '\0');
}

/* Fills date, minute and offset from "2019-09-17T10:00", with an offset behind it or in the event's zone. */
static bool instant_parse(struct field_reader *reader, const struct yaml_node *node, struct value *value) {
  struct date date = {0};
  int minute = 0, offset = 0;
  const char *text = date_scan(node->text, &date);
  if (text == NULL || (*text != 'T' && *text != ' ') || (text = scalar_time(text + 1, &minute)) == NULL)
    return false;
  text = seconds_skip(text);
  text += strspn(text, " ");
  if (*text != '\0' && !offset_parse(text, &offset))
    return false;
  value->instant.date = date;
  value->instant.minute = minute;
  value->instant.offset = INT_MIN;
  if (*text != '\0')
    value->instant.offset = offset;
  else if (reader->zone != NULL && date_is_valid(date))
    value->instant.offset = zone_offset(reader->zone, date, minute);
  return true;
}

const struct value *field_instant(struct field_reader *reader, const struct field *field,
                                  const struct yaml_node *node) {
  if (!field_is_scalar(reader, field, node))
    return NULL;
  struct value *value = field_scalar(reader, node, VALUE_INSTANT);
  if (!instant_parse(reader, node, value)) {
    sink_report(reader->sink, INSTANT_FORM, node->source.at, key_clip(reader->arena, node->text), NULL);
    return NULL;
  }
  if (!date_check(reader, node->text, value->instant.date, node->source.at))
    return NULL;
  if (value->instant.offset == INT_MIN) {
    sink_report(reader->sink, ZONE_MISSING, node->source.at, key_clip(reader->arena, node->text), NULL);
    return NULL;
  }
  return value;
}
