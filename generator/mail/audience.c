/* The audience. Media list -> targets. */
#include "mail/audience.h"

#include <string.h>

static bool has_language(const struct audience *audience, const char *language) {
  for (size_t i = 0; i < audience->count; i++)
    if (strcmp(audience->items[i].recipient->language, language) == 0)
      return true;
  return false;
}

void audience_choose(struct campaign *campaign, const struct address *to, struct audience *out) {
  *out = (struct audience){.test = to != NULL};
  for (size_t i = 0; i < campaign->media.count; i++) {
    const struct recipient *recipient = &campaign->media.items[i];
    if (!to || !has_language(out, recipient->language))
      *ARENA_PUSH(campaign->arena, out->items, out->count, out->capacity) =
          (struct target){.recipient = recipient, .to = to ? to : &recipient->address};
  }
}
