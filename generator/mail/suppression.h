/* Those who want no mail: a file with an address or a @domain on each line. */
#ifndef MAIL_SUPPRESSION_H
#define MAIL_SUPPRESSION_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "mail/address.h"
#include "mail/media_rows.h"

#include <stdbool.h>
#include <stddef.h>

struct suppression { /* sorted */
  const char **keys; /* of addresses; of domains behind an @ */
  size_t count, capacity;
};

/* False after messages: one line that cannot be read may be the one that counts. */
bool suppression_read(struct arena *arena, const struct media_rows_spec *file, struct sink *sink,
                      struct suppression *out);

bool suppression_has(const struct suppression *list, struct arena *arena, const struct address *address);

#endif
