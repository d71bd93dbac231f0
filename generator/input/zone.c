/* ICU's calendar, for offsets of zones only. */
#include "input/zone.h"

#include "base/utf8.h"

#include <string.h>
#include <unicode/ucal.h>
#include <unicode/uenum.h>

enum { ZONE_LIMIT = 64, MS_PER_MINUTE = 60000, NEAR_LIMIT = 3 };

/* Zone names are ASCII; false for anything else. */
static bool zone_widen(const char *zone, UChar out[ZONE_LIMIT]) {
  size_t length = strlen(zone);
  if (length == 0 || length >= ZONE_LIMIT)
    return false;
  for (size_t i = 0; i <= length; i++) {
    if (zone[i] & 0x80)
      return false;
    out[i] = (UChar)zone[i];
  }
  return true;
}

bool zone_is_known(const char *zone) {
  UChar wide[ZONE_LIMIT], canonical[ZONE_LIMIT];
  if (!zone_widen(zone, wide))
    return false;
  UErrorCode status = U_ZERO_ERROR;
  UBool system = 0;
  ucal_getCanonicalTimeZoneID(wide, -1, canonical, ZONE_LIMIT, &system, &status);
  return U_SUCCESS(status) && system;
}

void zone_prepare(void) {
  static const UChar utc[] = {'E', 't', 'c', '/', 'U', 'T', 'C', 0};
  UErrorCode status = U_ZERO_ERROR;
  ucal_setDefaultTimeZone(utc, &status);
}

int zone_offset(const char *zone, struct date date, int minute) {
  UChar wide[ZONE_LIMIT];
  UErrorCode status = U_ZERO_ERROR;
  if (!zone_widen(zone, wide))
    return 0;
  UCalendar *calendar = ucal_open(wide, -1, "", UCAL_GREGORIAN, &status);
  if (U_FAILURE(status))
    return 0;
  ucal_setDateTime(calendar, date.year, date.month - 1, date.day, minute / 60, minute % 60, 0, &status);
  int32_t offset = ucal_get(calendar, UCAL_ZONE_OFFSET, &status) + ucal_get(calendar, UCAL_DST_OFFSET, &status);
  ucal_close(calendar);
  return U_SUCCESS(status) ? offset / MS_PER_MINUTE : 0;
}

const char *zone_near(struct arena *arena, const char *zone) {
  UErrorCode status = U_ZERO_ERROR;
  UEnumeration *zones = ucal_openTimeZones(&status);
  const char *name;
  char *best = NULL;
  size_t least = NEAR_LIMIT + 1;
  while (U_SUCCESS(status) && (name = uenum_next(zones, NULL, &status)) != NULL) {
    size_t distance = utf8_distance(zone, name, NEAR_LIMIT);
    if (distance < least) {
      least = distance;
      best = arena_strdup(arena, name);
    }
  }
  uenum_close(zones);
  return best;
}
