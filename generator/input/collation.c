/* Sort keys by ICU's collator. */
#include "input/collation.h"

#include <limits.h>
#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

struct collation {
  UCollator *collator; /* NULL: ICU has no data; texts are then ordered by their bytes */
};

static void collation_close(void *collator) {
  ucol_close(collator);
}

struct collation *collation_new(struct arena *arena, const struct locale *locale) {
  struct collation *collation = arena_zalloc(arena, 1, sizeof *collation);
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator = ucol_open(locale_language(locale), &status);
  if (U_FAILURE(status))
    return collation;
  collation->collator = collator;
  arena_defer(arena, collation_close, collator);
  return collation;
}

const uint8_t *collation_key(struct arena *arena, const struct collation *collation, const char *text, size_t *length) {
  size_t bytes = strlen(text);
  int32_t written = 0;
  UErrorCode status = U_ZERO_ERROR;
  *length = bytes;
  if (collation->collator == NULL || bytes > INT32_MAX / 4)
    return (const uint8_t *)text;
  UChar *wide = arena_array(arena, bytes + 1, sizeof *wide);
  u_strFromUTF8(wide, (int32_t)bytes + 1, &written, text, (int32_t)bytes, &status);
  if (U_FAILURE(status))
    return (const uint8_t *)text;
  int32_t size = ucol_getSortKey(collation->collator, wide, written, NULL, 0);
  uint8_t *key = arena_alloc(arena, (size_t)size);
  ucol_getSortKey(collation->collator, wide, written, key, size);
  *length = (size_t)size;
  return key;
}
