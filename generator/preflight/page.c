/* A page: its boxes one within the other, nothing that only screens show where it is printed, and its content. */
#include "preflight/check.h"
#include "preflight/operators.h"

#include <stdlib.h>
#include <string.h>

struct box { /* points, normalised */
  double left, bottom, right, top;
};

static const double BOX_SLACK = 0.01; /* points: roundings of millimetres are no difference */

static bool box_read(struct check *check, struct object array, struct box *box) {
  double sides[4];
  for (size_t i = 0; i < 4; i++)
    if (!object_value(check->reader, object_item(check->reader, array, i), &sides[i]))
      return false;
  box->left = sides[0] < sides[2] ? sides[0] : sides[2];
  box->right = sides[0] < sides[2] ? sides[2] : sides[0];
  box->bottom = sides[1] < sides[3] ? sides[1] : sides[3];
  box->top = sides[1] < sides[3] ? sides[3] : sides[1];
  return true;
}

static bool box_is_within(const struct box *inner, const struct box *outer) {
  return inner->left >= outer->left - BOX_SLACK && inner->bottom >= outer->bottom - BOX_SLACK &&
         inner->right <= outer->right + BOX_SLACK && inner->top <= outer->top + BOX_SLACK;
}

static void nesting_check(struct check *check, const struct box *inner, const struct box *outer, const char *names) {
  if (!box_is_within(inner, outer))
    check_report_page(check, PREFLIGHT_BOX_NESTING, names);
}

/* The box that everything printed stands in, which annotations keep out of: the bleed's, else the trim's. */
static struct box boxes_check(struct check *check, struct object page) {
  struct reader *reader = check->reader;
  struct box media = {0}, crop, bleed, trim = {0}, art;
  bool has_media = box_read(check, page_key(reader, page, "/MediaBox"), &media);
  bool has_trim = box_read(check, object_key(reader, page, "/TrimBox"), &trim);
  bool has_art = box_read(check, object_key(reader, page, "/ArtBox"), &art);
  if (!has_media)
    check_report_page(check, PREFLIGHT_BOX_MISSING, "MediaBox");
  if (!has_trim && !has_art)
    check_report_page(check, PREFLIGHT_BOX_MISSING, "TrimBox");
  if (has_trim && has_art)
    check_report_page(check, PREFLIGHT_BOX_BOTH, "");
  if (!has_trim)
    trim = has_art ? art : media;
  if (!box_read(check, object_key(reader, page, "/BleedBox"), &bleed))
    bleed = trim;
  nesting_check(check, &trim, &bleed, "TrimBox, BleedBox");
  nesting_check(check, &bleed, &media, "BleedBox, MediaBox");
  if (box_read(check, page_key(reader, page, "/CropBox"), &crop))
    nesting_check(check, &bleed, &crop, "BleedBox, CropBox");
  return bleed;
}

/* --- annotations ----------------------------------------------------------------------------------------------------
 */

/* Printers' marks and trap networks are for the press. */
static bool annotation_is_allowed(struct check *check, struct object annotation) {
  struct object kind = object_key(check->reader, annotation, "/Subtype");
  return object_is_name(check->reader, kind, "/PrinterMark") || object_is_name(check->reader, kind, "/TrapNet");
}

static const char *name_shown(const char *name) {
  return *name ? name + 1 : "?";
}

static void annotations_check(struct check *check, struct object page, const struct box *bleed) {
  struct reader *reader = check->reader;
  struct object annotations = object_key(reader, page, "/Annots");
  size_t count = object_count(reader, annotations);
  for (size_t i = 0; i < count; i++) {
    struct object annotation = object_item(reader, annotations, i);
    struct box box;
    bool placed = box_read(check, object_key(reader, annotation, "/Rect"), &box);
    bool outside = placed && (box.right <= bleed->left || box.left >= bleed->right || box.top <= bleed->bottom ||
                              box.bottom >= bleed->top);
    if (!outside && !annotation_is_allowed(check, annotation))
      check_report_page(check, PREFLIGHT_ANNOTATION,
                        name_shown(object_name(reader, check->page, object_key(reader, annotation, "/Subtype"))));
    check_appearance(check, annotation);
    if (object_key(reader, annotation, "/A").handle || object_key(reader, annotation, "/AA").handle)
      check_report_page(check, PREFLIGHT_PAGE_ACTION, "");
  }
}

/* --- content --------------------------------------------------------------------------------------------------------
 */

static bool is_one_of(const char *name, const char *const *names) {
  for (; *names; names++)
    if (!strcmp(*names, name))
      return true;
  return false;
}

void check_content(struct check *check, const unsigned char *data, size_t length) {
  static const char *const sets[] = {"rg", "RG", NULL}, *const chooses[] = {"cs", "CS", NULL};
  static const char *const spaces[] = {"/DeviceRGB", "/RGB", "/CalRGB", NULL};
  struct operators operators = {.data = data, .length = length};
  struct operator operator;
  while (operator_next(&operators, &operator)) {
    if (is_one_of(operator.name, sets))
      check_report_page(check, PREFLIGHT_RGB_OPERATOR, operator.name);
    else if (is_one_of(operator.name, chooses) && is_one_of(operator.operand, spaces))
      check_report_page(check, PREFLIGHT_RGB_OPERATOR, operator.operand + 1);
    else if (!strcmp(operator.name, "BI") && is_one_of(operator.space, spaces))
      check_report_page(check, PREFLIGHT_RGB_SPACE, "inline");
  }
}

void check_page(struct check *check, struct object page) {
  struct reader *reader = check->reader;
  size_t length;
  struct box bleed = boxes_check(check, page);
  annotations_check(check, page, &bleed);
  if (object_key(reader, page, "/AA").handle)
    check_report_page(check, PREFLIGHT_PAGE_ACTION, "");
  check_group(check, page);
  check_resources(check, page_key(reader, page, "/Resources"));
  struct object contents = object_key(reader, page, "/Contents");
  check_stream(check, contents);
  for (size_t i = 0; i < object_count(reader, contents); i++)
    check_stream(check, object_item(reader, contents, i));
  unsigned char *content = page_data(reader, page, &length);
  if (content)
    check_content(check, content, length);
  free(content);
}
