/* Colour spaces: RGB stands in many places, and in spaces that are made of others. */
#include "preflight/check.h"

#include <string.h>

enum { DEPTH_LIMIT = 12 }; /* of spaces within spaces */

static void name_check(struct check *check, struct object name) {
  if (object_is_name(check->reader, name, "/DeviceRGB") || object_is_name(check->reader, name, "/CalRGB") ||
      object_is_name(check->reader, name, "/RGB"))
    check_report_page(check, PREFLIGHT_RGB_SPACE, object_name(check->reader, check->page, name) + 1);
}

static void icc_check(struct check *check, struct object profile) {
  double components = 0;
  object_value(check->reader, object_key(check->reader, profile, "/N"), &components);
  if (components == 3)
    check_report_page(check, PREFLIGHT_RGB_SPACE, "ICCBased");
}

/* Which item of a space's array is the space that it is made of. */
static size_t base_item(const char *family) {
  static const struct {
    const char *family;
    size_t item;
  } families[] = {{"/Indexed", 1}, {"/I", 1}, {"/Pattern", 1}, {"/Separation", 2}, {"/DeviceN", 2}};
  for (size_t i = 0; i < sizeof families / sizeof *families; i++)
    if (!strcmp(families[i].family, family))
      return families[i].item;
  return 0;
}

void check_space(struct check *check, struct object space) {
  struct reader *reader = check->reader;
  for (int depth = 0; depth < DEPTH_LIMIT; depth++) {
    if (object_kind(reader, space) == OBJECT_NAME)
      name_check(check, space);
    if (object_kind(reader, space) != OBJECT_ARRAY || !check_is_new(check, space))
      return;
    struct object family = object_item(reader, space, 0);
    if (object_is_name(reader, family, "/ICCBased"))
      icc_check(check, object_item(reader, space, 1));
    size_t item = base_item(object_name(reader, check->page, family));
    if (!item)
      name_check(check, family);
    space = item ? object_item(reader, space, item) : (struct object){0};
  }
}
