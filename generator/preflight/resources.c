/* Resources, and the resources of what they hold. Each object is looked at once, on the first page that has it. */
#include "preflight/check.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_LIMIT = 24 }; /* of forms within forms */

typedef void (*entry_check)(struct check *check, struct object entry);

/* --- fonts ----------------------------------------------------------------------------------------------------------
 */

static bool font_is_embedded(struct reader *reader, struct object font) {
  struct object descriptor = object_key(reader, font, "/FontDescriptor");
  return object_key(reader, descriptor, "/FontFile").handle || object_key(reader, descriptor, "/FontFile2").handle ||
         object_key(reader, descriptor, "/FontFile3").handle;
}

/* The glyphs of a Type 3 font are content. */
static void glyphs_check(struct check *check, struct object font) {
  size_t count, length;
  struct object glyphs = object_key(check->reader, font, "/CharProcs");
  const char **keys = object_keys(check->reader, check->page, glyphs, &count);
  for (size_t i = 0; i < count; i++) {
    unsigned char *data = object_data(check->reader, object_key(check->reader, glyphs, keys[i]), &length);
    if (data)
      check_content(check, data, length);
    free(data);
  }
  check_resources(check, object_key(check->reader, font, "/Resources"));
}

static void font_check(struct check *check, struct object font) {
  struct reader *reader = check->reader;
  struct object kind = object_key(reader, font, "/Subtype");
  if (object_is_name(reader, kind, "/Type3")) {
    glyphs_check(check, font);
    return;
  }
  struct object name = object_key(reader, font, "/BaseFont");
  if (object_is_name(reader, kind, "/Type0"))
    font = object_item(reader, object_key(reader, font, "/DescendantFonts"), 0);
  if (!font_is_embedded(reader, font)) {
    const char *text = object_name(reader, check->page, name);
    check_report_page(check, PREFLIGHT_FONT, *text ? text + 1 : "?");
  }
}

/* --- pictures and forms ---------------------------------------------------------------------------------------------
 */

static void object_check(struct check *check, struct object object);

void check_group(struct check *check, struct object owner) {
  struct reader *reader = check->reader;
  struct object space = object_key(reader, object_key(reader, owner, "/Group"), "/CS");
  if (space.handle)
    check_space(check, space);
}

static void image_check(struct check *check, struct object image) {
  struct reader *reader = check->reader;
  check_space(check, object_key(reader, image, "/ColorSpace"));
  if (object_key(reader, image, "/Alternates").handle || object_key(reader, image, "/OPI").handle)
    check_report_page(check, PREFLIGHT_SUBSTITUTE, "");
  object_check(check, object_key(reader, image, "/SMask"));
}

static void form_check(struct check *check, struct object form) {
  struct reader *reader = check->reader;
  size_t length;
  if (object_key(reader, form, "/Ref").handle || object_key(reader, form, "/OPI").handle)
    check_report_page(check, PREFLIGHT_SUBSTITUTE, "");
  check_group(check, form);
  check_resources(check, object_key(reader, form, "/Resources"));
  unsigned char *data = object_data(reader, form, &length);
  if (data)
    check_content(check, data, length);
  free(data);
}

static void object_check(struct check *check, struct object object) {
  struct object kind = object_key(check->reader, object, "/Subtype");
  if (object_kind(check->reader, object) != OBJECT_STREAM || check->depth >= DEPTH_LIMIT)
    return;
  check->depth++; /* a mask may name itself */
  check_stream(check, object);
  if (object_is_name(check->reader, kind, "/Image"))
    image_check(check, object);
  else if (object_is_name(check->reader, kind, "/PS"))
    check_report_page(check, PREFLIGHT_POSTSCRIPT, "");
  else if (object_is_name(check->reader, object_key(check->reader, object, "/Subtype2"), "/PS"))
    check_report_page(check, PREFLIGHT_POSTSCRIPT, "");
  else
    form_check(check, object);
  check->depth--;
}

