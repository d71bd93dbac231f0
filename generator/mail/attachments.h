/* The documents that go with a message: those `mail: attach:` names, in the language of the recipient, and only as long
 * as the manifest says that they are what the event makes. Never anything else. */
#ifndef MAIL_ATTACHMENTS_H
#define MAIL_ATTACHMENTS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diagnostic.h"
#include "base/hash.h"
#include "input/event.h"
#include "input/layout.h"

#include <stdbool.h>
#include <stddef.h>

enum { ATTACHMENTS = 16 /* of one message, at most */ };

struct attachment {
  const char *document, *language;
  const char *path; /* in the output folder */
  size_t size;
  char sha256[HASH_HEX_SIZE];
  const char *content; /* base64 in lines; encoded once, for all recipients */
  size_t content_length;
};

/* The attachments of one language. */
struct attachment_list {
  struct attachment items[ATTACHMENTS];
  size_t count;
};

struct attachments_spec {
  const char *output; /* folder with manifest.json */
  const struct event *event;
  const struct layout_path *layouts;
};

/* Reads what is attached to messages in `languages`, into out[languages]. False after messages: not made yet, out of
 * date, a document about participants. */
bool attachments_read(struct arena *arena, const struct attachments_spec *spec, const char *const *languages,
                      size_t language_count, struct attachment_list *out, struct sink *sink);

#endif
