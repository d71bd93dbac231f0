/* A message in its final form: headers and text of its own, attachments shared with all others. */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include "base/buffer.h"
#include "mail/address.h"
#include "mail/attachments.h"
#include "mail/letter.h"
#include "mail/media.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sender {
  struct address from, reply_to;
  bool has_reply_to;
  const struct value *name; /* NULL: none */
};

/* Parts behind the text, the same for everybody of a language. */
struct message_parts {
  struct buffer heads[ATTACHMENTS]; /* headers of each part */
  const struct attachment_list *list;
};
void message_parts_drop(struct message_parts *parts);
/* Adds the headers of the next attachment of the list under a file name. */
void message_parts_add(struct message_parts *parts, size_t index, const char *file_name);

struct message_spec {
  const struct sender *sender;
  const char *sender_name; /* in the recipient's language; NULL: none */
  const struct address *to;
  const char *to_name;
  const char *language;
  const struct letter *letter;
  const char *id;            /* with its angle brackets */
  const char *const *thread; /* Message-IDs of what this corrects, the oldest first */
  size_t thread_count;
  const char *const *unsubscribe; /* <…>, or none */
  size_t unsubscribe_count;
  bool one_click;
  bool draft;      /* an .eml file: mail programs open it to be sent */
  int64_t seconds; /* of the Date, since 1970 */
  const struct message_parts *parts;
};

enum { SLICES = 2 * ATTACHMENTS + 2 };

struct message {
  struct buffer own;
  struct {
    const char *data;
    size_t length;
  } slices[SLICES];
  size_t slice_count;
  size_t size;
};

/* Makes a message; `out` may hold an earlier one, whose memory is used again. Valid as long as letter and parts. */
void message_make(const struct message_spec *spec, struct message *out);
void message_drop(struct message *message);

/* The same for the same event, release, version and recipient. */
const char *message_id(struct arena *arena, const char *const *key, size_t count, const struct address *from);

#endif
