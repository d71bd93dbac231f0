/* Only the file that the run was given is attached, never the lists of people that it names. It is attached as it was
 * read: with comments, drafts, and whatever it says of people that the document leaves out. */
#include "batch/source.h"

#include "input/locale.h"

#include <stdio.h>

static bool has_address(const struct value *person) {
  static const char *const keys[] = {"phone", "fax", "email"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (person && person->kind == VALUE_MAP && value_field(person, keys[i]))
      return true;
  return false;
}

/* Of a map by id, or of a list that stands in the file itself. */
static size_t addresses_count(const struct value *people) {
  size_t count = 0;
  if (!people)
    return 0;
  for (size_t i = 0; people->kind == VALUE_MAP && i < people->map.count; i++)
    count += has_address(people->map.pairs[i].value);
  for (size_t i = 0; people->kind == VALUE_LIST && i < people->list.count; i++)
    count += has_address(people->list.items[i]);
  return count;
}

static void addresses_warn(const struct event *event, const struct document *document, struct sink *sink) {
  static const char *const keys[] = {"people", "attendees", "media"};
  char number[24];
  size_t count = 0;
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    count += addresses_count(value_field(event->root, keys[i]));
  snprintf(number, sizeof number, "%zu", count);
  if (count)
    sink_report(sink, SOURCE_ADDRESSES, document->attach_at, number, NULL);
}

const struct pdf_attachment *source_attachment(struct arena *arena, const struct event *event,
                                               const struct document *document, const char *language,
                                               struct sink *sink) {
  if (!document->attach_source)
    return NULL;
  addresses_warn(event, document, sink);
  struct pdf_attachment *file = arena_zalloc(arena, 1, sizeof *file);
  *file = (struct pdf_attachment){.name = event->inputs[0].path,
                                  .kind = "application/yaml", /* RFC 9512 */
                                  .description = locale_source(locale_find(language)),
                                  .data = event->inputs[0].data,
                                  .length = event->inputs[0].length};
  return file;
}
