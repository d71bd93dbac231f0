/* Submission by SMTP (RFC 5321, 6409) through libcurl.
 *
 * libcurl sends the end of the message as soon as the read callback has given all of it, and tells of a failure by a
 * code that does not say whether the server took the message. So the last two bytes are held back until the journal
 * has them noted, and what the server answered after them is read from the protocol's own lines. */
#include "mail/smtp.h"

#include "base/utf8.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { HELD_BACK = 2 /* bytes: the last line end */, CONNECT_LONGEST = 60 * 1000 /* ms */ };

enum stage { STAGE_SESSION, STAGE_MESSAGE };

struct smtp {
  CURL *curl;
  const struct mail_settings *settings;
  bool ready; /* the server has said what it can */
  enum stage stage;
  bool hello;   /* the last command was EHLO: its answer lists abilities */
  bool leaving; /* it was QUIT: what is answered to that concerns no message */
  bool knows_utf8;
  size_t size_limit;       /* 0: none was told */
  struct smtp_reply reply; /* to the last command */
  char error[CURL_ERROR_SIZE];
  const struct smtp_envelope *envelope; /* while a message goes out */
  size_t slice, offset, given;
  bool ended, stopped; /* the message's end went out; before_end said no */
};

/* --- the protocol's lines ----------------------------------------------------------------------------------------- */