/* A stream, or one for each state. */
void check_appearance(struct check *check, struct object annotation) {
  struct reader *reader = check->reader;
  size_t count;
  struct object normal = object_key(reader, object_key(reader, annotation, "/AP"), "/N");
  object_check(check, normal);
  if (object_kind(reader, normal) != OBJECT_DICTIONARY)
    return;
  const char **keys = object_keys(reader, check->page, normal, &count);
  for (size_t i = 0; i < count; i++)
    object_check(check, object_key(reader, normal, keys[i]));
}

/* --- patterns and states --------------------------------------------------------------------------------------------
 */

static void shading_check(struct check *check, struct object shading) {
  check_space(check, object_key(check->reader, shading, "/ColorSpace"));
}

static void pattern_check(struct check *check, struct object pattern) {
  check_stream(check, pattern);
  if (object_kind(check->reader, pattern) == OBJECT_STREAM)
    form_check(check, pattern);
  else
    shading_check(check, object_key(check->reader, pattern, "/Shading"));
}

/* A screen by name is one that another press need not have; thresholds are those of one device. */
static void halftone_check(struct check *check, struct object halftone) {
  struct reader *reader = check->reader;
  double type = 0;
  if (!halftone.handle || object_is_name(reader, halftone, "/Default"))
    return;
  object_value(reader, object_key(reader, halftone, "/HalftoneType"), &type);
  if ((type != 1 && type != 5) || object_key(reader, halftone, "/HalftoneName").handle)
    check_report_page(check, PREFLIGHT_HALFTONE, "");
}

/* Curves and screens of one press would be applied by another. */
static void state_check(struct check *check, struct object state) {
  struct reader *reader = check->reader;
  struct object curve = object_key(reader, state, "/TR"), other = object_key(reader, state, "/TR2");
  if (curve.handle && !object_is_name(reader, curve, "/Identity"))
    check_report_page(check, PREFLIGHT_TRANSFER, "");
  else if (other.handle && !object_is_name(reader, other, "/Default"))
    check_report_page(check, PREFLIGHT_TRANSFER, "");
  halftone_check(check, object_key(reader, state, "/HT"));
  if (object_key(reader, state, "/HTP").handle)
    check_report_page(check, PREFLIGHT_HALFTONE, "");
  object_check(check, object_key(reader, object_key(reader, state, "/SMask"), "/G"));
}

/* --- resources ------------------------------------------------------------------------------------------------------
 */

static const struct {
  const char *key;
  entry_check check;
} kinds[] = {{"/Font", font_check},
             {"/XObject", object_check},
             {"/Pattern", pattern_check},
             {"/Shading", shading_check},
             {"/ExtGState", state_check}};

static void entries_check(struct check *check, struct object entries, entry_check look) {
  size_t count;
  const char **keys = object_keys(check->reader, check->page, entries, &count);
  for (size_t i = 0; i < count; i++) {
    struct object entry = object_key(check->reader, entries, keys[i]);
    if (check_is_new(check, entry))
      look(check, entry);
  }
}

/* Spaces say themselves whether they are new. */
static void spaces_check(struct check *check, struct object spaces) {
  size_t count;
  const char **keys = object_keys(check->reader, check->page, spaces, &count);
  for (size_t i = 0; i < count; i++)
    check_space(check, object_key(check->reader, spaces, keys[i]));
}

void check_resources(struct check *check, struct object resources) {
  if (!resources.handle || check->depth >= DEPTH_LIMIT || !check_is_new(check, resources))
    return;
  check->depth++;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    struct object entries = object_key(check->reader, resources, kinds[i].key);
    if (check_is_new(check, entries))
      entries_check(check, entries, kinds[i].check);
  }
  struct object spaces = object_key(check->reader, resources, "/ColorSpace");
  if (check_is_new(check, spaces))
    spaces_check(check, spaces);
  check->depth--;
}
