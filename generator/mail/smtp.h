/* One connection to the mail server. Sole owner of libcurl.
 *
 * Whoever calls has checked every value: libcurl passes line ends through. */
#ifndef MAIL_SMTP_H
#define MAIL_SMTP_H

#include "mail/message.h"
#include "mail/settings.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum smtp_outcome {
  SMTP_SENT,
  SMTP_REFUSED,    /* 5xx: for good */
  SMTP_LATER,      /* 4xx, or the connection broke before the message's end: it has not been taken */
  SMTP_DOUBT,      /* no answer to the message's end */
  SMTP_NO_SESSION, /* the server cannot be reached now: this message has not been tried */
  SMTP_NO_ACCESS,  /* it will not let us in: certificate, password */
  SMTP_STOPPED     /* before_end said no */
};

struct smtp_reply {
  int code;       /* 0: none */
  char text[400]; /* one line, printable */
};

struct smtp;

/* NULL when libcurl cannot start. Settings are borrowed. Caller closes. */
struct smtp *smtp_open(const struct mail_settings *settings);
void smtp_close(struct smtp *smtp);

struct smtp_envelope {
  const struct address *from, *to;
  const struct message *message;
  bool (*before_end)(void *self); /* called when all but the last bytes have gone out; false: break off */
  void *self;
};

/* Sends a message, over the connection there is, or a new one. */
enum smtp_outcome smtp_send(struct smtp *smtp, const struct smtp_envelope *envelope, struct smtp_reply *reply);

#endif