/* Whatever a server sends may stand in a report: one line of visible characters. */
static void text_take(struct smtp_reply *reply, const char *line, size_t length) {
  size_t used = 0;
  for (size_t index = 0; index < length;) {
    size_t at = index;
    uint32_t character = utf8_next(line, length, &index);
    bool visible = character >= ' ' && character != 0x7F && (character < 0x80 || character > 0x9F) &&
                   character != 0xFFFD && character != 0x2028 && character != 0x2029 &&
                   !(character >= 0x202A && character <= 0x202E);
    if (used + (index - at) >= sizeof reply->text)
      break;
    if (visible)
      memcpy(reply->text + used, line + at, index - at);
    else
      reply->text[used] = '?';
    used += visible ? index - at : 1;
  }
  reply->text[used] = '\0';
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static void ability_take(struct smtp *smtp, const char *line, size_t length) {
  if (length >= 8 && strncasecmp(line, "SMTPUTF8", 8) == 0)
    smtp->knows_utf8 = true;
  if (length > 5 && strncasecmp(line, "SIZE ", 5) == 0) {
    smtp->size_limit = 0;
    for (size_t i = 5; i < length && is_digit(line[i]) && smtp->size_limit < SIZE_MAX / 20; i++)
      smtp->size_limit = smtp->size_limit * 10 + (size_t)(line[i] - '0');
  }
}

static void answer_take(struct smtp *smtp, const char *line, size_t length) {
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  bool coded = length >= 3 && is_digit(line[0]) && is_digit(line[1]) && is_digit(line[2]) &&
               (length == 3 || line[3] == ' ' || line[3] == '-');
  if (!coded || smtp->leaving)
    return;
  if (smtp->hello && length > 4)
    ability_take(smtp, line + 4, length - 4);
  if (length > 3 && line[3] == '-')
    return;
  smtp->reply.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  text_take(&smtp->reply, line, length);
}

static void command_take(struct smtp *smtp, const char *line, size_t length) {
  static const char *const of_messages[] = {"MAIL", "RCPT", "DATA"};
  static const char *const of_sessions[] = {"EHLO", "HELO", "AUTH", "STARTTLS", "NOOP"};
  smtp->leaving = length >= 4 && strncmp(line, "QUIT", 4) == 0;
  if (smtp->leaving)
    return;
  smtp->reply = (struct smtp_reply){0};
  smtp->hello = length >= 4 && strncmp(line, "EHLO", 4) == 0;
  if (smtp->hello) {
    smtp->knows_utf8 = false;
    smtp->size_limit = 0;
  }
  for (size_t i = 0; i < sizeof of_messages / sizeof *of_messages; i++)
    if (length >= 4 && strncmp(line, of_messages[i], 4) == 0)
      smtp->stage = STAGE_MESSAGE;
  for (size_t i = 0; i < sizeof of_sessions / sizeof *of_sessions; i++)
    if (length >= 4 && strncmp(line, of_sessions[i], 4) == 0)
      smtp->stage = STAGE_SESSION;
}

static int line_see(CURL *curl, curl_infotype type, char *data, size_t length, void *self) {
  (void)curl;
  if (type == CURLINFO_HEADER_IN)
    answer_take(self, data, length);
  else if (type == CURLINFO_HEADER_OUT)
    command_take(self, data, length);
  return 0;
}

/* --- the message -------------------------------------------------------------------------------------------------- */

/* Gives the next bytes, all but the last two; then asks, then those. */
static size_t message_give(char *out, size_t size, size_t count, void *self) {
  struct smtp *smtp = self;
  const struct message *message = smtp->envelope->message;
  size_t room = size * count, used = 0, left = message->size - smtp->given;
  if (left <= HELD_BACK && left > 0 && !smtp->ended) {
    if (!smtp->envelope->before_end(smtp->envelope->self)) {
      smtp->stopped = true;
      return CURL_READFUNC_ABORT;
    }
    smtp->ended = true;
    smtp->reply = (struct smtp_reply){0};
  }
  size_t wanted = smtp->ended ? left : left - HELD_BACK;
  room = wanted < room ? wanted : room;
  while (used < room) {
    size_t rest = message->slices[smtp->slice].length - smtp->offset, taken = rest < room - used ? rest : room - used;
    memcpy(out + used, message->slices[smtp->slice].data + smtp->offset, taken);
    used += taken;
    smtp->offset += taken;
    if (taken == rest) {
      smtp->slice++;
      smtp->offset = 0;
    }
  }
  smtp->given += used;
  return used;
}

static size_t output_ignore(char *data, size_t size, size_t count, void *self) {
  (void)data;
  (void)self;
  return size * count;
}

/* --- the connection ----------------------------------------------------------------------------------------------- */

static void options_set(struct smtp *smtp) {
  const struct mail_settings *settings = smtp->settings;
  CURL *curl = smtp->curl;
  char url[600];
  snprintf(url, sizeof url, "%s/%s", settings->server, settings->hello ? settings->hello : "");
  curl_easy_setopt(curl, CURLOPT_URL, url);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(settings->tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  if (settings->ca)
    curl_easy_setopt(curl, CURLOPT_CAINFO, settings->ca);
  if (settings->user) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, settings->user);
    curl_easy_setopt(curl, CURLOPT_PASSWORD, settings->password ? settings->password : "");
  }
  long timeout = (long)settings->timeout;
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, timeout < CONNECT_LONGEST ? timeout : (long)CONNECT_LONGEST);
  curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (timeout + 999) / 1000);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (timeout + 999) / 1000);
  curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); /* for the lines, which go to line_see */
  curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, line_see);
  curl_easy_setopt(curl, CURLOPT_DEBUGDATA, smtp);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, message_give);
  curl_easy_setopt(curl, CURLOPT_READDATA, smtp);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, output_ignore);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, smtp->error);
}

struct smtp *smtp_open(const struct mail_settings *settings) {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return NULL;
  struct smtp *smtp = memset(memory_alloc(sizeof *smtp), 0, sizeof *smtp);
  smtp->settings = settings;
  smtp->curl = curl_easy_init();
  if (!smtp->curl)
    memory_alloc(SIZE_MAX / 2);
  options_set(smtp);
  return smtp;
}

void smtp_close(struct smtp *smtp) {
  if (!smtp)
    return;
  curl_easy_cleanup(smtp->curl);
  free(smtp);
  curl_global_cleanup();
}

static CURLcode perform(struct smtp *smtp) {
  smtp->stage = STAGE_SESSION;
  smtp->leaving = false;
  smtp->reply = (struct smtp_reply){0};
  smtp->error[0] = '\0';
  return curl_easy_perform(smtp->curl);
}

/* What to tell when the server said nothing. */
static void reply_fill(struct smtp *smtp, CURLcode result, struct smtp_reply *reply) {
  *reply = smtp->reply;
  const char *why = smtp->error[0] ? smtp->error : curl_easy_strerror(result);
  if (!reply->text[0])
    text_take(reply, why, strlen(why));
}

