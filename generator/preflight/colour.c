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

/* Colorants of DeviceN are spaces, and so is the process that some of them belong to (ISO 32000-1, 8.6.6.5). */
static void attributes_check(struct check *check, struct object attributes) {
  struct reader *reader = check->reader;
  size_t count;
  struct object colorants = object_key(reader, attributes, "/Colorants");
  const char **keys = object_keys(reader, check->page, colorants, &count);
  for (size_t i = 0; i < count; i++) {
    struct object colorant = object_key(reader, colorants, keys[i]);
    name_check(check, object_item(reader, colorant, 2));
    if (object_is_name(reader, object_item(reader, object_item(reader, colorant, 2), 0), "/ICCBased"))
      icc_check(check, object_item(reader, object_item(reader, colorant, 2), 1));
  }
  name_check(check, object_key(reader, object_key(reader, attributes, "/Process"), "/ColorSpace"));
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
    if (object_is_name(reader, family, "/DeviceN"))
      attributes_check(check, object_item(reader, space, 4));
    size_t item = base_item(object_name(reader, check->page, family));
    if (!item)
      name_check(check, family);
    space = item ? object_item(reader, space, item) : (struct object){0};
  }
}
