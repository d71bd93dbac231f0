/* What holds for the whole file: version, identity, information, metadata, output intent, and nothing that acts. */
#include "preflight/check.h"

#include <stdlib.h>
#include <string.h>

/* PDF/X-4 is made of PDF 1.6. */
static const char last_version[] = "1.6";

static void trailer_check(struct check *check) {
  struct reader *reader = check->reader;
  struct object trailer = reader_trailer(reader);
  if (object_key(reader, trailer, "/Encrypt").handle || reader_is_encrypted(reader))
    check_report(check, PREFLIGHT_ENCRYPTED, "");
  if (object_count(reader, object_key(reader, trailer, "/ID")) != 2)
    check_report(check, PREFLIGHT_NO_ID, "");
  const char *version = reader_version(reader);
  if (strlen(version) != sizeof last_version - 1 || strcmp(version, last_version) > 0)
    check_report(check, PREFLIGHT_VERSION, version);
}

static void information_check(struct check *check) {
  static const char *const wanted[] = {"/Title", "/CreationDate", "/ModDate"};
  struct reader *reader = check->reader;
  struct object info = object_key(reader, reader_trailer(reader), "/Info");
  for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
    if (!*object_text(reader, check->page, object_key(reader, info, wanted[i])))
      check_report(check, PREFLIGHT_INFORMATION, wanted[i] + 1);
  struct object trapped = object_key(reader, info, "/Trapped");
  if (!object_is_name(reader, trapped, "/True") && !object_is_name(reader, trapped, "/False"))
    check_report(check, PREFLIGHT_TRAPPED, "");
  struct object version = object_key(reader, info, "/GTS_PDFXVersion");
  const char *text = object_text(reader, check->page, version);
  if (version.handle && strcmp(text, "PDF/X-4") != 0)
    check_report(check, PREFLIGHT_OTHER_STANDARD, text);
}

/* --- metadata -------------------------------------------------------------------------------------------------------
 */

/* Whether XMP gives a property the value, as an element or as an attribute. */
static bool xmp_says(const char *xmp, size_t length, const char *property, const char *value) {
  size_t name = strlen(property), size = strlen(value);
  const char *end = xmp + length, *at = xmp;
  while ((at = memmem(at, (size_t)(end - at), property, name)) != NULL) {
    at += name;
    if (at < end && *at == '=')
      at++;
    if (at < end && (*at == '>' || *at == '"' || *at == '\''))
      at++;
    if ((size_t)(end - at) > size && !memcmp(at, value, size) && strchr("<\"'", at[size]))
      return true;
  }
  return false;
}

static void metadata_check(struct check *check) {
  size_t length;
  struct object metadata = object_key(check->reader, reader_catalog(check->reader), "/Metadata");
  char *xmp = (char *)object_data(check->reader, metadata, &length);
  if (!xmp || !xmp_says(xmp, length, "pdfxid:GTS_PDFXVersion", "PDF/X-4"))
    check_report(check, PREFLIGHT_NO_STANDARD, "");
  free(xmp);
}

/* --- output intent --------------------------------------------------------------------------------------------------
 */

/* ICC.1: the header of 128 bytes has the class at 12, the colour space at 16, the signature at 36. */
static bool profile_is_of_press(const unsigned char *profile, size_t length) {
  enum { HEADER = 128 };
  return length > HEADER && !memcmp(profile + 36, "acsp", 4) && !memcmp(profile + 12, "prtr", 4) &&
         !memcmp(profile + 16, "CMYK", 4);
}

static void intent_check(struct check *check, struct object intent) {
  size_t length;
  struct reader *reader = check->reader;
  struct object profile = object_key(reader, intent, "/DestOutputProfile");
  if (!*object_text(reader, check->page, object_key(reader, intent, "/OutputConditionIdentifier")))
    check_report(check, PREFLIGHT_INTENT_NAMELESS, "");
  unsigned char *data = object_data(reader, profile, &length);
  double components = 0;
  object_value(reader, object_key(reader, profile, "/N"), &components);
  if (!data || !profile_is_of_press(data, length) || components != 4)
    check_report(check, PREFLIGHT_INTENT_PROFILE, "");
  free(data);
}

static void intents_check(struct check *check) {
  struct reader *reader = check->reader;
  struct object intents = object_key(reader, reader_catalog(reader), "/OutputIntents");
  size_t count = object_count(reader, intents), found = 0;
  for (size_t i = 0; i < count; i++) {
    struct object intent = object_item(reader, intents, i);
    if (!object_is_name(reader, object_key(reader, intent, "/S"), "/GTS_PDFX"))
      continue;
    if (found++ == 0)
      intent_check(check, intent);
  }
  if (found != 1)
    check_report(check, PREFLIGHT_INTENT, found ? "2" : "0");
}

/* --- actions --------------------------------------------------------------------------------------------------------
 */

static void actions_check(struct check *check) {
  struct reader *reader = check->reader;
  struct object catalog = reader_catalog(reader), open = object_key(reader, catalog, "/OpenAction");
  if (object_key(reader, catalog, "/AA").handle || object_kind(reader, open) == OBJECT_DICTIONARY)
    check_report(check, PREFLIGHT_ACTION, "");
  if (object_key(reader, object_key(reader, catalog, "/Names"), "/JavaScript").handle)
    check_report(check, PREFLIGHT_ACTION, "JavaScript");
  if (object_key(reader, object_key(reader, catalog, "/AcroForm"), "/XFA").handle)
    check_report(check, PREFLIGHT_ACTION, "XFA");
}

void check_document(struct check *check) {
  trailer_check(check);
  information_check(check);
  metadata_check(check);
  intents_check(check);
  actions_check(check);
  check_layers(check);
  arena_reset(check->page);
  reader_forget(check->reader);
}