/* No message has been tried: will it be different later? */
static enum smtp_outcome session_outcome(const struct smtp *smtp, CURLcode result) {
  switch (result) {
  case CURLE_PEER_FAILED_VERIFICATION:
  case CURLE_SSL_CACERT_BADFILE:
  case CURLE_USE_SSL_FAILED:
  case CURLE_SSL_CERTPROBLEM:
  case CURLE_URL_MALFORMAT:
  case CURLE_UNSUPPORTED_PROTOCOL:
    return SMTP_NO_ACCESS;
  case CURLE_LOGIN_DENIED:
    return smtp->reply.code / 100 == 4 ? SMTP_NO_SESSION : SMTP_NO_ACCESS;
  default:
    return smtp->reply.code / 100 == 5 ? SMTP_NO_ACCESS : SMTP_NO_SESSION;
  }
}

/* Connects and asks what the server can, before there is a message that could be half sent. */
static bool session_open(struct smtp *smtp, enum smtp_outcome *outcome, struct smtp_reply *reply) {
  CURL *curl = smtp->curl;
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 0L);
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, NULL);
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "NOOP");
  CURLcode result = perform(smtp);
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, NULL);
  smtp->ready = result == CURLE_OK;
  if (smtp->ready)
    return true;
  *outcome = session_outcome(smtp, result);
  reply_fill(smtp, result, reply);
  return false;
}

static enum smtp_outcome code_outcome(int code, enum smtp_outcome otherwise) {
  return code / 100 == 5 ? SMTP_REFUSED : code / 100 == 4 ? SMTP_LATER : otherwise;
}

static enum smtp_outcome message_outcome(const struct smtp *smtp, CURLcode result) {
  if (smtp->stopped)
    return SMTP_STOPPED;
  if (smtp->ended)
    return smtp->reply.code / 100 == 2 ? SMTP_SENT : code_outcome(smtp->reply.code, SMTP_DOUBT);
  if (smtp->stage == STAGE_SESSION)
    return session_outcome(smtp, result);
  return code_outcome(smtp->reply.code, SMTP_LATER);
}

static bool can_take(const struct smtp *smtp, const struct smtp_envelope *envelope, struct smtp_reply *reply) {
  if (smtp->size_limit > 0 && envelope->message->size > smtp->size_limit) {
    reply->code = 552;
    snprintf(reply->text, sizeof reply->text, "the message has %zu bytes, the server takes %zu",
             envelope->message->size, smtp->size_limit);
    return false;
  }
  if ((envelope->to->utf8 || envelope->from->utf8) && !smtp->knows_utf8) {
    reply->code = 553;
    snprintf(reply->text, sizeof reply->text, "the server knows Latin addresses only (no SMTPUTF8)");
    return false;
  }
  return true;
}

static CURLcode message_perform(struct smtp *smtp, const struct smtp_envelope *envelope) {
  CURL *curl = smtp->curl;
  struct curl_slist *to = curl_slist_append(NULL, envelope->to->wire);
  if (!to)
    memory_alloc(SIZE_MAX / 2);
  smtp->envelope = envelope;
  smtp->slice = smtp->offset = smtp->given = 0;
  smtp->ended = smtp->stopped = false;
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)envelope->message->size);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, envelope->from->wire);
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
  CURLcode result = perform(smtp);
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, NULL);
  curl_slist_free_all(to);
  return result;
}

enum smtp_outcome smtp_send(struct smtp *smtp, const struct smtp_envelope *envelope, struct smtp_reply *reply) {
  enum smtp_outcome outcome;
  *reply = (struct smtp_reply){0};
  if (!smtp->ready && !session_open(smtp, &outcome, reply))
    return outcome;
  if (!can_take(smtp, envelope, reply))
    return SMTP_REFUSED;
  CURLcode result = message_perform(smtp, envelope);
  outcome = message_outcome(smtp, result);
  smtp->ready = result == CURLE_OK; /* libcurl has closed the connection otherwise */
  reply_fill(smtp, result, reply);
  return outcome;
}
