/* The mail server of the person who sends, and how to treat it: never in an event, which comes from others and goes to
 * others.
 *
 * A file that only its owner can read: what BASMA_MAIL_SETTINGS names, else basma/mail.yaml in XDG_CONFIG_HOME or
 * ~/.config. BASMA_MAIL_SERVER, BASMA_MAIL_USER, BASMA_MAIL_PASSWORD and BASMA_MAIL_PASSWORD_COMMAND stand above it. */
#ifndef MAIL_SETTINGS_H
#define MAIL_SETTINGS_H

#include "base/arena.h"
#include "base/diagnostic.h"

#include <stdbool.h>
#include <stdint.h>

struct mail_settings {
  const char *server;          /* smtp://host:587 or smtps://host */
  bool tls;                    /* required; false only when the settings say «tls: none» */
  const char *user, *password; /* NULL: none */
  const char *ca;              /* file with the certificates to trust; NULL: the system's */
  const char *hello;           /* the name this machine gives itself; NULL: its own */
  int64_t interval;            /* ms between messages, from `rate` a minute */
  int64_t pause;               /* ms between messages to one domain */
  int64_t retry;               /* ms before the second attempt, doubled for each one after */
  int64_t timeout;             /* ms for any answer of the server */
  int attempts;                /* of a message in one run */
};

/* False after messages, which never show a value. */
bool settings_read(struct arena *arena, struct sink *sink, struct mail_settings *out);

#endif
