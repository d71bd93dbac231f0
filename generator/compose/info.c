/* Event + document -> document information, for the metadata of a file. */
#include "compose/info.h"

#include "compose/typographer.h"
#include "input/zone.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *value_text(const struct binder *binder, const struct value *value) {
  size_t length;
  const char *text = value != NULL ? bind_value_text(binder, value, &length) : NULL;
  return text != NULL && *text != '\0' ? text : NULL;
}

static const char *author_text(const struct binder *binder, const struct value *root) {
  const struct value *all = value_field(root, "organisations");
  if (all != NULL && all->kind == VALUE_MAP && all->map.count > 0) {
    const char *name = value_text(binder, value_field(all->map.pairs[0].value, "name"));
    if (name != NULL)
      return name;
  }
  return value_text(binder, value_field(value_field(root, "project"), "title"));
}

static const char *date_text(struct arena *arena, struct date date, int minute_east) {
  int offset = minute_east < 0 ? -minute_east : minute_east;
  return arena_printf(arena, "%04d-%02d-%02dT00:00:00%c%02d:%02d", date.year, date.month, date.day,
                      minute_east < 0 ? '-' : '+', offset / 60, offset % 60);
}

static const char *epoch_text(struct arena *arena) {
  const char *text = getenv("SOURCE_DATE_EPOCH");
  if (text == NULL || *text == '\0')
    return NULL;
  char *end;
  errno = 0;
  long long seconds = strtoll(text, &end, 10);
  const long long year_10000 = 253402300800;
  if (errno != 0 || *end != '\0' || seconds < 0 || seconds >= year_10000)
    return NULL;
  time_t time = (time_t)seconds;
  struct tm tm;
  if (gmtime_r(&time, &tm) == NULL)
    return NULL;
  char out[32];
  strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%S+00:00", &tm);
  return arena_strdup(arena, out);
}

static const char *event_date(struct arena *arena, const struct event *event) {
  if (event->date.year == 0)
    return epoch_text(arena);
  const struct value *zone = value_field(event->root, "zone");
  bool known = zone != NULL && zone->kind == VALUE_TEXT && zone_is_known(zone->text);
  return date_text(arena, event->date, known ? zone_offset(zone->text, event->date, 0) : 0);
}

static const char *info_text(const struct binder *binder, const struct document *document, const char *text) {
  return text != NULL && document->typography ? typographer_text(binder->arena, text, binder->language) : text;
}

bool info_make(const struct binder *binder, const struct scope *scope, const struct event *event,
               const struct document *document, struct document_info *out) {
  const char *title = "", *event_title = value_text(binder, value_field(event->root, "title"));
  if (binder->layout->title.count > 0)
    title = bind_string(binder, scope, &binder->layout->title, NULL);
  if (title == NULL)
    return false;
  if (*title == '\0')
    title = event_title != NULL ? arena_printf(binder->arena, "%s: %s", event_title, document->name) : document->name;
  const char *author = author_text(binder, event->root);
  *out = (struct document_info){
      .title = info_text(binder, document, title),
      .author = info_text(binder, document, author),
      .subject = info_text(binder, document, event_title),
      .keywords = arena_printf(binder->arena, "%s, %s", event->id, document->name),
      .language = binder->language,
      .date = event_date(binder->arena, event),
  };
  return true;
}
