/* Messages: RFC 5322 headers around the MIME parts of letter.c and attachments.c. */
#include "mail/message.h"

#include "base/hash.h"
#include "mail/header.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char boundary[] = "=_basma-mixed";
static const char end[] = "\r\n--=_basma-mixed--\r\n";

/* RFC 5322, 3.3; in UTC, English whatever the locale. */
static void date_add(struct buffer *out, int64_t seconds) {
  static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  time_t instant = (time_t)seconds;
  struct tm parts;
  if (!gmtime_r(&instant, &parts))
    parts = (struct tm){.tm_mday = 1, .tm_year = 70, .tm_wday = 4};
  buffer_printf(out, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\r\n", days[parts.tm_wday], parts.tm_mday,
                months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

const char *message_id(struct arena *arena, const char *const *key, size_t count, const struct address *from) {
  enum { DIGITS = 32 };
  struct hash *hash = hash_new();
  uint8_t digest[32];
  char hex[HASH_HEX_SIZE];
  for (size_t i = 0; i < count; i++)
    hash_add(hash, key[i], strlen(key[i]) + 1);
  hash_finish(hash, digest);
  hash_drop(hash);
  hash_hex(digest, hex);
  return arena_printf(arena, "<%.*s.basma@%s>", DIGITS, hex, from->domain);
}

void message_parts_drop(struct message_parts *parts) {
  for (size_t i = 0; i < ATTACHMENTS; i++)
    buffer_drop(&parts->heads[i]);
}

void message_parts_add(struct message_parts *parts, size_t index, const char *file_name) {
  struct buffer *head = &parts->heads[index];
  buffer_clear(head);
  buffer_printf(head, "\r\n--%s\r\nContent-Type: application/pdf", boundary);
  header_add_parameter(head, "name", file_name);
  buffer_printf(head,
                "\r\nContent-Transfer-Encoding: base64\r\nContent-Language: %s\r\nContent-Disposition: attachment",
                parts->list->items[index].language);
  header_add_parameter(head, "filename", file_name);
  buffer_text(head, "\r\n\r\n");
}

static void thread_add(struct buffer *out, const struct message_spec *spec) {
  if (spec->thread_count == 0)
    return;
  header_add_tokens(out, "In-Reply-To", spec->thread + spec->thread_count - 1, 1, "");
  header_add_tokens(out, "References", spec->thread, spec->thread_count, "");
}

static void unsubscribe_add(struct buffer *out, const struct message_spec *spec) {
  if (spec->unsubscribe_count == 0)
    return;
  header_add_tokens(out, "List-Unsubscribe", spec->unsubscribe, spec->unsubscribe_count, ",");
  if (spec->one_click)
    buffer_text(out, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
}

static void headers_add(struct buffer *out, const struct message_spec *spec) {
  date_add(out, spec->seconds);
  header_add_mailbox(out, "From", spec->sender_name, spec->sender->from.wire);
  header_add_mailbox(out, "To", spec->to_name, spec->to->wire);
  if (spec->sender->has_reply_to)
    header_add_mailbox(out, "Reply-To", NULL, spec->sender->reply_to.wire);
  header_add_text(out, "Subject", spec->letter->subject);
  header_add_tokens(out, "Message-ID", &spec->id, 1, "");
  thread_add(out, spec);
  unsubscribe_add(out, spec);
  buffer_printf(out, "Auto-Submitted: auto-generated\r\nContent-Language: %s\r\n", spec->language);
  if (spec->draft)
    buffer_text(out, "X-Unsent: 1\r\n");
  buffer_text(out, "MIME-Version: 1.0\r\n");
}

static void slice_add(struct message *message, const char *data, size_t length) {
  message->slices[message->slice_count].data = data;
  message->slices[message->slice_count++].length = length;
  message->size += length;
}

void message_make(const struct message_spec *spec, struct message *out) {
  size_t attached = spec->parts && spec->parts->list ? spec->parts->list->count : 0;
  struct buffer *own = &out->own;
  buffer_clear(own);
  out->slice_count = out->size = 0;
  headers_add(own, spec);
  if (attached)
    buffer_printf(own, "Content-Type: multipart/mixed; boundary=\"%s\"\r\n\r\n--%s\r\n", boundary, boundary);
  buffer_add(own, spec->letter->body->data, spec->letter->body->length);
  slice_add(out, own->data, own->length);
  for (size_t i = 0; i < attached; i++) {
    slice_add(out, spec->parts->heads[i].data, spec->parts->heads[i].length);
    slice_add(out, spec->parts->list->items[i].content, spec->parts->list->items[i].content_length);
  }
  if (attached)
    slice_add(out, end, sizeof end - 1);
}

void message_drop(struct message *message) {
  buffer_drop(&message->own);
}
