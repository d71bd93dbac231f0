/* Time zones by their IANA names, from ICU's own tables, so that results do not depend on the machine's. */
#ifndef INPUT_ZONE_H
#define INPUT_ZONE_H

#include "base/arena.h"
#include "input/value.h"

#include <stdbool.h>

/* Once in a process, before zones are asked for again and again: otherwise ICU looks in the machine's files for the
 * zone that it would take if none were named. */
void zone_prepare(void);

bool zone_is_known(const char *zone);

/* Minutes east of UTC at a local time in a known zone. */
int zone_offset(const char *zone, struct date date, int minute);

/* The known name nearest to a misspelt one, or NULL. */
const char *zone_near(struct arena *arena, const char *zone);

#endif
