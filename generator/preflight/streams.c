/* Streams: data that is not in the file (ISO 32000-1, 7.3.8.2) never reaches the press, and some workflows refuse what
 * is packed by LZW or unlocked by a key. */
#include "preflight/check.h"

#include <string.h>

static void filter_check(struct check *check, struct object filter) {
  static const char *const refused[] = {"/LZWDecode", "/LZW", "/Crypt"};
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
    if (object_is_name(check->reader, filter, refused[i]))
      check_report_page(check, PREFLIGHT_FILTER, refused[i] + 1);
}

void check_stream(struct check *check, struct object stream) {
  struct reader *reader = check->reader;
  if (object_kind(reader, stream) != OBJECT_STREAM)
    return;
  struct object filter = object_key(reader, stream, "/Filter");
  filter_check(check, filter);
  for (size_t i = 0; i < object_count(reader, filter); i++)
    filter_check(check, object_item(reader, filter, i));
  if (object_key(reader, stream, "/F").handle)
    check_report_page(check, PREFLIGHT_SUBSTITUTE, "");
}
